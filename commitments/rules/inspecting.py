"""Who may plan, hold and conclude an inspection, answer what it asks for, and confirm that.

Source: domain.md §5 (ActionPoint), §6.
"""

from datetime import date

from camket import audit, clock
from camket.audit import Deed
from commitments.models import ActionPoint, Commitment, Inspection, Year
from commitments.states import (
    SIGNED_STATES,
    ActionState,
    CommitmentState,
    InspectionState,
    YearState,
)
from units.models import Person
from units.roles import Permission

# In which something may still be found: after the conclusion only more, nothing else.
FINDABLE = (InspectionState.PLANNED, InspectionState.DONE)


def may_plan_inspections(person: Person, year: Year, on: date) -> bool:
    """Put units of the year on the plan; each unit's own state is asked beside this."""
    return year.state == YearState.IN_FORCE and person.can(
        Permission.PLAN_INSPECTION, year.committee, on
    )


def may_plan_inspection(person: Person, commitment: Commitment, on: date) -> bool:
    """What is inspected is a promise in force: signed, in a year in force."""
    return (
        commitment.state == CommitmentState.SIGNED
        and commitment.year.state == YearState.IN_FORCE
        and person.can(Permission.PLAN_INSPECTION, commitment.unit, on)
    )


def may_edit_inspection(person: Person, inspection: Inspection, on: date) -> bool:
    """Change a line of the plan, until it was held; nobody in the own unit."""
    unit = inspection.commitment.unit
    return (
        inspection.state == InspectionState.PLANNED
        and person.can(Permission.PLAN_INSPECTION, unit, on)
        and not person.works_for(unit, on)
    )


def may_cancel_inspection(person: Person, inspection: Inspection, on: date) -> bool:
    """Say that it is not held, while nothing was found: what was, is concluded (one query)."""
    return may_edit_inspection(person, inspection, on) and not inspection.is_begun


def may_inspect(person: Person, inspection: Inspection, on: date) -> bool:
    """Verify values, reword findings, conclude: the inspectors, until the conclusion.

    Nobody in the own unit: what was found stands beside what the unit itself has reported.
    """
    unit = inspection.commitment.unit
    return (
        inspection.state == InspectionState.PLANNED
        and inspection.commitment.state in SIGNED_STATES
        and person.can(Permission.INSPECT, unit, on)
        and not person.works_for(unit, on)
    )


def may_add_finding(person: Person, inspection: Inspection, on: date) -> bool:
    """Before the conclusion, and after it: what was overlooked is a finding of its own."""
    unit = inspection.commitment.unit
    return (
        inspection.state in FINDABLE
        and inspection.commitment.state in SIGNED_STATES
        and person.can(Permission.INSPECT, unit, on)
        and not person.works_for(unit, on)
    )


def may_read_results(person: Person, inspection: Inspection, on: date) -> bool:
    """What was found: the committee's readers; the unit once it is concluded."""
    unit = inspection.commitment.unit
    return person.can(Permission.SEE_ALL_ROWS, unit, on) or (
        inspection.state == InspectionState.DONE and person.can(Permission.SEE_OWN_ROWS, unit, on)
    )


def may_report_action(person: Person, action: ActionPoint, on: date) -> bool:
    """Say that it has been mended: the unit, or the Office for it, once it was concluded."""
    inspection = action.finding.inspection
    return (
        action.state == ActionState.OPEN
        and inspection.state == InspectionState.DONE
        and person.can(Permission.ANSWER_ACTION, inspection.commitment.unit, on)
    )


def may_refuse_action(person: Person, action: ActionPoint, on: date) -> bool:
    """Say what is left to be mended: the inspectors."""
    return action.state == ActionState.DONE and person.can(
        Permission.INSPECT, action.finding.inspection.commitment.unit, on
    )


def may_verify_action(person: Person, action: ActionPoint, on: date) -> bool:
    """Confirm it: an inspector, never whoever reported it done nor one of the unit's own people.

    Reported also before it came back, as the record tells (one query); of the unit neither today nor
    on the day on which it was reported done.
    """
    unit, done_at = action.finding.inspection.commitment.unit, action.done_at
    days = {on, clock.local_date(done_at)} if done_at else {on}
    return (
        may_refuse_action(person, action, on)
        and action.done_by_id != person.pk
        and not any(person.works_for(unit, day) for day in days)
        and not audit.history_of(action).filter(deed=Deed.ACTION_DONE, by=person).exists()
    )
