"""Years, what waits for signatures, shared tasks, what was done, mails: as workbooks."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from camket import audit, clock
from camket.models import AuditEntry, OutgoingMail
from camket.sheets import Columns, Sheet, workbook
from camket.text import quarter_label, round_percent
from commitments.models import Commitment, ImportRun, ProgressReport, Support
from commitments.states import YearState

YEARS: Columns = (
    ("Năm", 8), ("Chủ đề năm", 60), ("Giai đoạn", 18), ("Hạn gửi đăng ký", 14),
    ("Hội nghị ký cam kết", 14), ("Số đơn vị", 10), ("Đã ký", 10),
)  # fmt: skip
SIGNING: Columns = (
    ("Nhóm", 24), ("Đơn vị", 34), ("Số nhiệm vụ", 10), ("Người đứng đầu ký", 28), ("Lúc", 18),
    ("Thường trực ký", 28), ("Lúc", 18),
)  # fmt: skip
TO_APPROVE: Columns = (
    ("Nhóm", 24), ("Đơn vị", 34), ("Số nhiệm vụ", 10), ("Văn phòng chuyển lúc", 18),
)  # fmt: skip
SUPPORTS: Columns = (
    ("Đơn vị chủ trì", 30), ("TT", 6), ("Nội dung cam kết", 60), ("Loại", 14),
    ("Người phụ trách", 30), ("Thời hạn", 12), ("Đơn vị phối hợp", 30), ("Trả lời", 22),
    ("Ý kiến", 40), ("Đề nghị lúc", 18), ("Trả lời lúc", 18),
)  # fmt: skip
DEEDS: Columns = (
    ("Lúc", 18), ("Việc", 32), ("Về", 44), ("Người thực hiện", 28), ("Thay mặt", 32),
    ("Ý kiến", 60),
)  # fmt: skip
ROUNDS: Columns = (
    ("Kỳ báo cáo", 12), ("Lần nộp", 8), ("Lúc", 18), ("Người gửi", 28), ("Thay mặt", 32),
    ("Mã biên nhận", 14), ("Kết quả", 20), ("Xem xét lúc", 18), ("Người xem xét", 28),
    ("Ý kiến chung", 50), ("Ý kiến từng nhiệm vụ", 60),
)  # fmt: skip
MAILS: Columns = (
    ("Người nhận", 28), ("Địa chỉ", 32), ("Thư", 60), ("Loại", 24), ("Xếp gửi lúc", 18),
    ("Gửi lúc", 18), ("Trạng thái", 18), ("Lý do không gửi được", 40),
)  # fmt: skip

IMPORTS: Columns = (
    ("Tệp", 40), ("Năm của nhiệm vụ", 12), ("Trạng thái", 20), ("Kết quả", 60),
    ("Người tải lên", 28), ("Tải lên lúc", 18), ("Người xác nhận", 28), ("Nhập xong lúc", 18),
)  # fmt: skip


def years_workbook(title: str, rows: Iterable[Any]) -> bytes:
    """``rows``: years with ``units`` and ``signed`` counted."""
    lines = (
        (
            row.year,
            row.theme,
            YearState(row.state).label,
            row.registration_due_on,
            row.conference_on,
            row.units,
            row.signed,
        )
        for row in rows
    )
    return workbook(title, YEARS, lines)


def signing_workbook(title: str, ready: Iterable[Any], to_approve: Iterable[Any]) -> bytes:
    """What waits for signatures, and what waits for approval on a second sheet (``for_list``)."""
    return workbook(
        title,
        SIGNING,
        (
            (
                *_unit_of(row),
                row.head_signed_by and row.head_signed_by.full_name,
                local(row.head_signed_at),
                row.standing_signed_by and row.standing_signed_by.full_name,
                local(row.standing_signed_at),
            )
            for row in ready
        ),
        Sheet(
            "Chờ duyệt",
            TO_APPROVE,
            ((*_unit_of(row), local(row.passed_on_at)) for row in to_approve),
        ),
    )


def supports_workbook(title: str, rows: Iterable[Support]) -> bytes:
    """Shared tasks, one line a supporting unit (``with_names``)."""
    return workbook(title, SUPPORTS, map(_support, rows))


def history_workbook(
    title: str, entries: Iterable[AuditEntry], reports: Iterable[ProgressReport]
) -> bytes:
    """What was done, newest first; the rounds of the quarterly reports on a second sheet."""
    rounds = (
        (
            quarter_label(report.period.quarter),
            made.number,
            local(made.submitted_at),
            made.submitted_by.full_name,
            made.on_behalf_of,
            made.code,
            made.get_verdict_display(),
            local(made.decided_at),
            made.decided_by and made.decided_by.full_name,
            made.comment,
            "\n".join(f"Nhiệm vụ {n}: {said}" for n, said in made.task_comments.items()),
        )
        for report in reports
        for made in report.rounds.all()
    )
    return workbook(title, DEEDS, map(_deed, entries), Sheet("Các lần nộp", ROUNDS, rounds))


def mails_workbook(title: str, rows: Iterable[tuple[OutgoingMail, str, str]]) -> bytes:
    """``rows``: (mail, its subject as this committee may read it, its kind in words)."""
    lines = (
        (
            mail.recipient and str(mail.recipient),
            mail.address,
            subject,
            kind,
            local(mail.queued_at),
            local(mail.sent_at),
            mail.get_state_display(),
            mail.error,
        )
        for mail, subject, kind in rows
    )
    return workbook(title, MAILS, lines)


def imports_workbook(title: str, rows: Iterable[tuple[ImportRun, list[str]]]) -> bytes:
    """``rows``: (an uploaded workbook, its outcome by sheet in words)."""
    lines = (
        (
            run.original_name,
            run.year and run.year.year,
            run.get_state_display(),
            "\n".join(counted),
            run.uploaded_by.full_name,
            local(run.uploaded_at),
            run.confirmed_by and run.confirmed_by.full_name,
            local(run.applied_at),
        )
        for run, counted in rows
    )
    return workbook(title, IMPORTS, lines)


def local(at: datetime | None) -> datetime | None:
    """The moment as the clock on the wall showed it."""
    return clock.local(at) if at else None


def percent(value: Decimal | float | None) -> float | None:
    """12,5 % as 12.5, rounded as pages round it: a workbook has no other tenth than they have."""
    return None if value is None else float(round_percent(Decimal(str(value))))


def _unit_of(row: Commitment) -> Sequence[Any]:
    unit = row.unit
    return unit.group.short_name, unit.short_name, row.task_count  # type: ignore[attr-defined]


def _support(row: Support) -> Sequence[Any]:
    task = row.task
    return (
        task.commitment.unit.short_name,
        task.number,
        task.title,
        task.get_kind_display(),
        task.owner,
        task.due_on,
        row.unit.short_name,
        row.get_state_display(),
        row.answer,
        local(row.asked_at),
        local(row.answered_at),
    )


def _deed(entry: AuditEntry) -> Sequence[Any]:
    return (
        local(entry.at),
        audit.deed_label(entry),
        entry.subject_label,
        entry.by.full_name if entry.by else "Hệ thống",
        entry.on_behalf_of,
        entry.comment,
    )
