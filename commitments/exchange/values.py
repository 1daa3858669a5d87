"""One cell as the value its column asks for, or the sentence why it is none. Nothing is guessed.

Values are plain (JSON keeps them): text, whole numbers, numbers as text with a point, ISO days.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from camket.text import format_date, input_number, nfc, parse_date, parse_number, small
from commitments.exchange.cells import Cell
from commitments.exchange.columns import Column, fold
from commitments.quality import number_objection, too_long

Value = str | int | None
_SLUG = re.compile(r"[-a-zA-Z0-9_]+")
_MOST_WHOLE = 32_767  # what the columns hold
_DAY_ZERO = date(1899, 12, 30)  # Excel's day 0
_NUMBERS = ("n", "p")
_DIGITS = 15  # significant digits that Excel shows and keeps of a number
_SHOWN = 60  # characters of a cell that an objection repeats


def value_of(cell: Cell | None, column: Column) -> Value:
    """The value; None (or "" of a text) for an empty cell. ValueError with a Vietnamese sentence."""
    if cell is None or (not nfc(cell.text).strip() and cell.kind != "f"):
        return "" if column.kind in _TEXTS else None
    if cell.kind == "f":
        raise ValueError("ô có công thức. Đề nghị sao chép rồi dán lại dưới dạng giá trị.")
    if cell.kind == "e":
        raise ValueError(f"ô đang báo lỗi {cell.text}. Đề nghị sửa lại trong Excel.")
    return _READERS[column.kind](cell, column)


def exact(cell: Cell) -> Decimal:
    """The number as Excel shows it: its file may say 12.399999999999999 of a typed 12,4.

    Another program's may say NaN or 1e400; neither is a number to reckon with.
    """
    try:
        number = Decimal(format(float(cell.text), f".{_DIGITS}g"))
    except ValueError:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(f"“{cell.text[:_SHOWN]}” không phải là số hoặc là số quá lớn.")
    return number


def fits_a_cell(number: Decimal) -> bool:
    """Does a number cell keep all its digits?"""
    return Decimal(format(float(number), f".{_DIGITS}g")) == number


def _text(cell: Cell, column: Column) -> str:
    if cell.kind == "n":
        said = input_number(exact(cell))
    elif cell.kind == "p":
        said = f"{_in_percent(cell)}%"
    elif cell.kind == "d":
        said = format_date(date.fromisoformat(cell.text))
    elif cell.kind == "b":
        said = "Có" if cell.text == "1" else "Không"
    else:
        said = nfc(cell.text).strip()
    if column.most and (sentence := too_long(said, column.most)):
        raise ValueError(small(sentence))
    return said


def _code(cell: Cell, column: Column) -> str:
    if cell.kind in _NUMBERS:
        raise ValueError("ô là số nên số 0 ở đầu có thể đã mất. Đề nghị ghi mã dưới dạng chữ.")
    said = _text(cell, column)
    if not _SLUG.fullmatch(said):
        raise ValueError(f"mã “{said}” chỉ được gồm chữ cái không dấu, chữ số và dấu gạch nối.")
    return said


def _phone(cell: Cell, column: Column) -> str:
    if cell.kind in _NUMBERS:
        digits = cell.text.partition(".")[0]
        asked = f": có phải là 0{digits}" if len(digits) == 9 else ""
        raise ValueError(
            f"số điện thoại ghi dạng số nên mất số 0 ở đầu{asked}? Đề nghị ghi dưới dạng chữ."
        )
    return _text(cell, column)


def _email(cell: Cell, column: Column) -> str:
    said = _text(cell, column).lower()
    try:
        validate_email(said)
    except ValidationError:
        raise ValueError(f"địa chỉ thư “{said}” chưa hợp lệ. Ví dụ đúng: ten@coquan.vn.") from None
    return said


def _whole(cell: Cell, column: Column) -> int:
    number = _decimal(cell)
    if number != int(number) or not 0 <= number <= _MOST_WHOLE:
        raise ValueError(f"phải là số nguyên từ 0 đến {_MOST_WHOLE}.")
    return int(number)


def _number(cell: Cell, column: Column) -> str:
    number = _decimal(cell)
    if sentence := number_objection(number):
        raise ValueError(small(sentence))
    return format(number.normalize() + 0, "f")


def _decimal(cell: Cell) -> Decimal:
    if cell.kind == "n":
        return exact(cell)
    if cell.kind == "p":
        return _of_percent(cell)
    if cell.kind == "d":
        day = format_date(date.fromisoformat(cell.text))
        raise ValueError(f"ô là ngày ({day}), phải là số. Đề nghị sửa định dạng ô.")
    if cell.kind == "b":
        raise ValueError("ô là giá trị đúng/sai, phải là số.")
    return parse_number(cell.text)


def _of_percent(cell: Cell) -> Decimal:
    """Nought is nought; of anything else only its writer knows which of two numbers was meant.

    The apostrophe makes text of what follows, also where the sheet lets nobody change a format.
    """
    number = exact(cell)
    if not number:
        return number
    shown = _in_percent(cell)
    raise ValueError(
        f"ô định dạng phần trăm: muốn nhập {shown} hay {input_number(number)}? Đề nghị gõ lại số, có "
        f"dấu nháy đơn ở trước và không có dấu %, ví dụ: '{shown}."
    )


def _in_percent(cell: Cell) -> str:
    """'12,4' of 0.124."""
    return input_number(exact(cell) * 100)


def _day(cell: Cell, column: Column) -> str:
    if cell.kind in _NUMBERS:
        raise ValueError(_serial(cell))
    if cell.kind == "b":
        raise ValueError("ô là giá trị đúng/sai, phải là ngày.")
    return parse_date(cell.text).isoformat()


def _serial(cell: Cell) -> str:
    number = exact(cell)
    asked = ""
    if 20_000 <= number <= 80_000:
        day = format_date(_DAY_ZERO + timedelta(days=int(number)))
        asked = f" Có phải ý anh/chị là {day}?"
    return f"“{input_number(number)}” là số, không phải ngày.{asked} Đề nghị ghi ngày/tháng/năm."


def _choice(cell: Cell, column: Column) -> str:
    said = _text(cell, column)
    for stored, shown in column.choices:
        if fold(said) in (fold(shown), stored.casefold()):
            return stored
    allowed = "; ".join(shown for _, shown in column.choices)
    raise ValueError(f"“{said}” không có trong danh sách: {allowed}.")


_READERS: dict[str, Callable[[Cell, Column], Value]] = {
    "text": _text,
    "group": _text,
    "unit": _text,
    "units": _text,
    "code": _code,
    "phone": _phone,
    "email": _email,
    "whole": _whole,
    "number": _number,
    "day": _day,
    "choice": _choice,
    "yes": _choice,
}
_TEXTS = {"text", "group", "unit", "units", "code", "phone", "email"}
