"""A proposal is answered by whom it is put to, or by the Office in their name; or put to another."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim, digest
from camket.text import nfc
from commitments import emails, quality, rules
from commitments.models import Addressee, Proposal
from commitments.states import PROPOSAL_MOVES, ProposalOutcome, ProposalState, sources
from commitments.workflow.registering import for_head
from commitments.workflow.words import words
from units.models import Person, Unit
from units.roles import Role

MOST_NAME = 200  # the width of ``Proposal.on_behalf_of``
MOVED_ON = (
    "Nội dung kiến nghị, nơi nhận hoặc hạn trả lời vừa thay đổi sau khi trang này được mở. Đề nghị "
    "đọc lại rồi trả lời."
)
OWN_UNIT = (
    "Người của đơn vị kiến nghị không tự trả lời kiến nghị của đơn vị mình. "
    "Đề nghị người khác trả lời."
)


@transaction.atomic
def answer_proposal(
    *,
    proposal: Proposal,
    outcome: str,
    answer: str,
    on_behalf_of: str = "",
    by: Person,
    at: datetime,
    seen: str = "",
) -> Proposal:
    """OPEN → ANSWERED with an outcome and words; the proposing unit is told at once.

    ``on_behalf_of``: whose answer it is, in words, when somebody else records it ("UBND thành
    phố"); kept empty for a standing member's and a unit's own. ``seen`` is what the page showed
    (``shown``); Refused when that has changed. Empty: not asked. Of two answers one wins.
    """
    proposal = lock(proposal)
    today = clock.local_date(at)
    ask(rules.may_answer_proposal(by, proposal, today), why_not_answered(by, proposal, today))
    ask(seen in ("", shown(proposal)), MOVED_ON)
    ask(outcome in ProposalOutcome.values, "Chọn kết quả trả lời kiến nghị.")
    answer = words(answer, "Ghi nội dung trả lời.")
    behalf = _behalf(proposal, on_behalf_of, by, at)
    claim(
        Proposal.objects.filter(
            pk=proposal.pk, state__in=sources(PROPOSAL_MOVES, ProposalState.ANSWERED)
        ),
        state=ProposalState.ANSWERED,
        outcome=outcome,
        answer=answer,
        answered_at=at,
        answered_by=by,
        on_behalf_of=behalf,
    )
    proposal = lock(proposal)
    late = proposal.days_late(today)
    record(
        Deed.PROPOSAL_ANSWERED, proposal, by=by, at=at, on_behalf_of=behalf, comment=answer,
        outcome=outcome, days_late=late,
    )  # fmt: skip
    emails.proposal_answered(proposal, at=at)
    return proposal


@transaction.atomic
def forward_proposal(
    *,
    proposal: Proposal,
    addressee: str,
    addressed_unit: Unit | None,
    due_on: date,
    reason: str,
    by: Person,
    at: datetime,
    seen: str = "",
) -> Proposal:
    """Put an open proposal to another addressee, or move its deadline; both need a reason.

    Whoever has it now is given the least time to answer, up to a working day.

    The new addressee, the former one and the proposing unit are told. ``seen`` as in ``answer_proposal``.
    """
    proposal, today = lock(proposal), clock.local_date(at)
    ask(rules.may_forward_proposal(by, proposal, today), why_not(proposal))
    ask(seen in ("", shown(proposal)), MOVED_ON)
    unit = _unit_of(proposal, addressee, addressed_unit)
    reason = words(reason, "Chuyển kiến nghị hoặc đổi hạn trả lời phải nêu lý do.")
    before = proposal.addressee, proposal.addressed_unit_id, proposal.due_on
    after = addressee, unit.pk if unit else None, due_on
    ask(after != before, "Chưa đổi nơi nhận, cũng chưa đổi hạn trả lời.")
    if said := quality.reply_day_objection(due_on, today):
        raise Refused(said)
    was, asked = proposal.put_to, proposal.addressed_unit
    claim(
        Proposal.objects.filter(pk=proposal.pk, state=ProposalState.OPEN),
        addressee=addressee,
        addressed_unit=unit,
        due_on=due_on,
    )
    proposal = lock(proposal)
    entry = record(
        Deed.PROPOSAL_FORWARDED, proposal, by=by, at=at, comment=reason,
        before=[was, before[2].isoformat()], after=[proposal.put_to, due_on.isoformat()],
    )  # fmt: skip
    emails.proposal_forwarded(proposal, was, reason, thing=str(entry.pk), at=at)
    if after[:2] != before[:2]:
        _tell_units(proposal, asked, thing=entry.pk, at=at)
    return proposal


def lock(proposal: Proposal) -> Proposal:
    """Second beat: the row as it is now, locked where the engine can."""
    Proposal.objects.select_for_update().values_list("pk").get(pk=proposal.pk)
    return Proposal.objects.with_names().get(pk=proposal.pk)


def shown(proposal: Proposal) -> str:
    """What a page that asks for an answer shows: words, addressee, deadline."""
    unit, due_on = proposal.addressed_unit_id, proposal.due_on.isoformat()
    return digest([proposal.state, proposal.text, proposal.addressee, unit, due_on])


def why_not(proposal: Proposal) -> str:
    """The sentence to somebody who cannot answer or forward it now."""
    if proposal.state == ProposalState.ANSWERED:
        return f"Kiến nghị này đã được trả lời: {proposal.get_outcome_display().lower()}."
    if proposal.state == ProposalState.WITHDRAWN:
        return "Đơn vị đã rút kiến nghị này, hoặc đã rút báo cáo để sửa."
    return ALREADY_DONE


def why_not_answered(person: Person, proposal: Proposal, on: date) -> str:
    """As ``why_not``; or that the own unit has put it."""
    own = person.works_for(proposal.report.commitment.unit, on)
    return OWN_UNIT if own and proposal.state == ProposalState.OPEN else why_not(proposal)


def speaks_for(person: Person, proposal: Proposal, on: date) -> bool:
    """Is the answer this person's own to give, so that no other name is asked for?"""
    unit = proposal.addressed_unit
    if unit is not None:
        return person.works_for(unit, on)
    committee = proposal.report.commitment.year.committee
    return proposal.addressee == Addressee.STANDING and Role.STANDING in person.roles_in(
        committee, on
    )


def name_of(proposal: Proposal) -> str:
    """The addressee's name as an answer is recorded for it; a proposal for the form."""
    committee = proposal.report.commitment.year.committee
    names = {
        Addressee.STANDING: f"Ban Thường vụ {committee.body_name}",
        Addressee.COUNCIL: f"Thường trực HĐND {committee.level_name}",
        Addressee.PEOPLES_COMMITTEE: f"UBND {committee.level_name}",
    }
    unit = proposal.addressed_unit
    return unit.full_name if unit else names[Addressee(proposal.addressee)]


def record(deed: Deed, proposal: Proposal, *, by: Person, at: datetime, **more: Any) -> Any:
    """Fifth beat of a verb on a proposal."""
    committee = proposal.report.commitment.year.committee
    return audit.record(deed, proposal, by=by, at=at, committee=committee, **more)


def _behalf(proposal: Proposal, typed: str, by: Person, at: datetime) -> str:
    """Whose answer it is: the head of the unit when its clerk answers, else what was typed."""
    on, unit = clock.local_date(at), proposal.addressed_unit
    if not speaks_for(by, proposal, on):
        name = nfc(typed).strip()
        ask(bool(name), "Ghi rõ trả lời thay mặt cơ quan nào.")
        ask(len(name) <= MOST_NAME, f"Tên cơ quan trả lời dài quá {MOST_NAME} ký tự.")
        return name
    return for_head(by, unit, at) if unit else ""


def _unit_of(proposal: Proposal, addressee: str, unit: Unit | None) -> Unit | None:
    """The unit that is addressed, when one is; never the proposing unit or a foreign one."""
    own = proposal.report.commitment
    ask(addressee in Addressee.values, "Chọn nơi nhận kiến nghị.")
    if addressee != Addressee.UNIT:
        return None
    if unit is None or unit.committee_id != own.year.committee_id or unit.pk == own.unit_id:
        raise Refused("Chọn đơn vị nhận kiến nghị, khác với đơn vị kiến nghị.")
    return unit


def _tell_units(proposal: Proposal, asked: Unit | None, *, thing: int, at: datetime) -> None:
    """The unit that has it now, and the one that had it."""
    if proposal.addressed_unit:
        emails.proposal_put(proposal, thing=str(thing), at=at)
    if asked:
        emails.proposal_withdrawn(proposal, asked, thing=str(thing), at=at)
