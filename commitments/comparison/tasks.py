"""What changed between two lists of tasks: changed, added, withdrawn, field by field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class FieldChange:
    """One field of one task, before and after."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class TaskChange:
    """A task that is in both lists with other values; ``fields`` is never empty."""

    id: int
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Comparison:
    """All differences from one list to another; false when there are none."""

    changed: tuple[TaskChange, ...] = ()
    added: tuple[Plain, ...] = ()
    withdrawn: tuple[Plain, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.withdrawn)


def compare(old: Iterable[Plain], new: Iterable[Plain]) -> Comparison:
    """The differences from ``old`` to ``new``; a field that one side lacks counts as None."""
    before, after = by_id(old), by_id(new)
    changed = []
    for key, task in before.items():
        fields = _fields(task, after[key]) if key in after else ()
        if fields:
            changed.append(TaskChange(key, fields))
    return Comparison(
        changed=tuple(changed),
        added=tuple(task for key, task in after.items() if key not in before),
        withdrawn=tuple(task for key, task in before.items() if key not in after),
    )


def applied(old: Iterable[Plain], differences: Comparison) -> list[dict[str, Any]]:
    """``old`` with the differences carried out: of a → b, applied to a, comes b."""
    found = {key: dict(task) for key, task in by_id(old).items()}
    for change in differences.changed:
        found[change.id] |= {one.field: one.new for one in change.fields}
    for task in differences.withdrawn:
        del found[task["id"]]
    return [*found.values(), *(dict(task) for task in differences.added)]


def by_id(tasks: Iterable[Plain]) -> dict[int, Plain]:
    """The tasks by id, in their order. ValueError when two have the same."""
    listed = list(tasks)
    found = {task["id"]: task for task in listed}
    if len(found) != len(listed):
        raise ValueError("two tasks with one id")
    return found


def _fields(old: Plain, new: Plain) -> tuple[FieldChange, ...]:
    names = dict.fromkeys([*old, *new])
    return tuple(
        FieldChange(name, old.get(name), new.get(name))
        for name in names
        if old.get(name) != new.get(name)
    )
