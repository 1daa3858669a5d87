"""``manage.py render_report --committee CODE --year Y --pdf FILE``: the annual report as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from camket import clock
from commitments.models import Year
from reports import rules
from reports.assembly import assemble
from reports.models import YearReport
from reports.pdf import PdfFailed, render
from reports.states import YearReportState
from units.models import Committee


class Command(BaseCommand):
    help = "Assembles a year's annual report as it stands and writes the PDF."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--committee", required=True, help="the committee's code")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--pdf", required=True, type=Path, help="where to write")

    def handle(self, *args: Any, committee: str, year: int, pdf: Path, **options: Any) -> None:
        if not Committee.objects.filter(code=committee).exists():
            raise CommandError(f"Không có cấp ủy nào có mã “{committee}”.")
        found = Year.objects.filter(committee__code=committee, year=year).first()
        if found is None:
            raise CommandError(f"Không có năm cam kết {year} của “{committee}”.")
        if found.state not in rules.REPORTABLE_YEARS:
            raise CommandError(f"Năm {year} chưa có bản cam kết nào được ký.")
        if not pdf.parent.is_dir():
            raise CommandError(f"Không có thư mục {pdf.parent}.")
        try:
            _, body = render(self.content(found))
        except (ValueError, PdfFailed) as error:
            raise CommandError(str(error)) from error
        self.write(pdf, body)
        self.stdout.write(f"Đã ghi {pdf} ({len(body):,} byte).".replace(",", "."))

    def write(self, pdf: Path, body: bytes) -> None:
        """Whole or not at all: what stood at the path stays until the new file is complete."""
        temporary = pdf.with_name(f"{pdf.name}.part")
        try:
            temporary.write_bytes(body)
            temporary.replace(pdf)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise CommandError(f"Không ghi được {pdf}.") from error

    def content(self, year: Year) -> Any:
        """Of the living report; where none was started, of a draft that is not kept."""
        living = year.reports.exclude(state=YearReportState.WITHDRAWN).first()
        if living is not None:
            return assemble(living, clock.today())
        with transaction.atomic():
            draft = YearReport.objects.create(
                year=year,
                dated_month=1,
                dated_year=year.year + 1,
                signing_authority=year.committee.signing_authority,
                signer_position="PHÓ BÍ THƯ",
                recipients=year.committee.recipients,
                started_at=clock.now(),
            )
            content = assemble(draft, clock.today())
            transaction.set_rollback(True)
        return content
