"""What was signed is to be changed: drafted by the reporter, proposed by the head, decided."""

from datetime import date, datetime

from camket.demo.amendments import AMENDMENTS
from camket.demo.shapes import AmendmentSpec
from camket.demo.telling.stage import Stage, at, minute_of
from camket.demo.telling.supporting import answer_again
from camket.demo.telling.tasks import task_data
from commitments.models import Amendment, Commitment, Proposal
from commitments.workflow import amending


def amend(stage: Stage, year: int) -> None:
    """The amendments of a year, each to where it stands on the demo's today."""
    for spec in AMENDMENTS:
        if spec.year == year:
            amendment = _draft(stage, spec)
            if spec.proposed_on:
                _decide(stage, spec, _propose(stage, spec, amendment, spec.proposed_on))


def _draft(stage: Stage, spec: AmendmentSpec) -> Amendment:
    commitment, minute = stage.commitment(spec.year, spec.unit), minute_of(spec.unit)
    by, drafted = (
        stage.reporters[spec.unit],
        at(spec.drafted_on, 17 if spec.asked_in else 14, minute),
    )
    amendment = _begun(stage, spec, commitment, drafted)
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
    given = amendment.reason
    reason = "\n\n".join(filter(None, (given, spec.reason)))
    return amending.explain(amendment=amendment, reason=reason, seen=given, by=by, at=drafted)


def _begun(stage: Stage, spec: AmendmentSpec, commitment: Commitment, when: datetime) -> Amendment:
    """A copy of what is in force; or one that rests on the answer to the unit's own proposal."""
    by = stage.reporters[spec.unit]
    if not spec.asked_in:
        return amending.start(commitment=commitment, by=by, at=when)
    proposal = Proposal.objects.get(
        report__commitment=commitment,
        report__period__quarter=spec.asked_in,
        task__number=spec.task_no,
    )
    return amending.start_from(proposal=proposal, by=by, at=when)


def _propose(stage: Stage, spec: AmendmentSpec, amendment: Amendment, day: date) -> Amendment:
    return amending.propose(
        amendment=amendment,
        version=amendment.version,
        by=stage.heads[spec.unit],
        at=at(day, 8, minute_of(spec.unit)),
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
