"""The overview as a workbook."""

from collections.abc import Iterable

from camket.sheets import workbook
from commitments import periods
from commitments.models import Year
from reports.figures import UnitRow

CELLS = {
    "accepted": "Đã duyệt",
    "submitted": "Đã nộp",
    "sent_back": "Trả lại",
    "overdue": "Quá hạn",
    "open": "Đang soạn",
    "soon": "Chưa nộp",
    "far": "Chưa nộp",
    "future": "Chưa đến kỳ",
    "none": "Không phải báo cáo",
}


def overview(year: Year, quarter: int, rows: Iterable[UnitRow]) -> bytes:
    """The heat map as of a quarter: one line a unit. Percents are numbers (12,5 = 12,5 %)."""
    head = [
        "Nhóm", "Đơn vị", "Số nhiệm vụ", "Quý I", "Quý II", "Quý III", "Quý IV",
        "Thực hiện (%)", "Theo lộ trình (%)", "Nhiệm vụ chậm", "Chậm so với lộ trình",
    ]  # fmt: skip
    lines = [
        [
            row.commitment.unit.group.short_name,
            row.commitment.unit.short_name,
            row.tasks,
            *(CELLS[cell.kind] for cell in row.cells),
            None if row.completion is None else round(float(row.completion), 1),
            None if row.planned is None else round(float(row.planned), 1),
            row.late,
            row.behind,
        ]
        for row in rows
    ]
    return workbook(f"Tổng quan {periods.label(quarter, year.year)}", head, lines)
