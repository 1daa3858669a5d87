"""Queue the reminders of a day, or rehearse them."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from camket import clock
from camket.text import format_date
from commitments import reminders

HEAD = ("Người nhận", "Địa chỉ", "Việc", "Hạn", "Còn", "Mốc nhắc")
WIDEST = 44


class Command(BaseCommand):
    """The same round that runs daily at 07:30; running it again sends nothing twice."""

    help = "Send the reminders of a day; --dry-run only shows them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="the day; today when left out")
        parser.add_argument("--dry-run", action="store_true", help="show, queue nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        on = _day(options["on"])
        sent = reminders.send_due(on, clock.now(), dry_run=options["dry_run"])
        deed = "sẽ gửi" if options["dry_run"] else "đã xếp gửi"
        self.stdout.write(f"Nhắc việc {format_date(on)}: {deed} {len(sent)} thư.")
        lines = [line for reminder in sent for line in _lines(reminder)]
        if lines:
            self.stdout.write(_table([HEAD, *lines]))


def _day(typed: str | None) -> date:
    try:
        return date.fromisoformat(typed) if typed else clock.today()
    except ValueError:
        raise CommandError(f"Ngày phải ghi dạng YYYY-MM-DD, ví dụ 2021-03-18: {typed}") from None


def _lines(reminder: reminders.Reminder) -> list[tuple[str, ...]]:
    """One line for each thing; the person stands on the first."""
    whom = (reminder.person.full_name, reminder.person.email)
    return [
        (
            *(whom if number == 0 else ("", "")),
            item.label,
            format_date(item.due_on),
            f"{item.days} ngày" if item.days else "hôm nay",
            f"{item.step} ngày" if item.step else "đúng hạn",
        )
        for number, item in enumerate(reminder.items)
    ]


def _table(lines: list[tuple[str, ...]]) -> str:
    cut = [tuple(cell[:WIDEST] for cell in line) for line in lines]
    widths = [max(len(line[column]) for line in cut) for column in range(len(HEAD))]
    rows = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in cut]
    return "\n".join([rows[0].rstrip(), "-" * len(rows[0]), *(row.rstrip() for row in rows[1:])])
