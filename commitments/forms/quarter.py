"""The quarter's form: one part for each task and a general part, saved as one draft.

A field that cannot be read (a number that could mean two things) never takes the others with it:
the draft keeps the stored value there and the page shows what was typed, with the question.
"""

import json
from typing import Any
from uuid import UUID

from crispy_forms.bootstrap import AppendedText, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Field, Layout, Row
from django import forms
from django.http import QueryDict

from camket.text import quarter_label
from commitments.forms.fields import NumberField, TextField
from commitments.models import ProgressReport, Task, TaskProgress
from commitments.progress import Status
from commitments.quality import AnswerData
from commitments.workflow.drafting import answer_data
from commitments.workflow.filing import GeneralData
from commitments.workflow.measuring import answers_before, tasks_of

CHANGED_HELP = "Nêu việc đã làm, con số, nơi chốn. Tránh: “tiếp tục đẩy mạnh”, “tăng cường”."

YEAR_HELP = "Đưa vào báo cáo năm của cấp ủy: viết thành đoạn văn hoàn chỉnh, có số liệu. Bắt buộc."


class Part(forms.Form):
    """Some fields of the page; ``kept`` gives a value for each, also where typing went wrong."""

    def kept(self, name: str) -> Any:
        """The typed value, or the one stored before when the typed one cannot be read."""
        if self.is_bound:
            typed = self.cleaned_data if self.errors is not None else {}
            if name in typed:
                return typed[name]
        return self.get_initial_for_field(self.fields[name], name)

    def has_field(self, name: str) -> bool:
        return name in self.fields


class GeneralPart(Part):
    """What is about no single task, and what the page must send back with it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    highlights = TextField(required=False, label="Kết quả nổi bật", rows=3)
    difficulties = TextField(required=False, label="Khó khăn, vướng mắc chung", rows=2)
    proposals = TextField(required=False, label="Kiến nghị, đề xuất chung", rows=2)

    def __init__(self, report: ProgressReport, data: Any, initial: dict[str, Any]):
        super().__init__(data, initial=initial, auto_id="chung-%s")
        if report.period.quarter == 4:
            self.fields["highlights"].label = "Kết quả nổi bật cả năm"
            self.fields["highlights"].help_text = YEAR_HELP
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(
            "version",
            "key",
            "base",
            "highlights",
            Row(Column("difficulties", css_class="col-md-6"), Column("proposals")),
        )


class AnswerPart(Part):
    """What a unit writes of one task in one quarter."""

    nothing_new = forms.BooleanField(
        label="Không phát sinh trong quý này",
        required=False,
        help_text="Giữ nguyên kết quả quý trước, không cần viết thêm.",
    )
    actual = NumberField(required=False, label="Kết quả lũy kế từ đầu năm")
    done = forms.TypedMultipleChoiceField(
        label="Mốc đã hoàn thành từ đầu năm",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    status = forms.ChoiceField(
        label="Trạng thái", choices=Status.choices, required=False, widget=forms.RadioSelect
    )
    changed = TextField(
        required=False,
        label="Điều gì đã thay đổi so với quý trước?",
        rows=3,
        help_text=CHANGED_HELP,
    )
    difficulties = TextField(required=False, label="Khó khăn, vướng mắc", rows=2)
    proposals = TextField(
        required=False,
        label="Kiến nghị, đề xuất",
        rows=2,
        help_text="Ghi rõ kiến nghị với ai, cần trước ngày nào.",
    )
    needs_support = forms.BooleanField(
        label="Cần cấp ủy hỗ trợ",
        required=False,
        help_text="Báo sớm được ghi nhận ngày báo.",
    )

    def __init__(self, task: Task, data: Any, initial: dict[str, Any]):
        super().__init__(data, initial=initial, prefix=f"nv-{task.pk}", auto_id="%s")
        self.task = task
        steps = list(task.milestones.all())
        done = self.fields["done"]
        assert isinstance(done, forms.TypedMultipleChoiceField)
        done.choices = [(step.pk, f"{quarter_label(step.quarter)}: {step.text}") for step in steps]
        if not steps:
            del self.fields["done"]
        if not task.is_quantity:
            del self.fields["actual"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        unit = self.task.unit_of_measure
        value = AppendedText("actual", unit) if unit else Field("actual")
        return Layout(
            Div("nothing_new", css_class="once"),
            *([Div(value, css_class="value")] if self.has_field("actual") else []),
            *(["done"] if self.has_field("done") else []),
            InlineRadios("status"),
            "changed",
            Row(Column("difficulties", css_class="col-md-6"), Column("proposals")),
            "needs_support",
        )

    def answer(self) -> AnswerData:
        """The answer as plain values, ready for ``save_draft``."""
        return AnswerData(
            task=self.task.pk,
            status=self.kept("status") or Status.NOT_STARTED,
            actual=self.kept("actual") if self.has_field("actual") else None,
            done_milestones=frozenset(self.kept("done") or () if self.has_field("done") else ()),
            changed=self.kept("changed"),
            difficulties=self.kept("difficulties"),
            proposals=self.kept("proposals"),
            needs_support=bool(self.kept("needs_support")),
            nothing_new=bool(self.kept("nothing_new")),
        )


class QuarterForm:
    """The whole page: the general part and a part for each task, from rows or from a post.

    A task without an answer yet begins where last quarter left it (``before``).
    """

    def __init__(self, report: ProgressReport, *, key: UUID, data: Any = None):
        self.report = report
        stored = {
            answer.task_id: answer for answer in report.answers.prefetch_related("done_milestones")
        }
        self.stored = stored
        self.before = answers_before(report)
        texts = {name: getattr(report, name) for name in GeneralData.__dataclass_fields__}
        self.general = GeneralPart(
            report, data, initial={"version": report.version, "key": key} | texts
        )
        self.parts = [
            AnswerPart(task, data, initial=_initial(stored.get(task.pk), self.before.get(task.pk)))
            for task in tasks_of(report)
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
        """The version the page was drawn from; 0, which no row has, when the page did not say."""
        return self._sent("version") or 0

    @property
    def key(self) -> UUID | None:
        """The key of this page's submitting; None when the page did not say."""
        return self._sent("key")

    @property
    def base(self) -> dict[str, str]:
        """The mark of each field as the page was drawn; empty when the page did not say."""
        try:
            said = json.loads(self.marks)
        except ValueError:
            return {}
        return said if isinstance(said, dict) else {}

    @property
    def marks(self) -> str:
        """The marks as the page carries them."""
        return self._sent("base") or ""

    def general_data(self) -> GeneralData:
        return GeneralData(
            **{name: self.general.kept(name) for name in GeneralData.__dataclass_fields__}
        )

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
        return QuarterForm(self.report, key=key, data=data)

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


def _initial(stored: TaskProgress | None, before: TaskProgress | None) -> dict[str, Any]:
    """What the fields begin with: the draft, or last quarter's value, steps and status."""
    if stored is None and before is None:
        return {"status": Status.NOT_STARTED, "changed": "", "difficulties": "", "proposals": ""}
    source = stored or before
    assert source is not None
    data = answer_data(source)
    first = {
        "status": data.status,
        "actual": data.actual,
        "done": sorted(data.done_milestones),
        "needs_support": data.needs_support,
        "nothing_new": False,
    }
    texts = ("changed", "difficulties", "proposals")
    if stored is None:
        return first | dict.fromkeys(texts, "")
    return first | {"nothing_new": data.nothing_new} | {n: getattr(data, n) for n in texts}
