"""Tasks as plain values: of the rows in force, of a form, and back. Inside a verb's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from commitments.comparison import Plain, matched
from commitments.models import Amendment, Commitment, Task
from commitments.quality import MilestoneData, TaskData
from commitments.workflow.freezing import number, plain

NUMBERS = ("baseline", "target", "given_target")
# What a copy knows of a task beside its promise.
ASIDE = ("version", "withdrawn")
PREFETCH = ("milestones", "supporting_units", "bases")


def current(commitment: Commitment, on: date) -> list[dict[str, Any]]:
    """The tasks in force on the day as plain values, in order of number (four queries)."""
    rows = commitment.tasks.in_force(on).prefetch_related(*PREFETCH).order_by("number")
    return [_of_row(task) for task in rows]


def _of_row(task: Task) -> dict[str, Any]:
    names = [name for name in TaskData.__dataclass_fields__ if name not in PREFETCH]
    values = {name: _plain(name, getattr(task, name)) for name in names}
    return {
        "id": task.pk,
        "number": task.number,
        "origin": task.origin,
        **values,
        "supporting_units": sorted(unit.pk for unit in task.supporting_units.all()),
        "bases": sorted(basis.pk for basis in task.bases.all()),
        "milestones": [
            {
                "id": step.pk,
                "quarter": step.quarter,
                "text": step.text,
                "planned_value": plain(step.planned_value),
                "weight": step.weight,
            }
            for step in task.milestones.all()
        ],
    }


def rewritten(old: Plain, data: TaskData, known: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """``old`` (at least its id, number and origin) with what was typed.

    Steps keep the ids of those they were in ``known``, the roadmap in force: also one that was
    taken out of the copy and written again.
    """
    values = {name: _plain(name, value) for name, value in asdict(data).items()}
    steps = [
        {**step, "planned_value": plain(step["planned_value"])}
        for step in sorted(values.pop("milestones"), key=lambda step: step["quarter"])
    ]
    return {
        **old,
        **values,
        "supporting_units": sorted(data.supporting_units),
        "bases": sorted(data.bases),
        "milestones": matched(known, steps),
    }


def data_of(task: Plain) -> TaskData:
    """A task of a copy as the values the check and the form work on."""
    names = TaskData.__dataclass_fields__
    values = {name: value for name, value in task.items() if name in names}
    values |= {name: number(task[name]) for name in NUMBERS}
    values["due_on"] = date.fromisoformat(task["due_on"]) if task["due_on"] else None
    values["supporting_units"] = tuple(task["supporting_units"])
    values["bases"] = tuple(task["bases"])
    values["milestones"] = tuple(
        MilestoneData(step["quarter"], step["text"], number(step["planned_value"]), step["weight"])
        for step in task["milestones"]
    )
    return TaskData(**values)


def promises(tasks: Iterable[Plain]) -> list[dict[str, Any]]:
    """What a copy promises: without the withdrawn tasks and what a copy knows aside."""
    return [
        {name: value for name, value in task.items() if name not in ASIDE}
        for task in tasks
        if not task.get("withdrawn")
    ]


def find(amendment: Amendment, key: int) -> dict[str, Any] | None:
    """The task of the copy with this id, withdrawn or not."""
    return next((task for task in amendment.tasks if task["id"] == key), None)


def new_id(tasks: Iterable[Plain]) -> int:
    """An id below all others, and below 0: no row has it."""
    return min([0, *(task["id"] for task in tasks)]) - 1


def _plain(name: str, value: Any) -> Any:
    if name in NUMBERS:
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
