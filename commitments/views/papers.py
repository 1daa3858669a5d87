"""A commitment as the paper that is signed: from the frozen content once there is one."""

from collections.abc import Collection
from dataclasses import dataclass, field
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
from commitments.views.comparing import moment
from commitments.workflow.freezing import owner_of
from commitments.workflow.measures import goal_of_frozen
from commitments.workflow.signing import header_content, printed_content

# What an amendment did to a task, in the words of the paper.
AMENDED = {"changed": "sửa đổi", "added": "bổ sung", "withdrawn": "rút khỏi cam kết"}
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Line:
    """One row of the table; columns with several facts hold a line for each.

    ``amended``: what an amendment did to it, a key of ``AMENDED``; empty: nothing. ``amended_by``:
    the number of that amendment, 0 for none. ``was`` says it in sentences, with the old words of
    what was changed.
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
    amended_by: int = 0
    was: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    """Everything the paper prints; ``code`` and ``digest`` are empty on a draft.

    ``by_hand``: signed on paper at the conference, so that the place of the signature stays open.
    ``amendment``: the latest, {number, decided_on (in words), decided_by, reason}; empty: as it was
    signed. ``amendments``: 'Điều chỉnh lần 1, ngày 15/4/2021' for each that it went through.
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
    amendments: list[str] = field(default_factory=list)

    @property
    def is_draft(self) -> bool:
        return not self.digest

    @property
    def in_force(self) -> int:
        """How many tasks stand: without those that an amendment has withdrawn."""
        return sum(line.amended != WITHDRAWN for line in self.lines)

    @property
    def touched(self) -> list[Line]:
        """What the latest amendment has changed, added or withdrawn; empty without one."""
        number = self.amendment.get("number")
        return [line for line in self.lines if line.amended and line.amended_by == number]


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
        amendments=[
            f"Điều chỉnh lần {one['number']}, ngày "
            f"{format_date(date.fromisoformat(one['decided_on']))}"
            for one in content.get("amendments", [])
        ],
    )


def _amendment(told: dict[str, Any] | None) -> dict[str, Any]:
    if not told:
        return {}
    return told | {"decided_on": long_date(date.fromisoformat(told["decided_on"]))}


def withdrawn_lines(content: dict[str, Any] | None, asked: Collection[int] = ()) -> list[str]:
    """'Nhiệm vụ 2 đã rút theo điều chỉnh lần 1: …' for each, without the numbers still asked for."""
    return [
        f"Nhiệm vụ {task['number']} đã rút theo điều chỉnh lần {task['amended_by']}: {task['title']}"
        for task in (content or {}).get("tasks", ())
        if task.get("amended") == "withdrawn" and task["number"] not in asked
    ]


def line(task: dict[str, Any]) -> Line:
    """One frozen task in words."""
    due = task["due_on"]
    return Line(
        number=task["number"],
        title=task["title"],
        kind=TaskKind(task["kind"]).label,
        origin=TaskOrigin(task["origin"]).label,
        goal=[part for part in (goal_of_frozen(task), task["product"]) if part],
        due=format_date(date.fromisoformat(due)) if due else "",
        responsible=[TaskResponsibility(task["responsibility"]).label, owner_of(task)],
        supporting=", ".join(task["supporting_units"]),
        notes=_notes(task),
        amended=task.get("amended", ""),
        amended_by=task.get("amended_by", 0),
        was=_amended(task),
    )


def _amended(task: dict[str, Any]) -> list[str]:
    """What the amendments did to a frozen task, when, and the old words of what they changed."""
    what = task.get("amended")
    if not what:
        return []
    words = {"changed": "Sửa", "added": "Bổ sung", "withdrawn": "Rút"}
    said = [
        f"{words[what]} theo điều chỉnh lần {task['amended_by']}",
        moment(task.get("late_by", 0)),
    ]
    lines = [f"{', '.join(filter(None, said))}."]
    if what == "withdrawn":
        return [*lines, f"Lý do: {task.get('withdrawn_because', '')}"]
    old = {**task, **task.get("was", {})}
    lines += [
        f"{label} trước đó: {before or 'không ghi'}"
        for label, now, before in _parts(task, old)
        if now != before
    ]
    return lines


def _parts(task: dict[str, Any], old: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(label, now, before) of all that the paper prints of a task."""
    now, before = _printed(task), _printed(old)
    return [(label, now[label], before[label]) for label in now]


def _printed(task: dict[str, Any]) -> dict[str, str]:
    due = task["due_on"]
    return {
        "Nội dung": task["title"],
        "Loại": TaskKind(task["kind"]).label,
        "Chỉ tiêu": goal_of_frozen(task),
        "Sản phẩm": task["product"],
        "Thời gian": format_date(date.fromisoformat(due)) if due else "",
        "Trách nhiệm": TaskResponsibility(task["responsibility"]).label,
        "Người phụ trách": owner_of(task),
        "Đơn vị phối hợp": ", ".join(task["supporting_units"]),
        "Căn cứ": "; ".join(_bases(task)),
        "Lộ trình": "; ".join(_steps(task)),
    }


def _notes(task: dict[str, Any]) -> list[str]:
    bases = _bases(task)
    return [*([f"Căn cứ: {'; '.join(bases)}"] if bases else []), *_steps(task)]


def _bases(task: dict[str, Any]) -> list[str]:
    return [*task.get("bases", ()), *([task["basis"]] if task["basis"] else ())]


def _steps(task: dict[str, Any]) -> list[str]:
    lines = []
    for step in task["milestones"]:
        planned = step["planned_value"]
        value = (
            f" (lũy kế {progress.amount(Decimal(planned), task['unit_of_measure'])})"
            if planned
            else ""
        )
        lines.append(f"{quarter_label(step['quarter'])}: {step['text']}{value}")
    return lines
