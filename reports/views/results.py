"""What a unit's accepted quarters come to: its page, its workbook, its print."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from camket import clock
from camket.files import serving
from camket.files.uploads import PDF
from camket.sheets import as_download
from commitments import access as pages
from commitments import clocks
from commitments.models import Commitment
from commitments.progress import HUNDRED, Flag, days_late
from commitments.states import SIGNED_STATES
from reports import access, figures, rules, sheets, workflow
from reports.figures import SPAN_WORDS, SPANS, TaskResult, UnitResults
from reports.pdf.unit_span import missing_lines, timeliness
from reports.states import JobState
from reports.workflow import unit_papers
from units.access import allow, person
from units.roles import Permission


@dataclass(frozen=True)
class Row:
    """A task and its bar's tone; ``flag`` says in words what the tone means."""

    task: TaskResult
    tone: str = ""
    flag: str = ""


@require_safe
def page(request: HttpRequest, code: str, number: int, unit: str, span: str) -> HttpResponse:
    """The results of a span, and what is not in them yet."""
    found = _results(request, code, number, unit, span)
    commitment = found.commitment
    today = clock.today()
    seen_on = figures.seen_on(found.locks_on, today)
    context = {
        "found": found,
        "unit": commitment.unit,
        "rows": [_row(task, seen_on, commitment) for task in found.tasks],
        "told": [task for task in found.tasks if task.quarters],
        "missing": missing_lines(found),
        "periods": _periods(commitment, found.through, today),
        "timeliness": timeliness(found),
        "stood_on": seen_on if seen_on < today else None,
        "spans": [(slug, SPAN_WORDS[through]) for slug, through in SPANS.items()],
        "sees_all": person(request).can(Permission.SEE_ALL_ROWS, commitment.unit),
        "base": f"/{code}/{number}/",
        "here": request.path,
    }
    return render(request, "reports/unit_results.html", context)


@require_safe
def export(request: HttpRequest, code: str, number: int, unit: str, span: str) -> HttpResponse:
    found = _results(request, code, number, unit, span)
    return as_download(sheets.unit_results(found), f"tong-hop-{number}-{span}-{unit}.xlsx")


@require_POST
def ask(request: HttpRequest, code: str, number: int, unit: str, span: str) -> HttpResponse:
    """Queue a print of the results as they stand; a finished one of the same is opened."""
    commitment = _commitment(request, code, number, unit)
    allow(rules.may_print_paper(person(request), commitment, clock.today()))
    job = workflow.ask_for_results(
        commitment=commitment, through=_through(span), by=person(request), at=clock.now()
    )
    name = "results_pdf" if job.state == JobState.DONE else "results_job"
    return redirect(f"reports:{name}", code, number, unit, span, job.key)


@require_safe
def status(
    request: HttpRequest, code: str, number: int, unit: str, span: str, key: str
) -> HttpResponse:
    """The page of one print; htmx asks for its line again until the job has ended."""
    through = _through(span)
    job = access.results_job(request, code, number, unit, through, key)
    assert job.commitment is not None
    stale = job.state == JobState.DONE and job.content_hash != unit_papers.results_hash(
        job.commitment, through
    )
    context = {"job": job, "stale": stale, "here": request.path}
    if request.headers.get("HX-Request"):
        return render(request, "reports/_job.html", context)
    back = reverse("reports:unit_results", args=[code, number, unit, span])
    title = f"Kết quả {SPAN_WORDS[through]} {number} – {job.commitment.unit.short_name}"
    return render(
        request, "reports/paper.html", context | print_page(title, "Bản in báo cáo tổng hợp", back)
    )


@require_safe
def pdf(
    request: HttpRequest, code: str, number: int, unit: str, span: str, key: str
) -> HttpResponseBase:
    """The file of one finished print."""
    job = access.results_job(request, code, number, unit, _through(span), key)
    if job.state != JobState.DONE:
        raise Http404
    return serving.download(
        job.pdf.name, f"tong-hop-{number}-{span}-{unit}.pdf", PDF, attachment=False
    )


def print_page(title: str, what: str, back: str) -> dict[str, Any]:
    """What the page of a print says around its line."""
    crumbs = [(back, title)]
    return {"title": title, "what": what, "back": back, "back_word": "Về báo cáo", "crumbs": crumbs}


def _results(request: HttpRequest, code: str, number: int, unit: str, span: str) -> UnitResults:
    commitment = _commitment(request, code, number, unit)
    return figures.unit_results(commitment, _through(span))


def _commitment(request: HttpRequest, code: str, number: int, unit: str) -> Commitment:
    """A signed one: before that nothing is owed. Raises 404."""
    commitment = pages.commitment(request, code, number, unit)
    if commitment.state not in SIGNED_STATES:
        raise Http404
    return commitment


def _periods(commitment: Commitment, through: int, on: date) -> list[dict[str, Any]]:
    """The span's reports with their clocks (two queries)."""
    rows = commitment.reports.filter(period__quarter__lte=through).with_names()
    rows = rows.defer("commitment__content").prefetch_related("extensions")
    return [
        {
            "report": row,
            "clock": clocks.of_report(row, on),
            "extended": clocks.extended(row, on),
        }
        for row in rows.order_by("period__quarter")
    ]


def _through(span: str) -> int:
    if span not in SPANS:
        raise Http404
    return SPANS[span]


def _row(task: TaskResult, on: date, commitment: Commitment) -> Row:
    """Late by its due date, behind by the year's tolerance, as the figures count them.

    Nothing of a task that was withdrawn: it is in no figure either.
    """
    if task.is_gone:
        return Row(task)
    if task.is_done:
        exceeded = task.completion is not None and task.completion > HUNDRED
        return Row(task, "done", Flag.EXCEEDED.label if exceeded else "Hoàn thành")
    if task.due_on is not None and (late := days_late(task.due_on, on)):
        return Row(task, "late", f"Chậm {late} ngày")
    if task.completion is None or task.planned is None:
        return Row(task)
    if task.completion < task.planned - commitment.year.tolerance:
        return Row(task, "behind", Flag.BEHIND.label)
    return Row(task, "", Flag.ON_TRACK.label)
