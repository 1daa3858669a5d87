"""Tasks with what was reported and what was verified of them side by side, in words."""

from dataclasses import dataclass, replace
from decimal import Decimal

from camket.text import format_number, quarter_label, round_percent
from commitments import progress
from commitments.models import (
    Commitment,
    Evidence,
    Inspection,
    ProgressReport,
    Task,
    TaskProgress,
    VerifiedValue,
)
from commitments.progress import Status
from commitments.states import InspectionState, ReportState
from commitments.workflow.inspecting import reported_answers

POINTS = "điểm phần trăm"


@dataclass(frozen=True)
class TaskRow:
    """One task of an inspection. ``answer``: what was reported last, None: nothing lies there.

    ``returned``: the report that was handed in and lies with its unit again, where there is no answer.
    """

    task: Task
    goal: str
    answer: TaskProgress | None
    reported: str
    files: list[str]
    verified: VerifiedValue | None
    found: str
    difference: "Difference | None"
    returned: ProgressReport | None = None

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


def task_rows(inspection: Inspection) -> list[TaskRow]:
    """Every task of the promise, and any other that something was verified of.

    Six queries, a seventh where a task has no answer.
    """
    tasks = inspection.commitment.tasks.select_related("commitment__year")
    known = {
        row.task_id: row
        for row in inspection.verified.select_related("verified_by").prefetch_related(
            "done_milestones"
        )
    }
    answers = reported_answers(inspection)
    rows = [
        _row(task, answers.get(task.pk), known.get(task.pk))
        for task in tasks.prefetch_related("milestones").order_by("number")
        if task.left_on is None or task.pk in known
    ]
    back = None if all(row.answer for row in rows) else _returned(inspection)
    return [row if row.answer else replace(row, returned=back) for row in rows]


def verified_lines(commitment: Commitment) -> dict[int, list[VerifiedLine]]:
    """By task number, what concluded inspections verified, the newest last (three queries)."""
    rows = (
        VerifiedValue.objects.filter(
            inspection__commitment=commitment, inspection__state=InspectionState.DONE
        )
        .select_related("inspection", "task")
        .prefetch_related("done_milestones", "task__milestones")
        .order_by("inspection__held_on", "inspection", "task__number", "pk")
    )
    found: dict[int, list[VerifiedLine]] = {}
    for row in rows:
        line = VerifiedLine(
            number=row.task.number,
            inspection=row.inspection,
            found=value_of(row.task, row.value, len(row.done_milestones.all())),
            status=Status(row.status).label,
            difference=difference(row.task, row),
            quarter=of_quarter(row.quarter),
        )
        found.setdefault(row.task.number, []).append(line)
    return found


def difference(task: Task, row: VerifiedValue) -> Difference | None:
    """How the verified value stands to the reported one; None where nothing was handed in."""
    if not row.reported_status:
        return None
    side = compared(row)
    told = value_of(task, row.reported_value, len(row.reported_steps))
    status = Status(row.reported_status).label.lower()
    beside = f"{told}, {status}" if told else status
    amount = "" if row.agrees else _amount(task, row)
    if side == 0:
        return Difference("done", "equal", "Khớp báo cáo", amount, beside)
    if side < 0:
        return Difference("behind", "arrow-down", "Thấp hơn báo cáo", amount, beside)
    return Difference("info", "arrow-up", "Cao hơn báo cáo", amount, beside)


def compared(row: VerifiedValue) -> int:
    """-1: found to be less far than had been reported, 1: farther, 0: equal.

    What agrees in value, milestones and status is equal, whatever the product's acceptance makes
    of the percentages. Else by completion where both have one, which knows which side of a value
    is better; then by status. The same question as ``reports.figures.inspections`` asks in SQL.
    """
    if row.agrees:
        return 0
    mine, theirs = row.completion, row.reported_completion
    if mine is not None and theirs is not None and mine != theirs:
        return 1 if mine > theirs else -1
    order = Status.values
    place, other = order.index(row.status), order.index(row.reported_status)
    return (place > other) - (place < other)


def value_of(task: Task, value: Decimal | None, steps: int) -> str:
    """'42 hộ', '12,4%', '2/8 mốc'; empty where there is nothing to say."""
    if task.is_quantity:
        return "" if value is None else progress.amount(value, task.unit_of_measure)
    total = len(task.milestones.all())
    return f"{steps}/{total} mốc" if total else ""


def of_quarter(quarter: int) -> str:
    """'quý III', within a sentence."""
    label = quarter_label(quarter)
    return label[:1].lower() + label[1:]


def _returned(inspection: Inspection) -> ProgressReport | None:
    """The newest report up to the inspection's quarter that the Office has given back."""
    rows = inspection.commitment.reports.filter(
        state=ReportState.SENT_BACK, period__quarter__lte=inspection.quarter
    )
    return rows.select_related("period").order_by("-period__quarter").first()


def _row(task: Task, answer: TaskProgress | None, verified: VerifiedValue | None) -> TaskRow:
    return TaskRow(
        task=task,
        goal=progress.goal(
            task.baseline, task.target, task.given_target,
            unit=task.unit_of_measure, maintain=task.maintain,
        ),
        answer=answer,
        reported=value_of(task, answer.actual, len(answer.done_milestones.all())) if answer else "",
        files=[_file(use.evidence) for use in answer.evidence_uses.all()] if answer else [],
        verified=verified,
        found=value_of(task, verified.value, len(verified.done_milestones.all()))
        if verified
        else "",
        difference=difference(task, verified) if verified else None,
    )  # fmt: skip


def _file(evidence: Evidence) -> str:
    return f"{evidence} (đã xóa)" if evidence.removed_at else str(evidence)


def _amount(task: Task, row: VerifiedValue) -> str:
    """'thấp hơn 6 hộ, mức hoàn thành thấp hơn 5,5 điểm phần trăm'; '' when nothing differs.

    Percentages round as they do on the page.
    """
    said = []
    if task.is_quantity and row.value is not None and row.reported_value is not None:
        gap = row.value - row.reported_value
        if gap:
            unit = POINTS if task.unit_of_measure == "%" else task.unit_of_measure
            said.append(f"{_side(gap)} {format_number(abs(gap))} {unit}".strip())
    if row.completion is not None and row.reported_completion is not None:
        points = round_percent(row.completion) - round_percent(row.reported_completion)
        if points:
            said.append(f"mức hoàn thành {_side(points)} {format_number(abs(points))} {POINTS}")
    return ", ".join(said)


def _side(gap: Decimal) -> str:
    return "cao hơn" if gap > 0 else "thấp hơn"
