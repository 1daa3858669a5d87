"""Files and the quarter's form under the hand: evidence beside a task, the workbook in place of typing."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from camket.files.uploads import PDF
from camket.sheets import XLSX
from commitments.models import EvidenceUse, ProgressReport, TaskProgress
from tests.browser.visits import NARROW, PATIENCE, WIDE, Visitor, barriers, becomes
from tests.camket.file_corpus import pdf
from tests.cast import Cast
from tests.commitments import evidence_cast as evidence
from tests.commitments import offline
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.browser

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
SAVE = "**/luu/"
TOLD = ("401", "403", "422")  # answers that the page itself speaks of


@pytest.fixture
def report(cast: Cast, on_day: Callable[..., date]) -> ProgressReport:
    """The first quarter is being written."""
    on_day(2021, 3, 19)
    return quarter.report(quarter.reports(cast))


@pytest.fixture
def visit(chromium: Browser, live_server: Any, cast: Cast) -> Iterator[Callable[..., Visitor]]:
    """The reporter, with the form open; none of the browsers may have complained."""
    opened: list[Visitor] = []

    def at_form(*, scripts: bool = True) -> Visitor:
        visitor = Visitor(chromium, live_server.url, java_script_enabled=scripts)
        opened.append(visitor.is_inside(cast.reporter))
        if scripts:
            with visitor.page.expect_response(SAVE):  # what an open page needs has come
                visitor.page.goto(FORM)
        else:
            visitor.page.goto(FORM)
        return visitor

    yield at_form
    for one in opened:
        one.context.close()
    complaints = [said for one in opened for said in one.complaints]
    assert [said for said in complaints if not any(one in said for one in TOLD)] == []


def shut_out(page: Page) -> list[str]:
    """Of what is on the page, on a wide screen and a narrow one."""
    found = []
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += barriers(page)
    return found


def chooses(page: Page, name: str = "Biên bản.pdf") -> None:
    """A file beside the first task, and says that it is no secret."""
    block = page.locator("#minh-chung-1")
    block.get_by_text("Thêm minh chứng").click()
    block.get_by_label("Chọn tệp từ máy").set_input_files(
        {"name": name, "mimeType": PDF, "buffer": pdf()}
    )
    block.get_by_label("Tệp không chứa bí mật nhà nước").check()


def test_the_word_about_secrecy_is_asked_for_before_the_file_is_lost(
    visit: Callable[..., Visitor], report: ProgressReport
) -> None:
    page = visit().page
    chooses(page)
    block = page.locator("#minh-chung-1")
    tick = block.get_by_label("Tệp không chứa bí mật nhà nước")
    tick.uncheck()
    block.get_by_role("button", name="Tải lên").click()
    expect(
        block.get_by_text("Đánh dấu xác nhận rồi bấm Tải lên; tệp đã chọn vẫn còn.")
    ).to_be_visible()
    expect(tick).to_be_focused()
    tick.check()
    expect(block.get_by_text("tệp đã chọn vẫn còn")).to_be_hidden()
    block.get_by_role("button", name="Tải lên").click()
    expect(block.get_by_text("Đã thêm: Biên bản.pdf.")).to_be_visible()
    assert EvidenceUse.objects.count() == 1


def test_a_file_comes_while_one_types_and_goes_by_keyboard(
    visit: Callable[..., Visitor], report: ProgressReport
) -> None:
    page = visit().page
    block = page.locator("#minh-chung-1")
    text = page.locator("#nhiem-vu-1").get_by_label("Điều gì đã thay đổi")
    chooses(page)
    held: list[Route] = []

    def changed() -> str:
        return TaskProgress.objects.get(task__number=1).changed

    page.route(SAVE, lambda route: held.append(route))  # the file is first
    text.fill("Viết trước.")
    block.get_by_role("button", name="Tải lên").click()
    expect(block).to_contain_text("Đã thêm: Biên bản.pdf.", timeout=PATIENCE)
    expect(text).to_have_value("Viết trước.")
    becomes(page, lambda: len(held), 1)  # what was typed is on its way
    with page.expect_response(SAVE):
        held[0].continue_()
    page.unroute(SAVE)
    expect(page.locator("#minh-chung-2")).to_contain_text("Chọn tệp đơn vị đã tải lên")
    text.press_sequentially(" Viết tiếp.")
    becomes(page, changed, "Viết trước. Viết tiếp.")
    expect(page.locator("#foot-status")).to_contain_text("Đã lưu lúc")
    assert shut_out(page) == []
    off = block.get_by_role("button", name="Gỡ tệp Biên bản.pdf")
    off.focus()
    page.keyboard.press("Enter")
    expect(block).to_contain_text("Đã gỡ tệp khỏi nhiệm vụ này")
    expect(page.locator("#minh-chung-tin")).to_contain_text("Đã gỡ tệp khỏi nhiệm vụ này")
    expect(block.locator(".form-label").first).to_be_focused()  # not at the top of the page
    page.keyboard.press("Tab")
    expect(block.locator("summary")).to_be_focused()
    assert not EvidenceUse.objects.exists()
    assert changed() == "Viết trước. Viết tiếp."


def test_without_scripts_the_same_button_saves_the_text_too(
    visit: Callable[..., Visitor], report: ProgressReport
) -> None:
    page = visit(scripts=False).page
    text = page.locator("#nhiem-vu-1").get_by_label("Điều gì đã thay đổi")
    text.fill("Viết trước.")
    chooses(page)
    page.locator("#minh-chung-1").get_by_role("button", name="Tải lên").click()
    expect(page.get_by_text("Đã thêm: Biên bản.pdf.")).to_be_visible(timeout=PATIENCE)
    expect(text).to_have_value("Viết trước.")
    page.get_by_role("button", name="Gỡ tệp Biên bản.pdf").click()
    expect(page.get_by_text("Đã gỡ tệp khỏi nhiệm vụ này")).to_be_visible()
    assert not EvidenceUse.objects.exists()


def test_a_workbook_is_looked_at_and_then_fills_the_draft(
    visit: Callable[..., Visitor], report: ProgressReport
) -> None:
    page = visit().page
    page.get_by_role("link", name="Nạp từ Excel").click()
    assert shut_out(page) == []
    brought = offline.workbook(report, {"1.actual": "12,5", "1.changed": "Viết trong tệp."})
    page.locator("[type=file]").set_input_files(
        {"name": "bao-cao.xlsx", "mimeType": XLSX, "buffer": brought}
    )
    page.get_by_role("button", name="Tải lên và xem thay đổi").click()
    expect(page.get_by_text("Tệp sẽ đổi 2 ô của bản nháp")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("Viết trong tệp.")).to_be_visible()
    assert shut_out(page) == []
    assert not TaskProgress.objects.filter(changed="Viết trong tệp.").exists()
    page.get_by_role("button", name="Nạp vào bản nháp").click()
    expect(page.get_by_text("Đã nạp 2 ô từ tệp Excel vào bản nháp")).to_be_visible()
    text = page.locator("#nhiem-vu-1").get_by_label("Điều gì đã thay đổi")
    expect(text).to_have_value("Viết trong tệp.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_enter_in_a_box_saves_and_touches_no_file(
    visit: Callable[..., Visitor], cast: Cast, report: ProgressReport, scripts: bool
) -> None:
    evidence.brought(cast, report)
    page = visit(scripts=scripts).page
    value = page.locator("#nhiem-vu-3").get_by_label("Kết quả lũy kế từ đầu năm")
    value.fill("12,4")
    value.press("Enter")
    expect(page.get_by_text("Đã lưu bản nháp lúc")).to_be_visible()
    assert EvidenceUse.objects.count() == 1
    assert TaskProgress.objects.filter(actual="12.4").exists()


def test_a_new_login_in_another_tab_is_enough_to_go_on(
    visit: Callable[..., Visitor], cast: Cast, report: ProgressReport, settings: Any
) -> None:
    evidence.brought(cast, report)
    visitor = visit()
    page = visitor.page
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    off = page.get_by_role("button", name="Gỡ tệp Biên bản.pdf")
    off.click()
    expect(page.locator("#luu-trang-thai")).to_contain_text("Phiên đăng nhập đã hết")
    tab = visitor.context.new_page()
    visitor.page = tab
    visitor.comes_in(cast.reporter)
    expect(tab.locator(".top .who")).to_be_visible()
    off.click()
    expect(page.locator("#minh-chung-1")).to_contain_text("Đã gỡ tệp khỏi nhiệm vụ này")
    assert not EvidenceUse.objects.exists()
