"""Appoint, hand over, end: every role is dated (domain.md §6)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.text import format_date
from units.models import Appointment, Committee, Person, Unit
from units.roles import Permission, Role
from units.workflow.people import add_person
from units.workflow.saving import locked, save, tidy

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
    held = locked(unit or committee)  # two appointments of one place follow each other
    unit = held if isinstance(held, Unit) else None
    _ask_place(committee, unit, role, starts_on)
    ask(person.is_active, f"Tài khoản của {person} đang bị khóa.")
    same = _lasting(starts_on).filter(person=person, committee=committee, unit=unit, role=role)
    ask(not same.exists(), f"{person} đang giữ vai trò này.")
    if role is Role.HEAD and unit is not None:
        _hand_over(unit, starts_on, by=by, at=at)
    made = Appointment(
        person=person,
        committee=committee,
        unit=unit,
        role=role,
        starts_on=starts_on,
        position=tidy(position),
        may_submit=may_submit and role is Role.REPORTER,
    )
    return give(made, by, at)


@transaction.atomic
def appoint_by_email(
    *, committee: Committee, email: str, full_name: str, phone: str, by: Person, at: datetime,
    **appointment: Any,
) -> Appointment:  # fmt: skip
    """Appoint whoever has this address; somebody new is entered first and invited by mail.

    ``appointment`` is what ``appoint`` takes beside.
    """
    unit = appointment.get("unit")
    ask(
        may_appoint(by, committee, unit, appointment["role"], clock.local_date(at)),
        "Anh/chị không được phân công vai trò này.",
    )
    person = add_person(
        committee=committee, email=email, full_name=full_name, phone=phone, by=by, at=at
    )
    return appoint(person=person, committee=committee, by=by, at=at, **appointment)


@transaction.atomic
def allow_to_submit(*, appointment: Appointment, allowed: bool, by: Person, at: datetime) -> None:
    """The head lets a reporter hand in on the unit's behalf, or takes that back.

    Raises Refused when it stands so already, or the post is over.
    """
    on = clock.local_date(at)
    unit = appointment.unit
    ask(
        appointment.role == Role.REPORTER
        and unit is not None
        and may_appoint(by, appointment.committee, unit, Role.REPORTER, on),
        "Chỉ người đứng đầu đơn vị hoặc Văn phòng cho phép gửi thay.",
    )
    rows = _lasting(on).filter(pk=appointment.pk, may_submit=not allowed)
    claim(rows, may_submit=allowed)
    words = "được gửi" if allowed else "thôi được gửi"
    told = f"{appointment.person} {words} đăng ký và báo cáo thay người đứng đầu."
    _record(Deed.APPOINTMENT_EDITED, appointment, told, by, at, may_submit=allowed)


@transaction.atomic
def edit_position(*, appointment: Appointment, position: str, by: Person, at: datetime) -> None:
    """Correct the words of a post that is not over. What was signed keeps the words it was signed with.

    Raises Refused when it says so already, or the post is over.
    """
    on = clock.local_date(at)
    ask(
        may_appoint(by, appointment.committee, appointment.unit, Role(appointment.role), on),
        "Anh/chị không được sửa vai trò này.",
    )
    wanted, before = tidy(position), appointment.position
    ask(bool(wanted), "Chưa ghi chức vụ.")
    claim(_lasting(on).filter(pk=appointment.pk).exclude(position=wanted), position=wanted)
    appointment.person.__dict__.pop("posts", None)
    told = f"{appointment.person}: chức vụ “{before}” sửa thành “{wanted}”."
    _record(Deed.APPOINTMENT_EDITED, appointment, told, by, at, before=before, after=wanted)


@transaction.atomic
def end_appointment(*, appointment: Appointment, ends_on: date, by: Person, at: datetime) -> None:
    """End a post on a day (its last day in force), or move an end that is still to come.

    Raises Refused when the post is over, or ends on that day already.
    """
    role = Role(appointment.role)
    on = clock.local_date(at)
    ask(
        may_appoint(by, appointment.committee, appointment.unit, role, on),
        "Anh/chị không được kết thúc vai trò này.",
    )
    ask(
        appointment.person_id != by.pk or role is not Role.ADMIN,
        "Không tự kết thúc vai trò quản trị của mình.",
    )
    ask(ends_on >= appointment.starts_on, "Ngày kết thúc phải sau ngày bắt đầu.")
    ask(appointment.ends_on is None or appointment.ends_on >= on, ALREADY_DONE)
    ask(appointment.ends_on != ends_on, ALREADY_DONE)
    _end(appointment, ends_on, by=by, at=at)


def may_appoint(
    person: Person, committee: Committee, unit: Unit | None, role: Role, on: date
) -> bool:
    """Everybody by ADMIN; heads and reporters by the Office; own reporters by the head."""
    if person.can(Permission.MANAGE_PEOPLE, committee, on):
        return True
    if unit is None or not role.of_unit or unit.committee_id != committee.pk:
        return False
    if person.can(Permission.MANAGE_UNIT_PEOPLE, unit, on):
        return True
    return role is Role.REPORTER and person.can(Permission.MANAGE_OWN_REPORTERS, unit, on)


def former_heads(unit: Unit, starts_on: date) -> QuerySet[Appointment]:
    """Heads whose post a new head from that day on would end, or collide with."""
    return _lasting(starts_on).filter(unit=unit, role=Role.HEAD).select_related("person")


def give(made: Appointment, by: Person | None, at: datetime) -> Appointment:
    """Save and record a post, for a verb that has asked who may; ``by`` is None on the command line."""
    save(made)
    made.person.__dict__.pop("posts", None)
    starts_on = made.starts_on
    told = f"{_named(made)}, từ ngày {format_date(starts_on)}."
    detail = {"person": made.person_id, "starts_on": starts_on.isoformat()}
    _record(Deed.APPOINTED, made, told, by, at, **detail)
    return made


def _hand_over(unit: Unit, starts_on: date, *, by: Person, at: datetime) -> None:
    for former in former_heads(unit, starts_on):
        ask(
            former.starts_on < starts_on,
            f"{former.person} giữ vai trò này từ ngày {format_date(former.starts_on)}."
            " Đề nghị chọn ngày bắt đầu sau ngày đó.",
        )
        _end(former, starts_on - ONE_DAY, by=by, at=at)


def end_all(units: Iterable[Unit], starts_on: date, by: Person, at: datetime) -> None:
    """End what lasts in units that end the day before; part of a merger or a split.

    Raises Refused for a post that begins on that day or later: it would never have been held.
    """
    lasting = _lasting(starts_on).filter(unit__in=[unit.pk for unit in units])
    posts = list(lasting.select_related("person", "unit", "committee").order_by("pk"))
    late = [
        f"Đ/c {post.person} được phân công tại {post.unit} từ ngày {format_date(post.starts_on)}."
        for post in posts
        if post.starts_on >= starts_on
    ]
    if late:
        sentence = "Có người được phân công từ ngày sắp xếp trở đi. Đề nghị chọn ngày sau đó."
        raise Refused(sentence, lines=late)
    for post in posts:
        _end(post, starts_on - ONE_DAY, by=by, at=at)


def _end(appointment: Appointment, ends_on: date, *, by: Person, at: datetime) -> None:
    rows = Appointment.objects.filter(pk=appointment.pk, ends_on=appointment.ends_on)
    claim(rows, ends_on=ends_on)
    appointment.person.__dict__.pop("posts", None)
    told = f"{_named(appointment)}, đến hết ngày {format_date(ends_on)}."
    _record(Deed.APPOINTMENT_ENDED, appointment, told, by, at, ends_on=ends_on.isoformat())


def _ask_place(committee: Committee, unit: Unit | None, role: Role, starts_on: date) -> None:
    ask(role.of_unit == (unit is not None), "Vai trò của đơn vị phải gắn với một đơn vị.")
    if unit is not None:
        ask(unit.committee_id == committee.pk, "Đơn vị không thuộc cấp ủy này.")
        ask(
            unit.valid_to is None or starts_on <= unit.valid_to,
            f"{unit} đã kết thúc hoạt động trước ngày đó.",
        )


def _lasting(on: date) -> QuerySet[Appointment]:
    """Posts in force on that day or later."""
    return Appointment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on))


def _named(appointment: Appointment) -> str:
    where = f" {appointment.unit}" if appointment.unit else ""
    role = Role(appointment.role).label
    return f"{appointment.person}: {role}{where} ({appointment.position})"


def _record(
    deed: Deed, what: Appointment, told: str, by: Person | None, at: datetime, **detail: Any
) -> None:
    audit.record(deed, what, by=by, at=at, committee=what.committee, comment=told, **detail)
