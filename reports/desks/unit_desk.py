"""The unit's page: what it has to do next, what was sent back, its tasks at a glance."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from camket.text import day_month, format_date, weekday
from commitments import clocks, periods, rules
from commitments.models import (
    ActionPoint,
    Commitment,
    Handover,
    ProgressReport,
    Submission,
    Support,
)
from commitments.progress import days_late
from commitments.states import (
    UNIT_MAY_WRITE_COMMITMENT,
    UNIT_MAY_WRITE_REPORT,
    ActionState,
    CommitmentState,
    ReportState,
)
from commitments.views import returned
from commitments.views.papers import withdrawn_lines
from commitments.views.suggesting import open_suggestions
from commitments.workflow import filing
from commitments.workflow.measuring import tasks_of
from reports.desks import raised
from reports.desks.due import Due
from reports.desks.years import registering
from reports.figures.standing import unit_standing
from units.models import Person

WAITS = ReportState.SUBMITTED
MOST_SUPPORTS = 5
MOST_ACTIONS = 5


def unit(commitment: Commitment, person: Person, on: date) -> dict[str, Any]:
    """The unit's page: the next thing to do, what was sent back, the tasks at a glance."""
    reports = list(
        commitment.reports.with_names()
        .prefetch_related(
            "extensions",
            "extension_requests",
            Prefetch("rounds", Submission.objects.defer("content")),
        )
        .order_by("period__quarter")
    )
    base = f"/{commitment.year.committee.code}/{commitment.year.year}/"
    back = returned.of_reports(reports)
    suggestions = open_suggestions(person, commitment)
    found = raised.of_unit(commitment, person, on)
    sent_back = None
    if commitment.state == CommitmentState.SENT_BACK:
        sent_back = commitment.rounds.order_by("-number").first()
    return {
        "registering": registering(commitment.year, person),
        "commitment": commitment,
        "base": base,
        "due": _due_answer(suggestions, commitment, base)
        or raised.due_of_unit(_due(commitment, reports, base, on), found),
        "calm": _calm(reports, on),
        "locked": [r for r in reports if rules.is_locked(r, on)],
        "reports": [
            (r, clocks.of_report(r, on), clocks.extended(r, on), clocks.dates(r)) for r in reports
        ],
        "sent_back": [(report, back[report.pk]) for report in reports if report.pk in back],
        "suggestions": suggestions,
        "returned": sent_back,
        "returned_said": sent_back
        and returned.in_short(sent_back.comment, sent_back.task_comments),
        "standing": unit_standing(commitment, on, own=True),
        "withdrawn": withdrawn_lines(commitment.content),
        "may_file": any(rules.may_file(person, r, on) for r in reports),
        "supports": list(_supports(commitment)[:MOST_SUPPORTS]),
        "received": _received(person, on),
        "actions": _actions(commitment, person, on),
        **found,
    }


def _supports(commitment: Commitment) -> QuerySet[Support]:
    """Other units' tasks of this year that this unit is asked to support and has not answered."""
    rows = Support.objects.to_answer().with_names().filter(unit=commitment.unit)
    return rows.filter(task__commitment__year=commitment.year).order_by("asked_at", "pk")


def _actions(commitment: Commitment, person: Person, on: date) -> list[tuple[ActionPoint, int]]:
    """What is still to be mended after inspections, the earliest due first, with its days late."""
    rows = ActionPoint.objects.visible_to(person).filter(
        finding__inspection__commitment=commitment, state=ActionState.OPEN
    )
    return [
        (row, days_late(row.due_on, on)) for row in rows.order_by("due_on", "pk")[:MOST_ACTIONS]
    ]


def _received(person: Person, on: date) -> list[Handover]:
    """Work handed over to this person that was not acknowledged yet."""
    rows = Handover.objects.visible_to(person).with_names().filter(successor=person)
    found = rows.filter(acknowledged_at=None, starts_on__lte=on)
    return [row for row in found if rules.may_acknowledge(person, row, on)]


def _due_answer(suggestions: list[dict[str, Any]], commitment: Commitment, base: str) -> Due | None:
    """Proposals hold the registration up, so they come first."""
    if not suggestions or commitment.state != CommitmentState.SUBMITTED:
        return None
    return Due(
        f"Trả lời {len(suggestions)} đề nghị sửa của Văn phòng",
        "Bản đăng ký được chuyển Thường trực sau khi đơn vị trả lời hết.",
        suggestions[0]["href"]
        if len(suggestions) == 1
        else f"{base}cam-ket/{commitment.unit.code}/",
        "Xem đề nghị sửa",
        None,
    )


def _due(commitment: Commitment, reports: list[ProgressReport], base: str, on: date) -> Due | None:
    code = commitment.unit.code
    if commitment.state in UNIT_MAY_WRITE_COMMITMENT:
        last = commitment.year.registration_due_on
        back = commitment.state == CommitmentState.SENT_BACK
        text = "Đã được trả lại kèm ý kiến" if back else "Viết nhiệm vụ và gửi Văn phòng"
        return Due(
            "Bổ sung đăng ký cam kết" if back else "Đăng ký nội dung cam kết",
            f"{text} · hạn gửi {format_date(last)}" if last else text,
            f"{base}cam-ket/{code}/",
            "Mở bản đăng ký",
            periods.days_left(on, last) if last else None,
        )
    if commitment.state == CommitmentState.APPROVED and commitment.head_signed_at is None:
        if on < date(commitment.year.year, 1, 1):
            return None
        return Due(
            "Ký bản cam kết", "Nội dung đã được duyệt, chờ người đứng đầu ký.",
            f"{base}cam-ket/{code}/", "Mở bản cam kết", None,
        )  # fmt: skip
    open_now = [r for r in reports if r.state in UNIT_MAY_WRITE_REPORT and rules.has_begun(r, on)]
    todo = [r for r in open_now if not rules.is_locked(r, on)]
    todo.sort(key=lambda r: (r.state != ReportState.SENT_BACK, rules.lock_day(r)))
    return _due_report(todo[0], base, on) if todo else None


def _calm(reports: list[ProgressReport], on: date) -> str:
    """How things stand while the unit has nothing to do: what waits for the Office, what comes next."""
    said = [f"{r.period} đã nộp, chờ Văn phòng xem xét." for r in reports if r.state == WAITS]
    ahead = [r for r in reports if r.state in UNIT_MAY_WRITE_REPORT and not rules.has_begun(r, on)]
    for report in ahead[:1]:
        period = report.period
        begins = periods.quarter_start(report.commitment.year.year, period.quarter)
        said.append(
            f"{period} gửi được từ {day_month(begins)}, hạn nộp {day_month(period.due_on)}."
        )
    return " ".join(said)


def _due_report(report: ProgressReport, base: str, on: date) -> Due:
    period, year = report.period, report.commitment.year.year
    back = report.state == ReportState.SENT_BACK
    shuts = "" if back else clocks.extended(report, on) or clocks.closing(report, on)
    said = [clocks.dates(report), shuts, clocks.requested(report), _begun(report, on)]
    text = " · ".join(filter(None, said))
    text = text.replace("Hạn nộp ", f"Hạn nộp {weekday(period.due_on)}, ")
    return Due(
        f"{'Bổ sung báo cáo' if back else 'Báo cáo tiến độ'} {periods.label(period.quarter, year)}",
        text,
        f"{base}bao-cao/{report.commitment.unit.code}/quy-{period.quarter}/",
        "Tiếp tục báo cáo" if report.saved_at else "Bắt đầu báo cáo",
        None if back else periods.days_left(on, period.due_on),
    )


def _begun(report: ProgressReport, on: date) -> str:
    """'đã soạn 3/4 nhiệm vụ' once a draft was saved."""
    if not report.saved_at:
        return ""
    tasks = tasks_of(report)
    wanting = {number for number, _ in filing.missing(report, tasks, on)}
    ready = sum(task.number not in wanting for task in tasks)
    return f"đã soạn {ready}/{len(tasks)} nhiệm vụ"
