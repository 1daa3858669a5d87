"""A proposed change in words: each field that differs, old beside new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from camket.text import format_date
from commitments.forms.tasks import TaskForm
from commitments.models import LegalBasis
from commitments.views.tasks import in_words
from units.models import Unit

LABELS = {name: str(field.label) for name, field in TaskForm.base_fields.items()} | {
    "milestones": "Lộ trình",
    "bases": "Văn bản căn cứ",
}
Values = Mapping[str, Any]  # plain values by field, as ``suggesting.as_plain`` gives them


@dataclass(frozen=True)
class Change:
    """One field: its label, what stood there, what is proposed. Empty text: nothing stands there."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Names:
    """What the ids in plain values stand for."""

    units: dict[int, str]
    bases: dict[int, str]


def names_in(values: Iterable[Values]) -> Names:
    """The units and documents named in these; a query each only when there are any."""
    values = list(values)
    units = {pk for one in values for pk in one.get("supporting_units", ())}
    bases = {pk for one in values for pk in one.get("bases", ())}
    found = Unit.objects.in_bulk(units) if units else {}
    cited = LegalBasis.objects.in_bulk(bases) if bases else {}
    return Names(
        {pk: unit.short_name for pk, unit in found.items()},
        {pk: basis.cited for pk, basis in cited.items()},
    )


def changes_of(before: Values, after: Values, names: Names) -> list[Change]:
    """In the order of the task's form."""
    order = [name for name in LABELS if name in after]
    order += [name for name in after if name not in LABELS]
    return [
        Change(LABELS.get(name, name), _words(name, before[name], names), _words(name, new, names))
        for name in order
        for new in [after[name]]
    ]


def _words(name: str, value: Any, names: Names) -> str:
    if name == "due_on":
        return format_date(date.fromisoformat(value)) if value else ""
    if name == "bases":
        return "\n".join(names.bases.get(pk, "") for pk in value)
    return in_words(name, value, names.units)
