"""Sheets as plain rows: headers found by name, each cell read, each objection with its address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from camket.text import format_date, nfc, search_key, small
from camket.text.legacy import convert, detect
from commitments.exchange.cells import Cell, Line, Sheet, column_letters, read_cells
from commitments.exchange.columns import (
    BY_NAME,
    EXAMPLE,
    FORM,
    GUIDE,
    OTHERS,
    SHEETS,
    Column,
    SheetForm,
    fold,
)  # fmt: skip
from commitments.exchange.values import Value, value_of

HEADER_WITHIN = 12  # rows from the top in which the header is looked for


@dataclass
class Row:
    """One row: values by column key (a missing column is no key), objections as sentences."""

    sheet: str
    number: int
    values: dict[str, Value]
    places: dict[str, str]
    wrong: list[str] = field(default_factory=list)
    hidden: bool = False

    def at(self, key: str) -> str:
        """'Đơn vị!C7', or the row when there is no such column."""
        return f"{self.sheet}!{self.places.get(key, f'dòng {self.number}')}"

    def objects(self, key: str, sentence: str) -> None:
        self.wrong.append(f"{self.at(key)}: {sentence}")


@dataclass
class Read:
    """What a workbook says. ``problems`` stop everything; ``notes`` are worth knowing."""

    rows: dict[str, list[Row]]
    present: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    legacy: list[list[str]] = field(default_factory=list)  # [address, encoding, before, after]
    committee: str = ""
    year: int | None = None

    def plain(self) -> dict[str, Any]:
        """As JSON, to be kept until it is confirmed."""
        return {
            "rows": {key: [vars(row) for row in rows] for key, rows in self.rows.items()},
            "present": sorted(self.present),
            "notes": self.notes,
            "legacy": self.legacy,
        }


def read_again(plain: dict[str, Any]) -> Read:
    """``plain`` back again."""
    rows = {key: [Row(**one) for one in rows] for key, rows in plain["rows"].items()}
    present = set(plain["present"])
    return Read(rows, present=present, notes=plain["notes"], legacy=plain["legacy"])


def read_workbook(data: bytes, *, converted: bool = False) -> Read:
    """All rows of a workbook. Raises Unreadable when it cannot be opened at all.

    ``converted``: whoever brought it agrees that text in old encodings is made Unicode.
    """
    sheets = read_cells(data)
    read = Read({form.key: [] for form in SHEETS})
    _read_guide(sheets, read)
    for sheet in sheets:
        form = BY_NAME.get(search_key(sheet.name))
        if form is None:
            _unknown_sheet(sheet, read)
        elif form.key in read.present:
            read.problems.append(f"Có hai trang “{form.name}”. Đề nghị chỉ giữ một trang.")
        else:
            read.present.add(form.key)
            _read_sheet(form, _unicode(sheet, read, converted), read)
    if not read.present:
        names = ", ".join(f"“{sheet.name}”" for sheet in sheets[:6])
        read.problems.append(
            "Tệp không phải biểu mẫu nhập của hệ thống: không có trang “Đơn vị”, “Cán bộ” hay"
            f" “Nhiệm vụ”; chỉ có {names}. Đề nghị tải biểu mẫu ở trang này."
        )
    elif not any(read.rows.values()) and not read.problems:
        read.problems.append("Tệp chưa có dòng dữ liệu nào để nhập.")
    return read


def _read_guide(sheets: list[Sheet], read: Read) -> None:
    """The marks in the instructions: whose form this is, which version, which year."""
    guide = next((s for s in sheets if search_key(s.name) == search_key(GUIDE)), None)
    said: dict[str, str] = {}
    for line in guide.lines if guide else []:
        texts = [nfc(cell.text).strip() for _, cell in sorted(line.cells.items())]
        said |= {search_key(texts[0]): texts[1]} if len(texts) == 2 else {}
    form = said.get("bieu mau", "")
    if form and form != FORM:
        read.problems.append(
            f"Biểu mẫu “{form}” không phải phiên bản đang dùng. Đề nghị tải biểu mẫu mới."
        )
    read.committee = said.get("ma cap uy", "")
    number = said.get("nam cam ket", "").partition(".")[0]
    read.year = int(number) if re.fullmatch(r"[0-9]{1,9}", number) else None


def _unknown_sheet(sheet: Sheet, read: Read) -> None:
    key = search_key(sheet.name)
    if key in OTHERS or not sheet.lines:
        return
    close = get_close_matches(key, BY_NAME, n=1, cutoff=0.7)
    begins = [known for known in BY_NAME if key.startswith(known)]
    if found := (close or begins):
        read.problems.append(
            f"Trang “{sheet.name}” không có trong biểu mẫu. Có phải ý anh/chị là trang"
            f" “{BY_NAME[found[0]].name}”?"
        )
    else:
        read.notes.append(f"Trang “{sheet.name}” không thuộc biểu mẫu nên không được đọc.")


def _unicode(sheet: Sheet, read: Read, converted: bool) -> Sheet:
    """The sheet with its old encodings noted, and read as Unicode when that was agreed to."""
    lines = []
    for line in sheet.lines:
        cells = {}
        for column, cell in line.cells.items():
            encoding = detect(cell.text) if cell.kind == "s" and not cell.text.isascii() else ""
            if encoding:
                after = convert(cell.text, encoding)
                place = f"{sheet.name}!{column_letters(column)}{line.number}"
                read.legacy.append([place, encoding, nfc(cell.text)[:300], nfc(after)[:300]])
                cell = Cell("s", after) if converted else cell
            cells[column] = cell
        lines.append(Line(line.number, line.hidden, cells))
    return Sheet(sheet.name, lines, sheet.merged, sheet.hidden)


def _read_sheet(form: SheetForm, sheet: Sheet, read: Read) -> None:
    found = _header(form, sheet)
    if found is None:
        if sheet.lines:
            read.problems.append(
                f"Trang “{form.name}” không có dòng tên cột"
                f" (“{form.columns[1].name}”, “{form.columns[2].name}”…)."
            )
        return
    header, known = found
    _ask_header(form, header, known, read)
    _ask_merged(form, sheet, header.number, read)
    for line in sheet.lines:
        if line.number > header.number and not _is_example(line, known):
            row = _row(form, line, known)
            if row is not None:
                read.rows[form.key].append(row)
    _ask_day_order(form, sheet, header.number, known, read)


def _header(form: SheetForm, sheet: Sheet) -> tuple[Line, dict[int, Column]] | None:
    """The row near the top with most of the columns' names, and which column each is."""
    names = {fold(column.name): column for column in form.columns}
    best: tuple[Line, dict[int, Column]] | None = None
    for line in sheet.lines:
        if line.number > HEADER_WITHIN:
            break
        known = {
            at: names[fold(cell.text)]
            for at, cell in sorted(line.cells.items())
            if cell.kind == "s" and fold(cell.text) in names
        }
        if len(known) >= 2 and (best is None or len(known) > len(best[1])):
            best = (line, known)
    return best


def _ask_header(form: SheetForm, header: Line, known: dict[int, Column], read: Read) -> None:
    keys = [column.key for column in known.values()]
    for column in form.columns:
        if keys.count(column.key) > 1:
            read.problems.append(f"Trang “{form.name}” có hai cột “{column.name}”.")
    missing = [column for column in form.columns if column.key not in keys]
    strange = {at: nfc(c.text).strip() for at, c in header.cells.items() if at not in known}
    for column in missing:
        close = get_close_matches(
            fold(column.name), [fold(name) for name in strange.values()], n=1, cutoff=0.6
        )
        asked = next((name for name in strange.values() if close and fold(name) == close[0]), "")
        if column.needed or asked:
            said = f" Có phải là cột “{asked}”?" if asked else ""
            read.problems.append(f"Trang “{form.name}” thiếu cột “{column.name}”.{said}")
    for at, name in sorted(strange.items()):
        place = f"{form.name}!{column_letters(at)}{header.number}"
        if missing:
            read.problems.append(
                f"{place}: cột “{name}” không có trong biểu mẫu. Đề nghị sửa tên cột hoặc xóa cột;"
                f" biểu mẫu còn cột {', '.join(f'“{one.name}”' for one in missing)}."
            )
        else:
            read.notes.append(f"{place}: cột “{name}” không thuộc biểu mẫu nên không được đọc.")


def _ask_merged(form: SheetForm, sheet: Sheet, header: int, read: Read) -> None:
    for area in sheet.merged:
        last = int((re.findall(r"\d+", area) or ["0"])[-1])
        if last >= header:
            read.problems.append(
                f"{form.name}!{area}: có ô gộp. Đề nghị bỏ gộp ô rồi ghi đủ giá trị từng dòng."
            )


def _is_example(line: Line, known: dict[int, Column]) -> bool:
    first = line.cells.get(min(line.cells))
    return any(
        search_key(cell.text) == search_key(EXAMPLE)
        for cell in (first, line.cells.get(min(known)))
        if cell is not None and cell.kind == "s"
    )


def _row(form: SheetForm, line: Line, known: dict[int, Column]) -> Row | None:
    places = {column.key: f"{column_letters(at)}{line.number}" for at, column in known.items()}
    row = Row(form.name, line.number, {}, places, hidden=line.hidden)
    for at, column in known.items():
        cell = line.cells.get(at)
        try:
            row.values[column.key] = value_of(cell, column)
        except ValueError as error:
            row.values[column.key] = None
            row.objects(column.key, str(error))
        else:
            if column.needed and row.values[column.key] in (None, ""):
                row.objects(column.key, f"chưa ghi {small(column.name)}.")
    for at, cell in line.cells.items():
        if at not in known and cell.kind == "f":
            row.wrong.append(f"{form.name}!{column_letters(at)}{line.number}: ô có công thức.")
    only_number = set(line.cells) <= {at for at, one in known.items() if one.name == "TT"}
    return None if only_number or not any(at in known for at in line.cells) else row


def _ask_day_order(
    form: SheetForm, sheet: Sheet, header: int, known: dict[int, Column], read: Read
) -> None:
    """Days that Excel may have read month first: it then left those after the 12th as text."""
    for at, column in known.items():
        if column.kind != "day":
            continue
        cells = [
            (line.number, cell)
            for line in sheet.lines
            if line.number > header
            and (cell := line.cells.get(at)) is not None
            and not _is_example(line, known)
        ]
        left = any(cell.kind == "s" and _beyond_twelve(cell.text) for _, cell in cells)
        read_well = any(cell.kind == "d" and int(cell.text[-2:]) > 12 for _, cell in cells)
        if left and not read_well:
            for number, day in _turnable(cells):
                swapped = date(day.year, day.day, day.month)
                row = next((r for r in read.rows[form.key] if r.number == number), None)
                if row is not None:
                    row.objects(
                        column.key,
                        f"ngày này là {format_date(day)} hay {format_date(swapped)}? Ở cột này Excel"
                        " có thể đã đổi chỗ ngày và tháng. Đề nghị ghi lại dưới dạng chữ.",
                    )


def _beyond_twelve(text: str) -> bool:
    found = re.fullmatch(r"\s*(\d{1,2})[/.-]\d{1,2}[/.-]\d{4}\s*", text)
    return bool(found) and int(found[1]) > 12  # type: ignore[index]


def _turnable(cells: list[tuple[int, Cell]]) -> Iterator[tuple[int, date]]:
    for number, cell in cells:
        if cell.kind == "d":
            day = date.fromisoformat(cell.text)
            if day.day <= 12 and day.day != day.month:
                yield number, day
