"""Builders that keep the demo's data modules short. Numbers are written as printed: '12,4'."""

from datetime import date
from decimal import Decimal

from camket.demo.shapes import (
    COLLECTIVE,
    KEY,
    REGISTERED,
    Ask,
    PromiseSpec,
    Quantity,
    Step,
    TaskSpec,
    Told,
)


def number(text: str) -> Decimal:
    """'1.234,5' → Decimal('1234.5')."""
    return Decimal(text.replace(".", "").replace(",", "."))


def quantity(baseline: str, target: str, unit_of_measure: str, given: str = "") -> Quantity:
    """A target in numbers; `given` is the one set from above, beside the unit's own."""
    return Quantity(
        number(baseline), number(target), unit_of_measure, number(given) if given else None
    )


def roadmap(*texts: str, planned: str = "", weights: str = "") -> tuple[Step, ...]:
    """Steps of quarters I, II, … in that order; an empty text leaves its quarter without a step.

    `planned`: cumulative values of the steps, parted by spaces ('2,5 6 9,5 12,0').
    `weights`: points of 100 of the steps, parted by spaces; even when left out.
    """
    given = [(quarter, text) for quarter, text in enumerate(texts, 1) if text]
    points = [int(w) for w in weights.split()] or _even(len(given))
    values: list[Decimal | None] = [number(v) for v in planned.split()]
    values = values or [None] * len(given)
    return tuple(
        Step(quarter, text, weight, value)
        for (quarter, text), weight, value in zip(given, points, values, strict=True)
    )


def task(
    title: str,
    *,
    product: str,
    basis: str,
    due: date,
    steps: tuple[Step, ...],
    owner: str = "deputy",
    kind: str = KEY,
    origin: str = REGISTERED,
    responsibility: str = COLLECTIVE,
    quantity: Quantity | None = None,
    supporting: str = "",
) -> TaskSpec:
    """A task; `owner` is 'head', 'deputy' or 'second' of the unit, `supporting` unit codes."""
    return TaskSpec(
        title=title,
        kind=kind,
        origin=origin,
        responsibility=responsibility,
        owner=owner,
        product=product,
        due_on=due,
        basis=basis,
        steps=steps,
        quantity=quantity,
        supporting=tuple(supporting.split()),
    )


def promise(year: int, unit: str, *tasks: TaskSpec, exception: str = "") -> PromiseSpec:
    """The promise of one unit for one year."""
    return PromiseSpec(year, unit, tasks, exception)


def q(
    changed: str,
    value: str = "",
    *,
    done: int | None = None,
    hard: str = "",
    ask: tuple[str, str] | tuple[str, str, date] | None = None,
    support: bool = False,
    done_by_word: bool = False,
) -> Told:
    """What a unit tells of one task in one quarter."""
    return Told(
        changed,
        number(value) if value else None,
        done,
        hard,
        Ask(*ask) if ask else None,
        support,
        done_by_word=done_by_word,
    )


IDLE = Told("", done=0, idle=True)


def _even(count: int) -> list[int]:
    points = [100 // count] * count
    points[-1] += 100 - sum(points)
    return points
