"""The overview, and the typed figures of a Báo cáo, as workbooks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from camket.sheets import Sheet, workbook
from commitments import periods
from commitments.models import ProgressReport, Year
from reports.figures import TaskLine, UnitRow
from reports.models import TypedFigure, YearReport

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
COLUMNS = (
    ("Nhóm", 24), ("Đơn vị", 30), ("Số nhiệm vụ", 10), ("Quý I", 14), ("Quý II", 14),
    ("Quý III", 14), ("Quý IV", 14), ("Thực hiện (%)", 12), ("Theo lộ trình (%)", 12),
    ("Nhiệm vụ chậm", 12), ("Chậm so với lộ trình", 14),
)  # fmt: skip
TASK_COLUMNS = (
    ("Đơn vị", 30), ("TT", 6), ("Nội dung cam kết", 60), ("Thời hạn", 12), ("Số ngày chậm", 10),
    ("Thực hiện (%)", 12), ("Theo lộ trình (%)", 12),
)  # fmt: skip
OVERDUE_COLUMNS = (
    ("Đơn vị", 30), ("Kỳ báo cáo", 14), ("Hạn nộp", 12), ("Số ngày quá hạn", 12), ("Gia hạn", 26),
)  # fmt: skip
FIGURE_COLUMNS = (
    ("Số liệu", 60), ("Mã", 24), ("Giá trị", 14), ("Nguồn", 44), ("Số liệu đến ngày", 14),
    ("Người nhập", 26),
)  # fmt: skip


def typed_figures(report: YearReport, rows: Iterable[TypedFigure]) -> bytes:
    """One line a figure, in the order of the page; ``rows`` with ``entered_by``."""
    lines = [
        (row.label, row.token, row.value, row.source, row.dated_on, str(row.entered_by))
        for row in rows
    ]
    return workbook(f"Số liệu nhập tay – {report}", FIGURE_COLUMNS, lines)


def overview(
    year: Year,
    quarter: int,
    rows: Iterable[UnitRow],
    *,
    late: Iterable[TaskLine],
    behind: Iterable[TaskLine],
    overdue: Iterable[tuple[ProgressReport, int, str]],
) -> bytes:
    """The heat map as of a quarter, one line a unit, and the lists beside it, each on a sheet.

    Percents are numbers (12,5 = 12,5 %). ``overdue``: (report, days past the due day, extension).
    """
    lines = [
        [
            row.commitment.unit.group.short_name,
            row.commitment.unit.short_name,
            row.tasks,
            *(CELLS[cell.kind] for cell in row.cells),
            _percent(row.completion),
            _percent(row.planned),
            row.late,
            row.behind,
        ]
        for row in rows
    ]
    return workbook(
        f"Tổng quan {periods.label(quarter, year.year)}",
        COLUMNS,
        lines,
        Sheet("Nhiệm vụ chậm", TASK_COLUMNS, map(_task, late)),
        Sheet("Chậm lộ trình", TASK_COLUMNS, map(_task, behind)),
        Sheet("Quá hạn nộp", OVERDUE_COLUMNS, [_report(*one) for one in overdue]),
    )


def _task(line: TaskLine) -> Sequence[Any]:
    return (
        line.unit,
        line.number,
        line.title,
        line.due_on,
        line.days_late or None,
        _percent(line.completion),
        _percent(line.planned),
    )


def _report(report: ProgressReport, days: int, extended: str) -> Sequence[Any]:
    period = report.period
    return (
        report.commitment.unit.short_name,
        periods.label(period.quarter, period.year.year),
        period.due_on,
        days,
        extended,
    )


def _percent(value: Decimal | None) -> float | None:
    return None if value is None else round(float(value), 1)
