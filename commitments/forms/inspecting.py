"""What is written around an inspection: the plan, what was found, answers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from camket.text import format_date, quarter_label
from commitments import periods
from commitments.forms.fields import Doubting, TextField
from commitments.forms.registering import SeenForm
from commitments.models import Inspection, InspectionForm, Task, Year
from commitments.states import ActionState
from commitments.workflow import inspecting
from commitments.workflow.inspecting import FindingData, PlanData, PointData, concluding, recording
from commitments.workflow.inspecting.planning import MAX_TEAM, objections
from units.forms.fields import DayField

GENERAL = "Không riêng nhiệm vụ nào"
BLANK_POINTS = 3  # empty rows offered below those that are there


class PlanForm(forms.Form):
    """One line of the plan, or the same line for many units."""

    quarter = forms.TypedChoiceField(
        label="Quý", coerce=int, error_messages={"required": "Chọn quý."}
    )
    form = forms.ChoiceField(label="Hình thức", choices=InspectionForm.choices)
    planned_on = DayField(
        label="Ngày dự kiến", required=False, help_text="Để trống khi chưa định được ngày."
    )
    purpose = TextField(
        label="Nội dung",
        rows=4,
        error_messages={"required": "Ghi nội dung kiểm tra, giám sát."},
        help_text="Nêu nhiệm vụ, hồ sơ, địa bàn sẽ xem. Ví dụ: Kết quả bàn giao mặt bằng; phân công "
        "người phụ trách và lộ trình của nhiệm vụ 1, 2.",
    )
    led_by = forms.TypedChoiceField(
        label="Trưởng đoàn", required=False, coerce=int, empty_value=None
    )
    team = TextField(
        label="Thành phần đoàn", required=False, most=MAX_TEAM,
        help_text="Họ tên, chức vụ các thành viên.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, year: Year, on: date, row: Inspection | None = None, **more: Any
    ) -> None:
        """``row``: what is planned already; who leads it may go on though the post has ended."""
        super().__init__(*args, **more)
        self.year, self.on = year, on
        self.before = inspecting.data_of(row) if row else None
        labels = [(q, quarter_label(q, year.year)) for q in periods.QUARTERS]
        self.choose("quarter", [("", "Chọn quý"), *labels])
        people = inspecting.leaders(year, on)
        if row and row.led_by:
            people.setdefault(row.led_by.pk, str(row.led_by))
        self.choose("led_by", [("", "Chưa phân công"), *people.items()])

    def choose(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors:
            for name, said in objections(self.year, self.plan(), self.on, self.before).items():
                self.add_error(name, said)
        return values

    def plan(self) -> PlanData:
        return PlanData(**{name: self.cleaned_data[name] for name in PlanData.__dataclass_fields__})


class EditPlanForm(PlanForm):
    """Carries the version that the page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UnitsForm(forms.Form):
    """Which units are put on the plan, by their commitments' ids."""

    units = forms.TypedMultipleChoiceField(
        label="Đơn vị",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một đơn vị.",
            "invalid_choice": "Có đơn vị không còn trong danh sách. Đề nghị chọn lại.",
        },
    )

    def __init__(self, *args: Any, choices: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(choices)


class CancelForm(forms.Form):
    """Why it is not held."""

    reason = TextField(
        label="Lý do không tiến hành",
        rows=3,
        error_messages={"required": "Không tiến hành thì phải nêu lý do."},
        help_text="Đơn vị đọc được lý do này. Ví dụ: Dừng đoàn do giãn cách xã hội; chuyển sang quý III.",
    )


class ConcludeForm(Doubting, SeenForm):
    """The day it was held and what it came to."""

    held_on = DayField()
    conclusion = TextField(
        label="Kết luận",
        rows=6,
        error_messages={"required": "Ghi kết luận."},
        help_text="Nêu việc đã làm được, việc chưa đạt và nguyên nhân; yêu cầu khắc phục đã ghi ở "
        "từng nội dung.",
    )

    def __init__(self, *args: Any, row: Inspection, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row, self.on = row, on
        held_on = self.fields["held_on"]
        held_on.label = f"Ngày {row.called}"
        held_on.error_messages["required"] = f"Ghi ngày {row.called}."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not (day := values.get("held_on")):
            return values
        if said := concluding.held_objection(self.row, day, self.on):
            self.add_error("held_on", said)
        elif said := concluding.held_doubt(self.row, day):
            done = f"{self.row.called} đúng là ngày {format_date(day)}"
            self.offer_sure("held_on", f"Đã kiểm tra lại, {done}")
            if not self.is_sure("held_on"):
                self.add_error("held_on", said)
        return values


class FindingForm(SeenForm):
    """What was found, on which task."""

    task = forms.TypedChoiceField(label="Về nhiệm vụ", required=False, coerce=int, empty_value=None)
    text = TextField(
        label="Nội dung phát hiện",
        rows=4,
        error_messages={"required": "Ghi nội dung phát hiện."},
        help_text="Nêu con số, hồ sơ, nơi chốn đã xem. Ví dụ: 3/12 biên bản chưa có chữ ký của hộ dân.",
    )

    def __init__(self, *args: Any, tasks: Iterable[Task], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["task"]
        assert isinstance(field, forms.ChoiceField)
        named = [(task.number, f"{task.number}. {task.title[:110]}") for task in tasks]
        field.choices = [("", GENERAL), *named]

    def finding(self, points: "BasePoints") -> FindingData:
        return FindingData(
            text=self.cleaned_data["text"], task=self.cleaned_data["task"], points=points.points()
        )


class PointForm(forms.Form):
    """One yêu cầu khắc phục; an empty row is none."""

    text = TextField(label="Yêu cầu khắc phục", required=False, rows=2)
    due_on = DayField(label="Hạn", required=False)

    def __init__(self, *args: Any, row: Inspection, on: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.row, self.on = row, on

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        text, due_on = values.get("text"), values.get("due_on")
        if text and due_on is None and "due_on" not in self.errors:
            self.add_error("due_on", "Ghi hạn khắc phục.")
        if due_on and (said := recording.due_objection(self.row, due_on, self.on)):
            self.add_error("due_on", said)
        if due_on and not text and "text" not in self.errors:
            self.add_error("text", "Ghi nội dung yêu cầu khắc phục.")
        return values


class BasePoints(forms.BaseFormSet):
    def points(self) -> tuple[PointData, ...]:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        return tuple(PointData(row["text"], row["due_on"]) for row in rows)


Points: Any = forms.formset_factory(
    PointForm, formset=BasePoints, extra=BLANK_POINTS, max_num=30, absolute_max=40
)


class MendedForm(SeenForm):
    """What was done about it."""

    note = TextField(
        label="Kết quả khắc phục",
        rows=4,
        error_messages={"required": "Ghi kết quả khắc phục."},
        help_text="Nêu việc đã làm, ngày, số văn bản. Ví dụ: Đã lập lại 3 biên bản, các hộ ký ngày 12/3.",
    )


class JudgeForm(SeenForm):
    """Two buttons, one box: what is left when it is not confirmed, else a word if any."""

    reply = forms.ChoiceField(
        label="Kết quả",
        choices=[(ActionState.VERIFIED, "Xác nhận"), (ActionState.OPEN, "Chưa xác nhận")],
        widget=forms.HiddenInput,
        error_messages={
            "required": "Chọn xác nhận hoặc chưa xác nhận.",
            "invalid_choice": "Chọn xác nhận hoặc chưa xác nhận.",
        },
    )
    comment = TextField(
        label="Ý kiến",
        required=False,
        rows=3,
        help_text="Bắt buộc khi chưa xác nhận: nêu việc còn phải khắc phục.",
    )
    due_on = DayField(
        label="Hạn mới",
        required=False,
        help_text="Ghi khi chưa xác nhận mà cần hạn khác; hạn cũ đã qua thì phải ghi.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refused = values.get("reply") == ActionState.OPEN
        if refused and not values.get("comment") and "comment" not in self.errors:
            self.add_error("comment", "Nêu việc còn phải khắc phục.")
        return values


def of_plan(inspection: Inspection) -> dict[str, Any]:
    """A line of the plan as the form's first values."""
    names = PlanData.__dataclass_fields__
    stored = {name: getattr(inspection, name) for name in names if name != "led_by"}
    return stored | {"led_by": inspection.led_by_id, "version": inspection.version}
