"""Figures that somebody typed into a sentence by hand: each must stand in the data. Pure.

A sentence of the Office's own may say 9/9 only while the figures say 9/9, or where a unit's accepted
report said so. Source: domain.md §3 (Figures) and §8 ("a report whose numbers contradict its words").
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from camket.text import ordinal
from reports.outline.tokens import substitute

_TASKS = r"(?:nhiệm vụ|đầu việc|nội dung (?:ký )?cam kết)"
_COUNTED = rf"(?:{_TASKS}|chỉ tiêu|cơ quan|đơn vị|địa phương|phường|xã)"
_CLAIMS = (
    re.compile(rf"(?<![\d/])\d+/(?!(?:19|20)\d\d\b)\d+(?= {_COUNTED})", re.I),
    re.compile(rf"(?<![\d/.,])(?!(?:19|20)\d\d\b)\d+(?= {_TASKS})", re.I),
    re.compile(r"\d+(?:[.,]\d+)? ?(?:%|phần trăm)", re.I),
    re.compile(r"năm thứ \w+", re.I),
)
# A number after these is a name: "Quyết định số 15", "tháng 9", "năm 2020".
_NAMES = re.compile(r"\b(?:số|ngày|tháng|quý|năm|lần|khóa|điều|khoản) $", re.I)
_TOKEN = re.compile(r"\{[^{}\n]*\}")
_ZEROS = re.compile(r"\b0+(?=\d)")
_YEARS = ("năm thứ mấy", "năm thứ mấy của nhóm")
_COUNTS = (
    "đã ký", "hoàn thành", "đúng hạn", "vượt chỉ tiêu", "tổng đã ký", "tổng hoàn thành",
)  # fmt: skip


def unfounded(text: str, known: Iterable[str]) -> list[str]:
    """Figures typed into the text that no ``known`` text contains, in order, each once.

    ``text`` still has its tokens: what they print is computed and not asked about.
    """
    founded = {claim for other in known for claim in _claims(other)} | {_plain(k) for k in known}
    return [
        claim for claim in dict.fromkeys(_claims(_TOKEN.sub("|", text))) if claim not in founded
    ]


def known_texts(
    computed: str, values: Mapping[str, str | None], narratives: Iterable[str] = ()
) -> list[str]:
    """What a section may quote: the values it could print, what is proposed for it, units' words."""
    try:
        proposed = substitute(computed, values)
    except ValueError:  # a value is still missing; what units wrote stands in it all the same
        proposed = computed
    bare = {name for name, value in values.items() if value and value.isdecimal()}
    found = [v for name, v in values.items() if v and (name in _COUNTS or name not in bare)]
    counted = [value for name in _YEARS if (value := values.get(name))]
    words = [ordinal(int(value)).removeprefix("thứ ") for value in counted if value.isdecimal()]
    return [*found, *(f"năm thứ {which}" for which in counted + words), proposed, *narratives]


def _claims(text: str) -> Iterator[str]:
    """'9/9', '13', '12,4%', 'năm thứ ba'; a leading zero and the kind of space do not matter."""
    plain = " ".join(text.split())
    for pattern in _CLAIMS:
        for found in pattern.finditer(plain):
            if not (found[0][0].isdecimal() and _NAMES.search(plain[: found.start()])):
                yield _plain(found[0])


def _plain(claim: str) -> str:
    words = claim.casefold().replace("phần trăm", "%").replace(" %", "%").replace(".", ",")
    return _ZEROS.sub("", words)
