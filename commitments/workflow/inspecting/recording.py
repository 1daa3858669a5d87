"""What was found, on a task or in general, and what the unit is asked to mend after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import clock
from camket.audit import Deed, Refused, ask, digest
from camket.text import format_date
from commitments import emails, rules
from commitments.models import ActionPoint, Finding, Inspection, Task
from commitments.states import InspectionState
from commitments.workflow.inspecting.held import lock, record, why_not
from commitments.workflow.words import words
from units.models import Person

NOT_NOW = "Cuộc này không tiến hành nên không ghi nhận thêm được."
CONCLUDED = (
    "Cuộc này đã có kết luận nên nội dung đã ghi nhận không sửa được nữa. Có gì cần nói lại "
    "thì ghi thành một nội dung mới."
)
MOVED_ON = "Nội dung này vừa được người khác sửa. Đề nghị đọc lại rồi ghi tiếp."
LAST_YEARS = 1  # an action point is due no later than the end of the year after


@dataclass(frozen=True)
class PointData:
    """One yêu cầu khắc phục."""

    text: str
    due_on: date


@dataclass(frozen=True)
class FindingData:
    """``task``: its number in the commitment, or None of what concerns the whole."""

    text: str
    task: int | None = None
    points: Sequence[PointData] = ()


@transaction.atomic
def record_finding(
    *,
    inspection: Inspection,
    data: FindingData,
    by: Person,
    at: datetime,
    finding: Finding | None = None,
    seen: str = "",
) -> Finding:
    """Write a finding with its action points; ``finding`` is rewritten whole, until the conclusion.

    The same finding with the same points, posted twice by one person, is one. After the
    conclusion the unit is told at once. ``seen`` is what the page showed of the one that is
    rewritten (``finding_shown``); empty: not asked. The record keeps what it was before.
    """
    inspection, today = lock(inspection), clock.local_date(at)
    ask(rules.may_add_finding(by, inspection, today), why_not(by, inspection, today, NOT_NOW))
    task = _task(inspection, data.task)
    text = words(data.text, "Ghi nội dung phát hiện.")
    points = [_point(inspection, one, today) for one in data.points]
    if finding is None and (twin := _twin(inspection, task, text, points, by)):
        return twin
    more: dict[str, Any] = {}
    if finding is None:
        made = Finding.objects.create(
            inspection=inspection, task=task, text=text, recorded_at=at, recorded_by=by
        )
    else:
        made = _rewritten(inspection, finding, seen, by, today)
        more["before"] = {"text": made.text} | _listed(made.action_points.all())
        more["after"] = {"text": text} | _listed(points)
        made.task, made.text = task, text
        made.save(update_fields=["task", "text"])
        made.action_points.all().delete()
    ActionPoint.objects.bulk_create(
        ActionPoint(finding=made, text=one.text, due_on=one.due_on) for one in points
    )
    thing = record(
        Deed.FINDING_RECORDED, inspection, by=by, at=at, comment=text, finding=made.pk,
        task=task.number if task else None, points=len(points), rewritten=finding is not None, **more,
    )  # fmt: skip
    if inspection.state == InspectionState.DONE:
        emails.finding_added(made, thing=thing, at=at)
    return made


def finding_shown(finding: Finding) -> str:
    """The digest of a finding as a page shows it."""
    return digest([finding.text, finding.task_id, *_listed(finding.action_points.all()).values()])


def _listed(points: Iterable[PointData | ActionPoint]) -> dict[str, list[list[str]]]:
    """Things to be mended as the record keeps them: [words, day] each."""
    return {"points": [[one.text, one.due_on.isoformat()] for one in points]}


def _task(inspection: Inspection, number: int | None) -> Task | None:
    if number is None:
        return None
    task = inspection.commitment.tasks.filter(number=number).first()
    if task is None:
        raise Refused("Bản cam kết không có nhiệm vụ này. Đề nghị mở lại trang.")
    return task


def _point(inspection: Inspection, one: PointData, today: date) -> PointData:
    text = words(one.text, "Ghi nội dung yêu cầu khắc phục.")
    if said := due_objection(inspection, one.due_on, today):
        raise Refused(said)
    return PointData(text, one.due_on)


def due_objection(inspection: Inspection, due_on: date, today: date) -> str:
    """Why nothing can be mended by that day; empty when it can."""
    last = date(inspection.commitment.year.year + LAST_YEARS, 12, 31)
    if due_on < today:
        return f"Hạn khắc phục không được trước ngày hôm nay, {format_date(today)}."
    if due_on > last:
        return f"Hạn khắc phục không được sau ngày {format_date(last)}."
    return ""


def _twin(
    inspection: Inspection, task: Task | None, text: str, points: Sequence[PointData], by: Person
) -> Finding | None:
    """The same finding with the same things to be mended, by the same person: pressed twice."""
    asked = sorted((one.text, one.due_on) for one in points)
    rows = inspection.findings.filter(task=task, text=text, recorded_by=by)
    for row in rows.prefetch_related("action_points"):
        if sorted((one.text, one.due_on) for one in row.action_points.all()) == asked:
            return row
    return None


def _rewritten(
    inspection: Inspection, finding: Finding, seen: str, by: Person, today: date
) -> Finding:
    ask(rules.may_inspect(by, inspection, today), why_not(by, inspection, today, CONCLUDED))
    found = inspection.findings.prefetch_related("action_points").filter(pk=finding.pk).first()
    if found is None:
        raise Refused("Nội dung này không thuộc cuộc kiểm tra, giám sát đang mở.")
    ask(seen in ("", finding_shown(found)), MOVED_ON)
    return found
