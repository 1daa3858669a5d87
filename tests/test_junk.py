"""Addresses typed or altered by hand: a page, never an error of the server."""

import pytest
from django.test import Client

from tests import cast as stage
from tests.cast import Cast

YEAR = "/dang-uy-mau/2021/"
LISTS = (
    "/dang-uy-mau/don-vi/",
    "/dang-uy-mau/can-bo/",
    f"{YEAR}cam-ket/",
    f"{YEAR}bao-cao/",
    f"{YEAR}tong-quan/",
    f"{YEAR}nhac-viec/",
)
KEYS = (
    "tim", "nhom", "trang-thai", "sap-xep", "trang", "quy", "loai", "hieu-luc", "vai-tro",
    "dang-nhap", "ngay",
)  # fmt: skip
JUNK = ("\x00", "a\x00b", "9" * 30, "²", "-1", "%", "x" * 5000)


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_a_list_survives_any_filter(client: Client, cast: Cast, on_day: object, junk: str) -> None:
    on_day(2021, 3, 19)  # type: ignore[operator]
    stage.signed(cast)
    client.force_login(cast.clerk)
    answers = {path: client.get(path, dict.fromkeys(KEYS, junk)).status_code for path in LISTS}
    assert answers == dict.fromkeys(LISTS, 200)
