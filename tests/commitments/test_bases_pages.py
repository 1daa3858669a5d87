"""The register's pages, picking from it, and the year's tasks by the document they rest on."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from commitments.models import Commitment, LegalBasis, Task, Year
from tests import cast as stage
from tests.commitments import shared
from tests.commitments.pages import BASE, WARD, client_of, get, hidden, post
from tests.commitments.test_bases_verbs import KL_18, kept
from tests.pages import main_form
from tests.reports.quarters import accepted

REGISTER = "/dang-uy-mau/can-cu/"
LIST = f"{BASE}/can-cu/"


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 5)


def numbers(page: Any) -> list[str]:
    return [row.number for row, _ in page.context["rows"]]


def typed(**changes: str) -> dict[str, str]:
    return {
        "kind": "Kết luận", "number": "18-KL/TU", "issued_on": "9/12/2020",
        "issuer": "Thành ủy Mẫu", "summary": "về nhiệm vụ năm 2021", "ended_on": "", "version": "0",
    } | changes  # fmt: skip


class TestRegister:
    def test_a_document_is_added_found_and_changed(self, cast: Any) -> None:
        html = post(cast.clerk, f"{REGISTER}them/", typed()).content.decode()
        assert "Đã lưu Kết luận 18-KL/TU" in html
        assert numbers(get(cast.head, REGISTER, tim="NHIEM VU nam")) == ["18-KL/TU"]
        made = LegalBasis.objects.get()
        again = typed(version="1", summary="về nhiệm vụ mới")
        post(cast.clerk, f"{REGISTER}{made.pk}/", again)
        assert LegalBasis.objects.get().summary == "về nhiệm vụ mới"

    def test_an_unusual_symbol_is_warned_of_and_kept(self, cast: Any) -> None:
        html = post(cast.clerk, f"{REGISTER}them/", typed(number="28")).content.decode()
        assert "không theo mẫu thường gặp" in html
        assert LegalBasis.objects.get().number == "28"

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"summary": ""}, "Ghi trích yếu"),
            ({"issued_on": "31/02/2021"}, "không có ngày 31"),
            ({"ended_on": "1/1/2019"}, "không trước ngày ban hành"),
            ({"number": "1" * 61}, "60"),
        ],
    )
    def test_what_was_typed_stays(self, cast: Any, changes: dict[str, str], said: str) -> None:
        html = post(cast.clerk, f"{REGISTER}them/", typed(**changes)).content.decode()
        assert said in html
        assert "Thành ủy Mẫu" in html
        assert not LegalBasis.objects.exists()

    def test_a_stale_page_shows_both_and_a_second_save_wins(self, cast: Any) -> None:
        href = f"{REGISTER}{kept(cast).pk}/"
        post(cast.office_head, href, typed(version="1", summary="của người kia"))
        page = client_of(cast.clerk).post(href, typed(version="1", summary="của tôi"))
        assert page.status_code == 409
        assert page.context["differences"] == [("Trích yếu", "của tôi", "của người kia")]
        version = hidden(page.content.decode(), "version")
        post(cast.clerk, href, typed(version=version, summary="của tôi"))
        assert LegalBasis.objects.get().summary == "của tôi"

    def test_filters_and_sorts_are_in_the_address(self, cast: Any) -> None:
        kept(cast)
        kept(cast, number="05-NQ/TU", kind="Nghị quyết", issued_on=date(2016, 5, 15))
        kept(cast, number="28", kind="Quyết định", issued_on=None, ended_on=date(2020, 6, 1))
        everything = ["18-KL/TU", "05-NQ/TU", "28"]
        assert numbers(get(cast.head, REGISTER)) == everything
        assert numbers(get(cast.head, REGISTER, loai="Nghị quyết")) == ["05-NQ/TU"]
        assert numbers(get(cast.head, REGISTER, nam="2016")) == ["05-NQ/TU"]
        assert numbers(get(cast.head, REGISTER, **{"hieu-luc": "het"})) == ["28"]
        assert numbers(get(cast.head, REGISTER, **{"hieu-luc": "con"})) == everything[:2]
        assert numbers(get(cast.head, REGISTER, **{"sap-xep": "ngay"}))[0] == "05-NQ/TU"
        assert len(numbers(get(cast.head, REGISTER, **{"sap-xep": "x'; --"}))) == 3
        assert "Không có văn bản nào khớp" in get(cast.head, REGISTER, tim="zzz").content.decode()

    def test_readers_read_and_do_not_write(self, cast: Any) -> None:
        made = kept(cast)
        html = get(cast.head, f"{REGISTER}{made.pk}/").content.decode()
        assert "về nhiệm vụ năm 2021" in html
        assert "Lưu văn bản" not in html

    def test_an_empty_register_says_what_to_do(self, cast: Any) -> None:
        assert "Thêm văn bản đầu tiên" in get(cast.clerk, REGISTER).content.decode()
        assert "Văn phòng cấp ủy ghi" in get(cast.head, REGISTER).content.decode()

    def test_fifty_a_page(self, cast: Any) -> None:
        LegalBasis.objects.bulk_create(
            LegalBasis(committee=cast.committee, kind="A", issuer="B", summary=str(n))
            for n in range(53)
        )
        assert len(numbers(get(cast.head, REGISTER))) == 50
        assert len(numbers(get(cast.head, REGISTER, trang="2"))) == 3

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries(self, cast: Any, client: Any, django_assert_num_queries: Any, count: int):
        for n in range(count):
            kept(cast, number=f"{n}-KL/TU")
        client.force_login(cast.clerk)
        client.get(REGISTER)  # the session writes its times once
        with django_assert_num_queries(8):
            client.get(REGISTER)


class TestPicking:
    def test_for_the_year(self, cast: Any) -> None:
        made = kept(cast)
        stage.year(cast)
        page = get(cast.clerk, f"{BASE}/thiet-lap/")
        fields = main_form(page.content.decode()).fields | {"bases": [str(made.pk)]}
        assert "Đã lưu thiết lập" in post(cast.clerk, f"{BASE}/thiet-lap/", fields).content.decode()
        assert list(Year.objects.get().bases.all()) == [made]
        assert "về nhiệm vụ năm 2021" in get(cast.head, f"{BASE}/thiet-lap/").content.decode()
        again = main_form(get(cast.clerk, f"{BASE}/thiet-lap/").content.decode()).fields
        assert again["bases"] == str(made.pk)

    def test_for_a_task_and_of_an_assigned_one_it_is_fixed(self, cast: Any) -> None:
        made, other = kept(cast), kept(cast, number="2-KL/TU")
        commitment = stage.draft(cast)
        here = f"{WARD}/nhiem-vu/1/"
        fields = main_form(get(cast.reporter, here).content.decode()).fields
        post(cast.reporter, here, fields | {"bases": [str(made.pk)], "basis": ""})
        task = commitment.tasks.get(number=1)
        assert list(task.bases.all()) == [made]
        Task.objects.update(origin="ASSIGNED")
        fields = main_form(get(cast.reporter, here).content.decode()).fields
        post(cast.reporter, here, fields | {"bases": [str(other.pk)], "owner_name": "Lê Văn Mới"})
        task.refresh_from_db()
        assert (task.owner_name, list(task.bases.all())) == ("Lê Văn Mới", [made])

    def test_two_people_at_one_task_see_the_documents_of_both(self, cast: Any) -> None:
        made = kept(cast)
        stage.draft(cast)
        here = f"{WARD}/nhiem-vu/1/"
        mine = main_form(get(cast.reporter, here).content.decode()).fields
        post(cast.head, here, mine | {"bases": [str(made.pk)]})
        page = client_of(cast.reporter).post(here, mine)
        assert page.status_code == 409
        assert page.context["differences"] == [("Văn bản căn cứ", "", made.cited)]


def lines(page: Any) -> list[tuple[str, list[tuple[str, int, str]]]]:
    return [
        (
            block.basis.number if block.basis else "",
            [(ln.task.commitment.unit.short_name, ln.task.number, ln.word) for ln in block.lines],
        )
        for block in page.context["blocks"]
    ]


class TestByBasis:
    def told(self, cast: Any) -> tuple[LegalBasis, LegalBasis]:
        """The ward's task 1 rests on both, its task 2 on the older, the rest on none."""
        of_year = kept(cast, number="1-KL/TU", issued_on=date(2016, 1, 1))
        newer = kept(cast, number="2-KL/TU", issued_on=date(2020, 1, 1))
        stage.year(cast, bases=(of_year.pk,))
        ward = stage.draft(cast)
        shared.write(cast, ward, n=1, bases=(of_year.pk, newer.pk))
        shared.write(cast, ward, n=2, bases=(of_year.pk,))
        stage.draft(cast, cast.bureau, tasks=1)
        return of_year, newer

    def test_the_years_own_first_and_those_without_last(self, cast: Any) -> None:
        self.told(cast)
        page = get(cast.clerk, LIST)
        assert lines(page) == [
            ("1-KL/TU", [("Phường 1", 1, "Chưa ký"), ("Phường 1", 2, "Chưa ký")]),
            ("2-KL/TU", [("Phường 1", 1, "Chưa ký")]),
            ("", [("Phường 1", 3, "Chưa ký"), ("Phòng Kinh tế", 1, "Chưa ký")]),
        ]
        assert (page.context["tasks"], page.context["documents"]) == (4, 2)

    def test_a_unit_sees_its_own(self, cast: Any) -> None:
        self.told(cast)
        assert lines(get(cast.bureau_head, LIST)) == [("", [("Phòng Kinh tế", 1, "Chưa ký")])]
        assert len(lines(get(cast.head, LIST))) == 3

    def test_none_rests_on_a_document(self, cast: Any) -> None:
        self.told(cast)
        html = get(cast.bureau_head, LIST).content.decode()
        assert "chưa nhiệm vụ nào ghi văn bản trong danh mục" in html
        assert "0 văn bản" not in html

    def test_filters(self, cast: Any) -> None:
        self.told(cast)
        assert [n for n, _ in lines(get(cast.clerk, LIST, tim="2-kl"))] == ["2-KL/TU"]
        assert lines(get(cast.clerk, LIST, nhom="kinh-te"))[0][0] == ""
        assert lines(get(cast.clerk, LIST, **{"tinh-hinh": "xong"})) == []
        assert len(lines(get(cast.clerk, LIST, **{"sap-xep": "han"}))) == 3

    def test_done_and_late_are_what_was_accepted(self, cast: Any, on_day: Any) -> None:
        made = kept(cast)
        commitment = stage.signed(cast)
        for task in commitment.tasks.all():
            task.bases.add(made)
        on_day(2021, 3, 25)
        verdicts = {1: ("DONE", "101"), 3: ("IN_PROGRESS", "5")}
        accepted(cast, commitment, 1, verdicts, at=stage.at(3, 24))
        words = [word for _, _, word in lines(get(cast.clerk, LIST))[0][1]]
        assert words == ["Hoàn thành", "Đang thực hiện", "Đang thực hiện"]
        on_day(2021, 10, 1)
        block = get(cast.clerk, LIST).context["blocks"][0]
        assert (block.total, block.done, block.late) == (3, 1, 2)

    def test_the_workbook_holds_what_the_filter_shows(self, cast: Any) -> None:
        self.told(cast)
        page = get(cast.clerk, f"{LIST}xuat-excel/", tim="2-kl")
        sheet = openpyxl.load_workbook(BytesIO(page.content))["Danh sách"]
        assert [row[2].value for row in sheet.iter_rows(min_row=4)] == ["Phường 1"]

    def test_fifty_a_page_and_all_of_them_to_print(self, cast: Any) -> None:
        commitment = stage.empty(cast)
        Task.objects.bulk_create(
            Task(commitment=commitment, number=n, title=f"Việc {n}") for n in range(1, 61)
        )
        assert sum(len(found) for _, found in lines(get(cast.clerk, LIST))) == 50
        assert sum(len(found) for _, found in lines(get(cast.clerk, LIST, toan_bo="1"))) == 60

    def test_what_is_left_out_or_withdrawn_is_not_listed(self, cast: Any) -> None:
        commitment = stage.draft(cast)
        commitment.tasks.filter(number=1).update(choice="NOT_CHOSEN")
        commitment.tasks.filter(number=2).update(left_on=date(2021, 1, 2))
        assert lines(get(cast.clerk, LIST)) == [("", [("Phường 1", 3, "Chưa ký")])]

    def test_nor_is_it_counted_in_the_register(self, cast: Any) -> None:
        made, commitment = kept(cast), stage.draft(cast)
        for task in commitment.tasks.all():
            task.bases.add(made)
        commitment.tasks.filter(number=1).update(choice="NOT_CHOSEN")
        commitment.tasks.filter(number=2).update(left_on=date(2021, 1, 2))
        [(row, _)] = get(cast.clerk, REGISTER).context["rows"]
        assert row.task_count == 1

    @pytest.mark.parametrize("tasks", [1, 3])
    def test_queries(self, cast: Any, client: Any, django_assert_num_queries: Any, tasks: int):
        made = kept(cast, number=KL_18.number)
        commitment = stage.draft(cast, tasks=tasks)
        for task in commitment.tasks.all():
            task.bases.add(made)
        assert Commitment.objects.count() == 2
        client.force_login(cast.clerk)
        client.get(LIST)
        with django_assert_num_queries(16):
            client.get(LIST)
