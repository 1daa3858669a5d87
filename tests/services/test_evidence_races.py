"""Two people at one task's third file, with real threads on PostgreSQL; and a disk that runs full."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import connection

from camket.audit import Refused
from camket.files import local, storing
from commitments.models import Evidence, EvidenceUse, ProgressReport
from commitments.workflow import evidencing, filing
from tests.camket.file_corpus import pdf
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.evidence_cast import brought, removed, task_of, upload
from tests.commitments.pages import client_of, get
from tests.pages import Brought
from tests.services.together import together

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

MANY = 8
MB = 1 << 20


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path, on_day: Any) -> Path:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    on_day(2021, 3, 18)
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def row(cast: Cast) -> ProgressReport:
    return quarter.report(quarter.reports(cast))


def on_disk(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def rows_and_files_agree(folder: Path) -> bool:
    return on_disk(folder) == sorted(Evidence.objects.values_list("file", flat=True))


class TestTheThirdFile:
    def test_of_eight_three_are_laid(self, cast: Cast, row: Any, folder: Path) -> None:
        results = together(*[lambda: brought(cast, row) for _ in range(MANY)])
        assert sum(isinstance(one, EvidenceUse) for one in results) == 3
        assert sum(isinstance(one, Refused) for one in results) == MANY - 3
        assert EvidenceUse.objects.count() == 3
        assert rows_and_files_agree(folder)

    def test_without_the_lock_more_are_laid(
        self, cast: Cast, row: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The control: the race is there, and the lock is what decides it."""
        brought(cast, row), brought(cast, row)
        both_have_counted = Barrier(2)
        place = evidencing._place

        def placed(*given: Any, **more: Any) -> Any:
            found = place(*given, **more)
            both_have_counted.wait(timeout=20)
            return found

        monkeypatch.setattr(evidencing, "_lock", quarter.fresh)
        monkeypatch.setattr(evidencing, "_place", placed)
        together(*[lambda: brought(cast, row) for _ in range(2)])
        assert EvidenceUse.objects.count() == 4

    def test_the_same_file_at_once_is_kept_once(self, cast: Cast, row: Any, folder: Path) -> None:
        file = upload()
        deeds: list[Callable[[], Any]] = [
            (lambda n=n: brought(cast, quarter.report(row.commitment, n), file=file))  # type: ignore[misc]
            for n in (1, 2, 3, 4)
        ]
        results = together(*deeds)
        assert [one for one in results if isinstance(one, Exception)] == []
        assert Evidence.objects.count() == 1
        assert EvidenceUse.objects.count() == 4
        assert rows_and_files_agree(folder)

    def test_handed_in_or_taken_away_never_both(self, cast: Cast, row: Any, folder: Path) -> None:
        use = brought(cast, row)
        saved = quarter.draft(cast, row)

        def hand_in() -> Any:
            return filing.submit(
                report=saved, key=uuid4(), version=saved.version, by=cast.head,
                at=quarter.HANDED_IN,
            )  # fmt: skip

        made, gone = together(hand_in, lambda: removed(cast, use.evidence, by=cast.head))
        named = made.content["tasks"][0]["evidence"]
        assert bool(named) == isinstance(gone, Refused)
        assert bool(on_disk(folder)) == bool(named)


@pytest.fixture
def small_disk(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """50 MB of memory as a disk of its own, where we may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=50m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    settings.MEDIA_ROOT = place
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def a_megabyte() -> Any:
    return upload(text=b"%" + os.urandom(MB // 2).hex().encode() + b"\n")


class TestFullDisk:
    """trust.md F14: a hundred files of a megabyte, eight at a time, on a disk of fifty."""

    @pytest.mark.parametrize("reserve", [local.RESERVE, 0])
    def test_rows_and_files_agree(
        self, cast: Cast, row: Any, small_disk: Path, monkeypatch: Any, reserve: int
    ) -> None:
        """With the reserve, and with none: then the disk itself says that it is full."""
        monkeypatch.setattr(local, "RESERVE", reserve)
        monkeypatch.setattr(evidencing, "MOST", 1000)
        results: list[Any] = []
        for _ in range(13):
            deeds = [lambda: brought(cast, row, file=a_megabyte()) for _ in range(MANY)]
            results += together(*deeds)
        refused = [one for one in results if not isinstance(one, EvidenceUse)]
        assert all(isinstance(one, evidencing.NoSpace) for one in refused)
        assert 40 <= len(results) - len(refused) < 50
        assert Evidence.objects.count() == len(results) - len(refused)
        assert rows_and_files_agree(small_disk)

    def test_people_go_on_reading_and_writing(
        self, cast: Cast, row: Any, small_disk: Path, monkeypatch: Any
    ) -> None:
        kept = brought(cast, row).evidence
        (small_disk / "full").write_bytes(b"0" * (48 * MB))
        client, here = client_of(cast.reporter), f"{quarter.PREFIX}phuong-1/quy-1/"
        task = task_of(row)
        typed = quarter.posted(client.get(here), **{f"nv-{task}-changed": "Đã đo đạc xong."})
        file: dict[str, Any] = {
            "tai-len": str(task), f"mc-{task}-brought": Brought("a.pdf", pdf(pages=3)),
            f"mc-{task}-declared": "1",
        }  # fmt: skip
        answer = client.post(here, typed | file)
        assert answer.status_code == 507
        html = answer.content.decode()
        assert "Đã đo đạc xong." in html
        assert storing.NO_ROOM in html
        assert row.answers.get(task=task).changed == "Đã đo đạc xong."
        served = get(cast.head, f"/dang-uy-mau/2021/cam-ket/phuong-1/minh-chung/{kept.pk}/")
        assert len(b"".join(served.streaming_content)) == kept.size

    def test_django_s_own_storage_leaves_half_a_file(self, small_disk: Path) -> None:
        """The control: what we would have without our own folder."""
        plain = FileSystemStorage(location=small_disk)
        with pytest.raises(OSError, match="No space left"):
            for n in range(60):
                plain.save(f"{n}.pdf", ContentFile(b"0" * (MB - 4096)))
        sizes = [path.stat().st_size for path in small_disk.iterdir()]
        assert any(size < MB - 4096 for size in sizes)
