"""Found, add and edit committees; write their groups."""

from datetime import datetime
from typing import Any

from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, ask
from camket.text import nfc
from units.models import Appointment, Committee, Group, Person
from units.roles import Permission, Role
from units.workflow.people import new_person
from units.workflow.saving import changed, save


@transaction.atomic
def found_committee(
    *, committee: Committee, admin_email: str, admin_name: str, password: str, at: datetime
) -> Person:
    """First run: save a new committee with its first administrator, who is also its office clerk.

    Only while no committee exists. Raises Refused otherwise, or for a weak password.
    """
    ask(not Committee.objects.exists(), "Hệ thống đã được khởi tạo trước đó.")
    save(committee)
    person = new_person(admin_email, admin_name, "", password)
    on = clock.local_date(at)
    for role, position in ((Role.ADMIN, "Quản trị hệ thống"), (Role.OFFICE, "Văn phòng cấp ủy")):
        Appointment.objects.create(
            person=person, committee=committee, role=role, position=position, starts_on=on
        )
    audit.record(Deed.COMMITTEE_CREATED, committee, by=person, at=at, committee=committee)
    return person


@transaction.atomic
def add_committee(*, committee: Committee, by: Person | None, at: datetime) -> Committee:
    """Save a further committee of the same installation; ``by`` is None on the command line."""
    ask(by is None or by.is_superuser, "Chỉ người quản trị máy chủ lập thêm cấp ủy.")
    save(committee)
    audit.record(Deed.COMMITTEE_CREATED, committee, by=by, at=at, committee=committee)
    return committee


@transaction.atomic
def edit_committee(
    *, committee: Committee, changes: dict[str, Any], by: Person, at: datetime
) -> None:
    """Change the identity as printed. Issued documents keep what they were frozen with."""
    ask(
        by.can(Permission.MANAGE_COMMITTEE, committee, clock.local_date(at)),
        "Chỉ quản trị hệ thống sửa thông tin cấp ủy.",
    )
    before = {name: getattr(committee, name) for name in changes}
    for name, value in changes.items():
        setattr(committee, name, nfc(value) if isinstance(value, str) else value)
    save(committee)
    audit.record(
        Deed.COMMITTEE_EDITED,
        committee,
        by=by,
        at=at,
        committee=committee,
        before=changed(before, changes),
    )


@transaction.atomic
def save_group(*, group: Group, by: Person, at: datetime) -> Group:
    """Add or change one heading of part II."""
    ask(
        by.can(Permission.MANAGE_UNITS, group.committee, clock.local_date(at)),
        "Chỉ Văn phòng hoặc quản trị hệ thống sửa nhóm đơn vị.",
    )
    save(group)
    audit.record(Deed.GROUP_SAVED, group, by=by, at=at, committee=group.committee)
    return group
