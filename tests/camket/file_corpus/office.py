"""Office files as Word, Excel, PowerPoint, LibreOffice and other programs write them, and spoiled ones."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import docx
import openpyxl
import pptx
import xlsxwriter

from tests.camket.file_corpus.scans import HTML, picture

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
WORD_MAIN = MAIN.format("wordprocessingml.document")
SHEET_MAIN = MAIN.format("spreadsheetml.sheet")
SLIDE_MAIN = MAIN.format("presentationml.presentation")
LINES = ("Biên bản bàn giao mặt bằng", "Khu phố 3, ngày 12/3/2021", "Bảo mật thông tin cá nhân.")


def word(*lines: str, change: Callable[[Any], Any] = lambda _: None) -> bytes:
    """As Word writes it."""
    document = docx.Document()
    for line in lines or LINES:
        document.add_paragraph(line)
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def book(*rows: tuple[Any, ...], change: Callable[[Any], Any] = lambda _: None) -> bytes:
    """As openpyxl writes it."""
    made = openpyxl.Workbook()
    for row in rows or (("Hộ", "Diện tích"), ("Nguyễn Văn Mẫu", 120.5)):
        made.active.append(row)
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def written_book(change: Callable[[Any, Any], Any] = lambda *_: None) -> bytes:
    """As Excel writes it, with strings in a table of their own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Tiến độ")
        sheet.write_row(0, 0, ["Tháng", "Số hộ"])
        sheet.write_row(1, 0, [3, 110])
        change(made, sheet)
    return buffer.getvalue()


def slides(*lines: str, change: Callable[[Any], Any] = lambda _: None) -> bytes:
    """As PowerPoint writes it."""
    made = pptx.Presentation()
    page = made.slides.add_slide(made.slide_layouts[5])
    page.shapes.title.text = "\n".join(lines or LINES)
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def again(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    return again(parts_of(data) | {name: content})


def with_types(data: bytes, old: str, new: str) -> bytes:
    parts = parts_of(data)
    types = parts["[Content_Types].xml"]
    assert old.encode() in types
    return again(parts | {"[Content_Types].xml": types.replace(old.encode(), new.encode())})


def with_relation(data: bytes, kind: str, target: str, of: str) -> bytes:
    """A relation of a part to something outside the file."""
    parts = parts_of(data)
    made = (
        f'<Relationship Id="rId999" TargetMode="External" Type="{RELATION}/{kind}" '
        f'Target="{target}"/></Relationships>'
    ).encode()
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    old = parts.get(of, empty)
    return again(parts | {of: old.replace(b"</Relationships>", made)})


def as_libreoffice(data: bytes) -> bytes:
    """The same parts in another order, stored without folders, and what LibreOffice adds."""
    parts = parts_of(data)
    first = {"_rels/.rels": parts.pop("_rels/.rels")}
    types = {"[Content_Types].xml": parts.pop("[Content_Types].xml")}
    return again(first | parts | {"word/fontTable.xml": b"<w:fonts/>"} | types)


def streamed(data: bytes) -> bytes:
    """Sizes behind each entry, as programs write that do not know them before."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, piece: Any) -> int:
            self.data += bytes(piece)
            return len(piece)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(data).items():
            archive.writestr(name, content)
    return bytes(pipe.data)


def bomb(data: bytes, size: int = 90 << 20, name: str = "word/media/a.xml") -> bytes:
    """A part of nothing, packed very small."""
    return with_part(data, name, b"0" * size)


def overlapped(copies: int = 500) -> bytes:
    """Many names for one packed entry: small to send, immense to unpack."""
    body = again({"a.xml": b"0" * 2_000_000})
    end = body.rfind(b"PK\x05\x06")
    at = struct.unpack_from("<L", body, end + 16)[0]
    entry = body[at:end]
    entries = b"".join(entry.replace(b"a.xml", f"{n:05}".encode()) for n in range(copies))
    return body[:at] + entries + struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, copies, copies, len(entries), at, 0
    )  # fmt: skip


def lying() -> bytes:
    """Says that it unpacks to ten bytes, and unpacks to a hundred megabytes."""
    engine = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = b"0" * (1 << 20)
    packed = b"".join(engine.compress(piece) for _ in range(100)) + engine.flush()
    name, crc = b"a.xml", 0
    local = struct.pack(
        "<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), 10, len(name), 0
    )
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, crc, len(packed), 10, len(name), 0, 0, 0, 0, 0, 0
    )  # fmt: skip
    body = local + name + packed
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) + 5, len(body), 0)
    return body + entry + name + end


def nested(deep: int = 5) -> bytes:
    """Archives in archives, each a thousand times the last."""
    inner = again({"a.xml": b"0" * (1 << 20)})
    for _ in range(deep):
        inner = again({f"{n}.bin": inner for n in range(10)})
    return with_part(word(), "word/media/a.bin", inner)


def entities() -> bytes:
    """A billion laughs in the document itself."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_part(
        word(), "word/document.xml", f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><a>&l9;</a>'.encode()
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "one part of 90 MB": lambda: bomb(word()),
    "one part beyond everything": lambda: bomb(word(), 120 << 20),
    "a sheet of 90 MB": lambda: bomb(book(), name="xl/worksheets/sheet9.xml"),
    "relations of 20 MB": lambda: bomb(word(), 20 << 20, "word/_rels/a.xml.rels"),
    "relations of a million nothings": lambda: again(
        parts_of(word())
        | {f"word/_rels/a{n}.rels": b"<a>" + b"<b/>" * 240_000 + b"</a>" for n in range(9)}
    ),
    "a list of types of 20 MB": lambda: again({"[Content_Types].xml": b"0" * (20 << 20)}),
    "overlapping entries": overlapped,
    "lying about its size": lying,
    "archives in archives": nested,
    "a billion laughs": entities,
    "too many entries": lambda: again({f"a{n}.xml": b"" for n in range(2001)}),
    "fifty parts of 2 MB": lambda: again(
        parts_of(word()) | {f"word/a{n}.xml": b"0" * (2 << 20) for n in range(60)}
    ),
}

_SETTINGS = "word/_rels/settings.xml.rels"
_DOCUMENT = "word/_rels/document.xml.rels"

BAD_OFFICE: dict[str, tuple[str, Callable[[], bytes]]] = {
    # macros, by every sign of them
    "a macro document as docx": ("a.docx", lambda: with_part(word(), "word/vbaProject.bin")),
    "a macro workbook as xlsx": ("a.xlsx", lambda: with_part(book(), "xl/vbaProject.bin")),
    "macro presentation as pptx": ("a.pptx", lambda: with_part(slides(), "ppt/vbaProject.bin")),
    "macro data alone": ("a.docx", lambda: with_part(word(), "word/vbaData.xml")),
    "an old macro sheet": ("a.xlsx", lambda: with_part(book(), "xl/macrosheets/sheet1.xml")),
    "docm by its type": (
        "a.docx",
        lambda: with_types(word(), WORD_MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"),
    ),
    "xlsm by its type": (
        "a.xlsx",
        lambda: with_types(book(), SHEET_MAIN, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ),
    "docm by its name": ("a.docm", word),
    "xlsm by its name": ("a.xlsm", book),
    "a macro with its name in capitals": ("a.docx", lambda: with_part(word(), "WORD/VBAPROJECT.BIN")),
    # objects and files inside
    "an OLE object": ("a.docx", lambda: with_part(word(), "word/embeddings/oleObject1.bin", OLE)),
    "an OLE object elsewhere": ("a.docx", lambda: with_part(word(), "word/media/image1.png", OLE)),
    "a workbook inside": ("a.docx", lambda: with_part(word(), "word/embeddings/a.xlsx", book())),
    "an ActiveX control": ("a.docx", lambda: with_part(word(), "word/activeX/activeX1.xml")),
    "a program as a picture": ("a.docx", lambda: with_part(word(), "word/media/a.png", b"MZ\x90")),
    "a program for another system": (
        "a.pptx",
        lambda: with_part(slides(), "ppt/media/a.png", b"\x7fELF\x02"),
    ),
    "a program by name": ("a.xlsx", lambda: with_part(book(), "xl/media/a.exe")),
    "a script by name": ("a.docx", lambda: with_part(word(), "word/a.vbs")),
    "a page inside": ("a.docx", lambda: with_part(word(), "word/afchunk.html", HTML)),
    "an archive as a picture": ("a.docx", lambda: with_part(word(), "word/media/a.png", word())),
    # ways out
    "a template from elsewhere": (
        "a.docx",
        lambda: with_relation(word(), "attachedTemplate", "http://x.example/a.dotm", _SETTINGS),
    ),
    "a picture from elsewhere": (
        "a.docx", lambda: with_relation(word(), "image", "http://x.example/a.png", _DOCUMENT)
    ),
    "a frame from elsewhere": (
        "a.docx", lambda: with_relation(word(), "frame", "file:///c:/a.docx", _DOCUMENT)
    ),
    "an object from elsewhere": (
        "a.docx", lambda: with_relation(word(), "oleObject", "mhtml:http://x.example", _DOCUMENT)
    ),
    "another workbook": ("a.xlsx", lambda: with_part(book(), "xl/externalLinks/externalLink1.xml")),
    "a connection": ("a.xlsx", lambda: with_part(book(), "xl/connections.xml")),
    "a query": ("a.xlsx", lambda: with_part(book(), "xl/queryTables/queryTable1.xml")),
    # one thing under another name
    "xlsx as docx": ("a.docx", book),
    "docx as xlsx": ("a.xlsx", word),
    "pptx as docx": ("a.docx", slides),
    "docx as pptx": ("a.pptx", word),
    "docx as PDF": ("a.pdf", word),
    "docx as PNG": ("a.png", word),
    "a picture as docx": ("a.docx", lambda: picture("PNG")),
    "a page as docx": ("a.docx", lambda: HTML),
    "a template as docx": (
        "a.docx",
        lambda: with_types(word(), WORD_MAIN, MAIN.format("wordprocessingml.template")),
    ),
    "a plain archive as docx": ("a.docx", lambda: again({"a.txt": b"a"})),
    "an archive with a list of types as docx": (
        "a.docx", lambda: again({"[Content_Types].xml": b"<Types/>", "a.txt": b"a"})
    ),
    "a Java program as docx": ("a.docx", lambda: again({"META-INF/MANIFEST.MF": b"Main-Class: A"})),
    "two main parts": (
        "a.docx",
        lambda: with_types(word(), "</Types>", f'<Default Extension="q" ContentType="{WORD_MAIN}"/></Types>'),
    ),
    # old and locked
    "an old document": ("a.doc", lambda: OLE + b"\0" * 600),
    "an old document as docx": ("a.docx", lambda: OLE + b"\0" * 600),
    "an old workbook as xlsx": ("a.xlsx", lambda: OLE + b"\0" * 600),
    "a locked document": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    "rich text": ("a.rtf", lambda: rb"{\rtf1 a}"),
    "rich text as docx": ("a.docx", lambda: rb"{\rtf1 a}"),
    # broken and climbing
    "half a document": ("a.docx", lambda: word()[: len(word()) // 2]),
    "a document cut off": ("a.docx", lambda: word()[:-60]),
    "a document that is empty": ("a.docx", lambda: b""),
    "a climbing name": ("a.docx", lambda: with_part(word(), "../../etc/cron.d/a")),
    "a name from the root": ("a.docx", lambda: with_part(word(), "//etc/a.xml")),
    "entities": ("a.docx", lambda: with_part(word(), "word/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')),
    "outside entities": (
        "a.xlsx",
        lambda: with_part(book(), "xl/a.xml", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
    ),
    "a double ending": ("bien-ban.exe.docx", word),
    "turned writing": ("bien-ban\u202excod.docx", word),
    "a line end in the name": ("bien\r\nban.docx", word),
} | {f"bomb: {name}": ("a.docx", make) for name, make in BOMBS.items()}  # fmt: skip


def _pictured(document: Any) -> None:
    document.add_picture(io.BytesIO(picture("PNG", (300, 200))))
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Hộ"
    document.sections[0].header.paragraphs[0].text = "ĐẢNG ỦY PHƯỜNG 1"


def _charted(made: Any, sheet: Any) -> None:
    chart = made.add_chart({"type": "column"})
    chart.add_series({"values": "='Tiến độ'!$B$2:$B$2"})
    sheet.insert_chart("D2", chart)
    sheet.write_formula(2, 1, "=SUM(B2:B2)")
    sheet.write_url(3, 0, "mailto:mau@dongha.example")
    sheet.write_comment("A1", "Theo tháng")


GOOD_OFFICE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a document": ("Biên bản 12.3.2021.docx", word),
    "a document with picture, table and header": ("a.docx", lambda: word(change=_pictured)),
    "a long document": ("a.docx", lambda: word(*["Nội dung thứ nhất."] * 3000)),
    "a document of LibreOffice": ("a.docx", lambda: as_libreoffice(word())),
    "a document written in one go": ("a.docx", lambda: streamed(word())),
    "a document that is not packed": ("a.docx", lambda: again(parts_of(word()), zipfile.ZIP_STORED)),
    "a document with a link": (
        "a.docx", lambda: with_relation(word(), "hyperlink", "https://dongha.example", _DOCUMENT)
    ),
    "a document with typed settings": ("a.DOCX", lambda: with_part(word(), "customXml/item1.xml", b"<a/>")),
    "a document with a drawn sign": (
        "a.docx", lambda: with_part(word(), "word/media/image9.svg", b"<svg/>")
    ),
    "a workbook of openpyxl": ("a.xlsx", book),
    "a workbook of Excel": ("Tiến độ tháng 3.xlsx", written_book),
    "a workbook with chart, sum and note": ("a.xlsx", lambda: written_book(_charted)),
    "a workbook of many rows": ("a.xlsx", lambda: book(*[(n, f"Hộ {n}") for n in range(5000)])),
    "a workbook with a printer": (
        "a.xlsx", lambda: with_part(book(), "xl/printerSettings/printerSettings1.bin", b"\x00" * 900)
    ),
    "a workbook written in one go": ("a.xlsx", lambda: streamed(written_book())),
    "a presentation": ("a.pptx", slides),
    "a presentation with a picture": (
        "a.pptx",
        lambda: slides(
            change=lambda made: made.slides[0].shapes.add_picture(io.BytesIO(picture("JPEG")), 0, 0)
        ),
    ),
    "a presentation of LibreOffice": ("a.pptx", lambda: as_libreoffice(slides())),
}  # fmt: skip
