"""The daily round of reminders."""

from celery import shared_task

from camket import clock
from commitments import reminders


@shared_task(name="commitments.send_reminders")
def send_reminders() -> None:
    """What is due today and was not sent yet; safe to run twice, and by several beats."""
    reminders.send_due(clock.today(), clock.now())
