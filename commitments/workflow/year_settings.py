"""The Office's settings of a year, and what is refused among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from camket.audit import Refused
from camket.text import day_month, format_date, nfc
from commitments import periods
from commitments.models import Period, Year
from commitments.states import YearState

MAX_THEME = 300  # characters, as stored
MAX_REMINDERS = 10
MAX_TASKS = 50
MAX_REPLY_DAYS = 90
ANNOUNCED = (
    "Hạn nộp, ngày khóa sổ đã báo cho các đơn vị nên không đổi được như vậy. Đơn vị cần thêm thời "
    "gian thì Văn phòng gia hạn nộp."
)


@dataclass(frozen=True)
class YearData:
    """The Office's settings of one year. ``tolerance`` in points; ``reminder_days`` in days.

    ``bases``: ids of the documents of the committee's register that the year rests on.
    """

    theme: str = ""
    min_tasks: int = 3
    max_tasks: int = 5
    tolerance: Decimal = Decimal(10)
    reminder_days: tuple[int, ...] = periods.REMINDER_LADDER
    registration_due_on: date | None = None
    conference_on: date | None = None
    bases: tuple[int, ...] = ()
    amend_until: date | None = None
    reply_days: int = periods.REPLY_DAYS
    quarters: Sequence[periods.QuarterDates] = ()


def refuse_contradictions(year: int, data: YearData, dates: Sequence[periods.QuarterDates]) -> None:
    """Raises Refused, naming every contradiction among the year's settings."""
    wrong = _wrong_limits(data) + _wrong_start(year, data)
    if data.amend_until and data.amend_until.year != year:
        wrong.append(f"Ngày cuối nhận đề nghị điều chỉnh phải trong năm {year}.")
    if not periods.LEAST_REPLY_DAYS <= data.reply_days <= MAX_REPLY_DAYS:
        wrong.append(
            f"Số ngày trả lời kiến nghị phải từ {periods.LEAST_REPLY_DAYS} đến {MAX_REPLY_DAYS}."
        )
    if [q.quarter for q in dates] != list(periods.QUARTERS):
        wrong.append("Phải có đủ hạn nộp của bốn quý.")
    for q in dates:
        name = periods.label(q.quarter, year)
        wrong += [f"{name}: {said}" for said in _wrong_quarter(year, q)]
    if any(a.due_on >= b.due_on for a, b in pairwise(dates)):
        wrong.append("Hạn nộp của quý sau phải sau quý trước.")
    if wrong:
        raise Refused("Thiết lập năm còn điểm chưa hợp lý.", lines=wrong)


def refuse_moved(year: Year, dates: Sequence[periods.QuarterDates], on: date) -> None:
    """Once reports are owed, nothing moves into the past, and no announced day is taken back.

    What was on time or late by the due day in force then stays so (domain.md §4), and nobody loses
    the days left until the lock; more time for one unit is an extension. docs/decisions/0022.
    """
    if year.state != YearState.IN_FORCE:
        return
    wrong, known = [], {period.quarter: period for period in year.periods.all()}
    for q in dates:
        name, old = periods.label(q.quarter, year.year), known[q.quarter]
        against = _against_due(old, q.due_on, on), _against_lock(old, q.locks_on, on)
        wrong += [f"{name}: {said}" for said in against if said]
    if wrong:
        raise Refused(ANNOUNCED, lines=wrong)


def _against_due(old: Period, due_on: date, on: date) -> str:
    if due_on == old.due_on:
        return ""
    if old.due_on < on:
        return f"hạn nộp {day_month(old.due_on)} đã qua nên không đổi được."
    return f"hạn nộp mới {day_month(due_on)} đã qua." if due_on < on else ""


def _against_lock(old: Period, locks_on: date, on: date) -> str:
    """The year is said too: the fourth quarter's books are shut in the next one."""
    if locks_on == old.locks_on:
        return ""
    if locks_on < on:
        return f"ngày khóa sổ mới {format_date(locks_on)} đã qua."
    if locks_on < old.locks_on and old.due_on <= on:
        shut = format_date(old.locks_on)
        return f"đã đến hạn nộp nên ngày khóa sổ {shut} chỉ đổi sang ngày muộn hơn."
    return ""


def _wrong_quarter(year: int, q: periods.QuarterDates) -> list[str]:
    """What is wrong with the days of one quarter by themselves."""
    wrong, last = [], periods.last_lock_day(year)
    if q.locks_on < q.due_on:
        wrong.append("ngày khóa sổ phải không trước hạn nộp.")
    if q.locks_on > last:
        wrong.append(f"ngày khóa sổ muộn nhất là {format_date(last)}.")
    if not date(year, 1, 1) <= q.due_on <= date(year + 1, 3, 31):
        wrong.append(f"hạn nộp nằm ngoài năm {year}.")
    elif q.due_on < periods.quarter_start(year, q.quarter):
        wrong.append("hạn nộp nằm trước khi quý bắt đầu.")
    return wrong


def _wrong_limits(data: YearData) -> list[str]:
    """What is wrong with theme, limits, tolerance and reminders."""
    wrong = []
    if len(nfc(data.theme).strip()) > MAX_THEME:
        wrong.append(f"Chủ đề năm dài quá {MAX_THEME} ký tự.")
    if not 1 <= data.min_tasks <= data.max_tasks <= MAX_TASKS:
        wrong.append(
            "Số nhiệm vụ tối đa phải không nhỏ hơn số tối thiểu, tối thiểu từ 1, "
            f"tối đa không quá {MAX_TASKS}."
        )
    if not 0 <= data.tolerance < 100 or data.tolerance != round(data.tolerance, 1):
        wrong.append("Mức chậm cho phép phải từ 0 đến dưới 100 điểm %, một chữ số thập phân.")
    if any(not 0 <= day <= 90 for day in data.reminder_days):
        wrong.append("Số ngày nhắc trước hạn phải từ 0 đến 90.")
    if len(set(data.reminder_days)) > MAX_REMINDERS:
        wrong.append(f"Đặt không quá {MAX_REMINDERS} lần nhắc trước mỗi hạn.")
    return wrong


def _wrong_start(year: int, data: YearData) -> list[str]:
    """What is wrong with the registration's due day and the conference's."""
    register_by, conference = data.registration_due_on, data.conference_on
    wrong = []
    if register_by and not date(year - 1, 10, 1) <= register_by <= date(year, 12, 31):
        wrong.append(f"Hạn gửi đăng ký phải từ 01/10/{year - 1} đến 31/12/{year}.")
    if conference and conference.year != year:
        wrong.append(f"Ngày hội nghị ký cam kết phải trong năm {year}.")
    if register_by and conference and conference < register_by:
        wrong.append("Ngày hội nghị ký cam kết phải không trước hạn gửi đăng ký.")
    return wrong
