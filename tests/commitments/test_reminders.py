"""Reminders: to whom, on which days, once, and never to those who have handed in."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from camket import clock, mail
from camket.models import MailState, OutgoingMail
from commitments import reminders
from commitments.models import Commitment, Extension, Period, ProgressReport, Year
from commitments.reminders import calendar, sending
from commitments.states import ReportState, YearState
from commitments.workflow import filing, reviewing
from tests import cast as story
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Appointment, Group, Person
from units.roles import Role

DUE = date(2021, 3, 25)  # Quý I/2021; locks on 5 April
LADDER = [date(2021, 3, day) for day in (11, 18, 22, 24, 25)]
ONE_DAY = timedelta(days=1)


def morning(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 7, 30, tzinfo=clock.TZ)


def send(on: date, **options: Any) -> list[reminders.Reminder]:
    return reminders.send_due(on, morning(on), **options)


def days(first: date, last: date) -> Iterable[date]:
    return (first + n * ONE_DAY for n in range((last - first).days + 1))


def rows(person: Person | None = None) -> list[OutgoingMail]:
    found = OutgoingMail.objects.filter(kind=reminders.KIND).order_by("pk")
    return list(found.filter(recipient=person) if person else found)


def sent_days(person: Person) -> list[date]:
    return [date.fromisoformat(row.about["on"]) for row in rows(person)]


def deliver(on: date) -> None:
    at = morning(on) + timedelta(minutes=5)
    while mail.deliver(now=lambda: at):
        pass


def hand_in(commitment: Commitment, quarter: int = 1) -> None:
    commitment.reports.filter(period__quarter=quarter).update(
        state=ReportState.SUBMITTED, submitted_at=morning(DUE), first_submitted_at=morning(DUE)
    )


@pytest.fixture
def ward(cast: Cast) -> Commitment:
    """The ward's signed commitment; the mails that led there are forgotten."""
    commitment = story.signed(cast)
    OutgoingMail.objects.all().delete()
    return commitment


class TestWho:
    def test_heads_and_reporters_of_the_unit(self, cast: Cast, ward: Commitment) -> None:
        found = reminders.outstanding(LADDER[0])
        assert {r.person for r in found} == {cast.head, cast.reporter}
        (item,) = found[0].items
        assert item.label == "báo cáo Quý I/2021 – Phường 1"
        assert (item.due_on, item.locks_on) == (DUE, date(2021, 4, 5))
        assert (item.days, item.step) == (14, 14)
        assert item.href == (
            "http://127.0.0.1:8000/dang-uy-mau/2021/bao-cao/phuong-1/quy-1/"
        )  # fmt: skip

    def test_nobody_once_it_is_handed_in(self, ward: Commitment) -> None:
        hand_in(ward)
        assert reminders.outstanding(LADDER[0]) == []

    @pytest.mark.parametrize("back", ["sent_back", "reopened"])
    def test_nobody_when_it_was_sent_back(self, cast: Cast, ward: Commitment, back: str) -> None:
        """On time for good by its first round; the mail about the return tells what to do."""
        row = quarter.report(ward)
        if back == "sent_back":
            quarter.sent_back(cast, row)
        else:
            quarter.accepted(cast, row)
            reviewing.reopen(report=row, reason="Sai số.", by=cast.clerk, at=morning(LADDER[2]))
        assert all(reminders.outstanding(on) == [] for on in days(LADDER[0], DUE))

    def test_again_when_it_was_withdrawn(self, cast: Cast, ward: Commitment) -> None:
        row = quarter.report(ward)
        quarter.submitted(cast, row)
        filing.withdraw(report=row, by=cast.head, at=quarter.HANDED_IN)
        assert len(reminders.outstanding(LADDER[2])) == 2

    def test_nobody_when_the_year_is_closed(self, ward: Commitment) -> None:
        Year.objects.update(state=YearState.CLOSED)
        assert reminders.outstanding(LADDER[0]) == []

    def test_the_successor_not_the_predecessor(self, cast: Cast, ward: Commitment) -> None:
        Appointment.objects.filter(person=cast.head).update(ends_on=date(2021, 3, 14))
        heir = story.appointed("heir", Role.HEAD, cast.ward, starts_on=date(2021, 3, 15))
        assert cast.head in {r.person for r in reminders.outstanding(date(2021, 3, 14))}
        after = {r.person for r in reminders.outstanding(date(2021, 3, 15))}
        assert after == {heir, cast.reporter}

    def test_not_to_who_may_not_log_in(self, cast: Cast, ward: Commitment) -> None:
        Person.objects.filter(pk=cast.head.pk).update(is_active=False)
        assert {r.person for r in reminders.outstanding(LADDER[0])} == {cast.reporter}

    def test_the_lock_day_of_an_extension(self, cast: Cast, ward: Commitment) -> None:
        Extension.objects.create(
            report=ward.reports.get(period__quarter=1),
            asked_by="Bí thư",
            reason="x",
            granted_by=cast.clerk,
            granted_at=morning(DUE),
            locks_on=date(2021, 4, 20),
        )
        assert reminders.outstanding(DUE)[0].items[0].locks_on == date(2021, 4, 20)

    def test_committees_apart(self, cast: Cast, ward: Commitment) -> None:
        assert reminders.outstanding(DUE, committee=cast.elsewhere) == []
        assert len(reminders.outstanding(DUE, committee=cast.committee)) == 2

    def test_costs_the_same_for_one_unit_and_for_two(
        self, cast: Cast, ward: Commitment, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(4):
            reminders.outstanding(DUE)
        story.signed(cast, cast.bureau)
        with django_assert_num_queries(4):
            assert len(reminders.outstanding(DUE)) == 4


class TestRegistration:
    due = date(2021, 1, 20)

    @pytest.fixture(autouse=True)
    def _opened(self, cast: Cast) -> None:
        story.year(cast, registration_due_on=self.due)

    def test_is_reminded_of_by_the_same_ladder(self, cast: Cast) -> None:
        for on in days(date(2021, 1, 5), date(2021, 2, 5)):
            send(on)
        expected = [self.due - timedelta(days=d) for d in (14, 7, 3, 1, 0)]
        assert sent_days(cast.head) == sent_days(cast.bureau_reporter) == expected
        assert rows(cast.head)[1].subject == (
            "Còn 7 ngày: đăng ký cam kết năm 2021 – Phường 1"
        )  # fmt: skip

    def test_not_once_it_is_sent(self, cast: Cast) -> None:
        story.submitted(cast)
        assert {r.person for r in reminders.outstanding(self.due)} == {
            cast.bureau_head,
            cast.bureau_reporter,
        }

    def test_still_when_it_was_sent_back(self, cast: Cast) -> None:
        story.sent_back(cast)
        found = {r.person: r.items for r in reminders.outstanding(self.due)}
        assert found[cast.head][0].sent_back
        send(self.due)
        said = rows(cast.head)[0].text
        assert "đã được trả lại để bổ sung và chưa gửi lại, hạn là hết hôm nay" in said
        assert "Thường trực kịp duyệt" in said

    def test_still_after_another_unit_has_signed(self, cast: Cast) -> None:
        story.signed(cast)
        assert Year.objects.get().state == YearState.IN_FORCE
        assert {r.person for r in reminders.outstanding(self.due)} == {
            cast.bureau_head,
            cast.bureau_reporter,
        }


class TestDays:
    def test_each_step_once_and_nothing_after_the_due_day(
        self, cast: Cast, ward: Commitment
    ) -> None:
        for on in days(date(2021, 2, 20), date(2021, 4, 20)):
            for _ in range(2):
                send(on)
        assert sent_days(cast.head) == sent_days(cast.reporter) == LADDER
        assert [row.subject for row in rows(cast.head)] == [
            "Còn 14 ngày: báo cáo Quý I/2021 – Phường 1",
            "Còn 7 ngày: báo cáo Quý I/2021 – Phường 1",
            "Còn 3 ngày: báo cáo Quý I/2021 – Phường 1",
            "Còn 1 ngày: báo cáo Quý I/2021 – Phường 1",
            "Hôm nay là hạn: báo cáo Quý I/2021 – Phường 1",
        ]

    def test_a_missed_day_is_made_good(self, cast: Cast, ward: Commitment) -> None:
        for on in days(date(2021, 3, 1), date(2021, 3, 17)):
            send(on)
        send(date(2021, 3, 19))
        assert sent_days(cast.head) == [LADDER[0], date(2021, 3, 19)]
        assert rows(cast.head)[1].subject.startswith("Còn 6 ngày")
        send(date(2021, 3, 20))
        assert len(rows(cast.head)) == 2

    def test_many_missed_days_by_one_mail(self, cast: Cast, ward: Commitment) -> None:
        send(LADDER[0])
        for on in days(date(2021, 3, 24), date(2021, 3, 25)):
            send(on)
        assert sent_days(cast.head) == [LADDER[0], date(2021, 3, 24), DUE]

    def test_the_ladder_of_the_year(self, cast: Cast, ward: Commitment) -> None:
        Year.objects.update(reminder_days=[5, 2])
        for on in days(date(2021, 3, 1), DUE):
            send(on)
        assert sent_days(cast.head) == [date(2021, 3, 20), date(2021, 3, 23)]

    def test_a_due_day_that_is_moved_is_reminded_of_anew(
        self, cast: Cast, ward: Commitment
    ) -> None:
        send(date(2021, 3, 22))
        Period.objects.filter(quarter=1).update(due_on=date(2021, 3, 29))
        for on in days(date(2021, 3, 23), date(2021, 3, 29)):
            send(on)
        assert sent_days(cast.head)[1:] == [date(2021, 3, day) for day in (23, 26, 28, 29)]

    def test_a_rehearsal_changes_nothing(self, cast: Cast, ward: Commitment) -> None:
        assert len(send(LADDER[0], dry_run=True)) == 2
        assert rows() == []
        assert len(send(LADDER[0])) == 2
        assert send(LADDER[0], dry_run=True) == []

    def test_a_rehearsal_knows_who_has_todays_mail(self, cast: Cast, ward: Commitment) -> None:
        """What falls due for them later that day waits for the next."""
        send(LADDER[0])
        story.signed(cast, cast.bureau)
        story.appoint(cast.head, Role.REPORTER, cast.bureau)
        new = {cast.bureau_head, cast.bureau_reporter}
        today, tomorrow = reminders.planned(LADDER[0], cast.committee)
        assert {r.person for r in today} == new
        assert {r.person for r in tomorrow} == {cast.head}
        assert {r.person for r in send(LADDER[0], dry_run=True)} == new
        assert {r.person for r in send(LADDER[0])} == new
        assert {r.person for r in send(LADDER[0] + ONE_DAY)} == {cast.head}

    def test_tomorrow_takes_today_as_sent(self, cast: Cast, ward: Commitment) -> None:
        today, tomorrow = reminders.planned(date(2021, 3, 12), cast.committee)
        assert (len(today), len(tomorrow)) == (2, 0)
        today, tomorrow = reminders.planned(date(2021, 3, 17), cast.committee)
        assert (len(today), len(tomorrow)) == (2, 2)


class TestOneMailADay:
    @pytest.fixture
    def both(self, cast: Cast, ward: Commitment) -> Person:
        """The ward's reporter reports for the bureau too."""
        story.signed(cast, cast.bureau)
        story.appoint(cast.reporter, Role.REPORTER, cast.bureau)
        OutgoingMail.objects.all().delete()
        return cast.reporter

    def test_with_all_that_is_outstanding(self, cast: Cast, both: Person) -> None:
        send(LADDER[0])
        (row,) = rows(both)
        assert row.subject == "Còn 14 ngày: báo cáo Quý I/2021 – Phường 1 và 1 việc khác"
        for part in (row.text, row.html):
            assert "Báo cáo Quý I/2021 – Phòng Kinh tế" in part
            assert "http://127.0.0.1:8000/dang-uy-mau/2021/" in part
        assert row.attachments[0]["text"].count("BEGIN:VEVENT") == 2
        assert [item["label"] for item in row.about["items"]] == [
            "báo cáo Quý I/2021 – Phường 1",
            "báo cáo Quý I/2021 – Phòng Kinh tế",
        ]

    def test_in_the_order_of_the_units(self, cast: Cast, both: Person) -> None:
        Group.objects.filter(pk=cast.offices.pk).update(rank=0)
        send(LADDER[0])
        (row,) = rows(both)
        assert [item["label"] for item in row.about["items"]] == [
            "báo cáo Quý I/2021 – Phòng Kinh tế",
            "báo cáo Quý I/2021 – Phường 1",
        ]

    def test_what_is_handed_in_before_it_goes_is_left_out(
        self, cast: Cast, both: Person, mailoutbox: list[Any]
    ) -> None:
        send(LADDER[0])
        hand_in(Commitment.objects.get(unit=cast.ward))
        deliver(LADDER[0])
        (row,) = rows(both)
        assert row.state == MailState.SENT
        assert row.subject == "Còn 14 ngày: báo cáo Quý I/2021 – Phòng Kinh tế"
        assert "Phường 1" not in row.text + row.html + row.attachments[0]["text"]
        assert rows(cast.head)[0].state == MailState.NOT_NEEDED
        assert [m.to for m in mailoutbox].count([cast.head.email]) == 0

    def test_two_committees_do_not_see_each_other(self, cast: Cast, both: Person) -> None:
        far = story.appoint(both, Role.REPORTER, cast.far_ward)
        year = Year.objects.create(
            committee=cast.elsewhere, year=2021, state="REGISTRATION",
            registration_due_on=date(2021, 3, 20),
        )  # fmt: skip
        Commitment.objects.create(year=year, unit=far.unit)
        send(LADDER[0])
        (row,) = rows(both)
        assert row.committee is None
        assert rows(cast.head)[0].committee == cast.committee


class TestAtTheMomentOfSending:
    def test_who_has_handed_in_gets_nothing(
        self, cast: Cast, ward: Commitment, mailoutbox: list[Any]
    ) -> None:
        send(LADDER[1])
        hand_in(ward)
        deliver(LADDER[1])
        assert mailoutbox == []
        assert {row.state for row in rows()} == {MailState.NOT_NEEDED}

    def test_the_twin_who_has_not_gets_it(
        self, cast: Cast, ward: Commitment, mailoutbox: list[Any]
    ) -> None:
        send(LADDER[1])
        deliver(LADDER[1])
        assert sorted(m.to[0] for m in mailoutbox) == [cast.head.email, cast.reporter.email]
        assert mailoutbox[0].attachments[0][0] == "han-nop.ics"

    def test_withdrawn_again_the_step_still_comes(self, cast: Cast, ward: Commitment) -> None:
        send(LADDER[1])
        hand_in(ward)
        deliver(LADDER[1])
        ward.reports.filter(period__quarter=1).update(state=ReportState.OPEN, submitted_at=None)
        send(LADDER[1] + ONE_DAY)
        assert len(rows(cast.head)) == 2

    def test_a_late_mail_tells_the_days_that_are_left_by_then(
        self, cast: Cast, ward: Commitment, mailoutbox: list[Any]
    ) -> None:
        send(LADDER[1])
        deliver(LADDER[1] + ONE_DAY)
        assert mailoutbox[0].subject.startswith("Còn 6 ngày")
        send(LADDER[1] + ONE_DAY)
        assert len(rows(cast.head)) == 1

    def test_not_after_the_due_day(self, ward: Commitment, mailoutbox: list[Any]) -> None:
        send(DUE)
        deliver(DUE + ONE_DAY)
        assert mailoutbox == []

    def test_only_the_newest_of_those_that_waited(
        self, cast: Cast, ward: Commitment, mailoutbox: list[Any]
    ) -> None:
        for on in LADDER[:3]:
            send(on)
        deliver(LADDER[2])
        assert len([m for m in mailoutbox if m.to == [cast.head.email]]) == 1
        assert mailoutbox[0].subject.startswith("Còn 3 ngày")
        for on in days(LADDER[2], DUE):
            send(on)
        assert sent_days(cast.head)[-2:] == LADDER[3:]

    def test_a_step_that_a_late_mail_told_is_spent(
        self, cast: Cast, ward: Commitment, mailoutbox: list[Any]
    ) -> None:
        send(LADDER[1])
        deliver(LADDER[2])
        send(LADDER[2])
        assert len(rows(cast.head)) == 1

    def test_a_rehearsed_day_stays_that_day(
        self, cast: Cast, ward: Commitment, mailoutbox: list[Any]
    ) -> None:
        reminders.send_due(LADDER[1], morning(date(2026, 11, 22)))
        at = morning(date(2026, 11, 22))
        mail.deliver(now=lambda: at)
        assert mailoutbox[0].subject.startswith("Còn 7 ngày")


@pytest.mark.django_db
class TestThreeBeats:
    """trust.md F12: 3 beats × 30 days × 50 units."""

    def units(self, cast: Cast, ward: Commitment, count: int = 50) -> None:
        period = Period.objects.get(quarter=1)
        for n in range(2, count + 1):
            unit = story.unit_row(cast.wards, f"phuong-{n + 1}", f"Phường {n + 1}", kind="WARD")
            story.appoint(story.person(f"head{n}"), Role.HEAD, unit)
            commitment = Commitment.objects.create(
                year=ward.year, unit=unit, state="SIGNED", signed_on=date(2021, 1, 8),
                content={}, content_hash="x",
            )  # fmt: skip
            ProgressReport.objects.create(commitment=commitment, period=period)

    def counted(self) -> Counter[int]:
        return Counter(row.recipient_id or 0 for row in rows())

    def test_each_reminder_once(self, cast: Cast, ward: Commitment) -> None:
        self.units(cast, ward)
        for on in days(date(2021, 3, 1), date(2021, 3, 30)):
            for _ in range(3):
                send(on)
        assert len(self.counted()) == 51
        assert set(self.counted().values()) == {5}
        steps = Counter((r.recipient_id, step) for r in rows() for step in r.about["steps"])
        assert set(steps.values()) == {1}

    def test_a_gap_of_three_days_costs_one_mail(self, cast: Cast, ward: Commitment) -> None:
        self.units(cast, ward, 5)
        for on in days(date(2021, 3, 1), date(2021, 3, 30)):
            if not date(2021, 3, 22) <= on <= date(2021, 3, 24):
                for _ in range(3):
                    send(on)
        assert set(self.counted().values()) == {3}

    def test_control_without_the_memory_of_steps(
        self, cast: Cast, ward: Commitment, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from collections import defaultdict

        monkeypatch.setattr(sending, "_spent", lambda on, person=None: defaultdict(set))
        for on in days(date(2021, 3, 1), date(2021, 3, 30)):
            send(on)
        assert set(self.counted().values()) == {15}  # every day from the first step on


class TestCommand:
    def run(self, capsys: Any, *args: str) -> str:
        call_command("send_reminders", *args)
        return str(capsys.readouterr().out)

    def test_rehearses(self, cast: Cast, ward: Commitment, capsys: Any) -> None:
        out = self.run(capsys, "--on", "2021-03-18", "--dry-run")
        assert "Nhắc việc 18/3/2021: sẽ gửi 2 thư." in out
        assert re.search(
            r"Hoàng Văn Đứng Thử +head@mau.example +báo cáo Quý I/2021 – Phường 1 +"
            r"25/3/2021 +7 ngày +7 ngày",
            out,
        )
        assert rows() == []

    def test_sends_once(self, cast: Cast, ward: Commitment, capsys: Any) -> None:
        assert "đã xếp gửi 2 thư" in self.run(capsys, "--on", "2021-03-18")
        assert self.run(capsys, "--on", "2021-03-18") == (
            "Nhắc việc 18/3/2021: đã xếp gửi 0 thư.\n"
        )  # fmt: skip

    def test_means_today(self, ward: Commitment, capsys: Any, on_day: Any) -> None:
        on_day(2021, 3, 19)
        assert "Nhắc việc 19/3/2021: đã xếp gửi 2 thư." in self.run(capsys)

    def test_asks_for_a_day_it_understands(self, db: None) -> None:
        with pytest.raises(CommandError, match="YYYY-MM-DD"):
            call_command("send_reminders", "--on", "18/3/2021")


class TestCalendar:
    def events(self) -> str:
        items = reminders.outstanding(LADDER[1])[0].items
        return calendar.events(items, "Văn phòng; Lê, 0905", morning(LADDER[1]))

    def test_tells_the_due_day_as_a_whole_day(self, ward: Commitment) -> None:
        text = self.events().replace("\r\n ", "")
        lines = text.split("\r\n")
        assert lines[0] == "BEGIN:VCALENDAR"
        assert lines[-2:] == ["END:VCALENDAR", ""]
        assert "DTSTART;VALUE=DATE:20210325" in lines
        assert "DTEND;VALUE=DATE:20210326" in lines
        assert "DTSTAMP:20210318T003000Z" in lines
        assert "SUMMARY:Hạn: báo cáo Quý I/2021 – Phường 1" in lines
        (said,) = [line for line in lines if line.startswith("DESCRIPTION:")]
        assert said == (
            "DESCRIPTION:Hạn nộp: 25/3/2021\\nKhóa sổ: 05/4/2021\\n"
            "Cần hỗ trợ: Văn phòng\\; Lê\\, 0905"
        )

    def test_a_name_cannot_add_a_line(self, cast: Cast, ward: Commitment) -> None:
        cast.ward.short_name = "P1\r\nATTENDEE:mailto:ai@khac.example"
        cast.ward.save()
        assert "\nATTENDEE" not in self.events().replace("\r\n ", "")

    def test_the_event_stays_the_same_event(self, ward: Commitment) -> None:
        uid = re.findall(r"UID:\S+", self.events())
        first, second = (reminders.outstanding(on)[0].items for on in LADDER[:2])
        later = calendar.events(second, "x", morning(LADDER[2]))
        assert re.findall(r"UID:\S+", later) == uid
        assert first[0].thing == second[0].thing

    @given(st.text(alphabet="aưđẫ–, ", max_size=400))
    def test_lines_fold_between_letters(self, text: str) -> None:
        folded = calendar._folded(text)
        assert all(len(line.encode()) <= 75 for line in folded.split("\r\n"))
        assert folded.replace("\r\n ", "") == text
