"""Rows of "Nhiệm vụ" with their "Lộ trình": known by unit and number, written on the unit's behalf."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from camket.text import format_date, format_number
from commitments import quality, rules
from commitments.exchange.checking.ground import NEW, SAME, UPDATE, Ground, Plan, differences
from commitments.exchange.columns import STEPS, TASKS
from commitments.exchange.deeds import AddCommitment, Deed, SaveTask
from commitments.exchange.reading import Row
from commitments.models import Commitment, Task, TaskOrigin
from commitments.quality import MilestoneData, TaskData
from commitments.workflow.freezing import number
from commitments.workflow.registering import UNITS_OWN
from commitments.workflow.writing import task_data
from units.models import Unit

Key = tuple[str, int]  # code of the unit, number of the task
NUMBERS = ("baseline", "target", "given_target")
TEXTS = (
    "title", "kind", "responsibility", "owner_name", "owner_post", "basis", "product",
    "unit_of_measure", "maintain",
)  # fmt: skip


def check_tasks(ground: Ground, plan: Plan) -> None:
    if ground.rows(TASKS.key) or ground.rows(STEPS.key):
        _Checker(ground).check(plan)


class _Checker:
    """The year's commitments and tasks, loaded at once."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.commitments: dict[int, Commitment] = {}
        self.tasks: dict[int, dict[int, Task]] = {}
        if ground.year is not None:
            self._load(ground.year.commitments.all())
        self.steps: dict[Key, list[tuple[Row, MilestoneData]]] = {}
        self.first: dict[Key, Row] = {}
        self.written: dict[Key, TaskData] = {}
        self.outcomes: dict[Key, str] = {}
        self.opened: set[str] = set()

    def _load(self, rows: Any) -> None:
        units = {unit.pk: unit for unit in self.ground.stored}
        parts = ("tasks__milestones", "tasks__supporting_units", "tasks__bases")
        for row in rows.order_by("pk").prefetch_related(*parts):
            row.year, row.unit = self.ground.year, units[row.unit_id]
            self.commitments[row.unit_id] = row
            self.tasks[row.unit_id] = {task.number: task for task in row.tasks.all()}

    def check(self, plan: Plan) -> None:
        step_rows = list(self._read_steps())
        for row in sorted(self.ground.rows(TASKS.key), key=_number):
            self._task(row, plan)
        for row, key in step_rows:
            if key is not None and key not in self.first:
                row.objects(
                    "number", f"trang Nhiệm vụ không có nhiệm vụ TT {key[1]} của đơn vị này."
                )
            outcome = self.outcomes.get(key, SAME) if key else SAME
            plan.say(row, str(row.values.get("text") or ""), outcome)

    def _read_steps(self) -> Iterator[tuple[Row, Key | None]]:
        for row in self.ground.rows(STEPS.key):
            unit = self.ground.unit_of(row)
            if row.wrong or unit is None:
                yield row, None
                continue
            said = row.values
            weight = said.get("weight")
            step = MilestoneData(
                int(str(said["quarter"])),
                str(said["text"]),
                number(said.get("planned_value")),  # type: ignore[arg-type]
                1 if weight is None else int(weight),
            )
            key = (unit.code, int(str(said["number"])))
            self.steps.setdefault(key, []).append((row, step))
            yield row, key

    def _task(self, row: Row, plan: Plan) -> None:
        unit = self.ground.unit_of(row)
        what = (
            f"{unit or row.values.get('unit') or ''} – {str(row.values.get('title') or '')[:120]}"
        )
        if self.ground.year is None:
            row.objects("title", "chưa chọn năm cam kết để nhập nhiệm vụ.")
        number = row.values.get("number")
        if unit is None or row.wrong or not isinstance(number, int):
            if unit is not None and isinstance(number, int):
                self.first.setdefault((unit.code, number), row)
            plan.say(row, what, NEW)
            return
        stored = self.tasks.get(unit.pk or 0, {}).get(number)
        self._ask_number(row, unit, number, stored)
        data, supporting = self._data(row, unit, (unit.code, number), stored)
        lines: list[str] = []
        outcome = self._judge(row, unit, data, supporting, stored, lines)
        deeds: list[Deed] = []
        if outcome != SAME:
            self._ask_writable(row, unit, lines, deeds)
            deeds.append(SaveTask(unit.code, data, supporting, stored))
        if not row.wrong:
            self.outcomes[unit.code, number] = outcome
        plan.say(row, what, outcome, lines, *deeds)

    def _ask_writable(self, row: Row, unit: Unit, lines: list[str], deeds: list[Deed]) -> None:
        ground, year = self.ground, self.ground.year
        assert year is not None
        commitment = self.commitments.get(unit.pk or 0)
        if commitment is None:
            if year.state not in rules.WRITABLE_YEARS:
                row.objects("unit", f"năm cam kết {year.year} chưa mở đăng ký hoặc đã khép.")
            elif not rules.may_edit_year(ground.by, year, ground.on):
                row.objects("unit", "chỉ Văn phòng nhập được nhiệm vụ.")
            elif unit.valid_to is not None and unit.valid_to < ground.on:
                row.objects("unit", f"{unit} đã kết thúc hoạt động.")
            elif unit.code not in self.opened:
                self.opened.add(unit.code)
                lines.append(f"Lập bản cam kết năm {year.year} của {unit}.")
                deeds.append(AddCommitment(unit.code))
        elif not rules.may_write_registration(ground.by, commitment, ground.on):
            state = commitment.get_state_display().lower()
            row.objects("unit", f"bản cam kết của {unit} {state} nên không nhập được nhiệm vụ.")

    def _ask_number(self, row: Row, unit: Unit, number: int, stored: Task | None) -> None:
        key = (unit.code, number)
        if first := self.first.get(key):
            row.objects("number", f"TT {number} của {unit} trùng với dòng {first.number}.")
        elif stored is None:
            there = set(self.tasks.get(unit.pk or 0, {}))
            there |= {n for code, n in self.first if code == unit.code}
            if number != (wanted := max(there, default=0) + 1):
                row.objects("number", f"TT của nhiệm vụ mới phải nối tiếp: {wanted}.")
        self.first.setdefault(key, row)

    def _data(
        self, row: Row, unit: Unit, key: Key, stored: Task | None
    ) -> tuple[TaskData, tuple[str, ...]]:
        """The whole task as wanted; units that support it by code."""
        said = row.values
        now = task_data(stored) if stored else TaskData("", "KEY", "COLLECTIVE")
        values: dict[str, Any] = {name: said.get(name) or "" for name in TEXTS if name in said}
        values |= {name: number(said[name]) for name in NUMBERS if name in said}  # type: ignore[arg-type]
        if "due_on" in said:
            values["due_on"] = date.fromisoformat(str(said["due_on"])) if said["due_on"] else None
        if "steps" in self.ground.read.present:
            steps = [step for _, step in self.steps.get(key, [])]
            values["milestones"] = tuple(sorted(steps, key=lambda step: step.quarter))
        supporting = self._supporting(row, unit, stored)
        return replace(now, **values, supporting_units=()), supporting

    def _supporting(self, row: Row, unit: Unit, stored: Task | None) -> tuple[str, ...]:
        if "supporting_units" not in row.values:
            kept = stored.supporting_units.all() if stored else []
            return tuple(other.code for other in kept)
        found: list[str] = []
        for name in str(row.values["supporting_units"] or "").split(";"):
            try:
                other = self.ground.units.find(name.strip()) if name.strip() else None
            except ValueError as error:
                row.objects("supporting_units", str(error))
                continue
            if other is not None and other.code == unit.code:
                row.objects("supporting_units", "đơn vị phối hợp phải là đơn vị khác.")
            elif other is not None and other.code not in found:
                found.append(other.code)
        return tuple(found)

    def _judge(
        self,
        row: Row,
        unit: Unit,
        data: TaskData,
        supporting: tuple[str, ...],
        stored: Task | None,
        lines: list[str],
    ) -> str:
        assert self.ground.year is not None
        for finding in quality.contradictions(data, self.ground.year.year):
            row.objects(finding.field, finding.sentence)
        if stored is None:
            key = (unit.code, int(str(row.values["number"])))
            before = self.tasks.get(unit.pk or 0, {}).get(key[1] - 1)
            same = replace(task_data(before), supporting_units=()) if before else None
            if data in (same, self.written.get((unit.code, key[1] - 1))):
                row.objects("title", f"trùng hoàn toàn với nhiệm vụ TT {key[1] - 1} của {unit}.")
            self.written[key] = data
            return NEW
        now = replace(task_data(stored), supporting_units=())
        codes = {other.code for other in stored.supporting_units.all()}
        changes = _changes(now, data, codes, set(supporting))
        if stored.origin == TaskOrigin.ASSIGNED:
            _ask_own(row, now, data)
        if not changes:
            return SAME
        lines += changes
        return UPDATE


def _ask_own(row: Row, now: TaskData, data: TaskData) -> None:
    """Of an assigned task a unit changes who does it, the roadmap, and who supports it."""
    for column in TASKS.columns:
        key = column.key
        if key in ("number", "unit", *UNITS_OWN):
            continue
        if getattr(now, key) != getattr(data, key):
            row.objects(
                key,
                "nhiệm vụ được giao chỉ sửa được người phụ trách, lộ trình và đơn vị phối hợp.",
            )


def _changes(now: TaskData, data: TaskData, codes: set[str], wanted: set[str]) -> list[str]:
    def pairs() -> Iterator[tuple[str, Any, Any]]:
        for column in TASKS.columns:
            if column.key in ("number", "unit", "supporting_units"):
                continue
            before, after = (_shown(column, getattr(one, column.key)) for one in (now, data))
            yield column.name, before, after
        yield "Đơn vị phối hợp", ", ".join(sorted(codes)), ", ".join(sorted(wanted))
        if now.milestones != data.milestones:
            yield "Lộ trình", f"{len(now.milestones)} mốc", f"{len(data.milestones)} mốc, sửa lại"

    return differences(pairs())


def _shown(column: Any, value: Any) -> str:
    if value is None:
        return ""
    if column.kind == "number":
        return format_number(value)
    if column.kind == "day":
        return format_date(value)
    return dict(column.choices).get(value, value)


def _number(row: Row) -> int:
    said = row.values.get("number")
    return int(said) if isinstance(said, int) else 0
