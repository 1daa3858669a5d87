"""The Office assigns tasks beside what units register: one to one unit, or one to many at once."""

from datetime import date, datetime

from django.db import transaction

from camket import clock
from camket.audit import Deed, Refused, ask
from commitments import emails, quality, rules
from commitments.models import Commitment, Task, TaskOrigin
from commitments.quality import TaskData
from commitments.states import CommitmentState
from commitments.workflow.writing import (
    clean,
    drop,
    lock,
    posted_before,
    record,
    reread,
    write_task,
)
from units.models import Person


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
    registration lies with it) or the unit would sign more tasks than allowed.
    """
    commitment, data = lock(commitment), clean(data)
    ask(
        rules.may_assign(by, commitment, clock.local_date(at)),
        "Bản cam kết đã duyệt, không giao thêm nhiệm vụ được.",
    )
    task = task and reread(commitment, task)
    ask(
        task is None or task.origin == TaskOrigin.ASSIGNED,
        "Nhiệm vụ đơn vị tự đăng ký thì Văn phòng đề nghị sửa để đơn vị trả lời, không sửa thẳng.",
    )
    twin = None if task else posted_before(commitment, data, TaskOrigin.ASSIGNED)
    if twin:
        return twin
    _refuse_unclear(commitment, data, clock.local_date(at))
    full = "" if task else full_sentence(commitment)
    ask(not full, full)
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


def left_to_unit(commitment: Commitment) -> tuple[str, ...]:
    """What an assigned task may leave to the unit: nothing while it lies with the Office."""
    with_office = commitment.state == CommitmentState.SUBMITTED
    return () if with_office else ("owner_name", "milestones")


def full_sentence(commitment: Commitment) -> str:
    """Why no further task can be assigned: as many as may be signed are there. Empty while not.

    What is not chosen does not count.
    """
    most = commitment.limits[1]
    if commitment.tasks.to_sign().count() < most:
        return ""
    return (
        f"Đơn vị đã có {most} nhiệm vụ, đủ mức tối đa. Chọn bớt nhiệm vụ đăng ký hoặc cho phép "
        "ngoại lệ trước khi giao thêm."
    )


def _refuse_unclear(commitment: Commitment, data: TaskData, on: date) -> None:
    left = left_to_unit(commitment)
    found = quality.task_findings(data, commitment.year.year, on)
    lines = [finding.sentence for finding in found if finding.field not in left]
    if lines:
        why = "" if left else " Đơn vị đã gửi đăng ký nên không tự ghi thêm được: cần ghi đủ ngay."
        raise Refused(f"Nhiệm vụ giao thêm còn thiếu.{why}", lines=lines)
