"""The 6 rõ check and last year's tasks as pages show them."""

from dataclasses import dataclass
from typing import Any

from camket.text import quarter_label
from commitments import progress, quality
from commitments.models import Commitment
from commitments.quality import Criterion, Finding, TaskData
from commitments.views.deeds import href_of
from commitments.workflow.past import Past
from units.models import Person

# Where a finding's link leads on the task's form.
ANCHORS = {
    "responsibility": "id_responsibility_0",
    "supporting_units": "phoi-hop",
    "bases": "id_basis",
    "milestones": "id_moc-0-quarter",
}


@dataclass(frozen=True)
class Line:
    """One finding and the element of the form it leads to."""

    finding: Finding
    anchor: str


@dataclass(frozen=True)
class Group:
    """One of the six with what was found of it: to be added first, then to be looked at again.

    ``waits``: something is left to the unit to write (a task that is being assigned).
    """

    criterion: Criterion
    lines: list[Line]
    waits: bool = False

    @property
    def is_blocked(self) -> bool:
        return any(line.finding.is_blocking for line in self.lines)


@dataclass(frozen=True)
class Panel:
    """The check of one task: six groups, how many are met, how many points of each level."""

    groups: list[Group]
    met: int
    of: int = quality.CRITERIA

    @property
    def blocking(self) -> int:
        return sum(line.finding.is_blocking for group in self.groups for line in group.lines)

    @property
    def warnings(self) -> int:
        return sum(len(group.lines) for group in self.groups) - self.blocking


def panel_of(
    data: TaskData, year: int, around: quality.Around, unread: list[Finding], left: tuple[str, ...]
) -> Panel:
    """Check a task as far as it could be read. ``left``: fields that may wait for the unit.

    Of a field that cannot be read only that is said, not also that it is empty; and who has typed
    a target is not told to write one.
    """
    silent = {finding.field for finding in unread} - {"milestones"}
    silent |= {"product"} if "target" in silent else set()
    found = [*quality.all_findings(data, year, around), *quality.contradictions(data, year)]
    said = [one for one in dict.fromkeys(found) if one.field not in silent]
    later = {one.criterion for one in said if one.field in left}
    shown = [one for one in [*unread, *said] if one.field not in left]
    shown.sort(key=lambda one: not one.is_blocking)
    groups = [
        Group(one, [Line(f, ANCHORS.get(f.field, f"id_{f.field}")) for f in lines], one in later)
        for one, lines in quality.by_criterion(shown)
    ]
    met = sum(not group.lines and not group.waits for group in groups)
    return Panel(groups, met)


def last_year_rows(
    commitment: Commitment, past: list[Past], person: Person, carried: dict[int | None, int]
) -> list[dict[str, Any]]:
    """Last year's tasks beside this year's: what was promised, what came of it, whether it goes on.

    ``carried``: the numbers of this year's tasks by what they were carried over from. The link is
    there where the person may read that commitment (one query, none without a past).
    """
    ids = {one.task.commitment_id for one in past}
    readable = _readable(person, ids) if ids else set()
    return [
        past_row(one)
        | {
            "href": href_of(one.task.commitment) if one.task.commitment_id in readable else "",
            "carried": carried.get(one.task.pk),
            "carried_href": f"{href_of(commitment)}#nhiem-vu-{carried.get(one.task.pk)}",
            "other_unit": one.task.commitment.unit.short_name
            if one.task.commitment.unit_id != commitment.unit_id
            else "",
        }
        for one in past
    ]


def past_row(past: Past) -> dict[str, Any]:
    """A signed task and its end in words: target, last accepted value, completion (percent)."""
    task = past.task
    goal = progress.goal(
        task.baseline,
        task.target,
        task.given_target,
        unit=task.unit_of_measure,
        maintain=task.maintain,
    )
    reached = (
        progress.amount(past.result, past.unit)
        if past.result is not None and task.is_quantity
        else ""
    )
    return {
        "past": past,
        "task": task,
        "goal": goal,
        "reached": reached,
        "until": quarter_label(past.quarter, past.year) if past.quarter else "",
    }


def _readable(person: Person, ids: set[int]) -> set[int]:
    rows = Commitment.objects.visible_to(person).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))
