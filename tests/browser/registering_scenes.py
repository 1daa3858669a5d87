"""Pictures of the weeks before the signing: a ward writes, the Office chooses, both sides sign."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import workbooks
from tests.browser.camera import COMMITTEE, Copy, Guest, guest

DAY = "2021-01-06"
CLERK, SECRETARY = "chuyen-vien-1.thanh-uy", "bi-thu.thanh-uy"
WARD = "dong-luong"
WARDS = ("Phường Đông Lương", "Phường 4", "Phường 5")
# Not registered with the others: carried over from last year, or assigned.
LATER = "chuyển tiếp|dịch vụ công"
OTHERS = ("phuong-4", "phuong-5")
UNIT = f"/2021/cam-ket/{WARD}/"
VAGUE = {
    "title": "Tăng cường công tác quản lý trật tự đô thị; tiếp tục phối hợp với Công an phường "
    "giữ gìn vỉa hè thông thoáng",
    "owner_name": "Lãnh đạo UBND phường",
    "product": "Trật tự đô thị chuyển biến rõ nét",
    "due_on": "31/12/2021",
}
CARRIED = {
    "title": "Lãnh đạo giải phóng mặt bằng dự án Đường Hùng Vương nối dài, đoạn qua phường: bàn "
    "giao mặt bằng sạch của 12 hộ còn lại (chuyển tiếp)",
    "due_on": "30/9/2021",
    "moc-0-quarter": "1",
    "moc-0-text": "Đối thoại, thống nhất phương án bồi thường với 12 hộ",
    "moc-0-planned_value": "50",
    "moc-1-quarter": "3",
    "moc-1-text": "Bàn giao toàn bộ mặt bằng sạch",
    "moc-1-planned_value": "58",
}
SHARED = {
    "title": "Xóa các điểm tập kết rác tự phát trong khu dân cư",
    "kind": "BREAKTHROUGH",
    "basis": "Kết luận của Ban Thường vụ Thành ủy về các điểm nghẽn năm 2021",
    "product": "Biên bản nghiệm thu từng điểm, có ảnh trước và sau",
    "unit_of_measure": "điểm",
    "due_on": "30/9/2021",
}
SHARES = {"Phường 1": ("0", "6"), "Phường 2": ("0", "4"), "Phường 3": ("0", "5")}
CHECKED = 1500  # ms until the check beside the form has answered
TOO_SMALL = (
    "Việc thường xuyên của Đảng ủy phường, đã có trong kế hoạch số hóa của Ban Tổ chức Thành ủy."
)
LOWER = "Năm 2020 đã đạt mức này; đề nghị phấn đấu cao hơn và giao cho từng chi bộ."


def take(browser: Browser, site: str, early: Copy, later: Copy, folder: Path) -> None:
    """All pictures of this room. ``later`` is the told demonstration, whose tasks are registered."""
    _open_the_year(browser, site, early)
    book = workbooks.registrations(later, folder / "dang-ky.xlsx", WARDS, LATER)
    early.manage("import_workbook", str(book), "--committee", COMMITTEE, "--year", "2021")
    _write(browser, site, early)
    _hand_in(browser, site, early)
    _choose(browser, site, early)
    _approve(browser, site, early)
    _sign(browser, site, early)


def _open_the_year(browser: Browser, site: str, early: Copy) -> None:
    with guest(browser, site, early, CLERK) as clerk:
        clerk.opens("/nam/mo/?nam=2021")
        clerk.writes(theme="Kỷ cương, trách nhiệm, hành động, sáng tạo")
        clerk.presses("Lập năm 2021").presses("Mở đăng ký")


def _write(browser: Browser, site: str, early: Copy) -> None:
    with guest(browser, site, early, f"dau-moi.{WARD}") as reporter:
        reporter.opens(UNIT).is_taken("dang-ky-soan", high=1000)
        reporter.opens(f"{UNIT}nhiem-vu/them/").writes(**VAGUE)
        reporter.page.locator("#kiem-tra .is-blocking").first.wait_for()
        reporter.page.wait_for_timeout(CHECKED)
        reporter.is_taken("dang-ky-kiem-tra", high=1000)
        reporter.opens(UNIT).presses("Chuyển tiếp nhiệm vụ 1").is_taken(
            "dang-ky-chuyen-tiep", high=1000
        )
        reporter.writes(**CARRIED).presses("Lưu nhiệm vụ")


def _hand_in(browser: Browser, site: str, early: Copy) -> None:
    for unit in (WARD, *OTHERS):
        with guest(browser, site, early, f"bi-thu.{unit}") as head:
            head.opens(f"/2021/cam-ket/{unit}/gui/")
            if unit == WARD:
                head.is_taken("dang-ky-gui", high=700)
            head.confirms()


def _choose(browser: Browser, site: str, early: Copy) -> None:
    with guest(browser, site, early, CLERK) as clerk:
        clerk.opens(f"{UNIT}chon/")
        clerk.presses("Đề nghị sửa", within='main tr:has-text("Tiếp công dân")')
        title = clerk.page.locator('[name="title"]').input_value()
        clerk.writes(title=title.replace("95%", "98%"), target="98", comment=LOWER)
        clerk.presses("Gửi đề nghị").opens(f"{UNIT}chon/")
        for yes in clerk.page.locator('[name^="chon_"][value="CHOSEN"]').all():
            yes.check()
        no = clerk.page.locator('tr:has-text("số hóa")')
        no.locator('[value="NOT_CHOSEN"]').check()
        no.locator("textarea").fill(TOO_SMALL)
        clerk.is_taken("chon-nhiem-vu", high=1000).presses("Lưu lựa chọn")
        _assign_to_many(clerk)
    with guest(browser, site, early, f"bi-thu.{WARD}") as head:
        head.opens(UNIT).presses("Trả lời").is_taken("de-nghi-sua", high=1040)
        head.ticks("Đồng ý sửa").presses("Gửi trả lời")


def _assign_to_many(clerk: Guest) -> None:
    clerk.opens("/2021/cam-ket/giao-nhieu/").writes(**SHARED)
    for unit, (before, target) in SHARES.items():
        clerk.page.locator("table.many").get_by_label(unit, exact=True).check()
        clerk.page.get_by_label(f"{unit}: Số đầu kỳ").fill(before)
        clerk.page.get_by_label(f"{unit}: Chỉ tiêu").fill(target)
    clerk.page.wait_for_timeout(CHECKED)
    clerk.is_taken("giao-nhieu", high=1000, at="section:has(table.many)")


def _approve(browser: Browser, site: str, early: Copy) -> None:
    with guest(browser, site, early, CLERK) as clerk:
        for unit in (WARD, *OTHERS):
            clerk.opens(f"/2021/cam-ket/{unit}/chuyen/").confirms()
    with guest(browser, site, early, SECRETARY) as secretary:
        for unit in (WARD, *OTHERS):
            secretary.opens(f"/2021/cam-ket/{unit}/duyet/").confirms()
    with guest(browser, site, early, f"dau-moi.{WARD}") as reporter:
        reporter.opens(f"{UNIT}dang-ky-va-ky/").is_taken("dang-ky-va-ky", high=1000)


def _sign(browser: Browser, site: str, early: Copy) -> None:
    with guest(browser, site, early, f"bi-thu.{WARD}") as head:
        head.opens(f"{UNIT}ky/").is_taken("ky-mot-ban", high=1000)
    with guest(browser, site, early, CLERK) as clerk:
        clerk.opens("/2021/ky/").presses("Ghi nhận ký trên giấy").is_taken("ky-hoi-nghi", high=1200)
