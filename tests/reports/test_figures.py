"""The figures against data counted by hand."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from commitments.models import TaskProgress
from commitments.progress import Flag, Status
from commitments.workflow import reviewing
from reports import figures
from reports.figures import standing
from reports.figures.reporting import share
from tests import cast as stage
from tests.cast import Cast
from tests.reports.quarters import accepted, filed

DONE, DOING = Status.DONE, Status.IN_PROGRESS


@pytest.fixture
def two(cast: Cast):
    """Two signed commitments of three tasks each: ward and bureau."""
    return stage.signed(cast), stage.signed(cast, cast.bureau)


def total(year, quarter, on):
    return sum(figures.task_counts(year, quarter, on).values(), figures.TaskCounts())


def test_nothing_reported_counts_every_task_as_untouched(two):
    counts = total(two[0].year, 1, date(2021, 3, 19))
    assert (counts.units, counts.total, counts.untouched) == (2, 6, 6)
    assert (counts.done, counts.late, counts.behind, counts.doing) == (0, 0, 0, 0)


def test_submitted_values_enter_no_total_until_accepted(cast, two):
    report = filed(cast, two[0], 1, {1: (DONE, "101")}, at=stage.at(3, 20))
    assert total(two[0].year, 1, date(2021, 3, 21)).done == 0
    reviewing.accept(
        report=report, round_number=1, verdicts={}, comment="", task_comments={},
        by=cast.clerk, at=stage.at(3, 21),
    )  # fmt: skip
    assert total(two[0].year, 1, date(2021, 3, 21)).done == 1


def test_each_task_is_in_one_class_only(cast, two):
    # Task 1 done beyond its target of 101, task 2 (milestones) untouched steps, task 3 far below.
    accepted(cast, two[0], 1, {1: (DONE, "150"), 2: (DOING, "0"), 3: (DOING, "1")},
             at=stage.at(3, 20))  # fmt: skip
    counts = total(two[0].year, 1, date(2021, 3, 21))
    assert (counts.done, counts.exceeded, counts.on_time) == (1, 1, 1)
    assert counts.behind == 2
    assert counts.untouched == 3
    assert (
        counts.total == counts.done + counts.behind + counts.doing + counts.late + counts.untouched
    )


def test_late_counts_reported_and_silent_tasks_alike(cast, two):
    accepted(cast, two[0], 1, {1: (DONE, "101")}, at=stage.at(3, 20))
    after_the_due_date = date(2021, 10, 1)  # every task is due on 30/9
    counts = total(two[0].year, 3, after_the_due_date)
    assert (counts.done, counts.late, counts.behind) == (1, 5, 0)
    lines = figures.late_tasks(two[0].year, 3, after_the_due_date)
    assert [(line.unit, line.number) for line in lines] == [
        ("Phường 1", 2), ("Phường 1", 3),
        ("Phòng Kinh tế", 1), ("Phòng Kinh tế", 2), ("Phòng Kinh tế", 3),
    ]  # fmt: skip


def test_late_tasks_of_one_day_stand_by_number_however_they_were_stored(cast, two):
    last, first = two[1].tasks.get(number=3), two[1].tasks.get(number=1)
    for task, number in ((first, 99), (last, 1), (first, 3)):
        task.number = number
        task.save(update_fields=["number"])
    lines = figures.late_tasks(two[1].year, 3, date(2021, 10, 1))
    assert [line.number for line in lines] == [1, 2, 3, 1, 2, 3]


def test_done_after_the_due_dates_quarter_is_done_but_not_on_time(cast, two):
    accepted(cast, two[0], 4, {1: (DONE, "101")}, at=stage.at(12, 20))
    counts = total(two[0].year, 4, date(2021, 12, 21))
    assert (counts.done, counts.on_time) == (1, 0)


def test_an_earlier_quarter_is_shown_as_it_stood(cast, two):
    accepted(cast, two[0], 1, {1: (DOING, "50")}, at=stage.at(3, 20))
    accepted(cast, two[0], 2, {1: (DONE, "101")}, at=stage.at(6, 20))
    on = date(2021, 6, 21)
    assert total(two[0].year, 1, on).done == 0
    assert total(two[0].year, 2, on).done == 1
    assert total(two[0].year, 4, on).done == 1


def test_reopening_takes_values_out_of_the_totals(cast, two):
    report = accepted(cast, two[0], 1, {1: (DONE, "101"), 2: (DONE, None)}, at=stage.at(3, 20))
    reviewing.reopen(report=report, reason="Số liệu nhầm.", by=cast.clerk, at=stage.at(3, 22))
    assert total(two[0].year, 1, date(2021, 3, 22)).done == 0
    assert report.answers.get(task__number=2).completion < 100


def test_on_time_is_decided_by_the_first_submission(cast, two):
    filed(cast, two[0], 1, {}, at=stage.at(3, 25, 23, 59))  # the last minute of the due day
    filed(cast, two[1], 1, {}, at=stage.at(3, 26, 0, 0))
    first = figures.quarter_counts(two[0].year, date(2021, 3, 26))[0]
    assert (first.required, first.submitted, first.on_time, first.waiting) == (2, 2, 1, 2)


def test_overdue_counts_only_those_never_handed_in(cast, two):
    report = filed(cast, two[0], 1, {}, at=stage.at(3, 20))
    reviewing.send_back(
        report=report, round_number=1, comment="Bổ sung.", task_comments={},
        by=cast.clerk, at=stage.at(3, 22),
    )  # fmt: skip
    on = date(2021, 3, 26)
    first = figures.quarter_counts(two[0].year, on)[0]
    assert (first.sent_back, first.overdue) == (1, 1)
    assert [r.commitment.unit.short_name for r in figures.overdue_units(two[0].year, 1, on)] == [
        "Phòng Kinh tế"
    ]
    assert figures.quarter_counts(two[0].year, date(2021, 3, 25))[0].overdue == 0


def test_overdue_units_are_those_of_the_quarter_and_of_earlier_ones(cast, two):
    filed(cast, two[0], 1, {}, at=stage.at(3, 20))
    on = date(2021, 6, 28)  # quarter II was due on 25/6
    found = figures.overdue_units(two[0].year, 2, on)
    assert [(r.commitment.unit.short_name, r.period.quarter) for r in found] == [
        ("Phòng Kinh tế", 1), ("Phường 1", 2), ("Phòng Kinh tế", 2),
    ]  # fmt: skip
    assert [r.period.quarter for r in figures.overdue_units(two[0].year, 1, on)] == [1]


def test_a_quarter_begins_on_its_first_day(two):
    begun = [q.begun for q in figures.quarter_counts(two[0].year, date(2021, 6, 30))]
    assert begun == [True, True, False, False]
    assert figures.quarter_counts(two[0].year, date(2021, 7, 1))[2].begun


def test_a_late_task_says_by_how_many_days(two):
    (first, *_) = figures.late_tasks(two[0].year, 3, date(2021, 10, 4))  # all are due on 30/9
    assert first.days_late == 4


def test_a_running_quarter_far_from_its_due_day_is_not_a_future_one(two):
    rows = figures.heat_map(two[0].year, two, 2, date(2021, 4, 20))
    assert [cell.word for cell in rows[0].cells] == [
        "Quá hạn 26 ngày", "Còn 66 ngày", "Chưa đến kỳ", "Chưa đến kỳ",
    ]  # fmt: skip


def test_the_heat_map_tells_each_cell(cast, two):
    accepted(cast, two[0], 1, {1: (DOING, "50")}, at=stage.at(3, 20))
    rows = figures.heat_map(two[0].year, two, 1, date(2021, 3, 21))
    assert [cell.word for cell in rows[0].cells] == ["Đã chấp nhận", *["Chưa đến kỳ"] * 3]
    assert rows[1].cells[0].word == "Còn 4 ngày"
    assert rows[0].tasks == 3
    assert rows[1].completion is None
    # 50 of 101 is 49.50 %; the two others stand at 0.
    assert round(rows[0].completion, 1) == pytest.approx(16.5)


@pytest.mark.parametrize(("units", "queries"), [(1, 4), (2, 4)])
def test_the_heat_map_costs_the_same_for_any_number_of_units(
    cast, two, django_assert_num_queries, units, queries
):
    with django_assert_num_queries(queries):
        figures.heat_map(two[0].year, two[:units], 1, date(2021, 3, 21))


def test_another_years_and_committees_rows_are_never_counted(cast, two):
    other = stage.year(cast, 2022)
    assert total(other, 4, date(2022, 12, 31)).total == 0


def test_a_share_is_never_rounded_onto_the_whole():
    assert share(2999, 3000) == Decimal("99.9")
    assert share(13, 16) == Decimal("81.3")  # 81,25, as the paper prints it
    assert share(3, 3) == 100
    assert share(0, 0) is None


def test_what_a_unit_mends_is_seen_by_the_unit_alone(cast, two):
    report, on = filed(cast, two[0], 1, {1: (DOING, "50")}, at=stage.at(3, 20)), date(2021, 3, 22)

    def first(**whose):
        row = standing.unit_standing(two[0], on, **whose)[0]
        return row.value, row.provisional, row.drafted

    assert first() == first(own=True) == ("50/101 hộ", True, False)
    reviewing.send_back(
        report=report, round_number=1, comment="Bổ sung.", task_comments={},
        by=cast.clerk, at=stage.at(3, 22),
    )  # fmt: skip
    report.answers.filter(task__number=1).update(actual=77)
    assert first() == ("Chưa có số liệu", False, False)
    assert first(own=True) == ("77/101 hộ", True, True)


PLANS = [Decimal(plan) for plan in ("0", "8.30", "16.10", "24.75", "57.35", "86.10", "100")]


@pytest.mark.parametrize("tolerance", [Decimal("0"), Decimal("9.9"), Decimal("10")])
def test_a_units_page_and_the_overview_call_the_same_tasks_behind(cast, two, tolerance):
    """Around the tolerance to the last decimal, and for every judgement: what one says of a task
    ("behind", "late", done), the other counts."""
    on = date(2021, 3, 21)
    accepted(cast, two[0], 1, {1: (DOING, "50")}, at=stage.at(3, 20))
    year, task = two[0].year, two[0].tasks.get(number=1)
    type(year).objects.filter(pk=year.pk).update(tolerance=tolerance)
    year.refresh_from_db()
    type(task).objects.filter(pk=task.pk).update(baseline=0, target=1000)
    answer = TaskProgress.objects.filter(task=task)
    for plan, off, judged in product(PLANS, ("-0.01", "0", "0.01"), Status.values):
        task.milestones.filter(quarter=1).update(planned_value=plan * 10)
        completion = plan - tolerance + Decimal(off)
        answer.update(planned=plan, completion=completion, judged_status=judged)
        said = standing.unit_standing(two[0], on)[0].flag
        listed = [n.number for n in figures.behind_tasks(year, 1, on) if n.unit == "Phường 1"]
        counts = figures.task_counts(year, 1, on)[two[0].unit.group_id]
        case = (plan, off, judged)
        assert (1 in listed) is (said == Flag.BEHIND), case
        assert (said == Flag.BEHIND) is (off == "-0.01" and judged != DONE), case
        assert (counts.done, counts.behind) == (int(judged == DONE), len(listed)), case


def test_those_equally_far_behind_stand_by_number(cast, two):
    accepted(cast, two[0], 1, {1: (DOING, "1"), 2: (DOING, "0"), 3: (DOING, "1")},
             at=stage.at(3, 20))  # fmt: skip
    far = {1: ("46.10", "86.10"), 2: ("0", "40"), 3: ("16.05", "56.05")}
    for number, (completion, planned) in far.items():
        TaskProgress.objects.filter(task__number=number).update(
            completion=Decimal(completion), planned=Decimal(planned)
        )
    lines = figures.behind_tasks(two[0].year, 1, date(2021, 3, 21))
    assert [line.number for line in lines] == [1, 2, 3]
