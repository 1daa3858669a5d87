"""Who has reported: completeness and timeliness of each quarter."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from camket.text import round_percent
from commitments import periods
from commitments.models import Extension, ProgressReport, Year
from commitments.states import ReportState


@dataclass(frozen=True)
class QuarterCounts:
    """One quarter's obligations on a day. All are counts of reports.

    Where a report lies, each in exactly one: ``required`` (rows made at signing, not "all units")
    = ``accepted`` + ``waiting`` (with the Office) + ``sent_back`` (with the unit again) +
    ``overdue`` (never handed in, past the due day) + ``unsent`` (never handed in, in time yet).
    ``extended``: those of ``overdue`` and ``unsent`` with an extension that has not ended, by which
    the unit has more time than the period gives (``rules.extended_until``).

    When it first came, which a verdict does not change (domain.md §4): ``on_time`` no later than
    the due day, ``late`` after it. ``begun``: the quarter's first day has come, before it nobody
    can report. ``past_due``: its due day is over, so that ``on_time`` will not grow any more.
    """

    quarter: int
    due_on: date
    locks_on: date
    required: int = 0
    accepted: int = 0
    waiting: int = 0
    sent_back: int = 0
    overdue: int = 0
    extended: int = 0
    on_time: int = 0
    late: int = 0
    begun: bool = True
    past_due: bool = False

    @property
    def submitted(self) -> int:
        """Handed in and not sent back: with the Office, or accepted."""
        return self.accepted + self.waiting

    @property
    def unsent(self) -> int:
        return self.required - self.submitted - self.sent_back - self.overdue

    @property
    def share(self) -> Decimal | None:
        """Submitted of required, percent; None when nothing was required."""
        return share(self.submitted, self.required)

    @property
    def on_time_share(self) -> Decimal | None:
        """On time of required, percent; None as long as units may still hand in on time."""
        return share(self.on_time, self.required) if self.past_due else None

    def is_closed(self, on: date) -> bool:
        """The quarter's figures will not grow: all accepted, or locked with none left to review.

        An extension that runs keeps the quarter open for its unit, and so for the figures; so does
        a report sent back, which no lock closes.
        """
        if self.accepted == self.required:
            return True
        return on > self.locks_on and not (self.waiting or self.sent_back or self.extended)


def seen_on(locks_on: date, today: date) -> date:
    """The day on which a quarter's tasks are measured: today, or when its books were shut.

    What fell due later is not late in it. A page that shows an earlier day names it.
    """
    return min(today, locks_on)


def share(part: int, whole: int) -> Decimal | None:
    """Percent as it is printed, or None over nothing; 100 only when the part is the whole."""
    return round_percent(Decimal(part) * 100 / whole) if whole else None


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
    extended = Q(extended_until__gte=on, extended_until__gt=F("period__locks_on"))
    newest = Extension.objects.filter(report=OuterRef("pk")).order_by("-granted_at", "-pk")
    found = {
        row.pop("quarter"): row
        for row in counted.filter(period__year=year)
        .alias(extended_until=Subquery(newest.values("locks_on")[:1]))
        .values(quarter=F("period__quarter"))
        .annotate(
            required=Count("pk"),
            accepted=Count("pk", filter=Q(state=ReportState.ACCEPTED)),
            waiting=Count("pk", filter=Q(state=ReportState.SUBMITTED)),
            sent_back=Count("pk", filter=Q(state=ReportState.SENT_BACK)),
            overdue=Count("pk", filter=~handed_in & Q(period__due_on__lt=on)),
            extended=Count("pk", filter=~handed_in & extended),
            on_time=Count("pk", filter=in_time),
            late=Count("pk", filter=handed_in & ~in_time),
        )
        .order_by()
    }
    return [
        QuarterCounts(
            p.quarter,
            p.due_on,
            p.locks_on,
            begun=periods.has_begun(year.year, p.quarter, on),
            past_due=p.due_on < on,
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
