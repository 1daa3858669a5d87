"""The report's clocks: to the second, in every time zone, four of them and never mixed."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import Mock, patch
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from camket import clock
from camket.audit import Refused
from commitments import clocks, periods, rules
from commitments.models import Commitment, Extension, Period, ProgressReport, TaskProgress, Year
from commitments.states import ReportState
from commitments.workflow import filing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

DUE, LOCKS = date(2021, 3, 25), date(2021, 4, 5)
HERE = f"{quarter.PREFIX}phuong-1/quy-1/"
MS = timedelta(milliseconds=1)


def unsaved(**fields: Any) -> ProgressReport:
    """A report of the first quarter without a database."""
    period = Period(year=Year(year=2021), quarter=1, due_on=DUE, locks_on=LOCKS)
    row = ProgressReport(pk=1, period=period, **fields)
    row._prefetched_objects_cache = {"extensions": [], "extension_requests": []}  # type: ignore[attr-defined]
    return row


@pytest.fixture
def row(cast: Cast) -> ProgressReport:
    saved = quarter.draft(cast, quarter.report(quarter.reports(cast)))
    assert (saved.period.due_on, saved.period.locks_on) == (DUE, LOCKS)
    return saved


def hand_in(cast: Cast, row: ProgressReport, at: datetime) -> str:
    """Its punctuality when it arrives at that moment, or the refusal; undone afterwards."""
    try:
        with transaction.atomic():
            filing.submit(report=row, key=uuid4(), version=row.version, by=cast.head, at=at)
            said = clocks.punctuality(quarter.fresh(row))
            raise _UndoError
    except _UndoError:
        return said
    except Refused as refused:
        return refused.sentence


class _UndoError(Exception):
    pass


@pytest.mark.django_db
class TestAcrossTheSecond:
    """trust.md F10: arrival decides; what is too late keeps its text."""

    @pytest.mark.parametrize(
        ("off", "said"), [(-1, "nộp đúng hạn"), (0, "nộp muộn 1 ngày"), (1, "nộp muộn 1 ngày")]
    )
    def test_around_the_due_day(self, cast: Cast, row: ProgressReport, off: int, said: str) -> None:
        assert hand_in(cast, row, periods.closes_at(DUE) + timedelta(seconds=off)) == said

    @pytest.mark.parametrize(("off", "taken"), [(-1, True), (0, False), (1, False)])
    def test_around_the_lock(self, cast: Cast, row: ProgressReport, off: int, taken: bool) -> None:
        said = hand_in(cast, row, periods.closes_at(LOCKS) + timedelta(seconds=off))
        assert said == "nộp muộn 11 ngày" if taken else "đã khóa sổ ngày 05/4/2021" in said
        assert TaskProgress.objects.filter(changed__contains="khu phố 3").count() == 3

    def test_two_hundred_across_each_second_match_their_stamps(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        """100 within half a second before, 100 from the moment itself on; none loses its text."""
        for last, before, after in (
            (DUE, "nộp đúng hạn", "nộp muộn 1 ngày"),
            (LOCKS, "nộp muộn 11 ngày", "khóa sổ"),
        ):
            stamps = [periods.closes_at(last) + n * 5 * MS for n in range(-100, 100)]
            said = [hand_in(cast, row, at) for at in stamps]
            assert all(before in one for one in said[:100])
            assert all(after in one for one in said[100:])
        assert TaskProgress.objects.filter(changed__contains="khu phố 3").count() == 3

    def test_control_the_day_in_greenwich_is_seven_hours_too_long(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        at = periods.closes_at(DUE) + timedelta(hours=6, minutes=59)
        assert at.astimezone(UTC).date() == DUE
        assert hand_in(cast, row, at) == "nộp muộn 1 ngày"

    @pytest.mark.parametrize("slow", [False, True], ids=["at once", "the work takes a minute"])
    def test_the_page_takes_the_moment_of_arrival(
        self, cast: Cast, client: Client, row: ProgressReport, slow: bool
    ) -> None:
        """What was sent a second before the lock is in, however long saving takes."""
        client.force_login(cast.head)
        arrived = periods.closes_at(LOCKS) - timedelta(seconds=1)
        with patch.object(clock, "now", lambda: arrived):
            page = client.get(HERE)
            assert "23:59 ngày 05/4/2021" in page.content.decode()  # the server's own time
        moments, later = iter([arrived]), arrived + timedelta(seconds=60 if slow else 0)
        watch = Mock(wraps=clock, TZ=clock.TZ)
        watch.now.side_effect = lambda: next(moments, later)
        with patch("commitments.views.filing.clock", watch):
            client.post(HERE, quarter.posted(page, gui="1"))
        assert quarter.fresh(row).first_submitted_at == arrived

    def test_a_second_late_the_text_is_kept(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        client.force_login(cast.head)
        with patch.object(clock, "now", lambda: periods.closes_at(LOCKS)):
            data = quarter.posted(client.get(HERE), gui="1")
            name = next(key for key in data if key.endswith("changed"))
            answer = client.post(HERE, data | {name: "Viết trong giây cuối cùng."})
        assert answer.status_code == 422
        assert "đã khóa sổ" in answer.content.decode()
        assert quarter.fresh(row).state == ReportState.OPEN
        assert TaskProgress.objects.filter(changed="Viết trong giây cuối cùng.").exists()


@pytest.fixture
def zones() -> Iterator[None]:
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


MOMENTS = st.datetimes(datetime(2021, 3, 20), datetime(2021, 4, 10), timezones=st.timezones())
PLACES = ("UTC", "Asia/Ho_Chi_Minh", "America/New_York")


@pytest.mark.usefixtures("zones")
class TestZones:
    """trust.md F11: one verdict for a moment, wherever the process thinks it is."""

    @settings(max_examples=300, deadline=None)
    @given(MOMENTS)
    def test_one_verdict(self, at: datetime) -> None:
        verdicts = set()
        for zone in PLACES:
            os.environ["TZ"] = zone
            time.tzset()
            handed_in = unsaved(state=ReportState.SUBMITTED, first_submitted_at=at)
            on = clock.local_date(at)
            verdicts.add((clocks.punctuality(handed_in), rules.is_locked(unsaved(), on)))
        ((said, locked),) = verdicts
        assert (said == "nộp đúng hạn") is periods.is_on_time(at, DUE)
        assert locked is not periods.is_on_time(at, LOCKS)


class TestTheFourClocks:
    """On time, late, extended, returned, waiting: each in its own words, none in another's."""

    def said(self, on: date, **fields: Any) -> tuple[str, str, str, int]:
        found = clocks.of_report(unsaved(**fields), on)
        return found.tone, found.word, found.note, found.over

    @pytest.mark.parametrize(
        ("on", "said"),
        [
            (date(2020, 12, 31), ("idle", "Chưa đến kỳ", "hạn nộp 25/3", 0)),
            (date(2021, 3, 10), ("idle", "Còn 15 ngày", "", 0)),
            (date(2021, 3, 24), ("behind", "Còn 1 ngày", "", 0)),
            (date(2021, 3, 25), ("behind", "Hạn hôm nay", "", 0)),
            (date(2021, 3, 26), ("late", "Quá hạn 1 ngày", "khóa sổ 05/4", 0)),
            (date(2021, 4, 5), ("late", "Quá hạn 11 ngày", "hôm nay khóa sổ", 0)),
            (date(2021, 4, 6), ("late", "Quá hạn 12 ngày", "đã khóa sổ", 0)),
        ],
    )
    def test_not_handed_in(self, on: date, said: Any) -> None:
        row = {"commitment": _paper(), "state": ReportState.OPEN}
        assert self.said(on, **row) == said

    @pytest.mark.parametrize(
        ("on", "word", "over"),
        [
            (date(2021, 3, 24), "Chờ xem xét", 0),
            (date(2021, 3, 31), "Chờ xem xét 7 ngày", 0),
            (date(2021, 4, 1), "Chờ xem xét 8 ngày", 1),
        ],
    )
    def test_late_to_review_is_the_offices_and_never_the_units(
        self, on: date, word: str, over: int
    ) -> None:
        at = stage.at(3, 24)
        row = {"submitted_at": at, "first_submitted_at": at, "state": ReportState.SUBMITTED}
        assert self.said(on, **row) == ("sent", word, "nộp đúng hạn", over)

    def test_sent_back_has_its_own_clock(self) -> None:
        row = {
            "state": ReportState.SENT_BACK, "sent_back_at": stage.at(3, 28),
            "first_submitted_at": stage.at(3, 24),
        }  # fmt: skip
        assert self.said(date(2021, 4, 20), **row) == (
            "back", "Trả lại 23 ngày", "chờ đơn vị bổ sung", 0,
        )  # fmt: skip

    def test_no_lock_is_named_where_none_holds(self) -> None:
        """Sent back after more time was given: neither the period's lock nor that day closes it."""
        row = unsaved(commitment=_paper(), state=ReportState.SENT_BACK)
        row._prefetched_objects_cache["extensions"] = [Extension(locks_on=date(2021, 4, 9))]  # type: ignore[attr-defined]
        assert clocks.dates(row) == "Hạn nộp 25/3 · không khóa sổ"
        assert clocks.extended(row, date(2021, 4, 7)) == "đã gia hạn đến 09/4"

    def test_more_time_stands_beside_the_lateness(self) -> None:
        row = unsaved(
            commitment=_paper(), state=ReportState.SUBMITTED, submitted_at=stage.at(4, 12),
            first_submitted_at=stage.at(4, 12),
        )  # fmt: skip
        row._prefetched_objects_cache["extensions"] = [Extension(locks_on=date(2021, 4, 15))]  # type: ignore[attr-defined]
        assert clocks.punctuality(row) == "nộp muộn 18 ngày"
        for on in (date(2021, 4, 12), date(2021, 5, 3)):
            assert clocks.extended(row, on) == "được gia hạn đến 15/4"

    @pytest.mark.parametrize(
        ("day", "note"),
        [
            (14, "được gia hạn đến 15/4"),
            (15, "được gia hạn đến 15/4, hôm nay khóa sổ"),
            (16, "đã gia hạn đến 15/4, đã khóa sổ"),
        ],
    )
    def test_more_time_ends_with_its_last_day(self, day: int, note: str) -> None:
        row = unsaved(commitment=_paper(), state=ReportState.OPEN)
        row._prefetched_objects_cache["extensions"] = [Extension(locks_on=date(2021, 4, 15))]  # type: ignore[attr-defined]
        on = date(2021, 4, day)
        told = clocks.of_report(row, on)
        assert (told.note, clocks.extended(row, on), clocks.aside(row, on)) == (note, note, note)
        assert told.word == f"Quá hạn {day + 6} ngày"

    @pytest.mark.parametrize(
        ("day", "note"),
        [(10, "khóa sổ 15/4"), (15, "hôm nay khóa sổ"), (16, "đã khóa sổ")],
    )
    def test_a_later_lock_day_for_all_is_nobody_s_extension(self, day: int, note: str) -> None:
        """More time was given to one; then the whole period's books stay open still longer."""
        row = unsaved(commitment=_paper(), state=ReportState.OPEN)
        row._prefetched_objects_cache["extensions"] = [Extension(locks_on=date(2021, 4, 7))]  # type: ignore[attr-defined]
        row.period.locks_on = date(2021, 4, 15)
        on = date(2021, 4, day)
        assert rules.lock_day(row) == date(2021, 4, 15)
        assert (clocks.of_report(row, on).note, clocks.extended(row, on)) == (note, "")

    @pytest.mark.parametrize(("drafted", "note"), [
        (None, "hôm nay khóa sổ"), (stage.at(3, 20), "đang soạn, hôm nay khóa sổ"),
    ])  # fmt: skip
    def test_the_due_day_may_be_the_last_one(self, drafted: Any, note: str) -> None:
        row = unsaved(commitment=_paper(), state=ReportState.OPEN, saved_at=drafted)
        row.period.locks_on = DUE
        told = clocks.of_report(row, DUE)
        assert (told.word, told.note) == ("Hạn hôm nay", note)


def _paper() -> Commitment:
    return Commitment(year=Year(year=2021), state="SIGNED")


@pytest.mark.django_db
def test_the_figure_counts_as_the_clock_does(cast: Cast, row: ProgressReport) -> None:
    """In SQL and in words: the same days, to the moment."""
    filing.submit(
        report=row, key=uuid4(), version=row.version, by=cast.head, at=stage.at(3, 24, 23, 59)
    )
    for on in (date(2021, 3, 31), date(2021, 4, 1)):
        counted = ProgressReport.objects.late_to_review(on).count()
        assert counted == (clocks.of_report(quarter.fresh(row), on).over > 0)
