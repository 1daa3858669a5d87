"""The workbook of a quarter as it is handed out: a guide, the form, and what binds it.

Only the cells to fill are unlocked. Text is always written as text: no cell can become a formula.
"""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from camket.sheets import LONGEST, PLAIN
from camket.text import input_number, quarter_label, short_day, small
from commitments import clocks, rules
from commitments.exchange.quarter.asking import (
    ADDRESSEES,
    MARK,
    STATUSES,
    Ask,
    Block,
    Plain,
    Questions,
)
from commitments.exchange.quarter.binding import FORM, OURS, Binding, binding_of, keyed
from commitments.exchange.quarter.guide import LINES, title
from commitments.exchange.values import fits_a_cell
from commitments.models import ProgressReport
from commitments.states import ReportState

GUIDE, SHEET, LISTS, BOUND = "Hướng dẫn", "Báo cáo", "Danh mục", "Ràng buộc"
KEY, LABEL, CELL, NOTE = range(4)  # columns, from 0
WIDTHS = (4, 33, 70, 37)
LINE, TALL, TALLEST = 16, 64, 400  # points
A4, SCALE = 9, 75  # the paper's number in Excel; percent at which a task fits a page


def make_workbook(asked: Questions) -> bytes:
    """The form of this report with what is drafted in it."""
    stream, binding = BytesIO(), binding_of(asked)
    with xlsxwriter.Workbook(stream, PLAIN) as book:
        look = _Look(book)
        _guide(book, look, asked)
        _Form(book, look, asked).write(binding.place)
        _lists(book, look, asked)
        _bound(book, binding)
    return stream.getvalue()


class _Look:
    """The few formats; only those of cells to fill are unlocked."""

    def __init__(self, book: Any) -> None:
        def made(**more: Any) -> Any:
            return book.add_format({"text_wrap": True, "valign": "top", "font_size": 11} | more)

        open_cell = {"bg_color": "#FFF9E0", "border": 1, "border_color": "#8A8F98", "locked": False}
        self.title = made(bold=True, font_size=15, text_wrap=False)
        self.under = made(font_color="#4B5563", text_wrap=False)
        self.block = made(bold=True, bg_color="#1F3A5F", font_color="#FFFFFF", font_size=12)
        self.fact = made(font_color="#4B5563")
        self.told = made()
        self.label = made(bold=True)
        self.note = made(italic=True, font_color="#4B5563", font_size=10)
        self.text = made(num_format="@", **open_cell)
        self.number = made(num_format="#,##0.####", align="left", **open_cell)
        self.day = made(num_format="dd/mm/yyyy", align="left", **open_cell)
        self.mark = made(num_format="@", bold=True, align="center", **open_cell)

    def of(self, kind: str) -> Any:
        return {"number": self.number, "day": self.day, "mark": self.mark}.get(kind, self.text)


class _Form:
    """The sheet that people fill in, row by row."""

    def __init__(self, book: Any, look: _Look, asked: Questions) -> None:
        self.sheet = book.add_worksheet(SHEET)
        self.look, self.asked, self.row = look, asked, 0

    def write(self, place: str) -> None:
        """``place`` is the key of the first row."""
        report = self.asked.report
        unit, period = report.commitment.unit, report.period
        name = quarter_label(period.quarter, report.commitment.year.year)
        for at, width in enumerate(WIDTHS):
            self.sheet.set_column(at, at, width, None, {"hidden": at == KEY})
        head = f"Báo cáo tiến độ {name} – {unit.short_name}"
        self._line(head, self.look.title, 24, key=place)
        self._line(f"{unit.full_name} · {_dates(report)}", self.look.under)
        self._line("Điền các ô nền vàng rồi nạp tệp vào hệ thống. Tệp này không thay cho việc gửi "
                   "báo cáo.", self.look.under)  # fmt: skip
        starts = []
        for block in self.asked.blocks:
            starts.append(self.row)
            self._block(block)
        self.sheet.set_h_pagebreaks(starts[1:])
        self._print_setup(f"{name} – {unit.short_name}")
        self.sheet.ignore_errors({"number_stored_as_text": f"C1:C{self.row}"})
        self.sheet.protect("", {"format_rows": True, "format_columns": True})
        self.sheet.activate()
        self.sheet.set_first_sheet()

    def _block(self, block: Block) -> None:
        self._line("", self.look.told, 8)
        self._cells(OURS, block.name, block.title, "", self.look.block, self.look.block)
        for label, text in block.facts:
            self._cells(OURS, label, text, "", self.look.fact, self.look.told)
        for ask in block.asks:
            self._ask(ask)

    def _ask(self, ask: Ask) -> None:
        value = self.asked.values[ask.key]
        shown = value if isinstance(value, str) and ask.kind == "text" else ""
        tall = TALL if ask.kind == "text" else LINE
        row = self.row
        self._cells(
            ask.key, ask.label, shown, ask.note, self.look.label, self.look.of(ask.kind), tall
        )
        self._fill(row, ask, value)
        self._offer(row, ask)

    def _fill(self, row: int, ask: Ask, value: Plain) -> None:
        look = self.look.of(ask.kind)
        if value in (None, "", False):
            self.sheet.write_blank(row, CELL, None, look)
        elif ask.kind == "number":
            number = Decimal(str(value))
            if fits_a_cell(number):
                self.sheet.write_number(row, CELL, float(number), look)
            else:
                self.sheet.write_string(row, CELL, input_number(number), look)
        elif ask.kind == "day":
            self.sheet.write_datetime(row, CELL, date.fromisoformat(str(value)), look)
        else:
            self.sheet.write_string(row, CELL, self._word(ask, value)[:LONGEST], look)

    def _word(self, ask: Ask, value: Plain) -> str:
        """A share as text too: of a 12,4% typed over a number Excel would keep 0,124."""
        if ask.kind == "mark":
            return MARK
        if ask.kind == "share":
            return input_number(Decimal(str(value)))
        if ask.kind == "unit":
            return self.asked.units.get(int(str(value)), "")
        words = {"status": dict(STATUSES), "addressee": dict(ADDRESSEES)}.get(ask.kind, {})
        return words.get(str(value), str(value))

    def _offer(self, row: int, ask: Ask) -> None:
        lists: dict[str, Any] = {
            "mark": [MARK],
            "status": [word for _, word in STATUSES],
            "addressee": [word for _, word in ADDRESSEES],
            "unit": f"='{LISTS}'!$A$2:$A${max(2, len(self.asked.units) + 1)}",
        }
        if ask.kind in lists:
            self.sheet.data_validation(
                row, CELL, row, CELL,
                {"validate": "list", "source": lists[ask.kind], "ignore_blank": True,
                 "error_title": "Ngoài danh sách",
                 "error_message": "Đề nghị chọn trong danh sách, hoặc để trống."},
            )  # fmt: skip

    def _line(self, text: str, look: Any, height: int = LINE, *, key: str = OURS) -> None:
        """A line over the whole width, not wrapped."""
        self.sheet.set_row(self.row, height)
        self.sheet.write_string(self.row, KEY, keyed(key, text, "", ""))
        self.sheet.write_string(self.row, LABEL, text, look)
        self.row += 1

    def _cells(
        self, key: str, label: str, text: str, note: str, left: Any, middle: Any, least: int = LINE
    ) -> None:
        is_block = left is self.look.block
        own = text if key == OURS else ""
        self.sheet.write_string(self.row, KEY, keyed(key, label, own, note))
        self.sheet.write_string(self.row, LABEL, label, left)
        self.sheet.write_string(self.row, CELL, text, middle)
        self.sheet.write_string(
            self.row, NOTE, note, self.look.block if is_block else self.look.note
        )
        lines = max(_lines(label, LABEL), _lines(text, CELL), _lines(note, NOTE))
        self.sheet.set_row(self.row, min(TALLEST, max(least, lines * LINE + 2)))
        self.row += 1

    def _print_setup(self, name: str) -> None:
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_print_scale(SCALE)  # not "fit to a page", which forgets the breaks between tasks
        sheet.print_area(0, LABEL, self.row - 1, NOTE)
        sheet.set_footer(f"&L&10{name.replace('&', '&&')}&R&10Trang &P/&N")
        sheet.hide_gridlines(2)
        sheet.freeze_panes(3, 0)


def _dates(report: ProgressReport) -> str:
    """'hạn nộp 25/3 · khóa sổ 05/4, gia hạn đến 12/4': for whoever fills it in without the page."""
    until = rules.extended_until(report) if report.state == ReportState.OPEN else None
    year = report.commitment.year.year
    extended = f", gia hạn đến {short_day(until, year)}" if until else ""
    return f"{small(clocks.dates(report))}{extended}"


def _lines(text: str, column: int) -> int:
    """How many lines a text takes in a column, by the width of usual letters."""
    letters = WIDTHS[column] * 0.95
    return sum(max(1, -(-len(line) // int(letters))) for line in text.split("\n"))


def _guide(book: Any, look: _Look, asked: Questions) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 100)
    sheet.set_row(0, 24)
    sheet.write_string(0, 0, title(asked.report), look.title)
    for row, (label, line) in enumerate(LINES, start=2):
        sheet.write_string(row, 0, label, look.label)
        sheet.write_string(row, 1, line, look.told)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.protect()


def _lists(book: Any, look: _Look, asked: Questions) -> None:
    sheet = book.add_worksheet(LISTS)
    sheet.write_string(0, 0, "Đơn vị", look.label)
    for row, name in enumerate(asked.units.values(), start=1):
        sheet.write_string(row, 0, name)
    sheet.protect()
    sheet.hide()


def _bound(book: Any, binding: Binding) -> None:
    """What the reading believes is the sealed line; the others are for whoever looks."""
    told = (
        ("Biểu mẫu", FORM),
        ("Cấp ủy", binding.committee),
        ("Đơn vị", binding.unit),
        ("Năm", str(binding.year)),
        ("Quý", str(binding.quarter)),
        ("Phiên bản báo cáo", str(binding.version)),
        ("Lần nộp gần nhất", str(binding.round)),
        ("Mã nội dung cam kết", binding.promise),
        ("Dấu", binding.sealed()),
    )
    sheet = book.add_worksheet(BOUND)
    for row, (label, value) in enumerate(told):
        sheet.write_string(row, 0, label)
        sheet.write_string(row, 1, value)
    sheet.protect()
    sheet.very_hidden()
