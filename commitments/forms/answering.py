"""What people write around proposals and requests to explain."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from camket.text import format_date
from commitments import periods
from commitments.forms.amending import VersionForm
from commitments.forms.fields import TextField
from commitments.forms.registering import SeenForm
from commitments.models import Addressee, Proposal
from commitments.quality import reply_day_objection
from commitments.states import ProposalOutcome
from commitments.workflow.answering import MOST_NAME, name_of, shown, speaks_for
from units.forms.fields import DayField
from units.models import Person, Unit

OF_UNIT = "dv-"  # before a unit's code where addressees are chosen from one list


class AnswerProposalForm(SeenForm):
    """Outcome, words, and whose answer it is where that is not plain from who writes."""

    outcome = forms.ChoiceField(
        label="Kết quả",
        choices=ProposalOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Chọn kết quả trả lời.",
            "invalid_choice": "Chọn kết quả trả lời.",
        },
    )
    answer = TextField(
        label="Nội dung trả lời",
        rows=4,
        error_messages={"required": "Ghi nội dung trả lời."},
        help_text="Nêu việc sẽ làm, ai làm, đến khi nào; ghi số và ngày văn bản trả lời nếu có.",
    )
    on_behalf_of = TextField(
        label="Trả lời thay mặt",
        most=MOST_NAME,
        error_messages={"required": "Ghi rõ trả lời thay mặt cơ quan nào."},
        help_text="Cơ quan có ý kiến trả lời; tên người ghi được lưu cùng.",
    )

    def __init__(
        self, *args: Any, proposal: Proposal, person: Person, on: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"seen": shown(proposal), "on_behalf_of": name_of(proposal)}
        super().__init__(*args, **kwargs)
        if speaks_for(person, proposal, on):
            del self.fields["on_behalf_of"]


class ForwardForm(SeenForm):
    """Another addressee or another deadline, and why."""

    to = forms.ChoiceField(
        label="Gửi đến", error_messages={"invalid_choice": "Chọn nơi nhận trong danh sách."}
    )
    due_on = DayField(label="Hạn trả lời", error_messages={"required": "Ghi hạn trả lời."})
    reason = TextField(
        label="Lý do",
        rows=3,
        error_messages={"required": "Ghi lý do chuyển hoặc đổi hạn."},
        help_text="Đơn vị kiến nghị đọc được lý do này.",
    )

    def __init__(
        self, *args: Any, proposal: Proposal, units: Iterable[Unit], on: date, **kwargs: Any
    ) -> None:
        self.on = on
        unit = proposal.addressed_unit
        kwargs["initial"] = {
            "seen": shown(proposal),
            "due_on": proposal.due_on,
            "to": f"{OF_UNIT}{unit.code}" if unit else proposal.addressee,
        }
        super().__init__(*args, **kwargs)
        first = format_date(periods.first_reply_day(on))
        self.fields["due_on"].help_text = f"Ngày làm việc, từ ngày {first} trở đi."
        kept = [unit] if unit else []  # it may have ended; its deadline may still be moved
        self.units = {f"{OF_UNIT}{one.code}": one for one in (*units, *kept)}
        bodies = [choice for choice in Addressee.choices if choice[0] != Addressee.UNIT]
        named = [(key, one.short_name) for key, one in self.units.items()]
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", bodies), ("Đơn vị khác", named)] if named else bodies

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if said := reply_day_objection(day, self.on):
            raise forms.ValidationError(said)
        return day

    def chosen(self) -> dict[str, Any]:
        """The verb's arguments."""
        values = self.cleaned_data
        unit = self.units.get(values["to"])
        return {
            "addressee": Addressee.UNIT if unit else values["to"],
            "addressed_unit": unit,
            "due_on": values["due_on"],
            "reason": values["reason"],
            "seen": values["seen"],
        }


class AskExplanationForm(SeenForm):
    """What is to be explained, and until when. What is red is computed, not typed."""

    question = TextField(
        label="Nội dung cần giải trình",
        rows=4,
        error_messages={"required": "Ghi nội dung cần giải trình."},
        help_text="Ví dụ: nêu nguyên nhân chậm, trách nhiệm của từng người, việc sẽ làm và thời gian "
        "hoàn thành.",
    )
    due_on = DayField(
        label="Trả lời trước hết ngày", error_messages={"required": "Ghi hạn trả lời."}
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(*args, **kwargs)
        first = format_date(periods.first_reply_day(on))
        self.fields["due_on"].help_text = f"Ngày làm việc, từ ngày {first} trở đi."

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if said := reply_day_objection(day, self.on, "Đơn vị"):
            raise forms.ValidationError(said)
        return day


class ExplainForm(VersionForm):
    """The unit's answer; a draft may be empty."""

    answer = TextField(
        label="Nội dung giải trình",
        required=False,
        rows=7,
        help_text="Nêu nguyên nhân khách quan, chủ quan; trách nhiệm; việc đã làm, sẽ làm và thời "
        "gian hoàn thành.",
    )


class WithdrawQuestionForm(forms.Form):
    """Why the question is taken back."""

    reason = TextField(
        label="Lý do rút yêu cầu",
        rows=2,
        error_messages={"required": "Ghi lý do rút yêu cầu giải trình."},
        help_text="Đơn vị đọc được lý do này.",
    )
