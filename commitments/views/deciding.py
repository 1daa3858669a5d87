"""The comparison of an amendment, and the standing member's decision on it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from camket import audit, clock
from camket.audit import Refused
from commitments import access as pages
from commitments import rules
from commitments.forms.amending import DecideForm
from commitments.models import Amendment
from commitments.states import AmendmentState
from commitments.views.comparing import views_of
from commitments.views.deeds import href_of, href_of_year, show_anew
from commitments.workflow import amending
from units import access
from units.roles import Permission

TONES = {
    AmendmentState.DRAFT: ("idle", "pencil-line"),
    AmendmentState.PROPOSED: ("sent", ""),
    AmendmentState.APPROVED: ("done", ""),
    AmendmentState.REJECTED: ("back", "x"),
}


def read(
    request: HttpRequest,
    found: Amendment,
    *,
    form: DecideForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """Old and new side by side; to those who may decide, with the decision beneath."""
    me, today = access.person(request), clock.today()
    tone, icon = TONES[AmendmentState(found.state)]
    may_decide = rules.may_decide_amendment(me, found, today)
    open_states = (AmendmentState.DRAFT, AmendmentState.PROPOSED)
    moved = found.state in open_states and amending.has_moved(found)
    context = {
        "amendment": found,
        "commitment": found.commitment,
        "unit": found.commitment.unit,
        "list_href": href_of_year(found.commitment.year, "amendments"),
        "tone": tone,
        "icon": icon,
        "changes": views_of(amending.changes_of(found, today)),
        "moved": moved,
        "may_write": rules.may_write_amendment(me, found, today),
        "may_rebase": moved and rules.may_rebase_amendment(me, found, today),
        "may_decide": may_decide,
        "against": amending.objections(found, clock.today()) if may_decide else [],
        "form": form or decide_form(found),
        "decide": href_of_amendment(found, "amendment_decide"),
        "rebase": href_of_amendment(found, "amendment_rebase"),
        "here": href_of_amendment(found),
        "history": audit.history_of(found),
    }
    return render(request, "commitments/amendment.html", context | more, status=status)


@require_POST
def decide(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """Agree (dong-y) or not; back to the giao ban page when the decision was made there."""
    found = pages.amendment(request, code, year, unit, pk)
    access.require(request, Permission.DECIDE_AMENDMENT, found.commitment.unit)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return read(request, found, form=form, status=422)
    agrees = "dong-y" in request.POST
    verb = amending.approve if agrees else amending.reject
    try:
        made = verb(amendment=found, by=access.person(request), at=clock.now(), **form.cleaned_data)
    except Refused as refused:
        again = pages.amendment(request, code, year, unit, pk)
        show_anew(request, form, amending.shown(again))
        return read(request, again, form=form, status=409, refused=refused)
    name = made.commitment.unit.short_name
    messages.success(
        request,
        f"Đã đồng ý điều chỉnh lần {made.number} của {name}. Nội dung mới có hiệu lực từ hôm nay."
        if agrees
        else f"Đã ghi ý kiến không đồng ý điều chỉnh của {name}. Đơn vị nhận thư báo.",
    )
    desk = reverse("reports:desk", args=[code, year])
    return redirect(desk if "giao-ban" in request.POST else href_of_amendment(made))


def decide_form(found: Amendment, prefix: str = "") -> DecideForm:
    """The decision on what this page shows; ``prefix`` tells ids of several on one page apart."""
    auto_id = f"{prefix}%s" if prefix else "id_%s"
    return DecideForm(initial={"seen": amending.shown(found)}, auto_id=auto_id)


def href_of_amendment(found: Amendment, page: str = "amendment", **more: Any) -> str:
    """The address of a page of this amendment."""
    return href_of(found.commitment, page, pk=found.pk, **more)
