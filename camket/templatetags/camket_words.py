"""Numbers, dates and other values in the words that pages print. Loaded with camket_ui."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import template

from camket import audit, clock, text
from camket.models import AuditEntry

register = template.Library()

# First match wins: most browsers also name those they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "điện thoại Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "máy Mac"),
    ("Linux", "Linux"),
)


@register.filter
def viec(entry: AuditEntry) -> str:
    """The deed of a history entry, in words."""
    return audit.deed_label(entry)


@register.filter
def lay(mapping: Mapping[Any, Any], key: Any) -> Any:
    """A value by a key that a template cannot write with a dot ("trang-thai", a number).

    Of nothing ("", what an outer key did not find) nothing.
    """
    return mapping.get(key, "") if mapping else ""


@register.filter
def thiet_bi(user_agent: str) -> str:
    """A browser's own name for itself in a person's words: Chrome trên Windows."""
    browser = next((word for sign, word in BROWSERS if sign in user_agent), "Trình duyệt khác")
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    return f"{browser} trên {system}" if system else browser


@register.filter
def so(value: Any, places: int | None = None) -> str:
    """1234.5 as 1.234,5."""
    return text.format_number(value, places)


@register.filter
def phan_tram(value: Any, places: int = 1) -> str:
    """12.4 as 12,4%."""
    return text.format_percent(value, places)


@register.filter
def ngay(value: date | None) -> str:
    """27/5/2026."""
    return text.format_date(_local(value)) if value else ""


@register.filter
def ngay_thang(value: date | None) -> str:
    """25/3."""
    return text.day_month(_local(value)) if value else ""


@register.filter
def ngay_dai(value: date | None) -> str:
    """ngày 05 tháng 01 năm 2021."""
    return text.long_date(_local(value)) if value else ""


@register.filter
def thu(value: date | None) -> str:
    """thứ Năm."""
    return text.weekday(_local(value)) if value else ""


@register.filter
def gio(value: datetime | None) -> str:
    """14:32, in local time."""
    return f"{clock.local(value):%H:%M}" if value else ""


@register.filter
def luc(value: datetime | None) -> str:
    """08:40 ngày 29/3/2021, in local time."""
    return text.format_moment(clock.local(value)) if value else ""


@register.filter
def phut(value: timedelta) -> int:
    """A duration in whole minutes."""
    return round(value.total_seconds() / 60)


@register.filter
def la_ma(value: int) -> str:
    """3 as III."""
    return text.roman(value)


@register.filter
def quy(number: int, year: int | None = None) -> str:
    """1 as Quý I; with a year Quý I/2021."""
    return text.quarter_label(number, year)


@register.filter
def con_lai(days: int) -> str:
    """Days to a deadline in words."""
    if days < 0:
        return f"quá hạn {-days} ngày"
    return f"còn {days} ngày" if days else "hạn hôm nay"


@register.filter
def da_cho(since: datetime, on: date) -> str:
    """'chờ 3 ngày', 'trong ngày hôm nay'."""
    days = (on - _local(since)).days
    return f"chờ {days} ngày" if days > 0 else "trong ngày hôm nay"


def _local(value: date) -> date:
    return clock.local_date(value) if isinstance(value, datetime) else value
