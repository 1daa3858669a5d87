"""Private files in a bucket, spoken to as S3 over the wire: a real server on this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from typing import Any
from unittest import mock

import boto3
import pytest
from botocore.config import Config
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.http import Http404

from camket import environment as env
from camket.files import bucket as bucket_module
from camket.files import serving, storing
from camket.files.uploads import PDF

pytestmark = pytest.mark.loopback

_SERVER = """
from moto.server import create_backend_app
from werkzeug.serving import make_server
server = make_server("127.0.0.1", 0, create_backend_app("s3"), threaded=True)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    given = {
        "PATH": os.environ["PATH"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "PYTHONUNBUFFERED": "1",
    }
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=given,
    ) as server:
        try:
            assert server.stdout is not None
            found = int(server.stdout.readline())
            _wait_for(found)
            yield found
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def address(port: int) -> str:
    return f"s3+http://camket:b%2Fm%40t@127.0.0.1:{port}/tep-rieng?region=vn-1"


@pytest.fixture
def bucket(port: int, address: str, settings: Any, monkeypatch: Any) -> Iterator[Any]:
    server = boto3.client(
        "s3", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="camket",
        aws_secret_access_key="b/m@t", region_name="us-east-1",
    )  # fmt: skip
    server.create_bucket(Bucket="tep-rieng")
    monkeypatch.setenv("FILES_URL", address)
    settings.STORAGES = settings.STORAGES | {"private": env.files("FILES_URL")}
    try:
        yield server
    finally:
        for one in server.list_objects_v2(Bucket="tep-rieng").get("Contents", []):
            server.delete_object(Bucket="tep-rieng", Key=one["Key"])
        server.delete_bucket(Bucket="tep-rieng")
        server.close()
        storages["private"].connection.meta.client.close()


def keys(bucket: Any) -> list[str]:
    found = bucket.list_objects_v2(Bucket="tep-rieng").get("Contents", [])
    return sorted(one["Key"] for one in found)


class TestBucket:
    def test_kept_read_listed_and_taken_away(self, bucket: Any) -> None:
        first, second = (storing.store(data, "evidence", "pdf") for data in (b"one", b"two"))
        assert keys(bucket) == sorted([first, second]) == storing.everything_in("evidence")
        assert storing.Kept(first).read_bytes() == b"one"
        head = bucket.head_object(Bucket="tep-rieng", Key=first)
        assert (head["ContentLength"], head["CacheControl"]) == (3, "private, no-store")
        storing.discard(first)
        assert storing.stored(first) is None
        assert keys(bucket) == [second]

    def test_a_large_file_in_parts(self, bucket: Any) -> None:
        data = os.urandom(20 << 20)
        name = storing.store(data, "evidence", "pdf")
        assert storing.Kept(name).read_bytes() == data

    def test_none_stays_whose_row_does_not(self, bucket: Any) -> None:
        with pytest.raises(RuntimeError), storing.together() as keep:
            keep(b"x", "evidence", "pdf")
            raise RuntimeError
        assert keys(bucket) == []

    @pytest.mark.django_db
    def test_served_through_us_alone(self, bucket: Any) -> None:
        name = storing.store(b"%PDF-1.7", "evidence", "pdf")
        answer = serving.download(name, "Biên bản.pdf", PDF)
        assert b"".join(answer.streaming_content) == b"%PDF-1.7"
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Content-Length"] == "8"
        answer.close()
        with pytest.raises(Http404):
            serving.download("evidence/none.pdf", "x.pdf", PDF)

    def test_a_file_is_whole_before_it_is_handed_on(self, bucket: Any) -> None:
        """What breaks later breaks nothing: the bytes are here."""
        name = storing.store(b"%PDF-1.7", "evidence", "pdf")
        with storing.Kept(name).open() as file:
            bucket.delete_object(Bucket="tep-rieng", Key=name)
            assert file.read() == b"%PDF-1.7"

    def test_a_server_that_is_gone_is_found_out_at_once(self, settings: Any) -> None:
        with socket.socket() as silent:  # takes the call and never answers
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            with mock.patch.dict(
                os.environ,
                {"FILES_URL": f"s3+http://a:b@127.0.0.1:{silent.getsockname()[1]}/tep"},
            ):
                place = env.files("FILES_URL")
            quick = bucket_module.CLIENT.merge(Config(read_timeout=0.2))
            settings.STORAGES = settings.STORAGES | {
                "private": place | {"OPTIONS": place["OPTIONS"] | {"client_config": quick}}
            }
            begun = time.monotonic()
            with pytest.raises(OSError, match="thử lại sau"):
                storing.stored("evidence/a.pdf")
            assert time.monotonic() - begun < 10
            storages["private"].connection.meta.client.close()

    def test_how_long_it_waits(self, bucket: Any) -> None:
        found = storages["private"].connection.meta.client.meta.config
        assert (found.connect_timeout, found.read_timeout) == (5, 20)
        assert found.retries["total_max_attempts"] == 2
        assert (found.signature_version, found.s3["addressing_style"]) == ("s3v4", "path")

    def test_a_fault_is_that_of_a_disk(self, bucket: Any, port: int, settings: Any) -> None:
        gone = settings.STORAGES["private"]["OPTIONS"] | {"bucket_name": "khong-co"}
        settings.STORAGES = settings.STORAGES | {
            "private": settings.STORAGES["private"] | {"OPTIONS": gone}
        }
        with pytest.raises(OSError, match="thử lại sau"):
            storing.store(b"x", "evidence", "pdf")
        storages["private"].connection.meta.client.close()


class TestAddress:
    def test_what_it_says(self, monkeypatch: Any) -> None:
        monkeypatch.setenv("FILES_URL", "s3://khoa:b%2Fm@kho.example.vn:9000/tep?region=vn-1")
        options = env.files("FILES_URL")["OPTIONS"]
        assert options["endpoint_url"] == "https://kho.example.vn:9000"
        assert (options["access_key"], options["secret_key"]) == ("khoa", "b/m")
        assert (options["bucket_name"], options["region_name"]) == ("tep", "vn-1")
        assert options["default_acl"] is None

    def test_without_one_a_folder(self, monkeypatch: Any) -> None:
        monkeypatch.delenv("FILES_URL", raising=False)
        assert env.files("FILES_URL") == {"BACKEND": "camket.files.local.PrivateFolder"}

    @pytest.mark.parametrize(
        "given",
        [
            "kho.example.vn/tep", "https://khoa:canary7@kho.example.vn/tep", "s3://kho.example.vn/tep",
            "s3://khoa:canary7@kho.example.vn", "s3://khoa:canary7@kho.example.vn/a/b",
            "s3://khoa:canary7@kho.example.vn/tep?zone=1", "s3://khoa:canary7/x@kho.example.vn/tep",
            "s3://khoa:canary7@kho.example.vn:port/tep", "s3://khoa@kho.example.vn/tep",
        ],
    )  # fmt: skip
    def test_a_slip_of_the_pen_is_a_sentence(self, monkeypatch: Any, given: str) -> None:
        monkeypatch.setenv("FILES_URL", given)
        with pytest.raises(ImproperlyConfigured) as wrong:
            env.files("FILES_URL")
        assert "Example: FILES_URL=s3://" in str(wrong.value)
        assert "canary7" not in str(wrong.value)


@pytest.mark.parametrize("given", ["0", "-5", "1.5", "nhiều", "１２"])
def test_a_room_that_is_none(monkeypatch: Any, given: str) -> None:
    monkeypatch.setenv("EVIDENCE_QUOTA_MB", given)
    with pytest.raises(ImproperlyConfigured, match="EVIDENCE_QUOTA_MB is not"):
        env.number("EVIDENCE_QUOTA_MB", 1000)
    monkeypatch.setenv("EVIDENCE_QUOTA_MB", "250")
    assert env.number("EVIDENCE_QUOTA_MB", 1000) == 250
