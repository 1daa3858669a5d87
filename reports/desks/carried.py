"""What a unit carries on for those that were merged into it, beside its own work."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commitments.models import Commitment, ProgressReport
from commitments.states import UNIT_MAY_WRITE_REPORT, ReportState


@dataclass(frozen=True)
class Carried:
    """One commitment carried on; ``left`` reports never handed in, ``late`` of them overdue.

    ``due_on``: the next day on which one falls due, or fell; None when none is left. ``back``: those
    sent back, which are to be mended and are not late by that (domain.md §4).
    """

    commitment: Commitment
    left: int
    late: int
    due_on: date | None
    back: int = 0


def carried(commitments: Sequence[Commitment], on: date) -> list[Carried]:
    """Each of these with what is left to report (one query)."""
    dues: dict[int, list[date]] = {row.pk: [] for row in commitments}
    back: Counter[int] = Counter()
    rows = ProgressReport.objects.filter(
        commitment__in=list(dues), state__in=UNIT_MAY_WRITE_REPORT
    ).order_by("period__due_on", "pk")
    for key, state, due_on in rows.values_list("commitment", "state", "period__due_on"):
        if state == ReportState.OPEN:
            dues[key].append(due_on)
        else:
            back[key] += 1
    return [
        Carried(
            commitment=row,
            left=len(dues[row.pk]),
            late=sum(day < on for day in dues[row.pk]),
            due_on=dues[row.pk][0] if dues[row.pk] else None,
            back=back[row.pk],
        )
        for row in commitments
    ]
