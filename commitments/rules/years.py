"""Who may open and change a year, and in which years a unit may still write."""

from datetime import date

from commitments.models import Year
from commitments.states import WRITABLE_YEARS, YearState
from units.models import Committee, Person
from units.roles import Permission

__all__ = ["WRITABLE_YEARS", "may_edit_bases", "may_edit_year", "may_open_year"]


def may_open_year(person: Person, committee: Committee, on: date) -> bool:
    return person.can(Permission.MANAGE_YEAR, committee, on)


def may_edit_bases(person: Person, committee: Committee, on: date) -> bool:
    """The Office keeps the register of resolutions and conclusions."""
    return person.can(Permission.MANAGE_YEAR, committee, on)


def may_edit_year(person: Person, year: Year, on: date) -> bool:
    return year.state != YearState.CLOSED and person.can(Permission.MANAGE_YEAR, year.committee, on)
