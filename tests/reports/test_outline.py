"""The 2020 form: headings, sentences, narratives and the figures inside them."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.outline import (
    GROUP_TOKENS,
    YEAR_TOKENS,
    Counting,
    Work,
    escape,
    group_values,
    substitute,
    suggested,
    tokens_in,
    written,
    year_values,
)
from reports.paper import Style
from tests.reports import dong_ha
from tests.reports.dong_ha import GROUPS, NARRATIVES, TEMPLATE, YEAR, node_values

HEADINGS_OF_2020 = [
    "",
    "I. Tình hình triển khai thực hiện",
    "II. KẾT QUẢ THỰC HIỆN NỘI DUNG CAM KẾT CỦA TẬP THỂ LÃNH ĐẠO VÀ NGƯỜI ĐỨNG ĐẦU CÁC CƠ QUAN, ĐƠN VỊ"
    " VỚI BAN THƯỜNG VỤ THÀNH ỦY",
    "1. Đối với tập thể Ban Thường vụ Đảng ủy và người đứng đầu cấp ủy các phường",
    "2. Đối với các phòng chuyên môn trực thuộc UBND thành phố",
    "2.1. Đối với nhóm thuộc lĩnh vực kinh tế:",
    "2.2. Đối với nhóm thuộc lĩnh vực quản lý đô thị, tài nguyên môi trường:",
    "2.3. Đối với nhóm thuộc lĩnh vực văn hóa - xã hội:",
    "2.4. Đối với nhóm thuộc lĩnh vực xây dựng chính quyền, cải cách hành chính:",
    "2.5. Đối với nhóm thuộc lĩnh vực nội chính:",
    "2.6. Đối với các cơ quan khối Đảng, Mặt trận và đoàn thể chính trị - xã hội",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Ưu điểm",
    "2. Hạn chế:",
    "IV. MỘT SỐ GIẢI PHÁP TIẾP TỤC THỰC HIỆN TỐT NỘI DUNG CAM KẾT TRÁCH NHIỆM NĂM 2021",
]

# Each as it stands in the source, in the section that has it.
SENTENCES_OF_2020 = [
    ("opening", "Năm 2020 là năm thứ 4 triển khai chủ trương thực hiện cam kết trách nhiệm của tập"),
    ("I", "100% các cơ quan, đơn vị có báo cáo kết quả, tiến độ thực hiện cam kết 6 tháng đầu năm và"
     " báo cáo thực hiện cam kết năm 2020; chỉ đạo các cơ quan tham mưu"),
    ("I", "chào mừng Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025; việc ký cam kết trách nhiệm đã tạo"),
    ("II.1", "người đứng đầu cấp ủy 9 phường triển khai với quyết tâm chính trị cao, quyết liệt, bài"
     " bản, các nội dung cam kết cơ bản hoàn thành đúng tiến độ, có một số chỉ tiêu vượt kế hoạch đã"
     " ký cam kết."),
    ("II.1", "Trên cơ sở Kết luận số 18-TBKT/TU ngày 09/12/2019 của BCH Đảng bộ thành phố"),
    ("II.2", "Năm 2020 là năm thứ ba thực hiện ký cam kết trách nhiệm với Ban Thường vụ Thành ủy."),
    ("II.2.1", "Phòng Kinh tế; phòng Tài chính - Kế hoạch thành phố đã bám sát 9 nội dung ký cam kết"
     " với Ban Thường vụ Thành ủy"),
    ("II.2.1", "Các phòng Kinh tế; Tài chính - Kế hoạch đã tham mưu UBND thành phố thực hiện 9/9 nhiệm"
     " vụ, đầu việc cam kết với Ban Thường vụ Thành ủy; nổi bật là tham mưu"),
    ("II.2.2", "triển khai thực hiện 7 nhiệm vụ, đầu việc cam kết với Ban Thường vụ Thành ủy. Tham"),
    ("II.2.3", "thực hiện hoàn thành 13 nhiệm vụ, đầu việc cam kết"),
    ("II.2.4", "thực hiện hoàn thành 09 nhiệm vụ, đầu việc cam kết với Ban Thường vụ Thành ủy; tiếp"),
    ("II.2.5", "Phòng Tư pháp và Thanh tra đã tham mưu UBND thành phố thực hiện hoàn thành 13/13 nhiệm"
     " vụ, đầu việc"),
    ("III.1", "Hầu hết các nội dung cam kết đều được thực hiện hoàn thành; nhiều nội dung được triển"
     " khai sáng tạo, linh hoạt, có nhiều điểm mới nên kết quả đạt vượt kế hoạch đề ra"),
    ("III.2", "cuối năm 2020 ở một số địa phương, đơn vị chưa gắn với đánh giá thực hiện cam kết."),
    ("IV", "khóa XI về nhiệm vụ phát triển kinh tế - xã hội năm 2021 để xác định các nhiệm vụ"),
    ("IV", "báo cáo Ban Thường vụ Thành ủy (qua Văn phòng Thành ủy) về tiến độ"),
]  # fmt: skip


@pytest.fixture(scope="module")
def sections():
    return {section.key: section for section in dong_ha.sections()}


def text_of(section):
    return "\n".join(paragraph.printed for paragraph in section.paragraphs)


class TestTheForm:
    def test_headings_are_those_of_the_source_in_their_order(self, sections):
        assert [section.title for section in sections.values()] == HEADINGS_OF_2020

    def test_the_title_is_that_of_the_source(self):
        assert dong_ha.report().abstract == (
            "kết quả thực hiện cam kết trách nhiệm của tập thể lãnh đạo và người đứng đầu các địa"
            " phương, đơn vị với Ban Thường vụ Thành ủy trong năm 2020"
        )

    @pytest.mark.parametrize(("key", "sentence"), SENTENCES_OF_2020)
    def test_sentences_are_those_of_the_source(self, sections, key, sentence):
        assert sentence in text_of(sections[key])

    def test_part_one_carries_the_theme_of_its_own_year(self, sections):
        assert "“Quy hoạch, giải phóng mặt bằng và xây dựng văn minh đô thị”" in text_of(
            sections["I"]
        )
        assert "Đề cao kỷ luật" not in text_of(sections["I"])

    @pytest.mark.parametrize(
        ("key", "styles"),
        [
            ("opening", ["para"]),
            ("I", ["para"] * 3),
            ("II.1", ["bullet", "bullet", "para"]),
            ("II.2.5", ["para", "para"]),
            ("II.2.6", ["bullet", "para", "bullet"]),
            ("III.1", ["bullet"] * 5),
            ("III.2", ["para"] + ["bullet"] * 3),
            ("IV", ["para"] + ["numbered"] * 4),
        ],
    )
    def test_paragraphs_begin_as_in_the_source(self, sections, key, styles):
        assert [paragraph.style for paragraph in sections[key].paragraphs] == styles

    def test_the_four_measures_are_numbered(self, sections):
        numbers = [p.number for p in sections["IV"].paragraphs if p.style is Style.NUMBERED]
        assert numbers == [1, 2, 3, 4]


class TestTheTemplateIsData:
    def texts(self):
        for node in TEMPLATE.nodes:
            yield node, node.heading
            yield from ((node, slot.text) for slot in node.slots)

    def test_nothing_about_the_level_is_written_into_it(self):
        texts = [text for _, text in self.texts()] + [
            TEMPLATE.abstract,
            *TEMPLATE.defaults.values(),
        ]
        for text in texts:
            assert not re.search(r"thành phố|thành ủy|đảng ủy|phường|đông hà|\d{4}", text.lower())

    def test_every_token_has_a_value_and_a_meaning(self):
        for node, text in self.texts():
            values = node_values(node)
            for token in tokens_in(text):
                assert values[token] is not None, (node.key, token)

    def test_the_office_reads_vietnamese_and_types_ascii(self):
        assert not any(name.isascii() for name in (*YEAR_TOKENS, *GROUP_TOKENS))

    def test_the_values_are_those_of_the_tables(self):
        assert set(TEMPLATE.complete(year_values(YEAR))) == set(YEAR_TOKENS)
        values = group_values(GROUPS["WARD"], 2020, "thành phố", Counting.RATIO)
        assert set(values) == set(GROUP_TOKENS)

    def test_another_level_speaks_its_own_words(self):
        ward = replace(
            YEAR, year=2026, level="phường", body="Đảng ủy", sub_level="chi bộ", sub_body="Chi ủy"
        )
        printed = "\n".join(
            section.title + text_of(section)
            for section in dong_ha.sections(year=ward, narratives={})
        )
        assert "BAN THƯỜNG VỤ ĐẢNG ỦY" in printed
        assert "UBND phường" in printed
        assert "Thành ủy" not in printed.replace(YEAR.bases_next_year, "")

    def test_without_bases_the_sentences_still_stand(self):
        bare = replace(YEAR, bases="", bases_next_year="", events="")
        sections = {section.key: section for section in dong_ha.sections(year=bare)}
        assert "Trên cơ sở các Kết luận của Thành ủy, Nghị quyết của HĐND thành phố" in text_of(
            sections["II.1"]
        )
        assert "cần bám sát Chương trình công tác của Thành ủy năm 2021;" in text_of(sections["IV"])
        assert "đô thị”; việc ký cam kết" in text_of(sections["I"])

    def test_a_group_that_signed_nothing_has_no_sentence_about_it(self):
        nobody = GROUPS | {"DEPT_URBAN": replace(GROUPS["DEPT_URBAN"], work=Work(0, 0, 0, 0))}
        sections = {s.key: s for s in dong_ha.sections(groups=nobody, narratives={})}
        assert sections["II.2.2"].paragraphs == ()
        assert sections["II.2.1"].paragraphs != ()

    def test_a_year_without_a_theme_says_what_is_missing(self):
        with pytest.raises(ValueError, match=r"Chưa có nội dung để in cho {chủ đề} \(chủ đề năm\)"):
            dong_ha.sections(year=replace(YEAR, theme=" "))


class TestNarratives:
    def test_lower_case_goes_on_and_a_capital_begins_a_sentence(self, sections):
        assert "Ban Thường vụ Thành ủy; nổi bật là" in text_of(sections["II.2.1"])
        assert "Ban Thường vụ Thành ủy. Tham mưu" in text_of(sections["II.2.3"])

    def test_without_one_the_sentence_ends(self):
        sections = {s.key: s for s in dong_ha.sections(narratives={})}
        assert text_of(sections["II.2.2"]).endswith("cam kết với Ban Thường vụ Thành ủy.")

    def test_they_stand_in_their_own_section_only(self, sections):
        for group, texts in NARRATIVES.items():
            holders = [k for k, s in sections.items() if texts[0] in text_of(s)]
            assert len(holders) == 1, group
            assert group in TEMPLATE.node(holders[0]).groups

    def test_braces_of_a_unit_are_printed_and_not_read(self):
        node = TEMPLATE.node("II.2.6")
        said = {"PARTY_BODY": ["Mẫu {năm} và {{x}} }{."]}
        section = written(node, suggested(node, node_values(node), said), node_values(node))
        assert section.paragraphs[0].text == "Mẫu {năm} và {{x}} }{."

    def test_the_editor_sees_figures_as_tokens(self):
        node = TEMPLATE.node("II.2.1")
        text = suggested(node, node_values(node), NARRATIVES)
        assert "{kết quả}" in text
        assert "9/9" not in text

    def test_the_office_s_own_text_keeps_its_figures_alive(self):
        node = TEMPLATE.node("II.2.2")
        section = written(
            node, "Hai phòng đã làm {hoàn thành/đã ký}.\n\n- Thêm một ý.", node_values(node)
        )
        assert [p.printed for p in section.paragraphs] == ["Hai phòng đã làm 6/7.", "- Thêm một ý."]


class TestSubstitute:
    def test_replaces_and_does_not_look_again(self):
        assert substitute("{a} {b}", {"a": "{b}", "b": "2"}) == "{b} 2"

    @pytest.mark.parametrize("text", ["{c}", "{}", "{a.__class__}", "{a!r}", "{0}", "{ a }", "{A}"])
    def test_refuses_what_it_does_not_know(self, text):
        with pytest.raises(ValueError, match="Không có số liệu nào tên là"):
            substitute(text, {"a": "1"})

    def test_the_refusal_names_what_may_be_used(self):
        with pytest.raises(ValueError, match=r"{done}, {signed}"):
            substitute("{rato}", {"signed": "9", "done": "9"})

    @pytest.mark.parametrize("text", ["a { b", "a } b", "}{", "{ xuống\ndòng }"])
    def test_a_lone_brace_is_itself(self, text):
        assert substitute(text, {"a": "1"}) == text

    def test_two_braces_print_one(self):
        assert substitute("{{a}} {{{a}}}", {"a": "1"}) == "{a} {1}"

    @given(st.text(st.sampled_from("ab{}\n "), max_size=30))
    def test_escaped_text_comes_back(self, text):
        assert substitute(escape(text), {}) == text

    def test_tokens_are_listed_once(self):
        assert tokens_in("{b} {a} {{c}} {b}") == ["b", "a"]
