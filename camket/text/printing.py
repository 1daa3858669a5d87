"""Where a printed line must not break. Source: document-format.md §6.1 and §6.6."""

import re

_NO_BREAK_SPACE = "\u00a0"
_WORD_JOINER = "\u2060"

# A word that belongs to the number after it: ngày 05, tháng 01, năm 2021, Quý I, khóa XII.
_WORD_THEN_NUMBER = re.compile(
    r"\b((?i:ngày|tháng|năm|quý|số|điều|khoản|mục|phần|phụ lục|nhóm|khóa|khoá|thứ|đợt|lần))"
    r" (?=\d|[IVXLC]+\b)"
)
# A number that belongs to the counted noun after it: 9 phường, 6 tháng, 9/9 nhiệm vụ; but in
# "ngày 05 tháng 01" the noun belongs to the number after it.
_NUMBER_THEN_NOUN = re.compile(
    r"(?<=\d) (?=(?:phường|xã|thôn|tổ|khu phố|đơn vị|cơ quan|địa phương|tập thể|nhiệm vụ|nội dung"
    r"|đầu việc|chỉ tiêu|tháng|quý|năm|ngày|lần|lượt|người|hộ|vụ|đồng|nghìn|triệu|tỷ|tỉ|điểm"
    r"|km|ha|m|m2|m²|tấn|kg)\b(?! \d))"
)
# A span of years: a line must not begin with "- 2025", it would look like a list item.
_YEARS = re.compile(r"(?<=\d{4}) ([-–]) (?=\d{4})")

# 18-TBKT/TU, "64, 65-KH/TU", "05- CT/TW"; 42/NQ-CP, 15/2020/QĐ-TTg; T/M, K/T, T/L, đ/c.
_SYMBOLS = re.compile(
    r"(?<![\w/])(?:"
    r"\d{1,4}(?:,\s?\d{1,4})*-\s?[A-ZĐ][A-Za-zĐ]{1,4}/[A-ZĐ]{2,12}(?![\w/])"
    r"|\d{1,5}(?:/\d{4})?/[A-ZĐ]{2,4}-[A-ZĐ][A-ZĐa-z]{1,7}(?!\w)"
    r"|(?:T/M|K/T|T/L|[Đđ]/c)\b"
    r")"
)


def keep_together(text: str) -> str:
    """The text for print, with no line break inside dates, counts and document symbols.

    Puts U+00A0 for a space and U+2060 after a hyphen or slash; ``nfc`` takes them out again, so
    text copied from the PDF comes back as it was stored.
    """
    text = _SYMBOLS.sub(_unbroken, text)
    text = _NUMBER_THEN_NOUN.sub(_NO_BREAK_SPACE, text)
    text = _WORD_THEN_NUMBER.sub(rf"\1{_NO_BREAK_SPACE}", text)
    # A hyphen lets a line break after it even before a no-break space (UAX #14, LB12a).
    return _YEARS.sub(rf"{_NO_BREAK_SPACE}\1{_WORD_JOINER}{_NO_BREAK_SPACE}", text)


def _unbroken(symbol: re.Match[str]) -> str:
    joined = re.sub("[-/]", rf"\g<0>{_WORD_JOINER}", symbol[0])
    return joined.replace(" ", _NO_BREAK_SPACE)
