"""The 6 rõ check while a task is being typed: a fragment; nothing is stored."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from commitments.views.deeds import asked
from commitments.views.tasks import checked_panel, context_of, forms_of
from units import access
from units.roles import Permission


@require_POST
def task_check(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """The panel of the check for the task as typed so far, however little that is."""
    commitment = asked(request, code, year, unit, Permission.WRITE_REGISTRATION)
    meant = request.POST.get("task", "")
    task = commitment.tasks.filter(pk=meant).first() if meant.isdecimal() else None
    prepares = access.person(request).can(Permission.PREPARE_REGISTRATION, commitment.unit)
    context = context_of(
        commitment, task, access.person(request), assigning=prepares and "giao" in request.GET
    )
    form, rows = forms_of(context, request.POST)
    context["panel"] = checked_panel(context, form, rows)
    return render(request, "commitments/_check.html", context | {"swapping": True})
