"""The words of a reminder, and what its row remembers."""

from datetime import date, datetime
from typing import Any

from django.conf import settings

from camket import mail
from commitments import emails
from commitments.reminders import calendar
from commitments.reminders.items import Item, Reminder

KIND = "reminder"


def compose(reminder: Reminder, on: date, at: datetime) -> mail.Message:
    """Subject, text, HTML, the calendar file, and what the mail is about."""
    first = reminder.items[0]
    contact = "; ".join(dict.fromkeys(emails.contact_of(i.committee) for i in reminder.items))
    href, button = _button(reminder.items)
    said = mail.compose(
        "reminder",
        {
            "person": reminder.person,
            "items": reminder.items,
            "first": first,
            "others": len(reminder.items) - 1,
            "committee": committee_of(reminder),
            "contact": contact,
            "button_href": href,
            "button_text": button,
        },
    )
    return mail.Message(
        said.subject,
        said.text,
        said.html,
        attachments=[calendar.attachment(reminder.items, contact, at)],
        about=about(reminder, on),
    )


def about(reminder: Reminder, on: date) -> dict[str, Any]:
    """What the row remembers: the day, the steps that are spent, and each thing in words."""
    return {
        "on": on.isoformat(),
        "steps": sorted(reminder.keys),
        "items": [
            {
                "thing": item.thing,
                "committee": item.committee.pk,
                "label": item.label,
                "due_on": item.due_on.isoformat(),
                "days": item.days,
                "step": item.step,
            }
            for item in reminder.items
        ],
    }


def committee_of(reminder: Reminder) -> Any:
    """The committee of all items; None when they belong to several."""
    committees = {item.committee for item in reminder.items}
    return committees.pop() if len(committees) == 1 else None


def _button(items: tuple[Item, ...]) -> tuple[str, str]:
    """One thing: its own page. Several: the desk where all of them lie."""
    if len(items) == 1:
        return items[0].href, "Mở báo cáo" if items[0].locks_on else "Mở bản đăng ký"
    desks = {f"/{item.committee.code}/{item.year}/" for item in items}
    path = desks.pop() if len(desks) == 1 else "/"
    return f"{settings.SITE_URL}{path}", "Mở việc của đơn vị"
