"""The rows: made once for each key, claimed by one sender at a time, marked with the outcome."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import F, Q

from camket import celery
from camket.mail.message import one_line
from camket.models import MailState, OutgoingMail
from camket.text import nfc

NO_ADDRESS = "Chưa có địa chỉ thư điện tử."
LEASE = timedelta(minutes=10)  # longer than one mail takes with every answer at EMAIL_TIMEOUT


def queue(
    *,
    key: str,
    kind: str,
    recipient: AbstractBaseUser | None,
    committee: models.Model | None,
    subject: str,
    text: str,
    html: str,
    at: datetime,
    about: Mapping[str, Any] | None = None,
    attachments: Sequence[Mapping[str, str]] = (),
    try_after: datetime | None = None,
    address: str = "",
) -> bool:
    """Put one message to one address in the outbox; True when the row is new.

    ``key`` is the message's name: of many calls with one key, also at once, one makes the row.
    The row commits or vanishes with the caller's transaction. ``address`` is for a mail to nobody
    we know. Without any address the row is made FAILED, so that the Office sees whom to call.
    """
    if recipient and not address:
        address = getattr(recipient, recipient.get_email_field_name())
    _, made = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "recipient": recipient,
            "committee": committee,
            "address": address,
            "subject": one_line(subject),
            "text": nfc(text),
            "html": nfc(html),
            "attachments": [dict(one) for one in attachments],
            "about": dict(about or {}),
            "queued_at": at,
            "try_after": try_after or at,
            "state": MailState.QUEUED if address else MailState.FAILED,
            "error": "" if address else NO_ADDRESS,
        },
    )
    if made:
        celery.ring("camket.deliver_mail")
    return made


def send_again(row: OutgoingMail, *, at: datetime) -> bool:
    """Queue a FAILED mail anew, to the address the person has by now; False when it is not FAILED."""
    person = row.recipient
    address = getattr(person, person.get_email_field_name()) if person else row.address
    failed = OutgoingMail.objects.filter(pk=row.pk, state=MailState.FAILED)
    again = bool(address) and failed.update(
        state=MailState.QUEUED, address=address, attempts=0, try_after=at, error=""
    )
    if again:
        celery.ring("camket.deliver_mail")
    return bool(again)


def settle(before: datetime) -> int:
    """Count what was queued before a moment as sent on its day, without sending it.

    For a demonstration whose past is told today. Returns how many rows.
    """
    return OutgoingMail.objects.filter(state=MailState.QUEUED, queued_at__lt=before).update(
        state=MailState.SENT, sent_at=F("queued_at")
    )


def waiting(at: datetime) -> models.QuerySet[OutgoingMail]:
    """Rows to be sent at this moment, oldest first: queued, or given back by an ended lease."""
    return OutgoingMail.objects.filter(_free(at)).order_by("try_after", "pk")


def claim(pk: int, at: datetime) -> OutgoingMail | None:
    """Take the row for LEASE, or None when somebody else has it. Of many at once one gets it."""
    with transaction.atomic(durable=True):
        taken = OutgoingMail.objects.filter(_free(at), pk=pk).update(
            state=MailState.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1
        )
    return OutgoingMail.objects.select_related("recipient").get(pk=pk) if taken else None


def mark(row: OutgoingMail, *, release: bool = True, **changes: Any) -> None:
    """Write the outcome, if the claim is still ours."""
    if release:
        changes["lease_until"] = None
    OutgoingMail.objects.filter(
        pk=row.pk, state=MailState.SENDING, lease_until=row.lease_until
    ).update(**changes)


def _free(at: datetime) -> Q:
    return Q(state=MailState.QUEUED, try_after__lte=at) | Q(
        state=MailState.SENDING, lease_until__lte=at
    )
