"""What is let in and how it is kept. Source: trust.md T6, F14."""

import io
import shutil
import threading
import unicodedata
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import Http404
from PIL import Image

from camket.files import inside, local, serving, storing, uploads
from camket.files.uploads import Unfit, Upload, examined
from tests.camket.file_corpus import BAD, GOOD, bomb_pdf, bomb_png, pdf, picture, told_jpeg


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look inside in this process: the child is tried on its own below."""

    def look(kind: str, data: bytes) -> inside.Found:
        try:
            return inside.look(kind, data)
        except inside.Unwanted as refusal:
            raise Unfit(str(refusal)) from None

    monkeypatch.setattr(uploads, "looked_into", look)


def test_the_corpus_is_large_enough() -> None:
    assert len(BAD) >= 40
    assert len(GOOD) >= 12


@pytest.mark.usefixtures("at_once")
class TestJudgement:
    @pytest.mark.parametrize("name", BAD)
    def test_no_bad_file_is_accepted(self, name: str) -> None:
        with pytest.raises(Unfit) as refused:
            examined(*BAD[name])
        said = str(refused.value)
        assert said.endswith(".")
        assert unicodedata.is_normalized("NFC", said)

    @pytest.mark.parametrize("name", GOOD)
    def test_no_good_file_is_refused(self, name: str) -> None:
        kept = examined(*GOOD[name])
        assert kept.kind in uploads.SCANS
        assert kept.size == len(kept.data) > 0
        assert kept.ending in ("pdf", "jpg", "png")

    def test_a_pdf_is_kept_to_the_byte(self) -> None:
        data = GOOD["a PDF with an official signature"][1]
        assert examined("a.pdf", data).data == data

    def test_a_picture_stands_upright_and_tells_nothing(self) -> None:
        kept = examined("a.jpg", told_jpeg())
        with Image.open(io.BytesIO(kept.data)) as drawn:
            assert drawn.size == (60, 80)
            assert not drawn.getexif()
        assert b"Exif" not in kept.data

    def test_a_drawn_png_keeps_its_points(self) -> None:
        data = picture("PNG", mode="RGBA")
        with (
            Image.open(io.BytesIO(data)) as old,
            Image.open(io.BytesIO(examined("a.png", data).data)) as new,
        ):
            assert (old.mode, old.tobytes()) == (new.mode, new.tobytes())

    def test_16_bits_of_grey_are_not_white_in_the_small_picture(self) -> None:
        whole = Image.new("I;16", (50, 50), 30_000)
        buffer = io.BytesIO()
        whole.save(buffer, "PNG")
        with Image.open(io.BytesIO(examined("a.png", buffer.getvalue()).preview)) as small:
            assert small.convert("L").getpixel((9, 9)) == pytest.approx(30_000 // 256, abs=3)

    def test_what_is_received_may_be_fewer_kinds(self) -> None:
        with pytest.raises(Unfit, match="Chỉ nhận tệp PDF"):
            examined("a.png", picture("PNG"), (uploads.PDF,))
        assert examined("a.pdf", pdf(), (uploads.PDF,)).kind == uploads.PDF


class TestNames:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("C:\\Users\\mai\\bản ký.pdf", ("bản ký", "pdf")),
            ("../../etc/ban-ky.PDF", ("ban-ky", "pdf")),
            ("..\\..\\ban-ky.pdf", ("ban-ky", "pdf")),
            ("  bản \u00a0 ký .pdf", ("bản ký", "pdf")),
            (unicodedata.normalize("NFD", "Bản ký Đông Hà.pdf"), ("Bản ký Đông Hà", "pdf")),
            ("ban.ky.v2.pdf", ("ban.ky.v2", "pdf")),
        ],
    )
    def test_a_name_is_kept_without_its_way(self, given: str, kept: tuple[str, str]) -> None:
        assert uploads.parted(given) == kept

    def test_a_very_long_name_is_cut_and_keeps_its_ending(self) -> None:
        stem, ending = uploads.parted(unicodedata.normalize("NFD", "ế" * 300) + ".pdf")
        assert (len(stem), ending) == (150, "pdf")
        assert unicodedata.is_normalized("NFC", stem)


class TestTheChild:
    def test_it_says_the_same_as_this_process(self) -> None:
        assert examined("a.pdf", pdf()).data == pdf()
        assert examined("a.png", picture("PNG")).kind == uploads.PNG
        with pytest.raises(Unfit, match="mã chạy"):
            examined(*BAD["a script on opening"])
        with pytest.raises(Unfit, match="mật khẩu"):
            examined(*BAD["locked"])

    @pytest.mark.parametrize(("name", "bomb"), [("a.pdf", bomb_pdf), ("a.png", bomb_png)])
    def test_a_bomb_goes_off_outside(self, name: str, bomb: Callable[[], bytes]) -> None:
        """A gigabyte in a few megabytes: more than the child may have."""
        with pytest.raises(Unfit):
            examined(name, bomb())

    def test_a_child_that_takes_too_long_is_ended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "SECONDS", 0.001)
        with pytest.raises(Unfit, match="Không đọc được"):
            examined("a.pdf", pdf())
        monkeypatch.undo()
        assert examined("a.pdf", pdf())

    @pytest.mark.parametrize(
        ("kind", "mode", "side"), [("PNG", "RGBA", 5900), ("JPEG", "RGB", 8400)]
    )
    def test_the_largest_picture_that_is_let_in_fits(self, kind: str, mode: str, side: int) -> None:
        data = picture(kind, (side, side), mode)
        kept = examined(f"a.{kind.lower()}", data)
        assert kept.preview
        with pytest.raises(Unfit, match="triệu điểm ảnh"):
            examined(f"a.{kind.lower()}", picture(kind, (side + 300, side), mode))

    def test_what_does_not_fit_is_said_to_be_too_much(
        self, monkeypatch: pytest.MonkeyPatch, capsysbinary: Any
    ) -> None:
        def too_much(*_: Any) -> None:
            raise MemoryError

        monkeypatch.setattr(inside, "look", too_much)
        monkeypatch.setattr(inside, "shut_in", lambda: None)
        monkeypatch.setattr(inside.sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
        assert inside.main(uploads.PNG) == 3
        assert capsysbinary.readouterr().err.decode() == inside.HEAVY

    def test_two_are_looked_into_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(uploads, "WAITING", 0.01)
        monkeypatch.setattr(uploads, "_TURNS", threading.BoundedSemaphore(2))
        assert examined("a.pdf", pdf())
        for _ in range(2):
            uploads._TURNS.acquire()
        with pytest.raises(Unfit, match="sau ít phút"):
            examined("a.pdf", pdf())
        uploads._TURNS.release()
        assert examined("a.pdf", pdf())
        with pytest.raises(Unfit):
            examined(*BAD["locked"])
        assert examined("a.pdf", pdf()), "a refusal gives its turn back"


class File:
    """As a form hands it over."""

    def __init__(self, name: str, data: bytes, size: int | None = None) -> None:
        self.name, self.size, self._data = name, len(data) if size is None else size, data

    def read(self, most: int) -> bytes:
        return self._data[:most]


class TestReceiving:
    def test_a_form_s_file(self) -> None:
        assert uploads.received(File("a.pdf", pdf())) == Upload("a.pdf", uploads.PDF, pdf())

    def test_the_size_is_asked_before_anything_is_read(self) -> None:
        with pytest.raises(Unfit, match="20 MB"):
            uploads.received(File("a.pdf", b"", size=uploads.LARGEST + 1))


class TestStoring:
    @pytest.fixture(autouse=True)
    def folder(self, settings: Any, tmp_path: Path) -> Path:
        settings.MEDIA_ROOT = tmp_path
        return tmp_path

    def test_under_a_random_name(self, folder: Path) -> None:
        first, second = (storing.store(b"x", "scans", "pdf") for _ in range(2))
        assert first != second
        found = storing.stored(first)
        assert found is not None
        assert found.read_bytes() == b"x"
        assert (folder / first).parent == folder / "scans"
        storing.discard(first)
        assert storing.stored(first) is None
        assert storing.stored("") is None

    @pytest.mark.parametrize("step", ["fsync", "replace"])
    def test_a_failure_leaves_nothing(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
    ) -> None:
        def fail(*_: Any) -> None:
            raise OSError(28, "no space left")

        place = local.os if step == "fsync" else Path
        monkeypatch.setattr(place, step, fail)
        with pytest.raises(OSError, match="no space"):
            storing.store(b"x", "scans", "pdf")
        assert [p for p in folder.rglob("*") if p.is_file()] == []
        monkeypatch.undo()
        assert storing.store(b"x", "reports", "pdf")

    def test_a_disk_nearly_full_takes_nothing_more(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        disk = namedtuple("disk", "total used free")
        monkeypatch.setattr(shutil, "disk_usage", lambda _: disk(100 << 30, 0, 1 << 30))
        with pytest.raises(storing.NoRoom, match="hết chỗ"):
            storing.store(b"x", "scans", "pdf")
        assert [p for p in folder.rglob("*") if p.is_file()] == []
        monkeypatch.setattr(shutil, "disk_usage", lambda _: disk(100 << 30, 0, 5 << 30))
        assert storing.store(b"x", "scans", "pdf")


class TestServing:
    @pytest.mark.django_db
    def test_as_a_download_nobody_guesses_about(self, settings: Any, tmp_path: Path) -> None:
        settings.MEDIA_ROOT = tmp_path
        name = storing.store(b"%PDF-1.7", "scans", "pdf")
        answer = serving.download(name, "Bản ký Phường 5.pdf", uploads.PDF)
        assert answer.getvalue() == b"%PDF-1.7"
        answer.close()
        said = answer["Content-Disposition"]
        assert said.startswith("attachment; filename*=utf-8''B%E1%BA%A3n%20k%C3%BD")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].endswith("sandbox")
        assert answer["Cache-Control"] == "private, no-store"
        storing.discard(name)
        with pytest.raises(Http404):
            serving.download(name, "x.pdf", uploads.PDF)

    def test_a_storage_that_does_not_answer_is_a_page_in_words(
        self, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.MEDIA_ROOT = tmp_path
        name = storing.store(b"%PDF-1.7", "scans", "pdf")

        def dead(*_: Any) -> None:
            raise OSError("silent")

        monkeypatch.setattr(local.PrivateFolder, "_open", dead)
        for answer in (serving.download(name, "x.pdf", uploads.PDF), serving.picture(name)):
            assert answer.status_code == 503
            assert answer["Retry-After"]
        monkeypatch.setattr(local.PrivateFolder, "exists", dead)
        answer = serving.download(name, "x.pdf", uploads.PDF)
        assert answer.status_code == 503
        assert "Đề nghị mở lại sau ít phút" in answer.content.decode()
        assert storing.at_hand(name), "a print is not made again because nobody answers"
        monkeypatch.undo()
        assert not storing.at_hand("scans/none.pdf")


def test_a_failing_removal_hides_no_refusal(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MEDIA_ROOT = tmp_path
    asked: list[str] = []

    def dead(_: Any, name: str) -> None:
        asked.append(name)
        raise OSError("silent")

    monkeypatch.setattr(local.PrivateFolder, "delete", dead)
    with pytest.raises(RuntimeError, match="the real one"), storing.together() as keep:
        names = [keep(b"x", "scans", "pdf") for _ in range(2)]
        raise RuntimeError("the real one")
    assert asked == names
