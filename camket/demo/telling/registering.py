"""Units write their tasks and hand them in; what is vague comes back."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from uuid import uuid4

from camket.demo import promises
from camket.demo.registrations import REGISTRATIONS
from camket.demo.shapes import ASSIGNED, RegistrationSpec, ReturnSpec, TaskSpec
from camket.demo.telling.choosing import assign_shared, first_words, left_out, suggest
from camket.demo.telling.opening_year import open_year
from camket.demo.telling.stage import Stage, about, at, minute_of
from camket.demo.telling.tasks import task_data
from camket.demo.units import UNITS
from camket.demo.years import YEARS
from commitments.models import Commitment, Task
from commitments.quality import TaskData
from commitments.workflow import assigning, carrying, choosing, registering

ONE_DAY = timedelta(days=1)


def register(stage: Stage, number: int) -> None:
    """The Office opens the year and assigns; every unit writes and hands in.

    What is vague is sent back; what could be more is proposed and answered.
    """
    open_year(stage, number)
    assign_shared(stage, number)
    for unit in UNITS:
        _write(stage, number, unit.code)
        _hand_in(stage, REGISTRATIONS[number, unit.code])
    suggest(stage, number)


def _write(stage: Stage, number: int, code: str) -> None:
    """Tasks in the order of the data: the unit's own, and among them those the BTV assigns."""
    history = REGISTRATIONS[number, code]
    commitment = stage.commitment(number, code)
    when = at(max(YEARS[number].opened_on, history.submitted_on - ONE_DAY), 14, minute_of(code))
    for position, spec in enumerate(promises.of(number, code).tasks, 1):
        data = task_data(stage, code, first_words(number, code, position) or spec)
        if spec.origin == ASSIGNED and not spec.shared:
            assigning.assign_task(commitment=commitment, data=data, by=stage.clerk, at=when)
            continue
        data = replace(data, title=history.title_first(position) or data.title)
        _save(stage, commitment, _begun(stage, commitment, spec, when), data, when)
    for extra in left_out(number, code):
        _save(stage, commitment, None, task_data(stage, code, extra.task), when)


def _save(
    stage: Stage, commitment: Commitment, task: Task | None, data: TaskData, when: datetime
) -> None:
    registering.save_task(
        commitment=commitment,
        task=task,
        version=task.version if task else 0,
        data=data,
        by=stage.reporters[commitment.unit.code],
        at=when,
    )


def _begun(stage: Stage, commitment: Commitment, spec: TaskSpec, when: datetime) -> Task | None:
    """The row the unit writes on: its share of what was assigned to many, or last year's task."""
    if spec.shared:
        return commitment.tasks.get(batch__isnull=False)
    if spec.carried_from is None:
        return None
    code, last = commitment.unit.code, commitment.year.year - 1
    return carrying.carry_over(
        commitment=commitment,
        task=stage.commitment(last, code).tasks.get(number=spec.carried_from),
        by=stage.reporters[code],
        at=when,
    )


def _hand_in(stage: Stage, history: RegistrationSpec) -> None:
    """In at four, back with a comment, mended, in again – as often as it took."""
    _submit(stage, history, at(history.submitted_on, 16, minute_of(history.unit)))
    code = history.unit
    for back, next_time in zip_longest(history.returns, history.returns[1:]):
        commitment = stage.commitment(history.year, history.unit)
        choosing.send_back(
            commitment=commitment,
            comment="",
            task_comments={back.task_no: about(back.task_no, back.comment)},
            by=stage.clerk,
            at=at(back.returned_on, 15 if back is not history.returns[0] else 9, minute_of(code)),
        )
        _mend(stage, commitment, back, next_time.said if next_time else "")
        _submit(stage, history, at(back.again_on, 14, minute_of(history.unit)))


def _submit(stage: Stage, history: RegistrationSpec, when: datetime) -> None:
    registering.submit_registration(
        commitment=stage.commitment(history.year, history.unit),
        key=uuid4(),
        by=stage.heads[history.unit],
        at=when,
    )


def _mend(stage: Stage, commitment: Commitment, back: ReturnSpec, title: str) -> None:
    """Write the task anew: as promised in the end, or still under a vague title."""
    code = commitment.unit.code
    spec = promises.of(commitment.year.year, code).tasks[back.task_no - 1]
    task = commitment.tasks.get(number=back.task_no)
    data = task_data(stage, code, spec)
    registering.save_task(
        commitment=commitment,
        task=task,
        version=task.version,
        data=replace(data, title=title or data.title),
        by=stage.reporters[code],
        at=at(back.again_on, 10, minute_of(code)),
    )
