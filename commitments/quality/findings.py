"""What a check says, and the bounds that both kinds of writing share."""

from dataclasses import dataclass
from decimal import Decimal

from camket.text import format_number

MAX_TEXT = 20_000  # characters of one free text
MAX_PLACES = 4
MAX_NUMBER = Decimal(10) ** 13  # what a column of 18 digits, 4 of them decimal, holds with room


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the field's name and a sentence for the person who writes."""

    field: str
    sentence: str


def too_long(text: str, most: int = MAX_TEXT) -> str:
    """The sentence for a text beyond ``most`` characters, otherwise an empty string."""
    if len(text) <= most:
        return ""
    return (
        f"Nội dung dài {format_number(len(text))} ký tự, quá mức {format_number(most)}. "
        "Đề nghị rút gọn."
    )


def number_objection(value: Decimal | None) -> str:
    """Why a typed number cannot be stored as it is; empty when it can (or there is none)."""
    if value is None:
        return ""
    if abs(value) >= MAX_NUMBER:
        return "Số quá lớn. Đề nghị kiểm tra lại đơn vị tính."
    if value != round(value, MAX_PLACES):
        return f"Đề nghị ghi không quá {MAX_PLACES} chữ số sau dấu phẩy."
    return ""
