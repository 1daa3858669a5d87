"""Who: the committee, its groups and units, the people, and their dated appointments."""

from units.models.appointment import Appointment, Staff, heads_on, staff_on
from units.models.committee import Committee, Group
from units.models.people import Person, Scope
from units.models.reorganising import (
    NAMES,
    FormerName,
    Reorganisation,
    ReorganisationKind,
    names_on,
)
from units.models.unit import Unit, UnitKind

__all__ = [
    "NAMES",
    "Appointment",
    "Committee",
    "FormerName",
    "Group",
    "Person",
    "Reorganisation",
    "ReorganisationKind",
    "Scope",
    "Staff",
    "Unit",
    "UnitKind",
    "heads_on",
    "names_on",
    "staff_on",
]
