"""Who may write a registration, send it, judge it and approve it, and when."""

from datetime import date

from commitments.models import Commitment
from commitments.rules.years import WRITABLE_YEARS
from commitments.states import UNIT_MAY_WRITE_COMMITMENT, CommitmentState
from units.models import Person
from units.roles import Permission


def may_write_registration(person: Person, commitment: Commitment, on: date) -> bool:
    return (
        commitment.state in UNIT_MAY_WRITE_COMMITMENT
        and commitment.year.state in WRITABLE_YEARS
        and not commitment.unit.has_ended(on)
        and person.can(Permission.WRITE_REGISTRATION, commitment.unit, on)
    )


def may_submit_registration(person: Person, commitment: Commitment, on: date) -> bool:
    return may_write_registration(person, commitment, on) and person.can(
        Permission.SUBMIT_REGISTRATION, commitment.unit, on
    )


def may_prepare(person: Person, commitment: Commitment, on: date) -> bool:
    """Send back or pass on: the Office, until the Standing Committee has approved."""
    return (
        commitment.state == CommitmentState.SUBMITTED
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.PREPARE_REGISTRATION, commitment.unit, on)
    )


def may_send_back(person: Person, commitment: Commitment, on: date) -> bool:
    """The Office; and a standing member, instead of approving what was passed on."""
    return may_prepare(person, commitment, on) or may_approve(person, commitment, on)


def may_assign(person: Person, commitment: Commitment, on: date) -> bool:
    """Assign a task or grant an exception: any time before approval, to a unit that goes on."""
    return (
        commitment.state in (*UNIT_MAY_WRITE_COMMITMENT, CommitmentState.SUBMITTED)
        and commitment.year.state in WRITABLE_YEARS
        and not commitment.unit.has_ended(on)
        and person.can(Permission.PREPARE_REGISTRATION, commitment.unit, on)
    )


def may_approve(person: Person, commitment: Commitment, on: date) -> bool:
    """A standing member, once the Office has passed the registration on."""
    return (
        commitment.state == CommitmentState.SUBMITTED
        and commitment.passed_on_at is not None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.APPROVE_COMMITMENT, commitment.unit, on)
    )
