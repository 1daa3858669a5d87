"""One task assigned to many units in one deed, each with its own numbers and its own day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask
from commitments import emails, quality, rules
from commitments.models import Commitment, Task, TaskOrigin, Year
from commitments.quality import Finding, TaskData
from commitments.workflow.assigning import full_sentence, left_to_unit
from commitments.workflow.writing import clean, posted_before, record, write_task
from units.models import Person

# What each unit has of its own, and the name of its cell.
CELLS = {
    "baseline": "số đầu kỳ",
    "target": "chỉ tiêu",
    "given_target": "chỉ tiêu cấp trên giao",
    "due_on": "thời hạn",
    "owner_name": "người phụ trách",
}
UNIT = "unit"  # the field of a finding about the unit as a whole


@dataclass(frozen=True)
class Share:
    """One unit's part, by its commitment's id. Numbers in the task's unit of measure."""

    commitment: int
    baseline: Decimal | None = None
    target: Decimal | None = None
    given_target: Decimal | None = None
    due_on: date | None = None
    owner_name: str = ""

    def of(self, data: TaskData) -> TaskData:
        """The common task with this unit's own values."""
        return clean(replace(data, **{name: getattr(self, name) for name in CELLS}))


@transaction.atomic
def assign_to_many(
    *, year: Year, data: TaskData, shares: Sequence[Share], batch: UUID, by: Person, at: datetime
) -> list[Task]:
    """Assign one task to several units: all of them or none; tells each unit.

    Of ``data`` the values named in CELLS come from each share. A repeated ``batch`` returns the
    tasks made before (double click). Raises Refused with a line for each unit and cell that does
    not hold: not open to assigning, full, incomplete, contradictory.
    """
    year, rows = _hold(year, [share.commitment for share in shares])
    done = list(Task.objects.filter(batch=batch).select_related("commitment").order_by("pk"))
    if done:
        ask(all(task.commitment.year_id == year.pk for task in done), ALREADY_DONE)
        return done
    today = clock.local_date(at)
    ask(rules.may_assign_many(by, year, today), "Năm cam kết này không giao thêm nhiệm vụ được.")
    ask(bool(shares), "Chưa chọn đơn vị nào để giao.")
    ask(
        len(rows) == len(shares),
        "Có đơn vị không còn bản cam kết trong năm này. Đề nghị mở lại trang.",
    )
    lines = []
    for share in shares:
        row = rows[share.commitment]
        lines += [worded(row, one) for one in findings(row, share.of(data), by, today)]
    if lines:
        raise Refused("Chưa giao cho đơn vị nào: còn điểm phải sửa.", lines=lines)
    return [_give(rows[one.commitment], one.of(data), batch, by=by, at=at) for one in shares]


def findings(commitment: Commitment, data: TaskData, by: Person, on: date) -> list[Finding]:
    """Everything that keeps this unit from getting this task; the field names the cell."""
    if commitment.unit.has_ended(on):
        return [Finding(UNIT, "Đơn vị đã kết thúc hoạt động, không giao thêm được.")]
    if not rules.may_assign(by, commitment, on):
        state = commitment.get_state_display().lower()
        return [Finding(UNIT, f"Bản cam kết {state}, không giao thêm được.")]
    if full := full_sentence(commitment):
        return [Finding(UNIT, full)]
    if posted_before(commitment, data, TaskOrigin.ASSIGNED):
        return [Finding(UNIT, "Đơn vị đã được giao đúng nhiệm vụ này.")]
    if commitment.unit_id in data.supporting_units:
        return [Finding(UNIT, "Đơn vị không tự phối hợp với mình: bỏ khỏi đơn vị phối hợp.")]
    left, number = left_to_unit(commitment), commitment.year.year
    found = [f for f in quality.task_findings(data, number, on) if f.field not in left]
    return list(dict.fromkeys([*quality.contradictions(data, number), *found]))


def worded(commitment: Commitment, finding: Finding) -> str:
    """'Phường 5, chỉ tiêu: …'."""
    cell = CELLS.get(finding.field)
    return f"{commitment.unit.short_name}{f', {cell}' if cell else ''}: {finding.sentence}"


def _hold(year: Year, commitments: Collection[int]) -> tuple[Year, dict[int, Commitment]]:
    """Second beat: these rows locked, in one order; then everything as it is now."""
    rows = Commitment.objects.select_for_update().filter(pk__in=commitments, year=year)
    list(rows.order_by("pk").values_list("pk"))
    year = Year.objects.select_related("committee").get(pk=year.pk)
    found = Commitment.objects.select_related("unit__group", "year__committee").filter(
        pk__in=commitments, year=year
    )
    return year, {row.pk: row for row in found}


def _give(commitment: Commitment, data: TaskData, batch: UUID, *, by: Person, at: datetime) -> Task:
    made = write_task(
        commitment, data, task=None, version=0, origin=TaskOrigin.ASSIGNED, by=by, at=at
    )
    commitment.tasks.filter(pk=made.pk).update(batch=batch)
    made.batch = batch
    detail = {"task": made.number, "title": made.title[:200], "batch": str(batch)}
    record(Deed.TASK_ASSIGNED, commitment, by=by, at=at, **detail)
    emails.task_assigned(commitment, made, at=at)
    return made
