"""What a unit is told of its registration: received, sent back, a task assigned, approved."""

from collections.abc import Mapping
from datetime import datetime

from camket import clock
from camket.text import format_date
from commitments import progress
from commitments.emails.deed import in_order, moment, of_commitment, tell
from commitments.models import Commitment, CommitmentRound, Suggestion, Task
from commitments.states import SuggestionState
from units.roles import Role


def registration_received(commitment: Commitment, made: CommitmentRound, *, at: datetime) -> None:
    deed = of_commitment("registration_received", str(made.pk), commitment, at, "Xem bản đăng ký")
    facts = [
        ("Lần gửi", str(made.number)),
        ("Thời điểm", moment(made.submitted_at)),
        ("Mã biên nhận", made.code),
    ]
    tell(deed, facts, tasks=len(made.content.get("tasks", ())), by=made.submitted_by)


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
    deed = of_commitment("registration_sent_back", thing, commitment, at, "Bổ sung bản đăng ký")
    due_on = commitment.year.registration_due_on
    facts = [("Hạn gửi đăng ký", format_date(due_on))] if due_on else []
    sender = "Thường trực" if side == Role.STANDING else "Văn phòng"
    tell(deed, facts, comment=comment, points=in_order(points), sender=sender)


def task_assigned(commitment: Commitment, task: Task, *, at: datetime) -> None:
    deed = of_commitment(
        "task_assigned", f"{task.pk}:{task.version}", commitment, at, "Xem nhiệm vụ"
    )
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
    tell(deed, [fact for fact in facts if fact[1]], task=task)


def change_suggested(commitment: Commitment, made: Suggestion, *, at: datetime) -> None:
    """One mail until the unit has answered: further proposals of the day stand on its page."""
    answered = Suggestion.objects.filter(
        task__commitment=commitment,
        state__in=(SuggestionState.CONFIRMED, SuggestionState.DECLINED),
    )
    thing = f"{commitment.pk}:{clock.local_date(at)}:{answered.count()}"
    deed = of_commitment("change_suggested", thing, commitment, at, "Xem và trả lời")
    tell(deed, [], task=made.task, comment=made.comment)


def commitment_approved(commitment: Commitment, *, at: datetime) -> None:
    deed = of_commitment(
        "commitment_approved", str(commitment.pk), commitment, at, "Xem bản cam kết"
    )
    conference = commitment.year.conference_on
    facts = [("Số nhiệm vụ", str(commitment.tasks.count()))]
    facts += [("Hội nghị ký cam kết", format_date(conference))] if conference else []
    tell(deed, facts)
