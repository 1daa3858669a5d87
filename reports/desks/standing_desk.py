"""The giao ban page of the Standing Committee: what is red, to decide, overdue or new."""

from datetime import date, timedelta
from typing import Any

from camket.audit import Deed
from camket.models import AuditEntry
from commitments import clocks, periods
from commitments.models import Amendment, Commitment, Year
from commitments.progress import days_late
from commitments.states import AmendmentState, CommitmentState
from commitments.views.comparing import moment, views_of
from commitments.views.deciding import decide_form, href_of_amendment
from commitments.workflow import amending
from reports import figures
from reports.desks import raised
from reports.desks.years import current_quarter, registering
from units.models import Person

LATELY = timedelta(days=7)
MOST_CHANGES = 12
MOST_AMENDMENTS = 5
MOST_LATE_ACTIONS = 3
CHANGES = (  # of all that is recorded, the deeds that the Standing Committee is shown
    Deed.REGISTRATION_PASSED_ON, Deed.COMMITMENT_APPROVED, Deed.COMMITMENT_SIGNED,
    Deed.AMENDMENT_PROPOSED, Deed.AMENDMENT_APPROVED, Deed.AMENDMENT_REJECTED,
    Deed.QUARTER_ACCEPTED, Deed.QUARTER_SENT_BACK, Deed.QUARTER_REOPENED,
    Deed.EXTENSION_GRANTED, Deed.EXTENSION_CORRECTED, Deed.INSPECTION_CONCLUDED,
    Deed.REPORT_ISSUED, Deed.PROPOSAL_ANSWERED, Deed.EXPLANATION_ANSWERED,
)  # fmt: skip


def standing(year: Year, person: Person, on: date) -> dict[str, Any]:
    """The giao ban page: what is red, what needs a decision, what changed in the last week."""
    mine = Commitment.objects.visible_to(person).filter(year=year).select_related("unit")
    quarter = current_quarter(year, on)
    counts = sum(figures.task_counts(year, quarter, on).values(), figures.TaskCounts())
    quarters = figures.quarter_counts(year, on)
    return {
        "registering": registering(year, person),
        "year": year,
        "base": f"/{year.committee.code}/{year.year}/",
        "on": on,
        "counts": counts,
        "quarter": next((q for q in quarters if q.quarter == quarter), None),
        "waiting": sum(q.waiting for q in quarters),
        "to_approve": mine.filter(state=CommitmentState.SUBMITTED, passed_on_at__isnull=False),
        "to_sign": mine.filter(state=CommitmentState.APPROVED, standing_signed_at=None),
        "to_amend": _amendments(year, person, on),
        "to_answer": raised.to_decide(year, person, on),
        "proposals": figures.proposal_counts(year, on),
        "may_ask": raised.may_ask(year, person),
        "questions": raised.questions(year),
        "late": figures.late_tasks(year, quarter, on),
        "late_actions": figures.late_actions(year, on, MOST_LATE_ACTIONS),
        "mending": figures.mending(year, on),
        "changes": AuditEntry.objects.filter(
            committee=year.committee,
            at__gte=periods.closes_at(on - LATELY),
            deed__in=CHANGES,
        ).select_related("by")[:MOST_CHANGES],
        "most_changes": MOST_CHANGES,
    } | overdue(year, quarters, quarter, on)  # fmt: skip


def _amendments(year: Year, person: Person, on: date) -> list[dict[str, Any]]:
    """Amendments to decide, longest waiting first, each with its changes and the form to decide.

    The newest few are left to the list page: this page is read in ten minutes.
    """
    rows = list(
        Amendment.objects.visible_to(person)
        .filter(commitment__year=year, state=AmendmentState.PROPOSED)
        .select_related("commitment__unit", "commitment__year__committee", "proposed_by")
        .order_by("proposed_at", "pk")[:MOST_AMENDMENTS]
    )
    names = amending.named(*rows)
    return [
        {
            "amendment": row,
            "unit": row.commitment.unit,
            "href": href_of_amendment(row),
            "changes": views_of(amending.changes_of(row, on, names)),
            "moment": moment(max(row.moment.values(), default=0)),
            "moved": amending.has_moved(row),
            "form": decide_form(row, f"dieu-chinh-{row.pk}-"),
            "decide": href_of_amendment(row, "amendment_decide"),
        }
        for row in rows
    ]


def overdue(
    year: Year, quarters: list[figures.QuarterCounts], quarter: int, on: date
) -> dict[str, Any]:
    """Reports overdue in this quarter or before: the oldest, and how many each quarter has.

    Beside each stand its days past the due day and 'được gia hạn đến 10/4'. ``unfinished``: the
    quarters before this one with reports not handed in, sent back or waiting.
    """
    late = [q for q in quarters if q.quarter <= quarter and q.overdue]
    return {
        "overdue": [
            (report, days_late(report.period.due_on, on), clocks.extended(report, on))
            for report in figures.overdue_units(year, quarter, on)
        ],
        "overdue_quarters": late,
        "unfinished": [
            q for q in quarters if q.quarter < quarter and (q.overdue or q.sent_back or q.waiting)
        ],
        "overdue_count": sum(q.overdue for q in late),
    }
