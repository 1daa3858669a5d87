"""The pages of the import, by clerk, administrator and everybody else; and the two commands."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from camket.files import local, storing
from camket.models import AuditEntry, OutgoingMail
from commitments.exchange import runs
from commitments.exchange.cells import read_cells
from commitments.jobs import sweep_imports
from commitments.models import ImportRun
from commitments.states import ImportState
from tests import cast as stage
from tests.cast import Cast
from tests.commitments.workbooks import HEAD, TASK, UNIT, book, people, tasks, units
from units.models import Person, Unit

NOW = stage.at(1, 8)
OLD = UNIT | {"full_name": "§¶ng ñy Ph\xadêng 2"}


@pytest.fixture(autouse=True)
def _day(on_day: Callable[..., date], tmp_path: Path, settings: Any) -> None:
    on_day(2021, 1, 8)
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def url(name: str, cast: Cast, run: ImportRun | None = None) -> str:
    args = [cast.committee.code, *([run.key] if run else [])]
    return reverse(f"commitments:{name}", args=args)


def send(client: Client, cast: Cast, data: bytes, name: str = "đơn vị.xlsx", **more: Any) -> Any:
    fields = {"file": SimpleUploadedFile(name, data)} | more
    return client.post(url("import", cast), fields)


def brought(client: Client, cast: Cast, *sheets: dict[str, Any], **more: Any) -> ImportRun:
    """Uploaded and read, as the job does."""
    merged: dict[str, Any] = {}
    for one in sheets:
        merged |= one
    assert send(client, cast, book(merged), **more).status_code == 302
    run = ImportRun.objects.latest("pk")
    runs.work_on(run.pk, NOW)
    run.refresh_from_db()
    return run


def page(client: Client, cast: Cast, run: ImportRun, **asked: str) -> str:
    answer = client.get(url("import_run", cast, run), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestUpload:
    def test_the_empty_page_says_what_to_do(self, clerk: Client, cast: Cast) -> None:
        html = clerk.get(url("import", cast)).content.decode()
        assert "Chưa có tệp nào" in html
        assert "Biểu mẫu trống" in html

    def test_read_shown_confirmed_done(self, clerk: Client, cast: Cast) -> None:
        run = brought(clerk, cast, units(UNIT), people(HEAD))
        assert run.state == ImportState.READY
        assert not Unit.objects.filter(code="phuong-2").exists()
        html = page(clerk, cast, run)
        assert "Đơn vị: thêm mới 1." in html
        assert "1 người mới được lập tài khoản" in html
        clerk.post(url("import_confirm", cast, run), {"invite": "on"})
        runs.work_on(run.pk, NOW)
        run.refresh_from_db()
        assert (run.state, run.file, run.plan) == (ImportState.APPLIED, "", {})
        assert "Đã nhập xong." in page(clerk, cast, run)
        assert Unit.objects.get(code="phuong-2").short_name == "Phường 2"
        assert OutgoingMail.objects.filter(kind="invitation").count() == 1
        assert AuditEntry.objects.get(deed="WORKBOOK_IMPORTED").detail["sha256"] == run.sha256
        assert "Đơn vị: thêm mới 1" in clerk.get(url("import", cast)).content.decode()

    def test_invitations_later(self, clerk: Client, cast: Cast) -> None:
        run = brought(clerk, cast, units(UNIT), people(HEAD))
        clerk.post(url("import_confirm", cast, run))
        runs.work_on(run.pk, NOW)
        assert Person.objects.filter(email=HEAD["email"]).exists()
        assert not OutgoingMail.objects.exists()

    def test_errors_stand_first_with_their_cells(self, clerk: Client, cast: Cast) -> None:
        bad = UNIT | {
            "code": "p3",
            "full_name": "Đ3",
            "short_name": "P3",
            "valid_from": "31/02/2021",
        }
        run = brought(clerk, cast, units(UNIT, bad))
        assert run.state == ImportState.REFUSED
        html = page(clerk, cast, run)
        assert "Tệp có dòng lỗi, chưa nhập gì" in html
        assert html.index("Đơn vị!K3: Tháng 2 năm 2021 không có ngày 31.") < html.index("phuong-2")
        assert "Nhập vào hệ thống" not in html
        clerk.post(url("import_confirm", cast, run))
        run.refresh_from_db()
        assert run.state == ImportState.REFUSED

    @pytest.mark.parametrize(
        "data", [b"a;b;c", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9]
    )
    def test_what_is_no_workbook_is_refused_in_words(
        self, clerk: Client, cast: Cast, data: bytes
    ) -> None:
        assert send(clerk, cast, data).status_code == 302
        run = ImportRun.objects.get()
        runs.work_on(run.pk, NOW)
        run.refresh_from_db()
        assert run.state == ImportState.REFUSED
        assert run.problem in page(clerk, cast, run)

    def test_no_file_an_empty_one_a_large_one(self, clerk: Client, cast: Cast) -> None:
        for data in (b"", b"0" * ((5 << 20) + 1)):
            assert "Chưa lưu được" in send(clerk, cast, data).content.decode()
        answer = clerk.post(url("import", cast), {})
        assert "Chọn tệp Excel để tải lên." in answer.content.decode()
        assert not ImportRun.objects.exists()

    def test_a_full_disk_is_said_beside_the_field(
        self, clerk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: Any) -> None:
            raise storing.NoRoom(storing.NO_ROOM)

        monkeypatch.setattr(local, "_ask_room", full)
        answer = send(clerk, cast, book(units(UNIT)))
        assert "sắp hết chỗ" in answer.content.decode()
        assert not ImportRun.objects.exists()

    def test_a_form_of_another_committee(self, clerk: Client, cast: Cast) -> None:
        guide = {"Hướng dẫn": [["Mã cấp ủy", "dang-uy-khac"]]}
        run = brought(clerk, cast, guide, units(UNIT))
        assert "Tệp được lập cho cấp ủy có mã “dang-uy-khac”" in page(clerk, cast, run)

    def test_tasks_need_their_year(self, clerk: Client, cast: Cast) -> None:
        year = stage.empty(cast).year
        run = brought(clerk, cast, tasks(TASK), year=str(year.pk))
        assert run.state == ImportState.READY
        assert brought(clerk, cast, tasks(TASK), year="").state == ImportState.REFUSED
        wrong = {"Hướng dẫn": [["Năm cam kết", "2020"]]}
        assert (
            "lập cho năm 2020"
            in brought(clerk, cast, wrong, tasks(TASK), year=str(year.pk)).problem
        )


class TestOldLetters:
    def test_shown_and_converted_only_on_consent(self, clerk: Client, cast: Cast) -> None:
        run = brought(clerk, cast, units(OLD))
        html = page(clerk, cast, run)
        assert "Đảng ủy Phường 2" in html
        assert "Chuyển sang Unicode và kiểm tra lại" in html
        clerk.post(url("import_confirm", cast, run))
        run.refresh_from_db()
        assert run.state == ImportState.READY
        clerk.post(url("import_convert", cast, run))
        runs.work_on(run.pk, NOW)
        clerk.post(url("import_confirm", cast, run))
        runs.work_on(run.pk, NOW)
        assert Unit.objects.get(code="phuong-2").full_name == "Đảng ủy Phường 2"

    def test_kept_on_a_tick(self, clerk: Client, cast: Cast) -> None:
        run = brought(clerk, cast, units(OLD))
        clerk.post(url("import_confirm", cast, run), {"keep_letters": "on"})
        runs.work_on(run.pk, NOW)
        assert Unit.objects.get(code="phuong-2").full_name == "§¶ng ñy Phêng 2"


class TestWork:
    def test_data_that_moved_is_shown_again(self, clerk: Client, cast: Cast) -> None:
        first, second = (brought(clerk, cast, units(UNIT)) for _ in range(2))
        for run in (first, second):
            clerk.post(url("import_confirm", cast, run))
        runs.work_on(first.pk, NOW)
        runs.work_on(second.pk, NOW)
        second.refresh_from_db()
        assert second.state == ImportState.READY
        html = page(clerk, cast, second)
        assert "Dữ liệu đã thay đổi" in html
        assert "Không có gì để nhập" in html

    def test_a_second_worker_finds_nothing_to_do(self, clerk: Client, cast: Cast) -> None:
        send(clerk, cast, book(units(UNIT)))
        run = ImportRun.objects.get()
        assert runs.work_on(run.pk, NOW)
        assert not runs.work_on(run.pk, NOW)
        assert not runs.work_on(0, NOW)

    def test_a_dead_worker_is_followed_by_another_and_then_given_up(
        self, clerk: Client, cast: Cast
    ) -> None:
        send(clerk, cast, book(units(UNIT)))
        ImportRun.objects.update(state=ImportState.READING, lease_until=NOW, attempts=1)
        later = NOW + timedelta(hours=1)
        assert runs.waiting(later) == [ImportRun.objects.get().pk]
        ImportRun.objects.update(attempts=runs.MAX_ATTEMPTS)
        assert runs.waiting(later) == []
        runs.tidy_up(later)
        assert ImportRun.objects.get().state == ImportState.FAILED

    def test_a_run_given_up_meanwhile_brings_nothing_in(
        self, clerk: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its page says that nothing was brought in; a slow worker must not belie it."""
        run = brought(clerk, cast, units(UNIT))
        clerk.post(url("import_confirm", cast, run))
        done = runs.import_rows

        def slow(**given: Any) -> Any:
            plan = done(**given)
            ImportRun.objects.update(attempts=runs.MAX_ATTEMPTS)
            runs.tidy_up(NOW + timedelta(hours=1))
            return plan

        monkeypatch.setattr(runs, "import_rows", slow)
        runs.work_on(run.pk, NOW)
        assert not Unit.objects.filter(full_name=UNIT["full_name"]).exists()

    def test_a_lost_file_is_told(self, clerk: Client, cast: Cast, tmp_path: Path) -> None:
        send(clerk, cast, book(units(UNIT)))
        run = ImportRun.objects.get()
        (tmp_path / run.file).unlink()
        runs.work_on(run.pk, NOW)
        run.refresh_from_db()
        assert (run.state, run.problem) == (ImportState.FAILED, runs.BROKEN)

    def test_dropped_and_forgotten(self, clerk: Client, cast: Cast, tmp_path: Path) -> None:
        run = brought(clerk, cast, units(UNIT))
        clerk.post(url("import_drop", cast, run))
        run.refresh_from_db()
        assert (run.state, run.plan, run.file) == (ImportState.DROPPED, {}, "")
        old = brought(clerk, cast, units(UNIT))
        runs.tidy_up(NOW + timedelta(days=8))
        old.refresh_from_db()
        assert (old.state, old.file) == (ImportState.DROPPED, "")
        sweep_imports()

    def test_progress_ends_with_a_fresh_page(self, clerk: Client, cast: Cast) -> None:
        send(clerk, cast, book(units(UNIT)))
        run = ImportRun.objects.get()
        answer = clerk.get(url("import_progress", cast, run))
        assert "Hệ thống đang đọc" in answer.content.decode()
        assert "HX-Refresh" not in answer
        runs.work_on(run.pk, NOW)
        assert clerk.get(url("import_progress", cast, run))["HX-Refresh"] == "true"


class TestList:
    def many(self, n: int) -> list[dict[str, Any]]:
        return [
            UNIT | {"code": f"p{i}", "full_name": f"Đơn vị {i}", "short_name": f"Đ {i}"}
            for i in range(n)
        ]

    def test_filters_and_pages(self, clerk: Client, cast: Cast) -> None:
        run = brought(clerk, cast, units(*self.many(60)), people(HEAD | {"unit": "Đ 1"}))
        assert "1–50 trong 61 dòng" in page(clerk, cast, run)
        assert "51–61 trong 61 dòng" in page(clerk, cast, run, trang="2")
        assert "Ngô Văn Nhập Thử" in page(clerk, cast, run, tim="ngo van nhap")
        assert "Không có dòng nào khớp" in page(clerk, cast, run, **{"ket-qua": "error"})
        assert "Ngô Văn" not in page(clerk, cast, run, **{"trang-tinh": "Đơn vị"})
        answer = clerk.get(url("import_outcomes", cast, run), {"trang-tinh": "Cán bộ"})
        (sheet,) = read_cells(answer.content)
        assert len(sheet.lines) == 3

    def test_all_of_them_are_taken_away(self, clerk: Client, cast: Cast) -> None:
        assert "Xuất Excel" not in clerk.get(url("import", cast)).content.decode()
        brought(clerk, cast, units(*self.many(2)))
        assert url("imports_workbook", cast) in clerk.get(url("import", cast)).content.decode()
        (sheet,) = read_cells(clerk.get(url("imports_workbook", cast)).content)
        words = [cell.text for cell in sheet.lines[-1].cells.values()]
        assert "Chờ xác nhận" in words
        assert "Đơn vị: thêm mới 2" in words

    @pytest.mark.parametrize("n", [1, 3])
    def test_as_many_queries_for_one_as_for_three(
        self, clerk: Client, cast: Cast, n: int, django_assert_num_queries: Any
    ) -> None:
        for _ in range(n):
            run = brought(clerk, cast, units(*self.many(n)))
        with django_assert_num_queries(9):
            clerk.get(url("import", cast))
        with django_assert_num_queries(6):
            clerk.get(url("import_run", cast, run))


def test_the_template_is_filled_with_what_one_may_see(clerk: Client, cast: Cast) -> None:
    stage.draft(cast)
    full = clerk.get(url("import_template", cast), {"nam": "2021", "du-lieu": "1"})
    rows = {sheet.name: len(sheet.lines) - 1 for sheet in read_cells(full.content)}
    assert [rows[name] for name in ("Đơn vị", "Cán bộ", "Nhiệm vụ", "Lộ trình")] == [2, 4, 3, 9]
    assert clerk.get(url("import_template", cast), {"nam": "²", "du-lieu": "x"}).status_code == 200


class TestCommands:
    def run(self, cast: Cast, path: Path, *more: str) -> str:
        out = StringIO()
        call_command(
            "import_workbook", str(path), "--committee", cast.committee.code, *more, stdout=out
        )
        return out.getvalue()

    def test_template_out_rows_in(self, cast: Cast, tmp_path: Path) -> None:
        year = stage.draft(cast).year
        path = tmp_path / "bieu-mau.xlsx"
        options = ("--committee", cast.committee.code, "--year", str(year.year), "--filled")
        call_command("make_workbook", str(path), *options, stdout=StringIO())
        said = self.run(cast, path, "--dry-run")
        assert "Đơn vị, dòng 2: không đổi: Phường 1" in said
        assert said.endswith("Chưa nhập gì.\n")

    def test_a_dry_run_writes_nothing(self, cast: Cast, tmp_path: Path) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(book(units(UNIT) | people(HEAD)))
        assert "thêm mới: Phường 2" in self.run(cast, path, "--dry-run")
        assert not Unit.objects.filter(code="phuong-2").exists()
        assert "Đã nhập. Đơn vị: thêm mới 1. Cán bộ: thêm mới 1." in self.run(cast, path)
        assert AuditEntry.objects.get(deed="WORKBOOK_IMPORTED").by is None
        assert "không đổi 1" in self.run(cast, path)

    @pytest.mark.parametrize(
        ("data", "said"),
        [(book(units(UNIT | {"group": "x"})), "Tệp có lỗi, chưa nhập gì."), (b"", "rỗng"),
         (book({"Sheet1": [["a"]]}), "không phải biểu mẫu"), (book(units(OLD)), "--convert"),
         (b"0" * (6 << 20), "lớn hơn 5 MB")],
        ids=["error", "nothing", "other", "letters", "large"],
    )  # fmt: skip
    def test_the_status_tells(self, cast: Cast, tmp_path: Path, data: bytes, said: str) -> None:
        path = tmp_path / "a.xlsx"
        path.write_bytes(data)
        for more in ((), ("--dry-run",)):
            with pytest.raises(CommandError, match=said):
                self.run(cast, path, *more)
        assert Unit.objects.count() == 3

    def test_nobody_and_nowhere(self, cast: Cast, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="Không đọc được tệp"):
            self.run(cast, tmp_path / "nowhere.xlsx")
        for name in ("import_workbook", "make_workbook"):
            with pytest.raises(CommandError, match="Không có cấp ủy"):
                call_command(name, str(tmp_path / "a"), "--committee", "khong-co")
