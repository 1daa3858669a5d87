"""Signing many at once: which ones, and on what day."""

from datetime import date
from typing import Any

from django import forms

from commitments.models import Commitment, Year
from commitments.workflow import signing
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

    def __init__(self, *args: Any, ready: Any, year: Year, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.year, self.on = year, on
        field = self.fields["commitments"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = ready

    def clean_signed_on(self) -> date:
        """Refused before the consequences are shown, in the words the verb would use."""
        day: date = self.cleaned_data["signed_on"]
        if objection := signing.day_objection(self.year, day, self.on):
            raise forms.ValidationError(objection)
        return day
