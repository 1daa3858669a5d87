"""The parts of an Office file that bind the others together: its list of types and its relations.

Read by a parser, as the program reads them that opens the file: a search for words in them sees
something else as soon as somebody writes a letter as a number. Pure: no Django.
Source: trust.md T6.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DTDForbidden
from defusedxml.ElementTree import XMLParser

# Encodings the packaging standard allows (ISO/IEC 29500-2, 8.1.4).
_ENCODINGS = {"utf-8", "utf-16"}
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']{1,40})[\"']")
_LINK_KINDS = {
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink",
}
_POURED_IN = "/afchunk"  # a page of another format, which Word turns into text on opening
_MACROS = ("macroenabled", "vbaproject", "vbadata", "macrosheet")
_OBJECTS = ("oleobject", "activex")
# An address of its own, or one of another machine: "http:", "file:", "\\may-chu\", "//may-chu/".
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)


class Malformed(Exception):
    """No XML, or not as these parts are written."""


class Declared(Exception):
    """It brings a document type of its own, by which names may stand for other things."""


@dataclass(frozen=True, slots=True)
class Types:
    """The media types a file lists for its parts, in small letters, as often as it lists them."""

    named: tuple[str, ...]

    @property
    def has_macro(self) -> bool:
        return any(word in one for one in self.named for word in _MACROS)

    @property
    def has_object(self) -> bool:
        return any(word in one for one in self.named for word in _OBJECTS)


@dataclass(frozen=True, slots=True)
class Relations:
    """Does any fetch something from outside (a link that one may click does not), or pour it in?"""

    lead_out: bool
    pour_in: bool


def types_in(content: bytes) -> Types:
    """Of '[Content_Types].xml'. Raises Malformed, Declared."""
    named: list[str] = []

    def see(tag: str, said: dict[str, str]) -> None:
        if "contenttype" in said:
            named.append(said["contenttype"].strip().casefold())

    _read(content, see)
    return Types(tuple(named))


def relations_in(content: bytes) -> Relations:
    """Of a '.rels'. Raises Malformed, Declared."""
    found: list[tuple[bool, bool]] = []

    def see(tag: str, said: dict[str, str]) -> None:
        if tag == "relationship" and (kind := said.get("type", "")) not in _LINK_KINDS:
            outside = said.get("targetmode", "internal").strip().casefold() != "internal"
            leads_out = outside or bool(_ELSEWHERE.match(said.get("target", "")))
            found.append((leads_out, kind.strip().casefold().endswith(_POURED_IN)))

    _read(content, see)
    return Relations(any(out for out, _ in found), any(poured for _, poured in found))


class _Seen:
    """What the parser tells of each element, without a tree: names without namespace, small."""

    def __init__(self, see: Callable[[str, dict[str, str]], None]) -> None:
        self._see = see

    def start(self, tag: str, said: dict[str, str]) -> None:
        self._see(_plain(tag), {_plain(name): value for name, value in said.items()})

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass

    def close(self) -> None:
        pass


def _plain(name: str) -> str:
    return name.rpartition("}")[2].casefold()


def _read(content: bytes, see: Callable[[str, dict[str, str]], None]) -> None:
    written = _ENCODING.search(content[:400].replace(b"\x00", b""))
    if written and written[1].decode("latin-1").casefold() not in _ENCODINGS:
        raise Malformed
    parser: Any = XMLParser(target=_Seen(see), forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except DTDForbidden as error:
        raise Declared from error
    except (ParseError, ValueError, LookupError) as error:
        raise Malformed from error
