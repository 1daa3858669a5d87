"""Handovers: the list, the form, the printable paper with today's state beside, the receipt."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST, require_safe

from camket import audit, clock
from camket.audit import Refused
from camket.sheets import as_download
from camket.text import format_date, search_key
from commitments import rules, sheets
from commitments.forms.handing_over import HandoverForm
from commitments.models import Handover
from commitments.views.deeds import carry_out
from commitments.workflow import handing_over
from commitments.workflow.open_items import open_items, states_now
from units import access
from units.models import Appointment, Unit, names_on
from units.roles import ROLE_CHOICES, Permission, Role

ROWS = 50
STATES = [("chua", "Chờ xác nhận"), ("roi", "Đã nhận")]
SORTS = {
    "don-vi": ("unit__group__rank", "unit__rank"),
    "ngay": ("starts_on",),
}


@require_safe
def handovers(request: HttpRequest, code: str) -> HttpResponse:
    """All handovers this person may see, newest first."""
    committee = access.committee(request, code)
    _ask_reader(request)
    return _page(request, _filtered(request, committee.code), None)


@require_safe
def unit_handovers(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """Those of one unit."""
    unit = access.unit(request, code, unit_code)
    return _page(request, _filtered(request, code).filter(unit=unit), unit)


@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The list as filtered, as a workbook; ?don-vi= narrows it to one unit."""
    committee = access.committee(request, code)
    _ask_reader(request)
    rows = _filtered(request, code)
    if one := request.GET.get("don-vi", ""):
        rows = rows.filter(unit__code=one)
    body = sheets.handovers_workbook(f"Bàn giao – {committee.name}", rows)
    return as_download(body, f"ban-giao-{code}.xlsx")


def hand_over(request: HttpRequest, code: str, unit_code: str, appointment: int) -> HttpResponse:
    """Hand a post over: the form, with what is open beside it."""
    unit, on = access.unit(request, code, unit_code), clock.today()
    posts = Appointment.objects.select_related("person", "committee", "unit__committee")
    found = get_object_or_404(posts, pk=appointment, unit=unit, role__in=[Role.HEAD, Role.REPORTER])
    access.allow(rules.may_hand_over(access.person(request), found, on))
    form = HandoverForm(request.POST or None, post=found, on=on)
    refused = None
    if form.is_bound and form.is_valid():
        try:
            made = _hand_over(request, found, form)
        except Refused as error:
            refused = error
        else:
            return redirect("commitments:handover", code, unit_code, made.pk)
    context = {
        "unit": unit,
        "post": found,
        "role": Role(found.role).label,
        "form": form,
        "refused": refused,
        "items": _with_days(open_items(unit, found.person, on)),
        "back": _of_unit(unit),
    }
    return render(request, "commitments/handover_form.html", context)


@require_safe
def handover(request: HttpRequest, code: str, unit_code: str, pk: int) -> HttpResponse:
    """Who hands over to whom, what was open that day, and how it stands today."""
    found = _handover(request, code, unit_code, pk)
    today = states_now(found.items)
    items = [
        item | {"now": now, "changed": now != item["state"], "open": _exists(item["href"])}
        for item, now in zip(_with_days(found.items), today, strict=True)
    ]
    context = {
        "handover": found,
        "unit": found.unit,
        "named": names_on([found.unit], found.starts_on).get(found.unit_id, found.unit),
        "role": Role(found.role).label,
        "items": items,
        "today": clock.today(),
        "eve": found.starts_on - handing_over.ONE_DAY,
        "may_acknowledge": rules.may_acknowledge(access.person(request), found, clock.today()),
        "history": audit.history_of(found.unit).filter(detail__handover=found.pk),
        "base": _of_unit(found.unit),
    }
    return render(request, "commitments/handover.html", context)


@require_POST
def acknowledge(request: HttpRequest, code: str, unit_code: str, pk: int) -> HttpResponse:
    """The successor takes the work over."""
    found = _handover(request, code, unit_code, pk)
    access.allow(found.successor_id == access.person(request).pk)
    return carry_out(
        request,
        handing_over.acknowledge,
        said=f"Đã nhận bàn giao của đ/c {found.leaver}.",
        href=f"{_of_unit(found.unit)}{pk}/",
        handover=found,
    )


def _hand_over(request: HttpRequest, post: Appointment, form: HandoverForm) -> Handover:
    return handing_over.hand_over(
        appointment=post,
        to=form.successor(),
        starts_on=form.cleaned_data["starts_on"],
        note=form.cleaned_data["note"],
        by=access.person(request),
        at=clock.now(),
    )


def _page(request: HttpRequest, rows: QuerySet[Handover], unit: Unit | None) -> HttpResponse:
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "page": page,
        "roles": ROLE_CHOICES[-2:],
        "states": STATES,
        "asked_role": request.GET.get("vai-tro", ""),
        "asked_state": request.GET.get("trang-thai", ""),
        "by": request.GET.get("sap-xep", ""),
        "filtered": any(request.GET.get(name) for name in ("tim", "vai-tro", "trang-thai")),
        "posts": _posts(request, unit) if unit else [],
    }
    return render(request, "commitments/handovers.html", context)


def _posts(request: HttpRequest, unit: Unit) -> list[Appointment]:
    """The unit's posts that this person may hand over today."""
    who, on = access.person(request), clock.today()
    rows = Appointment.objects.in_force(on).of_unit(unit, Role.HEAD, Role.REPORTER)
    rows = rows.select_related("person", "committee", "unit__committee")
    found = rows.order_by("role", "starts_on", "pk")
    return [post for post in found if rules.may_hand_over(who, post, on)]


def _filtered(request: HttpRequest, code: str) -> QuerySet[Handover]:
    """By unit or person without accents, role, and whether it was acknowledged."""
    asked, rows = request.GET, Handover.objects.visible_to(access.person(request)).with_names()
    rows = rows.filter(unit__committee__code=code)
    if wanted := search_key(asked.get("tim", "")):
        rows = rows.filter(
            Q(unit__search_key__contains=wanted)
            | Q(leaver__search_key__contains=wanted)
            | Q(successor__search_key__contains=wanted)
        )
    if (role := asked.get("vai-tro", "")) in (Role.HEAD, Role.REPORTER):
        rows = rows.filter(role=role)
    if (state := asked.get("trang-thai", "")) in dict(STATES):
        rows = rows.filter(acknowledged_at__isnull=state == "chua")
    order = asked.get("sap-xep", "")
    if columns := SORTS.get(order.removeprefix("-")):
        first, *others = columns
        return rows.order_by(f"-{first}" if order.startswith("-") else first, *others, "-pk")
    return rows


def _ask_reader(request: HttpRequest) -> None:
    """The whole committee's list is for those who see more than their own unit."""
    who, committee = access.person(request), request.committee  # type: ignore[attr-defined]
    access.allow(
        who.can(Permission.SEE_ALL_ROWS, committee)
        or who.can(Permission.MANAGE_UNIT_PEOPLE, committee)
    )


def _handover(request: HttpRequest, code: str, unit_code: str, pk: int) -> Handover:
    committee = access.committee(request, code)
    rows = Handover.objects.visible_to(access.person(request)).with_names()
    found = get_object_or_404(rows, pk=pk, unit__code=unit_code, unit__committee=committee)
    found.unit.committee = committee
    return found


def _with_days(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The frozen items with their due days as days, and late ones known."""
    on = clock.today()
    days = [date.fromisoformat(i["due_on"]) if i["due_on"] else None for i in items]
    return [
        item | {"day": format_date(day) if day else "", "late": day is not None and day < on}
        for item, day in zip(items, days, strict=True)
    ]


def _exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def _of_unit(unit: Unit) -> str:
    return f"/{unit.committee.code}/don-vi/{unit.code}/ban-giao/"
