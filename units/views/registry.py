"""The registry: every unit by group and rank, with who speaks for it; the same as a workbook."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock, text
from camket.sheets import as_download
from units import access, sheets
from units.models import Committee, Group, Staff, Unit, UnitKind, staff_on
from units.roles import Permission

PAGE = 50
FORCE = [("", "Đang hoạt động"), ("het", "Đã kết thúc"), ("tat-ca", "Tất cả")]

Row = tuple[Unit, Staff]


@require_safe
def registry(request: HttpRequest, code: str) -> HttpResponse:
    """One page of the units this person may see, in a constant number of queries."""
    committee = access.committee(request, code)
    page = Paginator(_chosen(request, committee), PAGE).get_page(request.GET.get("trang"))
    rows = _with_staff(list(page.object_list))
    context = {
        "base": f"/{committee.code}/",
        "page": page,
        "sections": [("", rows)] if request.GET.get("sap-xep") else _by_group(rows),
        "all_groups": committee.groups.all(),
        "kinds": UnitKind.choices,
        "forces": FORCE,
        "asked_force": request.GET.get("hieu-luc", ""),
        "by": request.GET.get("sap-xep", ""),
        "filtered": bool(request.GET),
        "groups_href": f"/{committee.code}/nhom/",
    }
    return render(request, "units/registry.html", context | _may(request, committee))


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """All units that match the filters, as a workbook."""
    committee = access.committee(request, code)
    rows = _with_staff(list(_chosen(request, committee)))
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
    on, force = clock.today(), asked.get("hieu-luc", "")
    if force == "het":
        units = units.filter(valid_to__lt=on)
    elif force != "tat-ca":
        units = units.filter(Q(valid_to=None) | Q(valid_to__gte=on))
    return _sorted(units.select_related("group__parent"), asked.get("sap-xep", ""))


def _sorted(units: Any, by: str) -> Any:
    """No database knows the Vietnamese alphabet: by name they are sorted here."""
    if by.removeprefix("-") != "ten":
        return units.order_by("group__rank", "group", "rank", "pk")
    return sorted(units, key=lambda unit: text.sort_key(unit.short_name), reverse=by[0] == "-")


def _with_staff(units: list[Unit]) -> list[Row]:
    staff = staff_on(units, clock.today())
    return [(unit, staff[unit.pk]) for unit in units]


def _by_group(rows: list[Row]) -> list[tuple[Group, list[Row]]]:
    groups: dict[int, tuple[Group, list[Row]]] = {}
    for row in rows:
        groups.setdefault(row[0].group_id, (row[0].group, []))[1].append(row)
    return list(groups.values())
