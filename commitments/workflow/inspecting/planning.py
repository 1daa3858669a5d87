"""The year's plan: units put on it, one line changed, one line cancelled."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Conflict, Deed, Refused, ask, claim
from camket.text import format_date, nfc, quarter_label
from commitments import periods, quality, rules
from commitments.models import Commitment, Inspection, InspectionForm, Year
from commitments.states import INSPECTION_MOVES, InspectionState, sources
from commitments.workflow.inspecting.held import lock, record, why_not, within
from commitments.workflow.words import words
from units.models import Appointment, Person, Unit
from units.roles import Role

MAX_TEAM = 300  # characters, as stored
LEADING = (Role.INSPECTOR, Role.STANDING, Role.OFFICE)  # whose holders may lead a team
NOT_EDITABLE = "Cuộc này đã có kết luận hoặc không tiến hành nên không sửa kế hoạch được nữa."
BEGUN = "Đã ghi nhận phát hiện hoặc kết quả xác minh: đề nghị kết luận."
LEADS_OWN = "Trưởng đoàn là người của đơn vị được kiểm tra, giám sát. Đề nghị chọn người khác."
STALE = "Kế hoạch này vừa được người khác sửa. Hai bản được đặt cạnh nhau để so lại."


@dataclass(frozen=True)
class PlanData:
    """What is planned. ``led_by``: the id of who leads the team, or None while it is not known."""

    quarter: int
    purpose: str
    planned_on: date | None = None
    form: str = InspectionForm.INSPECTION
    led_by: int | None = None
    team: str = ""


@transaction.atomic
def plan_inspections(
    *, year: Year, commitments: Sequence[int], data: PlanData, by: Person, at: datetime
) -> list[Inspection]:
    """Put these units on the plan, by their commitments' ids: all of them or none.

    The very same lines by the same person are returned instead of made again (double click).
    Raises Refused, with a line for each unit, for a unit that has not signed or is on the plan
    with the same day and purpose already, and for data that contradict each other.
    """
    year, rows = _hold(year, commitments)
    today, data = clock.local_date(at), _clean(data)
    ask(rules.may_plan_inspections(by, year, today), "Năm này không lập kế hoạch kiểm tra được.")
    ask(bool(commitments), "Chưa chọn đơn vị nào để đưa vào kế hoạch.")
    ask(
        len(rows) == len(set(commitments)),
        "Có đơn vị không còn trong năm này. Đề nghị mở lại trang.",
    )
    if wrong := objections(year, data, today):
        raise Refused("Chưa lập được kế hoạch kiểm tra.", lines=list(wrong.values()))
    twins = {row.commitment_id: row for row in _same(rows, data)}
    if len(twins) == len(rows) and all(row.planned_by_id == by.pk for row in twins.values()):
        return [twins[row.pk] for row in rows]
    leader = _leader(data)
    lines = [line for row in rows if (line := _against(row, twins, leader, by, today))]
    if lines:
        raise Refused("Chưa đưa đơn vị nào vào kế hoạch: còn điểm phải sửa.", lines=lines)
    return [_plan(row, data, by, at) for row in rows]


@transaction.atomic
def edit_plan(
    *, inspection: Inspection, data: PlanData, version: int, by: Person, at: datetime
) -> Inspection:
    """Change a line while it is PLANNED; the entry keeps every value before and after.

    Raises Conflict, with the stored values as ``theirs``, on a stale page.
    """
    inspection = lock(inspection)
    today, data = clock.local_date(at), _clean(data)
    ask(
        rules.may_edit_inspection(by, inspection, today),
        why_not(by, inspection, today, NOT_EDITABLE),
    )
    if version != inspection.version:
        raise Conflict(STALE, theirs=asdict(data_of(inspection)), version=inspection.version)
    year, unit = inspection.commitment.year, inspection.commitment.unit
    if wrong := objections(year, data, today, data_of(inspection)):
        raise Refused(f"Chưa sửa được kế hoạch {inspection.called}.", lines=list(wrong.values()))
    if data.led_by != inspection.led_by_id:
        ask(not _leads_own(_leader(data), unit, today), LEADS_OWN)
    before = _plain(data_of(inspection))
    claim(
        Inspection.objects.filter(pk=inspection.pk, version=version, state=InspectionState.PLANNED),
        NOT_EDITABLE,
        version=version + 1,
        **_columns(data),
    )
    record(Deed.INSPECTION_EDITED, inspection, by=by, at=at, before=before, after=_plain(data))
    return lock(inspection)


@transaction.atomic
def cancel(*, inspection: Inspection, reason: str, by: Person, at: datetime) -> Inspection:
    """PLANNED → CANCELLED, with the reason; the line stays on the plan as it was.

    Refused once something was found or verified: it is concluded, whatever came of it.
    """
    inspection, today = lock(inspection), clock.local_date(at)
    why = why_not(by, inspection, today, NOT_EDITABLE)
    ask(rules.may_edit_inspection(by, inspection, today), why)
    ask(rules.may_cancel_inspection(by, inspection, today), BEGUN)
    reason = words(reason, "Không tiến hành thì phải nêu lý do.")
    state = InspectionState.CANCELLED
    claim(
        Inspection.objects.filter(pk=inspection.pk, state__in=sources(INSPECTION_MOVES, state)),
        ALREADY_DONE,
        state=state,
        cancelled_because=reason,
    )
    record(Deed.INSPECTION_CANCELLED, inspection, by=by, at=at, comment=reason)
    return lock(inspection)


def objections(
    year: Year, data: PlanData, on: date, before: PlanData | None = None
) -> dict[str, str]:
    """Field and sentence of what cannot be planned so on day ``on``.

    Of what was planned ``before`` the quarter, the day and the leader may stay as they were.
    """
    if data.quarter not in periods.QUARTERS:
        return {"quarter": "Chọn một trong bốn quý."}
    wrong = _past(year, data, on, before)
    day = data.planned_on
    if day and (day.year, periods.quarter_of(day)) != (year.year, data.quarter):
        label = within(data.quarter, year)
        wrong["planned_on"] = f"Ngày dự kiến phải nằm trong {label}."
    if not data.purpose:
        wrong["purpose"] = "Ghi nội dung kiểm tra, giám sát."
    elif said := quality.too_long(data.purpose):
        wrong["purpose"] = said
    if data.form not in InspectionForm.values:
        wrong["form"] = "Chọn một hình thức."
    if said := quality.too_long(data.team, MAX_TEAM):
        wrong["team"] = said
    if data.led_by not in (None, before and before.led_by) and data.led_by not in leaders(year, on):
        wrong["led_by"] = "Trưởng đoàn phải đang giữ vai trò trong cấp ủy."
    return wrong


def _past(year: Year, data: PlanData, on: date, before: PlanData | None) -> dict[str, str]:
    """What lies behind ``on``: what was held already is planned for now, its day said at the end."""
    first = _first_quarter(year, on)
    if data.quarter < first and (before is None or data.quarter != before.quarter):
        said = (
            f"{quarter_label(data.quarter, year.year)} đã qua. Đề nghị chọn từ "
            f"{within(first, year)} trở đi; ngày đã tiến hành được ghi khi kết luận."
        )
        return {"quarter": said}
    day = data.planned_on
    if day and day < on and (before is None or day != before.planned_on):
        said = (
            f"Ngày dự kiến {format_date(day)} đã qua. Đề nghị ghi từ ngày {format_date(on)} "
            "hoặc để trống; ngày đã tiến hành được ghi khi kết luận."
        )
        return {"planned_on": said}
    return {}


def _first_quarter(year: Year, on: date) -> int:
    """The first that may still be planned; after the year's end its last one."""
    if on.year != year.year:
        return 4 if on.year > year.year else 1
    return periods.quarter_of(on)


def leaders(year: Year, on: date) -> dict[int, str]:
    """Who may lead a team that day, name and post by the person's id: inspectors first."""
    posts = Appointment.objects.in_force(on).filter(
        committee=year.committee, unit=None, role__in=LEADING, person__is_active=True
    )
    ranked = sorted(
        posts.select_related("person"), key=lambda p: (LEADING.index(Role(p.role)), p.pk)
    )
    found: dict[int, str] = {}
    for post in ranked:
        found.setdefault(post.person_id, f"{post.person.full_name}, {post.position}")
    return found


def data_of(inspection: Inspection) -> PlanData:
    """A line of the plan as plain values."""
    return PlanData(
        quarter=inspection.quarter,
        purpose=inspection.purpose,
        planned_on=inspection.planned_on,
        form=inspection.form,
        led_by=inspection.led_by_id,
        team=inspection.team,
    )


def _hold(year: Year, commitments: Sequence[int]) -> tuple[Year, list[Commitment]]:
    """Second beat: these rows locked, in one order; then everything as it is now."""
    rows = Commitment.objects.filter(pk__in=commitments, year=year)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    year = Year.objects.select_related("committee").get(pk=year.pk)
    found = rows.select_related("unit__group", "year__committee").defer("content")
    return year, list(found.order_by("unit__group__rank", "unit__rank", "pk"))


def _same(rows: Sequence[Commitment], data: PlanData) -> list[Inspection]:
    return list(
        Inspection.objects.filter(
            commitment__in=rows, state=InspectionState.PLANNED, **_columns(data)
        ).order_by("pk")
    )


def _leader(data: PlanData) -> Person | None:
    return Person.objects.filter(pk=data.led_by).first() if data.led_by else None


def _leads_own(leader: Person | None, unit: Unit, on: date) -> bool:
    return leader is not None and leader.works_for(unit, on)


def _against(
    row: Commitment, twins: dict[int, Inspection], leader: Person | None, by: Person, on: date
) -> str:
    if not rules.may_plan_inspection(by, row, on):
        return f"{row.unit.short_name}: bản cam kết {row.get_state_display().lower()}."
    if row.pk in twins:
        return f"{row.unit.short_name}: đã có trong kế hoạch đúng như vậy."
    if _leads_own(leader, row.unit, on):
        return f"{row.unit.short_name}: {LEADS_OWN[:1].lower()}{LEADS_OWN[1:]}"
    return ""


def _plan(row: Commitment, data: PlanData, by: Person, at: datetime) -> Inspection:
    made = Inspection.objects.create(commitment=row, planned_at=at, planned_by=by, **_columns(data))
    record(Deed.INSPECTION_PLANNED, made, by=by, at=at, **_plain(data))
    return made


def _columns(data: PlanData) -> dict[str, Any]:
    values = asdict(data)
    return values | {"led_by_id": values.pop("led_by")}


def _plain(data: PlanData) -> dict[str, Any]:
    day = data.planned_on
    return asdict(data) | {"planned_on": day.isoformat() if day else None}


def _clean(data: PlanData) -> PlanData:
    return replace(data, purpose=nfc(data.purpose).strip(), team=nfc(data.team).strip())
