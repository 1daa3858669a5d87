"""A story written back stands exactly where a told one would, or is told (``tests/remembered.py``)."""

from typing import Any

import pytest
from django.db import connection, transaction

from commitments.models import Commitment, TaskProgress
from tests import cast as stage
from tests import remembered
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stories told in full, with nothing remembered at first."""
    names: list[str] = []
    real = remembered._written

    def noted(*rows: Any) -> Any:
        names.append("told")
        return real(*rows)

    monkeypatch.setattr(remembered, "_memory", {})
    monkeypatch.setattr(remembered, "_written", noted)
    return names


def undone(story: Any) -> Any:
    """The rows after a story, what it gave back and what waits, with all of it rolled back."""
    first = len(connection.run_on_commit)
    with transaction.atomic():
        result = story()
        rows = remembered._rows()
        waiting = [deed for _, deed, _ in connection.run_on_commit[first:]]
        transaction.set_rollback(True)
    return rows, result, waiting


def test_the_second_time_the_same_rows_stand_there(cast: Cast, told: list[str]) -> None:
    rows, paper, waiting = undone(lambda: stage.signed(cast))
    many = len(told)
    again, second, waits = undone(lambda: stage.signed(cast))
    assert len(told) == many > 0
    assert again == rows
    assert second == paper
    assert second is not paper
    assert waits == waiting


def test_what_a_story_changes_and_takes_away_is_changed_and_taken_away(
    cast: Cast, told: list[str]
) -> None:
    row = quarter.report(quarter.reports(cast))
    quarter.draft(cast, row)
    assert TaskProgress.done_milestones.through.objects.exists()

    def untick() -> None:
        quarter.draft(cast, row, done_milestones=frozenset())

    rows, *_ = undone(untick)
    many = len(told)
    again, *_ = undone(untick)
    assert len(told) == many
    assert again == rows


@pytest.mark.parametrize("of", ["another row", "another argument", "another day"])
def test_the_least_difference_tells_it_anew(
    cast: Cast, told: list[str], on_day: Any, of: str
) -> None:
    on_day(2021, 3, 19)
    undone(lambda: stage.submitted(cast))
    many, tasks = len(told), 3
    if of == "another row":
        Unit.objects.filter(pk=cast.ward.pk).update(head_post="Chủ tịch")
    elif of == "another argument":
        tasks = 4
    else:
        on_day(2021, 3, 20)
    stage.submitted(cast, tasks=tasks)
    assert len(told) > many
    assert Commitment.objects.get(unit=cast.ward).tasks.count() == tasks


@pytest.mark.django_db(transaction=True)
def test_where_others_see_the_rows_it_is_told(told: list[str]) -> None:
    stage.signed(stage.make())
    assert told == []
