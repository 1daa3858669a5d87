"""The pages around login, as people see them: whole, and Vietnamese in every word."""

import re
from html import unescape
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("founded")]

PASSWORD = "mat-khau-thu-nghiem"
NEW = "mot-cum-tu-that-dai"
# Words that allauth would say if one of its own pages or messages came through.
ENGLISH = re.compile(
    r"\b(password|email|sign|code|you|your|the|session|browser|account|required|invalid)\b", re.I
)


@pytest.fixture
def person(django_user_model: Any) -> Any:
    return django_user_model.objects.create_user("an@vidu.vn", PASSWORD, full_name="Lê Thị An")


@pytest.fixture
def inside(client: Client, person: Any) -> Client:
    """A browser that logged in with the password a moment ago."""
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    return client


@pytest.fixture
def sure(inside: Client) -> Client:
    """The same browser after the password was asked once more."""
    inside.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return inside


@pytest.fixture
def two_steps(sure: Client, person: Any) -> Client:
    """The same browser, one-time codes switched on."""
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    return sure


def words(answer: Any) -> str:
    """What a person reads of a page."""
    main = re.search(r"<main.*?</main>", answer.content.decode(), re.S)
    assert main
    return unescape(re.sub(r"<[^>]+>", " ", main[0]))


def assert_ours(answer: Any, *sentences: str) -> None:
    read = words(answer)
    assert not ENGLISH.search(read), read
    for sentence in sentences:
        assert sentence in read


class TestOutside:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("account_login", "Quên mật khẩu"),
            ("account_signup", "Hệ thống không nhận tự đăng ký"),
            ("account_inactive", "Tài khoản ngừng hoạt động"),
            ("account_reset_password", "có hiệu lực trong một giờ"),
            ("account_reset_password_done", "Mời xem hộp thư"),
            ("account_reset_password_from_key_done", "Đã đặt mật khẩu mới"),
        ],
    )
    def test_page(self, client: Client, name: str, sentence: str) -> None:
        assert_ours(client.get(reverse(name)), sentence)

    def test_a_used_link(self, client: Client) -> None:
        assert_ours(client.get("/tai-khoan/mat-khau/dat-lai/1-abc-def/"), "không còn dùng được")

    def test_wrong_password_keeps_the_address(self, client: Client, person: Any) -> None:
        answer = client.post(reverse("account_login"), {"login": person.email, "password": "x"})
        assert_ours(answer, "Địa chỉ thư điện tử hoặc mật khẩu không đúng.")
        assert f'value="{person.email}"' in answer.content.decode()
        assert 'value="x"' not in answer.content.decode()

    def test_locked_after_five(self, client: Client, person: Any) -> None:
        for _ in range(6):
            answer = client.post(reverse("account_login"), {"login": person.email, "password": "x"})
        assert_ours(answer, "Tạm khóa đăng nhập", "15 phút")

    def test_guesses_from_many_addresses_lock_the_account_too(
        self, client: Client, person: Any
    ) -> None:
        for n in range(1, 7):
            answer = client.post(
                reverse("account_login"),
                {"login": person.email, "password": "x"},
                REMOTE_ADDR=f"10.0.0.{n}",
            )
        assert answer.status_code == 429

    def test_a_new_password_by_mail_ends_the_lock(self, client: Client, person: Any) -> None:
        login = reverse("account_login")
        for _ in range(6):
            client.post(login, {"login": person.email, "password": "x"})
        right = {"login": person.email, "password": NEW}
        assert client.post(login, right).status_code == 429
        key = default_token_generator.make_token(person)
        door = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
        form = client.get(door, follow=True)
        client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
        assert client.post(login, right).status_code == 302

    def test_no_page_to_guess_from(self, client: Client) -> None:
        answer = client.get("/khong-co-trang-nay/")
        assert answer.status_code in (302, 404)


class TestInside:
    @pytest.mark.parametrize(
        ("name", "sentence"),
        [
            ("account_logout", "Nội dung chưa lưu"),
            ("account_change_password", "Ít nhất 10 ký tự"),
            ("account_reauthenticate", "Xác nhận lại"),
            ("mfa_index", "Chưa bật"),
            ("mfa_activate_totp", "cần xác nhận đúng là chủ tài khoản"),
        ],
    )
    def test_page(self, inside: Client, name: str, sentence: str) -> None:
        answer = inside.get(reverse(name), follow=True)
        assert answer.status_code == 200
        assert_ours(answer, sentence)

    def test_devices(self, inside: Client) -> None:
        assert_ours(inside.get(reverse("usersessions_list")), "Thiết bị này")

    @pytest.mark.parametrize(
        ("old", "first", "second", "sentence"),
        [
            (PASSWORD, NEW, NEW + "x", "Hai lần nhập mật khẩu mới chưa giống nhau."),
            ("sai", NEW, NEW, "Vui lòng nhập mật khẩu hiện tại."),
            (PASSWORD, "123456", "123456", "Mật khẩu này quá ngắn"),
            (PASSWORD, "", "", "Trường này là bắt buộc."),
        ],
    )
    def test_a_password_that_will_not_do(
        self, inside: Client, person: Any, old: str, first: str, second: str, sentence: str
    ) -> None:
        typed = {"oldpassword": old, "password1": first, "password2": second}
        answer = inside.post(reverse("account_change_password"), typed)
        assert_ours(answer, "Chưa đổi được mật khẩu.", sentence)
        assert NEW not in answer.content.decode()
        person.refresh_from_db()
        assert person.check_password(PASSWORD)

    def test_a_password_that_will(self, inside: Client, person: Any) -> None:
        typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        inside.post(reverse("account_change_password"), typed)
        person.refresh_from_db()
        assert person.check_password(NEW)

    def test_leaving_says_so(self, inside: Client) -> None:
        answer = inside.post(reverse("account_logout"), follow=True)
        assert_ours(answer, "Đã đăng xuất.")


class TestTwoSteps:
    def test_switching_on(self, sure: Client) -> None:
        page = sure.get(reverse("mfa_activate_totp"))
        assert_ours(page, "Nhập mã 6 chữ số")
        assert 'src="data:image/svg+xml' in page.content.decode()
        wrong = sure.post(reverse("mfa_activate_totp"), {"code": "000000"})
        assert_ours(wrong, "Mã không đúng.")

    def test_switched_on(self, two_steps: Client) -> None:
        assert_ours(two_steps.get(reverse("mfa_index")), "Đang bật", "Chưa có mã dự phòng")
        off = two_steps.get(reverse("mfa_deactivate_totp"))
        assert_ours(off, "Chỉ cần mật khẩu là vào được tài khoản.")

    def test_spare_codes(self, two_steps: Client) -> None:
        assert_ours(two_steps.get(reverse("mfa_generate_recovery_codes")), "Lập mã mới")
        made = two_steps.post(reverse("mfa_generate_recovery_codes"), follow=True)
        assert_ours(made, "Còn 10/10 mã chưa dùng")
        paper = two_steps.get(reverse("mfa_download_recovery_codes")).content.decode()
        assert paper.startswith("Mã dự phòng đăng nhập Cam Kết")
        assert len(paper.split("\n\n")[1].split()) == 10
        again = two_steps.get(reverse("mfa_generate_recovery_codes"))
        assert_ours(again, "10 mã cũ chưa dùng sẽ hết hiệu lực")

    def test_the_second_door(self, two_steps: Client, person: Any) -> None:
        two_steps.logout()
        typed = {"login": person.email, "password": PASSWORD}
        page = two_steps.post(reverse("account_login"), typed, follow=True)
        assert_ours(page, "Mở ứng dụng xác thực trên điện thoại")
        wrong = two_steps.post(reverse("mfa_authenticate"), {"code": "000000"})
        assert_ours(wrong, "Mã không đúng.")
