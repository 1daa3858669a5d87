"""Appoint, hand over, end: every role is dated (domain.md §6)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, ask
from camket.text import nfc
from units.models import Appointment, Committee, Person, Unit
from units.roles import Permission, Role
from units.workflow.saving import save

ONE_DAY = timedelta(days=1)


@transaction.atomic
def appoint(
    *,
    person: Person,
    committee: Committee,
    role: Role,
    position: str,
    starts_on: date,
    by: Person,
    at: datetime,
    unit: Unit | None = None,
    may_submit: bool = False,
) -> Appointment:
    """Give a role from a day on. A new head ends the former one's post the day before (handover).

    Open items need no moving: they belong to the unit, and the successor holds the unit's role.
    """
    ask(
        may_appoint(by, committee, unit, role, clock.local_date(at)),
        "Anh/chị không được phân công vai trò này.",
    )
    ask(role.of_unit == (unit is not None), "Vai trò của đơn vị phải gắn với một đơn vị.")
    ask(unit is None or unit.committee_id == committee.pk, "Đơn vị không thuộc cấp ủy này.")
    same = Appointment.objects.filter(
        person=person, committee=committee, unit=unit, role=role
    ).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    ask(not same.exists(), "Người này đang giữ vai trò đó.")
    if role is Role.HEAD:
        _hand_over(unit, starts_on, by=by, at=at)
    made = Appointment(
        person=person,
        committee=committee,
        unit=unit,
        role=role,
        starts_on=starts_on,
        position=nfc(position).strip(),
        may_submit=may_submit and role is Role.REPORTER,
    )
    save(made)
    person.__dict__.pop("posts", None)
    audit.record(
        Deed.APPOINTED,
        made,
        by=by,
        at=at,
        committee=committee,
        role=role.value,
        person=person.pk,
        unit=unit.pk if unit else None,
        starts_on=starts_on.isoformat(),
    )
    return made


@transaction.atomic
def allow_to_submit(*, appointment: Appointment, allowed: bool, by: Person, at: datetime) -> None:
    """The head lets a reporter hand in on the unit's behalf, or takes that back."""
    ask(
        appointment.role == Role.REPORTER
        and appointment.unit is not None
        and may_appoint(
            by, appointment.committee, appointment.unit, Role.REPORTER, clock.local_date(at)
        ),
        "Chỉ người đứng đầu đơn vị hoặc Văn phòng cho phép gửi thay.",
    )
    Appointment.objects.filter(pk=appointment.pk).update(may_submit=allowed)
    audit.record(
        Deed.APPOINTMENT_EDITED,
        appointment,
        by=by,
        at=at,
        committee=appointment.committee,
        may_submit=allowed,
    )


@transaction.atomic
def end_appointment(*, appointment: Appointment, ends_on: date, by: Person, at: datetime) -> None:
    """End a post on a day (its last day in force). Raises Refused when it has ended already."""
    role = Role(appointment.role)
    on = clock.local_date(at)
    ask(
        may_appoint(by, appointment.committee, appointment.unit, role, on),
        "Anh/chị không được kết thúc vai trò này.",
    )
    ask(ends_on >= appointment.starts_on, "Ngày kết thúc phải sau ngày bắt đầu.")
    ask(
        appointment.person_id != by.pk or role is not Role.ADMIN,
        "Không tự kết thúc vai trò quản trị của mình.",
    )
    ended = Appointment.objects.filter(pk=appointment.pk, ends_on=None).update(ends_on=ends_on)
    ask(bool(ended), ALREADY_DONE)
    appointment.person.__dict__.pop("posts", None)
    audit.record(
        Deed.APPOINTMENT_ENDED,
        appointment,
        by=by,
        at=at,
        committee=appointment.committee,
        ends_on=ends_on.isoformat(),
    )


def may_appoint(
    person: Person, committee: Committee, unit: Unit | None, role: Role, on: date
) -> bool:
    """Everybody by ADMIN; heads and reporters by the Office; own reporters by the head."""
    if person.can(Permission.MANAGE_PEOPLE, committee, on):
        return True
    if unit is None or not role.of_unit:
        return False
    if person.can(Permission.MANAGE_UNIT_PEOPLE, unit, on):
        return True
    return role is Role.REPORTER and person.can(Permission.MANAGE_OWN_REPORTERS, unit, on)


def _hand_over(unit: Unit | None, starts_on: date, *, by: Person, at: datetime) -> None:
    for former in Appointment.objects.filter(unit=unit, role=Role.HEAD, ends_on=None):
        ask(
            former.starts_on < starts_on,
            f"{former.person} giữ vai trò này từ sau ngày đó. Đề nghị kiểm tra ngày bắt đầu.",
        )
        end_appointment(appointment=former, ends_on=starts_on - ONE_DAY, by=by, at=at)
