"""How one unit's tasks stand on a day, for its own page."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from camket.text import format_number, format_percent
from commitments import periods, progress
from commitments.models import Commitment, Task, TaskProgress
from commitments.progress import Flag, Status
from commitments.states import HANDED_IN, ReportState
from commitments.workflow.freezing import done_of
from commitments.workflow.measures import Measure, Measures, measure_of
from commitments.workflow.measuring import flags_of


@dataclass(frozen=True)
class TaskStanding:
    """One task against its roadmap. ``completion`` and ``planned`` in percent.

    Drawn from the newest report that was handed in; ``provisional`` until that is accepted.
    ``drafted``: from one that its unit is mending, whose values nobody else sees yet. ``amended``:
    handed in under a promise that counted otherwise than the one in force.
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
    amended: bool

    @property
    def tone(self) -> str:
        """The bar's tone: late, behind, done or plain."""
        if self.flag in (Flag.LATE, Flag.BEHIND):
            return self.flag.lower()
        done = self.answer is not None and _status(self.answer) == Status.DONE
        return "done" if done or self.flag == Flag.EXCEEDED else ""

    @property
    def status_word(self) -> str:
        """'Đang thực hiện', where no percent says more; empty before the first report."""
        return Status(_status(self.answer)).label if self.answer else ""


def unit_standing(commitment: Commitment, on: date, *, own: bool = False) -> list[TaskStanding]:
    """The unit's tasks in force on the day in order, each with its newest handed-in answer.

    Four queries, a fifth once the commitment was amended.

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
    measures, found = Measures(commitment), []
    for task in tasks.order_by("number"):
        answer = answers.get(task.pk)
        found.append(_standing(task, answer, measures.of(task, answer), on))
    return found


def _standing(task: Task, answer: TaskProgress | None, measure: Measure, on: date) -> TaskStanding:
    """``measure``: of the answer."""
    flags, now = flags_of(task, answer, on), measure_of(task)
    quarter = _quarter_now(now.facts.year, on)
    return TaskStanding(
        task=task,
        answer=answer,
        completion=answer.completion if answer else None,
        planned=answer.planned if answer else progress.planned(now.facts, quarter),
        value=_value(measure, answer),
        flag=next(iter(flags), None),
        days_late=progress.days_late(now.facts.due_on, on) if Flag.LATE in flags else 0,
        provisional=answer is not None and answer.report.state != ReportState.ACCEPTED,
        drafted=answer is not None and answer.report.state == ReportState.SENT_BACK,
        amended=measure != now,
    )


def _quarter_now(year: int, on: date) -> int:
    """The quarter whose plan a task without any report is shown against."""
    if on.year != year:
        return 1 if on.year < year else 4
    return max(1, periods.quarter_of(on) - 1)


def _status(answer: TaskProgress) -> str:
    return answer.judged_status or answer.status


def _value(measure: Measure, answer: TaskProgress | None) -> str:
    """'42/110 hộ', '12,4%', '2/8 mốc'; a dash before the first report."""
    if not measure.is_quantity:
        return measure.value(None, done_of(answer))
    if answer is None or answer.actual is None:
        return "Chưa có số liệu"
    target, unit = measure.facts.target, measure.unit
    if unit == "%":
        return f"{format_percent(answer.actual, 2)} · chỉ tiêu {format_percent(target, 2)}"
    return f"{format_number(answer.actual)}/{format_number(target)} {unit}"
