"""Passwords reset by mail and one-time codes, through the real pages."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    validate_totp_code,
)
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.test import Client

from camket.accounts import MfaAdapter
from camket.models import MailState, OutgoingMail
from tests import cast as stage
from units.models import Committee
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("founded")]

LOGIN = "/tai-khoan/dang-nhap/"
FORGOTTEN = "/tai-khoan/mat-khau/quen/"
CLOSED = "/tai-khoan/mat-khau/doi/"
PASSWORD = "mat-khau-thu-nghiem"
ACTIVATE = "/tai-khoan/hai-lop/totp/activate/"
START = datetime(2021, 3, 19, 1, 0, 5, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def person(django_user_model: Any) -> Any:
    return django_user_model.objects.create_user(
        "le.thi.an@vidu.vn", PASSWORD, full_name="Lê Thị An"
    )


def asked_for_a_new_password(client: Client, email: str) -> None:
    assert client.post(FORGOTTEN, {"email": email}).status_code == 302


class TestPasswordByMail:
    def test_is_a_row_of_the_outbox_to_that_person(self, client: Client, person: Any) -> None:
        asked_for_a_new_password(client, person.email)
        row = OutgoingMail.objects.get()
        assert (row.kind, row.recipient, row.address, row.state) == (
            "account.password_reset_key",
            person,
            person.email,
            MailState.QUEUED,
        )
        assert row.subject == "Đặt lại mật khẩu hệ thống Cam Kết"
        assert "Đặt mật khẩu mới" in row.html

    def test_it_names_whom_to_call(self, client: Client, person: Any) -> None:
        committee = Committee.objects.get()
        Committee.objects.update(contact="Đ/c Thử, 0233")
        stage.appoint(person, Role.OFFICE, committee)
        asked_for_a_new_password(client, person.email)
        row = OutgoingMail.objects.get()
        assert "Cần hỗ trợ: Đ/c Thử, 0233." in row.text
        assert "Cần hỗ trợ: Đ/c Thử, 0233." in row.html

    def test_the_link_begins_with_our_own_address(
        self, client: Client, person: Any, settings: Any
    ) -> None:
        settings.SITE_URL = "https://camket.vidu.vn"
        settings.ALLOWED_HOSTS = ["*"]
        client.post(
            FORGOTTEN,
            {"email": person.email},
            headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
        )
        row = OutgoingMail.objects.get()
        assert "https://camket.vidu.vn/tai-khoan/mat-khau/dat-lai/" in row.text
        assert "evil.example" not in row.text + row.html

    def test_the_link_works_once(self, client: Client, person: Any) -> None:
        asked_for_a_new_password(client, person.email)
        link = re.search(r"/tai-khoan/mat-khau/dat-lai/\S+", OutgoingMail.objects.get().text)
        assert link
        page = client.get(link[0], follow=True)
        there = page.redirect_chain[-1][0]
        new = {"password1": "mot-cum-tu-that-dai", "password2": "mot-cum-tu-that-dai"}
        client.post(there, new)
        person.refresh_from_db()
        assert person.check_password("mot-cum-tu-that-dai")
        assert "Kính gửi đồng chí Lê Thị An," in OutgoingMail.objects.latest("pk").text
        again = Client().get(link[0])
        assert again.status_code == 200
        assert 'name="password1"' not in again.content.decode()

    def test_nobody_learns_who_has_an_account(self, client: Client, person: Any) -> None:
        known = client.post(FORGOTTEN, {"email": person.email}, follow=True)
        unknown = client.post(FORGOTTEN, {"email": "khong.co.ai@vidu.vn"}, follow=True)
        assert known.redirect_chain == unknown.redirect_chain
        assert OutgoingMail.objects.count() == 1


def code_now() -> str:
    past_present_future = list(counters())
    return format_hotp_value(hotp_value(SECRET, past_present_future[1]))


@pytest.fixture
def with_codes(person: Any) -> Any:
    TOTP.activate(person, SECRET)
    return person


class TestOneTimeCodes:
    def test_the_seed_is_not_readable_in_the_database(self, with_codes: Any) -> None:
        stored = Authenticator.objects.get().data["secret"]
        assert SECRET not in stored
        assert MfaAdapter().decrypt(stored) == SECRET

    def test_a_password_alone_does_not_open(self, client: Client, with_codes: Any) -> None:
        answer = client.post(LOGIN, {"login": with_codes.email, "password": PASSWORD})
        assert answer.headers["Location"].startswith("/tai-khoan/hai-lop/")
        assert client.get(CLOSED).status_code == 302

    def test_password_and_code_do_and_the_code_only_once(
        self, client: Client, with_codes: Any
    ) -> None:
        code = code_now()
        there = client.post(LOGIN, {"login": with_codes.email, "password": PASSWORD})
        client.post(there.headers["Location"], {"code": code})
        assert client.get(CLOSED).status_code == 200

        thief = Client()
        there = thief.post(LOGIN, {"login": with_codes.email, "password": PASSWORD})
        thief.post(there.headers["Location"], {"code": code})
        assert thief.get(CLOSED).status_code == 302

    def test_a_code_is_used_up_for_as_long_as_its_clock_would_let_it_pass(
        self, client: Client, with_codes: Any
    ) -> None:
        with time_machine.travel(START, tick=False):
            code = code_now()
            there = client.post(LOGIN, {"login": with_codes.email, "password": PASSWORD})
            client.post(there.headers["Location"], {"code": code})
            assert client.get(CLOSED).status_code == 200
        with time_machine.travel(START + timedelta(seconds=35), tick=False):
            assert validate_totp_code(SECRET, code)
            thief = Client()
            there = thief.post(LOGIN, {"login": with_codes.email, "password": PASSWORD})
            thief.post(there.headers["Location"], {"code": code})
            assert thief.get(CLOSED).status_code == 302

    @pytest.mark.django_db(transaction=True)
    def test_the_code_that_switches_them_on_opens_no_door_after(
        self, client: Client, person: Any
    ) -> None:
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        client.post("/tai-khoan/xac-nhan-lai/", {"password": PASSWORD})
        page = client.get(ACTIVATE)
        code = format_hotp_value(hotp_value(page.context["form"].secret, list(counters())[1]))
        after = client.post(ACTIVATE, {"code": code}, follow=True)
        assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
        said = [str(message) for message in after.context["messages"]]
        assert said == [
            "Đã bật xác thực hai lớp.",
            "Đã lập bộ mã dự phòng mới. Cất giữ ở nơi an toàn.",
        ]
        thief = Client()
        there = thief.post(LOGIN, {"login": person.email, "password": PASSWORD})
        assert there.headers["Location"].startswith("/tai-khoan/hai-lop/")
        thief.post(there.headers["Location"], {"code": code})
        assert thief.get(CLOSED).status_code == 302

    def test_five_wrong_codes_lock_even_the_right_one(
        self, client: Client, with_codes: Any
    ) -> None:
        there = client.post(LOGIN, {"login": with_codes.email, "password": PASSWORD})
        for _ in range(5):
            page = client.post(there.headers["Location"], {"code": "000000"})
            assert "Mã không đúng." in page.content.decode()
        page = client.post(there.headers["Location"], {"code": code_now()})
        assert "Đã thử quá nhiều lần" in page.content.decode()
        assert client.get(CLOSED).status_code == 302
