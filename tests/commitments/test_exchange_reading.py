"""What people really bring: each slip is one sentence with the cell's address, never an error."""

import json
from datetime import date
from typing import Any

import pytest

from commitments.exchange.cells import Unreadable, read_cells
from commitments.exchange.columns import FORM, PEOPLE, SHEETS, TASKS, UNITS
from commitments.exchange.reading import Read, read_again, read_workbook
from tests.commitments.workbooks import (
    HEAD,
    STEP,
    TASK,
    UNIT,
    Formatted,
    Formula,
    book,
    grid,
    people,
    recut,
    tasks,
    units,
)  # fmt: skip


def read(*sheets: dict[str, Any], **options: Any) -> Read:
    merged: dict[str, Any] = {}
    for one in sheets:
        merged |= one
    converted = options.pop("converted", False)
    return read_workbook(book(merged, **options), converted=converted)


def wrong(found: Read) -> list[str]:
    return [line for rows in found.rows.values() for row in rows for line in row.wrong]


def only(found: Read, key: str) -> dict[str, Any]:
    assert found.problems == []
    assert wrong(found) == []
    (row,) = found.rows[key]
    return row.values


class TestGoodFiles:
    def test_every_kind_of_cell(self) -> None:
        found = read(units(UNIT), people(HEAD), tasks(TASK))
        assert found.problems == wrong(found) == []
        (unit,), (head,), (task,), (step,) = (found.rows[form.key] for form in SHEETS)
        assert unit.values["valid_from"] == "2021-01-01"
        assert unit.values["kind"] == "WARD"
        assert unit.at("phone") == "Đơn vị!J2"
        assert head.values["role"] == "HEAD"
        assert (task.values["baseline"], task.values["target"]) == ("2.4", "1.86")
        assert (step.values["quarter"], step.values["weight"]) == ("2", 2)

    def test_columns_in_any_order_and_any_case(self) -> None:
        names = [column.name.upper() + " *" for column in reversed(UNITS.columns)]
        row = [UNIT.get(column.key) for column in reversed(UNITS.columns)]
        found = read({"ĐƠN VỊ": [["Danh sách"], [], names, row]})
        assert only(found, "units")["short_name"] == "Phường 2"

    def test_examples_and_empty_rows_are_no_rows(self) -> None:
        lines = grid(UNITS, UNIT)
        lines.insert(1, ["Ví dụ", "x", "y"])
        lines.append([3])
        assert only(read({"Đơn vị": lines}), "units")["code"] == "phuong-2"

    def test_text_is_stored_in_one_form(self) -> None:
        odd = UNIT | {"short_name": " Phươ\u0300ng\u200b 2 "}
        assert only(read(units(odd)), "units")["short_name"] == "Phường 2"

    def test_a_hidden_row_says_so(self) -> None:
        found = read(units(UNIT), hide=2)
        assert found.rows["units"][0].hidden

    def test_is_kept_and_read_again(self) -> None:
        found = read(units(UNIT), people(HEAD), tasks(TASK))
        again = read_again(found.plain())
        assert again.rows == found.rows
        assert again.present == found.present


class TestDays:
    GOOD = ("31/3/2021", "31-03-2021", "31.3.2021", "2021-03-31", date(2021, 3, 31))

    @pytest.mark.parametrize("typed", GOOD)
    def test_read(self, typed: Any) -> None:
        found = only(read(units(UNIT | {"valid_from": typed})), "units")
        assert found["valid_from"] == "2021-03-31"

    BAD = (
        ("31/02/2021", "Tháng 2 năm 2021 không có ngày 31."),
        ("31.3.21", "bốn chữ số"),
        ("3/31/2021", "Không có tháng 31"),
        (44286, "Có phải ý anh/chị là 31/3/2021?"),
        (7, "là số, không phải ngày"),
        ("sắp tới", "ngày"),
        (True, "đúng/sai"),
    )

    @pytest.mark.parametrize(("typed", "said"), BAD)
    def test_asked_about(self, typed: Any, said: str) -> None:
        (line,) = wrong(read(units(UNIT | {"valid_from": typed})))
        assert line.startswith("Đơn vị!K2: ")
        assert said in line

    def test_an_excel_that_puts_the_month_first_is_noticed(self) -> None:
        """It turns 3/4 into 4 March and leaves 31/3 as text."""
        first = UNIT | {"valid_from": "31/3/2021"}
        second = UNIT | {"code": "p3", "full_name": "P3", "valid_from": date(2021, 3, 4)}
        (line,) = wrong(read(units(first, second)))
        assert line.startswith("Đơn vị!K3: ngày này là 04/3/2021 hay 03/4/2021?")
        third = UNIT | {"code": "p4", "full_name": "P4", "valid_from": date(2021, 3, 14)}
        assert wrong(read(units(first, second, third))) == []


class TestNumbers:
    @pytest.mark.parametrize(
        ("typed", "stored"),
        [("12,4", "12.4"), (12.4, "12.4"), (12.399999999999999, "12.4"), ("1.234,5", "1234.5"),
         ("5 000", "5000"), (0.0001, "0.0001"), (1e12, "1000000000000")],
    )  # fmt: skip
    def test_read(self, typed: Any, stored: str) -> None:
        found = read(tasks(TASK | {"target": typed}))
        assert found.rows["tasks"][0].values["target"] == stored
        assert wrong(found) == []

    @pytest.mark.parametrize(
        ("typed", "said"),
        [("12.4", "124 hay 12,4"), ("12,4%", "Chỉ ghi số"), ("1,234.5", "lối tiếng Anh"),
         ("nhiều", "không phải là số"), (date(2021, 3, 4), "ô là ngày"), (1.23456, "4 chữ số"),
         (1e15, "quá lớn")],
    )  # fmt: skip
    def test_asked_about(self, typed: Any, said: str) -> None:
        (line,) = wrong(read(tasks(TASK | {"target": typed})))
        assert line.startswith("Nhiệm vụ!M2: ")
        assert said in line

    @pytest.mark.parametrize("form", ["0%", "0.00%", "[Red]0.0 %;-0.0%", '0.0" "%'])
    def test_of_a_cell_in_percent_it_is_asked_what_was_meant(self, form: str) -> None:
        shown = Formatted.of(0.124, form)
        lines = wrong(read(tasks(TASK | {"target": shown}, steps=(STEP | {"weight": shown},))))
        assert [line[:13] for line in lines] == ["Nhiệm vụ!M2: ", "Lộ trình!F2: "]
        for line in lines:
            assert "định dạng phần trăm: muốn nhập 12,4 hay 0,124?" in line

    @pytest.mark.parametrize(
        ("number", "form", "stored"),
        [(12.4, '0.0"%"', "12.4"), (12.4, r"0.0\%", "12.4"), (0, "0%", "0")],
    )
    def test_a_sign_that_multiplies_nothing_is_not_asked_about(
        self, number: float, form: str, stored: str
    ) -> None:
        found = read(tasks(TASK | {"target": Formatted.of(number, form)}))
        assert wrong(found) == []
        assert found.rows["tasks"][0].values["target"] == stored

    def test_percent_in_a_text_is_what_it_shows(self) -> None:
        shown = Formatted.of(0.124, "0.0%")
        assert only(read(units(UNIT | {"short_name": shown})), "units")["short_name"] == "12,4%"
        (line,) = wrong(read(units(UNIT | {"valid_from": shown})))
        assert "không phải ngày" in line

    def test_a_phone_that_lost_its_zero(self) -> None:
        (line,) = wrong(read(units(UNIT | {"phone": 913000001})))
        assert "0913000001" in line

    def test_a_code_that_lost_its_zero(self) -> None:
        (line,) = wrong(read(units(UNIT | {"code": 7})))
        assert "Đơn vị!B2" in line
        assert only(read(units(UNIT | {"code": "007"})), "units")["code"] == "007"

    def test_a_number_where_text_is_asked_is_text(self) -> None:
        found = only(read(units(UNIT | {"short_name": 2021})), "units")
        assert found["short_name"] == "2021"


class TestOddCells:
    """Cells as no person types them and only other programs write them."""

    def wrong(self, column: str, xml: str) -> list[str]:
        place, data = {
            "short_name": ("D2", book(units(UNIT))),
            "valid_from": ("K2", book(units(UNIT))),
            "number": ("B2", book(tasks(TASK))),
            "target": ("M2", book(tasks(TASK))),
        }[column]
        return wrong(read_workbook(recut(data, 1, place, xml.format(place))))

    @pytest.mark.parametrize(
        ("column", "value"),
        [("target", "NaN"), ("target", "-Infinity"), ("target", "1e400"), ("target", "abc"),
         ("number", "INF"), ("short_name", "NaN"), ("valid_from", "1e400")],
    )  # fmt: skip
    def test_no_number(self, column: str, value: str) -> None:
        (line, *_) = self.wrong(column, f'<c r="{{}}"><v>{value}</v></c>')
        assert line.endswith(f": “{value}” không phải là số hoặc là số quá lớn.")

    def test_what_is_shown_of_it_has_an_end(self) -> None:
        (line,) = self.wrong("target", f'<c r="{{}}"><v>{"x" * 9999}</v></c>')
        assert len(line) < 200

    @pytest.mark.parametrize(
        ("value", "said"),
        [
            ("2021-02-31", "Tháng 2 năm 2021 không có ngày 31."),
            ("abc", "“abc” không phải là ngày."),
            ("9999-12-31", "từ 1900 đến 2199"),
            ("2021-03-31T00:00:00", ""),
        ],
    )
    def test_no_day(self, value: str, said: str) -> None:
        found = self.wrong("valid_from", f'<c r="{{}}" t="d"><v>{value}</v></c>')
        assert all(said in line for line in found)
        assert len(found) == bool(said)

    @pytest.mark.parametrize("value", ["2021-02-31", "abc"])
    def test_no_day_where_none_is_asked(self, value: str) -> None:
        cell = f'<c r="{{}}" t="d"><v>{value}</v></c>'
        assert self.wrong("short_name", cell) == []
        assert "số" in self.wrong("target", cell)[0]

    def test_an_area_without_end(self) -> None:
        area = f'<mergeCell ref="F2:F{"9" * 5000}"/>'
        data = recut(book(units(UNIT, UNIT), merge="F2:F3"), 1, "F2:F3", area)
        (said,) = read_workbook(data).problems
        assert "có ô gộp" in said

    def test_a_year_without_end(self) -> None:
        guide = [["Biểu mẫu", FORM], ["Năm cam kết", "2" * 5000]]
        assert read({"Hướng dẫn": guide}, units(UNIT)).year is None


class TestCells:
    @pytest.mark.parametrize("column", ["short_name", "phone", "valid_from", "code"])
    def test_formulas_are_refused_also_with_a_value(self, column: str) -> None:
        cell = Formula("=1+1")
        cell.cached = "Phường 2"
        (line,) = wrong(read(units(UNIT | {column: cell})))
        assert "ô có công thức" in line

    def test_a_link_by_formula(self) -> None:
        cell = Formula('=HYPERLINK("http://x.example","a")')
        (line,) = wrong(read(people(HEAD | {"email": cell})))
        assert "ô có công thức" in line

    def test_a_formula_beside_the_columns(self) -> None:
        lines = grid(UNITS, UNIT)
        lines[1].append(Formula("=1+1"))
        (line,) = wrong(read({"Đơn vị": lines}))
        assert line == "Đơn vị!M2: ô có công thức."

    def test_text_that_looks_like_a_formula_is_text(self) -> None:
        found = only(read(units(UNIT | {"short_name": "=1+1"})), "units")
        assert found["short_name"] == "=1+1"

    def test_what_must_be_there(self) -> None:
        (line,) = wrong(read(units(UNIT | {"full_name": "\u200b "})))
        assert line == "Đơn vị!C2: chưa ghi tên đầy đủ."

    def test_too_long(self) -> None:
        (line,) = wrong(read(units(UNIT | {"short_name": "a" * 81})))
        assert "81 ký tự" in line

    def test_not_in_the_list(self) -> None:
        (line,) = wrong(read(people(HEAD | {"role": "Chủ tịch"})))
        assert "Người đứng đầu; Cán bộ đầu mối" in line

    @pytest.mark.parametrize("email", ["ba", "ba@", "a b@c.vn", "a@b@c.vn"])
    def test_no_address(self, email: str) -> None:
        (line,) = wrong(read(people(HEAD | {"email": email})))
        assert line.startswith("Cán bộ!C2: địa chỉ thư")


class TestSheets:
    def test_another_workbook(self) -> None:
        found = read({"Sheet1": [["Mã", "Tên"], ["a", "b"]]})
        assert "không phải biểu mẫu" in found.problems[0]
        assert "“Sheet1”" in found.problems[0]

    def test_an_empty_form(self) -> None:
        assert read(units()).problems == ["Tệp chưa có dòng dữ liệu nào để nhập."]

    @pytest.mark.parametrize("name", ["Nhiem vu 2021", "Nhiệm vu1", "Nhiemvụ"])
    def test_a_sheet_with_nearly_the_right_name(self, name: str) -> None:
        found = read(units(UNIT), {name: grid(TASKS, TASK)})
        assert found.problems[0].endswith("Có phải ý anh/chị là trang “Nhiệm vụ”?")

    def test_a_sheet_of_ones_own_is_named(self) -> None:
        found = read(units(UNIT), {"Tính nháp": [["a"]]})
        assert found.problems == []
        assert "“Tính nháp”" in found.notes[0]

    def test_a_renamed_column(self) -> None:
        names = [column.name for column in UNITS.columns]
        names[2] = "Tên đầy đủ của đơn vị"
        found = read({"Đơn vị": grid(UNITS, UNIT, heads=names)})
        assert found.problems[0] == (
            "Trang “Đơn vị” thiếu cột “Tên đầy đủ”. Có phải là cột “Tên đầy đủ của đơn vị”?"
        )
        assert found.problems[1].startswith("Đơn vị!C1: cột “Tên đầy đủ của đơn vị”")

    def test_a_renamed_column_that_may_be_empty_is_no_less_asked_about(self) -> None:
        names = [column.name for column in UNITS.columns]
        names[9] = "SĐT"
        found = read({"Đơn vị": grid(UNITS, UNIT, heads=names)})
        assert "cột “SĐT”" in found.problems[0]

    def test_a_missing_column_that_must_be_there(self) -> None:
        lines = [line[:3] + line[4:] for line in grid(UNITS, UNIT)]
        assert read({"Đơn vị": lines}).problems == ["Trang “Đơn vị” thiếu cột “Tên ngắn”."]

    def test_a_missing_column_that_may_be_empty_is_no_value(self) -> None:
        lines = [line[:9] + line[10:] for line in grid(UNITS, UNIT)]
        assert "phone" not in only(read({"Đơn vị": lines}), "units")

    def test_an_added_column_is_named(self) -> None:
        lines = grid(UNITS, UNIT)
        lines[0].append("Ghi chú")
        found = read({"Đơn vị": lines})
        assert found.notes == ["Đơn vị!M1: cột “Ghi chú” không thuộc biểu mẫu nên không được đọc."]

    def test_the_same_column_twice(self) -> None:
        lines = [[*line, line[2]] for line in grid(UNITS, UNIT)]
        assert "hai cột “Tên đầy đủ”" in read({"Đơn vị": lines}).problems[0]

    def test_no_header(self) -> None:
        found = read({"Đơn vị": [[1, "phuong-2", "Đảng ủy Phường 2"]]})
        assert "không có dòng tên cột" in found.problems[0]

    def test_merged_cells(self) -> None:
        found = read(units(UNIT, UNIT), merge="F2:F3")
        assert "Đơn vị!F2:F3: có ô gộp" in found.problems[0]

    def test_marks_of_the_form(self) -> None:
        guide = [["Biểu mẫu", FORM], ["Mã cấp ủy", "x"], ["Năm cam kết", "2020"]]
        found = read({"Hướng dẫn": guide}, units(UNIT))
        assert (found.committee, found.year, found.problems) == ("x", 2020, [])
        old = read({"Hướng dẫn": [["Biểu mẫu", "CAMKET-NHAP-0"]]}, units(UNIT))
        assert "không phải phiên bản" in old.problems[0]


class TestLimits:
    def test_ten_thousand_rows(self) -> None:
        lines = grid(UNITS, *[UNIT] * 10_000)
        with pytest.raises(Unreadable, match="hơn 5000 dòng"):
            read_cells(book({"Đơn vị": lines}))

    def test_many_columns(self) -> None:
        with pytest.raises(Unreadable, match="hơn 50 cột"):
            read_cells(book({"Đơn vị": [["a"] * 51]}))

    def test_a_row_far_below_and_a_column_far_right(self) -> None:
        (sheet,) = read_cells(book({"a": [*[[]] * 9000, [*[None] * 400, "x"]]}))
        assert [(line.number, list(line.cells)) for line in sheet.lines] == [(9001, [401])]

    @pytest.mark.parametrize(
        "data", [b"", b"a;b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
    )
    def test_what_is_no_workbook(self, data: bytes) -> None:
        with pytest.raises(Unreadable):
            read_cells(data)


class TestOldLetters:
    OLD = UNIT | {"full_name": "§¶ng ñy Ph\xadêng 2", "short_name": "Ph\xadêng 2"}

    def test_found_and_shown_and_left(self) -> None:
        found = read(units(self.OLD))
        assert found.legacy[0][:2] == ["Đơn vị!C2", "TCVN3"]
        assert found.legacy[0][3] == "Đảng ủy Phường 2"
        assert found.rows["units"][0].values["short_name"] != "Phường 2"

    def test_converted_on_a_word(self) -> None:
        found = read(units(self.OLD), converted=True)
        assert found.rows["units"][0].values["short_name"] == "Phường 2"
        assert len(found.legacy) == 2

    def test_nothing_that_a_database_refuses_is_kept(self) -> None:
        """Excel writes a zero character as an escape; what is kept to be shown has none."""
        found = read(units(self.OLD | {"full_name": "§¶ng\x00 ñy", "short_name": "a\x00b"}))
        assert "\\u0000" not in json.dumps(found.plain())

    def test_of_both_kinds_and_unicode_in_one_file(self) -> None:
        odd = UNIT | {"code": "p3", "full_name": "Ñaûng uûy Phöôøng 3", "short_name": "P3"}
        found = read(units(self.OLD, odd, UNIT), converted=True)
        names = [row.values["full_name"] for row in found.rows["units"]]
        assert names == ["Đảng ủy Phường 2", "Đảng ủy Phường 3", "Đảng ủy Phường 2"]


def test_steps_and_people_have_their_addresses() -> None:
    found = read(people(HEAD | {"position": ""}), tasks(TASK, steps=(STEP | {"quarter": "V"},)))
    assert [line.split(":")[0] for line in wrong(found)] == ["Cán bộ!G2", "Lộ trình!C2"]
    assert PEOPLE.column("position").needed
