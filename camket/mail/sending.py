"""Sends what waits: the only caller of ``django.core.mail``."""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, time, timedelta
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q

from camket import clock
from camket.mail.message import one_line, refreshers
from camket.mail.outbox import claim, mark, waiting
from camket.mail.trouble import Trouble, trouble_of
from camket.models import MailState, OutgoingMail
from camket.text import nfc

logger = logging.getLogger(__name__)

BATCH = 20  # mails a run sends
LONGEST_RUN = timedelta(minutes=3)  # no new mail is begun after that
WAITS = (1, 5, 15, 60)  # minutes after each failed attempt, the last one again and again
MAX_ATTEMPTS = 75  # the last is made 71 h 21 min after the first
DAILY_CAP = 40  # mails to one person a day; the rest waits for tomorrow
# Kinds whose text holds a link that sets a password.
OPENS_A_DOOR = ("account.password_reset_key", "invitation")
FORGOTTEN = "Nội dung có liên kết riêng, đã xóa sau khi gửi."
BREAKER_AT = 10  # failed connections in a row before all sending pauses
BREAKER_SECONDS = 5 * 60

_FAILURES, _HELD = "mail:connection-failures", "mail:held"


def held() -> bool:
    """True while sending pauses because the mail server does not answer."""
    return bool(cache.get(_HELD))


def deliver(*, now: Callable[[], datetime] = clock.now) -> int:
    """Send up to BATCH mails that wait, one by one; returns how many rows were dealt with.

    Each row: claim under a lease and commit → ask its refresher whether and what → send → mark.
    4xx and connection trouble: again by WAITS; 5xx: FAILED. Never inside a transaction.
    """
    if held():
        return 0
    done, begun, connection = 0, now(), get_connection()
    for pk in waiting(begun).values_list("pk", flat=True)[:BATCH]:
        at = now()
        if at - begun > LONGEST_RUN:
            break
        row = claim(pk, at)
        if row is not None:
            done += 1
            if not _handle(row, connection, now):
                break
    with suppress(OSError):
        connection.close()
    return done


def _handle(row: OutgoingMail, connection: BaseEmailBackend, now: Callable[[], datetime]) -> bool:
    """Send a claimed row or settle why not; False when all sending has to pause."""
    at = now()
    if _over_cap(row, at):
        tomorrow = _midnight(at) + timedelta(days=1)
        mark(row, state=MailState.QUEUED, try_after=tomorrow, attempts=F("attempts") - 1)
        return True
    try:
        if not _renew(row, at):
            mark(row, state=MailState.NOT_NEEDED, error="")
            return True
        _send(row, connection)
    except Exception as error:  # whatever a server or a composer does: the row says it
        with suppress(OSError):
            connection.close()
        return _put_off(row, trouble_of(error), now())
    mark(row, state=MailState.SENT, sent_at=now(), error="", **_forgotten(row))
    if cache.get(_FAILURES):
        cache.delete(_FAILURES)
    return True


def _forgotten(row: OutgoingMail) -> dict[str, Any]:
    """What is blotted out once sent: a mail that opens a door must not lie in the database."""
    if row.kind not in OPENS_A_DOOR:
        return {}
    return {"text": FORGOTTEN, "html": ""}


def _over_cap(row: OutgoingMail, at: datetime) -> bool:
    whom = Q(recipient=row.recipient) if row.recipient_id else Q(address=row.address)
    return OutgoingMail.objects.filter(whom, sent_at__gte=_midnight(at)).count() >= DAILY_CAP


def _midnight(at: datetime) -> datetime:
    return datetime.combine(clock.local_date(at), time.min, tzinfo=clock.TZ)


def _renew(row: OutgoingMail, at: datetime) -> bool:
    """Let the kind's refresher say the mail anew; False when it is not needed any more."""
    refresher = refreshers.get(row.kind)
    if refresher is None:
        return True
    try:
        said = refresher(row, at)
    except Exception as error:  # its ValueError is not the address's
        raise RuntimeError(f"refresher of {row.kind}") from error
    if said is None:
        return False
    row.subject, row.text, row.html = one_line(said.subject), nfc(said.text), nfc(said.html)
    row.attachments = [dict(one) for one in said.attachments]
    row.about = dict(said.about or row.about)
    names = ("subject", "text", "html", "attachments", "about")
    mark(row, release=False, **{name: getattr(row, name) for name in names})
    return True


def _send(row: OutgoingMail, connection: BaseEmailBackend) -> None:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[row.address],
        headers={
            "Message-ID": f"<{row.message_id}@{domain}>",
            "Date": format_datetime(clock.local(row.queued_at)),
            "Auto-Submitted": "auto-generated",
        },
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    for one in row.attachments:
        message.attach(one["name"], one["text"], one["mime"])
    connection.open()
    connection.send_messages([message])


def _put_off(row: OutgoingMail, trouble: Trouble, at: datetime) -> bool:
    """FAILED for good, or queued for the next attempt; False when all sending has to pause."""
    logger.warning("mail %s (%s) attempt %s not sent", row.pk, row.kind, row.attempts)
    if trouble.final or row.attempts >= MAX_ATTEMPTS:
        mark(row, state=MailState.FAILED, error=trouble.words)
        return True
    wait = timedelta(minutes=WAITS[min(row.attempts, len(WAITS)) - 1])
    mark(row, state=MailState.QUEUED, try_after=at + wait, error=trouble.words)
    return not (trouble.connection and _break())


def _break() -> bool:
    """Count a failed connection; True when there were so many that sending pauses."""
    failures = cache.get(_FAILURES, 0) + 1
    cache.set(_FAILURES, failures, 3600)
    if failures < BREAKER_AT:
        return False
    logger.error("the mail server does not answer: sending pauses for %s s", BREAKER_SECONDS)
    cache.set(_HELD, True, BREAKER_SECONDS)
    return True
