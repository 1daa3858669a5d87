"""What units must mend after inspections: the list, late ones first; one of them, answered, judged."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.audit import Deed, Refused
from camket.models import AuditEntry
from camket.sheets import as_download
from camket.text import nfc, sort_key
from commitments import access as pages
from commitments import rules, sheets
from commitments.forms.inspecting import JudgeForm, MendedForm
from commitments.models import ActionPoint, Year
from commitments.models.inspection import ActionPointQuerySet
from commitments.states import ActionState
from commitments.views.deeds import FORM, href_of_year, moved_day, seen_by, show_anew
from commitments.views.inspections import action_counts, point_row
from commitments.views.searching import matching
from commitments.views.typed import handed_back, of_form
from commitments.workflow import inspecting
from units import access
from units.roles import Permission

ROWS = 50
LATE = "QUA_HAN"
NOT_HERE = "Anh/chị không còn ghi được vào yêu cầu khắc phục này."
UNIT = "finding__inspection__commitment__unit"
RANK = (f"{UNIT}__group__rank", f"{UNIT}__rank", "due_on", "pk")
# What is open comes first, the oldest due day first, so that late ones stand on top.
PLACE = Case(
    When(state=ActionState.OPEN, then=Value(0)),
    When(state=ActionState.DONE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@never_cache
@require_safe
def actions(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """All of the committee to readers, a unit's own to its people."""
    found = pages.year(request, code, year)
    page = Paginator(_sorted(request, _filtered(request, found)), ROWS).get_page(
        request.GET.get("trang")
    )
    me = access.person(request)
    context = {
        "page": page,
        "rows": [point_row(row) for row in page],
        "sees_all": me.can(Permission.SEE_ALL_ROWS, found.committee),
        "groups": found.committee.groups.with_units(),
        "states": [(LATE, "Quá hạn"), *ActionState.choices],
        "state": request.GET.get("trang-thai", ""),
        "counts": action_counts(request, found),
        "is_filtered": any(request.GET.get(name) for name in ("tim", "nhom", "trang-thai")),
        "crumbs": [(href_of_year(found, "inspections"), "Kiểm tra")],
    }
    return render(request, "commitments/inspection/actions.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, all of its pages."""
    found = pages.year(request, code, year)
    rows = _sorted(request, _filtered(request, found))
    title = f"Yêu cầu khắc phục sau kiểm tra năm {found.year} – {found.committee.name}"
    body = sheets.actions_workbook(title, rows, clock.today())
    return as_download(body, f"khac-phuc-{code}-{found.year}.xlsx")


@never_cache
@require_safe
def action(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """One of them, with the form for whoever must act now."""
    return _page(request, pages.action_point(request, code, year, pk))


@never_cache
@FORM
@handed_back(MendedForm, names=["note"], said=NOT_HERE)
def report(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The unit says what it has done; what was typed stays on every refusal."""
    found = pages.action_point(request, code, year, pk)
    access.require(request, Permission.ANSWER_ACTION, found.finding.inspection.commitment.unit)
    if request.method != "POST":
        return redirect(href_of_action(found))
    form = MendedForm(request.POST)
    if not form.is_valid():
        return _page(request, found, report_form=form, status=422)
    try:
        inspecting.report_action(
            action=found, note=form.cleaned_data["note"], seen=seen_by(form),
            by=access.person(request), at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        found = pages.action_point(request, code, year, pk)
        show_anew(request, form, inspecting.action_shown(found))
        return _page(request, found, report_form=form, refused=refused, status=409)
    messages.success(request, "Đã báo khắc phục. Ủy ban Kiểm tra sẽ xem và xác nhận.")
    return redirect(href_of_action(found))


@never_cache
@FORM
@handed_back(JudgeForm, names=["comment"], said=NOT_HERE)
def judge(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """An inspector confirms it or says what is left."""
    found = pages.action_point(request, code, year, pk)
    access.require(request, Permission.INSPECT, found.finding.inspection.commitment.unit)
    if request.method != "POST":
        return redirect(href_of_action(found))
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, found, judge_form=form, status=422)
    verified, words = (
        form.cleaned_data["reply"] == ActionState.VERIFIED,
        form.cleaned_data["comment"],
    )
    by: dict[str, Any] = {"by": access.person(request), "at": clock.now(), "seen": seen_by(form)}
    try:
        if verified:
            inspecting.verify_action(action=found, note=words, **by)
        else:
            due_on = form.cleaned_data["due_on"]
            inspecting.refuse_action(action=found, comment=words, due_on=due_on, **by)
    except Refused as refused:
        found = pages.action_point(request, code, year, pk)
        show_anew(request, form, inspecting.action_shown(found))
        return _page(request, found, judge_form=form, refused=refused, status=409)
    said = "xác nhận kết quả khắc phục" if verified else "ghi việc còn phải khắc phục"
    messages.success(request, f"Đã {said} và báo cho đơn vị.")
    return redirect(href_of_action(found))


def href_of_action(found: ActionPoint) -> str:
    """The address of this action point."""
    return href_of_year(found.finding.inspection.commitment.year, "action", pk=found.pk)


def _page(
    request: HttpRequest,
    found: ActionPoint,
    *,
    report_form: MendedForm | None = None,
    judge_form: JudgeForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    me, on = access.person(request), clock.today()
    inspection = found.finding.inspection
    year = inspection.commitment.year
    is_own = me.works_for(inspection.commitment.unit, on)
    may_report = rules.may_report_action(me, found, on)
    may_judge = rules.may_refuse_action(me, found, on)
    lost = [] if may_report else of_form(report_form)
    first, history = {"seen": inspecting.action_shown(found)}, _history(found)
    context = point_row(found) | {
        "form": judge_form if may_judge else report_form,
        "report_form": report_form or MendedForm(initial=first),
        "judge_form": judge_form or JudgeForm(initial=first),
        "may_report": may_report,
        "typed": lost if may_judge else lost + of_form(judge_form),
        "may_judge": may_judge,
        "may_verify": rules.may_verify_action(me, found, on),
        "is_own": is_own,
        "on_behalf": not is_own,
        "has_reported": any(
            entry.deed == Deed.ACTION_DONE and entry.by_id == me.pk for entry in history
        ),
        "history": history,
        "crumbs": [
            (href_of_year(year, "inspections"), "Kiểm tra"),
            (href_of_year(year, "actions"), "Yêu cầu khắc phục"),
        ],
    }
    return render(request, "commitments/inspection/action.html", context | more, status=status)


def _history(found: ActionPoint) -> list[AuditEntry]:
    """Each entry with the day that was moved."""
    entries = list(audit.history_of(found))
    for entry in entries:
        if entry.detail.get("before", "") != entry.detail.get("after", ""):
            entry.moved = moved_day("Hạn", entry.detail["before"], entry.detail["after"])
    return entries


def _filtered(request: HttpRequest, year: Year) -> ActionPointQuerySet:
    """By unit and wording without accents (?tim=), ?nhom=, ?trang-thai= (also QUA_HAN)."""
    rows = ActionPoint.objects.visible_to(access.person(request)).of_year(year).with_names()
    asked = request.GET
    rows = matching(rows, asked.get("tim", ""), "text", f"{UNIT}__search_key")
    if group := nfc(asked.get("nhom", "")):
        rows = rows.filter(Q(**{f"{UNIT}__group__code": group}))
    state = asked.get("trang-thai", "")
    if state == LATE:
        rows = rows.late(clock.today())
    elif state in ActionState.values:
        rows = rows.filter(state=state)
    return rows


def _sorted(request: HttpRequest, rows: ActionPointQuerySet) -> Any:
    """Open first, by due day; ?sap-xep= by unit, its name, or day, "-" for back."""
    wanted = request.GET.get("sap-xep", "")
    back, name = wanted.startswith("-"), wanted.removeprefix("-")
    if name == "ten":
        key = {row: sort_key(row.finding.inspection.commitment.unit.short_name) for row in rows}
        return sorted(rows, key=lambda row: key[row], reverse=back)
    if name == "han":
        return rows.order_by(f"{'-' if back else ''}due_on", "pk")
    if name == "trang-thai":
        return rows.order_by(PLACE.desc() if back else PLACE.asc(), *RANK)
    return rows.order_by(PLACE, "due_on", "pk")
