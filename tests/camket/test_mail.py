"""The outbox: a row once for each key, sent once, put off by the ladder, harmless in its headers."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction

from camket import clock, jobs, mail
from camket.mail import message as messages
from camket.mail import outbox, sending
from camket.models import MailState, OutgoingMail
from tests.smtp import DROP, SWALLOW, Sink, free_port

NOON = datetime(2021, 3, 19, 12, tzinfo=clock.TZ)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _quiet_kinds() -> Iterator[None]:
    known = dict(messages.refreshers)
    yield
    messages.refreshers.clear()
    messages.refreshers.update(known)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    server = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    yield server
    server.stop()


def put(n: int = 1, **fields: Any) -> bool:
    return mail.queue(
        **{
            "key": f"test:{n}",
            "kind": "test",
            "recipient": None,
            "committee": None,
            "address": f"nguoi{n}@mau.example",
            "subject": f"Thư số {n}",
            "text": f"Nội dung {n}\n",
            "html": f"<p>Nội dung {n}</p>\n",
            "at": NOON,
        }
        | fields
    )


def unheard(count: int, first: int = 1) -> None:
    """Rows whose bell got lost."""
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            key=f"test:{n}",
            kind="test",
            address=f"nguoi{n}@mau.example",
            subject=f"Thư số {n}",
            text="x",
            queued_at=NOON,
            try_after=NOON,
        )
        for n in range(first, first + count)
    )


def deliver(at: datetime = NOON) -> int:
    return mail.deliver(now=lambda: at)


def row(n: int = 1) -> OutgoingMail:
    return OutgoingMail.objects.get(key=f"test:{n}")


@pytest.mark.django_db
class TestQueue:
    def test_the_same_key_makes_one_row(self) -> None:
        assert put(1) is True
        assert put(1, subject="Khác") is False
        assert row().subject == "Thư số 1"
        assert put(2) is True

    def test_the_row_goes_with_the_deed(self) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert put(1) / 0
        assert not OutgoingMail.objects.exists()

    def test_a_second_key_in_the_same_transaction_does_not_break_it(self) -> None:
        with transaction.atomic():
            put(1)
            put(1)
            put(2)
        assert OutgoingMail.objects.count() == 2

    def test_text_is_stored_composed(self) -> None:
        decomposed = unicodedata.normalize("NFD", "Đảng ủy Phường Đông Lễ")
        put(1, subject=decomposed, text=decomposed, html=decomposed)
        assert row().subject == row().text == row().html == "Đảng ủy Phường Đông Lễ"

    def test_without_an_address_the_office_sees_it_at_once(self) -> None:
        put(1, address="")
        assert row().state == MailState.FAILED
        assert row().error == outbox.NO_ADDRESS
        assert deliver() == 0

    def test_waits_for_its_moment(self) -> None:
        put(1, try_after=NOON + MINUTE)
        assert deliver(NOON) == 0
        assert deliver(NOON + MINUTE) == 1


class TestSubject:
    @pytest.mark.parametrize(
        "hostile",
        [
            "Phường 5\r\nBcc: ai@khac.example",
            "Phường 5\nBcc: ai@khac.example",
            "Phường 5\rBcc: ai@khac.example",
            "Phường 5\x0b\x0c\x85\u2028\u2029Bcc: ai@khac.example",
            "Phường 5\x00\x08\x1c\x1eBcc: ai@khac.example",
            "=?utf-8?q?a=0D=0ABcc:_ai@khac.example?=",
        ],
    )
    def test_is_one_harmless_line(self, hostile: str) -> None:
        line = mail.one_line(hostile)
        assert len(line.splitlines()) == 1
        assert line.isprintable()
        assert "=?" not in line

    def test_is_cut_to_what_the_column_holds(self) -> None:
        assert len(mail.one_line("ư" * 400)) == messages.SUBJECT_LENGTH


@pytest.mark.loopback
@pytest.mark.django_db
class TestOverTheWire:
    def test_says_the_same_in_text_and_html(self, sink: Sink) -> None:
        put(1, attachments=[{"name": "han.ics", "mime": "text/calendar", "text": "BEGIN\r\nEND"}])
        assert deliver() == 1
        (got,) = sink.to("nguoi1@mau.example")
        assert got["Subject"] == "Thư số 1"
        assert got["Auto-Submitted"] == "auto-generated"
        assert got["Date"] == "Fri, 19 Mar 2021 12:00:00 +0700"
        assert str(row().message_id) in got["Message-ID"]
        plain, html = got.get_body(("plain",)), got.get_body(("html",))
        assert plain is not None
        assert html is not None
        assert "Nội dung 1" in plain.get_content()
        assert "<p>Nội dung 1</p>" in html.get_content()
        (attached,) = got.iter_attachments()
        assert attached.get_content_type() == "text/calendar"
        assert attached.get_filename() == "han.ics"
        sent = row()
        assert (sent.state, sent.sent_at, sent.lease_until) == (MailState.SENT, NOON, None)
        assert deliver() == 0

    @pytest.mark.parametrize(
        ("kind", "kept"),
        [
            ("account.password_reset_key", False),
            ("invitation_of_a_test", True),
            ("account.password_changed", True),
            ("account.totp_activated", True),
            ("quarter_received", True),
        ],
    )
    def test_a_link_that_opens_a_door_does_not_stay_in_the_database(
        self, sink: Sink, kind: str, kept: bool
    ) -> None:
        put(1, kind=kind, text="Bấm http://vidu.vn/mot-lan")
        assert deliver() == 1
        (got,) = sink.to("nguoi1@mau.example")
        assert "mot-lan" in got.get_body(("plain",)).get_content()
        assert ("mot-lan" in row().text) is kept

    def test_names_from_people_make_no_header(self, sink: Sink) -> None:
        hostile = "Phường 5\r\nBcc: ai@khac.example\r\n\r\nchào"
        put(1, subject=hostile)
        deliver()
        (got,) = sink.to("nguoi1@mau.example")
        assert got["Bcc"] is None
        assert got["Subject"] == "Phường 5 Bcc: ai@khac.example chào"
        assert set(got.keys()) == {
            "Content-Type", "MIME-Version", "Subject", "From", "To", "Message-ID", "Date",
            "Auto-Submitted",
        }  # fmt: skip
        assert b"\nBcc:" not in sink.raw[0].replace(b"\r", b"\n")

    @pytest.mark.parametrize(
        "address", ["a@b.example\r\nBcc: ai@khac.example", "không phải địa chỉ", "a@b@c", ",@x"]
    )
    def test_a_hostile_address_gets_nothing(self, sink: Sink, address: str) -> None:
        put(1, address=address)
        put(2)
        deliver()
        assert row(1).state == MailState.FAILED
        assert [to for to, _ in sink.taken] == ["nguoi2@mau.example"]

    def test_an_address_refused_for_good_is_shown(self, sink: Sink) -> None:
        sink.answers["nguoi1@mau.example"] = ["550 không có hộp thư này"]
        sink.answers["nguoi2@mau.example"] = ["554 bị coi là thư rác data"]
        for n in (1, 2, 3):
            put(n)
        deliver()
        assert row(1).state == row(2).state == MailState.FAILED
        assert row(1).error.startswith("Máy chủ thư từ chối: 550")
        assert row(3).state == MailState.SENT

    def test_sent_again_by_hand_after_the_address_is_mended(self, sink: Sink, cast: Any) -> None:
        sink.answers["reporter@mau.example"] = ["550 không có"]
        put(1, recipient=cast.reporter, address="")
        deliver()
        cast.reporter.email = "dung@mau.example"
        cast.reporter.save()
        assert mail.send_again(row(), at=NOON) is True
        assert mail.send_again(row(), at=NOON) is False
        deliver()
        assert row().state == MailState.SENT
        assert len(sink.to("dung@mau.example")) == 1

    def test_put_off_it_is_tried_by_the_ladder(self, sink: Sink) -> None:
        sink.answers["nguoi1@mau.example"] = ["451 đợi đã"] * 6
        put(1)
        at, waits = NOON, []
        for _ in range(6):
            assert deliver(at) == 1
            assert row().state == MailState.QUEUED
            assert "451" in row().error
            assert deliver(row().try_after - timedelta(seconds=1)) == 0
            waits.append((row().try_after - at) // MINUTE)
            at = row().try_after
        assert waits == [1, 5, 15, 60, 60, 60]
        deliver(at)
        assert (row().state, row().error) == (MailState.SENT, "")

    def test_given_up_after_three_days(self, sink: Sink) -> None:
        sink.answers["nguoi1@mau.example"] = ["451 đợi đã"] * 100
        put(1)
        at = NOON
        while row().state == MailState.QUEUED:
            deliver(at)
            at = max(row().try_after, at)
        assert row().state == MailState.FAILED
        assert timedelta(hours=70) < at - NOON <= timedelta(hours=72)

    def test_hung_up_before_the_message_it_comes_once(self, sink: Sink) -> None:
        sink.answers["nguoi1@mau.example"] = [DROP]
        put(1)
        put(2)
        deliver()
        assert row(1).state == MailState.QUEUED
        assert row(2).state == MailState.SENT
        deliver(NOON + MINUTE)
        assert len(sink.to("nguoi1@mau.example")) == 1

    def test_hung_up_after_the_message_it_comes_again_under_the_same_id(self, sink: Sink) -> None:
        sink.answers["nguoi1@mau.example"] = [SWALLOW]
        put(1)
        deliver()
        deliver(NOON + MINUTE)
        first, second = sink.to("nguoi1@mau.example")
        assert first["Message-ID"] == second["Message-ID"]
        assert first["Date"] == second["Date"]


@pytest.mark.loopback
@pytest.mark.django_db
class TestABadDay:
    """trust.md F6: of 200, 30 % put off once, 5 % refused, 5 % hung up after the message."""

    def test_all_arrive_but_the_refused(self, sink: Sink) -> None:
        unheard(200, first=0)
        for n in range(200):
            script = ["451 đợi đã"] if n % 10 < 3 else []
            script += ["550 không có"] if n % 20 == 9 else []
            script += [SWALLOW] if n % 20 == 19 else []
            sink.answers[f"nguoi{n}@mau.example"] = script
        at = NOON
        for _ in range(10):
            while deliver(at):
                pass
            at += MINUTE
        outcome = Counter(OutgoingMail.objects.values_list("state", flat=True))
        assert outcome == {MailState.SENT: 190, MailState.FAILED: 10}
        copies = Counter(message["Message-ID"] for _, message in sink.taken)
        assert len(copies) == 190
        assert sum(count - 1 for count in copies.values()) == 10  # those hung up on, no others
        assert set(copies.values()) == {1, 2}


@pytest.mark.loopback
@pytest.mark.django_db
class TestNobodyAnswers:
    @pytest.fixture(autouse=True)
    def _no_server(self, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()

    def test_the_mail_waits(self) -> None:
        put(1)
        deliver()
        assert row().state == MailState.QUEUED
        assert row().error == "Máy chủ thư không trả lời (ConnectionRefusedError)."
        assert row().try_after == NOON + MINUTE

    def test_after_ten_in_a_row_all_sending_pauses(self) -> None:
        for n in range(15):
            put(n)
        assert deliver() == sending.BREAKER_AT
        assert mail.held()
        assert deliver() == 0
        assert OutgoingMail.objects.filter(attempts=0).count() == 5

    def test_goes_on_when_the_pause_is_over(self, settings: Any) -> None:
        for n in range(15):
            put(n)
        deliver()
        cache.delete("mail:held")
        deliver()
        assert OutgoingMail.objects.filter(attempts=0).count() == 4  # one try, and held again
        cache.delete("mail:held")
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert deliver() == 4
        assert cache.get("mail:connection-failures") is None


@pytest.mark.django_db
class TestClaims:
    def test_twenty_at_a_time(self, mailoutbox: list[Any]) -> None:
        for n in range(25):
            put(n)
        assert deliver() == sending.BATCH
        assert deliver() == 5
        assert len(mailoutbox) == 25

    def test_of_two_senders_one_gets_the_row(self) -> None:
        put(1)
        assert outbox.claim(row().pk, NOON) is not None
        assert outbox.claim(row().pk, NOON) is None
        assert deliver() == 0

    def test_what_a_dead_sender_held_is_given_back_when_its_lease_ends(
        self, mailoutbox: list[Any]
    ) -> None:
        put(1)
        outbox.claim(row().pk, NOON)
        assert deliver(NOON + outbox.LEASE - MINUTE) == 0
        assert deliver(NOON + outbox.LEASE) == 1
        assert row().state == MailState.SENT
        assert str(row().message_id) in mailoutbox[0].extra_headers["Message-ID"]

    def test_a_sender_that_lost_its_lease_changes_nothing(self) -> None:
        put(1)
        slow = outbox.claim(row().pk, NOON)
        assert slow is not None
        deliver(NOON + outbox.LEASE)
        outbox.mark(slow, state=MailState.FAILED, error="chậm")
        assert row().state == MailState.SENT

    def test_a_long_run_stops_and_leaves_the_rest_queued(self, mailoutbox: list[Any]) -> None:
        for n in range(3):
            put(n)
        ticking = iter(NOON + n * MINUTE for n in range(100))
        assert mail.deliver(now=lambda: next(ticking)) < 3
        assert OutgoingMail.objects.filter(state=MailState.QUEUED).exists()
        assert not OutgoingMail.objects.filter(state=MailState.SENDING).exists()

    def test_one_person_gets_no_more_than_the_cap_a_day(
        self, cast: Any, mailoutbox: list[Any]
    ) -> None:
        for n in range(sending.DAILY_CAP + 2):
            put(n, recipient=cast.head)
        put(99, recipient=cast.reporter)
        for _ in range(5):
            deliver()
        assert len(mailoutbox) == sending.DAILY_CAP + 1
        late = OutgoingMail.objects.filter(state=MailState.QUEUED)
        assert {one.try_after for one in late} == {datetime(2021, 3, 20, tzinfo=clock.TZ)}
        assert {one.attempts for one in late} == {0}
        assert deliver(NOON + timedelta(days=1)) == 2


@pytest.mark.django_db
class TestSaidAnew:
    def test_at_the_moment_of_sending(self, mailoutbox: list[Any]) -> None:
        mail.refresh("test")(lambda r, at: mail.Message(f"Mới: {r.subject}", "a\n", "<p>a</p>"))
        put(1)
        deliver()
        assert mailoutbox[0].subject == row().subject == "Mới: Thư số 1"

    def test_not_needed_any_more(self, mailoutbox: list[Any]) -> None:
        mail.refresh("test")(lambda r, at: None)
        put(1)
        deliver()
        assert mailoutbox == []
        assert row().state == MailState.NOT_NEEDED

    def test_a_broken_refresher_puts_the_mail_off_and_stops_nobody(
        self, mailoutbox: list[Any]
    ) -> None:
        def broken(r: OutgoingMail, at: datetime) -> None:
            raise ValueError("hỏng")

        mail.refresh("test")(broken)
        put(1)
        put(2, kind="other")
        deliver()
        assert row(1).state == MailState.QUEUED
        assert row(1).error == "Lỗi khi soạn thư (RuntimeError)."
        assert row(2).state == MailState.SENT


@pytest.mark.django_db(transaction=True)
class TestJobs:
    def test_the_bell_rings_after_the_commit(self, mailoutbox: list[Any]) -> None:
        with transaction.atomic():
            put(1, at=clock.now())
            assert mailoutbox == []
        assert len(mailoutbox) == 1

    def test_one_ring_sends_all_in_batches(self, mailoutbox: list[Any], on_day: Any) -> None:
        on_day(2021, 3, 20)
        unheard(45)
        jobs.deliver_mail()
        assert len(mailoutbox) == 45

    def test_the_sweep_hears_what_no_bell_told(self, mailoutbox: list[Any], on_day: Any) -> None:
        on_day(2021, 3, 20)
        unheard(1)
        jobs.sweep_mail()
        jobs.sweep_mail()
        assert len(mailoutbox) == 1

    def test_the_command_needs_no_worker(
        self, mailoutbox: list[Any], on_day: Any, capsys: Any
    ) -> None:
        on_day(2021, 3, 20)
        unheard(25)
        put(30, address="")
        unheard(25, first=50)
        call_command("run_outbox")
        assert len(mailoutbox) == 50
        assert "còn chờ 0; không gửi được 1." in capsys.readouterr().out

    def test_never_inside_a_transaction(self) -> None:
        put(1)
        OutgoingMail.objects.update(state=MailState.QUEUED)
        with pytest.raises(RuntimeError), transaction.atomic():
            deliver()
