"""A report in a unit's name on paper: the Party's head, numbered parts, a table, one signature.

Source: document-format.md §1 (head, sizes, signature) and §4.3 (columns of a quarter's report).
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from camket.text import roman, upper
from reports.paper import PARTY_2018, balanced, profile_for
from reports.pdf.page import Run, runs


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph; ``head`` (bold) opens it, or stands alone as a heading of a task."""

    text: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``kind`` names its widths in the style sheet; cells are of paragraphs."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    items: tuple[Item, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class UnitPaper:
    """All that is printed. ``mark`` goes over each page of what does not stand (yet).

    ``day`` is the ISO day by which the rule set is chosen; ``hash_line`` the line at the foot.
    """

    title: str
    superior: str
    issuer: str
    place_and_date: str
    number: str
    abstract: tuple[str, ...]
    parts: tuple[Part, ...]
    authority: str
    position: str
    hand: str
    name: str
    recipients: tuple[str, ...]
    running: str
    day: str
    mark: str = ""
    notes: tuple[str, ...] = field(default=())

    def plain(self) -> dict[str, Any]:
        """As JSON would keep it, to be named by its digest."""
        return asdict(self)


def context(paper: UnitPaper) -> dict[str, Any]:
    """What the template prints: every line cut where it may not break."""
    profile = profile_for(date.fromisoformat(paper.day)) if paper.day else PARTY_2018
    return {
        "paper": paper,
        "profile": profile,
        "superior": _split(paper.superior),
        "issuer": _lines(upper(paper.issuer)),
        "abstract_lines": [
            line for part in paper.abstract for line in balanced(part, profile.abstract_letters)
        ],
        "parts": [_part(number, part) for number, part in enumerate(paper.parts, start=1)],
        "mark_lines": paper.mark.split("\n") if paper.mark else [],
    }


def on_behalf_of_all(collective: str) -> str:
    """'T/M BAN THƯỜNG VỤ': the body that speaks, without the name that stands at the head."""
    body = "Ban Thường vụ"
    return f"T/M {upper(body if collective.startswith(body) else collective)}"


def bare_post(post: str) -> str:
    """'Bí thư Đảng ủy phường' → 'BÍ THƯ': a secretary's post is written without the body."""
    known = (bare for bare in ("Phó Bí thư", "Bí thư") if post.startswith(bare))
    return upper(next(known, post))


def _part(number: int, part: Part) -> dict[str, Any]:
    table = part.table
    return {
        "title": f"{roman(number)}. {upper(part.title)}",
        "items": [
            {"head": item.head, "paragraphs": [runs(line) for line in _split(item.text)]}
            for item in part.items
        ],
        "table": table
        and {
            "kind": table.kind,
            "columns": table.columns,
            "rows": [_row(row) for row in table.rows],
        },
    }


def _row(row: tuple[tuple[str, ...], ...]) -> dict[str, Any]:
    cells: list[list[list[Run]]] = [[runs(text) for text in cell if text] for cell in row]
    longest = max((sum(map(len, cell)) for cell in row), default=0)
    return {"cells": cells, "is_long": longest > _LONG}


_LONG = 500  # letters of one cell; a shorter row stays on one page
_NAME_LETTERS = 24  # of a unit's name in capitals, about 75 mm of 14 pt bold


def _lines(text: str) -> list[str]:
    return [line for piece in _split(text) for line in balanced(piece, _NAME_LETTERS)]


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
