"""Quarters, due days, lock days and the reminder ladder (domain.md §4, trust.md F10-F12)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camket import clock
from commitments import periods
from commitments.periods import QuarterDates

SECOND = timedelta(seconds=1)
days = st.dates(date(2017, 1, 1), date(2040, 12, 31))
years = st.integers(2017, 2040)


class TestQuarters:
    @pytest.mark.parametrize(
        ("day", "quarter"),
        [
            (date(2021, 1, 1), 1),
            (date(2021, 3, 31), 1),
            (date(2021, 4, 1), 2),
            (date(2021, 6, 30), 2),
            (date(2021, 7, 1), 3),
            (date(2021, 10, 1), 4),
            (date(2021, 12, 31), 4),
        ],
    )
    def test_quarter_of(self, day, quarter):
        assert periods.quarter_of(day) == quarter

    def test_ends(self):
        ends = [periods.quarter_end(2021, quarter) for quarter in periods.QUARTERS]
        assert ends == [date(2021, 3, 31), date(2021, 6, 30), date(2021, 9, 30), date(2021, 12, 31)]

    @given(days)
    def test_a_quarter_ends_where_the_next_begins(self, day):
        end = periods.quarter_end(day.year, periods.quarter_of(day))
        assert day <= end
        following = periods.quarter_of(end + timedelta(days=1))
        assert following == periods.quarter_of(day) % 4 + 1

    def test_nominal_due(self):
        assert [periods.nominal_due(2021, q).isoformat()[5:] for q in periods.QUARTERS] == [
            "03-25",
            "06-25",
            "09-25",
            "12-25",
        ]

    @pytest.mark.parametrize("quarter", [0, 5, -1])
    def test_no_such_quarter(self, quarter):
        for ask in (periods.quarter_end, periods.nominal_due):
            with pytest.raises(ValueError, match="no such quarter"):
                ask(2021, quarter)
        with pytest.raises(ValueError, match="no such quarter"):
            periods.label(quarter, 2021)

    def test_label(self):
        assert periods.label(1, 2021) == "Quý I/2021"
        assert periods.label(4, 2020) == "Quý IV/2020"


class TestHolidays:
    @pytest.mark.parametrize(
        ("first", "last"),
        [
            ("2020-01-23", "2020-01-29"),
            ("2021-02-10", "2021-02-16"),
            ("2022-01-31", "2022-02-04"),
            ("2023-01-20", "2023-01-26"),
            ("2024-02-08", "2024-02-14"),
            ("2025-01-27", "2025-01-31"),
            ("2026-02-16", "2026-02-20"),
            ("2027-02-04", "2027-02-10"),
            ("2028-01-24", "2028-01-29"),
        ],
    )
    def test_tet(self, first, last):
        day, last = date.fromisoformat(first), date.fromisoformat(last)
        holidays = periods.public_holidays(day.year)
        while day <= last:
            assert day in holidays
            day += timedelta(days=1)

    @pytest.mark.parametrize(
        ("day", "name"),
        [
            ("2021-02-12", "Tết Nguyên Đán"),
            ("2021-04-21", "Ngày Giỗ Tổ Hùng Vương"),
            ("2025-04-07", "Ngày Giỗ Tổ Hùng Vương"),
            ("2027-04-16", "Ngày Giỗ Tổ Hùng Vương"),
            ("2028-04-04", "Ngày Giỗ Tổ Hùng Vương"),
            ("2021-09-02", "Quốc khánh"),
            ("2021-09-03", "Quốc khánh"),
            ("2021-05-03", "Ngày Quốc tế Lao động (nghỉ bù)"),
            ("2026-04-27", "Ngày Giỗ Tổ Hùng Vương (nghỉ bù)"),
            ("2026-11-24", "Ngày Văn hóa Việt Nam"),
        ],
    )
    def test_named_in_vietnamese(self, day, name):
        day = date.fromisoformat(day)
        assert periods.public_holidays(day.year)[day] == name

    @pytest.mark.parametrize("day", ["2021-02-09", "2021-02-17", "2021-03-25", "2025-11-24"])
    def test_working_days(self, day):
        day = date.fromisoformat(day)
        assert day not in periods.public_holidays(day.year)

    @given(years)
    @settings(max_examples=24)
    def test_of_one_year_and_at_least_the_law_s_days(self, year):
        holidays = periods.public_holidays(year)
        assert {day.year for day in holidays} == {year}
        assert len(holidays) >= (11 if year < 2026 else 12) - (year < 2021)


class TestNextWorkingDay:
    @pytest.mark.parametrize(
        ("day", "works_on"),
        [
            ("2021-03-25", "2021-03-25"),  # a Thursday
            ("2021-12-25", "2021-12-27"),  # a Saturday
            ("2022-09-25", "2022-09-26"),  # a Sunday
            ("2021-02-10", "2021-02-17"),  # the whole of Tết
            ("2021-04-30", "2021-05-04"),  # holiday, weekend, day in lieu
            ("2020-12-31", "2020-12-31"),
        ],
    )
    def test_shift(self, day, works_on):
        day = date.fromisoformat(day)
        moved = periods.next_working_day(day, periods.public_holidays(day.year))
        assert moved.isoformat() == works_on

    def test_the_office_s_own_calendar_rules(self):
        assert periods.next_working_day(date(2021, 3, 25), {date(2021, 3, 25)}) == date(2021, 3, 26)
        assert periods.next_working_day(date(2021, 2, 12), set()) == date(2021, 2, 12)

    @given(days, st.sets(days, max_size=5))
    def test_first_working_day_not_before(self, day, holidays):
        moved = periods.next_working_day(day, holidays)
        assert moved >= day
        assert moved.weekday() < 5
        assert moved not in holidays
        assert periods.next_working_day(moved, holidays) == moved


class TestDefaultDates:
    def test_of_2021(self):
        assert periods.default_dates(2021) == [
            QuarterDates(1, date(2021, 3, 25), date(2021, 4, 5)),  # 4/4 is a Sunday
            QuarterDates(2, date(2021, 6, 25), date(2021, 7, 5)),
            QuarterDates(3, date(2021, 9, 27), date(2021, 10, 7)),  # 25/9 is a Saturday
            QuarterDates(4, date(2021, 12, 27), date(2022, 1, 6)),
        ]

    def test_lock_day_in_the_next_year_s_holidays(self):
        dates = periods.default_dates(2027, lock_after_days=7)
        assert dates[3] == QuarterDates(4, date(2027, 12, 27), date(2028, 1, 4))  # 3/1 in lieu

    def test_own_holidays(self):
        dates = periods.default_dates(2021, holidays={date(2021, 3, 25), date(2021, 3, 26)})
        assert dates[0] == QuarterDates(1, date(2021, 3, 29), date(2021, 4, 8))

    @given(years, st.integers(0, 30))
    @settings(max_examples=24, deadline=None)
    def test_in_order_and_on_working_days(self, year, lock_after_days):
        holidays = periods.public_holidays(year) | periods.public_holidays(year + 1)
        for dates in periods.default_dates(year, lock_after_days):
            assert dates.due_on >= periods.nominal_due(year, dates.quarter)
            assert dates.locks_on >= dates.due_on + timedelta(days=lock_after_days)
            for day in (dates.due_on, dates.locks_on):
                assert periods.next_working_day(day, holidays) == day
            assert periods.quarter_of(dates.due_on) == dates.quarter


class TestDeadlines:
    DUE = date(2021, 3, 25)

    def test_one_zone_with_the_clock(self):
        assert periods.ZONE is clock.TZ

    def test_closes_at_the_next_midnight_in_vietnam(self):
        assert periods.closes_at(self.DUE) == datetime(2021, 3, 25, 17, 0, tzinfo=UTC)
        assert periods.closes_at(self.DUE).isoformat() == "2021-03-26T00:00:00+07:00"

    @pytest.mark.parametrize(
        ("offset", "in_time"),
        [(-SECOND, True), (timedelta(microseconds=-1), True), (0 * SECOND, False), (SECOND, False)],
    )
    def test_second_by_second(self, offset, in_time):
        at = periods.closes_at(self.DUE) + offset
        assert periods.is_on_time(at, self.DUE) is in_time

    def test_a_naive_moment_is_an_error(self):
        with pytest.raises(TypeError):
            periods.is_on_time(datetime(2021, 3, 25, 12, 0), self.DUE)

    def test_ten_thousand_instants_in_three_zones_give_one_verdict(self):
        closes = periods.closes_at(self.DUE)
        for n in range(-5_000, 5_000):
            at = closes + timedelta(seconds=37 * n)
            verdicts = {
                periods.is_on_time(at.astimezone(zone), self.DUE)
                for zone in (UTC, periods.ZONE, ZoneInfo("America/New_York"))
            }
            assert verdicts == {n < 0}

    @given(st.datetimes(timezones=st.timezones()), days)
    @settings(deadline=None)
    def test_on_time_means_the_local_day_is_not_past(self, at, due_on):
        on = clock.local_date(at) if at.year > 1900 and at.year < 9999 else None
        if on is not None:
            assert periods.is_on_time(at, due_on) == (on <= due_on)
            assert periods.is_on_time(at, due_on) == (periods.days_left(on, due_on) >= 0)

    @pytest.mark.parametrize(
        ("on", "left"), [("2021-03-19", 6), ("2021-03-25", 0), ("2021-03-26", -1)]
    )
    def test_days_left(self, on, left):
        assert periods.days_left(date.fromisoformat(on), self.DUE) == left

    def test_in_words(self):
        words = periods.in_words(self.DUE, date(2021, 4, 5), 2021)
        assert words == "Hạn nộp 25/3 · khóa sổ 05/4"

    def test_in_words_over_the_turn_of_the_year(self):
        words = periods.in_words(date(2021, 12, 27), date(2022, 1, 6), 2021)
        assert words == "Hạn nộp 27/12 · khóa sổ 06/01/2022"


class TestLadder:
    DUE = date(2021, 3, 25)

    @pytest.mark.parametrize(
        ("left", "step"),
        [
            (30, None),
            (15, None),
            (14, 14),
            (13, 14),
            (8, 14),
            (7, 7),
            (6, 7),
            (4, 7),
            (3, 3),
            (2, 3),
            (1, 1),
            (0, 0),
            (-1, None),
            (-30, None),
        ],
    )
    def test_step_of_a_day(self, left, step):
        assert periods.ladder_step(self.DUE - timedelta(days=left), self.DUE) == step

    def test_other_ladders(self):
        on = self.DUE - timedelta(days=2)
        assert periods.ladder_step(on, self.DUE, ladder=[1, 5]) == 5
        assert periods.ladder_step(on, self.DUE, ladder=[1]) is None
        assert periods.ladder_step(on, self.DUE, ladder=[]) is None

    @given(st.sets(st.integers(0, 60), min_size=1), st.integers(0, 70))
    def test_every_day_run_each_step_has_its_own_day(self, ladder, since):
        """Run daily up to the due day: each step begins on its day and none is passed over."""
        run = [self.DUE - timedelta(days=left) for left in range(since, -1, -1)]
        steps = [periods.ladder_step(on, self.DUE, ladder) for on in run]
        seen = list(dict.fromkeys(step for step in steps if step is not None))
        assert seen == sorted(seen, reverse=True)
        assert set(seen) >= {step for step in ladder if step <= since}

    @given(st.integers(1, 13))
    def test_after_a_gap_one_step_the_newest(self, gap):
        """Nothing ran for some days: the next run finds exactly one step, the newest."""
        on = self.DUE - timedelta(days=14 - gap)
        passed = [s for s in periods.REMINDER_LADDER if self.DUE - timedelta(days=s) <= on]
        assert periods.ladder_step(on, self.DUE) == min(passed)
