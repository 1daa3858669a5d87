"""Excel in: the template, the upload, what would happen row by row, the confirmation."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from camket import clock
from camket.audit import Refused
from camket.sheets import as_download, workbook
from camket.text import search_key
from commitments import rules
from commitments.exchange import runs
from commitments.exchange.checking.ground import OUTCOMES
from commitments.exchange.filling import filled
from commitments.exchange.template import make_workbook
from commitments.forms.importing import ConfirmForm, UploadForm
from commitments.models import ImportRun, Year
from commitments.states import ImportState
from commitments.views.deeds import FORM, carry_out, say
from units import access
from units.models import Committee

PAGE = 50
MOVING = (
    ImportState.QUEUED,
    ImportState.READING,
    ImportState.CONFIRMED,
    ImportState.APPLYING,
)
TONES = {
    ImportState.APPLIED: "done",
    ImportState.REFUSED: "back",
    ImportState.FAILED: "stop",
    ImportState.DROPPED: "idle",
}
ROW_ORDER = ("error", "new", "update", "same")
ROW_TONES = {"new": "info", "update": "sent", "same": "idle", "error": "stop"}
ROW_ICONS = {"new": "plus", "update": "pencil-line", "same": "minus", "error": "triangle-alert"}


@FORM
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Template, upload, and what was brought in before."""
    committee = require_importer(request, code)
    years = _years(request, committee)
    form = UploadForm(initial={"year": years.first()}, years=years)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, years=years)
        if form.is_valid():
            try:
                return redirect(_href(_upload(request, committee, form)))
            except Refused as refused:
                form.add_error("file", refused.sentence)
    page = Paginator(listed(request, committee), PAGE).get_page(request.GET.get("trang"))
    lines = [(run, _tone(run), counted(run)) for run in page.object_list]
    context = {"form": form, "page": page, "rows": lines, "year": None, "newest": years[:1]}
    return render(request, "commitments/import/start.html", context)


@require_safe
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The form as a workbook; ?nam= of that year; ?du-lieu=1 with what is there."""
    committee = require_importer(request, code)
    me, on = access.person(request), clock.today()
    number = request.GET.get("nam", "")
    years = Year.objects.visible_to(me).filter(committee=committee)
    year = years.filter(year=int(number)).first() if _is_year(number) else None
    rows = filled(committee, year, by=me, on=on) if request.GET.get("du-lieu") == "1" else None
    body = make_workbook(committee, year.year if year else None, rows)
    return as_download(body, f"bieu-mau-{committee.code}.xlsx")


@never_cache
@require_safe
def run(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One workbook: progress, every row's outcome, and what can be done now."""
    found = _run(request, code, key)
    rows = _chosen(request, found)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    return render(request, "commitments/import/run.html", _context(request, found, page))


@never_cache
@require_safe
def progress(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The line that htmx asks for again while somebody works on the run; then the page anew."""
    found = _run(request, code, key)
    moving = found.state in MOVING
    response = render(
        request, "commitments/import/_progress.html", {"run": found, "moving": moving}
    )
    if not moving:
        response["HX-Refresh"] = "true"
    return response


@require_safe
def outcomes(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The rows that match the filters, as a workbook to mend the file by."""
    found = _run(request, code, key)
    lines = [
        [row["sheet"], row["row"], OUTCOMES[row["outcome"]], row["what"], "\n".join(row["lines"])]
        for row in _chosen(request, found)
    ]
    columns = (("Trang", 16), ("Dòng", 8), ("Kết quả", 16), ("Nội dung", 50), ("Ghi chú", 80))
    body = workbook(f"Kết quả kiểm tra {found.original_name}", columns, lines)
    return as_download(body, "ket-qua-kiem-tra.xlsx")


@require_POST
def confirm(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Do what was shown; the work itself is a job."""
    found = _run(request, code, key)
    form = _confirm_form(found, request.POST)
    if not form.is_valid():
        say(request, Refused(runs.OLD_LETTERS))
        return redirect(_href(found))
    try:
        runs.confirm(
            run=found,
            invite=form.cleaned_data.get("invite", False),
            keep_letters=form.cleaned_data.get("keep_letters", False),
            by=access.person(request),
            at=clock.now(),
        )
    except Refused as refused:
        say(request, refused)
    return redirect(_href(found))


@require_POST
def convert(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Agree to Unicode: read the file again."""
    found = _run(request, code, key)
    said = "Đã chuyển sang Unicode các ô gõ theo bảng mã cũ và kiểm tra lại tệp."
    return carry_out(request, runs.read_converted, said=said, href=_href(found), run=found)


@require_POST
def drop(request: HttpRequest, code: str, key: str) -> HttpResponse:
    found = _run(request, code, key)
    href = reverse("commitments:import", args=[code])
    return carry_out(request, runs.drop, said="Đã bỏ tệp, không nhập gì.", href=href, run=found)


def require_importer(request: HttpRequest, code: str) -> Committee:
    committee = access.committee(request, code)
    access.allow(rules.may_import(access.person(request), committee, clock.today()))
    return committee


def listed(request: HttpRequest, committee: Committee) -> QuerySet[ImportRun]:
    """The workbooks of the committee, newest first, without their rows."""
    rows = ImportRun.objects.visible_to(access.person(request)).filter(committee=committee)
    return rows.select_related("uploaded_by", "confirmed_by", "year").defer("rows", "plan")


def _run(request: HttpRequest, code: str, key: str) -> ImportRun:
    """Raises 404 to whoever may not import here: they need not know of it."""
    committee = access.committee(request, code)
    rows = ImportRun.objects.visible_to(access.person(request))
    related = ("committee", "year", "uploaded_by", "confirmed_by")
    return get_object_or_404(rows.select_related(*related), committee=committee, key=key)


def _years(request: HttpRequest, committee: Committee) -> QuerySet[Year]:
    """Years whose tasks may still be written, newest first."""
    years = Year.objects.visible_to(access.person(request)).filter(committee=committee)
    return years.filter(state__in=rules.WRITABLE_YEARS).order_by("-year")


def _upload(request: HttpRequest, committee: Committee, form: UploadForm) -> ImportRun:
    file = form.cleaned_data["file"]
    return runs.upload(
        committee=committee,
        year=form.cleaned_data.get("year"),
        name=file.name,
        data=file.read(),
        by=access.person(request),
        at=clock.now(),
    )


def _chosen(request: HttpRequest, found: ImportRun) -> list[dict[str, Any]]:
    """Rows that match the filters; what needs a look comes first."""
    asked = request.GET
    outcome, sheet = asked.get("ket-qua", ""), asked.get("trang-tinh", "")
    wanted = search_key(asked.get("tim", ""))
    rows = [
        row
        for row in found.rows
        if outcome in ("", row["outcome"])
        and sheet in ("", row["sheet"])
        and wanted in search_key(" ".join([row["what"], *row["lines"]]))
    ]
    return sorted(rows, key=lambda row: ROW_ORDER.index(row["outcome"]))


def _context(request: HttpRequest, found: ImportRun, page: Any) -> dict[str, Any]:
    plan = found.plan
    totals = {
        name: sum(counts.get(name, 0) for counts in found.counts.values()) for name in OUTCOMES
    }
    sheets = list(found.counts)
    letters = plan.get("legacy", [])
    return {
        "run": found,
        "year": None,
        "href": _href(found),
        "moving": found.state in MOVING,
        "tone": _tone(found),
        "problems": found.problem.splitlines(),
        "page": page,
        "rows": [(row, ROW_TONES[row["outcome"]], ROW_ICONS[row["outcome"]],
                  OUTCOMES[row["outcome"]]) for row in page.object_list],
        "totals": [(OUTCOMES[name], number, name) for name, number in totals.items() if number],
        "by_sheet": [(sheet, _words(found.counts[sheet])) for sheet in sheets],
        "outcomes": list(OUTCOMES.items()),
        "sheets": sheets,
        "asked": {"outcome": request.GET.get("ket-qua", ""),
                  "sheet": request.GET.get("trang-tinh", "")},
        "letters": letters[:20],
        "more_letters": max(0, len(letters) - 20),
        "notes": plan.get("notes", []),
        "new_people": plan.get("new_people", 0),
        "nothing_to_do": found.state == ImportState.READY and not plan.get("deeds"),
        "may_convert": bool(letters) and not found.convert
        and found.state in (ImportState.READY, ImportState.REFUSED),
        "confirm": _confirm_form(found),
    }  # fmt: skip


def _confirm_form(found: ImportRun, data: Any = None) -> ConfirmForm:
    letters = bool(found.plan.get("legacy")) and not found.convert
    return ConfirmForm(data, new_people=found.plan.get("new_people", 0), letters=letters)


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{OUTCOMES[k].lower()} {counts[k]}" for k in OUTCOMES if counts.get(k))


def counted(found: ImportRun) -> list[str]:
    """'Đơn vị: thêm mới 2, không đổi 1' for each sheet."""
    return [f"{sheet}: {_words(counts)}" for sheet, counts in found.counts.items()]


def _tone(found: ImportRun) -> str:
    return TONES.get(ImportState(found.state), "info")


def _href(found: ImportRun) -> str:
    return reverse("commitments:import_run", args=[found.committee.code, found.key])


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) == 4
