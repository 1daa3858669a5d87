"""A report's clock in words: on time, late, returned, waiting for the Office (domain.md §4)."""

from dataclasses import dataclass
from datetime import date, datetime

from camket import clock
from camket.text import short_day
from commitments import periods, rules
from commitments.models import ExtensionRequest, ProgressReport
from commitments.states import ExtensionState, ReportState

SOON = 14  # days before the due day from which a report is asked for
ON_TIME, DRAFTED = "nộp đúng hạn", "đang soạn"
# Of a state on any day: lists to choose from, columns. ``ReportState`` labels what waits "Đã nộp", as
# its unit's deed; a list says where it lies, for what has been handed in is also what is accepted.
WORDS = {
    ReportState.OPEN: "Chưa nộp",
    ReportState.SUBMITTED: "Chờ xem xét",
    ReportState.SENT_BACK: "Trả lại",
    ReportState.ACCEPTED: "Đã chấp nhận",
}


@dataclass(frozen=True)
class ReportClock:
    """``tone`` of the badge, its ``word``, and a sentence more; ``days`` waited by whoever must act.

    ``over``: days by which the Office is late to review. Never the unit's lateness.
    """

    tone: str
    word: str
    note: str = ""
    days: int = 0
    over: int = 0


def of_report(report: ProgressReport, on: date) -> ReportClock:
    """How the report stands on day ``on``. Prefetch ``extensions``."""
    return _BY_STATE[ReportState(report.state)](report, on)


def punctuality(report: ProgressReport) -> str:
    """Judged by the first submission of the period: 'nộp đúng hạn', 'nộp muộn 3 ngày', or ''."""
    if report.first_submitted_at is None:
        return ""
    late = (clock.local_date(report.first_submitted_at) - report.period.due_on).days
    return f"nộp muộn {late} ngày" if late > 0 else ON_TIME


def extended(report: ProgressReport, on: date) -> str:
    """'được gia hạn đến 10/4', once that has passed unused 'đã gia hạn đến 10/4, đã khóa sổ', or ''.

    Nothing either while the period itself is open as long or longer: nobody has given that day. What
    was sent back is not locked, so the day is past there, whatever it is: 'đã gia hạn đến 10/4'.
    """
    until = rules.extended_until(report)
    if until is None:
        return ""
    is_over = report.state == ReportState.SENT_BACK or rules.is_locked(report, on)
    given = "đã" if is_over else "được"
    said = [f"{given} gia hạn đến {_short(until, report)}", closing(report, on)]
    return ", ".join(filter(None, said))


def closing(report: ProgressReport, on: date) -> str:
    """'hôm nay khóa sổ' on the last day for what was not handed in, 'đã khóa sổ' after it, or ''."""
    if rules.is_locked(report, on):
        return "đã khóa sổ"
    last = report.state == ReportState.OPEN and on == rules.lock_day(report)
    return "hôm nay khóa sổ" if last else ""


def aside(report: ProgressReport, on: date) -> str:
    """What a narrow cell says below the clock: 'nộp muộn 3 ngày', 'được gia hạn đến 10/4', or ''."""
    drafted = DRAFTED if report.state == ReportState.OPEN and report.saved_at else ""
    said = [drafted, punctuality(report), extended(report, on)]
    return ", ".join(part for part in said if part and part != ON_TIME)


def requested(report: ProgressReport) -> str:
    """'đang xin gia hạn đến 10/4', or '' with no open request. Prefetch ``extension_requests``."""
    asked = open_request(report)
    return f"đang xin gia hạn đến {_short(asked.wished_until, report)}" if asked else ""


def open_request(report: ProgressReport) -> ExtensionRequest | None:
    """The unit's request for more time that waits for the Office, knowing its report."""
    for request in report.extension_requests.all():
        if request.state == ExtensionState.OPEN:
            request.report = report
            return request
    return None


def dates(report: ProgressReport) -> str:
    """'Hạn nộp 25/3 · khóa sổ 05/4': both dates always stand together.

    'Hạn nộp 25/3 · không khóa sổ' of what was sent back.
    """
    period = report.period
    if report.state == ReportState.SENT_BACK:
        return f"Hạn nộp {_short(period.due_on, report)} · không khóa sổ"
    return periods.in_words(period.due_on, period.locks_on, report.commitment.year.year)


def _open(report: ProgressReport, on: date) -> ReportClock:
    left = periods.days_left(on, report.period.due_on)
    if left < 0:
        note = closing(report, on) or f"khóa sổ {_short(rules.lock_day(report), report)}"
        return ReportClock("late", f"Quá hạn {-left} ngày", extended(report, on) or note, -left)
    if not rules.has_begun(report, on):
        return ReportClock("idle", "Chưa đến kỳ", f"hạn nộp {_short(report.period.due_on, report)}")
    word = f"Còn {left} ngày" if left else "Hạn hôm nay"
    notes = [DRAFTED if report.saved_at else "", closing(report, on)]
    note = ", ".join(filter(None, notes))
    return ReportClock("behind" if left <= SOON else "idle", word, note)


def _submitted(report: ProgressReport, on: date) -> ReportClock:
    days = _since(report.submitted_at, on)
    word = WORDS[ReportState.SUBMITTED] + (f" {days} ngày" if days else "")
    over = max(0, days - periods.REVIEW_WITHIN)
    return ReportClock("sent", word, punctuality(report), days, over)


def _sent_back(report: ProgressReport, on: date) -> ReportClock:
    days = _since(report.sent_back_at, on)
    word = WORDS[ReportState.SENT_BACK] + (f" {days} ngày" if days else "")
    return ReportClock("back", word, "chờ đơn vị bổ sung", days)


def _accepted(report: ProgressReport, on: date) -> ReportClock:
    return ReportClock("done", WORDS[ReportState.ACCEPTED], punctuality(report))


_BY_STATE = {
    ReportState.OPEN: _open,
    ReportState.SUBMITTED: _submitted,
    ReportState.SENT_BACK: _sent_back,
    ReportState.ACCEPTED: _accepted,
}


def _since(moment: datetime | None, on: date) -> int:
    return (on - clock.local_date(moment)).days if moment else 0


def _short(day: date, report: ProgressReport) -> str:
    return short_day(day, report.commitment.year.year)
