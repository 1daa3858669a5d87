"""People of the committee: the list, one person, roles, login, invitation."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from camket import audit, clock, text
from camket.sheets import as_download
from units import access, sheets, workflow
from units.forms import AppointForm, PersonForm
from units.models import Appointment, Committee, Person
from units.roles import ROLE_CHOICES, Permission, Role
from units.views import handover
from units.views.appointments import end_page
from units.views.attempts import posted, told, tried

PAGE = 50
LOGINS = [("duoc", "Được đăng nhập"), ("chua", "Chưa đặt mật khẩu"), ("khoa", "Đang khóa")]


@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """One page of the people this person may manage, in a constant number of queries."""
    committee = _committee(request, code)
    page = Paginator(_chosen(request, committee), PAGE).get_page(request.GET.get("trang"))
    context = {
        "base": f"/{code}/can-bo/",
        "page": page,
        "rows": _rows(page.object_list),
        "roles": ROLE_CHOICES if _is_admin(request, committee) else ROLE_CHOICES[-2:],
        "logins": LOGINS,
        "by": request.GET.get("sap-xep", ""),
        "asked_role": request.GET.get("vai-tro", ""),
        "asked_login": request.GET.get("dang-nhap", ""),
    }
    return render(request, "units/people.html", context)


@require_safe
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody who matches the filters, as a workbook."""
    committee = _committee(request, code)
    rows = _rows(_chosen(request, committee))
    return as_download(sheets.people(committee, rows), f"can-bo-{committee.code}.xlsx")


def detail(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One person: particulars to edit, posts past and present, login, history."""
    committee = _committee(request, code)
    person, by, on = _person(request, committee, pk), access.person(request), clock.today()
    may_edit = workflow.may_edit_person(by, person, committee, on)
    access.allow(may_edit or posted(request) is None)
    form = PersonForm(posted(request), instance=Person.objects.get(pk=pk))
    again = tried(form, lambda: _edit(person, committee, by, form.cleaned_data))
    if again is None:
        messages.success(request, "Đã lưu thông tin.")
        return redirect("units:person", code, pk)
    context = {"here": f"/{code}/can-bo/{pk}/", "may_edit": may_edit}
    return render(request, "units/person.html", again | context | _about(person, committee, by))


def _about(person: Person, committee: Committee, by: Person) -> dict[str, Any]:
    """Posts past and present, login and record of a person, as ``by`` may see and end them."""
    posts = [post for post in person.posts if post.committee_id == committee.pk]
    return {
        "someone": person,
        "myself": person == by,
        "posts": [(post, _may_end(by, committee, post)) for post in posts if _lasts(post)],
        "former": [post for post in posts if not _lasts(post)],
        "elsewhere": len(posts) < len(person.posts),
        "login": sheets.login_words(person),
        "history": audit.history_of(person, *posts).filter(committee=committee),
    }


def add(request: HttpRequest, code: str) -> HttpResponse:
    """Enter somebody with a first role; the invitation goes by mail."""
    committee = _committee(request, code)
    return _appoint_page(request, committee, None)


def appoint(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give one more role to somebody of the committee."""
    committee = _committee(request, code)
    return _appoint_page(request, committee, _person(request, committee, pk))


def end(request: HttpRequest, code: str, pk: int, appointment: int) -> HttpResponse:
    """Confirm the end of one of this person's posts here, with its day."""
    committee = _committee(request, code)
    person = _person(request, committee, pk)
    posts = Appointment.objects.select_related("person", "committee", "unit__committee")
    post = get_object_or_404(posts, pk=appointment, person=person, committee=committee)
    access.allow(_may_end(access.person(request), committee, post))
    return end_page(request, post, f"/{code}/can-bo/{pk}/", str(person))


@require_POST
def lock(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Lock a person's login (``dang-nhap=0``), or open it again (1)."""
    committee = _committee(request, code)
    person, by = _person(request, committee, pk), access.person(request)
    access.allow(workflow.may_edit_person(by, person, committee, clock.today()))
    active = request.POST.get("dang-nhap") == "1"
    return told(
        request,
        lambda: workflow.edit_person(
            person=person, committee=committee, changes={"is_active": active}, by=by, at=clock.now()
        ),
        f"Đã {'mở' if active else 'khóa'} đăng nhập của đ/c {person}.",
        f"/{code}/can-bo/{pk}/",
    )


@require_POST
def invite(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Mail the invitation again."""
    committee = _committee(request, code)
    person, by = _person(request, committee, pk), access.person(request)
    access.allow(workflow.may_invite(by, person, committee, clock.today()))
    return told(
        request,
        lambda: workflow.invite_person(person=person, committee=committee, by=by, at=clock.now()),
        f"Đã gửi thư mời đến {person.email}.",
        f"/{code}/can-bo/{pk}/",
    )


def _appoint_page(
    request: HttpRequest, committee: Committee, person: Person | None
) -> HttpResponse:
    form = AppointForm(
        posted(request),
        committee=committee,
        person=person,
        roles=list(Role) if _is_admin(request, committee) else [Role.HEAD, Role.REPORTER],
        on=clock.today(),
    )
    back = f"/{committee.code}/can-bo/" + (f"{person.pk}/" if person else "")
    if (page := handover.page(request, form, back, str(person or "Cán bộ"))) is not None:
        return page
    again = tried(form, lambda: _appoint(form, committee, access.person(request)))
    if again is None:
        messages.success(request, handover.told(form.done))
        return redirect(back)
    return render(request, "units/person_form.html", again | {"someone": person, "back": back})


def _appoint(form: AppointForm, committee: Committee, by: Person) -> object:
    wanted: dict[str, Any] = form.appointment() | {
        "committee": committee,
        "by": by,
        "at": clock.now(),
    }
    if form.person is not None:
        return workflow.appoint(person=form.person, **wanted)
    typed = {name: form.cleaned_data[name] for name in ("email", "full_name", "phone")}
    return workflow.appoint_by_email(**typed, **wanted)


def _edit(person: Person, committee: Committee, by: Person, typed: dict[str, Any]) -> object:
    changes = {name: typed[name] for name in ("full_name", "email", "phone")}
    return workflow.edit_person(
        person=person,
        committee=committee,
        changes=changes,
        version=typed["version"] or 0,
        by=by,
        at=clock.now(),
    )


def _committee(request: HttpRequest, code: str) -> Committee:
    committee = access.committee(request, code)
    person = access.person(request)
    access.allow(
        person.can(Permission.MANAGE_PEOPLE, committee)
        or person.can(Permission.MANAGE_UNIT_PEOPLE, committee)
    )
    return committee


def _is_admin(request: HttpRequest, committee: Committee) -> bool:
    return access.person(request).can(Permission.MANAGE_PEOPLE, committee)


def _visible(request: HttpRequest, committee: Committee) -> QuerySet[Person]:
    here = Appointment.objects.filter(committee=committee)
    people = Person.objects.visible_to(access.person(request))
    return people.filter(pk__in=here.values("person"))


def _person(request: HttpRequest, committee: Committee, pk: int) -> Person:
    return get_object_or_404(_visible(request, committee), pk=pk)


def _chosen(request: HttpRequest, committee: Committee) -> QuerySet[Person]:
    """People who match the filters of the address, by name, with their posts of today."""
    asked, people = request.GET, _visible(request, committee)
    if wanted := text.search_key(asked.get("tim", "")):
        people = people.filter(search_key__contains=wanted)
    now = Appointment.objects.in_force(clock.today()).filter(committee=committee)
    if (role := asked.get("vai-tro", "")) in list(Role):
        people = people.filter(pk__in=now.filter(role=role).values("person"))
    login = asked.get("dang-nhap", "")
    if login in ("duoc", "chua"):
        unset = people.filter(is_active=True, password__startswith="!")  # noqa: S106  (unusable)
        people = unset if login == "chua" else people.filter(is_active=True).exclude(pk__in=unset)
    elif login == "khoa":
        people = people.filter(is_active=False)
    order = "-sort_key" if asked.get("sap-xep") == "-ten" else "sort_key"
    posts = now.select_related("unit").order_by("unit__group__rank", "unit__rank", "pk")
    return people.order_by(order, "pk").prefetch_related(
        Prefetch("appointments", queryset=posts, to_attr="posts_here")
    )


def _rows(people: Any) -> list[tuple[Person, list[Appointment]]]:
    return [(person, person.posts_here) for person in people]


def _lasts(post: Appointment) -> bool:
    return post.ends_on is None or post.ends_on >= clock.today()


def _may_end(by: Person, committee: Committee, post: Appointment) -> bool:
    role = Role(post.role)
    own_admin = role is Role.ADMIN and post.person_id == by.pk
    on = clock.today()
    return workflow.may_appoint(by, committee, post.unit, role, on) and not own_admin
