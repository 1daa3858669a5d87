"""The quarter's form as it stands: each part beside its promise, what it lacks, where to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from camket import clock
from camket.text import input_number
from commitments import progress, quality
from commitments.forms.answers import AnswerPart, Part
from commitments.forms.quarter import QuarterForm
from commitments.models import ProgressReport, Task
from commitments.progress import Status
from commitments.quality import Finding
from commitments.views import sections
from commitments.views.raised import Raised, raised_before
from commitments.views.sections import Bar, LastQuarter, PromiseView
from commitments.workflow import filing
from commitments.workflow.drafting import as_stored
from commitments.workflow.earlier import Earlier, promise_of
from commitments.workflow.freezing import numbers_of
from commitments.workflow.measures import measure_of
from commitments.workflow.measuring import facts_of
from commitments.workflow.raising import asked_until

SHORT = {
    "changed": "điều gì đã thay đổi",
    "status": "trạng thái",
    "nothing_new": "không phát sinh",
    "difficulties": "lý do ở mục khó khăn",
    "done": "mốc đã hoàn thành",
    "highlights": "kết quả nổi bật",
    "proposals": "nội dung kiến nghị",
    "addressee": "nơi nhận kiến nghị",
    "addressed_unit": "đơn vị nhận kiến nghị",
    "wanted_by": "ngày cần trả lời",
}


@dataclass(frozen=True)
class Lacking:
    """A part of the form with what it still lacks; ``raised`` are proposals of earlier quarters.

    ``notes``: what is said of a field, by its name, that keeps nothing back.
    """

    anchor: str
    part: Part
    findings: list[Finding]
    raised: list[Raised]
    notes: dict[str, str]

    @property
    def doubtful(self) -> list[Finding]:
        """What is said of fields that are filled."""
        return [one for one in self.findings if self._is_filled(one.field)]

    @property
    def lacks(self) -> str:
        """'kết quả lũy kế, trạng thái': for the badge; empty when nothing is missing."""
        return self._named(one for one in self.findings if not self._is_filled(one.field))

    @property
    def doubted(self) -> str:
        """The same of fields that are filled and questionable."""
        return self._named(self.doubtful)

    @property
    def doubts(self) -> list[tuple[str, str]]:
        """(id of the place, what is said there) for each such field, and of those with a note."""
        asked: dict[str, list[str]] = {}
        for name, note in self.notes.items():
            if note and name not in self.part.errors:
                asked[self.place(name)] = [note]
        for one in self.doubtful:
            if one.field not in self.part.errors:
                asked.setdefault(self.place(one.field), []).append(one.sentence)
        return [(place, " ".join(sentences)) for place, sentences in asked.items()]

    @property
    def unread(self) -> str:
        """Fields whose typed text could not be read, so that an older value stands for it."""
        return ", ".join(map(self._short, self.part.errors))

    def _is_filled(self, name: str) -> bool:
        return self.part.kept(name) not in (None, "", [])

    def _named(self, findings: Iterable[Finding]) -> str:
        return ", ".join(dict.fromkeys(self._short(one.field) for one in findings))

    def _short(self, name: str) -> str:
        """As the badge calls a field; the value as its own box does."""
        return str(self.part[name].label).lower() if name == "actual" else SHORT.get(name, name)

    @property
    def ready(self) -> bool:
        return not self.findings and not self.unread

    @property
    def missing(self) -> list[tuple[str, str]]:
        """(id of the place on the page, sentence) of each thing to mend."""
        found = [(self.place(one.field), one.sentence) for one in self.findings]
        found += [
            (self.place(name), f"{self.part[name].label}: nhập chưa đúng, chưa ghi được.")
            for name in self.part.errors
        ]
        return found

    def place(self, name: str) -> str:
        box = self.part[name]
        return f"div_{box.auto_id}" if box.use_fieldset or name == "nothing_new" else box.auto_id


@dataclass(frozen=True)
class Section(Lacking):
    """One task on the form.

    ``once`` is what "nothing new" stands for, as the page's boxes hold it; ``kept`` in words.
    """

    part: AnswerPart
    promise: PromiseView
    last: LastQuarter | None
    bar: Bar
    once: dict[str, str]
    kept: str


def of_page(report: ProgressReport, form: QuarterForm) -> dict[str, Any]:
    """Each part with what it lacks, and all that is missing with a link to its place."""
    on = clock.today()
    raised = raised_before(report)
    days = asked_until(report)
    parts = _sections(form, raised, days, on)
    quarter = report.period.quarter
    said, asked = form.general_data(), days.get(0)
    found = filing.general_findings(said, quarter, on, asked)
    notes = {"wanted_by": quality.reply_day_note(said, on, asked)}
    general = Lacking("phan-chung", form.general, found, raised.get(None, []), notes)
    missing = [
        (f"#{place}", f"Nhiệm vụ {part.promise.number}: {sentence}")
        for part in parts
        for place, sentence in part.missing
    ]
    missing += [(f"#{place}", f"Phần chung: {sentence}") for place, sentence in general.missing]
    every = [general, *parts]
    doubtful = sum(len(part.doubtful) for part in every)
    ready = [part.ready for part in parts]
    return {
        "sections": parts,
        "general": general,
        "missing": missing,
        "lacking_count": len(missing) - doubtful,
        "doubtful_count": doubtful,
        "ready": ready,
        "ready_count": sum(ready),
        "unread_count": len(form.problems),
        "saved_at": report.saved_at,
        "saved_today": report.saved_at and clock.local_date(report.saved_at) == on,
    }


def _sections(
    form: QuarterForm, raised: dict[int | None, list[Raised]], days: dict[int, date], on: date
) -> list[Section]:
    """The form's tasks as they stand in its fields, each with what it still lacks."""
    content = form.report.commitment.content
    assert content is not None, "a commitment that owes reports is signed, and signing freezes"
    frozen = {task["number"]: task for task in content["tasks"]}
    return [
        _section(part, frozen[part.task.number], form, raised.get(part.task.pk, []), days, on)
        for part in form.parts
    ]


def _section(
    part: AnswerPart,
    frozen: dict[str, Any],
    form: QuarterForm,
    raised: list[Raised],
    days: dict[int, date],
    on: date,
) -> Section:
    before = form.before.get(part.task.pk)
    answer = as_stored(part.answer(), part.task, before)
    done = numbers_of(part.task, answer.done_milestones)
    promise = sections.promise_view(frozen, form.report.period.quarter, done)
    facts = facts_of(part.task, answer.done_milestones)
    asked = days.get(part.task.number)
    promised = promise_of(part.task, before, form.report.period.quarter)
    findings = quality.answer_findings(answer, promised, on, asked)
    is_questioned = any(one.field == "actual" for one in findings)
    actual = None if is_questioned else answer.actual  # no percentage of a value hardly meant
    bar = sections.bar_of(facts, actual, answer.status, form.report, on)
    is_whole = progress.is_whole(facts, bar.completion)
    notes = {
        "wanted_by": quality.reply_day_note(answer, on, asked),
        "status": quality.done_note(answer, is_whole=is_whole),
    }
    return Section(
        anchor=f"nhiem-vu-{part.task.number}",
        part=part,
        findings=findings,
        raised=raised,
        notes=notes,
        promise=promise,
        last=sections.last_quarter(before.told if before else None, measure_of(part.task).promised),
        bar=bar,
        once=_once(part.task, before),
        kept=_kept(part.task, before),
    )


def _once(task: Task, before: Earlier | None) -> dict[str, str]:
    """Value, steps and status that "nothing new" stands for: last quarter's, or the beginning's.

    No status where the Office did not share the unit's: then it is asked for. ``asks``: "1" where
    the value is still to be typed.
    """
    value = before.value if before else task.baseline
    steps = before.done if before else ()
    return {
        "actual": input_number(value) if task.is_quantity else "",
        "done": " ".join(str(pk) for pk in sorted(steps)),
        "status": before.answer.status if before and not before.differs else "",
        "asks": "1" if before and before.recounted else "",
    }


def _kept(task: Task, before: Earlier | None) -> str:
    """'Giữ nguyên: 42 hộ, đang thực hiện.'; nothing of an earlier result where there is none."""
    value = before.value if before else task.baseline
    shown = sections.amount(value, task.unit_of_measure) if task.is_quantity else ""
    if before is None:
        return f"Trong quý không phát sinh{f', bằng số đầu kỳ {shown}' if shown else ''}."
    if before.differs:
        what = f": {shown}" if shown else " các mốc"
        return f"Giữ nguyên{what}. Đề nghị chọn lại trạng thái theo đánh giá của Văn phòng."
    status = Status(before.answer.status).label.lower()
    return f"Giữ nguyên: {', '.join(part for part in (shown, status) if part)}."
