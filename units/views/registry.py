"""The registry: every unit by group and rank, with who speaks for it; the same as a workbook."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock, text
from camket.sheets import as_download
from units import access, sheets
from units.models import (
    Committee,
    Group,
    Past,
    Staff,
    Unit,
    UnitKind,
    names_on,
    pasts_of,
    staff_on,
)
from units.roles import Permission

PAGE = 50
FORCE = [("", "Đang hoạt động"), ("het", "Đã kết thúc"), ("tat-ca", "Tất cả")]


class Row(NamedTuple):
    """A unit as on the day that is looked at: its short name then, who spoke for it."""

    unit: Unit
    staff: Staff
    name: str
    past: Past


@require_safe
def registry(request: HttpRequest, code: str) -> HttpResponse:
    """One page of the units this person may see, in a constant number of queries.

    ?ngay= shows the units of that day, under their names of then.
    """
    committee, day = access.committee(request, code), _day(request)
    page = Paginator(_chosen(request, committee), PAGE).get_page(request.GET.get("trang"))
    rows = _rows(list(page.object_list), day)
    context = {
        "base": f"/{committee.code}/",
        "page": page,
        "sections": [("", rows)] if request.GET.get("sap-xep") else _by_group(rows),
        "all_groups": committee.groups.all(),
        "kinds": UnitKind.choices,
        "forces": FORCE,
        "asked_force": request.GET.get("hieu-luc", ""),
        "by": request.GET.get("sap-xep", ""),
        "day": day,
        "filtered": bool(request.GET),
        "groups_href": f"/{committee.code}/nhom/",
    }
    return render(request, "units/registry.html", context | _may(request, committee))


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """All units that match the filters, as a workbook."""
    committee = access.committee(request, code)
    rows = _rows(list(_chosen(request, committee)), _day(request))
    return as_download(sheets.registry(committee, rows), f"don-vi-{committee.code}.xlsx")


def _may(request: HttpRequest, committee: Committee) -> dict[str, bool]:
    person = access.person(request)
    return {
        "may_edit": person.can(Permission.MANAGE_UNITS, committee),
        "may_staff": person.can(Permission.MANAGE_UNIT_PEOPLE, committee),
        "sees_all": person.can(Permission.SEE_ALL_UNITS, committee),
    }


def _chosen(request: HttpRequest, committee: Committee) -> Sequence[Unit] | Any:
    """Units that match the filters of the address, by rank or (when asked) by name."""
    asked = request.GET
    units = Unit.objects.visible_to(access.person(request)).filter(committee=committee)
    if wanted := text.search_key(asked.get("tim", "")):
        units = units.filter(search_key__contains=wanted)
    if (group := asked.get("nhom", "")).isdecimal() and len(group) < 10:
        units = units.filter(Q(group=int(group)) | Q(group__parent=int(group)))
    if (kind := asked.get("loai", "")) in UnitKind.values:
        units = units.filter(kind=kind)
    day, force = _day(request), asked.get("hieu-luc", "")
    on = clock.today()
    if day is not None:
        units = units.in_force(day)
    elif force == "het":
        units = units.filter(valid_to__lt=on)
    elif force != "tat-ca":
        units = units.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return _sorted(units.select_related("group__parent"), asked.get("sap-xep", ""))


def _sorted(units: Any, by: str) -> Any:
    """No database knows the Vietnamese alphabet: by name they are sorted here."""
    if by.removeprefix("-") != "ten":
        return units.order_by("group__rank", "group", "rank", "pk")
    return sorted(units, key=lambda unit: text.sort_key(unit.short_name), reverse=by[0] == "-")


def _day(request: HttpRequest) -> date | None:
    """The day of ?ngay=, None without one or when it is none."""
    try:
        return text.parse_date(request.GET.get("ngay", ""))
    except ValueError:
        return None


def _rows(units: list[Unit], day: date | None) -> list[Row]:
    staff, past = staff_on(units, day or clock.today()), pasts_of(units)
    then = names_on(units, day) if day else {}
    return [Row(u, staff[u.pk], str(then.get(u.pk, u.short_name)), past[u.pk]) for u in units]


def _by_group(rows: list[Row]) -> list[tuple[Group, list[Row]]]:
    groups: dict[int, tuple[Group, list[Row]]] = {}
    for row in rows:
        groups.setdefault(row.unit.group_id, (row.unit.group, []))[1].append(row)
    return list(groups.values())
