"""What a unit was asked to mend: reported done, confirmed by somebody else, or sent back."""

from datetime import date, datetime

from django.db import transaction

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim, digest
from camket.text import format_moment
from commitments import emails, rules
from commitments.models import ActionPoint
from commitments.states import ACTION_MOVES, ActionState, sources
from commitments.workflow.inspecting.recording import due_objection
from commitments.workflow.registering import for_unit
from commitments.workflow.words import words
from units.models import Person

NOT_OPEN = "Yêu cầu này đã được báo khắc phục, hoặc kết luận chưa ban hành."
NOT_REPORTED = "Đơn vị chưa báo khắc phục."
PAST = "Hạn khắc phục đã qua: đề nghị ghi hạn mới cho việc còn phải khắc phục."
NOT_JUDGED = "Chỉ người của Ủy ban Kiểm tra xác nhận được việc khắc phục."
OWN_DEED = (
    "Người báo đã khắc phục, người của đơn vị phải khắc phục không tự xác nhận được. "
    "Đề nghị người khác xác nhận."
)
MOVED_ON = (
    "Đơn vị vừa báo kết quả khắc phục, hoặc đã có ý kiến về kết quả đó, sau khi trang này được mở. "
    "Đề nghị đọc lại rồi ghi tiếp."
)


@transaction.atomic
def report_action(
    *, action: ActionPoint, note: str, by: Person, at: datetime, seen: str = ""
) -> ActionPoint:
    """OPEN → DONE with what was done, by the unit or the Office for it; the inspectors are told.

    ``seen`` is what the page showed (``action_shown``); Refused when that has changed. Empty: not
    asked.
    """
    action = lock(action)
    ask(rules.may_report_action(by, action, clock.local_date(at)), NOT_OPEN)
    ask(seen in ("", action_shown(action)), MOVED_ON)
    note = words(note, "Ghi kết quả khắc phục.")
    head = for_unit(by, action.finding.inspection.commitment, at)
    _claim(
        action, ActionState.DONE,
        done_at=at, done_by=by, done_note=note, on_behalf_of=head, verified_note="",
    )  # fmt: skip
    thing = _record(Deed.ACTION_DONE, action, by=by, at=at, comment=note, on_behalf_of=head)
    action = lock(action)
    emails.action_done(action, thing=thing, at=at)
    return action


@transaction.atomic
def verify_action(
    *, action: ActionPoint, note: str = "", by: Person, at: datetime, seen: str = ""
) -> ActionPoint:
    """DONE → VERIFIED by an inspector who did not report it; the unit is told.

    ``seen`` as in ``report_action``: nobody confirms what was not on the page.
    """
    action = lock(action)
    today = clock.local_date(at)
    ask(rules.may_refuse_action(by, action, today), _why_not(action))
    ask(rules.may_verify_action(by, action, today), OWN_DEED)
    ask(seen in ("", action_shown(action)), MOVED_ON)
    note = words(note)
    _claim(action, ActionState.VERIFIED, verified_at=at, verified_by=by, verified_note=note)
    thing = _record(Deed.ACTION_VERIFIED, action, by=by, at=at, comment=note)
    action = lock(action)
    emails.action_judged(action, thing=thing, at=at)
    return action


@transaction.atomic
def refuse_action(
    *,
    action: ActionPoint,
    comment: str,
    due_on: date | None = None,
    by: Person,
    at: datetime,
    seen: str = "",
) -> ActionPoint:
    """DONE → OPEN: not mended yet, and what is left. What the unit had written stays in the record.

    ``due_on``: by when; None keeps the day, unless it has passed: the time in which the inspectors
    read is not the unit's to be late in (domain.md §4). ``seen`` as in ``report_action``.
    """
    action, today = lock(action), clock.local_date(at)
    ask(rules.may_refuse_action(by, action, today), _why_not(action))
    ask(seen in ("", action_shown(action)), MOVED_ON)
    comment = words(comment, "Chưa xác nhận thì phải nêu việc còn phải khắc phục.")
    ask(due_on is not None or action.due_on >= today, PAST)
    if due_on and (said := due_objection(action.finding.inspection, due_on, today)):
        raise Refused(said)
    before, after = action.due_on, due_on or action.due_on
    _claim(action, ActionState.OPEN, verified_note=comment, due_on=after)
    thing = _record(
        Deed.ACTION_REFUSED, action, by=by, at=at, comment=comment,
        before=before.isoformat(), after=after.isoformat(),
    )  # fmt: skip
    action = lock(action)
    emails.action_judged(action, thing=thing, at=at)
    return action


def lock(action: ActionPoint) -> ActionPoint:
    """Second beat: locked first and read then."""
    ActionPoint.objects.select_for_update().values_list("pk").get(pk=action.pk)
    return ActionPoint.objects.with_names().get(pk=action.pk)


def action_shown(action: ActionPoint) -> str:
    """The digest of what was reported last and what was said to it, as a page shows them."""
    told = action.done_at and action.done_at.isoformat()
    return digest([action.state, told, action.done_note, action.verified_note])


def _why_not(action: ActionPoint) -> str:
    """Why nobody can confirm or send back now: who has done so already, and when."""
    if action.state == ActionState.DONE:
        return NOT_JUDGED
    deeds = (Deed.ACTION_VERIFIED, Deed.ACTION_REFUSED)
    last = audit.history_of(action).filter(deed__in=deeds).first()
    if last is None:
        return NOT_REPORTED
    when = f"lúc {format_moment(clock.local(last.at))}"
    if action.state == ActionState.VERIFIED:
        return f"Yêu cầu này đã được đ/c {last.by} xác nhận khắc phục {when}."
    return f"Đ/c {last.by} đã yêu cầu khắc phục tiếp {when}; đơn vị chưa báo lại."


def _claim(action: ActionPoint, state: str, **changes: object) -> None:
    claim(
        ActionPoint.objects.filter(pk=action.pk, state__in=sources(ACTION_MOVES, state)),
        ALREADY_DONE,
        state=state,
        **changes,
    )


def _record(deed: Deed, action: ActionPoint, *, by: Person, at: datetime, **more: str) -> str:
    inspection = action.finding.inspection
    entry = audit.record(
        deed, action, by=by, at=at, committee=inspection.commitment.year.committee,
        inspection=inspection.pk, **more,
    )  # fmt: skip
    return str(entry.pk)
