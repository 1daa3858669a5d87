"""What waits behind the lines of the navigation: one count each, only where the line is drawn."""

from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from camket import clock
from camket.context_processors import current_year
from commitments import rules
from commitments.models import (
    ActionPoint,
    Amendment,
    Commitment,
    Explanation,
    ProgressReport,
    Proposal,
    Support,
)
from commitments.states import (
    ActionState,
    AmendmentState,
    CommitmentState,
    ExplanationState,
    ProposalState,
    ReportState,
)
from units.models import Person
from units.roles import Permission

Rows = TypeVar("Rows", bound=QuerySet[Any])


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
    rows = ProgressReport.objects.filter(state=ReportState.SUBMITTED)
    return _of_year(request, rows, "commitment__year").count()


def supports(request: HttpRequest) -> int:
    """Tasks of other units that the person's own unit is asked to support and has not answered."""
    if not isinstance(request.user, Person):
        return 0
    own = request.user.scope(Permission.SEE_OWN_ROWS).units
    rows = Support.objects.to_answer().filter(unit__in=own)
    return _of_year(request, rows, "task__commitment__year").count()


def amendments(request: HttpRequest) -> int:
    """Amendments that wait for the Standing Committee."""
    rows = Amendment.objects.filter(state=AmendmentState.PROPOSED)
    return _of_year(request, rows, "commitment__year").count()


def verify(request: HttpRequest) -> int:
    """What units have reported as mended and no inspector has confirmed yet."""
    rows = ActionPoint.objects.filter(state=ActionState.DONE)
    return _of_year(request, rows, "finding__inspection__commitment__year").count()


def actions(request: HttpRequest) -> int:
    """What the person's own unit must still mend after inspections."""
    if not isinstance(request.user, Person):
        return 0
    own = request.user.scope(Permission.SEE_OWN_ROWS).units
    rows = ActionPoint.objects.visible_to(request.user).filter(
        state=ActionState.OPEN, finding__inspection__commitment__unit__in=own
    )
    return _of_year(request, rows, "finding__inspection__commitment__year").count()


def proposals(request: HttpRequest) -> int:
    """Proposals that wait for this person: not those that wait for somebody else.

    By ``rules.ANSWERED_BY``; what is put to a unit is counted in ``answers``.
    """
    if not isinstance(request.user, Person):
        return 0
    roles = request.user.roles_in(getattr(request, "committee", None), clock.today())
    mine = [addressee for role in roles for addressee in rules.ANSWERED_BY.get(role, ())]
    rows = Proposal.objects.filter(state=ProposalState.OPEN, addressee__in=mine)
    return _of_year(request, rows, "report__commitment__year").count()


def answers(request: HttpRequest) -> int:
    """What the person's own unit is to answer: proposals put to it, what it is to explain."""
    if not isinstance(request.user, Person):
        return 0
    put, asked = _of_own(request, request.user)
    both = put.order_by().values("pk")
    return both.union(asked.order_by().values("pk"), all=True).count()


def raised(request: HttpRequest, person: Person) -> dict[str, int]:
    """What waits for this person behind each of the two lists of what units raise and explain."""
    put, asked = _of_own(request, person)
    return {"proposals": proposals(request) + put.count(), "explanations": asked.count()}


def _of_own(
    request: HttpRequest, person: Person
) -> tuple[QuerySet[Proposal], QuerySet[Explanation]]:
    own = person.scope(Permission.SEE_OWN_ROWS).units
    put = Proposal.objects.filter(state=ProposalState.OPEN, addressed_unit__in=own)
    asked = Explanation.objects.filter(state=ExplanationState.OPEN, commitment__unit__in=own)
    return (
        _of_year(request, put, "report__commitment__year"),
        _of_year(request, asked, "commitment__year"),
    )


def _waiting(request: HttpRequest, states: Q) -> int:
    return _of_year(request, Commitment.objects.filter(states), "year").count()


def _of_year(request: HttpRequest, rows: Rows, path: str) -> Rows:
    """Those of the page's committee and year, to which ``path`` leads."""
    return rows.filter(
        **{
            f"{path}__committee": getattr(request, "committee", None),
            f"{path}__year": current_year(request) or 0,
        }
    )
