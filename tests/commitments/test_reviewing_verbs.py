"""Reviewing at its edges: verdicts beside the unit's word, stale rounds, comments, extensions."""

from datetime import date
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import ProgressReport, Task, TaskProgress
from commitments.models.rounds import Verdict
from commitments.progress import Status
from commitments.workflow import extending, filing, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> ProgressReport:
    return quarter.report(quarter.reports(cast))


def judged(row: ProgressReport, number: int) -> TaskProgress:
    return TaskProgress.objects.get(report=row, task__number=number)


def send_back(cast: Cast, row: ProgressReport, number: int = 1, **more: Any) -> None:
    words: dict[str, Any] = {"comment": "Cần rõ hơn.", "task_comments": {}}
    reviewing.send_back(
        report=row, round_number=number, by=cast.clerk, at=quarter.JUDGED, **(words | more)
    )


def test_a_verdict_stands_beside_the_units_word(cast: Cast, row: ProgressReport) -> None:
    steps = frozenset(step.pk for t in Task.objects.all() for step in t.milestones.all())
    made = quarter.submitted(cast, row, status=Status.DONE, done_milestones=steps)
    assert judged(row, 2).completion == 99
    quarter.accept(cast, row, made.number, verdicts={1: "IN_PROGRESS"}, task_comments={1: "Chưa."})
    one, two = judged(row, 1), judged(row, 2)
    assert (one.status, one.judged_status, one.judged_comment) == ("DONE", "IN_PROGRESS", "Chưa.")
    assert (two.judged_status, two.completion) == ("DONE", 100)


def test_the_verdicts_of_a_round_stay_when_it_is_opened_again(
    cast: Cast, row: ProgressReport
) -> None:
    made = quarter.submitted(cast, row)
    quarter.accept(cast, row, made.number, verdicts={1: "NOT_STARTED", 9: "DONE"})
    entry = AuditEntry.objects.get(deed="QUARTER_ACCEPTED")
    given = {"1": "NOT_STARTED", "2": "IN_PROGRESS", "3": "IN_PROGRESS"}
    assert entry.detail["judged"] == given
    reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=quarter.JUDGED)
    second = quarter.submitted(cast, row, at=stage.at(3, 23))
    quarter.accept(cast, row, second.number, verdicts={1: "DONE"}, at=stage.at(3, 24))
    assert [one.judged for one in row.rounds.order_by("number")] == [given, given | {"1": "DONE"}]


def test_verdicts_from_before_rounds_kept_them_are_carried_over(
    cast: Cast, row: ProgressReport
) -> None:
    carried = import_module("commitments.migrations.0004_filing_and_reviewing").keep_verdicts
    quarter.sent_back(cast, row)
    made = quarter.submitted(cast, row, at=quarter.JUDGED)
    quarter.accept(cast, row, made.number, verdicts={1: "NOT_STARTED"})
    row.rounds.update(judged={})
    carried(apps, None)
    given = {"1": "NOT_STARTED", "2": "IN_PROGRESS", "3": "IN_PROGRESS"}
    assert [one.judged for one in row.rounds.order_by("number")] == [{}, given]


def test_the_mail_names_the_tasks_judged_otherwise(cast: Cast, row: ProgressReport) -> None:
    made = quarter.submitted(cast, row)
    words = {"verdicts": {2: "NOT_STARTED", 3: "IN_PROGRESS"}, "task_comments": {2: "Chưa rõ."}}
    quarter.accept(cast, row, made.number, **words)
    mail = OutgoingMail.objects.filter(kind="quarter_accepted")[0]
    said = "đơn vị báo “đang thực hiện”, Văn phòng đánh giá “chưa triển khai”"
    assert f"Trạng thái nhiệm vụ 2: {said}" in mail.text
    assert said in mail.html
    assert "Nhiệm vụ 2: Chưa rõ." in mail.text
    assert "hiệm vụ 1" not in mail.text.lower()
    assert "hiệm vụ 3" not in mail.text.lower()


def test_acceptance_freezes_tells_and_records(cast: Cast, row: ProgressReport) -> None:
    made = quarter.accepted(cast, row)
    assert (made.verdict, made.decided_by, made.decided_at) == (
        Verdict.ACCEPTED,
        cast.clerk,
        quarter.JUDGED,
    )
    assert AuditEntry.objects.filter(deed="QUARTER_ACCEPTED").count() == 1
    assert OutgoingMail.objects.filter(kind="quarter_accepted").count() == 2


def test_a_stale_round_is_refused(cast: Cast, row: ProgressReport) -> None:
    old = quarter.submitted(cast, row)
    filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)
    new = quarter.submitted(cast, row)
    for deed in (
        lambda: quarter.accept(cast, row, old.number),
        lambda: send_back(cast, row, old.number),
    ):
        with pytest.raises(Refused, match="mở lại trang"):
            deed()
    quarter.accept(cast, row, new.number)


def test_the_second_reviewer_is_told(cast: Cast, row: ProgressReport) -> None:
    made = quarter.accepted(cast, row)
    with pytest.raises(Refused, match="đã có người xử lý"):
        send_back(cast, row, made.number)
    assert quarter.fresh(row).state == "ACCEPTED"


def test_sending_back_needs_a_word(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    with pytest.raises(Refused, match="nêu ý kiến"):
        send_back(cast, row, comment="  ", task_comments={1: " "})
    send_back(cast, row, comment="", task_comments={2: "Ghi rõ."})
    assert row.rounds.get().task_comments == {"2": "Ghi rõ."}


LONG = "ế" * 20_001


@pytest.mark.parametrize("words", [{"comment": LONG}, {"task_comments": {1: LONG}}])
def test_comments_have_an_end(cast: Cast, row: ProgressReport, words: dict[str, Any]) -> None:
    quarter.submitted(cast, row)
    for deed in (send_back, lambda *_, **more: quarter.accept(cast, row, 1, **more)):
        with pytest.raises(Refused) as refused:
            deed(cast, row, **words)
        assert "20.000" in refused.value.lines[0]
    send_back(cast, row, comment=LONG[1:])


def test_a_task_the_round_lacks_is_refused(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    for deed in (send_back, lambda *_, **more: quarter.accept(cast, row, 1, **more)):
        with pytest.raises(Refused, match="không có nhiệm vụ số 77"):
            deed(cast, row, task_comments={1: "Rõ.", 77: "Rõ."})
    assert row.rounds.get().verdict == Verdict.WAITING
    send_back(cast, row, task_comments={1: "Rõ.", 77: " "})


def test_being_sent_back_does_not_make_late(cast: Cast, row: ProgressReport) -> None:
    quarter.sent_back(cast, row)
    quarter.submitted(cast, row, at=stage.at(4, 20))
    assert quarter.fresh(row).first_submitted_at == quarter.HANDED_IN
    assert [made.number for made in row.rounds.all()] == [2, 1]


def test_reopening_takes_the_verdicts_out(cast: Cast, row: ProgressReport) -> None:
    quarter.accepted(cast, row)
    with pytest.raises(Refused, match="nêu lý do"):
        reviewing.reopen(report=row, reason=" ", by=cast.clerk, at=quarter.JUDGED)
    reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=quarter.JUDGED)
    assert judged(row, 1).judged_status == ""
    assert quarter.fresh(row).accepted_at is None
    assert row.rounds.get().verdict == Verdict.ACCEPTED


def test_reopening_twice_is_said_to_be_done(cast: Cast, row: ProgressReport) -> None:
    words = {"report": row, "reason": "Sai số.", "by": cast.clerk, "at": quarter.JUDGED}
    with pytest.raises(Refused, match="Chỉ Văn phòng"):
        reviewing.reopen(**words)
    quarter.sent_back(cast, row)
    with pytest.raises(Refused, match="Chỉ Văn phòng"):
        reviewing.reopen(**words)
    made = quarter.submitted(cast, row, at=quarter.JUDGED)
    quarter.accept(cast, row, made.number)
    with pytest.raises(Refused) as refused:
        reviewing.reopen(**(words | {"reason": LONG}))
    assert "20.000" in refused.value.lines[0]
    reviewing.reopen(**words)
    for _ in range(2):
        with pytest.raises(Refused, match="đã được xử lý trước đó"):
            reviewing.reopen(**words)
        quarter.submitted(cast, row, at=quarter.JUDGED)
        filing.withdraw(report=row, by=cast.head, at=quarter.JUDGED)
    assert AuditEntry.objects.filter(deed="QUARTER_REOPENED").count() == 1


def test_beginning_twice_is_beginning_once(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    for who in (cast.clerk, cast.office_head):
        reviewing.begin_review(report=row, by=who, at=quarter.JUDGED)
    assert quarter.fresh(row).review_begun_by == cast.clerk
    assert AuditEntry.objects.filter(deed="REVIEW_BEGUN").count() == 1


def test_beginning_is_about_the_round_that_was_seen(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    filing.withdraw(report=row, by=cast.head, at=quarter.JUDGED)
    quarter.submitted(cast, quarter.fresh(row), at=quarter.JUDGED)
    with pytest.raises(Refused, match="không còn ở lần nộp anh/chị đang xem"):
        reviewing.begin_review(report=row, round_number=1, by=cast.clerk, at=quarter.JUDGED)
    assert quarter.fresh(row).review_begun_at is None
    reviewing.begin_review(report=row, round_number=2, by=cast.clerk, at=quarter.JUDGED)
    assert quarter.fresh(row).review_begun_by == cast.clerk


class TestExtension:
    def extend(self, cast: Cast, row: ProgressReport, day: date, **more: Any) -> Any:
        words: dict[str, Any] = {"asked_by": "Đ/c Thử", "reason": "Bão số 5"}
        return extending.extend(
            report=row, locks_on=day, by=cast.clerk, at=stage.at(4, 10), **(words | more)
        )

    def test_opens_a_locked_quarter_and_leaves_the_due_day(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        saved = quarter.draft(cast, row)
        words = {"report": saved, "version": saved.version, "by": cast.head}
        with pytest.raises(Refused):
            filing.submit(key=uuid4(), at=stage.at(4, 10), **words)
        self.extend(cast, row, date(2021, 4, 12))
        made = filing.submit(key=uuid4(), at=stage.at(4, 12), **words)
        assert made.submitted_at > stage.at(3, 25)
        assert quarter.fresh(row).period.due_on == date(2021, 3, 25)

    @pytest.mark.parametrize("day", [date(2021, 4, 5), date(2021, 4, 9)])
    def test_must_lead_forward(self, cast: Cast, row: ProgressReport, day: date) -> None:
        with pytest.raises(Refused, match=r"sau ngày cũ|đã qua"):
            self.extend(cast, row, day)

    @pytest.mark.parametrize("empty", ["asked_by", "reason"])
    def test_says_who_and_why(self, cast: Cast, row: ProgressReport, empty: str) -> None:
        with pytest.raises(Refused):
            self.extend(cast, row, date(2021, 4, 12), **{empty: " "})

    def test_twice_is_said_to_be_done(self, cast: Cast, row: ProgressReport) -> None:
        self.extend(cast, row, date(2021, 4, 12))
        with pytest.raises(Refused, match="đã được xử lý trước đó"):
            self.extend(cast, row, date(2021, 4, 12))
        with pytest.raises(Refused, match="sau ngày cũ"):
            self.extend(cast, row, date(2021, 4, 12), reason="Bão số 6")
        assert row.extensions.count() == 1

    def test_words_have_an_end(self, cast: Cast, row: ProgressReport) -> None:
        for words, most in (({"reason": LONG}, "20.000"), ({"asked_by": "ế" * 201}, "mức 200")):
            with pytest.raises(Refused) as refused:
                self.extend(cast, row, date(2021, 4, 12), **words)
            assert most in refused.value.lines[0]
        self.extend(cast, row, date(2021, 4, 12), asked_by="ế" * 200)

    def test_ends_with_the_following_year(self, cast: Cast, row: ProgressReport) -> None:
        with pytest.raises(Refused, match="đến hết ngày 31/12/2022"):
            self.extend(cast, row, date(2023, 1, 1))
        self.extend(cast, row, date(2022, 12, 30))
