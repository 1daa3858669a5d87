"""The gate before any parser of a zip-based file (xlsx, docx): what it is, is counted and measured.

Nothing is believed that the file says of itself: entries are counted before they are listed, may
not lie over each other, and are unpacked in small pieces that are counted. Pure: no Django.
Source: trust.md "From day one" 6, T7, T8.
"""

import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_PIECE = 1 << 16
_STORED, _DEFLATED = 0, 8

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets", re.IGNORECASE)
_OBJECTS = re.compile(
    r"/embeddings/|/activex/|oleobject|\.(zip|xlsx|xlsm|docx|docm|exe|dll)$", re.I
)
_LINKED = re.compile(r"/externallinks/|/querytables/|/connections\.xml$", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)


class BadArchive(Exception):
    """The file goes no further; the text is for the person who brought it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Most bytes of the file, most bytes unpacked, most entries, most of the one over the other."""

    size: int = 100 << 20
    unpacked: int = 100 << 20
    entries: int = 2000
    ratio: int = 100


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as the directory at the end has it; ``start`` is where its data begins."""

    name: str
    method: int
    packed: int
    declared: int
    crc: int
    start: int


def check_office_file(data: bytes, limits: Limits = Limits()) -> None:
    """Refuse what is no clean Office file. Raises BadArchive with a Vietnamese sentence.

    Clean: a zip within the limits, no password, no macro, no object inside, no link to another
    file. A link that a cell shows (an e-mail address) is let through: nobody here follows it.
    """
    _ask_kind(data, limits)
    entries = _entries(data, limits)
    total = 0
    for entry in entries:
        _ask_name(entry.name)
        content = _unpacked(data, entry, limits.unpacked - total)
        total += len(content)
        _ask_content(entry.name, content)
    if total > limits.ratio * len(data) and total > 1 << 20:
        raise BadArchive(_TOO_LARGE)
    if "[content_types].xml" not in {entry.name.casefold() for entry in entries}:
        raise BadArchive(_NOT_OFFICE)


_TOO_LARGE = "Nội dung giải nén của tệp quá lớn nên không được nhận."
_BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Đề nghị mở lại bằng Excel, lưu rồi tải lên lại."
_NOT_OFFICE = "Tệp không phải là sổ tính Excel dạng .xlsx."
_SAVE_AS = "Đề nghị mở bằng Excel, chọn “Lưu thành” và chọn kiểu “Excel Workbook (.xlsx)”."


def _ask_kind(data: bytes, limits: Limits) -> None:
    if not data:
        raise BadArchive("Tệp rỗng (0 byte).")
    if len(data) > limits.size:
        raise BadArchive(f"Tệp lớn hơn {limits.size >> 20} MB nên không được nhận.")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise BadArchive("Tệp đang đặt mật khẩu. Đề nghị bỏ mật khẩu rồi tải lên lại.")
        raise BadArchive(f"Tệp theo định dạng Excel cũ (.xls). {_SAVE_AS}")
    if not data.startswith(b"PK\x03\x04"):
        raise BadArchive(f"{_NOT_OFFICE} {_SAVE_AS}")


def _entries(data: bytes, limits: Limits) -> list[_Entry]:
    """The directory's entries, none over another. Counted before they are listed."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END.size > len(data):
        raise BadArchive(_BROKEN)
    _, _, _, here, count, size, offset, _ = _END.unpack_from(data, at)
    if count > limits.entries or here != count or size > limits.entries * 1024:
        raise BadArchive("Tệp có quá nhiều thành phần bên trong nên không được nhận.")
    if offset + size > at:
        raise BadArchive(_BROKEN)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise BadArchive(_BROKEN) from error
    if len(listed) != count or len({one.filename.casefold() for one in listed}) != count:
        raise BadArchive(_BROKEN)
    if sum(one.file_size for one in listed) > limits.unpacked:
        raise BadArchive(_TOO_LARGE)
    found = [_entry(data, one) for one in listed]
    _ask_apart(found, offset)
    return found


def _entry(data: bytes, one: zipfile.ZipInfo) -> _Entry:
    if one.flag_bits & 0x1:
        raise BadArchive("Tệp đang đặt mật khẩu. Đề nghị bỏ mật khẩu rồi tải lên lại.")
    if one.compress_type not in (_STORED, _DEFLATED):
        raise BadArchive(_BROKEN)
    try:
        mark, *_, name, extra = _LOCAL.unpack_from(data, one.header_offset)
    except struct.error as error:
        raise BadArchive(_BROKEN) from error
    if mark != b"PK\x03\x04":
        raise BadArchive(_BROKEN)
    start = one.header_offset + _LOCAL.size + name + extra
    return _Entry(one.filename, one.compress_type, one.compress_size, one.file_size, one.CRC, start)


def _ask_apart(entries: list[_Entry], directory: int) -> None:
    """Each entry's data ends before the next one's begins, and all before the directory."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.start):
        if entry.start < end + _LOCAL.size or entry.start + entry.packed > directory:
            raise BadArchive("Tệp có các thành phần chồng lên nhau nên không được nhận.")
        end = entry.start + entry.packed


def _ask_name(name: str) -> None:
    low = "/" + name.casefold().replace("\\", "/")
    if "/../" in low or low.startswith("//") or "\x00" in name:
        raise BadArchive(_BROKEN)
    if _MACROS.search(low):
        raise BadArchive(_MACRO)
    if _OBJECTS.search(low):
        raise BadArchive("Tệp có đối tượng nhúng bên trong. Đề nghị xóa các đối tượng đó.")
    if _LINKED.search(low):
        raise BadArchive(_LINK)


_MACRO = "Tệp có macro nên không được nhận. Đề nghị lưu lại dạng .xlsx không có macro."
_LINK = "Tệp có liên kết đến tệp khác. Đề nghị ngắt liên kết (chỉ giữ giá trị) rồi tải lên lại."


def _unpacked(data: bytes, entry: _Entry, room: int) -> bytes:
    """The entry's bytes, unpacked piece by piece; never more than declared, never beyond ``room``."""
    packed = data[entry.start : entry.start + entry.packed]
    if entry.method == _STORED:
        content = packed
    else:
        content = _inflated(packed, min(entry.declared, room))
    if len(content) != entry.declared or zlib.crc32(content) != entry.crc:
        raise BadArchive(_BROKEN)
    return content


def _inflated(packed: bytes, most: int) -> bytes:
    engine, pieces, total = zlib.decompressobj(-15), [], 0
    waiting = packed
    try:
        while not engine.eof:
            piece = engine.decompress(waiting, _PIECE)
            waiting = engine.unconsumed_tail
            total += len(piece)
            if total > most:
                raise BadArchive(_TOO_LARGE)
            if not piece and not waiting:
                break
            pieces.append(piece)
    except zlib.error as error:
        raise BadArchive(_BROKEN) from error
    return b"".join(pieces)


def _ask_content(name: str, content: bytes) -> None:
    if content.startswith((b"PK\x03\x04", b"MZ", _OLE)):
        raise BadArchive("Tệp có tệp khác nhúng bên trong. Đề nghị xóa các đối tượng nhúng.")
    low = name.casefold()
    if not low.endswith((".xml", ".rels", ".vml")):
        return
    plain = content.replace(b"\x00", b"") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else content
    if b"<!DOCTYPE" in plain[:4096] or b"<!ENTITY" in plain[:4096]:
        raise BadArchive("Tệp có khai báo không được phép nên không được nhận.")
    if low == "[content_types].xml" and b"macroenabled" in plain.lower():
        raise BadArchive(_MACRO)
    if low.endswith(".rels"):
        _ask_relations(plain)


def _ask_relations(content: bytes) -> None:
    for relation in _RELATION.findall(content):
        if b"external" in relation.lower() and not re.search(
            rb"relationships/hyperlink[\"']", relation, re.IGNORECASE
        ):
            raise BadArchive(_LINK)
