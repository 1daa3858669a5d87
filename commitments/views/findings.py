"""What the inspectors write down: findings with what is to be mended, verified values."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from camket import clock
from camket.audit import Refused
from commitments import access as pages
from commitments import rules
from commitments.forms.inspecting import FindingForm, Points
from commitments.forms.verifying import VerifyForm, of_value
from commitments.models import Finding, Inspection, Task
from commitments.views.deeds import FORM
from commitments.views.inspecting import crumbs_of, href_of_inspection, not_now
from commitments.views.verified import task_rows
from commitments.workflow import inspecting
from units import access
from units.roles import Permission


@never_cache
@FORM
def finding_add(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """A new finding; ?nhiem-vu= names the task it is about."""
    found = _asked(request, code, year, pk)
    if request.method != "POST" and not _may_add(request, found):
        return not_now(request, found)
    first = {"task": request.GET.get("nhiem-vu", "")}
    return _finding_page(request, found, None, first, [])


@never_cache
@FORM
def finding(request: HttpRequest, code: str, year: int, pk: int, finding: int) -> HttpResponse:
    """One that is there, rewritten until the conclusion."""
    found = _asked(request, code, year, pk)
    rows = found.findings.select_related("task").prefetch_related("action_points")
    row: Finding = get_object_or_404(rows, pk=finding)
    may = rules.may_inspect(access.person(request), found, clock.today())
    if request.method != "POST" and not may:
        return not_now(request, found)
    first = {
        "task": row.task.number if row.task else "",
        "text": row.text,
        "seen": inspecting.finding_shown(row),
    }
    points = [{"text": one.text, "due_on": one.due_on} for one in row.action_points.all()]
    return _finding_page(request, found, row, first, points)


@never_cache
@FORM
def verify(request: HttpRequest, code: str, year: int, pk: int, n: int) -> HttpResponse:
    """The reported values of one task beside the field for what was found."""
    found = _asked(request, code, year, pk)
    may = rules.may_inspect(access.person(request), found, clock.today())
    if request.method != "POST" and not may:
        return not_now(request, found)
    rows = task_rows(found, clock.today())
    row = next((one for one in rows if one.task.number == n), None)
    if row is None:
        raise Http404
    form = VerifyForm(
        request.POST or None, initial=of_value(row.verified, row.answer), task=row.task,
        answer=row.answer, measure=row.measure,
    )  # fmt: skip
    if request.method != "POST":
        return _verify_page(request, found, form, rows, row)
    if not form.is_valid():
        return _verify_page(request, found, form, rows, row, status=422)
    try:
        _verify(request, found, row.task, form)
    except Refused as refused:
        return _verify_page(request, found, form, rows, row, refused=refused, status=409)
    messages.success(request, f"Đã ghi kết quả xác minh nhiệm vụ {n}.")
    following = next((one.task.number for one in rows if one.task.number > n), None)
    if following and "tiep" in request.POST:
        return redirect(href_of_inspection(found, "inspection_verify", n=following))
    return redirect(f"{href_of_inspection(found)}#nhiem-vu-{n}")


def _asked(request: HttpRequest, code: str, year: int, pk: int) -> Inspection:
    found = pages.inspection(request, code, year, pk)
    access.require(request, Permission.INSPECT, found.commitment.unit)
    return found


def _may_add(request: HttpRequest, found: Inspection) -> bool:
    return rules.may_add_finding(access.person(request), found, clock.today())


def _finding_page(
    request: HttpRequest,
    found: Inspection,
    row: Finding | None,
    first: dict[str, Any],
    first_points: list[dict[str, Any]],
) -> HttpResponse:
    tasks = found.commitment.tasks.order_by("number")
    form = FindingForm(request.POST or None, initial=first, tasks=tasks)
    points = Points(
        request.POST or None, initial=first_points, prefix="yc",
        form_kwargs={"row": found, "on": clock.today()},
    )  # fmt: skip
    context = {
        "inspection": found,
        "finding": row,
        "form": form,
        "points": points,
        "crumbs": crumbs_of(found),
        "back": href_of_inspection(found),
    }
    status = 200
    if request.method == "POST":
        valid, status = form.is_valid() & points.is_valid(), 422
        if valid:
            try:
                _record(request, found, row, form, points)
            except Refused as refused:
                context["refused"], status = refused, 409
            else:
                messages.success(request, f"Đã ghi nhận nội dung {found.called}.")
                return redirect(f"{href_of_inspection(found)}#noi-dung")
    return render(request, "commitments/inspection/finding.html", context, status=status)


def _record(
    request: HttpRequest, found: Inspection, row: Finding | None, form: FindingForm, points: Any
) -> None:
    inspecting.record_finding(
        inspection=found,
        data=form.finding(points),
        finding=row,
        seen=form.cleaned_data["seen"],
        by=access.person(request),
        at=clock.now(),
    )


def _verify(request: HttpRequest, found: Inspection, task: Task, form: VerifyForm) -> None:
    inspecting.verify_value(
        inspection=found,
        task=task,
        data=form.verified(),
        seen=form.cleaned_data["seen"],
        by=access.person(request),
        at=clock.now(),
    )


def _verify_page(
    request: HttpRequest,
    found: Inspection,
    form: VerifyForm,
    rows: list[Any],
    row: Any,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "inspection": found,
        "row": row,
        "form": form,
        "is_last": row is rows[-1],
        "place": rows.index(row) + 1,
        "total": len(rows),
        "crumbs": crumbs_of(found),
        "back": href_of_inspection(found),
    }
    return render(request, "commitments/inspection/verify.html", context | more, status=status)
