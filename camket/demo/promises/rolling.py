"""Tasks of 2021 that go on from 2020: the same work, new numbers, new dates."""

from dataclasses import replace
from datetime import date

from camket.demo import years
from camket.demo.promises import (
    administration_2020,
    culture_society_2020,
    economy_2020,
    front_2020,
    internal_affairs_2020,
    judicial_2020,
    mass_organisations_2020,
    party_bodies_2020,
    party_office_2020,
    urban_2020,
)
from camket.demo.shapes import REGISTERED, Quantity, Step, TaskSpec
from camket.demo.writing import number

_MODULES = (
    administration_2020,
    culture_society_2020,
    economy_2020,
    front_2020,
    internal_affairs_2020,
    judicial_2020,
    mass_organisations_2020,
    party_bodies_2020,
    party_office_2020,
    urban_2020,
)
_OLD = {p.unit: p.tasks for module in _MODULES for p in module.PROMISES}


def again(
    unit: str, task_no: int, planned: str, *, baseline: str = "0", swap: str = "", due: str = ""
) -> TaskSpec:
    """Task `task_no` of 2020 once more: `planned` are the cumulative values, the last the target.

    `swap` replaces words in title, product and steps: 'old > new; old > new'. `due` is 'day/month',
    else the same day as in 2020.
    """
    old = _OLD[unit][task_no - 1]
    values = [number(value) for value in planned.split()]
    assert old.quantity is not None
    day, month = due.split("/") if due else (old.due_on.day, old.due_on.month)
    return replace(
        old,
        origin=REGISTERED,
        title=_swapped(old.title, swap),
        product=_swapped(old.product, swap),
        basis=years.NQ_128.cited if unit.startswith(("phong", "thanh-tra")) else years.KL_01.cited,
        due_on=date(2021, int(month), int(day)),
        quantity=Quantity(number(baseline), values[-1], old.quantity.unit_of_measure),
        steps=tuple(
            Step(step.quarter, _swapped(step.text, swap), step.weight, value)
            for step, value in zip(old.steps, values, strict=True)
        ),
    )


def _swapped(text: str, swap: str) -> str:
    for pair in filter(None, swap.split("; ")):
        old, new = pair.split(" > ")
        text = text.replace(old, new)
    return text
