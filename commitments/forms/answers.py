"""The parts of the quarter's form: what is about one task, what is about none, a proposal in each.

A field that cannot be read (a number that could mean two things) never takes the others with it:
``kept`` gives the stored value there, and the page shows what was typed, with the question.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from crispy_forms.bootstrap import AppendedText, InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Field, Layout, Row
from django import forms

from camket.text import format_date, quarter_label
from commitments.forms.fields import NumberField, TextField
from commitments.models import Addressee, ProgressReport, Task
from commitments.periods import LEAST_REPLY_DAYS
from commitments.progress import Status, value_hint, value_label
from commitments.quality import AnswerData, changed_label, nothing_new_hint
from commitments.workflow.measuring import facts_of
from units.forms.fields import SENTENCES, DayField
from units.models import Unit

CHANGED_HELP = "Nêu việc đã làm, con số, nơi chốn. Tránh: “tiếp tục đẩy mạnh”, “tăng cường”."

YEAR_HELP = "Đưa vào báo cáo năm của cấp ủy: viết thành đoạn văn hoàn chỉnh, có số liệu. Bắt buộc."

NO_CHOICE = {"invalid_choice": SENTENCES["invalid_choice"]}
Choices = list[tuple[Any, Any]]


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


class Fold(Div):
    """Fields that open on a click: there already when something is written in them."""

    template = "commitments/quarter/_fold.html"

    def __init__(self, part: Part, title: str, names: tuple[str, ...], *fields: Any):
        super().__init__(*fields, css_id=f"{part[names[0]].auto_id}-muc")
        self.part, self.title, self.names = part, title, names

    @property
    def is_open(self) -> bool:
        return any(self.part[name].value() or name in self.part.errors for name in self.names)


class ProposingPart(Part):
    """A part with a proposal in it: the text, whom it is put to, by when an answer is needed."""

    proposals = TextField(
        required=False,
        label="Nội dung kiến nghị",
        rows=2,
        help_text="Việc cần giải quyết, vì sao, mong muốn cụ thể.",
    )
    addressee = forms.ChoiceField(
        label="Kiến nghị với",
        choices=[("", "Chọn nơi nhận"), *Addressee.choices],
        required=False,
        error_messages=NO_CHOICE,
    )
    addressed_unit = forms.TypedChoiceField(
        label="Đơn vị nhận kiến nghị",
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=NO_CHOICE,
    )
    wanted_by = DayField(
        label="Cần trả lời trước ngày",
        required=False,
        help_text=f"Sớm nhất {LEAST_REPLY_DAYS} ngày sau khi gửi. Trùng ngày nghỉ thì tính đến ngày "
        "làm việc liền trước.",
    )

    def offer(self, units: Choices) -> None:
        """``units``: what ``unit_choices`` gives."""
        box = self.fields["addressed_unit"]
        assert isinstance(box, forms.TypedChoiceField)
        box.choices = units

    def whom(self) -> dict[str, Any]:
        """Whom the proposal is put to, as AnswerData and GeneralData take it."""
        return {
            "addressee": self.kept("addressee"),
            "addressed_unit": self.kept("addressed_unit"),
            "wanted_by": self.kept("wanted_by"),
        }

    def put_to(self) -> str:
        """Whom, in words; '' where no words or nobody is written."""
        if not str(self.kept("proposals") or "").strip() or not self.kept("addressee"):
            return ""
        if self.kept("addressee") != Addressee.UNIT:
            return str(Addressee(self.kept("addressee")).label)
        offered: Any = self.fields["addressed_unit"]
        groups = [members for _, members in offered.choices if not isinstance(members, str)]
        names = {pk: name for members in groups for pk, name in members}
        return str(names.get(self.kept("addressed_unit"), Addressee.UNIT.label))

    def proposal_layout(self, title: str) -> Fold:
        return Fold(
            self,
            title,
            ("proposals", "addressee", "addressed_unit", "wanted_by"),
            "proposals",
            Row(
                Column("addressee", css_class="col-sm-6 col-xl-4"),
                Column("addressed_unit", css_class="col-sm-6 col-xl-4 which"),
                Column("wanted_by", css_class="col-sm-6 col-xl-4"),
                css_class="g-3 whom",
            ),
        )


class GeneralPart(ProposingPart):
    """What is about no single task, and what the page must send back with it."""

    field_order = ("version", "key", "base", "highlights", "difficulties", "proposals")

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    highlights = TextField(required=False, label="Kết quả nổi bật", rows=3)
    difficulties = TextField(required=False, label="Khó khăn, vướng mắc chung", rows=2)

    def __init__(self, report: ProgressReport, data: Any, initial: dict[str, Any], units: Choices):
        super().__init__(data, initial=initial, auto_id="chung-%s")
        self.offer(units)
        self.fields["proposals"].label = "Nội dung kiến nghị chung"
        if report.period.quarter == 4:
            self.fields["highlights"].label = "Kết quả nổi bật cả năm"
            self.fields["highlights"].help_text = YEAR_HELP
        self.helper = _helper(
            "version",
            "key",
            "base",
            "highlights",
            "difficulties",
            self.proposal_layout("Kiến nghị, đề xuất chung, nếu có"),
        )


class AnswerPart(ProposingPart):
    """What a unit writes of one task in one quarter.

    Drawn in two halves, ``first`` and ``rest``: the evidence stands between them.
    """

    field_order = ("nothing_new", "actual", "done", "status", "changed", "difficulties")

    nothing_new = forms.BooleanField(label="Không phát sinh trong quý này", required=False)
    actual = NumberField(required=False, label="Kết quả lũy kế từ đầu năm")
    done = forms.TypedMultipleChoiceField(
        label="Mốc đã hoàn thành từ đầu năm",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages=NO_CHOICE,
    )
    status = forms.ChoiceField(
        label="Trạng thái",
        choices=Status.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages=NO_CHOICE,
    )
    changed = TextField(
        required=False,
        label="Điều gì đã thay đổi",  # since when, the task's own part says
        rows=3,
        help_text=CHANGED_HELP,
    )
    difficulties = TextField(required=False, label="Khó khăn, vướng mắc", rows=2)
    needs_support = forms.BooleanField(
        label="Cần cấp ủy hỗ trợ",
        required=False,
        help_text="Báo sớm được ghi nhận ngày báo.",
    )

    def __init__(
        self,
        task: Task,
        data: Any,
        initial: Mapping[str, Any],
        units: Choices,
        *,
        reported: bool,
        recounted: str = "",
        support_since: date | None = None,
    ):
        """``reported``: an earlier quarter's report tells how the task stood. ``recounted``: why the
        value of then is none to keep.

        ``support_since``: the recorded day since which support is asked for.
        """
        super().__init__(data, initial=dict(initial), prefix=f"nv-{task.pk}", auto_id="%s")
        self.task = task
        self.fields["nothing_new"].help_text = nothing_new_hint(
            reported=reported, recounted=recounted
        )
        self.fields["changed"].label = changed_label(reported=reported)
        if support_since:
            self.fields["needs_support"].help_text = f"Đã báo từ ngày {format_date(support_since)}."
        self.offer(units)
        steps = list(task.milestones.all())
        done = self.fields["done"]
        assert isinstance(done, forms.TypedMultipleChoiceField)
        done.choices = [(step.pk, f"{quarter_label(step.quarter)}: {step.text}") for step in steps]
        if not steps:
            del self.fields["done"]
        if task.is_quantity:
            value, facts = self.fields["actual"], facts_of(task)
            value.label = value_label(facts)
            value.help_text = value_hint(facts, task.unit_of_measure)
        else:
            del self.fields["actual"]
        self.first = _helper(*self._first())
        self.rest = _helper(
            Row(
                Column("difficulties", css_class="col-md-8"),
                Column("needs_support", css_class="col-md-4 support"),
                css_class="gx-4",
            ),
            self.proposal_layout("Kiến nghị, đề xuất, nếu có"),
        )

    def _first(self) -> Iterable[Any]:
        unit = self.task.unit_of_measure
        value = AppendedText("actual", unit) if unit else Field("actual")
        yield Div("nothing_new", css_class="once")
        if self.has_field("actual"):
            yield Div(value, css_class="value")
        if self.has_field("done"):
            yield Div("done", css_class="steps-done")
        yield InlineRadios("status")
        yield "changed"

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
            **self.whom(),
        )


def unit_choices(units: Iterable[Unit]) -> Choices:
    """Units under the name of their group, as a select offers them; in the order given."""
    groups = groupby(units, key=lambda unit: unit.group)
    named = [
        (group.heading, [(unit.pk, unit.short_name) for unit in members])
        for group, members in groups
    ]
    return [("", "Chọn đơn vị"), *named]


def _helper(*fields: Any) -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*fields)
    return helper
