"""What every desk asks of its year: which quarter it is, and what is already being registered."""

from datetime import date

from commitments.models import Year
from commitments.states import YearState
from units.models import Person


def registering(year: Year, person: Person) -> list[Year]:
    """Later years whose registration is open: in December people live in two years at once."""
    years = Year.objects.visible_to(person).filter(committee=year.committee, year__gt=year.year)
    return list(years.filter(state=YearState.REGISTRATION).order_by("year"))


def current_quarter(year: Year, on: date) -> int:
    """The quarter people talk about: the first whose lock day is not past, else the last."""
    rows = list(year.periods.order_by("quarter"))
    return next((p.quarter for p in rows if p.locks_on >= on), 4)
