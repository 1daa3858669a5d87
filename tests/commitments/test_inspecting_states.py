"""Every verb on an inspection and on what is to be mended × every state × everybody."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction

from camket.audit import Refused
from commitments.models import ActionPoint, Commitment, Inspection
from commitments.progress import Status
from commitments.states import ActionState, CommitmentState, InspectionState
from commitments.workflow import inspecting
from commitments.workflow.inspecting import FindingData, VerifiedData
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import inspecting_cast as acts

PEOPLE = (
    "clerk", "office_head", "standing", "inspector", "head", "reporter", "bureau_head", "admin",
    "stranger", "nobody",
)  # fmt: skip
PLANNERS = {"clerk", "office_head", "inspector"}
INSPECTORS = {"inspector"}
ANSWERERS = {"clerk", "office_head", "head", "reporter"}

Do = Callable[[Any, Any], object]


def allowed(cast: Cast, row: Any, do: Do) -> set[str]:
    """Who may; each tries on the same row, and what was done is undone."""
    found = set()
    for who in PEOPLE:
        with transaction.atomic():
            with suppress(Refused):
                do(row, getattr(cast, who))
                found.add(who)
            transaction.set_rollback(True)
    return found


def edit(row: Inspection, by: Any) -> object:
    return inspecting.edit_plan(
        inspection=row, data=acts.PLAN, version=row.version, by=by, at=acts.FOUND
    )


def cancel(row: Inspection, by: Any) -> object:
    return inspecting.cancel(inspection=row, reason="Giãn cách", by=by, at=acts.FOUND)


def find(row: Inspection, by: Any) -> object:
    data = FindingData(text="Thêm một điều")
    return inspecting.record_finding(inspection=row, data=data, by=by, at=acts.CONCLUDED)


def rewrite(row: Inspection, by: Any) -> object:
    data, finding = FindingData(text="Nói lại"), row.findings.first()
    assert finding
    return inspecting.record_finding(
        inspection=row, data=data, finding=finding, by=by, at=acts.CONCLUDED
    )


def verify_value(row: Inspection, by: Any) -> object:
    data = VerifiedData(status=Status.DONE, note="Đã xem")
    task = row.commitment.tasks.get(number=2)
    return inspecting.verify_value(inspection=row, task=task, data=data, by=by, at=acts.FOUND)


def conclude(row: Inspection, by: Any) -> object:
    return inspecting.conclude(
        inspection=row, held_on=acts.HELD_ON, conclusion="Tốt", by=by, at=acts.CONCLUDED
    )


OPEN = {InspectionState.PLANNED}
INSPECTION_DEEDS: dict[str, tuple[Do, set[str], set[str]]] = {
    "edit": (edit, OPEN, PLANNERS),
    "cancel": (cancel, OPEN, PLANNERS),
    "find": (find, {InspectionState.PLANNED, InspectionState.DONE}, INSPECTORS),
    "rewrite": (rewrite, OPEN, INSPECTORS),
    "verify_value": (verify_value, OPEN, INSPECTORS),
    "conclude": (conclude, OPEN, INSPECTORS),
}


def inspection_in(cast: Cast, state: str, *, found: bool) -> Inspection:
    """``found``: with a finding, as one that was cancelled cannot have come to any more."""
    row = acts.planned(cast, stage.signed(cast))
    if found:
        acts.find(cast, row)
    if state == InspectionState.CANCELLED:
        Inspection.objects.filter(pk=row.pk).update(state=state, cancelled_because="Mưa lũ")
    elif state == InspectionState.DONE:
        acts.conclude(cast, row)
    return Inspection.objects.with_names().get(pk=row.pk)


@pytest.mark.parametrize("deed", INSPECTION_DEEDS)
@pytest.mark.parametrize("state", InspectionState.values)
def test_an_inspection(cast: Cast, state: str, deed: str) -> None:
    do, states, people = INSPECTION_DEEDS[deed]
    row = inspection_in(cast, state, found=deed != "cancel")
    assert allowed(cast, row, do) == (people if state in states else set())
    assert acts.fresh(row).state == state


def report(row: ActionPoint, by: Any) -> object:
    return inspecting.report_action(action=row, note="Xong", by=by, at=acts.REPORTED)


def verify(row: ActionPoint, by: Any) -> object:
    return inspecting.verify_action(action=row, by=by, at=acts.JUDGED)


def refuse(row: ActionPoint, by: Any) -> object:
    return inspecting.refuse_action(action=row, comment="Còn thiếu", by=by, at=acts.JUDGED)


ACTION_DEEDS: dict[str, tuple[Do, str, set[str]]] = {
    "report": (report, ActionState.OPEN, ANSWERERS),
    "verify": (verify, ActionState.DONE, INSPECTORS),
    "refuse": (refuse, ActionState.DONE, INSPECTORS),
}
REACHED = {
    ActionState.OPEN: acts.opened,
    ActionState.DONE: acts.reported,
    ActionState.VERIFIED: acts.verified,
}


@pytest.mark.parametrize("deed", ACTION_DEEDS)
@pytest.mark.parametrize("state", ActionState.values)
def test_what_is_to_be_mended(cast: Cast, state: str, deed: str) -> None:
    do, of_state, people = ACTION_DEEDS[deed]
    row = REACHED[ActionState(state)](cast, stage.signed(cast))
    assert allowed(cast, row, do) == (people if state == of_state else set())
    assert acts.fresh(row).state == state


@pytest.mark.parametrize("state", CommitmentState.values)
def test_planning(cast: Cast, state: str) -> None:
    row = stage.signed(cast)
    Commitment.objects.filter(pk=row.pk).update(state=state)
    found = allowed(cast, row, lambda row, by: acts.plan(cast, row, by=by))
    assert found == (PLANNERS if state == CommitmentState.SIGNED else set())
    assert not Inspection.objects.exists()


def test_before_the_conclusion_nothing_is_put_to_the_unit(cast: Cast) -> None:
    """Twin of ``report`` above: the same row can be answered once it was concluded."""
    row = acts.planned(cast, stage.signed(cast))
    acts.find(cast, row)
    action = ActionPoint.objects.with_names().get()
    with pytest.raises(Refused):
        acts.report(cast, action)
    assert not ActionPoint.objects.visible_to(cast.head).exists()
    acts.conclude(cast, row)
    assert ActionPoint.objects.visible_to(cast.head).exists()
    assert acts.report(cast, action).state == ActionState.DONE
