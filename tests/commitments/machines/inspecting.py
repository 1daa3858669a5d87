"""Inspections of the unit: planned, changed, cancelled, held; what is to be mended, and who closes it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from camket.models import AuditEntry
from commitments.models import ActionPoint, Finding, Inspection, ProgressReport, VerifiedValue
from commitments.progress import Status
from commitments.states import ACTION_MOVES, INSPECTION_MOVES, ActionState, InspectionState
from commitments.workflow import inspecting
from commitments.workflow.inspecting import FindingData, PlanData, PointData, VerifiedData
from tests.commitments.machines.base import DAYS, RARELY, UNITS, WORDS, Chart, Look, Machine

# The clerk holds both posts in this machine: whoever reports for a unit must not confirm it.
INSPECTORS = st.sampled_from(["inspector"] * 5 + ["clerk", "clerk", "standing", "head", "stranger"])
PURPOSES = st.sampled_from(["Xem hồ sơ việc 1", "Kiểm tra việc lập biên bản", ""])
HOUSEHOLDS = st.sampled_from([24, 30, -1])


def inspections(report: ProgressReport) -> Any:
    return Inspection.objects.filter(commitment=report.commitment_id)


def actions(report: ProgressReport) -> Any:
    return ActionPoint.objects.filter(finding__inspection__commitment=report.commitment_id)


class InspectingRules(Machine):
    charts: ClassVar[dict[str, Chart]] = {
        **Machine.charts,
        "inspection": Chart(
            inspections,
            INSPECTION_MOVES,
            {
                InspectionState.PLANNED: {"INSPECTION_PLANNED"},
                InspectionState.DONE: {"INSPECTION_CONCLUDED"},
                InspectionState.CANCELLED: {"INSPECTION_CANCELLED"},
            },
            kept=("purpose", "quarter", "held_on", "conclusion", "cancelled_because"),
        ),
        "action": Chart(
            actions,
            ACTION_MOVES,
            {
                ActionState.OPEN: {"FINDING_RECORDED", "ACTION_REFUSED"},
                ActionState.DONE: {"ACTION_DONE"},
                ActionState.VERIFIED: {"ACTION_VERIFIED"},
            },
            kept=("text", "due_on", "done_by", "done_note", "verified_by"),
        ),
    }

    def beside(self) -> dict[str, Any]:
        found = Finding.objects.filter(inspection__commitment=self.report.commitment_id)
        values = VerifiedValue.objects.filter(inspection__commitment=self.report.commitment_id)
        columns = ("inspection", "value", "status", "note", "reported_round", "verified_by")
        return super().beside() | {
            "found": set(found.order_by().values_list("pk", "inspection", "text")),
            "values": set(values.order_by().values_list("pk", *columns)),
        }

    @rule(who=INSPECTORS, days=DAYS, in_quarter=st.sampled_from([2, 2, 1, 5]), purpose=PURPOSES)
    def plan(self, who: str, days: int, in_quarter: int, purpose: str) -> None:
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "INSPECTION_PLANNED",
            lambda: inspecting.plan_inspections(
                year=row.commitment.year,
                commitments=[row.commitment_id],
                data=PlanData(quarter=in_quarter, purpose=purpose),
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=INSPECTORS, days=DAYS, purpose=PURPOSES, stale=RARELY)
    def plan_anew(self, who: str, days: int, purpose: str, stale: bool) -> None:
        if line := self.newest():
            data = replace(PlanData(quarter=line.quarter, purpose=purpose), team="Đồng chí A")
            self.inspect(
                "INSPECTION_EDITED", inspecting.edit_plan, line, who, days,
                data=data, version=line.version - stale,
            )  # fmt: skip

    @rule(who=INSPECTORS, days=DAYS, reason=WORDS)
    def call_off(self, who: str, days: int, reason: str) -> None:
        if line := self.newest():
            self.inspect("INSPECTION_CANCELLED", inspecting.cancel, line, who, days, reason=reason)

    @rule(who=INSPECTORS, days=DAYS, text=WORDS, more=st.integers(min_value=-1, max_value=30))
    def find(self, who: str, days: int, text: str, more: int) -> None:
        if line := self.newest():
            due_on = self.clock.date() + timedelta(days=days + more)
            data = FindingData(text, task=1, points=[PointData("Lập lại biên bản", due_on)])
            self.inspect("FINDING_RECORDED", inspecting.record_finding, line, who, days, data=data)

    @rule(who=INSPECTORS, days=DAYS, value=HOUSEHOLDS, note=WORDS)
    def verify(self, who: str, days: int, value: int, note: str) -> None:
        if line := self.newest():
            data = VerifiedData(Status.IN_PROGRESS, value=Decimal(value), note=note)
            task = line.commitment.tasks.get(number=1)
            self.inspect(
                "VALUE_VERIFIED", inspecting.verify_value, line, who, days, task=task, data=data
            )

    @rule(who=INSPECTORS, days=DAYS, conclusion=WORDS, ahead=RARELY)
    def conclude(self, who: str, days: int, conclusion: str, ahead: bool) -> None:
        if line := self.newest():
            held_on = self.clock.date() + timedelta(days=days + ahead)
            self.inspect(
                "INSPECTION_CONCLUDED", inspecting.conclude, line, who, days,
                held_on=held_on, conclusion=conclusion,
            )  # fmt: skip

    @rule(days=DAYS)
    def hold(self, days: int) -> None:
        """A whole inspection, so that there is something to be mended."""
        self.plan(who="inspector", days=days, in_quarter=2, purpose=f"Lần {len(self.told)}")
        self.find(who="inspector", days=0, text="Thiếu chữ ký.", more=15)
        self.verify(who="inspector", days=0, value=24, note="Đếm tại thực địa.")
        self.conclude(who="inspector", days=0, conclusion="Có tiến bộ.", ahead=False)

    @rule(who=UNITS, days=DAYS, note=WORDS)
    def mend(self, who: str, days: int, note: str) -> None:
        self.act("ACTION_DONE", inspecting.report_action, who, days, note=note)

    @rule(who=INSPECTORS, days=DAYS, note=WORDS)
    def confirm(self, who: str, days: int, note: str) -> None:
        self.act("ACTION_VERIFIED", inspecting.verify_action, who, days, note=note)

    @rule(who=INSPECTORS, days=DAYS, comment=WORDS)
    def deny(self, who: str, days: int, comment: str) -> None:
        self.act(
            "ACTION_REFUSED",
            inspecting.refuse_action,
            who,
            days,
            comment=comment,
            due_on=self.clock.date() + timedelta(days=30),
        )

    @rule(who=st.sampled_from(["head", "clerk"]), closer=INSPECTORS)
    def mend_and_confirm(self, who: str, closer: str) -> None:
        self.mend(who=who, days=0, note="Đã ký lại.")
        self.confirm(who=closer, days=0, note="")

    def newest(self) -> Inspection | None:
        found: Inspection | None = inspections(self.report).with_names().order_by("-pk").first()
        return found

    def inspect(
        self, deed: str, verb: Any, line: Inspection, who: str, days: int, **more: Any
    ) -> None:
        at = self.pass_time(days)
        self.attempt(deed, partial(verb, inspection=line, by=self.person(who), at=at, **more))

    def act(self, deed: str, verb: Any, who: str, days: int, **more: Any) -> None:
        action = actions(self.report).with_names().order_by("-pk").first()
        if action is not None:
            at = self.pass_time(days)
            self.attempt(deed, partial(verb, action=action, by=self.person(who), at=at, **more))

    def passes(self, before: Look, after: Look) -> None:
        super().passes(before, after)
        held = {
            pk
            for pk, (state, *_) in before.charts["inspection"].items()
            if state == InspectionState.DONE
        }
        for kind in ("found", "values"):
            kept = {row for row in before.beside[kind] if row[1] in held}
            assert kept <= after.beside[kind], "a conclusion was changed"
        assert {row for row in after.beside["values"] if row[1] in held} <= before.beside["values"]

    @invariant()
    def nothing_found_is_buried(self) -> None:
        cancelled = {"inspection__state": InspectionState.CANCELLED}
        assert not Finding.objects.filter(**cancelled).exists()
        assert not VerifiedValue.objects.filter(**cancelled).exists()

    @invariant()
    def closed_by_somebody_else(self) -> None:
        told = AuditEntry.objects.filter(deed="ACTION_DONE").values_list("subject_id", "by")
        for pk, (state, _, _, done_by, _, verified_by) in self.now.charts["action"].items():
            if state == ActionState.VERIFIED:
                assert verified_by is not None
                unit = (self.cast.head.pk, self.cast.reporter.pk)
                assert verified_by not in (done_by, *unit), "not closed by somebody else"
                assert (str(pk), verified_by) not in told, "closed by who had reported it before"
