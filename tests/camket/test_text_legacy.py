"""Old encodings are found where they are, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.text import nfc
from camket.text.legacy import TCVN3, VNI, convert, detect, is_syllable, summary
from tests import house

OLD = [
    (TCVN3, "ñy ban nh©n d©n", "ủy ban nhân dân"),
    (TCVN3, "§¶ng ñy ph\xadêng 5", "Đảng ủy phường 5"),
    (TCVN3, "Th\xadêng vô Thµnh ñy", "Thường vụ Thành ủy"),
    (TCVN3, "NguyÔn V¨n Trùc", "Nguyễn Văn Trực"),
    (TCVN3, "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    (VNI, "Thaønh uûy Ñoâng Haø", "Thành ủy Đông Hà"),
    (VNI, "Uûy ban nhaân daân phöôøng 5", "Ủy ban nhân dân phường 5"),
    (VNI, "BAN THÖÔØNG VUÏ", "BAN THƯỜNG VỤ"),
    (VNI, "Nguyeãn Vaên Tröïc", "Nguyễn Văn Trực"),
]
NEW = [
    "Đảng ủy Phường 5", "Ban Thường vụ", "có bé hà", "HĐND, UBND", "50 µm, 15 m²", "©2021", "Müller café",
    "El Niño señor", "São Paulo", "naïve", "", "abc", "12,4%", "½ giờ, ±3°C",
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "before", "after"), OLD)
def test_old_text_is_found_and_read(encoding: str, before: str, after: str) -> None:
    assert detect(before) == encoding
    assert convert(before, encoding) == after
    assert detect(after) == ""


@pytest.mark.parametrize("text", NEW)
def test_other_text_is_left_alone(text: str) -> None:
    assert detect(text) == ""


def test_a_text_that_is_unicode_in_part_keeps_that_part() -> None:
    assert detect("Đảng ủy nh©n d©n") == TCVN3
    assert convert("Đảng ủy nh©n d©n", TCVN3) == "Đảng ủy nhân dân"


def test_a_file_may_be_mixed() -> None:
    assert summary(["nh©n d©n", "nhaân daân", "nhân dân"]) == {TCVN3: 1, VNI: 1}


def test_no_sentence_of_the_product_is_taken_for_an_old_one() -> None:
    """Every Vietnamese sentence of the demonstration, the pages and the guides."""
    sources = house.texts(".py", under=["camket/demo/"]) + house.texts(".md", ".html")
    texts = [line for one in sources for line in one.text.splitlines() if "ñy" not in line]
    assert len(texts) > 5000
    strange = ["©", "§", "Ñ", "ö", "aø", "uû"]  # the guide shows examples
    assert [t for t in texts if detect(t) and not any(s in t for s in strange)] == []


def test_syllables_of_the_demonstration() -> None:
    words = {
        word.lower()
        for one in house.texts(".py", under=["camket/demo/promises/"])
        for word in re.findall(r"\b[^\W\d_]+\b", one.text)
        if not word.isascii() and not word.isupper()
    }
    assert len(words) > 400
    assert {word for word in words if not is_syllable(word)} <= {"đ"}


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    for encoding in (TCVN3, VNI):
        assert nfc(convert(text, encoding)) is not None
    assert detect(text) in ("", TCVN3, VNI)
