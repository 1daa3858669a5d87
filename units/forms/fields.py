"""What all forms of this app share: text in NFC before it is measured, days as officials type them."""

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Row
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify

from camket.text import format_date, nfc, parse_date, search_key, small

LONGEST_KEY = 18  # digits of a row's key: what a column of 64 bits holds
SENTENCES = {
    "invalid_choice": "Xin chọn một mục trong danh sách.",
    "max_length": "Nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d.",
    "min_value": "Xin nhập số từ %(limit_value)s trở lên.",
    "max_value": "Xin nhập số không quá %(limit_value)s.",
}


class DayField(forms.CharField):
    """A date typed as 25/3/2021 (a date picker's 2021-03-25 is read as well); empty is None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "ngày/tháng/năm"})

    def to_python(self, value: Any) -> date | None:  # type: ignore[override]
        if isinstance(value, date):
            return value
        typed = super().to_python(value)
        if typed in self.empty_values:
            return None
        try:
            return parse_date(typed or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows by key. A number that no key can be is a wrong choice, not the database's error."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if len(str(key)) > LONGEST_KEY:
                sentence, told = self.error_messages["invalid_choice"], {"value": str(key)[:20]}
                raise ValidationError(sentence, code="invalid_choice", params=told)
        return super().clean(value)


class Typed(forms.BaseForm):
    """Mixin: what was typed is brought into NFC before anything looks at it; passwords are not."""

    helper: FormHelper
    done: Any = None  # what the verb returned

    def __init__(self, data: Any = None, *args: Any, **options: Any):
        super().__init__(_nfc(data), *args, **options)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.speak()

    def speak(self) -> None:
        """Every field says what is wrong in the product's words, also one added later."""
        for field in self.fields.values():
            field.error_messages |= _sentences(field)


def code_from(typed: str, name: str) -> str:
    """The code as typed, or made of the name: "Phòng Kinh tế" → "phong-kinh-te"."""
    return typed or slugify(search_key(name))[:60].strip("-")


def row(*columns: tuple[str, str]) -> Row:
    """Fields side by side: (name, width in twelfths of a wide screen)."""
    return Row(*(Column(name, css_class=f"col-md-{width}") for name, width in columns))


def part(heading: str, *fields: Any) -> Div:
    """A titled part of a long form."""
    return Div(HTML(f'<h2 class="mb-3">{heading}</h2>'), *fields, css_class="mb-3")


def _sentences(field: forms.Field) -> dict[str, str]:
    """What is said instead of the framework's words."""
    said = SENTENCES | {"required": "Xin điền ô này."}
    if isinstance(field, forms.EmailField):
        said["invalid"] = "Địa chỉ thư điện tử chưa hợp lệ. Ví dụ: ten@coquan.vn."
    elif isinstance(field, forms.SlugField):
        said["invalid"] = "Mã chỉ gồm chữ cái không dấu, chữ số và dấu gạch nối."
    elif isinstance(field, forms.ChoiceField):
        what = str(field.label or "một mục")
        said["required"] = f"Xin chọn {small(what)}."
    elif isinstance(field, forms.IntegerField):
        said["invalid"] = "Xin nhập một số nguyên, ví dụ 5."
    return said


def _nfc(data: Any) -> Any:
    if not isinstance(data, QueryDict):
        return data
    clean = data.copy()
    for name in data:
        if "password" not in name:
            clean.setlist(name, [nfc(value) for value in data.getlist(name)])
    return clean
