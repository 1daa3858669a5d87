"""Pictures of questions with a deadline: proposals and who answers them, units that explain."""

from playwright.sync_api import Browser

from tests.browser.camera import Copy, guest

CLERK, SECRETARY = "chuyen-vien-1.thanh-uy", "bi-thu.thanh-uy"
WARD = "phuong-5"
PUT = "/2021/kien-nghi/"
REPLY = (
    "Giao Thành đoàn huy động mỗi phường 5 đoàn viên hỗ trợ thu nhận hồ sơ căn cước buổi tối, từ ngày "
    "22/3 đến hết ngày 30/4; Công an thành phố lập lịch."
)
EXPLAINED = (
    "Đến hạn 15/3 mới xong hồ sơ của 9/14 chi bộ. Nguyên nhân: 5 chi bộ khu phố thiếu lý lịch gốc, "
    "phường giao việc muộn. Trách nhiệm: đồng chí Phó Bí thư Thường trực phụ trách. Phường hoàn thành "
    "trước ngày 30/4."
)


def take(browser: Browser, site: str, copy: Copy) -> None:
    """All pictures of this room; nothing is sent."""
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens(PUT).is_taken("kien-nghi-danh-sach", high=1180)
    with guest(browser, site, copy, SECRETARY) as secretary:
        secretary.opens(f"{PUT}?tim=can+cuoc")
        secretary.presses("", within="section:has(form.filters) tbody")
        secretary.ticks("Đã giải quyết").writes(answer=REPLY)
        secretary.is_taken("kien-nghi-tra-loi", high=1000)
    with guest(browser, site, copy, f"bi-thu.{WARD}") as head:
        head.opens(f"{PUT}giai-trinh/").presses("", within="tbody").writes(answer=EXPLAINED)
        head.is_taken("giai-trinh-tra-loi", high=920)
