"""Two stages: what was registered, and what of it is signed.

The Office assigns to many, proposes changes that units answer, excepts a unit and chooses.
"""

from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from uuid import NAMESPACE_URL, uuid5

from camket.demo import promises
from camket.demo.registrations import PASSED_ON
from camket.demo.selections import LEFT_OUT, SHARED, SUGGESTIONS
from camket.demo.shapes import LeftOutSpec, SharedSpec, SuggestionSpec, TaskSpec
from camket.demo.telling.stage import Stage, at, minute_of
from camket.demo.telling.tasks import task_data
from camket.demo.years import YEARS
from commitments.models import Choice
from commitments.workflow import batches, choosing, suggesting
from commitments.workflow.selection import Chosen, choose_tasks, registered


def assign_shared(stage: Stage, number: int) -> None:
    """One task to many units in one deed, each with its own numbers; roadmap and owner are theirs."""
    for spec in SHARED:
        if spec.year == number:
            _assign(stage, spec)


def left_out(year: int, code: str) -> list[LeftOutSpec]:
    """What the unit registered beside what it signed."""
    return [spec for spec in LEFT_OUT if (spec.year, spec.unit) == (year, code)]


def first_words(year: int, code: str, task_no: int) -> TaskSpec | None:
    """The task as it was registered, where the Office proposed what was signed."""
    key = (year, code, task_no)
    return next(
        (s.other for s in SUGGESTIONS if s.confirmed and (s.year, s.unit, s.task_no) == key), None
    )


def suggest(stage: Stage, number: int) -> None:
    """Changes proposed and answered, in the order of their days."""
    for spec in sorted(SUGGESTIONS, key=lambda one: one.made_on):
        if spec.year == number:
            _suggest(stage, spec)


def choose(stage: Stage, number: int) -> None:
    """Where more was registered than a year's limits allow: an exception, or tasks left out."""
    for promise in promises.PROMISES[number]:
        code = promise.unit
        reasons = [spec.reason for spec in left_out(number, code)]
        when = at(PASSED_ON[number], 15, minute_of(code))
        if promise.exception:
            choosing.allow_exception(
                commitment=stage.commitment(number, code),
                least=YEARS[number].min_tasks,
                most=len(promise.tasks),
                reason=promise.exception,
                by=stage.clerk,
                at=when,
            )
        if promise.exception or reasons:
            _choose(stage, number, code, reasons, when)


def _choose(stage: Stage, number: int, code: str, reasons: list[str], when: datetime) -> None:
    """What was registered last is what is left out."""
    commitment = stage.commitment(number, code)
    backwards = zip_longest(reversed(registered(commitment)), reversed(reasons))
    choose_tasks(
        commitment=commitment,
        choices={
            task.pk: Chosen(Choice.NOT_CHOSEN, reason) if reason else Chosen(Choice.CHOSEN)
            for task, reason in backwards
        },
        by=stage.clerk,
        at=when,
    )


def _assign(stage: Stage, spec: SharedSpec) -> None:
    shares, data = [], None
    for promise in promises.PROMISES[spec.year]:
        for task in promise.tasks:
            if task.shared != spec.name:
                continue
            own = task_data(stage, promise.unit, task)
            data = data or own
            shares.append(
                batches.Share(
                    commitment=stage.commitment(spec.year, promise.unit).pk,
                    baseline=own.baseline,
                    target=own.target,
                    given_target=own.target,
                    due_on=own.due_on,
                )
            )
    assert data is not None
    batches.assign_to_many(
        year=stage.years[spec.year],
        data=replace(data, owner_name="", owner_post="", milestones=()),
        shares=shares,
        batch=uuid5(NAMESPACE_URL, f"{spec.year}/{spec.name}"),
        by=stage.clerk,
        at=at(spec.assigned_on, 10),
    )


def _suggest(stage: Stage, spec: SuggestionSpec) -> None:
    commitment = stage.commitment(spec.year, spec.unit)
    signed = promises.of(spec.year, spec.unit).tasks[spec.task_no - 1]
    suggestion = suggesting.suggest_change(
        commitment=commitment,
        task=commitment.tasks.get(number=spec.task_no),
        data=task_data(stage, spec.unit, signed if spec.confirmed else spec.other),
        comment=spec.comment,
        by=stage.clerk,
        at=at(spec.made_on, 10),
    )
    suggesting.answer_suggestion(
        suggestion=suggestion,
        confirm=spec.confirmed,
        answer=spec.answer,
        by=stage.heads[spec.unit],
        at=at(spec.answered_on, 14),
    )
