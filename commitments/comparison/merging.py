"""Joins two rewritings of one list of tasks; where both rewrote the same thing, asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from commitments.comparison.tasks import Plain, by_id

MINE, THEIRS = "mine", "theirs"
WHOLE = ""  # the field of a conflict about the whole task: one side withdrew what the other changed
_MISSING: Any = object()
Answers = Mapping[tuple[int, str], str]


@dataclass(frozen=True)
class Conflict:
    """Both sides changed ``field`` of task ``id``, each its own way. None: has no such task."""

    id: int
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merge:
    """``tasks``: both rewritings joined, mine wherever ``conflicts`` still asks."""

    tasks: list[dict[str, Any]]
    conflicts: tuple[Conflict, ...] = ()


def merge(
    base: Iterable[Plain],
    mine: Iterable[Plain],
    theirs: Iterable[Plain],
    answers: Answers | None = None,
) -> Merge:
    """Three-way: what only one side changed is taken, what both changed alike is taken once.

    ``answers`` maps (task id, field) to MINE or THEIRS for conflicts that somebody has decided.
    Tasks stand as in ``theirs``, then those that only ``mine`` has.
    """
    old, ours, other, said = by_id(base), by_id(mine), by_id(theirs), answers or {}
    tasks: list[dict[str, Any]] = []
    conflicts: list[Conflict] = []
    for key in dict.fromkeys([*other, *ours]):
        task, found = _joined(key, old.get(key), ours.get(key), other.get(key), said)
        conflicts += found
        if task is not None:
            tasks.append(task)
    return Merge(tasks, tuple(conflicts))


def _joined(
    key: int, base: Plain | None, mine: Plain | None, theirs: Plain | None, said: Answers
) -> tuple[dict[str, Any] | None, list[Conflict]]:
    if mine is not None and theirs is not None:
        return _fields(key, base or {}, mine, theirs, said)
    there = theirs if mine is None else mine
    if base is None:  # added by one side
        return dict(there or {}), []
    if there == base:  # withdrawn by one side, left alone by the other
        return None, []
    taken, asked = _taken(key, WHOLE, base, mine, theirs, said)
    return (None if taken is None else dict(taken)), asked


def _fields(
    key: int, base: Plain, mine: Plain, theirs: Plain, said: Answers
) -> tuple[dict[str, Any], list[Conflict]]:
    joined: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for name in dict.fromkeys([*theirs, *mine]):
        old = base.get(name, _MISSING)
        ours, other = mine.get(name), theirs.get(name)
        if ours in (old, other):
            joined[name] = other
        elif other == old:
            joined[name] = ours
        else:
            shown = None if old is _MISSING else old
            joined[name], asked = _taken(key, name, shown, ours, other, said)
            conflicts += asked
    return joined, conflicts


def _taken(
    key: int, name: str, base: Any, mine: Any, theirs: Any, said: Answers
) -> tuple[Any, list[Conflict]]:
    answer = said.get((key, name))
    if answer is None:
        return mine, [Conflict(key, name, base, mine, theirs)]
    return (theirs if answer == THEIRS else mine), []
