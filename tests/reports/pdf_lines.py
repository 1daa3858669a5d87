"""Reads a PDF of ours back as pieces of line: where they stand, how wide, in which type.

Lengths are millimetres from the top left corner of the sheet, sizes points. It understands what
WeasyPrint writes (one text matrix and one font for each piece), not PDF at large.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

MM = 25.4 / 72


@dataclass(frozen=True)
class Piece:
    """``left``, ``right`` and ``baseline`` in mm; ``font`` without the subset's prefix."""

    page: int
    text: str
    font: str
    size: float
    left: float
    right: float
    baseline: float


@dataclass(frozen=True)
class Rule:
    """A border or an underline: from left to right, its lower edge at ``top``, in mm."""

    page: int
    left: float
    right: float
    top: float


class Font:
    """Names, widths and letters of one embedded font."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.name = str(font.BaseFont).partition("+")[2]
        descendant = font.DescendantFonts[0]
        self.embedded = "/FontFile2" in descendant.FontDescriptor
        self.widths: dict[int, float] = {}
        array = list(descendant.W)
        for first, widths in zip(array[::2], array[1::2], strict=True):
            self.widths |= {int(first) + i: float(width) for i, width in enumerate(widths)}
        letters = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes())
        self.letters = {
            int(glyph, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
            for glyph, letter in letters
        }


def read(pdf: bytes) -> tuple[list[Piece], list[Rule], list[Font]]:
    """All pieces of text and all rules, page by page, and the fonts of the file."""
    pieces: list[Piece] = []
    rules: list[Rule] = []
    fonts: dict[str, Font] = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            fonts |= {name: Font(font) for name, font in page.Resources.Font.items()}
            _read_page(number, page, fonts, pieces, rules)
    return pieces, rules, list(fonts.values())


def _read_page(
    number: int, page: Any, fonts: dict[str, Font], pieces: list[Piece], rules: list[Rule]
) -> None:
    scale = 0.75 * MM  # the page is drawn in CSS pixels, from the top
    font, size, left, baseline = None, 0.0, 0.0, 0.0
    begun, ended = (0.0, 0.0), (0.0, 0.0)
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tm":
            left, baseline = float(operands[4]), float(operands[5])
        elif str(operator) == "Tf":
            font, size = fonts[str(operands[0])], float(operands[1])
        elif str(operator) == "TJ":
            assert font is not None
            text, width = _shown(operands[0], font)
            right = left + width * size / 1000
            place = (left * scale, right * scale, baseline * scale)
            pieces.append(Piece(number, text, font.name, round(size * 0.75, 1), *place))
        elif str(operator) == "m":
            begun = float(operands[0]), float(operands[1])
        elif str(operator) == "l":
            ended = float(operands[0]), float(operands[1])
        elif str(operator) == "S":
            rules.append(Rule(number, begun[0] * scale, ended[0] * scale, ended[1] * scale))
        elif str(operator) == "re":
            x, y, width, height = map(float, operands)
            rules.append(Rule(number, x * scale, (x + width) * scale, (y + height) * scale))


def _shown(array: Any, font: Font) -> tuple[str, float]:
    """The text of one TJ, and its width in thousandths of the size."""
    text, width = "", 0.0
    for item in array:
        if isinstance(item, pikepdf.String):
            glyphs = bytes(item)
            for i in range(0, len(glyphs), 2):
                glyph = int.from_bytes(glyphs[i : i + 2], "big")
                text += font.letters.get(glyph, "\ufffd")
                width += font.widths[glyph]
        else:
            width -= float(item)
    return text, width
