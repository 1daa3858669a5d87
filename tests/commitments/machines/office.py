"""What the Office does with a unit's quarter: begin, accept, send back, open again."""

from typing import Any

from hypothesis.stateful import precondition, rule

from commitments.states import ReportState
from commitments.workflow import reviewing
from tests.commitments.machines.base import DAYS, OFFICE, PUT, RARELY, WORDS
from tests.commitments.machines.unit import UnitRules


class OfficeRules(UnitRules):
    @rule(who=OFFICE, days=DAYS)
    def begin(self, who: str, days: int) -> None:
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "REVIEW_BEGUN",
            lambda: reviewing.begin_review(report=row, by=self.person(who), at=at),
        )

    @rule(who=OFFICE, days=DAYS, comment=WORDS, older=RARELY)
    def accept(self, who: str, days: int, comment: str, older: bool) -> None:
        self.judge(reviewing.accept, "QUARTER_ACCEPTED", who, days, comment, older, verdicts={})

    @rule(who=OFFICE, days=DAYS, comment=WORDS, older=RARELY)
    def send_back(self, who: str, days: int, comment: str, older: bool) -> None:
        self.judge(reviewing.send_back, "QUARTER_SENT_BACK", who, days, comment, older)

    @rule(who=OFFICE, days=DAYS, reason=WORDS, older=RARELY)
    def reopen(self, who: str, days: int, reason: str, older: bool = False) -> None:
        at, row, before = self.pass_time(days), self.row(), self.now
        shown = str(len(before.rounds) - older)
        self.attempt(
            "QUARTER_REOPENED",
            lambda: reviewing.reopen(
                report=row, reason=reason, by=self.person(who), at=at, seen=shown
            ),
        )
        assert not older or self.now is before, (
            "only the round that was on the page is opened again"
        )

    @precondition(lambda self: self.now.state == ReportState.SUBMITTED)
    @rule(days=DAYS, put=PUT)
    def another_round(self, days: int, put: str) -> None:
        self.send_back(who="clerk", days=days, comment="Ghi rõ địa bàn.", older=False)
        self.save_and_submit(days=days, put=put)

    @precondition(lambda self: self.now.state == ReportState.SUBMITTED)
    @rule(days=DAYS)
    def think_again(self, days: int) -> None:
        self.accept(who="clerk", days=days, comment="", older=False)
        self.reopen(who="clerk", days=days, reason="Số liệu chưa khớp biên bản.")

    def judge(
        self, verb: Any, deed: str, who: str, days: int, comment: str, older: bool, **more: Any
    ) -> None:
        at, row = self.pass_time(days), self.row()
        number = max(self.now.rounds, default=0) - older
        self.attempt(
            deed,
            lambda: verb(
                report=row,
                round_number=number,
                comment=comment,
                task_comments={},
                by=self.person(who),
                at=at,
                **more,
            ),
        )
