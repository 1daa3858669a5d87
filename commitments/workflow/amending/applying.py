"""An approved amendment becomes rows: fields, new tasks, withdrawn tasks, steps in place."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import F, Max

from camket import clock
from commitments import quality
from commitments.comparison import Plain, TaskChange
from commitments.models import (
    Amendment,
    Choice,
    Commitment,
    FormerDue,
    Milestone,
    Task,
)
from commitments.quality import TaskData
from commitments.workflow.amending.changes import differences
from commitments.workflow.amending.copying import PREFETCH, data_of, find
from commitments.workflow.asking import name_supporters, words_of
from commitments.workflow.writing import BESIDE


def carry_out(amendment: Amendment, *, at: datetime) -> dict[int, Task]:
    """Write all differences into the rows; returns {id in the copy: row} of what was touched.

    Part of an approval, in its transaction. New tasks get the next free numbers, whoever held the
    earlier ones; a withdrawn row stays with its number.
    """
    commitment, found, on = amendment.commitment, differences(amendment), clock.local_date(at)
    rows = {change.id: _change(commitment, amendment, change, at) for change in found.changed}
    for task in found.withdrawn:
        commitment.tasks.filter(pk=task["id"]).update(left_on=on, version=F("version") + 1)
        rows[task["id"]] = commitment.tasks.get(pk=task["id"])
    last = commitment.tasks.aggregate(last=Max("number"))["last"] or 0
    for number, task in enumerate(found.added, last + 1):
        rows[task["id"]] = _add(commitment, task, number, at)
    fresh = commitment.tasks.prefetch_related(*PREFETCH).in_bulk([row.pk for row in rows.values()])
    return {key: fresh[row.pk] for key, row in rows.items()}


def _change(commitment: Commitment, amendment: Amendment, change: TaskChange, at: datetime) -> Task:
    new = find(amendment, change.id)
    assert new is not None, "a changed task is in the copy"
    row, on = commitment.tasks.get(pk=change.id), clock.local_date(at)
    was = words_of(row)
    if row.due_on and any(one.field == "due_on" for one in change.fields):
        FormerDue.objects.get_or_create(task=row, until=on, defaults={"due_on": row.due_on})
    columns = _columns(commitment, data_of(new), on)
    commitment.tasks.filter(pk=row.pk).update(version=F("version") + 1, **columns)
    row.refresh_from_db()
    _write_beside(row, new)
    name_supporters(commitment, row, new["supporting_units"], at=at, was=was)
    return row


def _add(commitment: Commitment, task: Plain, number: int, at: datetime) -> Task:
    on = clock.local_date(at)
    row = Task.objects.create(
        commitment=commitment,
        number=number,
        origin=task["origin"],
        choice=Choice.CHOSEN,
        joined_on=on,
        **_columns(commitment, data_of(task), on),
    )
    _write_beside(row, task)
    name_supporters(commitment, row, task["supporting_units"], at=at)
    return row


def _columns(commitment: Commitment, data: TaskData, on: date) -> dict[str, Any]:
    columns = {
        name: getattr(data, name) for name in TaskData.__dataclass_fields__ if name not in BESIDE
    }
    return columns | {"clarity": quality.clarity(data, commitment.year.year, on)}


def _write_beside(row: Task, new: Plain) -> None:
    """Bases and steps; a step that stays is the same row, with what was reported of it."""
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
