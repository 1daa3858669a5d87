"""The rows of a quarter's draft: cleaned, carried over, measured, compared with another's."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from camket.audit import Conflict, ask, digest
from camket.text import nfc
from commitments.models import Addressee, ProgressReport, Task, TaskProgress
from commitments.quality import AnswerData, Proposing
from commitments.workflow.earlier import Earlier, answers_before
from commitments.workflow.freezing import done_of, plain
from commitments.workflow.measuring import measure, tasks_of
from units.models import Unit

TEXTS = ("changed", "difficulties", "proposals")
MOVED_ON = (
    "Báo cáo không còn ở lần nộp anh/chị đang xem: đã có người xử lý, hoặc đơn vị đã rút hay nộp "
    "lại. Đề nghị mở lại trang."
)


def lock(report: ProgressReport) -> ProgressReport:
    """Second beat: the row as it is now, locked where the engine can.

    Locked first and read then: one query for both brings the year as it was before the wait.
    """
    ProgressReport.objects.select_for_update().values_list("pk").get(pk=report.pk)
    return ProgressReport.objects.with_names().get(pk=report.pk)


def shown(report: ProgressReport) -> str:
    """What a page about the round that was handed in last shows of it: its number."""
    return str(report.rounds.count())


def promised(report: ProgressReport, tasks: Iterable[Task]) -> str:
    """What a page that asks about these tasks shows of their promise: a digest of its words."""
    content, asked = report.commitment.content or {"tasks": []}, {task.number for task in tasks}
    return digest([task for task in content["tasks"] if task["number"] in asked])


def ask_same_round(report: ProgressReport, seen: str) -> None:
    """Raises Refused when the page showed another round; an empty ``seen`` is not asked."""
    ask(seen in ("", shown(report)), MOVED_ON)


def answer_data(answer: TaskProgress) -> AnswerData:
    """A stored answer as plain values; prefetch ``done_milestones``."""
    return AnswerData(
        task=answer.task_id,
        status=answer.status,
        actual=answer.actual,
        done_milestones=frozenset(done_of(answer)),
        changed=answer.changed,
        difficulties=answer.difficulties,
        proposals=answer.proposals,
        addressee=answer.addressee,
        addressed_unit=answer.addressed_unit_id,
        wanted_by=answer.wanted_by,
        needs_support=answer.needs_support_since is not None,
        nothing_new=answer.nothing_new,
    )


def begun(task: int, stored: TaskProgress | None, before: Earlier | None) -> AnswerData:
    """What a task's form begins with: the draft, or last quarter's value, steps, status, support.

    No value where it is counted otherwise since; nothing where there is neither. Prefetch
    ``done_milestones``.
    """
    if stored is not None:
        return answer_data(stored)
    if before is None:
        return AnswerData(task)
    last = answer_data(before.answer)
    return AnswerData(
        task,
        status=last.status,
        actual=before.value,
        done_milestones=last.done_milestones,
        needs_support=last.needs_support,
    )


def clean(answer: AnswerData) -> AnswerData:
    return replace(
        answer,
        changed=nfc(answer.changed),
        difficulties=nfc(answer.difficulties),
        proposals=nfc(answer.proposals),
    )


def addressed(data: Proposing, report: ProgressReport) -> dict[str, Any]:
    """The columns that say whom a proposal is put to; a unit of another committee is nobody's.

    A unit beside another addressee than a unit is dropped, and so is an unknown addressee.
    """
    known = data.addressee if data.addressee in Addressee.values else ""
    unit, key = None, named_unit(data)
    if key is not None:
        units = Unit.objects.filter(committee=report.commitment.year.committee_id)
        unit = units.exclude(pk=report.commitment.unit_id).filter(pk=key).first()
    return {"addressee": known, "addressed_unit": unit, "wanted_by": data.wanted_by}


def named_unit(data: Proposing) -> int | None:
    """The unit a proposal is put to: only where it is put to a unit."""
    return data.addressed_unit if data.addressee == Addressee.UNIT else None


def as_stored(data: AnswerData, task: Task, before: Earlier | None) -> AnswerData:
    """What the row will hold of an answer; ``task`` with its milestones prefetched.

    A task of steps has no value, another task's steps are no steps of this one, a unit is named
    only where it is put to one, and "nothing new" means: as it stood last quarter, or where the
    task began. A value that is counted otherwise since is not carried over.
    """
    data = _carried(clean(data), task, before)
    return replace(
        data,
        addressed_unit=named_unit(data),
        actual=data.actual if task.is_quantity else None,
        done_milestones=data.done_milestones & {step.pk for step in task.milestones.all()},
    )


def _carried(data: AnswerData, task: Task, before: Earlier | None) -> AnswerData:
    if not data.nothing_new:
        return data
    last = before.value if before else task.baseline
    return replace(
        data,
        actual=last if data.actual is None else data.actual,
        done_milestones=data.done_milestones | (before.done if before else frozenset()),
    )


def write_answers(
    report: ProgressReport, tasks: Iterable[Task], answers: Iterable[AnswerData], *, on: date
) -> None:
    """Write each answer's row; ids that are not of these tasks or their steps are ignored.

    A row that stays as it is is not written: one types into one task at a time.
    """
    known = {task.pk: task for task in tasks}
    answered = report.answers.prefetch_related("done_milestones")
    stored = {answer.task_id: answer for answer in answered}
    earlier = answers_before(report, known.values())
    for data in answers:
        task = known.get(data.task)
        if task is None:
            continue
        before = earlier.get(task.pk)
        data = as_stored(data, task, before)
        row = stored.get(task.pk) or TaskProgress(report=report, task=task)
        was, had = _columns(row), done_of(row) if row.pk else set()
        row.task = task
        row.status, row.actual = data.status, data.actual
        row.changed, row.difficulties, row.proposals = (getattr(data, name) for name in TEXTS)
        for column, value in addressed(data, report).items():
            setattr(row, column, value)
        row.nothing_new = data.nothing_new
        _mark_support(row, data, before, on)
        row.judged_status = ""
        measure(row, data.done_milestones, report.period.quarter)
        if row.pk is None or _columns(row) != was:
            row.save()
        if had != data.done_milestones:
            row.done_milestones.set(data.done_milestones)


def _columns(row: TaskProgress) -> dict[str, Any]:
    return {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields}


def begun_answer(report: ProgressReport, task: int, *, on: date) -> TaskProgress:
    """The task's row in this draft; without one yet, made as its form begins: as last quarter stood."""
    stored = report.answers.filter(task=task).first()
    if stored is None:
        tasks = tasks_of(report)
        data = begun(task, None, answers_before(report, tasks).get(task))
        write_answers(report, tasks, [data], on=on)
        stored = report.answers.get(task=task)
    return stored


def _mark_support(row: TaskProgress, data: AnswerData, before: Earlier | None, on: date) -> None:
    """Since when support is asked for; the first day is kept from quarter to quarter (domain.md §7).

    Also over a tick that is taken off and set again before the quarter is handed in.
    """
    own = row.support_first_asked or row.needs_support_since
    first = own or (before.answer.needs_support_since if before else None) or on
    row.needs_support_since = first if data.needs_support else None
    row.support_first_asked = own or row.needs_support_since


def conflict(report: ProgressReport) -> Conflict:
    now = ProgressReport.objects.get(pk=report.pk)
    theirs: dict[str, Any] = {
        "highlights": now.highlights,
        "difficulties": now.difficulties,
        "proposals": now.proposals,
        **_whom(now),
        "saved_by": str(now.saved_by) if now.saved_by else "",
        "saved_by_id": now.saved_by_id,
        "saved_at": now.saved_at,
        "answers": {
            answer.task_id: {
                **{name: getattr(answer, name) for name in TEXTS},
                **_whom(answer),
                "actual": plain(answer.actual),
                "status": answer.status,
                "nothing_new": answer.nothing_new,
                "needs_support": answer.needs_support_since is not None,
                "done_milestones": sorted(done_of(answer)),
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


def _whom(row: ProgressReport | TaskProgress) -> dict[str, Any]:
    return {
        "addressee": row.addressee,
        "addressed_unit": row.addressed_unit_id,
        "wanted_by": row.wanted_by,
    }
