"""What supporting units are asked, and what the lead unit is told of their answers."""

from collections.abc import Sequence
from datetime import datetime

from camket.text import format_date
from commitments.emails.addresses import supports_href
from commitments.emails.deed import Deed, tell
from commitments.models import Commitment, Support
from units.models import Unit


def support_asked(
    commitment: Commitment, unit: Unit, supports: Sequence[Support], *, at: datetime
) -> None:
    """To one supporting unit: all tasks it is asked about in this deed (``task`` loaded).

    Named by the first row and how often it had been asked: a row is in one such mail only.
    """
    first = supports[0]
    again = any(support.times_asked for support in supports)
    deed = Deed(
        "support_asked",
        f"{first.pk}.{first.times_asked + 1}",
        commitment,
        at,
        supports_href(commitment, first if len(supports) == 1 else None),
        "Xem và trả lời",
        to=unit,
    )
    points = [(support.task.number, support.task.title[:400]) for support in supports]
    tell(
        deed,
        [("Đơn vị chủ trì", commitment.unit.full_name)],
        asked=unit,
        points=points,
        again=again,
    )


def support_answered(support: Support, *, thing: str, at: datetime) -> None:
    """To the lead unit: one answer."""
    task = support.task
    deed = Deed(
        "support_answered", thing, task.commitment, at,
        supports_href(task.commitment, support), "Xem nhiệm vụ",
    )  # fmt: skip
    due = format_date(task.due_on) if task.due_on else ""
    facts = [("Nội dung", task.title[:400]), ("Thời hạn", due)]
    tell(
        deed,
        [fact for fact in facts if fact[1]],
        support=support,
        task=task,
        comment=support.answer,
        sender=support.unit.short_name,
    )
