"""What is told of a request to explain: to the unit asked, and to whom has asked."""

from datetime import datetime
from typing import Any

from camket import clock
from camket.text import format_date
from commitments.emails.addresses import explanation_href, office_of
from commitments.emails.deed import Deed, Facts, tell
from commitments.models import Explanation
from units.models import Person
from units.roles import Permission


def explanation_asked(explanation: Explanation, *, at: datetime) -> None:
    """To the unit; who asks is named with whom the request comes from."""
    deed = _deed("explanation_asked", explanation, at, "Xem và giải trình")
    words = {"comment": explanation.question, "heading": "Nội dung yêu cầu"}
    _tell(deed, explanation, asker=_named(explanation, at), **words)


def explanation_answered(explanation: Explanation, *, at: datetime) -> None:
    """To whom has asked, or to the Office when that post has ended."""
    deed = _deed("explanation_answered", explanation, at, "Xem giải trình")
    words = {"comment": explanation.answer, "sender": explanation.commitment.unit.short_name}
    late = explanation.days_late(clock.local_date(at))
    _tell(deed, explanation, people=_askers(explanation, at), days_late=late, **words)


def explanation_withdrawn(
    explanation: Explanation, reason: str, *, by: Person, at: datetime
) -> None:
    """To the unit: nothing to answer any more; to the asker, when it was not the asker's deed.

    To the Office in the asker's stead, as when it is answered.
    """
    deed = _deed("explanation_withdrawn", explanation, at, "Xem yêu cầu")
    words = {"comment": reason, "heading": "Lý do rút yêu cầu"}
    _tell(deed, explanation, **words)
    if explanation.asked_by_id != by.pk:
        others = [person for person in _askers(explanation, at) if person.pk != by.pk]
        _tell(deed, explanation, people=others, **words)


def _named(explanation: Explanation, at: datetime) -> str:
    """'Thường trực Thành ủy Đông Hà (đồng chí Lê Văn A)'; of the Office likewise."""
    asker, commitment = explanation.asked_by, explanation.commitment
    on = clock.local_date(at)
    stands = asker.can(Permission.APPROVE_COMMITMENT, commitment.unit, on)
    place = "Thường trực" if stands else "Văn phòng"
    return f"{place} {commitment.year.committee.name} (đồng chí {asker.full_name})"


def _askers(explanation: Explanation, at: datetime) -> list[Person]:
    """Whom the answer is for on that day: nobody reads on whose post has ended."""
    asker, unit = explanation.asked_by, explanation.commitment.unit
    if asker.is_active and asker.can(Permission.ASK_EXPLANATION, unit, clock.local_date(at)):
        return [asker]
    return office_of(explanation.commitment.year.committee, at)


def _deed(kind: str, explanation: Explanation, at: datetime, button: str) -> Deed:
    href = explanation_href(explanation)
    return Deed(kind, str(explanation.pk), explanation.commitment, at, href, button)


def _tell(deed: Deed, explanation: Explanation, **context: Any) -> None:
    due = format_date(explanation.due_on)
    facts: Facts = [
        ("Người yêu cầu", explanation.asked_by.full_name),
        ("Trả lời trước hết ngày", due),
    ]
    common = {"about": explanation.about, "due": due}
    tell(deed, facts, **{**common, **context})
