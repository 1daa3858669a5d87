"""Files beside the tasks: brought, used again, taken off, taken away, whatever the report's state."""

from collections import Counter
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from commitments.models import Evidence, EvidenceUse
from commitments.models.evidence import MOST
from commitments.states import HANDED_IN, UNIT_MAY_WRITE_REPORT
from commitments.workflow import evidencing
from tests.commitments import evidence_cast
from tests.commitments.machines.base import DAYS, UNITS, Look, Machine

TASKS = st.sampled_from([1, 1, 1, 2])
FILES = st.sampled_from([b"% mot\n", b"% hai\n", b"% ba\n", b"% bon\n"])
REMOVERS = st.sampled_from(["clerk"] * 3 + ["office_head", "head", "reporter", "bureau_head"])
WHICH = st.integers(min_value=0, max_value=3)  # of what there is, the newest first
REASONS = st.sampled_from(["", "Có nội dung mật."])


class EvidenceRules(Machine):
    def beside(self) -> dict[str, Any]:
        files = Evidence.objects.filter(commitment=self.report.commitment_id).order_by()
        uses = EvidenceUse.objects.filter(answer__report=self.report).order_by()
        return super().beside() | {
            "files": {
                row[0]: row[1:] for row in files.values_list("pk", "sha256", "removed_because")
            },
            "uses": {row[0]: row[1:] for row in uses.values_list("pk", "answer", "evidence")},
        }

    @rule(who=UNITS, days=DAYS, task=TASKS, text=FILES)
    def bring(self, who: str, days: int, task: int, text: bytes) -> None:
        at, row = self.pass_time(days), self.row()
        kept = {sha for sha, removed in self.now.beside["files"].values() if not removed}
        file = evidence_cast.upload(text=text)
        self.attempt(
            "EVIDENCE_USED" if file.sha256 in kept else "EVIDENCE_ADDED",
            lambda: evidencing.attach(
                report=row,
                task=evidence_cast.task_of(row, task),
                upload=file,
                declared=True,
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=UNITS, days=DAYS, task=TASKS, which=WHICH)
    def use_again(self, who: str, days: int, task: int, which: int) -> None:
        file = self.pick("files", which)
        if file is None:
            return
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "EVIDENCE_USED",
            lambda: evidencing.use_again(
                report=row,
                task=evidence_cast.task_of(row, task),
                evidence=file,
                by=self.person(who),
                at=at,
            ),
        )

    @rule(who=UNITS, days=DAYS, which=WHICH)
    def take_off(self, who: str, days: int, which: int) -> None:
        use = self.pick("uses", which)
        if use is None:
            return
        at, row = self.pass_time(days), self.row()
        self.attempt(
            "EVIDENCE_DETACHED",
            lambda: evidencing.detach(report=row, use=use, by=self.person(who), at=at),
        )

    @rule(who=REMOVERS, days=DAYS, which=WHICH, reason=REASONS)
    def take_away(self, who: str, days: int, which: int, reason: str) -> None:
        file = self.pick("files", which)
        if file is None:
            return
        at = self.pass_time(days)
        self.attempt(
            "EVIDENCE_REMOVED",
            lambda: evidencing.remove(
                evidence=Evidence.objects.get(pk=file), reason=reason, by=self.person(who), at=at
            ),
        )

    @precondition(lambda self: self.now.state in UNIT_MAY_WRITE_REPORT)
    @rule(text=FILES)
    def bring_two(self, text: bytes) -> None:
        """One file beside two tasks."""
        self.bring(who="reporter", days=0, task=1, text=text)
        self.bring(who="head", days=0, task=2, text=text)

    def pick(self, kind: str, which: int) -> int | None:
        there = sorted(self.now.beside[kind], reverse=True)
        return there[min(which, len(there) - 1)] if there else None

    def passes(self, before: Look, after: Look) -> None:
        super().passes(before, after)
        was, now = before.beside["files"], after.beside["files"]
        for pk, (sha, removed) in was.items():
            assert now[pk][0] == sha, "a file's record is lost"
            assert not removed or now[pk][1] == removed
        if before.state in HANDED_IN and after.state in HANDED_IN:
            assert after.beside["uses"] == before.beside["uses"], "what was handed in has changed"

    @invariant()
    def at_most_three_files_a_task(self) -> None:
        files, uses = self.now.beside["files"], self.now.beside["uses"].values()
        kept = Counter(answer for answer, file in uses if not files[file][1])
        assert max(kept.values(), default=0) <= MOST
