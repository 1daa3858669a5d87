"""What a unit does with its quarter: save, hand in, take back."""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from hypothesis.stateful import precondition, rule

from camket.audit import Conflict, Refused
from commitments.states import UNIT_MAY_WRITE_REPORT, ProposalState, ReportState
from commitments.workflow import filing
from commitments.workflow.filing import GeneralData
from commitments.workflow.measuring import tasks_of
from tests.commitments import quarter_cast as quarter
from tests.commitments.machines.base import DAYS, PUT, RARELY, UNITS, Machine


class UnitRules(Machine):
    def __init__(self) -> None:
        super().__init__()
        self.keys: list[UUID] = []

    @rule(who=UNITS, days=DAYS, nothing=RARELY, stale=RARELY, put=PUT)
    def save(self, who: str, days: int, nothing: bool, stale: bool, put: str) -> None:
        at, row, before = self.pass_time(days), self.row(), self.now
        asked = {task.pk for task in tasks_of(row)}
        whom = {"proposals": put, "addressee": "STANDING" if put else ""}
        words = "" if nothing else f"Đã làm đến {at:%d/%m %H:%M}."
        written = [one for one in quarter.answers(row, changed=words, **whom) if one.task in asked]
        saved = False
        try:
            with transaction.atomic():
                filing.save_draft(
                    report=row,
                    general=GeneralData(highlights=words),
                    answers=written,
                    version=row.version - stale,
                    by=self.person(who),
                    at=at,
                )
            saved = True
        except Conflict:
            assert stale
        except Refused:
            pass
        self.now = self.look()
        if not saved:
            assert self.now == before
            return
        assert not stale
        state, version, first, _ = before.report
        assert self.now.report == (state, version + 1, first, words)
        assert (self.now.charts, self.now.deeds) == (before.charts, before.deeds)

    @precondition(lambda self: self.now.state in UNIT_MAY_WRITE_REPORT)
    @rule(days=DAYS, put=PUT)
    def save_and_submit(self, days: int, put: str) -> None:
        self.save(who="reporter", days=0, nothing=False, stale=False, put=put)
        self.submit(who="head", days=days, again=False)

    @rule(who=UNITS, days=DAYS, again=RARELY)
    def submit(self, who: str, days: int, again: bool) -> None:
        at, row = self.pass_time(days), self.row()
        key = self.keys[-1] if again and self.keys else uuid4()
        made = self.attempt(
            "QUARTER_SUBMITTED",
            lambda: filing.submit(
                report=row, key=key, version=row.version, by=self.person(who), at=at
            ),
        )
        if made:
            assert self.now.state in (ReportState.SUBMITTED, ReportState.ACCEPTED)
            self.keys.append(key)

    @precondition(lambda self: self.now.state in UNIT_MAY_WRITE_REPORT)
    @rule(put=PUT)
    def hand_in_and_take_back(self, put: str) -> None:
        """After a verdict the proposals wait as if nothing had been handed in."""
        judged, waiting = self.now.state == ReportState.SENT_BACK, self.waiting()
        self.save_and_submit(days=0, put=put)
        self.withdraw(who="head", days=0)
        assert not judged or self.waiting() == waiting, "what was taken back left its mark"

    def waiting(self) -> list[tuple[Any, ...]]:
        columns = ("task", "text", "addressee", "addressed_unit", "wanted_by", "made_at", "due_on")
        rows = self.report.raised.filter(state=ProposalState.OPEN).order_by("pk")
        return list(rows.values_list("pk", *columns))

    @rule(who=UNITS, days=DAYS, older=RARELY)
    def withdraw(self, who: str, days: int, older: bool = False) -> None:
        at, row, before = self.pass_time(days), self.row(), self.now
        shown = str(len(before.rounds) - older)
        self.attempt(
            "QUARTER_WITHDRAWN",
            lambda: filing.withdraw(report=row, by=self.person(who), at=at, seen=shown),
        )
        assert not older or self.now is before, "only the round that was on the page is withdrawn"
