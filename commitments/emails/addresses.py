"""Where a mail goes and where it leads: the people of a unit, pages by address, whom to call."""

from datetime import datetime

from django.conf import settings

from camket import clock
from commitments.models import Commitment, ProgressReport, Support
from units.models import Appointment, Committee, Person, Unit


def people_of(unit: Unit, at: datetime) -> list[Person]:
    """Heads and reporters in force on that day who may log in, each once.

    Of a unit that has ended: the people of the one that carries on what it had signed.
    """
    posts = Appointment.objects.of_speakers(unit, clock.local_date(at))
    posts = posts.filter(person__is_active=True).select_related("person").order_by("person_id")
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


def contact_of(committee: Committee) -> str:
    """Whom to call, in words."""
    return committee.contact or f"Văn phòng {committee.name}"


def _year_href(commitment: Commitment) -> str:
    year = commitment.year
    return f"{settings.SITE_URL}/{year.committee.code}/{year.year}/"
