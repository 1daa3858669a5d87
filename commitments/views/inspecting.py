"""One inspection: its plan, what was found, its conclusion; changed, cancelled, concluded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.text import format_date, quarter_label, small
from commitments import access as pages
from commitments import rules
from commitments.forms.inspecting import CancelForm, ConcludeForm, EditPlanForm, of_plan
from commitments.models import Inspection, InspectionForm
from commitments.states import InspectionState
from commitments.views.deeds import FORM, href_of_year, say, show_anew
from commitments.views.inspections import MARKS, point_row
from commitments.views.verified import task_rows
from commitments.workflow import inspecting
from units import access
from units.roles import Permission

NAMES = {
    "quarter": "Quý", "form": "Hình thức", "planned_on": "Ngày dự kiến",
    "purpose": "Nội dung", "led_by": "Trưởng đoàn", "team": "Thành phần đoàn",
}  # fmt: skip


@never_cache
@require_safe
def inspection(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The plan to all who may see it; what was found to readers, to the unit once concluded."""
    found = pages.inspection(request, code, year, pk)
    me, on = access.person(request), clock.today()
    reads = rules.may_read_results(me, found, on)
    findings = _findings(found) if reads else []
    tasks, others = _tasks(found, findings) if reads else ([], [])
    context = {
        "inspection": found,
        "unit": found.commitment.unit,
        "mark": MARKS[InspectionState(found.state)],
        "crumbs": [(href_of_year(found.commitment.year, "inspections"), "Kiểm tra")],
        "reads": reads,
        "tasks": tasks,
        "others": others,
        "general": [one for one in findings if one["finding"].task_id is None],
        "points": sum(len(one["points"]) for one in findings),
        "may_edit": rules.may_edit_inspection(me, found, on),
        "may_cancel": rules.may_cancel_inspection(me, found, on),
        "may_inspect": rules.may_inspect(me, found, on),
        "may_add": rules.may_add_finding(me, found, on),
        "history": audit.history_of(found) if me.can(Permission.SEE_ALL_ROWS, found.commitment.unit)
        else [],
    }  # fmt: skip
    return render(request, "commitments/inspection/inspection.html", context)


@never_cache
@FORM
def edit(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Change the line of the plan; two who do it at once see both."""
    found = _asked(request, code, year, pk, Permission.PLAN_INSPECTION)
    may = rules.may_edit_inspection(access.person(request), found, clock.today())
    if request.method != "POST" and not may:
        return not_now(request, found)
    form = EditPlanForm(
        request.POST or None, initial=of_plan(found), year=found.commitment.year,
        on=clock.today(), row=found,
    )  # fmt: skip
    if request.method != "POST":
        return _edit_page(request, found, form)
    if not form.is_valid():
        return _edit_page(request, found, form, status=422)
    try:
        inspecting.edit_plan(
            inspection=found, data=form.plan(), version=form.cleaned_data["version"],
            by=access.person(request), at=clock.now(),
        )  # fmt: skip
    except Conflict as conflict:
        form.data = typed = request.POST.copy()
        typed["version"] = str(conflict.version)
        both = {"conflict": conflict, "differences": _differences(form, conflict)}
        return _edit_page(request, found, form, status=409, **both)
    except Refused as refused:
        return _edit_page(request, found, form, status=409, refused=refused)
    messages.success(request, f"Đã sửa kế hoạch {found.called}.")
    return redirect(href_of_inspection(found))


@never_cache
@FORM
def cancel(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    found = _asked(request, code, year, pk, Permission.PLAN_INSPECTION)
    may = rules.may_edit_inspection(access.person(request), found, clock.today())
    if request.method != "POST" and not may:
        return not_now(request, found)
    form, refused = CancelForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            inspecting.cancel(
                inspection=found, reason=form.cleaned_data["reason"],
                by=access.person(request), at=clock.now(),
            )  # fmt: skip
        except Refused as why:
            refused = why
        else:
            messages.success(request, f"Đã ghi không tiến hành {found.called}.")
            return redirect(href_of_inspection(found))
    words = {
        "title": f"Không tiến hành {found.called} – {found.commitment.unit.short_name}",
        "facts": _facts(found),
        "consequences": [
            f"Cuộc {found.called} vẫn nằm trong kế hoạch, ghi là không tiến hành kèm lý do.",
            "Đơn vị được tính là chưa kiểm tra; muốn kiểm tra thì lập kế hoạch mới.",
        ],
        "against": [inspecting.BEGUN] if found.is_begun else [],
        "final": True,
        "submit_label": "Ghi không tiến hành",
    }
    return _confirm(request, found, form, words | {"refused": refused})


@never_cache
@FORM
def conclude(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The day and the conclusion, after reading what has been found."""
    found = _asked(request, code, year, pk, Permission.INSPECT)
    may = rules.may_inspect(access.person(request), found, clock.today())
    if request.method != "POST" and not may:
        return not_now(request, found)
    day = min(found.planned_on or clock.today(), clock.today())
    first = {"held_on": day, "seen": inspecting.shown(found)}
    form = ConcludeForm(request.POST or None, initial=first, row=found, on=clock.today())
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            inspecting.conclude(
                inspection=found, by=access.person(request), at=clock.now(),
                sure=form.is_sure("held_on"), **form.cleaned_data,
            )  # fmt: skip
        except Refused as why:
            refused = why
            show_anew(request, form, inspecting.shown(found))
        else:
            messages.success(request, f"Đã ghi kết luận {found.called} và báo cho đơn vị.")
            return redirect(href_of_inspection(found))
    return _confirm(request, found, form, _conclude_words(found) | {"refused": refused})


def href_of_inspection(found: Inspection, page: str = "inspection", **more: Any) -> str:
    """The address of a page of this inspection."""
    return href_of_year(found.commitment.year, page, pk=found.pk, **more)


def crumbs_of(found: Inspection) -> list[tuple[str, str]]:
    """The way back: the plan, this inspection."""
    unit, quarter = found.commitment.unit, quarter_label(found.quarter)
    return [
        (href_of_year(found.commitment.year, "inspections"), "Kiểm tra"),
        (href_of_inspection(found), f"{unit.short_name}, {small(quarter)}"),
    ]


def not_now(request: HttpRequest, found: Inspection) -> HttpResponse:
    """The right role at the wrong time: back to the inspection, saying in what state it is.

    Or that it is of the own unit.
    """
    state = f"Cuộc {found.called} này: {small(found.state_word)}."
    say(request, Refused(inspecting.why_not(access.person(request), found, clock.today(), state)))
    return redirect(href_of_inspection(found))


def _asked(
    request: HttpRequest, code: str, year: int, pk: int, permission: Permission
) -> Inspection:
    found = pages.inspection(request, code, year, pk)
    access.require(request, permission, found.commitment.unit)
    return found


def _findings(found: Inspection) -> list[dict[str, Any]]:
    """Each with its action points; what was found after the conclusion says so."""
    rows = found.findings.select_related("recorded_by").prefetch_related(
        "action_points__finding__inspection__commitment__unit"
    )
    return [
        {
            "finding": row,
            "points": [point_row(one) for one in row.action_points.all()],
            "is_later": found.concluded_at is not None and row.recorded_at > found.concluded_at,
            "edit": href_of_inspection(found, "finding", finding=row.pk),
        }
        for row in rows
    ]


def _tasks(
    found: Inspection, findings: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[int]]:
    """The tasks as cards; once concluded those alone of which something is said, and the others' numbers."""
    cards: list[dict[str, Any]] = [
        {
            "row": row,
            "findings": [one for one in findings if one["finding"].task_id == row.task.pk],
            "verify": href_of_inspection(found, "inspection_verify", n=row.task.number),
        }
        for row in task_rows(found, clock.today())
    ]
    if found.state == InspectionState.PLANNED:
        return cards, []
    said = [one for one in cards if one["row"].verified or one["findings"]]
    return said, [one["row"].task.number for one in cards if one not in said]


def _edit_page(
    request: HttpRequest, found: Inspection, form: EditPlanForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "inspection": found,
        "form": form,
        "crumbs": crumbs_of(found),
        "back": href_of_inspection(found),
    }
    return render(request, "commitments/inspection/plan_edit.html", context | more, status=status)


def _differences(form: EditPlanForm, conflict: Conflict) -> list[tuple[str, str, str]]:
    """(label, typed, stored) of what differs."""
    values = form.cleaned_data
    return [
        (label, _word(form, name, values[name]), _word(form, name, conflict.theirs[name]))
        for name, label in NAMES.items()
        if values[name] != conflict.theirs[name]
    ]


def _word(form: EditPlanForm, name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "quarter":
        return quarter_label(value)
    if name == "form":
        return InspectionForm(value).label
    if name == "planned_on":
        return format_date(value)
    if name == "led_by":
        return inspecting.leaders(form.year, form.on).get(value, "")
    return str(value)


def _facts(found: Inspection) -> list[tuple[str, str]]:
    facts = [
        ("Hình thức", found.get_form_display()),
        ("Quý", quarter_label(found.quarter, found.commitment.year.year)),
        ("Ngày dự kiến", format_date(found.planned_on) if found.planned_on else ""),
        ("Nội dung", found.purpose),
    ]
    return [fact for fact in facts if fact[1]]


def _conclude_words(found: Inspection) -> dict[str, Any]:
    rows = found.findings.prefetch_related("action_points")
    points = sum(len(row.action_points.all()) for row in rows)
    return {
        "title": f"Kết luận {found.called} – {found.commitment.unit.short_name}",
        "facts": [
            *_facts(found),
            ("Đã ghi", f"{len(rows)} nội dung phát hiện, {points} yêu cầu khắc phục, "
             f"{found.verified.count()} nhiệm vụ đã xác minh"),
        ],
        "consequences": [
            "Đơn vị nhận thư báo kết luận cùng các yêu cầu khắc phục và thời hạn.",
            "Kết luận, nội dung phát hiện và kết quả xác minh không sửa được nữa; có gì bổ sung thì "
            "ghi thành một nội dung mới.",
            "Kết quả xác minh đứng riêng bên cạnh số báo cáo, không thay số liệu tổng hợp.",
        ],
        "final": True,
        "submit_label": "Ghi kết luận",
    }  # fmt: skip


def _confirm(
    request: HttpRequest, found: Inspection, form: Any, words: dict[str, Any]
) -> HttpResponse:
    common = {"crumbs": crumbs_of(found), "cancel_href": href_of_inspection(found), "form": form}
    status = 409 if words["refused"] else 422 if form.errors else 200
    return render(request, "confirm.html", common | words, status=status)
