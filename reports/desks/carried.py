"""What a unit carries on for those that were merged into it, beside its own work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commitments.models import Commitment, ProgressReport
from commitments.states import UNIT_MAY_WRITE_REPORT


@dataclass(frozen=True)
class Carried:
    """One commitment carried on; ``left`` reports still to hand in, ``late`` of them overdue.

    ``due_on``: the next day on which one falls due, or fell; None when none is left.
    """

    commitment: Commitment
    left: int
    late: int
    due_on: date | None


def carried(commitments: Sequence[Commitment], on: date) -> list[Carried]:
    """Each of these with what is left to report (one query)."""
    dues: dict[int, list[date]] = {row.pk: [] for row in commitments}
    rows = ProgressReport.objects.filter(
        commitment__in=list(dues), state__in=UNIT_MAY_WRITE_REPORT
    ).order_by("period__due_on", "pk")
    for key, due_on in rows.values_list("commitment", "period__due_on"):
        dues[key].append(due_on)
    return [
        Carried(
            commitment=row,
            left=len(dues[row.pk]),
            late=sum(day < on for day in dues[row.pk]),
            due_on=dues[row.pk][0] if dues[row.pk] else None,
        )
        for row in commitments
    ]
