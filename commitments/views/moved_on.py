"""The report is no longer where a reviewer saw it: what happened, and the words typed meanwhile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from camket.audit import Refused
from commitments.emails.deed import moment
from commitments.models import ProgressReport
from commitments.models.rounds import Verdict
from commitments.states import ReportState
from commitments.views import half_written
from commitments.views.deeds import href_of_report
from commitments.views.filing import frame

NOT_WAITING = "Báo cáo này không ở trạng thái chờ xem xét."
KEPT = "Ý kiến của anh/chị chưa được ghi."


def what_happened(report: ProgressReport) -> str:
    """'Đ/c A đã chấp nhận báo cáo này lúc …': who, when, or '' when nothing was handed in."""
    made = report.rounds.select_related("decided_by").defer("content").first()
    if made is None:
        return ""
    if made.verdict == Verdict.WAITING or made.decided_at is None:
        return f"Đơn vị đã nộp lại lúc {moment(made.submitted_at)} (lần nộp {made.number})."
    if made.verdict == Verdict.WITHDRAWN:
        return f"Đơn vị đã rút báo cáo lúc {moment(made.decided_at)}."
    if made.verdict == Verdict.ACCEPTED and report.state == ReportState.SENT_BACK:
        return "Báo cáo đã được mở lại để đơn vị bổ sung."
    deed = "chấp nhận" if made.verdict == Verdict.ACCEPTED else "trả lại"
    return f"Đ/c {made.decided_by} đã {deed} báo cáo này lúc {moment(made.decided_at)}."


def moved_on(request: HttpRequest, report: ProgressReport) -> HttpResponse:
    """To the report as it is; with comments typed, first to a page to copy them from."""
    typed = half_written.comments(request.POST.items())
    for one in half_written.earlier(half_written.of_report(request, report)):
        typed += [line for line in one.comments if line not in typed]
    happened = what_happened(report)
    if not typed:
        messages.warning(request, happened or NOT_WAITING)
        return redirect(href_of_report(report))
    context = frame(request, report) | {
        "refused": Refused(f"{happened} {KEPT}".strip()),
        "typed": typed,
        "waits": report.state == ReportState.SUBMITTED,
    }
    return render(request, "commitments/quarter/moved_on.html", context, status=409)
