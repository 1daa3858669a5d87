"""Who is on stage: the committee, its units and people as rows, and the hours they act at."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from camket import clock
from commitments.models import Commitment, LegalBasis, ProgressReport, Year
from units.models import Committee, Person, Unit


@dataclass
class Stage:
    """Rows by the codes of the data, documents by how they are cited; filled by ``opening``."""

    committee: Committee
    admin: Person
    units: dict[str, Unit] = field(default_factory=dict)
    heads: dict[str, Person] = field(default_factory=dict)
    reporters: dict[str, Person] = field(default_factory=dict)
    offices: list[Person] = field(default_factory=list)
    standing: list[Person] = field(default_factory=list)
    inspectors: list[Person] = field(default_factory=list)
    years: dict[int, Year] = field(default_factory=dict)
    documents: dict[str, LegalBasis] = field(default_factory=dict)

    @property
    def clerk(self) -> Person:
        """The office's specialist who does the daily work."""
        return self.offices[1]

    @property
    def secretary(self) -> Person:
        return self.standing[0]

    @property
    def inspector(self) -> Person:
        return self.inspectors[0]

    def commitment(self, year: int, unit_code: str) -> Commitment:
        return Commitment.objects.select_related("year__committee", "unit__group").get(
            year=self.years[year], unit=self.units[unit_code]
        )

    def report(self, year: int, unit_code: str, quarter: int) -> ProgressReport:
        return ProgressReport.objects.with_names().get(
            commitment__year=self.years[year],
            commitment__unit=self.units[unit_code],
            period__quarter=quarter,
        )


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """That hour of that day in Vietnam."""
    return datetime.combine(day, time(hour, minute), clock.TZ)


def next_morning(moment: datetime) -> date:
    """The working day after."""
    day = clock.local_date(moment) + timedelta(days=1)
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def minute_of(code: str) -> int:
    """A minute that differs from unit to unit and is the same every time."""
    return sum(code.encode()) % 60


def about(number: int, comment: str) -> str:
    """A comment as it stands at its task, which the page names already."""
    said = comment.removeprefix(f"Nhiệm vụ {number}").lstrip(": ")
    return said[:1].upper() + said[1:]
