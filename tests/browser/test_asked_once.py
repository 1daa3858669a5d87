"""What cannot be taken back is asked once more, with what was written."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from commitments.models import Explanation
from tests.browser.visits import Visitor, barriers
from tests.cast import Cast
from tests.commitments import proposals_cast as proposed

pytestmark = pytest.mark.browser

PUT = "/dang-uy-mau/2021/"


def refuses_then_sends(page: Page, button: str, *, asked: str, told: str) -> None:
    """Says no, then yes; the next page tells that it was done."""
    page.get_by_role("button", name=button).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(asked)
    assert not barriers(page)
    dialog.get_by_role("button", name="Chưa").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name=button).click()
    dialog.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.locator("#thong-bao")).to_contain_text(told)


@pytest.fixture
def told() -> tuple[str, ...]:
    return ("422 (Unprocessable",)  # without words


def test_an_answer_to_a_proposal(
    visitor: Callable[..., Visitor], cast: Cast, on_day: Callable[..., date]
) -> None:
    on_day(2021, 3, 22)
    row = proposed.proposal(cast)
    page = visitor().is_inside(cast.standing).page
    page.goto(f"{PUT}kien-nghi/{row.pk}/")
    page.get_by_label("Đã giải quyết").check()
    page.get_by_role("button", name="Gửi trả lời").click()  # without words there is nothing to ask
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Đã giải quyết").check()
    page.get_by_label("Nội dung trả lời").fill("Đã bố trí 2 tỷ đồng.")
    refuses_then_sends(page, "Gửi trả lời", asked="Đã giải quyết", told="Đã trả lời kiến nghị")
    assert proposed.fresh(row).answer == "Đã bố trí 2 tỷ đồng."


def test_a_units_explanation(
    visitor: Callable[..., Visitor], cast: Cast, on_day: Callable[..., date]
) -> None:
    on_day(2021, 4, 7)
    row = proposed.explanation(cast)
    page = visitor().is_inside(cast.head).page
    page.goto(f"{PUT}kien-nghi/giai-trinh/{row.pk}/")
    page.locator("[name=answer]").fill("Do mưa lũ.")
    page.get_by_role("button", name="Lưu, gửi sau").click()  # a draft is not asked about
    expect(page.locator("#thong-bao")).to_contain_text("Đã lưu bản đang soạn")
    refuses_then_sends(page, "Gửi giải trình", asked="Do mưa lũ.", told="Đã gửi giải trình")
    assert Explanation.objects.get().state == "ANSWERED"
