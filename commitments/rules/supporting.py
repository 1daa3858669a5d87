"""Who may answer for a unit that another unit's task names as supporting, and when."""

from datetime import date

from commitments.models import Support
from commitments.states import ANSWERABLE, WRITABLE_YEARS, CommitmentState, SupportState
from units.models import Person
from units.roles import Permission


def may_answer_support(person: Person, support: Support, on: date) -> bool:
    """The supporting unit, or the Office for it, once asked.

    The lead unit's signature ends changing one's mind; what was never answered may be answered
    after it.
    """
    commitment = support.task.commitment
    signed = commitment.state == CommitmentState.SIGNED
    return (
        support.asked_at is not None
        and commitment.state in ANSWERABLE
        and not (signed and support.state != SupportState.WAITING)
        and support.task.left_on is None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.ANSWER_SUPPORT, support.unit, on)
    )
