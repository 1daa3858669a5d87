"""One task for many units: what is common, and what each unit has of its own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from commitments.forms.fields import NumberField, TextField
from commitments.forms.tasks import BaseMilestones, TaskForm
from commitments.models import Commitment
from commitments.quality import Finding, TaskData
from commitments.workflow.batches import CELLS, UNIT, Share, findings
from units.forms.fields import DayField
from units.models import Person

OWN = ("owner_name", "owner_post", "baseline", "target", "given_target", "version", "task")
NOT_TICKED = "Đã ghi số liệu nhưng chưa đánh dấu giao cho đơn vị này."


class CommonForm(TaskForm):
    """The task without what each unit has of its own; the day stands for all that name no other."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OWN:
            del self.fields[name]
        self.fields["due_on"].label = "Thời hạn chung"
        self.fields[
            "due_on"
        ].help_text = f"Trong năm {self.year}. Đơn vị có thời hạn khác thì ghi ở bảng bên dưới."

    def common(self, steps: BaseMilestones) -> TaskData:
        return self.data_with(steps.milestones())


class ShareForm(forms.Form):
    """One unit's line: ticked or not, its numbers, its day."""

    chosen = forms.BooleanField(label="Giao", required=False)
    baseline = NumberField(label="Số đầu kỳ", required=False)
    target = NumberField(label="Chỉ tiêu", required=False)
    given_target = NumberField(label="Cấp trên giao", required=False)
    due_on = DayField(label="Thời hạn riêng", required=False)
    owner_name = TextField(label="Người phụ trách", required=False, most=120)

    def __init__(self, data: Any = None, *, commitment: Commitment) -> None:
        super().__init__(data, prefix=f"dv-{commitment.pk}")
        self.commitment = commitment

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not values.get("chosen") and any(values.get(n) not in (None, "") for n in CELLS):
            self.add_error("chosen", NOT_TICKED)
        return values

    def share(self, common: TaskData) -> Share:
        values = {name: self.cleaned_data[name] for name in CELLS}
        return Share(self.commitment.pk, **values | {"due_on": values["due_on"] or common.due_on})


def read_many(
    form: CommonForm, steps: BaseMilestones, rows: Iterable[ShareForm], by: Person, on: date
) -> tuple[TaskData, list[Share]] | None:
    """The task and each ticked unit's share, or None with every error beside its field or cell."""
    rows = list(rows)
    valid = [row.is_valid() for row in rows]  # each of them, so that all errors are told at once
    if not (form.is_valid() & steps.is_valid() & all(valid)):
        return None
    data = form.common(steps)
    ticked = [row for row in rows if row.cleaned_data["chosen"]]
    if not ticked:
        form.add_error(None, "Chưa đánh dấu đơn vị nào để giao.")
    shares = [row.share(data) for row in ticked]
    said: set[Finding] = set()
    for row, share in zip(ticked, shares, strict=True):
        for finding in findings(row.commitment, share.of(data), by, on):
            _show(form, steps, row, finding, said)
    wrong = form.errors or steps.non_form_errors() or any(row.errors for row in rows)
    return None if wrong else (data, shares)


def _show(
    form: CommonForm, steps: BaseMilestones, row: ShareForm, finding: Finding, said: set[Finding]
) -> None:
    """Beside the unit's cell; what is the same for all, once beside the common field."""
    if finding.field in CELLS:
        row.add_error(finding.field, finding.sentence)
    elif finding.field == UNIT or finding.field not in (*form.fields, "milestones"):
        row.add_error("chosen", finding.sentence)
    elif finding not in said:
        said.add(finding)
        if finding.field == "milestones":
            steps.say(finding.sentence)
        else:
            form.add_error(finding.field, finding.sentence)
