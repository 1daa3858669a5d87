"""The fixed lines of a Party document, worded. Source: document-format.md §1.4 to §1.9."""

import re
import textwrap
from collections.abc import Iterable
from datetime import date

from camket.text import long_date
from reports.paper.content import Header, ReportContent
from reports.paper.profiles import Profile

# Room for the clerk's pen where no number has been given yet: about 8 mm at 14 pt.
_BLANK_NUMBER = "\u00a0" * 6

# A trích yếu of more lines is no title any more: it is only wrapped, not weighed.
_MOST_LINES = 6
# A line of the trích yếu begins best with one of these; never inside a name.
_LINE_STARTERS = frozenset(
    [
        "các",
        "cho",
        "của",
        "để",
        "do",
        "đến",
        "giữa",
        "khi",
        "kết",
        "năm",
        "người",
        "nhằm",
        "nhiệm",
        "ở",
        "qua",
        "sau",
        "tại",
        "theo",
        "trên",
        "trong",
        "từ",
        "và",
        "về",
        "với",
    ]
)


def number_line(header: Header) -> str:
    """'Số 05-BC/TU', without a colon; a gap stands for a number not yet given."""
    number = _BLANK_NUMBER if header.number is None else f"{header.number:02}"
    return f"Số {number}-{header.symbol}"


def place_and_date(header: Header) -> str:
    """'Đông Hà, ngày 05 tháng 01 năm 2021'; before signing the day is a gap."""
    return f"{header.place}, {_day(header)}"


def attached_to(content: ReportContent) -> str:
    """'(Kèm theo Báo cáo số 05-BC/TU, ngày 05 tháng 01 năm 2021)': under the title of an appendix."""
    number = number_line(content.header).removeprefix("S")
    return f"(Kèm theo {content.kind.capitalize()} s{number}, {_day(content.header)})"


def _day(header: Header) -> str:
    day = date(header.year, header.month, header.day or 1)
    return long_date(day, blank_day=header.day is None)


def recipient_lines(recipients: Iterable[str], profile: Profile) -> list[str]:
    """'- Thường trực Tỉnh ủy;' … '- Lưu Văn phòng Thành ủy.': marks by the profile, dot last."""
    names = [
        re.sub(r"[\s;,.]+$", "", re.sub(r"^[-–•]\s*", "", name.strip())) for name in recipients
    ]
    names = [name for name in names if name]
    ends = [profile.recipient_separator] * (len(names) - 1) + ["."]
    return [f"- {name}{end}" for name, end in zip(names, ends, strict=False)]


def balanced(text: str, longest: int) -> list[str]:
    """The lines of a centred title: as few as fit ``longest`` letters, of about equal length.

    Line breaks that somebody typed are kept. A line begins with a linking word where it can and
    never with the rest of a name or a number ("Ban Thường vụ | Thành ủy", "năm | 2020").
    """
    return [
        line for typed in text.splitlines() if typed.strip() for line in _parted(typed, longest)
    ]


def _parted(text: str, longest: int) -> list[str]:
    words = text.split()
    fewest = -(-len(" ".join(words)) // longest)
    for may_start in (_starts_well, _starts_safely) if fewest <= _MOST_LINES else ():
        starts = [i for i in range(1, len(words)) if may_start(words, i)]
        for count in (fewest, fewest + 1):
            if lines := _most_even(words, starts, count, longest):
                return lines
    return textwrap.wrap(text, longest, break_on_hyphens=False)


def _most_even(words: list[str], starts: list[int], count: int, longest: int) -> list[str] | None:
    """``count`` lines beginning at 0 and at some of ``starts``, their squared lengths least."""
    # Where the next line begins: the cost so far, and the lines so far.
    best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for line_number in range(1, count + 1):
        ends = [len(words)] if line_number == count else starts
        best = {end: min(ways) for end in ends if (ways := _ways_to(end, best, words, longest))}
    return best[len(words)][1] if len(words) in best else None


def _ways_to(
    end: int, best: dict[int, tuple[int, list[str]]], words: list[str], longest: int
) -> list[tuple[int, list[str]]]:
    ways = []
    for start, (cost, lines) in best.items():
        line = " ".join(words[start:end])
        if start < end and len(line) <= longest:
            ways.append((cost + len(line) ** 2, [*lines, line]))
    return ways


def _starts_well(words: list[str], i: int) -> bool:
    return words[i] in _LINE_STARTERS and words[i - 1] not in _LINE_STARTERS


def _starts_safely(words: list[str], i: int) -> bool:
    name_or_number = words[i][0].isupper() or words[i][0].isdigit()
    return not name_or_number and not words[i - 1][0].isupper()
