"""What the Office says when it chooses, sends back or makes an exception."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from commitments.forms.fields import TextField
from commitments.forms.registering import SeenForm
from commitments.models import Choice, Task
from commitments.workflow.selection import MOST_REASON, Chosen
from commitments.workflow.year_settings import MAX_TASKS


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


class ChooseForm(SeenForm):
    """A choice and a reason for each registered task; a task may be left open for later."""

    def __init__(self, *args: Any, tasks: Iterable[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks = list(tasks)
        for task in self.tasks:
            choice, reason = names_of(task)
            self.fields[choice] = forms.ChoiceField(
                label=f"Nhiệm vụ {task.number}",
                choices=[one for one in Choice.choices if one[0]],
                widget=forms.RadioSelect,
                required=False,
                initial=task.choice,
            )
            self.fields[reason] = TextField(
                label=f"Lý do, nhiệm vụ {task.number}",
                required=False,
                most=MOST_REASON,
                rows=2,
                initial=task.choice_reason,
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for choice, reason in map(names_of, self.tasks):
            if reason in self.errors or choice in self.errors:
                continue
            said, why = values[choice], values[reason]
            if said == Choice.NOT_CHOSEN and not why:
                self.add_error(reason, "Không đưa vào bản ký thì phải nêu lý do.")
            elif why and not said:
                self.add_error(choice, "Đã ghi lý do nhưng chưa chọn.")
        return values

    def choices(self) -> dict[int, Chosen]:
        """What was said, by task id; tasks left open are not in it."""
        values = self.cleaned_data
        return {
            task.pk: Chosen(Choice(values[choice]), values[reason])
            for task in self.tasks
            for choice, reason in [names_of(task)]
            if values[choice]
        }


def names_of(task: Task) -> tuple[str, str]:
    """The fields of a task's choice and reason."""
    return f"chon_{task.pk}", f"ly_do_{task.pk}"


class AnswerForm(forms.Form):
    """The unit's word on a proposed change."""

    word = forms.ChoiceField(
        label="Trả lời",
        choices=[("dong-y", "Đồng ý sửa"), ("giu-nguyen", "Giữ nguyên nội dung đã đăng ký")],
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn đồng ý sửa hoặc giữ nguyên."},
    )
    answer = TextField(
        label="Ý kiến của đơn vị",
        required=False,
        rows=3,
        help_text="Giữ nguyên thì phải nêu lý do.",
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("word") == "giu-nguyen" and not values.get("answer") and not self.errors:
            self.add_error("answer", "Giữ nguyên nội dung đã đăng ký thì phải nêu lý do.")
        return values


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
