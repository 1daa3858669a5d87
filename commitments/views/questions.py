"""What a unit has put to others and what it was asked to explain, where its tasks stand."""

from datetime import date
from typing import Any

from commitments import rules
from commitments.models import Commitment, Explanation, ProgressReport, Proposal, Submission
from commitments.states import ExplanationState
from commitments.views import explanations, proposals
from commitments.views.deeds import href_of
from commitments.workflow.lateness import red_report, red_tasks
from units.models import Person


def beside(commitment: Commitment, made: Submission | None = None) -> dict[str, Any]:
    """Proposals and questions of one commitment, newest first (two queries).

    What was taken back is left out; it stays on its own page and in the list. ``own`` are the
    numbers of the tasks of ``made`` whose proposal is listed word for word and still lies with whom
    it was put to: it is printed once.
    """
    put = Proposal.objects.put().with_names().filter(report__commitment=commitment)
    asked = Explanation.objects.with_names().filter(commitment=commitment)
    asked = asked.exclude(state=ExplanationState.WITHDRAWN)
    rows = list(put.order_by("-made_at", "-pk"))
    return {
        "own": _own(rows, made) if made else set(),
        "proposals": [proposals.row_of(row) for row in rows],
        "explanations": [explanations.row_of(row) for row in asked.order_by("-asked_at", "-pk")],
    }


def _own(rows: list[Proposal], made: Submission) -> set[int]:
    said = {
        task["promise"]["number"]: (
            task["proposals"].split(),
            task.get("addressee"),  # rounds of earlier years know none
            task.get("addressed_unit_id"),
        )
        for task in made.content["tasks"]
    }
    of_round = (
        (row.task.number, (row.text.split(), row.addressee, row.addressed_unit_id))
        for row in rows
        if row.task and row.report_id == made.report_id
    )
    return {number for number, put in of_round if said.get(number) == put}


def red_of(
    commitment: Commitment, person: Person, on: date
) -> list[tuple[str, str, Explanation | None]]:
    """(what is red, where to ask about it, what was asked last), for those who may ask.

    Five queries then.
    """
    if not rules.may_ask_explanation(person, commitment, on):
        return []
    rows = commitment.tasks.select_related("commitment__year").prefetch_related("milestones")
    tasks = list(rows.in_force(on).order_by("number"))
    said = red_tasks(tasks, on)
    known = commitment.explanations.the_last_one_last()
    asked = {(row.task_id, row.report_id): row for row in known}
    late = [
        (
            said[task.pk],
            href_of(commitment, "explain_task", n=task.number),
            asked.get((task.pk, None)),
        )
        for task in tasks
        if task.pk in said
    ]
    reports = ProgressReport.objects.with_names().filter(
        commitment=commitment, first_submitted_at=None, period__due_on__lt=on
    )
    return late + [
        (
            red_report(report, on),
            href_of(commitment, "explain_quarter", quarter=report.period.quarter),
            asked.get((None, report.pk)),
        )
        for report in reports.order_by("period__quarter")
    ]
