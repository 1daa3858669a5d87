"""The Office asks why a report is overdue or a task red; the unit drafts, answers; it is withdrawn."""

from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from commitments import periods
from commitments.models import Explanation, ProgressReport
from commitments.states import EXPLANATION_MOVES, ExplanationState
from commitments.workflow import explaining
from tests.commitments.machines.base import DAYS, OFFICE, RARELY, UNITS, WORDS, Chart, Machine

LATER = st.integers(min_value=-1, max_value=20)


def explanations(report: ProgressReport) -> Any:
    return Explanation.objects.filter(commitment=report.commitment_id)


class ExplainingRules(Machine):
    charts: ClassVar[dict[str, Chart]] = {
        **Machine.charts,
        "explanation": Chart(
            explanations,
            EXPLANATION_MOVES,
            {
                ExplanationState.OPEN: {"EXPLANATION_ASKED"},
                ExplanationState.ANSWERED: {"EXPLANATION_ANSWERED"},
                ExplanationState.WITHDRAWN: {"EXPLANATION_WITHDRAWN"},
            },
            kept=("question", "about", "answer", "answered_at"),
        ),
    }

    @rule(who=OFFICE, days=DAYS, question=WORDS, more=LATER, of_task=RARELY, older=RARELY)
    def ask_why(
        self, who: str, days: int, question: str, more: int, of_task: bool, older: bool = False
    ) -> None:
        at, row, before = self.pass_time(days), self.row(), self.now
        task = row.commitment.tasks.get(number=1) if of_task else None
        report = None if of_task else row
        closed = int(explaining.closed_so_far(row.commitment, task, report))
        self.attempt(
            "EXPLANATION_ASKED",
            lambda: explaining.ask_explanation(
                commitment=row.commitment,
                question=question,
                due_on=periods.reply_due(at.date(), more),
                by=self.person(who),
                at=at,
                task=task,
                report=report,
                seen=str(closed - older),
            ),
        )
        assert not older or self.now is before, (
            "who asks again has seen how the last question ended"
        )

    @rule(who=UNITS, days=DAYS, answer=WORDS, stale=RARELY)
    def draft_why(self, who: str, days: int, answer: str, stale: bool) -> None:
        self.say(explaining.save_explanation, "", who, days, answer, stale)

    @rule(who=UNITS, days=DAYS, answer=WORDS, stale=RARELY)
    def say_why(self, who: str, days: int, answer: str, stale: bool) -> None:
        self.say(explaining.answer_explanation, "EXPLANATION_ANSWERED", who, days, answer, stale)

    @rule(who=OFFICE, days=DAYS, reason=WORDS)
    def ask_no_more(self, who: str, days: int, reason: str) -> None:
        asked = explanations(self.report).order_by("-pk").first()
        if asked is None:
            return
        at = self.pass_time(days)
        self.attempt(
            "EXPLANATION_WITHDRAWN",
            lambda: explaining.withdraw_explanation(
                explanation=asked, reason=reason, by=self.person(who), at=at
            ),
        )

    @precondition(lambda self: not self.now.rounds)
    @rule(days=DAYS)
    def ask_and_be_told(self, days: int) -> None:
        self.ask_why(who="standing", days=days, question="Vì sao?", more=15, of_task=False)
        self.say_why(who="head", days=0, answer="Mưa lũ kéo dài.", stale=False)

    def say(self, verb: Any, deed: str, who: str, days: int, answer: str, stale: bool) -> None:
        asked = explanations(self.report).order_by("-pk").first()
        if asked is None:
            return
        at = self.pass_time(days)
        self.attempt(
            deed,
            lambda: verb(
                explanation=asked,
                answer=answer,
                version=asked.version - stale,
                by=self.person(who),
                at=at,
            ),
        )

    @invariant()
    def one_question_about_a_thing(self) -> None:
        about = [
            rest[1]
            for state, *rest in self.now.charts["explanation"].values()
            if state == ExplanationState.OPEN
        ]
        assert len([said for said in about if said.startswith("Báo cáo")]) <= 1
