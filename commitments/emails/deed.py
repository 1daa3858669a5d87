"""What all mails of one deed share, and the one place where their rows are queued."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from camket import clock, mail
from camket.text import format_moment
from commitments.emails.addresses import commitment_href, contact_of, people_of, report_href
from commitments.models import Commitment, ProgressReport
from units.models import Person, Unit

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Deed:
    """What all mails of one deed share. ``thing`` names the deed for the unique key.

    ``to``: another unit than the commitment's own, when it is the one that is told.
    """

    kind: str
    thing: str
    commitment: Commitment
    at: datetime
    href: str
    button: str
    to: Unit | None = None


def of_commitment(kind: str, thing: str, commitment: Commitment, at: datetime, button: str) -> Deed:
    return Deed(kind, thing, commitment, at, commitment_href(commitment), button)


def of_quarter(kind: str, thing: str, report: ProgressReport, at: datetime, button: str) -> Deed:
    return Deed(kind, thing, report.commitment, at, report_href(report), button)


def tell(
    deed: Deed, facts: Facts, *, people: Iterable[Person] | None = None, **context: Any
) -> None:
    """One row for each person of the unit that is told; or for each of ``people``."""
    commitment = deed.commitment
    committee = commitment.year.committee
    context |= {
        "committee": committee,
        "contact": contact_of(committee),
        "unit": commitment.unit,
        "year": commitment.year.year,
        "facts": facts,
        "button_href": deed.href,
        "button_text": deed.button,
    }
    told = people_of(deed.to or commitment.unit, deed.at) if people is None else people
    for person in told:
        said = mail.compose(deed.kind, {**context, "person": person})
        mail.queue(
            key=f"{deed.kind}:{deed.thing}:{person.pk}",
            kind=deed.kind,
            recipient=person,
            committee=committee,
            subject=said.subject,
            text=said.text,
            html=said.html,
            at=deed.at,
        )


def in_order(points: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(points.items(), key=lambda point: int(point[0]))


def moment(at: datetime) -> str:
    return format_moment(clock.local(at))
