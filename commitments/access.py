"""Find the year, the commitment, the report of a URL for the person asking; 404 to strangers."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commitments.models import Commitment, ProgressReport, Year
from units import access


def year(request: HttpRequest, code: str, number: int) -> Year:
    """The committee's year, remembered on the request for navigation. Raises 404 to strangers."""
    committee = access.committee(request, code)
    years = Year.objects.visible_to(access.person(request)).select_related("committee")
    found = get_object_or_404(years, committee=committee, year=number)
    found.committee = committee
    request.year = found  # type: ignore[attr-defined]
    return found


def commitment(request: HttpRequest, code: str, number: int, unit_code: str) -> Commitment:
    """A unit's commitment of the year, if the person may see it. Raises 404 otherwise."""
    rows = Commitment.objects.visible_to(access.person(request)).select_related("unit__group")
    found = get_object_or_404(rows, year=year(request, code, number), unit__code=unit_code)
    found.year = request.year  # type: ignore[attr-defined]
    return found


def report(
    request: HttpRequest, code: str, number: int, unit_code: str, quarter: int
) -> ProgressReport:
    """A unit's report of one quarter, if the person may see it. Raises 404 otherwise."""
    rows = ProgressReport.objects.visible_to(access.person(request)).with_names()
    return get_object_or_404(
        rows,
        commitment__year=year(request, code, number),
        commitment__unit__code=unit_code,
        period__quarter=quarter,
    )
