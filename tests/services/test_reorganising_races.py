"""Two people reorganise one unit, or hand one post over, in the same second, on PostgreSQL.

Each race has its control: without the lock and the conditional UPDATE the unit ends twice.
"""

from collections.abc import Callable
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from camket import celery
from camket.audit import Refused
from commitments.models import Handover
from commitments.workflow import handing_over
from commitments.workflow.handing_over import Successor
from tests import cast as stage
from tests.cast import Cast
from tests.services.together import together
from units import workflow
from units.models import Appointment, Reorganisation, Unit
from units.workflow import reorganising

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

DAY = date(2021, 7, 1)
MANY = 6


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


def merging(cast: Cast, into: Unit) -> Callable[[], Reorganisation]:
    return lambda: workflow.merge_units(
        units=[cast.ward], into=into, starts_on=DAY, decision="Nghị quyết", by=cast.clerk,
        at=stage.at(7, 1),
    )  # fmt: skip


def others(cast: Cast, count: int) -> list[Unit]:
    return [
        stage.unit_row(cast.wards, f"u{n}", f"Phường C{n}", kind="WARD", rank=n)
        for n in range(count)
    ]


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


class TestOneUnitTwoMergers:
    def test_one_is_done_and_the_others_are_told(self, cast: Cast) -> None:
        results = together(*[merging(cast, unit) for unit in others(cast, MANY)])
        [made] = of(results, Reorganisation)
        assert len(of(results, Refused)) == MANY - 1
        ward = Unit.objects.get(pk=cast.ward.pk)
        assert [ward.carried_by] == list(made.after.all())
        assert Reorganisation.objects.count() == 1

    def test_each_into_the_other(self, cast: Cast) -> None:
        """The rows are locked in one order: no deadlock, and no unit carries its own carrier."""
        [other] = others(cast, 1)
        back = lambda: workflow.merge_units(  # noqa: E731
            units=[other], into=cast.ward, starts_on=DAY, decision="NQ", by=cast.clerk,
            at=stage.at(7, 1),
        )  # fmt: skip
        results = together(merging(cast, other), back)
        assert len(of(results, Reorganisation)) == len(of(results, Refused)) == 1

    def test_control_unprotected_the_unit_ends_twice(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        both_have_read = Barrier(2)

        def read_only(units: Any) -> list[Unit]:
            rows = Unit.objects.select_related("committee", "group")
            found = list(rows.filter(pk__in=[unit.pk for unit in units]).order_by("pk"))
            both_have_read.wait(timeout=20)
            return found

        monkeypatch.setattr(reorganising, "_locked", read_only)
        monkeypatch.setattr(reorganising, "end_all", lambda *_, **__: None)
        monkeypatch.setattr(
            reorganising, "claim", lambda rows, **changes: Unit.objects.filter(
                pk=cast.ward.pk).update(**changes)
        )  # fmt: skip
        results = together(*[merging(cast, unit) for unit in others(cast, 2)])
        assert len(of(results, Reorganisation)) == 2


class TestOnePostHandedOverTwice:
    def test_one_successor(self, cast: Cast) -> None:
        post = Appointment.objects.get(person=cast.head)
        people = [stage.person(f"s{n}") for n in range(MANY)]
        results = together(*[
            (lambda who=who: handing_over.hand_over(
                appointment=post, to=Successor(who.email, who.full_name, "Bí thư"), starts_on=DAY,
                by=cast.clerk, at=stage.at(7, 1),
            )) for who in people
        ])  # fmt: skip
        [made] = of(results, Handover)
        assert len(of(results, Refused)) == MANY - 1
        heads = Appointment.objects.filter(unit=cast.ward, role="HEAD", ends_on=None)
        assert [head.person for head in heads] == [made.successor]
