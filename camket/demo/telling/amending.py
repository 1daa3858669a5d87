"""What was signed is to be changed: drafted by the reporter, proposed by the head, decided."""

from camket.demo.amendments import AMENDMENTS
from camket.demo.shapes import AmendmentSpec
from camket.demo.telling.stage import Stage, at, minute_of
from camket.demo.telling.supporting import answer_again
from camket.demo.telling.tasks import task_data
from commitments.models import Amendment
from commitments.workflow import amending


def amend(stage: Stage, year: int) -> None:
    """The amendments of a year, each to where it stands on the demo's today."""
    for spec in AMENDMENTS:
        if spec.year == year:
            _decide(stage, spec, _propose(stage, spec))


def _propose(stage: Stage, spec: AmendmentSpec) -> Amendment:
    commitment, minute = stage.commitment(spec.year, spec.unit), minute_of(spec.unit)
    by, drafted = stage.reporters[spec.unit], at(spec.drafted_on, 14, minute)
    amendment = amending.start(commitment=commitment, by=by, at=drafted)
    task = commitment.tasks.get(number=spec.task_no)
    old = amending.find(amendment, task.pk)
    assert old is not None
    amending.save_task(
        amendment=amendment,
        task=task.pk,
        version=old["version"],
        data=task_data(stage, spec.unit, spec.becomes),
        by=by,
        at=drafted,
    )
    amendment = amending.explain(
        amendment=amendment, reason=spec.reason, seen="", by=by, at=drafted
    )
    return amending.propose(
        amendment=amendment,
        version=amendment.version,
        by=stage.heads[spec.unit],
        at=at(spec.proposed_on, 8, minute),
    )


def _decide(stage: Stage, spec: AmendmentSpec, amendment: Amendment) -> None:
    """Agreed, refused with the reason, or left to the Standing Committee of today."""
    if spec.decided_on is None:
        return
    decide = amending.approve if spec.agreed else amending.reject
    decide(
        amendment=amendment,
        comment=spec.comment,
        by=stage.secretary,
        at=at(spec.decided_on, 15, minute_of(spec.unit)),
    )
    if spec.agreed:
        answer_again(stage, stage.commitment(spec.year, spec.unit))
