"""Workbooks people take away. Text stays text: nothing a unit wrote becomes a formula or a link."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter

from camket import clock
from commitments.models import Commitment, Task
from commitments.progress import KEPT

PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Columns = Sequence[tuple[str, int]]

COMMITMENT_COLUMNS = (
    ("Nhóm", 22),
    ("Đơn vị", 34),
    ("Trạng thái", 20),
    ("Số nhiệm vụ", 10),
    ("Trọng tâm", 10),
    ("Khó, cấp bách", 10),
    ("Đột phá", 10),
    ("Số ngày chờ", 10),
    ("Ngày ký", 12),
    ("Mã", 12),
)
TASK_COLUMNS = (
    ("Đơn vị", 30),
    ("TT", 6),
    ("Nội dung cam kết", 60),
    ("Loại", 14),
    ("Nguồn", 14),
    ("Trách nhiệm", 18),
    ("Người phụ trách", 30),
    ("Sản phẩm", 40),
    ("Đơn vị tính", 10),
    ("Số đầu kỳ", 12),
    ("Chỉ tiêu", 12),
    ("Cấp trên giao", 12),
    ("Chỉ tiêu duy trì", 26),
    ("Thời hạn", 12),
    ("Đơn vị phối hợp", 30),
    ("Căn cứ", 40),
)
BATCH_COLUMNS = (
    ("Nhóm", 22),
    ("Đơn vị", 34),
    ("TT trong bản cam kết", 12),
    ("Số đầu kỳ", 12),
    ("Chỉ tiêu", 12),
    ("Cấp trên giao", 12),
    ("Đơn vị tính", 10),
    ("Thời hạn", 12),
    ("Người phụ trách", 30),
    ("Bản cam kết", 20),
    ("Kết quả đã duyệt", 14),
    ("Mức hoàn thành (%)", 14),
)
REPORT_COLUMNS = (
    ("Nhóm", 22),
    ("Đơn vị", 34),
    ("Kỳ báo cáo", 11),
    ("Trạng thái", 16),
    ("Tình hình", 20),
    ("Hạn nộp", 12),
    ("Khóa sổ", 12),
    ("Ngày nộp", 12),
    ("Đúng hạn", 16),
    ("Gia hạn", 24),
    ("Ngày chấp nhận", 15),
)


def reports_workbook(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """The list of quarterly reports; ``rows`` in the order of REPORT_COLUMNS."""
    return _workbook(title, REPORT_COLUMNS, rows)


def commitments_workbook(title: str, rows: Iterable[Commitment], on: date) -> bytes:
    """The list of commitments (``for_list`` rows) and, on a second sheet, their tasks."""
    rows = list(rows)
    tasks = (_task(row, task) for row in rows for task in row.tasks.all())
    return _workbook(
        title,
        COMMITMENT_COLUMNS,
        (_commitment(row, on) for row in rows),
        ("Nhiệm vụ", TASK_COLUMNS, tasks),
    )


def batch_workbook(title: str, rows: Iterable[Task]) -> bytes:
    """The units that were given one task; ``with_progress`` rows."""
    return _workbook(title, BATCH_COLUMNS, (_batch_line(row) for row in rows))


def _batch_line(row: Any) -> Sequence[Any]:
    unit = row.commitment.unit
    return (
        unit.group.short_name,
        unit.short_name,
        row.number,
        *(_float(number) for number in (row.baseline, row.target, row.given_target)),
        row.unit_of_measure,
        row.due_on,
        ", ".join(part for part in (row.owner_name, row.owner_post) if part),
        row.commitment.get_state_display(),
        _float(row.reached),
        _float(row.progress),
    )


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _commitment(row: Any, on: date) -> Sequence[Any]:
    since = row.waiting_since
    return (
        row.unit.group.short_name,
        row.unit.short_name,
        row.get_state_display(),
        row.task_count,
        row.key_count,
        row.hard_count,
        row.breakthrough_count,
        (on - clock.local_date(since)).days if since else None,
        row.signed_on,
        row.code,
    )


def _task(row: Commitment, task: Task) -> Sequence[Any]:
    numbers = (task.baseline, task.target, task.given_target)
    return (
        row.unit.short_name,
        task.number,
        task.title,
        task.get_kind_display(),
        task.get_origin_display(),
        task.get_responsibility_display(),
        ", ".join(part for part in (task.owner_name, task.owner_post) if part),
        task.product,
        task.unit_of_measure,
        *(_float(number) for number in numbers),
        KEPT.get(task.maintain, ""),
        task.due_on,
        ", ".join(unit.short_name for unit in task.supporting_units.all()),
        task.basis,
    )


def _workbook(
    title: str,
    columns: Columns,
    rows: Iterable[Sequence[Any]],
    *more: tuple[str, Columns, Iterable[Sequence[Any]]],
) -> bytes:
    """A first sheet "Danh sách", and ``more`` as (name, columns, rows), each under the title."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, PLAIN) as book:
        for name, head, lines in (("Danh sách", columns, rows), *more):
            _sheet(book, name, title, head, lines)
    return buffer.getvalue()


def _sheet(
    book: xlsxwriter.Workbook,
    name: str,
    title: str,
    columns: Columns,
    rows: Iterable[Sequence[Any]],
) -> None:
    """A title, a head that stays in sight, and the rows. Dates are real dates."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for at, (label, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, label, head)
    last = 2
    for last, row in enumerate(rows, 3):
        for at, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(last, at, value, day)
            elif isinstance(value, str):
                sheet.write_string(last, at, value)
            else:
                sheet.write(last, at, value)
    sheet.freeze_panes(3, 0)
    sheet.autofilter(2, 0, last, len(columns) - 1)
