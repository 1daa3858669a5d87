"""Enter people, invite them to set a password, change their particulars."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from camket import audit, clock, text
from camket.audit import Deed, Refused, ask
from units import emails
from units.models import Committee, Person
from units.roles import Permission, Role
from units.workflow.saving import as_words, change, locked, names_of, save, tidy

# Whoever changes these can act as the person, wherever that person holds a post.
KEYS_TO_THE_DOOR = ("email", "is_active")
PARTICULARS = ("full_name", "phone", *KEYS_TO_THE_DOOR)


@transaction.atomic
def add_person(
    *,
    committee: Committee,
    email: str,
    full_name: str,
    phone: str = "",
    password: str | None = None,
    by: Person | None,
    at: datetime,
    invite: bool = True,
) -> Person:
    """Enter somebody who will log in; without a password they are mailed a link to set one.

    ``invite`` False: the link is mailed later, by ``invite_person``.
    An address already known returns that person (who may hold posts in several committees).
    ``by`` is None on the command line.
    """
    on = clock.local_date(at)
    ask(by is None or _may_add(by, committee, on), "Anh/chị không được thêm người dùng.")
    known = Person.objects.filter(email__iexact=email.strip()).first()
    if known:
        ask(known.is_active, f"Tài khoản của {known} đang bị khóa.")
        return known
    person = new_person(email, full_name, phone, password)
    audit.record(Deed.PERSON_ADDED, person, by=by, at=at, committee=committee)
    if password is None and invite:
        _invite(person, committee, by=by, at=at)
    return person


@transaction.atomic
def invite_person(*, person: Person, committee: Committee, by: Person, at: datetime) -> None:
    """Mail the link again, to somebody who has set no password yet; once a minute at most."""
    on = clock.local_date(at)
    ask(may_invite(by, person, committee, on), "Anh/chị không được gửi thư mời cho người này.")
    ask(person.is_active, "Tài khoản này đang bị khóa.")
    ask(
        not person.has_usable_password(),
        "Người này đã đặt mật khẩu. Khi quên, tự lấy lại bằng “Quên mật khẩu” ở trang đăng nhập.",
    )
    _invite(person, committee, by=by, at=at)


@transaction.atomic
def edit_person(
    *,
    person: Person,
    committee: Committee,
    changes: dict[str, Any],
    by: Person,
    at: datetime,
    version: int | None = None,
) -> Person:
    """Change name, phone, address or whether they may log in (``is_active``).

    Address and login only while the person has no post in another committee, for who changes
    them could act as the person there. A former address opens no door any more.
    Raises Conflict (with the other person's values) on a stale ``version``.
    """
    on = clock.local_date(at)
    ask(may_edit_person(by, person, committee, on), "Anh/chị không được sửa người này.")
    ask(person != by or changes.get("is_active", True), "Không tự khóa tài khoản của mình.")
    wanted = {name: tidy(value) for name, value in changes.items() if name in PARTICULARS}
    if "email" in wanted:
        wanted["email"] = wanted["email"].lower()
    now = locked(person)
    if any(wanted.get(name, getattr(now, name)) != getattr(now, name) for name in KEYS_TO_THE_DOOR):
        _ask_only_here(person, committee, on)
    saved, before = change(person, wanted | _keys(wanted, now), version)
    if "email" in before:
        saved.emailaddress_set.all().delete()  # type: ignore[attr-defined]
    if before:
        audit.record(
            Deed.PERSON_EDITED,
            saved,
            by=by,
            at=at,
            committee=committee,
            comment=f"Đã sửa: {names_of(saved, before)}.",
            before=as_words(before),
        )
    return saved


def may_edit_person(by: Person, person: Person, committee: Committee, on: date) -> bool:
    """ADMIN: everybody with a post here, past or present; the Office: people of units alone."""
    roles = {Role(post.role) for post in person.posts if post.committee_id == committee.pk}
    if by.can(Permission.MANAGE_PEOPLE, committee, on):
        return bool(roles)
    live = {Role(p.role) for p in person.posts if p.ends_on is None or p.ends_on >= on}
    return (
        by.can(Permission.MANAGE_UNIT_PEOPLE, committee, on)
        and any(role.of_unit for role in roles)
        and all(role.of_unit for role in live)
    )


def may_invite(by: Person, person: Person, committee: Committee, on: date) -> bool:
    """Who may edit the person; and a head for the reporters of the own unit."""
    return may_edit_person(by, person, committee, on) or any(
        by.can(Permission.MANAGE_OWN_REPORTERS, post.unit, on)
        for post in person.posts_on(on)
        if post.unit is not None
        and post.role == Role.REPORTER
        and post.committee_id == committee.pk
    )


def new_person(email: str, full_name: str, phone: str, password: str | None) -> Person:
    """Save somebody new. Raises Refused for a used or impossible address, or a weak password."""
    person = Person(
        email=email.strip().lower(), full_name=text.nfc(full_name).strip(), phone=phone.strip()
    )
    set_person_keys(person)
    if password is None:
        person.set_unusable_password()
    else:
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refused("Mật khẩu chưa đủ mạnh.", lines=error.messages) from error
        person.set_password(password)
    save(person)
    return person


def set_person_keys(person: Person) -> None:
    """The stored keys of search and of order by name."""
    person.search_key = text.search_key(f"{person.full_name} {person.email}")
    person.sort_key = text.name_sort_key(person.full_name)


def _keys(wanted: dict[str, Any], person: Person) -> dict[str, str]:
    name, email = wanted.get("full_name", person.full_name), wanted.get("email", person.email)
    return {
        "search_key": text.search_key(f"{name} {email}"),
        "sort_key": text.name_sort_key(name),
    }


def _may_add(by: Person, committee: Committee, on: date) -> bool:
    own = by.scope(Permission.MANAGE_OWN_REPORTERS, on).units
    return (
        by.can(Permission.MANAGE_PEOPLE, committee, on)
        or by.can(Permission.MANAGE_UNIT_PEOPLE, committee, on)
        or committee.units.filter(pk__in=own).exists()
    )


def _ask_only_here(person: Person, committee: Committee, on: date) -> None:
    elsewhere = person.appointments.exclude(committee=committee).filter(
        Q(ends_on=None) | Q(ends_on__gte=on)
    )
    ask(
        not person.is_superuser and not elsewhere.exists(),
        "Người này còn giữ vai trò ở nơi khác; địa chỉ thư và quyền đăng nhập do người quản trị"
        " máy chủ thay đổi.",
    )


def _invite(person: Person, committee: Committee, *, by: Person | None, at: datetime) -> None:
    ask(
        emails.invitation(person, committee, at=at),
        "Thư mời vừa được gửi. Đề nghị đợi một phút trước khi gửi lại.",
    )
    audit.record(Deed.PERSON_INVITED, person, by=by, at=at, committee=committee)
