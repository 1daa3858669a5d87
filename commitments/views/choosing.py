"""The Office prepares a registration, the Standing Committee approves it: one page a deed."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from camket import clock
from camket.audit import Refused
from commitments import rules
from commitments.forms.choosing import ApproveForm, ExceptionForm, SendBackForm
from commitments.models import Commitment
from commitments.views.deeds import asked, carry_out, crumbs, href_of, not_now
from commitments.views.papers import paper_of
from commitments.views.registering import FORM
from commitments.views.tasks import task_page
from commitments.workflow import choosing
from units import access
from units.roles import Permission


@FORM
def send_back(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    if not rules.may_prepare(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    form = SendBackForm(request.POST or None, tasks=commitment.tasks.all())

    def verb(**who_and_when: Any) -> None:
        choosing.send_back(
            commitment=commitment,
            comment=form.cleaned_data["comment"],
            task_comments=form.task_comments(),
            **who_and_when,
        )

    said = "Đã trả lại để bổ sung và báo cho đơn vị."
    return _form_page(request, commitment, form, verb, said, _send_back_words(commitment))


@FORM
def pass_on(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    if not rules.may_prepare(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    if request.method == "POST":
        said = "Đã chuyển Thường trực xem xét."
        href = href_of(commitment)
        return carry_out(request, choosing.pass_on, commitment=commitment, said=said, href=href)
    return render(request, "confirm.html", _pass_on_words(commitment))


@FORM
def assign(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Assign a task: the task's own form."""
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    if not rules.may_assign(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    return task_page(request, commitment, verb=choosing.assign_task)


@FORM
def exception(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    if not rules.may_assign(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    least, most = commitment.limits
    reason = commitment.exception_reason
    initial = {"least": least, "most": most, "reason": reason, "seen": reason}
    form = ExceptionForm(request.POST or None, initial=initial)

    def verb(**who_and_when: Any) -> None:
        choosing.allow_exception(commitment=commitment, **form.cleaned_data, **who_and_when)

    said = "Đã ghi ngoại lệ về số nhiệm vụ."
    return _form_page(request, commitment, form, verb, said, _exception_words(commitment))


@FORM
def approve(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Approve what is on the page: the form carries the digest of the text that was shown."""
    commitment = asked(request, code, year, unit, Permission.APPROVE_COMMITMENT)
    if not rules.may_approve(access.person(request), commitment, clock.today()):
        return not_now(request, commitment)
    form = ApproveForm(request.POST or None, initial={"seen": choosing.shown(commitment)})
    if request.method == "POST" and form.is_valid():
        verb = partial(choosing.approve, seen=form.cleaned_data["seen"] or "none")
        said = "Đã duyệt nội dung. Bản cam kết chờ ký."
        return carry_out(request, verb, commitment=commitment, said=said, href=href_of(commitment))
    context = _approve_words(commitment) | {"form": form, "paper": paper_of(commitment)}
    return render(request, "commitments/confirm_paper.html", context)


def _form_page(
    request: HttpRequest,
    commitment: Commitment,
    form: forms.Form,
    verb: Callable[..., None],
    said: str,
    words: dict[str, Any],
) -> HttpResponse:
    """A deed with words of its own: what was typed stays on every refusal."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(by=access.person(request), at=clock.now())
        except Refused as refused:
            words["refused"] = refused
        else:
            messages.success(request, said)
            return redirect(href_of(commitment))
    common = {"crumbs": crumbs(commitment), "cancel_href": href_of(commitment), "form": form}
    return render(request, "confirm.html", common | words)


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
        "cancel_href": href_of(commitment),
    }
