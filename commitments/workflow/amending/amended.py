"""The content of an amended commitment: the new wording, with what was signed beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from commitments.comparison import Comparison, TaskChange
from commitments.models import Amendment, Task
from commitments.workflow.freezing import task_content
from units.models import Person


def amended_content(
    amendment: Amendment,
    found: Comparison,
    rows: Mapping[int, Task],
    *,
    number: int,
    on: date,
    by: Person,
) -> dict[str, Any]:
    """What was in force, with the touched tasks as they are now. Header and signatures stay.

    ``amendment`` is this one, ``amendments`` all up to it. A touched task says ``amended``
    ("changed", "added", "withdrawn"), by which amendment (``amended_by``), how many days late it
    was when proposed (``late_by``), and of a changed one ``was``: the first wording of each field
    that differs, as it was signed. An untouched task is kept to the letter.
    """
    before = amendment.commitment.content or {}
    said = {
        "number": number,
        "decided_on": on.isoformat(),
        "decided_by": by.full_name,
        "reason": amendment.reason,
    }
    changes = {change.id: change for change in found.changed}
    gone = {task["id"] for task in found.withdrawn}
    reasons = {task["id"]: task.get("withdrawn", "") for task in amendment.tasks}
    tasks = []
    for task in before["tasks"]:
        key = _key(task, rows)
        late = amendment.moment.get(str(key), 0)
        if key in changes:
            tasks.append(_changed(task, rows[key], changes[key], number, late))
        elif key in gone:
            why = {"withdrawn_because": reasons[key]}
            tasks.append({**task, "amended": "withdrawn", **_by(number, late), **why})
        else:
            tasks.append(task)
    for one in found.added:
        new = task_content(rows[one["id"]])
        tasks.append({**new, "amended": "added", "amended_by": number, "since": on.isoformat()})
    earlier = before.get("amendments", [])
    return {**before, "tasks": tasks, "amendment": said, "amendments": [*earlier, said]}


def _changed(
    before: dict[str, Any], row: Task, change: TaskChange, number: int, late: int
) -> dict[str, Any]:
    new = task_content(row)
    was = dict(before.get("was", {}))
    for one in change.fields:
        was.setdefault(one.field, before.get(one.field))
    was = {name: old for name, old in was.items() if old != new[name]}
    added = before.get("amended") == "added"
    kept = {"since": before["since"]} if added else {}
    what = "added" if added else "changed"
    late = max(late, before.get("late_by", 0))
    return {**new, "amended": what, **_by(number, late), **kept, "was": was}


def _by(number: int, late: int) -> dict[str, Any]:
    return {"amended_by": number} | ({"late_by": late} if late else {})


def _key(task: dict[str, Any], rows: Mapping[int, Task]) -> int | None:
    """The row of a frozen task; papers signed before ids were kept are known by number."""
    if "id" in task:
        return int(task["id"])
    return next((key for key, row in rows.items() if row.number == task["number"]), None)
