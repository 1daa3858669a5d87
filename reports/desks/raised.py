"""Proposals and requests to explain on the desks: to be answered, and answered lately."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F

from camket.text import shorten
from commitments import periods, rules
from commitments.models import Addressee, Commitment, Explanation, Proposal, Year
from commitments.models.explanation import AskedLast
from commitments.models.proposal import ProposalQuerySet
from commitments.states import ExplanationState, ProposalState, YearState
from commitments.views import explanations, proposals
from commitments.views.answering import answer_form, href_of_proposal
from commitments.views.explaining import href_of_explanation
from reports.desks.due import Due
from units.models import Person
from units.roles import Permission

LATELY = timedelta(days=7)
MOST_TO_DECIDE = 5
MOST = 10


def may_ask(year: Year, person: Person) -> bool:
    """Whether red lines are drawn with a link to ask about them."""
    return year.state == YearState.IN_FORCE and person.can(
        Permission.ASK_EXPLANATION, year.committee
    )


def questions(year: Year) -> AskedLast:
    """What units were asked to explain, and whether they have; red lines say so (one query)."""
    return Explanation.objects.all().asked_last(year)


def unanswered(year: Year, person: Person) -> list[dict[str, Any]]:
    """Proposals nobody has answered, the oldest deadline first."""
    rows = _open(year, person).order_by("due_on", "made_at", "pk")
    return [proposals.row_of(row) for row in rows[:MOST]]


def to_decide(year: Year, person: Person, on: date) -> list[dict[str, Any]]:
    """Those put to the Standing Committee, each with the form to answer it in place.

    What has become late most lately first, then by the nearest deadline: this page is read in ten
    minutes, the others stand in the list.
    """
    rows = _open(year, person).filter(addressee=Addressee.STANDING)
    late = list(rows.late(on).order_by("-due_on", "pk")[:MOST_TO_DECIDE])
    others = rows.filter(due_on__gte=on).order_by("due_on", "pk")[: MOST_TO_DECIDE - len(late)]
    return [
        proposals.row_of(row)
        | {
            "form": answer_form(person, row, prefix=f"kien-nghi-{row.pk}-"),
            "may_answer": rules.may_answer_proposal(person, row, on),
        }
        for row in [*late, *others]
    ]


def received(year: Year, person: Person) -> list[dict[str, Any]]:
    """Put to the units this person speaks for, also to one that has ended or promises nothing."""
    units = person.scope(Permission.SEE_OWN_ROWS).units
    return [
        proposals.row_of(row) for row in _open(year, person).filter(addressed_unit__in=units)[:MOST]
    ]


def of_unit(commitment: Commitment, person: Person, on: date) -> dict[str, Any]:
    """What is to be answered, and what this unit was answered in the last week (three queries).

    To be answered by the units this person speaks for, those that these carry on among them.
    """
    units = {commitment.unit_id} | person.scope(Permission.SEE_OWN_ROWS).units
    asked = Explanation.objects.with_names().filter(
        commitment__year=commitment.year, commitment__unit__in=units, state=ExplanationState.OPEN
    )
    answered = (
        Proposal.objects.with_names()
        .filter(report__commitment=commitment, state=ProposalState.ANSWERED)
        .filter(answered_at__gte=periods.closes_at(on - LATELY))
        .order_by(F("answered_at").desc(), "pk")
    )
    return {
        "to_explain": [explanations.row_of(row) for row in asked],
        "received_proposals": received(commitment.year, person),
        "answered_proposals": [proposals.row_of(row) for row in answered[:MOST]],
    }


def due_of_unit(due: Due | None, found: dict[str, Any]) -> Due | None:
    """The one thing due next: what is to be explained or answered, when it is due before ``due``.

    ``due`` without a day is something that was sent back, and stays first.
    """
    rows = [*found["to_explain"], *found["received_proposals"]]
    first = min(rows, key=lambda row: row["left"], default=None)
    if first is None or (due is not None and (due.days is None or due.days <= first["left"])):
        return due
    if "explanation" in first:
        row = first["explanation"]
        href = href_of_explanation(row)
        return Due("Giải trình", row.about, href, "Viết giải trình", first["left"])
    row = first["proposal"]
    title = f"Trả lời kiến nghị của {first['unit'].short_name}"
    return Due(
        title, shorten(row.text, 160), href_of_proposal(row), "Xem và trả lời", first["left"]
    )


def _open(year: Year, person: Person) -> ProposalQuerySet:
    rows = Proposal.objects.visible_to(person).of_year(year).with_names()
    return rows.filter(state=ProposalState.OPEN)
