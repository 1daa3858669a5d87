"""A standing member decides: what was proposed comes into force, or does not, with a comment."""

from datetime import datetime
from typing import Any

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim, digest
from commitments import emails, rules
from commitments.models import Amendment, Commitment, CommitmentVersion
from commitments.states import AmendmentState
from commitments.workflow.amending.amended import amended_content
from commitments.workflow.amending.applying import carry_out
from commitments.workflow.amending.changes import Change, changes_of, differences
from commitments.workflow.amending.drafts import lock, record
from commitments.workflow.amending.joining import MOVED, has_moved
from commitments.workflow.amending.proposing import objections
from commitments.workflow.remeasuring import remeasure_drafts
from commitments.workflow.words import words
from units.models import Person

CHANGED = (
    "Đề nghị điều chỉnh vừa thay đổi sau khi trang này được mở. Đề nghị đọc lại rồi quyết định."
)


def shown(amendment: Amendment) -> str:
    """The digest of what a page shows of a proposal, for the form that decides on it."""
    known = [amendment.pk, amendment.base_hash, amendment.reason, amendment.base, amendment.tasks]
    return digest([*known, amendment.moment])


@transaction.atomic
def approve(
    *, amendment: Amendment, by: Person, at: datetime, comment: str = "", seen: str = ""
) -> Amendment:
    """PROPOSED → APPROVED: the change is in force from today and gets the next number.

    In order: the rows change (numbers of others stay, withdrawn rows stay); the commitment's
    content is frozen anew with the old wording beside the new, as the next version; drafts of
    quarters not handed in are measured by the new targets; the unit is told. ``seen`` is the
    digest the page carried (``shown``); empty: not asked. Raises Refused when the base has moved,
    or the result would not pass the check.
    """
    amendment, comment = _asked(amendment, seen, comment, by, at)
    commitment, today = amendment.commitment, clock.local_date(at)
    ask(not has_moved(amendment), MOVED)
    hold_reports(commitment)
    lines = objections(amendment, today)
    if lines:
        raise Refused("Đề nghị điều chỉnh chưa đạt, chưa đồng ý được.", lines=lines)
    changes = changes_of(amendment, today)
    number = commitment.amendments.filter(state=AmendmentState.APPROVED).count() + 1
    rows = carry_out(amendment, at=at)
    content = amended_content(
        amendment, differences(amendment), rows, number=number, on=today, by=by
    )
    made = _in_force(commitment, content, number, at=at)
    _decide(amendment, AmendmentState.APPROVED, comment, changes, by=by, at=at, number=number,
            made=made)  # fmt: skip
    remeasure_drafts(commitment)
    record(
        Deed.AMENDMENT_APPROVED, amendment, by=by, at=at, comment=comment,
        number=number, hash=made.content_hash, late=max(amendment.moment.values(), default=0),
    )  # fmt: skip
    emails.amendment_decided(amendment, at=at)
    return amendment


@transaction.atomic
def reject(
    *, amendment: Amendment, comment: str, by: Person, at: datetime, seen: str = ""
) -> Amendment:
    """PROPOSED → REJECTED with a comment; what is in force stays, the unit is told.

    ``seen`` as for ``approve``.
    """
    amendment, comment = _asked(amendment, seen, comment, by, at)
    ask(bool(comment), "Không đồng ý phải nêu ý kiến để đơn vị biết.")
    changes = changes_of(amendment, clock.local_date(at))
    _decide(amendment, AmendmentState.REJECTED, comment, changes, by=by, at=at)
    record(Deed.AMENDMENT_REJECTED, amendment, by=by, at=at, comment=comment)
    emails.amendment_decided(amendment, at=at)
    return amendment


def _asked(
    amendment: Amendment, seen: str, comment: str, by: Person, at: datetime
) -> tuple[Amendment, str]:
    """The amendment as it is now, and the comment as it is kept."""
    amendment = lock(amendment)
    ask(amendment.decided_at is None, ALREADY_DONE)
    ask(
        rules.may_decide_amendment(by, amendment, clock.local_date(at)),
        "Đề nghị điều chỉnh này không ở trạng thái chờ quyết định.",
    )
    ask(seen in ("", shown(amendment)), CHANGED)
    return amendment, words(comment)


def hold_reports(commitment: Commitment) -> None:
    """No quarter is handed in between the question what was reported and the change of the rows."""
    list(commitment.reports.select_for_update().order_by("pk").values_list("pk"))


def _in_force(
    commitment: Commitment, content: dict, number: int, *, at: datetime
) -> CommitmentVersion:
    """The new content as what is in force, and as the next version."""
    frozen = digest(content)
    claim(
        Commitment.objects.filter(pk=commitment.pk, content_hash=commitment.content_hash),
        content=content,
        content_hash=frozen,
    )
    commitment.content, commitment.content_hash = content, frozen
    return CommitmentVersion.objects.create(
        commitment=commitment,
        number=number,
        in_force_from=clock.local_date(at),
        content=content,
        content_hash=frozen,
    )


def _decide(
    amendment: Amendment,
    state: AmendmentState,
    comment: str,
    changes: list[Change],
    *,
    by: Person,
    at: datetime,
    number: int | None = None,
    made: CommitmentVersion | None = None,
) -> None:
    """Claim the decision, freezing what was decided on in words that no row's name changes."""
    content = {
        "number": number,
        "decision": state.value,
        "decided_on": clock.local_date(at).isoformat(),
        "decided_by": by.full_name,
        "comment": comment,
        "reason": amendment.reason,
        "changes": [change.to_json() for change in changes],
    }
    columns: dict[str, Any] = {
        "state": state,
        "decided_at": at,
        "decided_by": by,
        "comment": comment,
        "number": number,
        "made": made,
        "content": content,
        "content_hash": digest(content),
    }
    claim(Amendment.objects.filter(pk=amendment.pk, state=AmendmentState.PROPOSED), **columns)
    for name, value in columns.items():
        setattr(amendment, name, value)
