"""What is asked before a quarter is handed in: for whom, in whose name, how late, and what it says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from camket import clock
from camket.text import day_month, format_date
from commitments import clocks, rules
from commitments.forms.answers import ProposingPart
from commitments.models import EvidenceUse, ProgressReport
from commitments.progress import Status
from commitments.states import ReportState
from commitments.views.raised import by_whom
from commitments.views.readiness import Section
from commitments.views.sections import measured_on
from commitments.workflow.registering import on_behalf
from units.models import Person

NOTHING_NEW, NO_FILES = "“không phát sinh”", "không có minh chứng"
PAST_DUE = "đã qua thời hạn, chưa hoàn thành"


@dataclass(frozen=True)
class HandingIn:
    """``on_behalf_of`` is a post, '' for the head. ``counts`` are (how many tasks, of which kind).

    ``measured``: the day the tasks are held against, '' for today. ``proposals``: how many go to
    whom; ``request``: for how much more time the unit has asked, which ends with it. All in words, ''
    without any.
    """

    on_behalf_of: str
    timeliness: str
    tasks: int
    counts: list[tuple[int, str]]
    measured: str
    proposals: str
    request: str
    withdrawable: str


def asked(
    page: dict[str, Any], report: ProgressReport, who: Person, at: datetime
) -> HandingIn | None:
    """Of a page as ``readiness.of_page`` has it; None when the report cannot be handed in (yet).

    The text is the saved one: call it after saving.
    """
    on = clock.local_date(at)
    if page["missing"] or not rules.may_submit(who, report, on):
        return None
    sections: list[Section] = page["sections"]
    return HandingIn(
        on_behalf_of=on_behalf(who, report.commitment, at),
        timeliness=_timeliness(report, on),
        tasks=len(sections),
        counts=_counts(report, sections, on),
        measured=_measured(report, on),
        proposals=_proposals(page),
        request=clocks.requested(report),
        withdrawable=_withdrawable(report),
    )


def _timeliness(report: ProgressReport, on: date) -> str:
    """'Đúng hạn (hạn nộp 25/3)', 'Muộn 3 ngày (hạn nộp 25/3)'; by the first round where there is one."""
    due = f"hạn nộp {day_month(report.period.due_on)}"
    if first := clocks.punctuality(report):
        return f"{first.capitalize()}, tính theo lần nộp đầu tiên ({due})"
    late = (on - report.period.due_on).days
    return f"Muộn {late} ngày ({due})" if late > 0 else f"Đúng hạn ({due})"


def _counts(report: ProgressReport, sections: Iterable[Section], on: date) -> list[tuple[int, str]]:
    """Those that there are, in this order; one query.

    A due date that passed after the quarter makes no task late in its report, and is told.
    """
    uses = EvidenceUse.objects.filter(answer__report=report, evidence__removed_at=None)
    shown = set(uses.values_list("answer__task", flat=True))
    found: Counter[str] = Counter({NO_FILES: 0, NOTHING_NEW: 0})
    for section in sections:
        found[NO_FILES] += section.part.task.pk not in shown
        found[NOTHING_NEW] += section.part.answer().nothing_new
        if section.bar.tone in ("late", "behind"):
            found[section.bar.flag.lower()] += 1
        if section.bar.tone != "late" and _is_past_due(section, on):
            found[PAST_DUE] += 1
    return [(count, what) for what, count in found.items() if count]


def _is_past_due(section: Section, on: date) -> bool:
    due_on = section.promise.due_on
    return due_on is not None and due_on < on and section.part.answer().status != Status.DONE


def _measured(report: ProgressReport, on: date) -> str:
    """'tính đến 30/6/2021', once the quarter is over."""
    day = measured_on(report, on)
    return f"tính đến {format_date(day)}" if day < on else ""


def _proposals(page: dict[str, Any]) -> str:
    """'2 kiến nghị gửi Ban Thường vụ': those that handing in puts to somebody."""
    parts: list[ProposingPart] = [one.part for one in (page["general"], *page["sections"])]
    return by_whom(whom for part in parts if (whom := part.put_to()))


def _withdrawable(report: ProgressReport) -> str:
    until = "cho đến khi Văn phòng bắt đầu xem xét"
    if report.state == ReportState.SENT_BACK:
        return until
    return f"{until}, trong thời gian chưa khóa sổ ({day_month(rules.lock_day(report))})"
