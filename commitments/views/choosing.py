"""The Office prepares a registration, the Standing Committee decides on it: one page a deed."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from camket import clock
from camket.audit import ALREADY_DONE
from commitments import access as pages
from commitments import rules
from commitments.forms.choosing import ExceptionForm, SendBackForm
from commitments.forms.registering import SeenForm
from commitments.models import Choice, Commitment, TaskOrigin
from commitments.views.deeds import (
    FORM,
    asked,
    carry_out,
    crumbs,
    form_page,
    href_of,
    not_now,
    seen_by,
    stopped,
)
from commitments.views.papers import paper_of
from commitments.workflow import choosing
from commitments.workflow.selection import unready
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
    stop = stopped(request, commitment, rules.may_send_back)
    if stop and request.method != "POST":
        return not_now(request, commitment)
    initial = {"seen": shown(commitment)}
    form = SendBackForm(request.POST or None, tasks=commitment.tasks.all(), initial=initial)

    def verb(**who_and_when: Any) -> None:
        choosing.send_back(
            commitment=commitment,
            comment=form.cleaned_data["comment"],
            task_comments=form.task_comments(),
            seen=form.cleaned_data["seen"],
            **who_and_when,
        )

    said = "Đã trả lại để bổ sung và báo cho đơn vị."
    words = _send_back_words(commitment) | {"refused": stop}
    return form_page(request, commitment, form, verb, said, words)


@FORM
def pass_on(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    if not rules.may_prepare(access.person(request), commitment, clock.today()):
        return not_now(request, commitment, ALREADY_DONE if commitment.approved_at else "")
    form = SeenForm(request.POST or None, initial={"seen": shown(commitment)})
    if request.method == "POST":
        verb = partial(choosing.pass_on, seen=seen_by(form))
        said = "Đã chuyển Thường trực xem xét."
        return carry_out(request, verb, commitment=commitment, said=said, href=href_of(commitment))
    words = _pass_on_words(commitment) | {
        "form": form,
        "against": unready(commitment, clock.today()),
    }
    return render(request, "confirm.html", words)


@FORM
def exception(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    stop = stopped(request, commitment, rules.may_assign)
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
    return form_page(request, commitment, form, verb, said, words)


@FORM
def approve(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Approve what is on the page: the form carries the digest of the text that was shown."""
    commitment = asked(request, code, year, unit, Permission.APPROVE_COMMITMENT)
    if not rules.may_approve(access.person(request), commitment, clock.today()):
        return not_now(request, commitment, ALREADY_DONE if commitment.approved_at else "")
    form = SeenForm(request.POST or None, initial={"seen": shown(commitment)})
    if request.method == "POST":
        verb = partial(choosing.approve, seen=seen_by(form))
        said = "Đã duyệt nội dung. Bản cam kết chờ ký."
        return carry_out(request, verb, commitment=commitment, said=said, href=href_of(commitment))
    context = _approve_words(commitment) | {
        "form": form,
        "paper": paper_of(commitment),
        "against": unready(commitment, clock.today()),
        "left_out": commitment.tasks.filter(choice=Choice.NOT_CHOSEN).order_by("number"),
    }
    return render(request, "commitments/confirm_paper.html", context)


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
        "facts": _counts(commitment),
        "consequences": [
            "Bản đăng ký vào danh sách chờ Thường trực duyệt.",
            "Nhiệm vụ đăng ký chưa được chọn riêng thì được đưa vào bản ký.",
        ],
        "submit_label": "Chuyển Thường trực",
        "beside": ("Chọn nhiệm vụ", href_of(commitment, "choose")),
        "cancel_href": href_of(commitment),
    }


def _counts(commitment: Commitment) -> list[tuple[str, str]]:
    """How many were registered and assigned, how many of them will be signed."""
    tasks = list(commitment.tasks.values_list("origin", "choice"))
    assigned = sum(origin == TaskOrigin.ASSIGNED for origin, _ in tasks)
    left_out = sum(choice == Choice.NOT_CHOSEN for _, choice in tasks)
    least, most = commitment.limits
    given = f", Thường trực giao {assigned}" if assigned else ""
    without = f", không đưa vào {left_out}" if left_out else ""
    return [
        ("Nhiệm vụ", f"Đơn vị đăng ký {len(tasks) - assigned}{given}"),
        ("Đưa vào bản ký", f"{len(tasks) - left_out}{without} (mức {least}–{most})"),
    ]


def _exception_words(commitment: Commitment) -> dict[str, Any]:
    year = commitment.year
    return {
        "title": f"Ngoại lệ số nhiệm vụ – {commitment.unit.short_name}",
        "lead": f"Mức chung của năm {year.year}: {year.min_tasks}–{year.max_tasks} nhiệm vụ.",
        "consequences": ["Đơn vị được ký theo mức riêng; lý do được ghi vào lịch sử."],
        "submit_label": "Ghi ngoại lệ",
    }


def _approve_words(commitment: Commitment) -> dict[str, Any]:
    return {
        "title": f"Duyệt bản cam kết – {commitment.unit.short_name}",
        "crumbs": crumbs(commitment),
        "consequences": [
            "Nội dung không sửa được nữa và chờ hai bên ký.",
            "Nhiệm vụ không đưa vào bản ký được rút khỏi bản cam kết; nội dung đã đăng ký và lý do "
            "vẫn xem được ở trang Đăng ký và ký.",
            "Đơn vị nhận thư báo đã duyệt.",
        ],
        "submit_label": "Duyệt nội dung",
        "beside": ("Trả lại để bổ sung", href_of(commitment, "send_back")),
        "cancel_href": href_of(commitment),
    }
