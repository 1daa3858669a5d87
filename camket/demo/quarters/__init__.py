"""What each unit told of each task in each quarter, joined with what it had promised."""

from decimal import Decimal

from camket.demo import promises
from camket.demo.quarters import (
    administration_2020,
    culture_society_2020,
    economy_2020,
    front_mass_2020,
    internal_affairs_2020,
    judicial_2020,
    party_bodies_2020,
    quarter_1_2021,
    urban_2020,
    wards_named_2020,
    wards_numbered_2020,
)
from camket.demo.shapes import DONE, IN_PROGRESS, NOT_STARTED, Entry, Paths, TaskSpec, Told

TOLD: dict[int, Paths] = {
    2020: wards_numbered_2020.TOLD
    | wards_named_2020.TOLD
    | economy_2020.TOLD
    | urban_2020.TOLD
    | culture_society_2020.TOLD
    | administration_2020.TOLD
    | judicial_2020.TOLD
    | internal_affairs_2020.TOLD
    | party_bodies_2020.TOLD
    | front_mass_2020.TOLD,
    2021: quarter_1_2021.TOLD,
}


def entries(year: int, unit_code: str, quarter: int) -> tuple[Entry, ...]:
    """The unit's answers of one quarter, task by task; empty when it told nothing."""
    tasks = promises.of(year, unit_code).tasks
    told = TOLD[year].get(unit_code, ())
    return tuple(
        _entry(year, unit_code, number, quarter, task, path[quarter - 1])
        for number, (task, path) in enumerate(zip(tasks, told, strict=False), 1)
        if quarter <= len(path)
    )


def _entry(year: int, unit: str, number: int, quarter: int, task: TaskSpec, told: Told) -> Entry:
    steps = steps_done(task, quarter, told)
    return Entry(
        year=year,
        unit=unit,
        task_no=number,
        quarter=quarter,
        changed=told.changed,
        status=_status(task, told, steps),
        value=told.value,
        steps_done=steps,
        difficulty=told.difficulty,
        ask=told.ask,
        needs_support=told.needs_support,
        nothing_new=told.idle,
    )


def steps_done(task: TaskSpec, quarter: int, told: Told) -> tuple[int, ...]:
    """Numbers (from 1) of the milestones finished: those told, else those reached or planned."""
    if told.done is not None:
        count = told.done
    elif told.value is not None:
        count = _reached(task, quarter, told)
    else:
        count = sum(step.quarter <= quarter for step in task.steps)
    return tuple(range(1, count + 1))


def _reached(task: TaskSpec, quarter: int, told: Told) -> int:
    """Steps of a quantity task up to the first that is not due yet or whose value is not met."""
    count = 0
    for step in task.steps:
        met = step.planned_value is not None and _meets(task, told, step.planned_value)
        if step.quarter > quarter or not met:
            break
        count += 1
    return count


def _meets(task: TaskSpec, told: Told, planned: Decimal) -> bool:
    assert task.quantity is not None
    assert told.value is not None
    lower_is_better = task.quantity.target < task.quantity.baseline
    return told.value <= planned if lower_is_better else told.value >= planned


def _status(task: TaskSpec, told: Told, steps: tuple[int, ...]) -> str:
    if told.idle:
        return NOT_STARTED
    if told.done_by_word:
        return DONE
    reached = task.quantity is None or (
        told.value is not None and task.quantity.reached(told.value)
    )
    return DONE if reached and len(steps) == len(task.steps) else IN_PROGRESS
