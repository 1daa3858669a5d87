"""Things found by the names people write, with a question back when nothing has that name."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Generic, TypeVar

from camket.text import search_key
from units.models import Group, Unit

Thing = TypeVar("Thing")


class Names(Generic[Thing]):
    """An index by code and by names; ``what`` is the kind in words: "đơn vị"."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._codes: dict[str, Thing] = {}
        self._names: dict[str, list[tuple[str, Thing]]] = {}
        self._folded: dict[str, str] = {}  # search key -> the name as it is written

    def add(self, thing: Thing, code: str, names: Iterable[str]) -> None:
        self._codes.setdefault(code.casefold(), thing)
        for name in dict.fromkeys(name.casefold() for name in names if name):
            self._names.setdefault(name, []).append((code, thing))
        for name in names:
            self._folded.setdefault(search_key(name), name)

    def find(self, text: str) -> Thing:
        """The thing of this code or name. ValueError with a Vietnamese sentence, and a suggestion."""
        key = text.casefold()
        if key in self._codes:
            return self._codes[key]
        found = self._names.get(key, [])
        if len(found) == 1:
            return found[0][1]
        if found:
            codes = ", ".join(sorted(code for code, _ in found))
            raise ValueError(f"có nhiều {self.what} tên “{text}”. Đề nghị ghi mã ({codes}).")
        raise ValueError(f"không có {self.what} “{text}”.{self._suggestion(text)}")

    def named(self, name: str) -> list[Thing]:
        """Everything of exactly this name."""
        return [thing for _, thing in self._names.get(name.casefold(), [])]

    def label(self, name: str, code: str) -> str:
        """How to write it so that ``find`` finds it: its name, or its code where that is not clear."""
        key = name.casefold()
        clear = len(self._names.get(key, [])) == 1 and key not in self._codes
        return name if clear and ";" not in name and search_key(name) else code

    def _suggestion(self, text: str) -> str:
        key = search_key(text)
        close = [key] if key in self._folded else get_close_matches(key, self._folded, 2, 0.6)
        asked = " hay ".join(f"“{self._folded[key]}”" for key in close)
        return f" Có phải ý anh/chị là {asked}?" if asked else ""


def unit_names(units: Iterable[Unit]) -> Names[Unit]:
    names: Names[Unit] = Names("đơn vị")
    for unit in units:
        names.add(unit, unit.code, (unit.short_name, unit.full_name))
    return names


def group_names(groups: Iterable[Group]) -> Names[Group]:
    """Groups by "1 Các phường", by the name alone, by the heading, by code."""
    names: Names[Group] = Names("nhóm")
    for group in groups:
        names.add(group, group.code, (group_title(group), group.short_name, group.heading))
    return names


def group_title(group: Group) -> str:
    return f"{group.number} {group.short_name}".strip()
