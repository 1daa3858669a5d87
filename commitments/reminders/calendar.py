"""Due days as a calendar file (RFC 5545): whole days, no alarm, one event for each thing.

The UID stays the same from reminder to reminder, so a calendar keeps one event and moves it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from camket import mail
from camket.text import format_date
from commitments.reminders.items import Item

FOLD_AT = 75  # octets a line, by the standard


def attachment(items: Iterable[Item], contact: str, at: datetime) -> dict[str, str]:
    """The mail's attachment with the due days of these things."""
    return {"name": "han-nop.ics", "mime": "text/calendar", "text": events(items, contact, at)}


def events(items: Iterable[Item], contact: str, at: datetime) -> str:
    """The calendar text, lines folded and ended as the standard wants."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Cam Ket//Han nop//VI"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for item in items:
        lines += _event(item, contact, at)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(item: Item, contact: str, at: datetime) -> list[str]:
    host = urlsplit(settings.SITE_URL).hostname or "camket"
    said = [f"Hạn nộp: {format_date(item.due_on)}"]
    said += [f"Khóa sổ: {format_date(item.locks_on)}"] if item.locks_on else []
    said += [f"Cần hỗ trợ: {contact}"]
    return [
        "BEGIN:VEVENT",
        f"UID:{item.thing.replace(':', '-')}@{host}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{int(at.timestamp()) // 60 % 2**31}",
        f"DTSTART;VALUE=DATE:{item.due_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{item.due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(f'Hạn: {item.label}')}",
        f"DESCRIPTION:{_text(chr(10).join(said))}",
        f"URL:{item.href}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A TEXT value: the four marks with a meaning are escaped, other line ends are gone."""
    lines = (mail.one_line(line) for line in value.split("\n"))
    escaped = (_escaped(line) for line in lines)
    return "\\n".join(escaped)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a letter."""
    parts, length = [""], 0
    for letter in line:
        size = len(letter.encode())
        if length + size > FOLD_AT:
            parts.append("")
            length = 1  # the space that begins a continued line
        parts[-1] += letter
        length += size
    return "\r\n ".join(parts)
