"""Who may ask a unit to explain what is red, who answers, who takes the question back."""

from datetime import date

from commitments.models import Commitment, Explanation
from commitments.states import CommitmentState, ExplanationState, YearState
from units.models import Person
from units.roles import Permission


def may_ask_explanation(person: Person, commitment: Commitment, on: date) -> bool:
    """Of what was signed, while its year is in force."""
    return (
        commitment.state == CommitmentState.SIGNED
        and commitment.year.state == YearState.IN_FORCE
        and person.can(Permission.ASK_EXPLANATION, commitment.unit, on)
    )


def may_draft_explanation(person: Person, explanation: Explanation, on: date) -> bool:
    """Write what the unit will answer, for somebody else to send."""
    return explanation.state == ExplanationState.OPEN and person.can(
        Permission.DRAFT_EXPLANATION, explanation.commitment.unit, on
    )


def may_answer_explanation(person: Person, explanation: Explanation, on: date) -> bool:
    """The unit's head, who may allow the reporter to, or the Office for it.

    Also after the date, and when the year is closed. An answer is final: writing it is not enough.
    """
    return explanation.state == ExplanationState.OPEN and person.can(
        Permission.ANSWER_EXPLANATION, explanation.commitment.unit, on
    )


def may_withdraw_explanation(person: Person, explanation: Explanation, on: date) -> bool:
    """Whoever may ask; the asker is told when it was somebody else."""
    return explanation.state == ExplanationState.OPEN and person.can(
        Permission.ASK_EXPLANATION, explanation.commitment.unit, on
    )
