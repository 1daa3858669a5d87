"""The copy as a whole: begun, given its reason, dropped; found and locked for every verb."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask
from camket.text import format_date, nfc
from commitments import quality, rules
from commitments.models import Amendment, Commitment, Proposal
from commitments.states import AmendmentState
from commitments.workflow import writing
from commitments.workflow.amending.copying import current, promises
from commitments.workflow.registering import on_behalf
from commitments.workflow.words import words
from units.models import Person
from units.roles import Permission

GONE = "Bản soạn điều chỉnh này vừa được người khác bỏ."
NOT_WRITABLE = "Đề nghị điều chỉnh đã gửi hoặc đã được quyết định nên không sửa được nữa."


@transaction.atomic
def start(*, commitment: Commitment, by: Person, at: datetime) -> Amendment:
    """Begin a draft: a copy of what is in force. Several may be open at once.

    A draft of the same person in which nothing is written yet is returned instead: a double
    click is one deed.
    """
    commitment, today = writing.lock(commitment), clock.local_date(at)
    ask(rules.may_start_amendment(by, commitment, today), why_not(commitment, at))
    base = current(commitment, today)
    for known in commitment.amendments.filter(state=AmendmentState.DRAFT, drafted_by=by):
        same = known.base_hash == commitment.content_hash and not known.reason
        if same and promises(known.tasks) == base:
            return known
    return _begun(commitment, base, by=by, at=at)


@transaction.atomic
def start_from(*, proposal: Proposal, by: Person, at: datetime) -> Amendment:
    """Begin a draft from an answer that agrees to an adjustment; the reason names the answer.

    From one answer comes one amendment: what was begun from it, by whomever, is returned instead
    until it is decided, and Refused afterwards.
    """
    commitment, today = writing.lock(proposal.report.commitment), clock.local_date(at)
    proposal = Proposal.objects.with_names().get(pk=proposal.pk)
    ask(rules.may_start_amendment(by, commitment, today), why_not(commitment, at))
    ask(
        rules.may_amend_from(by, proposal, today),
        "Chỉ lập đề nghị điều chỉnh từ kiến nghị đã được trả lời là đồng ý điều chỉnh.",
    )
    known = proposal.amendments.first()
    if known is not None:
        ask(known.decided_at is None, _decided(known))
        return known
    given = {"proposal": proposal, "reason": _reason_from(proposal)}
    return _begun(commitment, current(commitment, today), by=by, at=at, **given)


def _begun(
    commitment: Commitment, base: list[dict[str, Any]], *, by: Person, at: datetime, **given: Any
) -> Amendment:
    made = Amendment.objects.create(
        commitment=commitment,
        base=base,
        base_hash=commitment.content_hash,
        tasks=[task | {"version": 1} for task in base],
        drafted_at=at,
        drafted_by=by,
        on_behalf_of=for_unit(by, commitment, at),
        **given,
    )
    more = {"proposal": made.proposal_id} if made.proposal_id else {}
    record(Deed.AMENDMENT_DRAFTED, made, by=by, at=at, base=commitment.code, **more)
    return made


def _decided(amendment: Amendment) -> str:
    """That an answer has had its amendment, and how another one is begun."""
    if amendment.decided_at is None:
        return ""
    day = format_date(clock.local_date(amendment.decided_at))
    return (
        f"Đề nghị điều chỉnh lập từ trả lời này đã được Thường trực quyết định ngày {day}: "
        f"{amendment.get_state_display().lower()}. Cần điều chỉnh tiếp thì lập đề nghị mới từ trang "
        "bản cam kết."
    )


def _reason_from(proposal: Proposal) -> str:
    """The answer as the reason to begin with; the unit writes on from it."""
    assert proposal.answered_at is not None  # an answered proposal has its moment
    whose = proposal.on_behalf_of or proposal.put_to
    day = format_date(clock.local_date(proposal.answered_at))
    said = (
        f"Theo trả lời ngày {day} của {whose} đối với kiến nghị của đơn vị trong báo cáo "
        f"{proposal.report.period}: {proposal.answer}"
    )
    return said[: quality.MAX_TEXT]


@transaction.atomic
def explain(*, amendment: Amendment, reason: str, seen: str, by: Person, at: datetime) -> Amendment:
    """Write the reason of a draft. ``seen`` is the reason the page showed.

    Raises Conflict, with the other person's words, when somebody wrote another meanwhile.
    """
    amendment = lock(amendment)
    ask(rules.may_write_amendment(by, amendment, clock.local_date(at)), NOT_WRITABLE)
    reason, seen = words(reason), nfc(seen).strip()
    if amendment.reason not in (seen, reason):
        raise Conflict(
            "Người khác vừa ghi lý do khác trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau "
            "để anh/chị chọn.",
            theirs={"reason": amendment.reason},
            version=amendment.version,
        )
    if reason != amendment.reason:
        save(amendment, reason=reason)
        record(Deed.AMENDMENT_DRAFTED, amendment, by=by, at=at, comment=reason)
    return amendment


@transaction.atomic
def drop(*, amendment: Amendment, by: Person, at: datetime) -> None:
    """Throw a draft away; the commitment's record keeps that there was one, and its reason."""
    amendment = lock(amendment)
    ask(rules.may_drop_amendment(by, amendment, clock.local_date(at)), NOT_WRITABLE)
    commitment, reason = amendment.commitment, amendment.reason
    Amendment.objects.filter(pk=amendment.pk, state=AmendmentState.DRAFT).delete()
    writing.record(
        Deed.AMENDMENT_DROPPED,
        commitment,
        by=by,
        at=at,
        on_behalf_of=for_unit(by, commitment, at),
        comment=reason,
    )


def lock(amendment: Amendment) -> Amendment:
    """Second beat: the commitment first, then the amendment, each as it is now.

    All amendments of one commitment wait for each other. Raises Refused when the draft is gone.
    """
    commitment = writing.lock(amendment.commitment)
    found = Amendment.objects.select_for_update().filter(pk=amendment.pk).first()
    if found is None:
        raise Refused(GONE)
    found.commitment = commitment
    return found


def save(amendment: Amendment, **columns: Any) -> None:
    """Write columns of a locked amendment, and move its version on."""
    Amendment.objects.filter(pk=amendment.pk).update(version=F("version") + 1, **columns)
    for name, value in columns.items():
        setattr(amendment, name, value)
    amendment.version += 1


def record(deed: Deed, amendment: Amendment, *, by: Person, at: datetime, **more: Any) -> None:
    """Fifth beat of a verb on an amendment."""
    commitment = amendment.commitment
    audit.record(
        deed,
        amendment,
        by=by,
        at=at,
        committee=commitment.year.committee,
        **{"on_behalf_of": for_unit(by, commitment, at)} | more,
    )


def for_unit(by: Person, commitment: Commitment, at: datetime) -> str:
    """The head's post when the Office prepares; empty for the unit's and the committee's own."""
    unit, on = commitment.unit, clock.local_date(at)
    prepares = by.can(Permission.DRAFT_AMENDMENT, unit, on) and not by.works_for(unit, on)
    return on_behalf(by, commitment, at) if prepares else ""


def why_not(commitment: Commitment, at: datetime) -> str:
    """Why nothing can be proposed for this commitment now."""
    last = rules.amend_until(commitment.year)
    if commitment.state == "SIGNED" and clock.local_date(at) > last:
        return (
            f"Đã hết thời gian nhận đề nghị điều chỉnh của năm {commitment.year.year} "
            f"(đến hết ngày {format_date(last)})."
        )
    if commitment.state == "CLOSED":
        return f"Năm {commitment.year.year} đã khép nên không điều chỉnh cam kết được nữa."
    if commitment.state != "SIGNED":
        return "Chỉ điều chỉnh bản cam kết đã ký. Bản này chưa ký: sửa khi soạn đăng ký."
    return "Người đứng đầu đơn vị đề nghị điều chỉnh; cán bộ đầu mối và Văn phòng soạn giúp."
