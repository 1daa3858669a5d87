"""A handed-in quarter taken back by its unit, with what that changes read first."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from camket import clock
from camket.audit import Refused
from camket.text import day_month
from commitments import access, clocks, rules
from commitments.forms.registering import SeenForm
from commitments.models import ProgressReport
from commitments.views.deeds import FORM, href_of_report, seen_by
from commitments.views.raised import on_taking_back
from commitments.workflow import filing
from commitments.workflow.drafting import shown
from commitments.workflow.filing_refused import why_not_withdrawn
from commitments.workflow.requesting import dropped_with
from units.access import person, require
from units.roles import Permission

REQUEST_LOST = (
    "Đề nghị gia hạn đã hết hiệu lực khi gửi báo cáo, không tự mở lại; còn cần thêm thời gian thì đề "
    "nghị xin lại."
)


@FORM
def withdraw(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Take the submission back, after its consequences have been read."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.SUBMIT_QUARTER, report.commitment.unit)
    here, on = href_of_report(report), clock.today()
    form = SeenForm(request.POST or None, initial={"seen": shown(report)})
    if request.method == "POST":
        said = f"Đã rút báo cáo. {_again(report, on)}"
        try:
            filing.withdraw(report=report, by=person(request), at=clock.now(), seen=seen_by(form))
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, said)
        return redirect(here)
    if not rules.may_withdraw(person(request), report, on):
        messages.error(request, why_not_withdrawn(report))
        return redirect(here)
    words = {
        "title": f"Rút báo cáo {report.period}",
        "crumbs": [(here, f"Báo cáo {report.period}")],
        "lead": f"Rút báo cáo {report.period} của {report.commitment.unit.short_name} về để sửa?",
        "facts": [("Thời hạn", _dates(report, on))],
        "consequences": _consequences(report, on),
        "submit_label": "Rút báo cáo",
        "cancel_href": here,
        "form": form,
    }
    return render(request, "confirm.html", words)


def _again(report: ProgressReport, on: date) -> str:
    """Until when to hand in again; what follows a verdict knows neither due day nor lock."""
    if rules.was_judged(report):
        return "Sửa xong, đề nghị gửi lại; báo cáo đã bị trả lại không bị khóa sổ."
    due_on = report.period.due_on
    if on <= due_on:
        return f"Sửa xong, đề nghị gửi lại chậm nhất ngày {day_month(due_on)} để đúng hạn nộp."
    locks_on = day_month(rules.lock_day(report))
    return f"Sửa xong, đề nghị gửi lại chậm nhất ngày {locks_on}, trước khi khóa sổ."


def _dates(report: ProgressReport, on: date) -> str:
    """Both dates of the period, and the day of an extension, which locks instead of the second."""
    return " · ".join(filter(None, [clocks.dates(report), clocks.extended(report, on)]))


def _consequences(report: ProgressReport, on: date) -> list[str]:
    """What ``workflow.filing.withdraw`` does, in sentences."""
    counted, due_on = (
        "Nộp đúng hạn hay muộn được tính theo lần gửi tiếp theo.",
        report.period.due_on,
    )
    if due_on < on:
        counted += f" Hạn nộp {day_month(due_on)} đã qua: gửi lại sẽ bị tính là nộp muộn."
    if rules.was_judged(report):
        first = clocks.punctuality(report)
        counted = f"Thời hạn vẫn tính theo lần nộp đầu tiên ({first}), rút về không đổi."
    return [
        "Báo cáo trở lại bản nháp, mọi nội dung được giữ nguyên.",
        "Lần nộp đã rút vẫn đọc được trong lịch sử.",
        *on_taking_back(report),
        *([REQUEST_LOST] if dropped_with(report) else []),
        counted,
    ]
