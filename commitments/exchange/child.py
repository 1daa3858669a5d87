"""The process that reads a workbook: limits as argument, the file on stdin, its cells on stdout.

It is started alone, without the application, and gives up memory, processor time and the network
before it looks at the file. A cell is ``[column, kind, text]``: s text, n number, p number that is
shown in percent, d day, b yes or no, f formula, e error. Source: trust.md T8.
"""

import json
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LONGEST_AREA = len("XFD1048576:XFD1048576")


class Unreadable(Exception):
    """A word for the parent: what is wrong with the file as a whole."""


def main() -> int:
    limits = json.loads(sys.argv[1])
    shut_in(limits["memory"], limits["cpu"])
    try:
        answer = read(sys.stdin.buffer.read(), limits["rows"], limits["columns"])
    except Unreadable as error:
        answer = {"wrong": str(error)}
    except BaseException as error:  # whatever a parser raises, and MemoryError
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    sys.stdout.write(json.dumps(answer))
    return 0


def shut_in(memory: int, cpu: int) -> None:
    """Limits of the process; no sockets."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(refuse_network)


def refuse_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event.startswith("socket."):
        raise PermissionError(f"{event} is not for the reader")


def read(data: bytes, rows: int, columns: int) -> dict[str, Any]:
    """All sheets with their filled cells. Unreadable: "empty", "rows:NAME", "columns:NAME"."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        book = Book(archive)
        sheets = [book.sheet(*found, rows, columns) for found in book.sheets()]
    if not sheets:
        raise Unreadable("empty")
    return {"sheets": sheets}


class Book:
    """The parts of one workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.path = self._main_part()
        self.related = self._relations(self.path)
        self.from_1904 = False
        self.texts = self._texts()
        self.shows_as = self._shows_as()

    def sheets(self) -> Iterator[tuple[str, bool, str]]:
        """(name, hidden, path of the part), in the order of the tabs."""
        root = self._parsed(self.path)
        for one in root.iter():
            tag = _bare(one.tag)
            if tag == "workbookPr":
                self.from_1904 = one.get("date1904") in ("1", "true")
            elif tag == "sheet":
                key = next((v for k, v in one.attrib.items() if k.endswith("}id")), "")
                path = self.related.get(key, "")
                if path in self.names and "worksheet" in path:
                    yield one.get("name", ""), one.get("state", "visible") != "visible", path

    def sheet(self, name: str, hidden: bool, path: str, rows: int, columns: int) -> dict[str, Any]:
        found: list[Any] = []
        merged: list[str] = []
        number = 0
        for event, one in self._walk(path):
            tag = _bare(one.tag)
            if event == "start" and tag == "row":
                number = int(one.get("r") or number + 1)
            elif event == "end" and tag == "row":
                cells = list(self._cells(one, number))
                if cells:
                    found.append([number, one.get("hidden") in ("1", "true"), cells])
                    if len(found) > rows:
                        raise Unreadable(f"rows:{name}")
                    if len(cells) > columns:
                        raise Unreadable(f"columns:{name}")
                one.clear()
            elif event == "end" and tag == "mergeCell":
                merged.append(one.get("ref", "")[:_LONGEST_AREA])
        return {"name": name, "hidden": hidden, "rows": found, "merged": merged}

    def _cells(self, row: Any, number: int) -> Iterator[list[Any]]:
        column = 0
        for cell in row:
            if _bare(cell.tag) != "c":
                continue
            place = _CELL.fullmatch(cell.get("r", ""))
            column = _index(place[1]) if place else column + 1
            kind, text = self._value(cell)
            if text != "" or kind == "f":
                yield [column, kind, text]

    def _value(self, cell: Any) -> tuple[str, str]:
        kind = cell.get("t", "n")
        parts = {_bare(part.tag): part for part in cell}
        if "f" in parts:
            return "f", parts["f"].text or ""
        if kind == "inlineStr":
            return "s", _said(parts["is"]) if "is" in parts else ""
        value = parts["v"].text or "" if "v" in parts else ""
        if kind == "s" and value:
            return "s", self.texts[int(value)]
        if kind == "d" and value:
            return _written_day(value)
        if kind == "n" and value:
            shown = self.shows_as.get(cell.get("s", "0"), "n")
            return self._day(value) if shown == "d" else (shown, value)
        return {"str": "s", "b": "b", "e": "e"}.get(kind, "n"), value

    def _day(self, value: str) -> tuple[str, str]:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self.from_1904 else CALENDAR_WINDOWS_1900
        try:
            day = from_excel(float(value), epoch)
        except (ValueError, OverflowError):
            return "n", value
        return ("d", day.date().isoformat()) if isinstance(day, datetime) else ("n", value)

    def _main_part(self) -> str:
        known = self._relations("")
        path = next((p for p in known.values() if posixpath.basename(p) == "workbook.xml"), "")
        if path not in self.names:
            raise Unreadable("empty")
        return path

    def _relations(self, part: str) -> dict[str, str]:
        folder, base = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self.names:
            return {}
        return {
            one.get("Id", ""): posixpath.normpath(
                posixpath.join("/", folder, one.get("Target", ""))
            ).lstrip("/")
            for one in self._parsed(path)
        }

    def _texts(self) -> list[str]:
        path = next((p for p in self.related.values() if p.endswith("sharedStrings.xml")), "")
        found: list[str] = []
        if path in self.names:
            for event, one in self._walk(path):
                if event == "end" and _bare(one.tag) == "si":
                    found.append(_said(one))
                    one.clear()
        return found

    def _shows_as(self) -> dict[str, str]:
        """What each style (as a cell names it) makes of a number: d a day, p a percentage, n itself."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

        path = next((p for p in self.related.values() if p.endswith("styles.xml")), "")
        if path not in self.names:
            return {}
        root = self._parsed(path)
        formats = dict(BUILTIN_FORMATS)
        for one in root.iter():
            if _bare(one.tag) == "numFmt":
                formats[int(one.get("numFmtId", "0"))] = one.get("formatCode", "")
        used = next((list(one) for one in root if _bare(one.tag) == "cellXfs"), [])
        ids = [int(one.get("numFmtId", "0")) for one in used]
        return {str(n): _kind_of(formats.get(key, ""), is_date_format) for n, key in enumerate(ids)}

    def _parsed(self, path: str) -> Any:
        from defusedxml.ElementTree import fromstring

        return fromstring(self.archive.read(path), forbid_dtd=True)

    def _walk(self, path: str) -> Iterator[tuple[str, Any]]:
        from defusedxml.ElementTree import iterparse

        with self.archive.open(path) as stream:
            yield from iterparse(stream, ("start", "end"), forbid_dtd=True)


_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')


def _kind_of(code: str, is_date_format: Callable[[str], bool]) -> str:
    """Of a format: a time of day alone is no day; a % that is merely written multiplies nothing."""
    if is_date_format(code) and ("d" in code.lower() or "y" in code.lower()):
        return "d"
    return "p" if "%" in _LITERAL.sub("", code) else "n"


def _said(part: Any) -> str:
    """The text of a string item: its runs one after the other, without phonetic readings."""
    pieces = []
    for one in part:
        tag = _bare(one.tag)
        if tag == "t":
            pieces.append(one.text or "")
        elif tag == "r":
            pieces += [text.text or "" for text in one if _bare(text.tag) == "t"]
    return _unescaped("".join(pieces))


def _written_day(value: str) -> tuple[str, str]:
    """The ISO day that was written out; what is none is a text like any other."""
    try:
        return "d", date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return "s", value


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_, and that itself _x005F_x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _index(letters: str) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


if __name__ == "__main__":
    sys.exit(main())
