"""Put stored rows before the pure computations of ``commitments.progress``."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from commitments import periods, progress
from commitments.models import Commitment, ProgressReport, Task, TaskProgress
from commitments.progress import Flag, MilestoneFacts, Status, TaskFacts
from commitments.quality import Promised, Told
from commitments.workflow.freezing import number


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
    return TaskFacts(
        baseline=number(promised["baseline"]),
        target=number(promised["target"]),
        maintain=promised["maintain"],
        milestones=tuple(
            MilestoneFacts(
                step["quarter"],
                step["weight"],
                number(step["planned_value"]),
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


def flags_of(task: Task, answer: TaskProgress | None, on: date) -> frozenset[Flag]:
    """What is to be said of a task on a day by the newest answer there is of it.

    Behind by the two percents kept with the answer, as the figures count it: an amendment decided
    since moves neither. Late by the due date in force. Nothing of a task that an amendment has
    withdrawn by then. Prefetch ``milestones``.
    """
    if task.left_on is not None and task.left_on <= on:
        return frozenset()
    return progress.flags(
        facts_of(task),
        answer.report.period.quarter if answer else 1,
        answer.completion if answer else None,
        (answer.judged_status or answer.status) if answer else Status.NOT_STARTED,
        on,
        task.commitment.year.tolerance,
        plan=answer.planned if answer else None,
    )


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


def told_of_frozen(answer: dict[str, Any], year: int) -> tuple[Told, Promised]:
    """One task of a round, and its promise as it stood then, for ``quality.second_look``."""
    promised, since = answer["promise"], answer["needs_support_since"]
    steps = {step["number"]: step["id"] for step in promised["milestones"]}
    told = Told(
        status=answer["status"],
        actual=number(answer["actual"]),
        done=frozenset(steps[place] for place in answer["done_milestones"]),
        changed=answer["changed"],
        nothing_new=answer["nothing_new"],
        support_since=date.fromisoformat(since) if since else None,
        completion=number(answer["completion"]),
        planned=Decimal(answer["planned"]),
        files=len(answer.get("evidence", ())),  # rounds from before there was evidence have none
    )
    names = {step["id"]: step["text"] for step in promised["milestones"]}
    facts = facts_of_frozen(promised, answer["done_milestones"], year)
    return told, Promised(facts, promised["unit_of_measure"], names, facts.due_on)


def due_in_force(commitment: Commitment) -> dict[int, date | None]:
    """By task id the due date as the amendments have left it; None of a task that was withdrawn.

    From the content in force; empty before there is one.
    """
    content = commitment.content or {"tasks": []}
    return {
        task["id"]: (
            date.fromisoformat(task["due_on"])
            if task["due_on"] and task.get("amended") != "withdrawn"
            else None
        )
        for task in content["tasks"]
    }
