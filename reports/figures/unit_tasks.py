"""One task through the accepted quarters of a span: where it got, and what was said of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from commitments import progress
from commitments.models import TaskKind, TaskProgress
from commitments.progress import Status
from commitments.workflow.freezing import owner_of
from commitments.workflow.measures import goal_of_frozen

Plain = dict[str, Any]


@dataclass(frozen=True)
class TaskQuarter:
    """What was handed in of a task in one accepted quarter, in words; ``evidence`` are file names."""

    quarter: int
    value: str
    status: str
    judged: str
    changed: str
    nothing_new: bool
    difficulties: str
    comment: str
    needs_support_since: date | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class TaskResult:
    """``quarter``: of the value and the percents, the last accepted one that asks for the task;
    None before it. ``status`` is the unit's own, ``judged`` the reviewer's."""

    number: int
    title: str
    kind: str
    goal: str
    product: str
    due_on: date | None
    owner: str
    is_gone: bool
    quarter: int | None = None
    value: str = ""
    completion: Decimal | None = None
    planned: Decimal | None = None
    status: str = ""
    judged: str = ""
    is_done: bool = False
    quarters: tuple[TaskQuarter, ...] = ()

    @property
    def differs(self) -> bool:
        """The reviewer sees it otherwise than the unit."""
        return bool(self.judged) and self.judged != self.status


def task_result(
    promise: Plain,
    told: Mapping[int, Plain],
    judged: Mapping[int, TaskProgress],
    due_on: date | None,
) -> TaskResult:
    """``told`` and ``judged`` by quarter: the frozen words, and the row with the judgement.

    ``due_on`` of a task in force when the books were shut; None: it was withdrawn by then.
    """
    quarters = tuple(_quarter(q, told[q], judged.get(q)) for q in sorted(told))
    last = max(told, default=None)
    row = judged.get(last) if last is not None else None
    return TaskResult(
        number=promise["number"],
        title=promise["title"],
        kind=str(TaskKind(promise["kind"]).label),
        goal=goal_of_frozen(promise),
        product=promise["product"],
        due_on=due_on or (date.fromisoformat(promise["due_on"]) if promise["due_on"] else None),
        owner=owner_of(promise),
        is_gone=due_on is None,
        quarter=last,
        value=quarters[-1].value if quarters else "",
        completion=row.completion if row else None,
        planned=row.planned if row else None,
        status=quarters[-1].status if quarters else "",
        judged=quarters[-1].judged if quarters else "",
        is_done=row is not None and row.judged_status == Status.DONE,
        quarters=quarters,
    )


def value_of(task: Plain) -> str:
    """A frozen task's value: '42 hộ', '12,4%', '2/3 mốc'; empty when there is none."""
    promise = task["promise"]
    if task["actual"] is not None:
        return progress.amount(Decimal(task["actual"]), promise["unit_of_measure"])
    if promise["milestones"] and promise["target"] is None:
        return f"{len(task['done_milestones'])}/{len(promise['milestones'])} mốc"
    return ""


def _quarter(quarter: int, task: Plain, row: TaskProgress | None) -> TaskQuarter:
    since = task["needs_support_since"]
    return TaskQuarter(
        quarter=quarter,
        value=value_of(task),
        status=str(Status(task["status"]).label),
        judged=str(Status(row.judged_status).label) if row and row.judged_status else "",
        changed=task["changed"],
        nothing_new=task["nothing_new"],
        difficulties=task["difficulties"],
        comment=row.judged_comment if row else "",
        needs_support_since=date.fromisoformat(since) if since else None,
        evidence=tuple(file["name"] for file in task.get("evidence", ())),
    )
