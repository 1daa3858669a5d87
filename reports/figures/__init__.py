"""Every aggregate, as small frozen dataclasses – no HTML, no request.

The dashboard and the Báo cáo call the same functions, so they cannot disagree. Only signed
commitments count, and only ACCEPTED values enter totals (domain.md §7). "As of quarter q" always
means: each task's newest accepted answer of quarter q or earlier.
"""

from reports.figures.heatmap import Cell, UnitRow, heat_map
from reports.figures.reporting import QuarterCounts, overdue_units, quarter_counts
from reports.figures.tasks import (
    TaskCounts,
    TaskLine,
    behind_tasks,
    late_tasks,
    latest_answers,
    task_counts,
)

__all__ = [
    "Cell",
    "QuarterCounts",
    "TaskCounts",
    "TaskLine",
    "UnitRow",
    "behind_tasks",
    "heat_map",
    "late_tasks",
    "latest_answers",
    "overdue_units",
    "quarter_counts",
    "task_counts",
]
