"""The inspection was held: its day, its conclusion, and the unit is told what to mend by when."""

from datetime import date, datetime

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.text import format_date
from commitments import emails, periods, rules
from commitments.models import ActionPoint, Inspection
from commitments.states import INSPECTION_MOVES, InspectionState, sources
from commitments.workflow.inspecting.held import lock, record, shown, why_not, within
from commitments.workflow.words import words
from units.models import Person

NOT_NOW = "Cuộc này đã có kết luận hoặc không tiến hành."
MOVED_ON = "Có nội dung vừa được ghi thêm sau khi trang này được mở. Đề nghị đọc lại rồi kết luận."
PAST = "Có yêu cầu khắc phục đã qua hạn trước khi kết luận. Đề nghị ghi lại hạn rồi kết luận."
MOST_NAMED = 160  # characters of an action point in a refusal


@transaction.atomic
def conclude(
    *,
    inspection: Inspection,
    held_on: date,
    conclusion: str,
    by: Person,
    at: datetime,
    seen: str = "",
    sure: bool = False,
) -> Inspection:
    """PLANNED → DONE: nothing found so far is changed any more; the unit is told of all of it.

    ``held_on``: a day up to today, from the signature on; outside the quarter of the plan only
    when ``sure``. ``seen`` is what the page showed (``shown``); empty: not asked.
    """
    inspection, today = lock(inspection), clock.local_date(at)
    ask(rules.may_inspect(by, inspection, today), why_not(by, inspection, today, NOT_NOW))
    ask(seen in ("", shown(inspection)), MOVED_ON)
    conclusion = words(conclusion, "Ghi kết luận.")
    if said := held_objection(inspection, held_on, today):
        raise Refused(said)
    if not sure and (said := held_doubt(inspection, held_on)):
        raise Refused(said)
    points = ActionPoint.objects.filter(finding__inspection=inspection)
    if late := points.filter(due_on__lt=today):
        named = [f"{one.text[:MOST_NAMED]} (hạn {format_date(one.due_on)})" for one in late]
        raise Refused(PAST, lines=named)
    claim(
        Inspection.objects.filter(
            pk=inspection.pk, state__in=sources(INSPECTION_MOVES, InspectionState.DONE)
        ),
        ALREADY_DONE,
        state=InspectionState.DONE,
        held_on=held_on,
        conclusion=conclusion,
        concluded_at=at,
        concluded_by=by,
    )
    record(
        Deed.INSPECTION_CONCLUDED, inspection, by=by, at=at, comment=conclusion,
        held_on=held_on.isoformat(), points=points.count(), verified=inspection.verified.count(),
    )  # fmt: skip
    inspection = lock(inspection)
    emails.inspection_concluded(inspection, list(points.order_by("due_on", "pk")), at=at)
    return inspection


def held_objection(inspection: Inspection, held_on: date, today: date) -> str:
    """Why it cannot have been held that day; empty when it can."""
    called, signed = inspection.called, inspection.commitment.signed_on
    year = inspection.commitment.year.year
    if held_on > today:
        return f"Ngày {called} không được sau ngày hôm nay, {format_date(today)}."
    if held_on.year < year:
        return f"Ngày {called} không được trước năm {year}."
    if signed and held_on < signed:
        return f"Ngày {called} không được trước ngày ký cam kết ({format_date(signed)})."
    return ""


def held_doubt(inspection: Inspection, held_on: date) -> str:
    """The question about a day outside the quarter of the plan; empty where there is none."""
    year = inspection.commitment.year
    if (held_on.year, periods.quarter_of(held_on)) == (year.year, inspection.quarter):
        return ""
    return (
        f"Ngày {format_date(held_on)} không thuộc {within(inspection.quarter, year)} "
        "của kế hoạch. Đề nghị kiểm tra lại; nếu đúng, xin đánh dấu xác nhận."
    )
