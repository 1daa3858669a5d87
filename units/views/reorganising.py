"""Merges, splits and renamings: the list, and each deed with its consequences spelled out first."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from camket import clock, text
from camket.audit import Refused
from camket.sheets import as_download
from units import access, sheets, workflow
from units.forms import MergeForm, RenameForm, SplitForm
from units.forms.reorganising import DatedForm
from units.models import Committee, Reorganisation, ReorganisationKind, Unit
from units.roles import Permission
from units.views import consequences
from units.views.attempts import posted, tried

PAGE = 50
SORTS = {"ngay": "starts_on", "hinh-thuc": "kind"}


@require_safe
def reorganisations(request: HttpRequest, code: str) -> HttpResponse:
    """What was merged, split and renamed, newest first."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_ALL_UNITS, committee)
    page = Paginator(_chosen(request, committee), PAGE).get_page(request.GET.get("trang"))
    context = {
        "base": f"/{code}/don-vi/",
        "page": page,
        "kinds": ReorganisationKind.choices,
        "asked_kind": request.GET.get("hinh-thuc", ""),
        "by": request.GET.get("sap-xep", ""),
        "filtered": bool(request.GET.get("tim") or request.GET.get("hinh-thuc")),
        "may_edit": access.person(request).can(Permission.MANAGE_UNITS, committee),
    }
    return render(request, "units/reorganisations.html", context)


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The list as filtered, as a workbook."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_ALL_UNITS, committee)
    rows = _chosen(request, committee)
    return as_download(sheets.reorganisations(committee, rows), f"sap-xep-don-vi-{code}.xlsx")


def rename(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """Give a unit other names from a day that has come."""
    unit = _unit(request, code, unit_code)
    form = RenameForm(posted(request), unit=unit, on=clock.today())

    def deed() -> Reorganisation:
        return workflow.rename_unit(
            unit=unit, names=form.names(), version=form.cleaned_data["version"] or 0,
            **_given(request, form),
        )  # fmt: skip

    told = lambda: consequences.of_renaming(unit, form.names(), form.cleaned_data)  # noqa: E731
    page = {
        "title": f"Đổi tên {unit}",
        "save": "Xem hệ quả và xác nhận",
        "back": f"/{code}/don-vi/{unit_code}/",
    }
    return _deed(request, form, deed, told, [], page)


def merge(request: HttpRequest, code: str) -> HttpResponse:
    """Merge units into a new one, or into one that goes on."""
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_UNITS, committee)
    form = MergeForm(posted(request), committee=committee, on=clock.today(),
                     initial={"units": request.GET.getlist("don-vi")})  # fmt: skip

    def deed() -> Reorganisation:
        units = list(form.cleaned_data["units"])
        return workflow.merge_units(units=units, into=form.into_what(), **_given(request, form))

    def told() -> consequences.Told:
        return consequences.of_merging(
            list(form.cleaned_data["units"]), form.into_what(), form.cleaned_data
        )

    ending = list(form.cleaned_data["units"]) if form.is_bound and form.is_valid() else []
    page = {
        "title": "Hợp nhất, sáp nhập đơn vị",
        "save": "Xem hệ quả và xác nhận",
        "back": f"/{code}/don-vi/sap-xep/",
    }
    return _deed(request, form, deed, told, ending, page)


def split(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """Split a unit into parts, one of which carries on what was signed."""
    unit = _unit(request, code, unit_code)
    form = SplitForm(posted(request), unit=unit, on=clock.today())

    def deed() -> Reorganisation:
        return workflow.split_unit(
            unit=unit, parts=form.parts(), carrier=form.carrier_place(), **_given(request, form)
        )

    def told() -> consequences.Told:
        return consequences.of_splitting(
            unit, form.parts(), form.carrier_place(), form.cleaned_data
        )

    page = {
        "title": f"Chia tách {unit}",
        "save": "Xem hệ quả và xác nhận",
        "back": f"/{code}/don-vi/{unit_code}/",
    }
    return _deed(request, form, deed, told, [unit], page)


def _deed(
    request: HttpRequest,
    form: DatedForm,
    deed: Callable[[], Reorganisation],
    told: Callable[[], consequences.Told],
    ending: Sequence[Unit],
    page: dict[str, str],
) -> HttpResponse:
    """The form; when complete its consequences; when these are confirmed the deed."""
    code = request.committee.code  # type: ignore[attr-defined]
    home = f"/{code}/don-vi/sap-xep/"
    common = page | {"base": f"/{code}/don-vi/", "home": home}
    if form.is_bound and form.is_valid() and not request.POST.get("da-xac-nhan"):
        if against := workflow.against(ending, form.cleaned_data["starts_on"], clock.today()):
            refused = Refused("Chưa sắp xếp được các đơn vị này.", lines=against)
            return render(
                request, "units/reorganise.html", common | {"form": form, "refused": refused}
            )
        return render(request, "units/handover.html", _confirm(form, told(), common))
    again = tried(form, deed)
    if again is None:
        messages.success(request, f"Đã ghi: {form.done}. {_next(form.done)}")
        return redirect(home)
    return render(request, "units/reorganise.html", common | again)


def _confirm(form: DatedForm, told: consequences.Told, page: dict[str, str]) -> dict[str, Any]:
    assert isinstance(form.data, QueryDict)
    return {
        "title": page["title"],
        "crumbs": [(page["base"], "Đơn vị"), (page["home"], "Sắp xếp")],
        "lead": told.lead,
        "consequences": told.lines,
        "final": True,
        "typed": [
            (key, value)
            for key, values in form.data.lists()
            for value in values
            if key not in ("csrfmiddlewaretoken", "da-xac-nhan")
        ],
        "submit_label": "Xác nhận sắp xếp",
        "cancel_href": page["home"],
    }


def _next(made: Reorganisation) -> str:
    """What the Office does next."""
    if made.kind == ReorganisationKind.RENAME:
        return "Tên cũ được giữ trong danh sách và tìm kiếm."
    return "Việc tiếp theo: phân công người đứng đầu và cán bộ đầu mối của đơn vị tiếp nhận."


def _given(request: HttpRequest, form: DatedForm) -> dict[str, Any]:
    """What every verb of this room takes."""
    return {
        "starts_on": form.cleaned_data["starts_on"],
        "decision": form.cleaned_data["decision"],
        "by": access.person(request),
        "at": clock.now(),
    }


def _unit(request: HttpRequest, code: str, unit_code: str) -> Unit:
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_UNITS, committee)
    rows = Unit.objects.select_related("committee", "group")
    return get_object_or_404(rows, committee=committee, code=unit_code)


def _chosen(request: HttpRequest, committee: Committee) -> Any:
    """By the names of its units, today's and former, and by kind; newest first unless asked."""
    asked = request.GET
    rows = Reorganisation.objects.filter(committee=committee).select_related("recorded_by")
    if wanted := text.search_key(asked.get("tim", "")):
        found = Unit.objects.filter(committee=committee, search_key__contains=wanted)
        mine = Q(before__in=found) | Q(after__in=found)
        rows = rows.filter(pk__in=Reorganisation.objects.filter(mine).values("pk"))
    if (kind := asked.get("hinh-thuc", "")) in ReorganisationKind.values:
        rows = rows.filter(kind=kind)
    order = asked.get("sap-xep", "")
    if column := SORTS.get(order.removeprefix("-")):
        rows = rows.order_by(f"-{column}" if order.startswith("-") else column, "-pk")
    return rows
