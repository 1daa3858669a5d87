"""Turn rows into the frozen content that is signed or handed in (architecture.md §1.5)."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from commitments import periods
from commitments.models import (
    Addressee,
    Commitment,
    Evidence,
    ProgressReport,
    Task,
    TaskProgress,
    VerifiedValue,
    in_force,
)


def plain(value: Decimal | None) -> str | None:
    """A number without trailing zeros, as text, so that JSON keeps it exactly."""
    return None if value is None else format(value.normalize(), "f")


def number(text: str | None) -> Decimal | None:
    """The number back again that ``plain`` kept as text."""
    return None if text is None else Decimal(text)


def done_of(answer: TaskProgress | VerifiedValue | None) -> set[int]:
    """Ids of the milestones done. Prefetch ``done_milestones``."""
    return {step.pk for step in answer.done_milestones.all()} if answer else set()


def task_content(task: Task) -> dict[str, Any]:
    """All that a task promises, as plain values. Numbers are text, dates ISO, quarters 1-4.

    A milestone's ``number`` is its place in the roadmap: two may have the same words.
    """
    return {
        "id": task.pk,
        "number": task.number,
        "title": task.title,
        "kind": task.kind,
        "origin": task.origin,
        "responsibility": task.responsibility,
        "owner_name": task.owner_name,
        "owner_post": task.owner_post,
        "supporting_units": [unit.short_name for unit in task.supporting_units.all()],
        "product": task.product,
        "basis": task.basis,
        "bases": [basis.cited for basis in task.bases.all()],
        "unit_of_measure": task.unit_of_measure,
        "baseline": plain(task.baseline),
        "target": plain(task.target),
        "given_target": plain(task.given_target),
        "maintain": task.maintain,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "milestones": [
            {
                "id": step.pk,
                "number": number,
                "quarter": step.quarter,
                "text": step.text,
                "planned_value": plain(step.planned_value),
                "weight": step.weight,
            }
            for number, step in enumerate(task.milestones.all(), start=1)
        ],
    }


def owner_of(promised: Mapping[str, Any]) -> str:
    """``Task.owner`` of a frozen task."""
    return ", ".join(part for part in (promised["owner_name"], promised["owner_post"]) if part)


def numbers_of(task: Task, steps: Collection[int]) -> list[int]:
    """The places in the task's roadmap of milestones given by their ids, in order."""
    return [n for n, step in enumerate(task.milestones.all(), start=1) if step.pk in steps]


def commitment_content(commitment: Commitment, *, to_sign: bool = False) -> dict[str, Any]:
    """The whole paper: who promises whom what, in which year.

    ``to_sign``: as it would be signed, without what is not chosen and numbered without gaps.
    """
    committee, unit = commitment.year.committee, commitment.unit
    rows = commitment.tasks.to_sign() if to_sign else commitment.tasks.all()
    rows = rows.prefetch_related("milestones", "supporting_units", "bases").order_by("number")
    tasks = [task_content(task) for task in rows]
    if to_sign:
        tasks = [task | {"number": number} for number, task in enumerate(tasks, start=1)]
    return {
        "committee": committee.name,
        "body": committee.body_name,
        "year": commitment.year.year,
        "theme": commitment.year.theme,
        "bases": [basis.cited for basis in commitment.year.bases.all()],
        "unit": {
            "code": unit.code,
            "full_name": unit.full_name,
            "short_name": unit.short_name,
            "collective": unit.collective,
            "head_post": unit.head_post,
        },
        "tasks": tasks,
    }


def file_content(evidence: Evidence) -> dict[str, Any]:
    """What a round keeps of a file beside it: enough to know it again by its SHA-256."""
    return {
        "id": evidence.pk,
        "name": evidence.original_name,
        "kind": evidence.kind,
        "size": evidence.size,
        "sha256": evidence.sha256,
    }


def _put_to(row: ProgressReport | TaskProgress) -> dict[str, Any]:
    """Whom a proposal is put to, in plain values: the addressed unit's name, and its id."""
    return {
        "addressee": row.addressee,
        "addressed_unit": row.addressed_unit.short_name if row.addressed_unit else "",
        "addressed_unit_id": row.addressed_unit_id,
        "wanted_by": row.wanted_by.isoformat() if row.wanted_by else None,
    }


def named(part: Mapping[str, Any]) -> str:
    """Whom a frozen proposal is put to, in words: 'Phòng Kinh tế'; '' where it does not say."""
    known = part.get("addressee", "")  # rounds of before had none
    unit: str = part.get("addressed_unit", "")
    if known == Addressee.UNIT and unit:
        return unit
    return Addressee(known).label if known else ""


def _letterhead(commitment: Commitment) -> dict[str, str]:
    """What a paper in the unit's name prints around the report."""
    committee, unit = commitment.year.committee, commitment.unit
    return {
        "superior": committee.printed_name,
        "place": committee.place,
        "body": committee.body_name,
        "collective": unit.collective,
        "head_post": unit.head_post,
    }


def letterhead_of(content: dict[str, Any], signed: dict[str, Any]) -> dict[str, str]:
    """That of a round's content; a round from before it was kept speaks as ``signed``, the content
    of its commitment.
    """
    if "letterhead" in content:
        return dict(content["letterhead"])
    return {
        "superior": signed["header"]["name"],
        "place": signed["header"]["place"],
        "body": signed["body"],
        "collective": signed["unit"]["collective"],
        "head_post": signed["unit"]["head_post"],
    }


def report_content(report: ProgressReport) -> dict[str, Any]:
    """One handed-in quarter: the general part and each task's promise, value and words.

    Of the tasks in force at the quarter's end. ``done_milestones`` are the numbers of the
    promise's milestones that are done, ``evidence`` the files beside each. ``letterhead`` and
    ``tolerance`` (points of percent) are those of the day of handing in.
    """
    last_day = periods.quarter_end(report.commitment.year.year, report.period.quarter)
    answers = (
        report.answers.filter(in_force(last_day, "task__"))
        .select_related("task", "addressed_unit")
        .prefetch_related(
            "done_milestones",
            "evidence_uses__evidence",
            "task__milestones",
            "task__supporting_units",
            "task__bases",
        )
    )
    return {
        "unit": report.commitment.unit.full_name,
        "year": report.commitment.year.year,
        "quarter": report.period.quarter,
        "highlights": report.highlights,
        "difficulties": report.difficulties,
        "proposals": report.proposals,
        **_put_to(report),
        "letterhead": _letterhead(report.commitment),
        "tolerance": plain(report.commitment.year.tolerance),
        "tasks": [answer_content(answer) for answer in answers.order_by("task__number")],
    }


def answer_content(answer: TaskProgress) -> dict[str, Any]:
    """One task of a handed-in quarter: its promise, value and words, the files beside it."""
    return {
        "promise": task_content(answer.task),
        "status": answer.status,
        "actual": plain(answer.actual),
        "done_milestones": numbers_of(answer.task, done_of(answer)),
        "changed": answer.changed,
        "difficulties": answer.difficulties,
        "proposals": answer.proposals,
        **_put_to(answer),
        "evidence": [
            file_content(use.evidence)
            for use in answer.evidence_uses.all()
            if use.evidence.removed_at is None
        ],
        "needs_support_since": (
            answer.needs_support_since.isoformat() if answer.needs_support_since else None
        ),
        "nothing_new": answer.nothing_new,
        "completion": plain(answer.completion),
        "planned": plain(answer.planned),
    }
