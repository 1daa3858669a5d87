"""Cleaning, searching, sorting and printing Vietnamese text (document-format.md §6)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.text import keep_together, name_sort_key, nfc, search_key, sort_key, upper

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
# Everything a field can be handed, half characters of broken JSON included.
any_text = st.text(st.characters())
vietnamese_text = st.text(st.sampled_from(VIETNAMESE + VIETNAMESE.upper() + " 0123456789-/.,"))


class TestNfc:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [
            (unicodedata.normalize("NFD", "Đông Hà"), "Đông Hà"),
            ("Tê\u0301t", "Tết"),  # base with its hat, tone apart, as CP1258 writes
            ("Phường\u00a05", "Phường 5"),
            ("5\u202f000", "5 000"),
            ("\ufeffcam\u200b kết\u00ad", "cam kết"),
            ("một\r\nhai\rba", "một\nhai\nba"),
            ("một\vhai\u2028ba", "một\nhai\nba"),
            ("hóa\x00 đơn\x07", "hóa đơn"),
            ("bao cao\u202efdp.exe", "bao caofdp.exe"),
            ("nửa \ud83d chữ", "nửa  chữ"),
            ("cột\tcột", "cột\tcột"),
        ],
    )
    def test_one_form(self, typed, stored):
        assert nfc(typed) == stored

    @pytest.mark.parametrize(
        "text", ["ủy", "uỷ", "hòa", "hoà", "2020 – 2025", "“điểm nghẽn”", "a  b", "05-CT/TW", "…"]
    )
    def test_what_the_office_typed_stays(self, text):
        assert nfc(text) == text

    def test_letters_counted_as_in_the_source(self):
        assert len(nfc(unicodedata.normalize("NFD", "Đông Hà"))) == 7

    @given(any_text)
    def test_once_is_enough(self, text):
        assert nfc(nfc(text)) == nfc(text)

    @given(any_text)
    def test_a_database_takes_it(self, text):
        stored = nfc(text)
        assert "\x00" not in stored
        assert unicodedata.is_normalized("NFC", stored)
        assert stored.encode().decode() == stored

    @given(vietnamese_text)
    def test_decomposed_and_composed_meet(self, text):
        assert nfc(unicodedata.normalize("NFD", text)) == nfc(text)


class TestUpper:
    @pytest.mark.parametrize(
        ("text", "capital"),
        [("đường ủy khoá", "ĐƯỜNG ỦY KHOÁ"), ("Ban Thường vụ Thành ủy", "BAN THƯỜNG VỤ THÀNH ỦY")],
    )
    def test_by_unicode(self, text, capital):
        assert upper(text) == capital


class TestSearchKey:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Đông Hà", "dong ha"),
            (unicodedata.normalize("NFD", "Đông Hà"), "dong ha"),
            ("  THÀNH   UỶ\u00a0Đông Hà ", "thanh uy dong ha"),
            ("Thành ủy", "thanh uy"),
            ("Ðông Hà", "dong ha"),  # Eth, as old converters leave it
            ("Phường 5", "phuong 5"),
            ("Đông\u200b Hà\u00ad", "dong ha"),
            ("km²", "km2"),
            ("“điểm nghẽn”", '"diem nghen"'),
            ("2020 – 2025", "2020 - 2025"),
            ("", ""),
        ],
    )
    def test_folds(self, text, key):
        assert search_key(text) == key

    @pytest.mark.parametrize(
        ("one", "other"), [("khóa", "khoá"), ("hòa bình", "hoà bình"), ("ủy ban", "uỷ ban")]
    )
    def test_both_places_of_the_tone_are_one(self, one, other):
        assert one != other
        assert search_key(one) == search_key(other)

    def test_every_vietnamese_letter_becomes_plain(self):
        assert search_key(VIETNAMESE + VIETNAMESE.upper()).isascii()

    @given(any_text)
    def test_a_key_is_its_own_key(self, text):
        assert search_key(search_key(text)) == search_key(text)

    @given(vietnamese_text)
    def test_case_and_composition_do_not_matter(self, text):
        assert search_key(upper(text)) == search_key(text)
        assert search_key(unicodedata.normalize("NFD", text)) == search_key(text)


class TestSortKey:
    def test_alphabet(self):
        letters = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
        assert sorted(sorted(letters), key=sort_key) == letters

    def test_tones(self):
        assert sorted("ạáãảàa", key=sort_key) == list("aàảãáạ")
        assert sorted("ậấẫẩầâ", key=sort_key) == list("âầẩẫấậ")

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("Dũng", "Đức"),
            ("Ân", "Bé"),
            ("An", "Ăn"),
            ("Ăn", "Ân"),
            ("Phường 2", "Phường 10"),
            ("Phường 2", "Phường An Lạc"),
            ("2.9", "2.10"),
            ("Phường", "Phường 1"),
            ("đông", "Đông"),
            ("Đông", "đông hà"),
            ("Trạm y tế", "Trường"),
            ("z", "я"),
        ],
    )
    def test_before(self, first, second):
        assert sort_key(first) < sort_key(second)

    def test_tone_decides_only_after_all_letters(self):
        assert sort_key("hoà an") < sort_key("hoa binh") < sort_key("hoà binh")

    def test_leading_zeros_and_long_numbers(self):
        assert sort_key("Tổ 02") == sort_key("Tổ 2")
        assert sort_key("9" * 20) < sort_key("1" + "0" * 20)
        assert sort_key("0") < sort_key("1")

    def test_composition_spacing_and_eth_do_not_matter(self):
        assert sort_key(unicodedata.normalize("NFD", "Đông  Hà")) == sort_key("Ðông\u00a0Hà")

    @given(any_text)
    def test_a_key_sorts_alike_in_every_collation(self, text):
        assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")

    @given(vietnamese_text, vietnamese_text)
    def test_a_beginning_comes_before_what_it_begins(self, start, rest):
        start = start.strip()
        # A digit more makes another number, not a longer text.
        assert start[-1:].isdigit() or sort_key(start) <= sort_key(start + rest)

    @given(st.integers(0, 10**30), st.integers(0, 10**30))
    def test_numbers_by_their_size(self, one, other):
        assert (sort_key(f"Khối {one}") < sort_key(f"Khối {other}")) == (one < other)


class TestNameSortKey:
    VECTOR = (
        "Đỗ Văn An",
        "Phạm An",
        "Hoàng Ánh",
        "Nguyễn Thị Ân",
        "Trần Thị Dung",
        "Lê Hồng Đăng",
        "Nguyễn Văn Đức",
        "Võ Văn Hưng",
        "Hồ Sỹ Trung",
    )

    def test_vector_of_the_format_document(self):
        for shuffled in (sorted(self.VECTOR), self.VECTOR[::-1]):
            assert sorted(shuffled, key=name_sort_key) == list(self.VECTOR)

    def test_given_then_family_then_middle(self):
        names = ["Lê Ánh Mai", "Lê Thị Mai", "Trần An Mai", "An"]
        assert sorted(names, key=name_sort_key) == ["An", "Lê Ánh Mai", "Lê Thị Mai", "Trần An Mai"]

    def test_case_and_spaces_of_typing_do_not_matter(self):
        assert name_sort_key("  NGUYỄN  VĂN AN ") == name_sort_key("Nguyễn Văn An")

    def test_nobody(self):
        assert name_sort_key("  ") == ""


class TestKeepTogether:
    @pytest.mark.parametrize(
        ("text", "printed"),
        [
            ("ngày 05 tháng 01 năm 2021", "ngày~05 tháng~01 năm~2021"),
            ("của 9 phường", "của 9~phường"),
            ("9/9 nhiệm vụ, đầu việc", "9/9~nhiệm vụ, đầu việc"),
            ("Quý I và Quý IV/2021", "Quý~I và Quý~IV/2021"),
            ("Kết luận số 18-TBKT/TU ngày", "Kết luận số~18-^TBKT/^TU ngày"),
            ("Kế hoạch 64, 65-KH/TU", "Kế hoạch 64,~65-^KH/^TU"),
            ("Chỉ thị 05- CT/TW", "Chỉ thị 05-^~CT/^TW"),
            ("Quyết định 15/2020/QĐ-TTg", "Quyết định 15/^2020/^QĐ-^TTg"),
            ("Nghị quyết 42/NQ-CP;", "Nghị quyết 42/^NQ-^CP;"),
            ("nhiệm kỳ 2020 - 2025", "nhiệm kỳ 2020~-^~2025"),
            ("T/M BAN THƯỜNG VỤ", "T/^M BAN THƯỜNG VỤ"),
            ("khóa XII", "khóa~XII"),
            ("6 tháng đầu năm", "6~tháng đầu năm"),
            ("số lượng, phần còn lại, mục c", "số lượng, phần còn lại, mục c"),
            ("quốc phòng - an ninh", "quốc phòng - an ninh"),
            ("năm\n2021", "năm\n2021"),
        ],
    )
    def test_no_break_here(self, text, printed):
        assert keep_together(text) == printed.replace("~", "\u00a0").replace("^", "\u2060")

    @given(vietnamese_text)
    def test_copied_text_is_the_stored_text(self, text):
        assert nfc(keep_together(nfc(text))) == nfc(text)

    @given(st.lists(st.sampled_from(["ngày 05", "9 phường", "số 18-TBKT/TU", "2020 - 2025", ","])))
    def test_copied_phrases_are_the_stored_phrases(self, parts):
        text = " ".join(parts)
        assert nfc(keep_together(text)) == text

    def test_twice_is_no_more_than_once(self):
        once = keep_together("Quy định số 10-QĐ/TU, ngày 05/10/2019, nhiệm kỳ 2020 - 2025")
        assert nfc(keep_together(once)) == nfc(once)
