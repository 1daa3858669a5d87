"""A supporting unit answers whether it takes part in another unit's task."""

from datetime import datetime

from django.db import transaction

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from commitments import emails, rules
from commitments.models import Support
from commitments.states import SUPPORT_MOVES, CommitmentState, SupportState
from commitments.workflow.registering import post_at
from commitments.workflow.words import words
from commitments.workflow.writing import lock
from units.models import Person, Unit

NOT_NAMED = "Đơn vị không còn được nêu là đơn vị phối hợp của nhiệm vụ này."
REWORDED = "Đơn vị chủ trì đang sửa nội dung nhiệm vụ. Đơn vị được hỏi lại khi bản đăng ký gửi lại."
MOVED_ON = (
    "Nhiệm vụ hoặc câu trả lời vừa thay đổi sau khi trang này được mở. Đề nghị đọc lại rồi trả lời."
)
SIGNED = "Bản cam kết đã ký nên không đổi câu trả lời được nữa."
NOT_NOW = "Lúc này không trả lời được về việc phối hợp nhiệm vụ này."


@transaction.atomic
def answer_support(
    *, support: Support, confirm: bool, answer: str = "", by: Person, at: datetime, seen: str = ""
) -> Support:
    """Take part, or not and why; tells the lead unit. By the unit's people, or the Office for it.

    WAITING → CONFIRMED | DECLINED, and from one to the other until the lead unit's commitment is
    signed. ``seen`` is what the page showed (``shown``); Refused when the words or the answer have
    changed since. Empty: not asked. Declining needs a reason.
    """
    commitment = lock(support.task.commitment)
    support = reread(support)
    support.task.commitment = commitment
    ask(rules.may_answer_support(by, support, clock.local_date(at)), why_not(support))
    ask(seen in ("", shown(support)), MOVED_ON)
    state = SupportState.CONFIRMED if confirm else SupportState.DECLINED
    ask(state in SUPPORT_MOVES[SupportState(support.state)], ALREADY_DONE)
    answer = words(answer, "" if confirm else "Chưa nhận phối hợp thì phải nêu lý do.")
    claim(
        Support.objects.filter(pk=support.pk, state=support.state, times_asked=support.times_asked),
        state=state,
        answer=answer,
        answered_at=at,
        answered_by=by,
    )
    support.refresh_from_db(fields=["state", "answer", "answered_at", "answered_by"])
    entry = audit.record(
        Deed.SUPPORT_ANSWERED,
        support,
        by=by,
        at=at,
        committee=commitment.year.committee,
        on_behalf_of=_for_unit(by, support.unit, at),
        comment=answer,
        state=state,
        task=support.task.number,
        commitment=commitment.pk,
    )
    emails.support_answered(support, thing=str(entry.pk), at=at)
    return support


def reread(support: Support) -> Support:
    """The row as it is now. Raises Refused when the unit is no longer named."""
    found = Support.objects.with_names().filter(pk=support.pk).first()
    if found is None:
        raise Refused(NOT_NAMED)
    return found


def shown(support: Support) -> str:
    """What a page that asks for an answer shows: the how-manieth question, the answer so far."""
    return f"{support.times_asked}-{support.state}"


def why_not(support: Support) -> str:
    """The sentence to somebody whose answer is not asked for now."""
    if support.asked_at is None:
        return REWORDED
    if support.task.commitment.state == CommitmentState.SIGNED:
        return SIGNED
    return NOT_NOW


def _for_unit(by: Person, unit: Unit, at: datetime) -> str:
    """The post of the unit's head when somebody from outside the unit answers for it."""
    own = by.works_for(unit, clock.local_date(at))
    return "" if own else post_at(unit.head_post, unit.short_name)
