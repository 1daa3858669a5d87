"""What became of last year's tasks, and of those a task was carried over from. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from commitments.models import Commitment, Task, TaskProgress
from commitments.progress import Status
from commitments.states import ReportState

MOST_YEARS = 20  # that a chain is followed; a ring cannot be written, but is not trusted either


@dataclass(frozen=True)
class Past:
    """A signed task and where it stood in its last accepted report.

    ``result`` in the task's unit, ``completion`` in percent, ``quarter`` 1-4 of that report; None
    (status: empty) when no report on it was accepted.
    """

    task: Task
    result: Decimal | None = None
    completion: Decimal | None = None
    status: str = ""
    quarter: int | None = None

    @property
    def year(self) -> int:
        return self.task.commitment.year.year

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE


def of_last_year(commitment: Commitment) -> list[Past]:
    """Last year's tasks of the unit and of those it came from (at most two queries)."""
    return past_of(Task.objects.of_last_year(commitment))


def past_of(tasks: Iterable[Task]) -> list[Past]:
    """Each task with its last accepted answer, the reviewer's word before the unit's (one query)."""
    tasks = list(tasks)
    if not tasks:
        return []
    answers = TaskProgress.objects.filter(
        task__in=[task.pk for task in tasks], report__state=ReportState.ACCEPTED
    ).select_related("report__period")
    last = {answer.task_id: answer for answer in answers.order_by("report__period__quarter", "pk")}
    return [_past(task, last.get(task.pk)) for task in tasks]


def histories(tasks: Iterable[Task]) -> dict[int, list[Past]]:
    """By task id: what it was carried over from, the newest year first; only carried tasks.

    Two queries a year of the longest chain, however many tasks.
    """
    came_from = {task.pk: task.carried_from_id for task in tasks if task.carried_from_id}
    known: dict[int, Past] = {}
    wanted = {pk for pk in came_from.values() if pk}
    for _ in range(MOST_YEARS):
        if not wanted:
            break
        rows = Task.objects.filter(pk__in=wanted).select_related(
            "commitment__year__committee", "commitment__unit"
        )
        known |= {past.task.pk: past for past in past_of(rows)}
        wanted = {past.task.carried_from_id for past in known.values()} - known.keys() - {None}  # type: ignore[assignment]
    return {pk: _chain(first, known) for pk, first in came_from.items()}


def _chain(first: int | None, known: dict[int, Past]) -> list[Past]:
    found: list[Past] = []
    while first in known and known[first] not in found:
        found.append(known[first])
        first = known[first].task.carried_from_id
    return found


def _past(task: Task, answer: TaskProgress | None) -> Past:
    if answer is None:
        return Past(task)
    return Past(
        task=task,
        result=answer.actual,
        completion=answer.completion,
        status=answer.judged_status or answer.status,
        quarter=answer.report.period.quarter,
    )
