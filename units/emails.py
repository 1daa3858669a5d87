"""The one mail of this app: an invitation to set a password. Source: pages.md "Mails".

Its link opens for seven days, longer than a forgotten-password link: people read mail late. It
dies as soon as a password is set or the address changes.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from camket import mail
from camket.models import OutgoingMail
from units.models import Committee, Person

KIND = "invitation"
OPEN_FOR = timedelta(days=7)
_SALT = "units.emails.invitation"


def invitation(person: Person, committee: Committee, *, at: datetime) -> bool:
    """Queue the link; False when one was queued in the same minute."""
    said = _said(person, committee)
    return mail.queue(
        key=f"{KIND}:{person.pk}:{at:%Y-%m-%dT%H:%M}",
        kind=KIND,
        recipient=person,
        committee=committee,
        subject=said.subject,
        text=said.text,
        html=said.html,
        at=at,
    )


@mail.refresh(KIND)
def _renewed(row: OutgoingMail, at: datetime) -> mail.Message | None:
    """Said anew at sending, with the roles given by then; not to who has set a password since."""
    person = row.recipient
    if not isinstance(person, Person) or row.committee is None:
        return None
    needed = person.is_active and not person.has_usable_password()
    return _said(person, row.committee) if needed else None


def token_of(person: Person) -> str:
    """The secret of the link, signed with its moment."""
    sealed = {"person": person.pk, "seal": _seal(person)}
    return signing.TimestampSigner(salt=_SALT).sign_object(sealed)


def invited_by(token: str) -> Person | None:
    """Whom an invitation lets in; None when it is forged, too old, or used up."""
    try:
        told = signing.TimestampSigner(salt=_SALT).unsign_object(token, max_age=OPEN_FOR)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=told["person"], is_active=True).first()
    known = person is not None and constant_time_compare(told["seal"], _seal(person))
    return person if known else None


def _seal(person: Person) -> str:
    state = f"{person.pk}:{person.email}:{person.password}"
    return salted_hmac(_SALT, state, algorithm="sha256").hexdigest()[:32]


def _said(person: Person, committee: Committee) -> mail.Message:
    posts = [p for p in person.posts_on() if p.committee_id == committee.pk]
    facts: list[tuple[str, str]] = [("Địa chỉ đăng nhập", person.email)]
    facts += [("Vai trò", f"{post.position}{_where(post.unit)}") for post in posts]
    context: dict[str, Any] = {
        "person": person,
        "committee": committee,
        "contact": committee.contact or f"Văn phòng {committee.name}",
        "facts": facts,
        "days": OPEN_FOR.days,
        "button_href": settings.SITE_URL + reverse("units:invitation", args=[token_of(person)]),
        "button_text": "Đặt mật khẩu",
    }
    return mail.compose(KIND, context)


def _where(unit: Any) -> str:
    return f" – {unit.short_name}" if unit is not None else ""
