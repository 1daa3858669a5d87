"""Dates as Party documents write them, and read as people type them.

A day below 10 and the months 1 and 2 take a leading zero, months 3-9 none: 05/01/2021,
09/4/2020, 27/5/2026. Sources: document-format.md §1.5 and §6.5.
"""

import re
from datetime import date, datetime

from camket.text.numbers import roman
from camket.text.sentences import shorten
from camket.text.unicode import nfc

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_BLANK_DAY = "\u00a0" * 4  # with the spaces beside it about 8 mm at 14 pt: the clerk writes it in

_TYPED = re.compile(r"(?P<day>\d{1,2})\s*([/.-])\s*(?P<month>\d{1,2})\s*\2\s*(?P<year>\d+)", re.A)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.A)
_LONG = re.compile(
    r"(ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d+)", re.A | re.I
)
_YEARLESS = re.compile(
    r"(ngày )?(?P<day>\d{1,2})(\s*[/.-]\s*| tháng )(?P<month>\d{1,2})", re.A | re.I
)
_EARLIEST, _LATEST = 1900, 2199
_LEAP = 2020  # a year that has every day
_NO_DAY = "không phải là ngày. Xin ghi ngày/tháng/năm, ví dụ 25/3/2021."


def format_date(day: date) -> str:
    """'05/01/2021', '27/5/2026'."""
    return f"{day_month(day)}/{day.year}"


def format_moment(at: datetime) -> str:
    """'08:40 ngày 29/3/2021', in the moment's own zone."""
    return f"{at:%H:%M} ngày {format_date(at)}"


def day_month(day: date) -> str:
    """'25/3', '05/4', '05/01': where the year is clear from the place."""
    return f"{_day(day)}/{_month(day)}"


def short_day(day: date, year: int) -> str:
    """'25/3' on a page of ``year``; a day of another year with its own: '05/01/2022'."""
    return day_month(day) if day.year == year else format_date(day)


def long_date(day: date, *, blank_day: bool = False) -> str:
    """'ngày 05 tháng 01 năm 2021'. ``blank_day`` leaves the day's place open, as in a draft."""
    number = _BLANK_DAY if blank_day else _day(day)
    return f"ngày {number} tháng {_month(day)} năm {day.year}"


def weekday(day: date) -> str:
    """'thứ Năm', 'Chủ nhật'."""
    return _WEEKDAYS[day.weekday()]


def quarter_label(quarter: int, year: int | None = None) -> str:
    """'Quý I/2021', or 'Quý I' where the year is clear. Roman in print, 1-4 in data."""
    name = f"Quý {roman(quarter)}"
    return name if year is None else f"{name}/{year}"


def parse_date(text: str) -> date:
    """The date a person typed: 08/04/2017, 8/4/2017, 8-4-2017, 8.4.2017, the long form, or ISO.

    Day before month, always. ValueError with a Vietnamese sentence for anything else.
    """
    typed = " ".join(nfc(text).split())
    found = _TYPED.fullmatch(typed) or _ISO.fullmatch(typed) or _LONG.fullmatch(typed)
    if not typed:
        raise ValueError("Xin nhập ngày, ví dụ 25/3/2021.")
    if not found:
        shown = shorten(typed, 30)
        if day := _YEARLESS.fullmatch(typed):
            raise ValueError(_ask_year(shown, int(day["day"]), int(day["month"])))
        raise ValueError(f"“{shown}” {_NO_DAY}")
    year = found["year"]
    if len(year) != 4 or not _EARLIEST <= int(year) <= _LATEST:
        raise ValueError(f"Xin ghi năm đủ bốn chữ số, từ {_EARLIEST} đến {_LATEST}.")
    return _calendar_day(int(year), int(found["month"]), int(found["day"]))


def _ask_year(shown: str, day: int, month: int) -> str:
    """The sentence for a day without its year: nobody guesses which one was meant."""
    try:
        _calendar_day(_LEAP, month, day)
    except ValueError as refused:
        return str(refused) if month > 12 else f"“{shown}” {_NO_DAY}"
    example = "25/3" if (day, month) == (29, 2) else f"{day}/{month}"
    return f"“{shown}” chưa có năm. Xin ghi cả năm, ví dụ {example}/2021."


def _calendar_day(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(f"Không có tháng {month}. Xin ghi ngày trước, tháng sau: 25/3/2021.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"Tháng {month} năm {year} không có ngày {day}.") from None


def _day(day: date) -> str:
    return f"{day.day:02}"


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month < 3 else str(day.month)
