"""What a supporting unit answers."""

from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.forms.registering import SeenForm
from commitments.states import SupportState

YES, NO = SupportState.CONFIRMED, SupportState.DECLINED


class AnswerForm(SeenForm):
    """Two buttons, one box: the reason when the unit does not take part, else a word if any."""

    reply = forms.ChoiceField(
        choices=[(YES, "Xác nhận phối hợp"), (NO, "Chưa nhận, nêu lý do")],
        widget=forms.HiddenInput,
        error_messages={
            "required": "Chọn xác nhận phối hợp hoặc chưa nhận.",
            "invalid_choice": "Chọn xác nhận phối hợp hoặc chưa nhận.",
        },
    )
    answer = TextField(
        label="Ý kiến của đơn vị",
        required=False,
        rows=3,
        help_text="Bắt buộc khi chưa nhận: nêu rõ lý do, phần việc nào nhận được. Ví dụ: chưa bố trí "
        "được cán bộ kỹ thuật trước quý III.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("reply") == NO and not values.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Nêu lý do chưa nhận phối hợp.")
        return values
