"""A few signed papers of 2021 come back from the scanner; those of the others are still missing."""

from datetime import date

from camket.demo.telling.stage import Stage, at, minute_of
from camket.files.uploads import PDF, Upload
from commitments.workflow.scanning import upload_scan
from reports.pdf import render_commitment
from reports.workflow.papers import address

SCANNED_ON = date(2021, 1, 11)
SCANNED = ("phuong-1", "phuong-5", "phong-kinh-te")


def scan(stage: Stage, year: int) -> None:
    """The Office uploads them; the product's own print stands for the sheet of paper."""
    for code in SCANNED:
        commitment = stage.commitment(year, code)
        version = commitment.versions.select_related("commitment__year__committee").get(number=0)
        _, paper = render_commitment(version.content, version.content_hash, address(version))
        upload_scan(
            commitment=commitment,
            upload=Upload(f"ban-cam-ket-{year}-{code}.pdf", PDF, paper),
            by=stage.clerk,
            at=at(SCANNED_ON, 9, minute_of(code)),
        )
