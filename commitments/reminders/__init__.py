"""What is outstanding for whom on a day, and the one mail a day that says so.

A reminder stands on the ladder of its year: each (thing, due day, step) goes to a person once.
Every mail carries all that is outstanding for the person, and a mail goes only when at least one
step in it is new. A day on which nothing ran is made good by the newest step alone.
Source: domain.md §8, pages.md "Mails", trust.md F12.
"""

from commitments.reminders.items import Item, Reminder, outstanding
from commitments.reminders.message import KIND
from commitments.reminders.sending import plan, planned, send_due, still_needed

__all__ = [
    "KIND",
    "Item",
    "Reminder",
    "outstanding",
    "plan",
    "planned",
    "send_due",
    "still_needed",
]
