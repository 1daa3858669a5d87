"""The first lines of a file's text, to see whether a mark of secrecy stands there.

Used by ``inside`` in its own process. Source: trust.md T16.
"""

import html
import io
import re
import signal
import zipfile
from typing import Any

# Of the text only as much as two pages hold: a mark stands at the beginning.
PAGES_READ = 2
MOST_LINES = 300
MOST_TEXT = 60_000  # characters
MOST_PART = 4 << 20  # bytes of one part of an Office file
READING = 8  # seconds for a PDF's text; it stays unread after that

OFFICE = "application/vnd.openxmlformats-officedocument."
# What stands at the head of every page first, then the beginning itself.
SPOKEN = (
    r"word/header\d*\.xml", r"word/document\d*\.xml", r"word/footer\d*\.xml",
    r"xl/sharedstrings\.xml", r"xl/worksheets/sheet[12]\.xml", r"xl/drawings/drawing\d+\.xml",
    r"ppt/slides/slide[1-4]\.xml",
)  # fmt: skip
# None looks further than to the next bracket: a part of nothing but brackets costs no more.
BREAK = re.compile(
    r"</?(?:w:p|w:br|w:cr|a:p|a:br|si|is|c|row|oddHeader|oddFooter|firstHeader)\b[^<>]*>"
)
TAB = re.compile(r"<w:tab\b[^<>]*>|</w:tc>")
# Only what is written: a sheet's numbers and formulas and a drawing's measures are not.
HIDDEN = re.compile(r"<(v|f|w:instrText|wp:posOffset|wp14:pct\w+)\b[^<>]*>[^<]*</\1>")
TAG = re.compile(r"<[^<>]*>")
HEADING = re.compile(
    r"&[LCRBIU]|&\"[^\"]*\"|&\d+|&K[0-9A-F]{6}"
)  # marks of place and letter in a sheet's head


def office_text(data: bytes) -> str:
    """Of one that has passed the gate. Raises BadZipFile, OSError, ValueError for what is broken."""
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(archive.namelist())
        for wanted in SPOKEN:
            for name in names:
                if re.fullmatch(wanted, name.lower()):
                    with archive.open(name) as part:
                        lines += written(part.read(MOST_PART))
    return "\n".join(lines)[:MOST_TEXT]


def written(xml: bytes) -> list[str]:
    """The first lines of a part: its paragraphs, cells and boxes, each by itself."""
    utf16 = xml[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = HIDDEN.sub("", xml.decode("utf-16" if utf16 else "utf-8", errors="replace"))
    text = TAG.sub("", TAB.sub("\t", BREAK.sub("\n", text.replace("\n", " "))))
    found = (HEADING.sub("\t", html.unescape(line)).strip() for line in text.split("\n"))
    return [line for line in found if line][:MOST_LINES]


def pdf_text(data: bytes) -> str:
    """Of the first two pages, as it runs and as it stands; what was pinned to them too.

    What cannot be read is left out by itself: a broken note does not hide the page it is pinned to.
    """
    import pypdf

    lines: list[str] = []

    def stop(*_: object) -> None:
        raise TimeoutError

    def notes(page: Any) -> list[str]:
        found = [note.get_object() for note in page["/Annots"].get_object()]
        return [
            str(one["/Contents"]) for one in found if isinstance(one, dict) and "/Contents" in one
        ]

    ways = (
        lambda page: page.extract_text(),
        lambda page: page.extract_text(extraction_mode="layout"),
        notes,
    )
    signal.signal(signal.SIGALRM, stop)
    signal.alarm(READING)
    try:
        pages = pypdf.PdfReader(io.BytesIO(data)).pages[:PAGES_READ]
        for page, way in ((page, way) for page in pages for way in ways):
            try:
                said = way(page)
                lines += [said] if isinstance(said, str) else said
            except TimeoutError:
                raise
            except Exception:  # noqa: S112 - the file itself is sound
                continue
    except Exception:  # noqa: S110 - a text that cannot be read is none
        pass
    finally:
        signal.alarm(0)
    return "\n".join(lines)[:MOST_TEXT]
