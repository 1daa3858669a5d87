"""What an open page needs to go on, and what an autosave never does. Source: trust.md F8."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from camket import clock
from commitments.models import Evidence, ProgressReport
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Person

pytestmark = pytest.mark.django_db

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
SAVE = f"{FORM}luu/"


def inside(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def box(row: ProgressReport, number: int, name: str = "changed") -> str:
    return f"nv-{row.commitment.tasks.get(number=number).pk}-{name}"


class TestTheKeyOfTheCopy:
    def test_is_the_same_after_a_new_login(self, cast: Cast, row: ProgressReport) -> None:
        """A browser that was killed has lost its session; its copy must still open."""
        first, second = (inside(cast.head).get(SAVE).json() for _ in range(2))
        assert first["key"] == second["key"]
        assert first["copy"] == second["copy"]
        assert len(first["key"]) == 44  # 256 bits

    def test_is_of_one_person_alone(self, cast: Cast, row: ProgressReport) -> None:
        head, reporter = (inside(who).get(SAVE).json() for who in (cast.head, cast.reporter))
        for name in ("key", "copy", "author"):
            assert head[name] != reporter[name]

    def test_changes_with_the_password(self, cast: Cast, row: ProgressReport) -> None:
        before = inside(cast.head).get(SAVE).json()
        cast.head.set_password("mot-mat-khau-khac-2021")
        cast.head.save()
        after = inside(cast.head).get(SAVE).json()
        assert before["key"] != after["key"]
        assert before["author"] == after["author"]

    def test_is_kept_by_nobody_on_the_way(self, cast: Cast, row: ProgressReport) -> None:
        answer = inside(cast.head).get(SAVE)
        assert "no-store" in answer["Cache-Control"]
        assert answer.json()["key"] not in inside(cast.head).get(FORM).content.decode()


class TestWhoseTextItIs:
    def test_never_saved_in_the_name_of_another(self, cast: Cast, row: ProgressReport) -> None:
        page = inside(cast.reporter).get(FORM)
        typed = quarter.posted(page, author=page.context["author"], highlights="Cán bộ viết.")
        other = inside(cast.head)
        assert other.post(SAVE, typed).status_code == 403
        answer = other.post(FORM, typed)
        assert answer.status_code == 422
        assert "không phải tài khoản đã mở trang" in answer.content.decode()
        assert "Cán bộ viết." in answer.content.decode()  # still there, to be taken over knowingly
        assert quarter.fresh(row).highlights == ""

    def test_saved_in_the_own_name(self, cast: Cast, row: ProgressReport) -> None:
        reporter = inside(cast.reporter)
        page = reporter.get(FORM)
        typed = quarter.posted(page, author=page.context["author"], highlights="Cán bộ viết.")
        assert reporter.post(SAVE, typed).status_code == 200
        assert quarter.fresh(row).saved_by == cast.reporter

    def test_without_a_login_the_open_page_is_told_and_no_more(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        answer = Client().post(SAVE, {"highlights": "x"}, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.content) == (401, b"")


class TestWhatIsWritten:
    def test_only_what_has_changed(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row)
        head = inside(cast.head)
        typed = quarter.posted(head.get(FORM)) | {box(row, 2): "Tôi viết."}
        with CaptureQueriesContext(connection) as seen:
            head.post(SAVE, typed)
        written = [q["sql"] for q in seen if q["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
        assert len(written) == 2  # the report's version, the one answer
        assert len(seen) <= 29  # with what is asked before handing in: lock, evidence, request

    def test_no_file(self, cast: Cast, row: ProgressReport) -> None:
        head = inside(cast.head)
        typed = quarter.posted(head.get(FORM), highlights="Có tệp.")
        answer = head.post(SAVE, typed | {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
        assert answer.status_code == 200
        assert not Evidence.objects.exists()


class TestCompany:
    def test_is_named_to_who_comes_after(self, cast: Cast, row: ProgressReport) -> None:
        head = inside(cast.head)
        page = head.get(FORM)
        assert "đang sửa" not in page.content.decode()
        quarter.draft(cast, row, at=clock.now() - timedelta(minutes=1))
        answer = head.post(SAVE, quarter.posted(head.get(FORM)) | {box(row, 1): "Tôi viết."})
        said = f"Đ/c {cast.reporter.full_name} đang sửa, lưu lúc"
        assert said in quarter.bit(answer, "luu-nguoi-khac")
        assert said not in inside(cast.head).get(FORM).content.decode()  # now it is oneself

    def test_is_not_who_was_there_long_ago(self, cast: Cast, row: ProgressReport) -> None:
        quarter.draft(cast, row, at=clock.now() - timedelta(minutes=11))
        assert "đang sửa" not in inside(cast.head).get(FORM).content.decode()


class TestALogout:
    @pytest.mark.parametrize("name", ["account_logout", "admin:logout"])
    def test_empties_the_browser(self, cast: Cast, name: str) -> None:
        technician = Person.objects.create_superuser("kt@mau.example", full_name="Kỹ")
        answer = inside(technician).post(reverse(name))
        assert answer["Clear-Site-Data"] == '"cache", "storage"'

    @pytest.mark.parametrize("name", ["account_logout", "admin:logout"])
    def test_that_another_site_asks_for_empties_nothing(self, cast: Cast, name: str) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.clerk)
        answer = client.post(reverse(name), headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403
        assert "Clear-Site-Data" not in answer
        assert client.session.get("_auth_user_id") == str(cast.clerk.pk)

    @pytest.mark.parametrize("name", ["account_logout", "admin:logout"])
    def test_pressed_once_the_session_is_gone_empties_it_too(
        self, cast: Cast, row: ProgressReport, name: str
    ) -> None:
        """Whoever presses it leaves; the copy is not for whoever comes next."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.head)
        token = client.get(FORM).context["csrf_token"]
        Session.objects.all().delete()
        answer = client.post(reverse(name), {"csrfmiddlewaretoken": str(token)})
        assert answer["Clear-Site-Data"] == '"cache", "storage"'

    @pytest.mark.parametrize("name", ["account_logout", "admin:logout"])
    def test_of_nobody_by_another_site_or_a_link_empties_nothing(self, db: None, name: str) -> None:
        client = Client(enforce_csrf_checks=True)
        there = {"Origin": "https://evil.example"}
        assert "Clear-Site-Data" not in client.post(reverse(name), headers=there)
        assert "Clear-Site-Data" not in client.get(reverse(name))

    def test_is_not_a_session_that_ends(self, cast: Cast, row: ProgressReport) -> None:
        """The copy is for just this case."""
        head = inside(cast.head)
        session = head.session
        session["seen"] = 0
        session.save()
        answer = head.get(FORM)
        assert answer.status_code == 302
        assert "Clear-Site-Data" not in answer
