"""Doorbells of the outbox."""

from celery import shared_task

from camket import celery, clock, mail


@shared_task(name="camket.deliver_mail")
def deliver_mail() -> None:
    """Send one batch; ring again while more waits."""
    if mail.deliver() and mail.waiting(clock.now()).exists():
        celery.ring("camket.deliver_mail")


@shared_task(name="camket.sweep_mail")
def sweep_mail() -> None:
    """Each minute: what no bell was heard for, what is due again, what a dead sender held."""
    if mail.waiting(clock.now()).exists():
        deliver_mail()
