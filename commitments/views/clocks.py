"""A report's clock in words: on time, late, returned, waiting for the Office (domain.md §4)."""

from dataclasses import dataclass
from datetime import date, datetime

from camket import clock
from camket.text import day_month, format_date
from commitments import periods, rules
from commitments.models import ProgressReport
from commitments.states import ReportState

SOON = 14  # days before the due day from which a report is asked for


@dataclass(frozen=True)
class ReportClock:
    """``tone`` of the badge, its ``word``, and a sentence more; ``days`` waited by whoever must act."""

    tone: str
    word: str
    note: str = ""
    days: int = 0


def of_report(report: ProgressReport, on: date) -> ReportClock:
    """How the report stands on day ``on``. Prefetch ``extensions``."""
    return _BY_STATE[ReportState(report.state)](report, on)


def punctuality(report: ProgressReport) -> str:
    """Judged by the first submission of the period: 'nộp đúng hạn', 'nộp muộn 3 ngày', or ''."""
    if report.first_submitted_at is None:
        return ""
    late = (clock.local_date(report.first_submitted_at) - report.period.due_on).days
    return f"nộp muộn {late} ngày" if late > 0 else "nộp đúng hạn"


def extended(report: ProgressReport) -> str:
    """'được gia hạn đến 10/4', or '' without an extension."""
    if not report.extensions.all():
        return ""
    return f"được gia hạn đến {_short(rules.lock_day(report), report)}"


def dates(report: ProgressReport) -> str:
    """'Hạn nộp 25/3 · khóa sổ 05/4': both dates always stand together."""
    period = report.period
    return periods.in_words(period.due_on, period.locks_on, report.commitment.year.year)


def _open(report: ProgressReport, on: date) -> ReportClock:
    left = periods.days_left(on, report.period.due_on)
    if left < 0:
        shut = rules.is_locked(report, on)
        note = "đã khóa sổ" if shut else f"khóa sổ {_short(rules.lock_day(report), report)}"
        return ReportClock("late", f"Quá hạn {-left} ngày", extended(report) or note, -left)
    if not rules.has_begun(report, on):
        return ReportClock("idle", "Chưa đến kỳ", f"hạn {_short(report.period.due_on, report)}")
    word = f"Còn {left} ngày" if left else "Hạn hôm nay"
    note = "đang soạn" if report.saved_at else ""
    return ReportClock("behind" if left <= SOON else "idle", word, note)


def _submitted(report: ProgressReport, on: date) -> ReportClock:
    days = _since(report.submitted_at, on)
    word = f"Chờ duyệt {days} ngày" if days else "Chờ duyệt"
    return ReportClock("sent", word, punctuality(report), days)


def _sent_back(report: ProgressReport, on: date) -> ReportClock:
    days = _since(report.sent_back_at, on)
    word = f"Trả lại {days} ngày" if days else "Trả lại"
    return ReportClock("back", word, "chờ đơn vị bổ sung", days)


def _accepted(report: ProgressReport, on: date) -> ReportClock:
    return ReportClock("done", "Đã chấp nhận", punctuality(report))


_BY_STATE = {
    ReportState.OPEN: _open,
    ReportState.SUBMITTED: _submitted,
    ReportState.SENT_BACK: _sent_back,
    ReportState.ACCEPTED: _accepted,
}


def _since(moment: datetime | None, on: date) -> int:
    return (on - clock.local_date(moment)).days if moment else 0


def _short(day: date, report: ProgressReport) -> str:
    return day_month(day) if day.year == report.commitment.year.year else format_date(day)
