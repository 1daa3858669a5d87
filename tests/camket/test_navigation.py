"""The frame of a page: lines of navigation by role, the year switcher, what waits."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path

from camket import context_processors
from camket.context_processors import NAVIGATION, frame, items, years
from units.roles import Role


def page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    return HttpResponse()


# Every line of the navigation but one, whatever the apps themselves offer.
urlpatterns = [path("tai-khoan/", include("camket.account_urls"))] + [
    path("<slug:c>/" + item.path.replace("{y}", "<int:y>"), page)
    for lines in NAVIGATION.values()
    for item in lines
    if "lich-su" not in item.path
]

pytestmark = pytest.mark.urls(__name__)


class Numbers(list[int]):
    """Stands for ``committee.years``, already in order."""

    def order_by(self, field: str) -> "Numbers":
        return self

    def values_list(self, field: str, flat: bool) -> "Numbers":
        return self


def visit(where: str, *roles: Role, year: int | None = 2021) -> HttpRequest:
    request = RequestFactory().get(where)
    request.user = SimpleNamespace(  # type: ignore[assignment]
        is_authenticated=True,
        roles_in=lambda committee: set(roles),
        posts_on=lambda: [
            SimpleNamespace(committee_id=1, position="Chánh Văn phòng"),
            SimpleNamespace(committee_id=2, position="Ở cấp ủy khác"),
        ],
    )
    request.committee = SimpleNamespace(  # type: ignore[attr-defined]
        pk=1, code="c", name="Thành ủy Mẫu", years=Numbers([2021, 2020])
    )
    request.year = year and SimpleNamespace(year=year)  # type: ignore[attr-defined]
    return request


def labels(request: HttpRequest) -> list[str]:
    return [tab.label for tab in items(request)]


@pytest.fixture(autouse=True)
def _nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The apps' own counters ask the database about a real committee."""
    monkeypatch.setattr(context_processors, "_counters", {})


class TestLines:
    def test_each_role_sees_its_own(self) -> None:
        assert labels(visit("/c/2021/", Role.HEAD)) == [
            "Việc của đơn vị",
            "Bản cam kết",
            "Phối hợp",
            "Báo cáo quý",
            "Kiến nghị",
            "Kiểm tra",
            "Điều chỉnh",
            "Báo cáo năm",
            "Đơn vị",
        ]
        assert labels(visit("/c/2021/", Role.ADMIN)) == ["Đơn vị", "Cán bộ", "Cấp ủy"]
        assert "Ký cam kết" in labels(visit("/c/2021/", Role.STANDING))
        assert "Duyệt báo cáo" in labels(visit("/c/2021/", Role.OFFICE))

    def test_two_roles_see_each_address_once(self) -> None:
        tabs = items(visit("/c/2021/", Role.OFFICE, Role.ADMIN, Role.HEAD))
        hrefs = [tab.href for tab in tabs]
        assert len(hrefs) == len(set(hrefs))
        assert "/c/can-bo/" in hrefs

    def test_a_page_that_does_not_exist_is_left_out(self) -> None:
        assert "Lịch sử" not in labels(visit("/c/2021/", Role.REPORTER))

    @pytest.mark.parametrize(
        ("where", "label"),
        [
            ("/c/2021/", "Bàn làm việc"),
            ("/c/2021/bao-cao/phuong-5/quy-1/", "Duyệt báo cáo"),
            ("/c/2021/bao-cao-nam/", "Báo cáo năm"),
            ("/c/don-vi/phuong-5/", "Đơn vị"),
        ],
    )
    def test_the_line_one_is_on(self, where: str, label: str) -> None:
        assert [t.label for t in items(visit(where, Role.OFFICE)) if t.current] == [label]

    def test_pages_without_a_year_lead_to_the_newest(self) -> None:
        tabs = items(visit("/c/don-vi/", Role.OFFICE, year=None))
        assert "/c/2021/tong-quan/" in [tab.href for tab in tabs]

    def test_before_the_first_year_only_what_needs_none(self) -> None:
        request = visit("/c/don-vi/", Role.OFFICE, year=None)
        request.committee.years.clear()  # type: ignore[attr-defined]
        assert labels(request) == ["Đơn vị", "Năm"]

    def test_nobody_without_a_role(self) -> None:
        assert labels(visit("/c/2021/")) == []


class TestWhatWaits:
    @pytest.fixture(autouse=True)
    def counters(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(context_processors, "_counters", {})

    def test_counted_where_registered(self) -> None:
        context_processors.count("review", lambda request: 9)
        waiting = {tab.label: tab.waiting for tab in items(visit("/c/2021/", Role.OFFICE))}
        assert waiting["Duyệt báo cáo"] == 9
        assert waiting["Tổng quan"] == 0

    def test_not_asked_for_people_without_that_line(self) -> None:
        def never(request: HttpRequest) -> int:
            raise AssertionError

        context_processors.count("review", never)
        assert items(visit("/c/2021/", Role.HEAD))


class TestYears:
    def test_lead_to_the_same_section(self) -> None:
        request = visit("/c/2021/bao-cao/phuong-5/quy-1/", Role.OFFICE)
        assert years(request) == [(2021, "/c/2021/bao-cao/"), (2020, "/c/2020/bao-cao/")]

    def test_unknown_sections_lead_to_the_desk(self) -> None:
        assert years(visit("/c/2021/khong-co/", Role.OFFICE))[1] == (2020, "/c/2020/")

    def test_asked_once_a_request(self) -> None:
        request = visit("/c/2021/", Role.OFFICE)
        assert years(request) is years(request)


class TestFrame:
    def test_stands_without_anything(self) -> None:
        request = RequestFactory().get("/")
        context = frame(request)
        assert not context["nav"]
        assert not context["years"]
        assert not context["my_posts"]
        request.user = AnonymousUser()
        assert not frame(request)["nav"]

    def test_draws_lines_years_and_post(self) -> None:
        html = render_to_string("404.html", {}, visit("/c/2021/tong-quan/", Role.OFFICE))
        assert '<a href="/c/2021/tong-quan/" aria-current="page">Tổng quan</a>' in html
        assert "Chánh Văn phòng" in html
        assert "Ở cấp ủy khác" not in html
        assert "Thành ủy Mẫu" in html

    def test_the_demo_says_its_day(self, on_day: Any) -> None:
        on_day(2021, 3, 19)
        html = render_to_string("404.html", {}, RequestFactory().get("/"))
        assert "thứ Sáu, 19/3/2021" in html

    def test_without_a_demo_no_banner(self) -> None:
        assert "trình diễn" not in render_to_string("404.html", {}, RequestFactory().get("/"))
