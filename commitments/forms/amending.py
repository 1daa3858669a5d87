"""What people write around an amendment: its reason, a withdrawal's, choices, the decision."""

from collections.abc import Iterable
from typing import Any

from django import forms

from commitments.comparison import MINE, THEIRS, WHOLE, Conflict
from commitments.forms.fields import TextField
from commitments.forms.registering import SeenForm

SIDES = [(MINE, "Giữ theo bản soạn"), (THEIRS, "Theo bản hiện hành")]


class VersionForm(forms.Form):
    """Carries the version that the page was drawn from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AmendmentReasonForm(forms.Form):
    """Why the commitment must change; ``seen`` is the reason as the page showed it."""

    reason = TextField(
        label="Lý do điều chỉnh",
        required=False,
        rows=4,
        help_text="Nêu nguyên nhân khách quan, văn bản liên quan, việc đã làm đến nay. Lý do được "
        "ghi vào bản cam kết sau điều chỉnh.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)


class WithdrawTaskForm(forms.Form):
    """Why this one task is taken out."""

    reason = TextField(
        label="Lý do rút nhiệm vụ",
        rows=3,
        error_messages={"required": "Ghi lý do rút nhiệm vụ."},
        help_text="Ví dụ: Dự án do tỉnh tạm dừng theo Thông báo số …",
    )


class RebaseForm(VersionForm):
    """One choice for each thing that both sides have changed."""

    def __init__(self, *args: Any, conflicts: Iterable[Conflict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {self.name_of(one): one for one in conflicts}
        for name in self.asked:
            self.fields[name] = forms.ChoiceField(
                label="Chọn",
                choices=SIDES,
                widget=forms.RadioSelect,
                error_messages={"required": "Chọn một trong hai bản."},
            )

    @staticmethod
    def name_of(conflict: Conflict) -> str:
        return f"nv{conflict.id}_{conflict.field or 'ca'}"

    def answers(self) -> dict[tuple[int, str], str]:
        return {
            (one.id, one.field or WHOLE): self.cleaned_data[name]
            for name, one in self.asked.items()
        }


class DecideForm(SeenForm):
    """The standing member's words; ``seen`` is the digest of what was on the page."""

    comment = TextField(
        label="Ý kiến của Thường trực",
        required=False,
        rows=2,
        help_text="Không đồng ý thì phải nêu ý kiến.",
    )
