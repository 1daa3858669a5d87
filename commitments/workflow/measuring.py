"""Put stored rows before the pure computations of ``commitments.progress``."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from commitments import periods, progress
from commitments.models import ProgressReport, Task, TaskProgress
from commitments.progress import MilestoneFacts, Status, TaskFacts
from commitments.quality import Promise
from commitments.states import HANDED_IN


def facts_of(task: Task, done: Collection[int] = ()) -> TaskFacts:
    """A task's promise as plain facts; ``done`` are the ids of milestones done so far.

    Reads ``task.milestones.all()``: prefetch it. A task without a due date (drafts only) counts
    as due on the last day of its year.
    """
    year = task.commitment.year.year
    return TaskFacts(
        baseline=task.baseline,
        target=task.target,
        maintain=task.maintain,
        milestones=tuple(
            MilestoneFacts(step.quarter, step.weight, step.planned_value, step.pk in done)
            for step in task.milestones.all()
        ),
        due_on=task.due_on or date(year, 12, 31),
        year=year,
    )


def facts_of_frozen(promised: dict[str, Any], done: Collection[int], year: int) -> TaskFacts:
    """The same of a frozen promise; ``done`` are the numbers of its milestones done so far."""

    def number(name: str) -> Decimal | None:
        return None if promised[name] is None else Decimal(promised[name])

    return TaskFacts(
        baseline=number("baseline"),
        target=number("target"),
        maintain=promised["maintain"],
        milestones=tuple(
            MilestoneFacts(
                step["quarter"],
                step["weight"],
                None if step["planned_value"] is None else Decimal(step["planned_value"]),
                step["number"] in done,
            )
            for step in promised["milestones"]
        ),
        due_on=date.fromisoformat(promised["due_on"]) if promised["due_on"] else date(year, 12, 31),
        year=year,
    )


def measure(
    answer: TaskProgress, done: Collection[int], quarter: int, facts: TaskFacts | None = None
) -> None:
    """Compute ``completion`` and ``planned`` (percent) of one answer; does not save it.

    By ``facts``, or by the task as it is now. The product counts as accepted when the reviewer
    has judged the task done.
    """
    facts = facts or facts_of(answer.task, done)
    accepted = answer.judged_status == Status.DONE
    status = answer.judged_status or answer.status
    answer.completion = progress.completion(facts, answer.actual, status, accepted)
    answer.planned = progress.planned(facts, quarter)


def tasks_of(report: ProgressReport) -> list[Task]:
    """The tasks a report answers, with what computing them needs (constant queries).

    Those in force at the end of its quarter: an amendment's new task is asked for from its
    quarter on, a withdrawn one no more in the quarter it left in.
    """
    last_day = periods.quarter_end(report.period.year.year, report.period.quarter)
    return list(
        report.commitment.tasks.in_force(last_day)
        .select_related("commitment__year")
        .prefetch_related("milestones")
        .order_by("number")
    )


def answers_before(report: ProgressReport) -> dict[int, TaskProgress]:
    """Each task's newest answer for an earlier quarter of the same commitment, for its writers.

    Of a report that was handed in once; while it lies with the unit again, as it is being mended.
    """
    return _earlier(report, report__first_submitted_at__isnull=False)


def answers_handed_in_before(report: ProgressReport) -> dict[int, TaskProgress]:
    """The same for readers: the rows of a report that lies with its unit are nobody else's yet."""
    return _earlier(report, report__state__in=HANDED_IN)


def _earlier(report: ProgressReport, **which: Any) -> dict[int, TaskProgress]:
    earlier = (
        TaskProgress.objects.filter(
            report__commitment=report.commitment,
            report__period__quarter__lt=report.period.quarter,
            **which,
        )
        .select_related("report__period")
        .prefetch_related("done_milestones")
        .order_by("report__period__quarter")
    )
    return {answer.task_id: answer for answer in earlier}


def promise_of(task: Task, before: TaskProgress | None) -> Promise:
    """What the check of a quarter's answer needs to know of the task."""
    done: Iterable[int] = (step.pk for step in before.done_milestones.all()) if before else ()
    return Promise(
        number=task.number,
        is_quantity=task.is_quantity,
        unit_of_measure=task.unit_of_measure,
        baseline=task.baseline,
        target=task.target,
        last_value=before.actual if before else None,
        milestone_names={step.pk: step.text for step in task.milestones.all()},
        done_before=frozenset(done),
    )
