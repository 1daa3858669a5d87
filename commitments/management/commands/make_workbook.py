"""``manage.py make_workbook --committee CODE FILE``: the template for the import, empty or filled."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from camket import clock
from commitments.exchange.applying import at_the_console
from commitments.exchange.filling import filled
from commitments.exchange.template import make_workbook
from units.models import Committee


class Command(BaseCommand):
    help = "Write the workbook that import_workbook and the import page read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--committee", required=True, metavar="CODE")
        parser.add_argument("--year", type=int, help="the year its tasks belong to")
        parser.add_argument(
            "--filled", action="store_true", help="with the units, people and tasks there are"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        committee = Committee.objects.filter(code=options["committee"]).first()
        if committee is None:
            raise CommandError(f"Không có cấp ủy mã “{options['committee']}”.")
        year = committee.years.filter(year=options["year"]).first()
        if options["year"] and year is None:
            raise CommandError(f"{committee.name} chưa lập năm cam kết {options['year']}.")
        on = clock.today()
        rows = None
        if options["filled"]:
            rows = filled(committee, year, by=at_the_console(committee, on), on=on)
        try:
            options["file"].write_bytes(make_workbook(committee, options["year"], rows))
        except OSError as error:
            raise CommandError(f"Không ghi được tệp: {error.strerror}.") from error
        self.stdout.write(f"Đã ghi biểu mẫu vào {options['file']}.\n")
