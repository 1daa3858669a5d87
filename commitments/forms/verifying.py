"""What a task was found to stand at, as inspectors type it."""

from typing import Any

from django import forms

from camket.text import quarter_label
from commitments.forms.fields import Doubting, NumberField, TextField
from commitments.forms.registering import SeenForm
from commitments.models import Task, TaskProgress, VerifiedValue
from commitments.progress import Status, amount, value_hint
from commitments.workflow import inspecting
from commitments.workflow.freezing import done_of
from commitments.workflow.inspecting import NAMES, VerifiedData, objections
from commitments.workflow.measures import Measure


class VerifyForm(Doubting, SeenForm):
    """What a task was found to stand at, beside ``answer``, what its unit has reported.

    ``measure``: of the answer, so that both values stand in the same words.
    """

    value = NumberField(label=NAMES["value"], required=False)
    steps = forms.TypedMultipleChoiceField(
        label=NAMES["steps"],
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Có mốc không thuộc nhiệm vụ này. Đề nghị mở lại trang."},
    )
    status = forms.ChoiceField(
        label=NAMES["status"],
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn trạng thái xác minh."},
    )
    note = TextField(
        label=NAMES["note"],
        required=False,
        rows=3,
        help_text="Hồ sơ, hiện trường đã xem. Bắt buộc khi khác báo cáo của đơn vị.",
    )

    def __init__(
        self, *args: Any, task: Task, answer: TaskProgress | None, measure: Measure, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.task, self.answer, self.measure = task, answer, measure
        steps = list(task.milestones.all())
        field = self.fields["steps"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(step.pk, f"{quarter_label(step.quarter)}: {step.text}") for step in steps]
        if not steps:
            del self.fields["steps"]
        if not measure.is_quantity:
            del self.fields["value"]
            return
        unit = measure.unit
        self.fields["value"].help_text = value_hint(measure.facts, unit)
        if unit:
            self.fields["value"].label = f"{NAMES['value']} ({unit})"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        value = values.get("value")
        if value is not None and inspecting.doubt(self.measure, value):
            shown = amount(value, self.measure.unit)
            self.offer_sure("value", f"Đã kiểm tra lại, kết quả xác minh đúng là {shown}")
        if not self.errors:
            found = self.verified()
            beside = self.measure, self.answer
            for name, said in objections(self.task, *beside, found, found.note).items():
                self.add_error(name, said)
        return values

    def verified(self) -> VerifiedData:
        values = self.cleaned_data
        return VerifiedData(
            status=values["status"],
            value=values.get("value"),
            steps=frozenset(values.get("steps", ())),
            note=values["note"],
            sure=self.is_sure("value"),
        )


def of_value(row: VerifiedValue | None, answer: TaskProgress | None) -> dict[str, Any]:
    """What was verified so far as the form's first values, with the mark of what it stands beside."""
    first: dict[str, Any] = {"seen": inspecting.value_shown(row, answer)}
    if row is None:
        return first
    said = {"value": row.value, "status": row.status, "note": row.note}
    return first | said | {"steps": sorted(done_of(row))}
