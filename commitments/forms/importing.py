"""A workbook to bring in, and the word that what was shown shall be done."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from camket.text import format_number
from commitments.exchange.cells import FILE_LIMITS
from commitments.models import Year


class YearChoice(forms.ModelChoiceField):
    def label_from_instance(self, year: Year) -> str:
        return f"Năm {year.year}"


class UploadForm(forms.Form):
    """The file, and the year of its tasks; without a year to write in the choice is left out."""

    file = forms.FileField(
        label="Tệp Excel",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Chọn tệp Excel để tải lên.",
            "empty": "Tệp rỗng (0 byte). Đề nghị chọn tệp khác.",
        },
        help_text="Tệp .xlsx lập theo biểu mẫu, không quá 5 MB, mỗi trang không quá 5.000 dòng.",
    )
    year = YearChoice(
        label="Nhập nhiệm vụ vào năm",
        queryset=Year.objects.none(),
        required=False,
        empty_label="Không nhập nhiệm vụ",
        help_text="Chỉ cần chọn khi tệp có trang Nhiệm vụ.",
        error_messages={"invalid_choice": "Năm này không nhận nhiệm vụ nữa. Chọn năm khác."},
    )

    def __init__(self, *args: Any, years: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = years
        if not years:
            del self.fields["year"]

    def clean_file(self) -> UploadedFile:
        found: UploadedFile = self.cleaned_data["file"]
        if found.size and found.size > FILE_LIMITS.size:
            most = format_number(FILE_LIMITS.size >> 20)
            raise forms.ValidationError(f"Tệp lớn hơn {most} MB nên không được nhận.")
        return found


class ConfirmForm(forms.Form):
    """``letters``: there is text in old encodings, which stays as it is only on a tick."""

    invite = forms.BooleanField(
        label="Gửi ngay thư mời đặt mật khẩu cho người mới",
        required=False,
        initial=True,
        help_text="Bỏ chọn nếu muốn gửi thư mời sau, ở trang của từng người.",
    )
    keep_letters = forms.BooleanField(
        label="Giữ nguyên các ô nêu trên, không chuyển sang Unicode",
        required=False,
        error_messages={"required": "Chọn chuyển sang Unicode, hoặc đánh dấu giữ nguyên."},
    )

    def __init__(self, *args: Any, new_people: int, letters: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep_letters"].required = letters
        if not letters:
            del self.fields["keep_letters"]
        if not new_people:
            del self.fields["invite"]
