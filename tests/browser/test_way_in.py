"""Coming in and going out, as a person with a browser does."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.browser.conftest import NARROW

pytestmark = pytest.mark.browser

LOGIN = "/tai-khoan/dang-nhap/"


def come_in(page: Page, email: str) -> None:
    page.goto(LOGIN)
    page.get_by_label("Địa chỉ thư điện tử").fill(email)
    page.get_by_label("Mật khẩu").fill(people.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


class TestLogin:
    def test_styles_and_scripts_are_ours_and_allowed(self, page: Page, cast: Any) -> None:
        refused: list[str] = []
        page.on("requestfailed", lambda request: refused.append(request.url))
        page.goto(LOGIN)
        assert refused == []
        assert page.evaluate("typeof htmx") == "object"
        font = "getComputedStyle(document.body).fontFamily"
        assert "Be Vietnam Pro" in page.evaluate(font)
        assert page.evaluate("document.fonts.ready.then(f => f.check('16px \"Be Vietnam Pro\"'))")

    def test_leads_to_the_person_s_desk(self, page: Page, cast: people.Cast) -> None:
        come_in(page, cast.clerk.email)
        expect(page.get_by_role("main")).to_be_visible()
        assert LOGIN not in page.url

    def test_a_wrong_password_is_told_and_the_address_kept(
        self, page: Page, cast: people.Cast
    ) -> None:
        page.goto(LOGIN)
        page.get_by_label("Địa chỉ thư điện tử").fill(cast.clerk.email)
        page.get_by_label("Mật khẩu").fill("sai-mat-khau")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_text("không đúng")).to_be_visible()
        expect(page.get_by_label("Địa chỉ thư điện tử")).to_have_value(cast.clerk.email)

    def test_serves_everybody(self, page: Page, cast: Any) -> None:
        page.goto(LOGIN)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()

    def test_fits_a_telephone(self, page: Page, cast: Any) -> None:
        page.set_viewport_size(NARROW)
        page.goto(LOGIN)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
