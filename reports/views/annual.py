"""The annual Báo cáo: its page, its sections, its typed figures."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.sheets import as_download
from commitments import access as year_access
from reports import access, rules, sheets, workflow
from reports.assembly import Assembler, assemble
from reports.forms import FigureForm, FrameForm, SectionForm
from reports.models import YearReport
from reports.outline import MEANINGS, pieces, tokens_in
from reports.paper import ReportContent, parse_paragraphs
from reports.states import YearReportState
from reports.workflow import printing
from units.access import allow, person, require
from units.roles import Permission


@require_safe
def page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The workbench for those who write, the text for those who read, a start when there is none."""
    year = year_access.year(request, code, number)
    report = access.living_report(request, year)
    base = f"/{code}/{number}/"
    if report is None:
        who = person(request)
        context = {
            "year": year,
            "base": base,
            "may_start": rules.may_start(who, year, clock.today()),
            "withdrawn": access.withdrawn(request, year),
        }
        return render(request, "reports/annual_none.html", context)
    if report.state == YearReportState.ISSUED or not rules.may_write(
        person(request), report, clock.today()
    ):
        return _reading(request, report)
    return _workbench(request, report, request.GET.get("muc", ""))


@require_safe
def withdrawn(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """A withdrawn report as it was issued, marked as withdrawn."""
    return _reading(request, access.withdrawn_report(request, code, number, pk))


@require_POST
def start(request: HttpRequest, code: str, number: int) -> HttpResponse:
    year = year_access.year(request, code, number)
    require(request, Permission.WRITE_ANNUAL_REPORT, year.committee)
    try:
        workflow.start_report(year=year, by=person(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("reports:annual", code, number)


def section(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """Edit one section; on refusal or conflict the typed text stays in the editor."""
    report = _to_write(request, code, number)
    if request.method != "POST":
        return _workbench(request, report, key)
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _workbench(request, report, key, form=form)
    try:
        workflow.edit_section(
            report=report, key=key, by=person(request), at=clock.now(), **form.cleaned_data
        )
    except Conflict as conflict:
        fresh = SectionForm({"text": form.cleaned_data["text"], "version": conflict.version})
        rows = [("Nội dung của mục", form.cleaned_data["text"], conflict.theirs["text"])]
        return _workbench(request, report, key, form=fresh, conflict=conflict, rows=rows)
    except Refused as refused:
        return _workbench(request, report, key, form=form, refused=refused)
    messages.success(request, "Đã lưu mục.")
    return redirect("reports:section", code, number, key)


def frame(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Date, signer, recipients, citations."""
    report = _to_write(request, code, number)
    form = FrameForm(request.POST or None, report=report)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            workflow.edit_frame(
                report=report,
                data=form.frame(),
                version=form.cleaned_data["version"],
                by=person(request),
                at=clock.now(),
            )
        except Refused as error:
            refused = error
        else:
            messages.success(request, "Đã lưu phần đầu, phần cuối của báo cáo.")
            return redirect("reports:annual", code, number)
    context = {"report": report, "form": form, "refused": refused, "base": f"/{code}/{number}/"}
    return render(request, "reports/annual_frame.html", context)


def figures(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Numbers from outside: list, enter, correct."""
    report = _to_write(request, code, number)
    known = report.typed_figures.filter(token=request.GET.get("ma", "")).first()
    again = {"replaces": known.value} if known else None
    form = FigureForm(request.POST or None, initial=again, instance=None if request.POST else known)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            workflow.type_figure(
                report=report, by=person(request), at=clock.now(), **form.cleaned_data
            )
        except Refused as error:
            refused = error
        else:
            messages.success(request, "Đã lưu số liệu.")
            return redirect("reports:figures", code, number)
    typed = report.typed_figures.select_related("entered_by")
    context = {"report": report, "form": form, "refused": refused, "typed": typed}
    return render(request, "reports/annual_figures.html", context | {"base": f"/{code}/{number}/"})


@require_safe
def figures_export(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The same list as a workbook."""
    report = _to_write(request, code, number)
    rows = report.typed_figures.select_related("entered_by")
    return as_download(sheets.typed_figures(report, rows), f"so-lieu-nhap-tay-{number}.xlsx")


@require_POST
def remove_figure(request: HttpRequest, code: str, number: int, token: str) -> HttpResponse:
    report = _to_write(request, code, number)
    figure = get_object_or_404(report.typed_figures, token=token)
    try:
        workflow.remove_figure(figure=figure, by=person(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("reports:figures", code, number)


def _to_write(request: HttpRequest, code: str, number: int) -> YearReport:
    report = access.report(request, code, number)
    allow(person(request).can(Permission.WRITE_ANNUAL_REPORT, report.year.committee))
    return report


def _workbench(request: HttpRequest, report: YearReport, key: str, **extra: Any) -> HttpResponse:
    assembler = Assembler(report, clock.today())
    drafts = assembler.drafts()
    written = [draft for draft in drafts if draft.node.slots]
    chosen = next((d for d in written if d.node.key == key), None) if key else written[0]
    if chosen is None:
        raise Http404
    form = extra.pop("form", None) or SectionForm(
        initial={"version": chosen.version, "text": chosen.text}
    )
    values = assembler.values(chosen.node)
    figures, others = _tokens(report, chosen.text, values)
    context = {
        "report": report,
        "base": f"/{report.year.committee.code}/{report.year.year}/",
        "drafts": drafts,
        "chosen": chosen,
        "form": form,
        "figures": figures,
        "others": others,
        "printed": [] if chosen.problem else _printed(chosen.text, values),
        "wrote": [(c, t) for c in chosen.node.groups for t in assembler.narratives.get(c, [])],
        "problems": [draft for draft in drafts if draft.problem or draft.doubt],
        "withdrawn": access.withdrawn(request, report.year),
        **_print(report, assembler),
        "history": audit.history_of(report)[:20],
        **extra,
    }
    return render(request, "reports/annual_workbench.html", context)


def _print(report: YearReport, assembler: Assembler) -> dict[str, Any]:
    """The newest print, and whether the report has changed since it was made."""
    job = report.jobs.first()
    try:
        now = assembler.content().sha256
    except ValueError:
        now = ""
    return {"job": job, "stale": bool(job and job.content_hash and job.content_hash != now)}


def _tokens(
    report: YearReport, text: str, values: dict[str, str | None]
) -> tuple[list[Any], list[Any]]:
    """(name, meaning, value, typed figure or None): those the section prints, then the others."""
    typed = {figure.token: figure for figure in report.typed_figures.all()}
    here = tokens_in(text)
    rows = [(n, MEANINGS.get(n, ""), v, typed.get(n)) for n, v in values.items() if v]
    return [r for r in rows if r[0] in here], [r for r in rows if r[0] not in here]


def _printed(text: str, values: dict[str, str | None]) -> list[list[tuple[str, str]]]:
    """The section as it will be printed, by paragraph, its figures apart from its words."""
    return [pieces(paragraph.printed, values) for paragraph in parse_paragraphs(text)]


def _reading(request: HttpRequest, report: YearReport) -> HttpResponse:
    content: ReportContent | None
    try:
        content, problem = assemble(report, clock.today()), ""
    except ValueError as error:
        content, problem = None, str(error)
    context = {
        "report": report,
        "base": f"/{report.year.committee.code}/{report.year.year}/",
        "content": content,
        "problem": problem,
        "printed": printing.at_hand(report.pdf.name if report.content else ""),
        "withdrawn": access.withdrawn(request, report.year).exclude(pk=report.pk),
        "job": report.jobs.first(),
        "may_withdraw": rules.may_withdraw(person(request), report, clock.today()),
        "may_render": rules.may_render(person(request), report, clock.today()),
        "history": audit.history_of(report)[:20],
    }
    return render(request, "reports/annual_reading.html", context)
