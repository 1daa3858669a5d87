"""Entering, inviting, editing, locking people: who may, and what opens no door any more."""

from typing import Any
from unicodedata import normalize

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from camket.audit import Conflict, Deed, Refused
from camket.models import AuditEntry, MailState, OutgoingMail
from tests import cast as stage
from units import emails, workflow
from units.models import Appointment, Person
from units.roles import Role

AT = stage.at(3, 1)
EVERYBODY = ["clerk", "standing", "inspector", "head", "reporter", "admin", "stranger", "nobody"]


def edit(cast: Any, whom: Person, by: Person, version: int | None = None, **changes: Any) -> Person:
    return workflow.edit_person(
        person=Person.objects.get(pk=whom.pk),
        committee=cast.committee,
        changes=changes,
        version=version,
        by=by,
        at=AT,
    )


def add(cast: Any, by: Person, **changes: Any) -> Person:
    wanted = {"email": "moi@mau.example", "full_name": "Ngô Mới Thử", "by": by, "at": AT}
    return workflow.add_person(**wanted | {"committee": cast.committee} | changes)


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_enters_people(cast: Any, who: str) -> None:
    if who in ("admin", "clerk", "head"):
        assert add(cast, getattr(cast, who)).search_key == "ngo moi thu moi@mau.example"
    else:
        with pytest.raises(Refused):
            add(cast, getattr(cast, who))


def test_a_head_of_another_committee_enters_nobody_here(cast: Any) -> None:
    far_head = stage.appointed("far-head", Role.HEAD, cast.far_ward)
    with pytest.raises(Refused):
        add(cast, far_head)


def test_text_is_stored_nfc(cast: Any) -> None:
    typed = normalize("NFD", "Ngô Mới")
    assert add(cast, cast.admin, full_name=typed).full_name == normalize("NFC", "Ngô Mới") != typed


# Whom each may edit: everybody of the committee, or people of units alone.
EDITS = {
    "admin": {"clerk", "standing", "head", "reporter", "admin"},
    "clerk": {"head", "reporter"},
}


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize("whom", EVERYBODY)
def test_who_edits_whom(cast: Any, who: str, whom: str) -> None:
    by, target = getattr(cast, who), getattr(cast, whom)
    allowed = EDITS.get(who, set()) | ({"inspector"} if who == "admin" else set())
    if whom in allowed:
        assert edit(cast, target, by, phone="0233 111").phone == "0233 111"
    else:
        with pytest.raises(Refused):
            edit(cast, target, by, phone="0233 111")


class TestTheDoor:
    """Whoever changes an address can act as the person: everywhere that person holds a post."""

    def test_address_and_lock_only_of_those_without_a_post_elsewhere(self, cast: Any) -> None:
        stage.appoint(cast.stranger, Role.REPORTER, cast.ward)
        for change in ({"email": "taken@mau.example"}, {"is_active": False}):
            with pytest.raises(Refused, match="ở nơi khác"):
                edit(cast, cast.stranger, cast.admin, **change)
        assert edit(cast, cast.stranger, cast.admin, phone="1").phone == "1"
        Appointment.objects.filter(committee=cast.elsewhere).update(ends_on=stage.SINCE)
        assert edit(cast, cast.stranger, cast.admin, email="b@mau.example").email == "b@mau.example"

    def test_the_office_does_not_edit_a_head_who_is_also_an_administrator(self, cast: Any) -> None:
        stage.appoint(cast.head, Role.ADMIN, cast.committee)
        with pytest.raises(Refused):
            edit(cast, cast.head, cast.clerk, email="b@mau.example")
        assert edit(cast, cast.head, cast.admin, email="b@mau.example").email == "b@mau.example"

    def test_not_of_the_server_administrator(self, cast: Any) -> None:
        Person.objects.filter(pk=cast.reporter.pk).update(is_superuser=True)
        with pytest.raises(Refused, match="ở nơi khác"):
            edit(cast, cast.reporter, cast.admin, email="b@mau.example")

    def test_a_former_address_opens_no_door(self, cast: Any) -> None:
        EmailAddress.objects.create(user=cast.reporter, email=cast.reporter.email, primary=True)
        edit(cast, cast.reporter, cast.admin, email="New@mau.example")
        assert not EmailAddress.objects.filter(user=cast.reporter).exists()
        reporter = Person.objects.get(pk=cast.reporter.pk)
        assert (reporter.email, "new@" in reporter.search_key) == ("new@mau.example", True)

    def test_locking_ends_the_session_at_once(self, cast: Any, client: Client) -> None:
        client.force_login(cast.reporter)
        href = f"/{cast.committee.code}/don-vi/"
        assert client.get(href).status_code == 200
        edit(cast, cast.reporter, cast.admin, is_active=False)
        assert client.get(href).status_code == 302

    def test_nobody_locks_oneself(self, cast: Any) -> None:
        with pytest.raises(Refused, match="Không tự khóa"):
            edit(cast, cast.admin, cast.admin, is_active=False)

    def test_an_address_already_used(self, cast: Any) -> None:
        with pytest.raises(Refused) as refused:
            edit(cast, cast.reporter, cast.admin, email="HEAD@mau.example")
        assert refused.value.lines == ["Địa chỉ thư điện tử này đã có người dùng."]


class TestVersions:
    def test_the_second_of_two_sees_both(self, cast: Any) -> None:
        edit(cast, cast.reporter, cast.admin, version=1, phone="1")
        with pytest.raises(Conflict) as conflict:
            edit(cast, cast.reporter, cast.admin, version=1, phone="2")
        assert conflict.value.theirs["phone"] == "1"
        assert edit(cast, cast.reporter, cast.admin, conflict.value.version, phone="2").version == 3

    def test_nothing_changed_is_not_recorded(self, cast: Any) -> None:
        edit(cast, cast.reporter, cast.admin, phone="1")
        again = edit(cast, cast.reporter, cast.admin, phone=" 1 ", email="REPORTER@mau.example")
        assert again.version == 2
        assert AuditEntry.objects.filter(deed=Deed.PERSON_EDITED).count() == 1

    def test_what_was_changed_is_recorded_in_words(self, cast: Any) -> None:
        edit(cast, cast.reporter, cast.admin, phone="0233 1")
        edit(cast, cast.reporter, cast.admin, phone="0233 2")
        entry = AuditEntry.objects.filter(deed=Deed.PERSON_EDITED).order_by("-pk")[0]
        assert entry.comment == "Đã sửa: điện thoại."
        assert entry.detail["before"] == {"phone": "0233 1"}


class TestInvitation:
    @pytest.fixture
    def guest(self, cast: Any) -> Person:
        made = add(cast, cast.admin)
        stage.appoint(made, Role.REPORTER, cast.ward)
        OutgoingMail.objects.all().delete()
        return Person.objects.get(pk=made.pk)

    @pytest.mark.parametrize("who", [*EVERYBODY, "bureau_head"])
    def test_who_invites_a_reporter_again(self, cast: Any, guest: Person, who: str) -> None:
        deed = {"person": guest, "committee": cast.committee, "by": getattr(cast, who), "at": AT}
        if who in ("admin", "clerk", "head"):
            workflow.invite_person(**deed)
            assert OutgoingMail.objects.filter(kind="invitation").count() == 1
        else:
            with pytest.raises(Refused):
                workflow.invite_person(**deed)

    def test_a_double_click_sends_one(self, cast: Any, guest: Person) -> None:
        deed = {"person": guest, "committee": cast.committee, "by": cast.admin}
        workflow.invite_person(at=AT, **deed)
        with pytest.raises(Refused, match="vừa được gửi"):
            workflow.invite_person(at=AT, **deed)
        workflow.invite_person(at=stage.at(3, 1, 9, 1), **deed)
        assert OutgoingMail.objects.count() == 2

    def test_not_to_who_has_a_password(self, cast: Any) -> None:
        with pytest.raises(Refused, match="đã đặt mật khẩu"):
            workflow.invite_person(
                person=cast.reporter, committee=cast.committee, by=cast.admin, at=AT
            )

    def test_what_it_says(self, cast: Any, guest: Person) -> None:
        workflow.invite_person(person=guest, committee=cast.committee, by=cast.admin, at=AT)
        row = OutgoingMail.objects.get()
        assert row.subject == "Mời đặt mật khẩu hệ thống Cam Kết – Đảng ủy Mẫu"
        for said in (row.text, row.html):
            assert "Ngô Mới Thử" in said
            assert "Cán bộ đầu mối – Phường 1" in said
            assert "http://127.0.0.1:8000/loi-moi/" in said

    def test_names_are_escaped_in_html_alone(self, cast: Any) -> None:
        add(cast, cast.admin, full_name="<b>Thử</b>")
        row = OutgoingMail.objects.get()
        assert "&lt;b&gt;Thử" in row.html
        assert "<b>Thử</b>" in row.text

    def test_not_sent_to_who_has_set_a_password_since(self, cast: Any, guest: Person) -> None:
        workflow.invite_person(person=guest, committee=cast.committee, by=cast.admin, at=AT)
        row = OutgoingMail.objects.select_related("recipient", "committee").get()
        assert emails._renewed(row, AT) is not None
        guest.set_password("mot-mat-khau-dai")
        guest.save()
        row = OutgoingMail.objects.select_related("recipient", "committee").get()
        assert emails._renewed(row, AT) is None
        assert row.state == MailState.QUEUED
