"""Every aggregate, as small frozen dataclasses – no HTML, no request.

The dashboard and the Báo cáo call the same functions, so they cannot disagree. Only signed
commitments count, and only ACCEPTED values enter totals (domain.md §7). "As of quarter q" always
means: each task's newest accepted answer of quarter q or earlier.
"""

from reports.figures.heatmap import Cell, UnitRow, heat_map
from reports.figures.inspections import (
    Agreement,
    Coverage,
    Mending,
    agreement,
    coverage,
    late_actions,
    mending,
    not_inspected,
)
from reports.figures.proposals import ProposalCounts, proposal_counts
from reports.figures.reporting import QuarterCounts, overdue_units, quarter_counts, seen_on
from reports.figures.tasks import (
    TaskCounts,
    TaskLine,
    behind_tasks,
    late_tasks,
    latest_answers,
    task_counts,
)
from reports.figures.unit_results import SPAN_WORDS, SPANS, UnitResults, unit_results
from reports.figures.unit_tasks import TaskResult

__all__ = [
    "SPANS",
    "SPAN_WORDS",
    "Agreement",
    "Cell",
    "Coverage",
    "Mending",
    "ProposalCounts",
    "QuarterCounts",
    "TaskCounts",
    "TaskLine",
    "TaskResult",
    "UnitResults",
    "UnitRow",
    "agreement",
    "behind_tasks",
    "coverage",
    "heat_map",
    "late_actions",
    "late_tasks",
    "latest_answers",
    "mending",
    "not_inspected",
    "overdue_units",
    "proposal_counts",
    "quarter_counts",
    "seen_on",
    "task_counts",
    "unit_results",
]
