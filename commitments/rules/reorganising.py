"""What of the year's work speaks against ending a unit on a day."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q

from camket.text import format_date
from commitments.models import Commitment, Handover
from commitments.rules.years import WRITABLE_YEARS
from commitments.states import CommitmentState
from units.models import Appointment, Unit


def objections_to_ending(units: Sequence[Unit], starts_on: date, on: date) -> list[str]:
    """Sentences: what is being approved, was signed later, or is being handed over."""
    return [*_registrations(units, starts_on), *_handovers(units, on)]


def _registrations(units: Sequence[Unit], starts_on: date) -> list[str]:
    middle = (CommitmentState.SUBMITTED, CommitmentState.APPROVED)
    rows = Commitment.objects.filter(unit__in=units).filter(
        Q(state__in=middle, year__state__in=WRITABLE_YEARS) | Q(signed_on__gte=starts_on)
    )
    wrong = []
    for row in rows.select_related("unit", "year").defer("content").order_by("pk"):
        paper = f"{row.unit}: bản cam kết năm {row.year.year}"
        if row.signed_on:
            wrong.append(f"{paper} ký ngày {format_date(row.signed_on)}, không trước ngày này.")
        else:
            wrong.append(
                f"{paper} {row.get_state_display().lower()}; đề nghị ký xong hoặc trả lại trước."
            )
    return wrong


def _handovers(units: Sequence[Unit], on: date) -> list[str]:
    """Not yet acknowledged by somebody who still holds the post."""
    held = Appointment.objects.filter(
        unit=OuterRef("unit"), person=OuterRef("successor"), role=OuterRef("role")
    ).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    rows = Handover.objects.filter(unit__in=units, acknowledged_at=None).filter(Exists(held))
    return [
        f"{row.unit}: đ/c {row.successor} chưa xác nhận nhận bàn giao của đ/c {row.leaver}."
        for row in rows.select_related("unit", "successor", "leaver").order_by("pk")
    ]
