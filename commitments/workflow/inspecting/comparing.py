"""What inspectors found of a task, and how it stands to what the unit had reported. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from commitments.models import Compared, TaskProgress
from commitments.progress import Status, TaskFacts
from commitments.workflow.freezing import done_of
from commitments.workflow.measures import Measure


@dataclass(frozen=True)
class VerifiedData:
    """``value`` in the task's unit of measure; ``steps``: ids of the milestones found done.

    ``sure``: the value is meant, whatever ``doubt`` says of it.
    """

    status: str
    value: Decimal | None = None
    steps: frozenset[int] = frozenset()
    note: str = ""
    sure: bool = False


def differs(measure: Measure, answer: TaskProgress | None, data: VerifiedData) -> bool:
    """Whether this is not what the unit had handed in; against no report it always is."""
    if answer is None or data.status != answer.status:
        return True
    if measure.is_quantity and data.value != answer.actual:
        return True
    return data.steps != done_of(answer)


def compared(
    measure: Measure,
    answer: TaskProgress | None,
    data: VerifiedData,
    found: Decimal | None,
    told: Decimal | None,
) -> str:
    """A ``Compared``; empty where nothing was handed in. ``found``, ``told``: completions, percent.

    What agrees in value, milestones and status is equal, whatever the product's acceptance makes
    of the percentages, and nothing else is. What differs is farther or less far by the completion,
    then the status, then the value: percentages of a level to keep, or of a great number, hide it.
    """
    if answer is None:
        return ""
    if not differs(measure, answer, data):
        return Compared.EQUAL
    order = Status.values
    side = _sign(found, told)
    side = side or order.index(data.status) - order.index(answer.status)
    if measure.is_quantity and not side:
        side = _sign(data.value, answer.actual) * _farther(measure.facts)
    if not side:
        return Compared.OTHER
    return Compared.HIGHER if side > 0 else Compared.LOWER


def _sign(one: Decimal | None, other: Decimal | None) -> int:
    if one is None or other is None:
        return 0
    return (one > other) - (one < other)


def _farther(facts: TaskFacts) -> int:
    """1 where the higher value is the better one, -1 where the lower one is."""
    if facts.is_maintained:
        rises = facts.higher_is_better
    else:
        rises = facts.target is not None and facts.target > facts.start
    return 1 if rises else -1
