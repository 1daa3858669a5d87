"""The overview, and the typed figures of a Báo cáo, as workbooks."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from camket.sheets import Sheet, workbook
from camket.text import format_date, quarter_label
from commitments import periods
from commitments.models import ProgressReport, Year
from commitments.sheets.lists import local, percent
from reports.figures import TaskCounts, TaskLine, TaskResult, UnitResults, UnitRow
from reports.models import TypedFigure, YearReport
from units.models import Group

COLUMNS = (
    ("Nhóm", 24), ("Đơn vị", 30), ("Số nhiệm vụ", 10), ("Quý I", 30), ("Quý II", 30),
    ("Quý III", 30), ("Quý IV", 30), ("Thực hiện (%)", 12), ("Theo lộ trình (%)", 12),
    ("Nhiệm vụ chậm", 12), ("Chậm so với lộ trình", 14),
)  # fmt: skip
OVERDUE_COLUMNS = (
    ("Đơn vị", 30), ("Kỳ báo cáo", 14), ("Hạn nộp", 12), ("Số ngày quá hạn", 12), ("Gia hạn", 26),
)  # fmt: skip
GROUP_COLUMNS = (
    ("Nhóm", 40), ("Số đơn vị", 10), ("Số nhiệm vụ", 10), ("Hoàn thành", 12), ("Vượt", 8),
    ("Đang thực hiện", 12), ("Chậm so với lộ trình", 14), ("Chậm", 8), ("Chưa báo cáo", 12),
)  # fmt: skip
RESULT_COLUMNS = (
    ("TT", 6), ("Nội dung cam kết", 60), ("Loại", 16), ("Chỉ tiêu", 30), ("Sản phẩm", 40),
    ("Thời hạn", 12), ("Phụ trách", 28), ("Số liệu đến hết", 12), ("Kết quả đến hết quý", 18),
    ("Thực hiện (%)", 12), ("Theo lộ trình (%)", 12), ("Đơn vị tự đánh giá", 18),
    ("Văn phòng đánh giá", 18),
)  # fmt: skip
QUARTER_COLUMNS = (
    ("TT", 6), ("Quý", 10), ("Kết quả đến hết quý", 18), ("Điều đã thay đổi", 70),
    ("Khó khăn, vướng mắc", 50), ("Minh chứng", 40),
)  # fmt: skip
PROPOSAL_COLUMNS = (
    ("Quý", 10), ("Nhiệm vụ", 10), ("Kiến nghị, đề xuất", 60), ("Kiến nghị với", 24),
    ("Cần trước ngày", 12), ("Hạn trả lời", 12), ("Kết quả", 20), ("Nội dung trả lời", 60),
)  # fmt: skip
PERIOD_COLUMNS = (
    ("Kỳ báo cáo", 14), ("Tình trạng", 16), ("Trong tổng hợp", 14), ("Hạn nộp", 12),
    ("Nộp lần đầu", 18), ("Đúng hạn", 18), ("Kết quả nổi bật", 60), ("Khó khăn chung", 50),
)  # fmt: skip
FIGURE_COLUMNS = (
    ("Số liệu", 60), ("Mã", 24), ("Giá trị", 14), ("Nguồn", 44), ("Số liệu đến ngày", 14),
    ("Người nhập", 26),
)  # fmt: skip


def task_columns(on: date) -> tuple[tuple[str, int], ...]:
    """Of late and lagging tasks, as measured on the day."""
    return (
        ("Đơn vị", 30), ("TT", 6), ("Nội dung cam kết", 60), ("Thời hạn", 12),
        (f"Số ngày chậm, tính đến {format_date(on)}", 14), ("Thực hiện (%)", 12),
        ("Theo lộ trình (%)", 12),
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
    groups: Iterable[tuple[Group, TaskCounts]],
    on: date,
) -> bytes:
    """The heat map as of a quarter, one line a unit, and the lists beside it, each on a sheet.

    Percents are numbers (12,5 = 12,5 %). Tasks stand as on day ``on``. ``overdue``: (report, days
    past the due day, extension).
    """
    lines = [
        [
            row.commitment.unit.group.short_name,
            row.commitment.unit.short_name,
            row.tasks,
            *(", ".join(filter(None, (cell.word, cell.note))) for cell in row.cells),
            percent(row.completion),
            percent(row.planned),
            row.late,
            row.behind,
        ]
        for row in rows
    ]
    return workbook(
        f"Tổng quan {periods.label(quarter, year.year)}",
        COLUMNS,
        lines,
        Sheet("Nhiệm vụ chậm", task_columns(on), map(_task, late)),
        Sheet("Chậm lộ trình", task_columns(on), map(_task, behind)),
        Sheet("Quá hạn nộp", OVERDUE_COLUMNS, [_report(*one) for one in overdue]),
        Sheet("Theo nhóm", GROUP_COLUMNS, [_group(*one) for one in groups]),
    )


def unit_results(found: UnitResults) -> bytes:
    """What a unit's accepted quarters come to: tasks, quarters, proposals, periods, each on a sheet."""
    unit = found.commitment.unit
    return workbook(
        f"Kết quả thực hiện cam kết {found.span} – {unit.short_name}",
        RESULT_COLUMNS,
        map(_result, found.tasks),
        Sheet("Theo quý", QUARTER_COLUMNS, [line for t in found.tasks for line in _quarters(t)]),
        Sheet("Kiến nghị", PROPOSAL_COLUMNS, [
            (quarter_label(one.quarter), one.task or "Chung", one.text, one.addressee,
             one.wanted_by, one.due_on, one.outcome, one.answer)
            for one in found.proposals
        ]),
        Sheet("Kỳ báo cáo", PERIOD_COLUMNS, [
            (quarter_label(one.quarter), one.word, "Có" if one.counts else "Chưa", one.due_on,
             local(one.first_submitted_at), one.punctuality, one.highlights, one.difficulties)
            for one in found.quarters
        ]),
    )  # fmt: skip


def _result(task: TaskResult) -> Sequence[Any]:
    title = f"{task.title} (đã rút khỏi cam kết)" if task.is_gone else task.title
    return (
        task.number,
        title,
        task.kind,
        task.goal,
        task.product,
        task.due_on,
        task.owner,
        quarter_label(task.quarter) if task.quarter else "Chưa có",
        task.value,
        percent(task.completion),
        percent(task.planned),
        task.status,
        task.judged,
    )


def _quarters(task: TaskResult) -> Iterable[Sequence[Any]]:
    for one in task.quarters:
        said = one.changed or ("Không phát sinh" if one.nothing_new else "")
        files = "; ".join(one.evidence)
        label = quarter_label(one.quarter)
        yield task.number, label, one.value, said, one.difficulties, files


def _group(group: Group, counts: TaskCounts) -> Sequence[Any]:
    return (
        group.heading,
        counts.units,
        counts.total,
        counts.done,
        counts.exceeded,
        counts.doing,
        counts.behind,
        counts.late,
        counts.untouched,
    )


def _task(line: TaskLine) -> Sequence[Any]:
    return (
        line.unit,
        line.number,
        line.title,
        line.due_on,
        line.days_late or None,
        percent(line.completion),
        percent(line.planned),
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
