"""What a unit is told when a deed concerns it: one function a mail, called by the verbs.

Each writes one row for each head and reporter of the unit in force on the deed's day. Keys come
from the deed, so a deed told twice is mailed once. Templates: emails/<kind>.{subject.txt,txt,html}.
Source: pages.md "Mails".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from camket import clock, mail
from camket.text import format_date
from commitments import periods, progress
from commitments.models import (
    Commitment,
    CommitmentRound,
    Extension,
    Period,
    ProgressReport,
    Submission,
    Task,
)
from units.models import Appointment, Committee, Person, Unit
from units.roles import Role

Facts = list[tuple[str, str]]


@dataclass(frozen=True)
class Deed:
    """What all mails of one deed share. ``thing`` names the deed for the unique key."""

    kind: str
    thing: str
    commitment: Commitment
    at: datetime
    href: str
    button: str


def registration_received(commitment: Commitment, made: CommitmentRound, *, at: datetime) -> None:
    deed = _deed("registration_received", str(made.pk), commitment, at, "Xem bản đăng ký")
    facts = [
        ("Lần gửi", str(made.number)),
        ("Thời điểm", _moment(made.submitted_at)),
        ("Mã biên nhận", made.code),
    ]
    _tell(deed, facts, tasks=len(made.content.get("tasks", ())), by=made.submitted_by)


def registration_sent_back(
    commitment: Commitment,
    comment: str,
    points: Mapping[str, str],
    *,
    at: datetime,
    side: Role = Role.OFFICE,
) -> None:
    latest = commitment.rounds.order_by("-number").first()
    thing = str(latest.pk) if latest else f"c{commitment.pk}"
    deed = _deed("registration_sent_back", thing, commitment, at, "Bổ sung bản đăng ký")
    due_on = commitment.year.registration_due_on
    facts = [("Hạn gửi đăng ký", format_date(due_on))] if due_on else []
    sender = "Thường trực" if side == Role.STANDING else "Văn phòng"
    _tell(deed, facts, comment=comment, points=_points(points), sender=sender)


def task_assigned(commitment: Commitment, task: Task, *, at: datetime) -> None:
    deed = _deed("task_assigned", f"{task.pk}:{task.version}", commitment, at, "Xem nhiệm vụ")
    target = progress.goal(
        task.baseline,
        task.target,
        task.given_target,
        unit=task.unit_of_measure,
        maintain=task.maintain,
    )
    facts = [
        ("Sản phẩm", task.product),
        ("Chỉ tiêu", target),
        ("Thời hạn", format_date(task.due_on) if task.due_on else ""),
    ]
    _tell(deed, [fact for fact in facts if fact[1]], task=task)


def commitment_approved(commitment: Commitment, *, at: datetime) -> None:
    deed = _deed("commitment_approved", str(commitment.pk), commitment, at, "Xem bản cam kết")
    conference = commitment.year.conference_on
    facts = [("Số nhiệm vụ", str(commitment.tasks.count()))]
    facts += [("Hội nghị ký cam kết", format_date(conference))] if conference else []
    _tell(deed, facts)


def commitment_signed(commitment: Commitment, *, at: datetime) -> None:
    deed = _deed("commitment_signed", str(commitment.pk), commitment, at, "Xem bản cam kết")
    content = commitment.content or {}
    facts = [
        ("Ngày ký", format_date(commitment.signed_on) if commitment.signed_on else ""),
        ("Số nhiệm vụ", str(len(content.get("tasks", ())))),
        ("Mã nội dung", commitment.code),
    ]
    reports = commitment.reports.select_related("period__year").order_by("period__quarter")
    facts += [(f"Hạn nộp {report.period}", format_date(report.period.due_on)) for report in reports]
    _tell(deed, facts)


def quarter_received(report: ProgressReport, submission: Submission, *, at: datetime) -> None:
    deed = _of_quarter("quarter_received", str(submission.pk), report, at, "Xem báo cáo")
    first = report.first_submitted_at or submission.submitted_at
    on_time = periods.is_on_time(first, report.period.due_on)
    earlier = first != submission.submitted_at
    counted = f", tính theo lần nộp {_moment(first)}" if earlier else ""
    facts = [
        ("Lần nộp", str(submission.number)),
        ("Thời điểm", _moment(submission.submitted_at)),
        ("Mã biên nhận", submission.code),
        ("So với hạn nộp", ("đúng hạn" if on_time else "sau hạn nộp") + counted),
    ]
    _tell(deed, facts, period=report.period, by=submission.submitted_by)


def quarter_accepted(
    report: ProgressReport, comment: str, points: Mapping[str, str], *, at: datetime
) -> None:
    deed = _of_quarter("quarter_accepted", _latest(report), report, at, "Xem báo cáo")
    _tell(deed, [], period=report.period, comment=comment, points=_points(points))


def quarter_sent_back(
    report: ProgressReport, comment: str, points: Mapping[str, str], *, at: datetime
) -> None:
    deed = _of_quarter("quarter_sent_back", _latest(report), report, at, "Bổ sung báo cáo")
    facts = _dates(report.period)
    _tell(deed, facts, period=report.period, comment=comment, points=_points(points))


def extension_granted(report: ProgressReport, extension: Extension, *, at: datetime) -> None:
    deed = _of_quarter("extension_granted", str(extension.pk), report, at, "Mở báo cáo")
    facts = [
        ("Hạn nộp", format_date(report.period.due_on)),
        ("Khóa sổ mới", format_date(extension.locks_on)),
        ("Người đề nghị", extension.asked_by),
    ]
    _tell(deed, facts, period=report.period, extension=extension)


def people_of(unit: Unit, at: datetime) -> list[Person]:
    """Heads and reporters of the unit in force on that day who may log in, each once."""
    posts = Appointment.objects.in_force(clock.local_date(at)).of_unit(
        unit, Role.HEAD, Role.REPORTER
    )
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


def contact_of(committee: Committee) -> str:
    """Whom to call, in words."""
    return committee.contact or f"Văn phòng {committee.name}"


def _year_href(commitment: Commitment) -> str:
    year = commitment.year
    return f"{settings.SITE_URL}/{year.committee.code}/{year.year}/"


def _deed(kind: str, thing: str, commitment: Commitment, at: datetime, button: str) -> Deed:
    return Deed(kind, thing, commitment, at, commitment_href(commitment), button)


def _of_quarter(kind: str, thing: str, report: ProgressReport, at: datetime, button: str) -> Deed:
    return Deed(kind, thing, report.commitment, at, report_href(report), button)


def _tell(deed: Deed, facts: Facts, **context: Any) -> None:
    """One row for each person of the unit."""
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
    for person in people_of(commitment.unit, deed.at):
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


def _latest(report: ProgressReport) -> str:
    """The round that was judged: a round gets one verdict, so it names the deed."""
    latest = report.rounds.order_by("-number").first()
    return str(latest.pk) if latest else f"r{report.pk}"


def _points(points: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(points.items(), key=lambda point: int(point[0]))


def _dates(period: Period) -> Facts:
    return [("Hạn nộp", format_date(period.due_on)), ("Khóa sổ", format_date(period.locks_on))]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(clock.TZ):%H:%M} ngày {format_date(clock.local_date(at))}"
