"""Proposals in words: whom one was put to, and what became of those of earlier quarters."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from camket.text import day_month, format_date, quarter_label
from commitments.models import Addressee, ProgressReport, Proposal
from commitments.states import ProposalOutcome, ProposalState
from commitments.workflow.taking_back import Fate, undone


@dataclass(frozen=True)
class Raised:
    """A proposal of an earlier quarter: 'Quý I', to whom, the text, how it stands, the answer."""

    quarter: str
    whom: str
    text: str
    tone: str
    word: str
    answer: str = ""


def put_to(frozen: Mapping[str, Any], year: int) -> str:
    """'Kiến nghị với UBND, cần trả lời trước 30/4': of frozen content; '' without an addressee."""
    if not frozen.get("addressee"):  # rounds of before had none
        return ""
    said = f"Kiến nghị với {_named(frozen['addressee'], frozen['addressed_unit'])}"
    day = frozen["wanted_by"]
    return f"{said}, cần trả lời trước {_short(date.fromisoformat(day), year)}" if day else said


def by_whom(names: Iterable[str]) -> str:
    """'3 kiến nghị: 2 gửi Ban Thường vụ, 1 gửi UBND' of addressees in words; '' of none."""
    counts = Counter(names)
    if len(counts) < 2:
        return "".join(f"{count} kiến nghị gửi {name}" for name, count in counts.items())
    parts = ", ".join(f"{count} gửi {name}" for name, count in counts.items())
    return f"{counts.total()} kiến nghị: {parts}"


def on_taking_back(report: ProgressReport) -> list[str]:
    """What becomes of the proposals when this handing-in is taken back, in sentences."""
    rows: dict[Fate, list[Proposal]] = defaultdict(list)
    for one in undone(report):
        rows[one.fate].append(one.row)
    whom = {fate: by_whom(row.put_to for row in rows[fate]) for fate in Fate}
    said = {
        Fate.GOES: f"Kiến nghị chưa được trả lời rút theo ({whom[Fate.GOES]}); gửi lại thì mở lại.",
        Fate.STAYS: f"Kiến nghị nêu từ lần nộp trước vẫn chờ trả lời ({whom[Fate.STAYS]}).",
        Fate.SET_BACK: (
            f"{len(rows[Fate.SET_BACK])} kiến nghị sửa ở lần nộp này trở lại nội dung, nơi nhận và "
            "hạn trả lời trước khi sửa."
        ),
        Fate.RETURNS: (
            f"Kiến nghị bỏ ở lần nộp này được mở lại, hạn như cũ ({whom[Fate.RETURNS]})."
        ),
    }
    return [said[fate] for fate in Fate if rows[fate]]


def raised_before(report: ProgressReport, on: date) -> dict[int | None, list[Raised]]:
    """By task id (None: the general part), newest quarter first; one query.

    Of this quarter what was answered while it lay with the unit again.
    """
    rows = (
        Proposal.objects.filter(
            Q(report__period__quarter__lt=report.period.quarter)
            | Q(report=report, state=ProposalState.ANSWERED),
            report__commitment=report.commitment,
        )
        .exclude(state=ProposalState.WITHDRAWN)
        .select_related("report__period", "addressed_unit")
        .order_by("-report__period__quarter", "-made_at", "-pk")
    )
    found = defaultdict(list)
    for row in rows:
        found[row.task_id].append(_raised(row, report.commitment.year.year, on))
    return dict(found)


def _raised(row: Proposal, year: int, on: date) -> Raised:
    unit = row.addressed_unit.short_name if row.addressed_unit else ""
    return Raised(
        quarter=quarter_label(row.report.period.quarter),
        whom=_named(row.addressee, unit),
        text=row.text,
        tone=_tone(row, on),
        word=_word(row, year, on),
        answer=row.answer,
    )


def _named(addressee: str, unit: str) -> str:
    return unit if addressee == Addressee.UNIT and unit else Addressee(addressee).label


def _tone(row: Proposal, on: date) -> str:
    if row.state == ProposalState.ANSWERED:
        return "back" if row.outcome == ProposalOutcome.REFUSED else "done"
    return "late" if row.due_on < on else "sent"


def _word(row: Proposal, year: int, on: date) -> str:
    if row.state == ProposalState.ANSWERED:
        return ProposalOutcome(row.outcome).label
    late = (on - row.due_on).days
    if late > 0:
        return f"Quá hạn trả lời {late} ngày"
    return f"Chờ trả lời, hạn {_short(row.due_on, year)}"


def _short(day: date, year: int) -> str:
    return day_month(day) if day.year == year else format_date(day)
