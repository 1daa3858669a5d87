"""A head or a reporter leaves: the work goes to a successor, dated, listed and acknowledged.

Nothing is moved: papers, reports and deeds belong to the unit and keep the names of who signed and
handed in. What changes is who holds the post, and that the successor has seen what is open.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from camket import audit, clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.models import AuditEntry
from camket.text import format_date, nfc
from commitments import emails, periods, rules
from commitments.models import Amendment, Commitment, Handover, ProgressReport
from commitments.workflow.open_items import open_items
from units.models import Appointment, Person, Unit
from units.roles import Role
from units.workflow import appoint_by_email, end_appointment, former_heads

ONE_DAY = timedelta(days=1)
LONGEST_NOTE = 4000  # characters
# What only the holder of the post does: it cannot have been done after the post was left.
OF_THE_POST = (
    Deed.REGISTRATION_SUBMITTED,
    Deed.COMMITMENT_SIGNED_BY_HEAD,
    Deed.QUARTER_SUBMITTED,
    Deed.AMENDMENT_PROPOSED,
)


@dataclass(frozen=True)
class Successor:
    """Who takes the work over. Somebody new is entered under this name and invited by mail."""

    email: str
    full_name: str
    position: str
    phone: str = ""
    may_submit: bool = False


@transaction.atomic
def hand_over(
    *,
    appointment: Appointment,
    to: Successor,
    starts_on: date,
    by: Person,
    at: datetime,
    note: str = "",
) -> Handover:
    """Give a head's or reporter's post to somebody else from a day on, and list what is open.

    The leaver's post ends the day before; the successor is appointed; the open items of the unit
    are frozen as they stand now; both get a mail. Raises Refused for what contradicts.
    """
    post, today, note = _locked(appointment), clock.local_date(at), nfc(note).strip()
    ask(
        rules.may_hand_over(by, post, today),
        "Anh/chị không được bàn giao vai trò này, hoặc đơn vị đã kết thúc hoạt động.",
    )
    assert post.unit is not None
    unit, leaver, role = post.unit, post.person, Role(post.role)
    ask(len(note) <= LONGEST_NOTE, f"Ghi chú dài quá {LONGEST_NOTE} ký tự.")
    if wrong := _contradictions(post, unit, to, starts_on):
        raise Refused("Chưa bàn giao được.", lines=wrong)
    if role is Role.REPORTER and (post.ends_on is None or post.ends_on >= starts_on):
        end_appointment(appointment=post, ends_on=starts_on - ONE_DAY, by=by, at=at)
    made = appoint_by_email(
        committee=post.committee, email=to.email, full_name=to.full_name, phone=to.phone,
        role=role, unit=unit, position=to.position, starts_on=starts_on,
        may_submit=to.may_submit, by=by, at=at,
    )  # fmt: skip
    handover = Handover.objects.create(
        unit=unit, role=role, leaver=leaver, successor=made.person, starts_on=starts_on,
        note=note, items=open_items(unit, leaver, today), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    told = (
        f"{role.label} {unit}: đ/c {leaver} bàn giao cho đ/c {made.person} từ ngày"
        f" {format_date(starts_on)}, {len(handover.items)} việc đang dở."
    )
    _record(Deed.WORK_HANDED_OVER, handover, told, by, at)
    emails.work_handed_over(handover, at=at)
    return handover


@transaction.atomic
def acknowledge(*, handover: Handover, by: Person, at: datetime) -> None:
    """The successor has read the list and takes the work over; once."""
    rows = Handover.objects.select_for_update(of=("self",)).select_related(
        "unit__committee", "leaver", "successor"
    )
    handover = rows.get(pk=handover.pk)
    ask(handover.acknowledged_at is None, ALREADY_DONE)
    ask(
        rules.may_acknowledge(by, handover, clock.local_date(at)),
        f"Chỉ đ/c {handover.successor} xác nhận nhận bàn giao, từ ngày"
        f" {format_date(handover.starts_on)}.",
    )
    claim(Handover.objects.filter(pk=handover.pk, acknowledged_at=None), acknowledged_at=at)
    told = f"Đ/c {handover.successor} đã nhận bàn giao của đ/c {handover.leaver}."
    _record(Deed.HANDOVER_ACKNOWLEDGED, handover, told, by, at)


def _locked(appointment: Appointment) -> Appointment:
    """Second beat: the unit held, so that two handovers of one post follow each other."""
    if appointment.unit_id is None:
        raise Refused("Chỉ bàn giao vai trò của đơn vị: người đứng đầu, cán bộ đầu mối.")
    Unit.objects.select_for_update(of=("self",)).get(pk=appointment.unit_id)
    posts = Appointment.objects.select_related("person", "unit__committee", "committee")
    return posts.get(pk=appointment.pk)


def _contradictions(post: Appointment, unit: Unit, to: Successor, starts_on: date) -> list[str]:
    """Every reason in words why the post cannot go over on that day."""
    wrong = []
    if starts_on <= post.starts_on:
        wrong.append(
            f"Đ/c {post.person} giữ vai trò này từ ngày {format_date(post.starts_on)}; chọn ngày"
            " bàn giao sau ngày đó."
        )
    if unit.valid_to is not None and unit.valid_to < starts_on:
        wrong.append(f"{unit} hoạt động đến hết ngày {format_date(unit.valid_to)}.")
    if to.email.strip().casefold() == post.person.email.casefold():
        wrong.append("Người nhận bàn giao phải khác người bàn giao.")
    if not to.position.strip():
        wrong.append("Ghi chức vụ của người nhận bàn giao.")
    before = Handover.objects.filter(
        unit=unit, role=post.role, leaver=post.person, starts_on__gt=post.starts_on
    ).select_related("successor")
    wrong += [
        f"Đ/c {row.leaver} đã bàn giao cho đ/c {row.successor} từ ngày"
        f" {format_date(row.starts_on)}."
        for row in before
    ]
    if post.role == Role.HEAD:
        wrong += [
            f"Đ/c {other.person} cũng được phân công người đứng đầu từ ngày"
            f" {format_date(other.starts_on)}."
            for other in former_heads(unit, starts_on).exclude(pk=post.pk)
        ]
    return wrong + _done_later(post, unit, starts_on)


def _done_later(post: Appointment, unit: Unit, starts_on: date) -> list[str]:
    """What the leaver did in this post on that day or later, for units carried on too."""
    papers = Commitment.objects.filter(Q(unit=unit) | Q(unit__carried_by=unit))
    subjects = {
        rows.model._meta.label_lower: {str(pk) for pk in rows.values_list("pk", flat=True)}
        for rows in (
            papers,
            ProgressReport.objects.filter(commitment__in=papers),
            Amendment.objects.filter(commitment__in=papers),
        )
    }
    entries = AuditEntry.objects.filter(
        by=post.person, deed__in=OF_THE_POST, committee=unit.committee,
        at__gte=periods.closes_at(starts_on - ONE_DAY),
    )  # fmt: skip
    return [
        f"Đ/c {post.person} còn thực hiện “{audit.deed_label(entry)}” ngày"
        f" {format_date(clock.local_date(entry.at))}; chọn ngày bàn giao sau ngày đó."
        for entry in entries.order_by("at", "pk")
        if entry.subject_id in subjects.get(entry.subject_kind, ())
    ]


def _record(deed: Deed, handover: Handover, told: str, by: Person, at: datetime) -> None:
    unit = handover.unit
    audit.record(
        deed, unit, by=by, at=at, committee=unit.committee, comment=told, handover=handover.pk
    )
