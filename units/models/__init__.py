"""Who: the committee, its groups and units, the people, and their dated appointments."""

from units.models.appointment import Appointment, Staff, heads_on, staff_on
from units.models.committee import Committee, Group
from units.models.people import Person, Scope
from units.models.reorganising import (
    NAMES,
    FormerName,
    Past,
    Reorganisation,
    ReorganisationKind,
    names_on,
    pasts_of,
)
from units.models.unit import Unit, UnitKind

__all__ = [
    "NAMES",
    "Appointment",
    "Committee",
    "FormerName",
    "Group",
    "Past",
    "Person",
    "Reorganisation",
    "ReorganisationKind",
    "Scope",
    "Staff",
    "Unit",
    "UnitKind",
    "heads_on",
    "names_on",
    "pasts_of",
    "staff_on",
]
