"""The Office assigns a task: to one unit, or one to many at once."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from camket import clock
from camket.audit import Refused
from commitments import access as pages
from commitments import rules
from commitments.forms.bases import picked
from commitments.forms.batches import CommonForm, ShareForm, read_many
from commitments.forms.tasks import MilestoneForm, Milestones, by_group, draft, milestone_rows
from commitments.models import Choice, Commitment, LegalBasis, TaskKind, Year
from commitments.quality import Around, Finding, TaskData
from commitments.states import UNIT_MAY_WRITE_COMMITMENT, CommitmentState
from commitments.views.batches import batch_href, batches_of
from commitments.views.clarity import Panel, panel_of
from commitments.views.deeds import FORM, asked, href_of, href_of_year
from commitments.views.tasks import ROWS, documents, written
from commitments.workflow.assigning import assign_task
from commitments.workflow.batches import assign_to_many
from units import access
from units.models import Person, Unit
from units.roles import Permission

STATES_OPEN = (*UNIT_MAY_WRITE_COMMITMENT, CommitmentState.SUBMITTED)
LEFT = ("owner_name", "milestones")  # to the units; so are targets, while no unit is ticked


@FORM
def assign(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Assign a task to one unit: the task's own form."""
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    return written(request, commitment, assign_task, rules.may_assign)


@FORM
def assign_many(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """What is common on top, a line for each unit below; all are given it or none.

    With ?kiem-tra only the 6 rõ check of what is typed so far, as a fragment; nothing is stored.
    """
    found = pages.year(request, code, year)
    access.require(request, Permission.PREPARE_REGISTRATION, found.committee)
    me, today = access.person(request), clock.today()
    if not rules.may_assign_many(me, found, today) and request.method != "POST":
        messages.error(request, "Năm cam kết này không giao thêm nhiệm vụ được.")
        return redirect(href_of_year(found, "commitment_list"))
    typed = request.POST if request.method == "POST" else None
    rows, bases = _rows(me, found, today), documents(found)
    form, steps, shares = _forms(found, rows, bases, typed)
    if typed is not None and "kiem-tra" in request.GET:
        panel = _panel(form, steps, shares, today)
        return render(request, "commitments/_check.html", {"panel": panel})
    refused = None
    if typed is not None and (read := read_many(form, steps, shares, me, today)):
        key = form.cleaned_data["key"]
        try:
            made = assign_to_many(
                year=found, data=read[0], shares=read[1], batch=key, by=me, at=clock.now()
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, f"Đã giao nhiệm vụ cho {len(made)} đơn vị.")
            return redirect(batch_href(found, key))
    context = _page(found, rows, form, steps, shares) | {
        "refused": refused,
        "batches": batches_of(me, found),
        "panel": _panel(form, steps, shares, today),
        "bases": [(basis, basis.pk in picked(form["bases"].value())) for basis in bases],
    }
    return render(request, "commitments/assign_many.html", context, status=409 if refused else 200)


def _rows(me: Person, year: Year, on: date) -> list[Commitment]:
    """Every unit's commitment, with how many tasks it would sign, by rank (one query)."""
    visible = Commitment.objects.visible_to(me).filter(year=year).living(on).defer("content")
    rows = visible.annotate(signing=Count("tasks", filter=~Q(tasks__choice=Choice.NOT_CHOSEN)))
    found = list(
        rows.select_related("unit__group").order_by(
            "unit__group__rank", "unit__group", "unit__rank", "pk"
        )
    )
    for row in found:
        row.year = year
    return found


def _forms(
    year: Year, rows: list[Commitment], bases: list[LegalBasis], typed: QueryDict | None
) -> tuple[CommonForm, Any, list[ShareForm]]:
    units = Unit.objects.filter(committee=year.committee).in_force(clock.today())
    initial = {"key": uuid4(), "kind": TaskKind.BREAKTHROUGH}
    form = CommonForm(
        typed,
        initial=initial,
        units=units.select_related("group"),
        bases=bases,
        year=year.year,
    )
    steps = Milestones(typed, prefix=ROWS, initial=None if typed else milestone_rows())
    return form, steps, [ShareForm(typed, commitment=row) for row in rows if not _closed(row)]


def _panel(form: CommonForm, steps: Any, shares: list[ShareForm], on: date) -> Panel:
    """The 6 rõ check of the common task, read with the numbers of the first unit ticked."""
    data = TaskData("", TaskKind.BREAKTHROUGH, "COLLECTIVE")
    left: tuple[str, ...] = (*LEFT, "target", "product")
    unread: list[Finding] = []
    if form.is_bound:
        data, unread = draft(form, steps)
        ticked = (one for one in shares if one.is_valid() and one.cleaned_data["chosen"])
        if first := next(ticked, None):
            data, left = first.share(data).of(data), LEFT
    return panel_of(data, form.year, Around(on=on), unread, left)


def _closed(row: Any) -> str:
    """Why a unit cannot be given a task, in words; empty when it can."""
    if row.state not in STATES_OPEN:
        return str(row.get_state_display())
    if row.signing >= row.limits[1]:
        return f"Đã có {row.signing} nhiệm vụ, đủ mức tối đa {row.limits[1]}"
    return ""


def _page(
    year: Year, rows: list[Commitment], form: CommonForm, steps: Any, shares: list[ShareForm]
) -> dict[str, Any]:
    forms_of = {share.commitment.pk: share for share in shares}
    lines = [
        {
            "commitment": row,
            "unit": row.unit,
            "form": forms_of.get(row.pk),
            "closed": _closed(row),
            "with_office": row.state == CommitmentState.SUBMITTED,
            "except_href": href_of(row, "exception") if row.state in STATES_OPEN else "",
        }
        for row in rows
    ]
    return {
        "form": form,
        "rows": steps,
        "lines": lines,
        "share_errors": [
            (share.commitment.unit.short_name, share[name], error)
            for share in shares
            for name, errors in share.errors.items()
            for error in errors
        ],
        "groups": by_group(form.fields["supporting_units"].queryset),  # type: ignore[attr-defined]
        "chosen_units": picked(form["supporting_units"].value()),
        "blank_row": MilestoneForm(prefix=f"{ROWS}-__prefix__", initial={"weight": 1}),
        "crumbs": [(href_of_year(year, "commitment_list"), "Bản cam kết")],
        "cancel_href": href_of_year(year, "commitment_list"),
    }
