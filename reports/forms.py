"""Forms of the annual report. They only read input; ``reports.workflow`` decides."""

from typing import Any

from django import forms

from reports.models import TypedFigure, YearReport
from reports.workflow import FrameData
from units.forms.fields import DayField

WORDS = {
    "events": ("Sự kiện trong năm", "Ví dụ: Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025"),
    "bases": ("Căn cứ của năm", "Ví dụ: Kết luận số 18-TBKT/TU ngày 09/12/2019 của …"),
    "bases_next_year": (
        "Căn cứ của năm tiếp theo",
        "Ví dụ: Kết luận số 01-KL/TU ngày 11/12/2020 của …",
    ),
    "bases_conduct": ("Quy định về trách nhiệm nêu gương", "Ghi đủ số, ngày, cơ quan, trích yếu"),
}


class FrameForm(forms.Form):
    """Date, signer, recipients and citations of a draft."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    dated_month = forms.IntegerField(label="Tháng ký", min_value=1, max_value=12)
    dated_year = forms.IntegerField(label="Năm ký", min_value=2000, max_value=2200)
    draft_number = forms.IntegerField(label="Dự thảo lần", min_value=1, max_value=99)
    signing_authority = forms.CharField(
        label="Quyền hạn ký", max_length=100, help_text="Ví dụ: T/M BAN THƯỜNG VỤ"
    )
    signer_position = forms.CharField(
        label="Chức vụ người ký", max_length=100, help_text="Ghi trần, ví dụ: PHÓ BÍ THƯ"
    )
    signer_name = forms.CharField(label="Họ và tên người ký", max_length=120, required=False)
    recipients = forms.CharField(
        label="Nơi nhận",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một nơi nhận, không gạch đầu dòng; dòng cuối là nơi lưu.",
    )

    def __init__(self, *args: Any, report: YearReport, **kwargs: Any):
        kwargs.setdefault("initial", self.initial_of(report))
        super().__init__(*args, **kwargs)
        for name, (label, hint) in WORDS.items():
            self.fields[name] = forms.CharField(
                label=label,
                required=False,
                max_length=3000,
                help_text=hint,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @staticmethod
    def initial_of(report: YearReport) -> dict[str, object]:
        names = (
            "version", "dated_month", "dated_year", "draft_number", "signing_authority",
            "signer_position", "signer_name", "recipients",
        )  # fmt: skip
        words = {name: report.wording.get(name, "") for name in WORDS}
        return {name: getattr(report, name) for name in names} | words

    def frame(self) -> FrameData:
        """The cleaned input as the verb takes it."""
        clean = dict(self.cleaned_data)
        clean.pop("version")
        return FrameData(wording={name: clean.pop(name) for name in WORDS}, **clean)


class SectionForm(forms.Form):
    """The text of one section; tokens stay in braces."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Nội dung của mục",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=(
            "Mỗi dòng là một đoạn; “- ” mở đầu gạch đầu dòng. Cụm trong ngoặc nhọn như {đã ký} được "
            "thay bằng số liệu khi in. Xóa hết nội dung để trở lại bản hệ thống đề xuất."
        ),
    )


class FigureForm(forms.ModelForm):
    """A number from outside the system, with where it comes from."""

    replaces = forms.CharField(widget=forms.HiddenInput, required=False)
    dated_on = DayField(label="Số liệu đến ngày", help_text="Ví dụ: 28/12/2020")

    class Meta:
        model = TypedFigure
        fields = ("token", "label", "value", "source")
        help_texts = {
            "token": "Chữ thường không dấu, ví dụ: von-dau-tu. Dùng trong bài bằng {von-dau-tu}.",
            "value": "Đúng như in trong báo cáo, ví dụ: 12,4%",
        }
        error_messages = {
            "token": {
                "invalid": "Mã chỉ gồm chữ cái không dấu, chữ số và dấu gạch nối, ví dụ: von-dau-tu."
            }
        }


class IssueForm(forms.Form):
    """Number and day of signing, given by the clerk."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.IntegerField(
        label="Số báo cáo",
        min_value=1,
        help_text="Theo sổ văn bản của nhiệm kỳ; số dưới 10 tự thêm số 0 khi in.",
    )
    signed_on = DayField(label="Ngày ký", help_text="Ví dụ: 05/01/2021")


class ReasonForm(forms.Form):
    """Why an issued report is withdrawn."""

    reason = forms.CharField(
        label="Lý do", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
