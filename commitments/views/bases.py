"""The register of resolutions and conclusions: list, one document, workbook."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.sheets import as_download
from camket.text import format_date, nfc, search_key, symbol_objection
from commitments import rules, sheets
from commitments.forms.bases import KINDS, BasisForm, of_basis
from commitments.models import LegalBasis, Task
from commitments.views.deeds import FORM
from commitments.workflow import bases
from units import access
from units.models import Committee
from units.roles import Permission

ROWS = 50
IN_FORCE, ENDED = "con", "het"
FORCE = [(IN_FORCE, "Còn hiệu lực"), (ENDED, "Đã hết hiệu lực")]
SORTS = {"ngay": "issued_on", "so": "number", "loai": "kind", "nhiem-vu": "task_count"}


@require_safe
def basis_list(request: HttpRequest, code: str) -> HttpResponse:
    """The register: searched, filtered by kind, year of issue and force, sorted, counted."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_YEAR, committee)
    everything = _visible(request, committee)
    rows = _filtered(request, everything)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    today = clock.today()
    known = list(everything.order_by().values_list("kind", "issued_on__year").distinct())
    context = {
        "page": page,
        "rows": [(row, symbol_objection(row.number, row.kind)) for row in page],
        "today": today,
        "kinds": sorted({kind for kind, _ in known}),
        "years": sorted({year for _, year in known if year}, reverse=True),
        "forces": FORCE,
        "chosen": {name: nfc(request.GET.get(name, "")) for name in ("loai", "nam", "hieu-luc")},
        "force": request.GET.get("hieu-luc", ""),
        "may_edit": rules.may_edit_bases(access.person(request), committee, today),
        "is_filtered": any(request.GET.get(n) for n in ("tim", "loai", "nam", "hieu-luc")),
    }
    return render(request, "commitments/bases.html", context)


@require_safe
def workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The register as filtered, all of its pages."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_YEAR, committee)
    rows = _filtered(request, _visible(request, committee))
    made = sheets.bases_workbook(f"Văn bản căn cứ – {committee.name}", rows)
    return as_download(made, f"van-ban-can-cu-{code}.xlsx")


@FORM
def basis_add(request: HttpRequest, code: str) -> HttpResponse:
    committee = access.committee(request, code)
    access.require(request, Permission.MANAGE_YEAR, committee)
    return _written(request, committee, None)


@FORM
def basis(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One document and what rests on it: a form to the Office, facts to everybody else."""
    committee = access.committee(request, code)
    found = get_object_or_404(_visible(request, committee), pk=pk)
    may_edit = rules.may_edit_bases(access.person(request), committee, clock.today())
    if request.method != "POST" and not may_edit:
        return render(request, "commitments/basis.html", _about(found))
    access.require(request, Permission.MANAGE_YEAR, committee)
    return _written(request, committee, found)


def _written(request: HttpRequest, committee: Committee, found: LegalBasis | None) -> HttpResponse:
    """The form; saved, the list again, with a warning when the symbol looks unusual."""
    form = BasisForm(request.POST or None, initial=of_basis(found) if found else {})
    context: dict[str, Any] = (_about(found) if found else {}) | {"form": form, "kinds": KINDS}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = bases.save_basis(
                committee=committee,
                data=form.basis_data(),
                basis=found,
                version=form.cleaned_data["version"],
                by=access.person(request),
                at=clock.now(),
            )
        except Conflict as conflict:
            context |= _both(form, conflict)
            status = 409
        except Refused as refused:
            context["refused"] = refused
        else:
            messages.success(request, f"Đã lưu {saved}.")
            if objection := symbol_objection(saved.number, saved.kind):
                messages.warning(request, objection)
            return redirect("commitments:bases", committee.code)
    return render(request, "commitments/basis.html", context, status=status)


def _about(found: LegalBasis) -> dict[str, Any]:
    """The document, the years that rest on it, and its history."""
    return {
        "basis": found,
        "objection": symbol_objection(found.number, found.kind),
        "years": found.years.order_by("-year"),
        "history": audit.history_of(found),
    }


def _both(form: BasisForm, conflict: Conflict) -> dict[str, Any]:
    """Both texts side by side; saving again then wins deliberately."""
    mine, theirs = form.cleaned_data, conflict.theirs
    pairs = [
        (str(form.fields[name].label), _words(mine[name]), _words(value))
        for name, value in theirs.items()
    ]
    form.data = dict(form.data.items()) | {"version": str(conflict.version)}
    return {"conflict": conflict, "differences": [pair for pair in pairs if pair[1] != pair[2]]}


def _words(value: Any) -> str:
    return format_date(value) if hasattr(value, "year") else str(value or "")


def _visible(request: HttpRequest, committee: Committee) -> QuerySet[LegalBasis]:
    rows = LegalBasis.objects.visible_to(access.person(request)).filter(committee=committee)
    mine = Task.objects.visible_to(access.person(request)).to_sign().in_force(clock.today())
    return rows.annotate(task_count=Count("tasks", filter=Q(tasks__in=mine), distinct=True))


def _filtered(request: HttpRequest, rows: QuerySet[LegalBasis]) -> QuerySet[LegalBasis]:
    """By words without accents (?tim=), ?loai=, year of issue (?nam=), ?hieu-luc=con|het."""
    asked, today = request.GET, clock.today()
    for word in search_key(asked.get("tim", "")).split():
        rows = rows.filter(search_key__contains=word)
    if kind := nfc(asked.get("loai", "")):
        rows = rows.filter(kind=kind)
    if (year := asked.get("nam", "")).isdecimal() and len(year) == 4 and int(year):
        rows = rows.filter(issued_on__year=int(year))
    ended = Q(ended_on__lte=today)
    if (force := asked.get("hieu-luc")) in (IN_FORCE, ENDED):
        rows = rows.filter(ended if force == ENDED else ~ended | Q(ended_on=None))
    wanted = asked.get("sap-xep", "-ngay")
    field = F(SORTS.get(wanted.removeprefix("-"), "issued_on"))
    back = wanted.startswith("-") or wanted.removeprefix("-") not in SORTS
    first = field.desc(nulls_last=True) if back else field.asc(nulls_last=True)
    return rows.order_by(first, "number", "pk")
