"""Units put on the year's plan of inspections: one line, one unit or many."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from camket import clock
from camket.audit import Refused
from commitments import access as pages
from commitments import rules
from commitments.forms.inspecting import PlanForm, UnitsForm
from commitments.models import Commitment, Year, with_coverage
from commitments.states import CommitmentState
from commitments.views.deeds import FORM, href_of_year
from commitments.workflow import inspecting
from units import access
from units.models import Group
from units.roles import Permission


@never_cache
@FORM
def plan(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """One line for all units ticked, or none; ?quy= and ?don-vi= fill it in."""
    found = pages.year(request, code, year)
    access.require(request, Permission.PLAN_INSPECTION, found.committee)
    on = clock.today()
    if request.method != "POST" and not rules.may_plan_inspections(
        access.person(request), found, on
    ):
        messages.error(request, "Chỉ lập kế hoạch kiểm tra khi năm cam kết đang thực hiện.")
        return redirect(href_of_year(found, "inspections"))
    rows = list(_to_choose(request, found))
    form = PlanForm(
        request.POST or None, initial={"quarter": request.GET.get("quy", "")}, year=found, on=on
    )
    units = UnitsForm(request.POST or None, choices=[(row.pk, row.unit.short_name) for row in rows])
    context = _context(request, found, form, units, rows)
    if request.method != "POST":
        return render(request, "commitments/inspection/plan_form.html", context)
    valid, status = form.is_valid() & units.is_valid(), 422
    if valid:
        try:
            made = _plan(request, found, form, units)
        except Refused as refused:
            context["refused"], status = refused, 409
        else:
            messages.success(request, f"Đã đưa {len(made)} đơn vị vào kế hoạch kiểm tra.")
            return redirect(href_of_year(found, "inspections"))
    return render(request, "commitments/inspection/plan_form.html", context, status=status)


def _plan(request: HttpRequest, year: Year, form: PlanForm, units: UnitsForm) -> list[Any]:
    return inspecting.plan_inspections(
        year=year,
        commitments=units.cleaned_data["units"],
        data=form.plan(),
        by=access.person(request),
        at=clock.now(),
    )


def _to_choose(request: HttpRequest, year: Year) -> Any:
    """Signed commitments by the units' rank, each with what was planned and held so far."""
    rows = Commitment.objects.visible_to(access.person(request)).filter(
        year=year, state=CommitmentState.SIGNED
    )
    rows = with_coverage(rows).select_related("unit__group__parent").defer("content")
    return rows.order_by("unit__group__rank", "unit__group", "unit__rank", "pk")


def _context(
    request: HttpRequest, year: Year, form: PlanForm, units: UnitsForm, rows: list[Any]
) -> dict[str, Any]:
    asked = request.GET.get("don-vi", "")
    ticked = {str(value) for value in units["units"].value() or ()}
    groups: dict[int, tuple[Group, list[dict[str, Any]]]] = {}
    for row in rows:
        line = {
            "commitment": row,
            "unit": row.unit,
            "ticked": str(row.pk) in ticked or (not units.is_bound and row.unit.code == asked),
        }
        groups.setdefault(row.unit.group_id, (row.unit.group, []))[1].append(line)
    return {
        "form": form,
        "units": units,
        "rows": list(groups.values()),
        "crumbs": [(href_of_year(year, "inspections"), "Kiểm tra")],
        "back": href_of_year(year, "inspections"),
    }
