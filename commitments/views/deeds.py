"""What every page of a deed does alike: find, ask, carry out, say, go back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from camket import clock
from camket.audit import Refused
from camket.text import format_date
from commitments import access as pages
from commitments.forms.registering import NO_PAGE, SeenForm
from commitments.models import Commitment, ProgressReport, Year
from units import access
from units.models import Person
from units.roles import Permission

FORM = require_http_methods(["GET", "HEAD", "POST"])
Rule = Callable[[Person, Commitment, date], bool]


def asked(
    request: HttpRequest, code: str, year: int, unit: str, permission: Permission
) -> Commitment:
    """The commitment of a deed's address: 404 to strangers, 403 to those whose role lacks it."""
    commitment = pages.commitment(request, code, year, unit)
    access.require(request, permission, commitment.unit)
    return commitment


def moved_day(what: str, before: str, after: str) -> str:
    """'Hạn trả lời từ 05/4/2021 thành 12/4/2021', of two ISO days in the record."""
    was, now = (format_date(date.fromisoformat(day)) for day in (before, after))
    return f"{what} từ {was} thành {now}"


def carry_out(
    request: HttpRequest, verb: Callable[..., object], *, said: str, href: str, **arguments: Any
) -> HttpResponse:
    """Do it and say so; a refusal becomes a message. Always back to ``href``."""
    try:
        verb(by=access.person(request), at=clock.now(), **arguments)
    except Refused as refused:
        say(request, refused)
    else:
        messages.success(request, said)
    return redirect(href)


def say(request: HttpRequest, refused: Refused) -> None:
    messages.error(request, " ".join([refused.sentence, *refused.lines]))


def not_now(request: HttpRequest, commitment: Commitment, done: str = "") -> HttpResponseRedirect:
    """The right role at the wrong time: back to the paper, saying in what state it is.

    ``done`` is the sentence for a deed that has been done already.
    """
    messages.error(request, done or f"{capfirst(_state_of(commitment))}.")
    return redirect(href_of(commitment))


def too_late(commitment: Commitment) -> Refused:
    """The same for a form that was sent: shown above what was typed."""
    return Refused(
        f"Chưa thực hiện được: {_state_of(commitment)}.",
        lines=["Nội dung vừa nhập chưa được ghi, vẫn còn trong các ô bên dưới để chép lại."],
    )


def stopped(request: HttpRequest, commitment: Commitment, rule: Rule) -> Refused | None:
    """Why a deed with words of its own cannot be done any more; None while it can."""
    may = rule(access.person(request), commitment, clock.today())
    return None if may else too_late(commitment)


def seen_by(form: SeenForm) -> str:
    """The digest the page carried; one that no page has, when it carried none."""
    return str(form.cleaned_data["seen"]) if form.is_valid() else NO_PAGE


def show_anew(request: HttpRequest, form: forms.Form, seen: str) -> None:
    """Of a form that was refused: once the person has been told, it carries what is there now."""
    form.data = typed_anew(request, seen)


def typed_anew(request: HttpRequest, seen: str) -> QueryDict:
    """What was typed, with what is there now, for a form that is made again."""
    typed = request.POST.copy()
    typed["seen"] = seen
    return typed


def form_page(
    request: HttpRequest,
    commitment: Commitment,
    form: forms.Form,
    verb: Callable[..., object],
    said: str,
    words: dict[str, Any],
    template: str = "confirm.html",
) -> HttpResponse:
    """A deed with words of its own: what was typed stays on every refusal."""
    if request.method == "POST" and not words["refused"] and form.is_valid():
        try:
            verb(by=access.person(request), at=clock.now())
        except Refused as refused:
            words["refused"] = refused
            show_anew(request, form, form.initial.get("seen", ""))
        else:
            messages.success(request, said)
            return redirect(href_of(commitment))
    common = {"crumbs": crumbs(commitment), "cancel_href": href_of(commitment), "form": form}
    status = 409 if words["refused"] else 200
    return render(request, template, common | words, status=status)


def _state_of(commitment: Commitment) -> str:
    """'bản cam kết đã gửi đăng ký', 'bản cam kết đã ký, năm đã khép'."""
    closed = ", năm đã khép" if commitment.year.state == "CLOSED" else ""
    return f"bản cam kết {commitment.get_state_display().lower()}{closed}"


def href_of(commitment: Commitment, page: str = "commitment", **more: Any) -> str:
    """The address of a page of this commitment."""
    return href_of_year(commitment.year, page, unit=commitment.unit.code, **more)


def href_of_report(report: ProgressReport, page: str = "quarter", **more: Any) -> str:
    """The address of a page about this quarter's report."""
    return href_of(report.commitment, page, quarter=report.period.quarter, **more)


def href_of_year(year: Year, page: str, **more: Any) -> str:
    """The address of a page of this year, or of something in it by its ``pk``."""
    where = {"code": year.committee.code, "year": year.year}
    return reverse(f"commitments:{page}", kwargs=where | more)


def crumbs(commitment: Commitment) -> list[tuple[str, str]]:
    """The way back: list of commitments, this one."""
    return [
        (href_of_year(commitment.year, "commitment_list"), "Bản cam kết"),
        (href_of(commitment), commitment.unit.short_name),
    ]
