"""In what a task's value is told: by the promise in force, or by the one a quarter was handed in under.

What was handed in stays measured by its own promise (docs/decisions/0012), so its value is told
beside its percentages in that one's words.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from commitments import progress
from commitments.models import Commitment, Submission, Task, TaskProgress, VerifiedValue
from commitments.models.rounds import Verdict
from commitments.progress import Status, TaskFacts
from commitments.quality import Promised
from commitments.states import HANDED_IN
from commitments.workflow.freezing import number
from commitments.workflow.measuring import facts_of, facts_of_frozen

Plain = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """Two are equal when they count alike.

    ``unit`` of measure, ``steps`` the ids of the milestones, ``given`` the target from above.
    """

    facts: TaskFacts
    unit: str
    steps: tuple[int, ...]
    given: Decimal | None

    @property
    def is_quantity(self) -> bool:
        return self.facts.target is not None

    @property
    def promised(self) -> Promised:
        """As ``quality.recounted`` asks for it."""
        return Promised(self.facts, self.unit)

    @property
    def goal(self) -> str:
        """'Từ 1,86% xuống 1,2%'; empty without a target."""
        promised = self.facts
        return progress.goal(
            promised.baseline, promised.target, self.given,
            unit=self.unit, maintain=promised.maintain,
        )  # fmt: skip

    def value(self, actual: Decimal | None, done: Collection[int]) -> str:
        """'42 hộ', '12,4%', '2/8 mốc'; empty where there is nothing to say. ``done``: ids."""
        if self.is_quantity:
            return "" if actual is None else progress.amount(actual, self.unit)
        reached = sum(step in done for step in self.steps)
        return f"{reached}/{len(self.steps)} mốc" if self.steps else ""

    def completion(
        self, actual: Decimal | None, done: Collection[int], status: str
    ) -> Decimal | None:
        """Percent; the product counts as accepted when the task is done."""
        steps = tuple(
            replace(facts, done=step in done)
            for step, facts in zip(self.steps, self.facts.milestones, strict=True)
        )
        facts = replace(self.facts, milestones=steps)
        return progress.completion(facts, actual, status, status == Status.DONE)


class Measures:
    """Of what was handed in under one commitment.

    Asks for the rounds only once it was amended (one query): until then the rows say the same.
    """

    def __init__(self, commitment: Commitment) -> None:
        self.commitment = commitment

    def of(self, task: Task, answer: TaskProgress | None) -> Measure:
        """Of an answer that lies with the Office or was accepted, with its report.

        Without one, and while its unit has it back: the promise in force.
        """
        return (answer and self.as_handed_in(answer)) or measure_of(task)

    def as_handed_in(self, answer: TaskProgress) -> Measure | None:
        """The same; None where it is the promise in force."""
        if answer.report.state not in HANDED_IN:
            return None
        rounds = self._rounds.get(answer.report_id, [])
        standing = (made for made in rounds if made.verdict != Verdict.WITHDRAWN)
        return self._of_round(answer.task_id, next(standing, None))

    def of_verified(self, task: Task, row: VerifiedValue) -> Measure:
        """Of what had been reported when it was verified. Select ``answer`` with it."""
        rounds = self._rounds.get(row.answer.report_id, []) if row.answer else []
        read = (made for made in rounds if made.number == row.reported_round)
        return self._of_round(task.pk, next(read, None)) or measure_of(task)

    def _of_round(self, task: int, made: Submission | None) -> Measure | None:
        for answer in made.content["tasks"] if made else ():
            if answer["promise"]["id"] == task:
                return measure_of_frozen(answer["promise"], self.commitment.year.year)
        return None

    @cached_property
    def _rounds(self) -> dict[int, list[Submission]]:
        """By report, the newest first."""
        found: dict[int, list[Submission]] = {}
        if (self.commitment.content or {}).get("amendments"):
            rounds = Submission.objects.filter(report__commitment=self.commitment)
            for made in rounds.order_by("-number"):
                found.setdefault(made.report_id, []).append(made)
        return found


def measure_of(task: Task) -> Measure:
    """By the promise in force. Prefetch ``milestones``."""
    steps = tuple(step.pk for step in task.milestones.all())
    return Measure(facts_of(task), task.unit_of_measure, steps, task.given_target)


def measure_of_frozen(promised: Plain, year: int) -> Measure:
    """By the promise of a round."""
    return Measure(
        facts=facts_of_frozen(promised, (), year),
        unit=promised["unit_of_measure"],
        steps=tuple(step["id"] for step in promised["milestones"]),
        given=number(promised["given_target"]),
    )


def goal_of_frozen(promised: Plain) -> str:
    """The target of a frozen task in words: 'Từ 1,86% xuống 1,2%'; empty without one."""
    baseline, target, given = (
        number(promised[name]) for name in ("baseline", "target", "given_target")
    )
    unit, maintain = promised["unit_of_measure"], promised["maintain"]
    return progress.goal(baseline, target, given, unit=unit, maintain=maintain)
