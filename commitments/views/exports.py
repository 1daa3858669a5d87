"""Lists that are taken away as they stand on their pages: years, what waits to be signed, mails."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from camket.sheets import as_download
from commitments import access as pages
from commitments import sheets
from commitments.views import importing, reminders, signing, years
from units import access
from units.roles import Permission


@require_safe
def years_workbook(request: HttpRequest, code: str) -> HttpResponse:
    """All years of the committee."""
    committee = access.committee(request, code)
    access.require(request, Permission.SEE_YEAR, committee)
    made = sheets.years_workbook(f"Năm cam kết – {committee.name}", years.counted(committee))
    return as_download(made, f"nam-cam-ket-{code}.xlsx")


@require_safe
def signing_workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What is ready to sign; on a second sheet what waits for the content to be approved."""
    found = pages.year(request, code, year)
    signing.require_signer(request, found)
    ready = signing.ready_to_sign(found)
    title = f"Ký cam kết năm {found.year} – {found.committee.name}"
    made = sheets.signing_workbook(title, ready, signing.to_approve(found))
    return as_download(made, f"cho-ky-{code}-{found.year}.xlsx")


@require_safe
def imports_workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The workbooks that were brought in, and what became of them."""
    committee = importing.require_importer(request, code)
    rows = ((run, importing.counted(run)) for run in importing.listed(request, committee))
    made = sheets.imports_workbook(f"Các lần nhập từ Excel – {committee.name}", rows)
    return as_download(made, f"cac-lan-nhap-{code}.xlsx")


@require_safe
def mails_workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The mails that match the filters of the page, without their text."""
    found = pages.year(request, code, year)
    access.require(request, Permission.SEE_REMINDERS, found.committee)
    rows = (
        (row, reminders.words(row, found.committee), reminders.KINDS.get(row.kind, "Thư khác"))
        for row in reminders.listed(request, found.committee)
    )
    made = sheets.mails_workbook(f"Thư của hệ thống – {found.committee.name}", rows)
    return as_download(made, f"thu-{code}-{found.year}.xlsx")
