"""Workbooks people take away. Text stays text: nothing anybody wrote becomes a formula or a link."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST = 32_767  # characters of a cell
FIRST = "Danh sách"

Columns = Sequence[tuple[str, int]]  # (label, width in characters)
Rows = Iterable[Sequence[Any]]


class Sheet(NamedTuple):
    """A further sheet of a workbook; rows in the order of the columns."""

    name: str
    columns: Columns
    rows: Rows


def workbook(title: str, columns: Columns, rows: Rows, *more: Sheet) -> bytes:
    """A first sheet "Danh sách" and ``more``, each under the title, with a head that stays in sight.

    A cell is text, a number (also a Decimal), a day, a moment in local time, or None for nothing.
    """
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, PLAIN) as book:
        for sheet in (Sheet(FIRST, columns, rows), *more):
            _write(book, title, sheet)
    return stream.getvalue()


def as_download(body: bytes, name: str) -> HttpResponse:
    """The workbook as an attachment; ``name`` in plain letters."""
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _write(book: xlsxwriter.Workbook, title: str, sheet: Sheet) -> None:
    drawn = book.add_worksheet(sheet.name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats: dict[type, Any] = {
        date: book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm", "align": "left"}),
    }
    drawn.write_string(0, 0, title[:LONGEST], book.add_format({"bold": True, "font_size": 14}))
    for at, (label, width) in enumerate(sheet.columns):
        drawn.set_column(at, at, width)
        drawn.write_string(2, at, label, head)
    last = 2
    for last, row in enumerate(sheet.rows, 3):
        for at, value in enumerate(row):
            _cell(drawn, last, at, value, formats)
    drawn.freeze_panes(3, 1)
    drawn.autofilter(2, 0, last, len(sheet.columns) - 1)


def _cell(sheet: Any, row: int, at: int, value: Any, formats: dict[type, Any]) -> None:
    """Whatever is no number and no day is written as text: no type of the library is guessed."""
    if value is None:
        return
    if isinstance(value, datetime):
        sheet.write_datetime(row, at, value.replace(tzinfo=None), formats[datetime])
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, formats[date])
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        sheet.write_number(row, at, value)
    else:
        sheet.write_string(row, at, str(value)[:LONGEST])
