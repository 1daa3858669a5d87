"""A task of the data as the plain values the verbs take."""

from camket.demo.cast import owner
from camket.demo.shapes import Quantity, TaskSpec
from camket.demo.telling.stage import Stage
from commitments.progress import Keep
from commitments.quality import MilestoneData, TaskData


def task_data(stage: Stage, code: str, spec: TaskSpec) -> TaskData:
    """The task as unit `code` writes it; a document of the register stands there, not in words."""
    rests_on = owner(code, spec.owner)
    quantity = spec.quantity
    document = stage.documents.get(spec.basis)
    return TaskData(
        title=spec.title,
        kind=spec.kind,
        responsibility=spec.responsibility,
        owner_name=rests_on.name,
        owner_post=rests_on.post,
        product=spec.product,
        basis="" if document else spec.basis,
        bases=(document.pk,) if document else (),
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
