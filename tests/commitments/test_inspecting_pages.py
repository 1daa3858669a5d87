"""Pages of inspections: plan and coverage, one of them, what is to be mended, desks."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest

from commitments import rules
from commitments.models import ActionPoint, Inspection, ProgressReport, VerifiedValue
from commitments.workflow import filing, inspecting
from commitments.workflow.inspecting import acting
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import inspecting_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.commitments.pages import BASE, client_of, get, hidden, post
from tests.pages import main_form
from tests.refusals import refused

PLAN = f"{BASE}/kiem-tra/"
ACTIONS = f"{PLAN}khac-phuc/"
TODAY = (2021, 4, 20)


@pytest.fixture(autouse=True)
def _in_april(on_day: Callable[..., date]) -> None:
    on_day(*TODAY)


def sent(person: Any, here: str, path: str, **words: str) -> Any:
    """The form of the page as it stands now, posted with these words."""
    data = {"seen": hidden(get(person, here).content.decode(), "seen")} | words
    return post(person, f"{here}{path}", data)


def units(page: Any) -> list[str]:
    return [row["unit"].code for row in page.context["rows"]]


class TestThePlan:
    def test_in_words_and_by_quarter(self, cast: Cast) -> None:
        acts.concluded(cast, stage.signed(cast))
        acts.plan(cast, stage.signed(cast, cast.bureau), data=acts.PlanData(3, "Xem việc"))
        page = get(cast.inspector, PLAN)
        assert page.context["totals"] == {"units": 2, "inspected": 1, "left": 1, "unplanned": 0}
        html = page.content.decode()
        assert "còn 1 đơn vị chưa được kiểm tra" in html
        assert "Đã kiểm tra" in html
        assert "Theo kế hoạch" in html
        assert [row["held"] for row in page.context["by_quarter"]] == [1, 0, 0, 0]
        assert page.context["actions"]["late"] == 1

    def test_held_counts_in_the_quarter_in_which_it_was_held(self, cast: Cast) -> None:
        made = acts.concluded(cast, stage.signed(cast))
        type(made).objects.filter(pk=made.pk).update(held_on=date(2021, 8, 20))
        page = get(cast.inspector, PLAN)
        assert [row["held"] for row in page.context["by_quarter"]] == [0, 0, 1, 0]
        type(made).objects.filter(pk=made.pk).update(held_on=date(2022, 1, 5))
        page = get(cast.inspector, PLAN)
        assert [row["held"] for row in page.context["by_quarter"]] == [1, 0, 0, 0]

    def test_the_cells_the_filter_and_the_workbook_count_as_the_heads_do(self, cast: Cast) -> None:
        made = acts.concluded(cast, stage.signed(cast))  # planned for the first quarter
        type(made).objects.filter(pk=made.pk).update(held_on=date(2021, 8, 20))
        page = get(cast.inspector, PLAN)
        (row,) = page.context["rows"]
        assert {quarter: len(lines) for quarter, lines in row["cells"]} == {1: 0, 2: 0, 3: 1, 4: 0}
        found = {q: units(get(cast.inspector, PLAN, **{"quy": q, "trang-thai": "DONE"}))
                 for q in "13"}  # fmt: skip
        assert found == {"1": [], "3": ["phuong-1"]}
        assert units(get(cast.inspector, PLAN, **{"quy": "1", "trang-thai": "CHUA"})) == [
            "phuong-1"
        ]
        book = openpyxl.load_workbook(BytesIO(get(cast.standing, f"{PLAN}xuat-excel/").content))
        assert book["Danh sách"]["C4"].value == "Quý III"

    @pytest.mark.parametrize(
        ("asked", "wanted"),
        [
            ({}, ["phuong-1", "phong-kinh-te"]),
            ({"tim": "phuong"}, ["phuong-1"]),
            ({"nhom": "kinh-te"}, ["phong-kinh-te"]),
            ({"quy": "1"}, ["phuong-1"]),
            ({"quy": "3"}, ["phong-kinh-te"]),
            ({"trang-thai": "DONE"}, ["phuong-1"]),
            ({"trang-thai": "PLANNED"}, ["phong-kinh-te"]),
            ({"trang-thai": "CANCELLED"}, []),
            ({"trang-thai": "CHUA"}, ["phong-kinh-te"]),
            ({"trang-thai": "CHUA_CO_KE_HOACH"}, []),
            ({"trang-thai": "CHUA", "quy": "3"}, ["phuong-1", "phong-kinh-te"]),
            ({"trang-thai": "X", "quy": "9"}, ["phuong-1", "phong-kinh-te"]),
            ({"sap-xep": "ten"}, ["phong-kinh-te", "phuong-1"]),
            ({"sap-xep": "-ten"}, ["phuong-1", "phong-kinh-te"]),
        ],
        ids=str,
    )
    def test_filters(self, cast: Cast, asked: dict[str, str], wanted: list[str]) -> None:
        acts.concluded(cast, stage.signed(cast))
        acts.plan(cast, stage.signed(cast, cast.bureau), data=acts.PlanData(3, "Xem việc"))
        assert units(get(cast.clerk, PLAN, **asked)) == wanted

    def test_the_workbook_has_every_unit(self, cast: Cast) -> None:
        acts.concluded(cast, stage.signed(cast))
        stage.signed(cast, cast.bureau)
        book = openpyxl.load_workbook(BytesIO(get(cast.standing, f"{PLAN}xuat-excel/").content))
        rows = list(book["Danh sách"].iter_rows(min_row=4, values_only=True))
        assert [(row[1], row[4]) for row in rows] == [
            ("Phường 1", "Đã kiểm tra"), ("Phòng Kinh tế", "Chưa có kế hoạch")
        ]  # fmt: skip

    def test_an_inspector_begins_here(self, cast: Cast) -> None:
        stage.signed(cast)
        page = get(cast.inspector, f"{BASE}/")
        assert (page.status_code, page["Location"]) == (302, PLAN)

    def test_what_the_plan_had_for_a_time_that_is_over_does_not_come_next(
        self, cast: Cast, on_day: Callable[..., date]
    ) -> None:
        paper = stage.signed(cast)
        acts.plan(cast, paper)  # for 10 March
        for quarter_, day in ((1, None), (2, TODAY), (2, None)):
            data = acts.PlanData(quarter_, "Xem việc", planned_on=day and date(*day))
            acts.plan(cast, paper, data=data)

        def shown() -> list[list[tuple[int, date | None]]]:
            context = get(cast.inspector, PLAN).context
            return [
                [(one.quarter, one.planned_on) for one in context[name]]
                for name in ("passed", "upcoming")
            ]

        assert shown() == [[(1, acts.HELD_ON), (1, None)], [(2, date(*TODAY)), (2, None)]]
        assert "Quá thời gian dự kiến" in get(cast.inspector, PLAN).content.decode()
        on_day(2021, 7, 1)
        html = get(cast.inspector, PLAN).content.decode()
        assert shown()[1] == []
        assert "Không còn cuộc nào sắp tới theo kế hoạch." in html

    def test_before_anybody_has_signed(self, cast: Cast) -> None:
        stage.draft(cast)
        assert "Chưa có đơn vị nào ký cam kết" in get(cast.inspector, PLAN).content.decode()

    def test_as_many_queries_for_three_as_for_one(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        paper, client = stage.signed(cast), client_of(cast.inspector)
        acts.concluded(cast, paper)
        client.get(PLAN)
        with django_assert_num_queries(17):
            client.get(PLAN)
        for n in (2, 3):
            acts.plan(cast, paper, data=acts.PlanData(n, "Xem việc"))
        stage.signed(cast, cast.bureau)
        with django_assert_num_queries(17):
            client.get(PLAN)


class TestPlanning:
    def test_many_at_once(self, cast: Cast) -> None:
        both = [stage.signed(cast), stage.signed(cast, cast.bureau)]
        data = {"quarter": "2", "form": "SUPERVISION", "purpose": "Xem hồ sơ",
                "planned_on": "5/5/2021", "led_by": str(cast.inspector.pk), "team": "Đ/c A",
                "units": [str(one.pk) for one in both]}  # fmt: skip
        page = post(cast.clerk, f"{PLAN}lap/", data)
        assert "Đã đưa 2 đơn vị vào kế hoạch" in page.content.decode()
        made = Inspection.objects.first()
        assert made
        assert (made.form, made.planned_on, made.led_by) == (
            "SUPERVISION", date(2021, 5, 5), cast.inspector
        )  # fmt: skip

    def test_everything_typed_stays(self, cast: Cast) -> None:
        paper = stage.signed(cast)
        data = {"quarter": "2", "form": "INSPECTION", "purpose": "Xem hồ sơ đất",
                "planned_on": "5/1/2021", "units": [str(paper.pk)]}  # fmt: skip
        page = post(cast.inspector, f"{PLAN}lap/", data)
        html = page.content.decode()
        assert page.status_code == 422
        assert "Ngày dự kiến phải nằm trong quý II/2021" in html
        assert "Xem hồ sơ đất" in html
        assert f'value="{paper.pk}" id="dv-{paper.pk}" checked' in html
        page = post(cast.inspector, f"{PLAN}lap/", data | {"planned_on": "", "units": []})
        assert page.status_code == 422
        assert "Chọn ít nhất một đơn vị" in page.content.decode()
        assert not Inspection.objects.exists()

    def test_a_stale_edit_shows_both(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        here = f"{PLAN}{row.pk}/sua/"
        fields = main_form(get(cast.inspector, here).content.decode()).fields
        post(cast.clerk, here, fields | {"team": "Đ/c Một"})
        page = post(cast.inspector, here, fields | {"team": "Đ/c Hai"})
        assert page.status_code == 409
        html = page.content.decode()
        assert "Đ/c Một" in html
        assert "Đ/c Hai" in html
        again = main_form(html).fields
        post(cast.inspector, here, again)
        assert acts.fresh(row).team == "Đ/c Hai"

    def test_what_was_held_is_not_planned_again(self, cast: Cast) -> None:
        row = acts.concluded(cast, stage.signed(cast))
        for page in ("sua", "khong-tien-hanh"):
            answer = client_of(cast.clerk).get(f"{PLAN}{row.pk}/{page}/", follow=True)
            assert "đã kiểm tra" in answer.content.decode()
        for page in ("ket-luan", "nhiem-vu/1"):
            answer = client_of(cast.inspector).get(f"{PLAN}{row.pk}/{page}/", follow=True)
            assert "đã kiểm tra" in answer.content.decode()


class TestOne:
    def test_reported_beside_verified(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.submitted(cast, quarter.report(ward))
        row = acts.planned(cast, ward)
        here = f"{PLAN}{row.pk}/nhiem-vu/1/"
        html = get(cast.inspector, here).content.decode()
        assert "30 hộ" in html
        assert "tạm tính, chờ duyệt" in html
        step = str(ward.tasks.get(number=1).milestones.all()[0].pk)
        fields = main_form(html).fields | {"value": "24", "status": "IN_PROGRESS", "steps": [step]}
        page = post(cast.inspector, here, fields)
        assert page.status_code == 422
        assert "phải ghi căn cứ" in str(page.context["form"].errors["note"])
        assert "phải ghi căn cứ" in page.content.decode()
        assert 'value="24"' in page.content.decode()
        page = post(cast.inspector, here, fields | {"note": "Đếm 24 biên bản", "tiep": "1"})
        assert page.redirect_chain[-1][0] == f"{PLAN}{row.pk}/nhiem-vu/2/"
        html = get(cast.standing, f"{PLAN}{row.pk}/").content.decode()
        assert "Thấp hơn báo cáo" in html
        assert "xác minh thấp hơn 6 hộ, mức hoàn thành thấp hơn" in html
        assert "điểm phần trăm" in html

    def test_what_came_back_was_handed_in_all_the_same(self, cast: Cast) -> None:
        paper = stage.signed(cast)
        here = f"{PLAN}{acts.planned(cast, paper).pk}/"
        said = "Đơn vị chưa nộp báo cáo nào về nhiệm vụ này đến hết quý I."
        assert said in get(cast.inspector, here).content.decode()
        row = quarter.report(paper)
        quarter.sent_back(cast, row)
        told = "Đơn vị đã nộp báo cáo quý I ngày 19/3/2021, Văn phòng trả lại ngày 22/3/2021, chưa bổ sung."
        for path in (here, f"{here}nhiem-vu/1/"):
            html = get(cast.inspector, path).content.decode()
            assert told in html
            assert said not in html
        filing.submit(
            report=row, key=uuid4(), version=quarter.fresh(row).version, by=cast.head,
            at=stage.at(3, 23),
        )  # fmt: skip
        assert told not in get(cast.inspector, here).content.decode()

    def test_the_report_beside_has_the_day_it_was_handed_in(self, cast: Cast) -> None:
        paper = stage.signed(cast)
        row = quarter.report(paper)
        quarter.sent_back(cast, row)
        made = acts.planned(cast, paper)
        acts.find(cast, made)
        acts.conclude(cast, made)
        said = "Đơn vị báo cáo, quý I, nộp ngày"
        filing.submit(
            report=row, key=uuid4(), version=quarter.fresh(row).version, by=cast.head,
            at=stage.at(3, 23),
        )  # fmt: skip
        here = f"{PLAN}{made.pk}/"
        assert (
            f"{said} 23/3/2021 (tạm tính, chờ duyệt)" in get(cast.inspector, here).content.decode()
        )
        ProgressReport.objects.filter(pk=row.pk).update(submitted_at=stage.at(4, 2))
        later = f"{said} 02/4/2021, sau khi có kết luận (tạm tính, chờ duyệt)"
        assert later in get(cast.inspector, here).content.decode()

    def test_a_number_that_may_mean_two_things_is_asked_about(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        here = f"{PLAN}{row.pk}/nhiem-vu/1/"
        fields = main_form(get(cast.inspector, here).content.decode()).fields
        page = post(cast.inspector, here, fields | {"value": "12.4", "status": "IN_PROGRESS"})
        assert page.status_code == 422
        assert 'value="12.4"' in page.content.decode()
        assert not VerifiedValue.objects.exists()

    def test_a_number_hardly_meant_is_taken_once_its_box_is_ticked(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        here = f"{PLAN}{row.pk}/nhiem-vu/1/"
        fields = main_form(get(cast.inspector, here).content.decode()).fields
        said = fields | {"value": "20000", "status": "IN_PROGRESS", "note": "Đếm tại thực địa."}
        page = post(cast.inspector, here, said)
        assert page.status_code == 422
        assert "gấp hơn 100 lần" in str(page.context["form"].errors["value"])
        assert "kết quả xác minh đúng là 20.000 hộ" in page.content.decode()
        page = post(cast.inspector, here, said | {"value": "30000", "sure": "20000"})
        assert page.status_code == 422  # another number than the one that was ticked
        assert post(cast.inspector, here, said | {"sure": "20000"}).status_code == 200
        assert VerifiedValue.objects.get().value == 20000

    def test_the_unit_reads_it_once_it_is_concluded(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        acts.find(cast, row)
        acts.verify(cast, row)
        here = f"{PLAN}{row.pk}/"
        before = get(cast.head, here).content.decode()
        assert "Xem hồ sơ việc 1" in before
        assert "biên bản" not in before
        assert "Đếm tại thực địa" not in before
        acts.conclude(cast, row)
        after = get(cast.head, here).content.decode()
        for words in ("3/12 biên bản thiếu chữ ký", "Đếm tại thực địa", "Lập lại 3 biên bản"):
            assert words in after

    def test_a_finding_with_what_is_to_be_mended(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        here = f"{PLAN}{row.pk}/noi-dung/"
        fields = main_form(get(cast.inspector, f"{here}?nhiem-vu=1").content.decode()).fields
        assert fields["task"] == "1"
        fields |= {"text": "Thiếu 3 biên bản", "yc-0-text": "Lập lại"}
        page = post(cast.inspector, here, fields)
        assert page.status_code == 422
        assert "Ghi hạn khắc phục" in page.content.decode()
        assert "Thiếu 3 biên bản" in page.content.decode()
        page = post(cast.inspector, here, fields | {"yc-0-due_on": "30/4/2021"})
        assert ActionPoint.objects.get().due_on == date(2021, 4, 30)
        finding = row.findings.get()
        edit = f"{here}{finding.pk}/"
        fields = main_form(get(cast.inspector, edit).content.decode()).fields
        assert fields["yc-0-text"] == "Lập lại"
        post(cast.inspector, edit, fields | {"yc-0-text": "", "yc-0-due_on": ""})
        assert not ActionPoint.objects.exists()

    def test_concluding_shows_what_has_been_found(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        acts.find(cast, row, points=[])
        here = f"{PLAN}{row.pk}/ket-luan/"
        html = get(cast.inspector, here).content.decode()
        assert "1 nội dung phát hiện, 0 yêu cầu khắc phục, 0 nhiệm vụ đã xác minh" in html
        fields = main_form(html).fields
        assert fields["held_on"] == "10/3/2021"
        acts.verify(cast, row)
        page = post(cast.inspector, here, fields | {"conclusion": "Tốt cả"})
        assert page.status_code == 409
        html = page.content.decode()
        assert "vừa được ghi thêm" in html
        assert "Tốt cả" in html
        page = post(cast.inspector, here, main_form(html).fields)
        assert acts.fresh(row).state == "DONE"

    def test_a_post_that_does_not_say_what_it_has_shown_is_refused(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        acts.find(cast, row, points=[])
        for page, words in (
            ("nhiem-vu/1", {"value": "24", "status": "IN_PROGRESS", "note": "Đếm tại thực địa"}),
            (f"noi-dung/{row.findings.get().pk}", {"text": "Nội dung khác"}),
            ("ket-luan", {"conclusion": "Tốt cả"}),
        ):
            here = f"{PLAN}{row.pk}/{page}/"
            fields = main_form(get(cast.inspector, here).content.decode()).fields | words
            del fields["seen"]
            answer = post(cast.inspector, here, fields)
            assert answer.status_code == 409, page
        assert not VerifiedValue.objects.exists()
        assert row.findings.get().text != "Nội dung khác"
        assert acts.fresh(row).state == "PLANNED"

    def test_after_the_conclusion_more_may_be_added(self, cast: Cast) -> None:
        row = acts.concluded(cast, stage.signed(cast))
        here = f"{PLAN}{row.pk}/noi-dung/"
        html = get(cast.inspector, here).content.decode()
        assert "Kết luận đã ban hành không thay đổi" in html
        post(cast.inspector, here, main_form(html).fields | {"text": "Bỏ sót một việc"})
        html = get(cast.head, f"{PLAN}{row.pk}/").content.decode()
        assert "Phát hiện bổ sung sau kết luận" in html

    def test_what_was_found_is_not_buried(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        here, link = f"{PLAN}{row.pk}/", f"{PLAN}{row.pk}/khong-tien-hanh/"
        assert link in get(cast.clerk, here).content.decode()
        acts.verify(cast, row)
        assert link not in get(cast.clerk, here).content.decode()
        said = "Đã ghi nhận phát hiện hoặc kết quả xác minh: đề nghị kết luận."
        html = get(cast.clerk, link).content.decode()
        assert said in html
        assert "Ghi không tiến hành" not in html
        page = post(cast.clerk, link, {"reason": "Bận việc khác."})
        assert page.status_code == 409
        assert said in page.content.decode()
        assert acts.fresh(row).state == "PLANNED"

    def test_as_many_queries_for_three_findings_as_for_one(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        row, client = acts.planned(cast, stage.signed(cast)), client_of(cast.inspector)
        here = f"{PLAN}{row.pk}/"
        acts.find(cast, row)
        acts.verify(cast, row)
        client.get(here)
        with django_assert_num_queries(18):
            client.get(here)
        for n in (2, 3):
            acts.find(cast, row, text=f"Thêm {n}", task=n)
            acts.verify(cast, row, n)
        with django_assert_num_queries(18):
            client.get(here)

    def test_nobody_inspects_the_own_unit_in_another_role(self, cast: Cast) -> None:
        row = acts.planned(cast, stage.signed(cast))
        made = acts.find(cast, row)
        stage.appoint(cast.head, stage.Role.INSPECTOR, cast.committee)
        here = f"{PLAN}{row.pk}/"
        html = get(cast.head, here).content.decode()
        own = "Người của đơn vị được kiểm tra, giám sát không tự"
        for page in ("ket-luan/", "noi-dung/", f"noi-dung/{made.pk}/", "nhiem-vu/1/"):
            assert f"{here}{page}" not in html
            refusal = client_of(cast.head).get(f"{here}{page}", follow=True)
            assert own in refusal.content.decode()
        me, on = cast.head, date(*TODAY)
        assert not rules.may_inspect(me, row, on)
        assert not rules.may_add_finding(me, row, on)
        refused(lambda: acts.conclude(cast, row, by=me), own)
        page = post(me, f"{here}nhiem-vu/1/", {"value": "30", "status": "DONE", "note": "Đã xem."})
        assert own in page.content.decode()
        assert not VerifiedValue.objects.exists()


class TestMending:
    def test_reported_sent_back_reported_confirmed(self, cast: Cast) -> None:
        action = acts.opened(cast, stage.signed(cast))
        here = f"{ACTIONS}{action.pk}/"
        page = post(cast.head, f"{here}bao/", {"note": ""})
        assert page.status_code == 422
        assert "Ghi kết quả khắc phục" in page.content.decode()
        sent(cast.reporter, here, "bao/", note="Đã lập lại")
        assert acts.fresh(action).state == "DONE"
        page = post(cast.inspector, f"{here}xac-nhan/", {"reply": "OPEN", "comment": ""})
        assert page.status_code == 422
        assert "Nêu việc còn phải khắc phục" in page.content.decode()
        sent(cast.inspector, here, "xac-nhan/", reply="OPEN", comment="Thiếu 1", due_on="29/4/2021")
        html = get(cast.head, here).content.decode()
        assert "Thiếu 1" in html
        assert "Đã lập lại" in html
        assert "Hạn từ 15/4/2021 thành 29/4/2021" in html
        sent(cast.head, here, "bao/", note="Đã đủ")
        sent(cast.inspector, here, "xac-nhan/", reply="VERIFIED")
        assert acts.fresh(action).state == "VERIFIED"
        page = post(cast.inspector, f"{here}xac-nhan/", {"reply": "OPEN", "comment": "Muộn"})
        assert page.status_code == 409
        said = f"Yêu cầu này đã được đ/c {cast.inspector} xác nhận khắc phục lúc "
        assert said in page.content.decode()

    def test_what_was_typed_is_given_back_when_it_was_done_meanwhile(self, cast: Cast) -> None:
        action = acts.opened(cast, stage.signed(cast))
        here = f"{ACTIONS}{action.pk}/"
        sent(cast.reporter, here, "bao/", note="Đã lập lại")
        page = post(cast.head, f"{here}bao/", {"note": "Đã ký đủ 3 biên bản"})
        assert page.status_code == 409
        assert "Nội dung anh/chị vừa ghi" in page.content.decode()
        assert "Đã ký đủ 3 biên bản" in page.content.decode()
        sent(cast.inspector, here, "xac-nhan/", reply="VERIFIED")
        page = post(cast.inspector, f"{here}xac-nhan/", {"reply": "OPEN", "comment": "Còn thiếu 1"})
        assert page.status_code == 409
        assert "Còn thiếu 1" in page.content.decode()
        assert "Nội dung anh/chị vừa ghi" not in get(cast.head, here).content.decode()

    def test_only_words_that_were_on_the_page_are_judged(self, cast: Cast) -> None:
        action = acts.reported(cast, stage.signed(cast))
        here = f"{ACTIONS}{action.pk}/"
        data = {"seen": hidden(get(cast.inspector, here).content.decode(), "seen")}
        colleague = stage.appointed("inspector2", stage.Role.INSPECTOR, cast.committee)
        sent(
            colleague,
            here,
            "xac-nhan/",
            reply="OPEN",
            comment="Còn 1 biên bản.",
            due_on="29/4/2021",
        )
        acts.report(cast, acts.fresh(action), note="Chưa ký được, xin lùi.", at=stage.at(4, 20))
        for reply in ("VERIFIED", "OPEN"):
            words = data | {"reply": reply, "comment": "Ký đủ rồi."}
            page = post(cast.inspector, f"{here}xac-nhan/", words)
            assert page.status_code == 409
            assert acting.MOVED_ON in page.content.decode()
            assert "Chưa ký được, xin lùi." in page.content.decode()
            assert acts.fresh(action).state == "DONE"
        assert "Ký đủ rồi.</textarea>" in page.content.decode()
        again = {"seen": hidden(page.content.decode(), "seen"), "reply": "OPEN", "comment": "Chưa."}
        assert post(cast.inspector, f"{here}xac-nhan/", again).status_code == 200
        assert acts.fresh(action).verified_note == "Chưa."

    def test_a_report_sent_again_after_it_was_refused_is_no_new_one(self, cast: Cast) -> None:
        action = acts.opened(cast, stage.signed(cast))
        here = f"{ACTIONS}{action.pk}/"
        html = get(cast.head, here).content.decode()
        old = {"seen": hidden(html, "seen"), "note": "Đã ký lại."}
        post(cast.head, f"{here}bao/", old)
        sent(
            cast.inspector,
            here,
            "xac-nhan/",
            reply="OPEN",
            comment="Còn 1 biên bản.",
            due_on="29/4/2021",
        )
        for data in (old, {"note": "Đã ký lại."}):
            page = post(cast.head, f"{here}bao/", data)
            assert page.status_code == 409
            assert "Đã ký lại.</textarea>" in page.content.decode()
            assert acts.fresh(action).state == "OPEN"
        again = old | {"seen": hidden(page.content.decode(), "seen")}
        post(cast.head, f"{here}bao/", again)
        assert acts.fresh(action).state == "DONE"

    def test_whoever_reported_sees_no_button_to_confirm(self, cast: Cast) -> None:
        stage.appoint(cast.clerk, stage.Role.INSPECTOR, cast.committee)
        action = acts.reported(cast, stage.signed(cast), by=cast.clerk)
        here = f"{ACTIONS}{action.pk}/"
        own, other = (get(who, here).content.decode() for who in (cast.clerk, cast.inspector))
        assert "không tự xác nhận được" in own
        assert 'value="VERIFIED"' not in own
        assert 'value="VERIFIED"' in other
        page = post(cast.clerk, f"{here}xac-nhan/", {"reply": "VERIFIED"})
        assert page.status_code == 409

    def test_nobody_confirms_for_the_own_unit_in_another_role(self, cast: Cast) -> None:
        action = acts.reported(cast, stage.signed(cast), by=cast.reporter)
        stage.appoint(cast.head, stage.Role.INSPECTOR, cast.committee)
        here = f"{ACTIONS}{action.pk}/"
        html = get(cast.head, here).content.decode()
        assert 'value="VERIFIED"' not in html
        assert "Đồng chí thuộc đơn vị phải khắc phục" in html
        assert post(cast.head, f"{here}xac-nhan/", {"reply": "VERIFIED"}).status_code == 409
        sent(cast.inspector, here, "xac-nhan/", reply="VERIFIED")
        assert acts.fresh(action).state == "VERIFIED"

    def test_nor_who_was_of_the_unit_when_it_was_reported_done(
        self, cast: Cast, on_day: Any
    ) -> None:
        action = acts.reported(cast, stage.signed(cast), by=cast.reporter)
        cast.head.appointments.update(ends_on=acts.REPORTED.date())
        later = acts.REPORTED.date() + timedelta(days=1)
        stage.appoint(cast.head, stage.Role.INSPECTOR, cast.committee, starts_on=later)
        on_day(2021, 4, 8)
        here = f"{ACTIONS}{action.pk}/"
        assert "còn thuộc đơn vị phải khắc phục nên không" in get(cast.head, here).content.decode()
        assert post(cast.head, f"{here}xac-nhan/", {"reply": "VERIFIED"}).status_code == 409
        assert acts.fresh(action).state == "DONE"

    def test_late_ones_first(self, cast: Cast) -> None:
        paper = stage.signed(cast)
        row = acts.planned(cast, paper)
        days = (date(2021, 5, 9), date(2021, 4, 15), date(2021, 5, 1))
        acts.find(cast, row, points=[acts.PointData(f"Việc {d:%d/%m}", d) for d in days])
        acts.conclude(cast, row)
        done = ActionPoint.objects.with_names().get(due_on=days[2])
        acts.report(cast, done)
        page = get(cast.standing, ACTIONS)
        assert [r["point"].due_on for r in page.context["rows"]] == [days[1], days[0], days[2]]
        assert "Quá hạn 5 ngày" in page.content.decode()
        assert page.context["counts"] == {"all": 3, "open": 2, "late": 1, "done": 1, "verified": 0}
        for asked, count in (
            ({"trang-thai": "QUA_HAN"}, 1), ({"trang-thai": "DONE"}, 1), ({"tim": "viec 09"}, 1),
            ({"tim": "khong co"}, 0), ({"nhom": "kinh-te"}, 0), ({"sap-xep": "-han"}, 3),
            ({"sap-xep": "ten"}, 3), ({"sap-xep": "trang-thai"}, 3),
        ):  # fmt: skip
            assert len(get(cast.standing, ACTIONS, **asked).context["rows"]) == count, asked

    def test_that_it_was_reported_late_stays(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        action = acts.reported(cast, ward, at=stage.at(4, 17))
        pages = (
            (cast.head, f"{PLAN}"),
            (cast.standing, ACTIONS),
            (cast.head, f"{ACTIONS}{action.pk}/"),
            (cast.head, f"{PLAN}{action.finding.inspection_id}/"),
        )
        for who, path in pages:
            assert "áo khắc phục chậm 2 ngày" in get(who, path).content.decode(), path
        inspecting.verify_action(action=action, by=cast.inspector, at=stage.at(4, 19))
        for who, path in pages[1:]:
            assert "áo khắc phục chậm 2 ngày" in get(who, path).content.decode(), path

    def test_reported_in_time_is_not_late_however_late_it_is_confirmed(self, cast: Cast) -> None:
        action = acts.reported(cast, stage.signed(cast))
        assert action.days_late(date(2021, 4, 20)) == 0
        assert "chậm" not in get(cast.standing, ACTIONS).content.decode().split("<tbody>")[1]

    @pytest.mark.parametrize(
        ("reported", "late"), [(None, 5), (stage.at(4, 17), 2), (stage.at(4, 15), None)], ids=str
    )
    def test_the_workbook_counts_the_days_as_the_page_does(
        self, cast: Cast, reported: Any, late: int | None
    ) -> None:
        action = acts.opened(cast, stage.signed(cast))
        if reported:
            acts.report(cast, action, at=reported)
        book = openpyxl.load_workbook(
            BytesIO(get(cast.standing, f"{ACTIONS}xuat-excel/").content)
        ).worksheets[0]
        head, line = list(book.iter_rows(min_row=3, max_row=4, values_only=True))
        assert dict(zip(head, line, strict=True))["Chậm (ngày)"] == late

    def test_another_unit_sees_nothing(self, cast: Cast) -> None:
        action = acts.opened(cast, stage.signed(cast))
        stage.signed(cast, cast.bureau)
        assert get(cast.bureau_head, f"{ACTIONS}{action.pk}/").status_code == 404
        assert get(cast.head, f"{ACTIONS}{action.pk}/").status_code == 200
        assert list(get(cast.bureau_head, ACTIONS).context["rows"]) == []

    def test_as_many_queries_for_three_as_for_one(
        self, cast: Cast, django_assert_num_queries: Any
    ) -> None:
        row, client = acts.concluded(cast, stage.signed(cast)), client_of(cast.inspector)
        client.get(ACTIONS)
        with django_assert_num_queries(11):
            client.get(ACTIONS)
        for n in (2, 3):
            acts.find(cast, row, text=f"Thêm {n}", task=n)
        with django_assert_num_queries(11):
            client.get(ACTIONS)


class TestElsewhere:
    def test_the_units_desk_and_its_counter(self, cast: Cast) -> None:
        acts.opened(cast, stage.signed(cast))
        page = get(cast.head, f"{BASE}/")
        html = page.content.decode()
        assert "Yêu cầu khắc phục" in html
        assert "Quá hạn 5 ngày" in html
        tabs = {tab.label: tab.waiting for tab in page.context["nav"]}
        assert tabs["Kiểm tra"] == 1
        own = get(cast.head, PLAN)
        assert [one["late"] for one in own.context["points"]] == [5]
        assert "Xem hồ sơ việc 1" in own.content.decode()

    def test_the_inspectors_counter(self, cast: Cast) -> None:
        acts.reported(cast, stage.signed(cast))
        tabs = {tab.label: tab.waiting for tab in get(cast.inspector, PLAN).context["nav"]}
        assert tabs["Kiểm tra"] == 1

    def test_the_overview_and_the_giao_ban_page(self, cast: Cast) -> None:
        acts.opened(cast, stage.signed(cast))
        stage.signed(cast, cast.bureau)
        html = get(cast.clerk, f"{BASE}/tong-quan/").content.decode()
        assert "Đơn vị chưa được kiểm tra" in html
        assert "1/2 đơn vị" in html
        html = get(cast.standing, f"{BASE}/").content.decode()
        assert "1 yêu cầu khắc phục sau kiểm tra quá hạn" in html

    def test_the_commitment_shows_it_apart(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        quarter.accepted(cast, quarter.report(ward))
        row = acts.planned(cast, ward)
        acts.verify(cast, row)
        here = f"{BASE}/cam-ket/phuong-1/"
        assert "Kết quả xác minh qua kiểm tra" not in get(cast.head, here).content.decode()
        acts.conclude(cast, row)
        html = get(cast.head, here).content.decode()
        assert "Kết quả xác minh qua kiểm tra" in html
        assert "24 hộ" in html
        assert "Thấp hơn báo cáo" in html

    def test_the_review_shows_it_beside(self, cast: Cast) -> None:
        ward = stage.signed(cast)
        row = acts.planned(cast, ward)
        acts.verify(cast, row)
        acts.conclude(cast, row)
        quarter.submitted(cast, quarter.report(ward))
        html = get(cast.clerk, f"{quarter.PREFIX}phuong-1/quy-1/duyet/").content.decode()
        assert "Xác minh qua kiểm tra ngày 10/3/2021" in html
        assert inspecting.reported_answers(row)
