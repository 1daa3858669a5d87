"""Drafts of quarters are measured anew when the promise behind them has changed."""

from commitments.models import Commitment, ProgressReport, TaskProgress
from commitments.states import UNIT_MAY_WRITE_REPORT
from commitments.workflow.freezing import done_of
from commitments.workflow.measuring import measure


def remeasure_drafts(commitment: Commitment) -> None:
    """Compute completion and plan of every draft of this commitment by the rows as they are now.

    What was handed in stays as it was measured then.
    """
    for report in commitment.reports.filter(state__in=UNIT_MAY_WRITE_REPORT):
        remeasure(report)


def remeasure(report: ProgressReport) -> None:
    """The same for one report, whose unit has it back: part of the verb that gives it back."""
    answers = TaskProgress.objects.filter(report=report).select_related(
        "task__commitment__year", "report__period"
    )
    for answer in answers.prefetch_related("done_milestones", "task__milestones"):
        measure(answer, done_of(answer), answer.report.period.quarter)
        answer.save(update_fields=["completion", "planned"])
