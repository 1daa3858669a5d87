"""What was handed in of a task in an earlier quarter: as its writers begin with it, as readers compare.

What was handed in is told by its own promise (docs/decisions/0012). Where an amendment has changed
since how it is counted, its value is nothing to begin with.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from camket.text import quarter_label
from commitments import periods, progress
from commitments.models import ProgressReport, Submission, Task, TaskProgress
from commitments.models.rounds import Verdict
from commitments.quality import Promise, Told, judged_otherwise, recounted
from commitments.states import HANDED_IN, UNIT_MAY_WRITE_REPORT
from commitments.workflow.freezing import done_of
from commitments.workflow.measures import Measure, Measures, measure_of
from commitments.workflow.measuring import facts_of, told_of_frozen


@dataclass(frozen=True)
class Earlier:
    """A task's newest answer of an earlier quarter; ``measure``: by which its value is told.

    ``recounted``: what an amendment has changed since in how the value is counted, in words; empty
    where it counts as before.
    """

    answer: TaskProgress
    measure: Measure
    recounted: str

    @property
    def value(self) -> Decimal | None:
        """Its value as this quarter counts; None where that is otherwise."""
        return None if self.recounted else self.answer.actual

    @property
    def told(self) -> Told:
        return replace(told_before(self.answer), promised=self.measure.promised)

    @property
    def differs(self) -> str:
        """What both said, where the Office judged its status otherwise than the unit."""
        return judged_otherwise(self.answer.status, self.answer.judged_status)

    @cached_property
    def done(self) -> frozenset[int]:
        """Ids of the milestones done."""
        return frozenset(done_of(self.answer))


def answers_before(report: ProgressReport, tasks: Iterable[Task]) -> dict[int, Earlier]:
    """Each task's newest answer for an earlier quarter of the same commitment, for its writers.

    Of a report that was handed in once; while it lies with the unit again, as it is being mended.
    ``tasks``: those the report answers, as ``tasks_of`` gives them.
    """
    rows = _earlier(report, report__first_submitted_at__isnull=False)
    measures, found = Measures(report.commitment), {}
    for task in tasks:
        if (answer := rows.get(task.pk)) is not None:
            measure = measures.of(task, answer)
            why = recounted(measure.promised, measure_of(task).promised)
            found[task.pk] = Earlier(answer, measure, why)
    return found


def told_handed_in_before(report: ProgressReport) -> dict[int, Told]:
    """The same for readers, as a reviewer compares with it.

    The rows of a report that lies with its unit are nobody else's yet: its newest round speaks.
    """
    rows, measures = _earlier(report, report__state__in=HANDED_IN), Measures(report.commitment)
    rounds = _rounds_lying_with_unit(report)
    found = {task: (row.report.period.quarter, _told(row, measures)) for task, row in rows.items()}
    for made in rounds:
        quarter = made.report.period.quarter
        for frozen in made.content["tasks"]:
            task = frozen["promise"]["id"]
            if task not in found or found[task][0] <= quarter:
                told, promised = told_of_frozen(frozen, report.commitment.year.year)
                judged = made.judged_of(frozen["promise"]["number"])
                told = replace(told, is_back=True, promised=promised, judged=judged)
                told = replace(told, quarter=quarter_label(quarter))
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


def promise_of(task: Task, before: Earlier | None, quarter: int) -> Promise:
    """What the check of an answer for ``quarter`` needs to know of the task."""
    facts, last = facts_of(task), before.value if before else task.baseline
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
        last_value=before.value if before else None,
        last_status=before.answer.status if before else "",
        judged_status=before.answer.judged_status if before else "",
        recounted=before.recounted if before else "",
        milestone_names={step.pk: step.text for step in task.milestones.all()},
        done_before=before.done if before else frozenset(),
        due_on=task.due_on,
        quarter_end=periods.quarter_end(facts.year, quarter),
        steps_due=frozenset(due),
    )


def _told(answer: TaskProgress, measures: Measures) -> Told:
    """By the promise of its round, where that may be another than the one in force."""
    measure = measures.as_handed_in(answer)
    return replace(told_before(answer), promised=measure.promised if measure else None)


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
        judged=answer.judged_status,
    )
