"""One more committee of an installation, entered on the command line."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from camket.audit import Deed
from camket.models import AuditEntry, OutgoingMail
from units.models import Committee, Person
from units.roles import Role

ASKED = {
    "body_name": "Đảng ủy",
    "level_name": "phường",
    "printed_name": r"ĐẢNG ỦY PHƯỜNG\nBA",
    "place": "Mẫu",
    "symbol": "ĐU",
    "admin": "Moi@ba.example",
    "admin_name": "Ngô Thị Ba Thử",
}


def added(**changes: Any) -> str:
    out = StringIO()
    wanted = {"code": "phuong-ba", "name": "Đảng ủy Phường Ba"} | ASKED | changes
    call_command("add_committee", wanted.pop("code"), wanted.pop("name"), **wanted, stdout=out)
    return out.getvalue()


def test_with_an_administrator_who_is_invited(cast: Any) -> None:
    said = added(first_year=2020)
    committee = Committee.objects.get(code="phuong-ba")
    assert committee.printed_name == "ĐẢNG ỦY PHƯỜNG\nBA"
    assert committee.first_year == 2020
    admin = Person.objects.get(email="moi@ba.example")
    assert admin.roles_in(committee) == {Role.ADMIN, Role.OFFICE}
    assert not admin.has_usable_password()
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.recipient, mail.committee) == ("invitation", admin, committee)
    assert "Đảng ủy Phường Ba (phuong-ba)" in said
    assert "moi@ba.example – đặt mật khẩu theo thư mời" in said


def test_every_deed_is_recorded_by_nobody(cast: Any) -> None:
    added()
    entries = AuditEntry.objects.filter(committee__code="phuong-ba").order_by("pk")
    assert [entry.deed for entry in entries] == [
        Deed.COMMITTEE_CREATED,
        Deed.PERSON_ADDED,
        Deed.PERSON_INVITED,
        Deed.APPOINTED,
        Deed.APPOINTED,
    ]
    assert {entry.by for entry in entries} == {None}


def test_somebody_known_keeps_the_password_and_gets_no_mail(cast: Any) -> None:
    assert "đăng nhập như trước" in added(admin=cast.admin.email.upper())
    committee = Committee.objects.get(code="phuong-ba")
    assert Person.objects.get(pk=cast.admin.pk).roles_in(committee) == {Role.ADMIN, Role.OFFICE}
    assert not OutgoingMail.objects.exists()


def test_nobody_of_the_others_sees_it(cast: Any) -> None:
    added()
    assert not Committee.objects.visible_to(cast.admin).filter(code="phuong-ba").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"code": "Phường Ba"}, "hợp lệ"),
        ({"code": "tai-khoan"}, "Không dùng được mã"),
        ({"admin": "khong-phai"}, "hợp lệ"),
        ({"admin_name": " "}, "để trắng"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_stays(
    cast: Any, changes: dict[str, str], said: str
) -> None:
    before = Committee.objects.count(), Person.objects.count()
    with pytest.raises(CommandError, match=said):
        added(**changes)
    assert (Committee.objects.count(), Person.objects.count()) == before


def test_a_used_code(cast: Any) -> None:
    with pytest.raises(CommandError, match="Mã này đã có cấp ủy dùng"):
        added(code=cast.committee.code)


def test_everything_is_asked_for_on_the_line() -> None:
    with pytest.raises(CommandError, match="--admin"):
        call_command("add_committee", "phuong-ba", "Đảng ủy Phường Ba")
