"""What a Báo cáo says, as plain values: what is frozen at issue and what the printers read.

Every field is text or a number as it is to be printed; nothing here knows the database. The JSON
form is stable: the same content gives the same bytes, so its SHA-256 names it.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from camket.text import nfc

_BULLET = re.compile(r"[-–—•*] +")
_NUMBERED = re.compile(r"(\d{1,2})\. +")


class Style(StrEnum):
    """How a paragraph begins on paper."""

    PARA = "para"
    BULLET = "bullet"
    NUMBERED = "numbered"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without its mark; ``number`` only where the style is NUMBERED."""

    text: str
    style: Style = Style.PARA
    number: int | None = None

    @property
    def printed(self) -> str:
        """As on paper: '- …' and '1. …' carry their mark."""
        if self.style is Style.BULLET:
            return f"- {self.text}"
        if self.style is Style.NUMBERED:
            return f"{self.number}. {self.text}"
        return self.text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, before the next heading of any level.

    ``level`` is 0 for the opening, which has no heading, then 1 for 'I.', 2 for '1.', 3 for '2.1.'.
    ``number`` carries its full stop or hyphen, as the template has it.
    """

    key: str
    level: int
    number: str
    heading: str
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True, slots=True)
class Header:
    """The head of page 1. Names are printed as the Office wrote them, line by line.

    ``number`` is None until the clerk gives one, ``day`` is None until the day of signing.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str
    place: str
    month: int
    year: int
    day: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """T/M BAN THƯỜNG VỤ / PHÓ BÍ THƯ / name; the name may be empty in a draft."""

    authority: tuple[str, ...]
    position: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """An appendix of figures: a title, column headings, rows of printed cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("a row of the appendix has not one cell a column")


@dataclass(frozen=True, slots=True)
class ReportContent:
    """The whole document. ``profile`` and ``template`` are kept, so that it prints the same later.

    ``draft`` is the mark under the number ('Dự thảo lần 1'), None once issued. ``recipients`` have
    no dash and no closing mark: the profile sets those. ``abstract`` is the trích yếu; a line break
    in it is kept.
    """

    profile: str
    template: str
    kind: str
    abstract: str
    header: Header
    sections: tuple[Section, ...]
    signature: Signature
    recipients: tuple[str, ...]
    draft: str | None = None
    appendix: Table | None = None

    @property
    def title(self) -> str:
        """One line, for the properties of the file and for lists."""
        return " ".join([self.kind.capitalize(), *self.abstract.split()])

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The content that ``to_json`` wrote. TypeError or KeyError if it was not."""
        appendix = data["appendix"]
        return cls(
            **data
            | {
                "header": Header(**_tuples(data["header"])),
                "sections": tuple(_section(section) for section in data["sections"]),
                "signature": Signature(**_tuples(data["signature"])),
                "recipients": tuple(data["recipients"]),
                "appendix": appendix and Table(**_tuples(appendix)),
            }
        )

    def canonical(self) -> str:
        """The one JSON text of this content: keys sorted, no idle spaces, Vietnamese as it is."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.canonical().encode()).hexdigest()


def parse_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Typed text as paragraphs: one a line; '- ' begins a bullet, '1. ' a numbered item.

    Blank lines only part the lines of the editor. The text is cleaned (NFC, plain spaces).
    """
    lines = (" ".join(line.split()) for line in nfc(text).split("\n"))
    return tuple(_paragraph(line) for line in lines if line)


def as_text(paragraphs: Iterable[Paragraph]) -> str:
    """The text an editor shows; ``parse_paragraphs`` reads it back."""
    return "\n\n".join(paragraph.printed for paragraph in paragraphs)


def _paragraph(line: str) -> Paragraph:
    if mark := _BULLET.match(line):
        return Paragraph(line[mark.end() :], Style.BULLET)
    if mark := _NUMBERED.match(line):
        return Paragraph(line[mark.end() :], Style.NUMBERED, int(mark[1]))
    return Paragraph(line)


def _section(data: dict[str, Any]) -> Section:
    paragraphs = tuple(
        Paragraph(**paragraph | {"style": Style(paragraph["style"])})
        for paragraph in data["paragraphs"]
    )
    return Section(**data | {"paragraphs": paragraphs})


def _tuples(data: dict[str, Any]) -> dict[str, Any]:
    return {key: _tuple(value) for key, value in data.items()}


def _tuple(value: Any) -> Any:
    return tuple(_tuple(item) for item in value) if isinstance(value, list) else value
