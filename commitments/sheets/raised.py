"""Proposals and requests to explain, as workbooks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from camket.sheets import Columns, Sheet, workbook
from camket.text import quarter_label
from commitments.models import Explanation, Proposal
from commitments.sheets.lists import local

PROPOSALS: Columns = (
    ("Đơn vị kiến nghị", 30), ("Kỳ báo cáo", 12), ("Về", 14), ("Nội dung kiến nghị", 60),
    ("Gửi đến", 28), ("Đơn vị cần trước ngày", 14), ("Kiến nghị lúc", 18), ("Hạn trả lời", 12),
    ("Trạng thái", 18), ("Kết quả", 20), ("Nội dung trả lời", 60), ("Trả lời lúc", 18),
    ("Người trả lời", 28), ("Thay mặt", 30), ("Chậm (ngày)", 10),
)  # fmt: skip
ADDRESSEES: Columns = (
    ("Nơi nhận", 34), ("Số kiến nghị", 12), ("Đã trả lời", 12), ("Chờ trả lời", 12), ("Chậm", 10),
    ("Số ngày trả lời bình quân", 16),
)  # fmt: skip
EXPLANATIONS: Columns = (
    ("Đơn vị", 30), ("Về việc", 60), ("Nội dung cần giải trình", 50), ("Người yêu cầu", 28),
    ("Yêu cầu lúc", 18), ("Hạn trả lời", 12), ("Trạng thái", 22), ("Giải trình của đơn vị", 60),
    ("Trả lời lúc", 18), ("Người trả lời", 28), ("Thay mặt", 30), ("Chậm (ngày)", 10),
)  # fmt: skip


def proposals_workbook(
    title: str, rows: Iterable[Proposal], counts: Iterable[dict[str, Any]], on: date
) -> bytes:
    """``rows`` with names; ``counts`` one line an addressee, on a second sheet."""
    lines = (
        (
            row.report.commitment.unit.short_name,
            quarter_label(row.report.period.quarter),
            row.about,
            row.text,
            row.put_to,
            row.wanted_by,
            local(row.made_at),
            row.due_on,
            row.get_state_display(),
            row.get_outcome_display(),
            row.answer,
            local(row.answered_at),
            row.answered_by and row.answered_by.full_name,
            row.on_behalf_of,
            row.days_late(on) or None,
        )
        for row in rows
    )
    asked = (
        (one["name"], one["asked"], one["answered"], one["waiting"], one["late"], one["days"])
        for one in counts
    )
    return workbook(title, PROPOSALS, lines, Sheet("Theo nơi nhận", ADDRESSEES, asked))


def explanations_workbook(title: str, rows: Iterable[Explanation], on: date) -> bytes:
    """``rows`` with names. An answer not given yet is the unit's draft and stays with it."""
    lines = (
        (
            row.commitment.unit.short_name,
            row.about,
            row.question,
            row.asked_by.full_name,
            local(row.asked_at),
            row.due_on,
            row.get_state_display(),
            row.answer if row.answered_at else "",
            local(row.answered_at),
            row.answered_by and row.answered_by.full_name,
            row.on_behalf_of,
            row.days_late(on) or None,
        )
        for row in rows
    )
    return workbook(title, EXPLANATIONS, lines)
