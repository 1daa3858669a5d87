"""People at the browser: coming in by the door or already inside, and what a page is asked."""

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests import cast as people
from units.models import Person

WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 390, "height": 844}
LOGIN = "/tai-khoan/dang-nhap/"
PATIENCE = 15_000  # ms; a loaded machine is not a failure


class Visitor:
    """One browser of one person, and whatever it has complained of."""

    def __init__(self, browser: Browser, site: str, **options: Any) -> None:
        self.site = site
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=site, locale="vi-VN", **{"viewport": WIDE} | options
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, said: Any) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {said.text}")

    def is_inside(self, person: Person) -> "Visitor":
        """With a session of this person's, without the door."""
        self.context.add_cookies([session_cookie(person, self.site)])
        return self

    def comes_in(self, person: Person) -> "Visitor":
        """By the door, with address and password."""
        self.page.goto(LOGIN)
        self.page.get_by_label("Địa chỉ thư điện tử").fill(person.email)
        self.page.get_by_label("Mật khẩu").fill(people.PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").click()
        return self


def session_cookie(person: Person, site: str) -> Any:
    """What a browser brings along once this person has logged in."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": site}


def becomes(page: Page, seen: Callable[[], object], wanted: object) -> None:
    """Waits until this is seen: what a browser has only just set going."""
    for _ in range(PATIENCE // 100):
        if seen() == wanted:
            break
        page.wait_for_timeout(100)
    assert seen() == wanted


def hands_in(page: Page) -> None:
    """The quarter's button, and the word it asks for."""
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.locator("#hoi-gui").get_by_role("button", name="Gửi", exact=True).click()


def barriers(page: Page) -> list[str]:
    """What axe calls serious or critical, with the first place of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} ({page.viewport_size['width']}): {one['id']} at {one['nodes'][0]['target']}"  # type: ignore[index]
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def overflow(page: Page, width: int) -> list[str]:
    """What is wider than a narrow screen."""
    page.set_viewport_size({"width": width, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{page.url}: {wide} px on a screen of {width}"] if wide > width else []


def tabs_to(page: Page, selector: str, most: int = 250) -> int:
    """How many times Tab is pressed from the top until this has the focus; 0: never."""
    page.evaluate("document.activeElement.blur()")
    for presses in range(1, most + 1):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return presses
    return 0
