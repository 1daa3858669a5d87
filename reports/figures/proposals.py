"""Proposals that wait for an answer, as of a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from commitments import periods
from commitments.models import Proposal, Year
from commitments.states import ProposalState


@dataclass(frozen=True)
class ProposalCounts:
    """Proposals of a year not answered on a day; ``late``: those of ``waiting`` past their own day.

    What its unit has taken back is not counted.
    """

    waiting: int = 0
    late: int = 0


def proposal_counts(year: Year, on: date) -> ProposalCounts:
    """Of those put by the end of ``on``, answered later or not at all. One query.

    Of a day that has passed: a quarter that is over is shown as it stood when its books were shut.
    Whom they lie with and by when is as of today (docs/decisions/0020).
    """
    until = periods.closes_at(on)
    waiting = Q(state=ProposalState.OPEN) | Q(state=ProposalState.ANSWERED, answered_at__gte=until)
    found = (
        Proposal.objects.filter(made_at__lt=until)
        .of_year(year)
        .aggregate(
            waiting=Count("pk", filter=waiting),
            late=Count("pk", filter=waiting & Q(due_on__lt=on)),
        )
    )
    return ProposalCounts(**found)
