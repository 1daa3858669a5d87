"""The commitments of a year and their reports as workbooks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from camket import clock
from camket.sheets import Sheet, workbook
from camket.text import format_date
from commitments.models import Choice, Commitment, Handover, Support, Task
from commitments.progress import KEPT
from commitments.sheets.lists import percent

COMMITMENT_COLUMNS = (
    ("Nhóm", 22),
    ("Đơn vị", 34),
    ("Trạng thái", 20),
    ("Số nhiệm vụ", 10),
    ("Trọng tâm", 10),
    ("Khó, cấp bách", 10),
    ("Đột phá", 10),
    ("Mức rõ (%)", 10),
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
    ("Văn bản căn cứ", 40),
    ("Căn cứ khác", 40),
    ("Đạt mấy trong 6 rõ", 12),
    ("Ghi chú", 24),
)
AMENDMENT_COLUMNS = (
    ("Nhóm", 22),
    ("Đơn vị", 34),
    ("Điều chỉnh", 22),
    ("Trạng thái", 26),
    ("Nhiệm vụ", 24),
    ("Lý do", 50),
    ("Ngày đề nghị", 13),
    ("Thời điểm", 28),
    ("Ngày quyết định", 15),
    ("Người quyết định", 26),
    ("Ý kiến", 40),
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
    ("Xin gia hạn", 28),
    ("Văn phòng xem xét muộn (ngày)", 14),
    ("Ngày chấp nhận", 15),
)


SCAN_COLUMNS = (
    ("Nhóm", 22),
    ("Đơn vị", 34),
    ("Ngày ký", 12),
    ("Bản hiện hành", 18),
    ("Mã", 12),
    ("Bản ký", 14),
    ("Ngày tải lên", 12),
)


def scans_workbook(title: str, rows: Iterable[Any]) -> bytes:
    """Signed commitments (``with_scans`` rows) and whether the scan of each paper is there."""
    return workbook(title, SCAN_COLUMNS, (_scan(row) for row in rows))


def _scan(row: Any) -> Sequence[Any]:
    return (
        row.unit.group.short_name,
        row.unit.short_name,
        row.signed_on,
        f"Điều chỉnh lần {row.newest}" if row.newest else "Như đã ký",
        row.code,
        "Đã có" if row.scan_id else "Chưa có",
        clock.local_date(row.scanned_at) if row.scanned_at else None,
    )


EVIDENCE_COLUMNS = (
    ("Tên tệp", 44),
    ("Loại", 12),
    ("Cỡ (KB)", 10),
    ("Dùng ở", 34),
    ("Người tải lên", 24),
    ("Ngày tải lên", 12),
    ("SHA-256", 66),
    ("Ngày xóa", 12),
    ("Lý do xóa", 40),
)


def evidence_workbook(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """A unit's files of evidence; ``rows`` in the order of EVIDENCE_COLUMNS."""
    return workbook(title, EVIDENCE_COLUMNS, rows)


def reports_workbook(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """The list of quarterly reports; ``rows`` in the order of REPORT_COLUMNS."""
    return workbook(title, REPORT_COLUMNS, rows)


HANDOVER_COLUMNS = (
    ("Đơn vị", 30),
    ("Vai trò", 18),
    ("Người giao", 26),
    ("Người nhận", 26),
    ("Từ ngày", 12),
    ("Việc đang dở", 10),
    ("Ngày xác nhận", 14),
    ("Ghi chú", 50),
)


def handovers_workbook(title: str, rows: Iterable[Handover]) -> bytes:
    """The list of handovers (``with_names`` rows), in the order of the page."""
    return workbook(title, HANDOVER_COLUMNS, (_handover(row) for row in rows))


def _handover(row: Handover) -> Sequence[Any]:
    return (
        row.unit.short_name,
        row.get_role_display(),
        str(row.leaver),
        str(row.successor),
        row.starts_on,
        len(row.items),
        clock.local_date(row.acknowledged_at) if row.acknowledged_at else None,
        row.note,
    )


def amendments_workbook(title: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """The list of amendments; ``rows`` in the order of AMENDMENT_COLUMNS."""
    return workbook(title, AMENDMENT_COLUMNS, rows)


def commitments_workbook(title: str, rows: Iterable[Commitment], on: date) -> bytes:
    """The list of commitments (``for_list`` rows) and, on a second sheet, their tasks."""
    rows = list(rows)
    tasks = (_task(row, task) for row in rows for task in row.tasks.all())
    return workbook(
        title,
        COMMITMENT_COLUMNS,
        (_commitment(row, on) for row in rows),
        Sheet("Nhiệm vụ", TASK_COLUMNS, tasks),
    )


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
        percent(row.clarity_percent),
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
        task.owner,
        task.product,
        task.unit_of_measure,
        *(None if number is None else float(number) for number in numbers),
        KEPT.get(task.maintain, ""),
        task.due_on,
        ", ".join(_supporting(support) for support in task.supports.all()),
        "; ".join(basis.cited for basis in task.bases.all()),
        task.basis,
        task.clarity,
        _note(task),
    )


def _supporting(support: Support) -> str:
    """'Phòng Kinh tế (đã xác nhận phối hợp)'."""
    return f"{support.unit.short_name} ({support.get_state_display().lower()})"


def _note(task: Task) -> str:
    """'Không đưa vào bản ký', 'Đã rút từ 15/4/2021', 'Bổ sung từ 15/4/2021'; else empty."""
    if task.choice == Choice.NOT_CHOSEN:
        return str(Choice.NOT_CHOSEN.label)
    if task.left_on:
        return f"Đã rút từ {format_date(task.left_on)}"
    return f"Bổ sung từ {format_date(task.joined_on)}" if task.joined_on else ""
