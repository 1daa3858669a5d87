"""Which units a task names as supporting, and asking them; part of other verbs.

Nothing here is a deed of its own: every function runs inside a verb's transaction, on a
commitment that the verb has locked and asked the rules about.
"""

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import F

from commitments import emails
from commitments.models import Commitment, Support, Task
from commitments.states import UNIT_MAY_WRITE_COMMITMENT, SupportState

# What a supporting unit says yes to. A new roadmap or another owner is the lead unit's own affair.
WORDS = ("title", "product", "unit_of_measure", "target", "due_on")


def words_of(task: Task) -> tuple[Any, ...]:
    """What supporting units were asked about; compare before and after writing the row."""
    return tuple(getattr(task, name) for name in WORDS)


def name_supporters(
    commitment: Commitment,
    task: Task,
    units: Collection[int],
    *,
    at: datetime,
    was: tuple[Any, ...] | None = None,
) -> None:
    """Store the supporting units of a written task; those that stay keep their answers.

    ``was``: ``words_of`` the task before it was written. Other words now: every answer goes back to
    WAITING. While the registration lies with the unit, asking waits until it is handed in; later
    (assigned by the Office, amended) it is asked at once.
    """
    task.supporting_units.set(units)
    if was is not None and was != words_of(task):
        forget_answers(task)
    if commitment.state not in UNIT_MAY_WRITE_COMMITMENT:
        ask_supporters(commitment, at=at)


def forget_answers(task: Task) -> None:
    """The words have changed: what was answered was answered to others. The record keeps it."""
    task.supports.update(
        state=SupportState.WAITING, answer="", answered_at=None, answered_by=None, asked_at=None
    )


def ask_supporters(commitment: Commitment, *, at: datetime) -> int:
    """Ask every unit not asked yet about the present words: one mail a unit. Returns how many rows.

    A row is asked once: handing in again asks only those newly named, or of changed words.
    """
    rows = (
        Support.objects.shared()
        .filter(task__commitment=commitment, asked_at=None)
        .select_related("unit", "task")
        .order_by("unit__group__rank", "unit__rank", "unit", "task__number")
    )
    asked = 0
    for unit, found in groupby(rows, key=lambda row: row.unit):
        supports = list(found)
        asked += Support.objects.filter(pk__in=[s.pk for s in supports], asked_at=None).update(
            asked_at=at, times_asked=F("times_asked") + 1
        )
        emails.support_asked(commitment, unit, supports, at=at)
    return asked
