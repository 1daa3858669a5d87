"""Does a text bear a mark of state secrecy? Only as such a mark stands: alone, as a stamp does.

"MẬT" on a line or in a box of its own is one; "bảo mật", "mật độ", "bí mật gia truyền" and a list
of products with "Mật ong" are none. Nothing is read here that the file's text does not say: a mark
on a picture is beyond it. Pure. Source: trust.md T16.
"""

import re
from collections.abc import Iterable, Iterator

from camket.text import nfc
from camket.text.legacy import TCVN3, VNI, convert

MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
REFUSED = (
    "Tệp mang dấu chỉ độ mật “{}” nên không được nhận và không được lưu lại. Tài liệu mật gửi theo "
    "đường văn thư mật, không đưa lên hệ thống này."
)

# A stamp may stand beside the name of whoever issued it, far off on the same line.
_APART = re.compile(r"\s{2,}|[\t|¦│]")
_IN_PIECES = re.compile(r"\b(TỐI|TUYỆT|TOI|TUYET)\s+(MẬT|MAT)\b", re.IGNORECASE)
# The number of the copy, or of the paper, is stamped or typed beside it.
_NUMBER = r"(?:BẢN SỐ ?[:.]?|SỐ BẢN ?[:.]?|SỐ ?:) ?(?:[\d.…_][\w./…-]*)?"
_COPY = re.compile(rf"^{_NUMBER}(?: [-–—/,;])? | ?[-–—/,;.]? ?\(?\b{_NUMBER}\)?$", re.IGNORECASE)
_BESIDE = re.compile(r"\s*[-–—/,;+]\s*")
_FRAME = " .:*_[](){}<>«»“”\"'•·=~#!"
_SPACED = re.compile(r"(?:\w ){2,}\w")
_NAMED = re.compile(r"(?:DẤU|MỨC|LOẠI)?\s*(?:CHỈ\s+)?ĐỘ\s+MẬT\s*(?:[:.\-–—]|LÀ)?\s*(.+)")
# What a stamp of urgency says; it often stands with the other.
_URGENT = {"KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HOẢ TỐC", "HỎA TỐC HẸN GIỜ", "HẸN GIỜ"}
# In print the room between an issuer's name and the stamp may be lost: "TỈNH ỦY … TỐI MẬT".
_ISSUED = re.compile(
    r"(?:BAN|BỘ|CÔNG AN|ĐẢNG|HĐND|HỘI ĐỒNG|HUYỆN|QUÂN|SỐ|SỞ|THÀNH|TỈNH|UBND|ỦY|VĂN PHÒNG)\b.* "
    r"(TỐI MẬT|TUYỆT MẬT)"
)
_PLAIN = {"TOI MAT": "TỐI MẬT", "TUYET MAT": "TUYỆT MẬT"}
_SMALL_AT_TOP = 6  # lines in which a stamp may also be written in small letters
_SHAPES = {mark.casefold(): mark for mark in MARKS}


def mark_in(lines: Iterable[str], *, cells: bool = False) -> str:
    """The first mark that stands there, "" for none. ``cells``: of a table, that has no top."""
    for number, line in enumerate(line for line in lines if line.strip()):
        small = number < _SMALL_AT_TOP and not cells
        for text in _readings(line):
            for part in _parts(text.strip()):
                if found := _mark(part, small):
                    return found
    return ""


def _parts(line: str) -> Iterator[str]:
    """What stands apart on a line: first with a mark's two words together, then as it is written."""
    together = _IN_PIECES.sub(r"\1 \2", line)
    yield from _APART.split(together)
    if together != line:
        yield from _APART.split(line)


def _readings(line: str) -> Iterator[str]:
    """As it is, and as it was meant in one of the old encodings."""
    yield nfc(line)
    if not line.isascii() and len(line) < 60:
        for encoding in (TCVN3, VNI):
            meant = convert(line, encoding)
            if meant != nfc(line) and meant.strip(_FRAME).upper() in MARKS:
                yield meant.upper()


def _mark(part: str, small: bool) -> str:
    text = " ".join(part.split()).strip(_FRAME)
    text = _COPY.sub("", text).strip(_FRAME) if len(text) <= 60 else ""
    if not text:
        return ""
    if _SPACED.fullmatch(text):
        text = _joined(text)
    if issued := _ISSUED.fullmatch(text):
        return issued[1]
    upper = text.upper()
    if named := _NAMED.fullmatch(upper):
        upper = text = named[1].strip(_FRAME)
    if upper in _PLAIN and text.isupper():
        return _PLAIN[upper]
    if small and not text.isupper() and text[0].isupper():
        return _SHAPES.get(text.casefold(), "")
    words = [word.strip(_FRAME) for word in _BESIDE.split(text)]
    marks = [word for word in words if word in MARKS]
    return marks[0] if marks and all(w in MARKS or w in _URGENT for w in words) else ""


def _joined(text: str) -> str:
    """'T Ố I   M Ậ T' and 'M Ậ T' without the spaces between their letters."""
    letters = "".join(text.split()).strip(_FRAME)
    return next((mark for mark in MARKS if mark.replace(" ", "") == letters), letters)
