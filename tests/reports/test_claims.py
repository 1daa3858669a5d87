"""Figures typed by hand into the Báo cáo: found, and matched against what is known."""

import pytest

from reports.outline import known_texts, unfounded


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Đã thực hiện 12/9 nhiệm vụ, đầu việc.", ["12/9"]),
        ("Hoàn thành 09 nhiệm vụ; 9 nhiệm vụ khác.", ["9"]),
        ("Tăng 12,4%, rồi 12.4 %, rồi 7%.", ["12,4%", "7%"]),
        ("Năm 2020 là năm thứ 4; năm thứ ba của các phòng.", ["năm thứ 4", "năm thứ ba"]),
        ("57% các cơ quan, đơn vị có báo cáo.", ["57%"]),
        ("Theo Nghị quyết số 42/NQ-CP ngày 09/4/2020, Quyết định số 15/2020/QĐ-TTg.", []),
        ("Kế hoạch số 64, 65-KH/TU giai đoạn 2017 - 2021; Phường 5; 12 hộ; 110 hộ.", []),
        ("{kết quả}; {đã ký} nhiệm vụ.", []),
        ("Trong năm 2020 đơn vị đã hoàn thành; tháng 9/2020 đơn vị đã làm.", []),
        ("Đến ngày 25/12/2020 cơ quan, đơn vị đã nộp; Quyết định số 15 nhiệm vụ trọng tâm.", []),
        ("8/9 phường; 8/9\u00a0chỉ tiêu; 7/9\nnhiệm vụ.", ["8/9", "7/9"]),
        ("50 phần trăm; 12,4\u00a0%.", ["50%", "12,4%"]),
        ("Năm thứ hai thực hiện.", ["năm thứ hai"]),
    ],
)
def test_what_counts_as_a_figure_typed_by_hand(text, claims):
    assert sorted(unfounded(text, [])) == sorted(claims)


def test_what_the_data_say_may_be_typed():
    values = {"đã ký": "9", "hoàn thành/đã ký": "9/9", "von": "12,4%", "chủ đề": None}
    known = known_texts("Năm thứ {đã ký}.", values)
    assert unfounded("Thực hiện 9/9 nhiệm vụ, tức 09 nhiệm vụ; tăng 12,4%.", known) == []
    assert unfounded("Thực hiện 8/9 nhiệm vụ, tăng 12,5%.", known) == ["8/9", "12,5%"]


def test_a_number_of_something_else_founds_no_count_of_tasks():
    known = known_texts("", {"số đơn vị": "9", "đã ký": "13"})
    assert unfounded("9 nhiệm vụ, 13 nhiệm vụ", known) == ["9"]


def test_what_any_unit_wrote_may_be_quoted_anywhere():
    known = known_texts("", {}, ["Thu ngân sách đạt 105%."])
    assert unfounded("Thu ngân sách đạt 105 %, chi 95%.", known) == ["95%"]


def test_the_count_of_years_may_be_typed_as_digit_or_word():
    known = known_texts("", {"năm thứ mấy": "4", "năm thứ mấy của nhóm": "ba"})
    said = "năm thứ 4, năm thứ tư, năm thứ ba, năm thứ 9"
    assert unfounded(said, known) == ["năm thứ 9"]


def test_what_a_unit_wrote_may_be_quoted():
    known = known_texts("Gửi trên 90% văn bản qua hộp thư; {chưa có}.", {"chưa có": None})
    assert unfounded("Gửi trên 90% văn bản.", known) == []
    assert unfounded("Gửi trên 95% văn bản.", known) == ["95%"]
