"""Figures of inspections against a count of the rows by hand."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from commitments.models import (
    ActionPoint,
    Commitment,
    Compared,
    Finding,
    Inspection,
    ProgressReport,
    TaskProgress,
    VerifiedValue,
)
from commitments.progress import Status
from commitments.states import ActionState, InspectionState, ReportState
from commitments.views.verified import difference
from commitments.workflow.inspecting.comparing import VerifiedData, compared
from commitments.workflow.measures import measure_of
from reports import figures
from tests import cast as stage
from tests.cast import Cast

ON = date(2021, 5, 1)
FOUND = {"recorded_at": stage.at(4, 1)}


@pytest.fixture
def papers(cast: Cast) -> list[Commitment]:
    """The ward and the bureau have signed; a third unit is still writing."""
    stage.unit_row(cast.wards, "phuong-2", "Phường 2", kind="WARD", rank=5)
    return [stage.signed(cast), stage.signed(cast, cast.bureau)]


def inspection(cast: Cast, paper: Commitment, state: str, quarter: int = 1) -> Inspection:
    words: dict[str, Any] = {
        InspectionState.PLANNED: {},
        InspectionState.DONE: {"held_on": date(2021, 3 * quarter, 10), "conclusion": "Tốt."},
        InspectionState.CANCELLED: {"cancelled_because": "Mưa lũ"},
    }[InspectionState(state)]
    return Inspection.objects.create(
        commitment=paper, state=state, quarter=quarter, purpose="Xem", planned_by=cast.clerk,
        planned_at=stage.at(2, 1), **words,
    )  # fmt: skip


LINES = some.lists(
    some.tuples(
        some.integers(0, 1), some.sampled_from(InspectionState.values), some.integers(1, 4)
    ),
    max_size=7,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES)
def test_coverage(cast: Cast, papers: list[Commitment], lines: list[Any]) -> None:
    Inspection.objects.all().delete()
    for which, state, quarter in lines:
        inspection(cast, papers[which], state, quarter)
    year = papers[0].year
    for index, paper in enumerate(papers):
        states = {state for which, state, _ in lines if which == index}
        held, planned = "DONE" in states, "PLANNED" in states
        assert figures.coverage(year)[paper.unit.group_id] == figures.Coverage(
            1, int(held), int(planned and not held), int(not held and not planned)
        )
        assert (paper in figures.not_inspected(year)) == (not held)
    rows = Inspection.objects.filter(commitment__year=year)
    for quarter, found in rows.by_quarter().items():
        counted = [sum(q == quarter and s == state for _, s, q in lines)
                   for state in ("PLANNED", "DONE", "CANCELLED")]  # fmt: skip
        assert [found["planned"], found["held"], found["cancelled"]] == counted


def test_a_unit_that_has_not_signed_is_not_missed(cast: Cast, papers: list[Commitment]) -> None:
    whole = sum(figures.coverage(papers[0].year).values(), figures.Coverage())
    assert (whole.units, whole.left, whole.unplanned) == (2, 2, 2)
    assert [row.unit.code for row in figures.not_inspected(papers[0].year)] == [
        "phuong-1", "phong-kinh-te"
    ]  # fmt: skip


def test_what_is_to_be_mended(cast: Cast, papers: list[Commitment]) -> None:
    held = inspection(cast, papers[0], InspectionState.DONE)
    ahead = inspection(cast, papers[0], InspectionState.PLANNED)
    done = {"done_at": stage.at(4, 2), "done_by": cast.head, "done_note": "Xong"}
    verified = done | {"verified_at": stage.at(4, 3), "verified_by": cast.inspector}
    for of, state, due, more in (
        (held, ActionState.OPEN, ON, {}),
        (held, ActionState.OPEN, ON - timedelta(days=1), {}),
        (held, ActionState.DONE, ON - timedelta(days=9), done),
        (held, ActionState.VERIFIED, ON, verified),
        (ahead, ActionState.OPEN, ON - timedelta(days=9), {}),  # not put to the unit yet
    ):
        found = Finding.objects.create(
            inspection=of, text=f"{state} {due}", recorded_by=cast.inspector, **FOUND
        )
        ActionPoint.objects.create(finding=found, state=state, text="Làm", due_on=due, **more)
    year = papers[0].year
    assert figures.mending(year, ON) == figures.Mending(open=2, late=1, done=1, verified=1)
    assert [one.due_on for one in figures.late_actions(year, ON)] == [ON - timedelta(days=1)]


SIDES = [
    ("30", "IN_PROGRESS", "30", "IN_PROGRESS", "equal"),
    ("30", "IN_PROGRESS", "24", "IN_PROGRESS", "lower"),
    ("30", "IN_PROGRESS", "31", "IN_PROGRESS", "higher"),
    ("30", "DONE", "30", "IN_PROGRESS", "lower"),
    (None, "IN_PROGRESS", "1", "DONE", "higher"),
    (None, "IN_PROGRESS", None, "IN_PROGRESS", "equal"),
    (None, "IN_PROGRESS", "1", "IN_PROGRESS", "other"),
]


@pytest.mark.parametrize(("said", "status", "found", "verified", "side"), SIDES)
def test_reported_against_verified(
    cast: Cast, papers: list[Commitment], said: str | None, status: str, found: str | None,
    verified: str, side: str,
) -> None:  # fmt: skip
    """Counted as the page says it."""
    row = value(cast, papers[0], said, status, found, verified)
    assert figures.agreement(papers[0].year) == figures.Agreement(**{side: 1})
    gap = difference(measure_of(row.task), row)
    assert gap
    assert gap.word == Compared[side.upper()].label


def test_what_had_been_reported_does_not_move_with_the_report(
    cast: Cast, papers: list[Commitment]
) -> None:
    value(cast, papers[0], "30", Status.IN_PROGRESS, "24", Status.IN_PROGRESS)
    assert figures.agreement(papers[0].year).lower == 1
    ProgressReport.objects.update(state=ReportState.SENT_BACK)
    TaskProgress.objects.update(actual=Decimal(24), completion=Decimal(24))
    assert figures.agreement(papers[0].year) == figures.Agreement(lower=1)
    VerifiedValue.objects.update(compared=Compared.EQUAL)
    assert figures.agreement(papers[0].year) == figures.Agreement(equal=1)
    VerifiedValue.objects.update(compared="", reported_status="")
    assert figures.agreement(papers[0].year) == figures.Agreement(unreported=1)
    Inspection.objects.update(state=InspectionState.PLANNED)
    assert figures.agreement(papers[0].year) == figures.Agreement()


def value(
    cast: Cast, paper: Commitment, said: str | None, status: str, found: str | None, verified: str
) -> VerifiedValue:
    """A value of task 1 beside a handed-in answer; completion as the value itself."""
    report = paper.reports.get(period__quarter=1)
    ProgressReport.objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, submitted_at=stage.at(3, 20)
    )
    task = paper.tasks.get(number=1)
    answer = TaskProgress.objects.create(
        report=report, task=task, status=status, actual=said and Decimal(said),
        completion=said and Decimal(said),
    )  # fmt: skip
    actual, percent = found and Decimal(found), said and Decimal(said)
    data = VerifiedData(status=verified, value=actual)
    made = VerifiedValue.objects.create(
        inspection=inspection(cast, paper, InspectionState.DONE), task=task, answer=answer,
        quarter=1, value=actual, completion=actual, reported_status=status,
        reported_value=percent, reported_round=1, reported_completion=percent,
        compared=compared(measure_of(task), answer, data, actual, percent),
        status=verified, verified_at=stage.at(3, 23), verified_by=cast.inspector,
    )  # fmt: skip
    return VerifiedValue.objects.select_related("answer__report", "task").get(pk=made.pk)


def test_each_is_one_query_however_many_rows(
    cast: Cast, papers: list[Commitment], django_assert_num_queries: Any
) -> None:
    year = papers[0].year
    for count in (1, 3):
        for _ in range(count):
            inspection(cast, papers[0], InspectionState.DONE)
        for ask in (
            lambda: figures.coverage(year),
            lambda: Inspection.objects.filter(commitment__year=year).by_quarter(),
            lambda: figures.not_inspected(year),
            lambda: figures.mending(year, ON),
            lambda: figures.late_actions(year, ON),
            lambda: figures.agreement(year),
        ):
            with django_assert_num_queries(1) as asked:
                ask()
            assert isinstance(asked, CaptureQueriesContext)
