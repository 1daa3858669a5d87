"""One task by itself, apart from the paper it stands in: promise, roadmap, accepted progress."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from camket.text import format_number, quarter_label
from commitments import progress
from commitments.models import Task, TaskProgress
from commitments.progress import Flag, Status
from commitments.states import SIGNED_STATES, ReportState
from commitments.workflow.freezing import done_of
from commitments.workflow.measures import Measure, Measures, measure_of
from commitments.workflow.measuring import flags_of


@dataclass(frozen=True)
class Quarter:
    """What was accepted of one quarter. Percents, or None where nothing can be computed.

    ``amended``: handed in under a promise that counted otherwise than the one in force.
    """

    label: str
    status: str
    value: str
    completion: Decimal | None
    planned: Decimal
    amended: bool


@dataclass(frozen=True)
class Shared:
    """A task as its supporting unit reads it. ``flag``: 'Chậm', 'Chậm so với lộ trình'… or empty."""

    goal: str
    steps: list[tuple[str, str]]
    quarters: list[Quarter]
    tone: str
    flag: str
    signed: bool


def shared_task(task: Task, on: date) -> Shared:
    """Of the rows as they stand; progress only from accepted quarters, once signed.

    Four queries; a fifth for what was accepted, a sixth once the commitment was amended.
    """
    year = task.commitment.year
    signed = task.commitment.state in SIGNED_STATES
    rows = (
        TaskProgress.objects.filter(task=task, report__state=ReportState.ACCEPTED)
        .select_related("report__period")
        .prefetch_related("done_milestones")
        .order_by("report__period__quarter")
    )
    answers = list(rows) if signed else []
    tone, flag = _flag(task, answers, on) if signed and task.due_on else ("", "")
    now, measures = measure_of(task), Measures(task.commitment)
    return Shared(
        goal=now.goal,
        steps=[
            (quarter_label(step.quarter, year.year), _step(step.text, step.planned_value, task))
            for step in task.milestones.all()
        ],
        quarters=[_quarter(answer, measures.of(task, answer), now) for answer in answers],
        tone=tone,
        flag=flag,
        signed=signed,
    )


def _step(text: str, planned: Decimal | None, task: Task) -> str:
    if planned is None:
        return text
    return f"{text} (lũy kế {progress.amount(planned, task.unit_of_measure)})"


def _quarter(answer: TaskProgress, measure: Measure, now: Measure) -> Quarter:
    return Quarter(
        label=quarter_label(answer.report.period.quarter),
        status=Status(answer.judged_status or answer.status).label,
        value=measure.value(answer.actual, done_of(answer)),
        completion=answer.completion,
        planned=answer.planned,
        amended=measure != now,
    )


def _flag(task: Task, answers: list[TaskProgress], on: date) -> tuple[str, str]:
    """(tone, words) of the newest accepted quarter, or of the due day alone."""
    last = answers[-1] if answers else None
    flag = next(iter(flags_of(task, last, on)), None)
    if flag is None:
        return "", ""
    if flag == Flag.LATE and task.due_on:
        return "late", f"Chậm {format_number(progress.days_late(task.due_on, on))} ngày"
    done = last is not None and (last.judged_status or last.status) == Status.DONE
    tones = {Flag.BEHIND: "behind", Flag.EXCEEDED: "done", Flag.ON_TRACK: "done"}
    return tones[flag], "Hoàn thành" if done and flag == Flag.ON_TRACK else flag.label
