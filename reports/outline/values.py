"""What the tokens of a template stand for, from the facts of a year and of its groups."""

from dataclasses import dataclass

from camket.text import ordinal, upper
from reports.outline import wording
from reports.outline.wording import Counting, Share, Work

Values = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class YearFacts:
    """The year and the committee, in the words of its own level.

    ``first_year`` is the first year of the practice (2017: 2020 is "năm thứ 4"). ``half`` and
    ``full`` count the units that reported for six months and for the year. ``events`` is what the
    year celebrated ("Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025"); the bases are citations ready
    to print. All four may be empty.
    """

    year: int
    first_year: int
    theme: str
    level: str
    body: str
    sub_level: str
    sub_body: str
    half: Share
    full: Share
    units: int
    work: Work
    events: str = ""
    bases: str = ""
    bases_next_year: str = ""
    bases_conduct: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group's signing units by their printed names, in order, and their tasks together."""

    first_year: int
    units: tuple[str, ...]
    work: Work


def year_values(facts: YearFacts) -> Values:
    """A value for each of ``tokens.YEAR_TOKENS``; a base left empty takes the template's default."""
    bases = {
        "căn cứ": facts.bases,
        "căn cứ năm sau": facts.bases_next_year,
        "quy định nêu gương": facts.bases_conduct,
    }
    return {
        "năm": str(facts.year),
        "năm sau": str(facts.year + 1),
        "năm thứ mấy": str(facts.year - facts.first_year + 1),
        "chủ đề": facts.theme.strip('“”" ') or None,
        "sự kiện trong năm": _events_clause(facts.events),
        "cấp": facts.level,
        "cấp ủy": facts.body,
        "CẤP ỦY": upper(facts.body),
        "địa phương": facts.sub_level,
        "cấp ủy địa phương": facts.sub_body,
        "tỷ lệ báo cáo": wording.reporting(facts.half, facts.full, facts.year),
        "mức hoàn thành": wording.completion(facts.work),
        "tổng đơn vị": str(facts.units),
        "tổng đã ký": str(facts.work.signed),
        "tổng hoàn thành": str(facts.work.done),
        "tổng hoàn thành/đã ký": _ratio(facts.work),
    } | {name: value for name, value in bases.items() if value}


def group_values(facts: GroupFacts, year: int, level: str, counting: Counting) -> Values:
    """A value for each of ``tokens.GROUP_TOKENS``."""
    names = [name.removesuffix(f" {level}") for name in facts.units]
    work = facts.work
    return {
        "các đơn vị": wording.named(names),
        "tên gọn đơn vị": wording.listed(names),
        "số đơn vị": str(len(names)),
        "năm thứ mấy của nhóm": ordinal(year - facts.first_year + 1).removeprefix("thứ "),
        "đã ký": str(work.signed),
        "hoàn thành": str(work.done),
        "đúng hạn": str(work.on_time),
        "vượt chỉ tiêu": str(work.exceeded),
        "hoàn thành/đã ký": _ratio(work),
        "kết quả": wording.work_done(counting, work),
        "nhận xét": wording.outcome(work),
    }


def _ratio(work: Work) -> str | None:
    """Never a ratio over 0: None has nothing to print."""
    return f"{work.done}/{work.signed}" if work.signed else None


def _events_clause(events: str) -> str:
    if not events:
        return ""
    return (
        f", gắn việc thực hiện các nhiệm vụ với tổ chức các hoạt động thiết thực chào mừng {events}"
    )
