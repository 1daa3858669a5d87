"""Numbers and symbols of documents, as far as they follow a form. Source: document-format.md §6.6.

Nothing here refuses: types nobody listed (TBKT, CTHĐ) are in use, so a form only warns.
"""

import re

from camket.text.search import search_key
from camket.text.unicode import nfc

_PARTY = re.compile(r"\d{1,4}(?:,\s?\d{1,4})*-([A-ZĐ][A-Za-zĐ]{1,4})/[A-ZĐ]{2,12}")
_STATE = re.compile(r"\d{1,5}(?:/\d{4})?/([A-ZĐ]{2,4})-[A-ZĐ][A-ZĐa-z]{1,7}")
# Which kinds of document an abbreviation stands for.
_KINDS = {
    "NQ": ("Nghị quyết",),
    "KL": ("Kết luận",),
    "CT": ("Chỉ thị", "Chương trình"),
    "QĐ": ("Quyết định", "Quy định"),
    "QC": ("Quy chế",),
    "TB": ("Thông báo",),
    "TBKT": ("Thông báo",),
    "KH": ("Kế hoạch",),
    "HD": ("Hướng dẫn",),
    "CTHĐ": ("Chương trình hành động", "Chương trình"),
    "CV": ("Công văn",),
    "BC": ("Báo cáo",),
    "NĐ": ("Nghị định",),
    "TT": ("Thông tư",),
}


def symbol_objection(symbol: str, kind: str = "") -> str:
    """What is unusual in a number and symbol, in a sentence; empty when it follows a form.

    "05-NQ/TU", "64, 65-KH/TU", "15/2020/QĐ-TTg" follow one. With ``kind`` also whether the symbol
    says another kind of document: "Kết luận" numbered 18-TBKT/TU. An empty symbol is no matter.
    """
    symbol = nfc(symbol).strip()
    if not symbol:
        return ""
    found = _PARTY.fullmatch(symbol) or _STATE.fullmatch(symbol)
    if found is None:
        return (
            f"Số, ký hiệu “{symbol}” không theo mẫu thường gặp (05-NQ/TU, 15/2020/QĐ-TTg). "
            "Đề nghị đối chiếu với bản gốc."
        )
    kinds = _KINDS.get(found[1], ())
    said = search_key(kind)
    if kinds and said and not any(said.startswith(search_key(one)) for one in kinds):
        return (
            f"Ký hiệu “{symbol}” thường dùng cho {kinds[0].lower()}, đang ghi loại văn bản là "
            f"“{nfc(kind).strip()}”. Đề nghị đối chiếu với bản gốc."
        )
    return ""
