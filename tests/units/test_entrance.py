"""Ways in without a login: the first run by the console's token, and the link of an invitation."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from camket import audit
from camket.audit import Deed
from camket.models import AuditEntry, OutgoingMail
from tests import cast as stage
from units import emails, workflow
from units.models import Committee, Person
from units.roles import Role

FOUND = "/khoi-dau/"
LOGIN = "/tai-khoan/dang-nhap/"
PASSWORD = "mot-mat-khau-dai"
TYPED = {
    "token": "ma-cua-may-chu",
    "name": "Đảng ủy Phường Thử",
    "body_name": "Đảng ủy",
    "level_name": "phường",
    "sub_unit_name": "chi bộ",
    "sub_body_name": "Chi ủy",
    "printed_superior": "ĐẢNG BỘ TỈNH MẪU",
    "printed_name": "ĐẢNG ỦY PHƯỜNG\r\nTHỬ",
    "place": "Thử",
    "symbol": "ĐU",
    "signing_authority": "T/M BAN THƯỜNG VỤ",
    "recipients": "Thường trực Tỉnh ủy\r\nLưu Văn phòng",
    "contact": "",
    "first_year": "2021",
    "admin_name": "Lê Thị Đầu Thử",
    "admin_email": "Dau@mau.example",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


@pytest.fixture
def token(settings: Any, tmp_path: Path) -> Path:
    settings.FIRST_RUN_TOKEN_FILE = tmp_path / "token"
    settings.FIRST_RUN_TOKEN_FILE.write_text("ma-cua-may-chu\n")
    return Path(settings.FIRST_RUN_TOKEN_FILE)


@pytest.mark.django_db
class TestFirstRun:
    def test_the_login_leads_there(self, client: Client) -> None:
        assert client.get("/", follow=True).request["PATH_INFO"] == FOUND
        assert client.get(LOGIN)["Location"] == FOUND

    def test_the_token_of_the_address_is_filled_in(self, client: Client, token: Path) -> None:
        assert 'value="abc"' in client.get(FOUND, {"ma": "abc"}).content.decode()

    def test_it_founds_everything(self, client: Client, token: Path) -> None:
        answer = client.post(FOUND, TYPED, follow=True)
        assert answer.request["PATH_INFO"] == LOGIN
        assert "Đã lập cấp ủy" in answer.content.decode()
        committee = Committee.objects.get()
        assert (committee.code, committee.printed_name) == (
            "dang-uy-phuong-thu",
            "ĐẢNG ỦY PHƯỜNG\nTHỬ",
        )
        admin = Person.objects.get()
        assert admin.roles_in(committee) == {Role.ADMIN, Role.OFFICE}
        assert not token.exists()
        assert {entry.by for entry in AuditEntry.objects.all()} == {admin}
        assert [entry.deed for entry in AuditEntry.objects.order_by("pk")] == [
            Deed.COMMITTEE_CREATED, Deed.PERSON_ADDED, Deed.APPOINTED, Deed.APPOINTED,
        ]  # fmt: skip
        assert audit.history_of(admin).count() == 1
        assert audit.history_of(*admin.posts).count() == 2
        assert client.post(LOGIN, {"login": "dau@mau.example", "password": PASSWORD}).url == "/"

    def test_closed_ever_after(self, cast: Any, client: Client, token: Path) -> None:
        assert client.get(FOUND).status_code == 404
        assert client.post(FOUND, TYPED).status_code == 404
        assert client.get(LOGIN).status_code == 200
        assert Committee.objects.count() == 2

    @pytest.mark.parametrize("typed", ["", "ma", "MA-CUA-MAY-CHU", "mã"])
    def test_a_wrong_token(self, client: Client, token: Path, typed: str) -> None:
        answer = client.post(FOUND, TYPED | {"token": typed})
        assert answer.status_code == 200
        assert "Đảng ủy Phường Thử" in answer.content.decode()
        assert not Committee.objects.exists()
        assert token.exists()

    @pytest.mark.parametrize("content", [None, "", "\n"])
    def test_no_token_opens_nothing(self, client: Client, token: Path, content: str | None) -> None:
        token.unlink() if content is None else token.write_text(content)
        client.post(FOUND, TYPED | {"token": (content or "").strip()})
        client.post(FOUND, TYPED)
        assert not Committee.objects.exists()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"password2": "khac-han-day"}, "không giống nhau"),
            ({"password1": "1234567890", "password2": "1234567890"}, "Mật khẩu chưa đủ mạnh"),
            ({"name": ""}, "Xin điền ô này"),
            ({"name": "Tài khoản"}, "Không dùng được mã"),
            ({"admin_email": "khong-phai"}, "hợp lệ"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_lost(
        self, client: Client, token: Path, changes: dict[str, str], said: str
    ) -> None:
        page = client.post(FOUND, TYPED | changes).content.decode()
        assert said in page
        assert "ĐẢNG BỘ TỈNH MẪU" in page
        assert PASSWORD not in page
        assert not Committee.objects.exists()
        assert not Person.objects.exists()


class TestInvitation:
    @pytest.fixture
    def guest(self, cast: Any) -> Person:
        return workflow.add_person(
            committee=cast.committee,
            email="moi@mau.example",
            full_name="Ngô Mới Thử",
            by=cast.admin,
            at=stage.at(3, 1),
        )

    def href(self, person: Person) -> str:
        return reverse("units:invitation", args=[emails.token_of(person)])

    def test_from_the_mail_to_a_password(self, guest: Person, client: Client) -> None:
        text = OutgoingMail.objects.get().text
        href = next(word for word in text.split() if "/loi-moi/" in word)
        page = client.get(href.removeprefix("http://127.0.0.1:8000"), follow=True)
        assert "Đặt mật khẩu mới" in page.content.decode()
        form = {"password1": PASSWORD, "password2": PASSWORD}
        client.post(page.request["PATH_INFO"], form)
        guest.refresh_from_db()
        assert guest.check_password(PASSWORD)
        over = client.get(href.removeprefix("http://127.0.0.1:8000"))
        assert "không còn dùng được" in over.content.decode()

    def test_reading_the_mail_twice_is_fine(self, guest: Person, client: Client) -> None:
        href = self.href(guest)
        assert client.get(href).status_code == client.get(href).status_code == 302
        assert client.post(href).status_code == 405

    def test_it_ends_after_a_week(self, guest: Person, client: Client, time_machine: Any) -> None:
        time_machine.move_to("2026-01-01T08:00:00Z", tick=False)
        href = self.href(guest)
        time_machine.move_to("2026-01-08T07:59:00Z", tick=False)
        assert client.get(href).status_code == 302
        time_machine.move_to("2026-01-08T08:01:00Z", tick=False)
        assert client.get(href).status_code == 200

    @pytest.mark.parametrize("change", [{"email": "b@mau.example"}, {"is_active": False}])
    def test_it_ends_with_the_address_and_the_lock(
        self, guest: Person, client: Client, change: dict[str, Any]
    ) -> None:
        href = self.href(guest)
        assert client.get(href).status_code == 302
        Person.objects.filter(pk=guest.pk).update(**change)
        assert client.get(href).status_code == 200

    def test_a_forged_one(self, guest: Person, client: Client) -> None:
        assert client.get(self.href(guest)[:-2] + "x/").status_code == 200
        assert client.get("/loi-moi/abc/").status_code == 200
