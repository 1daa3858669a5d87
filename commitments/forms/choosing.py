"""What the Office says when it sends back or makes an exception."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.forms.registering import SeenForm
from commitments.models import Task
from commitments.workflow.years import MAX_TASKS


class SendBackForm(SeenForm):
    """A general comment and one for each task; at least one of them is needed."""

    comment = TextField(
        label="Ý kiến chung",
        required=False,
        rows=3,
        help_text="Nêu việc cần bổ sung và thời gian gửi lại.",
    )

    def __init__(self, *args: Any, tasks: Iterable[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = {}
        for task in tasks:
            self.numbers[task.number] = f"task_{task.number}"
            self.fields[f"task_{task.number}"] = TextField(
                label=f"Nhiệm vụ {task.number}", required=False, rows=2, help_text=task.title[:200]
            )
        self.left_over = [name for name in self.data if self._is_left_over(name)]
        for name in self.left_over:
            label = f"Nhiệm vụ {name.removeprefix('task_')} (không còn trong bản đăng ký)"
            self.fields[name] = TextField(label=label, required=False, rows=2)

    def _is_left_over(self, name: str) -> bool:
        """Typed of a task that is no longer there."""
        gone = re.fullmatch(r"task_\d{1,3}", name) and name not in self.fields
        return bool(gone and self.data[name].strip())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in self.left_over:
            self.add_error(name, "Chuyển ý kiến này sang ô khác nếu còn cần, rồi để trống ô này.")
        said = (values.get(name) for name in ("comment", *self.numbers.values()))
        if not self.errors and not any(said):
            self.add_error("comment", "Trả lại phải nêu ý kiến, chung hoặc cho từng nhiệm vụ.")
        return values

    def task_comments(self) -> dict[int, str]:
        return {n: self.cleaned_data[name] for n, name in self.numbers.items()}


class ExceptionForm(forms.Form):
    """Fewer or more tasks than the year's limits, for one unit, with the reason."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    least = forms.IntegerField(label="Số nhiệm vụ tối thiểu", min_value=1, max_value=MAX_TASKS)
    most = forms.IntegerField(label="Số nhiệm vụ tối đa", min_value=1, max_value=MAX_TASKS)
    reason = TextField(
        label="Lý do",
        rows=3,
        error_messages={"required": "Ngoại lệ phải nêu lý do."},
        help_text="Ví dụ: Phòng chủ trì hai dự án trọng điểm của thành phố.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and values["least"] > values["most"]:
            self.add_error("most", "Số tối đa phải không nhỏ hơn số tối thiểu.")
        return values
