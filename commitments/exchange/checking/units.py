"""Rows of "Đơn vị": known by their code, or else by exactly the same name."""

from datetime import date
from typing import Any

from camket.text import format_date
from commitments.exchange.checking.ground import NEW, SAME, UPDATE, Ground, Plan, differences
from commitments.exchange.columns import UNITS
from commitments.exchange.deeds import AddUnit, EditUnit
from commitments.exchange.reading import Row
from units.forms.fields import code_from
from units.models import Group, Unit
from units.roles import Permission
from units.workflow import UnitData
from units.workflow.units import RESERVED

OWN = ("full_name", "short_name", "report_name", "collective", "head_post", "phone", "kind")


def check_units(ground: Ground, plan: Plan) -> None:
    may = ground.by.can(Permission.MANAGE_UNITS, ground.committee, ground.on)
    lasts = _last_ranks(ground)
    taken: dict[str, Row] = {}
    named: dict[str, Row] = {}
    for row in ground.rows(UNITS.key):
        unit = _known(ground, row)
        group = _group(ground, row, unit)
        data = _data(ground, row, unit, group, lasts) if not row.wrong else None
        if data is not None:
            _ask_once(row, data, taken, named)
            if not may and (unit is None or _changes(unit, data)):
                row.objects("code", "anh/chị không được sửa danh sách đơn vị.")
        _judge(ground, plan, row, unit, data)


def _judge(ground: Ground, plan: Plan, row: Row, unit: Unit | None, data: UnitData | None) -> None:
    what = str(row.values.get("short_name") or row.values.get("full_name") or "")
    if row.wrong or data is None:
        plan.say(row, what, NEW)
    elif unit is None:
        made = Unit(committee=ground.committee, **vars(data))
        ground.units.add(made, made.code, (made.short_name, made.full_name))
        plan.say(row, what, NEW, [f"Mã: {data.code}."], AddUnit(data))
    elif changes := _changes(unit, data):
        plan.say(row, what, UPDATE, changes, EditUnit(unit, data))
    else:
        plan.say(row, what, SAME)


def _known(ground: Ground, row: Row) -> Unit | None:
    """The stored unit of this row. A new code under a name in use is an objection."""
    code = row.values.get("code")
    names = [str(row.values[k]) for k in ("full_name", "short_name") if row.values.get(k)]
    if code and (found := ground.by_code.get(str(code))):
        return found
    same = [
        unit
        for unit in {u.pk: u for name in names for u in ground.units.named(name) if u.pk}.values()
        if unit.valid_to is None or unit.valid_to >= ground.on
    ]
    if code and same:
        row.objects(
            "code",
            f"tên này đang là của đơn vị mã “{same[0].code}”. Đề nghị ghi đúng mã đó, hoặc sửa tên.",
        )
    elif len(same) > 1:
        codes = ", ".join(unit.code for unit in same)
        row.objects("full_name", f"có nhiều đơn vị cùng tên; đề nghị ghi mã ({codes}).")
    return same[0] if same and not code and not row.wrong else None


def _group(ground: Ground, row: Row, unit: Unit | None) -> Group | None:
    if "group" not in row.values:
        return unit.group if unit else None
    said = row.values["group"]
    try:
        return ground.groups.find(str(said)) if said else None
    except ValueError as error:
        row.objects("group", str(error))
        return None


def _data(
    ground: Ground, row: Row, unit: Unit | None, group: Group | None, lasts: dict[int, int]
) -> UnitData | None:
    """The whole unit as wanted: the row's values, and what is stored where a column is missing."""
    assert group is not None
    wanted: dict[str, Any] = {name: row.values.get(name, getattr(unit, name, "")) for name in OWN}
    wanted["report_name"] = wanted["report_name"] or (
        unit.report_name if unit else wanted["short_name"]
    )
    wanted["code"] = (
        unit.code if unit else code_from(str(row.values.get("code") or ""), wanted["short_name"])
    )
    for name in ("valid_from", "valid_to"):
        said = row.values.get(name)
        stored = getattr(unit, name, None) if name not in row.values else None
        wanted[name] = date.fromisoformat(str(said)) if said else stored
    rank = row.values.get("rank")
    if rank is None:
        rank = unit.rank if unit else lasts.get(group.pk, 0) + 1
    lasts[group.pk] = max(lasts.get(group.pk, 0), int(rank))
    data = UnitData(group=group, rank=int(rank), **wanted)
    _ask_sense(ground, row, unit, data)
    return None if row.wrong else data


def _ask_sense(ground: Ground, row: Row, unit: Unit | None, data: UnitData) -> None:
    if not data.code or data.code in RESERVED:
        row.objects("code", f"không dùng được mã “{data.code}”. Đề nghị ghi mã khác.")
    elif unit is None and data.code in ground.by_code:
        row.objects("code", f"mã “{data.code}” đã có đơn vị dùng. Đề nghị ghi mã khác.")
    if data.valid_to and data.valid_to < data.valid_from:
        row.objects("valid_to", "ngày kết thúc phải sau ngày bắt đầu hoạt động.")


def _ask_once(row: Row, data: UnitData, taken: dict[str, Row], named: dict[str, Row]) -> None:
    """Twice in one file: the same code, or the same full name."""
    if first := taken.get(data.code):
        row.objects("code", f"mã “{data.code}” trùng với dòng {first.number}.")
    key = data.full_name.casefold()
    other = named.get(key)
    if other and not (row.values.get("code") and other.values.get("code")):
        row.objects("full_name", f"“{data.full_name}” trùng với dòng {other.number}.")
    taken.setdefault(data.code, row)
    named.setdefault(key, row)


def _changes(unit: Unit, data: UnitData) -> list[str]:
    def pairs() -> Any:
        for column in UNITS.columns:
            before, after = getattr(unit, column.key), getattr(data, column.key)
            if column.kind == "day":
                before, after = _day(before), _day(after)
            elif column.key == "group":
                before, after = str(unit.group), str(data.group)
                if unit.group_id != data.group.pk and before == after:
                    after = f"{after} ({data.group.code})"
            elif column.key == "kind":
                shown = dict(column.choices)
                before, after = shown.get(before, before), shown.get(after, after)
            yield column.name, before, after

    return differences(pairs())


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _last_ranks(ground: Ground) -> dict[int, int]:
    lasts: dict[int, int] = {}
    for unit in ground.stored:
        lasts[unit.group_id] = max(lasts.get(unit.group_id, 0), unit.rank)
    return lasts
