"""Deeds on a report that have a page of their own: read, filled in, done or refused; reopening."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from camket import clock
from camket.audit import Refused
from commitments import access, rules
from commitments.forms.review import ReasonForm
from commitments.models import ProgressReport
from commitments.views.deeds import FORM, href_of_report, seen_by, show_anew
from commitments.views.typed import of_form
from commitments.workflow import reviewing
from commitments.workflow.drafting import shown
from commitments.workflow.requesting import WrongDay
from units.access import person, require
from units.roles import Permission


@never_cache
@FORM
def reopen(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Send an accepted report back, with a reason."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    form = ReasonForm(request.POST or None, initial={"seen": shown(report)})

    def deed(at: datetime) -> str:
        words = {"reason": form.cleaned_data["reason"], "seen": seen_by(form)}
        reviewing.reopen(report=report, by=person(request), at=at, **words)
        return "Đã mở lại báo cáo. Đơn vị nhận được lý do qua thư."

    return confirmed(
        request,
        report,
        form,
        deed,
        allowed=rules.may_reopen(person(request), report, clock.today()),
        refusal="Chỉ mở lại được báo cáo đã chấp nhận, khi năm chưa khép.",
        page={
            "title": f"Mở lại báo cáo {report.period} của {report.commitment.unit.short_name}",
            "consequences": [
                "Số liệu của báo cáo rút khỏi tổng hợp cho đến khi được chấp nhận lại.",
                "Đơn vị sửa và gửi lại thành một lần nộp mới; các lần trước vẫn giữ nguyên.",
                "Lý do được gửi thư cho đơn vị và ghi vào lịch sử.",
            ],
            "submit_label": "Mở lại báo cáo",
        },
    )


def confirmed(
    request: HttpRequest,
    report: ProgressReport,
    form: Any,
    deed: Callable[[datetime], str],
    *,
    allowed: bool,
    refusal: str,
    page: dict[str, Any],
    back: str = "",
) -> HttpResponse:
    """The page of one deed; afterwards, or when it is not to be done now, back to the report.

    ``back``: the address that a page with ``crumbs`` of its own comes from.
    """
    refused, back = None, back or href_of_report(report)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, deed(clock.now()))
            return redirect(back)
        except WrongDay as said:
            form.add_error(form.day, said.sentence)
        except Refused as said:
            refused = said
            if "seen" in form.fields:
                show_anew(request, form, form.initial["seen"])
    elif not allowed:
        if not of_form(form):
            messages.error(request, refusal)
            return redirect(back)
        refused = Refused(refusal)
    context = {
        "crumbs": [(back, f"Báo cáo {report.period}")],
        "cancel_href": back,
        "form": form,
        "refused": refused,
    }
    status = 422 if refused or form.is_bound else 200
    return render(request, "confirm.html", context | page, status=status)
