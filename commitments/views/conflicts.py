"""Two people on one report: what both wrote is joined field by field, and asked about where it clashes.

The page carries a mark of each field as it was drawn. A field that only one of the two has changed
since then has one text, and needs no question; the others are shown side by side.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms

from camket.audit import Conflict
from camket.text import input_number
from commitments.forms.quarter import AnswerPart, QuarterForm
from commitments.models import ProgressReport
from commitments.quality import AnswerData
from commitments.workflow import filing
from commitments.workflow.drafting import as_stored
from units.models import Person

GENERAL = ("highlights", "difficulties", "proposals")
Row = tuple[str, str, str]
Marks = dict[str, str]
Values = dict[str, Any]  # by the field's name on the page, as the row will hold them


@dataclass(frozen=True)
class Saved:
    """How a save went: the report, and the form as it is now.

    ``taken`` are the fields that somebody else's text was put into, as a page would send them.
    With ``clash`` nothing was saved: ``rows`` are (label, mine, theirs) of what both have changed.
    """

    report: ProgressReport
    form: QuarterForm
    taken: dict[str, list[str]] = field(default_factory=dict)
    clash: Conflict | None = None
    rows: list[Row] = field(default_factory=list)

    @property
    def context(self) -> dict[str, Any]:
        """What ``_conflict.html`` needs."""
        if self.clash is None:
            return {}
        theirs = self.clash.theirs
        return {
            "conflict": self.clash,
            "rows": self.rows,
            "who": theirs["saved_by"],
            "at": theirs["saved_at"],
        }


def save(form: QuarterForm, who: Person, at: datetime, tries: int = 3) -> Saved:
    """Save the draft, joined with what somebody else has saved since the page was drawn.

    When both texts are the same (an answer lost on its way, two clicks), there is nothing to
    write: a new version would make the page just drawn stale. Raises Refused as the verb does.
    Where others save again and again meanwhile, the last of the ``tries`` ends in a clash.
    """
    try:
        report = filing.save_draft(
            report=form.report,
            general=form.general_data(),
            answers=form.answers(),
            version=form.version,
            by=who,
            at=at,
        )
    except Conflict as conflict:
        clash = conflict
    else:
        return Saved(report, form)
    theirs = _theirs(form, clash)
    taken, disputed = _compared(_mine(form), theirs, form.base)
    joined = form.joined(taken, clash.version, json.dumps(marks(theirs)), uuid4())
    if disputed or tries == 1:
        return Saved(form.report, joined, taken, clash, _rows(form, theirs, disputed))
    if _mine(joined) == theirs:
        stored = ProgressReport.objects.with_names().get(pk=form.report.pk)
        stored.version = clash.version  # handing in still refuses what was saved since
        return Saved(stored, joined, taken)
    again = save(joined, who, at, tries - 1)
    return Saved(again.report, again.form, taken | again.taken, again.clash, again.rows)


def marks_of_page(form: QuarterForm) -> Marks:
    """The marks of a page as it is drawn, or as it has just been saved."""
    return marks(_stored(form))


def marks(values: Values) -> Marks:
    """A short mark of each field's value: enough to see whether it has changed."""
    return {name: _mark(value) for name, value in values.items()}


def _mark(value: Any) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()[:12]


def _compared(
    mine: Values, theirs: Values, base: Mapping[str, str]
) -> tuple[dict[str, list[str]], list[str]]:
    """Fields to take over, as typed; and those both have changed, each its own way."""
    other = [name for name in mine if mine[name] != theirs[name]]
    taken = [name for name in other if base.get(name) == _mark(mine[name])]
    kept = [name for name in other if base.get(name) == _mark(theirs[name])]
    disputed = [name for name in other if name not in taken and name not in kept]
    return {name: _typed(theirs[name]) for name in taken}, disputed


def _mine(form: QuarterForm) -> Values:
    """What is on the page; of a box that cannot be read the typed text, which equals no other."""
    found = _stored(form)
    for part in form.parts:
        found |= {part.add_prefix(name): part[name].data for name in part.errors}
    return found


def _stored(form: QuarterForm) -> Values:
    """What the rows will hold of the page."""
    found: Values = {}
    for part in form.parts:
        answer = as_stored(part.answer(), part.task, form.before.get(part.task.pk))
        found |= _named(part, _plain(answer))
    return found | {name: getattr(form.general_data(), name) for name in GENERAL}


def _theirs(form: QuarterForm, clash: Conflict) -> Values:
    found: Values = {}
    for part in form.parts:
        answer = dict(clash.theirs["answers"].get(part.task.pk, {}))
        answer["done"] = answer.pop("done_milestones", None)
        answer["actual"] = _number(answer.get("actual"))
        found |= _named(part, answer)
    return found | {name: clash.theirs[name] for name in GENERAL}


def _plain(answer: AnswerData) -> Values:
    same = ("changed", "difficulties", "proposals", "status", "nothing_new", "needs_support")
    return {name: getattr(answer, name) for name in same} | {
        "actual": _number(answer.actual),
        "done": sorted(answer.done_milestones),
    }


def _number(value: Decimal | str | None) -> str:
    return "" if value is None else input_number(Decimal(value))


def _named(part: AnswerPart, answer: Values) -> Values:
    return {part.add_prefix(name): answer.get(name) for name in part.fields}


def _typed(value: Any) -> list[str]:
    """A stored value as a page sends it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    return [value or ""]


def _rows(form: QuarterForm, theirs: Values, disputed: list[str]) -> list[Row]:
    """In the page's order."""
    mine, rows = _mine(form), []
    for where, part in form.named_parts():
        for name, box in part.fields.items():
            at = part.add_prefix(name)
            if at in disputed:
                texts = _shown(mine[at], box), _shown(theirs[at], box)
                rows.append((f"{where}, {box.label}", *texts))
    return rows


def _shown(value: Any, box: forms.Field) -> str:
    if isinstance(value, bool):
        return "có chọn" if value else "không chọn"
    words = dict(getattr(box, "choices", ()))
    if isinstance(value, list):
        return "; ".join(words.get(key, "") for key in value)
    return str(words.get(value, value or ""))
