"""Find the year, the commitment, the report of a URL for the person asking; 404 to strangers."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from commitments.models import (
    ActionPoint,
    Amendment,
    Commitment,
    CommitmentVersion,
    Inspection,
    ProgressReport,
    Year,
)
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
    reports = ProgressReport.objects.visible_to(access.person(request))
    rows = reports.with_names().select_related("saved_by")
    return get_object_or_404(
        rows,
        commitment__year=year(request, code, number),
        commitment__unit__code=unit_code,
        period__quarter=quarter,
    )


def amendment(request: HttpRequest, code: str, number: int, unit_code: str, pk: int) -> Amendment:
    """An amendment of this unit's commitment, if the person may see it. Raises 404 otherwise."""
    rows = Amendment.objects.visible_to(access.person(request)).select_related(
        "commitment__year__committee", "commitment__unit__group", "made",
        "drafted_by", "proposed_by", "decided_by",
    )  # fmt: skip
    return get_object_or_404(
        rows,
        commitment__year=year(request, code, number),
        commitment__unit__code=unit_code,
        pk=pk,
    )


def version(
    request: HttpRequest, code: str, number: int, unit_code: str, version: int
) -> CommitmentVersion:
    """One content of this unit's commitment that was in force. Raises 404 to strangers."""
    rows = CommitmentVersion.objects.visible_to(access.person(request)).select_related(
        "commitment__year__committee", "commitment__unit__group"
    )
    return get_object_or_404(
        rows,
        commitment__year=year(request, code, number),
        commitment__unit__code=unit_code,
        number=version,
    )


def inspection(request: HttpRequest, code: str, number: int, pk: int) -> Inspection:
    """An inspection of the year, if the person may see it. Raises 404 to strangers."""
    rows = Inspection.objects.visible_to(access.person(request)).with_names()
    return get_object_or_404(rows, commitment__year=year(request, code, number), pk=pk)


def action_point(request: HttpRequest, code: str, number: int, pk: int) -> ActionPoint:
    """What a unit must mend, if the person may see it by now. Raises 404 otherwise."""
    rows = ActionPoint.objects.visible_to(access.person(request)).with_names()
    return get_object_or_404(
        rows, finding__inspection__commitment__year=year(request, code, number), pk=pk
    )
