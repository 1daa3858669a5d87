"""What is red of a task or of a report on a day, in words that a question can begin with.

The words are kept with the question, so they name the day they were measured on: a page read later
says more days of the same task.
"""

from datetime import date

from camket.text import format_date, format_percent, shorten
from commitments.models import ProgressReport, Task, TaskProgress
from commitments.progress import Flag, days_late
from commitments.states import ReportState
from commitments.workflow.measuring import flags_of

MOST_TITLE = 120  # characters of a task's wording in the sentence


def red_report(report: ProgressReport, on: date) -> str:
    """'Báo cáo Quý I/2021 quá hạn nộp 5 ngày (hạn nộp 25/3/2021), tính đến 30/3/2021', or ''."""
    due_on = report.period.due_on
    days = days_late(due_on, on)
    if report.first_submitted_at is not None or not days:
        return ""
    said = f"Báo cáo {report.period} quá hạn nộp {days} ngày (hạn nộp {format_date(due_on)})"
    return said + _as_of(on)


def red_tasks(tasks: list[Task], on: date) -> dict[int, str]:
    """The red ones of one commitment's tasks, by id (one query). Prefetch ``milestones``.

    'Nhiệm vụ 3 (…) chậm 12 ngày so với thời hạn 01/3/2021, tính đến 13/3/2021', by what was
    accepted, as in the figures.
    """
    rows = (
        TaskProgress.objects.filter(task__in=tasks, report__state=ReportState.ACCEPTED)
        .select_related("report__period__year")
        .order_by("report__period__quarter")
    )
    last = {row.task_id: row for row in rows}
    said = {task.pk: _of_task(task, last.get(task.pk), on) for task in tasks}
    return {pk: words for pk, words in said.items() if words}


def _of_task(task: Task, last: TaskProgress | None, on: date) -> str:
    found = flags_of(task, last, on)
    name = f"Nhiệm vụ {task.number} ({shorten(task.title, MOST_TITLE)})"
    if Flag.LATE in found and task.due_on:
        days = days_late(task.due_on, on)
        return f"{name} chậm {days} ngày so với thời hạn {format_date(task.due_on)}{_as_of(on)}"
    if Flag.BEHIND in found and last and last.completion is not None:
        at = f"đến {last.report.period} đạt {format_percent(last.completion)}"
        return f"{name} chậm so với lộ trình: {at}, theo lộ trình {format_percent(last.planned)}"
    return ""


def _as_of(on: date) -> str:
    return f", tính đến {format_date(on)}"
