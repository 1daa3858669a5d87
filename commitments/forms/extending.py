"""More time for a report: what the Office writes of it, what a unit asks, what it is answered."""

from typing import Any

from django import forms

from camket.text import format_date
from commitments import rules
from commitments.forms.fields import Doubting, TextField
from commitments.models import ProgressReport
from units.forms.fields import DayField

NO = "tu-choi"  # the button that refuses
LAST_DAY = (
    "Ngày cuối cùng được gửi. Hạn nộp không đổi: nộp đúng hạn hay muộn vẫn tính theo hạn nộp."
)


class ExtensionForm(forms.Form):
    """Who asked, why, until when."""

    day = "locks_on"  # the field at which a refused day is said
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
        help_text=LAST_DAY,
    )


class OneForm(Doubting, ExtensionForm):
    """For one unit. A day earlier than the one given last is asked about: which one was mistaken?"""

    def __init__(self, *args: Any, report: ProgressReport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = rules.extended_until(report)

    @property
    def corrects(self) -> bool:
        return self.is_sure(self.day)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        day = values.get(self.day)
        if day and self.given and day < self.given:
            given = format_date(self.given)
            self.offer_sure(self.day, f"Ngày {given} ghi nhầm, sửa thành {format_date(day)}")
            if not self.corrects:
                self.add_error(
                    self.day,
                    f"Báo cáo đang được gia hạn đến {given}, muộn hơn ngày này. Ngày {given} ghi nhầm "
                    "thì đánh dấu ô xác nhận ở dưới; cho thêm thời gian thì ghi ngày muộn hơn.",
                )
        return values


class ManyForm(ExtensionForm):
    """The same for several units: nobody in particular may have asked."""

    asked_by = TextField(
        label="Người đề nghị, hoặc căn cứ",
        most=200,
        error_messages={"required": "Gia hạn phải ghi người đề nghị hoặc căn cứ."},
        help_text="Ví dụ: Thường trực cấp ủy; Công điện phòng, chống lụt bão ngày 18/9.",
    )


class AskExtensionForm(forms.Form):
    """Why, and until when."""

    day = "wished_until"
    reason = TextField(
        label="Lý do xin gia hạn",
        rows=3,
        error_messages={"required": "Xin gia hạn phải nêu lý do."},
        help_text="Nêu việc cụ thể khiến đơn vị chưa gửi được. Ví dụ: chờ biên bản nghiệm thu ngày 28/3.",
    )
    wished_until = DayField(
        label="Xin gia hạn đến ngày",
        error_messages={"required": "Chưa ghi ngày xin gia hạn đến."},
        help_text="Ngày làm việc, sau ngày khóa sổ hiện nay.",
    )


class AnswerRequestForm(forms.Form):
    """Two buttons: the day when it is granted, the reason when it is not."""

    day = "locks_on"
    locks_on = DayField(
        label="Khóa sổ mới",
        required=False,
        help_text="Điền sẵn ngày đơn vị xin; Văn phòng ghi ngày khác được.",
    )
    answer = TextField(
        label="Ý kiến của Văn phòng",
        required=False,
        rows=3,
        help_text="Bắt buộc khi không gia hạn. Đơn vị đọc được ý kiến này.",
    )

    @property
    def refuses(self) -> bool:
        return NO in self.data

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.refuses and not values.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Không gia hạn thì phải nêu lý do.")
        if not self.refuses and not values.get("locks_on") and "locks_on" not in self.errors:
            self.add_error("locks_on", "Chưa ghi ngày khóa sổ mới.")
        return values
