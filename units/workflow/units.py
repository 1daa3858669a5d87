"""Register and change units."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, ask
from camket.text import search_key
from units.models import Committee, FormerName, Group, Person, Unit
from units.roles import Permission
from units.workflow.saving import as_words, change, names_of, save, tidy

# Words that stand in the place of a unit's code in addresses (units/urls.py).
RESERVED = frozenset({"them", "xuat", "sap-xep"})
LONGEST_KEY = 2000  # of the stored search key


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
    ask_units(by, committee, at)
    unit = Unit(committee=committee, **_columns(committee, data))
    save(unit)
    audit.record(Deed.UNIT_ADDED, unit, by=by, at=at, committee=committee)
    return unit


@transaction.atomic
def edit_unit(
    *, unit: Unit, data: UnitData, by: Person, at: datetime, version: int | None = None
) -> Unit:
    """Change a unit's names, place or dates; signed papers and issued reports keep the old ones.

    Raises Conflict (with the other person's values) on a stale ``version``. A first last day is
    recorded as the unit's closing. A last day that a merger or a split has set is not moved here.
    """
    ask_units(by, unit.committee, at)
    kept = unit.carried_by_id is None or data.valid_to == unit.valid_to
    ask(kept, "Ngày kết thúc do quyết định sắp xếp đơn vị đặt ra, không sửa ở đây.")
    columns = _columns(unit.committee, data)
    columns["search_key"] = key_of(columns, unit)
    saved, before = change(unit, columns, version)
    if before:
        closing = "valid_to" in before and before["valid_to"] is None
        audit.record(
            Deed.UNIT_CLOSED if closing else Deed.UNIT_EDITED,
            saved,
            by=by,
            at=at,
            committee=unit.committee,
            comment=f"Đã sửa: {names_of(saved, before)}.",
            before=as_words(before),
        )
    return saved


def _columns(committee: Committee, data: UnitData) -> dict[str, Any]:
    columns = {field.name: tidy(getattr(data, field.name)) for field in fields(data)}
    ask(data.group.committee_id == committee.pk, "Nhóm không thuộc cấp ủy này.")
    ask(data.code not in RESERVED, f"Không dùng được mã “{data.code}”. Xin chọn mã khác.")
    return columns | {"search_key": key_of(columns)}


def key_of(columns: Mapping[str, Any], unit: Unit | None = None) -> str:
    """What a search for the unit looks in: its names, and those it and its predecessors had."""
    words = [columns["full_name"], columns["short_name"], columns["code"]]
    if unit is not None:
        for former in FormerName.objects.filter(unit=unit).order_by("-until"):
            words += [former.full_name, former.short_name]
        for ended in unit.predecessors.order_by("pk"):
            words.append(ended.search_key)
    return " ".join(dict.fromkeys(search_key(word) for word in words))[:LONGEST_KEY].strip()


def ask_units(by: Person, committee: Committee, at: datetime) -> None:
    """Third beat of every verb about units."""
    ask(
        by.can(Permission.MANAGE_UNITS, committee, clock.local_date(at)),
        "Chỉ Văn phòng hoặc quản trị hệ thống sửa danh sách đơn vị.",
    )
