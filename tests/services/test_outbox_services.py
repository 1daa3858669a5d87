"""The outbox and the reminders on PostgreSQL, with Redis, a real worker and a real mail server.

Each race has its control: the same run with the protection off must show the race.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import redis
from django.conf import settings as live
from django.db import connection, connections, transaction

from camket import celery, clock, mail
from camket.mail import outbox
from camket.mail import sending as senders
from camket.models import MailState, OutgoingMail
from commitments import reminders
from commitments.reminders import sending
from tests import cast as story
from tests.cast import Cast
from tests.smtp import Sink
from units.models.people import PersonQuerySet

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _the_servers(settings: Any) -> Iterator[None]:
    assert live.REDIS_URL, "REDIS_URL names the server under test"
    assert connection.vendor == "postgresql", "DATABASE_URL names the server under test"
    settings.CAMKET_RING_INLINE = False
    broker = redis.Redis.from_url(live.REDIS_URL)
    broker.flushdb()
    yield
    broker.flushdb()
    broker.close()


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    server = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    yield server
    server.stop()


def put(n: int, key: str = "") -> bool:
    return mail.queue(
        key=key or f"test:{n}",
        kind="test",
        recipient=None,
        committee=None,
        address=f"nguoi{n}@mau.example",
        subject=f"Thư số {n}",
        text="Nội dung\n",
        html="<p>Nội dung</p>\n",
        at=clock.now(),
    )


def put_many(count: int) -> None:
    with transaction.atomic():
        for n in range(count):
            put(n)


def at_once(count: int, deed: Callable[[int], Any]) -> list[Any]:
    """The deed in so many threads, begun together; what each returned, or the exception."""
    start, results = threading.Barrier(count), [None] * count

    def run(n: int) -> None:
        try:
            start.wait(10)
            results[n] = deed(n)
        except Exception as error:  # told to the test
            results[n] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def wait_until(done: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.05)
    return False


def in_state(state: MailState) -> int:
    return OutgoingMail.objects.filter(state=state).count()


class TestQueueAtOnce:
    def test_one_row_for_one_key(self) -> None:
        assert sorted(at_once(8, lambda n: put(n, key="one"))) == [False] * 7 + [True]
        assert OutgoingMail.objects.count() == 1

    def test_control_looking_before_writing_is_not_enough(self) -> None:
        looked = threading.Barrier(8)

        def naive(n: int) -> None:
            if not OutgoingMail.objects.exists():
                looked.wait(10)
                put(n, key=str(uuid4()))

        at_once(8, naive)
        assert OutgoingMail.objects.count() > 1


class TestSendersAtOnce:
    def rounds(self, n: int) -> int:
        done = 0
        while handled := mail.deliver():
            done += handled
        return done

    def test_each_mail_once(self, sink: Sink) -> None:
        put_many(60)
        done = at_once(4, self.rounds)
        assert sum(done) == 60
        assert Counter(to for to, _ in sink.taken) == {
            f"nguoi{n}@mau.example": 1 for n in range(60)
        }
        assert in_state(MailState.SENT) == 60

    def test_control_without_the_condition_some_go_twice(
        self, sink: Sink, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def careless(pk: int, at: Any) -> OutgoingMail:
            row = OutgoingMail.objects.get(pk=pk)
            row.state, row.lease_until = MailState.SENDING, at + outbox.LEASE
            row.save()
            return row

        monkeypatch.setattr(senders, "claim", careless)
        put_many(20)
        at_once(4, lambda n: mail.deliver())
        assert len(sink.taken) > 20


class TestBeatsAtOnce:
    """Two beats on the two sides of midnight: one step, so one reminder."""

    DAYS = (date(2021, 3, 18), date(2021, 3, 19))

    @pytest.fixture(autouse=True)
    def _signed(self, cast: Cast) -> None:
        story.signed(cast)
        OutgoingMail.objects.all().delete()

    @pytest.fixture
    def slowly(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Both have looked before either writes, if nothing keeps them apart."""
        both, look = threading.Barrier(2), sending._spent

        def look_and_wait(on: date, person: Any = None) -> Any:
            seen = look(on, person)
            try:
                both.wait(1)
            except threading.BrokenBarrierError:
                both.reset()
            return seen

        monkeypatch.setattr(sending, "_spent", look_and_wait)

    def send(self, n: int) -> int:
        return len(reminders.send_due(self.DAYS[n], story.at(3, 18 + n, 7, 30)))

    def test_one_reminder_each(self, cast: Cast, slowly: None) -> None:
        sent = at_once(2, self.send)
        assert sum(sent) == 2
        count = Counter(OutgoingMail.objects.values_list("recipient", flat=True))
        assert count == {cast.head.pk: 1, cast.reporter.pk: 1}

    def test_control_without_the_lock_two(
        self, cast: Cast, slowly: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(PersonQuerySet, "select_for_update", lambda self, **options: self)
        at_once(2, self.send)
        count = Counter(OutgoingMail.objects.values_list("recipient", flat=True))
        assert max(count.values()) == 2

    def test_three_beats_in_one_second(self, cast: Cast) -> None:
        at_once(3, lambda n: self.send(0))
        assert OutgoingMail.objects.count() == 2


def environment_of(sink: Sink, folder: Path) -> dict[str, str]:
    """The real settings on this test's database, broker and mail server."""
    database = connection.settings_dict
    host = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    user = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "camket.settings",
        "DATABASE_URL": f"postgres://{user}@{host}/{database['NAME']}",
        "REDIS_URL": live.REDIS_URL,
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "VAR_DIR": str(folder),
        "SECRET_KEY": "only-for-this-test",
    }


class Worker:
    """`celery worker` as a process of its own; killed with its child."""

    def __init__(self, sink: Sink, folder: Path) -> None:
        self.environment = environment_of(sink, folder)
        self.log = folder / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.log.write_text("")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "camket", "worker", "-c", "1", "-l", "info",
                 "--without-gossip", "--without-mingle"],
                cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        assert wait_until(lambda: " ready." in self.log.read_text()), self.log.read_text()

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def end(self) -> None:
        """As a rolling restart does: finish what is begun."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture
def worker(sink: Sink, tmp_path: Path) -> Iterator[Worker]:
    made = Worker(sink, tmp_path)
    made.start()
    yield made
    if made.process is not None and made.process.poll() is None:
        made.kill()


class TestWorker:
    def test_the_bell_wakes_it(self, sink: Sink, worker: Worker) -> None:
        put_many(45)
        assert wait_until(lambda: in_state(MailState.SENT) == 45), worker.log.read_text()
        assert len(sink.taken) == 45

    def test_killed_nothing_is_lost_and_a_copy_has_the_same_id(
        self, sink: Sink, worker: Worker
    ) -> None:
        sink.delay, kills = 0.03, 4
        put_many(80)
        for n in range(kills):
            assert wait_until(lambda n=n: len(sink.taken) > (n + 1) * 10)
            worker.kill()
            worker.start()
            celery.ring("camket.sweep_mail")  # what the beat does each minute
        assert wait_until(lambda: in_state(MailState.QUEUED) == 0), worker.log.read_text()
        assert wait_until(lambda: in_state(MailState.SENDING) <= kills)
        ten_minutes_later(sink)
        assert in_state(MailState.SENT) == 80
        ids = defaultdict(list)
        for to, message in sink.taken:
            ids[to].append(message["Message-ID"])
        assert len(ids) == 80
        assert len(sink.taken) - 80 <= kills
        assert all(len(set(same)) == 1 for same in ids.values())

    def test_ended_in_order_each_goes_exactly_once(self, sink: Sink, worker: Worker) -> None:
        sink.delay = 0.03
        put_many(60)
        for n in range(2):
            assert wait_until(lambda n=n: len(sink.taken) > (n + 1) * 10)
            worker.end()
            assert in_state(MailState.SENDING) == 0
            worker.start()
            celery.ring("camket.sweep_mail")
        assert wait_until(lambda: in_state(MailState.SENT) == 60), worker.log.read_text()
        assert Counter(to for to, _ in sink.taken).most_common(1)[0][1] == 1

    def test_a_flushed_broker_costs_a_sweep(self, sink: Sink, worker: Worker) -> None:
        sink.delay = 0.02
        broker = redis.Redis.from_url(live.REDIS_URL)
        put_many(50)
        for _ in range(10):
            broker.flushdb()
            time.sleep(0.05)
        broker.close()
        wait_until(lambda: in_state(MailState.SENT) == 50, 3)
        celery.ring("camket.sweep_mail")
        assert wait_until(lambda: in_state(MailState.SENT) == 50), worker.log.read_text()
        assert len(sink.taken) == 50


def ten_minutes_later(sink: Sink) -> None:
    """The leases of dead senders have ended; the next sweep sends their mails."""
    sink.delay = 0
    OutgoingMail.objects.filter(state=MailState.SENDING).update(
        lease_until=clock.now() - timedelta(seconds=1)
    )
    celery.ring("camket.sweep_mail")
    wait_until(lambda: in_state(MailState.SENDING) + in_state(MailState.QUEUED) == 0)


class TestWithoutTheBroker:
    def manage(self, sink: Sink, folder: Path, *command: str) -> str:
        """A management command in a process whose broker is not there."""
        environment = environment_of(sink, folder) | {"REDIS_URL": "redis://127.0.0.1:1/0"}
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert "bell not heard" in done.stderr or "run_outbox" in command
        return done.stdout

    def test_the_deed_does_not_fail_and_the_command_sends(
        self, cast: Cast, sink: Sink, tmp_path: Path
    ) -> None:
        story.signed(cast)
        OutgoingMail.objects.all().delete()
        assert "đã xếp gửi 2 thư" in self.manage(
            sink, tmp_path, "send_reminders", "--on", "2021-03-18"
        )
        assert in_state(MailState.QUEUED) == 2
        assert "Đã xử lý 2 thư" in self.manage(sink, tmp_path, "run_outbox")
        assert [to for to, _ in sink.taken] == [cast.head.email, cast.reporter.email]
