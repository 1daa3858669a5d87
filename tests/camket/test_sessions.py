"""How long a session lasts on a computer that several people share, and who guesses passwords."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client

from camket.accounts import typed_email

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("founded")]

CLOSED = "/tai-khoan/mat-khau/doi/"
LOGIN = "/tai-khoan/dang-nhap/"
START = datetime(2021, 3, 19, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mat-khau-thu-nghiem"


@pytest.fixture
def person(django_user_model: Any) -> Any:
    return django_user_model.objects.create_user(
        "le.thi.an@vidu.vn", PASSWORD, full_name="Lê Thị An"
    )


def visit(client: Client, after: timedelta) -> int:
    with time_machine.travel(START + after, tick=False):
        return client.get(CLOSED).status_code


@pytest.fixture
def at_work(client: Client, person: Any) -> Client:
    with time_machine.travel(START, tick=False):
        client.force_login(person)
        assert client.get(CLOSED).status_code == 200
    return client


class TestLimits:
    def test_half_an_hour_idle_ends_it(self, at_work: Client) -> None:
        assert visit(at_work, timedelta(minutes=29)) == 200
        assert visit(at_work, timedelta(minutes=29 + 31)) == 302

    def test_work_keeps_it_for_ten_hours_and_no_longer(self, at_work: Client) -> None:
        for minutes in range(20, 600, 20):
            assert visit(at_work, timedelta(minutes=minutes)) == 200, minutes
        assert visit(at_work, timedelta(minutes=601)) == 302

    def test_the_login_page_says_why_and_leads_back(self, at_work: Client) -> None:
        with time_machine.travel(START + timedelta(hours=2), tick=False):
            answer = at_work.get(CLOSED, follow=True)
        assert answer.redirect_chain == [(f"{LOGIN}?next={CLOSED}", 302)]
        assert "Phiên làm việc đã hết hạn" in answer.content.decode()

    def test_the_old_cookie_opens_nothing_afterwards(self, at_work: Client) -> None:
        old = at_work.cookies[settings.SESSION_COOKIE_NAME].value
        visit(at_work, timedelta(hours=2))
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = old
        assert visit(thief, timedelta(minutes=5)) == 302

    def test_no_page_is_kept_for_whoever_comes_next(self, at_work: Client) -> None:
        with time_machine.travel(START, tick=False):
            assert at_work.get("/")["Cache-Control"] == "no-store, private"
            assert at_work.get("/khong-co/")["Cache-Control"] == "no-store, private"
            assert "no-store" in at_work.post("/tai-khoan/dang-xuat/")["Cache-Control"]

    def test_pages_for_everybody_may_be_kept(self, client: Client) -> None:
        assert "Cache-Control" not in client.get("/khong-co/")

    def test_the_cookie_goes_with_the_browser_and_scripts_cannot_read_it(
        self, client: Client, person: Any
    ) -> None:
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        assert cookie["max-age"] == ""
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_login_changes_the_session_key(self, client: Client, person: Any) -> None:
        client.get(LOGIN)
        session = client.session
        session["planted"] = 1
        session.save()
        before = session.session_key
        client.post(LOGIN, {"login": person.email, "password": PASSWORD})
        assert client.session.session_key != before


class TestGuessing:
    def test_five_wrong_passwords_lock_even_the_right_one(
        self, client: Client, person: Any
    ) -> None:
        for _ in range(5):
            answer = client.post(LOGIN, {"login": person.email, "password": "sai"})
        assert answer.status_code == 429
        assert "Tạm khóa đăng nhập" in answer.content.decode()
        assert client.post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 429
        assert visit_now(client) == 302

    def test_four_do_not(self, client: Client, person: Any) -> None:
        for _ in range(4):
            answer = client.post(LOGIN, {"login": person.email, "password": "sai"})
            assert answer.status_code == 200
        assert client.post(LOGIN, {"login": person.email, "password": PASSWORD}).status_code == 302
        assert visit_now(client) == 200

    def test_upper_case_opens_no_second_door(self, client: Client, person: Any) -> None:
        for email in ["le.thi.an@vidu.vn", "LE.THI.AN@VIDU.VN"] * 2:
            client.post(LOGIN, {"login": email, "password": "sai"})
        attempt = AccessAttempt.objects.get()
        assert (attempt.username, attempt.failures_since_start) == ("le.thi.an@vidu.vn", 4)

    def test_the_lock_opens_after_a_quarter_of_an_hour(self, client: Client, person: Any) -> None:
        right = {"login": person.email, "password": PASSWORD}
        with time_machine.travel(START, tick=False):
            for _ in range(5):
                client.post(LOGIN, {"login": person.email, "password": "sai"})
        with time_machine.travel(START + timedelta(minutes=14), tick=False):
            assert client.post(LOGIN, right).status_code == 429
        with time_machine.travel(START + timedelta(minutes=16), tick=False):
            assert client.post(LOGIN, right).status_code == 302

    def test_another_person_at_the_same_address_is_not_locked(
        self, client: Client, person: Any, django_user_model: Any
    ) -> None:
        other = django_user_model.objects.create_user("ho.van.binh@vidu.vn", PASSWORD)
        for _ in range(5):
            client.post(LOGIN, {"login": person.email, "password": "sai"})
        assert client.post(LOGIN, {"login": other.email, "password": PASSWORD}).status_code == 302

    def test_a_building_comes_in_by_one_address_in_one_minute(
        self, client: Client, person: Any
    ) -> None:
        with time_machine.travel(START, tick=False):
            for number in range(119):
                typed = {"login": f"can.bo.{number}@vidu.vn", "password": "sai"}
                assert client.post(LOGIN, typed).status_code == 200, number
            right = {"login": person.email, "password": PASSWORD}
            assert client.post(LOGIN, right).status_code == 302

    def test_a_guesser_over_many_accounts_is_slowed(self, client: Client, person: Any) -> None:
        typed = {"login": "can.bo@vidu.vn", "password": "sai"}
        with time_machine.travel(START, tick=False):
            for number in range(120):
                client.post(LOGIN, typed | {"login": f"can.bo.{number}@vidu.vn"})
            assert client.post(LOGIN, typed).status_code == 429
            assert client.post(LOGIN, typed, REMOTE_ADDR="10.0.0.9").status_code == 200
        with time_machine.travel(START + timedelta(minutes=1, seconds=1), tick=False):
            assert client.post(LOGIN, typed).status_code == 200

    def test_unknown_and_wrong_read_the_same(self, client: Client, person: Any) -> None:
        def said(login: str) -> str:
            page = client.post(LOGIN, {"login": login, "password": "sai"}).content.decode()
            return page.replace(login, "").split("csrfmiddlewaretoken")[1].split('">', 1)[1]

        assert said(person.email) == said("khong.co.ai@vidu.vn")

    def test_typed_address_is_folded(self) -> None:
        assert typed_email(None, {"email": " A@B.vn "}) == "a@b.vn"
        assert typed_email(None, None) is None


class TestClosedToStrangers:
    def test_nobody_signs_up(self, client: Client, django_user_model: Any) -> None:
        form = {"email": "moi@vidu.vn", "password1": PASSWORD, "password2": PASSWORD}
        client.post("/tai-khoan/dang-ky/", form)
        assert not django_user_model.objects.exists()

    def test_the_administration_has_no_login_of_its_own(self, client: Client) -> None:
        answer = client.get("/quan-tri/", follow=True)
        assert answer.redirect_chain[-1][0].startswith(LOGIN)


def visit_now(client: Client) -> int:
    return client.get(CLOSED).status_code
