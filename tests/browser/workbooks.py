"""Workbooks as people bring them: the product's own template, filled in, well or badly."""

import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.browser.camera import COMMITTEE, Copy

SHEETS = ("Đơn vị", "Cán bộ", "Nhiệm vụ", "Lộ trình")
# Where the told year names no basis in words.
BASIS = "Kết luận số 01-KL/TU ngày 28/12/2020 của Ban Thường vụ Thành ủy"
# "Nguyễn Đình Phước" as an old keyboard typed it: TCVN3.
OLD_LETTERS = "Nguy\xd4n \xa7\xd7nh Ph\xad\xedc"

Row = dict[str, Any]


def template(copy: Copy, to: Path, *more: str) -> Workbook:
    copy.manage("make_workbook", "--committee", COMMITTEE, *more, str(to))
    return load_workbook(to)


def kept(book: Workbook, to: Path, *names: str) -> Path:
    """Only these of the four sheets, saved."""
    for name in SHEETS:
        if name not in names:
            del book[name]
    book.save(to)
    return to


def registrations(copy: Copy, to: Path, units: Collection[str], without: str) -> Path:
    """What these units, by short name, promise for 2021, numbered anew without some titles."""
    book = template(copy, to, "--year", "2021", "--filled")
    left_out, numbers = re.compile(without), dict[tuple[str, int], int]()
    tasks = [row for row in read(book["Nhiệm vụ"]) if row["Đơn vị"] in units]
    for row in tasks:
        if not left_out.search(row["Nội dung cam kết"]):
            unit = row["Đơn vị"]
            numbers[unit, row["TT"]] = sum(name == unit for name, _ in numbers) + 1
        row["Căn cứ, thẩm quyền"] = row["Căn cứ, thẩm quyền"] or BASIS
    for name, number in (("Nhiệm vụ", "TT"), ("Lộ trình", "TT nhiệm vụ")):
        rows = tasks if name == "Nhiệm vụ" else read(book[name])
        found = [(numbers.get((row["Đơn vị"], row[number])), row) for row in rows]
        write(book[name], [row | {number: n} for n, row in found if n])
    return kept(book, to, "Nhiệm vụ", "Lộ trình")


def with_errors(copy: Copy, to: Path) -> Path:
    """A day that is none, a unit misspelt, an address twice, a number in two readings."""
    book = template(copy, to)
    write(book["Đơn vị"], [_unit("Trung tâm Văn hóa - Thông tin", "31/02/2021"),
                           _unit("Ban Quản lý dự án", "01/3/2021")])  # fmt: skip
    write(book["Cán bộ"], [_person("Lý Mô Phỏng", "ly-mo-phong", "Phuong 5"),
                           _person("Trịnh Minh Họa", "trinh-minh-hoa", "Phường Đông Lễ"),
                           _person("Trịnh Ví Dụ", "trinh-minh-hoa", "Phường 2")])  # fmt: skip
    return kept(book, to, "Đơn vị", "Cán bộ")


def in_old_letters(copy: Copy, to: Path) -> Path:
    """Names typed in TCVN3."""
    book = template(copy, to)
    write(book["Cán bộ"], [_person(OLD_LETTERS, "nguyen-dinh-phuoc", "Phường 2"),
                           _person("Trịnh Minh Họa", "trinh-minh-hoa", "Phường Đông Lễ")])  # fmt: skip
    return kept(book, to, "Cán bộ")


def well_filled(copy: Copy, to: Path) -> Path:
    """One unit and two people, without a fault."""
    book = template(copy, to)
    write(book["Đơn vị"], [_unit("Trung tâm Văn hóa - Thông tin", "01/3/2021")])
    write(book["Cán bộ"], [_person("Lý Mô Phỏng", "ly-mo-phong", "Phường 5"),
                           _person("Trịnh Minh Họa", "trinh-minh-hoa", "Phường Đông Lễ")])  # fmt: skip
    return kept(book, to, "Đơn vị", "Cán bộ")


def read(sheet: Worksheet) -> list[Row]:
    """The rows by the names of their columns, without the star of a needed one."""
    names = _names(sheet)
    return [
        dict(zip(names, values, strict=True))
        for values in sheet.iter_rows(min_row=2, values_only=True)
        if any(value is not None for value in values) and str(values[0]).lower() != "ví dụ"
    ]


def write(sheet: Worksheet, rows: list[Row]) -> None:
    """These rows instead of all that are there."""
    names = _names(sheet)
    sheet.delete_rows(2, sheet.max_row)
    for n, row in enumerate(rows, start=2):
        for column, name in enumerate(names, start=1):
            sheet.cell(n, column, row.get(name))


def _names(sheet: Worksheet) -> list[str]:
    return [str(cell.value).rstrip(" *") for cell in sheet[1]]


def _unit(name: str, since: str) -> Row:
    return {
        "Tên đầy đủ": name,
        "Tên ngắn": name,
        "Nhóm": "2.3 Văn hóa - xã hội",
        "Loại": "Phòng chuyên môn",
        "Tập thể lãnh đạo": "Lãnh đạo Trung tâm",
        "Chức vụ người đứng đầu": "Giám đốc",
        "Hoạt động từ ngày": since,
    }


def _person(name: str, address: str, unit: str) -> Row:
    return {
        "Họ và tên": name,
        "Địa chỉ thư điện tử": f"{address}@dongha.example",
        "Vai trò": "Cán bộ đầu mối",
        "Đơn vị": unit,
        "Chức vụ": "Công chức Văn phòng - Thống kê",
        "Từ ngày": datetime(2021, 3, 22),
    }
