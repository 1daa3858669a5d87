"""The pages of shared tasks: who reads which, answering, the desk, the lead unit's side."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from commitments.models import Commitment, Support
from tests import cast as stage
from tests.commitments import shared
from tests.commitments.pages import BASE, WARD, client_of, get, hidden, post
from tests.reports.quarters import accepted
from units.roles import Role

LIST = f"{BASE}/phoi-hop/"


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 7)


def reply(support: Support, by: Any, value: str, text: str = "", **more: str) -> Any:
    here = f"{LIST}{support.pk}/"
    seen = hidden(get(by, here).content.decode(), "seen")
    data = {"reply": value, "answer": text, "seen": seen} | more
    return client_of(by).post(f"{here}tra-loi/", data, follow=True)


class TestReading:
    def test_the_supporting_unit_reads_that_task_and_not_the_paper(self, cast: Any) -> None:
        support = shared.asked(cast)
        page = get(cast.bureau_reporter, f"{LIST}{support.pk}/").content.decode()
        for said in ("Nhiệm vụ mẫu số 1", "Mốc quý 2 của việc 1", "Đạt 101 hộ", "30/9/2021"):
            assert said in page
        assert "Nhiệm vụ mẫu số 2" not in page
        assert f"{WARD}/" not in page
        assert get(cast.bureau_reporter, f"{WARD}/").status_code == 404

    def test_doors(self, cast: Any) -> None:
        third = stage.unit_row(cast.wards, "phuong-3", "Phường 3", kind="WARD", rank=3)
        other = stage.appointed("third", Role.HEAD, third)
        support = shared.asked(cast)
        here = f"{LIST}{support.pk}/"
        for name, person in cast.people().items():
            reads = name not in ("admin", "stranger", "nobody")
            answers = name in ("clerk", "office_head", "bureau_head", "bureau_reporter")
            assert get(person, here).status_code == (200 if reads else 404), name
            refused = 403 if reads else 404
            status = client_of(person).post(f"{here}tra-loi/", {}).status_code
            assert status == (422 if answers else refused), name
        assert get(other, here).status_code == 404
        assert client_of(other).post(f"{here}tra-loi/", {}).status_code == 404

    def test_the_list_of_a_unit_and_of_those_who_read_all(self, cast: Any) -> None:
        support = shared.asked(cast)
        assert [r["support"] for r in get(cast.bureau_head, LIST).context["rows"]] == [support]
        for person in (cast.clerk, cast.standing, cast.inspector):
            assert [r["support"] for r in get(person, LIST).context["rows"]] == [support]
        html = get(cast.head, LIST).content.decode()  # it leads, and supports nobody
        assert "Chưa có đề nghị phối hợp nào" in html

    def test_filters_and_sorts_are_in_the_address(self, cast: Any) -> None:
        shared.asked(cast)
        asked: dict[str, dict[str, str]] = {
            "found": {"tim": "nhiem vu MAU"}, "by unit": {"tim": "phong kinh"},
            "by lead": {"chu-tri": "phuong-1"}, "by state": {"trang-thai": "WAITING"},
            "sorted": {"sap-xep": "-han"}, "nonsense": {"sap-xep": "x'; --"},
        }  # fmt: skip
        for name, query in asked.items():
            assert len(get(cast.clerk, LIST, **query).context["rows"]) == 1, name
        for query in ({"tim": "zzz"}, {"chu-tri": "khac"}, {"trang-thai": "DECLINED"}):
            page = get(cast.clerk, LIST, **query)
            assert page.context["rows"] == []
            assert "Không có đề nghị nào khớp" in page.content.decode()

    def test_progress_is_shown_once_accepted(self, cast: Any, on_day: Any) -> None:
        commitment = stage.signed(cast)
        task = commitment.tasks.get(number=1)
        row = Support.objects.create(
            task=task, unit=cast.bureau, times_asked=1, asked_at=stage.at(1, 6)
        )
        on_day(2021, 3, 26)
        here = f"{LIST}{row.pk}/"
        assert "Chưa có báo cáo quý nào" in get(cast.bureau_head, here).content.decode()
        values = {1: ("IN_PROGRESS", "20"), 3: ("IN_PROGRESS", "5")}
        accepted(cast, commitment, 1, values, at=stage.at(3, 24))
        html = get(cast.bureau_head, here).content.decode()
        assert "20 hộ" in html
        assert "19,8%" in html

    @pytest.mark.parametrize("count", [1, 3])
    @pytest.mark.parametrize(("who", "queries"), [("clerk", 13), ("bureau_head", 13)])
    def test_queries(
        self, cast: Any, client: Any, django_assert_num_queries: Any, count: int, who: str,
        queries: int,
    ) -> None:  # fmt: skip
        commitment = stage.draft(cast)
        for n in range(1, count + 1):
            shared.write(cast, commitment, cast.bureau, n=n)
        shared.hand_in(cast, commitment)
        client.force_login(cast.people()[who])
        client.get(LIST)
        with django_assert_num_queries(queries):
            assert len(client.get(LIST).context["rows"]) == count


class TestAnswering:
    def test_confirming_from_the_list_and_changing_ones_mind(self, cast: Any) -> None:
        support = shared.asked(cast)
        html = get(cast.bureau_head, LIST).content.decode()
        data = {"reply": "CONFIRMED", "seen": hidden(html, "seen")}
        page = post(cast.bureau_head, f"{LIST}{support.pk}/tra-loi/", data)
        assert "Đã xác nhận phối hợp và báo cho Phường 1" in page.content.decode()
        page = reply(support, cast.bureau_head, "DECLINED", "Thiếu người.")
        assert "Đã ghi lý do" in page.content.decode()
        assert Support.objects.get().answer == "Thiếu người."

    def test_declining_without_a_reason_keeps_the_page(self, cast: Any) -> None:
        support = shared.asked(cast)
        page = reply(support, cast.bureau_head, "DECLINED")
        assert page.status_code == 422
        assert "Nêu lý do chưa nhận phối hợp" in page.content.decode()
        assert Support.objects.get().state == "WAITING"

    def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_there(self, cast: Any) -> None:
        support = shared.asked(cast)
        reply(support, cast.bureau_reporter, "CONFIRMED")
        page = reply(support, cast.bureau_head, "DECLINED", "Lý do của tôi.", seen="1-WAITING")
        assert page.status_code == 409
        html = page.content.decode()
        assert "đọc lại rồi trả lời" in html
        assert "Lý do của tôi." in html
        assert hidden(html, "seen") == "1-CONFIRMED"

    def test_once_signed_an_answer_stands(self, cast: Any) -> None:
        support = shared.asked(cast)
        reply(support, cast.bureau_head, "CONFIRMED")
        Commitment.objects.filter(unit=cast.ward).update(
            state="SIGNED", signed_on="2021-01-08", content={}, content_hash="0" * 64
        )
        html = get(cast.bureau_head, f"{LIST}{support.pk}/").content.decode()
        assert "đã ký nên không đổi câu trả lời được nữa" in html
        assert 'name="answer"' not in html

    def test_the_office_answers_for_a_unit_and_is_told_so(self, cast: Any) -> None:
        support = shared.asked(cast)
        assert "Đang trả lời thay" in get(cast.clerk, f"{LIST}{support.pk}/").content.decode()
        reply(support, cast.clerk, "CONFIRMED")
        html = get(cast.bureau_head, f"{LIST}{support.pk}/").content.decode()
        assert "thay mặt Bí thư Phòng Kinh tế" in html


class TestElsewhere:
    def test_the_desk_and_the_navigation_say_what_waits(self, cast: Any) -> None:
        support = shared.asked(cast)
        page = get(cast.bureau_head, f"{BASE}/")
        assert "Đề nghị phối hợp" in page.content.decode()
        tab = next(tab for tab in page.context["nav"] if tab.label == "Phối hợp")
        assert tab.waiting == 1
        reply(support, cast.bureau_head, "CONFIRMED")
        page = get(cast.bureau_head, f"{BASE}/")
        assert "Đề nghị phối hợp" not in page.content.decode()
        assert next(t for t in page.context["nav"] if t.label == "Phối hợp").waiting == 0

    def test_a_desk_with_a_request_on_it_is_not_called_empty(self, cast: Any) -> None:
        stage.submitted(cast, cast.bureau)
        support = shared.asked(cast)
        html = get(cast.bureau_head, f"{BASE}/").content.decode()
        assert "đề nghị phối hợp đang chờ trả lời" in html
        assert "không còn việc nào" not in html
        reply(support, cast.bureau_head, "CONFIRMED")
        assert "không còn việc nào" in get(cast.bureau_head, f"{BASE}/").content.decode()

    def test_a_draft_is_on_nobodys_desk(self, cast: Any) -> None:
        shared.write(cast, stage.draft(cast), cast.bureau)
        assert "Đề nghị phối hợp" not in get(cast.bureau_head, f"{BASE}/").content.decode()

    def test_the_lead_unit_reads_the_answers_on_its_pages(self, cast: Any) -> None:
        support = shared.asked(cast)
        reply(support, cast.bureau_head, "DECLINED", "Không đủ người làm.")
        assert "Không đủ người làm." in get(cast.head, f"{WARD}/").content.decode()
        Commitment.objects.filter(unit=cast.ward).update(state="SENT_BACK")
        for path in (f"{WARD}/", f"{WARD}/nhiem-vu/1/"):
            html = get(cast.reporter, path).content.decode()
            assert "Không đủ người làm." in html, path
            assert "chưa nhận phối hợp" in html, path

    def test_what_was_withdrawn_is_shared_no_more(self, cast: Any) -> None:
        paper = stage.signed(cast)
        task = paper.tasks.get(number=2)
        Support.objects.create(task=task, unit=cast.bureau, asked_at=stage.at(1, 9), times_asked=1)
        assert get(cast.head, f"{WARD}/").context["shared"]
        paper.tasks.filter(pk=task.pk).update(left_on=date(2021, 1, 10))
        assert not get(cast.head, f"{WARD}/").context["shared"]

    def test_the_workbook(self, cast: Any) -> None:
        support = shared.asked(cast)
        reply(support, cast.bureau_head, "DECLINED", '=HYPERLINK("http://x.example")')
        page = get(cast.clerk, f"{LIST}xuat-excel/")
        sheet = openpyxl.load_workbook(BytesIO(page.content))["Danh sách"]
        row = [cell.value for cell in sheet[4]]
        assert row[0] == "Phường 1"
        assert '=HYPERLINK("http://x.example")' in row
        own = get(cast.head, f"{LIST}xuat-excel/")
        assert openpyxl.load_workbook(BytesIO(own.content))["Danh sách"].max_row == 3
