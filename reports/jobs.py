"""Doorbells of the prints: primitive arguments, a vanished row is no error."""

from celery import shared_task

from camket import clock
from camket.celery import ring
from reports.workflow import printing


@shared_task(name="reports.render_report", soft_time_limit=90, time_limit=120)
def render_report(job_id: int) -> None:
    """Print what this row asks for, unless somebody else already does."""
    printing.work_on(job_id, clock.now())


@shared_task(name="reports.sweep_jobs")
def sweep_jobs() -> None:
    """Ring for every job the bell missed or a dead worker left; stop those that always crash."""
    now = clock.now()
    printing.give_up(now)
    for job_id in printing.waiting(now):
        ring(printing.BELL, job_id)
