"""What the two people of a handover are told: from which day, and what is open."""

from datetime import date, datetime

from django.conf import settings

from camket import mail
from camket.text import format_date
from commitments.emails.addresses import contact_of
from commitments.models import Handover
from units.models import Person
from units.roles import Role

KIND = "work_handed_over"
MOST = 12  # open items named in a mail; all of them stand on the page


def handover_href(handover: Handover) -> str:
    """The absolute address of the handover's page."""
    unit = handover.unit
    where = f"/{unit.committee.code}/don-vi/{unit.code}/ban-giao/{handover.pk}/"
    return f"{settings.SITE_URL}{where}"


def work_handed_over(handover: Handover, *, at: datetime) -> None:
    """One row each for the leaver and the successor who may log in."""
    for person in (handover.leaver, handover.successor):
        if person.is_active:
            _queue(handover, person, at)


def _queue(handover: Handover, person: Person, at: datetime) -> None:
    committee = handover.unit.committee
    shown, count = handover.items[:MOST], len(handover.items)
    facts = [
        ("Vai trò", f"{Role(handover.role).label} {handover.unit}"),
        ("Người bàn giao", str(handover.leaver)),
        ("Người nhận", str(handover.successor)),
        ("Nhận việc từ ngày", format_date(handover.starts_on)),
        *((item["label"], _state(item)) for item in shown),
    ]
    if count > MOST:
        facts.append(("Việc khác", f"{count - MOST} việc, xem trong biên bản bàn giao"))
    context = {
        "person": person,
        "unit": handover.unit,
        "committee": committee,
        "contact": contact_of(committee),
        "receives": person == handover.successor,
        "count": count,
        "starts": format_date(handover.starts_on),
        "facts": facts,
        "button_href": handover_href(handover),
        "button_text": "Xem biên bản bàn giao",
    }
    said = mail.compose(KIND, context)
    mail.queue(
        key=f"{KIND}:{handover.pk}:{person.pk}", kind=KIND, recipient=person, committee=committee,
        subject=said.subject, text=said.text, html=said.html, at=at,
    )  # fmt: skip


def _state(item: dict[str, str]) -> str:
    due_on = item["due_on"]
    until = f", hạn {format_date(date.fromisoformat(due_on))}" if due_on else ""
    return item["state"] + until
