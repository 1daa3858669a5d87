"""The doorbell: rings after the commit, never fails the deed, works with and without a broker."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import transaction

from camket import celery

heard: list[tuple[Any, ...]] = []


@celery.app.task(name="tests.bell")
def bell(*args: Any) -> None:
    heard.append((*args, threading.current_thread().name))
    if args == ("broken",):
        raise RuntimeError("out of order")


@pytest.fixture(autouse=True)
def silence() -> Iterator[None]:
    heard.clear()
    yield
    heard.clear()


def wait_for_the_thread() -> None:
    celery._in_process.submit(lambda: None).result(timeout=10)


@pytest.mark.django_db(transaction=True)
class TestAfterTheCommit:
    def test_rings_only_then(self) -> None:
        with transaction.atomic():
            celery.ring("tests.bell", 7)
            assert heard == []
        assert heard == [(7, "MainThread")]

    def test_says_nothing_of_what_was_rolled_back(self) -> None:
        with transaction.atomic():
            celery.ring("tests.bell", 7)
            transaction.set_rollback(True)
        assert heard == []

    def test_a_failing_task_does_not_fail_the_deed(self, caplog: Any) -> None:
        with transaction.atomic():
            celery.ring("tests.bell", "broken")
            celery.ring("tests.bell", 2)
        assert [args[0] for args in heard] == ["broken", 2]


@pytest.mark.django_db(transaction=True)
class TestWithoutABroker:
    @pytest.fixture(autouse=True)
    def _alone(self, settings: Any) -> None:
        settings.CAMKET_RING_INLINE = False
        settings.REDIS_URL = ""

    def test_runs_in_one_thread_of_this_process(self) -> None:
        celery.ring("tests.bell", 1)
        celery.ring("tests.bell", 2)
        wait_for_the_thread()
        assert [args[0] for args in heard] == [1, 2]
        assert {args[1] for args in heard} == {"ring_0"}

    def test_what_is_rung_for_while_the_process_ends_runs_at_once(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        ended = ThreadPoolExecutor(max_workers=1)
        ended.shutdown()
        monkeypatch.setattr(celery, "_in_process", ended)
        monkeypatch.setattr(celery.connections, "close_all", lambda: None)  # the test's own
        celery.ring("tests.bell", 1)
        assert heard == [(1, "MainThread")]
        assert caplog.text == ""

    def test_a_broken_task_is_logged_and_the_next_runs(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        celery.ring("tests.bell", "broken")
        celery.ring("tests.bell", 2)
        wait_for_the_thread()
        assert [args[0] for args in heard] == ["broken", 2]
        assert "task tests.bell failed in-process" in caplog.text


@pytest.mark.loopback
@pytest.mark.django_db(transaction=True)
class TestWithADeadBroker:
    def test_the_deed_stands_at_once_and_the_log_says_so(
        self, settings: Any, monkeypatch: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.CAMKET_RING_INLINE = False
        settings.REDIS_URL = "redis://127.0.0.1:1/0"

        def nobody(*args: Any, **options: Any) -> None:
            assert options == {"ignore_result": True, "retry": False}
            raise ConnectionRefusedError("redis://:secret@127.0.0.1:1")

        monkeypatch.setattr(bell, "apply_async", nobody)
        with caplog.at_level(logging.WARNING):
            celery.ring("tests.bell", 1)
        assert heard == []
        assert "bell not heard for tests.bell: ConnectionRefusedError" in caplog.text
        assert "secret" not in caplog.text


class TestTheSchedule:
    def test_everything_scheduled_exists(self) -> None:
        celery.app.loader.import_default_modules()
        for entry in celery.app.conf.beat_schedule.values():
            assert entry["task"] in celery.app.tasks

    def test_reminders_go_out_at_half_past_seven_in_vietnam(self) -> None:
        schedule = celery.app.conf.beat_schedule["send_reminders"]["schedule"]
        assert (schedule.hour, schedule.minute) == ({7}, {30})
        assert str(celery.app.conf.timezone) == "Asia/Ho_Chi_Minh"

    def test_nothing_waits_for_results_or_for_a_dead_broker(self) -> None:
        assert celery.app.conf.result_backend is None
        assert celery.app.conf.task_ignore_result is True
        assert celery.app.conf.task_publish_retry_policy == {"max_retries": 0}
