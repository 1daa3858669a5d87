"""What is told of a proposal: to the unit it is put to, and to the unit that has made it."""

from datetime import datetime
from typing import Any

from camket.text import format_date, shorten
from commitments.emails.addresses import proposal_href, proposals_href
from commitments.emails.deed import Deed, Facts, tell
from commitments.models import Proposal
from commitments.states import ProposalOutcome
from units.models import Unit

MOST = 400  # characters of a proposal's words in a mail; all of them stand on its page


def proposal_put(proposal: Proposal, *, thing: str, at: datetime) -> None:
    """To the addressed unit."""
    asked = proposal.addressed_unit
    if asked is not None:
        deed = _deed("proposal_put", thing, proposal, at, "Xem và trả lời", to=asked)
        facts = [("Đơn vị kiến nghị", proposal.report.commitment.unit.full_name)]
        _tell(deed, facts, proposal, asked=asked)


def proposal_withdrawn(proposal: Proposal, asked: Unit, *, thing: str, at: datetime) -> None:
    """To the unit that was asked and need not answer: withdrawn, or put to somebody else now.

    Leads to the list: the proposal itself is not that unit's to read any more.
    """
    commitment, href = proposal.report.commitment, proposals_href(proposal)
    deed = Deed("proposal_withdrawn", thing, commitment, at, href, "Xem các kiến nghị", asked)
    facts = [
        ("Nội dung kiến nghị", shorten(proposal.text, MOST)),
        ("Đơn vị kiến nghị", commitment.unit.full_name),
    ]
    tell(deed, facts, period=proposal.report.period, asked=asked)


def proposal_forwarded(
    proposal: Proposal, was: str, reason: str, *, thing: str, at: datetime
) -> None:
    """To the proposing unit: another addressee or another deadline. ``was``: the former addressee."""
    deed = _deed("proposal_forwarded", thing, proposal, at, "Xem kiến nghị")
    more = {"was": was, "put_to": proposal.put_to, "comment": reason}
    _tell(deed, [("Gửi đến", proposal.put_to)], proposal, **more)


def proposal_answered(proposal: Proposal, *, at: datetime) -> None:
    """To the proposing unit, at once."""
    deed = _deed("proposal_answered", str(proposal.pk), proposal, at, "Xem trả lời")
    sender = proposal.on_behalf_of or proposal.put_to
    _tell(
        deed,
        [("Kết quả", proposal.get_outcome_display())],
        proposal,
        outcome=proposal.get_outcome_display(),
        adjusts=proposal.outcome == ProposalOutcome.ADJUSTED,
        comment=proposal.answer,
        sender=sender,
    )


def _deed(
    kind: str, thing: str, proposal: Proposal, at: datetime, button: str, to: Unit | None = None
) -> Deed:
    commitment = proposal.report.commitment
    return Deed(kind, thing, commitment, at, proposal_href(proposal), button, to)


def _tell(deed: Deed, facts: Facts, proposal: Proposal, **context: Any) -> None:
    due = format_date(proposal.due_on)
    facts = [("Nội dung kiến nghị", shorten(proposal.text, MOST)), *facts, ("Hạn trả lời", due)]
    tell(deed, facts, period=proposal.report.period, due=due, **context)
