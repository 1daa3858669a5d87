"""The Office's settings of one year: theme, limits, the calendar, the reminders."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from camket.text import nfc, quarter_label
from commitments import periods
from commitments.forms.bases import BasesField
from commitments.forms.fields import NumberField, TextField
from commitments.models import LegalBasis, Year
from commitments.workflow.year_settings import MAX_REPLY_DAYS, MAX_TASKS, MAX_THEME, YearData
from units.forms.fields import DayField

TEN_DAYS = timedelta(days=10)
PLAIN = (
    "theme",
    "min_tasks",
    "max_tasks",
    "tolerance",
    "registration_due_on",
    "conference_on",
    "amend_until",
    "reply_days",
)


class DaysField(forms.CharField):
    """Days before a deadline, typed with commas: "14, 7, 3, 1, 0"."""

    def to_python(self, value: Any) -> tuple[int, ...]:  # type: ignore[override]
        parts = nfc(super().to_python(value) or "").replace(";", ",").replace(",", " ").split()
        if not all(part.isdecimal() and len(part) <= 3 for part in parts):
            raise ValidationError(
                "Ghi các số ngày, cách nhau bằng dấu phẩy. Ví dụ: 14, 7, 3, 1, 0."
            )
        return tuple(int(part) for part in parts)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(day) for day in value) if isinstance(value, list | tuple) else value


class YearForm(forms.Form):
    """One page, sensible values in every box. The four quarters are due_1…4 and locks_1…4."""

    theme = TextField(
        label="Chủ đề năm",
        most=MAX_THEME,
        rows=2,
        error_messages={"required": "Ghi chủ đề năm."},
        help_text="Như ghi trong chủ trương của cấp ủy; in vào bản cam kết và Báo cáo năm.",
    )
    min_tasks = forms.IntegerField(label="Số nhiệm vụ tối thiểu", min_value=1, max_value=MAX_TASKS)
    max_tasks = forms.IntegerField(label="Số nhiệm vụ tối đa", min_value=1, max_value=MAX_TASKS)
    tolerance = NumberField(
        label="Mức chậm cho phép (điểm %)",
        help_text="Thấp hơn lộ trình quá mức này thì báo “chậm so với lộ trình”.",
    )
    reminder_days = DaysField(
        label="Nhắc trước hạn (ngày)",
        required=False,
        help_text="Cách nhau bằng dấu phẩy; 0 là đúng ngày hạn. Để trống thì không nhắc.",
    )
    registration_due_on = DayField(label="Hạn gửi đăng ký", required=False)
    conference_on = DayField(label="Ngày hội nghị ký cam kết", required=False)
    bases = BasesField(label="Văn bản căn cứ của năm", queryset=None, required=False)
    amend_until = DayField(
        label="Nhận đề nghị điều chỉnh đến ngày",
        required=False,
        help_text="Sau ngày này đơn vị không đề nghị điều chỉnh cam kết được nữa; đề nghị gửi trước "
        "đó vẫn được quyết định. Để trống thì đến hết ngày 30/11 của năm.",
    )
    reply_days = forms.IntegerField(
        label="Số ngày trả lời kiến nghị, giải trình",
        min_value=periods.LEAST_REPLY_DAYS,
        max_value=MAX_REPLY_DAYS,
        help_text="Tính từ ngày kiến nghị hoặc yêu cầu, trùng ngày nghỉ thì chuyển sang ngày làm "
        "việc kế tiếp. Áp dụng cho kiến nghị, yêu cầu mới.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, bases: Iterable[LegalBasis] = (), **kwargs: Any) -> None:
        """``bases`` may be picked: those of the committee's register."""
        super().__init__(*args, **kwargs)
        field = self.fields["bases"]
        assert isinstance(field, BasesField)
        field.offer(bases)
        for quarter in periods.QUARTERS:
            name = quarter_label(quarter)
            self.fields[f"due_{quarter}"] = DayField(label=f"{name}: hạn nộp")
            self.fields[f"locks_{quarter}"] = DayField(label=f"{name}: khóa sổ")

    def rows(self) -> list[tuple[int, Any, Any]]:
        """(quarter, due field, lock field), for the calendar of the page."""
        return [(q, self[f"due_{q}"], self[f"locks_{q}"]) for q in periods.QUARTERS]

    def year_data(self) -> YearData:
        values = self.cleaned_data
        return YearData(
            **{name: values[name] for name in PLAIN},
            reminder_days=values["reminder_days"],
            bases=tuple(basis.pk for basis in values["bases"]),
            quarters=[
                periods.QuarterDates(q, values[f"due_{q}"], values[f"locks_{q}"])
                for q in periods.QUARTERS
            ],
        )


def of_year(year: Year) -> dict[str, Any]:
    """What the form shows of a stored year."""
    values = {name: getattr(year, name) for name in PLAIN}
    rows = [periods.QuarterDates(p.quarter, p.due_on, p.locks_on) for p in year.periods.all()]
    values |= {"reminder_days": year.reminder_days, "version": year.version}
    return values | _dates(rows) | {"bases": [basis.pk for basis in year.bases.all()]}


def proposal(number: int, last: Year | None, on: date) -> dict[str, Any]:
    """What the form proposes for a new year: the last year's limits, a computed calendar.

    A year opened late gets ten days to register and ten more to the conference, from ``on``.

    Never the last year's theme: a theme left in by mistake has been printed before.
    """
    holidays = periods.public_holidays(number)
    register = max(date(number, 1, 10), on + TEN_DAYS)
    values: dict[str, Any] = {
        "registration_due_on": periods.next_working_day(register, holidays),
        "conference_on": periods.next_working_day(register + TEN_DAYS, holidays),
        "min_tasks": last.min_tasks if last else 3,
        "max_tasks": last.max_tasks if last else 5,
        "tolerance": last.tolerance if last else 10,
        "reminder_days": last.reminder_days if last else periods.REMINDER_LADDER,
        "reply_days": last.reply_days if last else periods.REPLY_DAYS,
    }
    return values | _dates(periods.default_dates(number))


def explain(day: date, nominal: date, holidays: dict[date, str]) -> str:
    """Why a date stands where it does, in words; empty when it is simply the nominal day.

    Says which days off were passed over, or that the Office chose the day, or that the chosen
    day is itself a day off.
    """
    if reason := periods.day_off(day, holidays):
        return f"Rơi vào {reason}: nên chọn ngày làm việc."
    if day == nominal:
        return ""
    if day != periods.next_working_day(nominal, holidays):
        return "Văn phòng đặt."
    passed = [nominal + timedelta(days=n) for n in range((day - nominal).days)]
    reasons = list(dict.fromkeys(periods.day_off(one, holidays) for one in passed))
    return f"Chuyển từ ngày {nominal.day}/{nominal.month}: {', '.join(reasons)}."


def _dates(rows: Sequence[periods.QuarterDates]) -> dict[str, Any]:
    due = {f"due_{row.quarter}": row.due_on for row in rows}
    return due | {f"locks_{row.quarter}": row.locks_on for row in rows}
