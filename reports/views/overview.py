"""The Office's overview of a year as of a quarter: completeness, timeliness, tasks, heat map."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock, text
from camket.sheets import as_download
from commitments import access as year_access
from commitments import clocks, periods
from commitments.models import Commitment, Year
from commitments.progress import days_late
from commitments.states import SIGNED_STATES
from reports import desks, figures, sheets
from units import access
from units.models import Group
from units.roles import Permission

PAGE = 50


@dataclass(frozen=True)
class View:
    """One quarter of a year as of a day.

    ``seen_on``: a quarter that is over is shown as it stood when its books were shut, so that
    tasks that fell due later do not count as late in it. Who has reported is shown as of today.
    """

    year: Year
    quarter: int
    quarters: list[figures.QuarterCounts]
    now: figures.QuarterCounts | None
    today: date
    seen_on: date


@require_safe
def overview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The page; a constant number of queries whatever the number of units."""
    view = _view(request, code, number)
    found = _figures(view, uncut="tat-ca" in request.GET)
    found["may_ask"] = desks.may_ask(view.year, access.person(request))
    found["questions"] = desks.questions(view.year)
    return render(request, "reports/overview.html", found | _map(request, view))


@require_safe
def export(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The heat map of all units that match the filters, and the lists beside it uncut."""
    view = _view(request, code, number)
    asked = view.year, view.quarter
    overdue = figures.overdue_units(*asked, view.today, limit=None)
    body = sheets.overview(
        *asked,
        _rows(view, list(_commitments(request, view.year))),
        late=figures.late_tasks(*asked, view.seen_on, limit=None),
        behind=figures.behind_tasks(*asked, view.seen_on, limit=None),
        overdue=[
            (r, days_late(r.period.due_on, view.today), clocks.extended(r, view.today))
            for r in overdue
        ],
        groups=_by_group(view),
        on=view.seen_on,
    )
    return as_download(body, f"tong-quan-{view.year.year}-quy-{view.quarter}.xlsx")


def _view(request: HttpRequest, code: str, number: int) -> View:
    """What is asked for, by somebody who may see all units."""
    year = year_access.year(request, code, number)
    access.require(request, Permission.SEE_ALL_ROWS, year.committee)
    today, asked = clock.today(), request.GET.get("quy", "")
    quarters = figures.quarter_counts(year, today)
    running = next((q.quarter for q in quarters if q.locks_on >= today), 4)
    quarter = int(asked) if asked in ("1", "2", "3", "4") else running
    now = next((q for q in quarters if q.quarter == quarter), None)
    seen_on = figures.seen_on(now.locks_on, today) if now else today
    return View(year, quarter, quarters, now, today, seen_on)


def _figures(view: View, *, uncut: bool) -> dict[str, Any]:
    """Numbers and lists; ``uncut``: every late task and every one behind, not the first ten."""
    year, quarter, on = view.year, view.quarter, view.seen_on
    limit = None if uncut else desks.MOST
    by_group = _by_group(view)
    return (
        {
            "year": year,
            "base": f"/{year.committee.code}/{year.year}/",
            "quarter": quarter,
            "label": periods.label(quarter, year.year),
            "quarters": view.quarters,
            "now": view.now,
            "on": view.today,
            "stood_on": on if on < view.today else None,
            "span": figures.SPAN_WORDS.get(quarter, ""),
            "counts": sum((counts for _, counts in by_group), figures.TaskCounts()),
            "by_group": by_group,
            "late": figures.late_tasks(year, quarter, on, limit),
            "behind": figures.behind_tasks(year, quarter, on, limit),
            "waiting": sum(q.waiting for q in view.quarters),
            "proposals": figures.proposal_counts(year, on),
        }
        | _inspected(view)
        | desks.overdue(year, view.quarters, quarter, view.today)
    )


def _inspected(view: View) -> dict[str, Any]:
    """How far inspections reach, whom not yet, what is late to be mended, what was found: as of today."""
    return {
        "coverage": sum(figures.coverage(view.year).values(), figures.Coverage()),
        "not_inspected": figures.not_inspected(view.year, desks.MOST_UNINSPECTED),
        "mending": figures.mending(view.year, view.today),
        "agreement": figures.agreement(view.year),
    }


def _by_group(view: View) -> list[tuple[Group, figures.TaskCounts]]:
    """Tasks by state for each group, in the groups' order."""
    found = figures.task_counts(view.year, view.quarter, view.seen_on)
    groups = Group.objects.filter(pk__in=found).order_by("rank", "pk")
    return [(group, found[group.pk]) for group in groups]


def _rows(view: View, commitments: list[Commitment]) -> list[figures.UnitRow]:
    return figures.heat_map(view.year, commitments, view.quarter, view.today, seen_on=view.seen_on)


def _map(request: HttpRequest, view: View) -> dict[str, Any]:
    page = Paginator(_commitments(request, view.year), PAGE).get_page(request.GET.get("trang"))
    groups: dict[int, tuple[Group, list[figures.UnitRow]]] = {}
    for row in _rows(view, list(page.object_list)):
        group = row.commitment.unit.group
        groups.setdefault(group.pk, (group, []))[1].append(row)
    return {
        "page": page,
        "groups": list(groups.values()),
        "all_groups": view.year.committee.groups.all(),
    }


def _commitments(request: HttpRequest, year: Year) -> Any:
    """Signed commitments that match search and group, in the units' order."""
    rows = (
        Commitment.objects.visible_to(access.person(request))
        .filter(year=year, state__in=SIGNED_STATES)
        .select_related("unit__group__parent")
        .defer("content")
        .order_by("unit__group__rank", "unit__rank", "pk")
    )
    wanted = text.search_key(request.GET.get("tim", ""))
    if wanted:
        rows = rows.filter(unit__search_key__contains=wanted)
    group = request.GET.get("nhom", "")
    if group.isdecimal() and len(group) < 10:
        rows = rows.filter(Q(unit__group=int(group)) | Q(unit__group__parent=int(group)))
    return rows
