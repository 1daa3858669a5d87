"""Who may hand a unit's work over, and who acknowledges it."""

from datetime import date

from commitments.models import Handover
from units.models import Appointment, Person
from units.roles import Role
from units.workflow import may_appoint


def may_hand_over(person: Person, post: Appointment, on: date) -> bool:
    """Whoever may appoint the successor, while the unit lives and somebody holds the post."""
    return (
        post.unit is not None
        and not post.unit.has_ended(on)
        and may_appoint(person, post.committee, post.unit, Role(post.role), on)
    )


def may_acknowledge(person: Person, handover: Handover, on: date) -> bool:
    """The successor, once, from the first day in the post."""
    return (
        handover.successor_id == person.pk
        and handover.acknowledged_at is None
        and handover.starts_on <= on
        and any(
            post.unit_id == handover.unit_id and post.role == handover.role
            for post in person.posts_on(on)
        )
    )
