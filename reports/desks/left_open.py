"""What earlier years have left open: quarter IV is answered and reviewed when a new year runs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from commitments.models import ActionPoint, Explanation, ProgressReport, Proposal, Year
from commitments.states import (
    ActionState,
    ExplanationState,
    InspectionState,
    ProposalState,
    ReportState,
)
from commitments.views.deeds import href_of_year
from units.models import Person


@dataclass(frozen=True)
class LeftOpen:
    """One earlier year with what is open in it: (number, what, address of its list)."""

    year: Year
    things: list[tuple[int, str, str]]


def left_open(year: Year, person: Person) -> list[LeftOpen]:
    """Earlier years of this committee in which something waits, newest first (one query)."""
    years = Year.objects.visible_to(person).filter(committee=year.committee, year__lt=year.year)
    counted = years.select_related("committee").annotate(**_counts(person)).order_by("-year")
    found = [LeftOpen(row, _things(row)) for row in counted]
    return [one for one in found if one.things]


def _counts(person: Person) -> dict[str, Coalesce]:
    proposals = Proposal.objects.visible_to(person).filter(state=ProposalState.OPEN)
    asked = Explanation.objects.visible_to(person).filter(state=ExplanationState.OPEN)
    concluded = ActionPoint.objects.visible_to(person).filter(
        finding__inspection__state=InspectionState.DONE
    )
    actions = concluded.exclude(state=ActionState.VERIFIED)
    reports = ProgressReport.objects.visible_to(person).filter(state=ReportState.SUBMITTED)
    return {
        "open_proposals": _count(proposals, "report__commitment__year"),
        "open_explanations": _count(asked, "commitment__year"),
        "open_actions": _count(actions, "finding__inspection__commitment__year"),
        "open_reports": _count(reports, "commitment__year"),
    }


def _count(rows: QuerySet[Any], path: str) -> Coalesce:
    each = rows.order_by().filter(**{path: OuterRef("pk")}).values(path)
    number = each.annotate(number=Count("pk", distinct=True)).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def _things(row: Any) -> list[tuple[int, str, str]]:
    desk = f"/{row.committee.code}/{row.year}/"
    found = [
        (row.open_proposals, "kiến nghị", href_of_year(row, "proposals")),
        (row.open_explanations, "giải trình", href_of_year(row, "explanations")),
        (row.open_actions, "yêu cầu khắc phục", href_of_year(row, "actions")),
        (row.open_reports, "báo cáo chờ xem xét", desk),
    ]
    return [thing for thing in found if thing[0]]
