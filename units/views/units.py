"""One unit: what it is, who speaks for it; adding and editing it."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from camket import audit, clock
from units import access, workflow
from units.forms import UnitForm
from units.models import Person, Reorganisation, Unit, pasts_of
from units.roles import Permission, Role
from units.views.attempts import posted, tried


@require_safe
def detail(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """Names, dates, people past and present, history."""
    unit = access.unit(request, code, unit_code)
    person = access.person(request)
    may_edit = person.can(Permission.MANAGE_UNITS, unit.committee)
    context = {"unit": unit, "here": href(unit), "may_edit": may_edit}
    return render(
        request, "units/unit.html", context | _people(unit, person) | _changes(unit, person)
    )


def _changes(unit: Unit, person: Person) -> dict[str, Any]:
    """Former names, what became of the unit, whom it took over, and what may still be done."""
    on = clock.today()
    return {
        "past": pasts_of([unit])[unit.pk],
        "predecessors": unit.predecessors.order_by("valid_to", "pk"),
        "ended": unit.has_ended(on),
        "may_reorganise": person.can(Permission.MANAGE_UNITS, unit.committee)
        and unit.carried_by_id is None
        and not unit.has_ended(on),
    }


def _people(unit: Unit, person: Person) -> dict[str, Any]:
    """Who speaks and spoke for the unit, what this person may do about it, and the record."""
    on = clock.today()
    posts = list(unit.appointments.select_related("person").order_by("role", "-starts_on", "pk"))
    lasting = [post for post in posts if post.ends_on is None or post.ends_on >= on]
    may = {
        role: workflow.may_appoint(person, unit.committee, unit, role, on)
        for role in (Role.HEAD, Role.REPORTER)
    }
    return {
        "staff": [(post, may[Role(post.role)], post.in_force(on)) for post in lasting],
        "former": [post for post in posts if post not in lasting],
        "has_head": any(p.role == Role.HEAD and p.in_force(on) for p in lasting),
        "has_reporter": any(p.role == Role.REPORTER and p.in_force(on) for p in lasting),
        "may_appoint": any(may.values()),
        "may_appoint_head": may[Role.HEAD],
        "history": audit.history_of(unit, *posts, *_reorganisations(unit)),
    }


def _reorganisations(unit: Unit) -> QuerySet[Reorganisation]:
    return Reorganisation.objects.filter(Q(before=unit) | Q(after=unit)).distinct()


def add(request: HttpRequest, code: str) -> HttpResponse:
    """Register a unit."""
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_UNITS, committee)
    by = access.person(request)
    form = UnitForm(posted(request), committee=committee, initial={"valid_from": clock.today()})
    again = tried(
        form,
        lambda: workflow.add_unit(
            committee=committee, data=form.unit_data(), by=by, at=clock.now()
        ),
    )
    if again is None:
        messages.success(request, f"Đã thêm {form.cleaned_data['full_name']}.")
        return redirect("units:unit", code, form.cleaned_data["code"])
    return render(request, "units/unit_form.html", again | {"base": f"/{code}/don-vi/"})


def edit(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """Change a unit; somebody else's change in between is shown beside."""
    unit = access.unit(request, code, unit_code)
    access.require(request, Permission.MANAGE_UNITS, unit.committee)
    shown = Unit.objects.get(pk=unit.pk)  # the form writes into the one it shows
    form = UnitForm(posted(request), committee=unit.committee, instance=shown)
    again = tried(form, lambda: _edit(unit, form, access.person(request)))
    if again is None:
        messages.success(request, "Đã lưu thông tin đơn vị.")
        return redirect("units:unit", code, form.cleaned_data["code"])
    context = {"unit": unit, "base": f"/{code}/don-vi/"}
    return render(request, "units/unit_form.html", again | context)


def href(unit: Unit) -> str:
    """The unit's page."""
    return f"/{unit.committee.code}/don-vi/{unit.code}/"


def _edit(unit: Unit, form: UnitForm, by: Person) -> Unit:
    version = form.cleaned_data["version"] or 0
    return workflow.edit_unit(
        unit=unit, data=form.unit_data(), version=version, by=by, at=clock.now()
    )
