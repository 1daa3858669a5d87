"""Who: the committee, its groups and units, the people, and their dated appointments."""

from units.models.appointment import Appointment, Staff, heads_on, staff_on
from units.models.committee import Committee, Group
from units.models.people import Person, Scope
from units.models.reorganising import FormerName, Reorganisation, ReorganisationKind
from units.models.unit import Unit, UnitKind

__all__ = [
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
    "staff_on",
]
