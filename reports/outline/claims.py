"""Figures that somebody typed into a sentence by hand: each must stand in the data. Pure.

A sentence of the Office's own may say 9/9 only while the figures say 9/9, or where a unit's accepted
report said so. Source: domain.md §3 (Figures) and §8 ("a report whose numbers contradict its words").
"""

import re
from collections.abc import Iterable, Iterator

from camket.text import ordinal
from reports.outline.tokens import substitute

_COUNTED = r"(?:nhiệm vụ|đầu việc|nội dung (?:ký )?cam kết|cơ quan|đơn vị)"
_CLAIMS = (
    re.compile(rf"\d+/\d+(?= {_COUNTED})"),
    re.compile(rf"(?<![\d/.,])\d+(?= {_COUNTED})"),
    re.compile(r"\d+(?:[.,]\d+)? ?%"),
    re.compile(r"năm thứ \w+"),
)
_YEARS = ("năm thứ mấy", "năm thứ mấy của nhóm")
_ZEROS = re.compile(r"\b0+(?=\d)")
_NAMED = re.compile(r"\{[^{}\n]*\}")


def unfounded(text: str, known: Iterable[str]) -> list[str]:
    """Figures typed into the text that no ``known`` text contains, in order, each once.

    ``text`` still has its tokens: what they print is computed and not asked about.
    """
    founded = {claim for other in known for claim in _claims(other)} | {_plain(k) for k in known}
    typed = _NAMED.sub("\n", text)
    return [claim for claim in dict.fromkeys(_claims(typed)) if claim not in founded]


def known_texts(computed: str, values: dict[str, str | None]) -> list[str]:
    """What a section may quote: every value it could print, and what is proposed for it."""
    try:
        proposed = substitute(computed, values)
    except ValueError:  # a value is still missing; what units wrote stands in it all the same
        proposed = computed
    found = [value for value in values.values() if value]
    counted = [value for name in _YEARS if (value := values.get(name))]
    words = [ordinal(int(value)).removeprefix("thứ ") for value in counted if value.isdecimal()]
    return [*found, *(f"năm thứ {which}" for which in counted + words), proposed]


def _claims(text: str) -> Iterator[str]:
    """'9/9', '13', '12,4%', 'năm thứ ba'; a leading zero and a space before % do not matter."""
    for pattern in _CLAIMS:
        for found in pattern.finditer(text):
            yield _plain(found[0])


def _plain(claim: str) -> str:
    return _ZEROS.sub("", claim.replace(" %", "%").replace(".", ","))
