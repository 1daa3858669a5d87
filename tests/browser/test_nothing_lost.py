"""Whatever ends first – session, server, connection, browser – what was typed stays (trust.md F8).

The server is a process of its own, so that it can be killed like the rest.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests import cast as stage
from tests.browser.apart import KEY, Site
from tests.browser.profiles import Profile, copies, put_plainly
from tests.browser.visits import LOGIN, PATIENCE, WIDE, becomes, session_cookie
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY = date(2021, 3, 24)
FORM = "/dang-uy-mau/2021/bao-cao/phuong-1/quy-1/"
CHANGED, TROUBLES = "Điều gì đã thay đổi", "Khó khăn, vướng mắc"
# A field of a task that the next page no longer has.
WITHDRAWN = """document.getElementById("bao-cao").insertAdjacentHTML(
    "beforeend", '<textarea name="nv-999-changed" id="mat"></textarea>')"""
_STATE = (
    "UPDATE commitments_progressreport SET state = '{}', submitted_at = {}, first_submitted_at = {}"
)
HANDED_IN = _STATE.format("SUBMITTED", *["'2021-03-24 02:00'"] * 2)
TAKEN_BACK = _STATE.format("OPEN", *["NULL"] * 2)
VALUE = "Kết quả lũy kế từ đầu năm"
CANARY = "CHIM-HOANG-YEN-7f3a9"
KILLS = int(os.environ.get("CAMKET_KILLS", "3"))
LOCALLY = 2.0  # seconds of typing that a killed browser may lose

At = Callable[[str], Page]


@pytest.fixture(scope="module")
def apart(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Site, Cast, dict[str, Any]]]:
    """The ward has signed, the quarter is due; its reporter and its head are logged in."""
    site = Site(tmp_path_factory.mktemp("apart"), DAY)
    with django_db_blocker.unblock(), override_settings(CAMKET_TODAY=DAY, SECRET_KEY=KEY):
        cast = stage.make()
        stage.signed(cast)
        people = {"reporter": cast.reporter, "head": cast.head}
        inside = {who: session_cookie(person, site.url) for who, person in people.items()}
        site.takes_over()
    yield site.starts(), cast, inside
    site.dies()


@pytest.fixture
def site(apart: Any) -> Site:
    site: Site = apart[0]
    site.begins_anew()
    return site


@pytest.fixture
def cast(apart: Any) -> Cast:
    found: Cast = apart[1]
    return found


@pytest.fixture
def inside(apart: Any) -> dict[str, Any]:
    """The cookie of each person's session."""
    found: dict[str, Any] = apart[2]
    return found


@pytest.fixture
def visit(chromium: Browser, site: Site, inside: dict[str, Any]) -> Iterator[At]:
    """Opens the quarter's form for a person, each time in a browser of its own."""
    opened: list[BrowserContext] = []

    def at_form(who: str) -> Page:
        context = chromium.new_context(base_url=site.url, viewport=WIDE, locale="vi-VN")
        opened.append(context)
        context.add_cookies([inside[who]])
        return opens(context.new_page())

    yield at_form
    for one in opened:
        one.close()


@pytest.fixture
def profile(chromium: Browser, site: Site, tmp_path: Path) -> Iterator[Profile]:
    one = Profile(chromium, site.url, tmp_path / "profile")
    yield one
    one.closes()


@pytest.fixture
def reopened(profile: Profile, inside: dict[str, Any]) -> Callable[..., Page]:
    """Opens the form in the browser with a memory; ``cut_off``: nothing typed leaves it."""

    def at_form(who: str, *, cut_off: bool = False) -> Page:
        page = profile.opens()
        page.context.add_cookies([inside[who]])
        if cut_off:
            page.route("**/luu/", only_reading)
        return opens(page)

    return at_form


def only_reading(route: Any) -> None:
    route.abort() if route.request.method == "POST" else route.continue_()


def opens(page: Page) -> Page:
    page.set_default_timeout(PATIENCE)
    with page.expect_response("**/luu/"):  # the keys have come
        page.goto(FORM)
    return page


def box(page: Page, label: str = CHANGED, task: int = 1) -> Locator:
    return page.locator(f"#nhiem-vu-{task}").get_by_label(label)


def types(page: Page, text: str, into: Locator | None = None) -> None:
    """Word after word, at the end of what stands there."""
    (into or box(page)).focus()
    page.keyboard.press("Control+End")
    for at in range(0, len(text), 20):
        page.keyboard.insert_text(text[at : at + 20])


def letters(many: int) -> str:
    return ("Đã vận động thêm hộ thoát nghèo bền vững. " * (many // 40 + 1))[: many - 1] + "x"


def stored(site: Site, column: str = "changed", task: int = 1) -> Any:
    question = (
        f"SELECT answer.{column} FROM commitments_taskprogress answer "
        "JOIN commitments_task task ON task.id = answer.task_id WHERE task.number = ?"
    )
    return site.asks(question, task)


def is_saved(page: Page, text: str, seen: Callable[[], Any]) -> None:
    """The server holds exactly this, and the page says so."""
    becomes(page, seen, text)
    expect(page.locator("#foot-status")).to_contain_text("Đã lưu lúc")


def keeps_a_copy(page: Page) -> None:
    """The browser has one, of the last word too."""
    page.wait_for_timeout(800)
    becomes(page, lambda: copies(page), 1)


def has_no_copy(page: Page) -> None:
    becomes(page, lambda: copies(page), 0)


def trouble(page: Page) -> Locator:
    return page.locator("#luu-trang-thai.trouble")


def logs_in(page: Page, cast: Cast) -> None:
    """The reporter, by the door, in a tab of its own."""
    page.goto(LOGIN)
    page.get_by_label("Địa chỉ thư điện tử").fill(cast.reporter.email)
    page.get_by_label("Mật khẩu").fill(stage.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: LOGIN not in url)


def comes_back(page: Page) -> None:
    """From the other tab, as the browser tells it."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


class TestASessionThatEnds:
    def test_goes_on_after_a_new_login_in_another_tab(
        self, visit: At, site: Site, cast: Cast
    ) -> None:
        page = visit("reporter")
        first, more = letters(5000), letters(2000)
        types(page, first)
        site.asks("DELETE FROM django_session")
        types(page, more)
        expect(trouble(page)).to_contain_text("Phiên đăng nhập đã hết")
        expect(page.locator("#foot-status .saved")).to_be_hidden()
        logs_in(page.context.new_page(), cast)
        comes_back(page)
        is_saved(page, first + more, lambda: stored(site))
        expect(page.locator("#luu-trang-thai")).to_have_text("")

    def test_never_goes_on_in_the_name_of_another(
        self, visit: At, site: Site, cast: Cast, inside: dict[str, Any]
    ) -> None:
        page = visit("reporter")
        types(page, "Cán bộ đầu mối viết.")
        is_saved(page, "Cán bộ đầu mối viết.", lambda: stored(site))
        page.context.add_cookies([inside["head"]])
        types(page, " Viết tiếp.")
        expect(trouble(page)).to_contain_text(cast.head.full_name)
        expect(trouble(page)).to_contain_text("không phải tài khoản đã mở trang")
        page.get_by_role("button", name="Lưu nháp").click()
        page.wait_for_timeout(500)
        assert stored(site) == "Cán bộ đầu mối viết."
        page.context.add_cookies([inside["reporter"]])
        comes_back(page)
        is_saved(page, "Cán bộ đầu mối viết. Viết tiếp.", lambda: stored(site))
        saved_by = "SELECT saved_by_id FROM commitments_progressreport WHERE saved_at NOT NULL"
        assert site.asks(saved_by) == cast.reporter.pk

    def test_control_a_page_that_does_not_save_itself_loses_it(
        self, visit: At, site: Site, inside: dict[str, Any]
    ) -> None:
        page = visit("reporter")
        page.route("**/js/quarter*.js", lambda route: route.abort())
        page.reload()
        types(page, letters(200))
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        expect(box(page)).to_have_value("")
        assert not stored(site)


class TestAFormHandedBack:
    def test_is_sent_again_with_one_press(self, visit: At, site: Site, cast: Cast) -> None:
        """A page that does not save itself, posted after its session had ended."""
        page = visit("reporter")
        page.route("**/js/quarter*.js", lambda route: route.abort())
        page.reload()
        types(page, "Viết trước khi hết phiên.")
        site.asks("DELETE FROM django_session")
        page.get_by_role("button", name="Lưu nháp").click()
        logs_in(page.context.new_page(), cast)
        page.get_by_role("button", name="Gửi lại").click()
        expect(page.get_by_text("Đã lưu bản nháp lúc")).to_be_visible()
        assert stored(site) == "Viết trước khi hết phiên."


class TestAServerThatDies:
    def test_gets_everything_once_it_is_back(self, visit: At, site: Site) -> None:
        page = visit("reporter")
        first, more = letters(300), letters(200)
        types(page, first)
        page.wait_for_timeout(2020)  # the request is on its way, or about to be
        site.dies()
        types(page, more)
        expect(trouble(page)).to_contain_text("chưa lưu được")
        page.get_by_role("button", name="Lưu nháp").click()
        expect(box(page)).to_have_value(first + more)  # nobody is led into an error page
        site.starts()
        is_saved(page, first + more, lambda: stored(site))


class TestAConnectionThatBreaks:
    def test_is_told_and_made_up_for(self, visit: At, site: Site) -> None:
        page = visit("reporter")
        page.context.set_offline(True)
        types(page, "Viết khi mất mạng.")
        expect(trouble(page)).to_contain_text("Mất kết nối")
        page.get_by_role("button", name="Lưu nháp").click()
        expect(box(page)).to_have_value("Viết khi mất mạng.")
        page.context.set_offline(False)
        is_saved(page, "Viết khi mất mạng.", lambda: stored(site))
        expect(page.locator("#luu-trang-thai")).to_have_text("")

    def test_is_warned_of_on_leaving_and_only_then(self, visit: At, site: Site) -> None:
        page = visit("reporter")
        asked: list[str] = []

        def stay(dialog: Any) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        box(page).press_sequentially("Chưa")  # a browser asks only of pages that were touched
        page.evaluate("setTimeout(() => location.reload())")
        becomes(page, lambda: asked, ["beforeunload"])
        is_saved(page, "Chưa", lambda: stored(site))
        page.reload()
        assert asked == ["beforeunload"]


class TestABrowserThatIsKilled:
    def test_loses_at_most_two_seconds(
        self, reopened: Callable[..., Page], profile: Profile, site: Site
    ) -> None:
        """Nothing reaches the server while one types: the browser's own copy brings it back."""
        kept, page = "", reopened("reporter")
        for turn in range(KILLS):
            page.route("**/luu/", only_reading)
            typed = self.typing(page, kept, turn)
            killed = time.monotonic()
            profile.dies()
            page = reopened("reporter")
            expect(page.get_by_text("Có nội dung chưa kịp lưu lúc")).to_be_visible()
            page.get_by_role("button", name="Khôi phục").click()
            expect(page.locator("#luu-ban-sao")).to_be_hidden()
            kept = box(page).input_value()
            due = [text for at, text in typed if at <= killed - LOCALLY]
            assert typed[-1][1].startswith(kept)
            assert len(kept) >= len(due[-1] if due else typed[0][1])
            is_saved(page, kept, lambda: stored(site))
            has_no_copy(page)

    @staticmethod
    def typing(page: Page, text: str, turn: int) -> list[tuple[float, str]]:
        """Types for one to three seconds; what stood there when."""
        box(page).focus()
        page.keyboard.press("Control+End")
        end = time.monotonic() + 1 + 2 * random.random()
        typed = []
        while time.monotonic() < end:
            word = f" lần {turn} chữ {len(typed)};" if text else "Mở đầu;"
            page.keyboard.insert_text(word)
            text += word
            typed.append((time.monotonic(), text))
            page.wait_for_timeout(30)
        return typed

    def test_copy_is_joined_with_what_was_saved_since(
        self, reopened: Callable[..., Page], profile: Profile, visit: At, site: Site
    ) -> None:
        page = reopened("reporter", cut_off=True)
        types(page, "Bản trong trình duyệt.")
        types(page, "Khó khăn ghi lúc mất mạng.", box(page, TROUBLES))
        keeps_a_copy(page)
        profile.dies()
        colleague = visit("head")
        types(colleague, "Người đứng đầu viết.")
        types(colleague, "Việc hai.", box(colleague, task=2))
        is_saved(colleague, "Người đứng đầu viết.", lambda: stored(site))

        page = reopened("reporter")
        page.get_by_text("Xem nội dung").click()
        expect(page.locator("#luu-ban-sao")).to_contain_text("Nhiệm vụ 1, Khó khăn, vướng mắc")
        page.get_by_role("button", name="Khôi phục").click()
        panel = page.locator("#luu-xung-dot")
        expect(panel).to_contain_text("Bản trong trình duyệt.")
        expect(panel).to_contain_text("Người đứng đầu viết.")
        assert stored(site) == "Người đứng đầu viết."  # nothing is overwritten unasked
        panel.get_by_role("button", name="Dùng bản này").first.click()
        is_saved(page, "Bản trong trình duyệt.", lambda: stored(site))
        assert stored(site, "difficulties") == "Khó khăn ghi lúc mất mạng."
        assert stored(site, task=2) == "Việc hai."

    def test_copy_whose_text_goes_on_in_the_report_is_not_offered(
        self, reopened: Callable[..., Page], profile: Profile, visit: At, site: Site
    ) -> None:
        page = reopened("reporter", cut_off=True)
        types(page, "Đã bàn giao 5")
        keeps_a_copy(page)
        profile.dies()
        again = visit("reporter")
        types(again, "Đã bàn giao 5 hộ.")
        is_saved(again, "Đã bàn giao 5 hộ.", lambda: stored(site))
        page = reopened("reporter")
        page.wait_for_timeout(500)
        expect(page.locator("#luu-ban-sao")).to_be_hidden()
        assert copies(page) == 0

    def test_copy_of_a_box_that_is_gone_is_shown_to_be_copied(
        self, reopened: Callable[..., Page], profile: Profile
    ) -> None:
        page = reopened("reporter", cut_off=True)
        page.evaluate(WITHDRAWN)
        page.locator("#mat").fill("Viết về việc đã rút.")
        keeps_a_copy(page)
        profile.dies()
        page = reopened("reporter")
        notice = page.locator("#luu-ban-sao")
        expect(notice.get_by_text("Viết về việc đã rút.")).to_be_visible()
        expect(notice).to_contain_text("Ô không còn trên biểu mẫu, chỉ để sao chép")
        expect(notice.get_by_role("button", name="Khôi phục")).to_be_hidden()
        assert copies(page) == 1
        notice.get_by_role("button", name="Bỏ", exact=True).click()
        expect(notice).to_be_hidden()

    def test_copy_of_a_report_that_was_handed_in_meanwhile_is_shown_to_be_copied(
        self, reopened: Callable[..., Page], profile: Profile, site: Site
    ) -> None:
        page = reopened("reporter", cut_off=True)
        types(page, "Viết lúc mất mạng.")
        keeps_a_copy(page)
        profile.dies()
        site.asks(HANDED_IN)
        page = reopened("reporter")
        notice = page.locator("#luu-ban-sao")
        expect(notice.get_by_text("Viết lúc mất mạng.")).to_be_visible()
        expect(notice).to_contain_text(f"Nhiệm vụ 1, {CHANGED}")
        expect(notice.get_by_role("button", name="Khôi phục")).to_be_hidden()
        assert copies(page) == 1
        notice.get_by_role("button", name="Bỏ", exact=True).click()
        expect(notice).to_be_hidden()
        has_no_copy(page)

    def test_copy_waits_for_a_report_that_comes_back(
        self, reopened: Callable[..., Page], profile: Profile, site: Site
    ) -> None:
        """The number stands on the read page as well: in "hạn nộp 25/3"."""
        page = reopened("reporter", cut_off=True)
        box(page, VALUE).fill("25")
        keeps_a_copy(page)
        profile.dies()
        site.asks(HANDED_IN)
        page = reopened("reporter")
        notice = page.locator("#luu-ban-sao")
        expect(page.get_by_text("hạn nộp 25/3").first).to_be_visible()
        expect(notice).to_contain_text(f"Nhiệm vụ 1, {VALUE}")
        expect(notice.get_by_text("25", exact=True)).to_be_visible()
        site.asks(TAKEN_BACK)
        opens(page)
        page.get_by_role("button", name="Khôi phục").click()
        is_saved(page, "25", lambda: str(stored(site, "actual")))

    def test_copy_of_ticks_alone_is_not_shown_but_kept(
        self, reopened: Callable[..., Page], profile: Profile, site: Site
    ) -> None:
        page = reopened("reporter", cut_off=True)
        box(page, "Cần cấp ủy hỗ trợ").check()
        keeps_a_copy(page)
        profile.dies()
        site.asks(HANDED_IN)
        page = reopened("reporter")
        page.wait_for_timeout(500)
        expect(page.locator("#luu-ban-sao")).to_be_hidden()
        assert copies(page) == 1
        site.asks(TAKEN_BACK)
        opens(page)
        page.get_by_role("button", name="Khôi phục").click()
        expect(box(page, "Cần cấp ủy hỗ trợ")).to_be_checked()

    def test_copy_can_be_thrown_away(self, reopened: Callable[..., Page], profile: Profile) -> None:
        page = reopened("reporter", cut_off=True)
        types(page, "Bỏ đi.")
        keeps_a_copy(page)
        profile.dies()
        page = reopened("reporter")
        page.get_by_role("button", name="Bỏ", exact=True).click()
        expect(page.locator("#luu-ban-sao")).to_be_hidden()
        has_no_copy(page)
        expect(box(page)).to_have_value("")


def leaves_a_copy(reopened: Callable[..., Page]) -> Page:
    """The reporter types without a connection; what was typed lies in the browser."""
    page = reopened("reporter", cut_off=True)
    types(page, CANARY)
    keeps_a_copy(page)
    return page


def logs_out(page: Page) -> None:
    page.evaluate("document.querySelector('form[action*=\"dang-xuat\"]').requestSubmit()")
    page.wait_for_url(f"**{LOGIN}**")


class TestASharedComputer:
    def test_holds_nothing_that_can_be_read(
        self, reopened: Callable[..., Page], profile: Profile
    ) -> None:
        page = leaves_a_copy(reopened)
        profile.dies()
        assert profile.holds(CANARY) == []  # there, and locked

        page = reopened("head")  # the next one at this computer
        page.wait_for_timeout(500)
        assert copies(page) == 1
        expect(page.locator("#luu-ban-sao")).to_be_hidden()
        logs_out(page)
        assert copies(page) == 0
        profile.closes()
        assert profile.holds(CANARY) == []

    def test_a_logout_in_another_tab_stops_the_copies_of_this_one(
        self, reopened: Callable[..., Page], profile: Profile
    ) -> None:
        page = leaves_a_copy(reopened)
        other = page.context.new_page()
        other.goto(FORM)
        logs_out(other)
        types(page, " Gõ thêm sau khi đăng xuất.")
        page.wait_for_timeout(1500)
        assert copies(other) == 0
        profile.closes()
        assert profile.holds(CANARY) == []

    def test_control_a_plain_copy_would_be_found(
        self, reopened: Callable[..., Page], profile: Profile
    ) -> None:
        put_plainly(reopened("reporter"), CANARY)
        profile.closes()
        assert profile.holds(CANARY)


class TestComingBackAtOnce:
    """The autosave of the page left behind is still under way when the next one is drawn."""

    def test_the_new_page_takes_what_has_come_in_since_it_was_drawn(
        self, visit: At, site: Site
    ) -> None:
        left = visit("head")
        types(left, "Viết trước khi rời trang.")
        page, held = visit("head"), []
        page.route("**/luu/", lambda route: held.append(route))
        page.reload()  # drawn before the save
        is_saved(left, "Viết trước khi rời trang.", lambda: stored(site))
        becomes(page, lambda: len(held), 1)  # what asks for the keys of the page
        page.unroute("**/luu/")  # which lets it go
        expect(box(page)).to_have_value("Viết trước khi rời trang.")
        types(page, " Viết tiếp.")
        is_saved(page, "Viết trước khi rời trang. Viết tiếp.", lambda: stored(site))
        expect(page.locator("#xung-dot")).to_be_hidden()

    def test_ones_own_text_is_nobody_else_s(self, visit: At, site: Site) -> None:
        left, page = visit("head"), visit("head")
        types(left, "Bản trước.")
        is_saved(left, "Bản trước.", lambda: stored(site))
        types(page, "Bản sau.")
        panel = page.locator("#luu-xung-dot")
        expect(panel).to_contain_text("Hai bản của anh/chị")
        expect(panel).to_contain_text("Bản trước.")
        expect(panel).not_to_contain_text("Người khác")
        expect(trouble(page)).to_contain_text("Trang mở trước đã lưu nội dung khác")

    def test_what_joins_before_handing_in_is_said_to_be_ones_own(
        self, visit: At, site: Site
    ) -> None:
        page, other = visit("head"), visit("head")
        types(other, "Viết ở trang khác.")
        is_saved(other, "Viết ở trang khác.", lambda: stored(site))
        page.get_by_role("button", name="Gửi báo cáo").click()
        expect(trouble(page)).to_have_text(
            "Đã lưu, gồm cả nội dung anh/chị vừa lưu ở trang khác. "
            "Báo cáo chưa được gửi: đọc lại rồi bấm Gửi báo cáo."
        )

    def test_saved_is_not_said_of_a_number_that_could_not_be_read(self, visit: At) -> None:
        page = visit("head")
        box(page, VALUE).fill("12.4")
        status = page.locator("#foot-status")
        expect(status).to_contain_text("; còn 1 ô chưa đọc được")
        box(page, VALUE).fill("12,4")
        expect(status).not_to_contain_text("chưa đọc được")


class TestTwoAtOneForm:
    def test_different_fields_are_joined_and_each_sees_the_other(
        self, visit: At, site: Site, cast: Cast
    ) -> None:
        one, other = visit("reporter"), visit("head")
        types(one, "Cán bộ viết.")
        is_saved(one, "Cán bộ viết.", lambda: stored(site))
        types(other, "Người đứng đầu viết.", box(other, task=2))
        is_saved(other, "Người đứng đầu viết.", lambda: stored(site, task=2))
        assert stored(site) == "Cán bộ viết."
        expect(box(other)).to_have_value("Cán bộ viết.")
        expect(other.locator("#luu-nguoi-khac")).to_contain_text(
            f"Đ/c {cast.reporter.full_name} đang sửa, lưu lúc"
        )

    @pytest.mark.parametrize(("side", "kept"), [(0, "Bản của tôi."), (1, "Bản của đồng chí.")])
    def test_one_of_two_texts_is_taken_with_a_click(
        self, visit: At, site: Site, side: int, kept: str
    ) -> None:
        one, other = visit("head"), visit("reporter")
        types(one, "Bản của đồng chí.")
        is_saved(one, "Bản của đồng chí.", lambda: stored(site))
        types(other, "Bản của tôi.")
        panel = other.locator("#luu-xung-dot")
        expect(panel).to_contain_text("Bản của đồng chí.")
        assert stored(site) == "Bản của đồng chí."
        panel.get_by_role("button", name="Dùng bản này").nth(side).click()
        expect(box(other)).to_have_value(kept)
        is_saved(other, kept, lambda: stored(site))
        expect(panel.get_by_role("button", name="Đã chọn bản này")).to_be_visible()
