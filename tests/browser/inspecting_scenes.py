"""Pictures of inspections: the plan and whom it has reached, what was verified, what was mended."""

from playwright.sync_api import Browser

from tests.browser.camera import Copy, guest

INSPECTOR = "kiem-tra.thanh-uy"
HELD = "/2020/kiem-tra/?tim=dong+luong"  # where fewer households had moved than were reported
MENDED = "/2021/kiem-tra/khac-phuc/?trang-thai=DONE"
SEEN = "Đã xem biên bản đối soát ngày 16/3 của hai chi bộ, đủ chữ ký."


def take(browser: Browser, site: str, copy: Copy) -> None:
    """All pictures of this room; nothing is sent."""
    with guest(browser, site, copy, INSPECTOR) as inspector:
        inspector.opens("/2021/kiem-tra/").is_taken("kiem-tra-ke-hoach", high=1000)
        inspector.opens(HELD).presses("", within="td.q")
        inspector.is_taken("kiem-tra-xac-minh", high=1000)
        inspector.opens(MENDED).presses("", within="tbody td").writes(comment=SEEN)
        inspector.is_taken("kiem-tra-khac-phuc", high=760)
