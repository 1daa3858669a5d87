"""Who takes a post's work over, from which day."""

from datetime import date
from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.workflow.handing_over import LONGEST_NOTE, Successor
from units.forms.fields import DayField
from units.models import Appointment, Person
from units.roles import Role


class HandoverForm(forms.Form):
    """The successor by address, the day, what else to say."""

    starts_on = DayField(
        label="Người mới nhận việc từ ngày",
        error_messages={"required": "Ghi ngày người mới nhận việc."},
        help_text="Người bàn giao giữ vai trò đến hết ngày hôm trước.",
    )
    email = forms.EmailField(
        label="Địa chỉ thư điện tử của người nhận",
        max_length=200,
        error_messages={
            "required": "Ghi địa chỉ thư điện tử của người nhận.",
            "invalid": "Địa chỉ thư điện tử chưa hợp lệ. Ví dụ: ten@coquan.vn.",
        },
        help_text="Người đã có tài khoản được nhận ra theo địa chỉ; người mới được gửi thư mời.",
    )
    full_name = TextField(
        label="Họ và tên", most=120, required=False, help_text="Bắt buộc với người mới."
    )
    phone = TextField(label="Điện thoại", most=30, required=False)
    position = TextField(
        label="Chức vụ",
        most=150,
        error_messages={"required": "Ghi chức vụ của người nhận."},
        help_text="Như in trên văn bản.",
    )
    may_submit = forms.BooleanField(
        label="Được gửi đăng ký và báo cáo thay người đứng đầu", required=False
    )
    note = TextField(
        label="Ghi chú bàn giao",
        most=LONGEST_NOTE,
        rows=4,
        required=False,
        help_text="Hồ sơ, tài liệu kèm theo; việc cần lưu ý; người liên hệ.",
    )

    def __init__(self, data: Any = None, *, post: Appointment, on: date, **options: Any) -> None:
        super().__init__(data, **options)
        self.initial.setdefault("starts_on", on)
        self.initial.setdefault("position", post.position)
        if post.role == Role.REPORTER:
            self.initial.setdefault("may_submit", post.may_submit)
        else:
            del self.fields["may_submit"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        email, name = typed.get("email"), typed.get("full_name")
        if email and not name and not Person.objects.filter(email__iexact=email).exists():
            self.add_error(
                "full_name",
                "Địa chỉ này chưa có trong hệ thống. Ghi họ và tên để thêm người mới.",
            )
        return typed

    def successor(self) -> Successor:
        typed = self.cleaned_data
        return Successor(
            email=typed["email"],
            full_name=typed["full_name"],
            phone=typed["phone"],
            position=typed["position"],
            may_submit=typed.get("may_submit", False),
        )
