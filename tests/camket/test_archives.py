"""The gate before any parser: good workbooks pass, every bad one is refused, quickly, in a sentence."""

import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest

from camket.files.archives import BadArchive, Limits, check_office_file
from tests.commitments.workbooks import UNIT, book, units

LIMITS = Limits(size=5 << 20, unpacked=30 << 20)
TYPES = (
    b'<?xml version="1.0"?>'
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/></Types>'
)
MACRO_TYPES = TYPES.replace(b"application/xml", b"application/vnd.ms-excel.sheet.macroEnabled")
RELATIONS = "xl/worksheets/_rels/sheet1.xml.rels"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def good() -> bytes:
    return book(units(UNIT))


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_part(name: str, content: bytes = b"<a/>") -> bytes:
    return zipped({"[Content_Types].xml": TYPES, name: content})


def relation(kind: bytes, target: bytes) -> bytes:
    return (
        b'<Relationships><Relationship Id="a" TargetMode="External" Type="' + OFFICE + kind
        + b'" Target="' + target + b'"/></Relationships>'
    )  # fmt: skip


def overlapped(copies: int = 20) -> bytes:
    """Many names for one packed entry: small to send, large to unpack."""
    body = zipped({"a.xml": b"0" * 1_000_000})
    end = body.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<L", body, end + 16)[0]
    entry = body[at:end]
    entries = b"".join(entry.replace(b"a.xml", f"{n:04}a"[-5:].encode()) for n in range(copies))
    closing = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), at, 0)
    return body[:at] + entries + closing


def lying() -> bytes:
    """Says that it unpacks to ten bytes, and unpacks to a megabyte."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = engine.compress(b"0" * 1_000_000) + engine.flush()
    crc, name = zlib.crc32(b"0" * 1_000_000), b"a.xml"
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 10, len(name), 0
    )
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 10, len(name), 0, 0, 0, 0, 0, 0
    )  # fmt: skip
    body = local + name + packed
    directory = entry + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(body), 0)
    return body + directory + end


def million() -> bytes:
    """A directory that announces more entries than anybody has."""
    body = good()
    end = body.rfind(b"PK\x05\x06")
    return body[:end] + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, 65_535, 65_535, 46 * 65_535, 0, 0
    )


def encrypted_entry() -> bytes:
    body = bytearray(good())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = body.find(mark)
        while place >= 0:
            body[place + at] |= 1
            place = body.find(mark, place + 4)
    return bytes(body)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "rỗng"),
    "csv": (lambda: "Đơn vị;Mã\n".encode(), "không phải"),
    "old excel": (lambda: OLE + b"\0" * 600, "định dạng Excel cũ"),
    "password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "password of an entry": (encrypted_entry, "mật khẩu"),
    "cut off": (lambda: good()[:-100], "hỏng"),
    "half": (lambda: good()[: len(good()) // 2], "hỏng"),
    "too large": (lambda: b"PK\x03\x04" + b"\0" * (5 << 20), "lớn hơn 5 MB"),
    "a zip": (lambda: zipped({"a.txt": b"a"}), "không phải"),
    "many entries": (lambda: zipped({f"a{n}.xml": b"" for n in range(2001)}), "quá nhiều"),
    "a million announced": (million, "quá nhiều"),
    "bomb": (lambda: with_part("a.xml", b"0" * (31 << 20)), "quá lớn"),
    "bomb within the size": (lambda: with_part("a.xml", b"0" * (29 << 20)), "quá lớn"),
    "overlapping": (overlapped, "chồng lên"),
    "lying about its size": (lying, "quá lớn"),
    "macro": (lambda: with_part("xl/vbaProject.bin"), "macro"),
    "macro by type": (
        lambda: zipped({"[Content_Types].xml": MACRO_TYPES}),
        "macro",
    ),
    "object": (lambda: with_part("xl/embeddings/oleObject1.bin"), "nhúng"),
    "archive inside": (lambda: with_part("xl/media/a.png", b"PK\x03\x04"), "nhúng"),
    "program inside": (lambda: with_part("xl/media/a.png", b"MZ"), "nhúng"),
    "other workbook": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "liên kết"),
    "external template": (
        lambda: with_part(RELATIONS, relation(b"attachedTemplate", b"http://x.example/")), "liên kết"
    ),
    "entities": (lambda: with_part("a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "khai báo"),
    "entities in UTF-16": (
        lambda: with_part("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")), "khai báo"
    ),
    "climbing name": (lambda: with_part("../a.xml"), "hỏng"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_refused_at_once_with_a_sentence(name: str) -> None:
    make, said = BAD[name]
    data = make()
    begun = time.process_time()
    with pytest.raises(BadArchive) as refused:
        check_office_file(data, LIMITS)
    assert time.process_time() - begun < 1
    assert said in str(refused.value)


def test_a_good_workbook_passes() -> None:
    check_office_file(good(), LIMITS)
    check_office_file(zipped({"[Content_Types].xml": TYPES}, zipfile.ZIP_STORED), LIMITS)


def test_an_address_that_excel_made_a_link_passes() -> None:
    """Whoever types an e-mail address into Excel gets one; nobody here follows it."""
    check_office_file(with_part(RELATIONS, relation(b"hyperlink", b"mailto:a@b.vn")), LIMITS)


def test_every_byte_may_be_wrong() -> None:
    """A damaged file is refused or passes; it never raises anything else."""
    data = good()
    for at in range(0, len(data), 7):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            check_office_file(broken, LIMITS)
        except BadArchive as refused:
            assert str(refused)
