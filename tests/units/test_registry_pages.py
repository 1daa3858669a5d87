"""The registry, its groups and the committee's identity, as each person meets them."""

from io import BytesIO
from typing import Any
from unicodedata import normalize

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests import cast as stage
from units.models import Committee, Group, Unit

BASE = "/dang-uy-mau/"
TYPED = {
    "full_name": "Đảng ủy Phường Đông Lễ",
    "short_name": "Phường Đông Lễ",
    "report_name": "Phường Đông Lễ",
    "collective": "Ban Thường vụ Đảng ủy",
    "head_post": "Bí thư",
    "kind": "WARD",
    "rank": "3",
    "phone": "",
    "code": "",
    "valid_from": "1/1/2020",
    "valid_to": "",
}


@pytest.fixture
def clerk(cast: Any, client: Client) -> Client:
    client.force_login(cast.clerk)
    return client


def page(client: Client, path: str, **query: str) -> str:
    answer = client.get(BASE + path, query)
    assert answer.status_code == 200
    return answer.content.decode()


class TestRegistry:
    def test_by_rank_never_by_alphabet(self, cast: Any, clerk: Client) -> None:
        stage.unit_row(cast.wards, "a", "An Bình", kind="WARD", rank=9)
        shown = page(clerk, "don-vi/")
        assert shown.index("Phường 1<") < shown.index("An Bình<") < shown.index("Phòng Kinh tế<")

    def test_by_name_when_asked(self, cast: Any, clerk: Client) -> None:
        stage.unit_row(cast.offices, "o", "Ô Lâu", kind="WARD", rank=1)
        stage.unit_row(cast.offices, "p", "Phường 10", kind="WARD", rank=1)
        rising = page(clerk, "don-vi/", **{"sap-xep": "ten"})
        names = ["Ô Lâu<", "Phòng Kinh tế<", "Phường 1<", "Phường 10<"]
        places = [rising.index(f">{name}") for name in names]
        assert places == sorted(places)
        falling = page(clerk, "don-vi/", **{"sap-xep": "-ten"})
        places = [falling.index(f">{name}") for name in names]
        assert places == sorted(places, reverse=True)

    @pytest.mark.parametrize("typed", ["phong kinh te", "PHÒNG KINH", normalize("NFD", "Phòng")])
    def test_search_without_accents(self, cast: Any, clerk: Client, typed: str) -> None:
        shown = page(clerk, "don-vi/", tim=typed)
        assert "1 đơn vị</span>" in shown
        assert "/don-vi/phong-kinh-te/" in shown
        assert "/don-vi/phuong-1/" not in shown

    def test_filters(self, cast: Any, clerk: Client) -> None:
        gone = stage.unit_row(cast.wards, "cu", "Phường Cũ", kind="WARD", rank=2)
        Unit.objects.filter(pk=gone.pk).update(valid_to="2020-12-31")
        assert "/don-vi/cu/" not in page(clerk, "don-vi/")
        assert "/don-vi/cu/" in page(clerk, "don-vi/", **{"hieu-luc": "tat-ca"})
        ended = page(clerk, "don-vi/", **{"hieu-luc": "het"})
        assert ("/don-vi/cu/" in ended, "/don-vi/phuong-1/" in ended) == (True, False)
        kind = page(clerk, "don-vi/", loai="DEPARTMENT")
        assert ("/don-vi/phong-kinh-te/" in kind, "/don-vi/phuong-1/" in kind) == (True, False)
        group = page(clerk, "don-vi/", nhom=str(cast.wards.pk))
        assert ("/don-vi/phuong-1/" in group, "/don-vi/phong-kinh-te/" in group) == (True, False)

    @pytest.mark.parametrize("query", ["nhom=x", "nhom=²", "loai=X", "trang=99", "sap-xep=x"])
    def test_nonsense_in_the_address_is_no_error(self, clerk: Client, query: str) -> None:
        assert clerk.get(f"{BASE}don-vi/?{query}").status_code == 200

    def test_who_is_missing_is_said(self, cast: Any, clerk: Client) -> None:
        assert "chưa có" not in page(clerk, "don-vi/")
        stage.unit_row(cast.wards, "moi", "Phường Mới", kind="WARD", rank=2)
        assert page(clerk, "don-vi/").count("chưa có") == 2

    def test_units_see_their_own_and_get_no_tools(self, cast: Any, client: Client) -> None:
        client.force_login(cast.reporter)
        shown = page(client, "don-vi/")
        assert "/don-vi/phuong-1/" in shown
        assert "phong-kinh-te" not in shown
        assert "don-vi/them/" not in shown

    @pytest.mark.parametrize("who", ["standing", "inspector"])
    def test_readers_read(self, cast: Any, client: Client, who: str) -> None:
        client.force_login(getattr(cast, who))
        assert "don-vi/them/" not in page(client, "don-vi/")
        assert "Sửa thông tin" not in page(client, "don-vi/phuong-1/")

    def test_fifty_a_page(self, cast: Any, clerk: Client) -> None:
        for n in range(2, 52):
            stage.unit_row(cast.wards, f"u{n}", f"Phường {n}", kind="WARD", rank=n)
        assert page(clerk, "don-vi/").count('<th scope="row">') == 50
        assert page(clerk, "don-vi/", trang="2").count('<th scope="row">') == 2

    @pytest.mark.parametrize("more", [0, 2])
    def test_queries(
        self, cast: Any, clerk: Client, more: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(more):
            unit = stage.unit_row(cast.wards, f"u{n}", f"Phường {n}", kind="WARD", rank=n)
            stage.appointed(f"h{n}", stage.Role.HEAD, unit)
            stage.appointed(f"r{n}", stage.Role.REPORTER, unit)
        page(clerk, "don-vi/")  # notes when the session began
        with django_assert_num_queries(10):
            page(clerk, "don-vi/")

    def test_the_workbook_holds_what_is_shown(self, cast: Any, clerk: Client) -> None:
        Unit.objects.filter(pk=cast.ward.pk).update(phone="=1+1")
        body = clerk.get(f"{BASE}don-vi/xuat/", {"tim": "phuong"}).content
        sheet = load_workbook(BytesIO(body)).active
        lines = list(sheet.iter_rows(min_row=4, values_only=True))
        assert [line[1] for line in lines] == ["Phường 1"]
        assert lines[0][6:10] == ("Hoàng Văn Đứng Thử", "Người đứng đầu", "Võ Thị Đầu Thử", "=1+1")


class TestOneUnit:
    def test_people_and_history(self, cast: Any, client: Client) -> None:
        client.force_login(cast.head)
        shown = page(client, "don-vi/phuong-1/")
        assert "Hoàng Văn Đứng Thử" in shown
        assert "Cho gửi thay" in shown
        assert "Lịch sử" in shown

    def test_addresses_only_for_who_manages(self, cast: Any, client: Client) -> None:
        client.force_login(cast.inspector)
        assert "head@mau.example" not in page(client, "don-vi/phuong-1/")
        client.force_login(cast.clerk)
        assert "head@mau.example" in page(client, "don-vi/phuong-1/")

    def test_adding(self, cast: Any, clerk: Client) -> None:
        answer = clerk.post(f"{BASE}don-vi/them/", TYPED | {"group": cast.wards.pk}, follow=True)
        assert answer.request["PATH_INFO"] == f"{BASE}don-vi/phuong-dong-le/"
        unit = Unit.objects.get(code="phuong-dong-le")
        assert (unit.rank, str(unit.valid_from)) == (3, "2020-01-01")

    def test_added_without_a_place_it_stands_last_in_its_group(
        self, cast: Any, clerk: Client
    ) -> None:
        stage.unit_row(cast.wards, "p8", "Phường 8", kind="WARD", rank=8)
        stage.unit_row(cast.offices, "p9", "Phòng 9", kind="DEPARTMENT", rank=19)
        assert 'name="rank" value' not in page(clerk, "don-vi/them/")
        clerk.post(f"{BASE}don-vi/them/", TYPED | {"group": cast.wards.pk, "rank": ""})
        assert Unit.objects.get(code="phuong-dong-le").rank == 9

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"valid_from": "2020"}, "không phải là ngày"),
            ({"valid_to": "1/1/2019"}, "Ngày kết thúc phải sau"),
            ({"code": "phuong-1"}, "đã được dùng cho đơn vị khác"),
            ({"code": "Phường"}, "chữ cái không dấu"),
            ({"code": "them"}, "Không dùng được mã"),
            ({"group": ""}, "Xin chọn nhóm."),
            ({"kind": "X"}, "Xin chọn một mục"),
            ({"rank": "x"}, "số nguyên"),
            ({"phone": "1" * 31}, "Nhiều nhất 30 ký tự"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_lost(
        self, cast: Any, clerk: Client, changes: dict[str, str], said: str
    ) -> None:
        typed = TYPED | {"group": cast.wards.pk, "collective": "<b>Tập thể</b>"} | changes
        shown = clerk.post(f"{BASE}don-vi/them/", typed).content.decode()
        assert said in shown
        assert "&lt;b&gt;Tập thể&lt;/b&gt;" in shown
        assert Unit.objects.count() == 3

    def test_choices_ask_to_be_chosen(self, cast: Any, clerk: Client) -> None:
        page = clerk.get("/dang-uy-mau/don-vi/them/").content.decode()
        assert "Chọn nhóm</option>" in page
        assert "Chọn loại</option>" in page
        assert "-----" not in page
        refused = clerk.post("/dang-uy-mau/don-vi/them/", {"full_name": "Phòng Mới"})
        assert "Xin chọn nhóm." in refused.content.decode()
        assert "Xin chọn loại." in refused.content.decode()
        assert "Xin điền ô này." in refused.content.decode()

    def test_text_of_another_form_of_unicode(self, cast: Any, clerk: Client) -> None:
        typed = {key: normalize("NFD", value) for key, value in TYPED.items()}
        clerk.post(f"{BASE}don-vi/them/", typed | {"group": cast.wards.pk})
        assert Unit.objects.get(code="phuong-dong-le").full_name == TYPED["full_name"]

    def test_two_at_the_same_form(self, cast: Any, clerk: Client) -> None:
        href = f"{BASE}don-vi/phuong-1/sua/"
        typed = TYPED | {"group": cast.wards.pk, "code": "phuong-1", "version": "1"}
        clerk.post(href, typed | {"phone": "0233 111"})
        answer = clerk.post(href, typed | {"phone": "0233 222"})
        shown = answer.content.decode()
        assert "Hai người cùng sửa" in shown
        assert "0233 111" in shown
        assert 'value="0233 222"' in shown
        assert Unit.objects.get(pk=cast.ward.pk).phone == "0233 111"
        assert 'name="version" value="2"' in shown
        clerk.post(href, typed | {"phone": "0233 222", "version": "2"})
        assert Unit.objects.get(pk=cast.ward.pk).phone == "0233 222"

    def test_a_form_without_its_version_overwrites_nothing(self, cast: Any, clerk: Client) -> None:
        typed = TYPED | {"group": cast.wards.pk, "code": "phuong-1", "phone": "9"}
        clerk.post(f"{BASE}don-vi/phuong-1/sua/", typed)
        assert Unit.objects.get(pk=cast.ward.pk).phone == ""


class TestGroups:
    TYPED = {
        "number": "2.2",
        "heading": "Đối với nhóm đô thị",
        "short_name": "Đô thị",
        "rank": "5",
        "first_year": "",
        "code": "",
    }

    def test_adding_under_another(self, cast: Any, clerk: Client) -> None:
        answer = clerk.post(f"{BASE}nhom/them/", self.TYPED | {"parent": cast.offices.pk})
        assert answer.status_code == 302
        group = Group.objects.get(code="do-thi")
        assert (group.parent, group.committee) == (cast.offices, cast.committee)
        assert "Đô thị" in page(clerk, "nhom/")

    def test_not_under_its_own_child(self, cast: Any, clerk: Client) -> None:
        Group.objects.filter(pk=cast.offices.pk).update(parent=cast.wards)
        typed = self.TYPED | {"parent": cast.offices.pk, "version": "1", "code": "phuong"}
        shown = clerk.post(f"{BASE}nhom/{cast.wards.pk}/sua/", typed).content.decode()
        assert "dưới chính nó" in shown
        assert Group.objects.get(pk=cast.wards.pk).parent is None

    def test_another_committees_is_unknown(self, cast: Any, clerk: Client) -> None:
        assert clerk.get(f"{BASE}nhom/{cast.far_ward.group.pk}/sua/").status_code == 404
        typed = self.TYPED | {"parent": cast.far_ward.group.pk}
        assert "Xin chọn một mục" in clerk.post(f"{BASE}nhom/them/", typed).content.decode()

    @pytest.mark.parametrize("more", [0, 2])
    def test_queries(
        self, cast: Any, clerk: Client, more: int, django_assert_num_queries: Any
    ) -> None:
        for n in range(more):
            stage.group_row(cast.committee, f"g{n}", f"Nhóm {n}", rank=n, parent=cast.offices)
        page(clerk, "nhom/")  # notes when the session began
        with django_assert_num_queries(6):
            page(clerk, "nhom/")


class TestIdentity:
    def typed(self, cast: Any, **changes: str) -> dict[str, Any]:
        names = (
            "name", "body_name", "level_name", "sub_unit_name", "sub_body_name",
            "printed_superior", "printed_name", "place", "symbol", "signing_authority",
            "recipients", "contact", "first_year", "version",
        )  # fmt: skip
        return {name: getattr(cast.committee, name) for name in names} | changes

    def test_saving(self, cast: Any, client: Client) -> None:
        client.force_login(cast.admin)
        client.post(f"{BASE}cap-uy/", self.typed(cast, printed_name="ĐẢNG ỦY\r\nMẪU MỚI"))
        assert Committee.objects.get(pk=cast.committee.pk).printed_name == "ĐẢNG ỦY\nMẪU MỚI"
        assert "ĐẢNG ỦY<br>MẪU MỚI" in page(client, "cap-uy/")

    def test_looking_saves_nothing(self, cast: Any, client: Client) -> None:
        client.force_login(cast.admin)
        typed = self.typed(cast, place="Nơi <b>khác</b>") | {"xem-truoc": "1"}
        shown = client.post(f"{BASE}cap-uy/", typed).content.decode()
        assert "Nơi &lt;b&gt;khác&lt;/b&gt;, ngày" in shown
        assert "Chưa lưu" in shown
        assert Committee.objects.get(pk=cast.committee.pk).place == "Mẫu"

    def test_two_at_the_same_form(self, cast: Any, client: Client) -> None:
        client.force_login(cast.admin)
        client.post(f"{BASE}cap-uy/", self.typed(cast, place="Một"))
        shown = client.post(f"{BASE}cap-uy/", self.typed(cast, place="Hai")).content.decode()
        assert "Hai người cùng sửa" in shown
        assert Committee.objects.get(pk=cast.committee.pk).place == "Một"
