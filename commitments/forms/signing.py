"""Signing: the password once more; and many at once: which ones, on what day, with which scans."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from camket.accounts import password_objection
from commitments.forms.scans import ScanField
from commitments.models import Commitment, Year
from commitments.workflow import signing
from units.forms.fields import DayField, RowsField, Typed

MOST_SCANS = 10  # with one confirmation; the others are uploaded afterwards
MOST_BYTES = 30 * 1024 * 1024  # of one request: what the proxy lets through


class PasswordForm(Typed, forms.Form):
    """Who signs shows once more that it is they who sit here (docs/decisions/0015)."""

    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Mật khẩu đang dùng để đăng nhập, nhập lại để xác nhận chính mình thực hiện.",
    )

    def __init__(self, data: Any = None, *args: Any, request: HttpRequest, **options: Any) -> None:
        super().__init__(data, *args, **options)
        self.fields["password"].error_messages["required"] = "Nhập mật khẩu để xác nhận."
        self.request = request

    def clean_password(self) -> str:
        """The sentence beside the field; what was typed is neither kept nor shown again."""
        if objection := password_objection(self.request, self.cleaned_data["password"]):
            raise forms.ValidationError(objection)
        return ""


class ConfirmForm(PasswordForm):
    """The last page of a conference: the password, and for the Office a scan of each paper."""

    def __init__(
        self, data: Any = None, *args: Any, chosen: list[Commitment], scans: bool, **options: Any
    ) -> None:
        super().__init__(data, *args, **options)
        self.of_scans: dict[str, int] = {}
        for row in chosen if scans and len(chosen) <= MOST_SCANS else ():
            name = f"ban-ky-{row.pk}"
            self.of_scans[name] = row.pk
            self.fields[name] = ScanField(label=f"Bản ký: {row.unit.short_name}", required=False)
        self.order_fields([*self.of_scans, "password"])

    def clean(self) -> dict[str, Any]:
        super().clean()
        if sum(upload.size for upload in self.scans.values()) > MOST_BYTES:
            raise forms.ValidationError(
                "Các tệp cộng lại lớn hơn 30 MB. Bỏ bớt tệp, tải lên sau tại Danh sách bản ký."
            )
        return self.cleaned_data

    @property
    def scans(self) -> dict[int, Any]:
        """The accepted files by commitment."""
        return {
            pk: self.cleaned_data[name]
            for name, pk in self.of_scans.items()
            if self.cleaned_data.get(name)
        }


class ConferenceForm(forms.Form):
    """The commitments chosen among those ready, and the day of signing."""

    commitments = RowsField(
        label="Bản cam kết",
        queryset=Commitment.objects.none(),
        error_messages={
            "required": "Chọn ít nhất một bản cam kết.",
            "invalid_choice": "Có bản cam kết không còn chờ ký. Đề nghị xem lại danh sách.",
        },
    )
    signed_on = DayField(
        label="Ngày ký",
        error_messages={"required": "Ghi ngày ký."},
        help_text="Ngày ghi trên bản cam kết; không sau hôm nay.",
    )

    def __init__(self, *args: Any, ready: Any, year: Year, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.on = year, on
        field = self.fields["commitments"]
        assert isinstance(field, RowsField)
        field.queryset = ready

    def clean_signed_on(self) -> date:
        """Refused before the consequences are shown, in the words the verb would use."""
        day: date = self.cleaned_data["signed_on"]
        if objection := signing.day_objection(self.year, day, self.on):
            raise forms.ValidationError(objection)
        return day
