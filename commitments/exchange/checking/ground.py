"""What every check looks at, loaded once; and what a check says."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from camket.text import shorten
from commitments.exchange.deeds import Deed
from commitments.exchange.names import Names, group_names, unit_names
from commitments.exchange.reading import Read, Row
from commitments.models import Year
from units.models import Committee, Person, Unit

NEW, UPDATE, SAME, ERROR = "new", "update", "same", "error"
OUTCOMES = {NEW: "Thêm mới", UPDATE: "Cập nhật", SAME: "Không đổi", ERROR: "Lỗi"}


@dataclass
class Outcome:
    """One row's: ``what`` names the thing, ``lines`` say what changes or what is wrong."""

    sheet: str
    row: int
    what: str
    outcome: str
    lines: list[str] = field(default_factory=list)


@dataclass
class Plan:
    outcomes: list[Outcome] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    new_people: int = 0

    def say(
        self, row: Row, what: str, outcome: str, lines: list[str] | None = None, *deeds: Deed
    ) -> None:
        """A row with objections is an error whatever else it would be, and does nothing."""
        said = [*row.wrong] if row.wrong else list(lines or [])
        if row.hidden:
            said.append("Dòng này đang ẩn trong tệp.")
        judged = ERROR if row.wrong else outcome
        self.outcomes.append(Outcome(row.sheet, row.number, what, judged, said))
        if not row.wrong:
            self.deeds.extend(deeds)

    @property
    def has_errors(self) -> bool:
        return any(one.outcome == ERROR for one in self.outcomes)

    def rows(self) -> list[dict[str, Any]]:
        """The outcomes as JSON."""
        return [vars(one) for one in self.outcomes]

    def counts(self) -> dict[str, dict[str, int]]:
        """{sheet: {outcome: how many}}, only what there is."""
        found: dict[str, Counter[str]] = {}
        for one in self.outcomes:
            found.setdefault(one.sheet, Counter())[one.outcome] += 1
        return {sheet: dict(counter) for sheet, counter in found.items()}


class Ground:
    """The committee's units and groups, with the units that the workbook itself adds."""

    def __init__(
        self, committee: Committee, year: Year | None, by: Person, on: date, read: Read
    ) -> None:
        self.committee, self.year, self.by, self.on, self.read = committee, year, by, on, read
        self.groups = group_names(committee.groups.all())
        self.stored = list(committee.units.select_related("group").order_by("pk"))
        for unit in self.stored:
            unit.committee = committee
        self.units: Names[Unit] = unit_names(self.stored)
        self.by_code = {unit.code: unit for unit in self.stored}

    def rows(self, key: str) -> list[Row]:
        return self.read.rows[key]

    def unit_of(self, row: Row, key: str = "unit") -> Unit | None:
        """The unit a row names; None, with the objection, when there is none of that name."""
        said = row.values.get(key)
        if not said:
            return None
        try:
            return self.units.find(str(said))
        except ValueError as error:
            row.objects(key, str(error))
            return None


def differences(pairs: Iterator[tuple[str, Any, Any]]) -> list[str]:
    """'điện thoại: “a” → “b”' of each (name, before, after) that differs."""
    return [
        f"{name}: {_quoted(before)} → {_quoted(after)}"
        for name, before, after in pairs
        if before != after
    ]


def _quoted(value: Any) -> str:
    said = str(value) if value not in (None, "") else ""
    return f"“{shorten(said, 80)}”" if said else "trống"
