"""A workbook's cells as plain values: gated, read in a child process with limits, kept as read.

Source: trust.md T7, T8.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from camket.files.archives import BadArchive, Limits, check_office_file

CHILD = Path(__file__).with_name("child.py")
FILE_LIMITS = Limits(size=5 << 20, unpacked=30 << 20)
MAX_ROWS, MAX_COLUMNS = 5000, 50
_MEMORY, _CPU, _WALL = 700 << 20, 10, 30  # bytes, seconds, seconds


class Unreadable(Exception):
    """The file as a whole cannot be taken; the text is for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``kind``: s text, n number, p number shown in percent, d ISO day, b yes or no, f formula,
    e error. 0,124 shown as 12,4% is ("p", "0.124").
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row with at least one filled cell; ``cells`` by column number, from 1."""

    number: int
    hidden: bool
    cells: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    lines: list[Line]
    merged: list[str] = field(default_factory=list)
    hidden: bool = False


def read_cells(data: bytes) -> list[Sheet]:
    """All sheets of a workbook. Raises Unreadable with a Vietnamese sentence."""
    try:
        check_office_file(data, FILE_LIMITS)
    except BadArchive as error:
        raise Unreadable(str(error)) from error
    return [_sheet(one) for one in _asked(data)["sheets"]]


def column_letters(number: int) -> str:
    """3 is "C", 28 is "AB"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _asked(data: bytes) -> dict[str, Any]:
    limits = {"memory": _MEMORY, "cpu": _CPU, "rows": MAX_ROWS, "columns": MAX_COLUMNS}
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own file
            [sys.executable, "-I", "-W", "ignore", str(CHILD), json.dumps(limits)],
            input=data,
            capture_output=True,
            timeout=_WALL,
            env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            check=False,
        )
        answer: dict[str, Any] = json.loads(child.stdout) if child.returncode == 0 else {}
    except (subprocess.TimeoutExpired, ValueError):
        raise Unreadable(_sentence("", None)) from None
    if "sheets" in answer:
        return answer
    raise Unreadable(_sentence(answer.get("wrong", ""), child.returncode))


def _sentence(wrong: str, code: int | None) -> str:
    what, _, sheet = wrong.partition(":")
    if what == "rows":
        return (
            f"Trang “{sheet}” có hơn {MAX_ROWS} dòng. Mỗi trang nhận nhiều nhất {MAX_ROWS} dòng;"
            " đề nghị chia thành nhiều tệp."
        )
    if what == "columns":
        return f"Trang “{sheet}” có hơn {MAX_COLUMNS} cột. Đề nghị chỉ giữ các cột của biểu mẫu."
    if what == "empty":
        return (
            "Tệp không có trang tính nào để đọc. Đề nghị chọn tệp .xlsx, biểu mẫu đã tải từ hệ thống "
            "và điền bằng Excel."
        )
    if code is None or code < 0:
        return "Đọc tệp quá lâu nên đã dừng. Đề nghị chỉ giữ dữ liệu cần nhập rồi tải lên lại."
    return "Không đọc được tệp. Đề nghị mở lại bằng Excel, lưu rồi tải lên lại."


def _sheet(one: dict[str, Any]) -> Sheet:
    lines = [
        Line(number, hidden, {column: Cell(kind, text) for column, kind, text in cells})
        for number, hidden, cells in one["rows"]
    ]
    return Sheet(one["name"], lines, one["merged"], one["hidden"])
