"""The pages of handovers, as the Office, the head, the reporter and a stranger meet them."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from commitments.models import Handover
from tests import cast as stage
from tests.cast import Cast
from units.models import Appointment, Person

BASE = "/dang-uy-mau/"
UNIT = f"{BASE}don-vi/phuong-1/ban-giao/"
TYPED = {
    "starts_on": "1/2/2021",
    "email": "bureau-reporter@mau.example",
    "full_name": "",
    "phone": "",
    "position": "Bí thư Đảng ủy phường",
    "note": "Hồ sơ ở tủ số 2",
}


@pytest.fixture(autouse=True)
def day(on_day: Callable[..., date]) -> date:
    return on_day(2021, 2, 1)


@pytest.fixture
def clerk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def form(cast: Cast, who: str = "head") -> str:
    return f"{UNIT}{Appointment.objects.get(person=getattr(cast, who)).pk}/lap/"


def made(cast: Cast, clerk: Client, **changes: str) -> Handover:
    answer = clerk.post(form(cast), TYPED | changes)
    found = Handover.objects.get()
    assert answer["Location"] == f"{UNIT}{found.pk}/"
    return found


class TestTheForm:
    def test_shows_what_is_open(self, cast: Cast, clerk: Client) -> None:
        stage.signed(cast)
        page = clerk.get(form(cast)).content.decode()
        assert "Báo cáo Quý I/2021 – Phường 1" in page
        assert "Phụ trách: đ/c Hoàng Văn Đứng Thử" in page
        assert 'value="Head"' not in page

    def test_keeps_what_was_typed(self, cast: Cast, clerk: Client) -> None:
        page = clerk.post(form(cast), TYPED | {"email": "moi@mau.example"}).content.decode()
        assert "Ghi họ và tên để thêm người mới" in page
        assert "Hồ sơ ở tủ số 2" in page
        page = clerk.post(form(cast), TYPED | {"starts_on": "31/02/2021"}).content.decode()
        assert 'value="31/02/2021"' in page
        page = clerk.post(form(cast), TYPED | {"starts_on": "1/1/2020"}).content.decode()
        assert "chọn ngày bàn giao sau ngày đó" in page
        assert "Hồ sơ ở tủ số 2" in page
        assert not Handover.objects.exists()

    def test_the_head_hands_over_for_reporters_alone(self, cast: Cast, client: Client) -> None:
        client.force_login(cast.head)
        assert client.get(form(cast, "reporter")).status_code == 200
        assert client.get(form(cast)).status_code == 403
        client.force_login(cast.reporter)
        assert client.get(form(cast, "reporter")).status_code == 403
        client.force_login(cast.stranger)
        assert client.get(form(cast)).status_code == 404

    def test_is_offered_where_somebody_is_replaced(self, cast: Cast, clerk: Client) -> None:
        for path in ("", "phan-cong/", f"ket-thuc/{Appointment.objects.get(person=cast.head).pk}/"):
            page = clerk.get(f"{BASE}don-vi/phuong-1/{path}").content.decode()
            assert form(cast) in page, path


class TestThePaper:
    def test_who_to_whom_from_when_and_what(self, cast: Cast, clerk: Client) -> None:
        stage.signed(cast)
        found = made(cast, clerk)
        page = clerk.get(f"{UNIT}{found.pk}/").content.decode()
        for words in (
            "BIÊN BẢN BÀN GIAO", "giữ vai trò đến hết ngày 31/01/2021",
            "nhận việc từ ngày 01/02/2021", "Hồ sơ ở tủ số 2", "Báo cáo Quý IV/2021 – Phường 1",
            "Chưa thay đổi", "Chờ xác nhận",
        ):  # fmt: skip
            assert words in page, words
        assert "Đã nhận bàn giao" not in page

    def test_the_successor_acknowledges_and_the_desk_is_quiet(
        self, cast: Cast, clerk: Client, client: Client
    ) -> None:
        stage.signed(cast)
        found = made(cast, clerk)
        client.force_login(cast.bureau_reporter)
        desk = f"{BASE}2021/?don-vi=phuong-1"
        assert "bàn giao công việc tại Phường 1 cho anh/chị" in client.get(desk).content.decode()
        page = client.get(f"{UNIT}{found.pk}/").content.decode()
        assert f'action="nhan/"' in page  # noqa: F541
        client.post(f"{UNIT}{found.pk}/nhan/")
        assert Handover.objects.get().acknowledged_at is not None
        assert "cho anh/chị" not in client.get(desk).content.decode()
        again = client.post(f"{UNIT}{found.pk}/nhan/", follow=True).content.decode()
        assert "đã được xử lý" in again

    def test_nobody_else_acknowledges(self, cast: Cast, clerk: Client) -> None:
        found = made(cast, clerk)
        assert clerk.post(f"{UNIT}{found.pk}/nhan/").status_code == 403

    def test_keeps_the_units_name_of_the_day(self, cast: Cast, clerk: Client) -> None:
        from units import workflow

        found = made(cast, clerk)
        names = workflow.UnitNames("Đảng ủy Phường Nhất", "Phường Nhất", "x", "y", "z")
        workflow.rename_unit(
            unit=cast.ward, names=names, starts_on=date(2021, 3, 1), decision="NQ", by=cast.clerk,
            at=stage.at(3, 1),
        )  # fmt: skip
        page = clerk.get(f"{UNIT}{found.pk}/").content.decode()
        assert "công việc của người đứng đầu Đảng ủy Phường 1" in page


class TestTheList:
    def test_search_and_filters(self, cast: Cast, clerk: Client) -> None:
        made(cast, clerk)
        Person.objects.filter(pk=cast.head.pk).update(search_key="hoang van dung thu")
        for query, there in (
            ({"tim": "hoang van"}, True), ({"tim": "phuong 1"}, True), ({"tim": "x"}, False),
            ({"vai-tro": "HEAD"}, True), ({"vai-tro": "REPORTER"}, False),
            ({"trang-thai": "chua"}, True), ({"trang-thai": "roi"}, False),
            ({"sap-xep": "-ngay"}, True), ({"sap-xep": "x", "trang": "9"}, True),
        ):  # fmt: skip
            page = clerk.get(f"{BASE}ban-giao/", query).content.decode()
            assert ("Bùi Thị Phòng Thử" in page) is there, query

    def test_of_a_unit_for_its_people(self, cast: Cast, clerk: Client, client: Client) -> None:
        made(cast, clerk)
        client.force_login(cast.reporter)
        assert "Bùi Thị Phòng Thử" in client.get(UNIT).content.decode()
        assert client.get(f"{BASE}ban-giao/").status_code == 403

    def test_the_workbook(self, cast: Cast, clerk: Client) -> None:
        made(cast, clerk, note="=1+1")
        body = clerk.get(f"{BASE}ban-giao/xuat-excel/").content
        sheet = load_workbook(BytesIO(body)).active
        assert sheet is not None
        cells = {
            str(cell.value): cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row
        }
        assert cells["=1+1"] == "s"
        assert "Phường 1" in cells

    def test_says_what_to_do_when_empty(self, clerk: Client) -> None:
        assert "Chưa có lần bàn giao nào" in clerk.get(f"{BASE}ban-giao/").content.decode()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_queries(
        self, cast: Cast, clerk: Client, rows: int, django_assert_num_queries: Any
    ) -> None:
        for _ in range(rows):
            Handover.objects.create(
                unit=cast.ward, role="HEAD", leaver=cast.head, successor=cast.nobody,
                starts_on=date(2021, 1, 1), recorded_at=stage.at(1, 1), recorded_by=cast.clerk,
            )  # fmt: skip
        clerk.get(f"{BASE}ban-giao/")
        with django_assert_num_queries(7):
            clerk.get(f"{BASE}ban-giao/")
