"""Two people on one report: what both wrote is joined field by field, and asked about where it clashes.

The page carries a mark of each field as it was drawn. A field that only one of the two has changed
since then has one text, and needs no question; the others are shown side by side.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.utils.crypto import salted_hmac

from camket.audit import Conflict
from camket.text import format_date, input_number
from commitments.forms.answers import Part
from commitments.forms.fields import NumberField
from commitments.forms.quarter import OF_REPORT, QuarterForm
from commitments.models import ProgressReport
from commitments.workflow import filing
from commitments.workflow.drafting import as_stored, conflict, named_unit
from units.models import Person

CARRIED = {"version", "key", "base"}  # what the page must send back; nobody types it
PRESENT = timedelta(minutes=10)  # who saved so recently is taken to be still writing
SOMEBODY_ELSE = (
    "Trình duyệt này đang đăng nhập bằng tài khoản của {who}, không phải tài khoản đã mở trang. "
    "Nội dung chưa được lưu, để không ghi dưới tên người khác."
)

Values = dict[str, Any]  # by the field's name on the page, as the row will hold them


class Row(NamedTuple):
    """A field that both have changed: both texts, and what a page sends for each, as JSON."""

    label: str
    mine: str
    theirs: str
    field: str
    mine_sent: str
    theirs_sent: str


@dataclass(frozen=True)
class Saved:
    """How a save went: the report, and the form as it is now.

    ``taken`` are the fields that somebody else's text was put into, as a page would send them.
    ``own``: that somebody was the same person, in another window or on the page opened before.
    With ``clash`` nothing was saved: ``rows`` are the fields that both have changed.
    """

    report: ProgressReport
    form: QuarterForm
    taken: dict[str, list[str]] = field(default_factory=dict)
    clash: Conflict | None = None
    rows: list[Row] = field(default_factory=list)
    own: bool = False

    @property
    def context(self) -> dict[str, Any]:
        """What ``_conflict.html`` needs."""
        if self.clash is None:
            return {}
        theirs = self.clash.theirs
        return {
            "conflict": self.clash,
            "rows": self.rows,
            "own": self.own,
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
            promise=form.promise,
            by=who,
            at=at,
        )
    except Conflict as stale:
        clash = stale
    else:
        return Saved(report, form)
    theirs = _theirs(form, clash.theirs)
    own = clash.theirs["saved_by_id"] == who.pk
    taken, disputed = _compared(_mine(form), theirs, form.base)
    now = json.dumps({OF_REPORT: form.own} | marks(theirs))
    joined = form.joined(taken, clash.version, now, uuid4())
    if disputed or tries == 1:
        return Saved(form.report, joined, taken, clash, _rows(form, theirs, disputed), own)
    if _mine(joined) == theirs:
        stored = ProgressReport.objects.with_names().get(pk=form.report.pk)
        stored.version = clash.version  # handing in still refuses what was saved since
        return Saved(stored, joined, taken, own=own)
    again = save(joined, who, at, tries - 1)
    own = own and (again.own or not (again.taken or again.clash))
    return Saved(again.report, again.form, taken | again.taken, again.clash, again.rows, own)


def is_stored(form: QuarterForm) -> bool:
    """Whether the page says just what the rows hold by now."""
    return _mine(form) == _theirs(form, conflict(form.report).theirs)


def marks_of_page(form: QuarterForm) -> str:
    """The marks that a page carries, as JSON: as it is drawn, or as it has just been saved."""
    return json.dumps({OF_REPORT: form.own} | marks(_stored(form)))


def marks(values: Values) -> dict[str, str]:
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
    for _, part in form.named_parts():
        typed = {part.add_prefix(name): part[name].data for name in part.errors}
        found |= {name: text for name, text in typed.items() if name in found}
    return found


def _stored(form: QuarterForm) -> Values:
    """What the rows will hold of the page."""
    found: Values = {}
    for part in form.parts:
        answer = as_stored(part.answer(), part.task, form.before.get(part.task.pk))
        found |= _plain(part, vars(answer))
    general = form.general_data()
    return found | _plain(form.general, vars(general) | {"addressed_unit": named_unit(general)})


def _theirs(form: QuarterForm, theirs: Mapping[str, Any]) -> Values:
    """What the rows hold, as ``drafting.conflict`` tells it."""
    found: Values = {}
    for part in form.parts:
        found |= _plain(part, theirs["answers"].get(part.task.pk, {}))
    return found | _plain(form.general, theirs)


def _plain(part: Part, values: Mapping[str, Any]) -> Values:
    """The part's fields out of the row's columns, in the one way both sides are written here."""
    columns = {"done": "done_milestones"}
    return {
        part.add_prefix(name): _one(values.get(columns.get(name, name)), box)
        for name, box in part.fields.items()
        if name not in CARRIED
    }


def _one(value: Any, box: forms.Field) -> Any:
    if isinstance(box, forms.MultipleChoiceField):
        return sorted(value or ())
    if isinstance(box, forms.BooleanField):
        return bool(value)
    if isinstance(value, date):
        return format_date(value)
    if isinstance(box, NumberField) and value is not None:
        return input_number(Decimal(value))
    return str(value or "")


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
                rows.append(
                    Row(
                        f"{where}, {box.label}",
                        _shown(mine[at], box),
                        _shown(theirs[at], box),
                        at,
                        json.dumps(_typed(mine[at])),
                        json.dumps(_typed(theirs[at])),
                    )
                )
    return rows


def _shown(value: Any, box: forms.Field) -> str:
    if isinstance(value, bool):
        return "có chọn" if value else "không chọn"
    words = dict(_flat(getattr(box, "choices", ())))
    if isinstance(value, list):
        return "; ".join(words.get(key, "") for key in value)
    return str(words.get(value, value)) if value else ""


def _flat(choices: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Choices without the groups they stand in; a unit's key as the page sends it."""
    for key, words in choices:
        if isinstance(words, list):
            yield from ((str(one), name) for one, name in words)
        else:
            yield key, words


def mark_of(who: Person) -> str:
    """Names the person on a page without saying who it is, so that no page saves for another."""
    return salted_hmac("commitments.author", str(who.pk), algorithm="sha256").hexdigest()[:16]


def is_author(sent: Mapping[str, Any], who: Person) -> bool:
    """Whether the page was opened by the person who is logged in now; one that says nothing passes."""
    return bool(sent.get("author", mark_of(who)) == mark_of(who))


def company(report: ProgressReport, who: Person, at: datetime) -> dict[str, Any]:
    """Who else seems to be writing this report: ``also`` and ``also_at``; empty when nobody."""
    if report.saved_at is None or report.saved_by_id == who.pk or at - report.saved_at > PRESENT:
        return {}
    return {"also": report.saved_by, "also_at": report.saved_at}
