"""A unit's quarter, and what its accepted quarters come to, as PDF: who asks, which print serves again."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from camket import clock
from camket.audit import ask, digest
from commitments.models import Commitment, Submission
from reports import rules
from reports.figures import SPAN_WORDS, unit_results
from reports.models import RenderJob
from reports.pdf import render_unit_paper, unit_quarter, unit_span
from reports.states import JobState
from reports.workflow.papers import WAITING, known, queued
from units.models import Person

NOT_YOURS = "Anh/chị không được in báo cáo này."


@transaction.atomic
def ask_for_quarter(*, made: Submission, by: Person, at: datetime) -> RenderJob:
    """Queue a print of one round as it was handed in, marked by what became of it.

    A finished print of the same is returned at once, as long as its file is there; so is one that
    waits or is being made.
    """
    ask(rules.may_print_paper(by, made.report.commitment, clock.local_date(at)), NOT_YOURS)
    Submission.objects.select_for_update().values_list("pk").get(pk=made.pk)
    made = _rounds().get(pk=made.pk)
    there = known(made.prints.all(), quarter_hash(made), WAITING)
    return there or queued(by, at, submission=made)


@transaction.atomic
def ask_for_results(*, commitment: Commitment, through: int, by: Person, at: datetime) -> RenderJob:
    """Queue a print of what the unit's accepted quarters come to through quarter 2, 3 or 4.

    One that is being made may hold an older state, so it does not count as the same.
    """
    ask(rules.may_print_paper(by, commitment, clock.local_date(at)), NOT_YOURS)
    ask(through in SPAN_WORDS, "Chỉ tổng hợp 6 tháng, 9 tháng và cả năm.")
    Commitment.objects.select_for_update().values_list("pk").get(pk=commitment.pk)
    commitment = _commitments().get(pk=commitment.pk)
    jobs = commitment.prints.filter(through=through)
    there = known(jobs, results_hash(commitment, through), (JobState.QUEUED,))
    return there or queued(by, at, commitment=commitment, through=through)


def printed(job: RenderJob) -> tuple[bytes, str]:
    """The PDF and the SHA-256 of what it shows."""
    if job.submission is not None:
        paper = unit_quarter.paper(_rounds().get(pk=job.submission.pk))
    else:
        assert job.commitment is not None
        assert job.through is not None
        commitment = _commitments().get(pk=job.commitment.pk)
        paper = unit_span.paper(unit_results(commitment, job.through))
    _, pdf = render_unit_paper(paper)
    return pdf, digest(paper.plain())


def quarter_hash(made: Submission) -> str:
    """Of what a print of the round would show now: its content, and what became of it."""
    return digest(unit_quarter.paper(made).plain())


def results_hash(commitment: Commitment, through: int) -> str:
    """Of what a print of the results would show now."""
    return digest(unit_span.paper(unit_results(commitment, through)).plain())


def _rounds() -> QuerySet[Submission]:
    return Submission.objects.select_related(
        "submitted_by",
        "report__period",
        "report__commitment__unit",
        "report__commitment__year__committee",
    )


def _commitments() -> QuerySet[Commitment]:
    return Commitment.objects.select_related("year__committee", "unit")
