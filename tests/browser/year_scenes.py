"""Pictures of a year in force: who supports, on what it rests, what was signed and is changed."""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.camera import DPI, IMAGES, Copy, guest

CLERK, SECRETARY = "chuyen-vien-1.thanh-uy", "bi-thu.thanh-uy"
WARD, LEAD = "phuong-5", "phong-quan-ly-do-thi"
UNIT = f"/2021/cam-ket/{WARD}/"
REASON = (
    "Mưa lũ kéo dài, hạng mục cầu phía bắc phải điều chỉnh thiết kế theo Công văn số 214/UBND-XD; "
    "đã bàn giao 40/110 hộ. Đề nghị lùi thời hạn hai nhiệm vụ liên quan."
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
        clerk.opens("/2021/ban-ky/?ban-ky=tat-ca").is_taken("ban-ky-danh-sach")
        clerk.opens(f"/2021/cam-ket/{LEAD}/").is_taken("phoi-hop-chu-tri", of="section:has(#phoi-hop)")
    with guest(browser, site, copy, f"bi-thu.{WARD}") as head:
        head.opens("/2021/phoi-hop/").is_taken("phoi-hop-danh-sach")
        head.page.locator("main td a, main th a").first.click()
        head.page.wait_for_load_state()
        head.is_taken("phoi-hop-tra-loi", high=860)


def _print(browser: Browser, site: str, copy: Copy) -> None:
    """The paper of another ward, and what its code answers."""
    with guest(browser, site, copy, CLERK) as clerk:
        clerk.opens("/2021/cam-ket/phuong-2/").presses("In bản cam kết")
        ready = clerk.page.get_by_role("link", name="Mở bản in")
        if "/pdf/" not in clerk.page.url:
            ready.wait_for(timeout=60_000)
        href = ready.get_attribute("href") or ""
        with tempfile.TemporaryDirectory() as folder:
            pdf = Path(folder) / "paper.pdf"
            pdf.write_bytes(clerk.context.request.get(href).body())
            drawn(pdf, IMAGES / "ban-cam-ket-pdf")
        clerk.opens("/2021/ban-ky/?ban-ky=tat-ca&tim=phuong+2")
        code = clerk.page.locator('td[data-label="Mã"]').first.inner_text()
        clerk.opens(f"/xac-minh/?ma={code}").is_taken("xac-minh", high=760)


def drawn(pdf: Path, picture: Path) -> None:
    """The first page of a PDF as ``picture``.png."""
    options = ["-r", str(DPI), "-f", "1", "-l", "1", "-gray", "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *options, str(pdf), str(picture)], check=True)


def _draft(browser: Browser, site: str, copy: Copy) -> None:
    """A second proposal, of the commitment as it was signed."""
    with guest(browser, site, copy, f"dau-moi.{WARD}") as reporter:
        reporter.opens(f"{UNIT}dieu-chinh/").confirms().writes(reason=REASON).presses("Lưu lý do")
        for number, due in (("1", "31/8/2021"), ("4", "30/4/2021")):
            reporter.presses(f"Sửa nhiệm vụ {number}").writes(due_on=due)
            reporter.presses("Lưu vào bản soạn")
        reporter.is_taken("dieu-chinh-soan", high=1100)


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
        reporter.opens("/2021/dieu-chinh/?trang-thai=DRAFT")
        reporter.page.locator("main th a, main td a").first.click()
        reporter.page.wait_for_load_state()
        reporter.presses("Ghép với bản hiện hành").is_taken("dieu-chinh-ghep", high=760)
