"""Figures inside sentences: ``{ratio}`` in a text is replaced by what the data say.

Plain replacement, never ``str.format``: a brace that somebody typed reaches no attribute and no
index. A figure nobody knows is refused, so that a slip cannot be printed as "{rato}".
"""

import re
from collections.abc import Mapping

# "{{" and "}}" print one brace; "{name}" is a figure; a lone brace is itself.
_PARTS = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")

# What stands everywhere in a report of a year: name → meaning, as an editor's page lists them.
YEAR_TOKENS: Mapping[str, str] = {
    "year": "năm báo cáo",
    "next_year": "năm tiếp theo",
    "program_year": "năm thứ mấy của toàn chủ trương, bằng chữ số",
    "theme": "chủ đề năm",
    "events_clause": "mệnh đề về sự kiện trong năm; để trống nếu không có",
    "level": "cấp hành chính (thành phố, phường…)",
    "body": "tên gọi tắt của cấp ủy (Thành ủy, Đảng ủy…)",
    "body_upper": "tên gọi tắt của cấp ủy, chữ in hoa",
    "sub_level": "tên gọi địa phương trực thuộc (phường…)",
    "sub_body": "cấp ủy của địa phương trực thuộc (Đảng ủy…)",
    "bases": "căn cứ của năm",
    "bases_next_year": "căn cứ của năm tiếp theo",
    "bases_conduct": "các quy định về trách nhiệm nêu gương",
    "reporting_sentence": "tỷ lệ cơ quan, đơn vị có báo cáo 6 tháng và báo cáo năm",
    "completion_sentence": "nhận xét mức hoàn thành chung theo số liệu",
    "total_units": "số cơ quan, đơn vị ký cam kết",
    "total_signed": "tổng số nhiệm vụ, đầu việc đã ký",
    "total_done": "tổng số nhiệm vụ, đầu việc đã hoàn thành",
    "total_ratio": "tổng số đã hoàn thành trên tổng số đã ký",
}

# What stands in the sections of one group of units.
GROUP_TOKENS: Mapping[str, str] = {
    "units": "tên các đơn vị trong nhóm, ghi đầy đủ",
    "units_list": "tên các đơn vị trong nhóm, ghi gọn (Các phòng …; …)",
    "unit_count": "số đơn vị trong nhóm ký cam kết",
    "group_program_year": "năm thứ mấy của nhóm, bằng chữ",
    "signed": "số nhiệm vụ, đầu việc nhóm đã ký",
    "done": "số nhiệm vụ, đầu việc nhóm đã hoàn thành",
    "on_time": "số nhiệm vụ, đầu việc nhóm hoàn thành đúng hạn",
    "exceeded": "số nhiệm vụ, đầu việc nhóm vượt chỉ tiêu",
    "ratio": "số đã hoàn thành trên số đã ký của nhóm (9/9)",
    "work_done": "cụm từ về kết quả của nhóm (thực hiện 9/9 nhiệm vụ, đầu việc)",
    "outcome": "nhận xét tiến độ của nhóm theo số liệu",
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
