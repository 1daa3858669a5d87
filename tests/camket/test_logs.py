"""What a log line must not carry."""

import logging
import sys
from collections.abc import Iterator
from io import StringIO
from logging.config import DictConfigurator
from typing import Any

import pytest
from django.test import Client

from camket.logs import NoSecrets, to_console


def written(message: str, *args: object, **extra: object) -> str:
    """As the console shows it, with the exception being handled, if any."""
    raised = sys.exc_info() if sys.exc_info()[0] else None
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, message, args, raised)
    record.__dict__.update(extra)
    return NoSecrets("{message}", style="{").format(record)


@pytest.mark.parametrize(
    "line",
    [
        "login failed password=canary1",
        "{'password': 'canary1', 'x': 1}",
        'token: "canary1"',
        "GET /khoi-dau/?ma=canary1 200",
        "Not Found: /tai-khoan/mat-khau/dat-lai/3-canary1/",
        "Method Not Allowed: /loi-moi/canary1/",
        "Cookie sessionid=canary1; a=b",
        "SECRET_KEY=canary1",
    ],
)
def test_secrets_are_blotted_out(line: str) -> None:
    assert "canary1" not in written(line)
    assert "canary1" not in written("%s", line)


@pytest.mark.parametrize(
    "line", ["mail 7 sent", "keyboard: ok", "GET /thanh-uy-dong-ha/2020/ 200", "postcode 520000"]
)
def test_the_rest_is_left_as_it_is(line: str) -> None:
    assert written(line) == line


@pytest.mark.parametrize(
    "said",
    [
        "password=canary1",
        "/loi-moi/canary1/",
        "duplicate key\nDETAIL:  Key (lower(email))=(canary1@x.example) already exists.",
        "Failing row contains (1, canary1, dòng một\ncanary1).",
        "Key (code, name)=(phuong-1, canary1 (cu)) is not present in table",
    ],
)
def test_a_traceback_is_blotted_like_the_rest(said: str) -> None:
    try:
        raise ValueError(said)
    except ValueError:
        text = written("failed")
    assert "Traceback" in text
    assert "ValueError" in text
    assert "canary1" not in text


def test_a_refused_request_is_one_line_and_a_failed_one_shows_where() -> None:
    try:
        raise PermissionError
    except PermissionError:
        assert written("Forbidden: /x/", status_code=403) == "Forbidden: /x/"
        assert "Traceback" in written("Internal Server Error: /x/", status_code=500)
        assert "Traceback" in written("task failed")


@pytest.fixture
def console() -> Iterator[StringIO]:
    """The console as production sets it up, beside the one of the tests."""
    chosen = DictConfigurator(to_console("INFO"))  # type: ignore[arg-type]
    form = chosen.configure_formatter(chosen.config["formatters"]["line"])
    handler, logger = logging.StreamHandler(StringIO()), logging.getLogger("django.request")
    handler.setFormatter(form)
    logger.addHandler(handler)
    yield handler.stream
    logger.removeHandler(handler)


def test_a_page_refused_to_a_person(cast: Any, client: Client, console: StringIO) -> None:
    client.force_login(cast.reporter)
    assert client.get(f"/{cast.committee.code}/cap-uy/").status_code == 403
    line = console.getvalue()
    assert "WARNING django.request: Forbidden" in line
    assert line.count("\n") == 1
