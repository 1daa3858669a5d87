"""The list of commitments: searched without accents, filtered, sorted, counted, taken away."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from commitments.models import Task
from tests import cast as stage
from tests.commitments.pages import BASE, get, more_units

LIST = f"{BASE}/cam-ket/"


@pytest.fixture(autouse=True)
def january(on_day: Any) -> None:
    on_day(2021, 1, 12)


def names(page: Any) -> list[str]:
    return [row["unit"].short_name for row in page.context["rows"]]


def test_a_unit_is_led_to_its_own_commitment(cast: Any) -> None:
    stage.empty(cast)
    assert get(cast.reporter, LIST).url == f"{LIST}phuong-1/"
    assert get(cast.bureau_head, LIST).url == f"{LIST}phong-kinh-te/"


def test_those_who_see_all_see_all(cast: Any) -> None:
    stage.empty(cast)
    for name in ("clerk", "standing", "inspector"):
        assert names(get(cast.people()[name], LIST)) == ["Phường 1", "Phòng Kinh tế"]
    for name in ("stranger", "nobody", "admin"):
        assert get(cast.people()[name], LIST).status_code == 404
    assert get(cast.head, f"{LIST}xuat-excel/").status_code == 403


def test_search_filters_and_sorts_are_in_the_address(cast: Any) -> None:
    stage.unit_row(cast.wards, "dong-ha", "Phường Đông Hà", kind="WARD", rank=5)
    stage.year(cast)
    stage.submitted(cast, cast.bureau)
    assert names(get(cast.clerk, LIST, tim="dong ha")) == ["Phường Đông Hà"]
    assert names(get(cast.clerk, LIST, tim="ĐÔNG HÀ")) == ["Phường Đông Hà"]
    assert names(get(cast.clerk, LIST, nhom="kinh-te")) == ["Phòng Kinh tế"]
    assert names(get(cast.clerk, LIST, **{"trang-thai": "SUBMITTED"})) == ["Phòng Kinh tế"]
    assert names(get(cast.clerk, LIST, tim="%_'")) == []
    by_name = ["Phòng Kinh tế", "Phường 1", "Phường Đông Hà"]
    assert names(get(cast.clerk, LIST, **{"sap-xep": "ten"})) == by_name
    assert names(get(cast.clerk, LIST, **{"sap-xep": "-ten"})) == by_name[::-1]
    assert names(get(cast.clerk, LIST, **{"sap-xep": "-nhiem-vu"}))[0] == "Phòng Kinh tế"
    assert names(get(cast.clerk, LIST, **{"sap-xep": "-cho"}))[0] == "Phòng Kinh tế"
    assert len(names(get(cast.clerk, LIST, **{"sap-xep": "x'; --"}))) == 3


def test_the_wait_is_counted_from_whoever_must_act(cast: Any) -> None:
    stage.passed_on(cast)
    stage.submitted(cast, cast.bureau)
    page = get(cast.clerk, LIST)
    rows = {
        row["unit"].short_name: (row["waits"], row["waits_for"]) for row in page.context["rows"]
    }
    assert rows == {
        "Phường 1": (5, "chờ Thường trực duyệt"),
        "Phòng Kinh tế": (6, "chờ Văn phòng xem xét"),
    }
    assert page.context["totals"]["office"] == page.context["totals"]["standing"] == 1


def test_fifty_rows_a_page(cast: Any) -> None:
    more_units(cast, 53)
    stage.year(cast)
    assert len(names(get(cast.clerk, LIST))) == 50
    page = get(cast.clerk, LIST, trang="2", nhom="phuong")
    assert len(names(page)) == 4
    assert "nhom=phuong" in page.content.decode()


def test_an_empty_list_says_what_to_do(cast: Any) -> None:
    stage.year(cast, registration=False)
    assert "Khi Văn phòng mở đăng ký" in get(cast.clerk, LIST).content.decode()
    assert "Khi Văn phòng mở đăng ký" in get(cast.head, LIST).content.decode()


def test_the_workbook_holds_text_and_no_formula(cast: Any) -> None:
    commitment = stage.draft(cast)
    evil = '=HYPERLINK("http://x.example","Xem")'
    Task.objects.filter(commitment=commitment, number=1).update(
        title=evil, basis="http://x.example"
    )
    page = get(cast.clerk, f"{LIST}xuat-excel/")
    book = openpyxl.load_workbook(BytesIO(page.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert evil in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    assert [sheet.title for sheet in book] == ["Danh sách", "Nhiệm vụ"]


def test_the_workbook_says_what_is_not_signed(cast: Any) -> None:
    stage.submitted(cast).tasks.filter(number=2).update(choice="NOT_CHOSEN", choice_reason="Trùng")
    page = get(cast.clerk, f"{LIST}xuat-excel/")
    sheet = openpyxl.load_workbook(BytesIO(page.content))["Nhiệm vụ"]
    notes = [row[-1].value for row in sheet.iter_rows() if row[0].value == "Phường 1"]
    assert notes == ["", "Không đưa vào bản ký", ""]


def test_the_workbook_holds_what_the_filter_shows(cast: Any) -> None:
    stage.empty(cast)
    page = get(cast.clerk, f"{LIST}xuat-excel/", nhom="kinh-te")
    sheet = openpyxl.load_workbook(BytesIO(page.content))["Danh sách"]
    assert [row[1].value for row in sheet.iter_rows(min_row=4)] == ["Phòng Kinh tế"]


@pytest.mark.parametrize("units", [1, 3])
def test_the_list_costs_the_same_with_one_unit_and_three(
    cast: Any, client: Any, django_assert_num_queries: Any, units: int
) -> None:
    cast.bureau.__class__.objects.filter(pk=cast.bureau.pk).update(valid_to="2020-12-31")
    more_units(cast, units - 1)
    stage.submitted(cast)
    client.force_login(cast.clerk)
    client.get(LIST)  # the session writes its times once
    with django_assert_num_queries(15):
        assert len(names(client.get(LIST))) == units
