"""The planned curve, and what dates and values say of a task (domain.md §7)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commitments.progress import Flag, Status, completion, days_late, flags, planned
from tests.commitments.promises import DUE, percent, step, task, values, weights


class TestPlanned:
    @pytest.mark.parametrize(
        ("facts", "curve"),
        [
            # planned values: the latest at or before the quarter
            (task(80, 90, step(1, value=82), step(3, value=87)), [20, 20, 70, 100]),
            (task(80, 90, step(2, value=85)), [0, 50, 50, 100]),
            (task(120, 90, step(1, value=114), step(2, value=105)), [20, 50, 50, 100]),
            (task(0, 10, step(1, value=3), step(1, value=4)), [40, 40, 40, 100]),
            (task(0, 10, step(3, value=9), step(1, value=3)), [30, 30, 90, 100]),
            (task(0, 10, step(1, value=-2), step(2, value=12)), [0, 100, 100, 100]),
            # a planned value is wanted of one step and silent in the other
            (task(0, 10, step(1), step(2, value=5)), [0, 50, 50, 100]),
            # milestones alone: their weights
            (task(0, 10, step(1, 20), step(2, 30), step(4, 50)), [20, 50, 50, 100]),
            (task(None, None, step(1, 1), step(2, 1), step(3, 1)), ["33.33", "66.67", 100, 100]),
            (task(None, None, step(4)), [0, 0, 0, 100]),
            # neither: a straight line to the due quarter
            (task(0, 10), [25, 50, 75, 100]),
            (task(0, 10, due_on=date(2021, 6, 1)), [50, 100, 100, 100]),
            (task(due_on=date(2021, 9, 30)), ["33.33", "66.67", 100, 100]),
            (task(0, 10, due_on=date(2022, 3, 1)), [20, 40, 60, 80]),
            (task(0, 10, due_on=date(2020, 12, 1)), [100, 100, 100, 100]),
            # due before the roadmap says so: due is due
            (task(0, 10, step(1, value=3), due_on=date(2021, 6, 30)), [30, 100, 100, 100]),
        ],
    )
    def test_curve(self, facts, curve):
        assert [planned(facts, quarter) for quarter in (1, 2, 3, 4)] == [Decimal(p) for p in curve]

    roads = st.lists(
        st.builds(step, st.integers(1, 4), weights, st.none() | st.integers(-50, 150)), max_size=6
    )

    @given(roads, st.none() | st.integers(-5, 5), st.dates(date(2020, 6, 1), date(2022, 6, 1)))
    def test_within_bounds_and_all_when_due(self, road, target, due_on):
        facts = task(0, target, *road, due_on=due_on)
        for quarter in (1, 2, 3, 4):
            assert 0 <= planned(facts, quarter) <= 100
        assert due_on > date(2021, 12, 31) or planned(facts, 4) == 100

    @given(st.lists(st.builds(step, st.integers(1, 4), weights), max_size=6), st.dates())
    def test_weights_and_lines_only_rise(self, road, due_on):
        curve = [
            planned(task(None, None, *road, due_on=due_on), quarter) for quarter in (1, 2, 3, 4)
        ]
        assert curve == sorted(curve)

    @given(st.integers(1, 4), values)
    def test_exactly_as_planned_is_never_behind(self, quarter, value):
        facts = task(0, 1000, step(quarter, value=value), due_on=date(2022, 12, 31))
        done = percent(facts, value)
        found = flags(facts, quarter, done, Status.IN_PROGRESS, date(2021, 3, 25), Decimal(0))
        assert Flag.BEHIND not in found or value < 0


class TestFlags:
    FACTS = task(0, 100)  # due 15/12: 25, 50, 75, 100
    BEFORE, ON_DUE, AFTER = date(2021, 3, 25), DUE, DUE + timedelta(days=1)

    @pytest.mark.parametrize(
        ("quarter", "done", "status", "on", "flag"),
        [
            (1, 25, Status.IN_PROGRESS, BEFORE, Flag.ON_TRACK),
            (1, 15, Status.IN_PROGRESS, BEFORE, Flag.ON_TRACK),  # exactly the tolerance
            (1, "14.99", Status.IN_PROGRESS, BEFORE, Flag.BEHIND),
            (1, 0, Status.NOT_STARTED, BEFORE, Flag.BEHIND),
            (1, -20, Status.IN_PROGRESS, BEFORE, Flag.BEHIND),
            (1, 130, Status.IN_PROGRESS, BEFORE, Flag.ON_TRACK),
            (1, 130, Status.DONE, BEFORE, Flag.EXCEEDED),
            (1, 100, Status.DONE, BEFORE, Flag.ON_TRACK),
            (1, None, Status.NOT_STARTED, BEFORE, None),
            (1, None, Status.IN_PROGRESS, BEFORE, None),
            (1, None, Status.DONE, BEFORE, Flag.ON_TRACK),
            (4, 80, Status.DONE, BEFORE, Flag.ON_TRACK),
            (4, 95, Status.IN_PROGRESS, ON_DUE, Flag.ON_TRACK),
            (4, 50, Status.IN_PROGRESS, ON_DUE, Flag.BEHIND),
            (4, 50, Status.IN_PROGRESS, AFTER, Flag.LATE),
            (4, 120, Status.IN_PROGRESS, AFTER, Flag.LATE),
            (4, None, Status.NOT_STARTED, AFTER, Flag.LATE),
            (4, 50, Status.DONE, AFTER, Flag.ON_TRACK),
            (4, 100, Status.DONE, AFTER, Flag.ON_TRACK),
            (4, "100.01", Status.DONE, AFTER, Flag.EXCEEDED),
        ],
    )
    def test_truth_table(self, quarter, done, status, on, flag):
        done = None if done is None else Decimal(done)
        found = flags(self.FACTS, quarter, done, status, on)
        assert found == ({flag} if flag else set())

    def test_tolerance_of_the_year(self):
        for tolerance, flag in ((20, Flag.ON_TRACK), (5, Flag.BEHIND)):
            found = flags(
                self.FACTS, 1, Decimal(10), Status.IN_PROGRESS, self.BEFORE, Decimal(tolerance)
            )
            assert found == {flag}

    def test_a_broken_maintained_value_is_behind_from_the_first_quarter(self):
        facts = task(95, 95)
        done = percent(facts, 90)
        assert flags(facts, 1, done, Status.IN_PROGRESS, self.BEFORE) == {Flag.BEHIND}

    def test_status_may_be_the_stored_string(self):
        assert flags(self.FACTS, 4, Decimal(100), "DONE", self.AFTER) == {Flag.ON_TRACK}
        assert completion(task(), None, "DONE", True) == 100

    @given(
        st.integers(1, 4),
        st.none() | values,
        st.sampled_from(Status),
        st.dates(date(2021, 1, 1), date(2022, 12, 31)),
    )
    def test_one_word_at_most_and_late_means_past_and_not_done(self, quarter, done, status, on):
        found = flags(self.FACTS, quarter, done, status, on)
        assert len(found) <= 1
        assert (Flag.LATE in found) is (on > DUE and status != Status.DONE)

    @pytest.mark.parametrize(("on", "late"), [(-30, 0), (0, 0), (1, 1), (16, 16)])
    def test_days_late(self, on, late):
        assert days_late(DUE, DUE + timedelta(days=on)) == late
