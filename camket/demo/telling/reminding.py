"""The reminders that went out before the quarter due next; the demo's past holds no gap."""

from datetime import timedelta

from camket.demo.telling.stage import Stage, at
from camket.demo.years import YEARS
from commitments import reminders


def remind(stage: Stage, days_before: int) -> None:
    """What the daily run of 07:30 queued that many days before quarter I of 2021 was due."""
    day = YEARS[2021].periods[0].due_on - timedelta(days=days_before)
    reminders.send_due(day, at(day, 7, 30), committee=stage.committee)
