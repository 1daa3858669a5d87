"""One task in the order of the 6 rõ, and its roadmap as rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.formsets import BaseFormSet, formset_factory

from commitments import quality
from commitments.forms.bases import BasesField
from commitments.forms.fields import NumberField, TextField
from commitments.models import LegalBasis, TaskKind, TaskResponsibility
from commitments.progress import Keep
from commitments.quality import Finding, MilestoneData, TaskData
from units.forms.fields import DayField, RowsField
from units.models import Group, Unit

ROWS = 8  # of the roadmap without JavaScript
MOST_ROWS = 60
QUARTERS = [("", "Quý"), (1, "Quý I"), (2, "Quý II"), (3, "Quý III"), (4, "Quý IV")]
BESIDE = ("version", "task", "key", "comment")  # on forms of a task, no part of it
OF_UNIT = ("owner_name", "owner_post", "supporting_units", "version", "task")  # of an assigned task


class UnitsField(RowsField):
    """Units as check boxes under the name of their group."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.short_name)


class TaskForm(forms.Form):
    """The facts of one task. Only the title must be there: a draft may lack the rest."""

    title = TextField(
        label="Nội dung cam kết",
        rows=3,
        error_messages={"required": "Ghi nội dung cam kết để lưu nhiệm vụ."},
        help_text="Một việc cụ thể, có địa bàn, con số. Tránh “tăng cường”, “đẩy mạnh” mà không có "
        "kết quả đo được.",
    )
    kind = forms.ChoiceField(label="Loại nhiệm vụ", choices=TaskKind.choices)
    owner_name = TextField(
        label="Người phụ trách", required=False, most=120, help_text="Họ và tên một người."
    )
    owner_post = TextField(label="Chức vụ", required=False, most=150)
    responsibility = forms.ChoiceField(
        label="Trách nhiệm thuộc về",
        choices=TaskResponsibility.choices,
        widget=forms.RadioSelect,
        initial=TaskResponsibility.COLLECTIVE,
    )
    supporting_units = UnitsField(label="Đơn vị phối hợp", queryset=None, required=False)
    bases = BasesField(label="Văn bản căn cứ", queryset=None, required=False)
    basis = TextField(
        label="Căn cứ, thẩm quyền",
        required=False,
        rows=2,
        help_text="Nghị quyết, kết luận, quyết định giao việc. Ví dụ: Nghị quyết số 05-NQ/ĐU.",
    )
    product = TextField(
        label="Sản phẩm, kết quả phải đạt",
        required=False,
        rows=2,
        help_text="Khi xong việc sẽ có gì để kiểm chứng. Ví dụ: Quyết định phê duyệt đồ án.",
    )
    unit_of_measure = TextField(
        label="Đơn vị tính", required=False, most=40, help_text="hộ, %, km, hồ sơ…"
    )
    baseline = NumberField(label="Số đầu kỳ", required=False, help_text="Ví dụ: 1,86")
    target = NumberField(
        label="Chỉ tiêu",
        required=False,
        help_text="Để trống nếu đo bằng các mốc của lộ trình.",
    )
    given_target = NumberField(label="Chỉ tiêu cấp trên giao", required=False)
    maintain = forms.ChoiceField(
        label="Chỉ tiêu duy trì",
        choices=Keep.choices,
        required=False,
        help_text="Chọn khi nhiệm vụ là giữ vững mức đầu kỳ. Số phải giữ cho thấp (tỷ lệ hộ nghèo, "
        "đơn tồn, vi phạm): không vượt quá chỉ tiêu.",
    )
    due_on = DayField(label="Thời hạn hoàn thành", required=False, help_text="Ví dụ: 30/9/2021.")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    task = forms.IntegerField(widget=forms.HiddenInput, required=False)  # numbers shift, this stays

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        bases: Iterable[LegalBasis] = (),
        year: int,
        assigned: bool = False,
        left: tuple[str, ...] = (),
        of_unit: bool = False,
        **kwargs: Any,
    ) -> None:
        """``assigned`` asks for everything but ``left``; ``of_unit`` leaves what a unit may change."""
        super().__init__(*args, **kwargs)
        self.year, self.assigned, self.left = year, assigned, left
        field = self.fields["supporting_units"]
        assert isinstance(field, UnitsField)
        field.queryset = units
        documents = self.fields["bases"]
        assert isinstance(documents, BasesField)
        documents.offer(bases)
        self.fields["due_on"].help_text = f"Trong năm {year}. Ví dụ: 30/9/{year}."
        if of_unit:
            for name in [name for name in self.fields if name not in OF_UNIT]:
                self.fields[name].disabled = True

    def data_with(self, milestones: tuple[MilestoneData, ...]) -> TaskData:
        """The task as typed; what could not be read counts as empty."""
        values: dict[str, Any] = {"title": "", "kind": "", "responsibility": ""}
        values |= {k: v for k, v in self.cleaned_data.items() if k not in BESIDE}
        units = tuple(unit.pk for unit in values.pop("supporting_units", ()))
        bases = tuple(basis.pk for basis in values.pop("bases", ()))
        return TaskData(**values, supporting_units=units, bases=bases, milestones=milestones)


class SuggestForm(TaskForm):
    """The task as the Office would have it, and why."""

    comment = TextField(
        label="Lý do đề nghị sửa",
        rows=3,
        error_messages={"required": "Đề nghị sửa phải nêu lý do để đơn vị trả lời."},
        help_text="Ví dụ: Chưa nêu rõ địa bàn và số hộ; đề nghị ghi theo Nghị quyết số 05-NQ/ĐU.",
    )


class MilestoneForm(forms.Form):
    """One row of the roadmap; a row left blank is no milestone."""

    quarter = forms.TypedChoiceField(
        label="Quý", choices=QUARTERS, coerce=int, empty_value=None, required=False
    )
    text = TextField(label="Việc phải xong", required=False, most=300)
    planned_value = NumberField(label="Lũy kế phải đạt", required=False)
    weight = forms.IntegerField(
        label="Trọng số",
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Trọng số là số nguyên từ 1 trở lên."},
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.is_filled and "quarter" not in self.errors and values.get("quarter") is None:
            self.add_error("quarter", "Chọn quý của mốc này.")
        return values

    @property
    def is_filled(self) -> bool:
        values = self.cleaned_data
        names = ("quarter", "text", "planned_value")
        return any(values.get(name) not in (None, "") for name in names)


class BaseMilestones(BaseFormSet):
    """All rows; ``milestones()`` gives the filled ones in the order of the page."""

    default_error_messages = BaseFormSet.default_error_messages | {
        "missing_management_form": "Trang gửi lên thiếu lộ trình. Đề nghị mở lại trang rồi ghi tiếp.",
    }

    def milestones(self) -> tuple[MilestoneData, ...]:
        return tuple(
            MilestoneData(
                quarter=row.cleaned_data["quarter"],
                text=row.cleaned_data["text"],
                planned_value=row.cleaned_data["planned_value"],
                weight=row.cleaned_data["weight"] or 1,
            )
            for row in self.forms
            if row.is_filled
        )

    def draft(self) -> tuple[MilestoneData, ...]:
        """The rows as far as they can be read: of a quarter, whatever else is wrong with them."""
        return tuple(
            MilestoneData(
                quarter=values["quarter"],
                text=values.get("text", ""),
                planned_value=values.get("planned_value"),
                weight=values.get("weight") or 1,
            )
            for values in (row.cleaned_data for row in self.forms if row.is_filled)
            if values.get("quarter")
        )

    def say(self, sentence: str) -> None:
        """Add a sentence about the roadmap as a whole."""
        self.non_form_errors().append(sentence)


Milestones = formset_factory(
    MilestoneForm, formset=BaseMilestones, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def milestone_rows(steps: Iterable[MilestoneData] = ()) -> list[dict[str, Any]]:
    """Initial rows: those there are and blank ones, at least ``ROWS`` in all, two blank."""
    rows = [
        {"quarter": s.quarter, "text": s.text, "planned_value": s.planned_value, "weight": s.weight}
        for s in steps
    ]
    blank = max(ROWS - len(rows), 2)
    return rows + [{"weight": 1} for _ in range(min(blank, MOST_ROWS - len(rows)))]


def read(form: TaskForm, rows: BaseMilestones, on: date) -> TaskData | None:
    """The task as typed on the day ``on``, or None with each error beside its field."""
    if not (form.is_valid() & rows.is_valid()):
        return None
    data = form.data_with(rows.milestones())
    found = quality.contradictions(data, form.year)
    if form.assigned:
        wanted = quality.task_findings(data, form.year, on)
        found += [finding for finding in wanted if finding.field not in form.left]
    for finding in dict.fromkeys(found):
        _show(form, rows, finding)
    return None if found else data


def draft(form: TaskForm, rows: BaseMilestones) -> tuple[TaskData, list[Finding]]:
    """A half-typed task as far as it can be read, and what cannot be read, in sentences.

    Nothing is refused here: the check runs while one writes.
    """
    form.is_valid()
    rows.is_valid()
    found = [
        Finding(name, sentence)
        for name, errors in form.errors.as_data().items()
        for error in errors
        if error.code != "required" and name in form.fields and name not in BESIDE
        for sentence in error.messages
    ]
    for at, row in enumerate(rows.forms, 1):
        found += [
            Finding("milestones", f"Dòng {at}: {sentence}")
            for errors in row.errors.values()
            for sentence in errors
        ]
    return form.data_with(rows.draft()), found


def _show(form: TaskForm, rows: BaseMilestones, finding: Finding) -> None:
    if finding.field == "milestones":
        rows.say(finding.sentence)
    else:
        form.add_error(finding.field, finding.sentence)


def units_to_support(own: Unit, on: Any) -> QuerySet[Unit]:
    """The committee's other units in force: whom a task may name as supporting."""
    units = Unit.objects.filter(committee=own.committee_id).exclude(pk=own.pk)
    return units.in_force(on).select_related("group")


def by_group(units: Iterable[Unit]) -> list[tuple[Group, list[Unit]]]:
    """Units under their groups, both in the order they come."""
    found: dict[int, tuple[Group, list[Unit]]] = {}
    for unit in units:
        found.setdefault(unit.group_id, (unit.group, []))[1].append(unit)
    return list(found.values())
