"""What a unit promises, and how its registration went."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

KEY, HARD, BREAKTHROUGH = "KEY", "HARD", "BREAKTHROUGH"
REGISTERED, ASSIGNED = "REGISTERED", "ASSIGNED"
COLLECTIVE, HEAD = "COLLECTIVE", "HEAD"


@dataclass(frozen=True)
class Quantity:
    baseline: Decimal
    target: Decimal
    unit_of_measure: str
    given_target: Decimal | None = None

    def reached(self, value: Decimal) -> bool:
        """True when `value` meets the target, whichever way the quantity has to move."""
        if self.target >= self.baseline:
            return value >= self.target
        return value <= self.target


@dataclass(frozen=True)
class Step:
    """A milestone. `weight` in points of 100; `planned_value` is cumulative."""

    quarter: int
    text: str
    weight: int
    planned_value: Decimal | None = None


@dataclass(frozen=True)
class TaskSpec:
    """One task. `carried_from`: the number of last year's unfinished task it goes on with.

    `shared`: the name of the deed in which it was assigned to several units at once.
    """

    title: str
    kind: str
    origin: str
    responsibility: str
    owner: str
    product: str
    due_on: date
    basis: str
    steps: tuple[Step, ...]
    quantity: Quantity | None = None
    supporting: tuple[str, ...] = ()
    carried_from: int | None = None
    shared: str = ""


@dataclass(frozen=True)
class PromiseSpec:
    """What one unit promises for one year; `exception` is why it may leave the limits."""

    year: int
    unit: str
    tasks: tuple[TaskSpec, ...]
    exception: str = ""


@dataclass(frozen=True)
class ReturnSpec:
    """One sending back: `said` is the title of task `task_no` that was too vague until then."""

    returned_on: date
    task_no: int
    comment: str
    said: str
    again_on: date


@dataclass(frozen=True)
class RegistrationSpec:
    """How a unit's registration went. Without `returns` it passed at once."""

    year: int
    unit: str
    submitted_on: date
    returns: tuple[ReturnSpec, ...] = ()

    def title_first(self, task_no: int) -> str:
        """The title under which a task was first registered; empty when it never changed."""
        return next((r.said for r in self.returns if r.task_no == task_no), "")
