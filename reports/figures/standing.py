"""How one unit's tasks stand on a day, for its own page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from camket.text import format_number, format_percent
from commitments import periods, progress
from commitments.models import Commitment, Task, TaskProgress
from commitments.progress import Flag, Status
from commitments.states import HANDED_IN, ReportState
from commitments.workflow.measuring import facts_of, flags_of


@dataclass(frozen=True)
class TaskStanding:
    """One task against its roadmap. ``completion`` and ``planned`` in percent.

    Drawn from the newest report that was handed in; ``provisional`` until that is accepted.
    ``drafted``: from one that its unit is mending, whose values nobody else sees yet.
    """

    task: Task
    answer: TaskProgress | None
    completion: Decimal | None
    planned: Decimal
    value: str
    flag: Flag | None
    days_late: int
    provisional: bool
    drafted: bool

    @property
    def tone(self) -> str:
        """The bar's tone: late, behind, done or plain."""
        if self.flag in (Flag.LATE, Flag.BEHIND):
            return self.flag.lower()
        done = self.answer is not None and _status(self.answer) == Status.DONE
        return "done" if done or self.flag == Flag.EXCEEDED else ""


def unit_standing(commitment: Commitment, on: date, *, own: bool = False) -> list[TaskStanding]:
    """The unit's tasks in force on the day in order, each with its newest handed-in answer (four queries).

    ``own``: for the unit's own eyes, also as it mends a report that was sent back or reopened.
    """
    seen = (*HANDED_IN, ReportState.SENT_BACK) if own else HANDED_IN
    answers = {
        answer.task_id: answer
        for answer in TaskProgress.objects.filter(
            report__commitment=commitment, report__state__in=seen
        )
        .select_related("report__period")
        .prefetch_related("done_milestones")
        .order_by("report__period__quarter")
    }
    tasks = commitment.tasks.in_force(on).select_related("commitment__year")
    tasks = tasks.prefetch_related("milestones")
    return [_standing(task, answers.get(task.pk), on) for task in tasks.order_by("number")]


def _standing(task: Task, answer: TaskProgress | None, on: date) -> TaskStanding:
    facts, flags = facts_of(task), flags_of(task, answer, on)
    now = _quarter_now(facts.year, on)
    return TaskStanding(
        task=task,
        answer=answer,
        completion=answer.completion if answer else None,
        planned=answer.planned if answer else progress.planned(facts, now),
        value=_value(task, answer),
        flag=next(iter(flags), None),
        days_late=progress.days_late(facts.due_on, on) if Flag.LATE in flags else 0,
        provisional=answer is not None and answer.report.state != ReportState.ACCEPTED,
        drafted=answer is not None and answer.report.state == ReportState.SENT_BACK,
    )


def _quarter_now(year: int, on: date) -> int:
    """The quarter whose plan a task without any report is shown against."""
    if on.year != year:
        return 1 if on.year < year else 4
    return max(1, periods.quarter_of(on) - 1)


def _status(answer: TaskProgress) -> str:
    return answer.judged_status or answer.status


def _value(task: Task, answer: TaskProgress | None) -> str:
    """'42/110 hộ', '12,4%', '2/8 mốc'; a dash before the first report."""
    if task.is_quantity:
        if answer is None or answer.actual is None:
            return "Chưa có số liệu"
        if task.unit_of_measure == "%":
            return f"{format_percent(answer.actual, 2)} · chỉ tiêu {format_percent(task.target, 2)}"
        return f"{format_number(answer.actual)}/{format_number(task.target)} {task.unit_of_measure}"
    steps = len(task.milestones.all())
    done = len(answer.done_milestones.all()) if answer else 0
    return f"{done}/{steps} mốc"
