"""Find the annual report or print job of a URL; 404 to those who may not see it."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commitments import access as year_access
from commitments.models import Submission, Year
from reports.models import RenderJob, YearReport
from reports.states import YearReportState
from units import access


def living_report(request: HttpRequest, year: Year) -> YearReport | None:
    """The year's report that is not withdrawn, if the person may see it."""
    return (
        YearReport.objects.visible_to(access.person(request))
        .filter(year=year)
        .exclude(state=YearReportState.WITHDRAWN)
        .select_related("year__committee")
        .first()
    )


def report(request: HttpRequest, code: str, number: int) -> YearReport:
    """The living report of the year. Raises 404 when there is none to see."""
    year = year_access.year(request, code, number)
    rows = YearReport.objects.visible_to(access.person(request)).exclude(
        state=YearReportState.WITHDRAWN
    )
    found = get_object_or_404(rows, year=year)
    found.year = year
    return found


def withdrawn(request: HttpRequest, year: Year) -> QuerySet[YearReport]:
    """The year's withdrawn reports, newest first, for those who may see them."""
    rows = YearReport.objects.visible_to(access.person(request))
    return rows.filter(year=year, state=YearReportState.WITHDRAWN).order_by("-withdrawn_at", "-pk")


def withdrawn_report(request: HttpRequest, code: str, number: int, pk: int) -> YearReport:
    """One withdrawn report of the year. Raises 404 to those who may not see it."""
    year = year_access.year(request, code, number)
    found = get_object_or_404(withdrawn(request, year), pk=pk)
    found.year = year
    return found


def paper_job(request: HttpRequest, code: str, number: int, unit: str, key: str) -> RenderJob:
    """A print of a unit's commitment. Raises 404 to those who may not read the commitment."""
    rows = RenderJob.objects.visible_to(access.person(request)).select_related(
        "commitment__year__committee", "commitment__unit", "version"
    )
    return get_object_or_404(
        rows,
        commitment__year=year_access.year(request, code, number),
        commitment__unit__code=unit,
        through=None,
        key=key,
    )


def results_job(
    request: HttpRequest, code: str, number: int, unit: str, through: int, key: str
) -> RenderJob:
    """A print of what a unit's accepted quarters come to. Raises 404 to strangers."""
    rows = RenderJob.objects.visible_to(access.person(request)).select_related(
        "commitment__year__committee", "commitment__unit"
    )
    return get_object_or_404(
        rows,
        commitment__year=year_access.year(request, code, number),
        commitment__unit__code=unit,
        through=through,
        key=key,
    )


def round_job(request: HttpRequest, made: Submission, key: str) -> RenderJob:
    """A print of one round of a report. Raises 404 to strangers."""
    rows = RenderJob.objects.visible_to(access.person(request))
    return get_object_or_404(rows.select_related("submission"), submission=made, key=key)


def job(request: HttpRequest, code: str, number: int, key: str) -> RenderJob:
    """A print job of the year's report. Raises 404 to those who may not see the report."""
    rows = RenderJob.objects.select_related("report")
    return get_object_or_404(rows, report=report(request, code, number), key=key)
