"""An unfinished task goes on: copied from last year's commitment into this year's draft."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from camket import clock
from camket.audit import Deed, ask
from commitments import quality, rules
from commitments.models import Commitment, Task, TaskOrigin
from commitments.quality import TaskData
from commitments.workflow.past import Past, past_of
from commitments.workflow.registering import NOT_WRITABLE, TOO_MANY, for_unit
from commitments.workflow.writing import lock, record, task_data, write_task
from units.models import Person, Unit


@transaction.atomic
def carry_over(*, commitment: Commitment, task: Task, by: Person, at: datetime) -> Task:
    """Copy last year's unfinished ``task`` into a draft, pointing back at it (``carried_from``).

    The baseline becomes the last accepted result where the target lies beyond it; milestones, due
    date and the target given from above are left to be written anew for the new year. Raises
    Refused when the task is not of last year, is done, or has been carried over before, or the
    registration is full.
    """
    commitment = lock(commitment)
    today = clock.local_date(at)
    ask(rules.may_write_registration(by, commitment, today), NOT_WRITABLE)
    ask(commitment.tasks.count() < quality.CEILING, TOO_MANY)
    past = _asked_for(commitment, task)
    before = commitment.tasks.filter(carried_from=task.pk).first()
    ask(
        before is None,
        f"Nhiệm vụ này đã được chuyển tiếp, là nhiệm vụ {before.number if before else ''} của "
        "bản đăng ký.",
    )
    on_behalf_of = for_unit(by, commitment, at)
    made = write_task(
        commitment,
        _copy(commitment, past),
        task=None,
        version=0,
        origin=TaskOrigin.REGISTERED,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
    )
    commitment.tasks.filter(pk=made.pk).update(carried_from=past.task)
    made.carried_from = past.task
    record(
        Deed.TASK_CARRIED_OVER,
        commitment,
        by=by,
        at=at,
        on_behalf_of=on_behalf_of,
        task=made.number,
        title=made.title[:200],
        from_year=past.year,
        from_number=past.task.number,
    )
    return made


def _asked_for(commitment: Commitment, task: Task) -> Past:
    found = past_of(Task.objects.of_last_year(commitment).filter(pk=task.pk))
    last = commitment.year.year - 1
    ask(bool(found), f"Chỉ chuyển tiếp được nhiệm vụ đơn vị đã ký trong năm {last}.")
    ask(not found[0].is_done, "Nhiệm vụ này đã hoàn thành nên không chuyển tiếp.")
    return found[0]


def _copy(commitment: Commitment, past: Past) -> TaskData:
    """The old promise as a new draft: what belongs to the old year is left out."""
    old = task_data(past.task)
    committee = commitment.year.committee_id
    units = Unit.objects.filter(committee=committee, pk__in=old.supporting_units, valid_to=None)
    return TaskData(
        title=old.title,
        kind=old.kind,
        responsibility=old.responsibility,
        owner_name=old.owner_name,
        owner_post=old.owner_post,
        product=old.product,
        basis=old.basis,
        unit_of_measure=old.unit_of_measure,
        baseline=_start(past),
        target=old.target,
        maintain=old.maintain,
        supporting_units=tuple(
            units.exclude(pk=commitment.unit_id).order_by("pk").values_list("pk", flat=True)
        ),
        bases=old.bases,
    )


def _start(past: Past) -> Decimal | None:
    """Where the new year begins: at what was reached, unless that is already at or past the target."""
    task, result = past.task, past.kept
    if task.target is None or task.maintain or result is None:
        return task.baseline
    begun = task.baseline or Decimal(0)
    rising = task.target > begun
    left = result < task.target if rising else result > task.target
    return result if left else task.baseline
