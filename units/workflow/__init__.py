"""Every deed that changes who is who."""

from units.workflow.appointments import (
    allow_to_submit,
    appoint,
    appoint_by_email,
    edit_position,
    end_appointment,
    former_heads,
    may_appoint,
)
from units.workflow.committees import (
    add_committee,
    edit_committee,
    found_committee,
    save_group,
)
from units.workflow.people import (
    add_person,
    edit_person,
    invite_person,
    may_edit_person,
    may_invite,
)
from units.workflow.reorganising import (
    UnitNames,
    against,
    ask_also,
    merge_units,
    rename_unit,
    split_unit,
)
from units.workflow.units import UnitData, add_unit, edit_unit

__all__ = [
    "UnitData",
    "UnitNames",
    "add_committee",
    "add_person",
    "add_unit",
    "against",
    "allow_to_submit",
    "appoint",
    "appoint_by_email",
    "ask_also",
    "edit_committee",
    "edit_person",
    "edit_position",
    "edit_unit",
    "end_appointment",
    "former_heads",
    "found_committee",
    "invite_person",
    "may_appoint",
    "may_edit_person",
    "may_invite",
    "merge_units",
    "rename_unit",
    "save_group",
    "split_unit",
]
