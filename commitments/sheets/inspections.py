"""Inspections of a year and what is to be mended after them, as workbooks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from camket.sheets import Columns, workbook
from camket.text import quarter_label
from commitments.models import ActionPoint
from commitments.sheets.lists import local

INSPECTIONS: Columns = (
    ("Nhóm", 22), ("Đơn vị", 34), ("Quý", 10), ("Hình thức", 18), ("Trạng thái", 18),
    ("Ngày dự kiến", 13), ("Ngày tiến hành", 13), ("Nội dung", 60), ("Trưởng đoàn", 26),
    ("Thành phần đoàn", 40), ("Kết luận", 60), ("Lý do không tiến hành", 40),
)  # fmt: skip
ACTIONS: Columns = (
    ("Nhóm", 22), ("Đơn vị", 34), ("Nhiệm vụ", 10), ("Nội dung phát hiện", 50),
    ("Yêu cầu khắc phục", 60), ("Hạn", 12), ("Trạng thái", 24), ("Chậm (ngày)", 10),
    ("Kết quả khắc phục", 50), ("Báo lúc", 18), ("Người báo", 26), ("Thay mặt", 30),
    ("Xác nhận lúc", 18), ("Người xác nhận", 26), ("Ý kiến", 40),
)  # fmt: skip


def inspections_workbook(title: str, rows: Iterable[Any]) -> bytes:
    """``rows``: commitments with their inspections (``with_counted``); one without has a line too."""
    return workbook(title, INSPECTIONS, (line for row in rows for line in _lines(row)))


def actions_workbook(title: str, rows: Iterable[ActionPoint], on: date) -> bytes:
    """Action points (``with_names``), one line each."""
    return workbook(title, ACTIONS, (_action(row, on) for row in rows))


def _lines(row: Any) -> Iterator[Sequence[Any]]:
    unit = (row.unit.group.short_name, row.unit.short_name)
    made = [_inspection(one) for one in row.inspections.all()]
    yield from ((*unit, *one) for one in made)
    if not made:
        yield (*unit, "", "", "Chưa có kế hoạch")


def _inspection(row: Any) -> Sequence[Any]:
    """``row``: an Inspection (``with_counted``)."""
    return (
        quarter_label(row.counted_in),
        row.get_form_display(),
        row.state_word,
        row.planned_on,
        row.held_on,
        row.purpose,
        row.led_by and row.led_by.full_name,
        row.team,
        row.conclusion,
        row.cancelled_because,
    )


def _action(row: ActionPoint, on: date) -> Sequence[Any]:
    finding = row.finding
    unit = finding.inspection.commitment.unit
    return (
        unit.group.short_name,
        unit.short_name,
        finding.task.number if finding.task else None,
        finding.text,
        row.text,
        row.due_on,
        row.get_state_display(),
        row.days_late(on) or None,
        row.done_note,
        local(row.done_at),
        row.done_by and row.done_by.full_name,
        row.on_behalf_of,
        local(row.verified_at),
        row.verified_by and row.verified_by.full_name,
        row.verified_note,
    )
