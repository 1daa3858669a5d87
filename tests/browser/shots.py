"""The pictures of the README and the guides, taken from the demonstration; ``make shots``.

Serves copies of what the environment names (the demonstration's database): one for the pages as
they are, three on which people go on with their work, and one told only up to the report of 2020,
on which the registration of 2021 happens. Writes ``docs/images/*.png``. Needs Chromium and
pdftoppm. Fails when a page does not answer or a picture grows past ``MOST_BYTES``.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser import (
    asking_scenes,
    inspecting_scenes,
    people_scenes,
    registering_scenes,
    reporting_scenes,
    year_scenes,
)
from tests.browser.camera import (
    COMMITTEE,
    IMAGES,
    PHONE,
    ROOT,
    WIDE,
    Copy,
    chromium,
    copied,
    drawn,
    guest,
    served,
    told,
)

MOST_BYTES = 300_000


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
    Shot("review", "chuyen-vien-1.thanh-uy", "/2021/bao-cao/phuong-4/quy-1/duyet/"),
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
    source, day = Path(os.environ["VAR_DIR"]), os.environ["CAMKET_TODAY"]
    database = Path(urlsplit(os.environ["DATABASE_URL"]).path)
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        folder = Path(made)
        first, second, third, fourth = (copied(source, database, folder / n, day) for n in "1234")
        early = told(folder / "early", registering_scenes.DAY, until="report")
        with served(first) as site:
            for shot in SHOTS:
                take(browser, site, first, shot)
            asking_scenes.take(browser, site, first)
            inspecting_scenes.take(browser, site, first)
        with served(second) as site:
            year_scenes.take(browser, site, second)
        with served(third) as site:
            people_scenes.take(browser, site, third, folder)
        with served(fourth) as site:
            reporting_scenes.take(browser, site, fourth, folder)
        with served(early) as site:
            registering_scenes.take(browser, site, early, first, folder)
        print_first_page(first)
    weigh()


def take(browser: Browser, site: str, copy: Copy, shot: Shot) -> None:
    """A page as it is, in a window of this size."""
    with guest(browser, site, copy, shot.who, size=shot.size, zoom=shot.zoom) as visitor:
        visitor.opens(shot.path if shot.who else f"{site}{shot.path}")
        visitor.is_taken(shot.name, stays="#" in shot.path)


def print_first_page(copy: Copy) -> None:
    """Page 1 of the Báo cáo of 2020, as it is printed."""
    pdf = copy.folder / "report.pdf"
    copy.manage("render_report", "--committee", COMMITTEE, "--year", "2020", "--pdf", str(pdf))
    drawn(pdf, IMAGES / "report")


def weigh() -> None:
    """Every picture with its size. Ends the program when one is too large."""
    for picture in sorted(IMAGES.glob("*.png")):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.relative_to(ROOT)}  {size:,} bytes\n")
        if size > MOST_BYTES:
            sys.exit(f"{picture.name} is larger than {MOST_BYTES:,} bytes")


if __name__ == "__main__":
    main()
