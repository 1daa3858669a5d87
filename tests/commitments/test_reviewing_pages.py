"""The Office's queue and its review screen; reopening, extending; the workbook; the history."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from commitments.models import Milestone, ProgressReport, Submission, TaskProgress
from commitments.workflow import filing, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.django_db

HERE = f"{quarter.PREFIX}phuong-1/quy-1/"
REVIEW = f"{HERE}duyet/"
READERS = {"head", "reporter", "clerk", "office_head", "standing", "inspector"}
OFFICE = {"clerk", "office_head"}


@pytest.fixture
def row(cast: Cast, on_day: Any) -> ProgressReport:
    on_day(2021, 3, 23)
    return quarter.report(quarter.reports(cast))


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def verdict(**changes: str) -> dict[str, str]:
    statuses = {f"status_{n}": "IN_PROGRESS" for n in (1, 2, 3)}
    return {"round": "1", "comment": ""} | statuses | changes


class TestReview:
    def test_shows_promise_last_quarter_and_this_one(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.accepted(cast, row)
        second = quarter.report(row.commitment, 2)
        on_day(2021, 6, 20)
        quarter.submitted(cast, second, at=stage.at(6, 18))
        text = clerk.get(f"{quarter.PREFIX}phuong-1/quy-2/duyet/").content.decode()
        for said in (
            "Đạt 101 hộ",
            "Kết quả Quý I",
            "Chờ duyệt 2 ngày",
            "Báo cáo 1/1 đang chờ",
            "Phần thuyết minh trùng với quý trước.",
            "Bắt đầu xem xét",
        ):
            assert said in text

    def test_shows_nothing_of_an_unsent_draft(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any
    ) -> None:
        """Quarter I was sent back and is being mended while quarter II is reviewed."""
        quarter.sent_back(cast, row)
        quarter.draft(cast, row, actual=Decimal(77), changed="Bản nháp chưa gửi.")
        second = quarter.report(row.commitment, 2)
        on_day(2021, 6, 20)
        quarter.submitted(cast, second, at=stage.at(6, 18))
        here = f"{quarter.PREFIX}phuong-1/quy-2/duyet/"
        text = clerk.get(here).content.decode()
        assert "Bản nháp chưa gửi." not in text
        assert "77 hộ" not in text
        assert "lùi so với quý trước" not in text
        assert "báo cáo đang ở đơn vị để bổ sung." in text
        now = quarter.fresh(row)
        filing.submit(
            report=now, key=uuid4(), version=now.version, by=cast.head, at=stage.at(6, 19)
        )
        text = clerk.get(here).content.decode()
        assert "77 hộ" in text
        assert "lùi so với quý trước" in text

    def test_shows_that_done_is_far_from_the_target(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        steps = frozenset(Milestone.objects.values_list("pk", flat=True))
        quarter.submitted(cast, row, status="DONE", done_milestones=steps)
        text = clerk.get(REVIEW).content.decode()
        assert "Báo “đã hoàn thành” nhưng mới đạt 29,7% chỉ tiêu." in text
        assert "Chậm so với lộ trình" not in text

    def test_opening_it_changes_nothing(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        before = ProgressReport.objects.values().get(pk=row.pk)
        clerk.get(REVIEW)
        assert ProgressReport.objects.values().get(pk=row.pk) == before

    def test_beginning_stops_the_unit_from_withdrawing(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        text = clerk.post(f"{REVIEW}bat-dau/", follow=True).content.decode()
        assert "xem xét từ" in text
        assert quarter.fresh(row).review_begun_by == cast.clerk
        assert clerk.get(f"{REVIEW}bat-dau/").status_code == 405

    def test_beginning_keeps_the_comments_typed_so_far(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        typed = {"round": "1", "comment": "Nhận xét đang viết dở."}
        text = clerk.post(f"{REVIEW}bat-dau/", typed).content.decode()
        assert "xem xét từ" in text
        assert "Nhận xét đang viết dở." in text
        assert f'action="{REVIEW}"' in text

    def test_done_far_below_the_target_is_not_called_on_track(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        steps = {t.pk: {s.pk for s in t.milestones.all()} for t in row.commitment.tasks.all()}
        saved = filing.save_draft(
            report=row,
            general=filing.GeneralData(highlights="Hoàn thành sớm."),
            answers=[
                replace(a, status="DONE", done_milestones=frozenset(steps[a.task]))
                for a in quarter.answers(row)
            ],
            version=row.version,
            by=cast.reporter,
            at=quarter.DRAFTED,
        )
        filing.submit(
            report=saved, key=uuid4(), version=saved.version, by=cast.head, at=quarter.HANDED_IN
        )
        text = clerk.get(REVIEW).content.decode()
        assert "Báo đã hoàn thành, chưa đạt chỉ tiêu" in text
        assert "nhưng mới đạt" in text

    def test_accepts_with_verdicts(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        data = verdict(**{"chap-nhan": "1", "status_1": "NOT_STARTED", "comment_1": "Chưa rõ."})
        text = clerk.post(REVIEW, data, follow=True).content.decode()
        assert "đã được chấp nhận" in text
        assert "Chưa rõ." in text
        one = TaskProgress.objects.get(task__number=1)
        assert (one.judged_status, one.judged_comment) == ("NOT_STARTED", "Chưa rõ.")

    def test_sends_back_with_comments(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        bare = clerk.post(REVIEW, verdict(**{"tra-lai": "1"}))
        assert bare.status_code == 422
        assert "phải nêu ý kiến" in bare.content.decode()
        data = verdict(**{"tra-lai": "1", "comment_2": "Ghi rõ số hộ."})
        assert "trả lại để bổ sung" in clerk.post(REVIEW, data, follow=True).content.decode()
        assert Submission.objects.get().task_comments == {"2": "Ghi rõ số hộ."}

    def test_keeps_what_was_typed_when_it_cannot_be_done(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        data = verdict(**{"chap-nhan": "1", "comment": "Đã xem", "status_1": "PERFECT"})
        answer = clerk.post(REVIEW, data)
        assert answer.status_code == 422
        assert "Đã xem" in answer.content.decode()
        assert quarter.fresh(row).state == "SUBMITTED"

    def test_a_stale_round_is_refused(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)
        quarter.submitted(cast, row, at=stage.at(3, 22))
        answer = clerk.post(REVIEW, verdict(**{"chap-nhan": "1"}))
        assert "không còn ở lần nộp anh/chị đang xem" in answer.content.decode()
        assert quarter.fresh(row).state == "SUBMITTED"

    def test_what_is_judged_already_leads_to_the_report(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        answer = clerk.post(REVIEW, verdict(**{"tra-lai": "1"}), follow=True)
        assert "đã có người xử lý" in answer.content.decode()
        assert quarter.fresh(row).state == "ACCEPTED"

    @pytest.mark.parametrize("meanwhile", ["withdrawn", "judged"])
    def test_comments_stay_readable_when_nothing_waits_any_more(
        self, cast: Cast, clerk: Client, row: ProgressReport, meanwhile: str
    ) -> None:
        quarter.submitted(cast, row)
        if meanwhile == "withdrawn":
            filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)
        else:
            quarter.accept(cast, row, 1)
        said = {"comment": "Cần rõ </textarea><b>hơn</b>", "comment_2": "Ghi rõ\nsố hộ."}
        answer = clerk.post(REVIEW, verdict(**{"tra-lai": "1"}, **said))
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "đã có người xử lý, hoặc đơn vị đã rút" in text
        assert "Cần rõ &lt;/textarea&gt;&lt;b&gt;hơn" in text
        assert "Ghi rõ\nsố hộ.</textarea>" in text
        assert "Ý kiến về nhiệm vụ 2" in text
        assert quarter.fresh(row).state == ("OPEN" if meanwhile == "withdrawn" else "ACCEPTED")

    def test_leads_through_the_queue(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        other = quarter.report(stage.signed(cast, cast.bureau))
        saved = filing.save_draft(
            report=other,
            general=filing.GeneralData(),
            answers=quarter.answers(other),
            version=other.version,
            by=cast.bureau_head,
            at=stage.at(3, 20),
        )
        filing.submit(
            report=saved,
            key=uuid4(),
            version=saved.version,
            by=cast.bureau_head,
            at=stage.at(3, 20),
        )
        theirs = f"{quarter.PREFIX}phong-kinh-te/quy-1/duyet/"
        page = clerk.get(REVIEW)
        assert (page.context["previous"], page.context["following"]) == ("", theirs)
        assert clerk.get(theirs).context["previous"] == REVIEW
        assert clerk.post(REVIEW, verdict(**{"chap-nhan": "1"})).url == theirs

    def test_costs_the_same_for_one_task_and_for_three(
        self, cast: Cast, clerk: Client, row: ProgressReport, django_assert_num_queries: Any
    ) -> None:
        made = quarter.submitted(cast, row)
        clerk.get(REVIEW)
        with django_assert_num_queries(18):
            clerk.get(REVIEW)
        Submission.objects.filter(pk=made.pk).update(
            content=made.content | {"tasks": made.content["tasks"][:1]}
        )
        with django_assert_num_queries(18):
            clerk.get(REVIEW)


class TestTheOffice:
    def test_opens_an_accepted_report_again(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        bare = clerk.post(f"{HERE}mo-lai/", {"reason": " "})
        assert "phải nêu lý do" in bare.content.decode()
        text = clerk.post(f"{HERE}mo-lai/", {"reason": "Sai số hộ."}, follow=True).content.decode()
        assert "Đã mở lại báo cáo" in text
        assert quarter.fresh(row).state == "SENT_BACK"
        assert "Chỉ mở lại được" in clerk.get(f"{HERE}mo-lai/", follow=True).content.decode()

    def test_a_second_click_is_told_that_it_is_done(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        longer = {"asked_by": "Đ/c Thử", "reason": "Bão số 5", "locks_on": "12/4/2021"}
        assert clerk.post(f"{HERE}gia-han/", longer).status_code == 302
        again = clerk.post(f"{HERE}gia-han/", longer)
        assert "đã được xử lý trước đó" in again.content.decode()
        quarter.accepted(cast, row)
        assert clerk.post(f"{HERE}mo-lai/", {"reason": "Sai số hộ."}).status_code == 302
        again = clerk.post(f"{HERE}mo-lai/", {"reason": "Sai số hộ."})
        assert "đã được xử lý trước đó" in again.content.decode()

    def test_grants_an_extension(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        data = {"asked_by": "Đ/c Thử, Phó Bí thư", "reason": "Bão số 5", "locks_on": "12/4/2021"}
        early = clerk.post(f"{HERE}gia-han/", data | {"locks_on": "1/4/2021"})
        assert "phải sau ngày cũ" in early.content.decode()
        assert "Đ/c Thử, Phó Bí thư" in early.content.decode()
        assert (
            "gia hạn đến 12/4/2021"
            in clerk.post(f"{HERE}gia-han/", data, follow=True).content.decode()
        )
        assert row.extensions.get().asked_by == "Đ/c Thử, Phó Bí thư"
        assert "Được gia hạn đến 12/4" in clerk.get(HERE).content.decode()


class TestWhoMay:
    PAGES = {"duyet/": "submitted", "mo-lai/": "accepted", "gia-han/": "open"}

    @pytest.mark.parametrize("path", PAGES)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_only_the_office(
        self, cast: Cast, client: Client, row: ProgressReport, path: str, method: str
    ) -> None:
        state = self.PAGES[path]
        {"submitted": quarter.submitted, "accepted": quarter.accepted, "open": quarter.draft}[
            state
        ](cast, row)
        for name, who in cast.people().items():
            client.force_login(who)
            answer = getattr(client, method)(HERE + path, {})
            expected = {200, 422} if name in OFFICE else {403} if name in READERS else {404}
            assert answer.status_code in expected, name

    def test_the_list_and_the_history(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        lists = ("bao-cao/", "bao-cao/xuat-excel/", "lich-su/")
        for name, who in cast.people().items():
            client.force_login(who)
            for path in lists:
                known = READERS | {"bureau_head", "bureau_reporter"}
                expected = 200 if name in known else 404
                assert client.get(f"/dang-uy-mau/2021/{path}").status_code == expected, name


class TestTheQueue:
    LIST = "/dang-uy-mau/2021/bao-cao/"

    @pytest.fixture
    def three(self, cast: Cast, on_day: Any) -> list[ProgressReport]:
        """The ward, the bureau and a third unit owe reports; the bureau's waits longest."""
        on_day(2021, 3, 29)
        stage.unit_row(cast.wards, "phuong-dong-le", "Phường Đông Lễ", kind="WARD", rank=3)
        ward = quarter.report(stage.signed(cast))
        bureau = quarter.report(stage.signed(cast, cast.bureau))
        for row, who, day in ((bureau, cast.bureau_head, 20), (ward, cast.head, 26)):
            saved = filing.save_draft(
                report=row,
                general=filing.GeneralData(),
                answers=quarter.answers(row),
                version=row.version,
                by=who,
                at=stage.at(3, day),
            )
            filing.submit(
                report=saved,
                key=uuid4(),
                version=saved.version,
                by=who,
                at=stage.at(3, day),
            )
        return [ward, bureau]

    def names(self, client: Client, query: str = "") -> list[tuple[str, int]]:
        lines = client.get(self.LIST + query).context["lines"]
        return [(line["unit"].code, line["period"].quarter) for line in lines]

    def test_what_has_waited_longest_comes_first(self, clerk: Client, three: Any) -> None:
        assert self.names(clerk)[:2] == [("phong-kinh-te", 1), ("phuong-1", 1)]
        text = clerk.get(self.LIST).content.decode()
        assert "<b>2 báo cáo</b>" in text
        assert '<span class="count">2</span>' in text
        assert "Chờ duyệt 9 ngày" in text
        assert "nộp muộn 1 ngày" in text

    def test_filters(self, clerk: Client, three: Any) -> None:
        assert self.names(clerk, "?tim=phong+KINH&quy=1") == [("phong-kinh-te", 1)]
        assert self.names(clerk, "?tim=kinh+phong&quy=1") == []  # as in every other list
        assert self.names(clerk, "?nhom=phuong&trang-thai=SUBMITTED") == [("phuong-1", 1)]
        assert len(self.names(clerk, "?trang-thai=OPEN")) == 6
        assert len(self.names(clerk, "?quy=9&trang-thai=X&sap-xep=X&trang=99")) == 8
        empty = clerk.get(self.LIST + "?tim=khong+co").content.decode()
        assert "Không có báo cáo nào khớp bộ lọc" in empty

    def test_overdue_is_seen_from_the_date(self, clerk: Client, three: Any, on_day: Any) -> None:
        assert self.names(clerk, "?trang-thai=QUA_HAN") == []
        on_day(2021, 6, 30)
        assert self.names(clerk, "?trang-thai=QUA_HAN") == [("phuong-1", 2), ("phong-kinh-te", 2)]
        assert "Quá hạn 5 ngày" in clerk.get(self.LIST + "?quy=2").content.decode()

    @pytest.mark.parametrize("who", ["clerk", "head"])
    def test_an_extension_stands_beside_the_lateness(
        self, cast: Cast, client: Client, row: ProgressReport, on_day: Any, who: str
    ) -> None:
        on_day(2021, 4, 12)
        reviewing.extend(
            report=row, locks_on=stage.at(4, 15).date(), asked_by="Đ/c Thử", reason="Bão số 5",
            by=cast.clerk, at=stage.at(4, 11),
        )  # fmt: skip
        client.force_login(getattr(cast, who))
        assert client.get(self.LIST).content.decode().count("được gia hạn đến 15/4") == 1
        quarter.submitted(cast, row, at=stage.at(4, 12))
        text = client.get(self.LIST).content.decode()
        assert text.count("nộp muộn 18 ngày") == text.count("được gia hạn đến 15/4") == 1

    def test_sorts(self, clerk: Client, three: Any) -> None:
        assert self.names(clerk, "?sap-xep=don-vi")[0] == ("phuong-1", 1)
        assert self.names(clerk, "?sap-xep=-quy")[0][1] == 4

    def test_costs_the_same_for_four_rows_and_for_eight(
        self, clerk: Client, three: Any, django_assert_num_queries: Any
    ) -> None:
        clerk.get(self.LIST)
        for query in ("?nhom=phuong", ""):
            with django_assert_num_queries(13):
                clerk.get(self.LIST + query)

    def test_a_unit_sees_its_own_four(self, cast: Cast, client: Client, three: Any) -> None:
        client.force_login(cast.head)
        text = client.get(self.LIST).content.decode()
        assert text.count("<tr>") == 5
        assert "Phòng Kinh tế" not in text
        assert "Chờ duyệt 3 ngày" in text

    def test_the_workbook_holds_text_as_text(self, cast: Cast, clerk: Client, three: Any) -> None:
        type(cast.ward).objects.filter(pk=cast.ward.pk).update(full_name='=HYPERLINK("http://x")')
        answer = clerk.get(f"{self.LIST}xuat-excel/?quy=1")
        sheet = load_workbook(BytesIO(answer.content)).active
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        assert len(rows) == 2
        assert rows[1][1] == '=HYPERLINK("http://x")'
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
        with ZipFile(BytesIO(answer.content)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


class TestHistory:
    def test_tells_rounds_verdicts_and_deeds(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        made = quarter.sent_back(cast, row)
        reviewing.extend(
            report=row,
            locks_on=stage.at(4, 12).date(),
            asked_by="Đ/c Thử",
            reason="Bão số 5",
            by=cast.clerk,
            at=quarter.JUDGED,
        )
        client.force_login(cast.head)
        text = client.get("/dang-uy-mau/2021/lich-su/").content.decode()
        for said in (made.code, "Ghi rõ địa bàn.", "Bão số 5", "Gửi báo cáo quý", "Trả lại để bổ"):
            assert said in text

    def test_shows_one_unit_at_a_time_and_only_seen_ones(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        client.force_login(cast.clerk)
        page = client.get("/dang-uy-mau/2021/lich-su/?don-vi=phong-kinh-te")
        assert page.context["chosen"].unit == cast.bureau
        client.force_login(cast.head)
        assert client.get("/dang-uy-mau/2021/lich-su/?don-vi=phong-kinh-te").status_code == 404
