"""Bytes under a random name in the private storage: whole before their row says so, or not at all.

Where that is, a folder of this machine or a bucket that speaks S3, the settings say
(``STORAGES["private"]``); nobody but this module asks it. Nothing there has an address of its own:
a view that has asked who is asking reads it. Source: trust.md "From day one" 8, T4, F14.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from camket.files.local import NO_ROOM, NoRoom

__all__ = [
    "NO_ROOM",
    "Keep",
    "Kept",
    "NoRoom",
    "at_hand",
    "discard",
    "everything_in",
    "forget",
    "store",
    "stored",
    "together",
]

logger = logging.getLogger(__name__)

Keep = Callable[[bytes, str, str], str]  # as ``store``


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is there, by its name in the storage."""

    name: str

    def open(self, mode: str = "rb") -> IO[bytes]:
        file: IO[bytes] = _place().open(self.name, mode)
        return file

    def read_bytes(self) -> bytes:
        with self.open() as file:
            return file.read()


def store(data: bytes, folder: str, ending: str) -> str:
    """Keep the bytes, whole or not at all. Returns the name, 'scans/….pdf'.

    Raises NoRoom when the disk is nearly full, OSError when keeping fails; then nothing is left
    behind.
    """
    return _place().save(f"{folder}/{uuid4()}.{ending}", ContentFile(data))


@contextmanager
def together() -> Iterator[Keep]:
    """``store`` for files whose rows are written inside: should these fail, none of them stays."""
    names: list[str] = []

    def keep(data: bytes, folder: str, ending: str) -> str:
        names.append(store(data, folder, ending))
        return names[-1]

    try:
        yield keep
    except BaseException:
        forget(*names)
        raise


def stored(name: str) -> Kept | None:
    """The file of that name; None for no name and for a file that is gone."""
    return Kept(name) if name and _place().exists(name) else None


def at_hand(name: str) -> bool:
    """Whether the file is there, as far as one can ask: a storage that is silent has lost nothing."""
    try:
        return stored(name) is not None
    except OSError:
        logger.exception("the storage does not answer")
        return True


def discard(name: str) -> None:
    """Take the file away: its row did not come to be, or says that it is gone."""
    if name:
        _place().delete(name)


def forget(*names: str) -> bool:
    """``discard`` where a failure may not hide what is told: whether all of them are gone."""
    gone = True
    for name in names:
        try:
            discard(name)
        except OSError:
            logger.exception("%s is still in the storage", name)
            gone = False
    return gone


def everything_in(folder: str) -> list[str]:
    """The names of all files of a folder, also of those no row knows."""
    return [f"{folder}/{name}" for name in _place().listdir(folder)[1]]


def _place() -> Storage:
    return storages["private"]
