"""Health, the headers of every answer, and texts that are handed back."""

from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("founded")]

CLOSED = "/tai-khoan/mat-khau/doi/"
LOGIN = "/tai-khoan/dang-nhap/"
TEXT = "Phường đã hoàn thành 12,4 % kế hoạch <b>quý I</b> và đề nghị Thành ủy xem xét, hỗ trợ thêm."


@pytest.fixture
def person(django_user_model: Any) -> Any:
    return django_user_model.objects.create_user(
        "le.thi.an@vidu.vn", "mat-khau-thu-nghiem", full_name="Lê Thị An"
    )


class TestHealth:
    def test_process_and_database_answer_without_login(self, client: Client) -> None:
        assert client.get("/healthz").status_code == 200
        assert client.get("/readyz").content == b"ok\n"

    def test_not_ready_while_migrations_wait(self, client: Client, monkeypatch: Any) -> None:
        monkeypatch.setattr(
            "camket.views.MigrationExecutor.migration_plan", lambda self, targets: ["one"]
        )
        answer = client.get("/readyz")
        assert (answer.status_code, answer.content) == (503, b"migrations\n")

    def test_alive_but_not_ready_without_a_database(self, client: Client, monkeypatch: Any) -> None:
        def broken(*args: Any) -> None:
            raise DatabaseError("gone")

        monkeypatch.setattr("camket.views.MigrationExecutor.__init__", broken)
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200

    def test_only_reads(self, client: Client) -> None:
        assert client.post("/healthz").status_code == 405


class TestOnlyForms:
    def test_an_address_that_takes_forms_alone_says_so(self, client: Client, person: Any) -> None:
        client.force_login(person)
        answer = client.get("/dang-uy-mau/2021/bao-cao-nam/lap/")
        assert answer.status_code == 405
        assert answer["Allow"] == "POST"
        assert "Địa chỉ này chỉ nhận nội dung gửi từ nút bấm" in answer.content.decode()
        assert 'class="top"' in answer.content.decode()

    def test_a_script_gets_no_page(self, client: Client, person: Any) -> None:
        client.force_login(person)
        answer = client.get("/dang-uy-mau/2021/bao-cao-nam/lap/", HTTP_ACCEPT="application/json")
        assert (answer.status_code, answer.content) == (405, b"")


class TestHeaders:
    def test_nothing_inline_and_nothing_from_elsewhere(self, client: Client) -> None:
        policy = client.get(LOGIN).headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "http" not in policy

    def test_the_page_obeys_its_own_policy(self, client: Client) -> None:
        page = client.get(LOGIN).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert '"includeIndicatorStyles": false' in page

    def test_static_ones(self, client: Client) -> None:
        headers = client.get(LOGIN).headers
        assert "camera=()" in headers["Permissions-Policy"]
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"

    @pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "a@evil.example"])
    def test_a_foreign_host_is_refused(self, client: Client, host: str) -> None:
        assert client.get(LOGIN, headers={"Host": host}).status_code == 400

    def test_our_own_host_is_not(self, client: Client) -> None:
        assert client.get(LOGIN, headers={"Host": "127.0.0.1:8000"}).status_code == 200


class TestClosedByDefault:
    def test_a_stranger_is_led_to_the_login_and_back(self, client: Client) -> None:
        answer = client.get(CLOSED)
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"{LOGIN}?next={CLOSED}"

    def test_a_person_is_not(self, client: Client, person: Any) -> None:
        client.force_login(person)
        assert client.get(CLOSED).status_code == 200


class TestTypedTextIsNeverLost:
    def test_after_the_session_ended_it_is_handed_back(self, client: Client) -> None:
        answer = client.post(CLOSED, {"difficulty": TEXT, "value": "12,4"})
        page = answer.content.decode()
        assert answer.status_code == 401
        assert "12,4 % kế hoạch &lt;b&gt;quý I&lt;/b&gt;" in page
        assert 'name="value" value="12,4"' in page

    def test_passwords_and_codes_are_not(self, client: Client) -> None:
        secret = {"oldpassword": "cu-ky-1", "password1": "moi-tinh-2", "code": "123456"}
        page = client.post(CLOSED, {"difficulty": TEXT, **secret}).content.decode()
        assert TEXT[:20] in page
        assert not any(value in page for value in secret.values())

    @pytest.mark.parametrize(
        ("path", "fields"),
        [
            ("/cap-uy/don-vi/them/", {"code": "phuong-hai", "full_name": "Đảng ủy Phường 2"}),
            ("/cap-uy/nhom/them/", {"code": "cac-phuong", "heading": "Các phường"}),
            (
                "/cap-uy/2021/bao-cao-nam/so-lieu/",
                {"token": "ho-ngheo", "label": "Hộ nghèo", "value": "3,2"},
            ),
        ],
    )
    def test_a_unit_s_code_and_a_figure_s_token_are_no_secrets(
        self, client: Client, path: str, fields: dict[str, str]
    ) -> None:
        answer = client.post(path, fields | {"csrfmiddlewaretoken": "a" * 64})
        assert answer.status_code == 401
        assert dict(answer.context["fields"]) == fields

    def test_the_token_of_the_first_run_is_one(self) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post(
            "/khoi-dau/",
            {"token": "ma-cua-may-chu", "name": "Đảng ủy Phường Thử", "password1": "moi-tinh-2"},
            headers={"Origin": settings.SITE_URL, "Host": "127.0.0.1:8000"},
        )
        assert answer.status_code == 403
        assert dict(answer.context["fields"]) == {"name": "Đảng ủy Phường Thử"}

    def test_a_form_from_before_the_login_is_handed_back(self, person: Any) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        answer = client.post(
            CLOSED,
            {"difficulty": TEXT, "csrfmiddlewaretoken": "a" * 64},
            headers={"Origin": settings.SITE_URL, "Host": "127.0.0.1:8000"},
        )
        assert answer.status_code == 403
        assert TEXT[:20] in answer.content.decode()

    @pytest.mark.parametrize("origin", ["https://evil.example", "null"])
    def test_a_form_of_another_site_is_refused(self, person: Any, origin: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        answer = client.post(
            CLOSED,
            {"difficulty": TEXT, "value": "1"},
            headers={"Origin": origin, "Host": "127.0.0.1:8000"},
        )
        assert answer.status_code == 403
        assert TEXT[:20] not in answer.content.decode()

    def test_a_form_of_many_long_narratives_passes(self, client: Client) -> None:
        fields = {f"text{n}": "ệ" * 20_000 for n in range(30)}
        assert client.post(CLOSED, fields).status_code == 401
