"""The demo's facts: complete, in form, countable as in the report of 2020, and nobody is real."""

import dataclasses
import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest

from camket.demo import (
    amendments,
    answers,
    cast,
    files,
    filings,
    handovers,
    highlights,
    inspections,
    promises,
    quarters,
    registrations,
    replies,
    selections,
    years,
)
from camket.demo.shapes import ASSIGNED, REGISTERED, TaskSpec
from camket.demo.units import COMMITTEE, GROUPS, UNITS
from commitments.quality import (
    MilestoneData,
    TaskData,
    contradictions,
    task_findings,
)
from units.roles import Role

# People named in the sources, as digests, so that their names stand nowhere in the project.
NAMED_IN_SOURCES = {"6f6f1404694308ac", "b41dbe50f15c40a1"}

EMPTY_VERBS = ("tăng cường", "đẩy mạnh", "nâng cao", "tiếp tục", "quan tâm")
TASKS = [
    (promise.year, promise.unit, number, task)
    for year in promises.PROMISES
    for promise in promises.PROMISES[year]
    for number, task in enumerate(promise.tasks, 1)
]


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from _strings(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(thing, tuple | list | set | frozenset):
        for part in thing:
            yield from _strings(part)


def _everything() -> list[str]:
    return list(
        _strings(
            (
                COMMITTEE,
                GROUPS,
                UNITS,
                cast.PEOPLE,
                [cast.staff(unit) for unit in UNITS],
                promises.PROMISES,
                quarters.TOLD,
                filings.FILINGS,
                filings.EXTENSIONS,
                filings.BELATED,
                files.FILES,
                inspections.INSPECTIONS,
                replies.REPLIES,
                replies.QUESTIONS,
                registrations.REGISTRATIONS,
                amendments.AMENDMENTS,
                answers.ANSWERS,
                handovers.HANDOVERS,
                selections.LEFT_OUT,
                selections.SUGGESTIONS,
                highlights.BY_GROUP,
                years.YEARS,
                years.INDICATORS,
                years.REPORT_WORDS,
            )
        )
    )


def data_of(task: TaskSpec, unit: str) -> TaskData:
    owner = cast.owner(unit, task.owner)
    measure = task.quantity
    return TaskData(
        title=task.title,
        kind=task.kind,
        responsibility=task.responsibility,
        owner_name=owner.name,
        owner_post=owner.post,
        product=task.product,
        basis=task.basis,
        unit_of_measure=measure.unit_of_measure if measure else "",
        baseline=measure.baseline if measure else None,
        target=measure.target if measure else None,
        given_target=measure.given_target if measure else None,
        due_on=task.due_on,
        milestones=tuple(
            MilestoneData(step.quarter, step.text, step.planned_value, step.weight)
            for step in task.steps
        ),
        supporting_units=tuple(range(len(task.supporting))),
    )


def test_there_are_38_units_in_the_groups_of_the_report():
    assert len(UNITS) == len({unit.code for unit in UNITS}) == 38
    assert [unit.rank for unit in UNITS] == list(range(1, 39))
    assert Counter(unit.group for unit in UNITS) == {
        "WARD": 9,
        "DEPT_ECONOMY": 2,
        "DEPT_URBAN": 2,
        "DEPT_CULTURE_SOCIETY": 4,
        "DEPT_ADMIN": 2,
        "DEPT_JUDICIAL": 2,
        "INTERNAL_AFFAIRS": 5,
        "PARTY_BODY": 5,
        "POLITICAL_CENTER": 1,
        "FRONT_MASS_ORG": 6,
    }
    codes = [group.code for group in GROUPS]
    assert all(g.parent is None or g.parent in codes[: codes.index(g.code)] for g in GROUPS)


def test_people_have_addresses_nobody_can_own_and_names_nobody_bears():
    people = cast.PEOPLE
    everybody = [o.name for unit in UNITS for o in cast.staff(unit).values()]
    everybody += [person.name for person in cast.COMMITTEE_PEOPLE]
    assert len({person.email for person in people}) == len(people) == 7 + 2 * 38
    successors = handovers.HANDOVERS
    assert not {person.email for person in people} & {one.email for one in successors}
    everybody += [one.name for one in successors]
    assert len(set(everybody)) == len(everybody)
    assert all(person.email.endswith(".example") for person in (*people, *successors))
    assert all(name.endswith(cast.ENDINGS) for name in everybody)


def test_every_unit_has_a_head_and_a_reporter_and_the_committee_its_roles():
    roles = Counter(person.role for person in cast.PEOPLE)
    assert roles == {
        Role.HEAD: 38,
        Role.REPORTER: 38,
        Role.OFFICE: 3,
        Role.STANDING: 2,
        Role.INSPECTOR: 1,
        Role.ADMIN: 1,
    }
    assert {unit.code for unit in UNITS} >= cast.REPORTER_SUBMITS


def test_nobody_of_the_sources_appears():
    windows = set()
    for text in _everything():
        words = re.findall(r"\w+", text)
        windows |= {" ".join(words[i : i + n]) for n in (2, 3) for i in range(len(words))}
    digests = {hashlib.sha256(window.encode()).hexdigest()[:16] for window in windows}
    assert not digests & NAMED_IN_SOURCES


def test_every_text_is_nfc_and_plain():
    for text in _everything():
        assert text == unicodedata.normalize("NFC", text)
        assert text == text.strip()
        assert "  " not in text
        assert not set(text) & set("\u00a0\u200b\ufeff\u00ad<>\n")


def test_the_departments_of_2020_hold_51_tasks_counted_as_in_the_source():
    group_of = {unit.code: unit.group for unit in UNITS}
    counts = Counter(group_of[unit] for year, unit, *_ in TASKS if year == 2020)
    departments = {group: n for group, n in counts.items() if group.startswith("DEPT")}
    assert departments == {
        "DEPT_ECONOMY": 9,
        "DEPT_URBAN": 7,
        "DEPT_CULTURE_SOCIETY": 13,
        "DEPT_ADMIN": 9,
        "DEPT_JUDICIAL": 13,
    }
    assert sum(departments.values()) == 51


@pytest.mark.parametrize("year", sorted(promises.PROMISES))
def test_a_promise_keeps_the_limits_or_says_why_not(year):
    limits = years.YEARS[year]
    for promise in promises.PROMISES[year]:
        outside = not limits.min_tasks <= len(promise.tasks) <= limits.max_tasks
        assert outside == bool(promise.exception), promise.unit
        own = [task for task in promise.tasks if task.origin == REGISTERED]
        assert len(own) >= limits.min_tasks, promise.unit
    assert any(task.origin == ASSIGNED for p in promises.PROMISES[year] for task in p.tasks)


def test_only_tu_phap_and_thanh_tra_of_2020_have_an_exception():
    excepted = {
        (p.year, p.unit) for y in promises.PROMISES for p in promises.PROMISES[y] if p.exception
    }
    assert excepted == {(2020, "phong-tu-phap"), (2020, "thanh-tra")}


@pytest.mark.parametrize(
    ("year", "unit", "number", "task"), TASKS, ids=[f"{y}-{u}-{n}" for y, u, n, _ in TASKS]
)
def test_every_task_is_clear_in_six_ways(year, unit, number, task):
    data = data_of(task, unit)
    assert task_findings(data, year) == []
    assert contradictions(data, year) == []
    assert sum(step.weight for step in task.steps) == 100
    assert max(step.quarter for step in task.steps) == (task.due_on.month + 2) // 3
    assert min(step.quarter for step in task.steps) <= 2
    codes = {u.code for u in UNITS} - {unit}
    assert set(task.supporting) <= codes
    vague = any(verb in task.title.lower() for verb in EMPTY_VERBS)
    assert not vague or any(letter.isdigit() for letter in task.title)


@pytest.mark.parametrize(
    ("year", "unit", "number", "task"),
    [row for row in TASKS if row[3].quantity],
    ids=[f"{y}-{u}-{n}" for y, u, n, t in TASKS if t.quantity],
)
def test_a_quantity_has_a_planned_path_to_its_target(year, unit, number, task):
    values = [step.planned_value for step in task.steps]
    rising = task.quantity.target > task.quantity.baseline
    assert values[-1] == task.quantity.target
    assert values == sorted(values, reverse=not rising)
