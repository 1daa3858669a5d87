"""What an uploaded file is. Nothing is kept that is not wholly what its name says.

Size, name, first bytes, then structure: the last in a child process with little memory and little
time, for a parser is what a poisoned file is aimed at. Source: trust.md T6.
"""

import hashlib
import re
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filetype

from camket.text import nfc

LARGEST = 20 * 1024 * 1024  # bytes of one file
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SCANS = (PDF, JPEG, PNG)  # what a scanner or a telephone makes of a signed paper
ENDINGS = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG}
WORDS = {PDF: "PDF", JPEG: "ảnh JPG", PNG: "ảnh PNG"}

CHILD = Path(__file__).with_name("inside.py")
SECONDS = 60  # on the wall, for the child
_LONGEST_STEM = 150
_HEAD = 8192
# Control characters, and marks that turn the direction of writing: "hóa_đơn\u202efdp.exe".
_TRICKS = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Never between the stem and the ending: "bản ký.exe.pdf" is not the name of a scan.
_PROGRAMS = {
    "bat", "cmd", "com", "cpl", "dll", "docm", "exe", "hta", "htm", "html", "jar", "js", "jse", "lnk",
    "msi", "php", "pif", "ps1", "py", "scr", "sh", "svg", "vbs", "wsf", "xhtml", "xlsm", "xml", "zip",
}  # fmt: skip

EMPTY = "Tệp rỗng, không có nội dung. Đề nghị quét lại rồi chọn tệp khác."
TOO_LARGE = f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB. Đề nghị quét ở độ phân giải thấp hơn."
BAD_NAME = "Tên tệp có ký tự không hợp lệ. Đề nghị đổi tên tệp rồi chọn lại."
DOUBLE_NAME = "Tên tệp có hai phần mở rộng. Đề nghị đổi tên tệp rồi chọn lại."
UNREADABLE = "Không đọc được tệp này. Đề nghị quét lại hoặc xuất lại tệp."


class Unfit(ValueError):
    """The file is not accepted; the text is the sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept. ``kind`` is its media type, ``data`` the bytes to store.

    Pictures are drawn anew, without what a camera noted (place, owner, device), so ``data`` is not
    always what was sent.
    """

    name: str
    kind: str
    data: bytes

    @property
    def ending(self) -> str:
        return next(ending for ending, kind in ENDINGS.items() if kind == self.kind)

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def received(file: Any, kinds: Collection[str] = SCANS) -> Upload:
    """Judge a file of a form (anything with ``name`` and ``read``). Raises Unfit with a sentence."""
    if (getattr(file, "size", 0) or 0) > LARGEST:
        raise Unfit(TOO_LARGE)
    return examined(file.name or "", file.read(LARGEST + 1), kinds)


def examined(name: str, data: bytes, kinds: Collection[str] = SCANS) -> Upload:
    """The same of bytes: size, name, first bytes, structure, in this order."""
    if not data:
        raise Unfit(EMPTY)
    if len(data) > LARGEST:
        raise Unfit(TOO_LARGE)
    stem, ending = parted(name)
    kind = filetype.guess_mime(data[:_HEAD]) if ending else None
    _ask_kind(ending, kind, kinds)
    assert kind is not None
    return Upload(f"{stem}.{ending}", kind, looked_into(kind, data))


def parted(name: str) -> tuple[str, str]:
    """Stem and ending of a file's name, NFC, without a path; the stem at most 150 characters.

    Raises Unfit for control characters, turned writing and a program's ending in the middle.
    """
    last = re.split(r"[/\\]", name)[-1]
    if _TRICKS.search(last):
        raise Unfit(BAD_NAME)
    stem, _, ending = " ".join(nfc(last).split()).rpartition(".")
    stem, ending = stem.strip(" ."), ending.strip().lower()
    if not stem:
        raise Unfit(BAD_NAME)
    if _PROGRAMS & {part.strip().lower() for part in stem.split(".")[1:]}:
        raise Unfit(DOUBLE_NAME)
    return stem[:_LONGEST_STEM].strip(), ending


def looked_into(kind: str, data: bytes) -> bytes:
    """The bytes to keep, after the child has looked into them. Raises Unfit."""
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own file
            [sys.executable, "-I", "-W", "ignore", str(CHILD), kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unfit(UNREADABLE) from None
    if child.returncode or not child.stdout:
        raise Unfit(child.stderr.decode(errors="replace") if child.returncode == 3 else UNREADABLE)
    return child.stdout


def _ask_kind(ending: str, kind: str | None, kinds: Collection[str]) -> None:
    named = ENDINGS.get(ending, "")
    wanted = ", ".join(WORDS[one] for one in kinds)
    if named not in kinds:
        raise Unfit(f"Chỉ nhận tệp {wanted}.")
    if kind is None or kind not in kinds:
        raise Unfit(f"Nội dung của tệp không phải {WORDS[named]}. Chỉ nhận tệp {wanted}.")
    if kind != named:
        raise Unfit(f"Tên tệp ghi .{ending} nhưng nội dung là {WORDS[kind]}. Đề nghị đổi lại tên.")
