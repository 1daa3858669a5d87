"""A unit writes its tasks and hands the registration in."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from camket import audit, clock
from camket.audit import Deed, Refused, ask, claim, digest
from commitments import emails, quality, rules
from commitments.models import Choice, Commitment, CommitmentRound, Task, TaskOrigin
from commitments.quality import TaskData
from commitments.states import COMMITMENT_MOVES, CommitmentState, sources
from commitments.workflow.asking import ask_supporters
from commitments.workflow.checking import check
from commitments.workflow.freezing import commitment_content
from commitments.workflow.writing import (
    ask_unchanged,
    drop,
    lock,
    record,
    reread,
    task_data,
    write_task,
)
from units.models import Person, Unit

NOT_WRITABLE = (
    "Bản cam kết đang ở trạng thái không sửa được. Chỉ sửa khi đang soạn hoặc được trả lại."
)
TOO_MANY = f"Bản đăng ký đã có {quality.CEILING} nhiệm vụ, không thêm được nữa."
UNITS_OWN = ("owner_name", "owner_post", "milestones", "supporting_units")


@transaction.atomic
def save_task(
    *,
    commitment: Commitment,
    data: TaskData,
    by: Person,
    at: datetime,
    task: Task | None = None,
    version: int = 0,
) -> Task:
    """Add or change one task of a draft; text is stored NFC, whole text kept.

    Of an assigned task the unit changes only owner, roadmap and supporting units. A task written
    anew is again to be chosen. Raises Refused for contradictory values, Conflict (with the other
    person's values) on a stale ``version``.
    """
    commitment = lock(commitment)
    ask(rules.may_write_registration(by, commitment, clock.local_date(at)), NOT_WRITABLE)
    task = task and reread(commitment, task)
    ask(task is not None or commitment.tasks.count() < quality.CEILING, TOO_MANY)
    if task is not None and task.origin == TaskOrigin.ASSIGNED:
        data = replace(task_data(task), **{name: getattr(data, name) for name in UNITS_OWN})
    written = write_task(
        commitment,
        data,
        task=task,
        version=version,
        origin=TaskOrigin.REGISTERED,
        by=by,
        at=at,
        on_behalf_of=for_unit(by, commitment, at),
    )
    # What was said of the old wording is no answer to the new one.
    commitment.tasks.filter(pk=written.pk).update(choice=Choice.UNDECIDED, choice_reason="")
    return written


@transaction.atomic
def remove_task(*, task: Task, by: Person, at: datetime) -> None:
    """Take a registered task out of a draft and close the gap in the numbers."""
    commitment = lock(task.commitment)
    ask(rules.may_write_registration(by, commitment, clock.local_date(at)), NOT_WRITABLE)
    ask(task.origin == TaskOrigin.REGISTERED, "Nhiệm vụ được giao thì đơn vị không tự bỏ.")
    drop(commitment, task, by=by, at=at, on_behalf_of=for_unit(by, commitment, at))


@transaction.atomic
def move_task(*, task: Task, up: bool, by: Person, at: datetime) -> None:
    """Swap a task with its neighbour; at the edge nothing happens."""
    commitment = lock(task.commitment)
    ask(rules.may_write_registration(by, commitment, clock.local_date(at)), NOT_WRITABLE)
    task = reread(commitment, task)
    other = commitment.tasks.filter(number=task.number + (-1 if up else 1)).first()
    if other is None:
        return
    spare = commitment.tasks.aggregate(last=Max("number"))["last"] + 1
    commitment.tasks.filter(pk=other.pk).update(number=spare)
    commitment.tasks.filter(pk=task.pk).update(number=other.number)
    commitment.tasks.filter(pk=other.pk).update(number=task.number)
    audit.record(
        Deed.TASK_MOVED,
        task,
        by=by,
        at=at,
        committee=commitment.year.committee,
        on_behalf_of=for_unit(by, commitment, at),
        before=task.number,
        after=other.number,
    )


@transaction.atomic
def submit_registration(
    *, commitment: Commitment, key: UUID, by: Person, at: datetime, seen: str = ""
) -> CommitmentRound:
    """DRAFT or SENT_BACK → SUBMITTED; freezes the round, mails a receipt, asks supporting units.

    A repeated ``key`` returns the first round (double click). ``seen`` is the digest the page
    carried (``shown``); Refused when a task has changed since. Empty: not asked. Raises Refused
    with every missing point in ``lines``; warnings keep nothing back, their number is recorded.
    """
    commitment = lock(commitment)
    done = CommitmentRound.objects.filter(key=key).first()
    if done:
        ask(done.commitment_id == commitment.pk, audit.ALREADY_DONE)
        return done
    ask(
        rules.may_submit_registration(by, commitment, clock.local_date(at)),
        "Bản đăng ký không gửi được lúc này: đã gửi rồi, hoặc người đứng đầu chưa cho phép gửi thay.",
    )
    ask_unchanged(commitment, seen, "gửi")
    checked = check(commitment, clock.local_date(at))
    lines = checked.missing
    if lines:
        raise Refused("Bản đăng ký còn thiếu, chưa gửi được.", lines=lines)
    claim(
        Commitment.objects.filter(
            pk=commitment.pk, state__in=sources(COMMITMENT_MOVES, CommitmentState.SUBMITTED)
        ),
        state=CommitmentState.SUBMITTED,
        submitted_at=at,
        passed_on_at=None,
    )
    made = _freeze_round(commitment, key, by=by, at=at)
    detail = {"round": made.number, "hash": made.content_hash, "on_behalf_of": made.on_behalf_of}
    warned = len(checked.warnings)
    record(Deed.REGISTRATION_SUBMITTED, commitment, by=by, at=at, warned=warned, **detail)
    emails.registration_received(commitment, made, at=at)
    ask_supporters(commitment, at=at)
    return made


def _freeze_round(
    commitment: Commitment, key: UUID, *, by: Person, at: datetime
) -> CommitmentRound:
    content = commitment_content(commitment)
    return CommitmentRound.objects.create(
        commitment=commitment,
        number=commitment.rounds.count() + 1,
        key=key,
        submitted_at=at,
        submitted_by=by,
        on_behalf_of=on_behalf(by, commitment, at),
        content=content,
        content_hash=digest(content),
    )


def on_behalf(by: Person, commitment: Commitment, at: datetime) -> str:
    """The head's post when somebody else hands in for the unit; empty when the head does.

    The head of a unit that carries this one on hands in as its head.
    """
    return for_head(by, commitment.unit, at)


def for_head(by: Person, unit: Unit, at: datetime) -> str:
    """The post of this unit's head when it is somebody else who speaks for the unit."""
    on = clock.local_date(at)
    posts = [p for p in by.posts_on(on) if p.unit_id == unit.pk or p.carries(unit, on)]
    if any(post.role == "HEAD" for post in posts):
        return ""
    speaker = (unit.is_carried(on) and unit.carried_by) or unit
    return post_at(speaker.head_post, speaker.short_name)


def for_unit(by: Person, commitment: Commitment, at: datetime) -> str:
    """As ``on_behalf`` when the Office writes; a unit's own people write their own tasks."""
    own = by.works_for(commitment.unit, clock.local_date(at))
    return "" if own else on_behalf(by, commitment, at)


def post_at(post: str, unit: str) -> str:
    """'Chánh Văn phòng' at 'Văn phòng HĐND' → 'Chánh Văn phòng HĐND': no words twice."""
    words, of_unit = post.split(), unit.casefold().split()
    twice = (n for n in range(len(words), 0, -1) if post.casefold().split()[-n:] == of_unit[:n])
    return " ".join([*words[: len(words) - next(twice, 0)], unit])
