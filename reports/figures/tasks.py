"""How the promised tasks stand: done, exceeded, behind, late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractQuarter, Round

from commitments.models import Task, TaskProgress, Year, due_on_day, in_force
from commitments.progress import HUNDRED, Status, days_late
from commitments.states import SIGNED_STATES, ReportState

# Percents have two decimals and the embedded database computes in floats: a margin below the last
# decimal keeps what is exactly at the tolerance on its right side, on every engine.
_HALF_CENT = Decimal("0.005")

# The order of tasks on paper; no two tasks share a place.
_PLACES = (
    "commitment__unit__group__rank", "commitment__unit__rank", "commitment_id", "number",
)  # fmt: skip


@dataclass(frozen=True)
class TaskCounts:
    """Counts of tasks. ``total`` = ``done`` + ``late`` + ``behind`` + ``doing`` + ``untouched``.

    ``done``: judged done in an accepted report (whatever its value). ``on_time``: those of
    ``done`` first judged done in a report of the due date's quarter or an earlier one.
    ``exceeded``: those of ``done`` above 100 %. ``late``: past the task's own due date and not
    done. ``behind``: not late, not done, below the plan of its last accepted quarter by more than
    the year's tolerance. ``doing``: reported, in none of these. ``untouched``: no accepted report
    yet, not late.
    """

    units: int = 0
    total: int = 0
    done: int = 0
    on_time: int = 0
    exceeded: int = 0
    behind: int = 0
    late: int = 0
    doing: int = 0

    @property
    def untouched(self) -> int:
        return self.total - self.done - self.behind - self.late - self.doing

    @property
    def ratio(self) -> str:
        """'9/9'; empty over nothing."""
        return f"{self.done}/{self.total}" if self.total else ""

    def __add__(self, other: "TaskCounts") -> "TaskCounts":
        return TaskCounts(*(a + b for a, b in zip(self._values, other._values, strict=True)))

    @property
    def _values(self) -> tuple[int, ...]:
        return (
            self.units,
            self.total,
            self.done,
            self.on_time,
            self.exceeded,
            self.behind,
            self.late,
            self.doing,
        )


@dataclass(frozen=True)
class TaskLine:
    """One task in a list: whose, what, due when, how far. Percents or None without a report.

    ``days_late``: whole days past the due date, 0 up to and on the day itself.
    """

    unit: str
    unit_code: str
    number: int
    title: str
    due_on: date
    completion: Decimal | None
    planned: Decimal | None
    days_late: int = 0


def latest_answers(year: Year, quarter: int) -> QuerySet[TaskProgress]:
    """Each task's newest accepted answer of ``quarter`` or earlier; at most one a task."""
    accepted = TaskProgress.objects.filter(
        report__state=ReportState.ACCEPTED, report__period__quarter__lte=quarter
    )
    newer = accepted.filter(
        task=OuterRef("task"), report__period__quarter__gt=OuterRef("report__period__quarter")
    )
    return accepted.filter(report__period__year=year).filter(~Exists(newer))


def is_done() -> Q:
    return Q(judged_status=Status.DONE)


def _done_in_time() -> QuerySet[TaskProgress]:
    """Accepted answers "done" of the outer answer's task, no later than its due date's quarter."""
    return TaskProgress.objects.filter(
        is_done(),
        task=OuterRef("task"),
        report__state=ReportState.ACCEPTED,
        report__period__quarter__lte=ExtractQuarter(OuterRef("task__due_on")),
    )


def is_behind(year: Year, on: date) -> Q:
    """Not done, not late, and below the plan by more than the year's tolerance (points).

    The same as ``progress.flags`` says of the task; tested against it. Of ``answers_on`` rows.
    """
    least = F("planned") - (year.tolerance + _HALF_CENT)
    return ~is_done() & Q(due_then__gte=on) & Q(completion__lt=least)


def answers_on(year: Year, quarter: int, on: date) -> QuerySet[Any]:
    """``latest_answers`` of the tasks in force on the day, each with its due date of then.

    An amendment decided later is not seen: neither a task that it added or withdrew, nor a date
    that it moved (``due_then``).
    """
    answers = latest_answers(year, quarter).filter(in_force(on, "task__"))
    return answers.annotate(due_then=due_on_day(on, "task__"))


def tasks_on(on: date, **which: Any) -> QuerySet[Any]:
    """Tasks in force on the day, each with its due date of then (``due_then``)."""
    return Task.objects.filter(in_force(on), **which).annotate(due_then=due_on_day(on))


def task_counts(year: Year, quarter: int, on: date) -> Mapping[int, TaskCounts]:
    """Counts as of the quarter by group id (two queries). Sum them for the whole committee."""
    promised = (
        tasks_on(on, commitment__year=year, commitment__state__in=SIGNED_STATES)
        .values(group=F("commitment__unit__group"))
        .annotate(
            units=Count("commitment", distinct=True),
            total=Count("pk"),
            due=Count("pk", filter=Q(due_then__lt=on)),
        )
        .order_by()
    )
    past = Q(due_then__lt=on)
    reported = {
        row.pop("group"): row
        for row in answers_on(year, quarter, on)
        .values(group=F("task__commitment__unit__group"))
        .annotate(
            answered=Count("pk"),
            done=Count("pk", filter=is_done()),
            on_time=Count("pk", filter=is_done() & Exists(_done_in_time())),
            done_due=Count("pk", filter=is_done() & past),
            exceeded=Count("pk", filter=is_done() & Q(completion__gt=HUNDRED)),
            behind=Count("pk", filter=is_behind(year, on)),
            late=Count("pk", filter=~is_done() & past),
        )
        .order_by()
    }
    return {row["group"]: _counts(row, reported.get(row["group"], {})) for row in promised}


def late_tasks(year: Year, quarter: int, on: date, limit: int | None = 10) -> list[TaskLine]:
    """Tasks past their due date and not judged done, longest late first (two queries).

    Those of one day stand by group, unit and number.
    """
    done = latest_answers(year, quarter).filter(is_done()).values("task")
    rows = (
        tasks_on(on, commitment__year=year, commitment__state__in=SIGNED_STATES)
        .filter(due_then__lt=on)
        .exclude(pk__in=done)
        .select_related("commitment__unit")
        .order_by("due_then", *_PLACES)[:limit]
    )
    tasks = list(rows)
    answers = {
        a.task_id: a for a in latest_answers(year, quarter).filter(task__in=[t.pk for t in tasks])
    }
    return [_line(task, answers.get(task.pk), task.due_then, on) for task in tasks]


def behind_tasks(year: Year, quarter: int, on: date, limit: int | None = 10) -> list[TaskLine]:
    """Tasks behind their roadmap, furthest behind first (one query).

    Those equally far stand by group, unit and number.
    """
    answers = (
        answers_on(year, quarter, on)
        .filter(is_behind(year, on))
        .select_related("task__commitment__unit")
        .order_by(
            Round(F("completion") - F("planned"), precision=2),
            *(f"task__{place}" for place in _PLACES),
        )[:limit]
    )
    return [_line(answer.task, answer, answer.due_then, on) for answer in answers]


def _counts(promised: Mapping[str, int], reported: Mapping[str, int]) -> TaskCounts:
    done, behind = reported.get("done", 0), reported.get("behind", 0)
    late_and_reported = reported.get("late", 0)
    return TaskCounts(
        units=promised["units"],
        total=promised["total"],
        done=done,
        on_time=reported.get("on_time", 0),
        exceeded=reported.get("exceeded", 0),
        behind=behind,
        late=promised["due"] - reported.get("done_due", 0),
        doing=reported.get("answered", 0) - done - behind - late_and_reported,
    )


def _line(task: Task, answer: TaskProgress | None, due_on: date, on: date) -> TaskLine:
    return TaskLine(
        unit=task.commitment.unit.short_name,
        unit_code=task.commitment.unit.code,
        number=task.number,
        title=task.title,
        due_on=due_on,
        completion=answer.completion if answer else None,
        planned=answer.planned if answer else None,
        days_late=days_late(due_on, on),
    )
