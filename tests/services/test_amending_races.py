"""Two decisions on an amendment in the same second, with real threads on PostgreSQL."""

from collections.abc import Callable
from threading import Barrier, Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection

from camket import celery
from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import Amendment, CommitmentVersion, Submission
from commitments.workflow import amending, filing
from commitments.workflow.amending import deciding
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import amending_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.services.together import together

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


def agreeing(cast: Cast, made: Amendment) -> Callable[[], Amendment]:
    return lambda: amending.approve(amendment=made, by=cast.standing, at=acts.DECIDED)


def refusing(cast: Cast, made: Amendment) -> Callable[[], Amendment]:
    return lambda: amending.reject(
        amendment=made, comment="Chưa rõ.", by=cast.standing, at=acts.DECIDED
    )


def test_one_proposal_is_approved_once(cast: Cast) -> None:
    made = acts.proposed(cast, stage.signed(cast))
    results = together(*[agreeing(cast, made)] * 6)
    assert (len(of(results, Amendment)), len(of(results, Refused))) == (1, 5)
    assert list(CommitmentVersion.objects.values_list("number", flat=True)) == [0, 1]
    assert AuditEntry.objects.filter(deed="AMENDMENT_APPROVED").count() == 1
    assert OutgoingMail.objects.filter(kind="amendment_approved").count() == 2


@pytest.mark.parametrize("attempt", range(3))
def test_approving_against_rejecting_one_wins(cast: Cast, attempt: int) -> None:
    made = acts.proposed(cast, stage.signed(cast))
    results = together(*[agreeing(cast, made), refusing(cast, made)] * 3)
    assert (len(of(results, Amendment)), len(of(results, Refused))) == (1, 5)
    state = acts.fresh(made).state
    decided = AuditEntry.objects.filter(deed__in=["AMENDMENT_APPROVED", "AMENDMENT_REJECTED"])
    assert [entry.deed for entry in decided] == [f"AMENDMENT_{state}"]
    assert CommitmentVersion.objects.count() == (2 if state == "APPROVED" else 1)


def test_of_two_proposals_on_one_base_the_second_is_told(cast: Cast) -> None:
    paper = stage.signed(cast)
    pair = [
        acts.proposed(cast, paper, title="Tên một"),
        acts.proposed(cast, paper, title="Tên hai"),
    ]
    results = together(*[agreeing(cast, made) for made in pair])
    (refused,) = of(results, Refused)
    assert "theo đề nghị khác" in refused.sentence
    assert sorted(Amendment.objects.values_list("state", flat=True)) == ["APPROVED", "PROPOSED"]


@pytest.mark.parametrize("held", [True, False], ids=["held", "control"])
def test_a_quarter_handed_in_meanwhile_keeps_the_step_it_reports(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    """The step is taken out of the rows, or is reported as done; never both."""
    paper = stage.signed(cast)
    steps = acts.words(paper, 2).milestones
    made = acts.proposed(cast, paper, 2, milestones=steps[1:])
    saved = quarter.draft(cast, quarter.report(paper))
    asked, handed_in = Event(), Event()
    carry_out = deciding.carry_out

    def slow(*given: Any, **more: Any) -> Any:
        asked.set()
        handed_in.wait(timeout=2)
        return carry_out(*given, **more)

    def hand_in() -> Any:
        asked.wait(timeout=20)
        try:
            return filing.submit(
                report=saved, key=uuid4(), version=saved.version, by=cast.head, at=quarter.HANDED_IN
            )
        finally:
            handed_in.set()

    monkeypatch.setattr(deciding, "carry_out", slow)
    if not held:
        monkeypatch.setattr(deciding, "hold_reports", lambda _: None)
    together(agreeing(cast, made), hand_in)
    assert acts.fresh(made).state == "APPROVED"
    promised = Submission.objects.get().content["tasks"][1]["promise"]["milestones"]
    assert (steps[0].text in [step["text"] for step in promised]) is not held


def test_control_unprotected_both_decide(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row lock, no conditional UPDATE; both have read before either writes."""
    made = acts.proposed(cast, stage.signed(cast))
    both_have_read = Barrier(2)

    def read_only(amendment: Amendment) -> Amendment:
        found = acts.fresh(amendment)
        both_have_read.wait(timeout=20)
        return found

    def write_anyway(rows: Any, *_: Any, **changes: Any) -> None:
        rows.model.objects.update(**changes)

    monkeypatch.setattr(deciding, "lock", read_only)
    monkeypatch.setattr(deciding, "claim", write_anyway)
    results = together(agreeing(cast, made), refusing(cast, made))
    assert not of(results, Refused)
    assert len(of(results, Amendment)) == 2 or of(results, IntegrityError)
