"""The Office's queue and its review screen; reopening, extending; the workbook; the history."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from commitments.models import Milestone, ProgressReport, Submission, TaskProgress
from commitments.workflow import extending, filing, reviewing
from commitments.workflow.drafting import MOVED_ON
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.pages import hidden

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
            "Chờ xem xét 2 ngày",
            "Báo cáo 1/1 đang chờ",
            "Phần thuyết minh trùng với Quý I.",
            "Bắt đầu xem xét",
        ):
            assert said in text

    def test_a_due_date_that_passed_after_the_quarter_is_told(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any
    ) -> None:
        """Due on 30/9, handed in on 01/10: measured by the quarter's own days, and late by today."""
        third = quarter.report(row.commitment, 3)
        quarter.submitted(cast, third, at=stage.at(10, 1), actual=Decimal(101))
        on_day(2021, 10, 1)
        page = clerk.get(f"{quarter.PREFIX}phuong-1/quy-3/duyet/")
        line = page.context["rows"][0]
        assert (line["answer"].bar.flag, line["answer"].bar.as_of) == (
            "Đúng lộ trình",
            date(2021, 9, 30),
        )
        assert line["warnings"][:2] == [
            "Thời hạn 30/9/2021 đã qua, chưa báo “đã hoàn thành”.",
            "Đã đạt 100% chỉ tiêu nhưng chưa báo “đã hoàn thành”.",
        ]
        text = page.content.decode()
        assert "theo lộ trình đến hết Quý III 100%" in text
        assert "(tính đến 30/9/2021)" in text

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
        assert "lùi so với Quý I" not in text
        assert "báo cáo đang ở đơn vị để bổ sung." in text
        now = quarter.fresh(row)
        filing.submit(
            report=now, key=uuid4(), version=now.version, by=cast.head, at=stage.at(6, 19)
        )
        text = clerk.get(here).content.decode()
        assert "77 hộ" in text
        assert "lùi so với Quý I: giảm từ 77 hộ xuống 30 hộ" in text

    @pytest.mark.parametrize("back", ["reopened", "sent back", "later round taken back"])
    def test_compares_with_what_lies_with_its_unit_as_it_was_handed_in(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any, back: str
    ) -> None:
        """90 of quarter I, 80 of quarter II; what is written in the meantime is nobody's to read."""
        told = {"actual": Decimal(90), "changed": "Vận động 90 hộ."}
        made = quarter.submitted(cast, row, **told)
        second = quarter.report(row.commitment, 2)
        quarter.submitted(cast, second, at=stage.at(6, 18), **(told | {"actual": Decimal(80)}))
        on_day(2021, 6, 20)
        here = f"{quarter.PREFIX}phuong-1/quy-2/duyet/"
        if back == "reopened":
            quarter.accept(cast, row, made.number)
            reviewing.reopen(report=row, reason="Xem lại.", by=cast.clerk, at=stage.at(6, 19))
        else:
            reviewing.send_back(
                report=row, round_number=made.number, comment="Cần rõ hơn.", task_comments={},
                by=cast.clerk, at=quarter.JUDGED,
            )  # fmt: skip
        if back == "later round taken back":
            at = stage.at(3, 23)
            quarter.submitted(cast, row, at=at, actual=Decimal(70), changed="Bản đã rút.")
            filing.withdraw(report=row, by=cast.head, at=at)
        quarter.draft(cast, row, actual=Decimal(77), changed="Bản nháp chưa gửi.")
        page = clerk.get(here)
        line = page.context["rows"][0]
        assert (line["last"].name, line["last"].value) == ("Quý I", "90 hộ")
        assert line["last"].text == "Vận động 90 hộ."
        assert line["warnings"] == [
            "Kết quả lùi so với Quý I: giảm từ 90 hộ xuống 80 hộ.",
            "Kết quả đổi từ 90 hộ thành 80 hộ nhưng phần thuyết minh trùng với Quý I.",
        ]
        assert "Bản nháp chưa gửi." not in page.content.decode()

    def test_asks_the_database_as_often_however_many_quarters_lie_with_the_unit(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any
    ) -> None:
        on_day(2021, 9, 20)
        reports = [quarter.report(row.commitment, number) for number in (1, 2, 3)]
        for report, month in zip(reports, (3, 6, 9), strict=True):
            quarter.submitted(cast, report, at=stage.at(month, 18))
        here, counts = f"{quarter.PREFIX}phuong-1/quy-3/duyet/", []
        for report in reports[:2]:
            reviewing.send_back(
                report=report, round_number=1, comment="Cần rõ hơn.", task_comments={},
                by=cast.clerk, at=stage.at(9, 19),
            )  # fmt: skip
            with CaptureQueriesContext(connection) as asked:
                assert clerk.get(here).context["rows"][0]["last"].name == "Quý II"
            counts.append(len(asked))
        assert counts[1] <= counts[0]

    def test_shows_that_done_is_far_from_the_target(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        steps = frozenset(Milestone.objects.values_list("pk", flat=True))
        quarter.submitted(cast, row, status="DONE", done_milestones=steps)
        text = clerk.get(REVIEW).content.decode()
        assert "Báo “đã hoàn thành” nhưng mới đạt 29,7% chỉ tiêu." in text
        assert "Chậm so với lộ trình" not in text

    def test_to_report_late_makes_no_task_late(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any
    ) -> None:
        """The tasks are due on 30/9; both quarters are handed in and read after that."""
        on_day(2021, 11, 15)
        fourth = quarter.report(row.commitment, 4)
        extending.extend(
            report=row, locks_on=stage.at(11, 12).date(), asked_by="Đ/c Thử", reason="Bão",
            by=cast.clerk, at=stage.at(11, 8),
        )  # fmt: skip
        for report in (row, fourth):
            quarter.submitted(cast, report, at=stage.at(11, 10))
        for number, late in ((1, False), (4, True)):
            here = f"{quarter.PREFIX}phuong-1/quy-{number}/"
            bars = [one["answer"].bar for one in clerk.get(f"{here}duyet/").context["rows"]]
            assert [bar.tone == "late" for bar in bars] == [late] * 3
            assert ("chậm</span>" in clerk.get(here).content.decode()) is late

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
        assert clerk.get(f"{REVIEW}bat-dau/").status_code == 303

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

    def test_the_verdict_stands_beside_the_units_word_on_every_round(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        label = "Văn phòng đánh giá</div><b>"
        assert label not in clerk.get(HERE).content.decode()
        quarter.accept(cast, row, 1, verdicts={1: "NOT_STARTED"})
        unit = Client()
        unit.force_login(cast.head)
        for reader in (clerk, unit):
            text = reader.get(HERE).content.decode()
            assert text.count(f"{label}Chưa triển khai</b>") == 1
            assert text.count(f"{label}Đang thực hiện</b>") == 2
        reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=quarter.JUDGED)
        for reader in (clerk, unit):
            text = reader.get(f"{HERE}lan-1/").content.decode()
            assert text.count(f"{label}Chưa triển khai</b>") == 1

    @pytest.mark.parametrize("back", [False, True])
    def test_the_next_quarter_is_read_beside_it(
        self, cast: Cast, clerk: Client, row: ProgressReport, on_day: Any, *, back: bool
    ) -> None:
        """Also while the earlier report lies with its unit again: the round keeps it."""
        quarter.submitted(cast, row)
        quarter.accept(cast, row, 1, verdicts={1: "NOT_STARTED"})
        if back:
            reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=quarter.JUDGED)
        on_day(2021, 6, 20)
        quarter.submitted(cast, quarter.report(row.commitment, 2), at=stage.at(6, 18))
        text = clerk.get(f"{quarter.PREFIX}phuong-1/quy-2/duyet/").content.decode()
        assert text.count("Đơn vị báo “đang thực hiện”, Văn phòng đánh giá “chưa triển khai”.") == 1

    def test_sends_back_with_comments(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        bare = clerk.post(REVIEW, verdict(**{"tra-lai": "1"}))
        assert bare.status_code == 422
        assert bare.context["form"].errors == {"comment": [reviewing.NO_WORDS]}
        assert 'href="#duyet-comment">Ý kiến chung</a>' in bare.content.decode()
        assert bare.context["form"]["status_1"].value() == "IN_PROGRESS"
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
        text = clerk.post(REVIEW, verdict(**{"chap-nhan": "1"}), follow=True).content.decode()
        assert "Đơn vị đã nộp lại lúc 09:00 ngày 22/3/2021 (lần nộp 2)." in text
        said = verdict(**{"chap-nhan": "1", "comment": "Về lần nộp 1."})
        answer = clerk.post(REVIEW, said)
        assert answer.status_code == 409
        assert "Về lần nộp 1." in answer.content.decode()
        assert "Xem xét lần nộp mới" in answer.content.decode()
        assert quarter.fresh(row).state == "SUBMITTED"

    def test_what_is_judged_already_leads_to_the_report(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        answer = clerk.post(REVIEW, verdict(**{"tra-lai": "1"}), follow=True)
        said = f"Đ/c {cast.clerk} đã chấp nhận báo cáo này lúc 09:00 ngày 22/3/2021."
        assert said in answer.content.decode()
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
        happened = {"withdrawn": "Đơn vị đã rút báo cáo", "judged": "đã chấp nhận báo cáo này"}
        assert happened[meanwhile] in text
        assert "Ý kiến của anh/chị chưa được ghi." in text
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
        assert page.context["queue_place"] == 1
        assert (page.context["previous"], page.context["following"]) == (theirs, theirs)
        last = clerk.get(theirs).context
        assert (last["previous"], last["following"]) == (REVIEW, REVIEW)  # the queue goes round
        answer = clerk.post(REVIEW, verdict(**{"chap-nhan": "1"}), follow=True)
        assert answer.redirect_chain == [(theirs, 302)]
        text = answer.content.decode()
        assert "Báo cáo Quý I/2021 của Phường 1 đã được chấp nhận." in text
        assert "Dưới đây là báo cáo tiếp theo: Quý I/2021 của Phòng Kinh tế." in text

    def test_costs_the_same_for_one_task_and_for_three(
        self, cast: Cast, clerk: Client, row: ProgressReport, django_assert_num_queries: Any
    ) -> None:
        made = quarter.submitted(cast, row)
        clerk.get(REVIEW)
        with django_assert_num_queries(22):
            clerk.get(REVIEW)
        Submission.objects.filter(pk=made.pk).update(
            content=made.content | {"tasks": made.content["tasks"][:1]}
        )
        with django_assert_num_queries(22):
            clerk.get(REVIEW)


class TestTheOffice:
    def test_opens_an_accepted_report_again(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        bare = clerk.post(f"{HERE}mo-lai/", {"seen": "1", "reason": " "})
        assert "phải nêu lý do" in bare.content.decode()
        again = {"seen": hidden(bare.content.decode(), "seen"), "reason": "Sai số hộ."}
        text = clerk.post(f"{HERE}mo-lai/", again, follow=True).content.decode()
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
        data = {"seen": "1", "reason": "Sai số hộ."}
        assert clerk.post(f"{HERE}mo-lai/", data).status_code == 302
        again = clerk.post(f"{HERE}mo-lai/", data)
        assert "đã được xử lý trước đó" in again.content.decode()

    def test_only_the_round_that_was_on_the_page_is_opened_again(
        self, cast: Cast, clerk: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        page = clerk.get(f"{HERE}mo-lai/").content.decode()
        data = {"seen": hidden(page, "seen"), "reason": "Sai số hộ."}
        clerk.post(f"{HERE}mo-lai/", data)
        made = quarter.submitted(cast, row, at=quarter.JUDGED)
        quarter.accept(cast, row, made.number)
        for sent in (data, {"reason": "Sai số hộ."}):
            again = clerk.post(f"{HERE}mo-lai/", sent)
            assert MOVED_ON in again.content.decode()
            assert "Sai số hộ.</textarea>" in again.content.decode()
            assert quarter.fresh(row).state == "ACCEPTED"
        clerk.post(f"{HERE}mo-lai/", data | {"seen": hidden(again.content.decode(), "seen")})
        assert quarter.fresh(row).state == "SENT_BACK"

    def test_grants_an_extension(self, cast: Cast, clerk: Client, row: ProgressReport) -> None:
        data = {"asked_by": "Đ/c Thử, Phó Bí thư", "reason": "Bão số 5", "locks_on": "12/4/2021"}
        early = clerk.post(f"{HERE}gia-han/", data | {"locks_on": "1/4/2021"})
        assert early.context["form"].errors == {
            "locks_on": ["Ngày khóa sổ mới phải sau ngày cũ: 05/4/2021."]
        }
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

    def test_offers_no_group_without_units(self, cast: Cast, clerk: Client, three: Any) -> None:
        stage.group_row(cast.committee, "trong", "Nhóm chưa có đơn vị")
        groups = clerk.get(self.LIST).context["groups"]
        assert [group.code for group in groups] == [cast.wards.code, cast.offices.code]

    def test_what_has_waited_longest_comes_first(self, clerk: Client, three: Any) -> None:
        assert self.names(clerk)[:2] == [("phong-kinh-te", 1), ("phuong-1", 1)]
        text = clerk.get(self.LIST).content.decode()
        assert "<b>2 báo cáo</b>" in text
        assert '<span class="count">2</span>' in text
        assert "Chờ xem xét 9 ngày" in text
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
        extending.extend(
            report=row, locks_on=stage.at(4, 15).date(), asked_by="Đ/c Thử", reason="Bão số 5",
            by=cast.clerk, at=stage.at(4, 11),
        )  # fmt: skip
        client.force_login(getattr(cast, who))
        assert client.get(self.LIST).content.decode().count("được gia hạn đến 15/4") == 1
        quarter.submitted(cast, row, at=stage.at(4, 12))
        text = client.get(self.LIST).content.decode()
        assert text.count("nộp muộn 18 ngày") == text.count("được gia hạn đến 15/4") == 1

    def test_a_link_into_a_units_draft_says_so(
        self, cast: Cast, client: Client, three: Any
    ) -> None:
        def buttons(who: Any) -> set[tuple[str, int, str]]:
            client.force_login(who)
            lines = client.get(self.LIST).context["lines"]
            return {(n["unit"].code, n["period"].quarter, n["button"]) for n in lines}

        reviewing.send_back(
            report=three[0], round_number=1, comment="Bổ sung số liệu.", task_comments={},
            by=cast.clerk, at=stage.at(3, 29),
        )  # fmt: skip
        office = buttons(cast.clerk)
        assert ("phuong-1", 1, "Soạn thay") in office
        assert ("phuong-1", 2, "Soạn thay") in office
        assert ("phong-kinh-te", 1, "Xem xét") in office
        assert {button for _, _, button in buttons(cast.standing)} == {"Xem"}
        assert ("phuong-1", 1, "Bổ sung") in buttons(cast.head)

    def test_sorts(self, clerk: Client, three: Any) -> None:
        assert self.names(clerk, "?sap-xep=don-vi")[0] == ("phuong-1", 1)
        assert self.names(clerk, "?sap-xep=-quy")[0][1] == 4

    def test_costs_the_same_for_four_rows_and_for_eight(
        self, clerk: Client, three: Any, django_assert_num_queries: Any
    ) -> None:
        clerk.get(self.LIST)
        for query in ("?nhom=phuong", ""):
            with django_assert_num_queries(16):
                clerk.get(self.LIST + query)

    def test_a_unit_sees_its_own_four(self, cast: Cast, client: Client, three: Any) -> None:
        client.force_login(cast.head)
        text = client.get(self.LIST).content.decode()
        assert text.count("<tr>") == 5
        assert "Phòng Kinh tế" not in text
        assert "Chờ xem xét 3 ngày" in text

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
        extending.extend(
            report=row,
            locks_on=stage.at(4, 12).date(),
            asked_by="Đ/c Thử",
            reason="Bão số 5",
            by=cast.clerk,
            at=stage.at(3, 18),
        )
        made = quarter.sent_back(cast, row)
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
