"""Who may sign an approved commitment, alone or at the conference, and when."""

from datetime import date

from commitments.models import Commitment, Year
from commitments.rules.years import WRITABLE_YEARS
from commitments.states import SIGNED_STATES, CommitmentState
from units.models import Person
from units.roles import Permission


def may_sign_as_head(person: Person, commitment: Commitment, on: date) -> bool:
    return (
        commitment.state == CommitmentState.APPROVED
        and commitment.head_signed_at is None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.SIGN_AS_HEAD, commitment.unit, on)
    )


def may_sign_as_standing(person: Person, commitment: Commitment, on: date) -> bool:
    return (
        commitment.state == CommitmentState.APPROVED
        and commitment.standing_signed_at is None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.SIGN_AS_STANDING, commitment.unit, on)
    )


def may_hold_conference(person: Person, year: Year, on: date) -> bool:
    """Sign all ready commitments at once: a standing member, or the Office recording paper."""
    return year.state in WRITABLE_YEARS and (
        person.can(Permission.SIGN_AS_STANDING, year.committee, on)
        or person.can(Permission.RECORD_PAPER_SIGNING, year.committee, on)
    )


def may_upload_scan(person: Person, commitment: Commitment, on: date) -> bool:
    """The Office, for what has been signed; also after the year is closed."""
    return commitment.state in SIGNED_STATES and person.can(
        Permission.RECORD_PAPER_SIGNING, commitment.unit, on
    )
