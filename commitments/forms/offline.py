"""The workbook of a quarter on its way back, and what was seen of it before the word."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from camket.text import format_number
from commitments.exchange.cells import FILE_LIMITS
from commitments.exchange.quarter.filling import Package
from commitments.models import ProgressReport

SALT = "camket.quarter.workbook.seen"
KEPT_FOR = 12 * 60 * 60  # seconds between the look and the word
LARGEST = 1 << 20  # letters of a sealed package: a page's other fields still fit beside it
STALE = "Trang này đã quá lâu hoặc không còn đúng. Đề nghị tải tệp lên lại."
TOO_MUCH = "Tệp có quá nhiều nội dung để nạp một lần. Đề nghị rút gọn các ô dài nhất."


class WorkbookForm(forms.Form):
    """The file that was filled in."""

    file = forms.FileField(
        label="Tệp Excel đã điền",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Chọn tệp Excel để tải lên.",
            "empty": "Tệp rỗng (0 byte). Đề nghị chọn tệp khác.",
        },
        help_text="Tệp .xlsx tải từ trang này, không quá 5 MB.",
    )

    def clean_file(self) -> UploadedFile:
        found: UploadedFile = self.cleaned_data["file"]
        if found.size and found.size > FILE_LIMITS.size:
            most = format_number(FILE_LIMITS.size >> 20)
            raise forms.ValidationError(f"Tệp lớn hơn {most} MB nên không được nhận.")
        return found


class PackageForm(forms.Form):
    """What was read, sealed for this report; nothing of it can be typed over."""

    package = forms.CharField(widget=forms.HiddenInput, error_messages={"required": STALE})

    def __init__(self, report: ProgressReport, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.report = report

    def seal(self, package: Package) -> None:
        """Put the package into the page. Raises ValueError when it is too large for one."""
        sealed = signing.dumps([self.report.pk, asdict(package)], salt=SALT, compress=True)
        if len(sealed) > LARGEST:
            raise ValueError(TOO_MUCH)
        self.initial["package"] = sealed

    def clean_package(self) -> Package:
        sealed = self.cleaned_data["package"]
        try:
            report, package = signing.loads(sealed, salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(STALE) from None
        if report != self.report.pk:
            raise forms.ValidationError(STALE)
        return Package(**package)
