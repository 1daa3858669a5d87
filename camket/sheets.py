"""Workbooks people take away. Text cells are written as strings: no cell can become a formula."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(title: str, head: list[str], lines: Iterable[list[str | int | float | None]]) -> bytes:
    """One sheet: title, a frozen head row, lines. Strings stay strings."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False,
                                        "strings_to_urls": False})  # fmt: skip
    sheet = book.add_worksheet("Danh sách")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for column, name in enumerate(head):
        sheet.write_string(2, column, name, bold)
    for number, line in enumerate(lines, start=3):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif value is not None:
                sheet.write_number(number, column, value)
    sheet.freeze_panes(3, 2)
    sheet.set_column(0, 1, 28)
    sheet.set_column(2, len(head) - 1, 14)
    book.close()
    return stream.getvalue()


def as_download(body: bytes, name: str) -> HttpResponse:
    """The workbook as an attachment."""
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
