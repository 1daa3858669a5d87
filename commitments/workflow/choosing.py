"""The Office prepares: sends back, passes on, assigns, excepts. The Standing Committee decides."""

from datetime import date, datetime

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, Refused, ask, claim
from camket.text import nfc
from commitments import emails, quality, rules
from commitments.models import Commitment, Task, TaskOrigin
from commitments.models.rounds import Verdict
from commitments.quality import TaskData
from commitments.states import CommitmentState
from commitments.workflow.checking import missing
from commitments.workflow.writing import (
    ask_unchanged,
    clean,
    drop,
    lock,
    posted_before,
    record,
    reread,
    write_task,
)
from units.models import Person
from units.roles import Role


@transaction.atomic
def send_back(
    *,
    commitment: Commitment,
    comment: str,
    task_comments: dict[int, str],
    by: Person,
    at: datetime,
    seen: str = "",
) -> None:
    """SUBMITTED → SENT_BACK with comments, kept in the round and mailed to the unit.

    By the Office, or by a standing member once the Office has passed it on; mail and record say
    which. ``task_comments`` maps task numbers to comments. ``seen`` as for ``approve``. Raises
    Refused without any comment.
    """
    commitment, today = lock(commitment), clock.local_date(at)
    ask(
        rules.may_send_back(by, commitment, today),
        "Bản đăng ký không ở trạng thái chờ xem xét nên không trả lại được.",
    )
    ask_unchanged(commitment, seen, "trả lại")
    comment, points = nfc(comment).strip(), clean_comments(task_comments)
    _refuse_long(comment, *points.values())
    ask(bool(comment or points), "Trả lại phải nêu ý kiến, chỉ rõ nhiệm vụ cần bổ sung.")
    claim(
        Commitment.objects.filter(pk=commitment.pk, state=CommitmentState.SUBMITTED),
        state=CommitmentState.SENT_BACK,
        passed_on_at=None,
    )
    judged = _judge_round(commitment, Verdict.SENT_BACK, comment, points, by=by, at=at)
    side = Role.OFFICE if rules.may_prepare(by, commitment, today) else Role.STANDING
    detail = {"round": judged, "side": side}
    record(Deed.REGISTRATION_SENT_BACK, commitment, by=by, at=at, comment=comment, **detail)
    emails.registration_sent_back(commitment, comment, points, at=at, side=side)


@transaction.atomic
def pass_on(*, commitment: Commitment, by: Person, at: datetime, seen: str = "") -> None:
    """Hand a submitted registration to the Standing Committee; shows on its list.

    ``seen`` as for ``approve``.
    """
    commitment = lock(commitment)
    ask(commitment.approved_at is None and commitment.passed_on_at is None, ALREADY_DONE)
    ask(
        rules.may_prepare(by, commitment, clock.local_date(at)),
        "Bản đăng ký không ở trạng thái chờ xem xét nên không chuyển được.",
    )
    ask_unchanged(commitment, seen, "chuyển")
    _refuse_incomplete(commitment, clock.local_date(at))
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state=CommitmentState.SUBMITTED, passed_on_at=None
        ),
        passed_on_at=at,
    )
    record(Deed.REGISTRATION_PASSED_ON, commitment, by=by, at=at)


@transaction.atomic
def assign_task(
    *,
    commitment: Commitment,
    data: TaskData,
    by: Person,
    at: datetime,
    task: Task | None = None,
    version: int = 0,
) -> Task:
    """Add a task the Standing Committee assigns, or edit one assigned before; tells the unit.

    Raises Refused when it is incomplete (owner and roadmap may be left to the unit while the
    registration lies with it) or the unit would hold more tasks than allowed.
    """
    commitment, data = lock(commitment), clean(data)
    ask(
        rules.may_assign(by, commitment, clock.local_date(at)),
        "Bản cam kết đã duyệt, không giao thêm nhiệm vụ được.",
    )
    task = task and reread(commitment, task)
    ask(
        task is None or task.origin == TaskOrigin.ASSIGNED,
        "Nhiệm vụ đơn vị tự đăng ký thì Văn phòng góp ý khi trả lại, không sửa thẳng.",
    )
    twin = None if task else posted_before(commitment, data, TaskOrigin.ASSIGNED)
    if twin:
        return twin
    _refuse_unclear(commitment, data, clock.local_date(at))
    most = commitment.limits[1]
    ask(
        task is not None or commitment.tasks.count() < most,
        f"Đơn vị đã có {most} nhiệm vụ, đủ mức tối đa. Cho phép ngoại lệ trước khi giao thêm.",
    )
    made = write_task(
        commitment, data, task=task, version=version, origin=TaskOrigin.ASSIGNED, by=by, at=at
    )
    record(Deed.TASK_ASSIGNED, commitment, by=by, at=at, task=made.number, title=made.title[:200])
    emails.task_assigned(commitment, made, at=at)
    return made


@transaction.atomic
def remove_assigned(*, task: Task, by: Person, at: datetime) -> None:
    """Take back a task that was assigned, before approval."""
    commitment = lock(task.commitment)
    ask(
        rules.may_assign(by, commitment, clock.local_date(at))
        and task.origin == TaskOrigin.ASSIGNED,
        "Chỉ bỏ được nhiệm vụ đã giao khi bản cam kết chưa duyệt.",
    )
    drop(commitment, task, by=by, at=at)


@transaction.atomic
def allow_exception(
    *,
    commitment: Commitment,
    least: int,
    most: int,
    reason: str,
    by: Person,
    at: datetime,
    seen: str | None = None,
) -> None:
    """Let this unit hold fewer or more tasks than the year's limits, with the reason on record.

    ``seen`` is the reason that stood on the page; Refused when somebody wrote another since.
    """
    commitment = lock(commitment)
    ask(
        seen is None or nfc(seen).strip() == commitment.exception_reason,
        f"Người khác vừa ghi ngoại lệ với lý do: “{commitment.exception_reason}”. "
        "Đề nghị xem lại rồi ghi tiếp nếu vẫn cần.",
    )
    ask(
        rules.may_assign(by, commitment, clock.local_date(at)),
        "Bản cam kết đã duyệt, không đổi số nhiệm vụ được.",
    )
    reason = nfc(reason).strip()
    _refuse_long(reason)
    ask(bool(reason), "Ngoại lệ phải nêu lý do.")
    ask(1 <= least <= most <= 50, "Số tối đa phải không nhỏ hơn số tối thiểu.")
    Commitment.objects.filter(pk=commitment.pk).update(
        exception_min=least, exception_max=most, exception_reason=reason
    )
    record(Deed.LIMIT_EXCEPTED, commitment, by=by, at=at, comment=reason, least=least, most=most)


@transaction.atomic
def approve(*, commitment: Commitment, by: Person, at: datetime, seen: str = "") -> None:
    """SUBMITTED (passed on) → APPROVED: ready to sign; tells the unit.

    ``seen`` is the digest of what the page showed (``shown``); Refused when it has changed since,
    so that nobody judges a text or a round they have not read. Empty: not asked.
    """
    commitment = lock(commitment)
    ask(commitment.approved_at is None, ALREADY_DONE)
    ask(
        rules.may_approve(by, commitment, clock.local_date(at)),
        "Bản đăng ký chưa được Văn phòng chuyển đến nên chưa duyệt được.",
    )
    ask_unchanged(commitment, seen, "duyệt")
    _refuse_incomplete(commitment, clock.local_date(at))
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state=CommitmentState.SUBMITTED, passed_on_at__isnull=False
        ),
        state=CommitmentState.APPROVED,
        approved_at=at,
        approved_by=by,
    )
    _judge_round(commitment, Verdict.ACCEPTED, "", {}, by=by, at=at)
    record(Deed.COMMITMENT_APPROVED, commitment, by=by, at=at)
    emails.commitment_approved(commitment, at=at)


def clean_comments(comments: dict[int, str]) -> dict[str, str]:
    """Comments by task number, NFC, without the empty ones; keys as text, as JSON keeps them."""
    cleaned = {str(number): nfc(text).strip() for number, text in comments.items()}
    return {number: text for number, text in cleaned.items() if text}


def left_to_unit(commitment: Commitment) -> tuple[str, ...]:
    """What an assigned task may leave to the unit: nothing while it lies with the Office."""
    with_office = commitment.state == CommitmentState.SUBMITTED
    return () if with_office else ("owner_name", "milestones")


def _refuse_unclear(commitment: Commitment, data: TaskData, on: date) -> None:
    left = left_to_unit(commitment)
    found = quality.task_findings(data, commitment.year.year, on)
    lines = [finding.sentence for finding in found if finding.field not in left]
    if lines:
        why = "" if left else " Đơn vị đã gửi đăng ký nên không tự ghi thêm được: cần ghi đủ ngay."
        raise Refused(f"Nhiệm vụ giao thêm còn thiếu.{why}", lines=lines)


def _refuse_long(*texts: str) -> None:
    lines = [said for text in texts if (said := quality.too_long(text))]
    if lines:
        raise Refused("Ý kiến dài quá mức ghi được.", lines=lines)


def _refuse_incomplete(commitment: Commitment, on: date) -> None:
    lines = missing(commitment, on)
    if lines:
        raise Refused("Bản cam kết còn thiếu, chưa chuyển hoặc duyệt được.", lines=lines)


def _judge_round(
    commitment: Commitment,
    verdict: str,
    comment: str,
    points: dict[str, str],
    *,
    by: Person,
    at: datetime,
) -> int:
    latest = commitment.rounds.order_by("-number").first()
    if latest is None:
        return 0
    commitment.rounds.filter(pk=latest.pk, verdict=Verdict.WAITING).update(
        verdict=verdict, comment=comment, task_comments=points, decided_at=at, decided_by=by
    )
    return latest.number
