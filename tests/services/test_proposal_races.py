"""A proposal answered by two, or while its quarter is taken back: real threads on PostgreSQL."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from camket import celery
from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import Explanation, Proposal
from commitments.workflow import answering, explaining, filing, raising
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import proposals_cast as acts
from tests.commitments.proposals_cast import ANSWERED
from tests.services.together import together

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


def answering_by(cast: Cast, found: Proposal, n: int) -> Callable[[], Proposal]:
    return lambda: acts.answered(cast, found, answer=f"Trả lời {n}.")


def deeds(name: str) -> int:
    return AuditEntry.objects.filter(deed=name).count()


def claim_blindly(rows: Any, sentence: str = "", **changes: Any) -> None:
    """The protection off: whatever the state has become, and however many rows."""
    Proposal.objects.filter(pk__in=[row.pk for row in Proposal.objects.all()]).update(**changes)


@pytest.mark.parametrize("claimed", [True, False], ids=["claimed", "control"])
def test_two_answerers_one_wins(cast: Cast, monkeypatch: pytest.MonkeyPatch, claimed: bool) -> None:
    found = acts.proposal(cast)
    if not claimed:
        monkeypatch.setattr(answering, "claim", claim_blindly)
        monkeypatch.setattr(answering, "lock", lambda row: acts.fresh(row))
        monkeypatch.setattr(answering.rules, "may_answer_proposal", lambda *_: True)
    results = together(*[answering_by(cast, found, n) for n in range(6)])
    won = len(of(results, Proposal))
    assert (won == 1) == claimed, results
    if claimed:
        assert len(of(results, Refused)) == 5
        assert deeds("PROPOSAL_ANSWERED") == 1
        assert OutgoingMail.objects.filter(kind="proposal_answered").count() == 2


@pytest.mark.parametrize("attempt", range(3))
def test_answering_against_taking_back(cast: Cast, attempt: int) -> None:
    """Either the answer stands and stays, or the proposal is gone and nobody has answered it."""
    found = acts.proposal(cast)
    row = found.report
    answer, taken = together(
        answering_by(cast, found, 1),
        lambda: filing.withdraw(report=row, by=cast.head, at=ANSWERED),
    )
    assert taken is None
    state = acts.fresh(found).state
    assert state == ("ANSWERED" if isinstance(answer, Proposal) else "WITHDRAWN")
    assert deeds("PROPOSAL_ANSWERED") + deeds("PROPOSAL_WITHDRAWN") == 1
    assert deeds("QUARTER_WITHDRAWN") == 1


def test_the_control_loses_the_answer(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the claim an answer given meanwhile would be overwritten by the taking back."""
    found = acts.proposal(cast)
    acts.answered(cast, found)
    monkeypatch.setattr(raising, "claim", claim_blindly)
    raising.withdraw(found, raising.Turn(found.report, 1, cast.head, ANSWERED, {}))
    assert acts.fresh(found).state == "WITHDRAWN"


@pytest.mark.parametrize("attempt", range(3))
def test_answering_against_handing_in_other_words(cast: Cast, attempt: int) -> None:
    """The answer is to the words it was given to: the others make a proposal of their own."""
    found = acts.proposal(cast)
    row = found.report
    made = row.rounds.get()
    acts.sent_back(cast, row, made, stage.at(3, 22))
    answer, _ = together(
        lambda: acts.answered(cast, found, seen=answering.shown(found)),
        lambda: acts.handed_in(cast, row, ANSWERED, proposals="Việc khác.", addressee="STANDING"),
    )
    if isinstance(answer, Proposal):
        texts = dict(Proposal.objects.values_list("state", "text"))
        assert texts == {"ANSWERED": acts.WORDS, "OPEN": "Việc khác."}
    else:
        assert isinstance(answer, Refused)
        assert list(Proposal.objects.values_list("state", "text")) == [("OPEN", "Việc khác.")]


def test_two_askers_one_question(cast: Cast) -> None:
    commitment = stage.signed(cast)
    task = commitment.tasks.get(number=1)
    words = {"commitment": commitment, "task": task, "due_on": date(2021, 12, 1)}

    def ask(who: Any) -> Callable[[], Explanation]:
        return lambda: explaining.ask_explanation(
            question="Vì sao chậm?", by=who, at=stage.at(10, 12), **words
        )

    results = together(ask(cast.clerk), ask(cast.standing), ask(cast.clerk))
    assert (len(of(results, Explanation)), len(of(results, Refused))) == (1, 2)
    assert Explanation.objects.count() == 1
