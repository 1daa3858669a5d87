"""What the page template prints: every line worded, every paragraph cut where it may not break."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from camket.text import keep_together
from reports.paper import (
    PROFILES,
    Paragraph,
    ReportContent,
    Section,
    attached_to,
    balanced,
    number_line,
    place_and_date,
    recipient_lines,
)

# A longer word is no symbol and no date: it may break anywhere.
_LONGEST_RUN = 40
# A last paragraph below this many letters may be a single line: the one before it stays with it.
_SURELY_TWO_LINES = 120


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line; ``together`` must not be parted by a line's end."""

    text: str
    together: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (``level`` 1 to 3) or a paragraph (0); ``keep`` holds it to what follows."""

    runs: list[Run]
    level: int
    keep: bool


def context(content: ReportContent) -> dict[str, Any]:
    profile = PROFILES[content.profile]
    return {
        "content": content,
        "profile": profile,
        "number_line": _open_gap(number_line(content.header)),
        "place_and_date": _open_gap(place_and_date(content.header)),
        "abstract_lines": balanced(content.abstract, profile.abstract_letters),
        "blocks": list(blocks(content.sections)),
        "recipients": recipient_lines(content.recipients, profile),
        "attached_to": _open_gap(attached_to(content)),
    }


def blocks(sections: tuple[Section, ...]) -> Iterator[Block]:
    """Headings and paragraphs in order; the last ones held to the signature below them."""
    last = [paragraph for section in sections for paragraph in section.paragraphs][-2:]
    held = last[-1:] if last and len(last[-1].printed) > _SURELY_TWO_LINES else last
    for section in sections:
        if section.title:
            yield Block(runs(section.title), section.level, keep=True)
        for paragraph in section.paragraphs:
            yield _paragraph(paragraph, keep=any(paragraph is one for one in held))


def _paragraph(paragraph: Paragraph, *, keep: bool) -> Block:
    return Block(runs(paragraph.printed), 0, keep)


def runs(text: str) -> list[Run]:
    """The text in pieces, with plain spaces: what is copied from the PDF is what was written."""
    found: list[Run] = []
    loose = ""
    for word in keep_together(text).split(" "):
        if _is_one(word):
            found += [Run(loose, together=False), Run(_plain(word), together=True)]
            loose = " "
        else:
            loose += _plain(word) + " "
    found.append(Run(loose.removesuffix(" "), together=False))
    return [run for run in found if run.text]


def _is_one(word: str) -> bool:
    marked = "\u00a0" in word or "\u2060" in word
    return marked and len(word) <= _LONGEST_RUN


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2060", "")


def _open_gap(line: str) -> str:
    """Plain spaces for the gap too: the style sheet keeps them as wide as they are."""
    return line.replace("\u00a0", " ")
