"""A browser with a memory on disk, which can be killed, opened again and searched."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser.visits import WIDE


class Profile:
    def __init__(self, chromium: Browser, site: str, folder: Path) -> None:
        self.chromium, self.site, self.folder = chromium, site, folder
        self.context: BrowserContext | None = None

    def opens(self) -> Page:
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.folder,
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            base_url=self.site,
            viewport=WIDE,
            locale="vi-VN",
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"],
        )
        return self.context.pages[0]

    def dies(self) -> None:
        """kill -9 of the process that this profile belongs to, and of what it has started."""
        for process in self._processes():
            os.kill(process, signal.SIGKILL)
        while list(self._processes()):
            time.sleep(0.05)
        with suppress(Error):  # it is gone already
            self.closes()
        self.context = None

    def closes(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None

    def holds(self, text: str) -> list[str]:
        """Files of the profile with this text, in either of the ways a browser writes it."""
        ways = text.encode(), text.encode("utf-16-le")
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        return [str(file) for file in files if any(way in file.read_bytes() for way in ways)]

    def _processes(self) -> Iterator[int]:
        mark = f"--user-data-dir={self.folder}".encode()
        for told in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                if mark in told.read_bytes().split(b"\0"):
                    yield int(told.parent.name)
            except OSError:
                continue


_STORES = """
    const told = (deed) => new Promise((done) => {
        const opening = indexedDB.open("camket", 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore("copies");
        opening.onsuccess = () => {
            const asked = deed(opening.result.transaction("copies", "readwrite").objectStore("copies"));
            asked.onsuccess = () => { opening.result.close(); done(asked.result); };
        };
    });
"""


def copies(page: Page) -> int:
    """How many copies of forms lie in the browser."""
    return int(page.evaluate(f"() => {{ {_STORES} return told((copies) => copies.count()); }}"))


def put_plainly(page: Page, text: str) -> None:
    """What a copy would be without a lock on it."""
    page.evaluate(
        f"(text) => {{ {_STORES} return told((copies) => copies.put(text, 'x')); }}", text
    )
