"""What each role's first page shows, gathered: rows from the QuerySets, numbers from ``figures``."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from camket.models import AuditEntry, MailState, OutgoingMail
from camket.text import day_month, format_date, weekday
from commitments import periods, rules
from commitments.models import Commitment, ProgressReport, Submission, Year
from commitments.progress import days_late
from commitments.states import (
    UNIT_MAY_WRITE_COMMITMENT,
    UNIT_MAY_WRITE_REPORT,
    CommitmentState,
    ReportState,
    YearState,
)
from commitments.views import clocks, returned
from commitments.workflow import filing
from reports import figures
from reports.figures.standing import unit_standing
from units.models import Appointment, Person, Unit
from units.roles import Role

LATELY = timedelta(days=7)
WAITS = ReportState.SUBMITTED
MOST = 10  # lines of a list on a desk
MOST_CHANGES = 12


@dataclass(frozen=True)
class Due:
    """The one thing due next. ``days`` until the day, negative when past; None without a day."""

    title: str
    text: str
    href: str
    action: str
    days: int | None


def unit(commitment: Commitment, person: Person, on: date) -> dict[str, Any]:
    """The unit's page: the next thing to do, what was sent back, the tasks at a glance."""
    reports = list(
        commitment.reports.with_names()
        .prefetch_related("extensions", Prefetch("rounds", Submission.objects.defer("content")))
        .order_by("period__quarter")
    )
    base = f"/{commitment.year.committee.code}/{commitment.year.year}/"
    back = returned.of_reports(reports)
    unsent = [r for r in reports if r.first_submitted_at is None]
    return {
        "registering": registering(commitment.year, person),
        "commitment": commitment,
        "base": base,
        "due": _due(commitment, reports, base, on),
        "calm": _calm(reports, on),
        "locked": [r for r in reports if rules.is_locked(r, on)],
        "late": {r.period.quarter for r in unsent if r.period.due_on < on},
        "ahead": {r.period.quarter for r in reports if not rules.has_begun(r, on)},
        "reports": [(report, clocks.extended(report)) for report in reports],
        "sent_back": [(report, back[report.pk]) for report in reports if report.pk in back],
        "returned": commitment.rounds.order_by("-number").first()
        if commitment.state == CommitmentState.SENT_BACK
        else None,
        "standing": unit_standing(commitment, on, own=True),
        "may_file": any(rules.may_file(person, r, on) for r in reports),
    }


def office(year: Year, person: Person, on: date) -> dict[str, Any]:
    """The Office's desk: the one thing next, what waits for it, what it sent back, deadlines.

    What waits longest stands first; also whom neither a mail nor an account reaches.
    """
    reports = (
        ProgressReport.objects.visible_to(person)
        .with_names()
        .defer("commitment__content")
        .filter(period__year=year)
    )
    mine = Commitment.objects.visible_to(person).filter(year=year).for_list().defer("content")
    waiting = reports.filter(state=ReportState.SUBMITTED).order_by("submitted_at", "pk")
    registrations = mine.filter(state=CommitmentState.SUBMITTED, passed_on_at=None)
    failed = OutgoingMail.objects.filter(committee=year.committee, state=MailState.FAILED)
    base, stage = f"/{year.committee.code}/{year.year}/", _stage(year)
    found: dict[str, Any] = {
        "waiting": list(waiting[:MOST]),
        "waiting_count": waiting.count(),
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
        "reports_back": list(
            reports.filter(state=ReportState.SENT_BACK).order_by("sent_back_at", "pk")[:MOST]
        ),
        "registrations_back": list(
            mine.filter(state=CommitmentState.SENT_BACK).order_by("waiting_since", "pk")[:MOST]
        ),
        "quarters": figures.quarter_counts(year, on),
        "unmanned": list(_unmanned(year, on)[:MOST]),
        "failed": list(failed.select_related("recipient")[:MOST]),
    }


def standing(year: Year, person: Person, on: date) -> dict[str, Any]:
    """The giao ban page: what is red, what needs a decision, what changed in the last week."""
    mine = Commitment.objects.visible_to(person).filter(year=year).select_related("unit")
    quarter = current_quarter(year, on)
    counts = sum(figures.task_counts(year, quarter, on).values(), figures.TaskCounts())
    quarters = figures.quarter_counts(year, on)
    return {
        "registering": registering(year, person),
        "year": year,
        "base": f"/{year.committee.code}/{year.year}/",
        "on": on,
        "counts": counts,
        "quarter": next((q for q in quarters if q.quarter == quarter), None),
        "waiting": sum(q.waiting for q in quarters),
        "to_approve": mine.filter(state=CommitmentState.SUBMITTED, passed_on_at__isnull=False),
        "to_sign": mine.filter(state=CommitmentState.APPROVED, standing_signed_at=None),
        "late": figures.late_tasks(year, quarter, on),
        "changes": AuditEntry.objects.filter(
            committee=year.committee,
            at__gte=periods.closes_at(on - LATELY),
            deed__in=("REGISTRATION_PASSED_ON", "COMMITMENT_APPROVED", "COMMITMENT_SIGNED",
                      "QUARTER_ACCEPTED", "QUARTER_SENT_BACK", "QUARTER_REOPENED",
                      "EXTENSION_GRANTED", "REPORT_ISSUED"),
        ).select_related("by")[:MOST_CHANGES],
        "most_changes": MOST_CHANGES,
    } | overdue(year, quarters, quarter, on)  # fmt: skip


def overdue(
    year: Year, quarters: list[figures.QuarterCounts], quarter: int, on: date
) -> dict[str, Any]:
    """Reports overdue in this quarter or before: the oldest, and how many each quarter has.

    Beside each stand its days past the due day and 'được gia hạn đến 10/4'.
    """
    late = [q for q in quarters if q.quarter <= quarter and q.overdue]
    return {
        "overdue": [
            (report, days_late(report.period.due_on, on), clocks.extended(report))
            for report in figures.overdue_units(year, quarter, on)
        ],
        "overdue_quarters": late,
        "overdue_count": sum(q.overdue for q in late),
    }


def registering(year: Year, person: Person) -> list[Year]:
    """Later years whose registration is open: in December people live in two years at once."""
    years = Year.objects.visible_to(person).filter(committee=year.committee, year__gt=year.year)
    return list(years.filter(state=YearState.REGISTRATION).order_by("year"))


def current_quarter(year: Year, on: date) -> int:
    """The quarter people talk about: the first whose lock day is not past, else the last."""
    rows = list(year.periods.order_by("quarter"))
    return next((p.quarter for p in rows if p.locks_on >= on), 4)


def _due(commitment: Commitment, reports: list[ProgressReport], base: str, on: date) -> Due | None:
    code = commitment.unit.code
    if commitment.state in UNIT_MAY_WRITE_COMMITMENT:
        last = commitment.year.registration_due_on
        back = commitment.state == CommitmentState.SENT_BACK
        text = "Đã được trả lại kèm ý kiến" if back else "Viết nhiệm vụ và gửi Văn phòng"
        return Due(
            "Bổ sung đăng ký cam kết" if back else "Đăng ký nội dung cam kết",
            f"{text} · hạn gửi {format_date(last)}" if last else text,
            f"{base}cam-ket/{code}/",
            "Mở bản đăng ký",
            periods.days_left(on, last) if last else None,
        )
    if commitment.state == CommitmentState.APPROVED and commitment.head_signed_at is None:
        if on < date(commitment.year.year, 1, 1):
            return None
        return Due(
            "Ký bản cam kết", "Nội dung đã được duyệt, chờ người đứng đầu ký.",
            f"{base}cam-ket/{code}/", "Mở bản cam kết", None,
        )  # fmt: skip
    open_now = [r for r in reports if r.state in UNIT_MAY_WRITE_REPORT and rules.has_begun(r, on)]
    todo = [r for r in open_now if not rules.is_locked(r, on)]
    todo.sort(key=lambda r: (r.state != ReportState.SENT_BACK, rules.lock_day(r)))
    return _due_report(todo[0], base, on) if todo else None


def _calm(reports: list[ProgressReport], on: date) -> str:
    """How things stand while the unit has nothing to do: what waits for the Office, what comes next."""
    said = [f"{r.period} đã nộp, chờ Văn phòng duyệt." for r in reports if r.state == WAITS]
    ahead = [r for r in reports if r.state in UNIT_MAY_WRITE_REPORT and not rules.has_begun(r, on)]
    for report in ahead[:1]:
        period = report.period
        begins = periods.quarter_start(report.commitment.year.year, period.quarter)
        said.append(
            f"{period} gửi được từ {day_month(begins)}, hạn nộp {day_month(period.due_on)}."
        )
    return " ".join(said)


def _due_report(report: ProgressReport, base: str, on: date) -> Due:
    period, year = report.period, report.commitment.year.year
    back = report.state == ReportState.SENT_BACK
    said = [clocks.dates(report), clocks.extended(report), _begun(report)]
    text = " · ".join(part for part in said if part)
    text = text.replace("Hạn nộp ", f"Hạn nộp {weekday(period.due_on)}, ")
    return Due(
        f"{'Bổ sung báo cáo' if back else 'Báo cáo tiến độ'} {periods.label(period.quarter, year)}",
        text,
        f"{base}bao-cao/{report.commitment.unit.code}/quy-{period.quarter}/",
        "Tiếp tục báo cáo" if report.saved_at else "Bắt đầu báo cáo",
        None if back else periods.days_left(on, period.due_on),
    )


def _begun(report: ProgressReport) -> str:
    """'đã soạn 3/4 nhiệm vụ' once a draft was saved."""
    if not report.saved_at:
        return ""
    numbers = set(report.commitment.tasks.values_list("number", flat=True))
    ready = len(numbers - {number for number, _ in filing.missing(report)})
    return f"đã soạn {ready}/{len(numbers)} nhiệm vụ"


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
            f"{count} báo cáo chờ duyệt",
            f"Chờ lâu nhất: {unit.short_name} – {periods.label(period.quarter, year.year)}",
            f"{base}bao-cao/{unit.code}/quy-{period.quarter}/duyet/",
            "Xem xét báo cáo chờ lâu nhất", None,
        )  # fmt: skip
    last = year.registration_due_on
    missing = any(found["stage"].get(state.label) for state in UNIT_MAY_WRITE_COMMITMENT)
    overdue = missing and last is not None and last < on and year.state == YearState.IN_FORCE
    if found["registrations"] or overdue:
        return _due_registration(year, found, base, on)
    return None


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


def _stage(year: Year) -> dict[str, int]:
    """How many commitments stand where, in the order of the chart."""
    found = {state.label: 0 for state in CommitmentState}
    for state in year.commitments.values_list("state", flat=True):
        found[CommitmentState(state).label] += 1
    return {label: count for label, count in found.items() if count}


def _unmanned(year: Year, on: date) -> Any:
    """Units in force with nobody who could file: no head and no reporter that day."""
    posts = Appointment.objects.in_force(on).filter(
        unit=OuterRef("pk"), role__in=[Role.HEAD, Role.REPORTER]
    )
    return Unit.objects.filter(committee=year.committee).in_force(on).filter(~Exists(posts))
