"""Register and change units."""

from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, ask
from camket.text import nfc, search_key
from units.models import Committee, Group, Person, Unit
from units.roles import Permission
from units.workflow.saving import changed, save


@dataclass(frozen=True)
class UnitData:
    """A unit as written by the Office. ``rank`` orders it in its group, lowest first."""

    group: Group
    kind: str
    code: str
    full_name: str
    short_name: str
    report_name: str
    collective: str
    head_post: str
    valid_from: date
    phone: str = ""
    rank: int = 0
    valid_to: date | None = None


@transaction.atomic
def add_unit(*, committee: Committee, data: UnitData, by: Person, at: datetime) -> Unit:
    """Register a unit. Raises Refused for a used code or contradictory dates."""
    _ask_units(by, committee, at)
    unit = Unit(committee=committee, **{f.name: getattr(data, f.name) for f in fields(data)})
    _save_unit(unit)
    audit.record(Deed.UNIT_ADDED, unit, by=by, at=at, committee=committee)
    return unit


@transaction.atomic
def edit_unit(*, unit: Unit, data: UnitData, by: Person, at: datetime) -> Unit:
    """Change a unit's names, place or dates; signed papers and issued reports keep the old ones."""
    _ask_units(by, unit.committee, at)
    changes = {f.name: getattr(data, f.name) for f in fields(data)}
    before = {name: getattr(unit, name) for name in changes}
    for name, value in changes.items():
        setattr(unit, name, value)
    _save_unit(unit)
    audit.record(
        Deed.UNIT_EDITED,
        unit,
        by=by,
        at=at,
        committee=unit.committee,
        before=changed(before, changes),
    )
    return unit


def _save_unit(unit: Unit) -> None:
    for name in ("full_name", "short_name", "report_name", "collective", "head_post", "phone"):
        setattr(unit, name, nfc(getattr(unit, name)).strip())
    unit.search_key = search_key(f"{unit.full_name} {unit.short_name} {unit.code}")
    ask(unit.group.committee_id == unit.committee_id, "Nhóm không thuộc cấp ủy này.")
    save(unit)


def _ask_units(by: Person, committee: Committee, at: datetime) -> None:
    ask(
        by.can(Permission.MANAGE_UNITS, committee, clock.local_date(at)),
        "Chỉ Văn phòng hoặc quản trị hệ thống sửa danh sách đơn vị.",
    )
