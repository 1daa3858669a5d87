"""The rows of a quarter's draft: cleaned, carried over, measured, compared with another's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from camket.audit import Conflict
from camket.text import nfc
from commitments.models import ProgressReport, Task, TaskProgress
from commitments.quality import AnswerData
from commitments.workflow.freezing import plain
from commitments.workflow.measuring import answers_before, measure, tasks_of

TEXTS = ("changed", "difficulties", "proposals")


def answer_data(answer: TaskProgress) -> AnswerData:
    """A stored answer as plain values; prefetch ``done_milestones``."""
    return AnswerData(
        task=answer.task_id,
        status=answer.status,
        actual=answer.actual,
        done_milestones=frozenset(step.pk for step in answer.done_milestones.all()),
        changed=answer.changed,
        difficulties=answer.difficulties,
        proposals=answer.proposals,
        needs_support=answer.needs_support_since is not None,
        nothing_new=answer.nothing_new,
    )


def clean(answer: AnswerData) -> AnswerData:
    return replace(
        answer,
        changed=nfc(answer.changed),
        difficulties=nfc(answer.difficulties),
        proposals=nfc(answer.proposals),
    )


def as_stored(data: AnswerData, task: Task, before: TaskProgress | None) -> AnswerData:
    """What the row will hold of an answer; ``task`` with its milestones prefetched.

    A task of steps has no value, another task's steps are no steps of this one, and "nothing new"
    means: as it stood last quarter, or where the task began.
    """
    data = _carried(clean(data), task, before)
    return replace(
        data,
        actual=data.actual if task.is_quantity else None,
        done_milestones=data.done_milestones & {step.pk for step in task.milestones.all()},
    )


def _carried(data: AnswerData, task: Task, before: TaskProgress | None) -> AnswerData:
    if not data.nothing_new:
        return data
    last = before.actual if before else task.baseline
    done = {step.pk for step in before.done_milestones.all()} if before else set()
    return replace(
        data,
        actual=last if data.actual is None else data.actual,
        done_milestones=data.done_milestones | done,
    )


def write_answers(report: ProgressReport, answers: Iterable[AnswerData], *, on: date) -> None:
    """Write each answer's row; ids that are not this commitment's tasks or steps are ignored."""
    tasks = {task.pk: task for task in tasks_of(report)}
    stored = {answer.task_id: answer for answer in report.answers.all()}
    earlier = answers_before(report)
    for data in answers:
        task = tasks.get(data.task)
        if task is None:
            continue
        before = earlier.get(task.pk)
        data = as_stored(data, task, before)
        row = stored.get(task.pk) or TaskProgress(report=report, task=task)
        row.task = task
        row.status, row.actual = data.status, data.actual
        row.changed, row.difficulties, row.proposals = (getattr(data, name) for name in TEXTS)
        row.nothing_new = data.nothing_new
        row.needs_support_since = _asked_since(data, row, before, on)
        row.judged_status = ""
        measure(row, data.done_milestones, report.period.quarter)
        row.save()
        row.done_milestones.set(data.done_milestones)


def _asked_since(
    data: AnswerData, row: TaskProgress, before: TaskProgress | None, on: date
) -> date | None:
    """The day support was first asked for, kept from quarter to quarter (domain.md §7)."""
    if not data.needs_support:
        return None
    return row.needs_support_since or (before.needs_support_since if before else None) or on


def conflict(report: ProgressReport) -> Conflict:
    now = ProgressReport.objects.get(pk=report.pk)
    theirs: dict[str, Any] = {
        "highlights": now.highlights,
        "difficulties": now.difficulties,
        "proposals": now.proposals,
        "saved_by": str(now.saved_by) if now.saved_by else "",
        "saved_at": now.saved_at,
        "answers": {
            answer.task_id: {
                **{name: getattr(answer, name) for name in TEXTS},
                "actual": plain(answer.actual),
                "status": answer.status,
                "nothing_new": answer.nothing_new,
                "needs_support": answer.needs_support_since is not None,
                "done_milestones": sorted(step.pk for step in answer.done_milestones.all()),
            }
            for answer in report.answers.prefetch_related("done_milestones")
        },
    }
    return Conflict(
        "Người khác, hoặc anh/chị ở một cửa sổ khác, vừa lưu báo cáo này. Hai bản được đặt cạnh "
        "nhau để anh/chị chọn; chưa nội dung nào bị mất.",
        theirs=theirs,
        version=now.version,
    )
