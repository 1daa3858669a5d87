"""A copy of the demonstration, served to people at browsers whose pages are taken as pictures.

Nothing here touches the demonstration itself: whatever the people do, they do it to the copy.
"""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
COMMITTEE = "thanh-uy-dong-ha"
# Read from what the demonstration printed (VAR_DIR/people.txt), so that it stands in one place.
PASSWORD_LINE = "Mật khẩu chung: "
# What the browser itself writes into a field for a file, where its language pack is missing.
IN_VIETNAMESE = """() => document.querySelectorAll('input[type=file]').forEach(field => {
  field.type = 'text'; field.value = 'Chọn tệp    Chưa chọn tệp nào'; })"""
SCROLL = """s => window.scrollTo(
  0, document.querySelector(s).getBoundingClientRect().top + window.scrollY - 16)"""
WIDE, PHONE = (1440, 900), (390, 844)
DPI = 110  # of pages drawn from a PDF


@dataclass(frozen=True)
class Copy:
    """One copy of the product's data in a folder of its own, on a day of its own."""

    folder: Path
    day: str

    @property
    def environment(self) -> dict[str, str]:
        made = {
            "CAMKET_TODAY": self.day,
            "VAR_DIR": str(self.folder),
            "MEDIA_ROOT": str(self.folder / "media"),
            "DATABASE_URL": f"sqlite:///{self.folder / 'db.sqlite3'}",
            "EMAIL_URL": f"filemail:///{self.folder / 'mail'}",
        }
        return {k: v for k, v in os.environ.items() if k != "REDIS_URL"} | made

    def manage(self, *arguments: str) -> str:
        """Run a command of ``manage.py``; what it printed. Ends the program when it fails."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    @property
    def password(self) -> str:
        """The one password of the demonstration's people."""
        told = (self.folder / "people.txt").read_text(encoding="utf-8")
        return told.split(PASSWORD_LINE)[1].split()[0]


def copied(source: Path, database: Path, folder: Path, day: str) -> Copy:
    """The demonstration once more in ``folder``: database, files, the list of people."""
    folder.mkdir(parents=True)
    with sqlite3.connect(database) as there, sqlite3.connect(folder / "db.sqlite3") as here:
        there.backup(here)
    if (source / "media").is_dir():
        shutil.copytree(source / "media", folder / "media")
    shutil.copy(source / "people.txt", folder / "people.txt")
    return Copy(folder, day)


def told(folder: Path, day: str, until: str) -> Copy:
    """The demonstration told anew into ``folder``, up to a stage."""
    folder.mkdir(parents=True)
    copy = Copy(folder, day)
    copy.manage("migrate", "--verbosity", "0")
    (folder / "people.txt").write_text(copy.manage("load_demo", "--until", until), encoding="utf-8")
    return copy


@contextmanager
def served(copy: Copy) -> Iterator[str]:
    """The product at a free port of this machine, stopped again afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--bind", bind],
        cwd=ROOT,
        env=copy.environment | {"SITE_URL": f"http://{bind}"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(f"http://{bind}/readyz", server)
        yield f"http://{bind}"
    finally:
        server.terminate()
        server.wait(timeout=40)


def _wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
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
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync", "--lang=vi"],
            env=os.environ | {"LANGUAGE": "vi"},  # what the browser itself says, as in "Chọn tệp"
        )
        yield browser
        browser.close()


class Guest:
    """Somebody at a browser of their own; every page must answer, or the program ends."""

    def __init__(self, context: BrowserContext, password: str) -> None:
        self.context, self.password = context, password
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def comes_in(self, who: str) -> "Guest":
        self.page.goto("/tai-khoan/dang-nhap/")
        self.page.get_by_label("Địa chỉ thư điện tử").fill(f"{who}@dongha.example")
        self.page.get_by_label("Mật khẩu").fill(self.password)
        self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)
        return self

    def opens(self, path: str) -> "Guest":
        """A page of the committee: ``/2021/`` or a whole address."""
        href = path if path.startswith(("http", f"/{COMMITTEE}")) else f"/{COMMITTEE}{path}"
        answer = self.page.goto(href)
        if answer is None or not answer.ok:
            sys.exit(f"{path} did not answer")
        return self

    def writes(self, **fields: str) -> "Guest":
        """Fields by name; a select takes its value."""
        for name, text in fields.items():
            field = self.page.locator(f'[name="{name}"]').first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(text)
            else:
                field.fill(text)
        return self

    def ticks(self, *labels: str) -> "Guest":
        for label in labels:
            self.page.get_by_label(label, exact=True).first.check(force=True)
        return self

    def presses(self, name: str, *, within: str = "main, .foot") -> "Guest":
        """The first visible button or link of that name, and the page that follows."""
        place = self.page.locator(within)
        both = place.get_by_role("button", name=name).or_(place.get_by_role("link", name=name))
        with self.page.expect_navigation():
            both.filter(visible=True).first.click()
        return self

    def confirms(self) -> "Guest":
        """The main button of a page that asks once more; a password is given where it is asked."""
        if self.page.locator('[name="password"]').count():
            self.writes(password=self.password)
        with self.page.expect_navigation():
            self.page.locator("form.card.narrow footer .btn-primary").click()
        return self

    def is_taken(self, name: str, **options: Any) -> "Guest":
        """The picture: of the window; ``of`` a part; ``at`` scrolled there, ``stays`` where it is,
        else from the top; ``high`` pixels."""
        self.page.evaluate("document.fonts.ready")
        self.page.evaluate("document.activeElement && document.activeElement.blur()")
        if high := options.get("high"):
            self.page.set_viewport_size({"width": self.page.viewport_size["width"], "height": high})  # type: ignore[index]
        if at := options.get("at"):
            self.page.evaluate(SCROLL, at)
        elif not options.get("stays"):
            self.page.evaluate("window.scrollTo(0, 0)")
        self.page.evaluate(IN_VIETNAMESE)
        path = IMAGES / f"{name}.png"
        if of := options.get("of"):
            self.page.locator(of).first.screenshot(path=path)
        else:
            self.page.screenshot(path=path)
        return self


@contextmanager
def guest(
    browser: Browser,
    site: str,
    copy: Copy,
    who: str = "",
    *,
    size: tuple[int, int] = WIDE,
    zoom: int = 1,
) -> Iterator[Guest]:
    """A fresh visitor, so that no picture depends on another; logged in when named."""
    width, height = size
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        device_scale_factor=zoom,
        locale="vi-VN",
        reduced_motion="reduce",
    )
    made = Guest(context, copy.password if who else "")
    yield made.comes_in(who) if who else made
    context.close()


def drawn(pdf: Path, picture: Path) -> None:
    """The first page of a PDF as ``picture``.png."""
    options = ["-r", str(DPI), "-f", "1", "-l", "1", "-gray", "-png", "-singlefile"]
    subprocess.run(["pdftoppm", *options, str(pdf), str(picture)], check=True)
