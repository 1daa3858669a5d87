"""Health, the headers of every answer, and texts that are handed back."""

from typing import Any

import pytest
from django.conf import settings
from django.core.signing import TimestampSigner
from django.db import DatabaseError
from django.test import Client
from django.test.utils import override_script_prefix

from camket import middleware
from camket.views import HANDED_BACK, NAMED

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
    @pytest.mark.parametrize(
        ("deed", "above"),
        [
            ("bao-cao-nam/lap/", "bao-cao-nam/"),
            ("bao-cao/phuong-1/quy-1/duyet/bat-dau/", "bao-cao/phuong-1/quy-1/duyet/"),
            ("kien-nghi/7/tra-loi/", "kien-nghi/7/"),
            ("nhac-viec/thu-1/gui-lai/", "nhac-viec/"),
        ],
    )
    def test_a_deed_loaded_again_leads_to_its_page(
        self, client: Client, person: Any, deed: str, above: str
    ) -> None:
        client.force_login(person)
        year = "/dang-uy-mau/2021/"
        for answer in (client.get(year + deed), client.head(year + deed)):
            assert (answer.status_code, answer["Location"]) == (303, year + above)

    def test_what_was_asked_stays_and_where_the_product_lives(
        self, client: Client, person: Any
    ) -> None:
        client.force_login(person)
        deed, above = "/dang-uy-mau/2021/kien-nghi/7/tra-loi/", "/dang-uy-mau/2021/kien-nghi/7/"
        assert client.get(f"{deed}?giao-ban=1")["Location"] == f"{above}?giao-ban=1"
        with override_script_prefix("/camket/"):
            answer = client.get(deed, SCRIPT_NAME="/camket")
        assert answer["Location"] == f"/camket{above}"

    def test_what_only_reads_says_so(self, client: Client, person: Any) -> None:
        client.force_login(person)
        answer = client.post("/dang-uy-mau/2021/bao-cao/")
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD"
        assert "Trang này chỉ để đọc" in answer.content.decode()
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


def handed_back(answer: Any) -> dict[str, str]:
    return {name: value for name, value, _ in answer.context["fields"]}


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

    def test_marks_of_the_page_are_handed_back_unseen(self, client: Client) -> None:
        page = client.post(CLOSED, {"difficulty": TEXT, "mc-160-shown": "2 3 4"}).content.decode()
        assert '<input type="hidden" name="mc-160-shown" value="2 3 4">' in page

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
        assert handed_back(answer) == fields

    def test_the_token_of_the_first_run_is_one(self) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post(
            "/khoi-dau/",
            {"token": "ma-cua-may-chu", "name": "Đảng ủy Phường Thử", "password1": "moi-tinh-2"},
            headers={"Origin": settings.SITE_URL, "Host": "127.0.0.1:8000"},
        )
        assert answer.status_code == 403
        assert handed_back(answer) == {"name": "Đảng ủy Phường Thử"}

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

    @pytest.mark.parametrize(
        ("path", "changes", "origin", "status"),
        [
            (CLOSED, {NAMED: "a1"}, settings.SITE_URL, 200),
            (CLOSED, {}, settings.SITE_URL, 409),  # first under whose name
            (CLOSED, {}, "https://evil.example", 403),
            (CLOSED, {}, "null", 403),
            (CLOSED, {HANDED_BACK: ""}, settings.SITE_URL, 403),
            (CLOSED, {HANDED_BACK: TimestampSigner().sign(CLOSED)}, settings.SITE_URL, 403),
            ("/tai-khoan/dang-xuat/", {}, settings.SITE_URL, 403),
        ],
    )
    def test_one_press_sends_it_after_the_login(
        self, person: Any, path: str, changes: dict[str, str], origin: str, status: int
    ) -> None:
        """The login in another tab has changed the key; origin and proof stand for it, there alone."""
        proof = Client().post(CLOSED, {"difficulty": TEXT, "value": "1"}).context["proof"]
        client = Client(enforce_csrf_checks=True)
        client.force_login(person)
        client.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
        typed = {"difficulty": TEXT, "csrfmiddlewaretoken": "a" * 64, HANDED_BACK: proof}
        headers = {"Origin": origin, "Host": "127.0.0.1:8000"}
        assert client.post(path, typed | changes, headers=headers).status_code == status

    def test_it_is_not_sent_in_a_name_that_was_not_shown(self, person: Any) -> None:
        client = Client(enforce_csrf_checks=True)
        headers = {"Origin": settings.SITE_URL, "Host": "127.0.0.1:8000"}
        typed = {"difficulty": TEXT, "csrfmiddlewaretoken": "a" * 64}
        proof = Client().post(CLOSED, typed).context["proof"]
        client.force_login(person)
        client.cookies[settings.CSRF_COOKIE_NAME] = "n" * 32
        shown = client.post(CLOSED, typed | {HANDED_BACK: proof}, headers=headers)
        assert shown.status_code == 409
        assert f"đ/c <b>{person}</b>" in shown.content.decode()
        assert TEXT[:20] in shown.content.decode()
        again = typed | {HANDED_BACK: shown.context["proof"]}
        assert client.post(CLOSED, again, headers=headers).status_code == 200

    def test_no_browser_keeps_it(self, client: Client) -> None:
        answer = client.post(CLOSED, {"difficulty": TEXT, "value": "1"})
        assert answer["Cache-Control"] == "no-store, private"

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


class TestTheSizeOfARequest:
    def test_too_much_is_refused_in_words_before_it_is_read(
        self, client: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(middleware, "REQUEST_MOST", 100)
        answer = client.post(LOGIN, {"login": "x" * 200})
        assert answer.status_code == 413
        assert "chọn ít tệp hơn" in answer.content.decode()
        assert answer["Cache-Control"] == "no-store, private"

    @pytest.mark.django_db
    def test_what_fits_goes_on(self, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(middleware, "REQUEST_MOST", 100_000)
        assert client.post(LOGIN, {"login": "x" * 200}).status_code != 413

    @pytest.mark.parametrize("said", ["-1", "1e9", "9" * 30, "x"])
    def test_a_size_that_is_none(self, client: Any, said: str) -> None:
        assert client.get("/healthz", CONTENT_LENGTH=said).status_code == 413
