"""A unit writes its tasks and hands the registration in."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask, claim, digest
from camket.text import nfc
from commitments import emails, quality, rules
from commitments.models import Commitment, CommitmentRound, Milestone, Task, TaskOrigin
from commitments.quality import MilestoneData, TaskData
from commitments.states import COMMITMENT_MOVES, CommitmentState, sources
from commitments.workflow.freezing import commitment_content, plain
from units.models import Person

NOT_WRITABLE = (
    "Bản cam kết đang ở trạng thái không sửa được. Chỉ sửa khi đang soạn hoặc được trả lại."
)
UNITS_OWN = ("owner_name", "owner_post", "milestones", "supporting_units")


def task_data(task: Task) -> TaskData:
    """A stored task as the plain values the check and the form work on."""
    return TaskData(
        **{
            name: getattr(task, name)
            for name in TaskData.__dataclass_fields__
            if name not in ("milestones", "supporting_units")
        },
        milestones=tuple(
            MilestoneData(step.quarter, step.text, step.planned_value, step.weight)
            for step in task.milestones.all()
        ),
        supporting_units=tuple(unit.pk for unit in task.supporting_units.all()),
    )


def lock(commitment: Commitment) -> Commitment:
    """Second beat: the row as it is now, locked where the engine can."""
    return (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("year__committee", "unit__group")
        .get(pk=commitment.pk)
    )


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

    Of an assigned task the unit changes only owner, roadmap and supporting units. Raises Refused
    for contradictory values, Conflict (with the other person's values) on a stale ``version``.
    """
    commitment = lock(commitment)
    ask(rules.may_write_registration(by, commitment, clock.local_date(at)), NOT_WRITABLE)
    data = _clean(data)
    if task is not None and task.origin == TaskOrigin.ASSIGNED:
        data = replace(task_data(task), **{name: getattr(data, name) for name in UNITS_OWN})
    return write_task(
        commitment, data, task=task, version=version, origin=TaskOrigin.REGISTERED, by=by, at=at
    )


def write_task(
    commitment: Commitment,
    data: TaskData,
    *,
    task: Task | None,
    version: int,
    origin: str,
    by: Person,
    at: datetime,
) -> Task:
    """Store one task with its milestones; shared by the unit's writing and the Office's assigning."""
    data = _clean(data)
    found = quality.contradictions(data, commitment.year.year)
    if found:
        raise Refused("Nhiệm vụ có điểm chưa hợp lý.", lines=[f.sentence for f in found])
    columns = {k: v for k, v in asdict(data).items() if k not in ("milestones", "supporting_units")}
    if task is None:
        last = commitment.tasks.aggregate(last=Max("number"))["last"] or 0
        task = Task.objects.create(commitment=commitment, number=last + 1, origin=origin, **columns)
    else:
        changed = commitment.tasks.filter(pk=task.pk, version=version).update(
            version=version + 1, **columns
        )
        if not changed:
            raise _conflict(commitment, task)
        task.refresh_from_db()
    _write_milestones(task, data)
    task.supporting_units.set(data.supporting_units)
    audit.record(
        Deed.TASK_SAVED,
        task,
        by=by,
        at=at,
        committee=commitment.year.committee,
        commitment=commitment.pk,
    )
    return task


@transaction.atomic
def remove_task(*, task: Task, by: Person, at: datetime) -> None:
    """Take a registered task out of a draft and close the gap in the numbers."""
    commitment = lock(task.commitment)
    ask(rules.may_write_registration(by, commitment, clock.local_date(at)), NOT_WRITABLE)
    ask(task.origin == TaskOrigin.REGISTERED, "Nhiệm vụ được giao thì đơn vị không tự bỏ.")
    label = str(task)
    number = task.number
    if not commitment.tasks.filter(pk=task.pk).delete()[0]:
        raise Refused(audit.ALREADY_DONE)
    for later in commitment.tasks.filter(number__gt=number).order_by("number"):
        commitment.tasks.filter(pk=later.pk).update(number=F("number") - 1)
    audit.record(
        Deed.TASK_REMOVED, commitment, by=by, at=at, committee=commitment.year.committee, task=label
    )


@transaction.atomic
def move_task(*, task: Task, up: bool, by: Person, at: datetime) -> None:
    """Swap a task with its neighbour; at the edge nothing happens."""
    commitment = lock(task.commitment)
    ask(rules.may_write_registration(by, commitment, clock.local_date(at)), NOT_WRITABLE)
    task.refresh_from_db()
    other = commitment.tasks.filter(number=task.number + (-1 if up else 1)).first()
    if other is None:
        return
    spare = commitment.tasks.aggregate(last=Max("number"))["last"] + 1
    commitment.tasks.filter(pk=other.pk).update(number=spare)
    commitment.tasks.filter(pk=task.pk).update(number=other.number)
    commitment.tasks.filter(pk=other.pk).update(number=task.number)


@transaction.atomic
def submit_registration(
    *, commitment: Commitment, key: UUID, by: Person, at: datetime
) -> CommitmentRound:
    """DRAFT or SENT_BACK → SUBMITTED; freezes the round, mails a receipt to the unit.

    A repeated ``key`` returns the first round (double click). Raises Refused with every missing
    point in ``lines``.
    """
    done = CommitmentRound.objects.filter(key=key, commitment=commitment).first()
    if done:
        return done
    commitment = lock(commitment)
    ask(
        rules.may_submit_registration(by, commitment, clock.local_date(at)),
        "Bản đăng ký không gửi được lúc này: đã gửi rồi, hoặc người đứng đầu chưa cho phép gửi thay.",
    )
    lines = missing(commitment)
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
    content = commitment_content(commitment)
    made = CommitmentRound.objects.create(
        commitment=commitment,
        number=commitment.rounds.count() + 1,
        key=key,
        submitted_at=at,
        submitted_by=by,
        on_behalf_of=on_behalf(by, commitment, at),
        content=content,
        content_hash=digest(content),
    )
    audit.record(
        Deed.REGISTRATION_SUBMITTED,
        commitment,
        by=by,
        at=at,
        on_behalf_of=made.on_behalf_of,
        committee=commitment.year.committee,
        round=made.number,
        hash=made.content_hash,
    )
    emails.registration_received(commitment, made, at=at)
    return made


def missing(commitment: Commitment) -> list[str]:
    """What keeps this registration from being handed in, in sentences; empty when it is ready."""
    tasks = list(commitment.tasks.prefetch_related("milestones", "supporting_units"))
    counted = quality.count_finding(len(tasks), commitment.limits)
    lines = [counted] if counted else []
    for task in tasks:
        lines += [
            f"Nhiệm vụ {task.number}: {found.sentence}"
            for found in quality.task_findings(task_data(task), commitment.year.year)
        ]
    return lines


def on_behalf(by: Person, commitment: Commitment, at: datetime) -> str:
    """The head's post when somebody else hands in for the unit; empty when the head does."""
    posts = [p for p in by.posts_on(clock.local_date(at)) if p.unit_id == commitment.unit_id]
    if any(post.role == "HEAD" for post in posts):
        return ""
    return f"{commitment.unit.head_post} {commitment.unit.short_name}"


def _clean(data: TaskData) -> TaskData:
    texts = ("title", "owner_name", "owner_post", "product", "basis", "unit_of_measure")
    steps = tuple(replace(step, text=nfc(step.text).strip()) for step in data.milestones)
    return replace(
        data, milestones=steps, **{name: nfc(getattr(data, name)).strip() for name in texts}
    )


def _write_milestones(task: Task, data: TaskData) -> None:
    task.milestones.all().delete()
    Milestone.objects.bulk_create(
        Milestone(
            task=task,
            quarter=step.quarter,
            text=step.text,
            planned_value=step.planned_value,
            weight=step.weight,
            order=order,
        )
        for order, step in enumerate(data.milestones)
    )


def _conflict(commitment: Commitment, task: Task) -> Refused:
    theirs = commitment.tasks.filter(pk=task.pk).first()
    if theirs is None:
        return Refused("Nhiệm vụ này vừa được người khác bỏ khỏi bản đăng ký.")
    values: dict[str, Any] = {
        name: plain(value) if name in ("baseline", "target", "given_target") else value
        for name, value in asdict(task_data(theirs)).items()
    }
    return Conflict(
        "Người khác vừa ghi nhiệm vụ này trong lúc anh/chị đang soạn. Hai bản được đặt cạnh nhau "
        "để anh/chị chọn.",
        theirs=values,
        version=theirs.version,
    )
