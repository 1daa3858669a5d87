"""One proposal: read, answered, put to another, an amendment begun from its answer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from camket import audit, clock
from camket.audit import Deed, Refused
from camket.models import AuditEntry
from camket.text import shorten
from commitments import access as pages
from commitments import rules
from commitments.forms.answering import AnswerProposalForm, ForwardForm
from commitments.models import Proposal
from commitments.views.deciding import href_of_amendment
from commitments.views.deeds import FORM, href_of_year, moved_day, say, typed_anew
from commitments.views.proposals import row_of
from commitments.views.typed import handed_back, of_form
from commitments.workflow import amending, answering
from units import access
from units.models import Person, Unit
from units.roles import Permission

AT_DESK = "giao-ban"  # in the query or the form of who comes from the giao ban page
NOT_HERE = "Kiến nghị này không còn gửi đến nơi anh/chị trả lời thay."


@never_cache
@require_safe
def proposal(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Words, deadline, answer, what came of it; to those who may answer, with the form.

    Opened from the giao ban page (``giao-ban``) it leads back there, as every answer given there.
    """
    return _page(request, _found(request, code, year, pk))


@require_POST
@handed_back(AnswerProposalForm, names=["answer"], said=NOT_HERE)
def answer(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Answer; back to the giao ban page when it was answered there."""
    row = _found(request, code, year, pk)
    _require_answerer(request, row)
    form = answer_form(access.person(request), row, request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    try:
        done = answering.answer_proposal(
            proposal=row,
            outcome=form.cleaned_data["outcome"],
            answer=form.cleaned_data["answer"],
            on_behalf_of=form.cleaned_data.get("on_behalf_of", ""),
            seen=form.cleaned_data["seen"],
            by=access.person(request),
            at=clock.now(),
        )
    except Refused as refused:
        row = _found(request, code, year, pk)
        typed = typed_anew(request, answering.shown(row))
        again = answer_form(access.person(request), row, typed)
        return _page(request, row, again, status=409, refused=refused)
    name = done.report.commitment.unit.short_name
    messages.success(request, f"Đã trả lời kiến nghị của {name}. Đơn vị nhận thư báo.")
    return redirect(_desk(request, done) or href_of_proposal(done))


@FORM
def forward(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The Office puts it to another, or moves the deadline."""
    row = _found(request, code, year, pk)
    own = row.report.commitment.unit
    access.require(request, Permission.FORWARD_PROPOSAL, own)
    units = _units(row)
    on = clock.today()
    form = ForwardForm(request.POST or None, proposal=row, units=units, on=on)
    refused, me = None, access.person(request)
    if request.method == "POST" and form.is_valid():
        try:
            words = form.chosen()
            done = answering.forward_proposal(proposal=row, by=me, at=clock.now(), **words)
        except Refused as why:
            refused, row = why, _found(request, code, year, pk)
            typed = typed_anew(request, answering.shown(row))
            form = ForwardForm(typed, proposal=row, units=units, on=on)
        else:
            messages.success(request, f"Kiến nghị gửi đến {done.put_to}. Các bên nhận thư báo.")
            return redirect(href_of_proposal(done))
    elif not rules.may_forward_proposal(me, row, on):
        messages.error(request, answering.why_not(row))
        return redirect(href_of_proposal(row))
    status = 409 if refused else 422 if form.is_bound else 200
    words = _forward_words(row) | {"form": form, "refused": refused}
    return render(request, "confirm.html", words, status=status)


@require_POST
def amend(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Begin an amendment from an answer that agrees to one."""
    row = _found(request, code, year, pk)
    access.require(request, Permission.DRAFT_AMENDMENT, row.report.commitment.unit)
    try:
        made = amending.start_from(proposal=row, by=access.person(request), at=clock.now())
    except Refused as refused:
        say(request, refused)
        return redirect(href_of_proposal(row))
    return redirect(href_of_amendment(made))


def answer_form(
    person: Person, row: Proposal, data: Any = None, prefix: str = "id_"
) -> AnswerProposalForm:
    """The answer to what this page shows; ``prefix`` tells ids of several on one page apart."""
    return AnswerProposalForm(
        data, proposal=row, person=person, on=clock.today(), auto_id=f"{prefix}%s"
    )


def href_of_proposal(row: Proposal) -> str:
    """The address of this proposal."""
    return href_of_year(row.report.commitment.year, "proposal", pk=row.pk)


def _found(request: HttpRequest, code: str, year: int, pk: int) -> Proposal:
    found = pages.year(request, code, year)
    rows = Proposal.objects.visible_to(access.person(request)).of_year(found).with_names()
    row: Proposal = get_object_or_404(rows, pk=pk)
    row.report.commitment.year = found
    return row


def _desk(request: HttpRequest, row: Proposal) -> str:
    """The giao ban page, for who has come from there; else empty."""
    year = row.report.commitment.year
    if AT_DESK not in request.GET and AT_DESK not in request.POST:
        return ""
    return reverse("reports:desk", args=[year.committee.code, year.year])


def _require_answerer(request: HttpRequest, row: Proposal) -> None:
    """403 to those whose role answers nothing here."""
    me, unit = access.person(request), row.addressed_unit
    if unit is None or not me.can(Permission.ANSWER_OWN_PROPOSAL, unit):
        access.require(request, Permission.ANSWER_PROPOSAL, row.report.commitment.unit)


def _page(
    request: HttpRequest,
    row: Proposal,
    form: AnswerProposalForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    me, on, own = access.person(request), clock.today(), row.report.commitment.unit
    made = row.amendments.select_related("commitment__year__committee", "commitment__unit")
    amendments = list(made.order_by("pk"))
    reads_all = me.can(Permission.SEE_ALL_ROWS, own) or me.can(Permission.SEE_OWN_ROWS, own)
    may_answer = rules.may_answer_proposal(me, row, on)
    context = row_of(row) | {
        "desk": _desk(request, row),
        "list_href": href_of_year(row.report.commitment.year, "proposals"),
        "may_answer": may_answer,
        "typed": [] if may_answer else of_form(form),
        "may_forward": rules.may_forward_proposal(me, row, on),
        "may_amend": not amendments and rules.may_amend_from(me, row, on),
        "reads_all": reads_all,
        "amendments": [(one, href_of_amendment(one)) for one in amendments if reads_all],
        "form": form or answer_form(me, row),
        "history": _history(row),
    }
    return render(request, "commitments/proposal.html", context | more, status=status)


def _history(row: Proposal) -> list[AuditEntry]:
    """Each entry with what it moved, in words: from whom to whom, from which day to which."""
    entries = list(audit.history_of(row))
    for entry in entries:
        if entry.deed != Deed.PROPOSAL_FORWARDED:
            continue
        (was, day), (put_to, new_day) = entry.detail["before"], entry.detail["after"]
        moved = [f"Từ {was} đến {put_to}"] if was != put_to else []
        if day != new_day:
            moved.append(moved_day("Hạn trả lời", day, new_day))
        entry.moved = ". ".join(moved)
    return entries


def _units(row: Proposal) -> list[Unit]:
    """To whom it may be put: the committee's living units but the proposing one."""
    units = Unit.objects.filter(committee=row.report.commitment.year.committee)
    living = units.in_force(clock.today()).exclude(pk=row.report.commitment.unit_id)
    return list(living.order_by("group__rank", "rank", "pk"))


def _forward_words(row: Proposal) -> dict[str, Any]:
    unit = row.report.commitment.unit
    return {
        "title": "Chuyển kiến nghị, đổi hạn trả lời",
        "crumbs": [
            (href_of_year(row.report.commitment.year, "proposals"), "Kiến nghị"),
            (href_of_proposal(row), unit.short_name),
        ],
        "lead": shorten(row.text, 400),
        "facts": [("Đơn vị kiến nghị", unit.full_name), ("Đang gửi đến", row.put_to)],
        "consequences": [
            "Đơn vị kiến nghị nhận thư báo nơi nhận, hạn trả lời mới và lý do.",
            "Chuyển đến đơn vị khác thì đơn vị đó nhận thư và trả lời.",
            "Chậm trả lời được tính cho nơi nhận mới, theo hạn mới; lịch sử lưu nơi nhận cũ.",
        ],
        "submit_label": "Chuyển",
        "cancel_href": href_of_proposal(row),
    }
