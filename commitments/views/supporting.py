"""Shared tasks: what a unit is asked to support, the whole committee's to those who read all."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.audit import Refused
from camket.sheets import as_download
from camket.text import nfc
from commitments import access as pages
from commitments import rules, sheets
from commitments.forms.supporting import YES, AnswerForm
from commitments.models import Support, Year
from commitments.models.support import SupportQuerySet
from commitments.states import SupportState
from commitments.views.deeds import FORM, href_of_year, show_anew
from commitments.views.searching import matching
from commitments.views.shared import shared_task
from commitments.workflow import supporting
from commitments.workflow.supporting import shown, why_not
from units import access
from units.models import Unit
from units.roles import Permission

ROWS = 50
LEAD = "task__commitment__unit"
BY_LEAD = (f"{LEAD}__group__rank", f"{LEAD}__rank", f"{LEAD}__pk", "task__number")
BY_UNIT = ("unit__group__rank", "unit__rank", "pk")
SORTS: dict[str, tuple[str, ...]] = {
    "chu-tri": (*BY_LEAD, *BY_UNIT),
    "phoi-hop": (*BY_UNIT[:2], "unit", *BY_LEAD, "pk"),
    "tra-loi": ("state", *BY_LEAD, *BY_UNIT),
    "han": ("task__due_on", *BY_LEAD, *BY_UNIT),
}
TONES = {
    SupportState.WAITING: ("idle", "clock"),
    SupportState.CONFIRMED: ("done", ""),
    SupportState.DECLINED: ("behind", "circle-x"),
}
REWORDING = "sua"  # asked once, the lead unit is changing the words since


@never_cache
@require_safe
def supports(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The Office and other readers: all of the committee. A unit's people: what it is asked for."""
    found = pages.year(request, code, year)
    rows = _filtered(request, _visible(request, found))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    asked = request.GET
    context = {
        "page": page,
        "rows": [_row(request, row, found) for row in page],
        "sees_all": _sees_all(request, found),
        "leads": _leads(request, found),
        "states": SupportState.choices,
        "state": asked.get("trang-thai", ""),
        "lead": asked.get("chu-tri", ""),
        "counts": _counts(request, found),
        "is_filtered": any(asked.get(name) for name in ("tim", "trang-thai", "chu-tri")),
    }
    return render(request, "commitments/supports.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, all of its pages."""
    found = pages.year(request, code, year)
    title = f"Nhiệm vụ phối hợp năm {found.year} – {found.committee.name}"
    made = sheets.supports_workbook(title, _filtered(request, _visible(request, found)))
    return as_download(made, f"phoi-hop-{code}-{found.year}.xlsx")


@never_cache
@require_safe
def support(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """One shared task as its supporting unit may read it: words, roadmap, progress once signed."""
    row = _found(request, code, year, pk)
    return _page(request, row, AnswerForm(initial={"seen": shown(row)}))


@never_cache
@FORM
def answer(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Confirm or decline; what was typed stays on every refusal."""
    row = _found(request, code, year, pk)
    access.require(request, Permission.ANSWER_SUPPORT, row.unit)
    if request.method != "POST":
        return redirect("commitments:support", code, year, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        done = supporting.answer_support(
            support=row,
            confirm=form.cleaned_data["reply"] == YES,
            answer=form.cleaned_data["answer"],
            seen=form.cleaned_data["seen"],
            by=access.person(request),
            at=clock.now(),
        )
    except Refused as refused:
        row = Support.objects.with_names().filter(pk=row.pk).first() or row
        show_anew(request, form, shown(row))
        return _page(request, row, form, refused=refused, status=409)
    said = "xác nhận phối hợp" if done.state == YES else "ghi lý do chưa nhận phối hợp"
    lead = done.task.commitment.unit.short_name
    messages.success(request, f"Đã {said} và báo cho {lead}.")
    return redirect(href_of_year(row.task.commitment.year, "supports"))


def _page(
    request: HttpRequest, row: Support, form: AnswerForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    on, me = clock.today(), access.person(request)
    year = row.task.commitment.year
    context = {
        "support": row,
        "may_answer": rules.may_answer_support(me, row, on),
        "may_ever": me.can(Permission.ANSWER_SUPPORT, row.unit),
        "why_not": why_not(row),
        "on_behalf": not me.works_for(row.unit, on),
        "form": form,
        "tone": _tone(row),
        "history": audit.history_of(row),
        "reads_all": me.can(Permission.SEE_ALL_ROWS, row.task.commitment.unit)
        or me.can(Permission.SEE_OWN_ROWS, row.task.commitment.unit),
        "crumbs": [(href_of_year(year, "supports"), "Phối hợp")],
    }
    shared = shared_task(row.task, on)
    return render(
        request, "commitments/support.html", context | {"shared": shared} | more, status=status
    )


def _found(request: HttpRequest, code: str, year: int, pk: int) -> Support:
    found = pages.year(request, code, year)
    rows = Support.objects.visible_to(access.person(request)).with_names()
    row: Support = get_object_or_404(rows, task__commitment__year=found, pk=pk)
    row.task.commitment.year = found
    return row


def _sees_all(request: HttpRequest, year: Year) -> bool:
    return access.person(request).can(Permission.SEE_ALL_ROWS, year.committee)


def _visible(request: HttpRequest, year: Year) -> SupportQuerySet:
    """All that were asked, to those who read all; else what the person's own units are asked for."""
    me = access.person(request)
    rows = Support.objects.visible_to(me).shared().filter(task__commitment__year=year)
    if not _sees_all(request, year):
        rows = rows.filter(unit__in=me.scope(Permission.SEE_OWN_ROWS).units)
    return rows.filter(times_asked__gt=0).with_names()


def _filtered(request: HttpRequest, rows: SupportQuerySet) -> SupportQuerySet:
    """By words without accents (?tim=: units, wording), ?trang-thai=, ?chu-tri= (lead's code)."""
    asked = request.GET
    names = ("task__title", "unit__search_key", f"{LEAD}__search_key")
    rows = matching(rows, asked.get("tim", ""), *names)
    if (state := asked.get("trang-thai")) in SupportState.values:
        rows = rows.filter(state=state)
    if lead := nfc(asked.get("chu-tri", "")):
        rows = rows.filter(task__commitment__unit__code=lead)
    wanted = asked.get("sap-xep", "")
    first, *others = SORTS.get(wanted.removeprefix("-"), SORTS["chu-tri"])
    field = F(first)
    turned = field.desc(nulls_last=True) if wanted[:1] == "-" else field.asc(nulls_last=True)
    return rows.order_by(turned, *others)


def _row(request: HttpRequest, row: Support, year: Year) -> dict[str, Any]:
    row.task.commitment.year = year
    tone, icon, word = _tone(row)
    return {
        "support": row,
        "task": row.task,
        "lead": row.task.commitment.unit,
        "tone": tone,
        "icon": icon,
        "word": word,
        "may_answer": rules.may_answer_support(access.person(request), row, clock.today()),
        "seen": shown(row),
    }


def _tone(row: Support) -> tuple[str, str, str]:
    """(tone, icon, word) of the answer's badge."""
    if row.state == SupportState.WAITING and row.asked_at is None:
        return "idle", "pencil-line", "Chủ trì đang sửa"
    tone, icon = TONES[SupportState(row.state)]
    return tone, icon, SupportState(row.state).label


def _leads(request: HttpRequest, year: Year) -> list[Unit]:
    """Units that lead a task others support, for the filter."""
    rows = _visible(request, year).order_by().values("task__commitment__unit")
    return list(Unit.objects.filter(pk__in=rows))


def _counts(request: HttpRequest, year: Year) -> dict[str, int]:
    """How many wait, are confirmed, declined, whatever the filter (one query)."""
    rows = _visible(request, year).order_by().values_list("state", "asked_at")
    states = [REWORDING if s == SupportState.WAITING and at is None else s for s, at in rows]
    return {name: states.count(name) for name in (*SupportState.values, REWORDING)} | {
        "ALL": len(states)
    }
