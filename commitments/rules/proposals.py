"""Who may answer a proposal, put it to somebody else, or begin an amendment from its answer."""

from datetime import date

from commitments.models import Addressee, Proposal
from commitments.rules.amending import may_start_amendment
from commitments.states import ProposalOutcome, ProposalState
from units.models import Person
from units.roles import Permission, Role

# Whose desk a proposal waits on. The Office records the answers of bodies that have no account
# here; what is put to a unit waits for that unit.
ANSWERED_BY = {
    Role.STANDING: (Addressee.STANDING,),
    Role.OFFICE: (Addressee.COUNCIL, Addressee.PEOPLES_COMMITTEE),
}


def may_answer_proposal(person: Person, proposal: Proposal, on: date) -> bool:
    """The Office and the Standing Committee any; a unit's head what is put to the unit.

    Nobody in the committee's name what the own unit has put.

    The reporter when the head has allowed to hand in (domain.md §6): an answer is final.

    At any time, also when the year is closed: a late answer is better than none.
    """
    unit, own = proposal.addressed_unit, proposal.report.commitment.unit
    return proposal.state == ProposalState.OPEN and (
        (person.can(Permission.ANSWER_PROPOSAL, own, on) and not person.works_for(own, on))
        or (unit is not None and person.can(Permission.ANSWER_OWN_PROPOSAL, unit, on))
    )


def may_forward_proposal(person: Person, proposal: Proposal, on: date) -> bool:
    """Another addressee, another deadline: the Office, until it is answered."""
    return proposal.state == ProposalState.OPEN and person.can(
        Permission.FORWARD_PROPOSAL, proposal.report.commitment.unit, on
    )


def may_amend_from(person: Person, proposal: Proposal, on: date) -> bool:
    """Begin an amendment from an answer that agrees to one."""
    return (
        proposal.state == ProposalState.ANSWERED
        and proposal.outcome == ProposalOutcome.ADJUSTED
        and may_start_amendment(person, proposal.report.commitment, on)
    )
