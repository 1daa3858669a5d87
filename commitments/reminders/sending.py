"""Who gets a reminder on a day, queued once; and the last look before it goes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from camket import clock, mail
from camket.models import MailState, OutgoingMail
from commitments.reminders.items import Reminder, outstanding
from commitments.reminders.message import KIND, committee_of, compose
from units.models import Committee, Person

LONGEST_LADDER = timedelta(days=91)  # a year may set up to 90 days
NOT_SPENT = (MailState.NOT_NEEDED,)


def send_due(
    on: date, at: datetime, *, committee: Committee | None = None, dry_run: bool = False
) -> list[Reminder]:
    """Queue the reminders of a day that were not sent yet; returns those queued (or to be queued).

    May be called at any time, any number of times, by several at once. ``committee`` narrows it
    to the people who have something outstanding there.
    """
    due = plan(on, committee=committee)
    return due if dry_run else [reminder for reminder in due if _queue(reminder, on, at)]


def plan(
    on: date, *, committee: Committee | None = None, after: Iterable[Reminder] = ()
) -> list[Reminder]:
    """The reminders of a day with a step that was not sent yet. Changes nothing.

    Whoever got one that day already gets no other before the next. ``after`` are reminders taken
    as sent already, to look one day further.
    """
    spent = _spent(on)
    for reminder in after:
        spent[reminder.person.pk] |= reminder.keys
    told = _told(on)
    return [
        reminder
        for reminder in outstanding(on, committee=committee)
        if reminder.person.pk not in told and not reminder.keys <= spent[reminder.person.pk]
    ]


def planned(on: date, committee: Committee) -> tuple[list[Reminder], list[Reminder]]:
    """What still has to go on a day, and what will go on the next one if nothing changes."""
    today = plan(on, committee=committee)
    return today, plan(on + timedelta(days=1), committee=committee, after=today)


@mail.refresh(KIND)
def still_needed(row: OutgoingMail, at: datetime) -> mail.Message | None:
    """The reminder as it is true at the moment of sending; None when nothing is left of it.

    A thing handed in meanwhile is left out. A mail that waited until a newer reminder to the same
    person was made is not sent: the newer one says it all.
    """
    if row.recipient_id is None or _overtaken(row):
        return None
    # A day named on the command line stays that day; otherwise this is today.
    made_for = date.fromisoformat(row.about["on"])
    on = made_for + (clock.local_date(at) - clock.local_date(row.queued_at))
    things = {item["thing"] for item in row.about["items"]}
    for reminder in outstanding(on, person=row.recipient):
        left = tuple(item for item in reminder.items if item.thing in things)
        if left:
            said = compose(Reminder(reminder.person, left), on, at)
            return _keeping_steps(said, row)
    return None


def _queue(reminder: Reminder, on: date, at: datetime) -> bool:
    """One row, unless another run was quicker: people are taken one at a time."""
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True).get(pk=reminder.person.pk)
        if reminder.keys <= _spent(on, person)[person.pk]:
            return False
        said = compose(reminder, on, at)
        return mail.queue(
            key=f"{KIND}:{person.pk}:{on}",
            kind=KIND,
            recipient=person,
            committee=committee_of(reminder),
            subject=said.subject,
            text=said.text,
            html=said.html,
            at=at,
            about=said.about,
            attachments=said.attachments,
        )


def _spent(on: date, person: Person | None = None) -> defaultdict[int, set[str]]:
    """The steps each person has been reminded of, or is about to be, by person id."""
    since = (on - LONGEST_LADDER).isoformat()
    rows = OutgoingMail.objects.filter(kind=KIND, about__on__gte=since)
    rows = rows.exclude(state__in=NOT_SPENT)
    if person is not None:
        rows = rows.filter(recipient=person)
    spent: defaultdict[int, set[str]] = defaultdict(set)
    for recipient, about in rows.values_list("recipient_id", "about"):
        spent[recipient].update(about["steps"])
    return spent


def _told(on: date) -> set[int | None]:
    """Whose mail of the day was made already, whatever became of it: its key is taken."""
    rows = OutgoingMail.objects.filter(kind=KIND, key__endswith=f":{on}")
    return set(rows.values_list("recipient_id", flat=True))


def _overtaken(row: OutgoingMail) -> bool:
    newer = OutgoingMail.objects.filter(kind=KIND, recipient=row.recipient_id, pk__gt=row.pk)
    return newer.exclude(state__in=NOT_SPENT).exists()


def _keeping_steps(said: mail.Message, row: OutgoingMail) -> mail.Message:
    """The mail's own step stays spent beside the one that stands by now, for what is left in it."""
    assert said.about is not None
    left = {item["thing"] for item in said.about["items"]}
    own = {step for step in row.about["steps"] if ":".join(step.split(":")[:2]) in left}
    about = {**said.about, "steps": sorted(own | set(said.about["steps"]))}
    return mail.Message(said.subject, said.text, said.html, said.attachments, about)
