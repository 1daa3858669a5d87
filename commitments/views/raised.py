"""Proposals in words: whom one was put to, and what became of those of earlier quarters."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from camket.text import quarter_label, short_day
from commitments.models import ProgressReport, Proposal
from commitments.states import ProposalState
from commitments.views import proposals
from commitments.workflow.freezing import named
from commitments.workflow.taking_back import Fate, undone


@dataclass(frozen=True)
class Raised:
    """A proposal of an earlier quarter: 'Quý I', to whom, the text, how it stands, the answer."""

    quarter: str
    whom: str
    text: str
    tone: str
    icon: str
    word: str
    answer: str = ""


def put_to(frozen: Mapping[str, Any], year: int) -> str:
    """'Kiến nghị với UBND, cần trả lời trước 30/4': of frozen content; '' without an addressee."""
    if not (whom := named(frozen)):
        return ""
    said = f"Kiến nghị với {whom}"
    day = frozen["wanted_by"]
    return f"{said}, cần trả lời trước {short_day(date.fromisoformat(day), year)}" if day else said


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


def raised_before(report: ProgressReport) -> dict[int | None, list[Raised]]:
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
        .with_names()
        .order_by("-report__period__quarter", "-made_at", "-pk")
    )
    found = defaultdict(list)
    for row in rows:
        found[row.task_id].append(_raised(row))
    return dict(found)


def _raised(row: Proposal) -> Raised:
    stands = proposals.row_of(row)
    waits = row.state == ProposalState.OPEN and not stands["late"]
    until = short_day(row.due_on, row.report.commitment.year.year)
    return Raised(
        quarter=quarter_label(row.report.period.quarter),
        whom=row.put_to,
        text=row.text,
        tone=stands["tone"],
        icon=stands["icon"],
        word=f"{stands['word']}, hạn {until}" if waits else stands["word"],
        answer=row.answer,
    )
