"""Forms about people: who they are, which role from which day, until when."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from units.forms.fields import DayField, Typed, row
from units.models import Committee, Person, Unit
from units.roles import Role


class PersonForm(Typed, forms.ModelForm):
    """Name, address and phone of somebody already entered."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Person
        fields = ("full_name", "email", "phone")
        help_texts = {"email": "Dùng để đăng nhập và nhận thư nhắc việc"}

    def __init__(self, data: Any = None, **options: Any):
        super().__init__(data, **options)
        self.initial["version"] = self.instance.version
        self.helper.layout = Layout("version", "full_name", row(("email", "7"), ("phone", "5")))


class AppointForm(Typed, forms.Form):
    """A role from a day on, for somebody known by address or somebody new.

    ``person`` or ``unit`` given: not asked for. ``roles`` are those the page offers.
    """

    role = forms.ChoiceField(label="Vai trò")
    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="Chọn đơn vị",
        help_text="Chỉ chọn với người đứng đầu và cán bộ đầu mối",
    )
    email = forms.EmailField(
        label="Địa chỉ thư điện tử",
        max_length=200,
        help_text="Người đã có tài khoản được nhận ra theo địa chỉ này; người mới được gửi thư mời.",
    )
    full_name = forms.CharField(
        label="Họ và tên", max_length=120, required=False, help_text="Bắt buộc với người mới"
    )
    phone = forms.CharField(label="Điện thoại", max_length=30, required=False)
    position = forms.CharField(
        label="Chức vụ",
        max_length=150,
        help_text="Như in trên văn bản, ví dụ: Bí thư Đảng ủy; Chuyên viên Văn phòng",
    )
    starts_on = DayField(label="Từ ngày")
    may_submit = forms.BooleanField(
        label="Được gửi đăng ký và báo cáo thay người đứng đầu",
        required=False,
        help_text="Chỉ áp dụng với cán bộ đầu mối; có thể thay đổi sau.",
    )

    def __init__(
        self,
        data: Any = None,
        *,
        committee: Committee,
        roles: Sequence[Role],
        on: date,
        unit: Unit | None = None,
        person: Person | None = None,
        **options: Any,
    ):
        super().__init__(data, **options)
        self.chosen_unit, self.person = unit, person
        self._set_choices(roles, unit)
        self.initial.setdefault("starts_on", on)
        where = self.fields["unit"]
        assert isinstance(where, forms.ModelChoiceField)
        where.queryset = committee.units.in_force(on).select_related("group")
        unneeded = ["unit"] if unit or not any(role.of_unit for role in roles) else []
        unneeded += ["email", "full_name", "phone"] if person else []
        unneeded += [] if Role.REPORTER in roles else ["may_submit"]
        for name in unneeded:
            del self.fields[name]
        self.helper.layout = self._layout()

    def _set_choices(self, roles: Sequence[Role], unit: Unit | None) -> None:
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(role.value, role.label) for role in roles]
        if len(roles) == 1:
            self.initial.setdefault("role", roles[0].value)
        if unit is not None and Role.HEAD in roles:
            self.fields["position"].help_text = f"Người đứng đầu: {unit.head_post}"

    def _layout(self) -> Layout:
        rows = [
            [("role", "6"), ("unit", "6")],
            [("email", "12")],
            [("full_name", "7"), ("phone", "5")],
            [("position", "8"), ("starts_on", "4")],
            [("may_submit", "12")],
        ]
        kept = [[field for field in line if field[0] in self.fields] for line in rows]
        return Layout(*(row(*line) for line in kept if line))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if "role" in typed:
            self._clean_place(Role(typed["role"]), typed)
        email, name = typed.get("email"), typed.get("full_name")
        if email and not name and not Person.objects.filter(email__iexact=email).exists():
            self.add_error(
                "full_name",
                "Địa chỉ này chưa có trong hệ thống. Xin ghi họ và tên để thêm người mới.",
            )
        return typed

    def _clean_place(self, role: Role, typed: dict[str, Any]) -> None:
        if self.chosen_unit is not None:
            typed["unit"] = self.chosen_unit
        elif not role.of_unit:
            typed["unit"] = None
        elif typed.get("unit") is None and "unit" not in self.errors:
            self.add_error("unit", f"Xin chọn đơn vị của {role.label.lower()}.")

    def appointment(self) -> dict[str, Any]:
        """What the verbs take, the person left out."""
        typed = self.cleaned_data
        return {
            "role": Role(typed["role"]),
            "unit": typed.get("unit"),
            "position": typed["position"],
            "starts_on": typed["starts_on"],
            "may_submit": typed.get("may_submit", False),
        }


class EndForm(Typed, forms.Form):
    """The last day of a post."""

    ends_on = DayField(label="Ngày cuối giữ vai trò")
