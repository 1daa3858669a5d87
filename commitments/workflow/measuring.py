"""Put stored rows before the pure computations of ``commitments.progress``."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from camket.text import quarter_label
from commitments import periods, progress
from commitments.models import ProgressReport, Submission, Task, TaskProgress
from commitments.models.rounds import Verdict
from commitments.progress import Flag, MilestoneFacts, Status, TaskFacts
from commitments.quality import Promise, Promised, Told
from commitments.states import HANDED_IN, UNIT_MAY_WRITE_REPORT
from commitments.workflow.freezing import done_of, number


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


def answers_before(report: ProgressReport) -> dict[int, TaskProgress]:
    """Each task's newest answer for an earlier quarter of the same commitment, for its writers.

    Of a report that was handed in once; while it lies with the unit again, as it is being mended.
    """
    return _earlier(report, report__first_submitted_at__isnull=False)


def told_handed_in_before(report: ProgressReport) -> dict[int, Told]:
    """The same for readers, as a reviewer compares with it.

    The rows of a report that lies with its unit are nobody else's yet: its newest round speaks.
    """
    rows = _earlier(report, report__state__in=HANDED_IN)
    rounds = _rounds_lying_with_unit(report)
    found = {task: (row.report.period.quarter, told_before(row)) for task, row in rows.items()}
    for made in rounds:
        quarter = made.report.period.quarter
        for frozen in made.content["tasks"]:
            task = frozen["promise"]["id"]
            if task not in found or found[task][0] <= quarter:
                told, _ = told_of_frozen(frozen, report.commitment.year.year)
                told = replace(told, quarter=quarter_label(quarter), is_back=True)
                found[task] = quarter, told
    return {task: told for task, (_, told) in found.items()}


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


def _rounds_lying_with_unit(report: ProgressReport) -> list[Submission]:
    """Of each earlier quarter that its unit has back the newest round it has not taken back."""
    rounds = (
        Submission.objects.filter(
            report__commitment=report.commitment,
            report__period__quarter__lt=report.period.quarter,
            report__state__in=UNIT_MAY_WRITE_REPORT,
        )
        .exclude(verdict=Verdict.WITHDRAWN)
        .select_related("report__period")
        .order_by("report__period__quarter", "number")
    )
    return list({made.report_id: made for made in rounds}.values())


def promise_of(task: Task, before: TaskProgress | None, quarter: int) -> Promise:
    """What the check of an answer for ``quarter`` needs to know of the task."""
    facts, last = facts_of(task), before.actual if before else task.baseline
    due = [
        step.pk
        for step, planned in zip(task.milestones.all(), facts.milestones, strict=True)
        if step.quarter <= quarter and not progress.is_reached(facts, planned, last)
    ]
    return Promise(
        number=task.number,
        is_quantity=task.is_quantity,
        unit_of_measure=task.unit_of_measure,
        value_label=progress.value_label(facts),
        baseline=task.baseline,
        target=task.target,
        last_value=before.actual if before else None,
        last_status=before.status if before else "",
        milestone_names={step.pk: step.text for step in task.milestones.all()},
        done_before=frozenset(done_of(before)),
        due_on=task.due_on,
        quarter_end=periods.quarter_end(facts.year, quarter),
        steps_due=frozenset(due),
    )


def told_before(answer: TaskProgress) -> Told:
    """An earlier quarter's answer as it is compared with; prefetch ``done_milestones``."""
    return Told(
        status=answer.status,
        actual=answer.actual,
        done=frozenset(done_of(answer)),
        changed=answer.changed,
        nothing_new=answer.nothing_new,
        support_since=answer.needs_support_since,
        completion=answer.completion,
        planned=answer.planned,
        quarter=quarter_label(answer.report.period.quarter),
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
    return told, Promised(facts, promised["unit_of_measure"], names)
