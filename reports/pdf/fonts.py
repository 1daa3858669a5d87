"""Where the typeface of the paper is: Liberation Serif, as wide as Times New Roman.

The files are given to the printer by name; whatever else is installed is not looked at. Version 1
of the same family lacks ơ, ư and every stacked accent, and on Debian 12 both versions may be
installed: a folder counts only if all four styles know all letters. Source: document-format.md §6.7.
"""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FAMILY = "Liberation Serif"
FILES = tuple(
    f"LiberationSerif-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")
)
FOLDERS = tuple(
    Path("/usr/share/fonts") / folder
    for folder in (
        "truetype/liberation2",  # Debian 12: fonts-liberation2
        "truetype/liberation",  # Debian 13 and later, Ubuntu 24.04 and later: fonts-liberation
        "liberation-serif",  # Fedora
        "liberation-serif-fonts",  # Red Hat
        "liberation",  # Arch, Alpine
        "TTF",
    )
)

_PLAIN = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXY"
_ACCENTED = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíĩòóõùúũý"
LETTERS = frozenset(_PLAIN + _ACCENTED + _ACCENTED.upper() + "“”–…₫0123456789")


@cache
def files(folders: tuple[Path, ...] = FOLDERS) -> tuple[Path, ...]:
    """The four files of the first folder that has the whole alphabet; none if no folder has."""
    for folder in folders:
        styles = tuple(folder / name for name in FILES)
        if all(file.is_file() and _is_complete(file) for file in styles):
            return styles
    return ()


def _is_complete(file: Path) -> bool:
    with TTFont(file, lazy=True) as font:
        known = font.getBestCmap() or {}
    return all(ord(letter) in known for letter in LETTERS)
