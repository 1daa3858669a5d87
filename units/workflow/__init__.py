"""Every deed that changes who is who."""

from units.workflow.appointments import (
    allow_to_submit,
    appoint,
    end_appointment,
    may_appoint,
)
from units.workflow.committees import (
    add_committee,
    edit_committee,
    found_committee,
    save_group,
)
from units.workflow.people import add_person, edit_person
from units.workflow.units import UnitData, add_unit, edit_unit

__all__ = [
    "UnitData",
    "add_committee",
    "add_person",
    "add_unit",
    "allow_to_submit",
    "appoint",
    "edit_committee",
    "edit_person",
    "edit_unit",
    "end_appointment",
    "found_committee",
    "may_appoint",
    "save_group",
]
