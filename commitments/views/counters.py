"""What waits behind the lines of the navigation: one count each, only where the line is drawn."""

from django.db.models import Q
from django.http import HttpRequest

from camket.context_processors import current_year
from commitments.models import Commitment, ProgressReport, Support
from commitments.states import CommitmentState, ReportState
from units.models import Person
from units.roles import Permission


def registrations(request: HttpRequest) -> int:
    """Registrations that wait for the Office."""
    return _waiting(request, Q(state=CommitmentState.SUBMITTED, passed_on_at=None))


def signing(request: HttpRequest) -> int:
    """Commitments that wait for the Standing Committee: to approve, or to sign."""
    approve = Q(state=CommitmentState.SUBMITTED, passed_on_at__isnull=False)
    sign = Q(state=CommitmentState.APPROVED, standing_signed_at=None)
    return _waiting(request, approve | sign)


def review(request: HttpRequest) -> int:
    """Quarterly reports that wait for the Office."""
    return ProgressReport.objects.filter(
        state=ReportState.SUBMITTED,
        commitment__year__committee=getattr(request, "committee", None),
        commitment__year__year=current_year(request) or 0,
    ).count()


def supports(request: HttpRequest) -> int:
    """Tasks of other units that the person's own unit is asked to support and has not answered."""
    if not isinstance(request.user, Person):
        return 0
    own = request.user.scope(Permission.SEE_OWN_ROWS).units
    return (
        Support.objects.to_answer()
        .filter(
            unit__in=own,
            task__commitment__year__committee=getattr(request, "committee", None),
            task__commitment__year__year=current_year(request) or 0,
        )
        .count()
    )


def _waiting(request: HttpRequest, states: Q) -> int:
    committee = getattr(request, "committee", None)
    rows = Commitment.objects.filter(
        states, year__committee=committee, year__year=current_year(request) or 0
    )
    return rows.count()
