"""A report or a commitment as PDF: a Django template, printed by WeasyPrint in a child process.

Whatever stands in a text, it is printed as text: the template escapes, the child knows no address
but the names given here, and it has little memory and little time. The same content gives the
same bytes. Sources: document-format.md §1, trust.md "From day one" 4 and T5.
"""

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from reports.paper import ReportContent
from reports.pdf import fonts, promise, unit_paper
from reports.pdf.page import context

STYLESHEETS = ("css/paper.css", "css/paper-commitment.css", "css/paper-unit.css")
CHILD = Path(__file__).with_name("child.py")

_CODE_POINT = re.compile(r"\(U\+([0-9A-F]{4,6})\)")


class PdfFailed(Exception):
    """Nothing was printed. The text is for the user; ``detail`` is for the log."""

    def __init__(self, sentence: str, detail: str = "") -> None:
        super().__init__(sentence)
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use: bytes of memory, seconds of processor, seconds on the wall."""

    memory: int = 1 << 30
    cpu: int = 30
    wall: int = 60


LIMITS = Limits()


def render(content: ReportContent, limits: Limits = LIMITS) -> tuple[str, bytes]:
    """The HTML and the PDF of it. PdfFailed if anything at all is missing or goes wrong."""
    html = render_to_string("pdf/report.html", context(content))
    return html, print_html(html, limits)


def render_commitment(
    content: dict[str, Any], digest: str = "", address: str = "", limits: Limits = LIMITS
) -> tuple[str, bytes]:
    """The same of a bản cam kết, from its frozen content; without a ``digest`` it is a draft.

    ``address`` is that of the page which verifies it, printed as a QR code.
    """
    html = render_to_string("pdf/commitment.html", promise.context(content, digest, address))
    return html, print_html(html, limits)


def render_unit_paper(paper: unit_paper.UnitPaper, limits: Limits = LIMITS) -> tuple[str, bytes]:
    """The same of a report in a unit's name."""
    html = render_to_string("pdf/unit_report.html", unit_paper.context(paper))
    return html, print_html(html, limits)


def print_html(html: str, limits: Limits = LIMITS) -> bytes:
    """The PDF of a page, which may use what ``resources`` names and nothing else."""
    order = {"html": html, "resources": resources(), "memory": limits.memory, "cpu": limits.cpu}
    with tempfile.TemporaryDirectory(prefix="camket-pdf-") as folder:
        try:
            child = subprocess.run(  # noqa: S603 - our own interpreter, our own file
                [sys.executable, "-I", "-W", "ignore", str(CHILD)],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=limits.wall,
                cwd=folder,
                env={"HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PdfFailed("Việc in quá lâu nên đã dừng.", f"over {limits.wall} s") from None
    if child.returncode or not child.stdout.startswith(b"%PDF-"):
        raise _failure(child.returncode, child.stderr.decode(errors="replace"))
    return child.stdout


def resources() -> dict[str, str]:
    """The only things a document may ask for: name → file on this machine."""
    sheets = {name: finders.find(name) for name in STYLESHEETS}
    lost = [name for name, file in sheets.items() if not isinstance(file, str)]
    if lost:
        raise PdfFailed("Máy chủ thiếu tệp định dạng văn bản.", f"{', '.join(lost)} not found")
    files = fonts.files()
    if not files:
        raise PdfFailed(
            "Máy chủ thiếu phông chữ để in văn bản (Liberation Serif, bản 2 trở lên).",
            f"no complete {fonts.FAMILY} in {', '.join(map(str, fonts.FOLDERS))}",
        )
    named = {f"static:fonts/{file.name}": str(file) for file in files}
    return {f"static:{name}": str(file) for name, file in sheets.items()} | named


def _failure(code: int, complaints: str) -> PdfFailed:
    detail = f"exit {code}: {complaints[-4000:]}"
    letters = {chr(int(point, 16)) for point in _CODE_POINT.findall(complaints)}
    if letters:
        shown = ", ".join(f"“{letter}”" for letter in sorted(letters))
        return PdfFailed(f"Phông chữ của văn bản không có ký tự {shown}. Xin bỏ đi.", detail)
    return PdfFailed("Không in được thành tệp PDF.", detail)


__all__ = [
    "LIMITS",
    "Limits",
    "PdfFailed",
    "context",
    "print_html",
    "render",
    "render_commitment",
    "render_unit_paper",
    "resources",
]
