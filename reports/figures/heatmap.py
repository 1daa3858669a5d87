"""Units down, quarters across: each cell one report's state on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Greatest, Least

from commitments import periods
from commitments.models import Commitment, ProgressReport, Year
from commitments.states import ReportState
from reports.figures.tasks import answers_on, is_behind, is_done, latest_answers, tasks_on

SOON = 14  # days before the due day from which an open report is shown as due soon


@dataclass(frozen=True)
class Cell:
    """One report on a day. ``kind`` is one of: accepted, submitted, sent_back, overdue, open
    (being written, due later), soon (due within 14 days), far (the quarter runs, due later
    still), future (the quarter has not begun), none (no obligation).

    ``days`` to the due day, negative when past; ``on_time`` None until handed in.
    """

    quarter: int
    kind: str
    due_on: date | None = None
    days: int = 0
    on_time: bool | None = None


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
    """Rows for these commitments (one page of them), in their order; three queries.

    Reports stand as on day ``on``; tasks are late or behind as on ``seen_on`` (by default ``on``).
    """
    keys, day = [c.pk for c in commitments], seen_on or on
    cells = _cells(year, keys, on)
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


def _cells(year: Year, keys: Sequence[int], on: date) -> dict[int, dict[int, Cell]]:
    found: dict[int, dict[int, Cell]] = {}
    rows = ProgressReport.objects.filter(commitment__in=keys).values_list(
        "commitment", "period__quarter", "period__due_on", "state", "first_submitted_at", "saved_at"
    )
    for commitment, quarter, due_on, state, first, saved in rows:
        on_time = periods.is_on_time(first, due_on) if first else None
        days = periods.days_left(on, due_on)
        running = periods.has_begun(year.year, quarter, on)
        kind = _kind(state, days, running=running, drafted=saved is not None)
        found.setdefault(commitment, {})[quarter] = Cell(quarter, kind, due_on, days, on_time)
    return found


def _kind(state: str, days: int, *, running: bool, drafted: bool) -> str:
    if state == ReportState.ACCEPTED:
        return "accepted"
    if state == ReportState.SUBMITTED:
        return "submitted"
    if state == ReportState.SENT_BACK:
        return "sent_back"
    if days < 0:
        return "overdue"
    if drafted:
        return "open"
    if days <= SOON:
        return "soon"
    return "far" if running else "future"


def _row(commitment: Commitment, cells: dict[int, Cell], tasks: dict, means: dict) -> UnitRow:
    return UnitRow(
        commitment=commitment,
        tasks=tasks.get("total", 0),
        cells=tuple(cells.get(q, Cell(q, "none")) for q in periods.QUARTERS),
        completion=means.get("mean_completion"),
        planned=means.get("mean_planned"),
        late=tasks.get("late", 0),
        behind=means.get("behind", 0),
    )
