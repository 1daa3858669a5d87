"""What a unit's accepted quarters come to, counted by hand; nothing of a draft, a waiting or a
reopened report is in it."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from pytest_django import DjangoAssertNumQueries

from commitments.models import Commitment, Proposal, Submission
from commitments.progress import Status
from commitments.workflow import answering, filing, reviewing
from reports import sheets
from reports.figures import UnitResults, unit_results
from reports.pdf import unit_span
from reports.pdf.unit_span import missing_lines, timeliness
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import amending_cast as amendments
from tests.commitments import quarter_cast as quarters
from tests.commitments.pages import get
from tests.reports.quarters import accepted, filed, report_of

FIRST = {1: ("IN_PROGRESS", "20"), 2: ("IN_PROGRESS", "0"), 3: ("IN_PROGRESS", "40")}
SECOND = {1: ("IN_PROGRESS", "60"), 2: ("DONE", None), 3: ("DONE", "103")}
BASE = "/dang-uy-mau/2021/bao-cao/phuong-1/tong-hop/"


@pytest.fixture
def commitment(cast: Cast, on_day: Any) -> Commitment:
    on_day(2021, 7, 10)
    return stage.signed(cast)


def first(cast: Cast, commitment: Commitment) -> None:
    accepted(cast, commitment, 1, FIRST, at=stage.at(3, 24), highlights="Khởi công.")


def both(cast: Cast, commitment: Commitment) -> UnitResults:
    first(cast, commitment)
    accepted(cast, commitment, 2, SECOND, at=stage.at(6, 28), highlights="Hoàn thành.")
    return unit_results(commitment, 2)


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


class TestSixMonths:
    def test_the_last_accepted_value_counts(self, cast: Cast, commitment: Commitment) -> None:
        one, two, three = both(cast, commitment).tasks
        assert [t.quarter for t in (one, two, three)] == [2, 2, 2]
        assert (one.value, two.value, three.value) == ("60 hộ", "3/3 mốc", "103 hộ")
        assert one.completion == Decimal("59.41")  # 60 of 101
        assert (two.completion, three.completion) == (100, 100)
        assert one.planned == Decimal("49.50")  # 50 of 101
        assert (one.is_done, two.is_done, three.is_done) == (False, True, True)
        assert [said.value for said in one.quarters] == ["20 hộ", "60 hộ"]
        assert one.quarters[1].changed == "Đã làm việc 1 trong quý 2."

    def test_who_was_on_time(self, cast: Cast, commitment: Commitment) -> None:
        found = both(cast, commitment)
        assert [(one.round, one.on_time) for one in found.quarters] == [(1, True), (1, False)]
        assert (found.on_time, found.late, found.counted) == (1, 1, [1, 2])
        said = "Đã nộp 2/2 kỳ báo cáo: 2 đã chấp nhận. Nộp lần đầu đúng hạn 1 kỳ, muộn 1 kỳ."
        assert timeliness(found) == said
        assert [one.highlights for one in found.quarters] == ["Khởi công.", "Hoàn thành."]

    def test_of_what_there_is_none_nothing_is_said(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        filed(cast, commitment, 1, FIRST, at=stage.at(3, 24))
        said = "Đã nộp 1/2 kỳ báo cáo: 1 chờ xem xét. Nộp lần đầu đúng hạn 1 kỳ."
        assert timeliness(unit_results(commitment, 2)) == said

    def test_the_reviewer_s_status_stands_beside_the_unit_s(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        report = filed(cast, commitment, 1, SECOND, at=stage.at(3, 24))
        reviewing.accept(
            report=report, round_number=1, verdicts={3: Status.IN_PROGRESS}, comment="",
            task_comments={3: "Chưa nghiệm thu."}, by=cast.clerk, at=stage.at(3, 25),
        )  # fmt: skip
        third = unit_results(commitment, 2).tasks[2]
        assert (third.status, third.judged) == ("Đã hoàn thành", "Đang thực hiện")
        assert third.differs
        assert not third.is_done
        assert third.quarters[0].comment == "Chưa nghiệm thu."

    @pytest.mark.parametrize("how", ["none", "draft", "waiting", "sent back", "reopened"])
    def test_what_is_not_accepted_is_named_and_not_counted(
        self, cast: Cast, commitment: Commitment, how: str
    ) -> None:
        first(cast, commitment)
        self.left(cast, commitment, how)
        found = unit_results(commitment, 2)
        assert found.counted == [1]
        assert [t.value for t in found.tasks] == ["20 hộ", "0/3 mốc", "40 hộ"]
        (said,) = missing_lines(found)
        assert said.startswith("Quý II chưa được chấp nhận (")
        assert said.endswith("chưa có trong tổng hợp")
        assert [t.quarter for t in found.tasks] == [1, 1, 1]
        assert "60 hộ" not in str(found.tasks)

    def left(self, cast: Cast, commitment: Commitment, how: str) -> None:
        if how == "none":
            return
        if how == "draft":
            quarters.draft(cast, report_of(commitment, 2), at=stage.at(6, 20), actual=Decimal(60))
            return
        report = filed(cast, commitment, 2, SECOND, at=stage.at(6, 24))
        by = {"by": cast.clerk, "at": stage.at(6, 25)}
        words = {"round_number": 1, "task_comments": {}}
        if how == "sent back":
            reviewing.send_back(report=report, comment="Chưa rõ.", **words, **by)
        elif how == "reopened":
            reviewing.accept(report=report, verdicts={}, comment="", **words, **by)
            reviewing.reopen(report=report_of(commitment, 2), reason="Chưa khớp.", **by)

    def test_an_open_draft_of_a_later_quarter_changes_nothing(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        before = both(cast, commitment)
        quarters.draft(cast, report_of(commitment, 3), at=stage.at(7, 10), actual=Decimal(1))
        after = unit_results(commitment, 2)
        assert after == before
        assert [t.value for t in unit_results(commitment, 4).tasks] == [
            t.value for t in before.tasks
        ]

    def test_before_anything_is_accepted(self, commitment: Commitment) -> None:
        found = unit_results(commitment, 3)
        assert (found.counted, found.on_time) == ([], 0)
        assert [t.quarter for t in found.tasks] == [None] * 3
        assert len(missing_lines(found)) == 3


def test_a_second_round_is_the_one_that_counts(cast: Cast, commitment: Commitment) -> None:
    first(cast, commitment)
    report = report_of(commitment, 1)
    by = {"by": cast.clerk, "at": stage.at(3, 26)}
    reviewing.reopen(report=report, reason="Nhầm số.", **by)
    filed(cast, commitment, 1, FIRST | {1: ("IN_PROGRESS", "25")}, at=stage.at(3, 27))
    reviewing.accept(report=report, round_number=2, verdicts={}, comment="", task_comments={}, **by)
    found = unit_results(commitment, 2)
    assert found.quarters[0].round == 2
    assert found.tasks[0].value == "25 hộ"


def test_proposals_stand_with_their_answers(cast: Cast, commitment: Commitment) -> None:
    report = report_of(commitment, 1)
    saved = quarters.draft(
        cast, report, at=stage.at(3, 20), proposals="Cấp thêm kinh phí.", addressee="STANDING",
        wanted_by=date(2021, 4, 15),
    )  # fmt: skip
    made = filing.submit(
        report=saved, key=quarters.uuid4(), version=saved.version, by=cast.head, at=stage.at(3, 20)
    )
    quarters.accept(cast, report, made.number, at=stage.at(3, 22))
    task = commitment.tasks.get(number=2)
    Proposal.objects.update_or_create(
        report=report,
        task=task,
        defaults={
            "text": "Cấp thêm kinh phí.", "addressee": "STANDING", "due_on": date(2021, 4, 20),
            "made_at": stage.at(3, 20), "made_by": cast.head, "state": "ANSWERED",
            "outcome": "RESOLVED", "answer": "Đã cấp 200 triệu đồng.",
            "answered_at": stage.at(4, 10), "answered_by": cast.clerk,
        },
    )  # fmt: skip
    found = unit_results(commitment, 2).proposals
    assert [(one.quarter, one.task) for one in found] == [(1, 1), (1, 2), (1, 3)]
    assert (found[1].outcome, found[1].answer) == ("Đã giải quyết", "Đã cấp 200 triệu đồng.")
    assert (found[1].addressee, found[1].wanted_by) == ("Ban Thường vụ", date(2021, 4, 15))


class TestAnswersOfEarlierRounds:
    """A place of a report may have put several proposals, round after round, each answered."""

    def put(
        self, cast: Cast, commitment: Commitment, words: str, day: int, whom: str = "STANDING"
    ) -> Submission:
        report = report_of(commitment, 1)
        general = filing.GeneralData(highlights="Khởi công.", proposals=words, addressee=whom)
        saved = filing.save_draft(
            report=report, general=general, answers=quarters.answers(report),
            version=report.version, by=cast.reporter, at=stage.at(3, day),
        )  # fmt: skip
        return filing.submit(
            report=saved, key=uuid4(), version=saved.version, by=cast.head, at=stage.at(3, day)
        )

    def answered_and_back(
        self, cast: Cast, commitment: Commitment, words: str, answer: str, day: int,
        whom: str = "STANDING",
    ) -> None:  # fmt: skip
        made = self.put(cast, commitment, words, day, whom)
        answering.answer_proposal(
            proposal=Proposal.objects.get(state="OPEN"), outcome="RESOLVED", answer=answer,
            on_behalf_of="" if whom == "STANDING" else "Thường trực HĐND",
            by=cast.standing if whom == "STANDING" else cast.clerk, at=stage.at(3, day + 1),
        )  # fmt: skip
        reviewing.send_back(
            report=report_of(commitment, 1), round_number=made.number, comment="Cần rõ hơn.",
            task_comments={}, by=cast.clerk, at=stage.at(3, day + 1, 15),
        )  # fmt: skip

    def results(self, cast: Cast, commitment: Commitment, made: Submission) -> UnitResults:
        quarters.accept(cast, report_of(commitment, 1), made.number, at=stage.at(3, 25))
        return unit_results(commitment, 2)

    def test_words_put_again_have_their_own_answer(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        self.answered_and_back(cast, commitment, "Xin đất.", "Đã giao đất.", 10)
        self.answered_and_back(cast, commitment, "Xin tiền.", "Chưa bố trí được vốn.", 12)
        found = self.results(cast, commitment, self.put(cast, commitment, "Xin  đất.", 14))
        (said,) = found.proposals
        assert (said.text, said.answer) == ("Xin  đất.", "Đã giao đất.")
        book = openpyxl.load_workbook(BytesIO(sheets.unit_results(found)))
        (row,) = book["Kiến nghị"].iter_rows(min_row=4, values_only=True)
        assert (row[2], row[7]) == ("Xin  đất.", "Đã giao đất.")
        printed = " ".join(
            item.text for part in unit_span.paper(found).parts for item in part.items
        )
        assert "Đã giao đất." in printed
        assert "Chưa bố trí được vốn." not in printed

    def test_words_that_were_put_to_nobody_have_no_answer(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        """As those of rounds from before a proposal named its addressee."""
        self.answered_and_back(cast, commitment, "Xin đất.", "Đã giao đất.", 10)
        made = self.put(cast, commitment, "Xin đất.", 14)
        Submission.objects.filter(pk=made.pk).update(
            content=made.content | {"proposals": "Xin tiền.", "addressee": ""}
        )
        (said,) = self.results(cast, commitment, made).proposals
        assert (said.text, said.addressee, said.answer) == ("Xin tiền.", "", "")

    def test_the_same_words_put_to_two_have_the_answer_of_the_one_named(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        self.answered_and_back(cast, commitment, "Xin đất.", "Chuyển UBND.", 10)
        self.answered_and_back(cast, commitment, "Xin đất.", "Đã trình.", 12, whom="COUNCIL")
        made = self.put(cast, commitment, "Xin đất.", 14)
        assert Proposal.objects.count() == 2
        (said,) = self.results(cast, commitment, made).proposals
        assert (said.addressee, said.answer) == ("Ban Thường vụ", "Chuyển UBND.")


def test_a_due_day_moved_after_the_last_round_counts_as_it_stood(
    cast: Cast, commitment: Commitment
) -> None:
    """As in the overview: the words of the round stay, the day is the one then in force."""
    first(cast, commitment)
    amendments.approved(cast, commitment, due_on=date(2021, 12, 15))
    (one, *_) = unit_results(commitment, 2).tasks
    assert (one.quarter, one.due_on) == (1, date(2021, 12, 15))


@pytest.mark.parametrize(("day", "due", "known"), [(5, (12, 15), 1), (6, (9, 30), 0)])
def test_what_is_promised_counts_as_when_the_books_were_shut(
    cast: Cast, commitment: Commitment, day: int, due: tuple[int, int], known: int
) -> None:
    """The six months' on 5 July, as in the overview, which measures lateness on the same day."""
    first(cast, commitment)
    at = stage.at(7, day)
    amendments.approved(cast, commitment, at=at, due_on=date(2021, 12, 15))
    found = unit_results(commitment, 2)
    assert found.tasks[0].due_on == date(2021, *due)
    assert len(found.amendments) == known


def test_amendments_in_force_and_withdrawn_tasks(cast: Cast, commitment: Commitment) -> None:
    first(cast, commitment)
    amendments.approved(cast, commitment)
    (made,) = unit_results(commitment, 2).amendments
    assert made.number == 1
    assert made.reason


@pytest.mark.parametrize("count", [1, 2])
def test_a_constant_number_of_queries(
    cast: Cast,
    commitment: Commitment,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first(cast, commitment)
    if count == 2:
        accepted(cast, commitment, 2, SECOND, at=stage.at(6, 24))
    with django_assert_num_queries(9):
        unit_results(commitment, 2)


class TestPage:
    def test_says_what_is_in_it_and_what_is_not(self, cast: Cast, commitment: Commitment) -> None:
        first(cast, commitment)
        said = text(get(cast.reporter, f"{BASE}6-thang/"))
        assert "Kết quả 6 tháng đầu năm 2021: Phường 1" in said
        assert "Tổng hợp từ báo cáo đã được chấp nhận: Quý I" in said
        assert "Quý II chưa được chấp nhận (chưa nộp), chưa có trong tổng hợp." in said
        assert "Toàn cấp ủy" not in said
        assert "Toàn cấp ủy" in text(get(cast.clerk, f"{BASE}6-thang/"))

    def test_an_unknown_span_and_an_unsigned_paper_are_not_there(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        assert get(cast.reporter, f"{BASE}3-thang/").status_code == 404
        stage.draft(cast, cast.bureau)
        other = BASE.replace("phuong-1", "phong-kinh-te")
        assert get(cast.clerk, f"{other}nam/").status_code == 404

    def test_the_workbook_says_the_same(self, cast: Cast, commitment: Commitment) -> None:
        found = both(cast, commitment)
        book = openpyxl.load_workbook(BytesIO(sheets.unit_results(found)))
        rows = list(book["Danh sách"].iter_rows(min_row=4, values_only=True))
        assert [row[8] for row in rows] == ["60 hộ", "3/3 mốc", "103 hộ"]
        assert rows[0][9] == 59.4
        assert len(list(book["Theo quý"].iter_rows(min_row=4))) == 6
        assert [cell.value for cell in book["Kỳ báo cáo"]["F"][3:]] == [
            "nộp đúng hạn", "nộp muộn 3 ngày",
        ]  # fmt: skip

    def test_the_office_s_table_by_group_is_in_the_overview_s_workbook(
        self, cast: Cast, commitment: Commitment
    ) -> None:
        both(cast, commitment)
        page = get(cast.clerk, "/dang-uy-mau/2021/tong-quan/", quy="2")
        assert "Lũy kế 6 tháng đầu năm 2021" in text(page)
        made = get(cast.clerk, "/dang-uy-mau/2021/tong-quan/xuat/", quy="2")
        sheet = openpyxl.load_workbook(BytesIO(made.content))["Theo nhóm"]
        (row,) = sheet.iter_rows(min_row=4, values_only=True)
        assert row == ("Các phường", 1, 3, 2, 0, 1, 0, 0, 0)
