"""Who has reported: completeness and timeliness of each quarter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from commitments import periods
from commitments.models import Extension, ProgressReport, Year
from commitments.states import ReportState


@dataclass(frozen=True)
class QuarterCounts:
    """One quarter's obligations. All are counts of reports.

    ``required``: rows made at signing, not "all units". ``submitted``: handed in at least once.
    ``on_time``: first handed in no later than the due day. ``overdue``: past the due day and
    never handed in. ``waiting``: with the Office. ``sent_back``: with the unit again.
    ``extended``: never handed in, with an extension that has not ended.
    ``begun``: whether the quarter's first day has come; before it nobody can report.
    """

    quarter: int
    due_on: date
    locks_on: date
    required: int = 0
    submitted: int = 0
    on_time: int = 0
    accepted: int = 0
    waiting: int = 0
    sent_back: int = 0
    overdue: int = 0
    extended: int = 0
    begun: bool = True

    @property
    def share(self) -> Decimal | None:
        """Submitted of required, percent; None when nothing was required."""
        return share(self.submitted, self.required)

    @property
    def on_time_share(self) -> Decimal | None:
        return share(self.on_time, self.required)

    def is_closed(self, on: date) -> bool:
        """The quarter's figures will not grow: all accepted, or locked with none left to review.

        An extension that runs keeps the quarter open for its unit, and so for the figures.
        """
        if self.accepted == self.required:
            return True
        return on > self.locks_on and not (self.waiting or self.extended)


def share(part: int, whole: int) -> Decimal | None:
    """Percent with one decimal, or None over nothing; 100 only when the part is the whole."""
    if not whole:
        return None
    percent = round(Decimal(part) * 100 / whole, 1)
    return Decimal("99.9") if percent == 100 and part != whole else percent


def quarter_counts(
    year: Year, on: date, *, reports: QuerySet[ProgressReport] | None = None
) -> list[QuarterCounts]:
    """Counts of the four quarters, in order (two queries).

    ``reports`` narrows what is counted (a group, say). Timeliness is measured by the original due
    day whatever extensions were granted (domain.md §4).
    """
    counted = ProgressReport.objects.all() if reports is None else reports
    rows = list(year.periods.order_by("quarter"))
    in_time = Q(pk__in=[])
    for period in rows:
        closes = periods.closes_at(period.due_on)
        in_time |= Q(period=period.pk, first_submitted_at__lt=closes)
    handed_in = Q(first_submitted_at__isnull=False)
    running = Extension.objects.filter(report=OuterRef("pk"), locks_on__gte=on)
    found = {
        row.pop("quarter"): row
        for row in counted.filter(period__year=year)
        .values(quarter=F("period__quarter"))
        .annotate(
            required=Count("pk"),
            submitted=Count("pk", filter=handed_in),
            on_time=Count("pk", filter=in_time),
            accepted=Count("pk", filter=Q(state=ReportState.ACCEPTED)),
            waiting=Count("pk", filter=Q(state=ReportState.SUBMITTED)),
            sent_back=Count("pk", filter=Q(state=ReportState.SENT_BACK)),
            overdue=Count("pk", filter=~handed_in & Q(period__due_on__lt=on)),
            extended=Count("pk", filter=~handed_in & Exists(running)),
        )
        .order_by()
    }
    return [
        QuarterCounts(
            p.quarter,
            p.due_on,
            p.locks_on,
            begun=periods.has_begun(year.year, p.quarter, on),
            **found.get(p.quarter, {}),
        )
        for p in rows
    ]


def overdue_units(
    year: Year, quarter: int, on: date, limit: int | None = 10
) -> list[ProgressReport]:
    """Reports of the quarter or an earlier one, past their due day and never handed in.

    The oldest quarter first, within it by the units' rank.
    """
    return list(
        ProgressReport.objects.with_names()
        .defer("commitment__content")
        .prefetch_related("extensions")
        .filter(
            period__year=year,
            period__quarter__lte=quarter,
            period__due_on__lt=on,
            first_submitted_at__isnull=True,
        )
        .order_by(
            "period__quarter",
            "commitment__unit__group__rank",
            "commitment__unit__rank",
            "pk",
        )[:limit]
    )
