"""Numbers, printed and read (document-format.md §6.5)."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from camket.text import (
    format_number,
    format_percent,
    input_number,
    ordinal,
    parse_number,
    roman,
)

column_numbers = st.decimals(
    min_value=-(10**14) + 1, max_value=10**14 - 1, places=4, allow_nan=False, allow_infinity=False
)


class TestFormatNumber:
    @pytest.mark.parametrize(
        ("value", "places", "printed"),
        [
            (Decimal("1234567.89"), None, "1.234.567,89"),
            (Decimal("1234.5"), None, "1.234,5"),
            (Decimal("12.4000"), None, "12,4"),
            (Decimal("5000.0000"), None, "5.000"),
            (Decimal("1E+3"), None, "1.000"),
            (Decimal("0.0000"), None, "0"),
            (Decimal("-0"), None, "0"),
            (Decimal("-1240.5"), None, "-1.240,5"),
            (1240, None, "1.240"),
            (999, None, "999"),
            (Decimal("2.5"), 0, "3"),
            (Decimal("12.345"), 2, "12,35"),
            (Decimal("12"), 2, "12,00"),
            (Decimal("-0.04"), 1, "0,0"),
            (Decimal("999.96"), 1, "1.000,0"),
            (None, None, "–"),
            (None, 2, "–"),
        ],
    )
    def test_printed(self, value, places, printed):
        assert format_number(value, places) == printed

    def test_missing_as_the_caller_wants_it(self):
        assert format_number(None, missing="") == ""

    def test_all_digits_of_a_long_number(self):
        value = Decimal("123456789012345678901234567890.5")
        assert format_number(value) == "123.456.789.012.345.678.901.234.567.890,5"

    @pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity")])
    def test_no_number_is_not_printed(self, value):
        with pytest.raises(ValueError, match="not a number"):
            format_number(value)


class TestFormatPercent:
    @pytest.mark.parametrize(
        ("value", "printed"),
        [
            (Decimal("12.4"), "12,4%"),
            (Decimal("12.35"), "12,4%"),
            (Decimal("100.00"), "100%"),
            (Decimal("90.04"), "90%"),
            (Decimal("103.17"), "103,2%"),
            (Decimal("99.95"), "99,9%"),
            (Decimal("99.999"), "99,9%"),
            (Decimal("100.02"), "100,1%"),
            (Decimal("100.05"), "100,1%"),
            (Decimal("-4.2"), "-4,2%"),
            (Decimal("12345"), "12.345%"),
            (0, "0%"),
            (None, "–"),
        ],
    )
    def test_printed(self, value, printed):
        assert format_percent(value) == printed

    def test_places_of_the_source(self):
        assert format_percent(Decimal("103.17"), places=2) == "103,17%"
        assert format_percent(Decimal("99.6"), places=0) == "99%"

    @given(st.decimals(min_value=-1000, max_value=1000, places=4), st.integers(0, 2))
    @example(Decimal("99.9999"), 1)
    def test_a_hundred_is_never_reached_by_rounding_up(self, value, places):
        if value < 100:
            assert format_percent(value, places) != "100%"


class TestParseNumber:
    @pytest.mark.parametrize(
        ("typed", "number"),
        [
            ("1.234,5", "1234.5"),
            ("1.234.567,89", "1234567.89"),
            ("1.234.567", "1234567"),
            ("12,4", "12.4"),
            ("1,240", "1.240"),
            ("1234", "1234"),
            ("-3", "-3"),
            ("−3,5", "-3.5"),
            ("- 3", "-3"),
            ("+3", "3"),
            ("5 000", "5000"),
            ("5\u00a0000", "5000"),
            ("12 345,6", "12345.6"),
            (" 05 ", "5"),
            ("-0", "0"),
        ],
    )
    def test_read(self, typed, number):
        assert parse_number(typed) == Decimal(number)

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            ("12.4", "muốn nhập 124 hay 12,4?"),
            ("1.240", "Anh/chị muốn nhập 1240 hay 1,240?"),
            ("-1.240", "muốn nhập -1240 hay -1,240?"),
            ("0.5", "Anh/chị muốn nhập 0,5?"),
            ("1,234.5", "Nếu muốn nhập 1234,5"),
            ("1,234,567", "Nếu muốn nhập 1234567"),
            ("90%", "xin nhập 90 thay cho “90%”"),
            ("12,4 triệu", "xin nhập 12,4 thay cho"),
            ("", "Xin nhập một số."),
            ("   ", "Xin nhập một số."),
            ("chưa có", "“chưa có” không phải là số. Ví dụ đúng: 1234; 1234,5; 12,4."),
            ("5 00", "không phải là số"),
            ("1.23.456", "không phải là số"),
            (",5", "không phải là số"),
            ("5,", "không phải là số"),
            ("--3", "không phải là số"),
            ("1e5", "không phải là số"),
            ("٣", "không phải là số"),
            ("1/2", "không phải là số"),
            ("1" * 19, "không quá 18 chữ số"),
            ("a" * 20_000, "…"),
        ],
    )
    def test_refused_with_a_sentence(self, typed, says):
        with pytest.raises(ValueError) as refusal:
            parse_number(typed)
        assert says in str(refusal.value)
        assert len(str(refusal.value)) < 250

    @given(column_numbers)
    def test_what_a_form_shows_reads_back(self, value):
        assert parse_number(input_number(value)) == value

    @given(column_numbers)
    def test_what_is_printed_reads_back_or_is_questioned(self, value):
        printed = format_number(value)
        if printed.count(".") == 1 and "," not in printed:
            with pytest.raises(ValueError, match="hay"):
                parse_number(printed)
        else:
            assert parse_number(printed) == value

    @given(st.text())
    def test_a_number_or_a_sentence(self, text):
        sentence = "."
        try:
            assert parse_number(text).is_finite()
        except ValueError as refusal:
            sentence = str(refusal)
        assert sentence.endswith((".", "?"))


class TestInputNumber:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [(Decimal("1240.0000"), "1240"), (Decimal("-12.40"), "-12,4"), (None, ""), (0, "0")],
    )
    def test_shown(self, value, shown):
        assert input_number(value) == shown


class TestWords:
    @pytest.mark.parametrize(
        ("number", "written"),
        [(1, "I"), (2, "II"), (3, "III"), (4, "IV"), (9, "IX"), (13, "XIII"), (44, "XLIV")],
    )
    def test_roman(self, number, written):
        assert roman(number) == written

    @pytest.mark.parametrize("number", [0, -1, 4000])
    def test_no_roman(self, number):
        with pytest.raises(ValueError, match="Roman"):
            roman(number)

    @given(st.integers(1, 3999))
    def test_roman_reads_back(self, number):
        worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
        values = [worth[letter] for letter in roman(number)]
        following = [*values[1:], 0]
        assert sum(-v if v < f else v for v, f in zip(values, following, strict=True)) == number

    @pytest.mark.parametrize(
        ("number", "words"),
        [
            (1, "thứ nhất"),
            (2, "thứ hai"),
            (3, "thứ ba"),
            (4, "thứ tư"),
            (5, "thứ năm"),
            (10, "thứ mười"),
            (11, "thứ mười một"),
            (14, "thứ mười bốn"),
            (15, "thứ mười lăm"),
            (20, "thứ hai mươi"),
            (21, "thứ hai mươi mốt"),
            (24, "thứ hai mươi tư"),
            (95, "thứ chín mươi lăm"),
            (100, "thứ 100"),
        ],
    )
    def test_ordinal(self, number, words):
        assert ordinal(number) == words

    def test_no_ordinal(self):
        with pytest.raises(ValueError, match="ordinal"):
            ordinal(0)
