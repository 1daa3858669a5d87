"""A year is opened; units register; the Office chooses; the conference signs."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest
from uuid import uuid4

from camket.demo import promises
from camket.demo.cast import owner
from camket.demo.registrations import PASSED_ON, REGISTRATIONS
from camket.demo.shapes import ASSIGNED, Quantity, RegistrationSpec, ReturnSpec, TaskSpec
from camket.demo.telling.stage import Stage, about, at, minute_of
from camket.demo.units import UNITS
from camket.demo.years import YEARS
from commitments import periods
from commitments.models import Commitment
from commitments.progress import Keep
from commitments.quality import MilestoneData, TaskData
from commitments.states import CommitmentState
from commitments.workflow import assigning, choosing, registering, signing, years

ONE_DAY = timedelta(days=1)


def register(stage: Stage, number: int) -> None:
    """The Office opens the year; every unit writes and hands in; the vague ones are sent back."""
    spec = YEARS[number]
    locks = {q.quarter: q.locks_on for q in periods.default_dates(number)}
    data = years.YearData(
        theme=spec.theme,
        min_tasks=spec.min_tasks,
        max_tasks=spec.max_tasks,
        registration_due_on=spec.register_by,
        conference_on=spec.signed_on,
        quarters=[
            periods.QuarterDates(p.quarter, p.due_on, locks[p.quarter]) for p in spec.periods
        ],
    )
    stage.years[number] = years.open_year(
        committee=stage.committee, year=number, data=data, by=stage.clerk, at=at(spec.opened_on, 8)
    )
    years.open_registration(year=stage.years[number], by=stage.clerk, at=at(spec.opened_on, 9))
    stage.years[number].refresh_from_db()
    for unit in UNITS:
        _write(stage, number, unit.code)
        _hand_in(stage, REGISTRATIONS[number, unit.code])


def sign(stage: Stage, number: int) -> None:
    """The Office passes on, the Standing Committee approves, the conference signs."""
    spec = YEARS[number]
    for unit in UNITS:
        commitment = stage.commitment(number, unit.code)
        choosing.pass_on(
            commitment=commitment,
            by=stage.clerk,
            at=at(PASSED_ON[number], 16, minute_of(unit.code)),
        )
        choosing.approve(
            commitment=stage.commitment(number, unit.code),
            by=stage.secretary,
            at=at(spec.approved_on, 10, minute_of(unit.code)),
        )
    ready = stage.years[number].commitments.filter(state=CommitmentState.APPROVED)
    signing.sign_at_conference(
        year=stage.years[number],
        commitments=list(ready.values_list("pk", flat=True)),
        signed_on=spec.signed_on,
        by=stage.secretary,
        at=at(spec.signed_on, 10),
    )
    stage.years[number].refresh_from_db()


def _write(stage: Stage, number: int, code: str) -> None:
    """Tasks in the order of the data: the unit's own, and among them those the BTV assigns."""
    promise, history = promises.of(number, code), REGISTRATIONS[number, code]
    commitment = stage.commitment(number, code)
    when = at(max(YEARS[number].opened_on, history.submitted_on - ONE_DAY), 14, minute_of(code))
    if promise.exception:
        choosing.allow_exception(
            commitment=commitment,
            least=YEARS[number].min_tasks,
            most=len(promise.tasks),
            reason=promise.exception,
            by=stage.clerk,
            at=when,
        )
    for position, task in enumerate(promise.tasks, 1):
        data = _task_data(stage, code, task)
        if task.origin == ASSIGNED:
            assigning.assign_task(commitment=commitment, data=data, by=stage.clerk, at=when)
            continue
        data = replace(data, title=history.title_first(position) or data.title)
        registering.save_task(commitment=commitment, data=data, by=stage.reporters[code], at=when)


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
    data = _task_data(stage, code, spec)
    registering.save_task(
        commitment=commitment,
        task=task,
        version=task.version,
        data=replace(data, title=title or data.title),
        by=stage.reporters[code],
        at=at(back.again_on, 10, minute_of(code)),
    )


def _task_data(stage: Stage, code: str, spec: TaskSpec) -> TaskData:
    rests_on = owner(code, spec.owner)
    quantity = spec.quantity
    return TaskData(
        title=spec.title,
        kind=spec.kind,
        responsibility=spec.responsibility,
        owner_name=rests_on.name,
        owner_post=rests_on.post,
        product=spec.product,
        basis=spec.basis,
        unit_of_measure=quantity.unit_of_measure if quantity else "",
        baseline=quantity.baseline if quantity else None,
        target=quantity.target if quantity else None,
        given_target=quantity.given_target if quantity else None,
        maintain=_kept(quantity),
        due_on=spec.due_on,
        milestones=tuple(
            MilestoneData(step.quarter, step.text, step.planned_value, step.weight)
            for step in spec.steps
        ),
        supporting_units=tuple(stage.units[unit].pk for unit in spec.supporting),
    )


def _kept(quantity: Quantity | None) -> str:
    """A target equal to where the year began is a level to keep; none may be kept only downwards."""
    if quantity is None or quantity.target != quantity.baseline:
        return Keep.NO
    return Keep.AT_LEAST if quantity.target else Keep.AT_MOST
