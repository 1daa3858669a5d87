"""Ask for the printed report, watch it being made, take it; issue and withdraw."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import clock
from camket.audit import Refused
from camket.files import serving
from camket.files.uploads import PDF
from reports import access, rules, workflow
from reports.figures import quarter_counts
from reports.forms import IssueForm, ReasonForm
from reports.models import YearReport
from reports.states import JobState, YearReportState
from units.access import allow, person
from units.roles import Permission


@require_POST
def ask(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Queue a print of the report as it stands now."""
    report = access.report(request, code, number)
    allow(rules.may_render(person(request), report, clock.today()))
    workflow.ask_for_print(report=report, by=person(request), at=clock.now())
    return redirect("reports:annual", code, number)


@require_safe
def status(request: HttpRequest, code: str, number: int, key: str) -> HttpResponse:
    """The job's line; htmx asks for it again until the job has ended."""
    job = access.job(request, code, number, key)
    assert job.report is not None
    allow(rules.may_render(person(request), job.report, clock.today()))
    is_draft = job.state == JobState.DONE and job.report.state == YearReportState.DRAFT
    stale = is_draft and job.content_hash != workflow.shown(job.report, clock.today())
    context = {"job": job, "stale": stale, "base": f"/{code}/{number}/"}
    return render(request, "reports/_job.html", context)


@require_safe
def draft_pdf(request: HttpRequest, code: str, number: int, key: str) -> HttpResponseBase:
    """The file of one finished job, for those who may read drafts."""
    job = access.job(request, code, number, key)
    assert job.report is not None
    allow(rules.may_render(person(request), job.report, clock.today()))
    if job.state != JobState.DONE:
        raise Http404
    return _file(job.pdf.name, f"bao-cao-nam-{number}.pdf")


@require_safe
def issued_pdf(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The printed file of the issued report, for everybody who may read the report."""
    report = access.report(request, code, number)
    if not report.pdf:
        raise Http404
    return _file(report.pdf.name, f"bao-cao-nam-{number}.pdf")


@require_safe
def withdrawn_pdf(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponseBase:
    """The printed file of a withdrawn report, for those who may still read it."""
    report = access.withdrawn_report(request, code, number, pk)
    if not report.pdf:
        raise Http404
    return _file(report.pdf.name, f"bao-cao-nam-{number}-da-thu-hoi.pdf")


def issue(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Confirm with the consequences spelled out, then issue."""
    report = _to_issue(request, code, number)
    seen = workflow.shown(report, clock.today())
    form = IssueForm(request.POST or None, initial={"version": report.version, "seen": seen})
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            workflow.issue(report=report, by=person(request), at=clock.now(), **form.cleaned_data)
        except Refused as error:
            refused = error
        else:
            messages.success(request, "Đã phát hành báo cáo. Bản in đang được lập.")
            return redirect("reports:annual", code, number)
    return render(
        request,
        "confirm.html",
        {
            "title": f"Phát hành báo cáo năm {number}",
            "crumbs": [(f"/{code}/{number}/bao-cao-nam/", "Báo cáo năm")],
            "lead": "Sau khi phát hành, báo cáo không sửa được nữa.",
            "facts": _facts(report),
            "consequences": [
                "Nội dung và số liệu được khóa đúng như lúc này.",
                "Báo cáo mang số, ngày ký và thể thức của ngày ký.",
                "Các đơn vị của cấp ủy đọc được báo cáo.",
            ],
            "against": workflow.objections(report, clock.today()),
            "final": True,
            "undo": "Muốn sửa, phải thu hồi báo cáo và ghi rõ lý do.",
            "form": form,
            "refused": refused,
            "submit_label": "Phát hành",
            "cancel_href": f"/{code}/{number}/bao-cao-nam/",
        },
    )


def withdraw(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Confirm with a reason, then withdraw."""
    report = _to_issue(request, code, number)
    form = ReasonForm(request.POST or None)
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            workflow.withdraw(
                report=report, by=person(request), at=clock.now(), **form.cleaned_data
            )
        except Refused as error:
            refused = error
        else:
            messages.success(request, "Đã thu hồi báo cáo.")
            return redirect("reports:annual", code, number)
    return render(
        request,
        "confirm.html",
        {
            "title": f"Thu hồi báo cáo năm {number}",
            "crumbs": [(f"/{code}/{number}/bao-cao-nam/", "Báo cáo năm")],
            "lead": "Báo cáo đã phát hành được giữ nguyên văn nhưng ghi là đã thu hồi.",
            "consequences": [
                "Các đơn vị không còn đọc được báo cáo này.",
                "Văn phòng có thể lập báo cáo mới cho năm này.",
            ],
            "final": True,
            "form": form,
            "refused": refused,
            "submit_label": "Thu hồi",
            "cancel_href": f"/{code}/{number}/bao-cao-nam/",
        },
    )


def _facts(report: YearReport) -> list[tuple[str, str]]:
    """What the confirming person should see once more: who signs, how complete the year is."""
    last = quarter_counts(report.year, clock.today())[-1]
    signer = report.signer_name or "chưa ghi họ và tên"
    return [
        ("Người ký", f"{report.signer_position}, {signer}"),
        (
            "Báo cáo quý IV",
            f"{last.submitted}/{last.required} đã nộp, {last.accepted}/{last.required} đã chấp nhận, "
            f"{last.sent_back} bị trả lại",
        ),
    ]


def _to_issue(request: HttpRequest, code: str, number: int) -> YearReport:
    report = access.report(request, code, number)
    allow(person(request).can(Permission.ISSUE_ANNUAL_REPORT, report.year.committee))
    return report


def _file(name: str, shown_as: str) -> HttpResponseBase:
    return serving.download(name, shown_as, PDF, attachment=False)
