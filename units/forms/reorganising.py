"""Forms that rename, merge and split units: the day, the decision, and what there is from then on."""

from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.db.models import Max

from units.forms.fields import DayField, RowsField, Typed, code_from, part, row
from units.forms.units import CODE_HELP, GroupChoice
from units.models import NAMES, Committee, Group, Unit, UnitKind
from units.workflow import UnitData, UnitNames
from units.workflow.reorganising import LONGEST_DECISION

MOST_PARTS = 4
LABELS = {
    "full_name": ("Tên đầy đủ", 200, "Ví dụ: Đảng ủy Phường 5; Phòng Kinh tế thành phố"),
    "short_name": ("Tên ngắn", 80, "Hiện trong các bảng, ví dụ: Phường 5"),
    "report_name": ("Tên in trong báo cáo", 120, "Để trống: như tên ngắn"),
    "collective": ("Tập thể lãnh đạo", 150, "Ví dụ: Ban Thường vụ Đảng ủy phường"),
    "head_post": ("Chức vụ người đứng đầu", 120, "Ví dụ: Bí thư Đảng ủy; Trưởng phòng"),
}
MUST = ("full_name", "short_name", "collective", "head_post")
EMPTY = "Xin điền ô này."
SAME = (
    "Các đơn vị mới cùng nhóm và loại với đơn vị được chia tách; sửa sau ở trang của từng đơn vị."
)


class DatedForm(Typed, forms.Form):
    """What every change of units asks: from which day, by which decision."""

    starts_on = DayField(label="Có hiệu lực từ ngày")
    decision = forms.CharField(
        label="Căn cứ",
        max_length=LONGEST_DECISION,
        help_text="Ví dụ: Nghị quyết số 12-NQ/TU ngày 20/6/2021 của Ban Chấp hành Đảng bộ thành phố",
    )

    def dated(self) -> Div:
        return part("Quyết định", row(("starts_on", "4"), ("decision", "8")))


class RenameForm(DatedForm):
    """New names of a unit; what does not change stays as it stands in the box."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, unit: Unit, on: date, **options: Any):
        super().__init__(data, **options)
        self.fields.update(_name_fields(required=True))
        self.speak()
        self.initial.update({name: getattr(unit, name) for name in NAMES})
        self.initial.update({"starts_on": on, "version": unit.version})
        self.helper.layout = Layout("version", *_names(), self.dated())

    def names(self) -> UnitNames:
        typed = {name: self.cleaned_data[name] for name in NAMES}
        return UnitNames(**typed | {"report_name": typed["report_name"] or typed["short_name"]})


class NewUnit:
    """Mixin: one new unit among the fields, under a prefix; all of them may stay empty."""

    committee: Committee
    cleaned_data: dict[str, Any]

    def clean_new(self, prefix: str, which: str = "") -> None:
        """Says what is missing of this unit; makes its code when none was typed."""
        said = f"Xin điền ô này của {which}." if which else EMPTY
        for name in MUST:
            if not self.cleaned_data.get(prefix + name) and not self.has_error(prefix + name):  # type: ignore[attr-defined]
                self.add_error(prefix + name, said)  # type: ignore[attr-defined]
        typed = self.cleaned_data
        code = code_from(typed.get(f"{prefix}code") or "", typed.get(f"{prefix}short_name") or "")
        typed[f"{prefix}code"] = code
        taken = self.committee.units.filter(code=code).exists()
        if code and taken and not self.has_error(f"{prefix}code"):  # type: ignore[attr-defined]
            self.add_error(f"{prefix}code", f"Mã “{code}” đã được dùng cho đơn vị khác.")  # type: ignore[attr-defined]

    def new_unit(self, prefix: str, group: Group, kind: str, further: int = 0) -> UnitData:
        typed = self.cleaned_data
        last = Unit.objects.filter(group=group).aggregate(last=Max("rank"))["last"] or 0
        names = {name: typed[prefix + name] for name in NAMES}
        names["report_name"] = names["report_name"] or names["short_name"]
        return UnitData(
            group=group, kind=kind, code=typed[f"{prefix}code"], rank=last + 1 + further,
            valid_from=typed["starts_on"], **names,
        )  # fmt: skip


class MergeForm(NewUnit, DatedForm):
    """Which units end, and whether one goes on or a new one begins."""

    units = RowsField(
        label="Các đơn vị kết thúc hoạt động",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    into = forms.ModelChoiceField(
        label="Hợp nhất vào",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Một đơn vị mới, ghi ở dưới",
    )
    kind = forms.ChoiceField(label="Loại", required=False)
    group = GroupChoice(
        label="Nhóm", queryset=Group.objects.none(), required=False, empty_label="Chọn nhóm"
    )
    code = forms.SlugField(
        label="Mã trong địa chỉ trang", max_length=60, required=False, help_text=CODE_HELP
    )

    def __init__(self, data: Any = None, *, committee: Committee, on: date, **options: Any):
        super().__init__(data, **options)
        self.fields.update(_name_fields(required=False))
        self.speak()
        self.committee = committee
        living = committee.units.in_force(on).select_related("group")
        self.initial["starts_on"] = on
        for name, rows in (("units", living), ("into", living), ("group", committee.groups.all())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "Chọn loại"), *UnitKind.choices]
        self.helper.layout = Layout(
            self.dated(),
            part("Đơn vị được hợp nhất", Div("units", css_class="unit-list")),
            part("Đơn vị tiếp nhận", "into"),
            part("Đơn vị mới", *_names(), row(("group", "7"), ("kind", "5")), row(("code", "7"))),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("into") is None and "into" not in self.errors:
            for name in ("kind", "group"):
                if not typed.get(name) and name not in self.errors:
                    self.add_error(name, EMPTY)
            self.clean_new("")
        return typed

    def into_what(self) -> Unit | UnitData:
        typed = self.cleaned_data
        return typed["into"] or self.new_unit("", typed["group"], typed["kind"])


class SplitForm(NewUnit, DatedForm):
    """The parts of a unit, of its group and kind, and which of them carries on what was signed."""

    carrier = forms.ChoiceField(
        label="Đơn vị tiếp tục thực hiện bản cam kết đã ký",
        choices=[("", "Chọn đơn vị"), *((str(n), f"Đơn vị mới thứ {n + 1}") for n in range(MOST_PARTS))],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, unit: Unit, on: date, **options: Any):
        fields: dict[str, forms.Field] = {}
        for n in range(MOST_PARTS):
            fields |= _name_fields(required=False, prefix=f"p{n}-")
            fields[f"p{n}-code"] = forms.SlugField(
                label="Mã trong địa chỉ trang", max_length=60, required=False, help_text=CODE_HELP
            )
        super().__init__(data, **options)
        self.fields.update(fields)
        self.speak()
        self.unit, self.committee = unit, unit.committee
        self.initial["starts_on"] = on
        parts = [
            part(
                f"Đơn vị mới thứ {n + 1}{'' if n < 2 else ' (nếu có)'}",
                *_names(f"p{n}-"),
                row((f"p{n}-code", "6")),
            )
            for n in range(MOST_PARTS)
        ]
        hint = HTML(f'<p class="small muted">{SAME}</p>')
        self.helper.layout = Layout(self.dated(), "carrier", hint, *parts)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        used = self._used()
        for n in used:
            self.clean_new(f"p{n}-", f"đơn vị mới thứ {n + 1}")
        codes = [typed.get(f"p{n}-code") for n in used]
        for n, code in zip(used, codes, strict=True):
            if code and codes.count(code) > 1:
                self.add_error(f"p{n}-code", "Hai đơn vị mới không dùng chung một mã.")
        chosen = typed.get("carrier")
        if chosen and int(chosen) not in used:
            self.add_error("carrier", "Đơn vị được chọn chưa ghi tên ở dưới.")
        return typed

    def _used(self) -> list[int]:
        """The first two parts, and those of the others in which anything was typed."""
        return [
            n
            for n in range(MOST_PARTS)
            if n < 2 or any(self.cleaned_data.get(f"p{n}-{name}") for name in (*NAMES, "code"))
        ]

    def parts(self) -> list[UnitData]:
        return [
            self.new_unit(f"p{n}-", self.unit.group, self.unit.kind, place)
            for place, n in enumerate(self._used())
        ]

    def carrier_place(self) -> int:
        return self._used().index(int(self.cleaned_data["carrier"]))


def _name_fields(*, required: bool, prefix: str = "") -> dict[str, forms.Field]:
    return {
        prefix + name: forms.CharField(
            label=label,
            max_length=most,
            help_text=hint,
            required=required and name in MUST,
        )
        for name, (label, most, hint) in LABELS.items()
    }


def _names(prefix: str = "") -> list[Any]:
    return [
        prefix + "full_name",
        row((f"{prefix}short_name", "6"), (f"{prefix}report_name", "6")),
        row((f"{prefix}collective", "6"), (f"{prefix}head_post", "6")),
    ]
