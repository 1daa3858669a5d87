"""A unit's quarter as PDF: ask for a round's print, watch it being made, take it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import clock
from camket.files import serving
from camket.files.uploads import PDF
from commitments import access as pages
from commitments.models import ProgressReport, Submission
from commitments.views.deeds import href_of_report
from reports import access, rules, workflow
from reports.states import JobState
from reports.views.results import print_page
from reports.workflow import unit_papers
from units.access import allow, person


@require_POST
def ask(
    request: HttpRequest, code: str, number: int, unit: str, quarter: int, nth: int
) -> HttpResponse:
    """Queue a print of the round; a finished one of the same is opened."""
    report = pages.report(request, code, number, unit, quarter)
    allow(rules.may_print_paper(person(request), report.commitment, clock.today()))
    made = _round(report, nth)
    job = workflow.ask_for_quarter(made=made, by=person(request), at=clock.now())
    name = "quarter_pdf" if job.state == JobState.DONE else "quarter_job"
    return redirect(f"reports:{name}", code, number, unit, quarter, nth, job.key)


@require_safe
def status(
    request: HttpRequest, code: str, number: int, unit: str, quarter: int, nth: int, key: str
) -> HttpResponse:
    """The page of one print; htmx asks for its line again until the job has ended."""
    report = pages.report(request, code, number, unit, quarter)
    made = _round(report, nth)
    job = access.round_job(request, made, key)
    stale = job.state == JobState.DONE and job.content_hash != unit_papers.quarter_hash(made)
    context = {"job": job, "stale": stale, "here": request.path}
    if request.headers.get("HX-Request"):
        return render(request, "reports/_job.html", context)
    title = f"Báo cáo {report.period} – {report.commitment.unit.short_name}"
    what = f"Bản in lần nộp {made.number}, mã biên nhận {made.code}"
    back = href_of_report(report, "quarter_round", number=nth)
    return render(request, "reports/paper.html", context | print_page(title, what, back))


@require_safe
def pdf(
    request: HttpRequest, code: str, number: int, unit: str, quarter: int, nth: int, key: str
) -> HttpResponseBase:
    """The file of one finished print, for those who may read the report."""
    made = _round(pages.report(request, code, number, unit, quarter), nth)
    job = access.round_job(request, made, key)
    if job.state != JobState.DONE:
        raise Http404
    name = f"bao-cao-{number}-quy-{quarter}-{unit}-lan-{nth}.pdf"
    return serving.download(job.pdf.name, name, PDF, attachment=False)


def _round(report: ProgressReport, number: int) -> Submission:
    made = get_object_or_404(report.rounds.select_related("submitted_by"), number=number)
    made.report = report
    return made
