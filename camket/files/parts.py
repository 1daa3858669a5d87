"""A part of an Office file, by its name and by its bytes: is it a file or a program of its own?

Pictures, fonts, printers' settings have many endings, so what is unwanted is listed, not what is
wanted. Drawings that Word itself packs (.emz, .wmz) are gzip as an archive is: they pass when a
drawing begins in them. Pure: no Django. Source: trust.md T6, T7.
"""

import re
import struct
import zlib

MACROS = re.compile(r"vbaproject|vbadata|macrosheets", re.IGNORECASE)
OBJECTS = re.compile(
    r"/embeddings/|/activex/|oleobject"
    r"|\.(7z|apk|bat|bz2|cab|chm|cmd|com|cpl|dll|docm|docx|exe|gz|hta|html?|iso|jar|jse?|lnk|mht|mhtml"
    r"|msi|php|pif|pptm|pptx|ps1|py|rar|reg|scr|sh|swf|tar|tgz|url|vb[es]|vhd|wsf|xhtml|xlsm|xlsx|xz|zip)"
    r"[. ]*$",
    re.IGNORECASE,
)
LINKED = re.compile(r"/externallinks/|/querytables/|/connections\.xml$", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNING = 4096  # bytes of a part that are asked
ENDING = (1 << 16) + 22  # an archive's end record and the longest comment behind it

_PROGRAMS = (b"MZ", b"\x7fELF", OLE)
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ", b"MSCF")
_GZIP = b"\x1f\x8b"
_DRAWINGS = (".emz", ".wmz")
_WINDOWS_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00")
_END = struct.Struct("<4s4H2LH")


def is_file(name: str, beginning: bytes, ending: bytes) -> bool:
    """Whether a part is a program or an archive, whatever it is called.

    ``beginning`` and ``ending`` are its first and last bytes, as many as above or the whole.
    """
    if beginning.startswith(_GZIP):
        return not (name.casefold().endswith(_DRAWINGS) and _is_drawing(beginning))
    return beginning.startswith(_PROGRAMS + _ARCHIVES) or _ends_as_archive(ending)


def _is_drawing(packed: bytes) -> bool:
    """Whether a metafile begins in it (MS-EMF 2.3.4.2, MS-WMF 2.3.2)."""
    try:
        head = zlib.decompressobj(31).decompress(packed, 44)
    except zlib.error:
        return False
    enhanced = head.startswith(b"\x01\x00\x00\x00") and head[40:44] == b" EMF"
    return enhanced or head.startswith(_WINDOWS_DRAWINGS)


def _ends_as_archive(ending: bytes) -> bool:
    """A zip is found from its end; what stands before it may look like a picture."""
    at = ending.rfind(b"PK\x05\x06")
    while at >= 0:
        if len(ending) - at >= _END.size:
            *_, comment = _END.unpack_from(ending, at)
            if at + _END.size + comment == len(ending):
                return True
        at = ending.rfind(b"PK\x05\x06", 0, at)
    return False
