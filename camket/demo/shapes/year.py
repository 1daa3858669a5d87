"""A year: its documents, its calendar, figures of the city."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from camket.text import format_date


@dataclass(frozen=True)
class BasisSpec:
    """A document a year or a task rests on. `number` and `issued_on` may be unknown.

    `ended_on`: the first day on which it is no longer in force.
    """

    kind: str
    number: str
    issued_on: date | None
    issuer: str
    summary: str
    ended_on: date | None = None

    @property
    def cited(self) -> str:
        """As it is named in running text: 'Kết luận số … ngày … của … về …'."""
        words = [self.kind]
        if self.number:
            words.append(f"số {self.number}")
        if self.issued_on:
            words.append(f"ngày {format_date(self.issued_on)}")
        return " ".join([*words, f"của {self.issuer}", self.summary])


@dataclass(frozen=True)
class PeriodSpec:
    quarter: int
    due_on: date


@dataclass(frozen=True)
class YearSpec:
    year: int
    theme: str
    theme_is_invented: bool
    min_tasks: int
    max_tasks: int
    opened_on: date
    register_by: date
    approved_on: date
    signed_on: date
    conference: str
    bases: tuple[BasisSpec, ...]
    periods: tuple[PeriodSpec, ...]


@dataclass(frozen=True)
class IndicatorSpec:
    """A figure of the city that no promise yields: typed, with its source and day."""

    code: str
    label: str
    value: Decimal
    unit_of_measure: str
    source: str
    as_of: date
