"""The day of a rehearsal."""

from django import forms

from units.forms.fields import DayField


class RehearsalForm(forms.Form):
    """Which day's reminders to show; asked by GET, because nothing changes."""

    ngay = DayField(label="Chạy thử cho ngày", help_text="Ví dụ 24/3/2021. Không gửi thư nào.")
