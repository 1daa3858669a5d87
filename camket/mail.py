"""The outbox: ``queue`` writes a row in the deed's own transaction, ``deliver`` sends what waits.

The row is the only truth (architecture.md §1 (4)). A row is claimed by conditional UPDATE with a
lease, sent, and marked; a sender that dies loses nothing, because the lease ends and the row is
sent again under the same Message-ID. The only caller of ``django.core.mail``.
Source: trust.md "From day one" 1-2, F1, F3, F4, F6, T13.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.template import Context
from django.template.loader import get_template

from camket import celery
from camket.models import MailState, OutgoingMail
from camket.text import nfc

SUBJECT_LENGTH = 250
NO_ADDRESS = "Chưa có địa chỉ thư điện tử."


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: one subject line, the text, the same in HTML; plain-text attachments."""

    subject: str
    text: str
    html: str
    attachments: Sequence[Mapping[str, str]] = ()
    about: Mapping[str, Any] | None = None


Refresher = Callable[[OutgoingMail, datetime], Message | None]
_refreshers: dict[str, Refresher] = {}


def refresh(kind: str) -> Callable[[Refresher], Refresher]:
    """Decorator: asked at the moment of sending a mail of this kind what it shall say by now.

    The function gets the row and the moment, and returns the message, or None when the mail is
    not needed any more.
    """

    def register(function: Refresher) -> Refresher:
        _refreshers[kind] = function
        return function

    return register


def compose(template: str, context: Mapping[str, Any]) -> Message:
    """Draw emails/<template>.subject.txt, .txt and .html; only the HTML is escaped.

    The templates see ``subject`` beside the given context.
    """
    plain = Context(dict(context), autoescape=False)
    subject = one_line(_draw(f"emails/{template}.subject.txt", plain))
    with plain.push(subject=subject):
        text = _draw(f"emails/{template}.txt", plain)
    html = _draw(f"emails/{template}.html", Context({**context, "subject": subject}))
    return Message(subject, text.strip() + "\n", html.strip() + "\n")


def one_line(text: str) -> str:
    """Safe in a header: no line end, no control character, no start of an encoded word."""
    return " ".join(nfc(text).split()).replace("=?", "= ?")[:SUBJECT_LENGTH]


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


def _draw(name: str, context: Context) -> str:
    # Through the engine's own template: the context decides about escaping.
    return str(get_template(name).template.render(context))  # type: ignore[attr-defined]
