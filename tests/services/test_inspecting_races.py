"""Two inspectors at one thing to be mended in the same second, with real threads on PostgreSQL."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from camket import celery
from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import ActionPoint, Inspection
from commitments.workflow import inspecting
from commitments.workflow.inspecting import acting
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import inspecting_cast as acts
from tests.services.together import together
from units.roles import Role

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


def confirming(action: ActionPoint, by: Any) -> Callable[[], ActionPoint]:
    return lambda: inspecting.verify_action(action=action, by=by, at=acts.JUDGED)


def refusing(action: ActionPoint, by: Any) -> Callable[[], ActionPoint]:
    return lambda: inspecting.refuse_action(
        action=action, comment="Còn thiếu.", by=by, at=acts.JUDGED
    )


def entries(*deeds: str) -> int:
    return AuditEntry.objects.filter(deed__in=deeds).count()


def test_one_is_confirmed_once(cast: Cast) -> None:
    second = stage.appointed("second-inspector", Role.INSPECTOR, cast.committee)
    action = acts.reported(cast, stage.signed(cast))
    deeds = [confirming(action, who) for who in (cast.inspector, second)] * 3
    results = together(*deeds)
    assert (len(of(results, ActionPoint)), len(of(results, Refused))) == (1, 5)
    assert entries("ACTION_VERIFIED") == 1
    assert OutgoingMail.objects.filter(kind="action_verified").count() == 2


@pytest.mark.parametrize("attempt", range(3))
def test_confirming_against_refusing_one_wins(cast: Cast, attempt: int) -> None:
    action = acts.reported(cast, stage.signed(cast))
    by = cast.inspector
    results = together(*[confirming(action, by), refusing(action, by)] * 3)
    assert (len(of(results, ActionPoint)), len(of(results, Refused))) == (1, 5)
    verified = acts.fresh(action).state == "VERIFIED"
    assert entries("ACTION_VERIFIED") == int(verified)
    assert entries("ACTION_REFUSED") == int(not verified)
    assert OutgoingMail.objects.filter(kind__in=("action_verified", "action_refused")).count() == 2


def test_without_the_claim_both_would_be_recorded(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: lock and claim off, the rules asked of what each had read."""
    action = acts.reported(cast, stage.signed(cast))
    with transaction.atomic():
        read = acting.lock(action)
    monkeypatch.setattr(acting, "lock", lambda _: read)
    monkeypatch.setattr(acting, "_claim", lambda *_, **__: None)
    results = together(confirming(action, cast.inspector), refusing(action, cast.inspector))
    assert len(of(results, ActionPoint)) == 2
    assert entries("ACTION_VERIFIED", "ACTION_REFUSED") == 2


def test_a_finding_and_the_conclusion(cast: Cast) -> None:
    """Whoever is second is told: the page of the conclusion showed less, or it is concluded."""
    row = acts.planned(cast, stage.signed(cast))
    seen = inspecting.shown(row)
    results = together(
        lambda: acts.verify(cast, row),
        lambda: acts.conclude(cast, row, seen=seen),
    )
    assert len(of(results, Refused)) == 1
    assert (entries("VALUE_VERIFIED"), entries("INSPECTION_CONCLUDED")) in {(1, 0), (0, 1)}


def test_many_units_are_planned_once(cast: Cast) -> None:
    both = stage.signed(cast), stage.signed(cast, cast.bureau)
    results = together(*[lambda: acts.plan(cast, *both)] * 4)
    assert of(results, Exception) == []
    assert Inspection.objects.count() == 2
