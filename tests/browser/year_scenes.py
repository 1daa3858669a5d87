"""Pictures of a year in force: who supports, on what it rests, what was signed and is changed."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.camera import IMAGES, Copy, Guest, drawn, guest

CLERK, SECRETARY = "chuyen-vien-1.thanh-uy", "bi-thu.thanh-uy"
WARD, LEAD = "phuong-5", "phong-quan-ly-do-thi"
UNIT = f"/2021/cam-ket/{WARD}/"
REASON = (
    "Tuyến Lê Lợi trùng thời gian cải tạo thoát nước theo thông báo của chủ đầu tư, tháng 9 mới "
    "hoàn trả mặt đường. Đề nghị lùi thời hạn nhiệm vụ 2 đến hết tháng 10; nhiệm vụ 4 cần thêm thời "
    "gian đối soát."
)


def take(browser: Browser, site: str, copy: Copy) -> None:
    """All pictures of this room. A proposal of the ward waits for the Standing Committee."""
    _read(browser, site, copy)
    _print(browser, site, copy)
    _draft(browser, site, copy)
    _decide(browser, site, copy)
    _join(browser, site, copy)


def _read(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens("/2021/cam-ket/?sap-xep=muc-ro").is_taken("dang-ky-muc-ro", high=1000)
        clerk.opens("/can-cu/").is_taken("can-cu-danh-muc")
        clerk.opens("/2021/thiet-lap/").is_taken("can-cu-nam", of="section:has(details.pick)")
        clerk.opens("/2021/can-cu/").is_taken("can-cu-theo-nghi-quyet", high=1000)
        clerk.opens(f"/2021/cam-ket/{LEAD}/").is_taken(
            "phoi-hop-chu-tri", of="section:has(#phoi-hop)"
        )
    with guest(browser, site, copy, f"bi-thu.{WARD}") as head:
        head.opens("/2021/phoi-hop/").is_taken("phoi-hop-danh-sach")
        head.presses("Trả lời", within="tbody").is_taken("phoi-hop-tra-loi", high=860)


def _print(browser: Browser, site: str, copy: Copy) -> None:
    """The ward's paper, its scan in the list, and what its code answers."""
    with guest(browser, site, copy, CLERK) as clerk, tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "phuong-5-ban-ky.pdf"
        pdf.write_bytes(paper(clerk, WARD))
        drawn(pdf, IMAGES / "ban-cam-ket-pdf")
        # The product's own paper stands for one that came back from the scanner.
        clerk.opens(f"{UNIT}ban-ky/")
        clerk.page.locator('[name="file"]').set_input_files(pdf)
        clerk.confirms().opens("/2021/ban-ky/?ban-ky=tat-ca").is_taken("ban-ky-danh-sach")
        code = clerk.page.locator('tr:has-text("Phường 5") td[data-label="Mã"]').inner_text()
        clerk.opens(f"/xac-minh/?ma={code}").is_taken("xac-minh", high=860)


def paper(clerk: Guest, unit: str) -> bytes:
    """The signed paper of a unit as PDF: printed now, or before."""
    clerk.opens(f"/2021/cam-ket/{unit}/")
    form = clerk.page.locator("form").filter(has=clerk.page.get_by_role("button", name="In bản"))
    token = form.locator('[name="csrfmiddlewaretoken"]').input_value()
    action = form.get_attribute("action") or ""
    answer = clerk.context.request.post(action, form={"csrfmiddlewaretoken": token})
    if not answer.url.endswith("/pdf/"):
        clerk.opens(answer.url)
        ready = clerk.page.get_by_role("link", name="Mở bản in")
        ready.wait_for(timeout=60_000)
        answer = clerk.context.request.get(ready.get_attribute("href") or "")
    return answer.body()


def _draft(browser: Browser, site: str, copy: Copy) -> None:
    """A second proposal, of the commitment as it was signed."""
    with guest(browser, site, copy, f"dau-moi.{WARD}") as reporter:
        reporter.opens(f"{UNIT}dieu-chinh/").confirms().writes(reason=REASON).presses("Lưu lý do")
        for number, due in (("2", "31/10/2021"), ("4", "30/4/2021")):
            reporter.presses(f"Sửa nhiệm vụ {number}").writes(due_on=due)
            reporter.presses("Lưu vào bản soạn")
        reporter.is_taken("dieu-chinh-soan", high=1300)


def _decide(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, SECRETARY) as secretary:
        secretary.opens("/2021/")
        secretary.page.locator("details.decide-here summary").first.click()
        secretary.is_taken("dieu-chinh-giao-ban", of="section:has(details.decide-here)")
        secretary.presses("Đồng ý điều chỉnh", within="details.decide-here")
    with guest(browser, site, copy, f"bi-thu.{WARD}") as head:
        head.opens(UNIT).is_taken("dieu-chinh-ban-in", high=1100)


def _join(browser: Browser, site: str, copy: Copy) -> None:
    with guest(browser, site, copy, f"dau-moi.{WARD}") as reporter:
        reporter.opens("/2021/dieu-chinh/?trang-thai=DRAFT").presses("", within="tbody")
        reporter.presses("Ghép với bản hiện hành").is_taken("dieu-chinh-ghep", high=760)
