"""Merging, splitting and renaming in the browser: forms, consequences, the list, the registry."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests import cast as stage
from tests.cast import Cast
from units.models import Reorganisation, Unit

BASE = "/dang-uy-mau/don-vi/"
DATED = {"starts_on": "1/7/2021", "decision": "Nghị quyết số 01-NQ/ĐU"}
NEW = {
    "full_name": "Đảng ủy Phường Mới", "short_name": "Phường Mới", "report_name": "",
    "collective": "Ban Thường vụ", "head_post": "Bí thư", "kind": "WARD", "code": "",
}  # fmt: skip
NAMES = {
    "full_name": "Đảng ủy Phường Nhất", "short_name": "Phường Nhất", "report_name": "Phường Nhất",
    "collective": "Ban Thường vụ", "head_post": "Bí thư", "version": "1",
}  # fmt: skip
PARTS = {
    f"p{n}-{name}": f"Phường {part}"
    for n, part in enumerate(("Đông", "Tây"))
    for name in ("full_name", "short_name", "collective", "head_post")
}
SURE = {"da-xac-nhan": "1"}


@pytest.fixture(autouse=True)
def day(on_day: Callable[..., date]) -> date:
    return on_day(2021, 7, 1)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def second(cast: Cast) -> Unit:
    return stage.unit_row(cast.wards, "phuong-2", "Phường 2", kind="WARD", rank=2)


def merging(cast: Cast, *units: Unit, **changes: Any) -> dict[str, Any]:
    chosen = {"units": [str(unit.pk) for unit in units], "group": str(cast.wards.pk), "into": ""}
    return DATED | NEW | chosen | changes


class TestMerging:
    def test_consequences_first_then_the_deed(
        self, cast: Cast, clerk: Client, second: Unit
    ) -> None:
        url, typed = f"{BASE}sap-xep/hop-nhat/", merging(cast, cast.ward, second)
        page = clerk.post(url, typed).content.decode()
        for words in (
            "Phường 1 và Phường 2 hợp nhất thành đơn vị mới Phường Mới từ ngày 01/7/2021",
            "hoạt động đến hết ngày 30/6/2021",
            "đ/c Hoàng Văn Đứng Thử (Phường 1)",
            "giữ nguyên tên và nội dung",
            "chưa có người đứng đầu",
        ):
            assert words in page, words
        assert not Reorganisation.objects.exists()
        answer = clerk.post(url, typed | SURE, follow=True).content.decode()
        assert "Đã ghi: hợp nhất, sáp nhập từ 01/7/2021" in answer
        assert Unit.objects.get(code="phuong-moi").report_name == "Phường Mới"

    def test_into_one_that_goes_on(self, cast: Cast, clerk: Client) -> None:
        typed = DATED | {"units": [str(cast.ward.pk)], "into": str(cast.bureau.pk)}
        assert (
            "hợp nhất vào Phòng Kinh tế"
            in clerk.post(f"{BASE}sap-xep/hop-nhat/", typed).content.decode()
        )
        clerk.post(f"{BASE}sap-xep/hop-nhat/", typed | SURE)
        assert Unit.objects.get(pk=cast.ward.pk).carried_by == cast.bureau

    def test_keeps_what_was_typed(self, cast: Cast, clerk: Client, second: Unit) -> None:
        url = f"{BASE}sap-xep/hop-nhat/"
        page = clerk.post(url, merging(cast, short_name="Phường Giữ Lại")).content.decode()
        assert "Xin chọn các đơn vị kết thúc hoạt động." in page
        assert "Phường Giữ Lại" in page
        page = clerk.post(url, merging(cast, cast.ward, second, code="phong-kinh-te"))
        assert "đã được dùng cho đơn vị khác" in page.content.decode()
        page = clerk.post(url, merging(cast, cast.ward, second, starts_on="1/1/2020"))
        assert "hoạt động từ ngày 01/01/2020; chọn ngày sau đó" in page.content.decode()
        assert "Phường Mới" in page.content.decode()

    def test_what_speaks_against_is_said_before_confirming(
        self, cast: Cast, clerk: Client, second: Unit
    ) -> None:
        stage.submitted(cast)
        page = clerk.post(f"{BASE}sap-xep/hop-nhat/", merging(cast, cast.ward, second))
        assert "đề nghị ký xong hoặc trả lại trước" in page.content.decode()
        assert "Xác nhận sắp xếp" not in page.content.decode()

    def test_not_a_unit_of_another_committee(self, cast: Cast, clerk: Client) -> None:
        page = clerk.post(f"{BASE}sap-xep/hop-nhat/", merging(cast, cast.ward, cast.far_ward))
        assert page.status_code == 200
        assert not Reorganisation.objects.exists()


class TestSplitting:
    def test_consequences_first_then_the_deed(self, cast: Cast, clerk: Client) -> None:
        url, typed = f"{BASE}sap-xep/phuong-1/chia-tach/", DATED | PARTS | {"carrier": "1"}
        page = clerk.post(url, typed).content.decode()
        assert "Phường 1 chia tách thành Phường Đông, Phường Tây" in page
        assert "cán bộ đầu mối của Phường Tây xem" in page
        clerk.post(url, typed | SURE)
        assert Unit.objects.get(pk=cast.ward.pk).carried_by == Unit.objects.get(code="phuong-tay")

    def test_errors_name_the_part(self, cast: Cast, clerk: Client) -> None:
        url = f"{BASE}sap-xep/phuong-1/chia-tach/"
        page = clerk.post(url, DATED | {"carrier": "3"}).content.decode()
        assert "Xin điền ô này của đơn vị mới thứ 2." in page
        assert "Đơn vị được chọn chưa ghi tên ở dưới." in page
        same = PARTS | {"p1-code": "phuong-dong"}
        assert (
            "không dùng chung một mã"
            in clerk.post(url, DATED | same | {"carrier": "0"}).content.decode()
        )


class TestRenaming:
    def test_consequences_first_then_the_deed(self, cast: Cast, clerk: Client) -> None:
        url = f"{BASE}sap-xep/phuong-1/doi-ten/"
        assert 'value="Phường 1"' in clerk.get(url).content.decode()
        page = clerk.post(url, DATED | NAMES).content.decode()
        assert "Phường 1 mang tên Phường Nhất" in page
        clerk.post(url, DATED | NAMES | SURE)
        page = clerk.get(f"{BASE}phuong-1/").content.decode()
        assert "Tên đến 30/6/2021" in page
        assert "“Phường 1” đổi tên thành “Phường Nhất”" in page

    def test_a_stale_page(self, cast: Cast, clerk: Client) -> None:
        Unit.objects.filter(pk=cast.ward.pk).update(version=2)
        page = clerk.post(f"{BASE}sap-xep/phuong-1/doi-ten/", DATED | NAMES | SURE)
        assert "Người khác đã lưu thay đổi" in page.content.decode()


class TestTheRegistry:
    @pytest.fixture
    def told(self, cast: Cast, clerk: Client, second: Unit) -> Client:
        typed = DATED | {"units": [str(second.pk)], "into": str(cast.bureau.pk)}
        clerk.post(f"{BASE}sap-xep/hop-nhat/", typed | SURE)
        clerk.post(f"{BASE}sap-xep/phuong-1/doi-ten/", DATED | NAMES | SURE)
        return clerk

    def test_ended_units_name_their_successor(self, told: Client) -> None:
        page = told.get(BASE, {"hieu-luc": "tat-ca"}).content.decode()
        assert "hợp nhất vào Phòng Kinh tế từ 01/7/2021" in page
        assert "đến 30/6/2021: Phường 1" in page
        page = told.get(f"{BASE}phuong-2/").content.decode()
        assert "hoạt động đến hết ngày 30/6/2021, hợp nhất vào Phòng Kinh tế" in page
        assert "Chia tách" not in page
        assert "phan-cong/" not in page

    @pytest.mark.parametrize(
        ("tim", "code"), [("phuong 1", "phuong-1"), ("phuong 2", "phong-kinh-te")]
    )
    def test_former_names_are_found(self, told: Client, tim: str, code: str) -> None:
        page = told.get(BASE, {"tim": tim}).content.decode()
        assert f"/don-vi/{code}/" in page
        assert "1 đơn vị</span>" in page

    def test_an_earlier_day(self, told: Client) -> None:
        page = told.get(BASE, {"ngay": "30/6/2021"}).content.decode()
        assert ">Phường 1</a>" in page
        assert ">Phường 2</a>" in page
        assert "nay là Phường Nhất" in page
        assert "Hoàng Văn Đứng Thử" in page
        assert "4 đơn vị" not in page
        assert "3 đơn vị</span>" in page
        for nonsense in ("31/02/2021", "x", "²"):
            assert told.get(BASE, {"ngay": nonsense}).status_code == 200

    def test_the_workbook_says_it_too(self, told: Client) -> None:
        body = told.get(f"{BASE}xuat/", {"hieu-luc": "tat-ca"}).content
        sheet = load_workbook(BytesIO(body)).active
        assert sheet is not None
        cells = {str(cell.value) for row in sheet.iter_rows() for cell in row}
        assert {"Phường 1 (đến 30/6/2021)", "hợp nhất vào Phòng Kinh tế từ 01/7/2021"} <= cells

    def test_the_list(self, told: Client) -> None:
        for query, kinds in (
            ({}, {"Hợp nhất, sáp nhập", "Đổi tên"}),
            ({"hinh-thuc": "RENAME"}, {"Đổi tên"}),
            ({"tim": "phuong 2"}, {"Hợp nhất, sáp nhập"}),
            ({"tim": "khong co"}, set()),
            ({"sap-xep": "-hinh-thuc", "trang": "8"}, {"Hợp nhất, sáp nhập", "Đổi tên"}),
        ):
            page = told.get(f"{BASE}sap-xep/", query).content.decode()
            assert page.count("Nghị quyết số 01-NQ/ĐU") == len(kinds), query
        body = told.get(f"{BASE}sap-xep/xuat/").content
        assert load_workbook(BytesIO(body)).active is not None

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries(
        self, cast: Cast, clerk: Client, rows: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(rows):
            unit = stage.unit_row(cast.wards, f"u{n}", f"Phường {n}", kind="WARD", rank=n)
            typed = DATED | {"units": [str(unit.pk)], "into": str(cast.bureau.pk)}
            clerk.post(f"{BASE}sap-xep/hop-nhat/", typed | SURE)
        assert Reorganisation.objects.count() == rows
        with django_assert_num_queries(7):
            clerk.get(f"{BASE}sap-xep/")
        with django_assert_num_queries(12):
            clerk.get(BASE, {"hieu-luc": "tat-ca"})


def test_units_in_other_hands(cast: Cast, client: Client) -> None:
    for who, status in (("head", 403), ("standing", 200), ("stranger", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(f"{BASE}sap-xep/").status_code == status
    client.force_login(cast.standing)
    for path in ("hop-nhat/", "phuong-1/doi-ten/", "phuong-1/chia-tach/"):
        assert client.get(f"{BASE}sap-xep/{path}").status_code == 403
