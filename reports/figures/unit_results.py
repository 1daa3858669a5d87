"""What one unit's accepted quarters come to after six months, nine months, the year.

Drawn from ACCEPTED quarters alone: their frozen rounds, and what the reviewer made of each task.
A draft, a round that waits and a report that was opened again are not in it, and are named.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from camket import clock
from commitments import clocks, periods
from commitments.models import (
    Amendment,
    Commitment,
    ProgressReport,
    Submission,
    TaskProgress,
    due_on_day,
)
from commitments.models.rounds import Verdict
from commitments.states import AmendmentState, ReportState
from commitments.workflow.freezing import task_content
from reports.figures.unit_proposals import ProposalResult, proposals_of
from reports.figures.unit_tasks import TaskResult, task_result

Plain = dict[str, Any]

# The last quarter of each span, by its name in an address (domain.md §2, kỳ báo cáo).
SPANS = {"6-thang": 2, "9-thang": 3, "nam": 4}
SPAN_WORDS = {2: "6 tháng đầu năm", 3: "9 tháng đầu năm", 4: "năm"}


@dataclass(frozen=True)
class QuarterResult:
    """One quarter of the span. ``state`` and the lateness are of today; the texts of its round.

    ``punctuality`` and ``on_time`` by the first handing-in, '' and None before it; ``round`` 0 when
    it is not in the results.
    """

    quarter: int
    state: ReportState
    due_on: date
    punctuality: str = ""
    round: int = 0
    code: str = ""
    first_submitted_at: datetime | None = None
    on_time: bool | None = None
    accepted_at: datetime | None = None
    highlights: str = ""
    difficulties: str = ""

    @property
    def counts(self) -> bool:
        return bool(self.round)

    @property
    def word(self) -> str:
        """'Chờ xem xét', as in every list."""
        return clocks.WORDS[self.state]


@dataclass(frozen=True)
class AmendmentResult:
    """An amendment that came into force no later than the day the span's books were shut."""

    number: int
    decided_on: date
    reason: str
    pk: int


@dataclass(frozen=True)
class UnitResults:
    """``through``: the last quarter of the span, 2, 3 or 4.

    ``locks_on``: when its books were shut, and its promises and lateness are as of; the span's last
    day of a paper that was signed later and owes no report in it.
    """

    commitment: Commitment
    through: int
    locks_on: date
    quarters: tuple[QuarterResult, ...]
    tasks: tuple[TaskResult, ...]
    proposals: tuple[ProposalResult, ...]
    amendments: tuple[AmendmentResult, ...]

    @property
    def span(self) -> str:
        """'6 tháng đầu năm 2021', 'năm 2021'."""
        return f"{SPAN_WORDS[self.through]} {self.commitment.year.year}"

    @property
    def slug(self) -> str:
        return next(slug for slug, through in SPANS.items() if through == self.through)

    @property
    def in_force(self) -> int:
        """How many tasks stood when the books were shut: without those withdrawn by then."""
        return sum(not task.is_gone for task in self.tasks)

    @property
    def counted(self) -> list[int]:
        """The quarters that are in it."""
        return [one.quarter for one in self.quarters if one.counts]

    @property
    def missing(self) -> list[QuarterResult]:
        return [one for one in self.quarters if not one.counts]

    @property
    def on_time(self) -> int:
        return sum(one.on_time is True for one in self.quarters)

    @property
    def late(self) -> int:
        return sum(one.on_time is False for one in self.quarters)

    def lying(self, state: ReportState) -> int:
        """How many of its reports stand so today."""
        return sum(one.state == state for one in self.quarters)


def unit_results(commitment: Commitment, through: int) -> UnitResults:
    """In a constant number of queries, whatever the number of tasks and quarters."""
    reports = list(
        commitment.reports.filter(period__quarter__lte=through)
        .select_related("period")
        .order_by("period__quarter")
    )
    rounds = _accepted(commitment, through)
    last_day = periods.quarter_end(commitment.year.year, through)
    locks_on = max((report.period.locks_on for report in reports), default=last_day)
    return UnitResults(
        commitment=commitment,
        through=through,
        locks_on=locks_on,
        quarters=tuple(_quarter(report, rounds) for report in reports),
        tasks=_tasks(commitment, rounds, locks_on),
        proposals=proposals_of(rounds),
        amendments=_amendments(commitment, locks_on),
    )


def _accepted(commitment: Commitment, through: int) -> dict[int, Submission]:
    """The accepted round of each quarter that stands accepted, by quarter in order."""
    rows = Submission.objects.filter(
        report__commitment=commitment,
        report__state=ReportState.ACCEPTED,
        report__period__quarter__lte=through,
        verdict=Verdict.ACCEPTED,
    ).select_related("report__period")
    return {
        made.report.period.quarter: made
        for made in rows.order_by("report__period__quarter", "number")
    }


def _quarter(report: ProgressReport, rounds: Mapping[int, Submission]) -> QuarterResult:
    period = report.period
    made, first = rounds.get(period.quarter), report.first_submitted_at
    facts = QuarterResult(
        quarter=period.quarter,
        state=ReportState(report.state),
        due_on=period.due_on,
        punctuality=clocks.punctuality(report),
        first_submitted_at=first,
        on_time=periods.is_on_time(first, period.due_on) if first else None,
    )
    if made is None:
        return facts
    return replace(
        facts,
        round=made.number,
        code=made.code,
        accepted_at=report.accepted_at,
        highlights=made.content["highlights"],
        difficulties=made.content["difficulties"],
    )


def _tasks(
    commitment: Commitment, rounds: Mapping[int, Submission], on: date
) -> tuple[TaskResult, ...]:
    """Every task that an accepted round answers, and those in force that none has answered yet.

    Each in the words of the last round that answers it, as its value is; due when it was on
    day ``on``, as the overview counts it.
    """
    judged = {
        (row.report.period.quarter, row.task_id): row
        for row in TaskProgress.objects.filter(report__in=[m.report_id for m in rounds.values()])
        .select_related("report__period")
        .order_by("report__period__quarter")
    }
    rows: Any = commitment.tasks.in_force(on).annotate(due_then=due_on_day(on))
    rows = rows.prefetch_related("milestones", "supporting_units", "bases")
    promises: dict[int, Plain] = {task.pk: task_content(task) for task in rows}
    due = {task.pk: task.due_then for task in rows}
    told: dict[int, dict[int, Plain]] = {}
    for quarter, made in rounds.items():
        for task in made.content["tasks"]:
            promises[task["promise"]["id"]] = task["promise"]
            told.setdefault(task["promise"]["id"], {})[quarter] = task
    return tuple(
        task_result(
            promises[key],
            told.get(key, {}),
            {quarter: row for (quarter, task), row in judged.items() if task == key},
            due_on=due.get(key),
        )
        for key in sorted(promises, key=lambda key: (promises[key]["number"], key))
    )


def _amendments(commitment: Commitment, on: date) -> tuple[AmendmentResult, ...]:
    rows = Amendment.objects.filter(
        commitment=commitment, state=AmendmentState.APPROVED, made__in_force_from__lte=on
    ).select_related("made")
    return tuple(
        AmendmentResult(row.number or 0, clock.local_date(row.decided_at), row.reason, row.pk)
        for row in rows.order_by("number")
        if row.decided_at is not None
    )
