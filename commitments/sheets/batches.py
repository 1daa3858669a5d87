"""One task that was assigned to many units, as a workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from camket.sheets import Columns, workbook
from commitments.models import Task
from commitments.sheets.lists import percent

BATCH: Columns = (
    ("Nhóm", 22), ("Đơn vị", 34), ("TT trong bản cam kết", 12), ("Số đầu kỳ", 12), ("Chỉ tiêu", 12),
    ("Cấp trên giao", 12), ("Đơn vị tính", 10), ("Thời hạn", 12), ("Người phụ trách", 30),
    ("Bản cam kết", 20), ("Kết quả được chấp nhận", 14), ("Mức hoàn thành (%)", 14),
)  # fmt: skip


def batch_workbook(title: str, rows: Iterable[Task]) -> bytes:
    """The units that were given one task; rows of ``with_progress``."""
    return workbook(title, BATCH, map(_line, rows))


def _line(row: Any) -> Sequence[Any]:
    unit = row.commitment.unit
    return (
        unit.group.short_name,
        unit.short_name,
        row.number,
        row.baseline,
        row.target,
        row.given_target,
        row.unit_of_measure,
        row.due_on,
        row.owner,
        row.commitment.get_state_display(),
        row.reached,
        percent(row.progress),
    )
