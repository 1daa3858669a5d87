"""A commitment as the paper that is signed: from the frozen content once there is one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from camket.text import format_date, long_date, quarter_label
from commitments import progress
from commitments.models import (
    Commitment,
    TaskKind,
    TaskOrigin,
    TaskResponsibility,
    short_code,
)
from commitments.workflow.signing import header_content, printed_content

# What an amendment did to a task, in the words of the paper.
AMENDED = {"changed": "sửa đổi", "added": "bổ sung", "withdrawn": "rút khỏi cam kết"}


@dataclass(frozen=True)
class Line:
    """One row of the table; columns with several facts hold a line for each.

    ``amended``: what the latest amendment did to it, in words; empty: nothing.
    """

    number: int
    title: str
    kind: str
    origin: str
    goal: list[str]
    due: str
    responsible: list[str]
    supporting: str
    notes: list[str]
    amended: str = ""


@dataclass(frozen=True)
class Paper:
    """Everything the paper prints; ``code`` and ``digest`` are empty on a draft.

    ``by_hand``: signed on paper at the conference, so that the place of the signature stays open.
    ``amendment``: {number, decided_on (in words), decided_by, reason}; empty: as it was signed.
    """

    header: dict[str, str]
    body: str
    unit: dict[str, str]
    year: int
    theme: str
    bases: list[str]
    place_and_date: str
    lines: list[Line]
    head: dict[str, str]
    standing: dict[str, str]
    code: str
    digest: str
    signed_on: date | None
    by_hand: bool
    amendment: dict[str, Any]

    @property
    def is_draft(self) -> bool:
        return not self.digest


def paper_of(commitment: Commitment) -> Paper:
    """Signed: drawn from ``content`` alone. Not yet: the text as it stands, marked as a draft."""
    content = printed_content(commitment)
    if "header" not in content:
        content = content | {"header": header_content(commitment.year.committee)}
    return drawn(content, commitment.content_hash)


def drawn(content: dict[str, Any], digest: str = "") -> Paper:
    """The paper of a content with its head; ``digest`` is that of a frozen one."""
    header, signatures = content["header"], content.get("signatures", {})
    signed_on = content.get("signed_on")
    day = date.fromisoformat(signed_on) if signed_on else None
    written = long_date(day) if day else f"ngày … tháng … năm {content['year']}"
    return Paper(
        header=header,
        body=content["body"],
        unit=content["unit"],
        year=content["year"],
        theme=content["theme"],
        bases=content.get("bases", []),
        place_and_date=f"{header['place']}, {written}",
        lines=[line(task) for task in content["tasks"]],
        head=signatures.get("head", {"post": content["unit"]["head_post"]}),
        standing=signatures.get("standing", {"authority": header["authority"]}),
        code=short_code(digest),
        digest=digest,
        signed_on=day,
        by_hand=bool(content.get("at_conference")),
        amendment=_amendment(content.get("amendment")),
    )


def _amendment(told: dict[str, Any] | None) -> dict[str, Any]:
    if not told:
        return {}
    return told | {"decided_on": long_date(date.fromisoformat(told["decided_on"]))}


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
        amended=AMENDED.get(task.get("amended", ""), ""),
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
    bases = [*task.get("bases", ()), *([task["basis"]] if task["basis"] else ())]
    notes = [f"Căn cứ: {'; '.join(bases)}"] if bases else []
    for step in task["milestones"]:
        planned = step["planned_value"]
        value = (
            f" (lũy kế {progress.amount(Decimal(planned), task['unit_of_measure'])})"
            if planned
            else ""
        )
        notes.append(f"{quarter_label(step['quarter'])}: {step['text']}{value}")
    return notes
