"""Inspections: what was planned, found, concluded, and what came of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class CheckSpec:
    """One task as it was found. `value` in its unit of measure, `steps` of its roadmap done (1…)."""

    task_no: int
    status: str
    value: Decimal | None = None
    steps: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class MendSpec:
    """What the unit must mend. `done_on` None: not reported yet; `verified_on` None: not confirmed."""

    text: str
    due_on: date
    done_on: date | None = None
    done: str = ""
    verified_on: date | None = None


@dataclass(frozen=True)
class FoundSpec:
    """A finding on a task, or in general where `task_no` is None."""

    text: str
    task_no: int | None = None
    mends: tuple[MendSpec, ...] = ()


@dataclass(frozen=True)
class InspectionSpec:
    """A line of the plan and what came of it. `held_on` None: still ahead, or cancelled.

    `units` of more than one are put on the plan in one deed; only a single one is held here.
    """

    year: int
    units: tuple[str, ...]
    quarter: int
    purpose: str
    entered_on: date
    planned_on: date | None = None
    form: str = "INSPECTION"
    held_on: date | None = None
    concluded_on: date | None = None
    conclusion: str = ""
    checks: tuple[CheckSpec, ...] = ()
    findings: tuple[FoundSpec, ...] = ()
    cancelled_on: date | None = None
    cancelled_because: str = ""
