"""What the workbook of a quarter asks: a block for each task and one for the general part.

A value is plain (JSON keeps it): text, a number as text with a point, an ISO day, a unit's id,
True for a ticked box. Its key names the place: ``12.actual``, ``12.step.45``, ``0.highlights``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst

from camket.text import format_date, nfc, quarter_label
from commitments import progress
from commitments.models import Addressee, Milestone, ProgressReport, Task
from commitments.progress import Status
from commitments.quality import AnswerData, changed_label, nothing_new_hint
from commitments.workflow.drafting import TEXTS, begun
from commitments.workflow.earlier import Earlier, answers_before
from commitments.workflow.filing import GENERAL_TEXTS, GeneralData
from commitments.workflow.freezing import plain
from commitments.workflow.measuring import facts_of, tasks_of
from units.models import Unit

Plain = str | int | bool | None
Values = dict[str, Plain]

GENERAL = 0  # the general part's place, where a task has its id
STATUSES = tuple((value, str(label)) for value, label in Status.choices)
ADDRESSEES = tuple((value, str(label)) for value, label in Addressee.choices if value)
MARK = "x"


@dataclass(frozen=True)
class Ask:
    """One cell to fill. ``kind``: text, number, share, day, mark, status, addressee or unit.

    A share is a number of percent.
    """

    key: str
    label: str
    kind: str
    note: str = ""
    where: str = ""  # the block's name

    @property
    def named(self) -> str:
        return f"{self.where}, {self.label}"


@dataclass(frozen=True)
class Block:
    """``facts`` are (label, text) that stand there to be read."""

    name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class Questions:
    """All that is asked of one report, what it holds now, and the units a proposal may go to."""

    report: ProgressReport
    tasks: list[Task]
    blocks: list[Block]
    values: Values
    units: dict[int, str]

    def asks(self) -> Iterator[Ask]:
        for block in self.blocks:
            yield from block.asks


def questions(report: ProgressReport, on: date) -> Questions:
    """In a constant number of queries. A task without a draft begins where last quarter left it.

    Proposals may be put to the units of day ``on``, and to those the draft already names.
    """
    tasks = tasks_of(report)
    before = answers_before(report, tasks)
    stored = {a.task_id: a for a in report.answers.prefetch_related("done_milestones")}
    values = _general(report)
    for task in tasks:
        values |= _answer(task, begun(task.pk, stored.get(task.pk), before.get(task.pk)))
    units = _units(report, on, {values[key] for key in values if key.endswith("addressed_unit")})
    blocks = [_task_block(task, before.get(task.pk), report) for task in tasks]
    return Questions(report, tasks, [*blocks, _general_block(report)], values, units)


def answers(asked: Questions, values: Values) -> list[AnswerData]:
    """The values as the verb takes them."""
    return [_data(task, values) for task in asked.tasks]


def general(values: Values) -> GeneralData:
    place = GENERAL
    return GeneralData(
        highlights=_said(values, place, "highlights"),
        difficulties=_said(values, place, "difficulties"),
        proposals=_said(values, place, "proposals"),
        **_whom(place, values),
    )


def shown(ask: Ask, value: Plain, units: dict[int, str]) -> str:
    """A value as a person reads it; empty for nothing."""
    if ask.kind == "mark":
        return "có chọn" if value else "không chọn"
    if value in (None, ""):
        return ""
    if ask.kind in ("number", "share"):
        return progress.amount(Decimal(str(value)), "")
    if ask.kind == "day":
        return format_date(date.fromisoformat(str(value)))
    if ask.kind == "unit":
        return units.get(int(str(value)), "")
    words = dict({"status": STATUSES, "addressee": ADDRESSEES}.get(ask.kind, ()))
    return words.get(str(value), str(value))


def _answer(task: Task, data: AnswerData) -> Values:
    place = task.pk
    found: Values = {f"{place}.nothing_new": data.nothing_new, f"{place}.status": data.status}
    if task.is_quantity:
        found[f"{place}.actual"] = plain(data.actual)
    for step in task.milestones.all():
        found[_step(task, step)] = step.pk in data.done_milestones
    found |= {f"{place}.{name}": _clean(getattr(data, name)) for name in TEXTS}
    found[f"{place}.needs_support"] = data.needs_support
    return found | _put_to(place, data.addressee, data.addressed_unit, data.wanted_by)


def _general(report: ProgressReport) -> Values:
    texts: Values = {f"{GENERAL}.{n}": _clean(getattr(report, n)) for n in GENERAL_TEXTS}
    whom = report.addressee, report.addressed_unit_id, report.wanted_by
    return texts | _put_to(GENERAL, *whom)


def _put_to(place: int, addressee: str, unit: int | None, wanted_by: date | None) -> Values:
    return {
        f"{place}.addressee": addressee,
        f"{place}.addressed_unit": unit,
        f"{place}.wanted_by": wanted_by.isoformat() if wanted_by else None,
    }


def _data(task: Task, values: Values) -> AnswerData:
    place = task.pk
    actual = values.get(f"{place}.actual")
    return AnswerData(
        task=place,
        status=_said(values, place, "status") or Status.NOT_STARTED,
        actual=None if actual is None else Decimal(str(actual)),
        done_milestones=frozenset(
            step.pk for step in task.milestones.all() if values[_step(task, step)]
        ),
        needs_support=bool(values[f"{place}.needs_support"]),
        nothing_new=bool(values[f"{place}.nothing_new"]),
        changed=_said(values, place, "changed"),
        difficulties=_said(values, place, "difficulties"),
        proposals=_said(values, place, "proposals"),
        **_whom(place, values),
    )


def _whom(place: int, values: Values) -> dict[str, Any]:
    unit, day = values[f"{place}.addressed_unit"], values[f"{place}.wanted_by"]
    return {
        "addressee": _said(values, place, "addressee"),
        "addressed_unit": None if unit is None else int(unit),
        "wanted_by": date.fromisoformat(str(day)) if day else None,
    }


def _said(values: Values, place: int, name: str) -> str:
    return str(values[f"{place}.{name}"] or "")


def _task_block(task: Task, before: Earlier | None, report: ProgressReport) -> Block:
    name, unit = f"Nhiệm vụ {task.number}", task.unit_of_measure
    goal = progress.goal(
        task.baseline, task.target, task.given_target, unit=unit, maintain=task.maintain
    )
    due = format_date(task.due_on) if task.due_on else ""
    facts = (
        ("Chỉ tiêu", goal),
        ("Sản phẩm, kết quả phải đạt", task.product),
        ("Thời hạn và phụ trách", " · ".join(part for part in (due, task.owner) if part)),
        ("Kết quả quý trước", _last(before)),
    )
    counted, reported = facts_of(task), before is not None
    anew = before.recounted if before else ""
    hint = f"{capfirst(anew)}: kết quả quý trước không điền sẵn. " if anew else ""
    asks = [
        ("nothing_new", "Không phát sinh trong quý này", "mark",
         f"Ghi x nếu không có gì mới. {nothing_new_hint(reported=reported, recounted=anew)}"),
        *([("actual", f"{progress.value_label(counted)}{f' ({unit})' if unit else ''}",
            "share" if "%" in unit else "number",
            f"{hint}{progress.value_hint(counted, unit)} Dùng dấu phẩy cho phần thập phân: 12,4.")]
          if task.is_quantity else []),
        *((f"step.{step.pk}", f"Mốc {quarter_label(step.quarter)}: {step.text}", "mark",
           "Ghi x nếu mốc đã hoàn thành.") for step in task.milestones.all()),
        ("status", "Trạng thái", "status", "Chọn trong danh sách."),
        ("changed", changed_label(reported=reported), "text",
         "Nêu việc đã làm, con số, nơi chốn."),
        ("difficulties", "Khó khăn, vướng mắc", "text", ""),
        *_proposal_asks("Kiến nghị, đề xuất"),
        ("needs_support", "Cần cấp ủy hỗ trợ", "mark",
         "Ghi x nếu cần hỗ trợ; báo sớm được ghi nhận ngày báo."),
    ]  # fmt: skip
    told = tuple(fact for fact in facts if fact[1])
    return Block(name, task.title, told, _asks(task.pk, name, asks))


def _general_block(report: ProgressReport) -> Block:
    name = "Phần chung"
    whole_year = report.period.quarter == 4
    asks = [
        ("highlights", "Kết quả nổi bật cả năm" if whole_year else "Kết quả nổi bật", "text",
         "Bắt buộc; đưa vào báo cáo năm của cấp ủy." if whole_year else ""),
        ("difficulties", "Khó khăn, vướng mắc chung", "text", ""),
        *_proposal_asks("Kiến nghị, đề xuất chung"),
    ]  # fmt: skip
    return Block(name, "Nội dung không thuộc riêng nhiệm vụ nào", (), _asks(GENERAL, name, asks))


def _proposal_asks(label: str) -> list[tuple[str, str, str, str]]:
    return [
        ("proposals", label, "text", "Một việc cụ thể; ghi nơi nhận và ngày cần ở ba ô dưới."),
        ("addressee", "Kiến nghị với", "addressee", "Chọn trong danh sách."),
        ("addressed_unit", "Đơn vị nhận kiến nghị", "unit", "Chỉ chọn khi kiến nghị với đơn vị khác."),
        ("wanted_by", "Cần trả lời trước ngày", "day", "Ngày/tháng/năm, ví dụ 15/4/2021."),
    ]  # fmt: skip


def _asks(place: int, where: str, asks: list[tuple[str, str, str, str]]) -> tuple[Ask, ...]:
    return tuple(
        Ask(f"{place}.{name}", label, kind, note, where) for name, label, kind, note in asks
    )


def _last(before: Earlier | None) -> str:
    """In the words of the promise it was handed in under."""
    if before is None:
        return "Chưa có báo cáo quý trước."
    answer, unit = before.answer, before.measure.unit
    value = "" if answer.actual is None else progress.amount(answer.actual, unit)
    text = answer.changed or ("Không phát sinh." if answer.nothing_new else "")
    said = [quarter_label(answer.report.period.quarter), value or Status(answer.status).label]
    judged = f"{capfirst(before.differs)}." if before.differs else ""
    return " ".join(part for part in (f"{': '.join(said)}.", text, judged) if part)


def _units(report: ProgressReport, on: date, named: Collection[Plain]) -> dict[int, str]:
    """The committee's other units by id, by rank, with their code where two have one short name."""
    rows = Unit.objects.filter(committee=report.commitment.year.committee_id)
    rows = rows.exclude(pk=report.commitment.unit_id).order_by("group__rank", "rank", "pk")
    known = [unit for unit in rows if unit.in_force(on) or unit.pk in named]
    names = [unit.short_name for unit in known]
    return {
        unit.pk: f"{unit.short_name} ({unit.code})"
        if names.count(unit.short_name) > 1
        else unit.short_name
        for unit in known
    }


def _step(task: Task, step: Milestone) -> str:
    return f"{task.pk}.step.{step.pk}"


def _clean(text: str) -> str:
    """As a cell gives it back: one line's end, nothing around it."""
    return nfc(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
