"""The printed Báo cáo against the acceptance checks of document-format.md §1.13, and its safety."""

import re
import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from reports import pdf
from reports.paper import Header, Paragraph, Section, Signature, Table
from reports.pdf import PdfFailed, fonts
from reports.pdf.page import runs
from tests.reports import dong_ha, pdf_lines

LEFT, RIGHT, TOP, BOTTOM = 30, 195, 20, 277  # the text area, in mm


@pytest.fixture(scope="module")
def content():
    return dong_ha.report()


@pytest.fixture(scope="module")
def printed(content):
    return pdf.render(content)


@pytest.fixture(scope="module")
def html(printed):
    return printed[0]


@pytest.fixture(scope="module")
def data(printed):
    return printed[1]


@pytest.fixture(scope="module")
def pieces(data):
    return pdf_lines.read(data)[0]


@pytest.fixture(scope="module")
def rules(data):
    return pdf_lines.read(data)[1]


def words_of(data):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split()


def short(*paragraphs, **changes):
    section = Section("I", 1, "I.", "Mục", tuple(map(Paragraph, paragraphs)))
    return dong_ha.report(sections=(section,), **changes)


def the(pieces, text):
    """The one piece of line with exactly this text."""
    (found,) = [piece for piece in pieces if piece.text.strip() == text]
    return found


class TestThePage:
    def test_it_is_a4_and_the_text_keeps_to_its_margins(self, data, pieces):
        for page in PdfReader(BytesIO(data)).pages:
            width, height = (float(side) * pdf_lines.MM for side in page.mediabox[2:])
            assert (round(width), round(height)) == (210, 297)
        body = [piece for piece in pieces if not piece.text.strip().isdigit()]
        assert len(body) > 100
        assert min(piece.left for piece in body) > LEFT - 0.1
        assert max(piece.right for piece in body) < RIGHT + 0.1
        assert min(piece.baseline for piece in body) > TOP
        assert max(piece.baseline for piece in body) < BOTTOM

    def test_lines_are_justified_to_both_margins(self, pieces):
        ends = [p.right for p in pieces if p.page == 2]
        assert sum(abs(end - RIGHT) < 0.1 for end in ends) > 20

    def test_lines_stand_18_points_apart_with_6_between_paragraphs(self, pieces):
        heights = sorted({p.baseline for p in pieces if p.page == 3})[1:]
        steps = {round((b - a) / pdf_lines.MM, 1) for a, b in pairwise(heights)}
        assert steps == {18.0, 24.0}

    def test_paragraphs_begin_10_mm_in(self, pieces):
        opening = next(piece for piece in pieces if piece.text.startswith("Năm 2020"))
        assert abs(opening.left - LEFT - 10) < 0.1

    def test_page_numbers(self, pieces):
        pages = max(piece.page for piece in pieces)
        assert pages > 3
        numbers = {p.page: p for p in pieces if p.baseline < TOP}
        assert {page: piece.text for page, piece in numbers.items()} == {
            page: str(page) for page in range(2, pages + 1)
        }
        for number in numbers.values():
            assert (number.font, number.size) == ("Liberation-Serif", 14)
            assert abs((number.left + number.right) / 2 - (LEFT + RIGHT) / 2) < 0.1
            assert 10 < number.baseline < 15

    def test_headings_stay_with_what_follows(self, pieces):
        for page in range(1, max(p.page for p in pieces)):
            last = max((p for p in pieces if p.page == page), key=lambda p: p.baseline)
            assert last.font == "Liberation-Serif"


class TestTheType:
    def test_every_font_is_embedded_and_of_one_family(self, data):
        _, _, embedded = pdf_lines.read(data)
        assert {font.name for font in embedded} == {
            "Liberation-Serif",
            "Liberation-Serif-Bold",
            "Liberation-Serif-Italic",
        }
        assert all(font.embedded for font in embedded)

    def test_all_text_is_there_as_it_was_written(self, content, data):
        printed = words_of(data)
        for section in content.sections:
            for line in [section.title, *(p.printed for p in section.paragraphs)]:
                assert _contains(printed, line.split()), line

    def test_text_is_nfc_with_plain_spaces(self, pieces):
        text = "".join(piece.text for piece in pieces)
        assert text == unicodedata.normalize("NFC", text)
        assert not re.search("[\u00a0\u2060\ufffd\u00ad]", text)

    def test_all_letters_print(self):
        letters = " ".join(sorted(fonts.LETTERS))
        assert words_of(pdf.render(short(letters))[1]).count("ẵ") == 1

    def test_a_letter_without_a_glyph_is_refused_by_name(self):
        with pytest.raises(PdfFailed, match="không có ký tự “漢”, “😀”"):
            pdf.render(short("chữ 漢 và 😀"))

    def test_symbols_and_dates_stay_on_one_line(self):
        kept = [
            run.text.strip()
            for run in runs("theo Quyết định số 05-CT/TW ngày 05/01/2021;")
            if run.together
        ]
        assert kept == ["số 05-CT/TW", "ngày 05/01/2021;"]

    @pytest.mark.parametrize("text", ["a  b 9 phường c", " a ", "ngày 05 ngày 06", "05-CT/TW", ""])
    def test_the_pieces_of_a_line_are_the_line(self, text):
        assert "".join(run.text for run in runs(text)) == text

    def test_only_the_last_line_of_a_paragraph_is_short(self):
        """With a blank after its last word, the full third line would break after “vụ”."""
        text = (
            "3. Các cấp ủy rà soát, bổ sung kế hoạch kiểm tra, giám sát về nội dung thực hiện cam "
            "kết trách nhiệm. Hàng quý, các địa phương, đơn vị báo cáo Ban Thường vụ Thành ủy (qua "
            "Văn phòng Thành ủy) về tiến độ thực hiện các nội dung cam kết."
        )
        html, data = pdf.render(short(text))
        assert not re.search(r"\s</(h2|h3|h4|p)>", html)
        page = PdfReader(BytesIO(data)).pages[0].extract_text()
        lines = [line.strip() for line in page[page.index("3. Các cấp") :].splitlines()]
        assert lines[2].startswith("vụ Thành ủy (qua Văn phòng")

    def test_a_long_word_breaks_instead_of_leaving_the_page(self):
        long = short("x" * 400 + " 05-" + "A" * 60 + "/TU", "y " * 200)
        pieces, _, _ = pdf_lines.read(pdf.render(long)[1])
        assert max(piece.right for piece in pieces) < RIGHT + 0.1


class TestTheHead:
    @pytest.mark.parametrize(
        ("text", "font", "size"),
        [
            ("ĐẢNG BỘ TỈNH QUẢNG TRỊ", "", 14),
            ("THÀNH ỦY ĐÔNG HÀ", "-Bold", 14),
            ("*", "", 14),
            ("ĐẢNG CỘNG SẢN VIỆT NAM", "-Bold", 15),
            ("Số       -BC/TU", "", 14),
            ("Đông Hà, ngày      tháng 01 năm 2021", "-Italic", 14),
            ("Dự thảo lần 1", "-Italic", 14),
            ("BÁO CÁO", "-Bold", 16),
            ("kết quả thực hiện cam kết trách nhiệm của tập thể lãnh đạo", "-Bold", 14),
            ("-----", "", 14),
            ("I. Tình hình triển khai thực hiện", "-Bold", 14),
            ("T/M BAN THƯỜNG VỤ", "-Bold", 14),
            ("PHÓ BÍ THƯ", "", 14),
            ("Nguyễn Văn Mẫu", "-Bold", 14),
            ("Nơi nhận:", "", 14),
            ("- Lưu Văn phòng Thành ủy.", "", 12),
        ],
    )
    def test_each_element_has_its_type(self, pieces, text, font, size):
        piece = the(pieces, text)
        assert (piece.font, piece.size) == (f"Liberation-Serif{font}", size)

    def test_the_rule_is_as_long_as_the_motto(self, pieces, rules):
        motto = the(pieces, "ĐẢNG CỘNG SẢN VIỆT NAM")
        below = [rule for rule in rules if rule.page == 1]
        assert below
        assert 72 < motto.right - motto.left < 74
        for rule in below:
            assert abs(rule.left - motto.left) < 0.1
            assert abs(rule.right - motto.right) < 0.1
            assert 0 < rule.top - motto.baseline < 3

    def test_columns_begin_and_end_on_one_line(self, pieces):
        superior = the(pieces, "ĐẢNG BỘ TỈNH QUẢNG TRỊ")
        motto = the(pieces, "ĐẢNG CỘNG SẢN VIỆT NAM")
        number = the(pieces, "Số       -BC/TU")
        date = the(pieces, "Đông Hà, ngày      tháng 01 năm 2021")
        assert abs(superior.baseline - motto.baseline) < 0.3
        assert abs(number.baseline - date.baseline) < 0.1
        for piece, centre in [(superior, 67.5), (number, 67.5), (motto, 150), (date, 150)]:
            assert abs((piece.left + piece.right) / 2 - centre) < 0.2

    def test_a_blank_day_stays_blank(self, data):
        assert "ngày tháng 01 năm 2021" in " ".join(words_of(data))

    def test_issued_it_carries_number_and_day_and_no_mark_of_a_draft(self):
        header = replace(dong_ha.HEADER, number=5, day=5)
        pieces, _, _ = pdf_lines.read(pdf.render(short("Một.", header=header, draft=None))[1])
        assert the(pieces, "Số 05-BC/TU")
        assert the(pieces, "Đông Hà, ngày 05 tháng 01 năm 2021")
        assert not [piece for piece in pieces if "Dự thảo" in piece.text]

    def test_a_name_of_three_lines_pushes_number_and_date_down_together(self):
        header = Header(
            ("ĐẢNG BỘ TỈNH QUẢNG TRỊ",),
            ("ĐẢNG ỦY PHƯỜNG", "NAM ĐÔNG HÀ"),
            "BC/ĐU",
            "Nam Đông Hà",
            1,
            2027,
            5,
            7,
        )
        pieces, _, _ = pdf_lines.read(pdf.render(short("Một.", header=header))[1])
        date = the(pieces, "Nam Đông Hà, ngày 05 tháng 01 năm 2027")
        assert abs(the(pieces, "Số 07-BC/ĐU").baseline - date.baseline) < 0.1
        assert date.left > LEFT + 75 - 0.1
        assert date.right < RIGHT + 0.1

    def test_the_file_says_what_it_is(self, content, data):
        reader = PdfReader(BytesIO(data))
        assert reader.metadata.title == content.title
        assert reader.trailer["/Root"]["/Lang"] == "vi"
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


class TestTheFoot:
    def test_the_word_above_the_recipients_is_underlined(self, pieces, rules):
        word = the(pieces, "Nơi nhận:")
        (line,) = [rule for rule in rules if rule.page == word.page]
        assert abs(line.left - word.left) < 0.1
        assert abs(line.right - word.right) < 0.1

    def test_recipients_and_signature_begin_on_one_line(self, pieces):
        word, authority = the(pieces, "Nơi nhận:"), the(pieces, "T/M BAN THƯỜNG VỤ")
        assert abs(word.baseline - authority.baseline) < 0.1

    def test_there_is_room_to_sign(self, pieces):
        position, name = the(pieces, "PHÓ BÍ THƯ"), the(pieces, "Nguyễn Văn Mẫu")
        assert 30 <= name.baseline - position.baseline < 40

    @pytest.mark.parametrize(("profile", "mark"), [("PARTY_2018", ","), ("PARTY_2026", ";")])
    def test_recipients_end_by_the_profile(self, profile, mark):
        pieces, _, _ = pdf_lines.read(pdf.render(short("Một.", profile=profile))[1])
        assert the(pieces, f"- Ban Thường vụ Tỉnh ủy{mark}")

    # Both sides of where the signature no longer fits on page 1, with a last paragraph of one
    # line, two lines and five.
    @pytest.mark.parametrize("lines", [14, 16, 19])
    @pytest.mark.parametrize("last", ["Hết.", "cuối cùng " * 14, "cuối cùng " * 41])
    def test_the_signature_is_whole_below_two_lines_of_text(self, lines, last):
        content = short(*(f"Dòng {i}." for i in range(lines)), last)
        pieces, _, _ = pdf_lines.read(pdf.render(content)[1])
        foot = ["Nơi nhận:", "- Lưu Văn phòng Thành ủy.", "PHÓ BÍ THƯ", "Nguyễn Văn Mẫu"]
        (page,) = {the(pieces, text).page for text in foot}
        top = the(pieces, "Nơi nhận:").baseline
        above = {p.baseline for p in pieces if p.page == page and TOP < p.baseline < top}
        assert len(above) >= 2

    def test_an_appendix_begins_a_page_and_its_own_numbers(self):
        rows = tuple((str(i), f"Đơn vị {i}", "9/9") for i in range(1, 51))
        appendix = Table("KẾT QUẢ THEO ĐƠN VỊ", ("TT", "Đơn vị", "Kết quả"), rows)
        pieces, _, _ = pdf_lines.read(pdf.render(short("Một.", appendix=appendix))[1])
        title = the(pieces, "KẾT QUẢ THEO ĐƠN VỊ")
        assert title.page == 2
        assert the(pieces, "Đơn vị 50").page == 3
        assert [p.text for p in pieces if p.baseline < TOP] == ["2"]

    def test_nobody_need_have_signed_yet(self):
        bare = short("Một.", signature=Signature((), "", ""), recipients=())
        assert "Nơi nhận" not in " ".join(words_of(pdf.render(bare)[1]))


def _contains(words, wanted):
    """Are the wanted words there in a row? Page numbers may stand between them."""
    words = [word for word in words if not word.isdigit()]
    wanted = [word for word in wanted if not word.isdigit()]
    return " ".join(wanted) in " ".join(words)
