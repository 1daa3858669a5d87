"""Amendments of what was signed: drafted, joined, proposed, decided while its quarter goes on."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from commitments.comparison import MINE
from commitments.models import Amendment, CommitmentVersion, ProgressReport, TaskProgress
from commitments.states import AMENDMENT_MOVES, HANDED_IN, AmendmentState
from commitments.workflow import amending
from tests.commitments import amending_cast
from tests.commitments.machines.base import DAYS, RARELY, UNITS, WORDS, Chart, Look, Machine

DECIDERS = st.sampled_from(["standing"] * 5 + ["clerk", "head", "stranger"])
TARGETS = st.sampled_from([80, 90, 120])


def amendments(report: ProgressReport) -> Any:
    return Amendment.objects.filter(commitment=report.commitment_id)


class AmendingRules(Machine):
    charts: ClassVar[dict[str, Chart]] = {
        **Machine.charts,
        "amendment": Chart(
            amendments,
            AMENDMENT_MOVES,
            {
                AmendmentState.DRAFT: {"AMENDMENT_DRAFTED"},
                AmendmentState.PROPOSED: {"AMENDMENT_PROPOSED"},
                AmendmentState.APPROVED: {"AMENDMENT_APPROVED"},
                AmendmentState.REJECTED: {"AMENDMENT_REJECTED"},
            },
            kept=("number", "reason", "content_hash", "comment"),
            fades=(AmendmentState.DRAFT,),
        ),
    }

    def beside(self) -> dict[str, Any]:
        versions = CommitmentVersion.objects.filter(commitment=self.report.commitment_id)
        answers = TaskProgress.objects.filter(report=self.report).order_by("pk")
        columns = ("pk", "actual", "status", "completion", "planned", "changed")
        return super().beside() | {
            "versions": dict(versions.order_by("number").values_list("number", "content_hash")),
            "in_force": versions.order_by("-number").values_list(
                "commitment__content_hash", flat=True
            )[0],
            "answers": list(answers.values_list(*columns)),
        }

    @rule(who=UNITS, days=DAYS)
    def begin_amending(self, who: str, days: int) -> None:
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "AMENDMENT_DRAFTED",
            lambda: amending.start(commitment=row.commitment, by=self.person(who), at=at),
        )

    @rule(who=UNITS, days=DAYS, aim=TARGETS, stale=RARELY)
    def reword(self, who: str, days: int, aim: int, stale: bool) -> None:
        copy = self.newest_amendment()
        if copy is None:
            return
        old = next(task for task in copy.tasks if task["number"] == 1)
        changes = amending_cast.fitting({"target": Decimal(aim)})
        at = self.pass_time(days)
        self.attempt(
            "TASK_SAVED",
            lambda: amending.save_task(
                amendment=copy,
                data=replace(amending.data_of(old), **changes),
                task=old["id"],
                version=old["version"] - stale,
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=UNITS, days=DAYS, reason=WORDS)
    def give_reason(self, who: str, days: int, reason: str) -> None:
        copy = self.newest_amendment()
        if copy is not None:
            self.amend(
                "AMENDMENT_DRAFTED", amending.explain, copy, who, days,
                reason=reason, seen=copy.reason,
            )  # fmt: skip

    @rule(who=UNITS, days=DAYS, stale=RARELY)
    def propose(self, who: str, days: int, stale: bool) -> None:
        copy = self.newest_amendment()
        if copy is not None:
            self.amend(
                "AMENDMENT_PROPOSED", amending.propose, copy, who, days,
                version=copy.version - stale,
            )  # fmt: skip

    @rule(who=UNITS, days=DAYS)
    def join(self, who: str, days: int) -> None:
        """With what another amendment has put in force meanwhile; one's own words prevail."""
        copy = self.newest_amendment()
        if copy is None:
            return
        merged = amending.conflicts_of(copy, self.clock.date())
        answers = {(one.id, one.field): MINE for one in merged.conflicts}
        self.amend(
            "AMENDMENT_REBASED", amending.rebase, copy, who, days,
            answers=answers, version=copy.version,
        )  # fmt: skip

    @rule(who=UNITS, days=DAYS)
    def drop(self, who: str, days: int) -> None:
        copy = self.newest_amendment()
        if copy is not None:
            self.amend("AMENDMENT_DROPPED", amending.drop, copy, who, days)

    @rule(who=DECIDERS, days=DAYS, agree=st.booleans(), comment=WORDS, older=RARELY)
    def decide(self, who: str, days: int, agree: bool, comment: str, older: bool) -> None:
        copy = self.newest_amendment(older)
        if copy is not None:
            deed = "AMENDMENT_APPROVED" if agree else "AMENDMENT_REJECTED"
            verb: Any = amending.approve if agree else amending.reject
            self.amend(deed, verb, copy, who, days, comment=comment)

    @rule(aim=TARGETS)
    def draft_and_propose(self, aim: int) -> None:
        self.begin_amending(who="head", days=0)
        self.reword(who="head", days=0, aim=aim, stale=False)
        self.give_reason(who="head", days=0, reason="Dự án giãn tiến độ.")
        self.propose(who="head", days=0, stale=False)

    @rule(aim=TARGETS)
    def draft_and_agree(self, aim: int) -> None:
        self.draft_and_propose(aim=aim)
        self.decide(who="standing", days=0, agree=True, comment="", older=False)

    def newest_amendment(self, older: int = 0) -> Amendment | None:
        rows = amendments(self.report).select_related(
            "commitment__year__committee", "commitment__unit__group"
        )
        found: list[Amendment] = list(rows.order_by("-pk")[older : older + 1])
        return found[0] if found else None

    def amend(
        self, deed: str, verb: Any, copy: Amendment, who: str, days: int, **more: Any
    ) -> None:
        at = self.pass_time(days)
        self.attempt(deed, lambda: verb(amendment=copy, by=self.person(who), at=at, **more))

    def passes(self, before: Look, after: Look) -> None:
        super().passes(before, after)
        was, now = before.beside["versions"], after.beside["versions"]
        assert {number: now.get(number) for number in was} == was, "what was signed was rewritten"
        if before.state == after.state and after.state in HANDED_IN:
            assert after.beside["answers"] == before.beside["answers"], "what was handed in moved"

    @invariant()
    def each_approval_made_a_version(self) -> None:
        versions = self.now.beside["versions"]
        approved = [
            number
            for state, number, *_ in self.now.charts["amendment"].values()
            if state == AmendmentState.APPROVED
        ]
        assert sorted([0, *approved]) == list(versions) == list(range(len(versions)))
        assert self.now.beside["in_force"] == versions[max(versions)]
