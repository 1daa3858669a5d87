"""How one task is written and taken out; shared by the unit's registering and the Office's assigning.

Nothing here is a deed of its own: every function runs inside a verb's transaction, on a
commitment that the verb has locked and asked the rules about.
"""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db.models import F, Max, QuerySet

from camket import audit, clock
from camket.audit import Conflict, Deed, Refused, ask, digest
from camket.text import nfc
from commitments import quality
from commitments.models import Commitment, LegalBasis, Milestone, Task
from commitments.quality import MilestoneData, TaskData
from commitments.workflow.asking import name_supporters, words_of
from commitments.workflow.freezing import commitment_content, plain
from units.models import Person, Unit

BESIDE = ("milestones", "supporting_units", "bases")  # kept in rows of their own
GONE = "Nhiệm vụ này vừa được người khác bỏ khỏi bản đăng ký."


def task_data(task: Task) -> TaskData:
    """A stored task as the plain values the check and the form work on."""
    return TaskData(
        **{
            name: getattr(task, name)
            for name in TaskData.__dataclass_fields__
            if name not in BESIDE
        },
        milestones=tuple(
            MilestoneData(step.quarter, step.text, step.planned_value, step.weight)
            for step in task.milestones.all()
        ),
        supporting_units=tuple(unit.pk for unit in task.supporting_units.all()),
        bases=tuple(sorted(basis.pk for basis in task.bases.all())),
    )


def lock(commitment: Commitment) -> Commitment:
    """Second beat: the row as it is now, locked where the engine can.

    Locked first and read then: one query for both brings the year as it was before the wait.
    """
    Commitment.objects.select_for_update().values_list("pk").get(pk=commitment.pk)
    return Commitment.objects.select_related("year__committee", "unit__group").get(pk=commitment.pk)


def shown(commitment: Commitment) -> str:
    """The digest of a registration as it stands, of its choices, and of how often it was handed in.

    For the page that asks to judge it or to hand it in.
    """
    chosen = commitment.tasks.order_by("pk").values_list("pk", "choice", "choice_reason")
    rounds = commitment.rounds.count()
    return digest([rounds, [list(one) for one in chosen], commitment_content(commitment)])


def ask_unchanged(commitment: Commitment, seen: str, deed: str) -> None:
    """Raises Refused when the page showed another text or round; an empty ``seen`` is not asked."""
    ask(
        seen in ("", shown(commitment)),
        "Nội dung bản cam kết vừa thay đổi hoặc vừa được gửi lại sau khi trang này được mở. "
        f"Đề nghị đọc lại rồi {deed}.",
    )


def record(deed: Deed, commitment: Commitment, *, by: Person, at: datetime, **more: Any) -> None:
    """Fifth beat of a verb on a commitment."""
    audit.record(deed, commitment, by=by, at=at, committee=commitment.year.committee, **more)


def write_task(
    commitment: Commitment,
    data: TaskData,
    *,
    task: Task | None,
    version: int,
    origin: str,
    by: Person,
    at: datetime,
    on_behalf_of: str = "",
) -> Task:
    """Store one task with its milestones; shared by the unit's writing and the Office's assigning.

    ``clarity`` (criteria met of the 6 rõ) is computed with it, so that scores are summed in SQL.
    A new task equal to the one just written is the same form posted twice: that one is returned.
    """
    data = clean(data)
    found = quality.contradictions(data, commitment.year.year)
    if found:
        raise Refused("Nhiệm vụ có điểm chưa hợp lý.", lines=[f.sentence for f in found])
    refuse_foreign(commitment, data)
    if task is None and (twin := posted_before(commitment, data, origin)):
        return twin
    columns: dict[str, Any] = {k: v for k, v in asdict(data).items() if k not in BESIDE}
    columns["clarity"] = quality.clarity(data, commitment.year.year, clock.local_date(at))
    was = words_of(task) if task else None
    if task is None:
        last = commitment.tasks.aggregate(last=Max("number"))["last"] or 0
        task = Task.objects.create(commitment=commitment, number=last + 1, origin=origin, **columns)
    else:
        changed = commitment.tasks.filter(pk=task.pk, version=version).update(
            version=version + 1, **columns
        )
        if not changed:
            raise conflict(commitment, task)
        task.refresh_from_db()
    _write_milestones(task, data)
    name_supporters(commitment, task, data.supporting_units, at=at, was=was)
    task.bases.set(data.bases)
    audit.record(
        Deed.TASK_SAVED,
        task,
        by=by,
        at=at,
        committee=commitment.year.committee,
        on_behalf_of=on_behalf_of,
        commitment=commitment.pk,
    )
    return task


def drop(
    commitment: Commitment, task: Task, *, by: Person, at: datetime, on_behalf_of: str = ""
) -> None:
    """Delete a task of a locked commitment, close the gap in the numbers, record it."""
    task = reread(commitment, task)
    label, number = str(task), task.number
    commitment.tasks.filter(pk=task.pk).delete()
    for later in commitment.tasks.filter(number__gt=number).order_by("number"):
        commitment.tasks.filter(pk=later.pk).update(number=F("number") - 1)
    record(Deed.TASK_REMOVED, commitment, by=by, at=at, on_behalf_of=on_behalf_of, task=label)


def reread(commitment: Commitment, task: Task) -> Task:
    """The task as it is now. Raises Refused when it is gone, or was never of this commitment."""
    found = commitment.tasks.filter(pk=task.pk).first()
    if found is None:
        raise Refused(GONE)
    return found


def posted_before(commitment: Commitment, data: TaskData, origin: str) -> Task | None:
    """The last task when it is exactly this one: a double click is one deed."""
    last = commitment.tasks.filter(origin=origin).order_by("-number").first()
    if last is None:
        return None
    same = task_data(last) == replace(
        data,
        milestones=tuple(sorted(data.milestones, key=lambda step: step.quarter)),
        supporting_units=tuple(unit.pk for unit in _units(commitment, data)),
        bases=tuple(sorted(data.bases)),
    )
    return last if same else None


def _units(commitment: Commitment, data: TaskData) -> QuerySet[Unit]:
    return Unit.objects.filter(committee=commitment.year.committee_id, pk__in=data.supporting_units)


def refuse_foreign(commitment: Commitment, data: TaskData) -> None:
    """Raises Refused for units and documents of other committees, and the unit itself."""
    wanted = set(data.supporting_units)
    if wanted and (len(_units(commitment, data)) != len(wanted) or commitment.unit_id in wanted):
        raise Refused("Đơn vị phối hợp phải là đơn vị khác, thuộc cùng cấp ủy.")
    known = LegalBasis.objects.filter(committee=commitment.year.committee_id, pk__in=data.bases)
    if len(known) != len(set(data.bases)):
        raise Refused("Văn bản căn cứ không có trong danh mục của cấp ủy.")


def clean(data: TaskData) -> TaskData:
    """All texts as they are stored."""
    texts = ("title", "owner_name", "owner_post", "product", "basis", "unit_of_measure")
    steps = tuple(replace(step, text=nfc(step.text).strip()) for step in data.milestones)
    cleaned: dict[str, Any] = {name: nfc(getattr(data, name)).strip() for name in texts}
    return replace(data, milestones=steps, **cleaned)


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


def conflict(commitment: Commitment, task: Task) -> Refused:
    """What stands there now, for whoever wrote against an older version."""
    theirs = commitment.tasks.filter(pk=task.pk).first()
    if theirs is None:
        return Refused(GONE)
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
