"""An amendment for reading: each change with the old and the new text, word by word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from commitments.comparison import NEW, OLD, Conflict, Plain, word_diff
from commitments.forms.tasks import TaskForm
from commitments.views.tasks import in_words
from commitments.workflow.amending import Change

Pieces = list[tuple[str, str]]
WORDS = {
    "changed": ("Sửa", "sent", "pencil-line"),
    "added": ("Bổ sung", "done", "plus"),
    "withdrawn": ("Rút", "back", "minus"),
}
LABELS = {name: str(field.label) for name, field in TaskForm.base_fields.items()} | {
    "bases": "Văn bản căn cứ",
    "milestones": "Lộ trình",
}


@dataclass(frozen=True)
class FieldView:
    """One field: pieces (same, old, new) for the left and for the right column."""

    label: str
    old: Pieces
    new: Pieces


@dataclass(frozen=True)
class ChangeView:
    """One task that an amendment changes, in words. ``moment``: 'sau khi đã chậm 12 ngày, …'."""

    id: int
    number: int | None
    title: str
    what: str
    word: str
    tone: str
    icon: str
    moment: str
    reason: str
    fields: list[FieldView]


def views_of(changes: Iterable[Change]) -> list[ChangeView]:
    return [_view(change) for change in changes]


def moment(days: int) -> str:
    """How late a task was on the day on which the change was proposed; empty when it was not."""
    return f"sau khi đã chậm {days} ngày, tính đến ngày đề nghị" if days else ""


def side_by_side(label: str, old: str, new: str) -> FieldView:
    pieces = word_diff(old, new)
    return FieldView(
        label,
        [piece for piece in pieces if piece[0] != NEW],
        [piece for piece in pieces if piece[0] != OLD],
    )


def value_in_words(name: str, value: Any) -> str:
    """A plain value of a task as a person reads it; units and bases are already names."""
    if value is None or value == "" or value == []:
        return ""
    if name == "supporting_units":
        return ", ".join(value)
    if name == "bases":
        return "\n".join(value)
    if name == "due_on":
        return in_words(name, date.fromisoformat(value), {})
    return in_words(name, value, {})


def conflict_rows(
    conflicts: Sequence[Conflict], tasks: Iterable[Plain], names: Any
) -> list[tuple[Conflict, str, str, str]]:
    """(conflict, where, mine, theirs) in words; a whole task as its title, or as withdrawn."""
    known = {task["id"]: task for task in tasks}
    rows = []
    for one in conflicts:
        task = known[one.id]
        where = f"Nhiệm vụ {task['number']}"
        if one.field:
            label = LABELS.get(one.field, one.field)
            sides = [
                value_in_words(one.field, names.of(one.field, v)) for v in (one.mine, one.theirs)
            ]
            rows.append((one, f"{where}, {label}", sides[0], sides[1]))
        else:
            sides = [
                "Rút nhiệm vụ" if v is None else f"Giữ: {v['title']}"
                for v in (one.mine, one.theirs)
            ]
            rows.append((one, where, sides[0], sides[1]))
    return rows


def _view(change: Change) -> ChangeView:
    word, tone, icon = WORDS[change.what]
    return ChangeView(
        id=change.id,
        number=change.number,
        title=change.title,
        what=change.what,
        word=word,
        tone=tone,
        icon=icon,
        moment=moment(change.late_by),
        reason=change.reason,
        fields=[_field(*one) for one in _ordered(change.fields)],
    )


def _ordered(fields: list[list[Any]]) -> list[list[Any]]:
    """In the order of the task's form."""
    order = {name: place for place, name in enumerate(LABELS)}
    return sorted(fields, key=lambda one: order.get(one[0], len(order)))


def _field(name: str, old: Any, new: Any) -> FieldView:
    return side_by_side(
        LABELS.get(name, name), value_in_words(name, old), value_in_words(name, new)
    )
