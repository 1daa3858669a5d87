"""An approved amendment becomes rows: fields, new tasks, withdrawn tasks, steps in place."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, Max

from commitments.comparison import Plain, TaskChange
from commitments.models import (
    Amendment,
    Choice,
    Commitment,
    FormerDue,
    Milestone,
    Support,
    Task,
)
from commitments.quality import TaskData
from commitments.states import SupportState
from commitments.workflow.amending.changes import differences
from commitments.workflow.amending.copying import PREFETCH, data_of, find
from commitments.workflow.writing import BESIDE

# What a supporting unit has agreed to: other words or another date ask it again.
AGREED = {"title", "product", "target", "due_on"}


def carry_out(amendment: Amendment, *, on: date) -> dict[int, Task]:
    """Write all differences into the rows; returns {id in the copy: row} of what was touched.

    Part of an approval, in its transaction. New tasks get the next free numbers, whoever held the
    earlier ones; a withdrawn row stays with its number.
    """
    commitment, found = amendment.commitment, differences(amendment)
    rows = {change.id: _change(commitment, amendment, change, on) for change in found.changed}
    for task in found.withdrawn:
        commitment.tasks.filter(pk=task["id"]).update(left_on=on, version=F("version") + 1)
        rows[task["id"]] = commitment.tasks.get(pk=task["id"])
    last = commitment.tasks.aggregate(last=Max("number"))["last"] or 0
    for number, task in enumerate(found.added, last + 1):
        rows[task["id"]] = _add(commitment, task, number, on)
    fresh = commitment.tasks.prefetch_related(*PREFETCH).in_bulk([row.pk for row in rows.values()])
    return {key: fresh[row.pk] for key, row in rows.items()}


def _change(commitment: Commitment, amendment: Amendment, change: TaskChange, on: date) -> Task:
    new = find(amendment, change.id)
    assert new is not None, "a changed task is in the copy"
    row, names = commitment.tasks.get(pk=change.id), {one.field for one in change.fields}
    if "due_on" in names and row.due_on:
        FormerDue.objects.get_or_create(task=row, until=on, defaults={"due_on": row.due_on})
    columns = _columns(data_of(new))
    commitment.tasks.filter(pk=row.pk).update(version=F("version") + 1, **columns)
    _write_beside(row, new)
    if names & AGREED:
        asked_again(row)
    return row


def _add(commitment: Commitment, task: Plain, number: int, on: date) -> Task:
    row = Task.objects.create(
        commitment=commitment,
        number=number,
        origin=task["origin"],
        choice=Choice.CHOSEN,
        joined_on=on,
        **_columns(data_of(task)),
    )
    _write_beside(row, task)
    return row


def asked_again(task: Task) -> None:
    """Supporting units that had answered are asked anew: they agreed to other words or dates."""
    Support.objects.filter(task=task).exclude(state=SupportState.WAITING).update(
        state=SupportState.WAITING, answer="", answered_at=None, answered_by=None
    )


def _columns(data: TaskData) -> dict[str, Any]:
    return {
        name: getattr(data, name) for name in TaskData.__dataclass_fields__ if name not in BESIDE
    }


def _write_beside(row: Task, new: Plain) -> None:
    """Units, bases and steps; a step that stays is the same row, with what was reported of it."""
    row.supporting_units.set(new["supporting_units"])
    row.bases.set(new["bases"])
    kept = {step["id"] for step in new["milestones"] if step["id"] is not None}
    row.milestones.exclude(pk__in=kept).delete()
    for order, (step, columns) in enumerate(_steps(new["milestones"])):
        if step["id"] is None:
            Milestone.objects.create(task=row, order=order, **columns)
        else:
            row.milestones.filter(pk=step["id"]).update(order=order, **columns)


def _steps(steps: Iterable[Plain]) -> Iterable[tuple[Plain, dict[str, Any]]]:
    for step in steps:
        yield step, {name: step[name] for name in ("quarter", "text", "planned_value", "weight")}
