"""What an uploaded file is. Nothing is kept that is not wholly what its name says.

Size, name, first bytes, then structure: the last in a child process with little memory and little
time, for a parser is what a poisoned file is aimed at. At the end its text is asked for a mark of
state secrecy. Source: trust.md T6, T16.
"""

import hashlib
import re
import subprocess
import sys
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filetype

from camket.files import archives, inside, secrecy
from camket.text import nfc

LARGEST = 20 * 1024 * 1024  # bytes of one file
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = f"{_OFFICE}wordprocessingml.document"
XLSX = f"{_OFFICE}spreadsheetml.sheet"
PPTX = f"{_OFFICE}presentationml.presentation"
SCANS = (PDF, JPEG, PNG)  # what a scanner or a telephone makes of a signed paper
EVIDENCE = (*SCANS, DOCX, XLSX, PPTX)
ENDINGS = {
    "pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "docx": DOCX, "xlsx": XLSX, "pptx": PPTX,
}  # fmt: skip
WORDS = {
    PDF: "PDF", JPEG: "ảnh JPG", PNG: "ảnh PNG", DOCX: "Word (.docx)", XLSX: "Excel (.xlsx)",
    PPTX: "PowerPoint (.pptx)",
}  # fmt: skip
_GATES = {DOCX: archives.WORD, XLSX: archives.EXCEL, PPTX: archives.SLIDES}
_LIMITS = archives.Limits(size=LARGEST)
# Endings of the same programs that are not received, and the one to save as.
_INSTEAD = {
    "doc": "docx", "docm": "docx", "dot": "docx", "dotx": "docx", "rtf": "docx", "odt": "docx",
    "xls": "xlsx", "xlsm": "xlsx", "xlsb": "xlsx", "ods": "xlsx", "csv": "xlsx",
    "ppt": "pptx", "pptm": "pptx", "pps": "pptx", "ppsx": "pptx", "odp": "pptx",
}  # fmt: skip

CHILD = Path(__file__).with_name("inside.py")
SECONDS = 30  # on the wall, for the child
# Two files are looked into at a time, in each process of the web server; the others wait.
_TURNS = threading.BoundedSemaphore(2)
WAITING = 20  # seconds
_LONGEST_STEM = 150
_HEAD = 8192
# Control characters, and marks that turn the direction of writing: "hóa_đơn\u202efdp.exe".
_TRICKS = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Never between the stem and the ending: "bản ký.exe.pdf" is not the name of a scan.
_PROGRAMS = {
    "bat", "cmd", "com", "cpl", "dll", "docm", "exe", "hta", "htm", "html", "jar", "js", "jse", "lnk",
    "msi", "php", "pif", "ps1", "py", "scr", "sh", "svg", "vbs", "wsf", "xhtml", "xlsm", "xml", "zip",
}  # fmt: skip

EMPTY = "Tệp rỗng, không có nội dung. Đề nghị chọn tệp khác."
TOO_LARGE = (
    f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB. Đề nghị quét ở độ phân giải thấp hơn hoặc nén ảnh."
)
BAD_NAME = "Tên tệp có ký tự không hợp lệ. Đề nghị đổi tên tệp rồi chọn lại."
DOUBLE_NAME = "Tên tệp có hai phần mở rộng. Đề nghị đổi tên tệp rồi chọn lại."
UNREADABLE = "Không đọc được tệp này. Đề nghị quét lại hoặc lưu lại tệp."
BUSY = "Máy chủ đang kiểm tra nhiều tệp khác. Đề nghị tải tệp này lên lại sau ít phút."


class Unfit(ValueError):
    """The file is not accepted; the text is the sentence for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept. ``kind`` is its media type, ``data`` the bytes to store.

    Pictures are drawn anew, without what a camera noted (place, owner, device), so ``data`` is not
    always what was sent; ``preview`` is a small JPG of a picture, empty for all else.
    """

    name: str
    kind: str
    data: bytes
    preview: bytes = b""

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
    """The same of bytes: size, name, first bytes, structure, marks of secrecy, in this order."""
    if not data:
        raise Unfit(EMPTY)
    if len(data) > LARGEST:
        raise Unfit(TOO_LARGE)
    stem, ending = parted(name)
    kind = _asked_kind(ending, data, kinds)
    found = looked_into(kind, data)
    if mark := secrecy.mark_in(found.text.splitlines(), cells=kind == XLSX):
        raise Unfit(secrecy.REFUSED.format(mark))
    return Upload(f"{stem}.{ending}", kind, found.kept, found.preview)


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


def looked_into(kind: str, data: bytes) -> inside.Found:
    """What the child has found in the bytes, once it is its turn. Raises Unfit."""
    if not _TURNS.acquire(timeout=WAITING):
        raise Unfit(BUSY)
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own file
            [sys.executable, "-I", "-W", "ignore", str(CHILD), kind],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            check=False,
        )
        if child.returncode == 0:
            return inside.unpacked(child.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        raise Unfit(UNREADABLE) from None
    finally:
        _TURNS.release()
    raise Unfit(child.stderr.decode(errors="replace") if child.returncode == 3 else UNREADABLE)


def _asked_kind(ending: str, data: bytes, kinds: Collection[str]) -> str:
    """The media type that name and content agree on. Raises Unfit where they do not."""
    named = ENDINGS.get(ending, "")
    wanted = ", ".join(WORDS[one] for one in kinds)
    if named not in kinds:
        instead = _INSTEAD.get(ending, "")
        if ENDINGS.get(instead) in kinds:
            raise Unfit(f"Không nhận tệp .{ending}. Đề nghị lưu lại dạng .{instead} hoặc PDF.")
        raise Unfit(f"Chỉ nhận tệp {wanted}.")
    if named in _GATES:
        try:
            archives.check_office_file(data, _LIMITS, _GATES[named])
        except archives.BadArchive as bad:
            raise Unfit(str(bad)) from bad
        return named
    kind = filetype.guess_mime(data[:_HEAD])
    if kind is None or kind not in kinds:
        raise Unfit(f"Nội dung của tệp không phải {WORDS[named]}. Chỉ nhận tệp {wanted}.")
    if kind != named:
        raise Unfit(f"Tên tệp ghi .{ending} nhưng nội dung là {WORDS[kind]}. Đề nghị đổi lại tên.")
    return named
