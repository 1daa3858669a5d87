"""What the Office writes of a quarter: verdicts and comments, a reason, an extension."""

from collections.abc import Iterable
from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.progress import Status
from units.forms.fields import DayField


class ReviewForm(forms.Form):
    """For each task of a round a status beside the unit's own and a comment; one comment for all."""

    round = forms.IntegerField(widget=forms.HiddenInput)
    comment = TextField(
        label="Ý kiến chung",
        required=False,
        rows=3,
        help_text="Khi trả lại: nêu rõ việc cần bổ sung và thời gian gửi lại.",
    )

    def __init__(
        self, data: Any, *, answers: Iterable[tuple[int, str]], initial: dict[str, Any]
    ) -> None:
        """``answers`` are (task number, the unit's own status) of the round."""
        super().__init__(data, initial=initial, auto_id="duyet-%s")
        self.numbers = []
        for number, status in answers:
            self.numbers.append(number)
            self.fields[f"status_{number}"] = forms.ChoiceField(
                label="Đánh giá trạng thái",
                choices=Status.choices,
                initial=status,
                required=False,
            )
            self.fields[f"comment_{number}"] = TextField(
                label="Ý kiến về nhiệm vụ", required=False, rows=2
            )

    def verdicts(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"status_{number}"] for number in self.numbers}

    def task_comments(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"comment_{number}"] for number in self.numbers}


class ReasonForm(forms.Form):
    """Why an accepted report is opened again."""

    reason = TextField(
        label="Lý do mở lại",
        rows=3,
        error_messages={"required": "Mở lại báo cáo phải nêu lý do."},
        help_text="Đơn vị đọc được lý do này. Ví dụ: Số hộ bàn giao chưa khớp biên bản ngày 20/3.",
    )


class ExtensionForm(forms.Form):
    """Who asked, why, until when."""

    asked_by = TextField(
        label="Người đề nghị",
        most=200,
        error_messages={"required": "Gia hạn phải ghi người đề nghị."},
        help_text="Họ tên, chức vụ của người thay mặt đơn vị đề nghị.",
    )
    reason = TextField(
        label="Lý do", rows=3, error_messages={"required": "Gia hạn phải ghi lý do."}
    )
    locks_on = DayField(
        label="Khóa sổ mới",
        error_messages={"required": "Chưa ghi ngày khóa sổ mới."},
        help_text="Ngày cuối cùng được gửi. Hạn nộp không đổi: nộp đúng hạn hay muộn vẫn tính theo hạn nộp.",
    )
