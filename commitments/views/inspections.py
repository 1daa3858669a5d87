"""The year's inspections: plan and coverage by quarter to readers, its own to a unit."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import nfc, search_key, sort_key
from commitments import access as pages
from commitments import periods, rules, sheets
from commitments.models import ActionPoint, Commitment, Inspection, Year, with_coverage
from commitments.models.inspection import InspectionQuerySet
from commitments.states import SIGNED_STATES, ActionState, InspectionState
from units import access
from units.roles import Permission

ROWS = 50
MOST = 6  # lines of what comes next, and of what is past
NOT_YET = "CHUA"  # units in which nothing was inspected yet
UNPLANNED = "CHUA_CO_KE_HOACH"
# Symbol, tone and word of one cell's line.
MARKS = {
    InspectionState.PLANNED: ("sent", "calendar"),
    InspectionState.DONE: ("done", "check"),
    InspectionState.CANCELLED: ("idle", "circle-x"),
}
FILTERS = [
    (NOT_YET, "Chưa được kiểm tra"),
    (UNPLANNED, "Chưa có trong kế hoạch"),
    *InspectionState.choices,
]


@never_cache
@require_safe
def inspections(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Units down, quarters across, to those who read all; a unit's people see their own."""
    found = pages.year(request, code, year)
    if not access.person(request).can(Permission.SEE_ALL_ROWS, found.committee):
        return _own(request, found)
    rows = _sorted(_filtered(request, found), request.GET.get("sap-xep", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [_row(row) for row in page],
        "is_ranked": "sap-xep" not in request.GET,
        "totals": _totals(request, found),
        "by_quarter": _by_quarter(request, found),
        "groups": found.committee.groups.with_units(),
        "quarters": periods.QUARTERS,
        "states": FILTERS,
        "state": request.GET.get("trang-thai", ""),
        "is_filtered": any(request.GET.get(n) for n in ("tim", "nhom", "quy", "trang-thai")),
        "may_plan": rules.may_plan_inspections(access.person(request), found, clock.today()),
        "actions": action_counts(request, found),
    } | _still_planned(request, found)
    return render(request, "commitments/inspection/plan.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The units as filtered, one line an inspection; those without one have a line too."""
    found = pages.year(request, code, year)
    access.require(request, Permission.SEE_ALL_ROWS, found.committee)
    rows = _sorted(_filtered(request, found), request.GET.get("sap-xep", ""))
    title = f"Kế hoạch và kết quả kiểm tra năm {found.year} – {found.committee.name}"
    body = sheets.inspections_workbook(title, rows)
    return as_download(body, f"kiem-tra-{code}-{found.year}.xlsx")


def action_counts(request: HttpRequest, year: Year) -> dict[str, int]:
    """How many action points are open, late, wait to be confirmed, are confirmed (one query)."""
    rows = ActionPoint.objects.visible_to(access.person(request)).of_year(year)
    return rows.counts(clock.today())


def _own(request: HttpRequest, year: Year) -> HttpResponse:
    """What was planned and held in the person's own unit, and what it must mend."""
    mine = access.person(request)
    points = ActionPoint.objects.visible_to(mine).of_year(year).with_names()
    context = {
        "rows": [(row, MARKS[InspectionState(row.state)]) for row in _visible(request, year)],
        "points": [
            point_row(one)
            for one in points.exclude(state=ActionState.VERIFIED).order_by("due_on", "pk")
        ],
        "actions": action_counts(request, year),
    }
    return render(request, "commitments/inspection/own.html", context)


def point_row(point: ActionPoint) -> dict[str, Any]:
    """An action point with its days past the due day: ``late`` while open, else ``reported_late``."""
    is_open, late = point.state == ActionState.OPEN, point.days_late(clock.today())
    tones = {ActionState.DONE: ("sent", "clock"), ActionState.VERIFIED: ("done", "check")}
    tone, icon = tones.get(ActionState(point.state), ("idle", "circle-dashed"))
    inspection = point.finding.inspection
    return {
        "point": point,
        "inspection": inspection,
        "unit": inspection.commitment.unit,
        "late": late if is_open else 0,
        "reported_late": 0 if is_open else late,
        "tone": tone,
        "icon": icon,
    }


def _visible(request: HttpRequest, year: Year) -> InspectionQuerySet:
    rows = Inspection.objects.visible_to(access.person(request)).filter(commitment__year=year)
    return rows.with_names().with_counted().order_by("counted_in", "planned_on", "pk")


def _signed(request: HttpRequest, year: Year) -> Any:
    rows = Commitment.objects.visible_to(access.person(request))
    return with_coverage(rows.filter(year=year, state__in=SIGNED_STATES))


def _filtered(request: HttpRequest, year: Year) -> Any:
    """?tim= without accents, ?nhom= group's code, ?quy= and ?trang-thai= of its inspections."""
    asked, rows = request.GET, _signed(request, year)
    if words := search_key(asked.get("tim", "")):
        rows = rows.filter(unit__search_key__contains=words)
    if group := nfc(asked.get("nhom", "")):
        rows = rows.filter(unit__group__code=group)
    rows = _in_state(rows, asked.get("quy", ""), asked.get("trang-thai", ""))
    lines = Inspection.objects.select_related("led_by").with_counted()
    lines = lines.order_by("counted_in", "planned_on", "pk")
    return (
        rows.select_related("unit__group__parent")
        .defer("content")
        .prefetch_related(Prefetch("inspections", lines))
    )


def _in_state(rows: Any, quarter: str, state: str) -> Any:
    """Units with an inspection of this quarter and state; or without any, of the two words for it."""
    of_quarter = {"counted_in": int(quarter)} if quarter in ("1", "2", "3", "4") else {}
    wanted = Inspection.objects.with_counted().filter(**of_quarter)
    if state == NOT_YET:
        return rows.exclude(pk__in=wanted.filter(state=InspectionState.DONE).values("commitment"))
    if state == UNPLANNED:
        living = wanted.exclude(state=InspectionState.CANCELLED)
        return rows.exclude(pk__in=living.values("commitment"))
    if state in InspectionState.values:
        wanted = wanted.filter(state=state)
    elif not of_quarter:
        return rows
    return rows.filter(pk__in=wanted.values("commitment"))


def _sorted(rows: Any, wanted: str) -> Any:
    """By rank; ?sap-xep=ten by name in Vietnamese order, "-" for back."""
    if wanted.removeprefix("-") == "ten":
        back = wanted.startswith("-")
        return sorted(rows, key=lambda row: sort_key(row.unit.short_name), reverse=back)
    return rows.order_by("unit__group__rank", "unit__group", "unit__rank", "pk")


def _row(row: Any) -> dict[str, Any]:
    cells: dict[int, list[Any]] = {quarter: [] for quarter in periods.QUARTERS}
    for one in row.inspections.all():
        cells[one.counted_in].append((one, *MARKS[InspectionState(one.state)]))
    return {
        "commitment": row,
        "unit": row.unit,
        "group": row.unit.group,
        "cells": list(cells.items()),
        "summary": _summary(row.held, row.planned),
    }


def _summary(held: bool, planned: bool) -> tuple[str, str, str]:
    """(tone, icon, word) of the unit's year."""
    if held:
        return "done", "check", "Đã kiểm tra"
    if planned:
        return "sent", "calendar", "Có kế hoạch"
    return "behind", "circle-dashed", "Chưa có kế hoạch"


def _totals(request: HttpRequest, year: Year) -> dict[str, int]:
    """Units that signed: inspected, not yet, and of these without a plan; whatever the filter."""
    rows = _signed(request, year)
    return rows.aggregate(
        units=Count("pk"),
        inspected=Count("pk", filter=Q(held=True)),
        left=Count("pk", filter=Q(held=False)),
        unplanned=Count("pk", filter=Q(held=False, planned=False)),
    )


def _by_quarter(request: HttpRequest, year: Year) -> list[dict[str, int]]:
    """How many inspections of each quarter stand on the plan, were held, were cancelled."""
    rows = Inspection.objects.visible_to(access.person(request)).filter(commitment__year=year)
    return [{"quarter": quarter} | counted for quarter, counted in rows.by_quarter().items()]


def _still_planned(request: HttpRequest, year: Year) -> dict[str, Any]:
    """What is to be held next, and apart from it what the plan had for a time that is over.

    An inspection without a day is meant until the last one of its quarter.
    """
    today = clock.today()
    ended = sum(periods.quarter_end(year.year, quarter) < today for quarter in periods.QUARTERS)
    rows = _visible(request, year).filter(state=InspectionState.PLANNED)
    rows = rows.order_by("quarter", F("planned_on").asc(nulls_last=True), "pk")
    ahead = rows.filter(Q(planned_on__gte=today) | Q(planned_on=None, quarter__gt=ended))
    passed = rows.filter(Q(planned_on__lt=today) | Q(planned_on=None, quarter__lte=ended))
    first = list(passed[:MOST])
    return {"upcoming": ahead[:MOST], "passed": first, "passed_more": passed.count() - len(first)}
