"""The committee's identity as printed, and its founding at the first run."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.crypto import constant_time_compare

from units.forms.fields import Typed, code_from, part, row
from units.models import Committee

IDENTITY = (
    "name", "body_name", "level_name", "sub_unit_name", "sub_body_name", "printed_superior",
    "printed_name", "place", "symbol", "signing_authority", "recipients", "contact", "first_year",
)  # fmt: skip
HELP = {
    "printed_superior": "Dòng trên cùng bên trái, ví dụ: ĐẢNG BỘ TỈNH QUẢNG TRỊ",
    "printed_name": "Ví dụ: ĐẢNG ỦY PHƯỜNG NAM ĐÔNG HÀ. Tên dài thì ngắt dòng bằng phím Enter.",
    "place": "Đứng trước ngày tháng, ví dụ: Đông Hà",
    "symbol": "Phần sau dấu gạch chéo của số văn bản: TU, ĐU",
    "sub_unit_name": "Ví dụ: phường, xã, chi bộ",
    "sub_body_name": "Ví dụ: Đảng ủy, Chi ủy",
    "signing_authority": "Ví dụ: T/M BAN THƯỜNG VỤ; T/M BAN CHẤP HÀNH",
    "recipients": "Mỗi dòng một nơi nhận, ví dụ: Thường trực Tỉnh ủy (báo cáo)",
    "first_year": "Dùng để tính “năm thứ tư thực hiện”",
    "contact": "Hiện ở chân thư và chân trang, ví dụ: Văn phòng Thành ủy, 0233 000 0000",
}
WIDGETS = {
    "printed_name": forms.Textarea(attrs={"rows": 2}),
    "recipients": forms.Textarea(attrs={"rows": 5}),
}


class CommitteeForm(Typed, forms.ModelForm):
    """Everything a document prints about the committee."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Committee
        fields = IDENTITY
        help_texts = HELP
        widgets = WIDGETS

    def __init__(self, data: Any = None, **options: Any):
        super().__init__(data, **options)
        self.initial["version"] = self.instance.version
        self.helper.layout = Layout(
            "version",
            part(
                "Tên gọi",
                row(("name", "6"), ("body_name", "6")),
                row(
                    ("level_name", "3"),
                    ("sub_unit_name", "3"),
                    ("sub_body_name", "3"),
                    ("first_year", "3"),
                ),
            ),
            part(
                "Như in trên văn bản",
                "printed_superior",
                "printed_name",
                row(("place", "4"), ("symbol", "3"), ("signing_authority", "5")),
                "recipients",
            ),
            part("Liên hệ", "contact"),
        )


class FirstRunForm(Typed, forms.ModelForm):
    """The first committee and its first administrator; opened by the token of the console."""

    token = forms.CharField(
        label="Mã khởi tạo",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text="Hiện trên cửa sổ dòng lệnh khi máy chủ khởi động.",
    )
    admin_name = forms.CharField(label="Họ và tên", max_length=120)
    admin_email = forms.EmailField(label="Địa chỉ thư điện tử", max_length=200)
    password1 = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Ít nhất 10 ký tự; không dùng họ tên, địa chỉ thư, mật khẩu phổ biến hoặc toàn chữ số.",
    )
    password2 = forms.CharField(
        label="Nhập lại mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = Committee
        fields = ("code", *IDENTITY)
        labels = {"code": "Mã trong địa chỉ trang"}
        help_texts = HELP | {"code": "Ví dụ: thanh-uy-dong-ha. Để trống, hệ thống tự đặt."}
        widgets = WIDGETS

    def __init__(self, data: Any = None, *, expected: str, **options: Any):
        super().__init__(data, **options)
        self.expected = expected
        self.fields["code"].required = False
        self.helper.layout = Layout(
            "token",
            part(
                "Cấp ủy",
                row(("name", "6"), ("body_name", "6")),
                row(
                    ("level_name", "3"),
                    ("sub_unit_name", "3"),
                    ("sub_body_name", "3"),
                    ("first_year", "3"),
                ),
                "code",
            ),
            part(
                "Như in trên văn bản",
                "printed_superior",
                "printed_name",
                row(("place", "4"), ("symbol", "3"), ("signing_authority", "5")),
                "recipients",
                "contact",
            ),
            part(
                "Người quản trị đầu tiên",
                row(("admin_name", "6"), ("admin_email", "6")),
                row(("password1", "6"), ("password2", "6")),
            ),
        )

    def clean_token(self) -> str:
        typed: str = self.cleaned_data["token"].strip()
        if not self.expected or not constant_time_compare(typed, self.expected):
            raise forms.ValidationError(
                "Mã khởi tạo không đúng. Xem lại dòng địa chỉ trên cửa sổ dòng lệnh của máy chủ."
            )
        return typed

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        typed["code"] = code_from(typed.get("code", ""), typed.get("name", ""))
        one, two = typed.get("password1"), typed.get("password2")
        if one and two and one != two:
            self.add_error("password2", "Hai lần nhập mật khẩu không giống nhau.")
        return typed
