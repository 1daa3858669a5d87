"""Every deed that changes an annual report."""

from reports.workflow.issuing import issue, objections, shown, withdraw
from reports.workflow.papers import ask_for_paper
from reports.workflow.printing import ask_for_print, work_on
from reports.workflow.unit_papers import ask_for_quarter, ask_for_results
from reports.workflow.writing import (
    FrameData,
    edit_frame,
    edit_section,
    remove_figure,
    start_report,
    type_figure,
)

__all__ = [
    "FrameData",
    "ask_for_paper",
    "ask_for_print",
    "ask_for_quarter",
    "ask_for_results",
    "edit_frame",
    "edit_section",
    "issue",
    "objections",
    "remove_figure",
    "shown",
    "start_report",
    "type_figure",
    "withdraw",
    "work_on",
]
