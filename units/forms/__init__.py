"""What people type about units, people and the committee."""

from units.forms.committee import CommitteeForm, FirstRunForm
from units.forms.people import AppointForm, EndForm, PersonForm
from units.forms.reorganising import MergeForm, RenameForm, SplitForm
from units.forms.units import GroupForm, UnitForm

__all__ = [
    "AppointForm",
    "CommitteeForm",
    "EndForm",
    "FirstRunForm",
    "GroupForm",
    "MergeForm",
    "PersonForm",
    "RenameForm",
    "SplitForm",
    "UnitForm",
]
