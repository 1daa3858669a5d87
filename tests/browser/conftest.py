"""Chromium, driven through the real pages of a server in this process."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import cast as people
from tests.browser.visits import PATIENCE, WIDE, Visitor

# Playwright runs an event loop in this thread; Django would take it for an async view.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A database file: in memory all of the server's threads would share one connection.

    A page and the autosave it leaves behind come at once; each would stand in the other's transaction.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("db") / "browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's browser, without its talk to the outside."""
    with sync_playwright() as playwright:
        # Playwright switches off what every office browser does: keep pages left behind.
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"],
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


@pytest.fixture
def cast(transactional_db: None) -> people.Cast:
    return people.make()


@pytest.fixture
def page(chromium: Browser, live_server: Any) -> Iterator[Page]:
    """A fresh visitor on a wide screen; fails the test on whatever the browser complains of."""
    context = chromium.new_context(base_url=live_server.url, viewport=WIDE, locale="vi-VN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    yield page
    context.close()
    assert not complaints, complaints


@pytest.fixture
def told() -> tuple[str, ...]:
    """What a browser may complain of, where the page speaks of it itself."""
    return ()


@pytest.fixture
def visitor(
    chromium: Browser, live_server: Any, told: tuple[str, ...]
) -> Iterator[Callable[..., Visitor]]:
    """Opens browsers; none of them may have complained of anything but what it was told of."""
    opened: list[Visitor] = []

    def visit(**options: Any) -> Visitor:
        opened.append(Visitor(chromium, live_server.url, **options))
        return opened[-1]

    yield visit
    for one in opened:
        one.context.close()
    complaints = [said for one in opened for said in one.complaints]
    assert [said for said in complaints if not any(one in said for one in told)] == []
