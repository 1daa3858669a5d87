"""Numbers as Vietnamese documents write them, and read strictly as people type them.

Decimal comma, thousands dot: 1.234.567,89. Source: document-format.md §6.5.
"""

import re
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from unicodedata import normalize

from camket.text.sentences import shorten
from camket.text.unicode import nfc

MISSING = "–"
MOST_DIGITS = 18  # what the number columns hold

_HUNDRED = Decimal(100)
_WHOLE = Decimal(1)

_MINUS = ("-", "−", "–")
_PLAIN = re.compile(r"[0-9]+(,[0-9]+)?")
_DOT_GROUPS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?")
_SPACE_GROUPS = re.compile(r"[0-9]{1,3}( [0-9]{3})+(,[0-9]+)?")
_ONE_DOT = re.compile(r"(?P<whole>[0-9]+)\.(?P<rest>[0-9]+)")
_ENGLISH = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_WITH_UNIT = re.compile(
    r"(?P<number>[-−–+]?[0-9][0-9., ]*?)\s*(?P<unit>%|(?:[^\W\d_]+|k?m[23])(?: [^\W\d_]+){0,3})"
)


def format_number(
    value: Decimal | int | None, places: int | None = None, *, missing: str = MISSING
) -> str:
    """'1.234,5': for reading, with thousands dots. None gives ``missing``.

    ``places`` rounds half up to that many decimals; without it all decimals that say something
    are kept ("12.4000" from the database is "12,4").
    """
    return missing if value is None else _written(value, places, thousands=".")


def input_number(value: Decimal | int | None) -> str:
    """'1234,5': as a form field shows a stored number, without dots; None gives ''.

    ``parse_number`` reads exactly this back; "1.234" with its dot it would have to question.
    """
    return "" if value is None else _written(value, None, thousands="")


def format_percent(value: Decimal | int | None, places: int = 1, *, missing: str = MISSING) -> str:
    """'12,4%', '100%': a number of percent, no space before the sign, no idle decimals.

    Rounds half up, but never onto 100: 99,96 is "99,9%", because "100%" says that nothing is left,
    and 100,02 is "100,1%", because it says that nothing was added.
    """
    if value is None:
        return missing
    return _written(round_percent(_finite(value), places), None, thousands=".") + "%"


def round_percent(exact: Decimal, places: int = 1) -> Decimal:
    """A number of percent as ``format_percent`` shows it, to be reckoned with beside it."""
    rounded = _rounded(exact, places)
    if rounded != _HUNDRED or exact == _HUNDRED:
        return rounded
    away = ROUND_DOWN if exact < _HUNDRED else ROUND_UP
    return exact.quantize(_WHOLE.scaleb(-places), rounding=away)


def parse_number(text: str) -> Decimal:
    """The number a person typed: '1.234,5', '12,4', '1234', '-3', '5 000'.

    Nothing is guessed. A dot that could be a decimal point or a thousands mark ('12.4', '1.240'),
    an English number ('1,234.5'), a unit after the number, or no number at all raises ValueError
    with a Vietnamese sentence that says what to type instead.
    """
    typed = " ".join(nfc(text).split())
    sign = typed[0] if typed.startswith((*_MINUS, "+")) else ""
    body = typed[len(sign) :].lstrip()
    if not _is_certain(body):
        raise ValueError(_objection(typed, sign, body))
    digits = body.replace(" ", "").replace(".", "").replace(",", ".")
    if len(digits.replace(".", "")) > MOST_DIGITS:
        raise ValueError(f"Số quá dài: xin ghi không quá {MOST_DIGITS} chữ số.")
    number = Decimal(digits)
    return -number if sign in _MINUS and number else number


def roman(number: int) -> str:
    """'I', 'IV', 'XIII': sections, quarters, congresses. ValueError outside 1-3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written


def ordinal(number: int) -> str:
    """'thứ nhất', 'thứ hai', 'thứ ba', 'thứ tư'…: in words to 99, then 'thứ 100'."""
    if number < 1:
        raise ValueError(f"no ordinal for {number}")
    if number == 1:
        return "thứ nhất"
    if number == 4:
        return "thứ tư"
    return f"thứ {_in_words(number) if number < 100 else number}"


_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_WORDS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def _in_words(number: int) -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _WORDS[ones]
    head = "mười" if tens == 1 else f"{_WORDS[tens]} mươi"
    tail = _WORDS[ones]
    if ones == 5:
        tail = "lăm"
    elif tens > 1:
        tail = {1: "mốt", 4: "tư"}.get(ones, tail)
    return f"{head} {tail}".rstrip()


def _written(value: Decimal | int, places: int | None, thousands: str) -> str:
    exact = _finite(value)
    number = exact if places is None else _rounded(exact, places)
    written = f"{number.copy_abs():,f}"
    if places is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    whole, _, decimals = written.partition(".")
    whole = whole.replace(",", thousands)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole},{decimals}" if decimals else sign + whole


def _finite(value: Decimal | int) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite():
        raise ValueError(f"not a number to print: {value!r}")
    return number


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(_WHOLE.scaleb(-places), rounding=ROUND_HALF_UP)


def _is_certain(body: str) -> bool:
    if _PLAIN.fullmatch(body) or _SPACE_GROUPS.fullmatch(body):
        return True
    return bool(_DOT_GROUPS.fullmatch(body)) and not _ONE_DOT.fullmatch(body)


def _objection(typed: str, sign: str, body: str) -> str:
    """The sentence for what could not be read with certainty."""
    if not typed:
        return "Xin nhập một số."
    shown = shorten(typed, 30)
    if dot := _ONE_DOT.fullmatch(body):
        return f"{_question(shown, sign, dot)} Xin dùng dấu phẩy cho phần thập phân và bỏ dấu chấm."
    if _ENGLISH.fullmatch(body):
        meant = body.replace(",", "").replace(".", ",")
        return (
            f"“{shown}” viết theo lối tiếng Anh. Nếu muốn nhập {sign}{meant}, "
            "xin dùng dấu phẩy cho phần thập phân, không dùng dấu phẩy để ngăn hàng nghìn."
        )
    plain = normalize("NFKC", typed)  # full-width digits, as some keyboards type them
    if plain != typed and _is_certain(plain.lstrip("".join(_MINUS) + "+ ")):
        return f"“{shown}” gõ bằng kiểu chữ số khác. Anh/chị muốn nhập {plain}? Xin gõ lại."
    if unit := _WITH_UNIT.fullmatch(typed):
        if dot := _ONE_DOT.fullmatch(unit["number"].lstrip("".join(_MINUS) + "+")):
            return f"{_question(shown, sign, dot)} Chỉ ghi số, không ghi đơn vị."
        return f"Chỉ ghi số, không ghi đơn vị: xin nhập {unit['number']} thay cho “{shown}”."
    return f"“{shown}” không phải là số. Ví dụ đúng: 1234; 1234,5; 12,4."


def _question(shown: str, sign: str, dot: re.Match[str]) -> str:
    whole, decimals = dot["whole"], dot["rest"]
    if not whole.strip("0"):
        return f"Anh/chị muốn nhập {sign}0,{decimals}?"
    return (
        f"“{shown}” có thể hiểu theo hai cách. "
        f"Anh/chị muốn nhập {sign}{whole}{decimals} hay {sign}{whole},{decimals}?"
    )
