"""Each report of a quarter lies in exactly one place, in figures as in words, on every day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commitments import clocks
from commitments.models import Extension, ProgressReport, Year
from commitments.states import ReportState
from reports.figures import QuarterCounts, quarter_counts
from tests import cast as stage
from tests.bench import bulk
from units.models import Person

UNITS = 6
PLACE = {"done": "accepted", "sent": "waiting", "back": "sent_back", "late": "overdue"}
DAYS = st.integers(1, 120).map(lambda n: date(2021, 1, 1) + timedelta(n))
# State, the day on which it was first handed in, and the last day of an extension.
ONE = st.tuples(st.sampled_from(ReportState.values), DAYS, st.none() | DAYS)


@pytest.fixture
def office(db: None) -> tuple[Year, Person]:
    year, clerk = bulk.office("mau")
    bulk.enlarge(year, UNITS)
    return year, clerk


def written(year: Year, clerk: Person, told: list[Any]) -> None:
    """The first quarter's reports as told, whatever they were before."""
    Extension.objects.all().delete()
    rows = ProgressReport.objects.filter(period__year=year, period__quarter=1)
    for row, (state, day, until) in zip(rows.order_by("pk"), told, strict=True):
        at = None if state == ReportState.OPEN else stage.at(day.month, day.day)
        ProgressReport.objects.filter(pk=row.pk).update(
            state=state, first_submitted_at=at, submitted_at=at, sent_back_at=at, accepted_at=at
        )
        if until:
            Extension.objects.create(
                report=row, asked_by="Đ/c Thử", reason="Bão", granted_by=clerk,
                granted_at=stage.at(1, 2), locks_on=until,
            )  # fmt: skip


def test_a_corrected_extension_runs_until_its_own_day(office: tuple[Year, Person]) -> None:
    """The mistaken day stays to be read, and keeps nobody's books open."""
    year, clerk = office
    rows = ProgressReport.objects.filter(period__year=year, period__quarter=1)
    row = rows.filter(first_submitted_at=None).earliest("pk")
    for hour, until in ((8, date(2021, 5, 20)), (9, date(2021, 4, 20))):
        Extension.objects.create(
            report=row, asked_by="Đ/c Thử", reason="Bão", granted_by=clerk,
            granted_at=stage.at(3, 24, hour), locks_on=until,
        )  # fmt: skip
    last, after = date(2021, 4, 20), date(2021, 4, 21)
    assert [quarter_counts(year, on)[0].extended for on in (last, after)] == [1, 0]


def test_an_extension_taken_back_to_the_day_of_all_is_none(office: tuple[Year, Person]) -> None:
    """Corrected to the period's own lock day it gives no more time, and counts for nobody."""
    year, clerk = office
    rows = ProgressReport.objects.filter(period__year=year, period__quarter=1)
    row = rows.filter(first_submitted_at=None).select_related("period").earliest("pk")
    for hour, until in ((8, date(2021, 5, 20)), (9, row.period.locks_on)):
        Extension.objects.create(
            report=row, asked_by="Đ/c Thử", reason="Bão", granted_by=clerk,
            granted_at=stage.at(3, 24, hour), locks_on=until,
        )  # fmt: skip
    for on in (date(2021, 3, 30), row.period.locks_on):
        assert quarter_counts(year, on)[0].extended == 0
        assert clocks.extended(rows.with_names().get(pk=row.pk), on) == ""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ONE, min_size=UNITS, max_size=UNITS), DAYS)
def test_the_figures_add_up_and_say_what_the_clocks_say(
    office: tuple[Year, Person], told: list[Any], on: date
) -> None:
    year, clerk = office
    written(year, clerk, told)
    first: QuarterCounts = quarter_counts(year, on)[0]
    lies = ("accepted", "waiting", "sent_back", "overdue", "unsent")
    assert sum(getattr(first, place) for place in lies) == first.required == UNITS
    assert min(getattr(first, place) for place in lies) >= 0
    rows = ProgressReport.objects.filter(period__year=year, period__quarter=1)
    rows = rows.with_names().prefetch_related("extensions")
    said = Counter(PLACE.get(clocks.of_report(row, on).tone, "unsent") for row in rows)
    assert said == +Counter({place: getattr(first, place) for place in lies})
    when = Counter(clocks.punctuality(row).split()[1] for row in rows if row.first_submitted_at)
    assert when == +Counter({"đúng": first.on_time, "muộn": first.late})
    assert first.on_time + first.late + first.overdue + first.unsent == first.required
    assert (first.on_time_share is None) is (on <= first.due_on)
