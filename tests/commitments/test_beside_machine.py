"""Random sequences of what lies beside a quarter: evidence, explanations, inspections, amendments.

They are played while the report goes back and forth (``test_quarter_machine``): never outside the
charts, nothing lost that was handed in, signed or concluded, no gap in the record.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import pytest

from commitments import rules
from commitments.models import ActionPoint, Evidence, Finding, TaskProgress
from commitments.workflow import amending, evidencing, explaining, inspecting
from commitments.workflow.amending import deciding
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.commitments.machines import base
from tests.commitments.machines.amending import AmendingRules
from tests.commitments.machines.base import SEQUENCES, Chart
from tests.commitments.machines.evidence import EvidenceRules
from tests.commitments.machines.explaining import ExplainingRules
from tests.commitments.machines.inspecting import InspectingRules
from tests.commitments.machines.office import OfficeRules
from units.models import Person
from units.roles import Role

pytestmark = pytest.mark.one_engine


class BesideMachine(OfficeRules, EvidenceRules, ExplainingRules, InspectingRules, AmendingRules):
    """Begins when the report is overdue and may still be handed in."""

    begins: ClassVar[datetime] = stage.at(4, 2)
    charts: ClassVar[dict[str, Chart]] = {
        **ExplainingRules.charts,
        **InspectingRules.charts,
        **AmendingRules.charts,
    }


@pytest.fixture
def machine(cast: Cast) -> type[BesideMachine]:
    stage.appoint(cast.clerk, Role.INSPECTOR, cast.committee)
    return base.made_of(BesideMachine, cast, quarter.report(quarter.reports(cast)))


def walk(story: BesideMachine) -> Iterator[None]:
    """One sequence, written down, that makes every move of the charts by the machine's own rules."""
    yield from _evidence_and_questions(story)
    yield from _inspections(story)
    yield from _amendments(story)


def _evidence_and_questions(story: BesideMachine) -> Iterator[None]:
    yield story.bring_two(text=b"% mot\n")
    yield story.bring(who="reporter", days=0, task=1, text=b"% hai\n")
    yield story.use_again(who="reporter", days=0, task=2, which=0)
    yield story.take_off(who="reporter", days=0, which=0)
    yield story.take_away(who="head", days=0, which=0, reason="")  # no round names it
    yield story.ask_why(who="clerk", days=0, question="Vì sao?", more=15, of_task=False)
    yield story.draft_why(who="reporter", days=0, answer="Mưa lũ.", stale=False)
    yield story.ask_no_more(who="clerk", days=0, reason="Đã nêu qua điện thoại.")
    yield story.ask_and_be_told(days=0)
    yield story.save_and_submit(days=0, put="")
    yield story.take_away(who="clerk", days=0, which=1, reason="Có nội dung mật.")
    yield story.another_round(days=0, put="")
    yield story.withdraw(who="head", days=0)
    yield story.submit(who="head", days=0, again=False)


def _inspections(story: BesideMachine) -> Iterator[None]:
    yield story.plan(who="inspector", days=0, in_quarter=2, purpose="Xem hồ sơ việc 1")
    yield story.plan_anew(who="inspector", days=0, purpose="Xem biên bản", stale=False)
    yield story.call_off(who="inspector", days=0, reason="Trùng đoàn của cấp trên.")
    yield story.hold(days=0)
    yield story.mend_and_confirm(who="clerk", closer="clerk")  # refused: one's own deed
    yield story.deny(who="inspector", days=0, comment="Còn 1 biên bản.")
    yield story.mend_and_confirm(who="head", closer="inspector")
    yield story.begin(who="clerk", days=0)
    yield story.think_again(days=0)


def _amendments(story: BesideMachine) -> Iterator[None]:
    yield story.begin_amending(who="reporter", days=0)
    yield story.drop(who="reporter", days=0)
    yield story.draft_and_propose(aim=120)
    yield story.decide(who="standing", days=0, agree=False, comment="Chưa đủ căn cứ.", older=False)
    yield story.draft_and_propose(aim=80)
    yield story.begin_amending(who="reporter", days=0)
    yield story.reword(who="reporter", days=0, aim=90, stale=False)
    yield story.decide(who="standing", days=0, agree=True, comment="", older=True)
    yield story.join(who="reporter", days=0)
    yield story.give_reason(who="reporter", days=0, reason="Dự án giãn tiến độ.")
    yield story.propose(who="head", days=0, stale=False)
    yield story.decide(who="standing", days=0, agree=True, comment="", older=False)


def test_the_rules_reach_every_move(machine: type[BesideMachine]) -> None:
    base.play(machine, walk)
    # A report begins and comes back to OPEN in the other machine; here it has been sent back once.
    assert base.chart_of(machine) - set(machine.moves) == {("report", "SUBMITTED", "OPEN")}
    assert set(machine.done) == {
        "QUARTER_SUBMITTED", "QUARTER_WITHDRAWN", "QUARTER_SENT_BACK", "QUARTER_ACCEPTED",
        "QUARTER_REOPENED", "REVIEW_BEGUN", "EVIDENCE_ADDED", "EVIDENCE_USED", "EVIDENCE_DETACHED",
        "EVIDENCE_REMOVED", "EXPLANATION_ASKED", "EXPLANATION_ANSWERED", "EXPLANATION_WITHDRAWN",
        "INSPECTION_PLANNED", "INSPECTION_EDITED", "INSPECTION_CANCELLED", "INSPECTION_CONCLUDED",
        "FINDING_RECORDED", "VALUE_VERIFIED", "ACTION_DONE", "ACTION_VERIFIED", "ACTION_REFUSED",
        "AMENDMENT_DRAFTED", "AMENDMENT_DROPPED", "AMENDMENT_REBASED", "AMENDMENT_PROPOSED",
        "AMENDMENT_APPROVED", "AMENDMENT_REJECTED", "TASK_SAVED",
    }  # fmt: skip


def test_no_sequence_leaves_the_charts(machine: type[BesideMachine]) -> None:
    base.run(machine)
    assert machine.done.total() >= 2 * SEQUENCES, "the sequences get somewhere"


def test_what_lies_beside_a_report_without_an_entry_would_be_noticed(
    machine: type[BesideMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "_record", lambda *_, **__: None)
    with pytest.raises(AssertionError, match="left no entry"):
        base.run(machine)


def test_a_file_that_leaves_what_was_handed_in_would_be_noticed(
    machine: type[BesideMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    remove = evidencing.remove

    def careless(*, evidence: Evidence, **who: Any) -> Evidence:
        gone = remove(evidence=evidence, **who)
        evidence.uses.all().delete()
        return gone

    monkeypatch.setattr(evidencing, "remove", careless)
    with pytest.raises(AssertionError, match="handed in has changed"):
        base.play(machine, walk)


def test_a_unit_that_confirms_its_own_deed_would_be_noticed(
    machine: type[BesideMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    head = machine.cast.head
    stage.appoint(head, Role.INSPECTOR, machine.cast.committee)
    machine.cast.head = Person.objects.get(pk=head.pk)  # who remembers no posts
    monkeypatch.setattr(rules, "may_verify_action", rules.may_refuse_action)
    with pytest.raises(AssertionError, match="somebody else"):
        base.play(machine, mended_and_confirmed_at_home)


def mended_and_confirmed_at_home(story: BesideMachine) -> Iterator[None]:
    yield story.hold(days=0)
    yield story.mend_and_confirm(who="clerk", closer="head")


def test_a_concluded_finding_that_is_reworded_would_be_noticed(
    machine: type[BesideMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    report = inspecting.report_action

    def careless(*, action: ActionPoint, **words: Any) -> ActionPoint:
        Finding.objects.filter(pk=action.finding_id).update(text="Khác.")
        return report(action=action, **words)

    monkeypatch.setattr(inspecting, "report_action", careless)
    with pytest.raises(AssertionError, match="conclusion was changed"):
        base.play(machine, walk)


def test_a_version_that_is_written_over_would_be_noticed(
    machine: type[BesideMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    approve = amending.approve

    def careless(**words: Any) -> Any:
        made = approve(**words)
        made.commitment.versions.filter(number=0).update(content_hash=made.content_hash)
        return made

    monkeypatch.setattr(amending, "approve", careless)
    with pytest.raises(AssertionError, match="signed was rewritten"):
        base.play(machine, walk)


def test_an_amendment_that_moves_what_was_handed_in_would_be_noticed(
    machine: type[BesideMachine], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = deciding.hold_reports

    def careless(commitment: Any) -> None:
        hold(commitment)
        TaskProgress.objects.filter(report__commitment=commitment).update(planned=1)

    monkeypatch.setattr(deciding, "hold_reports", careless)
    with pytest.raises(AssertionError, match="handed in moved"):
        base.play(machine, handed_in_and_amended)


def handed_in_and_amended(story: BesideMachine) -> Iterator[None]:
    yield story.save_and_submit(days=0, put="")
    yield story.draft_and_agree(aim=80)
