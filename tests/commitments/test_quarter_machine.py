"""Random sequences of a quarter's verbs: never outside the charts, no round lost, no gap in the record.

What is handed in, judged, asked for and put to others; ``test_beside_machine`` plays what lies
beside the report.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any, ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from commitments.models import Addressee, ProgressReport, Proposal
from commitments.models.rounds import Verdict
from commitments.states import (
    EXTENSION_MOVES,
    PROPOSAL_MOVES,
    ExtensionState,
    ProposalOutcome,
    ProposalState,
    ReportState,
)
from commitments.workflow import answering, extending, filing, requesting
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.machines import base
from tests.commitments.machines.base import DAYS, OFFICE, SEQUENCES, UNITS, WORDS, Chart
from tests.commitments.machines.office import OfficeRules

pytestmark = pytest.mark.one_engine

MORE = st.integers(min_value=-5, max_value=40)  # days from the moment on


class QuarterMachine(OfficeRules):
    """The report with its proposals and the requests for more time."""

    charts: ClassVar[dict[str, Chart]] = {
        **OfficeRules.charts,
        "proposal": Chart(
            lambda report: report.raised.all(),
            PROPOSAL_MOVES,
            {
                ProposalState.OPEN: {"PROPOSAL_MADE"},
                ProposalState.ANSWERED: {"PROPOSAL_ANSWERED"},
                ProposalState.WITHDRAWN: {"PROPOSAL_WITHDRAWN"},
            },
            kept=("outcome", "answer", "addressee", "due_on"),
        ),
        "extension": Chart(
            lambda report: report.extension_requests.all(),
            EXTENSION_MOVES,
            {
                ExtensionState.OPEN: {"EXTENSION_ASKED"},
                ExtensionState.GRANTED: {"EXTENSION_GRANTED"},
                ExtensionState.REFUSED: {"EXTENSION_REFUSED"},
                ExtensionState.WITHDRAWN: {"EXTENSION_REQUEST_WITHDRAWN"},
            },
            kept=("answer", "answered_at"),
        ),
    }

    @rule(who=UNITS, days=DAYS, reason=WORDS, more=MORE)
    def ask_for_time(self, who: str, days: int, reason: str, more: int) -> None:
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "EXTENSION_ASKED",
            lambda: requesting.ask_extension(
                report=row,
                reason=reason,
                wished_until=at.date() + timedelta(days=more),
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=OFFICE, days=DAYS, more=MORE)
    def extend(self, who: str, days: int, more: int) -> None:
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "EXTENSION_GRANTED",
            lambda: extending.extend(
                report=row,
                locks_on=at.date() + timedelta(days=more),
                asked_by="Đồng chí Bí thư",
                reason="Mưa lũ chia cắt địa bàn.",
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=OFFICE, days=DAYS, grant=st.booleans(), answer=WORDS)
    def answer_the_request(self, who: str, days: int, grant: bool, answer: str) -> None:
        asked = self.report.extension_requests.first()
        if asked is None:
            return
        at = self.pass_time(days)
        words: dict[str, Any] = {
            "request": asked,
            "answer": answer,
            "by": self.person(who),
            "at": at,
        }
        if grant:
            verb = partial(extending.grant_request, **words, locks_on=asked.wished_until)
            self.attempt("EXTENSION_GRANTED", verb)
        else:
            self.attempt("EXTENSION_REFUSED", partial(extending.refuse_request, **words))

    @precondition(lambda self: self.now.state == ReportState.OPEN)
    @rule(days=DAYS, grant=st.booleans())
    def ask_and_hear(self, days: int, grant: bool) -> None:
        self.ask_for_time(who="head", days=days, reason="Mưa lũ.", more=40)
        self.answer_the_request(who="clerk", days=0, grant=grant, answer="Đã xem xét.")

    @rule(who=UNITS, days=DAYS)
    def ask_no_more(self, who: str, days: int) -> None:
        asked = self.report.extension_requests.first()
        if asked is None:
            return
        at = self.pass_time(days)
        self.attempt(
            "EXTENSION_REQUEST_WITHDRAWN",
            lambda: requesting.withdraw_request(request=asked, by=self.person(who), at=at),
        )

    @rule(who=OFFICE, days=DAYS, to=st.sampled_from(Addressee.values), more=MORE, reason=WORDS)
    def forward_a_proposal(self, who: str, days: int, to: str, more: int, reason: str) -> None:
        put = self.newest_proposal()
        if put is None:
            return
        at = self.pass_time(days)
        self.attempt(
            "PROPOSAL_FORWARDED",
            lambda: answering.forward_proposal(
                proposal=put,
                addressee=to,
                addressed_unit=self.cast.bureau if to == Addressee.UNIT else None,
                due_on=at.date() + timedelta(days=more),
                reason=reason,
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=OFFICE, days=DAYS, outcome=st.sampled_from(ProposalOutcome.values), answer=WORDS)
    def answer_a_proposal(self, who: str, days: int, outcome: str, answer: str) -> None:
        put = self.newest_proposal()
        if put is None:
            return
        at = self.pass_time(days)
        self.attempt(
            "PROPOSAL_ANSWERED",
            lambda: answering.answer_proposal(
                proposal=put, outcome=outcome, answer=answer, by=self.person(who), at=at
            ),
        )

    @precondition(lambda self: self.open("proposal"))
    @rule(days=DAYS, outcome=st.sampled_from(ProposalOutcome.values))
    def answer_what_waits(self, days: int, outcome: str) -> None:
        self.answer_a_proposal(who="standing", days=days, outcome=outcome, answer="Đã ghi nhận.")

    def newest_proposal(self) -> Proposal | None:
        return self.report.raised.order_by("-pk").first()

    def open(self, chart: str) -> int:
        """How many of them wait."""
        return [state for state, *_ in self.now.charts[chart].values()].count("OPEN")

    @invariant()
    def nothing_waits_without_its_report(self) -> None:
        _, _, first_submitted_at, _ = self.now.report
        assert first_submitted_at is not None or not self.open("proposal")
        handed_in = self.now.state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
        assert self.open("extension") <= (0 if handed_in else 1)

    @invariant()
    def timeliness_is_of_the_first_that_counts(self) -> None:
        counted = [
            (at, verdict)
            for _, _, at, verdict in self.now.rounds.values()
            if verdict != Verdict.WITHDRAWN
        ]
        _, _, first_submitted_at, _ = self.now.report
        if not counted:
            assert first_submitted_at is None
        elif all(verdict == Verdict.WAITING for _, verdict in counted):
            assert first_submitted_at == counted[0][0]


@pytest.fixture
def machine(cast: Cast) -> type[QuarterMachine]:
    return base.made_of(QuarterMachine, cast, quarter.report(quarter.reports(cast)))


def walk(story: QuarterMachine) -> Iterator[None]:
    """One sequence, written down, that makes every move of the charts by the machine's own rules."""
    funds, plan = "Bố trí thêm kinh phí.", "Sớm phê duyệt quy hoạch."
    yield story.ask_and_hear(days=0, grant=False)
    yield story.ask_and_hear(days=0, grant=True)
    yield story.ask_for_time(who="head", days=0, reason="Mưa lũ.", more=61)
    yield story.ask_no_more(who="head", days=0)
    yield story.ask_for_time(who="head", days=0, reason="Mưa lũ.", more=61)
    yield story.save_and_submit(days=0, put=funds)  # the request has lost its object
    yield story.withdraw(who="head", days=0)  # and takes the proposal with it
    yield story.save_and_submit(days=0, put=funds)
    yield story.another_round(days=0, put=plan)
    yield story.withdraw(who="head", days=0)
    yield story.submit(who="head", days=0, again=False)
    yield story.begin(who="clerk", days=0)
    for to in (Addressee.UNIT, Addressee.STANDING):
        yield story.forward_a_proposal("clerk", 0, to=to, more=30, reason="Đúng thẩm quyền.")
    yield story.answer_what_waits(days=0, outcome=ProposalOutcome.RESOLVED)
    yield story.think_again(days=0)
    yield story.extend(who="clerk", days=0, more=90)


def test_the_rules_reach_every_move(machine: type[QuarterMachine]) -> None:
    base.play(machine, walk)
    assert set(machine.moves) == base.chart_of(machine)
    assert set(machine.done) == {
        "QUARTER_SUBMITTED", "QUARTER_WITHDRAWN", "QUARTER_SENT_BACK", "QUARTER_ACCEPTED",
        "QUARTER_REOPENED", "REVIEW_BEGUN", "PROPOSAL_MADE", "PROPOSAL_CHANGED",
        "PROPOSAL_WITHDRAWN", "PROPOSAL_FORWARDED", "PROPOSAL_ANSWERED", "EXTENSION_ASKED",
        "EXTENSION_GRANTED", "EXTENSION_REFUSED", "EXTENSION_REQUEST_WITHDRAWN",
    }  # fmt: skip


def test_no_sequence_leaves_the_charts(machine: type[QuarterMachine]) -> None:
    base.run(machine)
    assert machine.done.total() >= 2 * SEQUENCES, "the sequences get somewhere"


def test_a_verb_without_an_entry_would_be_noticed(
    machine: type[QuarterMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing.audit, "record", lambda *_, **__: None)
    with pytest.raises(AssertionError, match="left no entry"):
        base.run(machine)


def test_a_lost_round_would_be_noticed(
    machine: type[QuarterMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    withdraw = filing.withdraw

    def careless(*, report: ProgressReport, **words: Any) -> None:
        withdraw(report=report, **words)
        report.rounds.filter(verdict=Verdict.WITHDRAWN).delete()

    monkeypatch.setattr(filing, "withdraw", careless)
    with pytest.raises((AssertionError, KeyError)):
        base.run(machine)
