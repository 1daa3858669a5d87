"""The Office prepares: sends back, passes on, excepts. The Standing Committee decides."""

from datetime import datetime

from django.db import transaction

from camket import clock
from camket.audit import ALREADY_DONE, Deed, ask, claim
from camket.text import nfc
from commitments import emails, rules
from commitments.models import Commitment
from commitments.models.rounds import Verdict
from commitments.states import CommitmentState
from commitments.workflow.selection import choices_of, drop_not_chosen, refuse_unready, settle
from commitments.workflow.words import refuse_long, words
from commitments.workflow.writing import ask_unchanged, lock, record
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
    refuse_long(comment, *points.values())
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

    Refused while the tasks to be signed are outside the limits, while one of more tasks than the
    limits allow is not spoken of, or while a proposed change is open. Where nothing had to be left
    out, tasks not spoken of are chosen. ``seen`` as for ``approve``.
    """
    commitment = lock(commitment)
    ask(commitment.approved_at is None and commitment.passed_on_at is None, ALREADY_DONE)
    ask(
        rules.may_prepare(by, commitment, clock.local_date(at)),
        "Bản đăng ký không ở trạng thái chờ xem xét nên không chuyển được.",
    )
    ask_unchanged(commitment, seen, "chuyển")
    refuse_unready(commitment, clock.local_date(at))
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state=CommitmentState.SUBMITTED, passed_on_at=None
        ),
        passed_on_at=at,
    )
    settle(commitment)
    record(Deed.REGISTRATION_PASSED_ON, commitment, by=by, at=at)


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
    reason = words(reason, "Ngoại lệ phải nêu lý do.")
    ask(1 <= least <= most <= 50, "Số tối đa phải không nhỏ hơn số tối thiểu.")
    Commitment.objects.filter(pk=commitment.pk).update(
        exception_min=least, exception_max=most, exception_reason=reason
    )
    record(Deed.LIMIT_EXCEPTED, commitment, by=by, at=at, comment=reason, least=least, most=most)


@transaction.atomic
def approve(*, commitment: Commitment, by: Person, at: datetime, seen: str = "") -> None:
    """SUBMITTED (passed on) → APPROVED: ready to sign; tells the unit.

    What was not chosen leaves the rows, the others are numbered from 1: from here on everybody
    sees only what is signed. Its wording stays in the frozen round, the reason beside it.

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
    refuse_unready(commitment, clock.local_date(at))
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state=CommitmentState.SUBMITTED, passed_on_at__isnull=False
        ),
        state=CommitmentState.APPROVED,
        approved_at=at,
        approved_by=by,
    )
    _judge_round(commitment, Verdict.ACCEPTED, "", {}, by=by, at=at)
    left_out = drop_not_chosen(commitment)
    record(Deed.COMMITMENT_APPROVED, commitment, by=by, at=at, left_out=left_out)
    emails.commitment_approved(commitment, at=at)


def clean_comments(comments: dict[int, str]) -> dict[str, str]:
    """Comments by task number, NFC, without the empty ones; keys as text, as JSON keeps them."""
    cleaned = {str(number): nfc(text).strip() for number, text in comments.items()}
    return {number: text for number, text in cleaned.items() if text}


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
        verdict=verdict,
        comment=comment,
        task_comments=points,
        choices=choices_of(commitment),
        decided_at=at,
        decided_by=by,
    )
    return latest.number
