"""Dates, printed and read (document-format.md §1.5, §6.5)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camket.text import (
    day_month,
    format_date,
    format_moment,
    long_date,
    parse_date,
    quarter_label,
    short_day,
    weekday,
)

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "short", "printed", "long"),
    [
        (date(2021, 1, 5), "05/01", "05/01/2021", "ngày 05 tháng 01 năm 2021"),
        (date(2027, 2, 3), "03/02", "03/02/2027", "ngày 03 tháng 02 năm 2027"),
        (date(2020, 4, 9), "09/4", "09/4/2020", "ngày 09 tháng 4 năm 2020"),
        (date(2026, 5, 27), "27/5", "27/5/2026", "ngày 27 tháng 5 năm 2026"),
        (date(2021, 3, 25), "25/3", "25/3/2021", "ngày 25 tháng 3 năm 2021"),
        (date(2026, 12, 10), "10/12", "10/12/2026", "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_zeros_where_the_rule_has_them(day, short, printed, long):
    assert (day_month(day), format_date(day), long_date(day)) == (short, printed, long)


@pytest.mark.parametrize(("year", "said"), [(2021, "05/01"), (2020, "05/01/2021")])
def test_a_day_of_another_year_has_its_year(year, said):
    assert short_day(date(2021, 1, 5), year) == said


def test_a_moment_is_written_in_its_own_zone():
    assert format_moment(datetime(2021, 3, 29, 8, 4, tzinfo=UTC)) == "08:04 ngày 29/3/2021"


def test_a_draft_leaves_the_day_open():
    gap = "\u00a0" * 4
    assert long_date(date(2021, 1, 5), blank_day=True) == f"ngày {gap} tháng 01 năm 2021"


def test_weekdays():
    week = [weekday(date(2021, 3, day)) for day in range(22, 29)]
    assert week == ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"]


def test_quarters():
    assert [quarter_label(q) for q in (1, 2, 3, 4)] == ["Quý I", "Quý II", "Quý III", "Quý IV"]
    assert quarter_label(1, 2021) == "Quý I/2021"


@pytest.mark.parametrize(
    "typed",
    [
        "8/4/2017",
        "08/04/2017",
        "08/4/2017",
        "8-4-2017",
        "8.4.2017",
        " 8 / 4 / 2017 ",
        "2017-04-08",
        "ngày 08 tháng 4 năm 2017",
        "Ngày 8 tháng 04 năm 2017",
        "8 tháng 4 năm 2017",
    ],
)
def test_read(typed):
    assert parse_date(typed) == date(2017, 4, 8)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Xin nhập ngày"),
        ("hôm nay", "“hôm nay” không phải là ngày"),
        ("3/25/2021", "Không có tháng 25. Xin ghi ngày trước, tháng sau"),
        ("31/4/2021", "Tháng 4 năm 2021 không có ngày 31."),
        ("29/2/2021", "Tháng 2 năm 2021 không có ngày 29."),
        ("0/1/2021", "không có ngày 0"),
        ("25/3/21", "đủ bốn chữ số"),
        ("25/3/02021", "đủ bốn chữ số"),
        ("25/3/1021", "từ 1900 đến 2199"),
        ("25/3-2021", "không phải là ngày"),
        ("25/3", "“25/3” chưa có năm. Xin ghi cả năm, ví dụ 25/3/2021."),
        (" 1 - 4 ", "Xin ghi cả năm, ví dụ 1/4/2021."),
        ("Ngày 1 tháng 4", "Xin ghi cả năm, ví dụ 1/4/2021."),
        ("29/2", "“29/2” chưa có năm. Xin ghi cả năm, ví dụ 25/3/2021."),
        ("3/25", "Không có tháng 25. Xin ghi ngày trước, tháng sau"),
        ("30/2", "“30/2” không phải là ngày"),
        ("1/4-", "không phải là ngày"),
        ("٢٥/3/2021", "không phải là ngày"),
        ("9" * 20_000, "…"),
    ],
)
def test_refused_with_a_sentence(typed, says):
    with pytest.raises(ValueError) as refusal:
        parse_date(typed)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 200


@given(days)
def test_every_written_form_reads_back(day):
    for written in (format_date(day), long_date(day), day.isoformat()):
        assert parse_date(written) == day


@given(st.text())
def test_a_date_or_a_sentence(text):
    sentence = "."
    try:
        parse_date(text)
    except ValueError as refusal:
        sentence = str(refusal)
    assert sentence.endswith(".")
