"""What an amendment changes, as plain values for people to compare and for the record to keep."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from commitments import comparison
from commitments.comparison import Comparison, Plain
from commitments.models import Amendment, LegalBasis, TaskProgress
from commitments.progress import Status, days_late
from commitments.states import ReportState
from commitments.workflow.amending.copying import promises
from units.models import Unit

CHANGED, ADDED, WITHDRAWN = "changed", "added", "withdrawn"
INNER = ("id", "number", "origin")  # never rewritten


@dataclass(frozen=True)
class Change:
    """One task: what happens to it, its fields as [name, before, after] in plain values.

    Supporting units and bases by name. ``late_by``: days past its old due date on the day of
    proposing, 0 when it was not late. ``reason``: of a withdrawal.
    """

    id: int
    number: int | None
    title: str
    what: str
    reason: str = ""
    late_by: int = 0
    fields: list[list[Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def differences(amendment: Amendment) -> Comparison:
    """From what was in force when the copy was made to what the copy promises."""
    return comparison.compare(amendment.base, promises(amendment.tasks))


def late_on(amendment: Amendment, on: date) -> dict[str, int]:
    """{task id: days late} of each changed or withdrawn task past its old due date on the day.

    A task judged done is not late whatever its date says. JSON keys are text.
    """
    found = differences(amendment)
    touched = {one.id for one in found.changed} | {task["id"] for task in found.withdrawn}
    done = set(
        TaskProgress.objects.filter(
            task__in=touched, report__state=ReportState.ACCEPTED, judged_status=Status.DONE
        ).values_list("task", flat=True)
    )
    due = {task["id"]: task["due_on"] for task in amendment.base}
    return {
        str(key): late
        for key in sorted(touched - done)
        if due[key] and (late := days_late(date.fromisoformat(due[key]), on)) > 0
    }


def changes_of(amendment: Amendment, on: date, names: "Names | None" = None) -> list[Change]:
    """All changes in order of number, the new tasks last. What was decided: as it was frozen.

    A draft says how late each task would be called if it were proposed on the day. ``names`` of
    several amendments (``named``) for a page that shows them together.
    """
    if amendment.content:
        return [Change(**one) for one in amendment.content["changes"]]
    moment = amendment.moment if amendment.proposed_at else late_on(amendment, on)
    found = differences(amendment)
    names = names or named(amendment)
    base = {task["id"]: task for task in amendment.base}
    reasons = {task["id"]: task.get("withdrawn", "") for task in amendment.tasks}
    rows = [
        Change(
            **_head(base[one.id], CHANGED, moment),
            fields=[names.pair(f.field, f.old, f.new) for f in one.fields],
        )
        for one in found.changed
    ]
    rows += [
        Change(**_head(task, WITHDRAWN, moment), reason=reasons[task["id"]])
        for task in found.withdrawn
    ]
    rows.sort(key=lambda row: row.number or 0)
    return rows + [
        Change(
            **_head(task, ADDED, {}),
            fields=[names.pair(n, None, v) for n, v in task.items() if n not in INNER and v],
        )
        for task in found.added
    ]


def counts_of(amendment: Amendment) -> tuple[int, int, int]:
    """How many tasks are changed, added, withdrawn; asks the database nothing."""
    if amendment.content:
        kinds = [one["what"] for one in amendment.content["changes"]]
        return kinds.count(CHANGED), kinds.count(ADDED), kinds.count(WITHDRAWN)
    found = differences(amendment)
    return len(found.changed), len(found.added), len(found.withdrawn)


def named(*amendments: Amendment) -> "Names":
    """Names of the units and bases that these amendments point at (two queries at most)."""
    return Names([task for one in amendments for task in (*one.base, *one.tasks)])


def _head(task: Plain, what: str, moment: dict[str, int]) -> dict[str, Any]:
    key = task["id"]
    return {
        "id": key,
        "number": task["number"],
        "title": task["title"],
        "what": what,
        "late_by": moment.get(str(key), 0),
    }


class Names:
    """Rows' names by id, so that what is kept does not change with them."""

    def __init__(self, tasks: Collection[Plain]) -> None:
        units = {pk for task in tasks for pk in task["supporting_units"]}
        bases = {pk for task in tasks for pk in task["bases"]}
        self.known = {
            "supporting_units": {
                unit.pk: unit.short_name for unit in Unit.objects.filter(pk__in=units)
            },
            "bases": {basis.pk: basis.cited for basis in LegalBasis.objects.filter(pk__in=bases)},
        }

    def pair(self, name: str, old: Any, new: Any) -> list[Any]:
        return [name, self.of(name, old), self.of(name, new)]

    def of(self, name: str, value: Any) -> Any:
        if name not in self.known or value is None:
            return value
        return [self.known[name].get(pk, "") for pk in value]
