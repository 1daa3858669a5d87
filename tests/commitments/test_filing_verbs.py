"""Filing at its edges: versions, keys, withdrawals, the lock, what is carried over, what is missing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from camket.audit import Conflict, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import ProgressReport, TaskProgress
from commitments.models.rounds import Verdict
from commitments.progress import Status
from commitments.quality import AnswerData
from commitments.states import ReportState
from commitments.workflow import filing, reviewing
from commitments.workflow.filing import GeneralData
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast: Cast) -> ProgressReport:
    return quarter.report(quarter.reports(cast))


def save(cast: Cast, row: ProgressReport, *answers: AnswerData, **more: Any) -> ProgressReport:
    words: dict[str, Any] = {
        "general": GeneralData(),
        "version": quarter.fresh(row).version,
        "by": cast.reporter,
        "at": quarter.DRAFTED,
    }
    return filing.save_draft(report=row, answers=answers, **(words | more))


def submit(cast: Cast, row: ProgressReport, **more: Any) -> Any:
    now = quarter.fresh(row)
    words: dict[str, Any] = {
        "key": uuid4(),
        "version": now.version,
        "by": cast.head,
        "at": quarter.HANDED_IN,
    }
    return filing.submit(report=now, **(words | more))


class TestDraft:
    def test_leaves_no_entry_and_no_mail(self, cast: Cast, row: ProgressReport) -> None:
        entries, mails = AuditEntry.objects.count(), OutgoingMail.objects.count()
        quarter.draft(cast, row)
        assert (AuditEntry.objects.count(), OutgoingMail.objects.count()) == (entries, mails)

    def test_computes_completion(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        one, two, _ = TaskProgress.objects.filter(report=row).order_by("task__number")
        assert (one.completion, one.planned) == (Decimal("29.70"), Decimal("24.75"))
        assert two.completion == Decimal("33.33")

    def test_is_saved_after_the_lock(self, cast: Cast, row: ProgressReport) -> None:
        saved = quarter.draft(cast, row, at=stage.at(4, 30))
        assert saved.saved_at == stage.at(4, 30)

    def test_text_becomes_nfc(self, cast: Cast, row: ProgressReport) -> None:
        answer = replace(quarter.answers(row)[0], changed="Tiê\u0301n đô\u0323")
        save(cast, row, answer, general=GeneralData(highlights="Nô\u0309i bâ\u0323t"))
        assert TaskProgress.objects.get(report=row).changed == "Ti\u1ebfn đ\u1ed9"
        assert quarter.fresh(row).highlights == "N\u1ed5i b\u1eadt"

    def test_twenty_thousand_characters_are_kept_one_more_is_refused(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        answer = replace(quarter.answers(row)[0], changed="ế" * 20_000)
        save(cast, row, answer)
        assert len(TaskProgress.objects.get(report=row).changed) == 20_000
        with pytest.raises(Refused) as refused:
            save(cast, row, replace(answer, changed="ế" * 20_001))
        assert "20.000" in refused.value.lines[0]
        with pytest.raises(Refused):
            save(cast, row, general=GeneralData(highlights="ế" * 20_001))

    @pytest.mark.parametrize("value", ["10000000000000", "-10000000000000", "1.23456"])
    def test_a_number_that_cannot_be_stored_is_refused(
        self, cast: Cast, row: ProgressReport, value: str
    ) -> None:
        answer = replace(quarter.answers(row)[0], actual=Decimal(value))
        with pytest.raises(Refused):
            save(cast, row, answer)
        save(cast, row, replace(answer, actual=Decimal("1.2345")))

    def test_an_unknown_status_is_refused(self, cast: Cast, row: ProgressReport) -> None:
        with pytest.raises(Refused):
            save(cast, row, replace(quarter.answers(row)[0], status="PERFECT"))

    def test_another_units_tasks_and_steps_are_ignored(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        other = quarter.report(stage.signed(cast, cast.bureau))
        foreign = quarter.answers(other)
        mine = replace(quarter.answers(row)[0], done_milestones=foreign[0].done_milestones)
        save(cast, row, mine, *foreign)
        written = TaskProgress.objects.get()
        assert written.report_id == row.pk
        assert not written.done_milestones.exists()

    def test_a_stale_version_meets_the_other_text(self, cast: Cast, row: ProgressReport) -> None:
        stale = row.version
        quarter.draft(cast, row)
        with pytest.raises(Conflict) as clash:
            save(cast, row, general=GeneralData(highlights="Của tôi"), version=stale)
        assert clash.value.theirs["highlights"] == "Hoàn thành sớm."
        assert clash.value.theirs["saved_by"] == str(cast.reporter)
        task = row.commitment.tasks.get(number=1)
        assert clash.value.theirs["answers"][task.pk]["actual"] == "30"
        assert clash.value.version == stale + 1
        assert quarter.fresh(row).highlights == "Hoàn thành sớm."


class TestCarriedOver:
    def later(self, cast: Cast, row: ProgressReport) -> ProgressReport:
        quarter.accepted(cast, row)
        return quarter.report(row.commitment, 2)

    def test_nothing_new_keeps_value_and_steps(self, cast: Cast, row: ProgressReport) -> None:
        second = self.later(cast, row)
        task = second.commitment.tasks.get(number=1)
        save(cast, second, AnswerData(task.pk, status=Status.IN_PROGRESS, nothing_new=True))
        answer = TaskProgress.objects.get(report=second)
        assert answer.actual == 30
        assert [step.quarter for step in answer.done_milestones.all()] == [1]

    def test_nothing_new_in_the_first_quarter_is_the_baseline(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        task = row.commitment.tasks.get(number=1)
        save(cast, row, AnswerData(task.pk, nothing_new=True))
        answer = TaskProgress.objects.get(report=row)
        assert (answer.actual, answer.completion) == (0, 0)

    def test_support_keeps_the_day_it_was_first_asked_for(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        saved = quarter.draft(cast, row, needs_support=True)
        filing.submit(
            report=saved, key=uuid4(), version=saved.version, by=cast.head, at=quarter.HANDED_IN
        )
        second = quarter.report(row.commitment, 2)
        task = second.commitment.tasks.get(number=1)
        save(cast, second, AnswerData(task.pk, needs_support=True), at=stage.at(6, 1))
        assert TaskProgress.objects.get(report=second).needs_support_since == date(2021, 3, 18)

    def test_support_unticked_and_ticked_again_keeps_its_first_day(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        def since(day: int, *, ticked: bool) -> date | None:
            task = row.commitment.tasks.get(number=1)
            save(cast, row, AnswerData(task.pk, needs_support=ticked), at=stage.at(3, day))
            return TaskProgress.objects.get(report=row).needs_support_since

        assert since(1, ticked=True) == date(2021, 3, 1)
        assert since(18, ticked=False) is None
        assert since(18, ticked=True) == date(2021, 3, 1)

    @pytest.mark.parametrize(("kept", "day"), [(True, 18), (False, 24)])
    def test_once_handed_in_a_wish_for_support_begins_anew_only_where_it_had_ended(
        self, cast: Cast, row: ProgressReport, kept: bool, day: int
    ) -> None:
        quarter.draft(cast, row, needs_support=True)
        made = quarter.submitted(cast, row, needs_support=kept)
        returned = {"comment": "Cần rõ hơn.", "task_comments": {}, "by": cast.clerk}
        reviewing.send_back(report=row, round_number=made.number, at=stage.at(3, 22), **returned)
        quarter.draft(cast, row, at=stage.at(3, 23), needs_support=False)
        quarter.draft(cast, row, at=stage.at(3, 24), needs_support=True)
        days = set(row.answers.values_list("needs_support_since", flat=True))
        assert days == {date(2021, 3, day)}


class TestSubmit:
    def test_freezes_mails_and_records(self, cast: Cast, row: ProgressReport) -> None:
        made = quarter.submitted(cast, row)
        now = quarter.fresh(row)
        assert (now.state, now.first_submitted_at) == (ReportState.SUBMITTED, quarter.HANDED_IN)
        assert made.content["tasks"][0]["actual"] == "30"
        assert len(made.content_hash) == 64
        assert made.on_behalf_of == ""
        assert AuditEntry.objects.filter(deed="QUARTER_SUBMITTED").count() == 1
        assert OutgoingMail.objects.filter(kind="quarter_received").count() == 2

    def test_for_the_head_is_said(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        assert submit(cast, row, by=cast.clerk).on_behalf_of == "Bí thư Phường 1"

    def test_the_same_key_is_one_round(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        key = uuid4()
        first = submit(cast, row, key=key)
        assert submit(cast, row, key=key, version=1) == first
        assert row.rounds.count() == 1

    def test_a_key_of_a_withdrawn_round_is_an_old_page(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        key = uuid4()
        submit(cast, row, key=key)
        filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)
        with pytest.raises(Refused, match="đã cũ"):
            submit(cast, row, key=key)
        assert submit(cast, row).number == 2

    def test_a_key_of_another_report_is_refused(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        key = uuid4()
        submit(cast, row, key=key)
        second = quarter.report(row.commitment, 2)
        quarter.draft(cast, second, at=stage.at(6, 1))
        with pytest.raises(Refused, match="đã cũ"):
            submit(cast, second, key=key, at=stage.at(6, 1))

    def test_a_stale_page_is_refused(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        with pytest.raises(Refused, match="người khác"):
            submit(cast, row, version=1)

    def test_missing_answers_are_all_named(self, cast: Cast, row: ProgressReport) -> None:
        with pytest.raises(Refused) as refused:
            submit(cast, row)
        said = " ".join(refused.value.lines)
        assert all(f"Nhiệm vụ {n}:" in said for n in (1, 2, 3))
        assert "(hộ)" in said

    def test_the_fourth_quarter_asks_for_highlights(self, cast: Cast, row: ProgressReport) -> None:
        fourth = quarter.report(row.commitment, 4)
        at = stage.at(12, 20)
        save(cast, fourth, *quarter.answers(fourth), at=at)
        with pytest.raises(Refused) as refused:
            submit(cast, fourth, at=at)
        assert refused.value.lines == [f"Phần chung: {filing.NO_HIGHLIGHTS}"]
        quarter.submitted(cast, fourth, at=at)

    def test_not_before_the_quarter_begins(self, cast: Cast, row: ProgressReport) -> None:
        second = quarter.report(row.commitment, 2)
        quarter.draft(cast, second)
        with pytest.raises(Refused, match="chưa bắt đầu"):
            submit(cast, second, at=stage.at(3, 31))
        assert submit(cast, second, at=stage.at(4, 1))

    def test_until_the_last_second_of_the_lock_day(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        with pytest.raises(Refused, match="khóa sổ ngày 05/4/2021") as refused:
            submit(cast, row, at=stage.at(4, 6, 0, 0))
        assert "gia hạn" in refused.value.sentence
        assert submit(cast, row, at=stage.at(4, 5, 23, 59))
        assert quarter.fresh(row).first_submitted_at == stage.at(4, 5, 23, 59)


class TestContradictions:
    def refusal(self, cast: Cast, row: ProgressReport, **changes: Any) -> str:
        quarter.draft(cast, row, **changes)
        with pytest.raises(Refused) as refused:
            submit(cast, row)
        return " ".join(refused.value.lines)

    def test_done_with_steps_open(self, cast: Cast, row: ProgressReport) -> None:
        assert "còn mốc chưa đánh dấu" in self.refusal(cast, row, status=Status.DONE)

    def test_not_started_with_a_result(self, cast: Cast, row: ProgressReport) -> None:
        said = self.refusal(cast, row, status=Status.NOT_STARTED)
        assert said.count("chưa triển khai") == 3
        none = self.refusal(cast, row, status=Status.NOT_STARTED, done_milestones=frozenset())
        assert none.count("chưa triển khai") == 2

    def test_nothing_new_with_a_new_value(self, cast: Cast, row: ProgressReport) -> None:
        quarter.accepted(cast, row)
        second = quarter.report(row.commitment, 2)
        task = second.commitment.tasks.get(number=1)
        first, *others = quarter.answers(second)
        moved = replace(first, nothing_new=True, actual=Decimal(31), changed="")
        save(cast, second, moved, *others, at=stage.at(6, 1))
        with pytest.raises(Refused) as refused:
            submit(cast, second, at=stage.at(6, 1))
        assert refused.value.lines[0].startswith(f"Nhiệm vụ {task.number}: Chọn “Không phát sinh”")
        kept = replace(
            first, nothing_new=True, changed="", difficulties="Chờ mặt bằng, xong trước 30/7."
        )
        save(cast, second, kept, *others, at=stage.at(6, 1))
        assert submit(cast, second, at=stage.at(6, 1))

    def test_nothing_new_with_news_in_the_first_quarter(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        said = self.refusal(cast, row, nothing_new=True, changed="")
        assert said.count("khác số đầu kỳ (0 ") == 2
        assert said.count("có mốc mới xong (Mốc quý 1 của việc") == 3
        bare = {"actual": Decimal(0), "done_milestones": frozenset(), "difficulties": "Chờ vốn."}
        quarter.draft(cast, row, nothing_new=True, changed="", **bare)
        assert submit(cast, row)

    def test_nothing_new_with_a_new_step(self, cast: Cast, row: ProgressReport) -> None:
        quarter.accepted(cast, row)
        second = quarter.report(row.commitment, 2)
        task = second.commitment.tasks.get(number=2)
        steps = frozenset(task.milestones.filter(quarter__lte=2).values_list("pk", flat=True))
        one, two, three = quarter.answers(second)
        more = replace(two, nothing_new=True, done_milestones=steps, changed="")
        save(cast, second, one, more, three, at=stage.at(6, 1))
        with pytest.raises(Refused) as refused:
            submit(cast, second, at=stage.at(6, 1))
        assert refused.value.lines == [
            "Nhiệm vụ 2: Chọn “Không phát sinh” nhưng có mốc mới xong (Mốc quý 2 của việc 2). "
            "Đề nghị bỏ chọn hoặc bỏ nội dung mới."
        ]

    def test_a_step_taken_back_wants_a_reason(self, cast: Cast, row: ProgressReport) -> None:
        quarter.accepted(cast, row)
        second = quarter.report(row.commitment, 2)
        undone = quarter.answers(second, done_milestones=frozenset())
        save(cast, second, *undone, at=stage.at(6, 1))
        with pytest.raises(Refused) as refused:
            submit(cast, second, at=stage.at(6, 1))
        assert "Mốc quý 1 của việc 1" in refused.value.lines[0]
        explained = [replace(answer, difficulties="Phải làm lại.") for answer in undone]
        save(cast, second, *explained, at=stage.at(6, 1))
        assert submit(cast, second, at=stage.at(6, 1))


class TestWithdraw:
    def test_a_first_round_no_longer_counts(self, cast: Cast, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)
        now = quarter.fresh(row)
        assert (now.state, now.first_submitted_at, now.submitted_at) == ("OPEN", None, None)
        assert row.rounds.get().verdict == Verdict.WITHDRAWN

    @pytest.mark.parametrize(("who", "whom"), [("head", ""), ("clerk", "Bí thư Phường 1")])
    def test_for_the_head_is_said(
        self, cast: Cast, row: ProgressReport, who: str, whom: str
    ) -> None:
        quarter.submitted(cast, row)
        filing.withdraw(report=row, by=getattr(cast, who), at=quarter.HANDED_IN)
        assert AuditEntry.objects.get(deed="QUARTER_WITHDRAWN").on_behalf_of == whom

    def test_after_sending_back_the_first_round_still_counts(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        quarter.sent_back(cast, row)
        quarter.submitted(cast, row, at=stage.at(3, 24))
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 24))
        now = quarter.fresh(row)
        assert (now.state, now.first_submitted_at) == ("SENT_BACK", quarter.HANDED_IN)

    def test_after_reopening_the_first_round_still_counts(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=stage.at(3, 23))
        quarter.submitted(cast, row, at=stage.at(3, 24))
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 24))
        now = quarter.fresh(row)
        assert (now.state, now.first_submitted_at) == ("SENT_BACK", quarter.HANDED_IN)

    def test_after_the_lock_only_what_lies_with_its_unit_anyway(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        quarter.sent_back(cast, row)
        quarter.submitted(cast, row, at=stage.at(4, 20))
        filing.withdraw(report=row, by=cast.head, at=stage.at(4, 20, 10))
        assert quarter.fresh(row).state == "SENT_BACK"
        quarter.submitted(cast, row, at=stage.at(4, 20, 11))
        reviewing.begin_review(report=row, by=cast.clerk, at=stage.at(4, 20, 12))
        with pytest.raises(Refused, match="bắt đầu xem xét lúc 12:00 ngày 20/4/2021"):
            filing.withdraw(report=row, by=cast.head, at=stage.at(4, 20, 13))

    def test_a_first_round_not_after_the_lock(self, cast: Cast, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        with pytest.raises(Refused, match="đã khóa sổ sau ngày 05/4/2021"):
            filing.withdraw(report=row, by=cast.head, at=stage.at(4, 20))

    def test_not_once_the_review_has_begun(self, cast: Cast, row: ProgressReport) -> None:
        quarter.submitted(cast, row)
        reviewing.begin_review(report=row, by=cast.clerk, at=quarter.JUDGED)
        with pytest.raises(Refused, match="bắt đầu xem xét"):
            filing.withdraw(report=row, by=cast.head, at=quarter.JUDGED)
