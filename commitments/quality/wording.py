"""What the words of a task say, or fail to say. Pure.

Source: domain.md §8: "tăng cường", "đẩy mạnh" with no number.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from camket.text import nfc, search_key
from commitments.quality.verbs import EMPTY_VERBS, FILLERS, TOGETHER

ALIKE = 0.88  # share of words in common from which two wordings say the same
MOST_WORDS = 60  # that are compared; comparing grows with their square

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SHAPES = "\u0306\u0302\u031b\u0111"
# Numbers that measure nothing: years, days, numbers of documents, congresses, phases, places.
_NO_MEASURE = re.compile(
    r"\b(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?\b"
    r"|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"
    r"|\b(?:ngày|trước|đến|sau)\s+\d{1,2}[/.-]\d{1,2}\b"
    r"|\btháng\s+\d{1,2}\b|\b\d{1,2}\s+tháng\b"
    r"|\b(?:số\s+)?\d+\s*[-/]\s*[^\W\d_]+(?:[-/][^\W\d_]+)*"
    r"|\b(?:số|quý|khóa|nhiệm kỳ|phường|khu phố|tổ|quốc lộ|giai đoạn|lần thứ|chương trình|đề án)\s+\d+\b",
    re.I,
)
_NUMBER = re.compile(r"\d")


def spelled(text: str) -> str:
    """One spelling for comparing: small letters, tones behind their syllable, words one space apart.

    "HOÀ  giải" and "hòa giải" are the same; "phần đấu" and "phấn đấu" are not.
    """
    letters = unicodedata.normalize("NFD", nfc(text).casefold().replace("ð", "đ"))
    syllables = "".join(one if one.isalnum() or one in _TONES + _SHAPES else " " for one in letters)
    return " ".join(_tone_last(one) for one in syllables.split())


def _tone_last(syllable: str) -> str:
    bare = "".join(letter for letter in syllable if letter not in _TONES)
    return bare + "".join(letter for letter in syllable if letter in _TONES)


def empty_verb(text: str) -> str:
    """The first verb of the list that stands in the text; empty when there is none."""
    return next(iter(_found(text, EMPTY_VERBS)), "")


def is_measured(text: str) -> bool:
    """Whether a number stands in the text that is no year, day, place or number of a document."""
    return bool(_NUMBER.search(_NO_MEASURE.sub(" ", nfc(text))))


def says_nothing(text: str) -> bool:
    """Whether a text is an empty verb and what dresses it up, with no work named beside."""
    if is_measured(text) or not empty_verb(text):
        return False
    left, folded = f" {spelled(text)} ", _is_bare(text)
    dressed = sorted((*EMPTY_VERBS, *FILLERS), key=len, reverse=True)
    for phrase in dressed:
        left = left.replace(f" {_phrase(phrase, folded)} ", "  ")
    return len([word for word in left.split() if not word.isdigit()]) < 2


def names_helpers(texts: Iterable[str]) -> bool:
    """Whether the texts say that somebody else works along."""
    return any(_found(text, TOGETHER) for text in texts)


def alike(one: str, other: str) -> bool:
    """Whether two wordings are the same or nearly so, whatever their capitals and accents."""
    left, right = (search_key(text).split()[:MOST_WORDS] for text in (one, other))
    if not left or not right:
        return False
    match = SequenceMatcher(None, left, right, autojunk=False)
    return (
        match.real_quick_ratio() >= ALIKE
        and match.quick_ratio() >= ALIKE
        and match.ratio() >= ALIKE
    )


def without_numbers(text: str) -> str:
    """The folded wording by which a task is known again next year: its numbers have changed."""
    return " ".join(re.sub(r"[\d.,%]+", " ", search_key(text)).split())


def _found(text: str, phrases: tuple[str, ...]) -> list[str]:
    key, folded = f" {spelled(text)} ", _is_bare(text)
    return [phrase for phrase in phrases if f" {_phrase(phrase, folded)} " in key]


@lru_cache(maxsize=512)
def _phrase(phrase: str, folded: bool) -> str:
    return search_key(phrase) if folded else spelled(phrase)


def _is_bare(text: str) -> bool:
    """Typed without any marks, as on a machine without a Vietnamese keyboard."""
    return text.isascii()
