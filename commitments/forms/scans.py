"""A scan of the signed paper, judged before anything is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from camket.files import uploads
from camket.files.uploads import Upload
from commitments.models import CommitmentVersion
from units.forms.fields import Typed


class ScanField(forms.FileField):
    """PDF, JPG or PNG up to 20 MB; its value is an ``Upload``, None without a file."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})
    default_error_messages = {
        "required": "Chọn tệp bản ký.",
        "invalid": "Chưa nhận được tệp. Đề nghị chọn lại.",
        "missing": "Chưa nhận được tệp. Đề nghị chọn lại.",
        "empty": uploads.EMPTY,
        "max_length": uploads.BAD_NAME,
    }

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return uploads.received(file)
        except uploads.Unfit as unfit:
            raise ValidationError(str(unfit)) from None


class ScanForm(Typed, forms.Form):
    """One file; with amendments, of which paper it is."""

    file = ScanField(
        label="Tệp bản ký",
        help_text="PDF, JPG hoặc PNG, không quá 20 MB. Nhiều trang: quét thành một tệp PDF.",
    )
    number = forms.TypedChoiceField(label="Của bản", coerce=int, required=False)

    def __init__(
        self, data: Any = None, *args: Any, versions: list[CommitmentVersion], **options: Any
    ) -> None:
        super().__init__(data, *args, **options)
        self.fields["file"].error_messages["required"] = "Chọn tệp bản ký."
        if len(versions) > 1:
            field = self.fields["number"]
            assert isinstance(field, forms.TypedChoiceField)
            field.choices = [(row.number, str(row)) for row in versions]
            field.empty_value = str(versions[0].number)
        else:
            del self.fields["number"]
