"""The head proposes: what keeps an amendment from being proposed or approved, and the moment."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from commitments import quality, rules
from commitments.comparison import Plain, TaskChange
from commitments.models import Amendment, TaskProgress
from commitments.states import HANDED_IN, AmendmentState
from commitments.workflow.amending.changes import differences, late_on
from commitments.workflow.amending.copying import data_of, find, promises
from commitments.workflow.amending.drafts import lock, record, why_not
from commitments.workflow.amending.joining import MOVED, has_moved
from units.models import Person


@transaction.atomic
def propose(*, amendment: Amendment, version: int, by: Person, at: datetime) -> Amendment:
    """DRAFT → PROPOSED: the reason and the moment stand, the Standing Committee decides.

    ``moment`` keeps how many days each changed or withdrawn task is past its old due date today.
    Raises Refused with everything that is missing, after the window, or when the base has moved.
    """
    amendment, today = lock(amendment), clock.local_date(at)
    ask(amendment.state == AmendmentState.DRAFT, ALREADY_DONE)
    ask(rules.may_propose_amendment(by, amendment, today), why_not(amendment.commitment, at))
    ask(not has_moved(amendment), MOVED)
    lines = objections(amendment, today)
    if lines:
        raise Refused("Đề nghị điều chỉnh còn thiếu, chưa gửi được.", lines=lines)
    claim(
        Amendment.objects.filter(pk=amendment.pk, version=version, state=AmendmentState.DRAFT),
        "Bản soạn vừa được người khác sửa sau khi trang này được mở. Đề nghị đọc lại rồi gửi.",
        state=AmendmentState.PROPOSED,
        version=version + 1,
        proposed_at=at,
        proposed_by=by,
        moment=late_on(amendment, today),
    )
    amendment.refresh_from_db(fields=["state", "version", "proposed_at", "proposed_by", "moment"])
    late = max(amendment.moment.values(), default=0)
    record(Deed.AMENDMENT_PROPOSED, amendment, by=by, at=at, comment=amendment.reason, late=late)
    return amendment


def objections(amendment: Amendment, on: date) -> list[str]:
    """What keeps it from being proposed or approved, in sentences; empty when it is ready.

    The 6 rõ check is asked of the changed and the new tasks alone: what was signed as it is stays
    valid, also where the check has grown stricter since. A half-year that is over on the day ``on``
    needs no step any more.
    """
    found = differences(amendment)
    if not found:
        return ["Bản soạn chưa có thay đổi nào so với bản đang có hiệu lực."]
    lines = [] if amendment.reason else ["Chưa ghi lý do điều chỉnh."]
    kept = promises(amendment.tasks)
    counted = quality.amended_finding(len(kept), amendment.commitment.limits)
    lines += [counted] if counted else []
    touched = {one.id for one in found.changed} | {task["id"] for task in found.added}
    for task in kept:
        if task["id"] in touched:
            checked = quality.task_findings(data_of(task), amendment.commitment.year.year, on)
            lines += [f"{name_of(task)}: {finding.sentence}" for finding in checked]
    return lines + _of_done(amendment, found.changed)


def name_of(task: Plain) -> str:
    return (
        f"Nhiệm vụ {task['number']}" if task["number"] else f"Nhiệm vụ mới “{task['title'][:80]}”"
    )


def _of_done(amendment: Amendment, changes: Iterable[TaskChange]) -> list[str]:
    """Steps that a quarter handed in reports as done: neither taken out nor reworded."""
    lost: dict[int, tuple[int, str]] = {}
    for change in changes:
        for steps in (one for one in change.fields if one.field == "milestones"):
            kept = {step["id"]: step["text"] for step in steps.new}
            lost |= {
                step["id"]: (change.id, step["text"])
                for step in steps.old
                if kept.get(step["id"]) != step["text"]
            }
    tasks = {task for task, _ in lost.values()}
    reported = TaskProgress.objects.filter(task__in=tasks, report__state__in=HANDED_IN)
    done = set(reported.values_list("done_milestones", flat=True)) if tasks else set()
    return [
        f"{name_of(_in_copy(amendment, task))}: mốc “{text}” đã báo hoàn thành trong báo cáo quý "
        "đã nộp nên không bỏ, không sửa lời được."
        for key, (task, text) in lost.items()
        if key in done
    ]


def _in_copy(amendment: Amendment, key: int) -> Plain:
    task = find(amendment, key)
    assert task is not None, "a changed task is in the copy"
    return task
