"""``manage.py load_demo [--until STAGE]``: Đông Hà's 2020 and the start of 2021, by the real verbs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from camket.audit import Refused
from camket.demo.cast import COMMITTEE_PEOPLE, PASSWORD, UNIT_PEOPLE
from camket.demo.handovers import HANDOVERS
from camket.demo.shapes import PersonSpec
from camket.demo.telling import STAGES, tell
from camket.demo.units import COMMITTEE
from camket.text import format_date

SHOWN_UNITS = ("phuong-5", "phong-kinh-te", "dong-thanh")


class Command(BaseCommand):
    help = (
        "Loads the demonstration: Đông Hà's 2020, from registration to the report, and 2021 begun."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", choices=STAGES, help="stop after this stage of 2020")

    def handle(self, *args: Any, until: str | None, **options: Any) -> None:
        try:
            tell(until or "today")
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(f"Đã nạp dữ liệu trình diễn: {COMMITTEE.name} ({COMMITTEE.code}).\n\n")
        self.stdout.write("Người dùng trình diễn (đều là nhân vật hư cấu):\n")
        for person in shown():
            self.stdout.write(f"  {person.email:<44} {person.post}, đ/c {person.name}\n")
        if not until:
            self.stdout.write("Nhận bàn giao công việc đầu mối trong năm 2021:\n")
            for one in HANDOVERS:
                day = format_date(one.starts_on)
                self.stdout.write(f"  {one.email:<44} {one.post}, đ/c {one.name}, từ ngày {day}\n")
        self.stdout.write(f"\nMật khẩu chung: {PASSWORD}\n")


def shown() -> list[PersonSpec]:
    """Everybody of the committee, and the people of three units."""
    return [*COMMITTEE_PEOPLE, *(p for p in UNIT_PEOPLE if p.unit in SHOWN_UNITS)]
