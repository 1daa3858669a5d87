"""Coming in and going out, as a person with a browser does."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from camket import middleware
from tests import cast as people
from tests.browser.visits import NARROW, becomes

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
        page.wait_for_url(lambda url: LOGIN not in url)
        expect(page.get_by_role("main")).to_be_visible()

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


class TestLogout:
    """On a computer that several people share."""

    def back_after_leaving(self, page: Page, cast: people.Cast) -> Callable[[], str]:
        """What stands there after a logout and "Back", asked of the browser itself.

        Playwright loses sight of a page that a browser takes out of its memory.
        """
        come_in(page, cast.clerk.email)
        page.wait_for_url(lambda url: LOGIN not in url)
        page.goto(f"/{cast.committee.code}/don-vi/")
        page.evaluate("document.querySelector('form[action*=\"dang-xuat\"]').requestSubmit()")
        page.wait_for_url(f"**{LOGIN}**")
        browser = page.context.new_cdp_session(page)
        page.evaluate("setTimeout(() => history.back(), 50)")
        page.wait_for_timeout(1500)
        words = {"expression": "document.body.innerText"}
        return lambda: str(browser.send("Runtime.evaluate", words)["result"]["value"])

    def test_back_shows_nobody_s_pages(self, page: Page, cast: people.Cast) -> None:
        seen = self.back_after_leaving(page, cast)()
        assert "Đăng nhập" in seen
        assert cast.ward.short_name not in seen

    def test_control_a_page_that_may_be_kept_comes_back(
        self, page: Page, cast: people.Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(middleware, "NOT_KEPT", "private")
        seen = self.back_after_leaving(page, cast)
        becomes(page, lambda: cast.ward.short_name in seen(), True)
