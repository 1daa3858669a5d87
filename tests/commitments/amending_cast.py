"""Amendments brought to a state by the real verbs. The ward has signed three tasks on 8 January
2021 (1 and 3 with a quantity, 2 with steps), all due on 30 September."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from commitments.models import Amendment, Commitment, Task
from commitments.quality import TaskData
from commitments.workflow import amending
from commitments.workflow.writing import task_data
from tests import cast as stage
from tests.cast import Cast
from tests.remembered import remembered

DRAFTED, PROPOSED, DECIDED = stage.at(4, 12), stage.at(4, 13), stage.at(4, 15)


def task(commitment: Commitment, number: int = 1) -> Task:
    rows = commitment.tasks.prefetch_related("milestones", "supporting_units", "bases")
    return rows.get(number=number)


def words(commitment: Commitment, number: int = 1, **changes: Any) -> TaskData:
    """A task as it stands, with some fields rewritten."""
    return replace(task_data(task(commitment, number)), **changes)


def fresh(amendment: Amendment) -> Amendment:
    rows = Amendment.objects.select_related(
        "commitment__year__committee", "commitment__unit__group"
    )
    return rows.get(pk=amendment.pk)


@remembered
def draft(
    cast: Cast, commitment: Commitment, number: int = 1, at: datetime = DRAFTED, **changes: Any
) -> Amendment:
    """Drafted by the unit's reporter: one task rewritten (by default its target is 90), a reason."""
    by = stage.writer(cast, commitment)
    made = amending.start(commitment=commitment, by=by, at=at)
    rewrite(cast, made, number, at=at, **(changes or {"target": Decimal(90)}))
    amending.explain(amendment=made, reason="Dự án giãn tiến độ.", seen="", by=by, at=at)
    return fresh(made)


def rewrite(
    cast: Cast, amendment: Amendment, number: int = 1, at: datetime = DRAFTED, **changes: Any
) -> None:
    """Rewrite one task of the copy, from the text as it stands in the copy."""
    found = next(one for one in fresh(amendment).tasks if one["number"] == number)
    amending.save_task(
        amendment=amendment,
        data=replace(amending.data_of(found), **fitting(changes)),
        task=found["id"],
        version=found["version"],
        by=stage.writer(cast, amendment.commitment),
        at=at,
    )


def fitting(changes: dict[str, Any]) -> dict[str, Any]:
    """A lower target needs a roadmap that does not go beyond it."""
    if "target" not in changes or "milestones" in changes:
        return changes
    steps = tuple(
        replace(step, planned_value=Decimal(20 * step.quarter))
        for step in stage.task_data(1).milestones
    )
    return changes | {"milestones": steps}


@remembered
def proposed(
    cast: Cast, commitment: Commitment, number: int = 1, at: datetime = PROPOSED, **changes: Any
) -> Amendment:
    return propose(cast, draft(cast, commitment, number, **changes), at=at)


def propose(cast: Cast, amendment: Amendment, at: datetime = PROPOSED) -> Amendment:
    by, version = stage.chief(cast, amendment.commitment), fresh(amendment).version
    amending.propose(amendment=amendment, version=version, by=by, at=at)
    return fresh(amendment)


@remembered
def approved(
    cast: Cast, commitment: Commitment, number: int = 1, at: datetime = DECIDED, **changes: Any
) -> Amendment:
    return approve(cast, proposed(cast, commitment, number, **changes), at=at)


def approve(cast: Cast, amendment: Amendment, at: datetime = DECIDED) -> Amendment:
    amending.approve(amendment=amendment, by=cast.standing, at=at)
    return fresh(amendment)


@remembered
def withdrawn(
    cast: Cast, commitment: Commitment, number: int = 2, at: datetime = DECIDED
) -> Amendment:
    """Approved: one task out for a reason, another in its place."""
    by = stage.writer(cast, commitment)
    made = amending.start(commitment=commitment, by=by, at=DRAFTED)
    key = task(commitment, number).pk
    why = "Trùng dự án của thành phố."
    amending.withdraw_task(amendment=made, task=key, reason=why, by=by, at=DRAFTED)
    amending.save_task(amendment=made, data=stage.task_data(8), by=by, at=DRAFTED)
    amending.explain(amendment=made, reason="Đổi nhiệm vụ.", seen="", by=by, at=DRAFTED)
    return approve(cast, propose(cast, fresh(made)), at=at)
