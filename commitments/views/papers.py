"""A commitment as the paper that is signed: from the frozen content once there is one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from camket.text import format_date, long_date, quarter_label
from commitments import progress
from commitments.models import Commitment, TaskKind, TaskOrigin, TaskResponsibility
from commitments.states import SIGNED_STATES
from commitments.workflow.freezing import commitment_content
from commitments.workflow.signing import header_content


@dataclass(frozen=True)
class Line:
    """One row of the table; columns with several facts hold a line for each."""

    number: int
    title: str
    kind: str
    origin: str
    goal: list[str]
    due: str
    responsible: list[str]
    supporting: str
    notes: list[str]


@dataclass(frozen=True)
class Paper:
    """Everything the page prints; ``code`` and ``digest`` are empty on a draft."""

    header: dict[str, str]
    body: str
    unit: dict[str, str]
    year: int
    theme: str
    place_and_date: str
    lines: list[Line]
    head: dict[str, str]
    standing: dict[str, str]
    code: str
    digest: str

    @property
    def is_draft(self) -> bool:
        return not self.digest


def paper_of(commitment: Commitment) -> Paper:
    """Signed: drawn from ``content`` alone. Not yet: the text as it stands, marked as a draft."""
    content = commitment.content if commitment.state in SIGNED_STATES else None
    content = content or commitment_content(commitment, to_sign=True)
    header = content.get("header") or header_content(commitment.year.committee)
    signatures = content.get("signatures", {})
    signed_on = content.get("signed_on")
    day = (
        long_date(date.fromisoformat(signed_on))
        if signed_on
        else f"ngày … tháng … năm {content['year']}"
    )
    return Paper(
        header=header,
        body=content["body"],
        unit=content["unit"],
        year=content["year"],
        theme=content["theme"],
        place_and_date=f"{header['place']}, {day}",
        lines=[line(task) for task in content["tasks"]],
        head=signatures.get("head", {"post": content["unit"]["head_post"]}),
        standing=signatures.get("standing", {"authority": header["authority"]}),
        code=commitment.code,
        digest=commitment.content_hash,
    )


def line(task: dict[str, Any]) -> Line:
    """One frozen task in words."""
    owner = ", ".join(part for part in (task["owner_name"], task["owner_post"]) if part)
    due = task["due_on"]
    return Line(
        number=task["number"],
        title=task["title"],
        kind=TaskKind(task["kind"]).label,
        origin=TaskOrigin(task["origin"]).label,
        goal=[part for part in (goal(task), task["product"]) if part],
        due=format_date(date.fromisoformat(due)) if due else "",
        responsible=[TaskResponsibility(task["responsibility"]).label, owner],
        supporting=", ".join(task["supporting_units"]),
        notes=_notes(task),
    )


def goal(task: dict[str, Any]) -> str:
    """A frozen task's target in words; empty without one."""
    baseline, target, given = (
        None if task[name] is None else Decimal(task[name])
        for name in ("baseline", "target", "given_target")
    )
    return progress.goal(
        baseline, target, given, unit=task["unit_of_measure"], maintain=task["maintain"]
    )


def _notes(task: dict[str, Any]) -> list[str]:
    notes = [f"Căn cứ: {task['basis']}"] if task["basis"] else []
    for step in task["milestones"]:
        planned = step["planned_value"]
        value = (
            f" (lũy kế {progress.amount(Decimal(planned), task['unit_of_measure'])})"
            if planned
            else ""
        )
        notes.append(f"{quarter_label(step['quarter'])}: {step['text']}{value}")
    return notes
