"""What became of last year's tasks, and of those a task was carried over from. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from commitments.models import Commitment, Task, TaskProgress
from commitments.progress import Status
from commitments.quality import recounted
from commitments.states import ReportState
from commitments.workflow.measures import Measures, measure_of

MOST_YEARS = 20  # that a chain is followed; a ring cannot be written, but is not trusted either


@dataclass(frozen=True)
class Past:
    """A signed task and where it stood in its last accepted report.

    ``result`` in ``unit``, by which it was accepted; ``completion`` in percent, ``quarter`` 1-4 of
    that report; None (status: empty) when no report on it was accepted. ``is_recounted``: an
    amendment has changed since how it is counted.
    """

    task: Task
    result: Decimal | None = None
    unit: str = ""
    is_recounted: bool = False
    completion: Decimal | None = None
    status: str = ""
    quarter: int | None = None

    @property
    def year(self) -> int:
        return self.task.commitment.year.year

    @property
    def kept(self) -> Decimal | None:
        """The result as the promise in force counts; None where that is otherwise."""
        return None if self.is_recounted else self.result

    @property
    def is_done(self) -> bool:
        return self.status == Status.DONE


def of_last_year(commitment: Commitment) -> list[Past]:
    """Last year's tasks of the unit and of those it came from (at most two queries)."""
    return past_of(Task.objects.of_last_year(commitment))


def past_of(tasks: Iterable[Task]) -> list[Past]:
    """Each task with its last accepted answer, the reviewer's word before the unit's (one query).

    How results were counted is one more for each commitment that was amended, and one for all.
    """
    tasks = list(tasks)
    if not tasks:
        return []
    answers = TaskProgress.objects.filter(
        task__in=[task.pk for task in tasks], report__state=ReportState.ACCEPTED
    ).select_related("report__period")
    last = {answer.task_id: answer for answer in answers.order_by("report__period__quarter", "pk")}
    amended = [task for task in tasks if (task.commitment.content or {}).get("amendments")]
    prefetch_related_objects(amended, "milestones")
    measures = {task.commitment_id: Measures(task.commitment) for task in tasks}
    return [_past(task, last.get(task.pk), measures[task.commitment_id]) for task in tasks]


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


def _past(task: Task, answer: TaskProgress | None, measures: Measures) -> Past:
    if answer is None:
        return Past(task)
    was = measures.as_handed_in(answer)
    return Past(
        task=task,
        result=answer.actual,
        unit=was.unit if was else task.unit_of_measure,
        is_recounted=was is not None and bool(recounted(was.promised, measure_of(task).promised)),
        completion=answer.completion,
        status=answer.judged_status or answer.status,
        quarter=answer.report.period.quarter,
    )
