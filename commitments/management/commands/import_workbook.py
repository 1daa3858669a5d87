"""``manage.py import_workbook FILE --committee CODE [--year Y] [--dry-run]``: a workbook in.

The exit status is 0 only when everything was imported, or a dry run found no error.
"""

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from camket import clock
from camket.audit import Refused
from commitments.exchange.applying import at_the_console, counted, import_rows
from commitments.exchange.cells import FILE_LIMITS, Unreadable
from commitments.exchange.checking import Plan, check
from commitments.exchange.checking.ground import OUTCOMES
from commitments.exchange.reading import Read, read_workbook
from commitments.exchange.runs import mismatch
from commitments.models import Year
from units.models import Committee


class Command(BaseCommand):
    help = "Import units, people and tasks from a workbook that make_workbook has made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--committee", required=True, metavar="CODE")
        parser.add_argument("--year", type=int, help="the year of the tasks; else the file says it")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, no more")
        parser.add_argument("--no-invitations", action="store_true", help="mail new people later")
        letters = parser.add_mutually_exclusive_group()
        letters.add_argument("--convert", action="store_true", help="make TCVN3 and VNI Unicode")
        letters.add_argument("--keep-letters", action="store_true", help="import them as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        committee = Committee.objects.filter(code=options["committee"]).first()
        if committee is None:
            raise CommandError(f"Không có cấp ủy mã “{options['committee']}”.")
        data = _bytes_of(options["file"])
        try:
            read = read_workbook(data, converted=options["convert"])
        except Unreadable as error:
            raise CommandError(str(error)) from error
        year = _year(committee, options["year"] or read.year, asked=bool(options["year"]))
        self._say_letters(read, options)
        if problems := [*mismatch(read, committee, year), *read.problems]:
            raise CommandError("\n".join(problems))
        now = clock.now()
        by = at_the_console(committee, now.date())
        plan = check(read, committee=committee, year=year, by=by, on=now.date())
        self._say_rows(plan, read)
        if plan.has_errors:
            raise CommandError("Tệp có lỗi, chưa nhập gì.")
        if options["dry_run"]:
            self.stdout.write("Kiểm tra xong, không có lỗi. Chưa nhập gì.\n")
            return
        try:
            import_rows(
                read=read, shown=plan.rows(), committee=committee, year=year,
                sha256=hashlib.sha256(data).hexdigest(), invite=not options["no_invitations"],
                by=by, at=now,
            )  # fmt: skip
        except Refused as refused:
            raise CommandError(" ".join([refused.sentence, *refused.lines])) from refused
        self.stdout.write(f"Đã nhập. {counted(plan.counts())}\n")

    def _say_letters(self, read: Read, options: dict[str, Any]) -> None:
        """Old encodings, before and after; without a word about them nothing goes on."""
        for place, encoding, before, after in read.legacy:
            self.stdout.write(f"{place}: {encoding}: “{before}” → “{after}”\n")
        if read.legacy and not (options["convert"] or options["keep_letters"]):
            raise CommandError(
                "Tệp có chữ gõ theo bảng mã cũ. Đề nghị chạy lại với --convert để chuyển sang"
                " Unicode như trên, hoặc --keep-letters để giữ nguyên."
            )

    def _say_rows(self, plan: Plan, read: Read) -> None:
        for note in read.notes:
            self.stdout.write(f"{note}\n")
        for one in plan.outcomes:
            word = OUTCOMES[one.outcome].lower()
            self.stdout.write(f"{one.sheet}, dòng {one.row}: {word}: {one.what}\n")
            for line in one.lines:
                self.stdout.write(f"    {line}\n")
        self.stdout.write(f"{counted(plan.counts())}\n")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > FILE_LIMITS.size:
            raise CommandError(f"Tệp lớn hơn {FILE_LIMITS.size >> 20} MB nên không được nhận.")
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"Không đọc được tệp {path}: {error.strerror}.") from error


def _year(committee: Committee, number: int | None, *, asked: bool) -> Year | None:
    found = committee.years.filter(year=number).first() if number else None
    if found is None and asked:
        raise CommandError(f"{committee.name} chưa lập năm cam kết {number}.")
    if found is not None:
        found.committee = committee
    return found
