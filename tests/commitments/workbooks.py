"""Workbooks for tests: written cell by cell, so that every slip of a person can be made."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from commitments.exchange.columns import PEOPLE, STEPS, TASKS, UNITS, SheetForm

UNIT = {
    "code": "phuong-2", "full_name": "Đảng ủy Phường 2", "short_name": "Phường 2",
    "group": "Các phường", "kind": "Xã, phường", "collective": "Ban Thường vụ Đảng ủy Phường 2",
    "head_post": "Bí thư", "phone": "0233 000 002", "valid_from": "01/01/2021",
}  # fmt: skip
HEAD = {
    "full_name": "Ngô Văn Nhập Thử", "email": "nhap@mau.example", "phone": "0913000001",
    "role": "Người đứng đầu", "unit": "Phường 2", "position": "Bí thư", "starts_on": "01/01/2021",
}  # fmt: skip
TASK = {
    "number": 1, "unit": "Phường 1", "title": "Giảm hộ nghèo còn 1,86%", "kind": "Trọng tâm",
    "responsibility": "Tập thể lãnh đạo", "owner_name": "Hoàng Văn Đứng Thử", "owner_post": "Bí thư",
    "supporting_units": "Phòng Kinh tế", "basis": "Nghị quyết", "product": "Quyết định",
    "unit_of_measure": "%", "baseline": "2,4", "target": 1.86, "due_on": "30/9/2021",
}  # fmt: skip
STEP = {"number": 1, "unit": "Phường 1", "quarter": "Quý II", "text": "Rà soát", "weight": 2}

Grid = list[list[Any]]


def grid(form: SheetForm, *rows: dict[str, Any], heads: list[str] | None = None) -> Grid:
    """The header and the rows of one sheet, in the form's own order."""
    names = heads or [column.name for column in form.columns]
    return [names, *([row.get(column.key) for column in form.columns] for row in rows)]


def units(*rows: dict[str, Any]) -> dict[str, Grid]:
    return {UNITS.name: grid(UNITS, *rows)}


def people(*rows: dict[str, Any]) -> dict[str, Grid]:
    return {PEOPLE.name: grid(PEOPLE, *rows)}


def tasks(*rows: dict[str, Any], steps: tuple[dict[str, Any], ...] = (STEP,)) -> dict[str, Grid]:
    return {TASKS.name: grid(TASKS, *rows), STEPS.name: grid(STEPS, *steps)}


def book(sheets: dict[str, Grid], *, merge: str = "", hide: int = 0) -> bytes:
    """Text stays text, numbers numbers, dates dates; a Formula computes, a Formatted is formatted.

    ``merge``: an area of the first sheet; ``hide``: a row of it, from 1.
    """
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as made:
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for place, (name, lines) in enumerate(sheets.items()):
            sheet = made.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, Formatted):
                        look = made.add_format({"num_format": value.format})
                        sheet.write_number(row, column, value, look)
                    else:
                        _write(sheet, row, column, value, day)
            if place == 0 and merge:
                sheet.merge_range(merge, "gộp")
            if place == 0 and hide:
                sheet.set_row(hide - 1, None, None, {"hidden": True})
    return stream.getvalue()


class Formatted(float):
    """A number that Excel shows in a format of its own."""

    format: str = "0.0%"

    @classmethod
    def of(cls, number: float, code: str) -> "Formatted":
        made = cls(number)
        made.format = code
        return made


class Formula(str):
    """A cell that computes; ``cached`` is what Excel last showed."""

    cached: Any = 0


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, str(value), None, value.cached)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, value)


def recut(data: bytes, sheet: int, place: str, cell: str) -> bytes:
    """With one filled cell (or merged area) written as no careful program does. ``cell``: its XML."""
    stream, part = BytesIO(), f"xl/worksheets/sheet{sheet}.xml"
    old = rf'<c r="{place}"[^>]*?(/>|>.*?</c>)|<mergeCell ref="{place}"/>'
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                text, found = re.subn(old, lambda _: cell, content.decode(), flags=re.S)
                assert found == 1, place
                content = text.encode()
            after.writestr(name, content)
    return stream.getvalue()
