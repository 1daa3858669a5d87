"""The Office reviews its queue: with the keyboard alone, on a wide and a narrow screen, by two."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from commitments.models import ProgressReport, Submission
from tests import cast as stage
from tests.browser.visits import NARROW, WIDE, Visitor, barriers
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.roles import Role

pytestmark = pytest.mark.browser

LIST = "/dang-uy-mau/2021/bao-cao/"


@pytest.fixture
def told() -> tuple[str, ...]:
    return "409 (Conflict)", "401 (Unauthorized)", "403 (Forbidden)"


@pytest.fixture
def queue(cast: Cast, on_day: Any) -> list[ProgressReport]:
    """Three wards have handed in, one a day; the third on the 20th."""
    on_day(2021, 3, 23)
    wards = []
    for n in (2, 3, 4):
        unit = stage.unit_row(cast.wards, f"phuong-{n}", f"Phường {n}", kind="WARD", rank=n)
        head = stage.appointed(f"head-{n}", Role.HEAD, unit)
        wards.append(replace(cast, ward=unit, head=head, reporter=head))
    rows = []
    for day, own in enumerate(wards, start=18):
        rows.append(quarter.report(stage.signed(own)))
        quarter.submitted(own, rows[-1], at=stage.at(3, day))
    return rows


def review(row: ProgressReport) -> str:
    return f"{quarter.PREFIX}{row.commitment.unit.code}/quy-1/duyet/"


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_three_reports_with_the_keyboard_alone(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport], screen: Any
) -> None:
    one, two, three = queue
    page = visitor(viewport=screen).is_inside(cast.clerk).page
    page.goto(review(one))
    keys = page.keyboard
    keys.press("j")
    assert focused(page) == "nhiem-vu-1"
    keys.press("j")
    keys.press("j")
    keys.press("k")
    assert focused(page) == "nhiem-vu-2"
    keys.press("y")
    assert focused(page) == "duyet-comment_2"
    keys.type("Ghi rõ sáng kiến, ajk.")  # none of these letters is a deed while one types
    keys.press("Escape")
    assert focused(page) == "nhiem-vu-2"

    keys.press("s")  # to the next report and back: what was typed is there again
    page.wait_for_url(f"**{review(two)}")
    keys.press("t")
    page.wait_for_url(f"**{review(one)}")
    expect(page.locator("#duyet-comment_2")).to_have_value("Ghi rõ sáng kiến, ajk.")
    expect(page.get_by_text("viết dở")).to_be_visible()

    keys.press("a")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    keys.press("a")
    keys.press("Enter")
    page.wait_for_url(f"**{review(two)}")
    told = page.locator("#thong-bao")
    expect(told).to_contain_text("Báo cáo Quý I/2021 của Phường 2 đã được chấp nhận.")
    expect(told).to_contain_text("Dưới đây là báo cáo tiếp theo: Quý I/2021 của Phường 3.")
    assert quarter.fresh(one).state == "ACCEPTED"
    assert Submission.objects.get(report=one).task_comments == {"2": "Ghi rõ sáng kiến, ajk."}

    keys.press("b")
    assert focused(page) == "duyet-comment"
    keys.type("Bổ sung biên bản.")
    keys.press("Escape")
    for _ in range(12):
        keys.press("Tab")
        if page.evaluate("document.activeElement.name") == "tra-lai":
            break
    keys.press("Enter")
    asked = page.get_by_role("dialog", name="Trả lại báo cáo của Phường 3?")
    expect(asked).to_contain_text("Quý I/2021, lần nộp 1; ý kiến chung.")
    keys.press("Enter")
    page.wait_for_url(f"**{review(three)}")
    assert quarter.fresh(two).state == "SENT_BACK"


def test_the_keys_stop_at_the_general_part(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport]
) -> None:
    page = visitor().is_inside(cast.clerk).page
    page.goto(review(queue[0]))
    keys, stops = page.keyboard, []
    for _ in range(5):
        keys.press("j")
        stops.append(page.evaluate("document.activeElement.getAttribute('aria-labelledby')"))
    tasks = [f"nhiem-vu-{n}-ten" for n in (1, 2, 3)]
    assert stops == [*tasks, "phan-chung-ten", "ket-luan"]
    expect(page.locator("#phan-chung")).to_contain_text("Phần chung của báo cáo")
    keys.press("k")
    assert focused(page) == "phan-chung"
    keys.press("y")  # nothing is written about it: the comment on all is the last box
    assert focused(page) == "phan-chung"
    keys.press("b")
    assert focused(page) == "duyet-comment"


def test_a_key_counts_while_the_focus_still_leaves_a_closed_question(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport]
) -> None:
    page = visitor().is_inside(cast.clerk).page
    page.goto(review(queue[0]))
    asked = page.get_by_role("dialog")
    expect(asked).to_be_hidden()
    page.locator("#hoi-chap-nhan button").first.dispatch_event("keydown", {"code": "KeyA"})
    expect(asked).to_be_visible()
    page.locator("#hoi-chap-nhan button").first.dispatch_event("keydown", {"code": "KeyJ"})
    expect(asked).to_be_visible()
    assert focused(page) != "nhiem-vu-1"  # while a question is open the keys are its own


def test_a_second_click_decides_nothing_about_the_next_report(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport]
) -> None:
    one, two, _ = queue
    page = visitor().is_inside(cast.clerk).page
    page.goto(review(one))
    asked = page.get_by_role("dialog")
    page.locator("[name=tra-lai]").click()
    expect(asked).to_be_hidden()  # nothing is written yet
    expect(page.get_by_role("alert")).to_contain_text("Trả lại phải nêu ý kiến")
    assert focused(page) == "duyet-comment"
    page.locator("#duyet-comment_1").fill("Ghi rõ địa bàn.")
    expect(page.get_by_role("alert")).to_be_hidden()
    page.locator("#duyet-comment").fill("Bổ sung biên bản.")
    page.locator("[name=tra-lai]").click()
    expect(asked).to_contain_text("Trả lại báo cáo của Phường 2?")
    expect(asked).to_contain_text("ý kiến về 1 nhiệm vụ và ý kiến chung")
    asked.get_by_role("button", name="Chưa").click()
    assert quarter.fresh(one).state == "SUBMITTED"
    page.locator("[name=tra-lai]").click()
    asked.get_by_role("button", name="Trả lại để bổ sung").click()
    page.wait_for_url(f"**{review(two)}")
    page.locator("[name=chap-nhan]").click()
    expect(asked).to_contain_text("Chấp nhận báo cáo của Phường 3?")
    assert quarter.fresh(two).state == "SUBMITTED"


def test_words_are_kept_after_a_new_login_in_another_tab(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport], settings: Any
) -> None:
    clerk = visitor().is_inside(cast.clerk)
    page = clerk.page
    page.goto(review(queue[0]))
    place = page.locator("#giu-trang-thai")
    clerk.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("#duyet-comment_2").fill("Ghi rõ số hộ.")
    expect(place).to_contain_text("Phiên đăng nhập đã hết")
    clerk.page = clerk.context.new_page()
    clerk.comes_in(cast.clerk)
    expect(clerk.page.locator(".top .who")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(place).to_contain_text("Đã giữ ý kiến lúc")
    page.reload()
    expect(page.locator("#duyet-comment_2")).to_have_value("Ghi rõ số hộ.")


def test_the_keys_are_told_and_can_be_switched_off(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport]
) -> None:
    page = visitor().is_inside(cast.clerk).page
    page.goto(review(queue[0]))
    page.keyboard.press("?")
    expect(page.get_by_text("Nhiệm vụ sau")).to_be_visible()
    page.get_by_label("Dùng phím tắt trên máy này").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("a")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_two_reviewers_at_once(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport]
) -> None:
    slow = visitor().is_inside(cast.clerk).page
    quick = visitor().is_inside(cast.office_head).page
    for page in (slow, quick):
        page.goto(review(queue[0]))
    slow.get_by_label("Ý kiến chung").fill("Đọc đến nhiệm vụ 2.")
    quick.locator("[name=chap-nhan]").click()
    quick.get_by_role("dialog").get_by_role("button", name="Chấp nhận", exact=True).click()
    quick.wait_for_url(f"**{review(queue[1])}")
    slow.locator("[name=tra-lai]").click()
    slow.get_by_role("dialog").get_by_role("button", name="Trả lại để bổ sung").click()
    expect(slow.get_by_text(f"Đ/c {cast.office_head} đã chấp nhận báo cáo này")).to_be_visible()
    expect(slow.get_by_label("Ý kiến chung")).to_have_value("Đọc đến nhiệm vụ 2.")
    assert quarter.fresh(queue[0]).state == "ACCEPTED"


@pytest.mark.parametrize("screen", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_barriers_and_nothing_wider_than_the_screen(
    visitor: Callable[..., Visitor], cast: Cast, queue: list[ProgressReport], screen: Any
) -> None:
    own = replace(cast, head=queue[0].commitment.unit.appointments.get().person)
    quarter.accept(cast, queue[1], 1)
    here = review(queue[0]).removesuffix("duyet/")
    office = visitor(viewport=screen).is_inside(cast.clerk).page
    unit = visitor(viewport=screen).is_inside(own.head).page
    third = queue[2].pk
    ProgressReport.objects.filter(pk=third).update(state="OPEN")
    for page, address in (
        (office, LIST),
        (office, review(queue[0])),
        (office, f"{here}so-sanh/"),
        (office, f"{LIST}gia-han/?chon={third}"),
        (unit, here),
        (unit, f"{here}lan-1/"),
    ):
        page.goto(address)
        assert barriers(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address
