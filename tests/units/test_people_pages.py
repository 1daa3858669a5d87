"""People and their roles, as each person meets the pages."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from camket.models import OutgoingMail
from tests import cast as stage
from units import workflow
from units.models import Appointment, Person, heads_on
from units.roles import Role

BASE = "/dang-uy-mau/"
HERE = f"{BASE}don-vi/phuong-1/"
NEW = {
    "role": "REPORTER",
    "email": "moi@mau.example",
    "full_name": "Ngô Mới Thử",
    "phone": "",
    "position": "Chuyên viên",
    "starts_on": "1/3/2021",
}


@pytest.fixture(autouse=True)
def _today(on_day: Any) -> None:
    on_day(2021, 3, 19)


@pytest.fixture
def admin(cast: Any, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


def post_of(person: Person) -> Appointment:
    return Appointment.objects.get(person=person)


class TestAppointing:
    def test_a_head_appoints_a_reporter(self, cast: Any, client: Client) -> None:
        client.force_login(cast.head)
        shown = client.post(f"{HERE}phan-cong/", NEW | {"may_submit": "on"}, follow=True)
        assert "Thư mời đặt mật khẩu được gửi đến moi@mau.example" in shown.content.decode()
        made = Appointment.objects.get(person__email="moi@mau.example")
        assert (made.unit, made.may_submit) == (cast.ward, True)

    def test_a_head_appoints_no_head(self, cast: Any, client: Client) -> None:
        client.force_login(cast.head)
        shown = client.post(f"{HERE}phan-cong/", NEW | {"role": "HEAD"}).content.decode()
        assert "Xin chọn một mục" in shown
        assert post_of(cast.head).ends_on is None

    def test_an_unknown_address_needs_a_name(self, cast: Any, client: Client) -> None:
        client.force_login(cast.clerk)
        shown = client.post(f"{HERE}phan-cong/", NEW | {"full_name": ""}).content.decode()
        assert "chưa có trong hệ thống" in shown
        assert 'value="moi@mau.example"' in shown

    def test_a_known_one_does_not(self, cast: Any, client: Client) -> None:
        client.force_login(cast.clerk)
        typed = NEW | {"full_name": "", "email": "nobody@mau.example"}
        assert client.post(f"{HERE}phan-cong/", typed).status_code == 302
        assert post_of(cast.nobody).unit == cast.ward

    def test_a_handover_is_spelled_out_before_it_is_done(self, cast: Any, client: Client) -> None:
        client.force_login(cast.clerk)
        typed = NEW | {"role": "HEAD", "starts_on": "20/3/2021"}
        shown = client.post(f"{HERE}phan-cong/", typed).content.decode()
        assert "thôi giữ vai trò người đứng đầu từ ngày 20/3/2021" in shown
        assert "ngày cuối giữ vai trò là 19/3/2021" in shown
        assert post_of(cast.head).ends_on is None
        assert not Person.objects.filter(email="moi@mau.example").exists()
        client.post(f"{HERE}phan-cong/", typed | {"da-xac-nhan": "1"})
        assert post_of(cast.head).ends_on == date(2021, 3, 19)
        successor = heads_on([cast.ward], date(2021, 3, 20))[cast.ward.pk]
        assert successor.person.email == "moi@mau.example"

    def test_a_contradiction_is_said_and_nothing_lost(self, cast: Any, client: Client) -> None:
        client.force_login(cast.clerk)
        typed = NEW | {"role": "HEAD", "starts_on": "1/1/2020"}
        shown = client.post(f"{HERE}phan-cong/", typed).content.decode()
        assert "Đề nghị chọn ngày bắt đầu sau ngày đó" in shown
        assert 'value="Ngô Mới Thử"' in shown
        assert not OutgoingMail.objects.exists()

    def test_ending(self, cast: Any, client: Client) -> None:
        client.force_login(cast.head)
        href = f"{HERE}ket-thuc/{post_of(cast.reporter).pk}/"
        assert "19/3/2021" in client.get(href).content.decode()
        assert post_of(cast.reporter).ends_on is None
        assert "không phải là ngày" in client.post(href, {"ends_on": "x"}).content.decode()
        client.post(href, {"ends_on": "31/3/2021"})
        assert post_of(cast.reporter).ends_on == date(2021, 3, 31)

    def test_a_post_of_another_unit_is_unknown_here(self, cast: Any, client: Client) -> None:
        client.force_login(cast.head)
        other = post_of(cast.bureau_reporter).pk
        assert client.get(f"{HERE}ket-thuc/{other}/").status_code == 404
        assert client.post(f"{HERE}cho-gui/{other}/", {"cho-phep": "1"}).status_code == 404
        assert client.post(f"{HERE}moi/{other}/").status_code == 404

    def test_letting_a_reporter_submit(self, cast: Any, client: Client) -> None:
        client.force_login(cast.head)
        href = f"{HERE}cho-gui/{post_of(cast.reporter).pk}/"
        assert client.get(href).status_code == 303
        client.post(href, {"cho-phep": "1"})
        assert post_of(cast.reporter).may_submit
        again = client.post(href, {"cho-phep": "1"}, follow=True).content.decode()
        assert "đã được xử lý" in again
        client.post(href, {"cho-phep": "0"})
        assert not post_of(cast.reporter).may_submit


class TestList:
    def test_who_is_listed(self, cast: Any, client: Client) -> None:
        client.force_login(cast.admin)
        everybody = client.get(f"{BASE}can-bo/").content.decode()
        assert "9 người" in everybody
        assert "stranger@mau.example" not in everybody
        client.force_login(cast.clerk)
        own = client.get(f"{BASE}can-bo/").content.decode()
        assert "head@mau.example" in own
        assert "standing@mau.example" not in own

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"tim": "hoang van dung"}, {"head"}),
            ({"vai-tro": "INSPECTOR"}, {"inspector"}),
            ({"dang-nhap": "khoa"}, {"standing"}),
            ({"dang-nhap": "chua"}, {"reporter"}),
        ],
    )
    def test_filters(
        self, cast: Any, admin: Client, query: dict[str, str], found: set[str]
    ) -> None:
        Person.objects.filter(pk=cast.head.pk).update(search_key="hoang van dung thu")
        Person.objects.filter(pk=cast.standing.pk).update(is_active=False)
        Person.objects.filter(pk=cast.reporter.pk).update(password="!x")
        shown = admin.get(f"{BASE}can-bo/", query).content.decode()
        listed = {name for name, p in cast.people().items() if f">{p.full_name}</a>" in shown}
        assert listed == found

    def test_by_given_name(self, cast: Any, admin: Client) -> None:
        for person, key in ((cast.head, "1"), (cast.clerk, "2")):
            Person.objects.filter(pk=person.pk).update(sort_key=f"zz{key}")
        shown = admin.get(f"{BASE}can-bo/").content.decode()
        assert shown.index(cast.head.full_name) < shown.index(cast.clerk.full_name)
        shown = admin.get(f"{BASE}can-bo/?sap-xep=-ten").content.decode()
        assert shown.index(cast.head.full_name) > shown.index(cast.clerk.full_name)

    @pytest.mark.parametrize("more", [0, 2])
    def test_queries(
        self, cast: Any, admin: Client, more: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(more):
            stage.appoint(
                stage.appointed(f"p{n}", Role.HEAD, cast.ward), Role.ADMIN, cast.committee
            )
        admin.get(f"{BASE}can-bo/")  # notes when the session began
        with django_assert_num_queries(7):
            admin.get(f"{BASE}can-bo/")

    def test_the_workbook(self, cast: Any, admin: Client) -> None:
        body = admin.get(f"{BASE}can-bo/xuat/", {"vai-tro": "HEAD"}).content
        lines = list(load_workbook(BytesIO(body)).active.iter_rows(min_row=4, values_only=True))
        assert {line[1] for line in lines} == {"head@mau.example", "bureau-head@mau.example"}


class TestOnePerson:
    def test_editing(self, cast: Any, admin: Client) -> None:
        href = f"{BASE}can-bo/{cast.head.pk}/"
        typed = {
            "full_name": "Hoàng Mới",
            "email": "Hoang@mau.example",
            "phone": "1",
            "version": "1",
        }
        assert admin.post(href, typed).status_code == 302
        head = Person.objects.get(pk=cast.head.pk)
        assert (head.full_name, head.email) == ("Hoàng Mới", "hoang@mau.example")
        again = admin.post(href, typed | {"phone": "2"}).content.decode()
        assert "Hai người cùng sửa" in again

    def test_the_office_reads_but_does_not_edit_who_holds_more(
        self, cast: Any, client: Client
    ) -> None:
        stage.appoint(cast.head, Role.STANDING, cast.committee)
        client.force_login(cast.clerk)
        href = f"{BASE}can-bo/{cast.head.pk}/"
        shown = client.get(href).content.decode()
        assert "head@mau.example" in shown
        assert "Khóa đăng nhập" not in shown
        typed = {"full_name": "X", "email": "x@mau.example", "phone": "", "version": "1"}
        assert client.post(href, typed).status_code == 403
        assert client.post(f"{href}khoa/", {"dang-nhap": "0"}).status_code == 403

    def test_locking_and_opening(self, cast: Any, admin: Client) -> None:
        href = f"{BASE}can-bo/{cast.head.pk}/khoa/"
        assert admin.get(href).status_code == 303
        for word, active in (("0", False), ("1", True)):
            admin.post(href, {"dang-nhap": word})
            assert Person.objects.get(pk=cast.head.pk).is_active is active

    def test_not_oneself(self, cast: Any, admin: Client) -> None:
        here = f"{BASE}can-bo/{cast.admin.pk}/"
        shown = admin.post(f"{here}khoa/", {"dang-nhap": "0"}, follow=True).content.decode()
        assert "Không tự khóa" in shown
        assert admin.get(f"{here}ket-thuc/{post_of(cast.admin).pk}/").status_code == 403
        assert "Khóa đăng nhập" not in shown

    def test_one_more_role(self, cast: Any, admin: Client) -> None:
        href = f"{BASE}can-bo/{cast.inspector.pk}/vai-tro/"
        typed = {"role": "HEAD", "position": "Trưởng phòng", "starts_on": "1/3/2021"}
        assert "Xin chọn đơn vị" in admin.post(href, typed).content.decode()
        shown = admin.post(href, typed | {"unit": cast.bureau.pk}).content.decode()
        assert "thôi giữ vai trò" in shown
        assert post_of(cast.bureau_head).ends_on is None
        admin.post(href, typed | {"unit": cast.bureau.pk, "da-xac-nhan": "1"})
        assert post_of(cast.bureau_head).ends_on == date(2021, 2, 28)
        typed["role"] = "STANDING"
        admin.post(href, typed | {"unit": cast.bureau.pk})
        assert Appointment.objects.get(person=cast.inspector, role=Role.STANDING).unit is None

    def test_the_office_gives_roles_of_units_alone(self, cast: Any, client: Client) -> None:
        client.force_login(cast.clerk)
        shown = client.post(f"{BASE}can-bo/them/", NEW | {"role": "ADMIN"}).content.decode()
        assert "Xin chọn một mục" in shown
        assert client.get(f"{BASE}can-bo/{cast.standing.pk}/").status_code == 404
        href = f"{BASE}can-bo/{cast.head.pk}/ket-thuc/{post_of(cast.head).pk}/"
        assert client.post(href, {"ends_on": "19/3/2021"}).status_code == 302

    def test_inviting_again(self, cast: Any, admin: Client) -> None:
        here = f"{BASE}can-bo/{cast.head.pk}/"
        refused = admin.post(f"{here}moi/", follow=True).content.decode()
        assert "đã đặt mật khẩu" in refused
        Person.objects.filter(pk=cast.head.pk).update(password="!x")
        assert admin.get(f"{here}moi/").status_code == 303
        assert "Đã gửi thư mời" in admin.post(f"{here}moi/", follow=True).content.decode()
        assert OutgoingMail.objects.get().address == "head@mau.example"


def test_what_another_committee_did_is_not_in_the_history(
    cast: Any, admin: Client, client: Client
) -> None:
    """Somebody with posts in two committees: each tells only its own part."""
    there = stage.appointed("there-admin", Role.ADMIN, cast.elsewhere)
    stage.appoint(cast.head, Role.INSPECTOR, cast.elsewhere)
    for by, where, phone in ((there, cast.elsewhere, "0901"), (cast.admin, cast.committee, "0902")):
        workflow.edit_person(
            person=Person.objects.get(pk=cast.head.pk),
            committee=where,
            changes={"phone": phone},
            by=by,
            at=stage.at(3, 18),
        )
    entries = admin.get(f"{BASE}can-bo/{cast.head.pk}/").context["history"]
    assert [entry.by for entry in entries] == [cast.admin]
