"""The gate before any parser of a zip-based file (docx, xlsx, pptx): what it is, counted and measured.

Nothing is believed that the file says of itself: entries are counted before they are listed, may
not lie over each other, and are unpacked in small pieces that are counted and not kept. Pure: no
Django.
Source: trust.md "From day one" 6, T7, T8.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from camket.files import bindings, parts

_LOCAL = struct.Struct("<4s5H3L2H")
_END = struct.Struct("<4s4H2LH")
_PIECE = 1 << 16
_SPOKEN_OF = 1 << 20  # most bytes of a part that says how the others belong together
_BINDING = 4 << 20  # and of all of them: each is read by a parser
_STORED, _DEFLATED = 0, 8

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = b"<!DOCTYPE"
_MAY_DECLARE = (".svg", ".bin")  # drawn signs and printers' settings, no parts of the text


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
class Kind:
    """An Office file that is wanted: the content type of its main part, and how one speaks of it.

    ``program`` saves it again; ``old`` is its former ending; ``main`` "" asks for no main part.
    """

    name: str
    program: str
    ending: str
    old: str
    main: str = ""

    @property
    def save_as(self) -> str:
        return (
            f"Đề nghị mở bằng {self.program}, chọn “Lưu thành” và chọn kiểu “{self.program} "
            f"{_SAVED_AS[self.ending]} (.{self.ending})”."
        )

    @property
    def is_not(self) -> str:
        return f"Tệp không phải là {self.name} dạng .{self.ending}."


_MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
_SAVED_AS = {"docx": "Document", "xlsx": "Workbook", "pptx": "Presentation"}
WORKBOOK = Kind("sổ tính Excel", "Excel", "xlsx", "xls")
WORD = Kind("văn bản Word", "Word", "docx", "doc", _MAIN.format("wordprocessingml.document"))
EXCEL = Kind("sổ tính Excel", "Excel", "xlsx", "xls", _MAIN.format("spreadsheetml.sheet"))
SLIDES = Kind(
    "bài trình chiếu PowerPoint",
    "PowerPoint",
    "pptx",
    "ppt",
    _MAIN.format("presentationml.presentation"),
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as the directory at the end has it; ``start`` is where its data begins."""

    name: str
    method: int
    packed: int
    declared: int
    crc: int
    start: int

    @property
    def binds(self) -> bool:
        """Whether it says how the other parts belong together; then it is read whole."""
        return self.name.casefold().endswith((".rels", _TYPES))


def check_office_file(data: bytes, limits: Limits = Limits(), kind: Kind = WORKBOOK) -> None:
    """Refuse what is no clean Office file. Raises BadArchive with a Vietnamese sentence.

    Clean: a zip within the limits, no password, no macro, no object inside, no link to another
    file. A link that a cell shows (an e-mail address) is let through: nobody here follows it.
    """
    _ask_start(data, limits, kind)
    room, binding = min(limits.unpacked, max(limits.ratio * len(data), _SPOKEN_OF)), _BINDING
    named: tuple[str, ...] = ()
    for entry in _entries(data, limits, kind):
        _ask_name(entry.name, kind)
        most = min(room, binding) if entry.binds else room
        size, content, ending = _unpacked(data, entry, most, kind)
        room -= size
        binding -= size if entry.binds else 0
        if parts.is_file(entry.name, content, ending):
            raise BadArchive(_EMBEDDED)
        if entry.binds:
            named += _ask_bindings(entry, content, kind)
    if named.count(kind.main) != 1 if kind.main else not named:
        raise BadArchive(kind.is_not)


_TYPES = "[content_types].xml"
_TOO_LARGE = "Nội dung giải nén của tệp quá lớn nên không được nhận."
_BROKEN = "Tệp bị hỏng hoặc tải lên chưa trọn vẹn. Đề nghị mở lại bằng {}, lưu rồi tải lên lại."
_LOCKED = "Tệp đang đặt mật khẩu. Đề nghị bỏ mật khẩu rồi tải lên lại."
_EMBEDDED = "Tệp có đối tượng hoặc tệp khác nhúng bên trong. Đề nghị xóa các đối tượng nhúng đó."
_MACRO = "Tệp có macro nên không được nhận. Đề nghị lưu lại dạng .{} không có macro."
_LINK = "Tệp có liên kết đến tệp khác. Đề nghị ngắt liên kết (chỉ giữ giá trị) rồi tải lên lại."
_DECLARED = "Tệp có khai báo không được phép nên không được nhận."


def _broken(kind: Kind) -> BadArchive:
    return BadArchive(_BROKEN.format(kind.program))


def _ask_start(data: bytes, limits: Limits, kind: Kind) -> None:
    if not data:
        raise BadArchive("Tệp rỗng (0 byte).")
    if len(data) > limits.size:
        raise BadArchive(f"Tệp lớn hơn {limits.size >> 20} MB nên không được nhận.")
    if data.startswith(parts.OLE):
        if _ENCRYPTED in data:
            raise BadArchive(_LOCKED)
        raise BadArchive(f"Tệp theo định dạng {kind.program} cũ (.{kind.old}). {kind.save_as}")
    if not data.startswith(b"PK\x03\x04"):
        raise BadArchive(f"{kind.is_not} {kind.save_as}")


def _entries(data: bytes, limits: Limits, kind: Kind) -> list[_Entry]:
    """The directory's entries, none over another. Counted before they are listed.

    There is one directory and one way to it: it stands directly before the end, the end is the
    file's, and no second one is announced (ZIP64). Else two programs see two different files.
    """
    at = len(data) - _END.size
    if data[max(at, 0) :][:4] != b"PK\x05\x06" or data[at - 20 : at - 16] == b"PK\x06\x07":
        raise _broken(kind)
    _, _, _, here, count, size, offset, _ = _END.unpack_from(data, at)
    if count > limits.entries or here != count or size > limits.entries * 1024:
        raise BadArchive("Tệp có quá nhiều thành phần bên trong nên không được nhận.")
    if offset + size != at:
        raise _broken(kind)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            listed = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise _broken(kind) from error
    if len(listed) != count or len({one.filename.casefold() for one in listed}) != count:
        raise _broken(kind)
    if sum(one.file_size for one in listed) > limits.unpacked:
        raise BadArchive(_TOO_LARGE)
    found = [_entry(data, one, kind) for one in listed]
    _ask_apart(found, offset)
    if not all(_says_the_same(data, one) for one in listed):
        raise _broken(kind)
    return found


def _entry(data: bytes, one: zipfile.ZipInfo, kind: Kind) -> _Entry:
    if one.flag_bits & 0x1:
        raise BadArchive(_LOCKED)
    if one.compress_type not in (_STORED, _DEFLATED):
        raise _broken(kind)
    try:
        mark, *_, name, extra = _LOCAL.unpack_from(data, one.header_offset)
    except struct.error as error:
        raise _broken(kind) from error
    if mark != b"PK\x03\x04":
        raise _broken(kind)
    start = one.header_offset + _LOCAL.size + name + extra
    return _Entry(one.filename, one.compress_type, one.compress_size, one.file_size, one.CRC, start)


def _says_the_same(data: bytes, one: zipfile.ZipInfo) -> bool:
    """Whether the entry itself has the name and the packing that the directory says."""
    _, _, flags, method, *_, size, _ = _LOCAL.unpack_from(data, one.header_offset)
    at = one.header_offset + _LOCAL.size
    name = data[at : at + size].decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
    return name == one.filename == one.orig_filename and method == one.compress_type


def _ask_apart(entries: list[_Entry], directory: int) -> None:
    """Each entry's data ends before the next one's begins, and all before the directory."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.start):
        if entry.start < end + _LOCAL.size or entry.start + entry.packed > directory:
            raise BadArchive("Tệp có các thành phần chồng lên nhau nên không được nhận.")
        end = entry.start + entry.packed


def _ask_name(name: str, kind: Kind) -> None:
    low = "/" + name.casefold().replace("\\", "/")
    if "/../" in low or low.startswith("//") or "\x00" in name or low.endswith(".piece"):
        raise _broken(kind)
    if parts.MACROS.search(low):
        raise BadArchive(_MACRO.format(kind.ending))
    if parts.OBJECTS.search(low):
        raise BadArchive(_EMBEDDED)
    if parts.LINKED.search(low):
        raise BadArchive(_LINK)


def _unpacked(data: bytes, entry: _Entry, room: int, kind: Kind) -> tuple[int, bytes, bytes]:
    """The entry's size, unpacked piece by piece, never beyond ``room``; its beginning, its ending.

    Of parts that bind the others together the beginning is the whole.
    """
    if entry.declared > room:
        raise BadArchive(_TOO_LARGE)
    if entry.binds and entry.declared > _SPOKEN_OF:
        raise BadArchive(_TOO_LARGE)
    most = _SPOKEN_OF if entry.binds else parts.BEGINNING
    size, crc, kept, ending, last = 0, 0, b"", b"", b""
    for piece in _pieces(data, entry, kind):
        size += len(piece)
        if size > entry.declared:
            raise BadArchive(_TOO_LARGE)
        crc = zlib.crc32(piece, crc)
        kept += piece[: most - len(kept)]
        ending = (ending + piece)[-parts.ENDING :]
        # Without the zeros of UTF-16, and over the joint of two pieces.
        last = last[-len(_DOCTYPE) :] + piece.replace(b"\x00", b"")
        if _DOCTYPE in last and not entry.name.casefold().endswith(_MAY_DECLARE):
            raise BadArchive(_DECLARED)
    if size != entry.declared or crc != entry.crc:
        raise _broken(kind)
    return size, kept, ending


def _pieces(data: bytes, entry: _Entry, kind: Kind) -> Iterator[bytes]:
    packed = memoryview(data)[entry.start : entry.start + entry.packed]
    if entry.method == _STORED:
        yield from (bytes(packed[at : at + _PIECE]) for at in range(0, len(packed), _PIECE))
        return
    engine = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _PIECE):
            waiting = bytes(packed[at : at + _PIECE])
            while waiting and not engine.eof:
                yield engine.decompress(waiting, _PIECE)
                waiting = engine.unconsumed_tail
        while not engine.eof:
            piece = engine.decompress(engine.unconsumed_tail, _PIECE)
            if not piece:
                break
            yield piece
    except zlib.error as error:
        raise _broken(kind) from error


def _ask_bindings(entry: _Entry, content: bytes, kind: Kind) -> tuple[str, ...]:
    """The media types this part lists. Raises BadArchive for what it binds in."""
    try:
        if entry.name.casefold() != _TYPES:
            relations = bindings.relations_in(content)
            if relations.lead_out:
                raise BadArchive(_LINK)
            if relations.pour_in:
                raise BadArchive(_EMBEDDED)
            return ()
        types = bindings.types_in(content)
    except bindings.Declared as error:
        raise BadArchive(_DECLARED) from error
    except bindings.Malformed as error:
        raise _broken(kind) from error
    if types.has_macro:
        raise BadArchive(_MACRO.format(kind.ending))
    if types.has_object:
        raise BadArchive(_EMBEDDED)
    return types.named
