"""Fields that read what Vietnamese officials type: text in NFC, decimal commas; days are in units.

Every refusal is a Vietnamese sentence, and what was typed stays in the box.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from camket.text import input_number, nfc, parse_number
from commitments.quality import MAX_TEXT, number_objection, too_long


class TextField(forms.CharField):
    """Text stored NFC. ``most`` is in characters after NFC; the browser never cuts a paste."""

    def __init__(self, *, most: int = MAX_TEXT, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return super().to_python(nfc(value) if isinstance(value, str) else value) or ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if sentence := too_long(value, self.most):
            raise ValidationError(sentence)


class NumberField(forms.CharField):
    """A Decimal typed with a decimal comma; empty is None. "12.4" is answered with a question."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, Decimal):
            return value
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            number = parse_number(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from None
        if sentence := number_objection(number):
            raise ValidationError(sentence)
        return number

    def prepare_value(self, value: Any) -> Any:
        return input_number(value) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class Doubting(forms.BaseForm):
    """Mixin: a value that was hardly meant is asked about, and taken when its box is ticked.

    The box carries the value as it was typed, so that another one is asked about anew.
    """

    SURE = "sure"
    data: Mapping[str, Any]

    def is_sure(self, name: str) -> bool:
        typed = self.data.get(self.add_prefix(name))
        return bool(typed) and self.data.get(self.add_prefix(self.SURE)) == typed

    def offer_sure(self, name: str, label: str) -> None:
        """Draw the box below the field ``name``."""
        self.fields[self.SURE] = forms.MultipleChoiceField(
            label="Xác nhận",
            required=False,
            choices=[(self.data.get(self.add_prefix(name)), label)],
            widget=forms.CheckboxSelectMultiple,
        )
        names = [one for one in self.fields if one != self.SURE]
        names.insert(names.index(name) + 1, self.SURE)
        self.order_fields(names)
