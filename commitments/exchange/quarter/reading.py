"""A workbook of a quarter that came back: whose it is, and each cell as the value it asks for.

Every objection is a sentence with the cell's address. Nothing is guessed. Source: trust.md T8.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from camket.text import nfc, search_key
from camket.text.legacy import detect
from commitments.exchange.cells import Cell, Line, Sheet, column_letters, read_cells
from commitments.exchange.columns import Column, fold
from commitments.exchange.quarter import strays
from commitments.exchange.quarter.asking import ADDRESSEES, STATUSES, Ask, Plain, Questions, Values
from commitments.exchange.quarter.binding import (
    FORM,
    Altered,
    Binding,
    is_place,
    last_round,
    mark,
    opened,
)
from commitments.exchange.quarter.strays import Row
from commitments.exchange.quarter.writing import BOUND, CELL, GUIDE, LISTS, SHEET
from commitments.exchange.values import value_of
from commitments.models import Addressee
from commitments.quality import MAX_TEXT
from commitments.workflow.drafting import promised

_TICKS = {"x", "co", "v", "1"}
_NO_TICKS = {"", "khong", "0"}
_SHEETS = {search_key(name) for name in (GUIDE, SHEET, LISTS, BOUND)}
_AREA = re.compile(r"([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)")

NOT_OURS = "Tệp không phải biểu mẫu báo cáo quý của hệ thống. Đề nghị tải biểu mẫu ở trang này."
ALTERED = (
    "Phần gắn tệp với báo cáo đã bị sửa hoặc lấy từ tệp khác nên hệ thống không nhận. "
    "Đề nghị tải biểu mẫu mới rồi chép nội dung đã điền sang."
)
OTHER_SHEET = (
    "Trang “Báo cáo” được chép từ biểu mẫu của quý khác hoặc đơn vị khác. Đề nghị tải biểu mẫu mới "
    "của báo cáo này rồi chép nội dung đã điền sang từng ô nền vàng."
)
NO_FIRST_ROW = (
    "Trang “Báo cáo” không còn dòng đầu của biểu mẫu nên không rõ là của quý nào. Đề nghị tải biểu "
    "mẫu mới rồi chép nội dung đã điền sang; không xóa dòng của biểu mẫu."
)
AMENDED = (
    "Bản cam kết đã được điều chỉnh sau khi tải biểu mẫu này, nên các câu hỏi không còn đúng. "
    "Đề nghị tải biểu mẫu mới rồi chép nội dung đã điền sang."
)


def handed_in_since(number: int) -> str:
    """Why a workbook from before this round is not taken."""
    return (
        f"Báo cáo đã được gửi (lần nộp {number}) sau khi tải biểu mẫu này, nên tệp cũ hơn bản đã gửi, "
        "dù bản đó đã rút về hay được trả lại. Đề nghị tải biểu mẫu mới rồi chép nội dung đã điền "
        "sang; tệp này vẫn còn nguyên trên máy của anh/chị."
    )


@dataclass
class Brought:
    """``values`` of the cells that could be read. ``problems`` stop it, ``notes`` do not."""

    binding: Binding | None = None
    values: Values = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_workbook(data: bytes, asked: Questions) -> Brought:
    """What a workbook says of this report. Raises Unreadable when it cannot be opened at all."""
    sheets = read_cells(data)
    found = Brought()
    form = _named(sheets, SHEET)
    bound = _named(sheets, BOUND)
    if form is None or bound is None or _told(bound).get("bieu mau") != FORM:
        found.problems.append(NOT_OURS)
        return found
    try:
        binding = found.binding = opened(_told(bound).get("dau", ""))
    except Altered:
        found.problems.append(ALTERED)
        return found
    found.problems += _elsewhere(binding, asked)
    if not found.problems:
        found.problems += _extra_sheets(sheets)
        found.notes += _empty_sheets(sheets)
        if (own := _named(sheets, GUIDE)) is not None:
            found.notes += strays.in_guide(own, asked.report)
        _read_form(form, asked, binding, found)
    return found


def _elsewhere(binding: Binding, asked: Questions) -> list[str]:
    """Made for another unit, another period, another promise, or before a round handed in since."""
    report = asked.report
    commitment, period = report.commitment, report.period
    if (binding.committee, binding.unit) != (commitment.year.committee.code, commitment.unit.code):
        return [f"Tệp được lập cho đơn vị khác, không phải {commitment.unit.short_name}."]
    if (binding.year, binding.quarter) != (commitment.year.year, period.quarter):
        made = f"quý {binding.quarter} năm {binding.year}"
        return [
            f"Tệp được lập cho {made}, không phải quý {period.quarter} năm {commitment.year.year}. "
            "Đề nghị mở đúng báo cáo của kỳ đó."
        ]
    if binding.promise != promised(report, asked.tasks):
        return [AMENDED]
    last = last_round(report)
    return [handed_in_since(last)] if binding.round < last else []


def _empty_sheets(sheets: list[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        if not sheet.lines and search_key(sheet.name) not in _SHEETS:
            yield (
                f"Trang “{sheet.name}” không thuộc biểu mẫu và không có nội dung nên được bỏ qua."
            )


def _extra_sheets(sheets: list[Sheet]) -> Iterator[str]:
    known = Counter(search_key(sheet.name) for sheet in sheets if sheet.lines)
    for sheet in sheets:
        key = search_key(sheet.name)
        if sheet.lines and (key not in _SHEETS or known[key] > 1):
            yield (
                f"Trang “{sheet.name}” không thuộc biểu mẫu. Đề nghị chép nội dung cần báo cáo vào "
                f"trang “{SHEET}” rồi xóa trang đó."
            )


def _read_form(sheet: Sheet, asked: Questions, binding: Binding, found: Brought) -> None:
    asks, rows = {ask.key: ask for ask in asked.asks()}, strays.rows_of(sheet)
    found.problems += _other_sheet(rows, binding)
    if found.problems:
        return
    places: dict[str, list[Line]] = {}
    for row in rows:
        places.setdefault(row.key, []).append(row.line)
    found.problems += [*strays.outside(rows, asks), *strays.out_of_place(rows, asks)]
    found.notes += strays.over_words(rows, asks)
    merged = list(_merged_rows(sheet))
    for key, ask in asks.items():
        lines = places.get(key, [])
        if len(lines) != 1:
            found.problems.append(_lost(ask, lines))
            continue
        place = _place(ask, lines[0])
        if any(first <= lines[0].number <= last for first, last in merged):
            found.problems.append(f"{place}: ô bị gộp với ô khác. Đề nghị bỏ gộp ô.")
            continue
        _read_cell(ask, lines[0].cells.get(CELL + 1), place, asked, binding, found)
        if ask.kind == "unit" and found.values.get(key):
            found.problems += _misplaced(ask, place, found.values)


def _place(ask: Ask, line: Line) -> str:
    return f"Ô {column_letters(CELL + 1)}{line.number} ({ask.named})"


def _read_cell(
    ask: Ask, cell: Cell | None, place: str, asked: Questions, binding: Binding, found: Brought
) -> None:
    try:
        found.values[ask.key] = _value(ask, cell, asked, binding)
    except ValueError as error:
        found.problems.append(f"{place}: {error}")
        return
    if cell is not None and cell.kind == "s" and not cell.text.isascii() and detect(cell.text):
        found.notes.append(
            f"{place}: chữ có vẻ gõ theo bảng mã cũ. Nếu chữ ở bảng dưới hiện sai, đề nghị chuyển "
            "sang Unicode trong Excel rồi tải lên lại."
        )


def _value(ask: Ask, cell: Cell | None, asked: Questions, binding: Binding) -> Plain:
    if ask.kind == "mark":
        return _mark(cell)
    if ask.kind == "unit":
        return _unit(ask, str(value_of(cell, _column(ask, "text"))), asked, binding)
    if ask.kind in ("status", "addressee"):
        choices = STATUSES if ask.kind == "status" else ADDRESSEES
        chosen = value_of(cell, _column(ask, "choice", choices))
        if ask.kind == "status" and not chosen:
            raise ValueError("trạng thái đang để trống. Đề nghị chọn trong danh sách.")
        return chosen or ""
    return value_of(cell, _column(ask, "number" if ask.kind == "share" else ask.kind))


def _column(ask: Ask, kind: str, choices: tuple[tuple[str, str], ...] = ()) -> Column:
    return Column(ask.key, ask.label, kind, most=MAX_TEXT, choices=choices)


def _mark(cell: Cell | None) -> bool:
    if cell is not None and cell.kind == "b":
        return cell.text == "1"
    said = fold(str(value_of(cell, Column("", "", "text"))))
    if said not in _TICKS | _NO_TICKS:
        raise ValueError(
            f"ghi “{said[:30]}” nên không rõ có đánh dấu hay không. Ghi x, hoặc để trống."
        )
    return said in _TICKS


def _unit(ask: Ask, said: str, asked: Questions, binding: Binding) -> int | None:
    """By the names of the file's own list. What was not touched may have ended meanwhile."""
    if not said:
        return None
    units = binding.units
    found = [pk for name, pk in units.items() if fold(name) == fold(said)]
    exact = [pk for name, pk in units.items() if name.casefold() == said.casefold()]
    if len(exact or found) != 1:
        raise ValueError(f"không có đơn vị “{said[:60]}”. Đề nghị chọn trong danh sách.")
    chosen = (exact or found)[0]
    if chosen not in asked.units and mark(chosen) != binding.marks.get(ask.key):
        raise ValueError(f"đơn vị “{said[:60]}” không còn hoạt động. Đề nghị chọn đơn vị khác.")
    return chosen


def _misplaced(ask: Ask, place: str, values: Values) -> Iterator[str]:
    """A unit that the draft would not keep: the proposal is put to somebody else.

    Nothing is said where the addressee, which the form asks for first, could not be read.
    """
    addressee = values.get(f"{ask.key.removesuffix('addressed_unit')}addressee")
    if addressee not in (None, Addressee.UNIT):
        now = f"ghi “{dict(ADDRESSEES)[str(addressee)]}”" if addressee else "để trống"
        yield (
            f"{place}: chỉ chọn đơn vị khi ô “Kiến nghị với” là “{Addressee.UNIT.label}”, nay ô đó "
            f"{now}. Đề nghị sửa ô đó, hoặc để trống ô này."
        )


def _other_sheet(rows: list[Row], binding: Binding) -> Iterator[str]:
    """The sheet of another quarter put over this one's: its rows have the same keys."""
    places = {row.key for row in rows if is_place(row.key)}
    if places != {binding.place}:
        yield OTHER_SHEET if places else NO_FIRST_ROW


def _lost(ask: Ask, lines: list[Line]) -> str:
    if not lines:
        return (
            f"Thiếu dòng “{ask.named}”. Đề nghị tải biểu mẫu mới rồi chép nội dung đã điền sang; "
            "không xóa dòng của biểu mẫu."
        )
    rows = ", ".join(str(line.number) for line in lines)
    return f"Dòng “{ask.named}” có nhiều lần (dòng {rows}). Đề nghị chỉ giữ một dòng."


def _merged_rows(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """The rows of areas that take in the column to fill."""
    for area in sheet.merged:
        found = _AREA.fullmatch(area)
        if found and _number(found[1]) <= CELL + 1 <= _number(found[3]):
            yield int(found[2]), int(found[4])


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _named(sheets: Iterable[Sheet], name: str) -> Sheet | None:
    return next((s for s in sheets if search_key(s.name) == search_key(name)), None)


def _told(sheet: Sheet) -> dict[str, str]:
    """Two columns: a label, its value."""
    found = {}
    for line in sheet.lines:
        label, value = line.cells.get(1), line.cells.get(2)
        if label is not None and value is not None:
            found[search_key(label.text)] = nfc(value.text).strip()
    return found
