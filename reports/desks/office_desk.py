"""The Office's desk: what waits for it, what it sent back, whom nothing reaches."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from camket.models import MailState, OutgoingMail
from camket.text import format_date
from commitments import periods
from commitments.models import Commitment, ExtensionRequest, ProgressReport, Year
from commitments.states import (
    UNIT_MAY_WRITE_COMMITMENT,
    CommitmentState,
    ExtensionState,
    ReportState,
    YearState,
)
from reports import figures
from reports.desks import raised
from reports.desks.due import Due
from reports.desks.years import registering
from units.models import Appointment, Person, Unit
from units.roles import Role

MOST = 10  # lines of a list on a desk
MOST_UNINSPECTED = 6  # names in one line


def office(year: Year, person: Person, on: date) -> dict[str, Any]:
    """The Office's desk: the one thing next, what waits for it, what it sent back, deadlines.

    What waits longest stands first; also whom neither a mail nor an account reaches.
    """
    reports = (
        ProgressReport.objects.visible_to(person)
        .with_names()
        .select_related("review_begun_by")
        .defer("commitment__content")
        .filter(period__year=year)
    )
    mine = Commitment.objects.visible_to(person).filter(year=year).for_list().defer("content")
    waiting = reports.filter(state=ReportState.SUBMITTED).order_by("submitted_at", "pk")
    registrations = mine.filter(state=CommitmentState.SUBMITTED, passed_on_at=None)
    failed = OutgoingMail.objects.filter(committee=year.committee, state=MailState.FAILED)
    base, stage = f"/{year.committee.code}/{year.year}/", _stage(year, on)
    found: dict[str, Any] = {
        "waiting": list(waiting[:MOST]),
        "waiting_count": waiting.count(),
        "slow_count": reports.late_to_review(on).count(),
        "within": periods.REVIEW_WITHIN,
        "asked_time": list(_asked_time(year, person)[:MOST]),
        "registrations": list(registrations.order_by("submitted_at", "pk")[:MOST]),
        "registration_count": registrations.count(),
        "stage": stage,
    }
    return found | {
        "registering": registering(year, person),
        "year": year,
        "base": base,
        "on": on,
        "due": _due_of_office(year, found, base, on),
        "reports_back": _reports_back(reports),
        "registrations_back": _registrations_back(mine, on),
        "quarters": figures.quarter_counts(year, on),
        "proposals": figures.proposal_counts(year, on),
        "unanswered": raised.unanswered(year, person),
        "unmanned": list(_unmanned(year, on)[:MOST]),
        "failed": list(failed.select_related("recipient")[:MOST]),
    }


def _reports_back(reports: QuerySet[ProgressReport]) -> list[ProgressReport]:
    """What the Office sent back and has not got again, the longest first."""
    rows = reports.filter(state=ReportState.SENT_BACK)
    return list(rows.order_by("sent_back_at", "pk")[:MOST])


def _registrations_back(mine: Any, on: date) -> list[Commitment]:
    """The same of registrations, of units that are still there."""
    rows = mine.filter(state=CommitmentState.SENT_BACK).living(on)
    return list(rows.order_by("waiting_since", "pk")[:MOST])


def _due_of_office(year: Year, found: dict[str, Any], base: str, on: date) -> Due | None:
    """Registrations lead while they are open, reports in a running year; None: nothing waits."""
    if year.state == YearState.PREPARING:
        return Due(
            f"Mở đăng ký cam kết năm {year.year}",
            "Kiểm tra hạn và số nhiệm vụ, sau đó mở đăng ký cho các đơn vị.",
            f"{base}thiet-lap/", "Mở thiết lập năm", None,
        )  # fmt: skip
    if year.state == YearState.REGISTRATION:
        return _due_registration(year, found, base, on)
    if found["waiting"]:
        first, count = found["waiting"][0], found["waiting_count"]
        unit, period = first.commitment.unit, first.period
        return Due(
            f"{count} báo cáo chờ xem xét",
            f"Chờ lâu nhất: {unit.short_name} – {periods.label(period.quarter, year.year)}"
            f"{_slow(found['slow_count'])}",
            f"{base}bao-cao/{unit.code}/quy-{period.quarter}/duyet/",
            "Xem xét báo cáo chờ lâu nhất", None,
        )  # fmt: skip
    last = year.registration_due_on
    missing = any(found["stage"].get(state.label) for state in UNIT_MAY_WRITE_COMMITMENT)
    overdue = missing and last is not None and last < on and year.state == YearState.IN_FORCE
    if found["registrations"] or overdue:
        return _due_registration(year, found, base, on)
    return None


def _slow(count: int) -> str:
    """The Office's own lateness, never mixed with the units'."""
    return f" · {count} báo cáo chờ quá {periods.REVIEW_WITHIN} ngày" if count else ""


def _asked_time(year: Year, person: Person) -> QuerySet[ExtensionRequest]:
    """Requests for more time that wait for an answer, the oldest first."""
    rows = ExtensionRequest.objects.visible_to(person).filter(
        report__period__year=year, state=ExtensionState.OPEN
    )
    rows = rows.select_related("report__period__year", "report__commitment__unit", "asked_by")
    return rows.defer("report__commitment__content").order_by("asked_at", "pk")


def _due_registration(year: Year, found: dict[str, Any], base: str, on: date) -> Due:
    last, stage = year.registration_due_on, found["stage"]
    writing = sum(stage.get(state.label, 0) for state in UNIT_MAY_WRITE_COMMITMENT)
    days = periods.days_left(on, last) if last and writing else None
    until = f" · hạn gửi đăng ký {format_date(last)}" if last else ""
    still = f"{writing} đơn vị chưa gửi" if writing else "Tất cả đơn vị đã gửi"
    if found["registrations"]:
        unit = found["registrations"][0].unit
        return Due(
            f"{found['registration_count']} bản đăng ký chờ xem xét",
            f"Gửi sớm nhất: {unit.short_name} · {still.lower()}{until}",
            f"{base}cam-ket/{unit.code}/", "Xem xét bản gửi sớm nhất", days,
        )  # fmt: skip
    if ready := stage.get(CommitmentState.APPROVED.label, 0):
        return Due(
            f"{ready} bản cam kết đã duyệt, chờ ký", still + until,
            f"{base}ky/", "Mở danh sách ký", days,
        )  # fmt: skip
    return Due(
        f"Các đơn vị đang đăng ký cam kết năm {year.year}", still + until,
        f"{base}cam-ket/", "Xem tiến độ đăng ký", days,
    )  # fmt: skip


def _stage(year: Year, on: date) -> dict[str, int]:
    """How many commitments stand where, in the order of the chart."""
    found = {state.label: 0 for state in CommitmentState}
    for state in Commitment.objects.filter(year=year).living(on).values_list("state", flat=True):
        found[CommitmentState(state).label] += 1
    return {label: count for label, count in found.items() if count}


def _unmanned(year: Year, on: date) -> Any:
    """Units in force with nobody who could file: no head and no reporter that day."""
    posts = Appointment.objects.in_force(on).filter(
        unit=OuterRef("pk"), role__in=[Role.HEAD, Role.REPORTER]
    )
    return Unit.objects.filter(committee=year.committee).in_force(on).filter(~Exists(posts))
