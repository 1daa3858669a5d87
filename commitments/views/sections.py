"""What the quarter's pages draw of one task: the promise, last quarter, this quarter, the bar.

The promise is read from frozen content only: the signed commitment on the form, the round on
pages that show what was handed in.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from camket.text import quarter_label
from commitments import progress, quality, rules
from commitments.forms.quarter import AnswerPart, QuarterForm
from commitments.models import ProgressReport, Submission, TaskKind, TaskProgress
from commitments.progress import Flag, Status, TaskFacts
from commitments.quality import Finding
from commitments.views.papers import goal
from commitments.workflow.freezing import numbers_of
from commitments.workflow.measuring import facts_of, facts_of_frozen, promise_of

KIND_TONES = {TaskKind.KEY: "key", TaskKind.HARD: "key", TaskKind.BREAKTHROUGH: "hot"}
SHORT = {
    "actual": "kết quả lũy kế",
    "changed": "điều gì đã thay đổi",
    "status": "trạng thái",
    "nothing_new": "không phát sinh",
    "difficulties": "lý do bỏ mốc",
}


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
    """Completion against plan, in percent, with the tone and word of the flag."""

    completion: Decimal | None
    planned: Decimal
    tone: str = ""
    flag: str = ""


@dataclass(frozen=True)
class LastQuarter:
    """What was handed in the quarter before: its name, value in words, text."""

    name: str
    value: str
    text: str


@dataclass(frozen=True)
class Section:
    """One task on the form."""

    promise: PromiseView
    part: AnswerPart
    last: LastQuarter | None
    bar: Bar
    findings: list[Finding]

    @property
    def anchor(self) -> str:
        return f"nhiem-vu-{self.promise.number}"

    @property
    def lacks(self) -> str:
        """'kết quả lũy kế, trạng thái': for the badge; empty when nothing is missing."""
        return ", ".join(dict.fromkeys(SHORT.get(f.field, f.field) for f in self.findings))

    @property
    def unread(self) -> str:
        """Fields whose typed text could not be read, so that an older value stands for it."""
        return ", ".join(SHORT.get(name, name) for name in self.part.errors)

    @property
    def ready(self) -> bool:
        return not self.findings and not self.unread


@dataclass(frozen=True)
class AnswerView:
    """One task of a frozen round, with what the reviewer made of it."""

    promise: PromiseView
    status: str
    status_word: str
    value: str
    text: str
    difficulties: str
    proposals: str
    needs_support_since: date | None
    nothing_new: bool
    bar: Bar
    comment: str = ""
    last: LastQuarter | None = None
    warnings: list[str] = field(default_factory=list)


def of_form(form: QuarterForm, on: date) -> list[Section]:
    """The form's tasks as they stand in its fields, each with what it still lacks."""
    report = form.report
    content = report.commitment.content
    assert content is not None, "a commitment that owes reports is signed, and signing freezes"
    frozen = {task["number"]: task for task in content["tasks"]}
    return [_section(part, frozen[part.task.number], form, on) for part in form.parts]


def of_round(made: Submission, report: ProgressReport, on: date) -> list[AnswerView]:
    """The tasks of a round as they were handed in."""
    return [_answer(task, made, report, on) for task in made.content["tasks"]]


def amount(value: Decimal | str | None, unit: str) -> str:
    """'1.234,5 hộ', '12,4%': a stored or frozen number with its unit; '' for none."""
    if value is None:
        return ""
    return progress.amount(Decimal(value), unit)


def last_quarter(before: TaskProgress | None, unit: str) -> LastQuarter | None:
    if before is None:
        return None
    text = before.changed or ("Không phát sinh." if before.nothing_new else "")
    name = quarter_label(before.report.period.quarter)
    return LastQuarter(name, amount(before.actual, unit) or Status(before.status).label, text)


def _section(part: AnswerPart, frozen: dict[str, Any], form: QuarterForm, on: date) -> Section:
    before = form.before.get(part.task.pk)
    answer = part.answer()
    done = numbers_of(part.task, answer.done_milestones)
    promise = promise_view(frozen, form.report.period.quarter, done)
    facts = facts_of(part.task, answer.done_milestones)
    return Section(
        promise=promise,
        part=part,
        last=last_quarter(before, promise.unit),
        bar=_bar(facts, answer.actual, answer.status, form.report, on),
        findings=quality.answer_findings(answer, promise_of(part.task, before)),
    )


def _answer(
    frozen: dict[str, Any], made: Submission, report: ProgressReport, on: date
) -> AnswerView:
    promised = frozen["promise"]
    promise = promise_view(promised, report.period.quarter, frozen["done_milestones"])
    facts = facts_of_frozen(promised, frozen["done_milestones"], report.commitment.year.year)
    completion = None if frozen["completion"] is None else Decimal(frozen["completion"])
    since = frozen["needs_support_since"]
    return AnswerView(
        promise=promise,
        status=frozen["status"],
        status_word=Status(frozen["status"]).label,
        value=amount(frozen["actual"], promise.unit),
        text=frozen["changed"],
        difficulties=frozen["difficulties"],
        proposals=frozen["proposals"],
        needs_support_since=date.fromisoformat(since) if since else None,
        nothing_new=frozen["nothing_new"],
        bar=_flagged(facts, completion, Decimal(frozen["planned"]), frozen["status"], report, on),
        comment=made.task_comments.get(str(promise.number), ""),
    )


def promise_view(frozen: dict[str, Any], quarter: int, done: Collection[int]) -> PromiseView:
    """A promise of frozen content as seen from a quarter; ``done`` are numbers of milestones."""
    kind = TaskKind(frozen["kind"])
    owner = ", ".join(part for part in (frozen["owner_name"], frozen["owner_post"]) if part)
    return PromiseView(
        number=frozen["number"],
        title=frozen["title"],
        kind_tone=KIND_TONES[kind],
        kind=kind.label,
        product=frozen["product"],
        measure=goal(frozen),
        unit=frozen["unit_of_measure"],
        due_on=date.fromisoformat(frozen["due_on"]) if frozen["due_on"] else None,
        owner=owner,
        steps=[
            (step["text"], step["number"] in done)
            for step in frozen["milestones"]
            if step["quarter"] <= quarter
        ],
    )


def _bar(
    facts: TaskFacts, actual: Decimal | None, status: str, report: ProgressReport, on: date
) -> Bar:
    completion = progress.completion(facts, actual, status, False)
    planned = progress.planned(facts, report.period.quarter)
    return _flagged(facts, completion, planned, status, report, on)


def _flagged(
    facts: TaskFacts,
    completion: Decimal | None,
    planned: Decimal,
    status: str,
    report: ProgressReport,
    on: date,
) -> Bar:
    tolerance = report.commitment.year.tolerance
    found = progress.flags(facts, report.period.quarter, completion, status, on, tolerance)
    if not rules.has_begun(report, on):  # the plan of a quarter that is still to come
        found -= {Flag.BEHIND}
    reached = facts.target is None or completion is None or completion >= progress.HUNDRED
    if status == Status.DONE and not reached:
        return Bar(completion, planned, "behind", SHORT_OF_TARGET)
    flag = next(iter(found), None)
    on_track = "done" if status == Status.DONE else ""
    tones = {Flag.LATE: "late", Flag.BEHIND: "behind", Flag.EXCEEDED: "done"}
    tone = tones.get(flag, on_track) if flag else ""
    return Bar(completion, planned, tone, flag.label if flag else "")
