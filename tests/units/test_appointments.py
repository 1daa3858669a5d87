"""Appointing, handing over, ending, allowing: every verb × every role, and the days."""

from datetime import date
from typing import Any

import pytest

from camket.audit import Deed, Refused
from camket.models import AuditEntry, OutgoingMail
from tests import cast as stage
from units import workflow
from units.models import Appointment, Person, Unit, heads_on, staff_on
from units.roles import Permission, Role

AT = stage.at(3, 1)
FROM = date(2021, 3, 1)
PEOPLE = [
    "clerk", "office_head", "standing", "inspector", "head", "reporter", "bureau_head",
    "bureau_reporter", "admin", "stranger", "nobody",
]  # fmt: skip


def appoint(cast: Any, by: Person, role: Role, **changes: Any) -> Appointment:
    wanted = {
        "person": cast.nobody,
        "committee": cast.committee,
        "unit": cast.ward if role.of_unit else None,
        "role": role,
        "position": "Chức vụ mẫu",
        "starts_on": FROM,
        "by": by,
        "at": AT,
    }
    return workflow.appoint(**wanted | changes)


def post(cast: Any, person: Person, role: Role) -> Appointment:
    return Appointment.objects.select_related("person", "committee", "unit__committee").get(
        person=person, role=role, committee=cast.committee
    )


MAY = {
    "admin": set(Role),
    "clerk": {Role.HEAD, Role.REPORTER},
    "office_head": {Role.HEAD, Role.REPORTER},
    "head": {Role.REPORTER},
}
CASES = [(who, role) for who in PEOPLE for role in Role]


@pytest.mark.parametrize(("who", "role"), CASES)
def test_who_appoints_whom(cast: Any, who: str, role: Role) -> None:
    by = getattr(cast, who)
    if role in MAY.get(who, set()):
        assert appoint(cast, by, role).permissions
    else:
        with pytest.raises(Refused):
            appoint(cast, by, role)


@pytest.mark.parametrize(("who", "role"), CASES)
def test_who_ends_whose(cast: Any, who: str, role: Role) -> None:
    made = stage.appoint(cast.nobody, role, cast.ward if role.of_unit else cast.committee)
    deed = {"appointment": made, "ends_on": FROM, "by": getattr(cast, who), "at": AT}
    if role in MAY.get(who, set()):
        workflow.end_appointment(**deed)
        made.refresh_from_db()
        assert made.ends_on == FROM
    else:
        with pytest.raises(Refused):
            workflow.end_appointment(**deed)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_lets_a_reporter_submit(cast: Any, who: str) -> None:
    made = post(cast, cast.reporter, Role.REPORTER)
    deed = {"appointment": made, "allowed": True, "by": getattr(cast, who), "at": AT}
    if who in MAY:
        workflow.allow_to_submit(**deed)
        assert Person.objects.get(pk=cast.reporter.pk).can(Permission.SUBMIT_QUARTER, cast.ward)
    else:
        with pytest.raises(Refused):
            workflow.allow_to_submit(**deed)


class TestHandover:
    def test_the_former_head_ends_the_day_before(self, cast: Any) -> None:
        appoint(cast, cast.clerk, Role.HEAD)
        former = post(cast, cast.head, Role.HEAD)
        assert former.ends_on == date(2021, 2, 28)
        assert heads_on([cast.ward], date(2021, 2, 28))[cast.ward.pk].person == cast.head
        assert heads_on([cast.ward], FROM)[cast.ward.pk].person == cast.nobody
        assert not Person.objects.get(pk=cast.head.pk).can(Permission.SIGN_AS_HEAD, cast.ward, FROM)

    def test_the_record_shows_both(self, cast: Any) -> None:
        appoint(cast, cast.clerk, Role.HEAD)
        deeds = list(AuditEntry.objects.order_by("pk").values_list("deed", "by"))
        assert deeds == [
            (Deed.APPOINTMENT_ENDED, cast.clerk.pk),
            (Deed.APPOINTED, cast.clerk.pk),
        ]

    def test_an_end_still_to_come_is_brought_forward(self, cast: Any) -> None:
        Appointment.objects.filter(person=cast.head).update(ends_on=date(2021, 12, 31))
        appoint(cast, cast.clerk, Role.HEAD)
        assert post(cast, cast.head, Role.HEAD).ends_on == date(2021, 2, 28)

    def test_reporters_and_other_units_stay(self, cast: Any) -> None:
        appoint(cast, cast.clerk, Role.HEAD)
        staff = staff_on([cast.ward, cast.bureau], FROM)
        assert [p.person for p in staff[cast.ward.pk].reporters] == [cast.reporter]
        assert staff[cast.bureau.pk].head.person == cast.bureau_head

    def test_not_before_the_former_one_began(self, cast: Any) -> None:
        with pytest.raises(Refused, match="01/01/2020"):
            appoint(cast, cast.clerk, Role.HEAD, starts_on=stage.SINCE)
        assert post(cast, cast.head, Role.HEAD).ends_on is None
        assert not AuditEntry.objects.exists()

    def test_a_second_reporter_ends_nobody(self, cast: Any) -> None:
        appoint(cast, cast.head, Role.REPORTER)
        assert len(staff_on([cast.ward], FROM)[cast.ward.pk].reporters) == 2


class TestRefusals:
    def test_the_same_role_twice(self, cast: Any) -> None:
        with pytest.raises(Refused, match="đang giữ vai trò này"):
            appoint(cast, cast.clerk, Role.HEAD, person=cast.head)

    def test_the_same_role_again_after_its_end(self, cast: Any) -> None:
        Appointment.objects.filter(person=cast.head).update(ends_on=date(2021, 2, 28))
        assert appoint(cast, cast.clerk, Role.HEAD, person=cast.head).starts_on == FROM

    @pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICE])
    def test_role_and_place_fit(self, cast: Any, role: Role) -> None:
        with pytest.raises(Refused):
            appoint(cast, cast.admin, role, unit=None if role.of_unit else cast.ward)

    def test_a_unit_of_another_committee(self, cast: Any) -> None:
        with pytest.raises(Refused, match="không thuộc cấp ủy"):
            appoint(cast, cast.admin, Role.HEAD, unit=cast.far_ward)

    def test_a_unit_that_is_no_more(self, cast: Any) -> None:
        cast.ward.valid_to = date(2021, 2, 1)
        cast.ward.save()
        with pytest.raises(Refused, match="đã kết thúc hoạt động"):
            appoint(cast, cast.clerk, Role.HEAD)

    def test_somebody_locked(self, cast: Any) -> None:
        cast.nobody.is_active = False
        with pytest.raises(Refused, match="đang bị khóa"):
            appoint(cast, cast.clerk, Role.HEAD)

    def test_submitting_is_for_reporters_alone(self, cast: Any) -> None:
        assert not appoint(cast, cast.admin, Role.INSPECTOR, may_submit=True).may_submit
        with pytest.raises(Refused):
            workflow.allow_to_submit(
                appointment=post(cast, cast.head, Role.HEAD), allowed=True, by=cast.clerk, at=AT
            )


class TestEnding:
    def end(self, cast: Any, by: Person, what: Appointment, on: date = FROM) -> None:
        workflow.end_appointment(appointment=what, ends_on=on, by=by, at=AT)

    def test_an_administrator_does_not_end_oneself(self, cast: Any) -> None:
        mine = post(cast, cast.admin, Role.ADMIN)
        with pytest.raises(Refused, match="Không tự"):
            self.end(cast, cast.admin, mine)
        stage.appoint(cast.nobody, Role.ADMIN, cast.committee)
        self.end(cast, cast.nobody, mine)

    def test_not_before_it_began(self, cast: Any) -> None:
        with pytest.raises(Refused, match="sau ngày bắt đầu"):
            self.end(cast, cast.clerk, post(cast, cast.head, Role.HEAD), date(2019, 1, 1))

    def test_a_double_click_is_told_so(self, cast: Any) -> None:
        stale = post(cast, cast.reporter, Role.REPORTER)
        self.end(cast, cast.head, post(cast, cast.reporter, Role.REPORTER))
        with pytest.raises(Refused, match="đã được xử lý"):
            self.end(cast, cast.head, stale)
        with pytest.raises(Refused, match="đã được xử lý"):
            self.end(cast, cast.head, post(cast, cast.reporter, Role.REPORTER))
        assert AuditEntry.objects.filter(deed=Deed.APPOINTMENT_ENDED).count() == 1

    def test_an_end_to_come_may_be_moved_but_a_past_one_not(self, cast: Any) -> None:
        self.end(cast, cast.clerk, post(cast, cast.reporter, Role.REPORTER), date(2021, 6, 30))
        self.end(cast, cast.clerk, post(cast, cast.reporter, Role.REPORTER), date(2021, 2, 1))
        with pytest.raises(Refused):
            self.end(cast, cast.clerk, post(cast, cast.reporter, Role.REPORTER), FROM)

    def test_allowing_twice_is_told_so(self, cast: Any) -> None:
        deed = {"allowed": True, "by": cast.head, "at": AT}
        workflow.allow_to_submit(appointment=post(cast, cast.reporter, Role.REPORTER), **deed)
        with pytest.raises(Refused, match="đã được xử lý"):
            workflow.allow_to_submit(appointment=post(cast, cast.reporter, Role.REPORTER), **deed)
        workflow.allow_to_submit(
            appointment=post(cast, cast.reporter, Role.REPORTER), allowed=False, by=cast.head, at=AT
        )

    def test_no_leave_to_submit_after_the_end(self, cast: Any) -> None:
        self.end(cast, cast.head, post(cast, cast.reporter, Role.REPORTER), date(2021, 2, 1))
        with pytest.raises(Refused):
            workflow.allow_to_submit(
                appointment=post(cast, cast.reporter, Role.REPORTER),
                allowed=True,
                by=cast.head,
                at=AT,
            )


class TestByAddress:
    def by_email(self, cast: Any, by: Person, email: str, role: Role = Role.REPORTER) -> Any:
        return workflow.appoint_by_email(
            committee=cast.committee,
            email=email,
            full_name="Ngô Thị Mới Thử",
            phone="",
            by=by,
            at=AT,
            role=role,
            unit=cast.ward if role.of_unit else None,
            position="Chuyên viên",
            starts_on=FROM,
        )

    def test_somebody_new_is_entered_and_invited(self, cast: Any) -> None:
        made = self.by_email(cast, cast.head, " Moi@Mau.example ")
        assert made.person.email == "moi@mau.example"
        assert not made.person.has_usable_password()
        assert OutgoingMail.objects.get(kind="invitation").recipient == made.person

    def test_somebody_known_is_neither(self, cast: Any) -> None:
        made = self.by_email(cast, cast.head, "NOBODY@mau.example")
        assert made.person == cast.nobody
        assert not OutgoingMail.objects.exists()

    @pytest.mark.parametrize("who", ["bureau_head", "reporter", "stranger", "standing", "nobody"])
    def test_who_may_not_appoint_enters_nobody(self, cast: Any, who: str) -> None:
        with pytest.raises(Refused):
            self.by_email(cast, getattr(cast, who), "moi@mau.example")
        assert not Person.objects.filter(email="moi@mau.example").exists()

    def test_a_refused_appointment_leaves_no_person_and_no_mail(self, cast: Any) -> None:
        Unit.objects.filter(pk=cast.ward.pk).update(valid_to=date(2021, 2, 1))
        with pytest.raises(Refused):
            self.by_email(cast, cast.clerk, "moi@mau.example")
        assert not Person.objects.filter(email="moi@mau.example").exists()
        assert not OutgoingMail.objects.exists()
