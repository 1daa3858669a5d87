"""Who may bring data in by workbook; each row is asked about again by its own verb."""

from datetime import date

from units.models import Committee, Person
from units.roles import Permission


def may_import(person: Person, committee: Committee, on: date) -> bool:
    """The Office; the administrator for units and people."""
    return person.can(Permission.MANAGE_UNITS, committee, on)
