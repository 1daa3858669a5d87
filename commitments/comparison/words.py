"""Two texts word by word, for people to see what was struck and what was put in its place."""

import re
from difflib import SequenceMatcher

SAME, OLD, NEW = "same", "old", "new"
MOST = 2_000_000  # pairs of words compared; beyond, what lies between the same ends is one change
# A date, a number or the symbol of a document (30/6/2021, 1.110,5, 05-NQ/TU) is one word.
_WORDS = re.compile(r"\w+(?:[-./,]\w+)*|\s+|[^\w\s]")
Piece = tuple[str, str]


def word_diff(old: str, new: str) -> list[Piece]:
    """Pieces (kind, text) in reading order: SAME in both, OLD struck, NEW put in.

    SAME and OLD joined give ``old``, SAME and NEW joined give ``new``. Spaces between two changes
    belong to the changes, so that a reworded phrase reads as one.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    pieces = [(SAME, before[:head], before[:head]), *middle]
    pieces.append((SAME, before[len(before) - tail :], before[len(before) - tail :]))
    return _joined(pieces)


def _alike(one: list[str], two: list[str]) -> int:
    """How many words at the beginning are the same."""
    count = 0
    for left, right in zip(one, two, strict=False):
        if left != right:
            break
        count += 1
    return count


def _middle(before: list[str], after: list[str]) -> list[tuple[str, list[str], list[str]]]:
    if len(before) * len(after) > MOST:
        return [(OLD, before, after)]
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [(SAME if tag == "equal" else OLD, before[a:b], after[c:d]) for tag, a, b, c, d in found]


def _joined(runs: list[tuple[str, list[str], list[str]]]) -> list[Piece]:
    """Neighbouring runs of a kind as one; a run of mere spaces between changes joins them."""
    filled = [(kind, "".join(old), "".join(new)) for kind, old, new in runs if old or new]
    pieces: list[Piece] = []
    struck = put = ""
    for at, (kind, old, new) in enumerate(filled):
        inside = 0 < at < len(filled) - 1
        if kind == SAME and not (inside and not old.strip()):
            pieces += _change(struck, put)
            struck = put = ""
            pieces.append((SAME, old))
        else:
            struck, put = struck + old, put + new
    return pieces + _change(struck, put)


def _change(struck: str, put: str) -> list[Piece]:
    return [piece for piece in ((OLD, struck), (NEW, put)) if piece[1]]
