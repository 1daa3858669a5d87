"""Scans of signed papers: which are still missing, bringing one, taking one away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from camket import clock
from camket.audit import Refused
from camket.files.serving import download
from camket.sheets import as_download
from camket.text import nfc, search_key, sort_key
from commitments import access as pages
from commitments import rules, sheets
from commitments.forms.scans import ScanForm
from commitments.models import Commitment, SignedScan, Year, with_scans
from commitments.models.commitment import CommitmentQuerySet
from commitments.states import SIGNED_STATES
from commitments.views.deeds import FORM, asked, crumbs, href_of, not_now
from commitments.workflow import scanning
from units import access
from units.roles import Permission

ROWS = 50
WITHOUT, WITH, ALL = "chua-co", "da-co", "tat-ca"
FILTERS = ((WITHOUT, "Chưa có bản ký"), (WITH, "Đã có bản ký"), (ALL, "Tất cả"))


@require_safe
def scan_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The signed commitments of the year; at first those whose paper has no scan yet."""
    found = _asked_year(request, code, year)
    rows = _sorted(_filtered(request, _signed(found)), request.GET.get("sap-xep", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    for row in page:
        row.year = found
    totals = _signed(found).aggregate(
        signed=Count("pk"), missing=Count("pk", filter=Q(scan_id=None))
    )
    context = {
        "page": page,
        "rows": list(page),
        "totals": totals,
        "filters": FILTERS,
        "chosen": _wanted(request),
        "groups": found.committee.groups.with_units(),
        "may_upload": access.person(request).can(Permission.RECORD_PAPER_SIGNING, found.committee),
        "is_filtered": any(request.GET.get(name) for name in ("tim", "nhom")),
    }
    return render(request, "commitments/scans.html", context)


@require_safe
def scan_workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered."""
    found = _asked_year(request, code, year)
    rows = _sorted(_filtered(request, _signed(found)), request.GET.get("sap-xep", ""))
    title = f"Bản ký cam kết năm {found.year} – {found.committee.name}"
    return as_download(sheets.scans_workbook(title, rows), f"ban-ky-{code}-{found.year}.xlsx")


@FORM
def upload(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Bring a scan of the signed paper; it replaces the one before in sight, never on the disk."""
    commitment = asked(request, code, year, unit, Permission.RECORD_PAPER_SIGNING)
    if not rules.may_upload_scan(access.person(request), commitment, clock.today()):
        return not_now(request, commitment, "Bản cam kết chưa ký nên chưa có bản ký để tải lên.")
    versions = list(commitment.versions.defer("content").order_by("-number"))
    sent = request.method == "POST"
    form = ScanForm(
        request.POST if sent else None, request.FILES if sent else None, versions=versions
    )
    context = _words(commitment) | {"form": form}
    if form.is_valid():
        try:
            return _uploaded(request, commitment, form)
        except Refused as refused:
            context["refused"] = refused
    return render(request, "commitments/scan_upload.html", context)


@require_safe
def scan(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponseBase:
    """The file itself, to whoever may read the commitment. 404 to everybody else."""
    rows = SignedScan.objects.visible_to(access.person(request))
    found = get_object_or_404(
        rows,
        pk=pk,
        version__commitment__year=pages.year(request, code, year),
        version__commitment__unit__code=unit,
    )
    return download(found.file, found.original_name, found.kind)


def cards(commitment: Commitment) -> list[SignedScan]:
    """For the commitment's page: each version's newest scan, newest version first."""
    rows = (
        SignedScan.objects.filter(version__commitment=commitment)
        .select_related("version", "uploaded_by")
        .defer("version__content")
        .order_by("-version__number", "-uploaded_at", "-pk")
    )
    newest: dict[int, SignedScan] = {}
    for row in rows:
        first = newest.setdefault(row.version_id, row)
        first.older = getattr(first, "older", -1) + 1  # type: ignore[attr-defined]
    return list(newest.values())


def _uploaded(request: HttpRequest, commitment: Commitment, form: ScanForm) -> HttpResponse:
    kept = scanning.upload_scan(
        commitment=commitment,
        upload=form.cleaned_data["file"],
        number=form.cleaned_data.get("number"),
        by=access.person(request),
        at=clock.now(),
    )
    messages.success(
        request, f"Đã nhận bản ký của {commitment.unit.short_name}: {kept.original_name}."
    )
    back = "tu-danh-sach" in request.POST or "tu-danh-sach" in request.GET
    if back:
        return redirect("commitments:scans", commitment.year.committee.code, commitment.year.year)
    return redirect(href_of(commitment))


def _words(commitment: Commitment) -> dict[str, Any]:
    return {
        "title": f"Tải lên bản ký – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "commitment": commitment,
        "lead": "Tệp quét của bản cam kết đã có chữ ký hai bên.",
        "errors_title": "Chưa nhận được tệp. Xin sửa các điểm sau:",
        "submit_label": "Tải lên",
        "cancel_href": href_of(commitment),
    }


def _asked_year(request: HttpRequest, code: str, year: int) -> Year:
    found = pages.year(request, code, year)
    access.require(request, Permission.SEE_ALL_ROWS, found.committee)
    return found


def _signed(year: Year) -> CommitmentQuerySet:
    rows = Commitment.objects.filter(year=year, state__in=SIGNED_STATES).defer("content")
    return with_scans(rows).select_related("unit__group")


def _wanted(request: HttpRequest) -> str:
    wanted = request.GET.get("ban-ky", "")
    return wanted if wanted in (WITH, ALL) else WITHOUT


def _filtered(request: HttpRequest, rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """By name without accents (?tim=), group (?nhom=), with or without a scan (?ban-ky=)."""
    if words := search_key(request.GET.get("tim", "")):
        rows = rows.filter(unit__search_key__contains=words)
    if group := nfc(request.GET.get("nhom", "")):
        rows = rows.filter(unit__group__code=group)
    wanted = _wanted(request)
    return rows if wanted == ALL else rows.filter(Q(scan_id__isnull=wanted == WITHOUT))


def _sorted(rows: CommitmentQuerySet, wanted: str) -> CommitmentQuerySet | list[Commitment]:
    """By rank; ?sap-xep= by name in Vietnamese order or day of signing, "-" for back."""
    back, name = wanted.startswith("-"), wanted.removeprefix("-")
    if name == "ten":
        return sorted(rows, key=lambda row: sort_key(row.unit.short_name), reverse=back)
    day = ["-signed_on" if back else "signed_on"] if name == "ngay" else []
    return rows.order_by(*day, "unit__group__rank", "unit__group", "unit__rank", "pk")
