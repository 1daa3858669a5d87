"""Office files that say one thing to a hasty reader and another to the program that opens them."""

import gzip
import struct
import zlib
from collections.abc import Callable

from tests.camket.file_corpus.office import (
    LINES,
    OLE,
    RELATION,
    WORD_MAIN,
    again,
    book,
    parts_of,
    slides,
    with_part,
    with_types,
    word,
)
from tests.camket.file_corpus.scans import picture

_SETTINGS = "word/_rels/settings.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TEMPLATE = f'Type="{RELATION}/attachedTemplate"'
_OUT = 'Target="https://x.example/a.dotm" TargetMode="External"'
_MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
_END = b"PK\x05\x06"
_COMMENT = "<!--" + "x" * 5000 + "-->"
_DECLARED = f'<?xml version="1.0"?>{_COMMENT}<!DOCTYPE a [<!ENTITY b "c">]><a/>'


def related(relation: str, prefix: str = "", encoding: str = "utf-8") -> bytes:
    """A document whose settings have this relation, written as it stands."""
    mark, space = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    rels = f'<{mark}Relationships {space}="{_PACKAGE}">{relation}</{mark}Relationships>'
    return with_part(word(), _SETTINGS, rels.encode(encoding))


def typed(more: str, data: bytes | None = None) -> bytes:
    """A document whose list of types has one line more."""
    return with_types(data or word(), "</Types>", f"{more}</Types>")


def _local(name: str, content: bytes) -> bytes:
    head = (20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", *head) + name.encode() + content


def _central(name: str, content: bytes, at: int, more: int = 0) -> bytes:
    """One line of a directory, ``more`` bytes longer than it must be."""
    sizes = (zlib.crc32(content), len(content), len(content), len(name), more)
    line = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, *sizes, 0, 0, 0, 0, at
    ) + name.encode()  # fmt: skip
    return line + (struct.pack("<HH", 0x9999, more - 4) + bytes(more - 4) if more else b"")


def _end(entries: int, size: int, offset: int) -> bytes:
    return struct.pack("<4s4H2LH", _END, 0, 0, entries, entries, size, offset, 0)


def _two_faced(long: int = 260, less: int = 0) -> tuple[bytes, bytes, bytes]:
    """The parts of a macro document and of a harmless one, and a directory of each, equally ``long``.

    The harmless one's places are ``less`` than they are.
    """
    types = (
        '<?xml version="1.0"?><Types xmlns="x"><Override PartName="/word/document.xml" '
        'ContentType="{}"/></Types>'
    )
    macro = {
        "word/x.xml": b"<a>" + b" " * 600 + b"</a>",
        "[Content_Types].xml": types.format(_MACRO_MAIN).encode(),
        "word/vbaProject.bin": OLE + b"x" * 50,
    }
    harmless = {
        "word/y.xml": b"<a/>",
        "[Content_Types].xml": types.format(WORD_MAIN).encode(),
        "word/document.xml": b"<w:document/>",
    }
    body, lines = b"", []
    for parts, before in ((macro, 0), (harmless, less)):
        listed = b""
        for number, (name, content) in enumerate(parts.items()):
            missing = long - len(listed) - len(_central(name, content, 0)) if number == 2 else 0
            listed += _central(name, content, len(body) - before, missing)
            body += _local(name, content)
        assert len(listed) == long
        lines.append(listed)
    return body, *lines  # type: ignore[return-value]


def two_directories() -> bytes:
    """Who believes the place of the directory finds macros; who takes the last one finds none."""
    body, macro, harmless = _two_faced(260, less=260)
    return body + macro + harmless + _end(3, len(macro), len(body))


def one_directory() -> bytes:
    """The same way of writing with one document in it."""
    parts = {name: parts_of(word())[name] for name in parts_of(word())}
    body, listed = b"", b""
    for name, content in parts.items():
        listed += _central(name, content, len(body))
        body += _local(name, content)
    return body + listed + _end(len(parts), len(listed), len(body))


def large_and_small() -> bytes:
    """The end for large files (ZIP64) leads to another directory than the end for small ones."""
    body, macro, harmless = _two_faced()
    place = len(body) + len(macro)
    shown = _end(3, len(macro), len(body))
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 3, 3, len(macro), place)
    way = struct.pack("<4sLQL", b"PK\x06\x07", 0, place + len(harmless), 1)
    return body + macro + harmless + large + way + shown


def _behind(data: bytes) -> bytes:
    """A second end in the first one's comment."""
    other = _end(0, 0, 0)
    return data[:-2] + struct.pack("<H", len(other)) + other


def _renamed() -> bytes:
    """The entry itself has another name than the directory says."""
    return with_part(word(), "word/vbaData.xml", b"<a/>").replace(b"vbaData.xml", b"harmlos.xml", 1)


def chunked(kind: str = RELATION, name: str = "afchunk.mht") -> bytes:
    """A document into which Word pours a page of another format on opening."""
    page = "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>TỐI MẬT</p><script>a</script>"
    relation = f'<Relationship Id="rId998" Type="{kind}/aFChunk" Target="/word/{name}"/>'
    parts = parts_of(typed('<Default Extension="mht" ContentType="message/rfc822"/>'))
    of = "word/_rels/document.xml.rels"
    parts[of] = parts[of].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    body = parts["word/document.xml"].replace(b"<w:body>", b'<w:body><w:altChunk r:id="rId998"/>')
    return again(parts | {"word/document.xml": body, f"word/{name}": page.encode()})


def _drawn(name: str, head: bytes) -> bytes:
    """A document with a drawing packed as Word packs it (.emz, .wmz)."""
    return with_part(word(), f"word/media/{name}", gzip.compress(head + bytes(2000)))


def _thumbed() -> bytes:
    """With what LibreOffice, Excel and Windows add beside the text."""
    added = {
        "Thumbnails/thumbnail.png": picture("PNG"),
        "docProps/thumbnail.jpeg": picture("JPEG"),
        "docProps/thumbnail.emf": EMF + bytes(300),
        "word/printerSettings/printerSettings1.bin": bytes(900),
        "word/fonts/font1.odttf": bytes(range(256)) * 8,
        "package/services/metadata/core-properties/a1b2.psmdcp": b"<coreProperties/>",
        "_xmlsignatures/origin.sigs": b"",
    }
    return again(parts_of(word()) | added)


EMF = struct.pack("<LL", 1, 108) + bytes(32) + b" EMF"
WMF = b"\xd7\xcd\xc6\x9a"
ARCHIVES = {
    "Rar": b"Rar!\x1a\x07\x01\x00" + bytes(90),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(90),
    "gzip": gzip.compress(b"MZ" + bytes(500)),
    "bzip2": b"BZh91AY&SY" + bytes(90),
    "xz": b"\xfd7zXZ\x00" + bytes(90),
    "cabinet": b"MSCF\x00\x00\x00\x00" + bytes(90),
    "zip behind a sign": b"\x89PNG" + again({"a.exe": b"MZ"}),
    "zip behind a picture": picture("PNG") + again({"a.exe": b"MZ"}),
    "zip behind much": bytes(200_000) + again({"a.exe": b"MZ"}),
    "zip with a comment": picture("PNG") + again({"a.exe": b"MZ"})[:-2] + b"\x03\x00abc",
}
ENDINGS = [
    "7z", "apk", "bz2", "cab", "chm", "cpl", "gz", "iso", "jse", "mht", "mhtml", "msi", "php", "pif", "py",
    "rar", "reg", "sh", "swf", "tar", "tgz", "url", "vbe", "vhd", "wsf", "xhtml", "xz",
]  # fmt: skip

DISGUISED: dict[str, tuple[str, Callable[[], bytes]]] = {
    # two files in one
    "two directories": ("a.docx", two_directories),
    "a directory for large files beside": ("a.docx", large_and_small),
    "a second end in a comment": ("a.docx", lambda: _behind(word())),
    "something behind the end": ("a.docx", lambda: word() + b"\0" * 20),
    "something before the directory": (
        "a.docx", lambda: word().replace(_END, b"\0" * 40 + _END)
    ),
    "another name at the entry": ("a.docx", _renamed),
    "a name that ends early": (
        "a.docx", lambda: with_part(word(), "word/a.xml?b").replace(b"a.xml?b", b"a.xml\0b")
    ),
    # ways out, written as a search does not expect them
    "a target that ends like a link": (
        "a.docx",
        lambda: related(
            f'<Relationship Id="a" {_TEMPLATE} TargetMode="External" '
            'Target="https://x.example/a.dotm?relationships/hyperlink"/>'
        ),
    ),
    "a bracket in a name": (
        "a.docx", lambda: related(f'<Relationship Id="r>1" {_TEMPLATE} {_OUT}/>')
    ),
    "a letter as a number": (
        "a.docx",
        lambda: related(f'<Relationship Id="a" {_TEMPLATE} {_OUT.replace("Ex", "E&#120;")}/>'),
    ),
    "a prefix with a dot": (
        "a.docx", lambda: related(f'<a.b:Relationship Id="a" {_TEMPLATE} {_OUT}/>', "a.b")
    ),
    "relations in UTF-16": (
        "a.docx", lambda: related(f'<Relationship Id="a" {_TEMPLATE} {_OUT}/>', encoding="utf-16-le")
    ),
    "a way out that is said to be none": (
        "a.docx",
        lambda: related(f'<Relationship Id="a" {_TEMPLATE} Target="https://x.example/a.dotm"/>'),
    ),
    "another machine that is said to be none": (
        "a.docx",
        lambda: related(f'<Relationship Id="a" {_TEMPLATE} Target="\\\\x.example\\a.dotm"/>'),
    ),
    "relations that are none": ("a.docx", lambda: with_part(word(), _SETTINGS, b"<Relationships>")),
    "relations in an encoding of their own": (
        "a.docx",
        lambda: with_part(
            word(), _SETTINGS, b"<?xml version='1.0' encoding='cp037'?>" + "<a/>".encode("cp037")
        ),
    ),
    # macros and objects, by a type that is not the main part's
    "a macro type with a letter as a number": (
        "a.docx",
        lambda: typed(
            '<Override PartName="/word/x.bin" '
            f'ContentType="{_MACRO_MAIN.replace("En", "&#69;n")}"/>'
        ),
    ),
    "a macro sheet by its type": (
        "a.xlsx",
        lambda: typed(
            '<Override PartName="/xl/x.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>',
            book(),
        ),
    ),
    "an object by its type": (
        "a.pptx",
        lambda: typed(
            '<Override PartName="/ppt/x.dat" '
            'ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>',
            slides(),
        ),
    ),
    # pages of another format, poured in on opening
    "a page poured in": ("a.docx", chunked),
    "the same in the strict writing": (
        "a.docx", lambda: chunked("http://purl.oclc.org/ooxml/officeDocument/relationships")
    ),
    "the same under an innocent name": ("a.docx", lambda: chunked(name="media/image1.png")),
    "a program's name with a dot behind": ("a.docx", lambda: with_part(word(), "word/a.exe.")),
    "an archive as a packed drawing": (
        "a.docx", lambda: with_part(word(), "word/media/a.emz", gzip.compress(b"MZ" + bytes(500)))
    ),
    "a packed drawing under another name": ("a.docx", lambda: _drawn("a.png", EMF)),
    "a broken packed drawing": ("a.docx", lambda: with_part(word(), "a.wmz", b"\x1f\x8b\x08\x00aaa")),
    # entities far from the beginning
    "entities behind a long comment": (
        "a.docx", lambda: with_part(word(), "word/a.xml", _DECLARED.encode())
    ),
    "the same over the joint of two pieces": (
        "a.docx",
        lambda: with_part(word(), "word/a.xml", b" " * ((1 << 16) - 4) + b"<!DOCTYPE a><a/>"),
    ),
    "the same in UTF-16": (
        "a.docx", lambda: with_part(word(), "word/a.xml", _DECLARED.encode("utf-16"))
    ),
    "entities in the relations": ("a.docx", lambda: with_part(word(), _SETTINGS, _DECLARED.encode())),
    "entities in a part of another ending": (
        "a.docx", lambda: with_part(word(), "word/a.dat", _DECLARED.encode())
    ),
} | {
    f"inside: {name}": ("a.docx", lambda data=data: with_part(word(), "word/media/a.png", data))
    for name, data in ARCHIVES.items()
} | {
    f"a part called .{ending}": (
        "a.docx", lambda ending=ending: with_part(word(), f"word/media/a.{ending.upper()}")
    )
    for ending in ENDINGS
}  # fmt: skip

# Each the honest one of a row above.
HONEST: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one directory": ("a.docx", one_directory),
    "a link with a bracket in its name": (
        "a.docx", lambda: related(f'<Relationship Id="r>1" Type="{RELATION}/hyperlink" {_OUT}/>')
    ),
    "a link to a place inside": (
        "a.docx", lambda: related(f'<Relationship Id="a" Type="{RELATION}/hyperlink" Target="#a"/>')
    ),
    "a part beside, with a prefix": (
        "a.docx",
        lambda: related(f'<a.b:Relationship Id="a" Type="{RELATION}/theme" Target="a.xml"/>', "a.b"),
    ),
    "relations in marked UTF-16": (
        "a.docx",
        lambda: related(
            f'<Relationship Id="a" Type="{RELATION}/theme" Target="/word/a.xml"/>', encoding="utf-16"
        ),
    ),
    "a type of its own": (
        "a.docx", lambda: typed('<Default Extension="bin" ContentType="application/octet-stream"/>')
    ),
    "a long comment": (
        "a.docx", lambda: with_part(word(), "word/a.xml", f"{_COMMENT}<a/>".encode())
    ),
    "a drawn sign with its document type": (
        "a.docx", lambda: with_part(word(), "word/media/a.svg", b"<!DOCTYPE svg><svg/>")
    ),
    "the word that is no declaration": (
        "a.docx", lambda: with_part(word(), "word/a.xml", b"<a>&lt;!DOCTYPE a&gt;</a>")
    ),
    "entries packed again": ("a.docx", lambda: again(parts_of(word()))),
    "a packed drawing": ("a.docx", lambda: _drawn("image1.emz", EMF)),
    "an old packed drawing": ("a.docx", lambda: _drawn("image1.WMZ", WMF)),
    "an old packed drawing without a frame": (
        "a.docx", lambda: _drawn("image1.wmz", b"\x01\x00\x09\x00\x00\x03")
    ),
    "what programs add": ("a.docx", _thumbed),
    "a text about archives": ("a.docx", lambda: word(*LINES, "Rar! 7z BZh MSCF PK PK\u2006")),
    "a picture with the mark of an end by chance": (
        "a.docx", lambda: with_part(word(), "word/media/a.bin", bytes(9) + _END + b"\x07" * 400)
    ),
}  # fmt: skip
