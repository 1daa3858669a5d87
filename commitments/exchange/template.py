"""The workbook that the product makes: empty with examples, or filled with what is there.

Text is always written as text: no cell can become a formula or a link.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from camket.text import input_number
from commitments.exchange.columns import (
    EXAMPLE,
    FORM,
    GUIDE,
    LISTS,
    PEOPLE,
    SHEETS,
    STEPS,
    TASKS,
    UNITS,
    Column,
    SheetForm,
)  # fmt: skip
from commitments.exchange.guide import EXAMPLES, LINES
from commitments.exchange.names import group_title
from commitments.exchange.values import fits_a_cell
from units.models import Committee

PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
ROOM = 2000  # rows that the drop-downs reach
DAY = "dd/mm/yyyy"
Rows = Iterable[dict[str, Any]]


@dataclass
class Filled:
    """Rows by sheet key, each a value by column key: text, int, Decimal, date, None."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def make_workbook(
    committee: Committee, year: int | None = None, filled: Filled | None = None
) -> bytes:
    """The template of this committee: instructions, lists, and one sheet for each kind of row."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, PLAIN) as book:
        look = _Look(book)
        _guide(book, look, committee, year)
        lists = _Lists(committee)
        for form in SHEETS:
            rows = filled.rows.get(form.key, []) if filled else []
            _sheet(book, look, form, rows, lists, examples=filled is None)
        lists.write(book, look)
    return stream.getvalue()


class _Look:
    """The few formats."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.needed = book.add_format(
            {"bold": True, "bg_color": "#FFF2CC", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self.day = book.add_format({"num_format": DAY, "align": "left", "valign": "top"})
        # General: Excel then says by the format that 12,4% or 12/4 was typed, and it is asked about.
        self.number = book.add_format({"valign": "top"})
        self.example = book.add_format(
            {"italic": True, "font_color": "#6B7280", "bg_color": "#F3F4F6", "num_format": "@"}
        )

    def of(self, column: Column) -> Any:
        return {"day": self.day, "number": self.number, "whole": self.wrap}.get(
            column.kind, self.text
        )


def _guide(book: Any, look: _Look, committee: Committee, year: int | None) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 96)
    sheet.write_string(0, 0, f"Biểu mẫu nhập dữ liệu – {committee.name}", look.title)
    marks = [("Biểu mẫu", FORM), ("Mã cấp ủy", committee.code)]
    marks += [("Năm cam kết", str(year))] if year else []
    for row, (name, value) in enumerate(marks, start=1):
        sheet.write_string(row, 0, name, look.wrap)
        sheet.write_string(row, 1, value, look.wrap)
    row = len(marks) + 2
    for name, line in LINES:
        if name:
            sheet.write_string(row, 0, name, look.head)
        sheet.write_string(row, 1, line, look.wrap)
        row += 1


class _Lists:
    """The lists that the drop-downs offer, on a sheet of their own."""

    def __init__(self, committee: Committee) -> None:
        groups = [group_title(group) for group in committee.groups.all()]
        self.columns: list[tuple[str, Sequence[str]]] = [("Nhóm", groups)]
        for form in SHEETS:
            for column in form.columns:
                if column.choices:
                    shown = [name for _, name in column.choices]
                    self.columns.append((f"{form.name}: {column.name}", shown))

    def source(self, form: SheetForm, column: Column) -> str:
        """The range a drop-down takes its list from; empty when there is none."""
        if column.kind == "unit":
            return _range(UNITS.name, _place(UNITS, "short_name"), 1, ROOM)
        name = "Nhóm" if column.kind == "group" else f"{form.name}: {column.name}"
        for at, (known, values) in enumerate(self.columns):
            if known == name and values:
                return _range(LISTS, at, 1, len(values))
        return ""

    def write(self, book: Any, look: _Look) -> None:
        sheet = book.add_worksheet(LISTS)
        for at, (name, values) in enumerate(self.columns):
            sheet.set_column(at, at, 28)
            sheet.write_string(0, at, name, look.head)
            for row, value in enumerate(values, start=1):
                sheet.write_string(row, at, value, look.wrap)
        sheet.protect()


def _sheet(
    book: Any, look: _Look, form: SheetForm, rows: Rows, lists: _Lists, *, examples: bool
) -> None:
    sheet = book.add_worksheet(form.name)
    for at, column in enumerate(form.columns):
        sheet.set_column(at, at, column.width, look.of(column))
        star = " *" if column.needed else ""
        sheet.write_string(0, at, column.name + star, look.needed if star else look.head)
        _offer(sheet, form, at, column, lists)
    first = 1
    for example in EXAMPLES[form.key] if examples else ():
        for at, value in enumerate((EXAMPLE.capitalize(), *example)):
            sheet.write_string(first, at, value, look.example)
        first += 1
    for number, row in enumerate(rows, start=first):
        for at, column in enumerate(form.columns):
            _write(sheet, number, at, row.get(column.key), look.of(column))
    sheet.freeze_panes(1, 3)


def _offer(sheet: Any, form: SheetForm, at: int, column: Column, lists: _Lists) -> None:
    """The drop-down, or the note that shows when a cell of the column is chosen."""
    said = {"input_title": column.name[:32], "input_message": column.note} if column.note else {}
    source = lists.source(form, column)
    if source:
        own_words = column.kind in ("unit", "group")
        sheet.data_validation(
            1, at, ROOM, at,
            {
                "validate": "list", "source": source, "ignore_blank": True,
                "error_type": "warning" if own_words else "stop",
                "error_title": "Ngoài danh sách",
                "error_message": "Đề nghị chọn một mục trong danh sách.",
            } | said,
        )  # fmt: skip
    elif said:
        sheet.data_validation(1, at, ROOM, at, {"validate": "any"} | said)


def _write(sheet: Any, row: int, at: int, value: Any, look: Any) -> None:
    if isinstance(value, Decimal):
        if fits_a_cell(value):
            sheet.write_number(row, at, float(value), look)
        else:
            sheet.write_string(row, at, input_number(value), look)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, look)
    elif isinstance(value, int):
        sheet.write_number(row, at, value, look)
    elif value:
        sheet.write_string(row, at, value, look)


def _place(form: SheetForm, key: str) -> int:
    return [column.key for column in form.columns].index(key)


def _range(sheet: str, column: int, first: int, last: int) -> str:
    letter = chr(65 + column) if column < 26 else f"A{chr(65 + column - 26)}"
    return f"='{sheet}'!${letter}${first + 1}:${letter}${last + 1}"


__all__ = ["PEOPLE", "STEPS", "TASKS", "UNITS", "Filled", "make_workbook"]
