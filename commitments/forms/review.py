"""What the Office writes of a quarter: verdicts and comments, a reason to open it again."""

from collections.abc import Iterable
from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.forms.registering import SeenForm
from commitments.progress import Status
from commitments.workflow.reviewing import NO_WORDS

BACK = "tra-lai"  # the button that sends back


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

    @property
    def sends_back(self) -> bool:
        return BACK in self.data

    def clean(self) -> dict[str, Any]:
        """Sending back needs a word, at the field where it is missed; a faulty one is said alone."""
        values = super().clean() or self.cleaned_data
        names = ["comment", *(f"comment_{number}" for number in self.numbers)]
        if self.sends_back and not any(values.get(n) or n in self.errors for n in names):
            self.add_error("comment", NO_WORDS)
        return values

    def verdicts(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"status_{number}"] for number in self.numbers}

    def task_comments(self) -> dict[int, str]:
        return {number: self.cleaned_data[f"comment_{number}"] for number in self.numbers}


class ReasonForm(SeenForm):
    """Why an accepted report is opened again."""

    reason = TextField(
        label="Lý do mở lại",
        rows=3,
        error_messages={"required": "Mở lại báo cáo phải nêu lý do."},
        help_text="Đơn vị đọc được lý do này. Ví dụ: Số hộ bàn giao chưa khớp biên bản ngày 20/3.",
    )
