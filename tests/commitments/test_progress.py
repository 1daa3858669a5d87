"""Completion: how far a task is (domain.md §7)."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from commitments.progress import Flag, Status, planned
from tests.commitments.promises import percent, step, task, values, weights


class TestQuantity:
    @pytest.mark.parametrize(
        ("baseline", "target", "actual", "done"),
        [
            (80, 90, 85, "50"),
            (80, 90, 90, "100"),
            (80, 90, 92, "120"),
            (80, 90, 80, "0"),
            (80, 90, 78, "-20"),
            (None, 200, 50, "25"),
            (0, 3, 1, "33.33"),
            (0, 3, 2, "66.67"),
            # lower is better: poor households from 120 to 90
            (120, 90, 120, "0"),
            (120, 90, 105, "50"),
            (120, 90, 90, "100"),
            (120, 90, 60, "200"),
            (120, 90, 130, "-33.33"),
            (10, 0, 4, "60"),
            (-5, 5, 0, "50"),
        ],
    )
    def test_share_of_the_way(self, baseline, target, actual, done):
        assert percent(task(baseline, target), actual) == Decimal(done)

    def test_status_and_product_do_not_change_a_measured_value(self):
        results = {
            percent(task(0, 100), 40, status, accepted)
            for status in Status
            for accepted in (True, False)
        }
        assert results == {Decimal(40)}

    def test_without_a_value(self):
        assert percent(task(80, 90), None, Status.NOT_STARTED) == 0
        assert percent(task(80, 90), None, Status.IN_PROGRESS) is None
        assert percent(task(80, 90), None, Status.DONE) is None

    def test_never_rounded_onto_a_hundred(self):
        assert percent(task(0, 1_000_000), 999_999) == Decimal("99.99")
        assert percent(task(0, 1_000_000), 1_000_001) == Decimal("100.01")

    def test_a_target_next_to_the_baseline_fits_the_column(self):
        assert percent(task(0, "0.0001"), 10**13) == 999_999
        assert percent(task(0, "0.0001"), -(10**13)) == -999_999

    @given(values, values)
    def test_reached_is_a_hundred_and_start_is_none(self, baseline, target):
        assume(baseline != target)
        facts = task(baseline, target)
        assert percent(facts, target) == 100
        assert percent(facts, baseline) == 0

    @given(values, values, values, values)
    def test_nearer_the_target_is_never_less(self, baseline, target, one, other):
        assume(baseline != target)
        facts = task(baseline, target)
        near, far = sorted((one, other), reverse=target > baseline)
        assert percent(facts, near) >= percent(facts, far)

    @given(values, values, values)
    def test_both_directions_measure_alike(self, baseline, target, actual):
        assume(baseline != target)
        mirrored = percent(task(-baseline, -target), -actual)
        assert percent(task(baseline, target), actual) == mirrored

    @given(values, values, values)
    def test_a_hundred_exactly_when_reached(self, baseline, target, actual):
        assume(baseline != target)
        reached = actual >= target if target > baseline else actual <= target
        assert (percent(task(baseline, target), actual) >= 100) is reached


class TestMaintained:
    @pytest.mark.parametrize(
        ("facts", "actual", "kept"),
        [
            (task(95, 95), 95, True),
            (task(95, 95), 97, True),
            (task(95, 95), "94.9", False),
            (task(95, 95, higher=False), 97, False),
            (task(95, 95, higher=False), 90, True),
            (task(90, 95, maintain=True), 95, True),
            (task(90, 95, maintain=True), 94, False),
            (task(2, 3, maintain=True, higher=False), "2.5", True),
            (task(2, 3, maintain=True, higher=False), "3.5", False),
            # zero complaints: more than none is broken
            (task(0, 0), 0, True),
            (task(0, 0), 1, False),
            (task(None, 0), 0, True),
            (task(None, 0), 3, False),
            (task(0, 0, higher=True), 1, True),
            (task(0, 0, higher=True), -1, False),
        ],
    )
    def test_kept_or_not(self, facts, actual, kept):
        assert percent(facts, actual) == (100 if kept else 0)

    @pytest.mark.parametrize("status", Status)
    def test_unknown_without_a_value(self, status):
        assert percent(task(95, 95), None, status) is None

    @pytest.mark.parametrize("quarter", [1, 2, 3, 4])
    def test_to_be_kept_all_year(self, quarter):
        assert planned(task(95, 95, step(3, value=50)), quarter) == 100


class TestMilestones:
    ROAD = (step(1, 20, done=True), step(2, 30, done=True), step(3, 50))

    def test_done_weight_of_all_weight(self):
        assert percent(task(None, None, *self.ROAD)) == 50

    @pytest.mark.parametrize(("accepted", "done"), [(False, 99), (True, 100)])
    def test_a_hundred_only_with_the_product(self, accepted, done):
        facts = task(None, None, step(1, done=True), step(2, done=True))
        assert percent(facts, None, Status.DONE, accepted) == done

    def test_an_accepted_product_does_not_do_missing_steps(self):
        assert percent(task(None, None, *self.ROAD), None, Status.DONE, True) == 50

    def test_capped_also_just_below(self):
        facts = task(None, None, step(1, 995, done=True), step(2, 5))
        assert percent(facts) == 99
        assert percent(facts, accepted=True) == Decimal("99.5")

    def test_weightless_steps_count_the_same(self):
        assert percent(task(None, None, step(1, 0, done=True), step(2, 0))) == 50

    @given(st.lists(st.tuples(weights, st.booleans()), min_size=1, max_size=12), st.booleans())
    def test_between_none_and_all(self, steps, accepted):
        road = [step(1, weight, done=done) for weight, done in steps]
        result = percent(task(None, None, *road), None, Status.IN_PROGRESS, accepted)
        assert 0 <= result <= 100
        assert (result == 100) is (accepted and all(done for _, done in steps))

    @given(st.lists(weights, min_size=2, max_size=8), st.data())
    def test_one_step_more_is_never_less(self, road, data):
        count = data.draw(st.integers(0, len(road) - 1))

        def share(done):
            return percent(
                task(None, None, *[step(1, w, done=i < done) for i, w in enumerate(road)])
            )

        assert share(count) <= share(count + 1)


class TestProductAlone:
    @pytest.mark.parametrize(
        ("status", "accepted", "done"),
        [
            (Status.NOT_STARTED, False, 0),
            (Status.IN_PROGRESS, False, None),
            (Status.IN_PROGRESS, True, None),
            (Status.DONE, False, 99),
            (Status.DONE, True, 100),
        ],
    )
    def test_by_status(self, status, accepted, done):
        assert percent(task(), None, status, accepted) == done


def test_words_people_see():
    assert Status.labels == ["Chưa triển khai", "Đang thực hiện", "Đã hoàn thành"]
    assert Flag.labels == ["Vượt mức", "Chậm", "Chậm so với lộ trình", "Đúng lộ trình"]
