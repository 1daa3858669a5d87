"""A quarter filled in without a connection: the workbook out, the workbook back into the draft."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from camket import clock
from camket.audit import Refused
from camket.sheets import as_download
from camket.text import nfc
from commitments import access, rules
from commitments.exchange.cells import Unreadable
from commitments.exchange.quarter import asking, filling
from commitments.exchange.quarter.binding import mark
from commitments.exchange.quarter.filling import Change, Package
from commitments.exchange.quarter.reading import Brought, read_workbook
from commitments.exchange.quarter.writing import make_workbook
from commitments.forms.offline import STALE, PackageForm, WorkbookForm
from commitments.models import ProgressReport
from commitments.views.deeds import FORM, href_of_report
from commitments.views.filing import frame
from commitments.workflow.filing_refused import why_not
from units.access import person, require
from units.roles import Permission

CHOICE = "chon-"  # before a disputed value's key


@dataclass(frozen=True)
class Row:
    """One value that the file would change, in words; ``name``: of its choice, where one is asked."""

    where: str
    label: str
    now: str
    brought: str
    emptied: bool
    name: str = ""
    chosen: str = ""


@never_cache
@require_safe
def template(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """The quarter's form as a workbook, with what is drafted in it."""
    report = _report(request, code, year, unit, quarter)
    if (refused := _not_now(request, report)) is not None:
        return refused
    body = make_workbook(asking.questions(report, clock.today()))
    return as_download(body, f"bao-cao-{year}-quy-{quarter}-{unit}.xlsx")


@never_cache
@FORM
def upload(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Take the workbook, and show what it would change; nothing is written here."""
    report = _report(request, code, year, unit, quarter)
    if (refused := _not_now(request, report)) is not None:
        return refused
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _page(request, report, form=form, status=status)
    file = form.cleaned_data["file"]
    data, asked = file.read(), asking.questions(report, clock.today())
    try:
        brought = read_workbook(data, asked)
    except Unreadable as error:
        brought = Brought(problems=[str(error)])
    name = nfc(file.name).strip()[-255:]
    if brought.problems or brought.binding is None:
        return _page(request, report, form=form, brought=brought, file=name, status=422)
    sha256 = hashlib.sha256(data).hexdigest()
    package = filling.packed(brought.values, brought.binding, name=name, sha256=sha256)
    return _preview(request, report, package, brought=brought)


@never_cache
@require_POST
def fill(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """What was shown goes into the draft; the report is not handed in."""
    report = _report(request, code, year, unit, quarter)
    seen = PackageForm(report, request.POST)
    if not seen.is_valid():
        messages.error(request, STALE)
        return redirect(href_of_report(report, "quarter_upload"))
    package: Package = seen.cleaned_data["package"]
    chosen = {
        key.removeprefix(CHOICE): str(value)
        for key, value in request.POST.items()
        if key.startswith(CHOICE)
    }
    try:
        done = filling.fill(
            report=report, package=package, chosen=chosen, by=person(request), at=clock.now()
        )
    except Refused as refused:
        return _again(request, report, package, refused, chosen)
    if done:
        said = f"Đã nạp {len(done)} ô từ tệp Excel vào bản nháp. Đề nghị đọc lại rồi gửi báo cáo."
        messages.success(request, said)
    else:
        messages.info(request, "Anh/chị giữ bản trên hệ thống ở mọi ô; bản nháp không thay đổi.")
    return redirect(href_of_report(report))


def _report(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> ProgressReport:
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.FILE_QUARTER, report.commitment.unit)
    return report


def _not_now(request: HttpRequest, report: ProgressReport) -> HttpResponse | None:
    """The right person at the wrong time: back to the report, with the reason."""
    at = clock.now()
    if rules.may_file(person(request), report, clock.local_date(at)):
        return None
    messages.error(request, why_not(person(request), report, at))
    return redirect(href_of_report(report))


def _again(
    request: HttpRequest,
    report: ProgressReport,
    package: Package,
    refused: Refused,
    chosen: dict[str, str],
) -> HttpResponse:
    """The same values against the draft as it is now, with what kept them out."""
    if refused.sentence == filling.NOTHING_TO_DO:
        messages.info(request, "Nội dung của tệp đã có trong bản nháp.")
        return redirect(href_of_report(report))
    if (back := _not_now(request, report)) is not None:
        return back
    return _preview(request, report, package, refused=refused, chosen=chosen, status=422)


def _preview(
    request: HttpRequest,
    report: ProgressReport,
    package: Package,
    *,
    brought: Brought | None = None,
    chosen: dict[str, str] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    asked = asking.questions(report, clock.today())
    found = filling.changes(package, asked)
    seen = PackageForm(report)
    try:
        seen.seal(filling.shown(package, found))
    except ValueError as error:
        brought = Brought(problems=[str(error)])
        return _page(request, report, brought=brought, file=package.name, status=422)
    still = {c.ask.key for c in found if package.shown.get(c.ask.key) == mark(c.now)}
    kept = {key: word for key, word in (chosen or {}).items() if key in still}
    rows = [_row(change, asked.units, kept) for change in found]
    more |= {"rows": rows, "seen": seen, "asks": any(row.name for row in rows)}
    more["emptied"] = sum(row.emptied for row in rows)
    more["saved_since"] = report.saved_at if more["asks"] else None
    return _page(request, report, brought=brought, file=package.name, status=status, **more)


def _row(change: Change, units: dict[int, str], chosen: dict[str, str]) -> Row:
    ask = change.ask
    return Row(
        ask.where,
        ask.label,
        asking.shown(ask, change.now, units),
        asking.shown(ask, change.brought, units),
        change.emptied,
        f"{CHOICE}{ask.key}" if change.disputed else "",
        chosen.get(ask.key, ""),
    )


def _page(
    request: HttpRequest,
    report: ProgressReport,
    *,
    form: WorkbookForm | None = None,
    brought: Brought | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = frame(request, report) | {
        "form": form or WorkbookForm(),
        "problems": [capfirst(line) for line in brought.problems] if brought else [],
        "notes": brought.notes if brought else [],
        "take": filling.TAKE,
        "keep": filling.KEEP,
        "nothing": filling.NOTHING_TO_DO,
    }
    return render(request, "commitments/quarter/workbook.html", context | more, status=status)
