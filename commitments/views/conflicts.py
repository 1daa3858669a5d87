"""Two people on one report: the fields in which their texts differ, side by side."""

from typing import Any

from camket.audit import Conflict
from camket.text import format_number
from commitments.forms.quarter import AnswerPart, QuarterForm
from commitments.progress import Status
from commitments.quality import AnswerData
from commitments.workflow.drafting import as_stored
from commitments.workflow.freezing import plain

Row = tuple[str, str, str]


def context(form: QuarterForm, clash: Conflict) -> dict[str, Any]:
    """What ``_conflict.html`` needs."""
    return {
        "conflict": clash,
        "rows": differences(form, clash),
        "who": clash.theirs["saved_by"],
        "at": clash.theirs["saved_at"],
    }


def differences(form: QuarterForm, clash: Conflict) -> list[Row]:
    """(label, mine, theirs) of each field that would be stored otherwise, in the page's order."""
    rows = []
    for part in form.parts:
        theirs = clash.theirs["answers"].get(part.task.pk)
        mine = as_stored(part.answer(), part.task, form.before.get(part.task.pk))
        rows += _of_task(part, mine, theirs or {})
    for name in ("highlights", "difficulties", "proposals"):
        mine = getattr(form.general_data(), name)
        if mine != clash.theirs[name]:
            label = form.general.fields[name].label
            rows.append((f"Phần chung, {label}", mine, clash.theirs[name]))
    return rows


def _of_task(part: AnswerPart, answer: AnswerData, theirs: dict[str, Any]) -> list[Row]:
    mine = {
        "actual": plain(answer.actual),
        "status": answer.status,
        "done_milestones": sorted(answer.done_milestones),
        **{
            name: getattr(answer, name)
            for name in ("changed", "difficulties", "proposals", "nothing_new", "needs_support")
        },
    }
    names = {step.pk: step.text for step in part.task.milestones.all()}
    labels = {"done_milestones": "done"}
    return [
        (
            f"Nhiệm vụ {part.task.number}, {part.fields[labels.get(name, name)].label}",
            _shown(name, value, names),
            _shown(name, theirs.get(name), names),
        )
        for name, value in mine.items()
        if part.has_field(labels.get(name, name)) and value != theirs.get(name)
    ]


def _shown(name: str, value: Any, names: dict[int, str]) -> str:
    if value is None:
        return ""
    if name == "actual":
        return format_number(value)
    if name == "status":
        return Status(value).label
    if name == "done_milestones":
        return "; ".join(names.get(key, "") for key in value)
    if isinstance(value, bool):
        return "có chọn" if value else "không chọn"
    return str(value)
