"""Files brought beside a task, and the word that they hold no state secret."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from camket.files import uploads
from camket.files.uploads import EVIDENCE, Upload
from commitments.models.evidence import MOST
from units.forms.fields import Typed


class Files(forms.FileInput):
    """Several at once."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """One to three files, each judged for itself: an ``Upload``, or the sentence that refuses it."""

    widget = Files
    default_error_messages = {
        "required": "Chọn tệp minh chứng.",
        "invalid": "Chưa nhận được tệp. Đề nghị chọn lại.",
        "missing": "Chưa nhận được tệp. Đề nghị chọn lại.",
        "empty": uploads.EMPTY,
        "max_length": uploads.BAD_NAME,
    }

    def clean(self, data: Any, initial: Any = None) -> list[Upload | str]:
        if not data:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(data) > MOST:
            raise ValidationError(f"Chọn nhiều nhất {MOST} tệp một lần.")
        return [self._judged(file) for file in data]

    def _judged(self, file: Any) -> Upload | str:
        name = _short(getattr(file, "name", "") or "Tệp")
        try:
            return uploads.received(super().clean(file), EVIDENCE)
        except uploads.Unfit as unfit:
            return f"{name}: {unfit}"
        except ValidationError as wrong:
            return f"{name}: {' '.join(wrong.messages)}"


class EvidenceForm(Typed, forms.Form):
    """What is brought beside one task; the fields' names carry the task's id.

    A file that is refused takes no other with it: ``refused`` are the sentences about those.
    """

    brought = FilesField(label="Tệp minh chứng")
    declared = forms.BooleanField()

    def __init__(self, task: int, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=f"mc-{task}")
        self.refused: list[str] = []
        self.fields["declared"].error_messages["required"] = (
            "Đánh dấu xác nhận tệp không chứa bí mật nhà nước, chọn lại tệp rồi tải lên."
        )

    def clean_brought(self) -> list[Upload]:
        judged = self.cleaned_data["brought"]
        self.refused = [one for one in judged if isinstance(one, str)]
        fit = [one for one in judged if isinstance(one, Upload)]
        if not fit:
            raise ValidationError(self.refused)
        return fit

    def speak(self) -> None:
        super().speak()
        self.fields["brought"].error_messages |= FilesField.default_error_messages

    @property
    def sentences(self) -> list[str]:
        """All that is wrong: one a file, and what else there is."""
        return [str(said) for wrong in self.errors.values() for said in wrong]


class RemovalForm(Typed, forms.Form):
    """Why a file is taken away."""

    reason = forms.CharField(
        label="Lý do xóa",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi trong lịch sử và hiện ở chỗ của tệp. Không chép lại nội dung của tệp.",
    )

    def __init__(self, data: Any = None, *, required: bool) -> None:
        super().__init__(data)
        self.fields["reason"].required = required
        if not required:
            self.fields["reason"].label = "Lý do xóa (không bắt buộc)"


def _short(name: str) -> str:
    """A file's name as it fits into a sentence."""
    return name if len(name) <= 60 else f"{name[:45]}…{name[-12:]}"
