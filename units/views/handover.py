"""A new head ends the former one's post: said in words and confirmed before it is done."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from camket.text import format_date
from units import workflow
from units.forms import AppointForm
from units.models import Appointment, Person
from units.roles import Role


def page(request: HttpRequest, form: AppointForm, back: str, crumb: str) -> HttpResponse | None:
    """The page that asks for a word, when the complete form ends somebody's post; else None."""
    if not form.is_bound or not form.is_valid() or request.POST.get("da-xac-nhan"):
        return None
    lines = _ended_by(form)
    return (
        render(request, "units/handover.html", _context(form, lines, back, crumb))
        if lines
        else None
    )


def _ended_by(form: AppointForm) -> list[str]:
    wanted = form.appointment()
    if wanted["role"] is not Role.HEAD or wanted["unit"] is None:
        return []
    starts_on, successor = wanted["starts_on"], _successor(form)
    last = format_date(starts_on - timedelta(days=1))
    return [
        f"Đ/c {former.person} ({former.position}) thôi giữ vai trò người đứng đầu từ ngày"
        f" {format_date(starts_on)}; ngày cuối giữ vai trò là {last}."
        for former in workflow.former_heads(wanted["unit"], starts_on)
        if former.person != successor and former.starts_on < starts_on
    ]


def _successor(form: AppointForm) -> Person | None:
    email = form.cleaned_data.get("email", "")
    return form.person or Person.objects.filter(email__iexact=email).first()


def told(made: Appointment) -> str:
    """What was done, for the message on the next page."""
    person = made.person
    where = f" {made.unit}" if made.unit else ""
    sentence = (
        f"Đ/c {person} giữ vai trò {Role(made.role).label.lower()}{where}"
        f" từ ngày {format_date(made.starts_on)}."
    )
    if person.has_usable_password():
        return sentence
    return f"{sentence} Thư mời đặt mật khẩu được gửi đến {person.email}."


def _context(form: AppointForm, lines: list[str], back: str, crumb: str) -> dict[str, Any]:
    wanted = form.appointment()
    name = _successor(form) or form.cleaned_data["full_name"]
    assert isinstance(form.data, QueryDict)
    return {
        "title": f"Bàn giao người đứng đầu {wanted['unit']}",
        "crumbs": [(back, crumb)],
        "lead": f"Đ/c {name} giữ chức vụ {wanted['position']}"
        f" từ ngày {format_date(wanted['starts_on'])}.",
        "consequences": [
            *lines,
            "Việc đang dở của đơn vị (bản cam kết, báo cáo quý) chuyển sang người kế nhiệm.",
            "Bản cam kết đã ký và báo cáo đã nộp vẫn giữ tên người đã ký, đã nộp.",
        ],
        "typed": [
            (key, value)
            for key, values in form.data.lists()
            for value in values
            if key != "csrfmiddlewaretoken"
        ],
        "submit_label": "Xác nhận bàn giao",
        "cancel_href": back,
    }
