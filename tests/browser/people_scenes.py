"""Pictures of who comes and goes: handovers, units put together, workbooks brought in."""

import email
import re
import sys
import time
from email.policy import default
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import workbooks
from tests.browser.camera import Copy, Guest, guest

CLERK = "chuyen-vien-1.thanh-uy"
WARD, SUCCESSOR = "phuong-3", "dau-moi-moi.phuong-3"
ENDING, INTO = "phong-y-te", "Văn phòng HĐND và UBND"
HANDED_OVER = {
    "starts_on": "19/3/2021",
    "email": f"{SUCCESSOR}@dongha.example",
    "full_name": "Lưu Minh Họa",
    "position": "Công chức Văn phòng - Thống kê",
    "note": "Sổ theo dõi hộ nghèo và danh sách cử tri lưu ở bộ phận Văn phòng - Thống kê phường.",
}
MERGED = {
    "starts_on": "19/3/2021",
    "decision": "Quyết định số 512/QĐ-UBND ngày 15/3/2021 của UBND thành phố",
}
PATIENCE = 60  # seconds for a mail or a workbook


def take(browser: Browser, site: str, copy: Copy, folder: Path) -> None:
    """All pictures of this room; workbooks are made in ``folder``."""
    _hand_over(browser, site, copy)
    _merge(browser, site, copy)
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens("/nhap-excel/").is_taken("nhap-excel", high=760)
        _bring(clerk, workbooks.with_errors(copy, folder / "don-vi-can-bo.xlsx"))
        clerk.is_taken("nhap-excel-loi")
        _bring(clerk, workbooks.in_old_letters(copy, folder / "can-bo-phuong.xlsx"))
        clerk.is_taken("nhap-excel-bang-ma", high=1000)
        _bring(clerk, workbooks.well_filled(copy, folder / "bo-sung-thang-3.xlsx"))
        clerk.is_taken("nhap-excel-xac-nhan", high=1000)


def _hand_over(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens(f"/don-vi/{WARD}/")
        clerk.presses("Bàn giao vai trò", within='main li:has-text("Cán bộ đầu mối")')
        clerk.writes(**HANDED_OVER).is_taken("ban-giao-lap", high=1300)
        clerk.presses("Bàn giao", within="main form footer")
        clerk.is_taken("ban-giao-bien-ban", high=1000)
    with guest(browser, site, copy) as newcomer:
        newcomer.page.goto(_invitation(copy, HANDED_OVER["email"]))
        for field in newcomer.page.locator('input[type="password"]').all():
            field.fill(copy.password)
        newcomer.presses("Lưu mật khẩu")
    with guest(browser, site, copy, SUCCESSOR) as newcomer:
        newcomer.opens("/2021/").is_taken("ban-giao-nhac")


def _invitation(copy: Copy, address: str) -> str:
    """The link in the mail that invites this person."""
    for _ in range(PATIENCE):
        for file in (copy.folder / "mail").glob("*"):
            for raw in file.read_bytes().split(b"-" * 79):
                mail = email.message_from_bytes(raw.strip(), policy=default)
                body = mail.get_body(("plain",))
                if address in str(mail["To"]) and body is not None:
                    found = re.search(r"https?://\S+/loi-moi/\S+", body.get_content())
                    if found:
                        return found[0]
        time.sleep(1)
    sys.exit(f"No invitation for {address}")


def _merge(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens(f"/don-vi/{ENDING}/").presses("Hợp nhất, sáp nhập").writes(**MERGED)
        clerk.page.get_by_label("Hợp nhất vào").select_option(label=INTO)
        clerk.presses("Xem hệ quả và xác nhận").is_taken("sap-xep-he-qua", high=760)
        clerk.presses("Xác nhận sắp xếp").opens("/don-vi/?hieu-luc=tat-ca&tim=y+te")
        clerk.is_taken("sap-xep-danh-sach", high=760)
    with guest(browser, site, copy, "chanh-van-phong.van-phong-hdnd-ubnd") as head:
        head.opens("/2021/").is_taken("sap-xep-tiep-nhan", high=1000)


def _bring(clerk: Guest, book: Path) -> None:
    """Upload a workbook and wait until it has been read."""
    clerk.opens("/nhap-excel/").page.locator('[name="file"]').set_input_files(book)
    clerk.presses("Tải lên và kiểm tra")
    clerk.page.locator('form.filters, h2:has-text("Xác nhận nhập")').first.wait_for(
        timeout=PATIENCE * 1000
    )
