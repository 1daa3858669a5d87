"""Who may lay a file beside a task, take it off again, and take the file itself away."""

from collections.abc import Collection
from datetime import date

from commitments.models import Evidence, ProgressReport
from commitments.rules.reporting import may_file
from commitments.states import CommitmentState
from units.models import Person
from units.roles import Permission


def may_attach_evidence(person: Person, report: ProgressReport, on: date) -> bool:
    """Bring, use again, take off: whoever may write the draft, as long as it may be written."""
    return may_file(person, report, on)


def may_remove_evidence(
    person: Person, evidence: Evidence, on: date, named: Collection[int]
) -> bool:
    """The Office always; the unit its own file, until a round has named it (``named_in_rounds``)."""
    commitment = evidence.commitment
    if evidence.removed_at is not None:
        return False
    if person.can(Permission.REMOVE_EVIDENCE, commitment.unit, on):
        return True
    return (
        evidence.pk not in named
        and commitment.state == CommitmentState.SIGNED
        and person.can(Permission.FILE_QUARTER, commitment.unit, on)
    )
