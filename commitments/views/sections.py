"""What the quarter's pages draw of one task: the promise, last quarter, what was handed in, the bar.

The promise is read from frozen content only: the signed commitment on the form, the round on
pages that show what was handed in.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from commitments import periods, progress, quality, rules
from commitments.models import ProgressReport, Submission, TaskKind
from commitments.progress import Flag, Status, TaskFacts
from commitments.quality import Promised, Told, recounted
from commitments.views.beside import FileView, of_content
from commitments.views.raised import put_to
from commitments.workflow.freezing import number, owner_of
from commitments.workflow.measures import goal_of_frozen
from commitments.workflow.measuring import facts_of_frozen

KIND_TONES = {TaskKind.KEY: "key", TaskKind.HARD: "key", TaskKind.BREAKTHROUGH: "hot"}
SHORT_OF_TARGET = "Báo đã hoàn thành, chưa đạt chỉ tiêu"


@dataclass(frozen=True)
class PromiseView:
    """A promise from frozen content; ``steps`` are (text, done) due by the end of the quarter."""

    number: int
    title: str
    kind_tone: str
    kind: str
    product: str
    measure: str
    unit: str
    due_on: date | None
    owner: str
    steps: list[tuple[str, bool]]


@dataclass(frozen=True)
class Bar:
    """Completion against plan, in percent, with the tone and word of the flag.

    ``as_of``: the day it is held against, where that is earlier than the day of handing in.
    """

    completion: Decimal | None
    planned: Decimal
    tone: str = ""
    flag: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class LastQuarter:
    """What was handed in the quarter before: its name, value in words, text.

    ``is_back``: the report lies with its unit again. ``recounted``: what an amendment has changed
    since in how the value is counted. ``differs``: what both said, where the Office judged the
    status otherwise.
    """

    name: str
    value: str
    text: str
    is_back: bool
    recounted: str
    differs: str = ""


@dataclass(frozen=True)
class AnswerView:
    """One task of a frozen round, with what the reviewer made of it: ``judged``, in words."""

    promise: PromiseView
    status_word: str
    value: str
    value_label: str
    text: str
    difficulties: str
    proposals: str
    put_to: str
    needs_support_since: date | None
    nothing_new: bool
    bar: Bar
    comment: str = ""
    judged: str = ""
    files: list[FileView] = field(default_factory=list)


def of_round(made: Submission, report: ProgressReport, on: date) -> list[AnswerView]:
    """The tasks of a round as they were handed in."""
    tasks = made.content["tasks"]
    files = of_content(report.commitment, tasks)
    return [
        replace(_answer(task, made, report, on), files=beside)
        for task, beside in zip(tasks, files, strict=True)
    ]


def bars_of_round(made: Submission, report: ProgressReport, on: date) -> list[Bar]:
    """How far each task of a round was, and its flag, as the page of the round calls it."""
    return [_answer(task, made, report, on).bar for task in made.content["tasks"]]


def amount(value: Decimal | str | None, unit: str) -> str:
    """'1.234,5 hộ', '12,4%': a stored or frozen number with its unit; '' for none."""
    if value is None:
        return ""
    return progress.amount(Decimal(value), unit)


def last_quarter(before: Told | None, now: Promised) -> LastQuarter | None:
    """In the words of the promise it was handed in under; ``now``: the one it stands beside."""
    if before is None:
        return None
    text = before.changed or ("Không phát sinh." if before.nothing_new else "")
    then = before.promised or now
    value = amount(before.actual, then.unit) or Status(before.status).label
    why = recounted(then, now)
    differs = quality.judged_otherwise(before.status, before.judged)
    return LastQuarter(before.quarter, value, text, before.is_back, why, differs)


def _answer(
    frozen: dict[str, Any], made: Submission, report: ProgressReport, on: date
) -> AnswerView:
    promised = frozen["promise"]
    promise = promise_view(promised, report.period.quarter, frozen["done_milestones"])
    facts = facts_of_frozen(promised, frozen["done_milestones"], report.commitment.year.year)
    completion = number(frozen["completion"])
    lag = Decimal(made.content.get("tolerance") or report.commitment.year.tolerance)
    since, judged = frozen["needs_support_since"], made.judged_of(promise.number)
    return AnswerView(
        promise=promise,
        status_word=Status(frozen["status"]).label,
        value=amount(frozen["actual"], promise.unit),
        value_label=progress.value_label(facts),
        text=frozen["changed"],
        difficulties=frozen["difficulties"],
        proposals=frozen["proposals"],
        put_to=put_to(frozen, report.commitment.year.year),
        needs_support_since=date.fromisoformat(since) if since else None,
        nothing_new=frozen["nothing_new"],
        bar=_flagged(
            facts, completion, Decimal(frozen["planned"]), frozen["status"], report, on, lag
        ),
        comment=made.task_comments.get(str(promise.number), ""),
        judged=Status(judged).label if judged else "",
    )


def promise_view(frozen: dict[str, Any], quarter: int, done: Collection[int]) -> PromiseView:
    """A promise of frozen content as seen from a quarter; ``done`` are numbers of milestones."""
    kind = TaskKind(frozen["kind"])
    return PromiseView(
        number=frozen["number"],
        title=frozen["title"],
        kind_tone=KIND_TONES[kind],
        kind=kind.label,
        product=frozen["product"],
        measure=goal_of_frozen(frozen),
        unit=frozen["unit_of_measure"],
        due_on=date.fromisoformat(frozen["due_on"]) if frozen["due_on"] else None,
        owner=owner_of(frozen),
        steps=[
            (step["text"], step["number"] in done)
            for step in frozen["milestones"]
            if step["quarter"] <= quarter
        ],
    )


def measured_on(report: ProgressReport, on: date) -> date:
    """The day its tasks are held against. A quarter speaks of its own days: to report late makes no
    task late (domain.md §4: the clocks are never mixed).
    """
    return min(on, periods.quarter_end(report.commitment.year.year, report.period.quarter))


def bar_of(
    facts: TaskFacts, actual: Decimal | None, status: str, report: ProgressReport, on: date
) -> Bar:
    completion = progress.completion(facts, actual, status, False)
    planned = progress.planned(facts, report.period.quarter)
    tolerance = report.commitment.year.tolerance
    return _flagged(facts, completion, planned, status, report, on, tolerance)


def _flagged(
    facts: TaskFacts,
    completion: Decimal | None,
    planned: Decimal,
    status: str,
    report: ProgressReport,
    on: date,
    tolerance: Decimal,
) -> Bar:
    """``on``: of handing in; ``tolerance`` in points of percent, of that day too."""
    day = measured_on(report, on)
    as_of = day if day < on and status != Status.DONE else None  # what is done is so on any day
    found = progress.flags(facts, report.period.quarter, completion, status, day, tolerance)
    if not rules.has_begun(report, on):  # the plan of a quarter that is still to come
        found -= {Flag.BEHIND}
    reached = facts.target is None or completion is None or completion >= progress.HUNDRED
    if status == Status.DONE and not reached:
        return Bar(completion, planned, "behind", SHORT_OF_TARGET, as_of)
    flag = next(iter(found), None)
    on_track = "done" if status == Status.DONE else ""
    tones = {Flag.LATE: "late", Flag.BEHIND: "behind", Flag.EXCEEDED: "done"}
    tone = tones.get(flag, on_track) if flag else ""
    return Bar(completion, planned, tone, flag.label if flag else "", as_of)
