"""The year's plan of inspections; those of a quarter held, concluded, and mended after."""

from camket.demo.inspections import INSPECTIONS
from camket.demo.shapes import CheckSpec, FoundSpec, InspectionSpec, MendSpec
from camket.demo.telling.stage import Stage, at, minute_of
from commitments.models import ActionPoint, Inspection
from commitments.workflow import inspecting
from commitments.workflow.inspecting import FindingData, PlanData, PointData, VerifiedData


def plan(stage: Stage, year: int) -> None:
    """The whole plan of a year, each line entered by the inspectors."""
    for spec in INSPECTIONS:
        if spec.year == year:
            inspecting.plan_inspections(
                year=stage.years[year],
                commitments=[stage.commitment(year, unit).pk for unit in spec.units],
                data=PlanData(
                    quarter=spec.quarter,
                    purpose=spec.purpose,
                    planned_on=spec.planned_on,
                    form=spec.form,
                    led_by=stage.inspector.pk,
                ),
                by=stage.inspector,
                at=at(spec.entered_on, 9),
            )


def hold(stage: Stage, year: int, quarter: int) -> None:
    """Those of a quarter that were held or cancelled, with what came of them."""
    for spec in INSPECTIONS:
        if (spec.year, spec.quarter) != (year, quarter):
            continue
        if spec.cancelled_on:
            inspecting.cancel(
                inspection=_row(stage, spec),
                reason=spec.cancelled_because,
                by=stage.inspector,
                at=at(spec.cancelled_on, 15),
            )
        elif spec.held_on and spec.concluded_on:
            _conclude(stage, spec)


def _conclude(stage: Stage, spec: InspectionSpec) -> None:
    assert spec.held_on
    assert spec.concluded_on
    row, minute = _row(stage, spec), minute_of(spec.units[0])
    for check in spec.checks:
        _check(stage, spec, row, check)
    for found in spec.findings:
        _find(stage, spec, row, found)
    inspecting.conclude(
        inspection=row,
        held_on=spec.held_on,
        conclusion=spec.conclusion,
        by=stage.inspector,
        at=at(spec.concluded_on, 16, minute),
    )
    for found in spec.findings:
        for mend in found.mends:
            _mend(stage, row, mend)


def _check(stage: Stage, spec: InspectionSpec, row: Inspection, check: CheckSpec) -> None:
    assert spec.concluded_on
    task = row.commitment.tasks.get(number=check.task_no)
    steps = list(task.milestones.all())
    inspecting.verify_value(
        inspection=row,
        task=task,
        data=VerifiedData(
            status=check.status,
            value=check.value,
            steps=frozenset(steps[number - 1].pk for number in check.steps),
            note=check.note,
        ),
        by=stage.inspector,
        at=at(spec.concluded_on, 14),
    )


def _find(stage: Stage, spec: InspectionSpec, row: Inspection, found: FoundSpec) -> None:
    assert spec.concluded_on
    points = [PointData(mend.text, mend.due_on) for mend in found.mends]
    inspecting.record_finding(
        inspection=row,
        data=FindingData(text=found.text, task=found.task_no, points=points),
        by=stage.inspector,
        at=at(spec.concluded_on, 15),
    )


def _mend(stage: Stage, row: Inspection, mend: MendSpec) -> None:
    """Reported by the unit's head, confirmed by the inspectors, as far as it came."""
    if mend.done_on is None:
        return
    action = ActionPoint.objects.get(finding__inspection=row, text=mend.text)
    head = stage.heads[row.commitment.unit.code]
    inspecting.report_action(action=action, note=mend.done, by=head, at=at(mend.done_on, 10))
    if mend.verified_on:
        inspecting.verify_action(action=action, by=stage.inspector, at=at(mend.verified_on, 9))


def _row(stage: Stage, spec: InspectionSpec) -> Inspection:
    commitment = stage.commitment(spec.year, spec.units[0])
    return Inspection.objects.with_names().get(commitment=commitment, quarter=spec.quarter)
