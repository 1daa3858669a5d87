"""What a unit is told of an inspection, and the inspectors of what the unit has mended."""

from collections.abc import Sequence
from datetime import datetime

from camket import clock
from camket.text import format_date
from commitments.emails.addresses import action_href, inspection_href, inspectors_of
from commitments.emails.deed import Deed, Facts, tell
from commitments.models import ActionPoint, Finding, Inspection
from commitments.states import ActionState

MOST = 10  # action points named in a mail; all of them stand on the page
INSPECTORS = "Ủy ban Kiểm tra"


def inspection_concluded(
    inspection: Inspection, points: Sequence[ActionPoint], *, at: datetime
) -> None:
    deed = Deed(
        "inspection_concluded", str(inspection.pk), inspection.commitment, at,
        inspection_href(inspection), "Xem kết luận",
    )  # fmt: skip
    tell(
        deed,
        _facts(inspection) + _of_points(points),
        inspection=inspection,
        count=len(points),
        comment=inspection.conclusion,
        sender=INSPECTORS,
    )


def finding_added(finding: Finding, *, thing: str, at: datetime) -> None:
    """Found after the conclusion: with what is to be mended."""
    inspection = finding.inspection
    points = list(finding.action_points.order_by("due_on", "pk"))
    deed = Deed(
        "finding_added", thing, inspection.commitment, at,
        inspection_href(inspection), "Xem nội dung bổ sung",
    )  # fmt: skip
    tell(
        deed,
        _facts(inspection) + _of_points(points),
        inspection=inspection,
        comment=finding.text,
        sender=INSPECTORS,
    )


def action_done(action: ActionPoint, *, thing: str, at: datetime) -> None:
    """To the committee's inspectors: somebody has to look whether it is so."""
    inspection = action.finding.inspection
    deed = Deed(
        "action_done", thing, inspection.commitment, at, action_href(action), "Xem và xác nhận"
    )
    tell(
        deed,
        _of_action(action),
        people=inspectors_of(inspection.commitment.year.committee, at),
        action=action,
        comment=action.done_note,
        sender=inspection.commitment.unit.short_name,
    )


def action_judged(action: ActionPoint, *, thing: str, at: datetime) -> None:
    """To the unit: confirmed, or what is left to be mended."""
    verified = action.state == ActionState.VERIFIED
    deed = Deed(
        "action_verified" if verified else "action_refused", thing,
        action.finding.inspection.commitment, at, action_href(action),
        "Xem yêu cầu" if verified else "Khắc phục và báo lại",
    )  # fmt: skip
    tell(
        deed,
        _of_action(action),
        action=action,
        comment=action.verified_note,
        sender=INSPECTORS,
        is_late=not verified and action.due_on < clock.local_date(at),
    )


def _facts(inspection: Inspection) -> Facts:
    held = format_date(inspection.held_on) if inspection.held_on else ""
    return [("Hình thức", inspection.get_form_display()), (f"Ngày {inspection.called}", held)]


def _of_points(points: Sequence[ActionPoint]) -> Facts:
    facts = [(f"Hạn {format_date(one.due_on)}", one.text[:300]) for one in points[:MOST]]
    if len(points) > MOST:
        facts.append(("Yêu cầu khác", f"{len(points) - MOST} yêu cầu, xem trong kết luận"))
    return facts


def _of_action(action: ActionPoint) -> Facts:
    return [("Yêu cầu", action.text[:400]), ("Hạn khắc phục", format_date(action.due_on))]
