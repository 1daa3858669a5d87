"""Bytes under a random name in the private folder: whole before their row says so, or not at all.

Nothing in ``MEDIA_ROOT`` has an address; a view that has asked who is asking reads it.
Source: trust.md "From day one" 8, F14.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.conf import settings

# Kept free for the database: 2 GB, or a twentieth of a small disk.
RESERVE = 2 * 1024**3
NO_ROOM = "Máy chủ sắp hết chỗ lưu nên chưa nhận thêm tệp. Đề nghị báo quản trị hệ thống."


class NoRoom(OSError):
    """The disk is nearly full; nothing was written. The text is for the user."""


def store(data: bytes, folder: str, ending: str) -> str:
    """Keep the bytes: temporary first, synced, then renamed. Returns the name, 'scans/….pdf'.

    Raises NoRoom when the disk is nearly full, OSError when it fails; then nothing is left behind.
    """
    name = f"{folder}/{uuid4()}.{ending}"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    _ask_room(path.parent, len(data))
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _sync(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        path.unlink(missing_ok=True)
        raise
    return name


@contextmanager
def together() -> Iterator[Callable[[bytes, str, str], str]]:
    """``store`` for files whose rows are written inside: should these fail, none of them stays."""
    names: list[str] = []

    def keep(data: bytes, folder: str, ending: str) -> str:
        names.append(store(data, folder, ending))
        return names[-1]

    try:
        yield keep
    except BaseException:
        for name in names:
            discard(name)
        raise


def stored(name: str) -> Path | None:
    """Where the file of that name is; None for no name and for a file that is gone."""
    path = Path(settings.MEDIA_ROOT) / name
    return path if name and path.is_file() else None


def discard(name: str) -> None:
    """Take away what was stored for a row that did not come to be."""
    if name:
        (Path(settings.MEDIA_ROOT) / name).unlink(missing_ok=True)


def _ask_room(folder: Path, size: int) -> None:
    disk = shutil.disk_usage(folder)
    if disk.free - size < min(RESERVE, disk.total // 20):
        raise NoRoom(NO_ROOM)


def _sync(folder: Path) -> None:
    """The rename itself, on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
