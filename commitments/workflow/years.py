"""Open a year, set it up, open its registration, close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim
from camket.text import nfc
from commitments import periods, rules
from commitments.models import Commitment, Period, Year
from commitments.states import CommitmentState, ReportState, YearState
from units.models import Committee, Person, Unit


@dataclass(frozen=True)
class YearData:
    """The Office's settings of one year. ``tolerance`` in points; ``reminder_days`` in days."""

    theme: str = ""
    min_tasks: int = 3
    max_tasks: int = 5
    tolerance: Decimal = Decimal(10)
    reminder_days: tuple[int, ...] = periods.REMINDER_LADDER
    registration_due_on: date | None = None
    conference_on: date | None = None
    quarters: Sequence[periods.QuarterDates] = ()


@transaction.atomic
def open_year(*, committee: Committee, year: int, data: YearData, by: Person, at: datetime) -> Year:
    """Create a year in PREPARING with four periods (shifted to working days unless given).

    Raises Refused when it exists already, or its dates contradict each other.
    """
    ask(rules.may_open_year(by, committee, clock.local_date(at)), "Chỉ Văn phòng được lập năm.")
    if Year.objects.filter(committee=committee, year=year).exists():
        raise Refused(f"Năm cam kết {year} đã được lập trước đó.")
    dates = data.quarters or periods.default_dates(year)
    _check(year, data, dates)
    made = Year.objects.create(committee=committee, year=year, **_columns(data))
    Period.objects.bulk_create(
        Period(year=made, quarter=q.quarter, due_on=q.due_on, locks_on=q.locks_on) for q in dates
    )
    audit.record(Deed.YEAR_OPENED, made, by=by, at=at, committee=committee, theme=made.theme)
    return made


@transaction.atomic
def edit_year(*, year: Year, data: YearData, version: int, by: Person, at: datetime) -> Year:
    """Change theme, limits, dates or reminders. Raises Refused on a stale page."""
    ask(rules.may_edit_year(by, year, clock.local_date(at)), "Năm này không còn sửa được.")
    dates = data.quarters or [
        periods.QuarterDates(p.quarter, p.due_on, p.locks_on) for p in year.periods.all()
    ]
    _check(year.year, data, dates)
    before = {"theme": year.theme, "min_tasks": year.min_tasks, "max_tasks": year.max_tasks}
    claim(
        Year.objects.filter(pk=year.pk, version=version),
        "Thiết lập năm vừa được người khác sửa. Đề nghị mở lại trang rồi ghi lại thay đổi.",
        version=version + 1,
        **_columns(data),
    )
    for q in dates:
        year.periods.filter(quarter=q.quarter).update(due_on=q.due_on, locks_on=q.locks_on)
    year.refresh_from_db()
    audit.record(Deed.YEAR_EDITED, year, by=by, at=at, committee=year.committee, before=before)
    return year


@transaction.atomic
def open_registration(*, year: Year, by: Person, at: datetime) -> int:
    """PREPARING → REGISTRATION; every unit in force gets its empty commitment. Returns how many."""
    on = clock.local_date(at)
    ask(rules.may_edit_year(by, year, on), "Chỉ Văn phòng được mở đăng ký.")
    claim(
        Year.objects.filter(pk=year.pk, state=YearState.PREPARING),
        state=YearState.REGISTRATION,
    )
    units = list(Unit.objects.filter(committee=year.committee).in_force(on))
    if not units:
        raise Refused("Chưa có đơn vị nào đang hoạt động. Đề nghị lập danh sách đơn vị trước.")
    Commitment.objects.bulk_create(Commitment(year=year, unit=unit) for unit in units)
    year.refresh_from_db()
    audit.record(
        Deed.REGISTRATION_OPENED, year, by=by, at=at, committee=year.committee, units=len(units)
    )
    return len(units)


@transaction.atomic
def add_commitment(*, year: Year, unit: Unit, by: Person, at: datetime) -> Commitment:
    """Give a unit that joined later its empty commitment; returns the existing one if any."""
    on = clock.local_date(at)
    ask(rules.may_edit_year(by, year, on), "Chỉ Văn phòng được thêm đơn vị vào năm cam kết.")
    ask(year.state in rules.WRITABLE_YEARS, "Năm này chưa mở hoặc đã khép đăng ký.")
    ask(unit.committee_id == year.committee_id, "Đơn vị không thuộc cấp ủy này.")
    made, new = Commitment.objects.get_or_create(year=year, unit=unit)
    if new:
        audit.record(
            Deed.REGISTRATION_OPENED, made, by=by, at=at, committee=year.committee, units=1
        )
    return made


def take_force(year: Year, *, by: Person, at: datetime) -> None:
    """REGISTRATION → IN_FORCE with the first signature; part of a signing, in its transaction."""
    moved = Year.objects.filter(pk=year.pk, state=YearState.REGISTRATION).update(
        state=YearState.IN_FORCE
    )
    if moved:
        year.refresh_from_db()
        audit.record(Deed.YEAR_IN_FORCE, year, by=by, at=at, committee=year.committee)


@transaction.atomic
def close_year(*, year: Year, by: Person, at: datetime) -> None:
    """IN_FORCE → CLOSED, with all its signed commitments. Raises Refused while reports wait."""
    ask(rules.may_edit_year(by, year, clock.local_date(at)), "Chỉ Văn phòng được khép năm.")
    waiting = sum(
        c.reports.exclude(state=ReportState.ACCEPTED).count() for c in year.commitments.all()
    )
    if waiting:
        raise Refused(f"Còn {waiting} báo cáo quý chưa được chấp nhận, chưa thể khép năm.")
    claim(Year.objects.filter(pk=year.pk, state=YearState.IN_FORCE), state=YearState.CLOSED)
    year.commitments.filter(state=CommitmentState.SIGNED).update(state=CommitmentState.CLOSED)
    year.refresh_from_db()
    audit.record(Deed.YEAR_CLOSED, year, by=by, at=at, committee=year.committee)


def _columns(data: YearData) -> dict:
    return {
        "theme": nfc(data.theme).strip(),
        "min_tasks": data.min_tasks,
        "max_tasks": data.max_tasks,
        "tolerance": data.tolerance,
        "reminder_days": sorted(set(data.reminder_days), reverse=True),
        "registration_due_on": data.registration_due_on,
        "conference_on": data.conference_on,
    }


def _check(year: int, data: YearData, dates: Sequence[periods.QuarterDates]) -> None:
    """Raises Refused, naming every contradiction among the year's settings."""
    wrong = []
    if not 1 <= data.min_tasks <= data.max_tasks:
        wrong.append("Số nhiệm vụ tối đa phải không nhỏ hơn số tối thiểu, và tối thiểu từ 1.")
    if [q.quarter for q in dates] != [1, 2, 3, 4]:
        wrong.append("Phải có đủ hạn nộp của bốn quý.")
    for q in dates:
        name = periods.label(q.quarter, year)
        if q.locks_on < q.due_on:
            wrong.append(f"{name}: ngày khóa sổ phải không trước hạn nộp.")
        if not date(year, 1, 1) <= q.due_on <= date(year + 1, 3, 31):
            wrong.append(f"{name}: hạn nộp nằm ngoài năm {year}.")
    if any(a.due_on >= b.due_on for a, b in pairwise(dates)):
        wrong.append("Hạn nộp của quý sau phải sau quý trước.")
    if any(not 0 <= day <= 90 for day in data.reminder_days):
        wrong.append("Số ngày nhắc trước hạn phải từ 0 đến 90.")
    if wrong:
        raise Refused("Thiết lập năm còn điểm chưa hợp lý.", lines=wrong)
