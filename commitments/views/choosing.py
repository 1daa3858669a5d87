"""The Office prepares a registration, the Standing Committee decides on it: one page a deed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from camket import clock
from camket.audit import ALREADY_DONE, Refused
from commitments import access as pages
from commitments import rules
from commitments.forms.choosing import ExceptionForm, SendBackForm
from commitments.forms.registering import SeenForm
from commitments.models import Commitment
from commitments.views.deeds import Rule, asked, carry_out, crumbs, href_of, not_now, too_late
from commitments.views.papers import paper_of
from commitments.views.registering import FORM
from commitments.views.tasks import written
from commitments.workflow import assigning, choosing
from commitments.workflow.writing import shown
from units import access
from units.roles import Permission


@FORM
def send_back(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """By the Office; by a standing member, instead of approving what was passed on."""
    commitment = pages.commitment(request, code, year, unit)
    me = access.person(request)
    access.allow(
        me.can(Permission.PREPARE_REGISTRATION, commitment.unit)
        or me.can(Permission.APPROVE_COMMITMENT, commitment.unit)
    )
    stop = _stopped(request, commitment, rules.may_send_back)
    if stop and request.method != "POST":
        return not_now(request, commitment)
    initial = {"seen": shown(commitment)}
    form = SendBackForm(request.POST or None, tasks=commitment.tasks.all(), initial=initial)

    def verb(**who_and_when: Any) -> None:
        choosing.send_back(
            commitment=commitment,
            comment=form.cleaned_data["comment"],
            task_comments=form.task_comments(),
            seen=form.cleaned_data["seen"] or "none",
            **who_and_when,
        )

    said = "Đã trả lại để bổ sung và báo cho đơn vị."
    words = _send_back_words(commitment) | {"refused": stop}
    return _form_page(request, commitment, form, verb, said, words)


@FORM
def pass_on(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    if not rules.may_prepare(access.person(request), commitment, clock.today()):
        return not_now(request, commitment, ALREADY_DONE if commitment.approved_at else "")
    form = SeenForm(request.POST or None, initial={"seen": shown(commitment)})
    if request.method == "POST":
        verb = partial(choosing.pass_on, seen=_seen(form))
        said = "Đã chuyển Thường trực xem xét."
        return carry_out(request, verb, commitment=commitment, said=said, href=href_of(commitment))
    return render(request, "confirm.html", _pass_on_words(commitment) | {"form": form})


@FORM
def assign(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Assign a task: the task's own form."""
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    return written(request, commitment, assigning.assign_task, rules.may_assign)


@FORM
def exception(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    stop = _stopped(request, commitment, rules.may_assign)
    if stop and request.method != "POST":
        return not_now(request, commitment)
    least, most = commitment.limits
    reason = commitment.exception_reason
    initial = {"least": least, "most": most, "reason": reason, "seen": reason}
    form = ExceptionForm(request.POST or None, initial=initial)

    def verb(**who_and_when: Any) -> None:
        choosing.allow_exception(commitment=commitment, **form.cleaned_data, **who_and_when)

    said = "Đã ghi ngoại lệ về số nhiệm vụ."
    words = _exception_words(commitment) | {"refused": stop}
    return _form_page(request, commitment, form, verb, said, words)


@FORM
def approve(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Approve what is on the page: the form carries the digest of the text that was shown."""
    commitment = asked(request, code, year, unit, Permission.APPROVE_COMMITMENT)
    if not rules.may_approve(access.person(request), commitment, clock.today()):
        return not_now(request, commitment, ALREADY_DONE if commitment.approved_at else "")
    form = SeenForm(request.POST or None, initial={"seen": shown(commitment)})
    if request.method == "POST":
        verb = partial(choosing.approve, seen=_seen(form))
        said = "Đã duyệt nội dung. Bản cam kết chờ ký."
        return carry_out(request, verb, commitment=commitment, said=said, href=href_of(commitment))
    context = _approve_words(commitment) | {"form": form, "paper": paper_of(commitment)}
    return render(request, "commitments/confirm_paper.html", context)


def _stopped(request: HttpRequest, commitment: Commitment, rule: Rule) -> Refused | None:
    """Why a deed with words of its own cannot be done any more; None while it can."""
    may = rule(access.person(request), commitment, clock.today())
    return None if may else too_late(commitment)


def _seen(form: SeenForm) -> str:
    """The digest the page carried; one that no page has, when it carried none."""
    return (form.cleaned_data["seen"] if form.is_valid() else "") or "none"


def _form_page(
    request: HttpRequest,
    commitment: Commitment,
    form: forms.Form,
    verb: Callable[..., None],
    said: str,
    words: dict[str, Any],
) -> HttpResponse:
    """A deed with words of its own: what was typed stays on every refusal.

    Once the person has been told that somebody was faster, the page carries what is there now.
    """
    if request.method == "POST" and not words["refused"] and form.is_valid():
        try:
            verb(by=access.person(request), at=clock.now())
        except Refused as refused:
            words["refused"] = refused
            form.data = typed = request.POST.copy()
            typed["seen"] = form.initial["seen"]
        else:
            messages.success(request, said)
            return redirect(href_of(commitment))
    common = {"crumbs": crumbs(commitment), "cancel_href": href_of(commitment), "form": form}
    status = 409 if words["refused"] else 200
    return render(request, "confirm.html", common | words, status=status)


def _send_back_words(commitment: Commitment) -> dict[str, Any]:
    return {
        "title": f"Trả lại để bổ sung – {commitment.unit.short_name}",
        "consequences": [
            "Đơn vị sửa được bản cam kết và gửi lại lần sau.",
            "Ý kiến được gửi thư cho đơn vị và giữ lại cùng lần gửi này.",
        ],
        "submit_label": "Trả lại để bổ sung",
    }


def _pass_on_words(commitment: Commitment) -> dict[str, Any]:
    return {
        "title": f"Chuyển Thường trực – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "facts": [("Số nhiệm vụ", commitment.tasks.count())],
        "consequences": ["Bản đăng ký vào danh sách chờ Thường trực duyệt."],
        "submit_label": "Chuyển Thường trực",
        "cancel_href": href_of(commitment),
    }


def _exception_words(commitment: Commitment) -> dict[str, Any]:
    year = commitment.year
    return {
        "title": f"Ngoại lệ số nhiệm vụ – {commitment.unit.short_name}",
        "lead": f"Mức chung của năm {year.year}: {year.min_tasks}–{year.max_tasks} nhiệm vụ.",
        "consequences": ["Đơn vị được đăng ký theo mức riêng; lý do được ghi vào lịch sử."],
        "submit_label": "Ghi ngoại lệ",
    }


def _approve_words(commitment: Commitment) -> dict[str, Any]:
    return {
        "title": f"Duyệt bản cam kết – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "consequences": [
            "Nội dung không sửa được nữa và chờ hai bên ký.",
            "Đơn vị nhận thư báo đã duyệt.",
        ],
        "submit_label": "Duyệt nội dung",
        "beside": ("Trả lại để bổ sung", href_of(commitment, "send_back")),
        "cancel_href": href_of(commitment),
    }
