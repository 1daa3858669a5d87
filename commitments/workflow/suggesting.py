"""The Office proposes a change of a registered task; the unit confirms it or keeps its wording."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from commitments import emails, quality, rules
from commitments.models import Commitment, Suggestion, Task, TaskOrigin
from commitments.quality import MilestoneData, TaskData
from commitments.states import SUGGESTION_MOVES, SuggestionState, sources
from commitments.workflow.freezing import number, plain
from commitments.workflow.registering import on_behalf
from commitments.workflow.words import words
from commitments.workflow.writing import (
    clean,
    conflict,
    lock,
    record,
    refuse_foreign,
    reread,
    task_data,
    write_task,
)
from units.models import Person

NUMBERS = ("baseline", "target", "given_target")
NAMES = {
    "title": "nội dung cam kết", "kind": "loại nhiệm vụ", "responsibility": "trách nhiệm",
    "owner_name": "người phụ trách", "owner_post": "chức vụ", "product": "sản phẩm, kết quả",
    "basis": "căn cứ, thẩm quyền", "bases": "văn bản căn cứ", "unit_of_measure": "đơn vị tính",
    "baseline": "số đầu kỳ", "target": "chỉ tiêu", "given_target": "chỉ tiêu cấp trên giao",
    "maintain": "chỉ tiêu duy trì", "due_on": "thời hạn hoàn thành", "milestones": "lộ trình",
    "supporting_units": "đơn vị phối hợp",
}  # fmt: skip


@transaction.atomic
def suggest_change(
    *,
    commitment: Commitment,
    task: Task,
    data: TaskData,
    comment: str,
    by: Person,
    at: datetime,
    version: int = 0,
) -> Suggestion:
    """Propose new values for a registered task while the registration lies with the Office.

    Keeps the fields that differ, before and after; the task stays as it is until the unit
    confirms. The unit gets one mail. Raises Refused without a difference or a reason, for
    contradictory values, while another proposal of this task is open; Conflict on a stale
    ``version`` (0: not asked).
    """
    commitment, data = lock(commitment), clean(data)
    ask(
        rules.may_choose(by, commitment, clock.local_date(at)),
        "Bản đăng ký không ở trạng thái chờ xem xét nên không đề nghị sửa được.",
    )
    task = reread(commitment, task)
    ask(task.origin == TaskOrigin.REGISTERED, "Nhiệm vụ được giao thì Văn phòng sửa thẳng.")
    if version and version != task.version:
        raise conflict(commitment, task)
    ask(
        not task.suggestions.filter(state=SuggestionState.OPEN).exists(),
        "Nhiệm vụ này đang có đề nghị sửa chờ đơn vị trả lời. Rút đề nghị đó trước khi đề nghị lại.",
    )
    before, after = differences(task_data(task), data)
    ask(bool(after), "Chưa có nội dung nào khác với bản đăng ký.")
    comment = words(comment, "Đề nghị sửa phải nêu lý do.")
    found = quality.contradictions(data, commitment.year.year)
    if found:
        lines = [one.sentence for one in found]
        raise Refused("Đề nghị sửa có điểm chưa hợp lý.", lines=lines)
    refuse_foreign(commitment, data)
    made = Suggestion.objects.create(
        task=task, before=before, after=after, comment=comment, made_at=at, made_by=by
    )
    detail = _detail(task, made)
    record(Deed.CHANGE_SUGGESTED, commitment, by=by, at=at, comment=comment, **detail)
    emails.change_suggested(commitment, made, at=at)
    return made


@transaction.atomic
def withdraw_suggestion(*, suggestion: Suggestion, by: Person, at: datetime) -> None:
    """OPEN → WITHDRAWN by the Office; the task stays as registered."""
    commitment = lock(suggestion.task.commitment)
    ask(
        rules.may_withdraw_suggestion(by, commitment, clock.local_date(at)),
        "Đề nghị sửa này không rút được nữa.",
    )
    _claim(suggestion, SuggestionState.WITHDRAWN, by=by, at=at)
    detail = _detail(suggestion.task, suggestion)
    record(Deed.SUGGESTION_WITHDRAWN, commitment, by=by, at=at, **detail)


@transaction.atomic
def answer_suggestion(
    *, suggestion: Suggestion, confirm: bool, answer: str = "", by: Person, at: datetime
) -> Suggestion:
    """OPEN → CONFIRMED: the task takes the proposed values; or → DECLINED, with a reason.

    By whoever may hand the registration in, recorded as on behalf of the head when it is not the
    head. Raises Refused, naming the fields, when the task was changed since the proposal in what
    it touches: the newer wording is not overwritten.
    """
    commitment = lock(suggestion.task.commitment)
    ask(
        rules.may_answer_suggestion(by, commitment, clock.local_date(at)),
        "Không trả lời đề nghị sửa được lúc này: bản cam kết đã duyệt, hoặc người đứng đầu chưa "
        "cho phép trả lời thay.",
    )
    task = reread(commitment, suggestion.task)
    missing = "" if confirm else "Giữ nguyên nội dung đã đăng ký thì phải nêu lý do."
    answer = words(answer, missing)
    state = SuggestionState.CONFIRMED if confirm else SuggestionState.DECLINED
    head = on_behalf(by, commitment, at)
    _claim(suggestion, state, answer=answer, on_behalf_of=head, by=by, at=at)
    suggestion.refresh_from_db()
    if confirm:
        _apply(commitment, task, suggestion, head, by=by, at=at)
    detail = _detail(task, suggestion) | {"confirmed": confirm}
    said = f"{'Đồng ý sửa' if confirm else 'Giữ nguyên'} nhiệm vụ {task.number}. {answer}".strip()
    record(
        Deed.SUGGESTION_ANSWERED,
        commitment,
        by=by,
        at=at,
        on_behalf_of=head,
        comment=said,
        **detail,
    )
    return suggestion


def differences(old: TaskData, new: TaskData) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that differ, as plain values: before and after."""
    left, right = as_plain(old), as_plain(new)
    changed = [name for name in left if left[name] != right[name]]
    return {name: left[name] for name in changed}, {name: right[name] for name in changed}


def as_plain(data: TaskData) -> dict[str, Any]:
    """A task as JSON keeps it: numbers as text, days ISO, the roadmap by quarter."""
    found = asdict(replace(data, milestones=tuple(sorted(data.milestones, key=_quarter))))
    found |= {name: plain(found[name]) for name in NUMBERS}
    found["due_on"] = data.due_on.isoformat() if data.due_on else None
    found["milestones"] = [
        step | {"planned_value": plain(step["planned_value"])} for step in found["milestones"]
    ]
    found["supporting_units"] = sorted(data.supporting_units)
    found["bases"] = sorted(data.bases)
    return found


def with_plain(data: TaskData, values: dict[str, Any]) -> TaskData:
    """The task with these values, as ``as_plain`` gives them, in place of its own."""
    changed: dict[str, Any] = {}
    for name, value in values.items():
        if name in NUMBERS:
            changed[name] = number(value)
        elif name == "due_on":
            changed[name] = date.fromisoformat(value) if value else None
        elif name == "milestones":
            changed[name] = tuple(
                MilestoneData(**step | {"planned_value": number(step["planned_value"])})
                for step in value
            )
        else:
            changed[name] = tuple(value) if isinstance(value, list) else value
    return replace(data, **changed)


def moved(task: Task, suggestion: Suggestion) -> list[str]:
    """Names of the fields that somebody has changed since, of those the proposal touches."""
    now = as_plain(task_data(task))
    return [NAMES.get(name, name) for name, was in suggestion.before.items() if now[name] != was]


def _apply(
    commitment: Commitment,
    task: Task,
    suggestion: Suggestion,
    head: str,
    *,
    by: Person,
    at: datetime,
) -> None:
    fields = moved(task, suggestion)
    if fields:
        raise Refused(
            "Nhiệm vụ đã được sửa sau khi Văn phòng đề nghị, nên không ghép được đề nghị cũ vào.",
            lines=[
                f"Khác với lúc đề nghị: {', '.join(fields)}.",
                "Trả lời giữ nguyên và nêu lý do, hoặc đề nghị Văn phòng rút và đề nghị lại.",
            ],
        )
    write_task(
        commitment,
        with_plain(task_data(task), suggestion.after),
        task=task,
        version=task.version,
        origin=task.origin,
        by=by,
        at=at,
        on_behalf_of=head,
    )


def _claim(suggestion: Suggestion, state: str, *, by: Person, at: datetime, **more: Any) -> None:
    claim(
        Suggestion.objects.filter(pk=suggestion.pk, state__in=sources(SUGGESTION_MOVES, state)),
        ALREADY_DONE,
        state=state,
        answered_at=at,
        answered_by=by,
        **more,
    )


def _detail(task: Task, suggestion: Suggestion) -> dict[str, Any]:
    fields: Iterable[str] = suggestion.after
    return {"task": task.number, "title": task.title[:200], "fields": list(fields)}


def _quarter(step: MilestoneData) -> int:
    return step.quarter
