"""The Office chooses and passes on, the Standing Committee approves, the conference signs."""

from camket.demo.registrations import PASSED_ON
from camket.demo.telling.choosing import choose
from camket.demo.telling.stage import Stage, at, minute_of
from camket.demo.telling.supporting import answer
from camket.demo.units import UNITS
from camket.demo.years import YEARS
from commitments.states import CommitmentState
from commitments.workflow import choosing, signing


def sign(stage: Stage, number: int) -> None:
    """Chosen, passed on, answered by the supporting units, approved, signed on one day."""
    spec = YEARS[number]
    choose(stage, number)
    for unit in UNITS:
        choosing.pass_on(
            commitment=stage.commitment(number, unit.code),
            by=stage.clerk,
            at=at(PASSED_ON[number], 16, minute_of(unit.code)),
        )
    answer(stage, number)
    for unit in UNITS:
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
