"""Inspections of a year: how far they reach, what is to be mended, reported against verified.

No verified value enters any total (domain.md §7): here it is only counted how often it agreed with
what the unit had reported.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from commitments.models import (
    ActionPoint,
    Commitment,
    Compared,
    VerifiedValue,
    Year,
    with_coverage,
)
from commitments.states import SIGNED_STATES, InspectionState


@dataclass(frozen=True)
class Coverage:
    """Units that signed: all, inspected at least once, on the plan only, neither of the two."""

    units: int = 0
    inspected: int = 0
    planned: int = 0
    unplanned: int = 0

    @property
    def left(self) -> int:
        """Not inspected yet, planned or not."""
        return self.units - self.inspected

    def __add__(self, other: "Coverage") -> "Coverage":
        return Coverage(
            self.units + other.units,
            self.inspected + other.inspected,
            self.planned + other.planned,
            self.unplanned + other.unplanned,
        )


@dataclass(frozen=True)
class Mending:
    """Action points of concluded inspections; ``late``: open ones past their due day."""

    open: int = 0
    late: int = 0
    done: int = 0
    verified: int = 0


@dataclass(frozen=True)
class Agreement:
    """Verified values of concluded inspections against what had been handed in then.

    ``other``: neither higher nor lower, not what had been reported all the same.
    """

    equal: int = 0
    higher: int = 0
    lower: int = 0
    other: int = 0
    unreported: int = 0


def coverage(year: Year) -> dict[int, Coverage]:
    """By group id (one query). ``sum(…, Coverage())`` is the whole committee."""
    rows = with_coverage(Commitment.objects.filter(year=year, state__in=SIGNED_STATES))
    return {
        row.pop("group"): Coverage(**row)
        for row in rows.values(group=F("unit__group"))
        .annotate(
            units=Count("pk"),
            inspected=Count("pk", filter=Q(held=True)),
            planned_only=Count("pk", filter=Q(held=False, planned=True)),
            unplanned=Count("pk", filter=Q(held=False, planned=False)),
        )
        .order_by()
        .values("group", "units", "inspected", "unplanned", planned=F("planned_only"))
    }


def not_inspected(year: Year, limit: int | None = 10) -> list[Commitment]:
    """Units that signed and were not inspected yet, by rank; each with ``planned`` (one query)."""
    signed = Commitment.objects.filter(year=year, state__in=SIGNED_STATES)
    rows: Any = with_coverage(signed)
    rows = rows.filter(held=False).select_related("unit").defer("content")
    return list(rows.order_by("unit__group__rank", "unit__rank", "pk")[:limit])


def mending(year: Year, on: date) -> Mending:
    """What is to be mended after the year's inspections (one query)."""
    counted = ActionPoint.objects.of_year(year).counts(on)
    del counted["all"]
    return Mending(**counted)


def late_actions(year: Year, on: date, limit: int | None = 10) -> list[ActionPoint]:
    """Open action points past their due day, the oldest first (one query)."""
    rows = ActionPoint.objects.of_year(year).late(on).with_names()
    return list(rows.order_by("due_on", "pk")[:limit])


def agreement(year: Year) -> Agreement:
    """How often inspections found what had been reported (one query).

    What had been reported is what stood there when it was verified, whatever was handed in since;
    how the two stood to each other was kept with it.
    """
    rows = VerifiedValue.objects.filter(
        inspection__commitment__year=year, inspection__state=InspectionState.DONE
    )
    counted = rows.aggregate(
        equal=Count("pk", filter=Q(compared=Compared.EQUAL)),
        higher=Count("pk", filter=Q(compared=Compared.HIGHER)),
        lower=Count("pk", filter=Q(compared=Compared.LOWER)),
        other=Count("pk", filter=Q(compared=Compared.OTHER)),
        unreported=Count("pk", filter=Q(compared="")),
    )
    return Agreement(**counted)
