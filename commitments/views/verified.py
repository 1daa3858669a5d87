"""Tasks with what was reported and what was verified of them side by side, in words."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from camket.text import format_number, quarter_label, round_percent, small
from commitments.models import (
    Commitment,
    Compared,
    Evidence,
    Inspection,
    ProgressReport,
    Task,
    TaskProgress,
    VerifiedValue,
)
from commitments.progress import Status
from commitments.states import InspectionState, ReportState
from commitments.workflow.freezing import done_of
from commitments.workflow.inspecting import missed_until, read_beside, reported_answers
from commitments.workflow.measures import Measure, Measures, measure_of

POINTS = "điểm phần trăm"
# Tone and icon.
BADGES = {
    Compared.EQUAL: ("done", "equal"),
    Compared.LOWER: ("behind", "arrow-down"),
    Compared.HIGHER: ("info", "arrow-up"),
    Compared.OTHER: ("behind", "equal-not"),
}


@dataclass(frozen=True)
class TaskRow:
    """One task of an inspection. ``answer``: what was reported last, None: nothing lies there.

    ``measure``: of the answer; ``goal``: of the promise in force. ``returned``: the report that was
    handed in and lies with its unit again, where there is no answer; ``until``: the last quarter of
    which one is missed then.
    """

    task: Task
    goal: str
    answer: TaskProgress | None
    measure: Measure
    reported: str
    files: list[str]
    verified: VerifiedValue | None
    found: str
    difference: "Difference | None"
    returned: ProgressReport | None = None
    until: int = 0

    @property
    def is_amended(self) -> bool:
        """The promise in force counts otherwise than the one that was reported under."""
        return self.measure != measure_of(self.task)

    @property
    def quarter(self) -> str:
        """'quý III', of the report that stands beside."""
        report = self.answer.report if self.answer else self.returned
        return of_quarter(report.period.quarter) if report else ""

    @property
    def is_accepted(self) -> bool:
        return self.answer is not None and self.answer.report.state == ReportState.ACCEPTED


@dataclass(frozen=True)
class Difference:
    """Verified against reported: badge's tone, icon and word; in the task's unit and in points.

    ``beside``: what had been reported when it was verified, whatever was handed in since.
    """

    tone: str
    icon: str
    word: str
    amount: str
    beside: str


@dataclass(frozen=True)
class VerifiedLine:
    """What an inspection verified of a task, for pages that show it beside the other values."""

    number: int
    inspection: Inspection
    found: str
    status: str
    difference: Difference | None
    quarter: str


def task_rows(inspection: Inspection, on: date) -> list[TaskRow]:
    """Every task of the promise, and any other that something was verified of, as read that day.

    Six queries, one more where a task has no answer, one more once the commitment was amended.
    """
    tasks = inspection.commitment.tasks.select_related("commitment__year")
    known = {
        row.task_id: row
        for row in inspection.verified.select_related("verified_by", "answer").prefetch_related(
            "done_milestones"
        )
    }
    answers = reported_answers(inspection)
    asked = [
        task
        for task in tasks.prefetch_related("milestones").order_by("number")
        if task.left_on is None or task.pk in known
    ]
    if not asked:
        return []
    measures = Measures(asked[0].commitment)  # which has its content, unlike the inspection's
    rows = [_row(task, answers.get(task.pk), known.get(task.pk), measures) for task in asked]
    back, until = None, missed_until(inspection, on)
    if not all(row.answer for row in rows):
        back = _returned(inspection)
    return [row if row.answer else replace(row, returned=back, until=until) for row in rows]


def verified_lines(commitment: Commitment) -> dict[int, list[VerifiedLine]]:
    """By task number, what concluded inspections verified, the newest last.

    Three queries, a fourth once the commitment was amended.
    """
    rows = (
        VerifiedValue.objects.filter(
            inspection__commitment=commitment, inspection__state=InspectionState.DONE
        )
        .select_related("inspection", "task", "answer")
        .prefetch_related("done_milestones", "task__milestones")
        .order_by("inspection__held_on", "inspection", "task__number", "pk")
    )
    found: dict[int, list[VerifiedLine]] = {}
    measures = Measures(commitment)
    for row in rows:
        row.task.commitment = commitment
        measure = measures.of_verified(row.task, row)
        line = VerifiedLine(
            number=row.task.number,
            inspection=row.inspection,
            found=measure.value(row.value, done_of(row)),
            status=Status(row.status).label,
            difference=difference(measure, row),
            quarter=of_quarter(row.quarter),
        )
        found.setdefault(row.task.number, []).append(line)
    return found


def difference(measure: Measure, row: VerifiedValue) -> Difference | None:
    """How the verified value stands to the reported one; None where nothing was handed in.

    ``measure``: of what had been reported.
    """
    if not row.compared:
        return None
    stands = Compared(row.compared)
    told = measure.value(row.reported_value, row.reported_steps)
    status = Status(row.reported_status).label.lower()
    beside = f"{told}, {status}" if told else status
    amount = "" if stands == Compared.EQUAL else _amount(measure, row)
    return Difference(*BADGES[stands], stands.label, amount, beside)


def of_quarter(quarter: int) -> str:
    """'quý III', within a sentence."""
    return small(quarter_label(quarter))


def _returned(inspection: Inspection) -> ProgressReport | None:
    """The newest report, of those ``read_beside``, that the Office has given back."""
    rows = inspection.commitment.reports.filter(
        read_beside(inspection), state=ReportState.SENT_BACK
    )
    return rows.select_related("period").order_by("-period__quarter").first()


def _row(
    task: Task, answer: TaskProgress | None, verified: VerifiedValue | None, measures: Measures
) -> TaskRow:
    measure = measures.of(task, answer)
    beside = measures.of_verified(task, verified) if verified else measure
    return TaskRow(
        task=task,
        goal=measure_of(task).goal,
        answer=answer,
        measure=measure,
        reported=measure.value(answer.actual, done_of(answer)) if answer else "",
        files=[_file(use.evidence) for use in answer.evidence_uses.all()] if answer else [],
        verified=verified,
        found=beside.value(verified.value, done_of(verified)) if verified else "",
        difference=difference(beside, verified) if verified else None,
    )


def _file(evidence: Evidence) -> str:
    return f"{evidence} (đã xóa)" if evidence.removed_at else str(evidence)


def _amount(measure: Measure, row: VerifiedValue) -> str:
    """'thấp hơn 6 hộ, mức hoàn thành thấp hơn 5,5 điểm phần trăm'; '' when nothing of it differs.

    Percentages round as they do on the page. Other milestones are named where no number tells.
    """
    said = []
    if measure.is_quantity and row.value is not None and row.reported_value is not None:
        gap = row.value - row.reported_value
        if gap:
            unit = POINTS if measure.unit == "%" else measure.unit
            said.append(f"{_side(gap)} {format_number(abs(gap))} {unit}".strip())
    if row.completion is not None and row.reported_completion is not None:
        points = round_percent(row.completion) - round_percent(row.reported_completion)
        if points:
            said.append(f"mức hoàn thành {_side(points)} {format_number(abs(points))} {POINTS}")
    if not said and set(row.reported_steps) != done_of(row):
        said.append("khác về mốc đã hoàn thành")
    return ", ".join(said)


def _side(gap: Decimal) -> str:
    return "cao hơn" if gap > 0 else "thấp hơn"
