"""Open a year, set it up, open its registration, close it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask, claim
from camket.text import nfc
from commitments import periods, rules
from commitments.models import Amendment, Commitment, Period, ProgressReport, Year
from commitments.states import AmendmentState, CommitmentState, ReportState, YearState
from commitments.workflow.bases import refuse_foreign
from commitments.workflow.freezing import plain
from commitments.workflow.year_settings import YearData, refuse_contradictions, refuse_moved
from units.models import Committee, Person, Unit

LAST_YEAR = 2100
STALE = (
    "Thiết lập năm vừa được người khác sửa trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau "
    "để anh/chị chọn."
)


@transaction.atomic
def open_year(*, committee: Committee, year: int, data: YearData, by: Person, at: datetime) -> Year:
    """Create a year in PREPARING with four periods (shifted to working days unless given).

    Raises Refused when it exists already, or its dates contradict each other.
    """
    ask(rules.may_open_year(by, committee, clock.local_date(at)), "Chỉ Văn phòng được lập năm.")
    ask(
        committee.first_year <= year <= LAST_YEAR,
        f"Năm cam kết phải từ {committee.first_year} (năm đầu thực hiện) trở đi.",
    )
    dates = data.quarters or periods.default_dates(year)
    refuse_contradictions(year, data, dates)
    refuse_foreign(committee, data.bases)
    made, new = Year.objects.get_or_create(committee=committee, year=year, defaults=_columns(data))
    ask(new, f"Năm cam kết {year} đã được lập trước đó.")
    Period.objects.bulk_create(
        Period(year=made, quarter=q.quarter, due_on=q.due_on, locks_on=q.locks_on) for q in dates
    )
    made.bases.set(data.bases)
    audit.record(Deed.YEAR_OPENED, made, by=by, at=at, committee=committee, theme=made.theme)
    return made


@transaction.atomic
def edit_year(*, year: Year, data: YearData, version: int, by: Person, at: datetime) -> Year:
    """Change theme, limits, dates or reminders; the entry keeps every value before and after.

    Raises Conflict, with the stored settings as ``theirs``, on a stale page.
    """
    year = lock(year)
    ask(rules.may_edit_year(by, year, clock.local_date(at)), "Năm này không còn sửa được.")
    dates = data.quarters or [
        periods.QuarterDates(p.quarter, p.due_on, p.locks_on) for p in year.periods.all()
    ]
    refuse_contradictions(year.year, data, dates)
    refuse_moved(year, dates, clock.local_date(at))
    refuse_foreign(year.committee, data.bases)
    before = settings_of(year)
    changed = Year.objects.filter(pk=year.pk, version=version).update(
        version=version + 1, **_columns(data)
    )
    if not changed:
        raise Conflict(STALE, theirs=before, version=year.version)
    for q in dates:
        year.periods.filter(quarter=q.quarter).update(due_on=q.due_on, locks_on=q.locks_on)
    year.bases.set(data.bases)
    year.refresh_from_db()
    after = settings_of(year)
    differ = [name for name in after if before[name] != after[name]]
    audit.record(
        Deed.YEAR_EDITED,
        year,
        by=by,
        at=at,
        committee=year.committee,
        before={name: before[name] for name in differ},
        after={name: after[name] for name in differ},
    )
    return year


def settings_of(year: Year) -> dict[str, Any]:
    """The stored settings as small JSON values: what the record and a stale page compare."""
    values = {
        "theme": year.theme,
        "min_tasks": year.min_tasks,
        "max_tasks": year.max_tasks,
        "tolerance": plain(year.tolerance),
        "reminder_days": list(year.reminder_days),
        "registration_due_on": _iso(year.registration_due_on),
        "conference_on": _iso(year.conference_on),
        "amend_until": _iso(year.amend_until),
        "reply_days": year.reply_days,
    }
    values["bases"] = [str(basis) for basis in year.bases.all()]
    for period in year.periods.all():
        values[f"due_{period.quarter}"] = period.due_on.isoformat()
        values[f"locks_{period.quarter}"] = period.locks_on.isoformat()
    return values


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
    ask(year.state in rules.WRITABLE_YEARS, "Năm này chưa mở đăng ký hoặc đã khép.")
    ask(unit.committee_id == year.committee_id, "Đơn vị không thuộc cấp ủy này.")
    ask(not unit.has_ended(on), f"{unit} đã kết thúc hoạt động.")
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
    """IN_FORCE → CLOSED, with all its signed commitments. Raises Refused while reports wait.

    Holds every commitment and report of the year: nothing is signed or reopened meanwhile.
    """
    year = lock(year)
    ask(rules.may_edit_year(by, year, clock.local_date(at)), "Chỉ Văn phòng được khép năm.")
    ask(year.state == YearState.IN_FORCE, audit.ALREADY_DONE)
    for rows in (year.commitments.all(), ProgressReport.objects.filter(commitment__year=year)):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    waiting = (
        ProgressReport.objects.filter(commitment__year=year)
        .exclude(state=ReportState.ACCEPTED)
        .count()
    )
    if waiting:
        raise Refused(f"Còn {waiting} báo cáo quý chưa được chấp nhận, chưa thể khép năm.")
    proposed = Amendment.objects.filter(
        commitment__year=year, state=AmendmentState.PROPOSED
    ).count()
    if proposed:
        raise Refused(f"Còn {proposed} đề nghị điều chỉnh chưa quyết định, chưa thể khép năm.")
    claim(Year.objects.filter(pk=year.pk, state=YearState.IN_FORCE), state=YearState.CLOSED)
    year.commitments.filter(state=CommitmentState.SIGNED).update(state=CommitmentState.CLOSED)
    year.refresh_from_db()
    audit.record(Deed.YEAR_CLOSED, year, by=by, at=at, committee=year.committee)


def lock(year: Year) -> Year:
    """Second beat: the row as it is now, locked where the engine can."""
    return Year.objects.select_for_update(of=("self",)).select_related("committee").get(pk=year.pk)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _columns(data: YearData) -> dict:
    return {
        "theme": nfc(data.theme).strip(),
        "min_tasks": data.min_tasks,
        "max_tasks": data.max_tasks,
        "tolerance": data.tolerance,
        "reminder_days": sorted(set(data.reminder_days), reverse=True),
        "registration_due_on": data.registration_due_on,
        "conference_on": data.conference_on,
        "amend_until": data.amend_until,
        "reply_days": data.reply_days,
    }
