"""What the template of a bản cam kết prints: its lines worded, its cells cut where they may not break.

Source: document-format.md §1 (head, sizes) and §4.2 (columns, signatures).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from camket.text import upper
from commitments.views.papers import AMENDED, WITHDRAWN, Line, Paper, drawn
from reports.paper import Profile, balanced, profile_for
from reports.pdf.page import Run, runs
from reports.pdf.qr import qr

COLUMNS = (
    "TT",
    "Nội dung cam kết",
    "Loại",
    "Chỉ tiêu, sản phẩm",
    "Thời gian hoàn thành",
    "Người chịu trách nhiệm",
    "Đơn vị phối hợp",
    "Ghi chú",
)
_TITLE_LETTERS = 95  # about 230 mm of 14 pt bold
_LONG = 220  # letters of one cell; a shorter row stays on one page


@dataclass(frozen=True, slots=True)
class Signing:
    """One of the two blocks under the table. ``signed``: the name stands for a signature given here."""

    authority: str
    post: str
    name: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Eight cells, each of paragraphs, each of runs. ``is_long``: may part at the end of a page.

    A row that may not, and fills a page, would push the table's head off it. ``is_gone``: an
    amendment has withdrawn the task; its words stay, struck out.
    """

    cells: list[list[list[Run]]]
    is_long: bool
    is_gone: bool


def context(content: dict[str, Any], digest: str, address: str) -> dict[str, Any]:
    """``digest`` and ``address`` (of the page that verifies it) are empty for a draft."""
    paper = drawn(content, digest)
    unit, year = paper.unit["full_name"], paper.year
    return {
        "paper": paper,
        "profile": _profile(content, paper),
        "title": f"Bản cam kết trách nhiệm năm {year} – {unit}",
        "columns": COLUMNS,
        "superior": _lines(paper.header["superior"]),
        "issuer": _lines(paper.header["name"]),
        "abstract_lines": [
            *balanced(f"của tập thể lãnh đạo và người đứng đầu {unit}", _TITLE_LETTERS),
            *balanced(f"với Ban Thường vụ {paper.body} năm {year}", _TITLE_LETTERS),
        ],
        "rows": [_row(line) for line in paper.lines],
        "changes": [f"nhiệm vụ {one.number}: {AMENDED[one.amended]}" for one in paper.touched],
        "signings": _signings(paper),
        "code": paper.code,
        "address": address,
        "page_of_code": address.partition("?")[0],
        "qr": qr(address) if address else None,
    }


def _profile(content: dict[str, Any], paper: Paper) -> Profile:
    """Of the day from which this wording is in force; a draft's, of its year's first day."""
    amended = content.get("amendment")
    day = date.fromisoformat(amended["decided_on"]) if amended else paper.signed_on
    return profile_for(day or date(paper.year, 1, 1))


def _row(line: Line) -> Row:
    notes = [*line.was, *line.notes]
    cells = (
        [str(line.number)],
        _lines(line.title),
        [f"{line.kind}; {line.origin.lower()}"],
        [text for goal in line.goal for text in _lines(goal)],
        [line.due],
        line.responsible,
        [line.supporting],
        [text for note in notes for text in _lines(note)],
    )
    longest = max(sum(map(len, cell)) for cell in cells)
    printed = [[runs(text) for text in cell if text] for cell in cells]
    return Row(printed, is_long=longest > _LONG, is_gone=line.amended == WITHDRAWN)


def _signings(paper: Paper) -> list[Signing]:
    here = not paper.is_draft and not paper.by_hand
    head, standing = paper.head, paper.standing
    return [
        Signing("T/M TẬP THỂ LÃNH ĐẠO", upper(head["post"]), head.get("name", ""), here),
        Signing(
            upper(standing["authority"]),
            upper(standing.get("post", "")),
            standing.get("name", ""),
            here,
        ),
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
