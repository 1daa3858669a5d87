"""Units lay files beside the tasks of a quarter; the Office takes one away."""

import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFont

from camket import sheets
from camket.demo.files import FILES, LIST, PICTURE, FileSpec
from camket.demo.shapes import Filing
from camket.demo.telling.stage import Stage, at, minute_of
from camket.files.uploads import EVIDENCE, Upload, examined
from commitments.models import Evidence, ProgressReport
from commitments.workflow import evidencing
from reports.pdf import fonts

YEAR, QUARTER = 2021, 1
A4 = (827, 1169)  # pixels at 100 dots an inch, as a scanner makes it


def bring(stage: Stage, history: Filing, report: ProgressReport, when: datetime) -> None:
    """All of one unit's files, some minutes after its draft was saved."""
    if (history.year, history.quarter) != (YEAR, QUARTER):
        return
    files = [spec for spec in FILES if spec.unit == history.unit]
    for minutes, spec in enumerate(files, 3):
        _lay(stage, spec, report, when + timedelta(minutes=minutes))


def take_away(stage: Stage, year: int) -> None:
    """What the Office removed after it had been handed in; the record keeps name and reason."""
    for spec in FILES:
        if spec.removed_on and year == YEAR:
            evidencing.remove(
                evidence=Evidence.objects.get(
                    commitment=stage.commitment(YEAR, spec.unit), original_name=spec.name
                ),
                reason=spec.removed_because,
                by=stage.clerk,
                at=at(spec.removed_on, 14, minute_of(spec.unit)),
            )


def _lay(stage: Stage, spec: FileSpec, report: ProgressReport, when: datetime) -> None:
    tasks, by = report.commitment.tasks, stage.reporters[spec.unit]
    laid = evidencing.attach(
        report=report,
        task=tasks.get(number=spec.task).pk,
        upload=_upload(spec),
        declared=True,
        by=by,
        at=when,
    )
    if spec.also:
        evidencing.use_again(
            report=report,
            task=tasks.get(number=spec.also).pk,
            evidence=laid.use.evidence_id,
            by=by,
            at=when,
        )


def _upload(spec: FileSpec) -> Upload:
    drawn = {LIST: _list, PICTURE: _picture}.get(spec.kind, _paper)
    return examined(spec.name, drawn(spec), EVIDENCE)


def _list(spec: FileSpec) -> bytes:
    rows = list(enumerate(spec.lines, 1))
    title = spec.name.removesuffix(".xlsx")
    return sheets.workbook(title, (("Số thứ tự", 10), ("Nội dung", 50)), rows)


def _picture(spec: FileSpec) -> bytes:
    """A drawn place stands for a photograph: nothing of anybody's is shown."""
    tint = len(spec.name) * 5 % 40
    drawn = Image.new("RGB", (1200, 800), (190 + tint, 220, 241))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 520, 1200, 800), fill="#8fae7c")
    pen.polygon(((420, 800), (560, 520), (640, 520), (820, 800)), fill="#9a9a94")
    for left, colour in ((120, "#d9c3a0"), (780, "#c9a98a"), (960, "#e0d2b4")):
        pen.rectangle((left, 380, left + 170, 560), fill=colour)
        pen.polygon(((left - 20, 380), (left + 85, 300), (left + 190, 380)), fill="#9c5b45")
    return _saved(drawn, "JPEG", quality=85)


def _paper(spec: FileSpec) -> bytes:
    """A sheet as it comes out of a scanner: a picture of text, in a PDF."""
    sheet = Image.new("L", A4, 250)
    pen, files = ImageDraw.Draw(sheet), fonts.files()
    font = ImageFont.truetype(files[0], 20) if files else ImageFont.load_default(20)
    for number, line in enumerate(spec.lines):
        pen.text((90, 100 + 34 * number), line, fill=30, font=font)
    return _saved(sheet, "PDF", resolution=100)


def _saved(drawn: Image.Image, kind: str, **how: float) -> bytes:
    buffer = io.BytesIO()
    drawn.save(buffer, kind, **how)
    return buffer.getvalue()
