"""Signing many at once: which ones, and on what day."""

from typing import Any

from django import forms

from commitments.models import Commitment
from units.forms.fields import DayField


class ConferenceForm(forms.Form):
    """The commitments chosen among those ready, and the day of signing."""

    commitments = forms.ModelMultipleChoiceField(
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

    def __init__(self, *args: Any, ready: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["commitments"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = ready
