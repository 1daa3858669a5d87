"""The bản cam kết as PDF: ask for it, watch it being made, take it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import clock
from camket.audit import Refused
from camket.files import serving
from camket.files.uploads import PDF
from commitments import access as pages
from commitments.views.deeds import crumbs, href_of
from reports import access, rules, workflow
from reports.models import RenderJob
from reports.states import JobState
from reports.workflow import papers
from units.access import allow, person


@require_POST
def ask(request: HttpRequest, code: str, number: int, unit: str) -> HttpResponse:
    """Queue a print of the paper as it stands (or of version ?lan=); a finished one is opened."""
    commitment = pages.commitment(request, code, number, unit)
    allow(rules.may_print_paper(person(request), commitment, clock.today()))
    typed = request.POST.get("lan", "")
    try:
        job = workflow.ask_for_paper(
            commitment=commitment,
            by=person(request),
            at=clock.now(),
            number=int(typed) if typed.isdecimal() and len(typed) < 5 else None,
        )
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(href_of(commitment))
    done = job.state == JobState.DONE
    return redirect(f"reports:paper_{'pdf' if done else 'job'}", code, number, unit, job.key)


@require_safe
def status(request: HttpRequest, code: str, number: int, unit: str, key: str) -> HttpResponse:
    """The page of one print; htmx asks for its line again until the job has ended."""
    job = access.paper_job(request, code, number, unit, key)
    commitment = job.commitment
    assert commitment is not None
    stale = job.state == JobState.DONE and job.content_hash != papers.content_hash(
        commitment, job.version
    )
    context = {"job": job, "stale": stale, "here": request.path}
    if request.headers.get("HX-Request"):
        return render(request, "reports/_job.html", context)
    context |= {
        "title": f"In bản cam kết năm {number} – {commitment.unit.short_name}",
        "what": _name(job),
        "crumbs": crumbs(commitment),
        "back": href_of(commitment),
    }
    return render(request, "reports/paper.html", context)


@require_safe
def pdf(request: HttpRequest, code: str, number: int, unit: str, key: str) -> HttpResponseBase:
    """The file of one finished print, for those who may read the commitment."""
    job = access.paper_job(request, code, number, unit, key)
    if job.state != JobState.DONE:
        raise Http404
    which = "du-thao" if job.version is None else job.version.code.lower()
    return serving.download(
        job.pdf.name, f"cam-ket-{number}-{unit}-{which}.pdf", PDF, attachment=False
    )


def _name(job: RenderJob) -> str:
    """Which wording it is."""
    if job.version is None:
        return "Dự thảo, chưa ký"
    return f"{job.version}, mã {job.version.code}"
