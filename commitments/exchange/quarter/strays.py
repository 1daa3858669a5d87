"""What stands on the sheets of a quarter's workbook where nothing is read: it would be lost unsaid.

Beside the cells to fill it is a problem, in place of the form's own words a note. A table pasted
there is one sentence, and after some fifty they are only counted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from camket.text import format_number, nfc, search_key
from commitments.exchange.cells import MAX_COLUMNS, Cell, Line, Sheet, column_letters
from commitments.exchange.quarter import guide
from commitments.exchange.quarter.asking import Ask
from commitments.exchange.quarter.binding import is_ours, keyed
from commitments.exchange.quarter.writing import CELL, GUIDE, KEY, LABEL, NOTE, SHEET
from commitments.models import ProgressReport

MOST = 50


@dataclass(frozen=True)
class Row:
    """A line of the form's sheet. ``key``: what it is, as the form wrote it; empty for a foreign one."""

    line: Line
    key: str
    sealed: str

    @property
    def label(self) -> str:
        return self._text(LABEL)

    @property
    def is_as_written(self) -> bool:
        """Whether the form's own words still stand in it; those of a cell to fill are none."""
        middle = self._text(CELL) if is_ours(self.key) else ""
        return keyed(self.key, self.label, middle, self._text(NOTE)) == self.sealed

    def _text(self, column: int) -> str:
        cell = self.line.cells.get(column + 1)
        return cell.text if cell else ""


def rows_of(sheet: Sheet) -> list[Row]:
    found = []
    for line in sheet.lines:
        cell = line.cells.get(KEY + 1)
        sealed = nfc(cell.text).strip() if cell else ""
        found.append(Row(line, sealed.partition(" ")[0], sealed))
    return found


def outside(rows: Iterable[Row], asks: Mapping[str, Ask]) -> Iterator[str]:
    """Problems: content beside the form, or below it."""
    found = []
    for row in rows:
        first = NOTE + 1 if row.key in asks or is_ours(row.key) else LABEL
        found.append((row.line, range(first, MAX_COLUMNS)))
    yield from _told(
        found,
        "Ô {}: có nội dung ngoài chỗ điền. Đề nghị chuyển vào ô nền vàng rồi xóa ở đây.",
        "Và {} chỗ khác có nội dung ngoài chỗ điền.",
    )


def out_of_place(rows: Iterable[Row], asks: Mapping[str, Ask]) -> Iterator[str]:
    """Problems: another label than its own beside a cell to fill. The key, which is hidden, stays
    where it is when the columns that are shown are sorted or moved.
    """
    yield from _told(
        [(row.line, (LABEL,)) for row in rows if row.key in asks and _is_moved(row, asks)],
        "Ô {}: nhãn của dòng không còn như biểu mẫu, có thể các dòng đã bị xếp lại. Đề nghị tải "
        "biểu mẫu mới rồi chép nội dung đã điền sang.",
        "Và {} chỗ khác có nhãn không còn như biểu mẫu.",
    )


def over_words(rows: Iterable[Row], asks: Mapping[str, Ask]) -> Iterator[str]:
    """Notes: content in place of the form's own words."""
    found: list[tuple[Line, Iterable[int]]] = []
    for row in rows:
        if is_ours(row.key) and not row.is_as_written:
            found.append((row.line, (LABEL, CELL, NOTE)))
        elif row.key in asks and not row.is_as_written and not _is_moved(row, asks):
            found.append((row.line, (NOTE,)))
    yield from _told(
        found,
        "Ô {}: chữ có sẵn của biểu mẫu đã bị sửa hoặc ghi thêm; hệ thống chỉ nạp các ô nền vàng.",
        "Và {} chỗ khác có chữ của biểu mẫu đã bị sửa hoặc ghi thêm.",
    )


def in_guide(sheet: Sheet, report: ProgressReport) -> Iterator[str]:
    """Notes: content on the sheet that tells how to use the form."""
    own = {search_key(word) for word in guide.words(report)}
    written = [
        (line, [at - 1 for at, cell in line.cells.items() if search_key(cell.text) not in own])
        for line in sheet.lines
    ]
    yield from _told(
        written,
        f"Trang “{GUIDE}”, ô {{}}: có nội dung ghi thêm; hệ thống chỉ nạp các ô nền vàng của trang "
        f"“{SHEET}”.",
        f"Và {{}} chỗ khác của trang “{GUIDE}” có nội dung ghi thêm.",
    )


def _is_moved(row: Row, asks: Mapping[str, Ask]) -> bool:
    return not row.is_as_written and search_key(row.label) != search_key(asks[row.key].label)


def _told(lines: Iterable[tuple[Line, Iterable[int]]], one: str, more: str) -> Iterator[str]:
    """A sentence for each area of filled cells among these columns (from 0), most of them told."""
    areas = list(_areas(lines))
    for area in areas[:MOST]:
        yield one.format(area)
    if len(areas) > MOST:
        yield more.format(format_number(len(areas) - MOST))


def _areas(lines: Iterable[tuple[Line, Iterable[int]]]) -> Iterator[str]:
    """'F12', 'F1 đến Y4000': rows that follow each other and begin and end alike are one."""
    areas: list[list[int]] = []  # first column, last column, first row, last row
    for line, columns in lines:
        filled = [at for at in columns if _is_filled(line.cells.get(at + 1))]
        if not filled:
            continue
        first, last = min(filled), max(filled)
        if areas and areas[-1][:2] == [first, last] and areas[-1][3] == line.number - 1:
            areas[-1][3] = line.number
        else:
            areas.append([first, last, line.number, line.number])
    for first, last, top, bottom in areas:
        start, end = f"{column_letters(first + 1)}{top}", f"{column_letters(last + 1)}{bottom}"
        yield start if start == end else f"{start} đến {end}"


def _is_filled(cell: Cell | None) -> bool:
    return cell is not None and (bool(cell.text.strip()) or cell.kind == "f")
