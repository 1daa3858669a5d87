"""One task of the copy: changed or added, withdrawn with a reason, brought back."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction

from camket import clock
from camket.audit import Conflict, Deed, Refused, ask
from commitments import quality, rules
from commitments.comparison import Plain
from commitments.models import Amendment, TaskOrigin
from commitments.quality import TaskData
from commitments.workflow.amending.copying import data_of, find, new_id, rewritten
from commitments.workflow.amending.drafts import NOT_WRITABLE, lock, record, save
from commitments.workflow.words import words
from commitments.workflow.writing import clean, refuse_foreign
from units.models import Person

GONE = "Nhiệm vụ này không còn trong bản soạn điều chỉnh."
STALE = (
    "Người khác vừa ghi nhiệm vụ này trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau để "
    "anh/chị chọn."
)


@transaction.atomic
def save_task(
    *,
    amendment: Amendment,
    data: TaskData,
    by: Person,
    at: datetime,
    task: int | None = None,
    version: int = 0,
) -> int:
    """Change a task of the copy, or add one (``task`` None); returns its id in the copy.

    Writing a withdrawn task brings it back. Raises Refused for contradictory values, Conflict
    (with the other person's values) on a stale ``version``.
    """
    amendment = _writable(amendment, by, at)
    commitment, data = amendment.commitment, clean(data)
    found = quality.contradictions(data, commitment.year.year)
    if found:
        raise Refused("Nhiệm vụ có điểm chưa hợp lý.", lines=[f.sentence for f in found])
    refuse_foreign(commitment, data)
    if task is None:
        return _added(amendment, data, by=by, at=at)
    old = _found(amendment, task)
    if old["version"] != version:
        raise Conflict(STALE, theirs=asdict(data_of(old)), version=old["version"])
    base = _in_force(amendment, task)
    steps = base["milestones"] if base else ()
    new = rewritten(old, data, steps) | {"version": version + 1, "withdrawn": ""}
    _put(amendment, new, by=by, at=at)
    return task


@transaction.atomic
def withdraw_task(
    *, amendment: Amendment, task: int, reason: str, by: Person, at: datetime
) -> None:
    """Take a task out of the copy, with its own reason; one that the draft added just goes.

    The numbers of the others stay.
    """
    amendment = _writable(amendment, by, at)
    old = _found(amendment, task)
    if task < 0:
        save(amendment, tasks=[one for one in amendment.tasks if one["id"] != task])
        record(Deed.TASK_REMOVED, amendment, by=by, at=at, task=old["title"][:200])
        return
    reason = words(reason, "Rút nhiệm vụ phải nêu lý do.")
    new = old | {"withdrawn": reason, "version": old["version"] + 1}
    save(amendment, tasks=_with(amendment, new))
    record(Deed.TASK_REMOVED, amendment, by=by, at=at, comment=reason, task=old["number"])


@transaction.atomic
def restore_task(*, amendment: Amendment, task: int, by: Person, at: datetime) -> None:
    """Undo every change of a task: it stands again as it is in force."""
    amendment = _writable(amendment, by, at)
    old = _found(amendment, task)
    base = _in_force(amendment, task)
    ask(base is not None, "Nhiệm vụ mới thêm thì bỏ hẳn, không có nội dung cũ để hoàn lại.")
    assert base is not None
    _put(amendment, base | {"version": old["version"] + 1}, by=by, at=at)


def _writable(amendment: Amendment, by: Person, at: datetime) -> Amendment:
    amendment = lock(amendment)
    ask(rules.may_write_amendment(by, amendment, clock.local_date(at)), NOT_WRITABLE)
    return amendment


def _found(amendment: Amendment, key: int) -> dict:
    old = find(amendment, key)
    if old is None:
        raise Refused(GONE)
    return old


def _in_force(amendment: Amendment, key: int) -> dict | None:
    return next((one for one in amendment.base if one["id"] == key), None)


def _added(amendment: Amendment, data: TaskData, *, by: Person, at: datetime) -> int:
    """A new task at the end; equal to the last one it is the same form posted twice."""
    steps = tuple(sorted(data.milestones, key=lambda step: step.quarter))
    data = replace(data, milestones=steps)
    last = amendment.tasks[-1] if amendment.tasks else None
    if last and last["id"] < 0 and data_of(last) == data_of(rewritten(last, data)):
        return int(last["id"])
    head = {"id": new_id(amendment.tasks), "number": None, "origin": TaskOrigin.REGISTERED.value}
    new = rewritten(head, data) | {"version": 1}
    save(amendment, tasks=[*amendment.tasks, new])
    record(Deed.TASK_SAVED, amendment, by=by, at=at, task=data.title[:200])
    return int(new["id"])


def _put(amendment: Amendment, new: Plain, *, by: Person, at: datetime) -> None:
    save(amendment, tasks=_with(amendment, new))
    record(Deed.TASK_SAVED, amendment, by=by, at=at, task=new["number"] or new["title"][:200])


def _with(amendment: Amendment, new: Plain) -> list[Plain]:
    return [new if one["id"] == new["id"] else one for one in amendment.tasks]
