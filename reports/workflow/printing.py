"""The rows that ask for a print, and the work on them. Celery only rings (trust.md F2, F17).

A job is claimed by conditional UPDATE with a lease; a worker that dies leaves a lease that ends,
and the sweep rings again. A file is complete before its row says so.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from camket import clock
from camket.audit import ask
from camket.celery import ring
from camket.files.storing import at_hand, store
from reports import rules
from reports.assembly import assemble
from reports.models import RenderJob, YearReport
from reports.pdf import PdfFailed, render
from reports.states import JobState, YearReportState
from reports.workflow import papers, unit_papers
from units.models import Person

LEASE = timedelta(minutes=3)
MAX_ATTEMPTS = 8
BELL = papers.BELL

LAYING_OUT = "Dàn trang và in ra tệp PDF"
BROKEN = "Máy chủ gặp lỗi khi lập bản in hoặc lưu tệp. Đề nghị báo quản trị hệ thống."

__all__ = ["ask_for_print", "at_hand", "give_up", "queue_print", "store", "waiting", "work_on"]

logger = logging.getLogger(__name__)


@transaction.atomic
def ask_for_print(*, report: YearReport, by: Person, at: datetime) -> RenderJob:
    """Queue a print of the report as it stands; returns the one that waits if there is one.

    One that is being printed already may hold an older text, so it does not count.
    """
    ask(rules.may_render(by, report, clock.local_date(at)), "Anh/chị không được lập bản in này.")
    YearReport.objects.select_for_update().get(pk=report.pk)
    waits = report.jobs.filter(state=JobState.QUEUED).first()
    if waits:
        return waits
    return queue_print(report, by=by, at=at)


def queue_print(report: YearReport, *, by: Person | None, at: datetime) -> RenderJob:
    """Write the row inside the caller's transaction; the bell rings after commit."""
    job = RenderJob.objects.create(report=report, asked_by=by, asked_at=at, step="Đang chờ")
    ring(BELL, job.pk)
    return job


def work_on(job_id: int, now: datetime) -> bool:
    """Claim one job, assemble, print, keep the file, say so. False when there was nothing to do.

    Survives a vanished row and a second worker. Whatever fails is written into ``error``; the
    job is tried again only after the death of its worker, at most 8 times.
    """
    claimed = (
        RenderJob.objects.filter(pk=job_id)
        .filter(Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now))
        .filter(attempts__lt=MAX_ATTEMPTS)
        .update(
            state=JobState.RUNNING,
            attempts=F("attempts") + 1,
            lease_until=now + LEASE,
            progress=10,
            step="Đọc nội dung",
            error="",
        )
    )
    if not claimed:
        return False
    job = RenderJob.objects.select_related(
        "report__year__committee", "commitment__year__committee", "commitment__unit",
        "version__commitment__year__committee", "submission__submitted_by",
        "submission__report__period", "submission__report__commitment__unit",
        "submission__report__commitment__year__committee",
    ).get(pk=job_id)  # fmt: skip
    try:
        name, content_hash = _printed(job, now)
    except (ValueError, PdfFailed) as error:
        logger.warning("print %s failed: %s", job_id, getattr(error, "detail", error))
        _fail(job, str(error))
        return True
    except Exception:
        logger.exception("print %s failed", job_id)
        _fail(job, BROKEN)
        return True
    _finish(job, name, content_hash, now)
    return True


def _printed(job: RenderJob, now: datetime) -> tuple[str, str]:
    """The name of the stored file, and the SHA-256 of what it shows."""
    if job.report is None:
        _say(job, 40, LAYING_OUT)
        of_reports = job.submission is not None or job.through is not None
        pdf, content_hash = (unit_papers if of_reports else papers).printed(job)
        folder = "papers"
    else:
        content = assemble(job.report, clock.local_date(now))
        _say(job, 40, LAYING_OUT)
        _, pdf = render(content)
        content_hash = content.sha256
        folder = "drafts" if job.report.state == YearReportState.DRAFT else "reports"
    _say(job, 90, "Lưu tệp")
    return store(pdf, folder, "pdf"), content_hash


def give_up(now: datetime) -> int:
    """Mark jobs that crashed their worker 8 times as failed, so that they stop and are seen."""
    return RenderJob.objects.filter(
        state=JobState.RUNNING, lease_until__lt=now, attempts__gte=MAX_ATTEMPTS
    ).update(
        state=JobState.FAILED,
        step="",
        error="Việc in đã dừng giữa chừng nhiều lần. Đề nghị báo quản trị hệ thống.",
        finished_at=now,
    )


def waiting(now: datetime) -> list[int]:
    """Jobs nobody works on: never begun, or left by a worker whose lease has ended."""
    left = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
    return list(
        RenderJob.objects.filter(left, attempts__lt=MAX_ATTEMPTS)
        .order_by("asked_at", "pk")
        .values_list("pk", flat=True)[:20]
    )


def _say(job: RenderJob, progress: int, step: str) -> None:
    RenderJob.objects.filter(pk=job.pk).update(progress=progress, step=step)


def _fail(job: RenderJob, sentence: str) -> None:
    RenderJob.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        state=JobState.FAILED, step="", error=sentence, finished_at=clock.now()
    )


@transaction.atomic
def _finish(job: RenderJob, name: str, content_hash: str, now: datetime) -> None:
    """The row last: the job is done, and an issued report knows its file.

    A later print of frozen content is the same document: it stands in for a file that was lost.
    """
    done = RenderJob.objects.filter(pk=job.pk, state=JobState.RUNNING).update(
        state=JobState.DONE,
        progress=100,
        step="Đã xong",
        pdf=name,
        content_hash=content_hash,
        finished_at=clock.now(),
    )
    if done and job.report is not None and job.report.content is not None:
        YearReport.objects.filter(pk=job.report.pk).update(pdf=name)
