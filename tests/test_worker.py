"""A real Celery worker on a real broker hears the bell; the database is the tests' own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings as django_settings
from django.db import connection

from camket import celery, mail
from camket.models import MailState, OutgoingMail

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
PATIENCE = 60  # seconds a worker on a loaded machine may take


def environment(tmp_path: Path, **changes: str) -> dict[str, str]:
    """What a worker of production would be told, with the database of this test."""
    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    port = database["PORT"] or 5432
    return {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"postgres://{database['USER']}{password}@{database['HOST']}:{port}"
        f"/{database['NAME']}",
        "REDIS_URL": django_settings.REDIS_URL,
        "EMAIL_URL": f"filemail:///{tmp_path}/mail",
        "SECRET_KEY": "only-for-this-test",
        **changes,
    }


@pytest.fixture
def ringing(settings: Any) -> Iterator[Any]:
    """The bell goes to the broker, whose queue begins and ends empty."""
    settings.CAMKET_RING_INLINE = False
    broker = redis.Redis.from_url(settings.REDIS_URL)
    broker.flushdb()
    yield broker
    broker.flushdb()


@pytest.fixture
def worker(ringing: Any, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """One worker process, up and listening; stopped gently at the end."""
    log = (tmp_path / "worker.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "camket", "worker", "-c", "1", "-l", "INFO"],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_until(lambda: b"ready" in (tmp_path / "worker.log").read_bytes(), process)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)
        log.close()


def wait_until(true: Any, process: subprocess.Popen[bytes] | None = None) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "waited in vain"
        assert process is None or process.poll() is None, "the worker ended"
        time.sleep(0.1)


def queue_a_mail(key: str) -> OutgoingMail:
    mail.queue(
        key=key,
        kind="test",
        recipient=None,
        committee=None,
        subject="Nhắc việc quý I",
        text="Kính gửi đồng chí.",
        html="",
        at=datetime(2021, 3, 19, tzinfo=UTC),
        address="an@vidu.vn",
    )
    return OutgoingMail.objects.get(key=key)


def is_sent(row: OutgoingMail) -> bool:
    row.refresh_from_db()
    return row.state == MailState.SENT


class TestWorker:
    def test_sends_what_was_rung_for(self, worker: Any, tmp_path: Path) -> None:
        row = queue_a_mail("one")
        wait_until(lambda: is_sent(row), worker)
        (sent,) = (tmp_path / "mail").iterdir()
        assert str(row.message_id) in sent.read_text()

    def test_a_bell_that_was_lost_is_made_good_by_the_sweep(
        self, worker: Any, monkeypatch: Any
    ) -> None:
        with monkeypatch.context() as deaf:
            deaf.setattr(celery, "_publish", lambda *args: None)
            row = queue_a_mail("two")
        time.sleep(1)
        assert not is_sent(row)
        celery.app.send_task("camket.sweep_mail")
        wait_until(lambda: is_sent(row), worker)

    def test_no_result_is_kept_in_the_broker(self, ringing: Any, worker: Any) -> None:
        row = queue_a_mail("three")
        wait_until(lambda: is_sent(row), worker)
        assert not [key for key in ringing.keys() if b"result" in key or b"meta" in key]  # noqa: SIM118


class TestDeadBroker:
    RING = (
        "import django, time; django.setup(); from camket import celery; t = time.monotonic();"
        "celery.ring('camket.sweep_mail'); print(time.monotonic() - t)"
    )

    def test_costs_the_deed_no_time(self, tmp_path: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", self.RING],
            cwd=ROOT,
            env=environment(
                tmp_path,
                REDIS_URL="redis://127.0.0.1:1/0",
                DJANGO_SETTINGS_MODULE="camket.settings",
            ),
            capture_output=True,
            text=True,
            check=True,
        )
        assert float(done.stdout) < 2
        assert "bell not heard for camket.sweep_mail" in done.stderr
