"""Enter people and change their particulars."""

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from camket import audit, clock, text
from camket.audit import Deed, Refused, ask
from units.models import Committee, Person
from units.roles import Permission
from units.workflow.saving import changed, save


@transaction.atomic
def add_person(
    *,
    committee: Committee,
    email: str,
    full_name: str,
    phone: str = "",
    password: str | None = None,
    by: Person,
    at: datetime,
) -> Person:
    """Enter somebody who will log in; without a password they set one by an invitation mail.

    An address already known returns that person (who may hold posts in several committees).
    """
    on = clock.local_date(at)
    ask(
        by.can(Permission.MANAGE_PEOPLE, committee, on)
        or by.can(Permission.MANAGE_UNIT_PEOPLE, committee, on)
        or bool(by.scope(Permission.MANAGE_OWN_REPORTERS, on).units),
        "Anh/chị không được thêm người dùng.",
    )
    known = Person.objects.filter(email__iexact=email.strip()).first()
    if known:
        return known
    person = new_person(email, full_name, phone, password)
    audit.record(Deed.PERSON_ADDED, person, by=by, at=at, committee=committee)
    return person


@transaction.atomic
def edit_person(
    *, person: Person, committee: Committee, changes: dict[str, Any], by: Person, at: datetime
) -> None:
    """Change name, phone, address or whether they may log in (``is_active``)."""
    ask(
        by.can(Permission.MANAGE_PEOPLE, committee, clock.local_date(at))
        and person.appointments.filter(committee=committee).exists(),
        "Chỉ quản trị hệ thống sửa thông tin người dùng của cấp ủy mình.",
    )
    ask(person != by or changes.get("is_active", True), "Không tự khóa tài khoản của mình.")
    allowed = {"full_name", "phone", "email", "is_active"}
    changes = {name: value for name, value in changes.items() if name in allowed}
    if "email" in changes:
        changes["email"] = changes["email"].strip().lower()
    before = {name: getattr(person, name) for name in changes}
    for name, value in changes.items():
        setattr(person, name, text.nfc(value) if isinstance(value, str) else value)
    set_person_keys(person)
    save(person)
    audit.record(
        Deed.PERSON_EDITED,
        person,
        by=by,
        at=at,
        committee=committee,
        before=changed(before, changes),
    )


def new_person(email: str, full_name: str, phone: str, password: str | None) -> Person:
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
    person.search_key = text.search_key(f"{person.full_name} {person.email}")
    person.sort_key = text.name_sort_key(person.full_name)
