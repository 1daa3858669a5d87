"""Two rounds of one report side by side: what the unit changed between them, task by task. Pure.

A round is the frozen content of a handing-in (``workflow.freezing.report_content``).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commitments.comparison.tasks import FieldChange, Plain

PUT_TO = ("addressee", "addressed_unit", "wanted_by")
GENERAL = ("highlights", "difficulties", "proposals", *PUT_TO)
ANSWERS = (
    "status",
    "actual",
    "done_milestones",
    "changed",
    "difficulties",
    "proposals",
    *PUT_TO,
    "evidence",
    "needs_support_since",
    "nothing_new",
)


@dataclass(frozen=True)
class AnswerChange:
    """One task of both rounds, or of one: ``old`` or ``new`` is then None.

    ``fields`` are the answers that differ; ``reworded`` says that the promise itself was amended
    between the two.
    """

    old: Plain | None
    new: Plain | None
    fields: tuple[FieldChange, ...] = ()
    reworded: bool = False

    @property
    def promise(self) -> Plain:
        promise: Plain = (self.new or self.old or {})["promise"]
        return promise


@dataclass(frozen=True)
class RoundChange:
    """All of two rounds: the general part's differences, and every task in the order of the newer."""

    general: tuple[FieldChange, ...]
    tasks: tuple[AnswerChange, ...]

    @property
    def count(self) -> int:
        """How many fields differ; a task that only one round has counts as one."""
        tasks = sum(len(task.fields) or (None in (task.old, task.new)) for task in self.tasks)
        return len(self.general) + tasks


def compare_rounds(old: Plain, new: Plain) -> RoundChange:
    """From ``old`` to ``new``. A field that an older round did not keep counts as empty."""
    before = {task["promise"]["id"]: task for task in old["tasks"]}
    tasks = [_task(before.pop(task["promise"]["id"], None), task) for task in new["tasks"]]
    tasks += [AnswerChange(task, None) for task in before.values()]
    return RoundChange(_fields(old, new, GENERAL), tuple(tasks))


def _task(old: Plain | None, new: Plain) -> AnswerChange:
    if old is None:
        return AnswerChange(None, new)
    return AnswerChange(old, new, _fields(old, new, ANSWERS), old["promise"] != new["promise"])


def _fields(old: Plain, new: Plain, names: Iterable[str]) -> tuple[FieldChange, ...]:
    pairs = ((name, _plain(name, old), _plain(name, new)) for name in names)
    return tuple(FieldChange(name, one, two) for name, one, two in pairs if one != two)


def _plain(name: str, content: Plain) -> Any:
    """A missing field as an empty one; files as their names with digests, whatever their order."""
    value = content.get(name) or None
    if name != "evidence" or not value:
        return value
    return sorted((file["name"], file["sha256"]) for file in value)
