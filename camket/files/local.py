"""Private files in a folder of this machine: whole or not at all, and never the last room on the disk.

Django's own storage leaves half a file behind when the disk is full, and believes the disk before
it is written. Source: trust.md "From day one" 8, F14.
"""

import os
import shutil
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import Storage
from django.utils._os import safe_join

# Kept free for the database: 2 GB, or a twentieth of a small disk.
RESERVE = 2 * 1024**3
NO_ROOM = "Máy chủ sắp hết chỗ lưu nên chưa nhận thêm tệp. Đề nghị báo quản trị hệ thống."


class NoRoom(OSError):
    """The disk is nearly full; nothing was written. The text is for the user."""


class PrivateFolder(Storage):
    """``MEDIA_ROOT``, which has no address: a view that has asked who is asking reads it.

    A file is written under another name, synced, then renamed. Raises NoRoom when the disk is
    nearly full, OSError when it fails; then nothing is left behind.
    """

    def path(self, name: str) -> str:
        """Raises SuspiciousFileOperation for a name that leads out of the folder."""
        return safe_join(settings.MEDIA_ROOT, name)

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        _ask_room(path.parent, content.size)
        temporary = path.with_suffix(".part")
        try:
            with temporary.open("xb") as file:
                for piece in content.chunks():
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
            _sync(path.parent)
        except BaseException:
            temporary.unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            raise
        return name

    def _open(self, name: str, mode: str = "rb") -> File:
        file: IO[Any] = Path(self.path(name)).open(mode)  # noqa: SIM115 - the reader closes it
        return File(file)

    def exists(self, name: str) -> bool:
        try:
            return Path(self.path(name)).is_file()
        except SuspiciousFileOperation:
            return False

    def delete(self, name: str) -> None:
        Path(self.path(name)).unlink(missing_ok=True)

    def size(self, name: str) -> int:
        return Path(self.path(name)).stat().st_size

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Folders and files below ``path``; nothing for a folder that is not there yet."""
        folder = Path(self.path(path))
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        return [p.name for p in found if p.is_dir()], [p.name for p in found if p.is_file()]


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
