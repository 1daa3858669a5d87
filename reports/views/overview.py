"""The Office's overview of a year as of a quarter: completeness, timeliness, tasks, heat map."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock, text
from camket.sheets import as_download
from commitments import access as year_access
from commitments import periods
from commitments.models import Commitment, Year
from commitments.states import SIGNED_STATES
from reports import figures, sheets
from reports.desks import current_quarter
from units import access
from units.models import Group
from units.roles import Permission

PAGE = 50


@require_safe
def overview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The page; a constant number of queries whatever the number of units."""
    year = _year(request, code, number)
    return render(request, "reports/overview.html", _figures(request, year) | _map(request, year))


@require_safe
def export(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The same heat map of all units that match the filters, as a workbook."""
    year = _year(request, code, number)
    quarter = _quarter(request, year)
    rows = figures.heat_map(year, list(_commitments(request, year)), quarter, clock.today())
    body = sheets.overview(year, quarter, rows)
    return as_download(body, f"tong-quan-{year.year}-quy-{quarter}.xlsx")


def _year(request: HttpRequest, code: str, number: int) -> Year:
    year = year_access.year(request, code, number)
    access.require(request, Permission.SEE_ALL_ROWS, year.committee)
    return year


def _quarter(request: HttpRequest, year: Year) -> int:
    asked = request.GET.get("quy", "")
    return int(asked) if asked in ("1", "2", "3", "4") else current_quarter(year, clock.today())


def _figures(request: HttpRequest, year: Year) -> dict[str, Any]:
    on, quarter = clock.today(), _quarter(request, year)
    by_group = figures.task_counts(year, quarter, on)
    groups = Group.objects.filter(pk__in=by_group).order_by("rank")
    quarters = figures.quarter_counts(year, on)
    return {
        "year": year,
        "base": f"/{year.committee.code}/{year.year}/",
        "quarter": quarter,
        "label": periods.label(quarter, year.year),
        "quarters": quarters,
        "now": next((q for q in quarters if q.quarter == quarter), None),
        "counts": sum(by_group.values(), figures.TaskCounts()),
        "by_group": [(group, by_group[group.pk]) for group in groups],
        "late": figures.late_tasks(year, quarter, on),
        "behind": figures.behind_tasks(year, quarter, on),
        "overdue": figures.overdue_units(year, quarter, on),
    }


def _map(request: HttpRequest, year: Year) -> dict[str, Any]:
    page = Paginator(_commitments(request, year), PAGE).get_page(request.GET.get("trang"))
    commitments = list(page.object_list)
    rows = figures.heat_map(year, commitments, _quarter(request, year), clock.today())
    groups: dict[int, tuple[Group, list[figures.UnitRow]]] = {}
    for row in rows:
        group = row.commitment.unit.group
        groups.setdefault(group.pk, (group, []))[1].append(row)
    return {
        "page": page,
        "groups": list(groups.values()),
        "all_groups": year.committee.groups.all(),
    }


def _commitments(request: HttpRequest, year: Year) -> Any:
    """Signed commitments that match search and group, in the units' order."""
    rows = (
        Commitment.objects.visible_to(access.person(request))
        .filter(year=year, state__in=SIGNED_STATES)
        .select_related("unit__group")
        .order_by("unit__group__rank", "unit__rank", "pk")
    )
    wanted = text.search_key(request.GET.get("tim", ""))
    if wanted:
        rows = rows.filter(unit__search_key__contains=wanted)
    group = request.GET.get("nhom", "")
    if group.isdigit():
        rows = rows.filter(Q(unit__group=int(group)) | Q(unit__group__parent=int(group)))
    return rows
