"""A unit's year in order: each quarter's rounds with their verdicts, and every recorded deed."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.models import AuditEntry
from camket.sheets import as_download
from commitments import access, clocks, sheets
from commitments.models import Commitment, Extension, ProgressReport, Submission, Year
from commitments.views import beside
from commitments.views.deeds import href_of_report
from commitments.views.versions import history_with
from units.access import person


@never_cache
@require_safe
def history(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The history of one unit: the person's own, or the one chosen by those who see them all."""
    found = access.year(request, code, year)
    commitments = list(_commitments(request, found))
    chosen = _chosen(commitments, request.GET.get("don-vi", ""))
    reports = list(_reports(found, chosen)) if chosen else []
    context = {
        "commitments": commitments,
        "chosen": chosen,
        "quarters": [_quarter(report) for report in reports],
        "entries": _entries(request, chosen, history_with(chosen, *reports)) if chosen else [],
    }
    return render(request, "commitments/quarter/history.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The same as a workbook: every recorded deed, and every round of the reports."""
    found = access.year(request, code, year)
    chosen = _chosen(list(_commitments(request, found)), request.GET.get("don-vi", ""))
    if chosen is None:
        raise Http404
    reports = list(_reports(found, chosen))
    title = f"Lịch sử năm {found.year} – {chosen.unit.full_name}"
    entries = _entries(request, chosen, audit.history_of(chosen, *reports))
    made = sheets.history_workbook(title, entries, reports)
    return as_download(made, f"lich-su-{chosen.unit.code}-{found.year}.xlsx")


def _commitments(request: HttpRequest, year: Year) -> QuerySet[Commitment]:
    rows = Commitment.objects.visible_to(person(request)).filter(year=year)
    return rows.select_related("unit__group", "year__committee").defer("content")


def _chosen(commitments: list[Commitment], code: str) -> Commitment | None:
    """The one asked for, or the only one, or the first. Raises 404 for one that is not there."""
    if not code:
        return commitments[0] if commitments else None
    for commitment in commitments:
        if commitment.unit.code == code:
            return commitment
    raise Http404


def _entries(
    request: HttpRequest, commitment: Commitment, rows: QuerySet[AuditEntry]
) -> list[AuditEntry]:
    """What this person may read of the record."""
    return list(beside.recorded(rows, person(request), commitment))


def _reports(year: Year, commitment: Commitment) -> QuerySet[ProgressReport]:
    rounds = Submission.objects.select_related("submitted_by", "decided_by").defer("content")
    return (
        ProgressReport.objects.filter(commitment=commitment)
        .with_names()
        .defer("commitment__content")
        .prefetch_related(
            Prefetch("rounds", rounds), "extensions__granted_by", "extension_requests__asked_by"
        )
        .order_by("period__quarter")
    )


def _quarter(report: ProgressReport) -> dict[str, Any]:
    return {
        "report": report,
        "period": report.period,
        "clock": clocks.of_report(report, clock.today()),
        "extended": clocks.extended(report, clock.today()),
        "dates": clocks.dates(report),
        "href": href_of_report(report),
        "rounds": [
            (made, href_of_report(report, "quarter_round", number=made.number))
            for made in report.rounds.all()
        ],
        "extensions": _extensions(report),
        "requests": report.extension_requests.all(),
    }


def _extensions(report: ProgressReport) -> list[tuple[Extension, Extension | None]]:
    """Newest first, each with the one whose mistaken day it corrects."""
    rows = list(report.extensions.all())
    return [
        (made, before if before and made.locks_on < before.locks_on else None)
        for made, before in zip(rows, [*rows, None][1:], strict=True)
    ]
