"""The Office reviews a quarter: begin, accept or send back, reopen."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.text import nfc
from commitments import emails, rules
from commitments.models import ProgressReport, Submission, TaskProgress
from commitments.models.rounds import Verdict
from commitments.progress import Status
from commitments.states import ReportState
from commitments.workflow.choosing import clean_comments
from commitments.workflow.drafting import MOVED_ON, ask_same_round, lock
from commitments.workflow.freezing import done_of
from commitments.workflow.measuring import facts_of_frozen, measure
from commitments.workflow.remeasuring import remeasure
from commitments.workflow.words import refuse_long, words
from units.models import Person

NO_WORDS = "Trả lại phải nêu ý kiến: ghi ở ô Ý kiến về nhiệm vụ cần bổ sung, hoặc ở ô Ý kiến chung."


@transaction.atomic
def begin_review(
    *, report: ProgressReport, round_number: int | None = None, by: Person, at: datetime
) -> None:
    """Mark that review has begun: from now on the unit cannot withdraw. Once; later calls do nothing.

    ``round_number`` is the round that the page showed; None: not asked.
    """
    report = lock(report)
    ask(
        rules.may_review(by, report, clock.local_date(at)),
        "Báo cáo không ở trạng thái chờ xem xét.",
    )
    if round_number is not None:
        _latest(report, round_number)
    begun = ProgressReport.objects.filter(
        pk=report.pk, state=ReportState.SUBMITTED, review_begun_at=None
    ).update(review_begun_at=at, review_begun_by=by)
    if begun:
        audit.record(
            Deed.REVIEW_BEGUN, report, by=by, at=at, committee=report.commitment.year.committee
        )


@transaction.atomic
def accept(
    *,
    report: ProgressReport,
    round_number: int,
    verdicts: Mapping[int, str],
    comment: str,
    task_comments: Mapping[int, str],
    by: Person,
    at: datetime,
) -> None:
    """SUBMITTED → ACCEPTED: the values enter totals, the round is judged, the unit is told.

    ``verdicts`` maps task numbers to the reviewer's Status beside the unit's own; a task without
    one takes the unit's. A task judged DONE has its product accepted (domain.md §7). The round and
    the record keep the verdicts, whatever becomes of the rows.
    """
    report = lock(report)
    ask(rules.may_review(by, report, clock.local_date(at)), MOVED_ON)
    latest = _latest(report, round_number)
    comment, points = _said(comment, task_comments, latest)
    claim(
        ProgressReport.objects.filter(pk=report.pk, state=ReportState.SUBMITTED),
        MOVED_ON,
        state=ReportState.ACCEPTED,
        version=F("version") + 1,
        accepted_at=at,
        review_begun_at=report.review_begun_at or at,
        review_begun_by=report.review_begun_by or by,
    )
    judged = _write_verdicts(report, latest, verdicts, points)
    _judge(latest, Verdict.ACCEPTED, comment, points, judged, by=by, at=at)
    audit.record(
        Deed.QUARTER_ACCEPTED,
        report,
        by=by,
        at=at,
        comment=comment,
        committee=report.commitment.year.committee,
        round=latest.number,
        judged=judged,
    )
    emails.quarter_accepted(report, latest, comment, points, at=at)


@transaction.atomic
def send_back(
    *,
    report: ProgressReport,
    round_number: int,
    comment: str,
    task_comments: Mapping[int, str],
    by: Person,
    at: datetime,
) -> None:
    """SUBMITTED → SENT_BACK with comments; the unit is told. It does not become late by this."""
    report = lock(report)
    ask(rules.may_review(by, report, clock.local_date(at)), MOVED_ON)
    latest = _latest(report, round_number)
    comment, points = _said(comment, task_comments, latest)
    ask(bool(comment or points), NO_WORDS)
    claim(
        ProgressReport.objects.filter(pk=report.pk, state=ReportState.SUBMITTED),
        MOVED_ON,
        state=ReportState.SENT_BACK,
        version=F("version") + 1,
        sent_back_at=at,
        review_begun_at=report.review_begun_at or at,
        review_begun_by=report.review_begun_by or by,
    )
    _judge(latest, Verdict.SENT_BACK, comment, points, by=by, at=at)
    remeasure(report)
    audit.record(
        Deed.QUARTER_SENT_BACK,
        report,
        by=by,
        at=at,
        comment=comment,
        committee=report.commitment.year.committee,
        round=latest.number,
        points=points,
    )
    emails.quarter_sent_back(report, comment, points, at=at)


@transaction.atomic
def reopen(
    *, report: ProgressReport, reason: str, by: Person, at: datetime, seen: str = ""
) -> None:
    """ACCEPTED → SENT_BACK, with a reason: its values leave the totals until accepted again.

    ``seen`` is the round that the page showed (``shown``); empty: not asked.
    """
    report = lock(report)
    ask(not was_reopened(report), ALREADY_DONE)
    ask(
        rules.may_reopen(by, report, clock.local_date(at)),
        "Chỉ Văn phòng mở lại báo cáo đã chấp nhận, khi năm chưa khép.",
    )
    ask_same_round(report, seen)
    reason = words(reason, "Mở lại báo cáo phải nêu lý do.")
    claim(
        ProgressReport.objects.filter(pk=report.pk, state=ReportState.ACCEPTED),
        state=ReportState.SENT_BACK,
        version=F("version") + 1,
        accepted_at=None,
        sent_back_at=at,
    )
    for answer in _answers(report):
        _write_judgement(answer, "", "")
    audit.record(
        Deed.QUARTER_REOPENED,
        report,
        by=by,
        at=at,
        comment=reason,
        committee=report.commitment.year.committee,
    )
    emails.quarter_sent_back(report, reason, {}, at=at)


def was_reopened(report: ProgressReport) -> bool:
    """Whether the report lies with its unit because it was opened again after acceptance."""
    standing = report.rounds.defer("content").exclude(verdict=Verdict.WITHDRAWN).first()
    back = report.state == ReportState.SENT_BACK
    return back and standing is not None and standing.verdict == Verdict.ACCEPTED


def _said(
    comment: str, task_comments: Mapping[int, str], latest: Submission
) -> tuple[str, dict[str, str]]:
    """The comments as they are kept; refused when too long or on a task that the round lacks."""
    comment, points = nfc(comment).strip(), clean_comments(dict(task_comments))
    known = {str(task["promise"]["number"]) for task in latest.content["tasks"]}
    unknown = ", ".join(sorted(points.keys() - known))
    ask(not unknown, f"Lần nộp này không có nhiệm vụ số {unknown}. Đề nghị mở lại trang.")
    refuse_long(comment, *points.values())
    return comment, points


def _latest(report: ProgressReport, round_number: int) -> Submission:
    latest = report.rounds.filter(number=round_number, verdict=Verdict.WAITING).first()
    if latest is None:
        raise Refused(MOVED_ON)
    return latest


def _judge(
    latest: Submission,
    verdict: str,
    comment: str,
    points: dict[str, str],
    judged: dict[str, str] | None = None,
    *,
    by: Person,
    at: datetime,
) -> None:
    latest.judged = judged or {}
    claim(
        Submission.objects.filter(pk=latest.pk, verdict=Verdict.WAITING),
        MOVED_ON,
        verdict=verdict,
        comment=comment,
        task_comments=points,
        judged=latest.judged,
        decided_at=at,
        decided_by=by,
    )


def _write_verdicts(
    report: ProgressReport,
    latest: Submission,
    verdicts: Mapping[int, str],
    points: Mapping[str, str],
) -> dict[str, str]:
    """Judge the row of each task of the round; returns the status given to each, by its number."""
    handed_in = {task["promise"]["number"]: task for task in latest.content["tasks"]}
    given = {}
    for answer in _answers(report).filter(task__number__in=handed_in):
        number = answer.task.number
        judged = verdicts.get(number, "")
        given[str(number)] = judged if judged in Status.values else answer.status
        comment = points.get(str(number), "")
        _write_judgement(answer, given[str(number)], comment, handed_in[number])
    return given


def _answers(report: ProgressReport) -> QuerySet[TaskProgress]:
    """The report's answers with what measuring them reads."""
    return report.answers.select_related(
        "task__commitment__year", "report__period"
    ).prefetch_related("done_milestones", "task__milestones")


def _write_judgement(
    answer: TaskProgress, status: str, comment: str, handed_in: dict[str, Any] | None = None
) -> None:
    """Store the reviewer's status and comment, and what follows from them; empty takes both back.

    Measured by the promise that was handed in: an amendment since does not change it.
    """
    answer.judged_status, answer.judged_comment = status, comment
    facts = None
    if handed_in:
        year = answer.task.commitment.year.year
        facts = facts_of_frozen(handed_in["promise"], handed_in["done_milestones"], year)
    measure(answer, done_of(answer), answer.report.period.quarter, facts)
    answer.save(update_fields=["judged_status", "judged_comment", "completion", "planned"])
