"""Giving and ending the roles of one unit, with the handover spelled out before it is done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from camket import clock
from camket.text import format_date
from units import access, workflow
from units.forms import AppointForm, EndForm
from units.models import Appointment, Person, Unit
from units.roles import Role
from units.views import handover
from units.views.attempts import posted, told, tried
from units.views.units import href

UNIT_ROLES = (Role.HEAD, Role.REPORTER)


def appoint(request: HttpRequest, code: str, unit_code: str) -> HttpResponse:
    """Appoint a head or a reporter, known by address or new; a handover is confirmed first."""
    unit = access.unit(request, code, unit_code)
    by, on = access.person(request), clock.today()
    roles = [
        role for role in UNIT_ROLES if workflow.may_appoint(by, unit.committee, unit, role, on)
    ]
    access.allow(bool(roles))
    form = AppointForm(
        posted(request),
        committee=unit.committee,
        unit=unit,
        roles=roles,
        on=on,
        initial=_asked_role(request, unit),
    )
    return _appointed(request, form, unit, by)


def _appointed(request: HttpRequest, form: AppointForm, unit: Unit, by: Person) -> HttpResponse:
    if (page := handover.page(request, form, href(unit), unit.short_name)) is not None:
        return page
    again = tried(form, lambda: appoint_from(form, unit, by))
    if again is None:
        messages.success(request, handover.told(form.done))
        return redirect(href(unit))
    may_appoint_head = workflow.may_appoint(by, unit.committee, unit, Role.HEAD, clock.today())
    heads = workflow.former_heads(unit, clock.today()) if may_appoint_head else []
    context = {"unit": unit, "here": href(unit), "heads": heads}
    return render(request, "units/appoint.html", again | context)


def appoint_from(form: AppointForm, unit: Unit, by: Person) -> Appointment:
    """The deed of a complete form of one unit's page."""
    typed = form.cleaned_data
    return workflow.appoint_by_email(
        committee=unit.committee,
        email=typed["email"],
        full_name=typed["full_name"],
        phone=typed["phone"],
        by=by,
        at=clock.now(),
        **form.appointment(),
    )


def end(request: HttpRequest, code: str, unit_code: str, pk: int) -> HttpResponse:
    """Confirm the end of a post of this unit, with its day."""
    unit = access.unit(request, code, unit_code)
    post = _post_of(unit, pk)
    by = access.person(request)
    access.allow(workflow.may_appoint(by, unit.committee, unit, Role(post.role), clock.today()))
    return end_page(request, post, href(unit), unit.short_name)


def end_page(request: HttpRequest, post: Appointment, back: str, crumb: str) -> HttpResponse:
    """The page that ends a post, of a unit or of the committee."""
    form = EndForm(posted(request), initial={"ends_on": clock.today()})
    by = access.person(request)
    again = tried(
        form,
        lambda: workflow.end_appointment(
            appointment=post, ends_on=form.cleaned_data["ends_on"], by=by, at=clock.now()
        ),
    )
    if again is None:
        messages.success(request, f"Đã ghi ngày kết thúc vai trò của đ/c {post.person}.")
        return redirect(back)
    return render(request, "confirm.html", _ending(post, back, crumb) | again)


def _ending(post: Appointment, back: str, crumb: str) -> dict[str, Any]:
    """What the page says of the post and of its end."""
    return {
        "title": f"Kết thúc vai trò của đ/c {post.person}",
        "crumbs": [(back, crumb)],
        "facts": [
            ("Vai trò", Role(post.role).label),
            ("Chức vụ", post.position),
            ("Từ ngày", format_date(post.starts_on)),
        ],
        "consequences": [
            "Sau ngày đó, người này không còn quyền của vai trò này.",
            "Việc đã làm vẫn giữ tên người làm; lịch sử vai trò vẫn xem được.",
        ],
        "submit_label": "Kết thúc vai trò",
        "cancel_href": back,
        "beside": _handing_over(post),
    }


def _handing_over(post: Appointment) -> tuple[str, str] | None:
    """The way to hand a unit's work over instead of only ending the post."""
    if post.unit is None or post.unit.has_ended(clock.today()):
        return None
    return "Bàn giao cho người kế nhiệm", f"{href(post.unit)}ban-giao/{post.pk}/lap/"


@require_POST
def allow_to_submit(request: HttpRequest, code: str, unit_code: str, pk: int) -> HttpResponse:
    """Let a reporter hand in for the head (``cho-phep=1``), or take that back (0)."""
    unit = access.unit(request, code, unit_code)
    post, by = _post_of(unit, pk), access.person(request)
    access.allow(workflow.may_appoint(by, unit.committee, unit, Role(post.role), clock.today()))
    allowed = request.POST.get("cho-phep") == "1"
    words = "được gửi" if allowed else "thôi được gửi"
    return told(
        request,
        lambda: workflow.allow_to_submit(appointment=post, allowed=allowed, by=by, at=clock.now()),
        f"Đ/c {post.person} {words} đăng ký và báo cáo thay người đứng đầu.",
        href(unit),
    )


@require_POST
def invite(request: HttpRequest, code: str, unit_code: str, pk: int) -> HttpResponse:
    """Mail the invitation again to somebody of this unit."""
    unit = access.unit(request, code, unit_code)
    post, by = _post_of(unit, pk), access.person(request)
    access.allow(workflow.may_invite(by, post.person, unit.committee, clock.today()))
    return told(
        request,
        lambda: workflow.invite_person(
            person=post.person, committee=unit.committee, by=by, at=clock.now()
        ),
        f"Đã gửi thư mời đến {post.person.email}.",
        href(unit),
    )


def _post_of(unit: Unit, pk: int) -> Appointment:
    posts = Appointment.objects.select_related("person", "committee", "unit__committee")
    return get_object_or_404(posts, pk=pk, unit=unit)


def _asked_role(request: HttpRequest, unit: Unit) -> dict[str, str]:
    asked = request.GET.get("vai-tro", "")
    if asked == "nguoi-dung-dau":
        return {"role": Role.HEAD.value, "position": unit.head_post}
    return {"role": Role.REPORTER.value}
