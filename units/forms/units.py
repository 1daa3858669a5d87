"""The registry's forms: a unit, and a numbered group of units."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import Max

from units.forms.fields import DayField, Typed, code_from, part, row
from units.models import Committee, Group, Unit, UnitKind
from units.workflow import UnitData

CODE_HELP = "Ví dụ: phuong-5. Để trống, hệ thống tự đặt theo tên."


class GroupChoice(forms.ModelChoiceField):
    """Groups in their order, each with its number."""

    def label_from_instance(self, group: Group) -> str:
        return f"{group.number} {group.short_name}".strip()


class UnitForm(Typed, forms.ModelForm):
    """A unit's names, place, dates."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    group = GroupChoice(label="Nhóm", queryset=Group.objects.none(), empty_label="Chọn nhóm")

    class Meta:
        model = Unit
        fields = (
            "full_name", "short_name", "report_name", "collective", "head_post", "kind", "group",
            "rank", "phone", "code", "valid_from", "valid_to",
        )  # fmt: skip
        field_classes = {"valid_from": DayField, "valid_to": DayField}
        labels = {"code": "Mã trong địa chỉ trang"}
        help_texts = {
            "full_name": "Ví dụ: Đảng ủy Phường 5; Phòng Kinh tế thành phố",
            "short_name": "Hiện trong các bảng, ví dụ: Phường 5",
            "report_name": "Đúng như in trong Báo cáo năm",
            "head_post": "Ví dụ: Bí thư Đảng ủy; Trưởng phòng",
            "rank": "Số nhỏ đứng trước trong nhóm; để trống: đứng cuối nhóm",
            "code": CODE_HELP,
            "valid_to": "Để trống khi đơn vị đang hoạt động",
        }

    def __init__(self, data: Any = None, *, committee: Committee, **options: Any):
        super().__init__(data, **options)
        self.committee = committee
        groups = self.fields["group"]
        assert isinstance(groups, GroupChoice)
        groups.queryset = committee.groups.all()
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [("", "Chọn loại"), *UnitKind.choices]
        self.fields["code"].required = False
        self.fields["rank"].required = False
        if self.instance.pk is None:
            self.initial["rank"] = None
        self.initial["version"] = self.instance.version
        self.helper.layout = Layout(
            "version",
            part(
                "Tên gọi",
                "full_name",
                row(("short_name", "6"), ("report_name", "6")),
                row(("collective", "6"), ("head_post", "6")),
            ),
            part(
                "Vị trí trong danh sách",
                row(("group", "6"), ("kind", "4"), ("rank", "2")),
                row(("phone", "6"), ("code", "6")),
            ),
            part("Thời gian hoạt động", row(("valid_from", "6"), ("valid_to", "6"))),
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["code"] = code_from(typed.get("code", ""), typed.get("short_name", ""))
        if typed.get("rank") is None and "rank" not in self.errors:
            typed["rank"] = self._last_rank(typed.get("group"))
        same = self.committee.units.filter(code=typed["code"]).exclude(pk=self.instance.pk)
        if "code" not in self.errors and same.exists():
            self.add_error("code", f"Mã “{typed['code']}” đã được dùng cho đơn vị khác.")
        return typed

    def _last_rank(self, group: Group | None) -> int:
        """The place after all others of the group."""
        others = Unit.objects.filter(group=group).exclude(pk=self.instance.pk)
        return (others.aggregate(last=Max("rank"))["last"] or 0) + 1

    def unit_data(self) -> UnitData:
        """What was typed, for the verbs."""
        return UnitData(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class GroupForm(Typed, forms.ModelForm):
    """A numbered heading of part II of the Báo cáo."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    parent = GroupChoice(
        label="Thuộc nhóm",
        queryset=Group.objects.none(),
        required=False,
        empty_label="Không, đây là nhóm lớn",
    )

    class Meta:
        model = Group
        fields = ("number", "heading", "short_name", "parent", "rank", "first_year", "code")
        labels = {"code": "Mã"}
        help_texts = {
            "number": "Ví dụ: 1; 2.1",
            "heading": "Đúng như in ở phần II, ví dụ: Đối với nhóm thuộc lĩnh vực kinh tế",
            "short_name": "Hiện trong các bảng, ví dụ: Kinh tế",
            "rank": "Số nhỏ đứng trước",
            "first_year": "Chỉ ghi khi khác năm đầu của cấp ủy",
            "code": "Để trống, hệ thống tự đặt theo tên.",
        }

    def __init__(self, data: Any = None, *, committee: Committee, **options: Any):
        super().__init__(data, **options)
        self.committee = committee
        self.instance.committee = committee
        above = self.fields["parent"]
        assert isinstance(above, GroupChoice)
        above.queryset = committee.groups.exclude(pk=self.instance.pk)
        self.fields["code"].required = False
        self.fields["rank"].required = False
        self.initial["version"] = self.instance.version
        self.helper.layout = Layout(
            "version",
            row(("number", "3"), ("short_name", "9")),
            "heading",
            row(("parent", "6"), ("rank", "3"), ("first_year", "3")),
            "code",
        )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["code"] = code_from(typed.get("code", ""), typed.get("short_name", ""))[:40]
        typed["rank"] = typed.get("rank") or 0
        same = self.committee.groups.filter(code=typed["code"]).exclude(pk=self.instance.pk)
        if "code" not in self.errors and same.exists():
            self.add_error("code", f"Mã “{typed['code']}” đã được dùng cho nhóm khác.")
        return typed
