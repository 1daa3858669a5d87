"""Who may draft, propose and decide an amendment of what was signed, and until when."""

from datetime import date

from commitments.models import Amendment, Commitment, Year
from commitments.states import AmendmentState, CommitmentState, YearState
from units.models import Person
from units.roles import Permission


def amend_until(year: Year) -> date:
    """The last day on which an amendment may be proposed; 30 November unless the Office says."""
    return year.amend_until or date(year.year, 11, 30)


def is_amendable(commitment: Commitment, on: date) -> bool:
    """Signed, in a year in force, and the window before the year's end is open."""
    return (
        commitment.state == CommitmentState.SIGNED
        and commitment.year.state == YearState.IN_FORCE
        and on <= amend_until(commitment.year)
    )


def may_start_amendment(person: Person, commitment: Commitment, on: date) -> bool:
    return is_amendable(commitment, on) and person.can(
        Permission.DRAFT_AMENDMENT, commitment.unit, on
    )


def may_write_amendment(person: Person, amendment: Amendment, on: date) -> bool:
    """Change the draft; after the window too, though it can no longer be proposed."""
    commitment = amendment.commitment
    return (
        amendment.state == AmendmentState.DRAFT
        and commitment.state == CommitmentState.SIGNED
        and person.can(Permission.DRAFT_AMENDMENT, commitment.unit, on)
    )


def may_drop_amendment(person: Person, amendment: Amendment, on: date) -> bool:
    """A draft may be dropped at any time, also when the year is closed."""
    return amendment.state == AmendmentState.DRAFT and person.can(
        Permission.DRAFT_AMENDMENT, amendment.commitment.unit, on
    )


def may_propose_amendment(person: Person, amendment: Amendment, on: date) -> bool:
    """The head alone; others draft (domain.md §6)."""
    return (
        amendment.state == AmendmentState.DRAFT
        and is_amendable(amendment.commitment, on)
        and person.can(Permission.PROPOSE_AMENDMENT, amendment.commitment.unit, on)
    )


def may_rebase_amendment(person: Person, amendment: Amendment, on: date) -> bool:
    """Join a draft with what is in force: its writers. What is already proposed: the head."""
    if amendment.state == AmendmentState.PROPOSED:
        return amendment.commitment.state == CommitmentState.SIGNED and person.can(
            Permission.PROPOSE_AMENDMENT, amendment.commitment.unit, on
        )
    return may_write_amendment(person, amendment, on)


def may_decide_amendment(person: Person, amendment: Amendment, on: date) -> bool:
    """A standing member; what was proposed in the window may be decided after it."""
    return (
        amendment.state == AmendmentState.PROPOSED
        and amendment.commitment.state == CommitmentState.SIGNED
        and person.can(Permission.DECIDE_AMENDMENT, amendment.commitment.unit, on)
    )
