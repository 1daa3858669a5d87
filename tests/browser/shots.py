"""The pictures of the README and the guides, taken from the demonstration; ``make shots``.

Serves what the environment names (the demonstration's database) on a port of its own, logs
in as the people of the demonstration and writes ``docs/images/*.png``. Needs Chromium and
pdftoppm. Fails when a page does not answer or a picture grows past ``MOST_BYTES``.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
# Read from what the demonstration printed (VAR_DIR/people.txt), so that it stands in one place.
PASSWORD_LINE = "Mật khẩu chung: "
MOST_BYTES = 300_000
COMMITTEE = "/thanh-uy-dong-ha"
WIDE, PHONE = (1440, 900), (390, 844)
DPI = 110


@dataclass(frozen=True)
class Shot:
    """One picture: whose page, which address, how large; ``zoom`` in pixels a CSS pixel."""

    name: str
    who: str
    path: str
    size: tuple[int, int] = WIDE
    zoom: int = 1


SHOTS = (
    Shot("login", "", "/tai-khoan/dang-nhap/", (900, 560)),
    Shot("overview", "chuyen-vien-1.thanh-uy", "/2021/tong-quan/", (1440, 1000)),
    Shot("office", "chuyen-vien-1.thanh-uy", "/2021/"),
    Shot("review", "chuyen-vien-1.thanh-uy", "/2021/bao-cao/phuong-2/quy-1/duyet/"),
    Shot("reminders", "chuyen-vien-1.thanh-uy", "/2021/nhac-viec/?ngay=24/3/2021#chay-thu"),
    Shot("year", "chuyen-vien-1.thanh-uy", "/2021/thiet-lap/"),
    Shot("unit", "dau-moi.phuong-5", "/2021/"),
    Shot("quarter", "dau-moi.phuong-5", "/2021/bao-cao/phuong-5/quy-1/", (1440, 1000)),
    Shot("phone", "dau-moi.phuong-5", "/2021/", PHONE, 2),
    Shot("commitment", "bi-thu.phuong-5", "/2021/cam-ket/phuong-5/"),
    Shot("standing", "bi-thu.thanh-uy", "/2021/"),
    Shot("registry", "quan-tri.thanh-uy", "/don-vi/"),
)


def main() -> None:
    """Take all pictures anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with served() as site, chromium() as browser:
        for shot in SHOTS:
            take(browser, site, shot)
    print_first_page()
    for picture in sorted(IMAGES.glob("*.png")):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(ROOT)}  {size:,} bytes\n")
        if size > MOST_BYTES:
            sys.exit(f"{picture.name} is larger than {MOST_BYTES:,} bytes")


@contextmanager
def served() -> Iterator[str]:
    """The product at a free port of this machine, stopped again afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--bind", bind], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        wait_until_ready(f"http://{bind}/readyz", server)
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(timeout=40)


def wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.5)
    sys.exit("The server did not start.")


@contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"],
        )
        yield browser
        browser.close()


def take(browser: Browser, site: str, shot: Shot) -> None:
    """One picture by a fresh visitor, so that none depends on another."""
    width, height = shot.size
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        device_scale_factor=shot.zoom,
        locale="vi-VN",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if shot.who:
        come_in(page, f"{shot.who}@dongha.example")
    answer = page.goto(f"{COMMITTEE}{shot.path}" if shot.who else shot.path)
    if answer is None or not answer.ok:
        sys.exit(f"{shot.path} did not answer")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / f"{shot.name}.png")
    context.close()


def come_in(page: Page, email: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Địa chỉ thư điện tử").fill(email)
    page.get_by_label("Mật khẩu").fill(password())
    page.get_by_role("button", name="Đăng nhập").click()


def password() -> str:
    """The one password of the demonstration's people."""
    told = (Path(os.environ["VAR_DIR"]) / "people.txt").read_text(encoding="utf-8")
    return told.split(PASSWORD_LINE)[1].split()[0]


def print_first_page() -> None:
    """Page 1 of the Báo cáo of 2020, as it is printed."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        render = [sys.executable, "manage.py", "render_report", "--committee", COMMITTEE[1:]]
        subprocess.run([*render, "--year", "2020", "--pdf", str(pdf)], cwd=ROOT, check=True)
        picture = ["pdftoppm", "-r", str(DPI), "-f", "1", "-l", "1", "-gray", "-png", "-singlefile"]
        subprocess.run([*picture, str(pdf), str(IMAGES / "report")], check=True)


if __name__ == "__main__":
    main()
