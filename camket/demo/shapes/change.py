"""What happens beside the plain course of a year: choosing, supporting, amending, handing over."""

from dataclasses import dataclass
from datetime import date

from camket.demo.shapes.promise import TaskSpec


@dataclass(frozen=True)
class LeftOutSpec:
    """A task that a unit registered after its others, and why the Office did not choose it."""

    year: int
    unit: str
    task: TaskSpec
    reason: str


@dataclass(frozen=True)
class SuggestionSpec:
    """A change the Office proposed to a registered task.

    `other`: when `confirmed`, the task as it was registered at first; else what was proposed in
    vain. The promise holds what was signed.
    """

    year: int
    unit: str
    task_no: int
    other: TaskSpec
    made_on: date
    comment: str
    answered_on: date
    answer: str
    confirmed: bool


@dataclass(frozen=True)
class SharedSpec:
    """A task assigned to many units in one deed; each has its share in its own promise."""

    name: str
    year: int
    assigned_on: date


@dataclass(frozen=True)
class AnswerSpec:
    """What a supporting unit answered to one task when it did not simply say yes.

    `declined`: the reason, empty: not declined. `confirmed_on`: the day it said yes after all, or
    None. Neither: it has not answered yet.
    """

    year: int
    lead: str
    task_no: int
    unit: str
    declined: str = ""
    confirmed_on: date | None = None
    confirmed: str = ""


@dataclass(frozen=True)
class AmendmentSpec:
    """One task's change after the signing: `becomes` is what it was to be.

    `agreed`: True, False, or None while it waits for the decision; `proposed_on` None: still being
    drafted. `asked_in`: the quarter in which the unit proposed it, when it began from the answer.
    """

    year: int
    unit: str
    task_no: int
    becomes: TaskSpec
    reason: str
    drafted_on: date
    proposed_on: date | None = None
    decided_on: date | None = None
    agreed: bool | None = None
    comment: str = ""
    asked_in: int = 0


@dataclass(frozen=True)
class HandoverSpec:
    """A reporter leaves. `acknowledged_on` is None while the successor has not begun."""

    unit: str
    email: str
    name: str
    post: str
    recorded_on: date
    starts_on: date
    note: str
    acknowledged_on: date | None = None
