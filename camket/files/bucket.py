"""Private files in a bucket that speaks S3: an appliance in the province's data centre, as a rule.

A file is there when the server has it whole. Faults of the line and of the server come out as the
OSError that callers know from a disk.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files import File
from storages.backends.s3 import S3Storage

# A dead server is found out in seconds; whoever waits for it holds a thread of the web server.
CLIENT = Config(
    connect_timeout=5,
    read_timeout=20,
    retries={"max_attempts": 1},
    s3={"addressing_style": "path"},
    signature_version="s3v4",
)
FAILED = "Kho lưu tệp tạm thời không nhận được tệp. Đề nghị thử lại sau ít phút."
_Result = TypeVar("_Result")


def _as_of_a_disk(method: Callable[..., _Result]) -> Callable[..., _Result]:
    @wraps(method)
    def call(*args: Any, **options: Any) -> _Result:
        try:
            return method(*args, **options)
        except (BotoCoreError, ClientError) as fault:
            raise OSError(FAILED) from fault

    return call


class Bucket(S3Storage):
    """The bucket of ``FILES_URL``; its names are random, so none is asked for before writing."""

    def get_default_settings(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_default_settings()
        return found | {"client_config": CLIENT}

    @_as_of_a_disk
    def _save(self, name: str, content: File) -> str:
        kept: str = super()._save(name, content)
        return kept

    @_as_of_a_disk
    def _open(self, name: str, mode: str = "rb") -> File:
        """Whole, before the caller has it: the line may break at any later moment."""
        file = super()._open(name, mode)
        if "r" in mode:
            file.file  # noqa: B018 - fetches it
        return file

    @_as_of_a_disk
    def exists(self, name: str) -> bool:
        return bool(super().exists(name))

    @_as_of_a_disk
    def delete(self, name: str) -> None:
        super().delete(name)

    @_as_of_a_disk
    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        folders, files = super().listdir(path)
        return folders, files
