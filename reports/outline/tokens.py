"""Figures inside sentences: ``{đã ký}`` in a text is replaced by what the data say.

Names are Vietnamese: the Office reads and types them. Those of figures it enters itself are plain
ASCII, so that the two never meet.

Plain replacement, never ``str.format``: a brace that somebody typed reaches no attribute and no
index. A figure nobody knows is refused, so that a slip cannot be printed as "{rato}".
"""

import re
from collections.abc import Mapping

# "{{" and "}}" print one brace; "{name}" is a figure; a lone brace is itself.
_PARTS = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")

# What stands everywhere in a report of a year: name → meaning, as an editor's page lists them.
YEAR_TOKENS: Mapping[str, str] = {
    "năm": "năm báo cáo",
    "năm sau": "năm tiếp theo",
    "năm thứ mấy": "năm thứ mấy của toàn chủ trương, bằng chữ số",
    "chủ đề": "chủ đề năm",
    "sự kiện trong năm": "mệnh đề về sự kiện trong năm; để trống nếu không có",
    "cấp": "cấp hành chính (thành phố, phường…)",
    "cấp ủy": "tên gọi tắt của cấp ủy (Thành ủy, Đảng ủy…)",
    "CẤP ỦY": "tên gọi tắt của cấp ủy, chữ in hoa",
    "địa phương": "tên gọi địa phương trực thuộc (phường…)",
    "cấp ủy địa phương": "cấp ủy của địa phương trực thuộc (Đảng ủy…)",
    "căn cứ": "căn cứ của năm",
    "căn cứ năm sau": "căn cứ của năm tiếp theo",
    "quy định nêu gương": "các quy định về trách nhiệm nêu gương",
    "tỷ lệ báo cáo": "tỷ lệ cơ quan, đơn vị có báo cáo 6 tháng và báo cáo năm",
    "mức hoàn thành": "nhận xét mức hoàn thành chung theo số liệu",
    "tổng đơn vị": "số cơ quan, đơn vị ký cam kết",
    "tổng đã ký": "tổng số nhiệm vụ, đầu việc đã ký",
    "tổng hoàn thành": "tổng số nhiệm vụ, đầu việc đã hoàn thành",
    "tổng hoàn thành/đã ký": "tổng số đã hoàn thành trên tổng số đã ký",
}

# What stands in the sections of one group of units.
GROUP_TOKENS: Mapping[str, str] = {
    "các đơn vị": "tên các đơn vị trong nhóm, ghi đầy đủ",
    "tên gọn đơn vị": "tên các đơn vị trong nhóm, ghi gọn (Các phòng …; …)",
    "số đơn vị": "số đơn vị trong nhóm ký cam kết",
    "năm thứ mấy của nhóm": "năm thứ mấy của nhóm, bằng chữ",
    "đã ký": "số nhiệm vụ, đầu việc nhóm đã ký",
    "hoàn thành": "số nhiệm vụ, đầu việc nhóm đã hoàn thành",
    "đúng hạn": "số nhiệm vụ, đầu việc nhóm hoàn thành đúng hạn",
    "vượt chỉ tiêu": "số nhiệm vụ, đầu việc nhóm vượt chỉ tiêu",
    "hoàn thành/đã ký": "số đã hoàn thành trên số đã ký của nhóm (9/9)",
    "kết quả": "cụm từ về kết quả của nhóm (thực hiện 9/9 nhiệm vụ, đầu việc)",
    "nhận xét": "nhận xét tiến độ của nhóm theo số liệu",
}

MEANINGS: Mapping[str, str] = {**YEAR_TOKENS, **GROUP_TOKENS}


def substitute(text: str, values: Mapping[str, str | None]) -> str:
    """The text with every ``{name}`` replaced by its value; values are not looked into again.

    ValueError with a Vietnamese sentence for a name that is not among ``values``, and for one whose
    value is None: known, but nothing to print yet.
    """
    return _PARTS.sub(lambda part: _printed(part, values), text)


def _printed(part: re.Match[str], values: Mapping[str, str | None]) -> str:
    if part[0] in ("{{", "}}"):
        return part[0][0]
    name = part[1]
    if name not in values:
        known = ", ".join(f"{{{name}}}" for name in sorted(values))
        raise ValueError(
            f"Không có số liệu nào tên là {part[0]}. Các số liệu dùng được ở mục này: {known}."
            " Muốn in chính dấu ngoặc nhọn thì gõ hai dấu liền nhau: {{ hoặc }}."
        )
    value = values[name]
    if value is None:
        raise ValueError(f"Chưa có nội dung để in cho {part[0]} ({MEANINGS.get(name, name)}).")
    return value


def pieces(text: str, values: Mapping[str, str | None]) -> list[tuple[str, str]]:
    """The text as ``substitute`` prints it, cut into (printed, name); name is empty outside a figure.

    ValueError as ``substitute`` raises it.
    """
    found, last = [], 0
    for part in _PARTS.finditer(text):
        found += [(text[last : part.start()], ""), (_printed(part, values), part[1] or "")]
        last = part.end()
    return [piece for piece in [*found, (text[last:], "")] if piece[0]]


def escape(text: str) -> str:
    """Text to be printed as it is: ``substitute`` gives it back unchanged."""
    return text.replace("{", "{{").replace("}", "}}")


def tokens_in(text: str) -> list[str]:
    """Names of the figures in a text, in order, each once."""
    names = (part[1] for part in _PARTS.finditer(text) if part[1] is not None)
    return list(dict.fromkeys(names))
