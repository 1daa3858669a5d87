"""An inspection of the ward brought to a state by the real verbs, in the first quarter of 2021.

Planned on 1 February for 10 March; the ward has reported 30 households of task 1 and the first
step of task 2 (``quarter_cast``); concluded on 24 March with one thing to be mended by 15 April.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from commitments.models import ActionPoint, Commitment, Finding, Inspection, VerifiedValue
from commitments.progress import Status
from commitments.workflow import inspecting
from commitments.workflow.inspecting import FindingData, PlanData, PointData, VerifiedData
from tests import cast as stage
from tests.cast import Cast

PLANNED, FOUND, CONCLUDED = stage.at(2, 1), stage.at(3, 23), stage.at(3, 24)
REPORTED, JUDGED = stage.at(4, 5), stage.at(4, 8)
HELD_ON, DUE = date(2021, 3, 10), date(2021, 4, 15)
PLAN = PlanData(quarter=1, purpose="Xem hồ sơ việc 1", planned_on=HELD_ON)
POINT = PointData("Lập lại 3 biên bản", DUE)


def plan(cast: Cast, *commitments: Commitment, **changes: Any) -> list[Inspection]:
    words: dict[str, Any] = {"data": PLAN, "by": cast.inspector, "at": PLANNED}
    return inspecting.plan_inspections(
        year=commitments[0].year, commitments=[one.pk for one in commitments], **words | changes
    )


def planned(cast: Cast, commitment: Commitment) -> Inspection:
    return plan(cast, commitment)[0]


def find(cast: Cast, inspection: Inspection, **changes: Any) -> Finding:
    data = FindingData(
        **{"text": "3/12 biên bản thiếu chữ ký", "task": 1, "points": [POINT]} | changes
    )
    return inspecting.record_finding(inspection=inspection, data=data, by=cast.inspector, at=FOUND)


def verify(cast: Cast, inspection: Inspection, n: int = 1, **changes: Any) -> VerifiedValue:
    task = inspection.commitment.tasks.get(number=n)
    words = {"status": Status.IN_PROGRESS, "note": "Đếm tại thực địa."}
    if task.is_quantity:
        words["value"] = Decimal(24)
    return inspecting.verify_value(
        inspection=inspection, task=task, data=VerifiedData(**words | changes),
        by=cast.inspector, at=FOUND,
    )  # fmt: skip


def conclude(cast: Cast, inspection: Inspection, **changes: Any) -> Inspection:
    words = {"held_on": HELD_ON, "conclusion": "Có tiến bộ.", "by": cast.inspector}
    return inspecting.conclude(inspection=inspection, **{"at": CONCLUDED} | words | changes)


def concluded(cast: Cast, commitment: Commitment) -> Inspection:
    """DONE, with one finding on task 1 and one thing to be mended."""
    inspection = planned(cast, commitment)
    find(cast, inspection)
    return conclude(cast, inspection)


def opened(cast: Cast, commitment: Commitment) -> ActionPoint:
    """The one thing to be mended, OPEN."""
    inspection = concluded(cast, commitment)
    return ActionPoint.objects.with_names().get(finding__inspection=inspection)


def reported(cast: Cast, commitment: Commitment, **changes: Any) -> ActionPoint:
    """DONE: the ward's head says that it has been mended."""
    return report(cast, opened(cast, commitment), **changes)


def report(cast: Cast, action: ActionPoint, **changes: Any) -> ActionPoint:
    words = {"note": "Đã ký lại ngày 2/4.", "by": cast.head, "at": REPORTED}
    return inspecting.report_action(action=action, **words | changes)


def verified(cast: Cast, commitment: Commitment) -> ActionPoint:
    action = reported(cast, commitment)
    return inspecting.verify_action(action=action, by=cast.inspector, at=JUDGED)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
