"""The first page of each role: what must I do, by when; how do things stand; why."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from camket import clock
from commitments import access as year_access
from commitments.models import Commitment, Year
from commitments.states import YearState
from reports import desks
from units import access
from units.models import Committee, Person
from units.roles import Permission, Role


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send a person to the desk of their committee; tell those without a post whom to ask."""
    committees = list(Committee.objects.visible_to(access.person(request)))
    if len(committees) == 1:
        return redirect("reports:committee", committees[0].code)
    if not committees:
        return render(request, "reports/no_post.html")
    return render(request, "reports/committees.html", {"committees": committees})


@require_safe
def committee_home(request: HttpRequest, code: str) -> HttpResponse:
    """The desk of the year that is running: the newest one in force, else the newest open one."""
    committee = access.committee(request, code)
    years = Year.objects.visible_to(access.person(request)).filter(committee=committee)
    running = years.filter(state=YearState.IN_FORCE).first() or years.first()
    if running is not None:
        return redirect("reports:desk", code, running.year)
    roles = access.person(request).roles_in(committee)
    if Role.OFFICE in roles and committee.units.exists():
        return HttpResponseRedirect(f"/{code}/nam/mo/")
    if roles & {Role.ADMIN, Role.OFFICE}:
        return HttpResponseRedirect(f"/{code}/don-vi/")
    return render(request, "reports/no_year.html")


@require_safe
def desk(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One page for each role; whoever holds several sees the one that decides most."""
    year = year_access.year(request, code, number)
    person = access.person(request)
    on, roles = clock.today(), person.roles_in(year.committee)
    own = _own(request, year, person)
    common = {"own": own, "left_open": desks.left_open(year, person)}
    if own and request.GET.get("don-vi"):
        return _unit_desk(request, common, person, on)
    if Role.STANDING in roles:
        return render(
            request, "reports/desk_standing.html", desks.standing(year, person, on) | common
        )
    if Role.OFFICE in roles:
        return render(request, "reports/desk_office.html", desks.office(year, person, on) | common)
    if Role.INSPECTOR in roles:
        return redirect("commitments:inspections", code, number)
    if not own:
        later = desks.registering(year, person)
        context = {"year": year, "registering": later} | common
        context["received_proposals"] = desks.received(year, person)
        return render(request, "reports/no_commitment.html", context)
    return _unit_desk(request, common, person, on)


def _own(request: HttpRequest, year: Year, person: Person) -> list[Commitment]:
    """Commitments of the units the person works in, after them of those that these carry on."""
    units = person.scope(Permission.SEE_OWN_ROWS).units
    if not units:
        return []
    rows = Commitment.objects.visible_to(person).filter(year=year, unit__in=units)
    on = clock.today()
    return sorted(
        rows.select_related("unit__carried_by", "year"), key=lambda row: row.unit.is_carried(on)
    )


def _unit_desk(
    request: HttpRequest, common: dict[str, Any], person: Person, on: date
) -> HttpResponse:
    own: list[Commitment] = common["own"]
    chosen = next((c for c in own if c.unit.code == request.GET.get("don-vi")), own[0])
    others = [c for c in own if c != chosen]
    context = desks.unit(chosen, person, on) | {
        "others": others,
        "left_open": common["left_open"],
        "carried": desks.carried([c for c in others if c.unit.is_carried(on)], on),
    }
    return render(request, "reports/desk_unit.html", context)
