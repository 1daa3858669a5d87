"""Rename, merge, split: dated, by a decision; what was signed goes on with the successor.

What was issued keeps its words: papers, rounds and reports are drawn from their frozen content.
Source: domain.md §3, docs/decisions/0013.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim
from camket.text import format_date, nfc
from units.models import NAMES, Committee, FormerName, Person, Reorganisation, Unit
from units.models import ReorganisationKind as Kind
from units.workflow.appointments import ONE_DAY, end_all
from units.workflow.saving import change, save, tidy
from units.workflow.units import UnitData, add_unit, ask_units, key_of

LONGEST_DECISION = 300  # as stored

# (units that end, first day without them, today) -> sentences against it
Question = Callable[[Sequence[Unit], date, date], list[str]]
_questions: list[Question] = []


def ask_also(question: Question) -> None:
    """Register who else is asked before units end; apps call it when they are ready."""
    if question not in _questions:
        _questions.append(question)


@dataclass(frozen=True)
class UnitNames:
    """What a unit is called from the day on."""

    full_name: str
    short_name: str
    report_name: str
    collective: str
    head_post: str


@transaction.atomic
def rename_unit(
    *,
    unit: Unit,
    names: UnitNames,
    starts_on: date,
    decision: str,
    by: Person,
    at: datetime,
    version: int | None = None,
) -> Reorganisation:
    """Give the same unit other names; those it had are kept until the day before.

    From today or an earlier day: the row has its new names at once. Raises Conflict on a stale
    ``version``, Refused for a day before the unit or its last renaming, or names that are the same.
    """
    ask_units(by, unit.committee, at)
    [unit] = _locked([unit])
    today, told = clock.local_date(at), _decision(decision)
    ask(
        starts_on <= today,
        "Đổi tên có hiệu lực ngay khi ghi. Ngày đổi tên không thể ở sau hôm nay; đề nghị ghi vào"
        " ngày đó.",
    )
    _ask_living(unit, starts_on)
    last = unit.former_names.order_by("-until").first()
    ask(
        last is None or starts_on - ONE_DAY > last.until,
        f"{unit} đã đổi tên từ ngày {format_date(last.until + ONE_DAY) if last else ''}."
        " Đề nghị chọn ngày sau đó.",
    )
    wanted = {field.name: tidy(getattr(names, field.name)) for field in fields(names)}
    before = {name: getattr(unit, name) for name in NAMES}
    ask(wanted != before, "Tên mới giống tên đang dùng.")
    save(FormerName(unit=unit, until=starts_on - ONE_DAY, **before))
    key = key_of(wanted | {"code": unit.code}, unit)
    saved, _ = change(unit, wanted | {"search_key": key}, version)
    _renew_keys([saved])
    made = _recorded(
        Kind.RENAME, unit.committee, starts_on, told, [unit], [saved], by, at,
        names={"before": before, "after": wanted},
    )  # fmt: skip
    _say(Deed.UNIT_RENAMED, made, f"“{before['short_name']}” đổi tên thành “{saved}”", by, at)
    return made


@transaction.atomic
def merge_units(
    *,
    units: Collection[Unit],
    into: Unit | UnitData,
    starts_on: date,
    decision: str,
    by: Person,
    at: datetime,
) -> Reorganisation:
    """End these units the day before, into a new unit or one that goes on.

    Posts in them end that day. From the first day on the successor's people read, report and
    amend what the units, and those they carried, had signed. Raises Refused with every reason.
    """
    committee = _committee_of(units, into)
    ask_units(by, committee, at)
    told = _decision(decision)
    kept = [into] if isinstance(into, Unit) else []
    ending = _locked([*units, *kept])
    successor = next((unit for unit in ending if kept and unit.pk == kept[0].pk), None)
    ending = [unit for unit in ending if unit != successor]
    ask(len(ending) == len(set(units)), "Không hợp nhất một đơn vị vào chính đơn vị đó.")
    if successor is None:
        ask(len(ending) >= 2, "Chọn ít nhất hai đơn vị để hợp nhất thành một đơn vị mới.")
    else:
        ask(bool(ending), "Chọn ít nhất một đơn vị để hợp nhất.")
        _ask_living(successor, starts_on, first=True)
    _ask_ending(ending, starts_on, at)
    if successor is None:
        assert isinstance(into, UnitData)
        successor = _founded(committee, into, starts_on, by, at)
    _end(ending, [successor], successor, starts_on, told, by=by, at=at)
    made = _recorded(Kind.MERGE, committee, starts_on, told, ending, [successor], by, at)
    _say(Deed.UNITS_MERGED, made, f"{_named(ending)} hợp nhất vào {successor}", by, at)
    return made


@transaction.atomic
def split_unit(
    *,
    unit: Unit,
    parts: Sequence[UnitData],
    carrier: int,
    starts_on: date,
    decision: str,
    by: Person,
    at: datetime,
) -> Reorganisation:
    """End a unit the day before and found its parts; one of them carries on what was signed.

    ``carrier`` is the place of that part (0, 1, …). Otherwise as ``merge_units``.
    """
    ask_units(by, unit.committee, at)
    told = _decision(decision)
    [unit] = _locked([unit])
    ask(len(parts) >= 2, "Chia tách cần ít nhất hai đơn vị mới.")
    ask(0 <= carrier < len(parts), "Chọn một đơn vị mới tiếp tục thực hiện bản cam kết đã ký.")
    _ask_ending([unit], starts_on, at)
    made_of = [_founded(unit.committee, part, starts_on, by, at) for part in parts]
    _end([unit], made_of, made_of[carrier], starts_on, told, by=by, at=at)
    made = _recorded(
        Kind.SPLIT, unit.committee, starts_on, told, [unit], made_of, by, at,
        carrier=made_of[carrier].pk,
    )  # fmt: skip
    told_of = f"{unit} chia tách thành {_named(made_of)}; {made_of[carrier]} tiếp tục cam kết đã ký"
    _say(Deed.UNIT_SPLIT, made, told_of, by, at)
    return made


def against(units: Sequence[Unit], starts_on: date, on: date) -> list[str]:
    """Every reason why these units cannot end the day before; empty when they can."""
    wrong = [sentence for unit in units if (sentence := _not_living(unit, starts_on))]
    if starts_on > on:
        carrying = Unit.objects.filter(carried_by__in=[unit.pk for unit in units])
        wrong += [
            f"{unit.carried_by} đang tiếp tục cam kết của {unit}; việc sắp xếp chỉ ghi được từ"
            " ngày có hiệu lực."
            for unit in carrying.select_related("carried_by").order_by("pk")
        ]
    return wrong + [line for question in _questions for line in question(units, starts_on, on)]


def _ask_ending(units: Sequence[Unit], starts_on: date, at: datetime) -> None:
    if wrong := against(units, starts_on, clock.local_date(at)):
        raise Refused("Chưa sắp xếp được các đơn vị này.", lines=wrong)


def _not_living(unit: Unit, starts_on: date, *, first: bool = False) -> str:
    """Why the unit does not live up to that day; ``first``: it may begin on the day itself."""
    if unit.valid_to is not None and unit.valid_to < starts_on:
        return f"{unit} đã kết thúc hoạt động từ ngày {format_date(unit.valid_to + ONE_DAY)}."
    if unit.carried_by_id is not None:
        return f"{unit} đã có quyết định sắp xếp khác."
    if unit.valid_from > starts_on or (unit.valid_from == starts_on and not first):
        return f"{unit} hoạt động từ ngày {format_date(unit.valid_from)}; chọn ngày sau đó."
    return ""


def _ask_living(unit: Unit, starts_on: date, *, first: bool = False) -> None:
    wrong = _not_living(unit, starts_on, first=first)
    ask(not wrong, wrong)


def _locked(units: Collection[Unit]) -> list[Unit]:
    """Second beat: these rows as they are now, held in one order."""
    rows = Unit.objects.select_for_update(of=("self",)).select_related("committee", "group")
    return list(rows.filter(pk__in={unit.pk for unit in units}).order_by("pk"))


def _committee_of(units: Collection[Unit], into: Unit | UnitData) -> Committee:
    """The one committee of all of them. Raises Refused when there are several, or no unit."""
    ask(bool(units), "Chọn ít nhất một đơn vị để hợp nhất.")
    rows = [*units, *([into] if isinstance(into, Unit) else [])]
    ask(len({unit.committee_id for unit in rows}) == 1, "Đơn vị không thuộc cấp ủy này.")
    return rows[0].committee


def _decision(words: str) -> str:
    told = nfc(words).strip()
    ask(bool(told), "Ghi căn cứ: số, ngày và cơ quan ban hành quyết định sắp xếp.")
    ask(len(told) <= LONGEST_DECISION, f"Căn cứ dài quá {LONGEST_DECISION} ký tự.")
    return told


def _founded(
    committee: Committee, data: UnitData, starts_on: date, by: Person, at: datetime
) -> Unit:
    data = replace(data, valid_from=starts_on, valid_to=None)
    return add_unit(committee=committee, data=data, by=by, at=at)


def _end(
    units: Sequence[Unit],
    successors: Sequence[Unit],
    carrier: Unit,
    starts_on: date,
    decision: str,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Fourth beat: posts and units end; ``carrier`` carries them and all that they carried."""
    end_all(units, starts_on, by, at)
    last = starts_on - ONE_DAY
    for unit in units:
        claim(
            Unit.objects.filter(pk=unit.pk, version=unit.version, carried_by=None),
            valid_to=last,
            carried_by=carrier,
            version=unit.version + 1,
        )
        told = f"Hoạt động đến hết ngày {format_date(last)}, theo {decision}."
        record = audit.record
        record(Deed.UNIT_CLOSED, unit, by=by, at=at, committee=unit.committee, comment=told)
    Unit.objects.filter(carried_by__in=units).update(carried_by=carrier)
    for successor in successors:
        successor.predecessors.add(*units)
    _renew_keys(successors)


def _renew_keys(units: Sequence[Unit]) -> None:
    """Former names, also those of predecessors, are found by the search."""
    for unit in units:
        names = {name: getattr(unit, name) for name in (*NAMES, "code")}
        Unit.objects.filter(pk=unit.pk).update(search_key=key_of(names, unit))


def _recorded(
    kind: Kind, committee: Committee, starts_on: date, decision: str, before: Sequence[Unit],
    after: Sequence[Unit], by: Person, at: datetime, **detail: Any,
) -> Reorganisation:  # fmt: skip
    made = Reorganisation(
        committee=committee,
        kind=kind,
        starts_on=starts_on,
        decision=decision,
        detail={"before": _facts(before), "after": _facts(after)} | detail,
        recorded_at=at,
        recorded_by=by,
    )
    save(made)
    made.before.set(before)
    made.after.set(after)
    return made


def _facts(units: Sequence[Unit]) -> list[dict[str, Any]]:
    return [{"id": u.pk, "code": u.code, "name": u.short_name} for u in units]


def _named(units: Sequence[Unit]) -> str:
    """'A, B và C'."""
    *others, last = [unit.short_name for unit in units]
    return f"{', '.join(others)} và {last}" if others else last


def _say(deed: Deed, made: Reorganisation, told: str, by: Person, at: datetime) -> None:
    comment = f"{told} từ ngày {format_date(made.starts_on)}, theo {made.decision}."
    detail = {"starts_on": made.starts_on.isoformat()}
    audit.record(deed, made, by=by, at=at, committee=made.committee, comment=comment, **detail)
