"""A task of the ward that names the bureau as supporting, and papers it stands in."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from commitments.models import Commitment, Support
from commitments.workflow import registering
from commitments.workflow.writing import task_data
from tests import cast as stage
from units.models import Unit


def write(cast: Any, commitment: Commitment, *units: Unit, n: int = 1, **changes: Any) -> None:
    """The lead unit's reporter names these units (none: nobody) and changes what else is given."""
    task = commitment.tasks.get(number=n)
    data = replace(task_data(task), supporting_units=tuple(unit.pk for unit in units), **changes)
    registering.save_task(
        commitment=commitment, data=data, task=task, version=task.version,
        by=stage.writer(cast, commitment), at=stage.at(1, 5),
    )  # fmt: skip


def hand_in(cast: Any, commitment: Commitment, day: int = 6) -> None:
    registering.submit_registration(
        commitment=commitment, key=uuid4(), by=stage.chief(cast, commitment), at=stage.at(1, day)
    )


def asked(cast: Any, lead: Unit | None = None, supporter: Unit | None = None) -> Support:
    """Task 1 of the lead (the ward), handed in, with the supporter (the bureau) asked."""
    commitment = stage.draft(cast, lead)
    write(cast, commitment, supporter or cast.bureau)
    hand_in(cast, commitment)
    return Support.objects.with_names().get(task__commitment=commitment)
