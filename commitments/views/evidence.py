"""The evidence of one task on the quarter's form, drawn anew after each button of its own."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from camket import clock
from commitments import access, rules
from commitments.views import beside, bringing
from commitments.views.deeds import href_of_report
from commitments.workflow.measuring import tasks_of
from units.access import person, require
from units.roles import Permission


@never_cache
@require_POST
def quarter_evidence(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int, n: int
) -> HttpResponse:
    """A button of one task's block: the block as it is now, errors beside; nothing else changes."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.FILE_QUARTER, report.commitment.unit)
    tasks = tasks_of(report)
    task = next((task for task in tasks if task.number == n), None)
    if task is None:
        raise Http404
    if not bringing.is_about(request, task.pk):
        return redirect(f"{href_of_report(report)}#minh-chung-{n}")
    outcome = bringing.act(request, report, clock.now())
    if not getattr(request, "htmx", False):
        if outcome.said:
            messages.success(request, outcome.said)
        for sentence in outcome.refused:
            messages.error(request, sentence)
        return redirect(f"{href_of_report(report)}#minh-chung-{n}")
    blocks = beside.of_draft(report, tasks, (task.pk, outcome.refused), outcome.said)
    context = {
        "block": blocks.pop(task.pk),
        "others": [other for other in blocks.values() if other.room],
        "may_file": rules.may_file(person(request), report, clock.today()),
    }
    return render(request, "commitments/quarter/_evidence.html", context, status=outcome.status)
