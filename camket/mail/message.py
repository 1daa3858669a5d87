"""What a mail says: composed from templates, and said anew at the moment of sending."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template import Context
from django.template.loader import get_template

from camket.models import OutgoingMail
from camket.text import nfc

SUBJECT_LENGTH = 250
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")  # where a template left something out


@dataclass(frozen=True, slots=True)
class Message:
    """What is said: one subject line, the text, the same in HTML; plain-text attachments."""

    subject: str
    text: str
    html: str
    attachments: Sequence[Mapping[str, str]] = ()
    about: Mapping[str, Any] | None = None


Refresher = Callable[[OutgoingMail, datetime], Message | None]
refreshers: dict[str, Refresher] = {}


def refresh(kind: str) -> Callable[[Refresher], Refresher]:
    """Decorator: asked at the moment of sending a mail of this kind what it shall say by now.

    The function gets the row and the moment, and returns the message, or None when the mail is
    not needed any more.
    """

    def register(function: Refresher) -> Refresher:
        refreshers[kind] = function
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
    text = _BLANK_LINES.sub("\n\n", text)
    return Message(subject, text.strip() + "\n", html.strip() + "\n")


def one_line(text: str) -> str:
    """Safe in a header: no line end, no control character, no start of an encoded word."""
    return " ".join(nfc(text).split()).replace("=?", "= ?")[:SUBJECT_LENGTH]


def _draw(name: str, context: Context) -> str:
    # Through the engine's own template: the context decides about escaping.
    return str(get_template(name).template.render(context))  # type: ignore[attr-defined]
