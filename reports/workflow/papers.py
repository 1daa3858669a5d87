"""The bản cam kết as PDF: who asks, what is printed, which print serves again."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from camket import clock
from camket.audit import Refused, ask, digest
from camket.celery import ring
from camket.files.storing import at_hand
from commitments.models import Commitment, CommitmentVersion, short_code
from commitments.states import SIGNED_STATES
from commitments.workflow.signing import header_content, printed_content
from reports import rules
from reports.models import RenderJob
from reports.pdf import render_commitment
from reports.states import JobState
from units.models import Person

BELL = "reports.render_report"
WAITING = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def ask_for_paper(
    *, commitment: Commitment, by: Person, at: datetime, number: int | None = None
) -> RenderJob:
    """Queue a print of the commitment's version ``number``, by default of what it says now.

    Before signing that is a draft, marked as one. A finished print of the same content is returned
    at once, as long as its file is there; so is one that waits, or that is printing frozen content.
    """
    ask(
        rules.may_print_paper(by, commitment, clock.local_date(at)),
        "Anh/chị không được in bản cam kết này.",
    )
    Commitment.objects.select_for_update().values_list("pk").get(pk=commitment.pk)
    commitment = Commitment.objects.select_related("year__committee", "unit").get(pk=commitment.pk)
    version = _version(commitment, number)
    jobs = RenderJob.objects.filter(commitment=commitment, version=version, through=None)
    waiting = WAITING if version else (JobState.QUEUED,)
    return known(jobs, content_hash(commitment, version), waiting) or queued(
        by, at, commitment=commitment, version=version
    )


def known(
    jobs: QuerySet[RenderJob], content_hash: str, waiting: tuple[JobState, ...]
) -> RenderJob | None:
    """A finished print of this content with its file; else one in a state that will show it."""
    done = jobs.filter(state=JobState.DONE, content_hash=content_hash).first()
    if done and at_hand(done.pdf.name):
        return done
    return jobs.filter(state__in=waiting).first()


def queued(by: Person, at: datetime, **what: object) -> RenderJob:
    """A print to be made of ``what``, a RenderJob's columns."""
    job = RenderJob.objects.create(asked_by=by, asked_at=at, step="Đang chờ", **what)
    ring(BELL, job.pk)
    return job


def printed(job: RenderJob) -> tuple[bytes, str]:
    """The PDF and the SHA-256 of the content it shows: a version's, or the draft as it stands."""
    assert job.commitment is not None
    if job.version is None:
        content = printed_content(job.commitment)
        _, pdf = render_commitment(content)
        return pdf, digest(content)
    _, pdf = render_commitment(
        _with_head(job.version.content, job.commitment),
        job.version.content_hash,
        address(job.version),
    )
    return pdf, job.version.content_hash


def address(version: CommitmentVersion) -> str:
    """Where this paper is verified: absolute, for a telephone that reads the QR code."""
    path = reverse("commitments:verify", args=[version.commitment.year.committee.code])
    return f"{settings.SITE_URL}{path}?ma={short_code(version.content_hash)}"


def content_hash(commitment: Commitment, version: CommitmentVersion | None) -> str:
    """Of what a print would show now."""
    return version.content_hash if version else digest(printed_content(commitment))


def _version(commitment: Commitment, number: int | None) -> CommitmentVersion | None:
    if commitment.state not in SIGNED_STATES:
        return None
    versions = commitment.versions.order_by("-number")
    found = versions.first() if number is None else versions.filter(number=number).first()
    if found is None:
        raise Refused("Bản cam kết không có lần điều chỉnh này.")
    return found


def _with_head(content: dict[str, Any], commitment: Commitment) -> dict[str, Any]:
    """Content signed before the head was frozen with it takes the committee's."""
    if "header" in content:
        return content
    return content | {"header": header_content(commitment.year.committee)}
