"""Pictures of a quarter on its way: a ward writes and hands in, the Office gives time and reads."""

from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Browser

from tests.browser.camera import PHONE, Copy, Guest, guest

CLERK = "chuyen-vien-1.thanh-uy"
WARD = "phuong-5"
QUARTER = f"/2021/bao-cao/{WARD}/quy-1/"
BEFORE = f"/2020/bao-cao/{WARD}/"  # a whole year, one quarter of it sent back once
FLAGGED = "/2020/bao-cao/thi-hanh-an/quy-3/"  # waits with a quarter before it to compare with
# A window in which nothing at its foot lies over a section that is taken alone.
TALL = 2200
ANSWERED = 1500  # ms until the autosave has answered
CLERKS_WORDS = (
    "UBND phường đã ban hành phương án chỉnh trang; tổ chức 4 cuộc họp với các hộ kinh doanh hai tuyến, "
    "44/86 hộ đã ký cam kết."
)
HEADS_WORDS = (
    "UBND phường đã ban hành phương án chỉnh trang; tuyến Hùng Vương 41/41 hộ đã ký cam kết, tuyến Lê "
    "Lợi mới có 3/45 hộ."
)
# By the label of the workbook's row, in the last task.
BROUGHT = {
    "Kết quả lũy kế từ đầu năm (chi bộ)": 9,
    "Trạng thái": "Đang thực hiện",
    "Điều gì đã thay đổi so với đầu năm?": "Quét, nhập xong hồ sơ của 9/14 chi bộ; 2 chi bộ đã đối "
    "soát.",
    "Khó khăn, vướng mắc": "5 chi bộ khu phố thiếu lý lịch gốc, đang xác minh ở Ban Tổ chức Thành ủy.",
}


def take(browser: Browser, site: str, copy: Copy, folder: Path) -> None:
    """All pictures of this room; the workbook is filled in ``folder``."""
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens("/2021/bao-cao/").is_taken("duyet-danh-sach", high=1000)
        clerk.presses("Trả lời gia hạn", within="tbody").is_taken("duyet-gia-han", high=940)
        clerk.opens(f"{FLAGGED}duyet/").is_taken("duyet-can-xem", high=TALL, of="#nhiem-vu-2")
        clerk.opens(f"{BEFORE}quy-3/so-sanh/").is_taken("duyet-so-sanh", high=700)
    _write(browser, site, copy)
    _together(browser, site, copy)
    _by_workbook(browser, site, copy, folder)
    _hand_in(browser, site, copy)


def _write(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, f"dau-moi.{WARD}", size=PHONE, zoom=2) as reporter:
        reporter.opens(QUARTER).is_taken("bao-cao-dien-thoai", at="#nhiem-vu-1 .answer")
    with guest(browser, site, copy, f"dau-moi.{WARD}") as reporter:
        reporter.opens(QUARTER).page.locator("#foot-status summary").click()
        reporter.is_taken("bao-cao-con-thieu", high=620)
        reporter.page.locator("#minh-chung-2 summary").click()
        reporter.is_taken("bao-cao-nhiem-vu", high=TALL, of="#nhiem-vu-2")
        value = reporter.page.locator('#nhiem-vu-3 [name$="-actual"]')
        value.fill("1.46")
        reporter.presses("Lưu nháp").is_taken("bao-cao-hoi-so", of="#nhiem-vu-3")
        value.fill("1,46")
        reporter.presses("Lưu nháp")


def _together(browser: Browser, site: str, copy: Copy) -> None:
    """The clerk and the head in one box; who saves second is shown both texts."""
    with (
        guest(browser, site, copy, f"dau-moi.{WARD}") as reporter,
        guest(browser, site, copy, f"bi-thu.{WARD}") as head,
    ):
        head.opens(QUARTER)
        _tell(reporter.opens(QUARTER), CLERKS_WORDS)
        reporter.presses("Lưu nháp")
        _tell(head, HEADS_WORDS)
        head.page.locator("#xung-dot").wait_for()
        head.is_taken("bao-cao-hai-nguoi", of="#luu-xung-dot")
        head.page.get_by_role("button", name="Dùng bản này").first.click()
        head.page.wait_for_timeout(ANSWERED)


def _tell(writer: Guest, words: str) -> None:
    writer.page.locator('#nhiem-vu-2 [name$="-changed"]').fill(words)


def _by_workbook(browser: Browser, site: str, copy: Copy, folder: Path) -> None:
    with guest(browser, site, copy, f"dau-moi.{WARD}") as reporter:
        page = reporter.opens(f"{QUARTER}nap-excel/").page
        address = page.get_by_role("link", name="Tải biểu mẫu Excel").get_attribute("href")
        book = folder / "bao-cao-quy-1.xlsx"
        book.write_bytes(reporter.context.request.get(address or "").body())
        _fill_in(book)
        page.locator('[name="file"]').set_input_files(book)
        reporter.presses("Tải lên và xem thay đổi").is_taken("bao-cao-excel", high=660)
        reporter.presses("Nạp vào bản nháp")


def _fill_in(book: Path) -> None:
    """``BROUGHT`` into the first rows of those labels below the last task's heading."""
    made = load_workbook(book)
    rows = list(made["Báo cáo"].iter_rows(min_col=2, max_col=3))
    start = max(at for at, (label, _) in enumerate(rows) if label.value == "Nhiệm vụ 4")
    left = dict(BROUGHT)
    for label, cell in rows[start:]:
        if label.value in left:
            cell.value = left.pop(label.value)
    made.save(book)


def _hand_in(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, f"bi-thu.{WARD}") as head:
        head.opens(QUARTER).page.get_by_role("button", name="Gửi báo cáo").click()
        head.page.locator("#hoi-gui form").wait_for()
        head.presses("Gửi", within="#hoi-gui").is_taken("bao-cao-bien-nhan", high=760)
        head.opens(f"{BEFORE}tong-hop/6-thang/").is_taken("bao-cao-tong-hop")
