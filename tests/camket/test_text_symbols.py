"""Numbers and symbols of documents: what follows a form, and what the kind says of it."""

import unicodedata

import pytest

from camket.text import symbol_objection

# The mentions in the two sources (document-format.md §6.6), and further common ones.
USUAL = (
    "4-NQ/TW", "05-CT/TW", "03-KL/TU", "64, 65-KH/TU", "01-QĐ/TW", "10-QĐ/TU", "26-CTHĐ/TU",
    "18-TBKT/TU", "42/NQ-CP", "15/2020/QĐ-TTg", "108/2014/NĐ-CP", "128/NQ-HĐND", "",
)  # fmt: skip


@pytest.mark.parametrize("symbol", USUAL)
def test_usual_symbols_are_no_matter(symbol: str) -> None:
    assert symbol_objection(symbol) == ""
    assert symbol_objection(unicodedata.normalize("NFD", f" {symbol} ")) == ""


@pytest.mark.parametrize("symbol", ["28", "05- CT/TW", "NQ/TU", "05_NQ/TU", "=1+1", "05-nq/tu"])
def test_unusual_ones_are_said_and_shown(symbol: str) -> None:
    said = symbol_objection(symbol)
    assert symbol in said
    assert "đối chiếu với bản gốc" in said


@pytest.mark.parametrize(
    ("symbol", "kind", "agrees"),
    [
        ("18-TBKT/TU", "Kết luận", False),  # it stands so in the report of 2020
        ("18-TBKT/TU", "Thông báo kết luận", True),
        ("05-NQ/TU", "nghị quyết", True),
        ("01-QĐ/TW", "Quy định", True),
        ("01-QĐ/TW", "Quyết định", True),
        ("128/NQ-HĐND", "Chỉ thị", False),
        ("09-XYZ/TU", "Kết luận", True),  # nobody knows this one
    ],
)
def test_the_kind_and_the_symbol_agree(symbol: str, kind: str, agrees: bool) -> None:
    assert (symbol_objection(symbol, kind) == "") is agrees
