"""Where a mail goes and where it leads: the people of a unit, pages by address, whom to call."""

from datetime import datetime

from django.conf import settings

from camket import clock
from commitments.models import (
    ActionPoint,
    Commitment,
    Explanation,
    Inspection,
    ProgressReport,
    Proposal,
    Support,
)
from units.models import Appointment, Committee, Person, Unit
from units.roles import Role


def people_of(unit: Unit, at: datetime) -> list[Person]:
    """Heads and reporters in force on that day who may log in, each once.

    Of a unit that has ended: the people of the one that carries on what it had signed.
    """
    posts = Appointment.objects.of_speakers(unit, clock.local_date(at))
    posts = posts.filter(person__is_active=True).select_related("person").order_by("person_id")
    return list({post.person_id: post.person for post in posts}.values())


def inspectors_of(committee: Committee, at: datetime) -> list[Person]:
    """The committee's inspectors in force on that day who may log in, each once."""
    return _holders(Role.INSPECTOR, committee, at)


def office_of(committee: Committee, at: datetime) -> list[Person]:
    """The Office's people in force on that day who may log in, each once."""
    return _holders(Role.OFFICE, committee, at)


def _holders(role: Role, committee: Committee, at: datetime) -> list[Person]:
    posts = Appointment.objects.in_force(clock.local_date(at)).filter(
        committee=committee, unit=None, role=role, person__is_active=True
    )
    posts = posts.select_related("person").order_by("person_id")
    return list({post.person_id: post.person for post in posts}.values())


def commitment_href(commitment: Commitment) -> str:
    """The absolute address of a unit's commitment, from SITE_URL, never from a request."""
    return f"{_year_href(commitment)}cam-ket/{commitment.unit.code}/"


def report_href(report: ProgressReport) -> str:
    """The absolute address of a unit's quarter."""
    commitment = report.commitment
    quarter = f"quy-{report.period.quarter}"
    return f"{_year_href(commitment)}bao-cao/{commitment.unit.code}/{quarter}/"


def supports_href(commitment: Commitment, support: Support | None = None) -> str:
    """The absolute address of the year's shared tasks, or of one unit's share in one task."""
    return f"{_year_href(commitment)}phoi-hop/" + (f"{support.pk}/" if support else "")


def inspection_href(inspection: Inspection) -> str:
    """The absolute address of an inspection."""
    return f"{_year_href(inspection.commitment)}kiem-tra/{inspection.pk}/"


def action_href(action: ActionPoint) -> str:
    """The absolute address of one thing to be mended."""
    year = _year_href(action.finding.inspection.commitment)
    return f"{year}kiem-tra/khac-phuc/{action.pk}/"


def proposal_href(proposal: Proposal) -> str:
    """The absolute address of a proposal."""
    return f"{_year_href(proposal.report.commitment)}kien-nghi/{proposal.pk}/"


def proposals_href(proposal: Proposal) -> str:
    """The absolute address of the list of its year's proposals."""
    return f"{_year_href(proposal.report.commitment)}kien-nghi/"


def explanation_href(explanation: Explanation) -> str:
    """The absolute address of a request to explain."""
    return f"{_year_href(explanation.commitment)}kien-nghi/giai-trinh/{explanation.pk}/"


def contact_of(committee: Committee) -> str:
    """Whom to call, in words."""
    return committee.contact or f"Văn phòng {committee.name}"


def _year_href(commitment: Commitment) -> str:
    year = commitment.year
    return f"{settings.SITE_URL}/{year.committee.code}/{year.year}/"
