"""Units down, quarters across: each cell one report's state on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Greatest, Least

from commitments import clocks, periods
from commitments.models import Commitment, ProgressReport, Year
from reports.figures.tasks import answers_on, is_behind, is_done, latest_answers, tasks_on


@dataclass(frozen=True)
class Cell:
    """One report on a day, in the words of its clock; ``tone`` of the clock, "" without a report.

    ``note``: what stands below it, 'nộp muộn 3 ngày'.
    """

    quarter: int
    tone: str = ""
    word: str = "Không phải báo cáo"
    note: str = ""


@dataclass(frozen=True)
class UnitRow:
    """One unit's line: its tasks, its four cells, and where it stands against its roadmap.

    ``completion`` and ``planned`` are means over its reported tasks in percent, each task's
    completion counted between 0 and 100; None before the first accepted report.
    """

    commitment: Commitment
    tasks: int
    cells: tuple[Cell, ...]
    completion: Decimal | None
    planned: Decimal | None
    late: int
    behind: int


def heat_map(
    year: Year,
    commitments: Sequence[Commitment],
    quarter: int,
    on: date,
    *,
    seen_on: date | None = None,
) -> list[UnitRow]:
    """Rows for these commitments (one page of them), in their order; four queries.

    Reports stand as on day ``on``; tasks are late or behind as on ``seen_on`` (by default ``on``).
    """
    keys, day = [c.pk for c in commitments], seen_on or on
    cells = _cells(keys, on)
    done = latest_answers(year, quarter).filter(is_done()).values("task")
    tasks = {
        row["commitment"]: row
        for row in tasks_on(day, commitment__in=keys)
        .values("commitment")
        .annotate(total=Count("pk"), late=Count("pk", filter=Q(due_then__lt=day) & ~Q(pk__in=done)))
        .order_by()
    }
    measured = Q(completion__isnull=False)
    means = {
        row["key"]: row
        for row in answers_on(year, quarter, day)
        .filter(task__commitment__in=keys)
        .values(key=F("task__commitment"))
        .annotate(
            mean_completion=Avg(
                Least(Greatest("completion", Decimal(0)), Decimal(100)), filter=measured
            ),
            mean_planned=Avg("planned", filter=measured),
            behind=Count("pk", filter=is_behind(year, day)),
        )
        .order_by()
    }
    return [
        _row(c, cells.get(c.pk, {}), tasks.get(c.pk, {}), means.get(c.pk, {})) for c in commitments
    ]


def _cells(keys: Sequence[int], on: date) -> dict[int, dict[int, Cell]]:
    found: dict[int, dict[int, Cell]] = {}
    rows = ProgressReport.objects.filter(commitment__in=keys).with_names()
    for report in rows.defer("commitment__content").prefetch_related("extensions"):
        told, quarter = clocks.of_report(report, on), report.period.quarter
        cell = Cell(quarter, told.tone, told.word, clocks.aside(report, on))
        found.setdefault(report.commitment_id, {})[quarter] = cell
    return found


def _row(commitment: Commitment, cells: dict[int, Cell], tasks: dict, means: dict) -> UnitRow:
    return UnitRow(
        commitment=commitment,
        tasks=tasks.get("total", 0),
        cells=tuple(cells.get(q, Cell(q)) for q in periods.QUARTERS),
        completion=means.get("mean_completion"),
        planned=means.get("mean_planned"),
        late=tasks.get("late", 0),
        behind=means.get("behind", 0),
    )
