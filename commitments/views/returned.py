"""Why a report lies with its unit again, in the words that apply now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from camket import audit
from camket.audit import Deed
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.states import ReportState


@dataclass(frozen=True)
class Returned:
    """Sent back, or opened again after acceptance: then with a reason and no points of its own.

    ``number`` is the round that was judged.
    """

    number: int
    at: datetime | None
    comment: str
    task_comments: dict[str, str] = field(default_factory=dict)
    reopened: bool = False

    @property
    def said(self) -> str:
        return in_short(self.comment, self.task_comments)


def in_short(comment: str, task_comments: Mapping[str, str]) -> str:
    """The comment, or of which tasks there are comments: 'Có ý kiến về 2 nhiệm vụ (nhiệm vụ 1, 3).'"""
    if comment:
        return comment
    numbers = sorted(int(number) for number, words in task_comments.items() if words)
    if not numbers:
        return ""
    named = ", ".join(map(str, numbers))
    return f"Có ý kiến về {len(numbers)} nhiệm vụ (nhiệm vụ {named})."


def of_report(report: ProgressReport) -> Returned | None:
    if report.state != ReportState.SENT_BACK:
        return None
    prefetch_related_objects([report], Prefetch("rounds", Submission.objects.defer("content")))
    return of_reports([report]).get(report.pk)


def of_reports(reports: Iterable[ProgressReport]) -> dict[int, Returned]:
    """By report id, for those that were returned. Prefetch ``rounds``; one query more at most."""
    judged = ((report, _judged(report)) for report in reports)
    return _returned([(report, made) for report, made in judged if made])


def _returned(judged: Iterable[tuple[ProgressReport, Submission]]) -> dict[int, Returned]:
    found, reopened = {}, {}
    for report, made in judged:
        if made.verdict == Verdict.ACCEPTED:
            reopened[str(report.pk)] = (report, made)
        else:
            found[report.pk] = Returned(
                made.number, made.decided_at, made.comment, made.task_comments
            )
    return found | (_reopened(reopened) if reopened else {})


def before(report: ProgressReport, made: Submission) -> Returned | None:
    """What the Office said when it gave the report back before the round ``made``.

    Rounds that the unit took back in between say nothing. One query, one more after a reopening.
    """
    earlier = report.rounds.filter(number__lt=made.number).exclude(verdict=Verdict.WITHDRAWN)
    last = earlier.defer("content").first()
    return _returned([(report, last)]).get(report.pk) if last else None


def _judged(report: ProgressReport) -> Submission | None:
    """The newest round that was not taken back, when the report lies with its unit again."""
    if report.state != ReportState.SENT_BACK:
        return None
    return next((r for r in report.rounds.all() if r.verdict != Verdict.WITHDRAWN), None)


def _reopened(rounds: dict[str, tuple[ProgressReport, Submission]]) -> dict[int, Returned]:
    """The reason stands in the record alone: the round keeps the verdict it got."""
    entries = audit.history_of(*(report for report, _ in rounds.values()))
    found: dict[int, Returned] = {}
    for entry in entries.filter(deed=Deed.QUARTER_REOPENED):  # the newest first
        report, made = rounds[entry.subject_id]
        reason = Returned(made.number, entry.at, entry.comment, reopened=True)
        found.setdefault(report.pk, reason)
    return found
