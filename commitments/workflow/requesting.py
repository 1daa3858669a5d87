"""A unit asks for more time for its report, before or after the lock; withdraws what it asked."""

from datetime import date, datetime, timedelta

from django.db import transaction

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.text import format_date
from commitments import emails, periods, rules
from commitments.models import ExtensionRequest, ProgressReport
from commitments.states import EXTENSION_MOVES, ExtensionState, ReportState, sources
from commitments.workflow.drafting import lock
from commitments.workflow.registering import for_unit
from commitments.workflow.words import words
from units.models import Person

LEAST_DAYS = 2  # after today, that the Office gives at least; docs/decisions/0017
ASKED = "Đề nghị gia hạn của đơn vị đang chờ Văn phòng trả lời."
DROPPED = "Đơn vị đã gửi báo cáo."


class WrongDay(Refused):
    """Refused because of the day alone: said at its field."""


@transaction.atomic
def ask_extension(
    *, report: ProgressReport, reason: str, wished_until: date, by: Person, at: datetime
) -> ExtensionRequest:
    """Ask the Office for time until ``wished_until``; one open request a report. The Office is told.

    Refused when nothing keeps the unit from handing in (sent back), and as ``refuse_day``.
    """
    report = lock(report)
    on = clock.local_date(at)
    ask(rules.may_ask_extension(by, report, on), why_not_ask(report, on))
    ask(not report.extension_requests.filter(state=ExtensionState.OPEN).exists(), ASKED)
    reason = words(reason, "Xin gia hạn phải nêu lý do.")
    refuse_day(report, wished_until, on, least=on)
    made = ExtensionRequest.objects.create(
        report=report,
        reason=reason,
        wished_until=wished_until,
        asked_at=at,
        asked_by=by,
        on_behalf_of=for_unit(by, report.commitment, at),
    )
    audit.record(
        Deed.EXTENSION_ASKED,
        report,
        by=by,
        at=at,
        on_behalf_of=made.on_behalf_of,
        comment=reason,
        committee=report.commitment.year.committee,
        wished_until=wished_until.isoformat(),
    )
    emails.extension_asked(report, made, at=at)
    return made


@transaction.atomic
def withdraw_request(*, request: ExtensionRequest, by: Person, at: datetime) -> None:
    """OPEN → WITHDRAWN, by the unit."""
    request = lock_request(request)
    ask(rules.may_withdraw_request(by, request, clock.local_date(at)), ALREADY_DONE)
    _close(request, "", by=by, at=at)


def drop_request(report: ProgressReport, by: Person, at: datetime) -> None:
    """Part of handing in: what is open has lost its object. The report is locked by the verb."""
    for request in report.extension_requests.filter(state=ExtensionState.OPEN):
        _close(request, DROPPED, by=by, at=at)


def dropped_with(report: ProgressReport) -> bool:
    """Whether the handing-in that now lies with the Office has closed a request for more time."""
    closed = report.extension_requests.filter(state=ExtensionState.WITHDRAWN)
    return closed.filter(answered_at=report.submitted_at).exists()


def lock_request(request: ExtensionRequest) -> ExtensionRequest:
    """The request as it is now, behind the lock of its report: the same lock for every verb."""
    report = lock(request.report)
    found = ExtensionRequest.objects.select_related("asked_by").get(pk=request.pk)
    found.report = report
    return found


def why_not_ask(report: ProgressReport, on: date) -> str:
    """Why no more time is asked for this report on day ``on``, and what can be done instead."""
    name = f"Báo cáo {report.period}"
    if report.state == ReportState.SENT_BACK:
        return (
            f"{name} được trả lại để bổ sung nên không bị khóa sổ: đơn vị gửi lại được, "
            "không cần xin gia hạn."
        )
    if report.state == ReportState.SUBMITTED:
        return f"{name} đã gửi đến Văn phòng nên không cần xin gia hạn."
    if report.state == ReportState.ACCEPTED:
        return f"{name} đã được chấp nhận nên không cần xin gia hạn."
    if not rules.has_begun(report, on):
        begins = periods.quarter_start(report.commitment.year.year, report.period.quarter)
        return (
            f"{report.period} bắt đầu từ ngày {format_date(begins)} nên chưa xin gia hạn được; "
            f"hạn nộp là ngày {format_date(report.period.due_on)}."
        )
    return f"Anh/chị không xin gia hạn được báo cáo {report.period} của đơn vị này."


def refuse_day(report: ProgressReport, locks_on: date, on: date, *, least: date) -> None:
    """Raises WrongDay for a new lock day that leads backwards, beyond the year after the report's,
    before ``least``, or to a day off: lock days are working days (domain.md §4).
    """
    if said := _against_day(report, locks_on, on, least):
        raise WrongDay(said)


def mistaken_day(report: ProgressReport, locks_on: date, on: date) -> date:
    """The day given last, which ``locks_on`` corrects. Raises WrongDay for one that is not earlier,
    takes time that all units have, or leaves none: docs/decisions/0017.
    """
    given, own = rules.extended_until(report), report.period.locks_on
    if given is None:
        raise WrongDay("Báo cáo không có ngày gia hạn nào đang có hiệu lực để sửa.")
    if not own <= locks_on < given:
        raise WrongDay(
            f"Ngày gia hạn ghi nhầm chỉ sửa được thành một ngày từ ngày {format_date(own)} đến trước "
            f"ngày {format_date(given)}."
        )
    if said := _against_any_day(report, locks_on, on, least_day(None, on)):
        raise WrongDay(said)
    return given


def _against_day(report: ProgressReport, locks_on: date, on: date, least: date) -> str:
    old = rules.lock_day(report)
    if locks_on <= old:
        return f"Ngày khóa sổ mới phải sau ngày cũ: {format_date(old)}."
    return _against_any_day(report, locks_on, on, least)


def _against_any_day(report: ProgressReport, locks_on: date, on: date, least: date) -> str:
    last = periods.last_lock_day(report.commitment.year.year)
    if locks_on < on:
        return f"Ngày khóa sổ mới đã qua: hôm nay là ngày {format_date(on)}."
    if locks_on > last:
        return f"Chỉ gia hạn được đến hết ngày {format_date(last)}."
    holidays = periods.holidays_from(locks_on.year)
    if locks_on < least:
        first = periods.next_working_day(least, holidays)
        return (
            f"Đơn vị phải có ít nhất {LEAST_DAYS} ngày kể từ hôm nay, trừ khi chính đơn vị xin ngày "
            f"sớm hơn: ghi từ ngày {format_date(first)}."
        )
    if reason := periods.day_off(locks_on, holidays):
        free = periods.next_working_day(locks_on, holidays)
        return (
            f"Ngày {format_date(locks_on)} là ngày nghỉ ({reason}): ghi ngày làm việc, gần nhất là "
            f"{format_date(free)}."
        )
    return ""


def least_day(request: ExtensionRequest | None, on: date) -> date:
    """The earliest lock day that the Office gives: the unit's own wish may be nearer, if not past."""
    least = on + timedelta(days=LEAST_DAYS)
    if request and request.wished_until >= on:
        return min(least, request.wished_until)
    return least


def _close(request: ExtensionRequest, why: str, *, by: Person, at: datetime) -> None:
    claim(
        ExtensionRequest.objects.filter(
            pk=request.pk, state__in=sources(EXTENSION_MOVES, ExtensionState.WITHDRAWN)
        ),
        state=ExtensionState.WITHDRAWN,
        answered_at=at,
        answered_by=by,
    )
    audit.record(
        Deed.EXTENSION_REQUEST_WITHDRAWN,
        request.report,
        by=by,
        at=at,
        comment=why,
        committee=request.report.commitment.year.committee,
    )
