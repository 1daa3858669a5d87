"""A unit's files of evidence of one year: each file to whoever may see it, the list, taking one away."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import clock
from camket.audit import Refused
from camket.files import serving
from camket.sheets import as_download
from camket.text import format_date, quarter_label, search_key, sort_key
from commitments import access as pages
from commitments import rules, sheets
from commitments.forms.evidence import RemovalForm
from commitments.models import Commitment, Evidence, named_in_rounds
from commitments.views import beside
from commitments.views.deeds import FORM, crumbs, href_of
from commitments.workflow import evidencing, forgetting
from units import access
from units.models import Person
from units.roles import Permission

ROWS = 50
USED, UNUSED, REMOVED = "dang-dung", "chua-dung", "da-xoa"
FILTERS = ((USED, "Đang dùng"), (UNUSED, "Chưa dùng ở nhiệm vụ nào"), (REMOVED, "Đã xóa"))


@require_safe
def file(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponseBase:
    """The file itself, to whoever may read the commitment. 404 to everybody else."""
    found = _asked(request, code, year, unit, pk)
    if found.removed_at:
        raise Http404
    return serving.download(found.file, found.original_name, found.kind)


@require_safe
def preview(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponseBase:
    """The small picture of a picture; 404 where there is none."""
    found = _asked(request, code, year, unit, pk)
    if found.removed_at:
        raise Http404
    return serving.picture(found.preview)


@require_safe
def evidence_list(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """All files of the unit's year: where each is used, who brought it, what became of it."""
    commitment = pages.commitment(request, code, year, unit)
    page = Paginator(_rows(request, commitment), ROWS).get_page(request.GET.get("trang"))
    who, named = access.person(request), named_in_rounds(commitment)
    lines = [
        _line(row, commitment) | {"may_remove": _may_remove(who, row, commitment, named)}
        for row in page
    ]
    seen = Evidence.objects.visible_to(who).filter(commitment=commitment)
    kept = seen.kept()
    context = {
        "commitment": commitment,
        "page": page,
        "lines": lines,
        "filters": FILTERS,
        "kinds": [(kind, word) for kind, word in beside.SHORT.items()],
        "is_filtered": any(request.GET.get(name) for name in ("tim", "tinh-trang", "loai")),
        "has_any": bool(lines) or seen.exists(),
        "used": kept.bytes(),
        "quota_mb": settings.EVIDENCE_QUOTA >> 20,
        "files": kept.count(),
    }
    return render(request, "commitments/evidence.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The list as filtered."""
    commitment = pages.commitment(request, code, year, unit)
    title = f"Minh chứng năm {commitment.year.year} – {commitment.unit.full_name}"
    rows = [_cells(_line(row, commitment)) for row in _rows(request, commitment)]
    made = sheets.evidence_workbook(title, rows)
    return as_download(made, f"minh-chung-{unit}-{commitment.year.year}.xlsx")


@never_cache
@FORM
def remove(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """Take a file away, after the consequences have been read."""
    found = _asked(request, code, year, unit, pk)
    commitment, who = found.commitment, access.person(request)
    access.require(request, Permission.FILE_QUARTER, commitment.unit)
    back, named = href_of(commitment, "evidence_list"), named_in_rounds(commitment)
    if not _may_remove(who, found, commitment, named):
        messages.error(request, evidencing.why_not_removed(found, found.pk in named))
        return redirect(back)
    own = who.works_for(commitment.unit, clock.today())
    form = RemovalForm(request.POST if request.method == "POST" else None, required=not own)
    context = _words(_line(found, commitment), commitment, back) | {"form": form}
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            evidencing.remove(evidence=found, reason=reason, by=who, at=clock.now())
        except Refused as refused:
            context["refused"] = refused
        else:
            _say_removed(request, found)
            return redirect(back)
    return render(request, "confirm.html", context)


def _say_removed(request: HttpRequest, found: Evidence) -> None:
    if forgetting.lingers(found):
        messages.warning(request, forgetting.STILL_THERE.format(found.original_name))
    else:
        messages.success(request, f"Đã xóa tệp {found.original_name}.")


def _asked(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> Evidence:
    of_year = pages.year(request, code, year)
    rows = Evidence.objects.visible_to(access.person(request)).with_uses()
    found: Evidence = get_object_or_404(
        rows.select_related("commitment__unit"),
        pk=pk,
        commitment__year=of_year,
        commitment__unit__code=unit,
    )
    found.commitment.year = of_year
    return found


def _rows(request: HttpRequest, commitment: Commitment) -> list[Evidence]:
    """By name without accents (?tim=), kind (?loai=), state (?tinh-trang=); a unit has few files."""
    asked = request.GET
    words, kind = search_key(asked.get("tim", "")), asked.get("loai", "")
    who = access.person(request)
    writes = who.can(Permission.FILE_QUARTER, commitment.unit)
    rows: Iterable[Evidence] = commitment.evidence.visible_to(who).with_uses(drafts=writes)
    found = [
        row
        for row in rows
        if words in search_key(row.original_name)
        and kind in ("", row.kind)
        and asked.get("tinh-trang", "") in ("", _state(row))
    ]
    return _sorted(found, asked.get("sap-xep", ""))


def _state(row: Evidence) -> str:
    if row.removed_at:
        return REMOVED
    return USED if row.uses.all() else UNUSED


def _sorted(rows: list[Evidence], wanted: str) -> list[Evidence]:
    """Newest first; ?sap-xep= by name in Vietnamese order, size or day, "-" for back."""
    back, name = wanted.startswith("-"), wanted.removeprefix("-")
    keys: dict[str, Any] = {
        "ten": lambda row: sort_key(row.original_name),
        "co": lambda row: row.size,
        "ngay": lambda row: row.uploaded_at,
    }
    return sorted(rows, key=keys[name], reverse=back) if name in keys else rows


def _line(row: Evidence, commitment: Commitment) -> dict[str, Any]:
    return {
        "evidence": row,
        "file": beside.listed(row, commitment),
        "state": _state(row),
        "uses": [
            f"{quarter_label(use.answer.report.period.quarter)}, nhiệm vụ {use.answer.task.number}"
            for use in row.uses.all()
        ],
        "remove_href": href_of(commitment, "evidence_remove", pk=row.pk),
    }


def _may_remove(who: Person, row: Evidence, commitment: Commitment, named: set[int]) -> bool:
    row.commitment = commitment
    return rules.may_remove_evidence(who, row, clock.today(), named)


def _cells(line: dict[str, Any]) -> list[Any]:
    row: Evidence = line["evidence"]
    return [
        row.original_name,
        line["file"].kind,
        round(row.size / 1024),
        "; ".join(line["uses"]),
        str(row.uploaded_by),
        clock.local_date(row.uploaded_at),
        row.sha256,
        clock.local_date(row.removed_at) if row.removed_at else None,
        row.removed_because,
    ]


def _words(line: dict[str, Any], commitment: Commitment, back: str) -> dict[str, Any]:
    row: Evidence = line["evidence"]
    used = "; ".join(line["uses"]) or "Chưa dùng ở nhiệm vụ nào"
    return {
        "title": "Xóa tệp minh chứng",
        "crumbs": [*crumbs(commitment), (back, "Minh chứng")],
        "lead": f"Xóa tệp {row.original_name}?",
        "facts": [
            (
                "Người tải lên",
                f"{row.uploaded_by}, {format_date(clock.local_date(row.uploaded_at))}",
            ),
            ("Đang dùng ở", used),
            ("Mã SHA-256", row.sha256),
        ],
        "consequences": [
            "Tệp và hình xem trước bị xóa khỏi nơi lưu; bản nháp đang dùng tệp này không còn tệp.",
            "Báo cáo đã gửi vẫn ghi tên tệp và mã SHA-256, kèm ngày xóa.",
            "Lịch sử ghi người xóa, thời điểm và lý do. Bản sao lưu cũ được xử lý riêng.",
        ],
        "final": True,
        "submit_label": "Xóa tệp",
        "cancel_href": back,
    }
