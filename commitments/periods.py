"""Quarters, due days, lock days, and the ladder of reminders. Pure: days in, days out.

All dates are calendar dates of Vietnam; a due day and a lock day both last until 23:59:59 of
that day, written half-open as "before 00:00 of the next". Sources: domain.md §4 (clocks),
document-format.md §6.9 (holidays), trust.md F10-F12.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays as calendars

from camket.text import quarter_label, short_day

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
QUARTERS = (1, 2, 3, 4)
REMINDER_LADDER = (14, 7, 3, 1, 0)
DUE_DAY = 25
LOCK_AFTER_DAYS = 10
REVIEW_WITHIN = 7  # days in which the Office answers a report; docs/decisions/0017
REPLY_DAYS = 15
LEAST_REPLY_DAYS = 5  # no addressee is given less, whatever the unit has wished for

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class QuarterDates:
    """The two dates of one quarter's report: last day on time, last day it can be filed."""

    quarter: int
    due_on: date
    locks_on: date


def quarter_of(day: date) -> int:
    """1-4: the quarter of its year in which ``day`` lies."""
    return (day.month + 2) // 3


def quarter_start(year: int, quarter: int) -> date:
    """The first calendar day of the quarter."""
    return date(year, 3 * _checked(quarter) - 2, 1)


def quarter_end(year: int, quarter: int) -> date:
    """The last calendar day of the quarter."""
    month = 3 * _checked(quarter)
    return date(year, month, 31 if month in (3, 12) else 30)


def has_begun(year: int, quarter: int, on: date) -> bool:
    """Whether the quarter's first day has come: nobody reports what has not happened."""
    return on >= quarter_start(year, quarter)


def label(quarter: int, year: int) -> str:
    """'Quý I/2021'."""
    return quarter_label(_checked(quarter), year)


def nominal_due(year: int, quarter: int) -> date:
    """The 25th of the quarter's last month, before any shift (domain.md §4)."""
    return date(year, 3 * _checked(quarter), DUE_DAY)


def public_holidays(year: int) -> dict[date, str]:
    """Days off in Vietnam in one calendar year, days in lieu included, with Vietnamese names.

    Computed from Labour Code art. 112 and the lunar calendar, with the swapped days known when
    the library was made. The government fixes Tết, 2/9 and swapped days anew each year: a
    proposal for the Office to correct, never the last word (document-format.md §6.9).
    """
    return dict(calendars.country_holidays("VN", years=year, language="vi"))


def holidays_from(year: int) -> dict[date, str]:
    """The days off of ``year`` and of the next, by name: as far ahead as any day here is set."""
    return public_holidays(year) | public_holidays(year + 1)


def next_working_day(day: date, holidays: Container[date]) -> date:
    """``day`` itself, or the first day after it that is no Saturday, Sunday or holiday."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day


def last_working_day(day: date, holidays: Container[date]) -> date:
    """``day`` itself, or the last day before it that is no Saturday, Sunday or holiday."""
    while not is_working_day(day, holidays):
        day -= ONE_DAY
    return day


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """No Saturday, Sunday or holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def default_dates(
    year: int,
    lock_after_days: int = LOCK_AFTER_DAYS,
    holidays: Container[date] | None = None,
) -> list[QuarterDates]:
    """The four quarters' dates as a new year proposes them; the Office may change each one.

    Due on the 25th of the quarter's last month, locked ``lock_after_days`` days after that, both
    moved to the next working day. Quarter IV may lock in January of the next year. Without
    ``holidays`` the computed calendar of both years is used.
    """
    if holidays is None:
        holidays = holidays_from(year)
    dates = []
    for quarter in QUARTERS:
        due_on = next_working_day(nominal_due(year, quarter), holidays)
        locks_on = next_working_day(due_on + timedelta(days=lock_after_days), holidays)
        dates.append(QuarterDates(quarter, due_on, locks_on))
    return dates


def reply_due(
    on: date,
    days: int = REPLY_DAYS,
    wanted_by: date | None = None,
    holidays: Container[date] | None = None,
) -> date:
    """The day by which something put to somebody on day ``on`` is to be answered.

    ``days`` later, a day off moved to the next working day; or the day the unit has asked for, a
    day off moved to the working day before it: never past what was wished, but for the least time
    to answer (``first_reply_day``).
    """
    if holidays is None:
        holidays = holidays_from(on.year)
    if wanted_by is None:
        return next_working_day(on + timedelta(days=days), holidays)
    return max(last_working_day(wanted_by, holidays), first_reply_day(on, holidays))


def first_reply_day(on: date, holidays: Container[date] | None = None) -> date:
    """The earliest day by which an answer may be asked for on day ``on``: a working day."""
    if holidays is None:
        holidays = holidays_from(on.year)
    return next_working_day(on + timedelta(days=LEAST_REPLY_DAYS), holidays)


def last_reply_day(on: date) -> date:
    """The last day that may be set for an answer on day ``on``: the next year's end.

    Later is a slip of the pen, and somebody who can never be late.
    """
    return date(on.year + 1, 12, 31)


def last_lock_day(year: int) -> date:
    """The last day on which the books of a quarter may be shut, also by an extension."""
    return date(year + 1, 12, 31)


def day_off(day: date, holidays: dict[date, str]) -> str:
    """'Chủ nhật', 'thứ Bảy', the holiday's name; empty for a working day."""
    if day in holidays:
        return holidays[day]
    return {5: "thứ Bảy", 6: "Chủ nhật"}.get(day.weekday(), "")


def closes_at(due_on: date) -> datetime:
    """The first moment that is too late: 00:00 of the next day in Vietnam (17:00 UTC)."""
    return datetime.combine(due_on + ONE_DAY, time.min, tzinfo=ZONE)


def is_on_time(submitted_at: datetime, due_on: date) -> bool:
    """Handed in no later than 23:59:59.999999 of ``due_on`` in Vietnam."""
    return submitted_at < closes_at(due_on)


def review_closed_before(on: date) -> datetime:
    """What was handed in before this moment waits too long on day ``on``: over REVIEW_WITHIN days."""
    return closes_at(on - timedelta(days=REVIEW_WITHIN + 1))


def days_left(on: date, due_on: date) -> int:
    """Calendar days from ``on`` to the due day: 0 on the day itself, negative once it is past."""
    return (due_on - on).days


def in_words(due_on: date, locks_on: date, year: int) -> str:
    """'Hạn nộp 25/3 · khóa sổ 05/4': a date outside ``year`` is written with its own year."""
    return f"Hạn nộp {short_day(due_on, year)} · khóa sổ {short_day(locks_on, year)}"


def ladder_step(on: date, due_on: date, ladder: Iterable[int] = REMINDER_LADDER) -> int | None:
    """The reminder step that stands on day ``on``: days before the due day, or None.

    A step stands from its own day until the next smaller one begins, so a day on which nothing
    ran is made good with the newest step only; the mail's unique key (person, period, step) keeps
    it from going twice. None before the first step and after the due day.
    """
    left = days_left(on, due_on)
    if left < 0:
        return None
    return min((step for step in ladder if step >= left), default=None)


def _checked(quarter: int) -> int:
    if quarter not in QUARTERS:
        raise ValueError(f"no such quarter: {quarter!r}")
    return quarter
