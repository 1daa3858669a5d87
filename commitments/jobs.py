"""The daily round of reminders, the doorbell of uploaded workbooks, files that should be gone."""

from celery import shared_task

from camket import clock
from camket.celery import ring
from commitments import reminders
from commitments.exchange import runs
from commitments.workflow import forgetting


@shared_task(name="commitments.send_reminders")
def send_reminders() -> None:
    """What is due today and was not sent yet; safe to run twice, and by several beats."""
    reminders.send_due(clock.today(), clock.now())


@shared_task(name="commitments.import_workbook", soft_time_limit=600, time_limit=660)
def import_workbook(run_id: int) -> None:
    """Read or apply this workbook, unless somebody else already does."""
    runs.work_on(run_id, clock.now())


@shared_task(name="commitments.sweep_imports")
def sweep_imports() -> None:
    """Ring for every workbook the bell missed or a dead worker left; forget what is over."""
    now = clock.now()
    runs.tidy_up(now)
    for run_id in runs.waiting(now):
        ring(runs.BELL, run_id)


@shared_task(name="commitments.sweep_evidence")
def sweep_evidence() -> None:
    """Take away what a silent storage kept of removed evidence."""
    forgetting.forget_again()
