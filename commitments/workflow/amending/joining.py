"""Another amendment was approved meanwhile: the draft is joined with what is in force now."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from camket import clock
from camket.audit import Deed, Refused, ask, claim
from commitments import rules
from commitments.comparison import Merge, Plain, compare, matched, merge
from commitments.models import Amendment
from commitments.states import AmendmentState
from commitments.workflow.amending.changes import late_on
from commitments.workflow.amending.copying import current, new_id, promises
from commitments.workflow.amending.drafts import NOT_WRITABLE, lock, record
from units.models import Person

MOVED = (
    "Bản cam kết đã được điều chỉnh theo đề nghị khác sau khi bản này được soạn. Đề nghị ghép với "
    "bản hiện hành rồi gửi lại; các điểm khác nhau được đặt cạnh nhau để chọn."
)
Answers = Mapping[tuple[int, str], str]


def has_moved(amendment: Amendment) -> bool:
    """Whether what is in force is no longer what the copy was made of."""
    return amendment.base_hash != amendment.commitment.content_hash


def conflicts_of(amendment: Amendment, on: date) -> Merge:
    """The draft joined with what is in force on the day, and what both have changed."""
    now = current(amendment.commitment, on)
    return merge(amendment.base, promises(amendment.tasks), now)


@transaction.atomic
def rebase(
    *, amendment: Amendment, answers: Answers, version: int, by: Person, at: datetime
) -> Amendment:
    """Join the copy with what is in force; ``answers`` decides each conflict, MINE or THEIRS.

    Of a proposal the state stays, and the moment is counted anew for the day it was proposed on.
    Raises Refused while a conflict has no answer, or when nothing would be left to change.
    """
    amendment, today = lock(amendment), clock.local_date(at)
    ask(rules.may_rebase_amendment(by, amendment, today), NOT_WRITABLE)
    ask(has_moved(amendment), "Bản soạn đã khớp với bản hiện hành, không phải ghép nữa.")
    now = current(amendment.commitment, today)
    joined = merge(amendment.base, promises(amendment.tasks), now, answers)
    if joined.conflicts:
        count = len(joined.conflicts)
        raise Refused(f"Còn {count} điểm hai bản khác nhau chưa chọn. Đề nghị chọn đủ rồi ghép.")
    base_hash = amendment.commitment.content_hash
    amendment.base, amendment.tasks = now, _copy(amendment, joined.tasks, now)
    proposed = amendment.proposed_at
    ask(
        not proposed or bool(compare(now, promises(amendment.tasks))),
        "Ghép xong thì đề nghị không còn thay đổi nào so với bản hiện hành. Nội dung này Thường trực "
        "đã đồng ý ở lần điều chỉnh khác.",
    )
    amendment.base_hash = base_hash
    moment = late_on(amendment, clock.local_date(proposed)) if proposed else {}
    claim(
        Amendment.objects.filter(
            pk=amendment.pk,
            version=version,
            state__in=[AmendmentState.DRAFT, AmendmentState.PROPOSED],
        ),
        "Bản soạn vừa được người khác sửa sau khi trang này được mở. Đề nghị đọc lại rồi ghép.",
        base=amendment.base,
        base_hash=base_hash,
        tasks=amendment.tasks,
        moment=moment,
        version=version + 1,
    )
    amendment.version, amendment.moment = version + 1, moment
    detail = {"base": amendment.commitment.code, "answers": len(answers)}
    record(Deed.AMENDMENT_REBASED, amendment, by=by, at=at, **detail)
    return amendment


def _copy(
    amendment: Amendment, joined: list[dict[str, Any]], now: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The joined tasks as a copy: withdrawn ones with their reasons, versions moved on.

    A task that the other amendment withdrew and this one keeps comes back as a new task. A step
    that the other one took out and this one keeps is a new step.
    """
    before = {task["id"]: task for task in amendment.tasks}
    there = {task["id"] for task in now}
    kept = {task["id"]: task for task in joined}
    tasks = [_versioned(_placed(task, kept.get(task["id"]), before), before) for task in now]
    for task in joined:
        if task["id"] in there:
            continue
        made = dict(task)
        if task["id"] > 0:
            steps = [{**step, "id": None} for step in task["milestones"]]
            key = new_id([*amendment.tasks, *tasks])
            made |= {"id": key, "number": None, "milestones": steps}
        tasks.append(_versioned(made, before))
    return tasks


def _placed(now: Plain, joined: Plain | None, before: Mapping[int, Plain]) -> dict[str, Any]:
    """The joined task on the row in force: its steps are the rows that are there, or new ones."""
    if joined is None:
        return _withdrawn(now, before)
    return {**joined, "milestones": matched(now["milestones"], joined["milestones"])}


def _withdrawn(task: Plain, before: Mapping[int, Plain]) -> dict[str, Any]:
    reason = before.get(task["id"], {}).get("withdrawn", "")
    return {**task, "withdrawn": reason}


def _versioned(task: Plain, before: Mapping[int, Plain]) -> dict[str, Any]:
    return {**task, "version": before.get(task["id"], {}).get("version", 0) + 1}
