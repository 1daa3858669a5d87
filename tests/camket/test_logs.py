"""What a log line must not carry."""

import logging

import pytest

from camket.logs import NoSecrets


def written(message: str, *args: object) -> str:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, message, args, None)
    assert NoSecrets().filter(record)
    return record.getMessage()


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
