"""Vietnamese alphabetical order, as a string that every database sorts the same way.

Weights as ICU's ``vi`` collation gives them (document-format.md §6.3): first the letters of the
whole text, where ă, â, đ, ê, ô, ơ, ư are letters of their own; then the tones, in the order
a à ả ã á ạ; then small before capital. Numbers count as numbers: Phường 2 before Phường 10.

A key consists of 0-9 and a-z alone, because binary order and every language's collation agree on
those; it can be stored in a column and ordered by, on SQLite and PostgreSQL alike.
"""

import re
import unicodedata

from camket.text.unicode import nfc

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LETTER_WEIGHT = {letter: "4" + _DIGITS[place] for place, letter in enumerate(_LETTERS)}

# No tone, huyền, hỏi, ngã, sắc, nặng; any other mark comes after them.
_TONE_WEIGHT = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_OTHER_MARK = "6"
_SHAPES = "\u0306\u0302\u031b"  # breve, circumflex, horn: part of the letter

_LEVEL_END = "0"  # lower than the first digit of any weight below
_SPACE, _SIGN, _NUMBER, _FOREIGN = "1", "2", "3", "5"

_PIECE = re.compile(
    r"(?P<number>[0-9]{1,35})|(?P<letter>\w)(?P<marks>[\u0300-\u036f]*)|(?P<rest>.)"
)


def sort_key(text: str) -> str:
    """The key by which a text takes its place in a Vietnamese list. Longer than the text."""
    letters, tones, cases = [], [], []
    for piece in _PIECE.finditer(_prepared(text)):
        if number := piece["number"]:
            letters.append(_number_weight(number))
        elif piece["letter"]:
            letter, tone, case = _letter_weights(piece["letter"], piece["marks"])
            letters.append(letter)
            tones.append(tone)
            cases.append(case)
        else:
            letters.append(_sign_weight(piece["rest"]))
    return _LEVEL_END.join(["".join(letters), "".join(tones), "".join(cases)])


def name_sort_key(full_name: str) -> str:
    """The key of a person's name: given name (the last word), then family, then middle names.

    Offices list leaders by rank; this is only for lists without one.
    """
    words = full_name.lower().split()
    if not words:
        return ""
    family, middle = (words[0], words[1:-1]) if len(words) > 1 else ("", [])
    return sort_key(words[-1]) + sort_key(family) + sort_key(" ".join(middle))


def _prepared(text: str) -> str:
    text = nfc(text).replace("Ð", "Đ").replace("ð", "đ")
    return unicodedata.normalize("NFD", " ".join(text.split()))


def _letter_weights(letter: str, marks: str) -> tuple[str, str, str]:
    shape = "".join(mark for mark in marks if mark in _SHAPES)
    tone = "".join(mark for mark in marks if mark not in _SHAPES)
    small = letter.lower()
    whole = unicodedata.normalize("NFC", small + shape)
    weight = _LETTER_WEIGHT.get(whole) or _LETTER_WEIGHT.get(small) or _foreign_weight(small)
    return weight, _TONE_WEIGHT.get(tone, _OTHER_MARK), "0" if letter == small else "1"


def _number_weight(digits: str) -> str:
    digits = digits.lstrip("0")
    return _NUMBER + _DIGITS[len(digits)] + digits


def _sign_weight(sign: str) -> str:
    return _SPACE if sign == " " else f"{_SIGN}{ord(sign):06x}"


def _foreign_weight(letter: str) -> str:
    return f"{_FOREIGN}{ord(letter[0]):06x}"
