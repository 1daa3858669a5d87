"""The quarter's form under the hand: folding, choosing whom, printing, sending after a lost session."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from commitments.models import Commitment, ProgressReport, TaskProgress
from commitments.workflow import filing
from commitments.workflow.filing import GeneralData
from tests import cast as stage
from tests.browser.profiles import copies
from tests.browser.visits import (
    NARROW,
    WIDE,
    Visitor,
    barriers,
    becomes,
    hands_in,
    overflow,
    tabs_to,
)
from tests.cast import Cast
from tests.commitments import amending_cast as acts
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.browser

FORM = f"{quarter.PREFIX}phuong-1/quy-2/"
SAVE = "**/luu/"
FOLD = "#chung-proposals-muc"


@pytest.fixture
def signed(cast: Cast, on_day: Callable[..., date]) -> Cast:
    """The first quarter was accepted; the second is to be written."""
    quarter.accepted(cast, quarter.report(quarter.reports(cast)))
    on_day(2021, 6, 18)
    return cast


@pytest.fixture
def reporter(chromium: Browser, live_server: Any, signed: Cast) -> Iterator[Visitor]:
    visitor = Visitor(chromium, live_server.url).is_inside(signed.reporter)
    with visitor.page.expect_response(SAVE):  # what an open page needs has come
        visitor.page.goto(FORM)
    visitor.page.route(SAVE, lambda route: route.fulfill(status=204))  # saving has its own tests
    yield visitor
    visitor.context.close()
    assert visitor.complaints == []


def test_nothing_new_folds_what_stands_as_last_quarter(reporter: Visitor) -> None:
    part = reporter.page.locator("#nhiem-vu-1")
    value = part.get_by_label("Kết quả lũy kế từ đầu năm")
    tick = part.get_by_label("Không phát sinh trong quý này")
    value.fill("")
    tick.check()
    expect(value).to_be_hidden()
    expect(value).to_have_value("30")
    expect(part.get_by_text("Giữ nguyên: 30 hộ, đang thực hiện.")).to_be_visible()
    tick.uncheck()
    expect(value).to_be_visible()
    expect(value).to_have_value("")


def test_nothing_new_leaves_a_value_open_that_is_counted_otherwise_since(
    signed: Cast, reporter: Visitor
) -> None:
    acts.approved(
        signed,
        stage.fresh(Commitment.objects.get(unit=signed.ward)),
        1,
        unit_of_measure="%",
        target=Decimal(90),
    )
    reporter.page.goto(FORM)
    part = reporter.page.locator("#nhiem-vu-1")
    value = part.get_by_label("Kết quả lũy kế từ đầu năm")
    expect(value).to_have_value("")
    part.get_by_label("Không phát sinh trong quý này").check()
    expect(part.get_by_label("Điều gì đã thay đổi so với quý trước?")).to_be_hidden()
    expect(value).to_have_value("")
    value.fill("27")
    part.get_by_label("Cần cấp ủy hỗ trợ").check()
    expect(part.get_by_label("Điều gì đã thay đổi so với quý trước?")).to_be_hidden()
    expect(value).to_be_visible()


def test_nothing_new_leaves_what_was_typed_and_is_asked_about(reporter: Visitor) -> None:
    """Saved, left, opened again and unticked: the typed number and milestone still stand."""
    page = reporter.page
    page.unroute(SAVE)

    def boxes() -> list[Any]:
        part = page.locator("#nhiem-vu-1")
        return [
            part.get_by_label("Kết quả lũy kế từ đầu năm"),
            part.locator("[name$=-done]").nth(1),
            part.get_by_label("Đã hoàn thành"),
            part.get_by_label("Không phát sinh trong quý này"),
        ]

    value, step, done, tick = boxes()
    value.fill("42")
    step.check()
    done.check()
    with page.expect_response(SAVE):
        tick.check()
    asked = page.locator("#nhiem-vu-1 .invalid-feedback")
    expect(asked).to_contain_text("kết quả 42 hộ khác quý trước (30 hộ)")
    expect(page.locator("#nhiem-vu-1-badge")).to_contain_text("Cần xem lại:")
    page.goto(FORM)
    value, step, done, tick = boxes()
    expect(asked).to_be_visible()
    with page.expect_response(SAVE):
        tick.uncheck()
    expect(value).to_have_value("42")
    expect(step).to_be_checked()
    expect(done).to_be_checked()
    expect(asked).to_be_hidden()


def test_a_written_text_is_never_folded_away(reporter: Visitor) -> None:
    part = reporter.page.locator("#nhiem-vu-1")
    text = part.get_by_label("Điều gì đã thay đổi so với quý trước?")
    text.fill("Đã bàn giao 5 hộ.")
    part.get_by_label("Không phát sinh trong quý này").check()
    expect(text).to_be_visible()


def test_a_unit_is_asked_for_only_where_one_is_put_to(reporter: Visitor) -> None:
    page = reporter.page
    page.locator(f"{FOLD} > summary").click()
    unit = page.locator("#chung-addressed_unit")
    expect(page.locator("#chung-addressee")).to_be_visible()
    expect(unit).to_be_hidden()
    page.locator("#chung-addressee").select_option(label="Đơn vị khác")
    expect(unit).to_be_visible()


def test_the_open_form_shuts_nobody_out_and_fits_a_telephone(reporter: Visitor) -> None:
    page, found = reporter.page, []
    for fold in page.locator(".fold > summary").all():
        fold.click()
    for chosen in page.locator("[name$=addressee]").all():
        chosen.select_option(label="Đơn vị khác")
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        found += barriers(page)
    assert found + overflow(page, 360) == []
    assert tabs_to(page, "#chung-wanted_by")


def test_a_link_of_what_is_missing_leads_into_its_fold(reporter: Visitor) -> None:
    page = reporter.page
    page.locator(f"{FOLD} > summary").click()
    page.locator("#chung-proposals").fill("Bố trí vốn.")
    page.unroute(SAVE)  # the button waits until what was typed is saved
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Đã lưu bản nháp lúc")).to_be_visible()
    page.locator(f"{FOLD} > summary").click()
    page.locator("#foot-status summary").click()
    page.get_by_role("link", name="Phần chung: Chưa chọn kiến nghị với ai.").click()
    expect(page.locator("#chung-addressee")).to_be_in_viewport()


def test_the_print_shows_what_is_written_and_no_buttons(reporter: Visitor) -> None:
    reporter.page.emulate_media(media="print")
    expect(reporter.page.get_by_role("button", name="Lưu nháp")).to_be_hidden()
    expect(reporter.page.locator("#nhiem-vu-3")).to_be_visible()


@pytest.mark.parametrize("colleague", [True, False], ids=["a colleague saves", "alone"])
def test_nothing_is_handed_in_that_its_sender_has_not_read(
    chromium: Browser, live_server: Any, signed: Cast, colleague: bool
) -> None:
    """Pressed while the last words still wait to be saved, as people do."""
    row, noon = ProgressReport.objects.with_names().get(period__quarter=2), stage.at(6, 18)
    quarter.draft(signed, row, at=noon)
    visitor = Visitor(chromium, live_server.url).is_inside(signed.head)
    page = visitor.page
    with page.expect_response(SAVE):
        page.goto(FORM)
    page.locator("#nhiem-vu-1").get_by_label("Điều gì đã thay đổi").fill("Người đứng đầu viết.")
    if colleague:
        first, second, third = quarter.answers(row)
        filing.save_draft(
            report=row,
            general=GeneralData(highlights="Hoàn thành sớm."),
            answers=[first, replace(second, changed="Đồng chí viết."), third],
            version=quarter.fresh(row).version,
            by=signed.reporter,
            at=noon,
        )
    hand_in = page.get_by_role("button", name="Gửi báo cáo")
    hand_in.click()
    question = page.get_by_role("dialog", name="Gửi báo cáo Quý II/2021 đến Văn phòng?")
    if colleague:
        expect(page.get_by_text("Báo cáo chưa được gửi: đọc lại rồi bấm Gửi")).to_be_visible()
        theirs = page.locator("#nhiem-vu-2").get_by_label("Điều gì đã thay đổi")
        expect(theirs).to_have_value("Đồng chí viết.")
        expect(theirs).to_be_focused()
        expect(question).to_be_hidden()
        hand_in.click()
    expect(question).to_be_visible()
    assert not row.rounds.exists()
    question.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Báo cáo đã được gửi đến Văn phòng")).to_be_visible()
    visitor.context.close()
    assert visitor.complaints == []
    said = [task["changed"] for task in row.rounds.get().content["tasks"]]
    assert said[0] == "Người đứng đầu viết."
    assert (said[1] == "Đồng chí viết.") == colleague


class TestAnAmendmentMeanwhile:
    """Approved while the form is open, which knows nothing of it."""

    @pytest.fixture
    def told(self) -> tuple[str, ...]:
        return ("status of 422",)

    @pytest.fixture
    def row(self, signed: Cast) -> ProgressReport:
        row = ProgressReport.objects.with_names().get(period__quarter=2)
        quarter.draft(signed, row, at=stage.at(6, 18))
        return row

    @pytest.fixture
    def page(self, signed: Cast, row: ProgressReport, visitor: Callable[..., Visitor]) -> Page:
        page = visitor().is_inside(signed.head).page
        page.on("dialog", lambda dialog: dialog.accept())
        with page.expect_response(SAVE):
            page.goto(FORM)
        return page

    def changed(self, page: Page, task: int) -> Locator:
        return page.locator(f"#nhiem-vu-{task}").get_by_label("Điều gì đã thay đổi")

    def written(self, page: Page) -> None:
        """Of the task that was withdrawn, and of one that stays; the server takes neither."""
        self.changed(page, 2).fill("Viết về việc đã rút.")
        self.changed(page, 3).fill("Viết về việc còn lại.")
        trouble = page.locator("#luu-trang-thai.trouble")
        expect(trouble).to_contain_text(
            "Bản cam kết đã được điều chỉnh trong khi trang này đang mở"
        )
        becomes(page, lambda: copies(page), 1)

    def test_the_copy_stays_in_the_browser(
        self, signed: Cast, row: ProgressReport, page: Page
    ) -> None:
        acts.withdrawn(signed, row.commitment)
        self.written(page)
        page.reload()
        notice = page.locator("#luu-ban-sao")
        expect(notice.get_by_text("Viết về việc đã rút.")).to_be_visible()
        notice.get_by_role("button", name="Khôi phục").click()
        expect(self.changed(page, 3)).to_have_value("Viết về việc còn lại.")
        expect(page.locator("#foot-status")).to_contain_text("Đã lưu lúc")
        kept = row.answers.filter(task__number=3, changed="Viết về việc còn lại.")
        becomes(page, kept.exists, True)
        expect(notice.get_by_text("Viết về việc đã rút.")).to_be_visible()
        notice.get_by_role("button", name="Bỏ", exact=True).click()
        becomes(page, lambda: copies(page), 0)

    def test_the_button_gives_the_text_back_and_the_copy_holds_it_too(
        self, signed: Cast, row: ProgressReport, page: Page
    ) -> None:
        acts.withdrawn(signed, row.commitment)
        self.written(page)
        page.get_by_role("button", name="Lưu nháp").click()
        given = page.get_by_label("Nhiệm vụ 2, Điều gì đã thay đổi")
        expect(given).to_have_value("Viết về việc đã rút.")
        expect(self.changed(page, 3)).to_have_value("Viết về việc còn lại.")
        assert barriers(page) + overflow(page, 360) == []
        expect(page.locator("#luu-ban-sao")).to_be_hidden()
        assert copies(page) == 1
        page.goto(FORM)
        expect(page.locator("#luu-ban-sao").get_by_text("Viết về việc đã rút.")).to_be_visible()

    def test_an_older_promise_is_not_handed_in(
        self, signed: Cast, row: ProgressReport, page: Page
    ) -> None:
        acts.approved(signed, row.commitment, target=Decimal(60))
        page.get_by_role("button", name="Gửi báo cáo").click()
        expect(page.get_by_text("Báo cáo chưa được gửi: đề nghị đọc lại")).to_be_visible()
        expect(page.locator("#nhiem-vu-1").get_by_text("60 hộ").first).to_be_visible()
        assert not row.rounds.exists()
        hands_in(page)
        expect(page.get_by_text("Báo cáo đã được gửi đến Văn phòng")).to_be_visible()
        assert row.rounds.get().content["tasks"][0]["promise"]["target"] == "60"


def test_what_is_asked_before_handing_in_is_of_what_was_just_saved(
    chromium: Browser, live_server: Any, signed: Cast
) -> None:
    row = ProgressReport.objects.with_names().get(period__quarter=2)
    quarter.draft(signed, row, at=stage.at(6, 18))
    signed.reporter.appointments.update(may_submit=True)
    visitor = Visitor(chromium, live_server.url).is_inside(signed.reporter)
    page = visitor.page
    page.goto(FORM)
    hand_in, question = page.get_by_role("button", name="Gửi báo cáo"), page.locator("#hoi-gui")
    hand_in.click()
    expect(question.get_by_text("thay mặt Bí thư Phường 1")).to_be_visible()
    expect(question.get_by_text("3 nhiệm vụ, trong đó: 3 không có minh chứng")).to_be_visible()
    expect(question.get_by_text("không phát sinh")).to_be_hidden()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    first = page.locator("#nhiem-vu-1")
    first.get_by_label("Điều gì đã thay đổi").fill("")
    first.get_by_label("Không phát sinh trong quý này").check()
    first.get_by_label("Khó khăn, vướng mắc").fill("Chờ mặt bằng, xong trước 30/7.")
    hand_in.click()
    expect(question.get_by_text("1 “không phát sinh”")).to_be_visible()
    question.get_by_role("button", name="Chưa gửi").click()
    expect(question).to_be_hidden()
    page.locator("#nhiem-vu-2").get_by_label("Điều gì đã thay đổi").fill("")
    hand_in.click()
    expect(
        page.get_by_text("Báo cáo còn điểm phải bổ sung hoặc xem lại, chưa gửi được.")
    ).to_be_visible()
    visitor.context.close()
    assert not row.rounds.exists()


def test_without_javascript_it_files_and_after_a_lost_session_needs_one_press(
    chromium: Browser, live_server: Any, signed: Cast, settings: Any
) -> None:
    settings.SITE_URL = live_server.url
    visitor = Visitor(chromium, live_server.url, java_script_enabled=False).comes_in(
        signed.reporter
    )
    page = visitor.page
    page.goto(FORM)
    page.locator("#nhiem-vu-1").get_by_label("Điều gì đã thay đổi").fill("Đã bàn giao 5 hộ.")
    visitor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.get_by_text("Phiên đăng nhập đã hết.")).to_be_visible()
    tab = visitor.context.new_page()
    visitor.page, kept = tab, page
    visitor.comes_in(signed.reporter)
    expect(tab.locator(".top .who")).to_be_visible()
    kept.get_by_role("button", name="Gửi lại").click()
    expect(kept.get_by_text("Đã lưu bản nháp lúc")).to_be_visible()
    visitor.context.close()
    assert TaskProgress.objects.filter(changed="Đã bàn giao 5 hộ.").count() == 1
