"""Who may choose among registered tasks, propose a change to one, and answer that. Source: domain.md §6."""

from datetime import date

from commitments.models import Commitment, Year
from commitments.rules.registering import may_prepare
from commitments.rules.years import WRITABLE_YEARS
from commitments.states import CommitmentState
from units.models import Person
from units.roles import Permission

# A suggestion stays open when the registration is sent back, until the unit has answered it.
ANSWERABLE = (CommitmentState.SUBMITTED, CommitmentState.SENT_BACK)


def may_choose(person: Person, commitment: Commitment, on: date) -> bool:
    """Choose what is signed, or propose a change: the Office, until the approval."""
    return may_prepare(person, commitment, on)


def may_withdraw_suggestion(person: Person, commitment: Commitment, on: date) -> bool:
    return _is_answerable(commitment) and person.can(
        Permission.PREPARE_REGISTRATION, commitment.unit, on
    )


def may_answer_suggestion(person: Person, commitment: Commitment, on: date) -> bool:
    """Whoever may hand the registration in; the Office on behalf of the head."""
    return _is_answerable(commitment) and person.can(
        Permission.SUBMIT_REGISTRATION, commitment.unit, on
    )


def may_assign_many(person: Person, year: Year, on: date) -> bool:
    """Assign one task to many units of the year; each unit's own state is asked beside this."""
    return year.state in WRITABLE_YEARS and person.can(
        Permission.PREPARE_REGISTRATION, year.committee, on
    )


def _is_answerable(commitment: Commitment) -> bool:
    return commitment.state in ANSWERABLE and commitment.year.state in WRITABLE_YEARS
