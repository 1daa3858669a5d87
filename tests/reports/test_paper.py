"""Profiles, the wording of fixed lines, and the content's frozen form."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.paper import (
    PARTY_2018,
    PARTY_2026,
    Header,
    Paragraph,
    ReportContent,
    Style,
    Table,
    as_text,
    attached_to,
    balanced,
    number_line,
    parse_paragraphs,
    place_and_date,
    profile_for,
    recipient_lines,
)
from tests.reports import dong_ha

ABSTRACT = (
    "kết quả thực hiện cam kết trách nhiệm của tập thể lãnh đạo và người đứng đầu các địa phương, đơn"
    " vị với Ban Thường vụ Thành ủy trong năm 2020"
)


class TestProfiles:
    @pytest.mark.parametrize(
        ("signed_on", "profile"),
        [
            (date(2017, 1, 1), PARTY_2018),
            (date(2021, 1, 5), PARTY_2018),
            (date(2026, 5, 26), PARTY_2018),
            (date(2026, 5, 27), PARTY_2026),
            (date(2030, 1, 1), PARTY_2026),
        ],
    )
    def test_the_day_of_signing_decides(self, signed_on, profile):
        assert profile_for(signed_on) is profile

    @pytest.mark.parametrize("profile", [PARTY_2018, PARTY_2026])
    def test_the_columns_fill_the_text_area(self, profile):
        text = 210 - profile.margin_left - profile.margin_right
        assert profile.left_column + profile.right_column == text == 165


class TestLines:
    def header(self, **changes):
        return replace(dong_ha.HEADER, **changes)

    @pytest.mark.parametrize(
        ("number", "line"), [(5, "Số 05-BC/TU"), (127, "Số 127-BC/TU"), (None, "Số \xa0\xa0\xa0")]
    )
    def test_number(self, number, line):
        assert number_line(self.header(number=number)).startswith(line)

    @pytest.mark.parametrize(
        ("day", "month", "line"),
        [
            (5, 1, "Đông Hà, ngày 05 tháng 01 năm 2021"),
            (27, 5, "Đông Hà, ngày 27 tháng 5 năm 2021"),
            (10, 12, "Đông Hà, ngày 10 tháng 12 năm 2021"),
        ],
    )
    def test_place_and_date(self, day, month, line):
        assert place_and_date(self.header(day=day, month=month)) == line

    def test_before_signing_the_day_is_a_gap(self):
        line = place_and_date(self.header(day=None))
        assert line.split() == ["Đông", "Hà,", "ngày", "tháng", "01", "năm", "2021"]
        assert "\xa0\xa0" in line

    def test_the_appendix_names_its_report(self):
        content = dong_ha.report(header=self.header(day=5, number=7))
        assert attached_to(content) == ("(Kèm theo Báo cáo số 07-BC/TU, ngày 05 tháng 01 năm 2021)")

    @pytest.mark.parametrize(("profile", "mark"), [(PARTY_2018, ","), (PARTY_2026, ";")])
    def test_recipients_end_by_the_profile(self, profile, mark):
        typed = ["- Thường trực Tỉnh ủy;", "  Các chi bộ ,", "", "Lưu Văn phòng Thành ủy."]
        assert recipient_lines(typed, profile) == [
            f"- Thường trực Tỉnh ủy{mark}",
            f"- Các chi bộ{mark}",
            "- Lưu Văn phòng Thành ủy.",
        ]

    @pytest.mark.parametrize("typed", [[], [""], [" ; "]])
    def test_no_recipients(self, typed):
        assert recipient_lines(typed, PARTY_2026) == []


class TestBalanced:
    def test_the_title_of_2020(self):
        assert balanced(ABSTRACT, 72) == [
            "kết quả thực hiện cam kết trách nhiệm của tập thể lãnh đạo",
            "và người đứng đầu các địa phương, đơn vị",
            "với Ban Thường vụ Thành ủy trong năm 2020",
        ]

    def test_one_line_stays_one_line(self):
        assert balanced("kết quả năm 2020", 72) == ["kết quả năm 2020"]

    def test_typed_line_breaks_are_kept(self):
        assert balanced("một\n\nhai", 72) == ["một", "hai"]

    @given(st.text(st.sampled_from("aáBĐ 0"), max_size=400))
    def test_no_word_is_lost_and_no_line_too_long(self, text):
        lines = balanced(text, 40)
        assert "".join(lines).replace(" ", "") == "".join(text.split())
        assert all(len(line) <= 40 for line in lines)

    def test_long_titles_take_no_time(self):
        assert len(balanced("các nhà của ta và bạn " * 200, 72)) > 50


class TestParagraphs:
    def test_marks_make_styles(self):
        text = "Lời dẫn.\r\n\r\n- Một ý;\n– hai ý.\n• ba\n1. Thứ nhất\n12.  Mười hai"
        assert parse_paragraphs(text) == (
            Paragraph("Lời dẫn."),
            Paragraph("Một ý;", Style.BULLET),
            Paragraph("hai ý.", Style.BULLET),
            Paragraph("ba", Style.BULLET),
            Paragraph("Thứ nhất", Style.NUMBERED, 1),
            Paragraph("Mười hai", Style.NUMBERED, 12),
        )

    @pytest.mark.parametrize("text", ["12,4% so với", "2020. Năm", "-5 độ", "1.5 triệu", "9/9"])
    def test_numbers_are_no_marks(self, text):
        assert parse_paragraphs(text) == (Paragraph(text),)

    def test_text_is_cleaned(self):
        decomposed = "Đo\u0302ng Ha\u0300\u200b  x"
        assert parse_paragraphs(decomposed) == (Paragraph("Đông Hà x"),)

    def test_the_editor_s_text_reads_back(self):
        for section in dong_ha.sections():
            assert parse_paragraphs(as_text(section.paragraphs)) == section.paragraphs


class TestContent:
    def test_json_and_back(self):
        table = Table("Số liệu", ("TT", "Đơn vị"), (("1", "Phường 1"), ("2", "Phường 2")))
        for content in (dong_ha.report(), dong_ha.report(draft=None, appendix=table)):
            data = json.loads(json.dumps(content.to_json()))
            assert ReportContent.from_json(data) == content

    def test_the_hash_names_the_content(self):
        content = dong_ha.report()
        again = ReportContent.from_json(dict(reversed(content.to_json().items())))
        assert again.sha256 == content.sha256
        assert dong_ha.report(draft="Dự thảo lần 2").sha256 != content.sha256
        assert len(content.sha256) == 64

    def test_the_canonical_form_is_readable(self):
        assert '"kind":"BÁO CÁO"' in dong_ha.report().canonical()

    @pytest.mark.parametrize("broken", [{}, {"appendix": None, "header": {}, "sections": []}])
    def test_other_json_is_refused(self, broken):
        with pytest.raises((KeyError, TypeError)):
            ReportContent.from_json(broken)

    def test_a_crooked_table_is_refused(self):
        with pytest.raises(ValueError):
            Table("Số liệu", ("TT", "Đơn vị"), (("1",),))

    def test_the_title_is_one_line(self):
        content = dong_ha.report(abstract="kết quả\nnăm 2020")
        assert content.title == "Báo cáo kết quả năm 2020"

    def test_a_header_needs_no_number_and_no_day(self):
        header = Header(("A",), ("B",), "BC/TU", "Đông Hà", 1, 2021)
        assert (header.number, header.day) == (None, None)
