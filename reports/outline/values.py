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
    half: Share
    full: Share
    units: int
    work: Work
    sub_body: str = "Đảng ủy"
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
        "bases": facts.bases,
        "bases_next_year": facts.bases_next_year,
        "bases_conduct": facts.bases_conduct,
    }
    return {
        "year": str(facts.year),
        "next_year": str(facts.year + 1),
        "program_year": str(facts.year - facts.first_year + 1),
        "theme": facts.theme.strip('“”" ') or None,
        "events_clause": _events_clause(facts.events),
        "level": facts.level,
        "body": facts.body,
        "body_upper": upper(facts.body),
        "sub_level": facts.sub_level,
        "sub_body": facts.sub_body,
        "reporting_sentence": wording.reporting(facts.half, facts.full, facts.year),
        "completion_sentence": wording.completion(facts.work),
        "total_units": str(facts.units),
        "total_signed": str(facts.work.signed),
        "total_done": str(facts.work.done),
        "total_ratio": _ratio(facts.work),
    } | {name: value for name, value in bases.items() if value}


def group_values(facts: GroupFacts, year: int, level: str, counting: Counting) -> Values:
    """A value for each of ``tokens.GROUP_TOKENS``."""
    names = [name.removesuffix(f" {level}") for name in facts.units]
    work = facts.work
    return {
        "units": wording.named(names),
        "units_list": wording.listed(names),
        "unit_count": str(len(names)),
        "group_program_year": ordinal(year - facts.first_year + 1).removeprefix("thứ "),
        "signed": str(work.signed),
        "done": str(work.done),
        "on_time": str(work.on_time),
        "exceeded": str(work.exceeded),
        "ratio": _ratio(work),
        "work_done": wording.work_done(counting, work),
        "outcome": wording.outcome(work),
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
