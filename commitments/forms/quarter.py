"""The quarter's form: one part for each task and a general part, saved as one draft."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from commitments.forms.answers import AnswerPart, Choices, GeneralPart, Part, unit_choices
from commitments.models import ProgressReport, Task, TaskProgress
from commitments.quality import AnswerData
from commitments.workflow.drafting import begun, promised
from commitments.workflow.earlier import Earlier, answers_before
from commitments.workflow.filing import GENERAL_TEXTS, GeneralData, general_of
from commitments.workflow.measuring import tasks_of
from units.models import Unit

OF_REPORT = "report"  # among the marks: whose page it is
PROMISE = "promise"  # carried by the page beside the marks: what it was drawn by
MOST_MARKS = 100_000  # characters of them all; those of seven tasks are some 4,000


class QuarterForm:
    """The whole page: the general part and a part for each task, from rows or from a post.

    A task without an answer yet begins where last quarter left it (``before``). Proposals are
    put to units living on day ``on``; a draft's unit that has ended since is asked for anew.
    """

    def __init__(self, report: ProgressReport, *, key: UUID, on: date, data: Any = None):
        self.report, self.on = report, on
        stored = {
            answer.task_id: answer for answer in report.answers.prefetch_related("done_milestones")
        }
        tasks = tasks_of(report)
        self.before = answers_before(report, tasks)
        others = _others(report, on)
        living, units = {unit.pk for unit in others}, unit_choices(others)
        first = vars(general_of(report)) | {"version": report.version, "key": key}
        self.general = GeneralPart(report, data, _living(first, living), units)
        self.parts = [
            _part(task, data, stored.get(task.pk), self.before.get(task.pk), living, units)
            for task in tasks
        ]

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """(field's id, where, sentence) of each value that could not be read."""
        found = []
        for where, part in self.named_parts():
            for name, sentences in part.errors.items():
                field = part[name]
                at = field.id_for_label or field.auto_id
                found += [(at, f"{where}, {field.label}", str(sentence)) for sentence in sentences]
        return found

    @property
    def version(self) -> int:
        """The version the page was drawn from; 0, which no row has, when the page did not say.

        Of another quarter's page, which the marks tell, the version says nothing of this report.
        """
        return (self._sent("version") or 0) if self._is_own(self._said()) else 0

    @property
    def own(self) -> str:
        """The report, as the marks of its pages name it."""
        return str(self.report.pk)

    @property
    def key(self) -> UUID | None:
        """The key of this page's submitting; None when the page did not say."""
        return self._sent("key")

    @property
    def promise(self) -> str:
        """What the page shows of the promise it asks about."""
        return promised(self.report, [part.task for part in self.parts])

    @property
    def is_amended(self) -> bool:
        """Whether an amendment has come into force since the page was drawn, and touched what it asks.

        A page that says nothing of its promise is not asked.
        """
        return bool(self.general.data.get(PROMISE, self.promise) != self.promise)

    @property
    def base(self) -> dict[str, str]:
        """The mark of each field as the page was drawn; empty when the page did not say.

        Neither did another quarter's page: what it left empty was empty there, not here.
        """
        said = self._said()
        return said if self._is_own(said) else {}

    @property
    def marks(self) -> str:
        """The marks as the page carries them."""
        return self._sent("base") or ""

    def general_data(self) -> GeneralData:
        texts = {name: self.general.kept(name) for name in GENERAL_TEXTS}
        return GeneralData(**texts, **self.general.whom())

    def answers(self) -> list[AnswerData]:
        return [part.answer() for part in self.parts]

    def at_version(self, version: int, base: str, key: UUID) -> None:
        """The page goes on from the version just seen, its next submitting under a new key."""
        self.general.data = self._saying(version=[str(version)], base=[base], key=[str(key)])

    def joined(
        self, taken: dict[str, list[str]], version: int, base: str, key: UUID
    ) -> "QuarterForm":
        """The page with somebody else's text in the ``taken`` fields, from the version just seen."""
        data = self._saying(
            version=[str(version)], base=[base], key=[str(self.key or key)], **taken
        )
        return QuarterForm(self.report, key=key, on=self.on, data=data)

    def _said(self) -> dict[str, str]:
        """What the marks hold; nothing when they hold what no page carries: too much, or too deep."""
        if len(self.marks) > MOST_MARKS:
            return {}
        try:
            said = json.loads(self.marks)
        except (ValueError, RecursionError):
            return {}
        return said if isinstance(said, dict) else {}

    def _is_own(self, said: dict[str, str]) -> bool:
        return said.get(OF_REPORT, self.own) == self.own

    def _saying(self, **said: list[str]) -> QueryDict:
        data = QueryDict(mutable=True)
        data.update(self.general.data)
        for name, values in said.items():
            data.setlist(name, values)
        return data

    def named_parts(self) -> list[tuple[str, Part]]:
        """Each part with how a sentence calls it, in the page's order."""
        tasks = [(f"Nhiệm vụ {part.task.number}", part) for part in self.parts]
        return [*tasks, ("Phần chung", self.general)]

    def _sent(self, name: str) -> Any:
        if self.general.is_bound and self.general.errors is not None:
            return self.general.cleaned_data.get(name)
        return None


def _others(report: ProgressReport, on: date) -> list[Unit]:
    """The committee's units of that day, by rank, without the one that reports."""
    units = Unit.objects.filter(committee=report.commitment.year.committee_id).in_force(on)
    others = units.exclude(pk=report.commitment.unit_id).select_related("group")
    return list(others.order_by("group__rank", "group", "rank", "pk"))


def _part(
    task: Task,
    data: Any,
    stored: TaskProgress | None,
    before: Earlier | None,
    living: Collection[int],
    units: Choices,
) -> AnswerPart:
    said = begun(task.pk, stored, before)
    first = _living(vars(said) | {"done": sorted(said.done_milestones)}, living)
    source = stored or (before.answer if before else None)
    since = source.needs_support_since if source else None
    return AnswerPart(
        task,
        data,
        first,
        units,
        reported=before is not None,
        recounted=before.recounted if before else "",
        support_since=since,
    )


def _living(first: dict[str, Any], units: Collection[int]) -> dict[str, Any]:
    """What a part begins with; a unit that has ended stands in no list and is asked for anew."""
    return first if first.get("addressed_unit") in units else first | {"addressed_unit": None}
