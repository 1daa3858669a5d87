"""How tests of pages post forms: what the page carries is read from the page itself."""

import re
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from tests import cast as stage

BASE = "/dang-uy-mau/2021"
WARD = f"{BASE}/cam-ket/phuong-1"

TASK = {
    "title": "Bàn giao mặt bằng sạch cho 110 hộ",
    "kind": "KEY",
    "responsibility": "COLLECTIVE",
    "owner_name": "Trần Văn Mẫu",
    "owner_post": "Phó Bí thư",
    "basis": "Nghị quyết số 01-NQ/ĐU",
    "product": "Biên bản bàn giao",
    "unit_of_measure": "hộ",
    "baseline": "12,5",
    "target": "1.110,5",
    "given_target": "",
    "due_on": "30/9/2021",
    "version": "0",
    "moc-TOTAL_FORMS": "4",
    "moc-INITIAL_FORMS": "4",
    "moc-MIN_NUM_FORMS": "0",
    "moc-MAX_NUM_FORMS": "60",
    "moc-0-quarter": "1",
    "moc-0-text": "Đo đạc, kiểm đếm",
    "moc-0-planned_value": "20",
    "moc-0-weight": "1",
    "moc-1-quarter": "2",
    "moc-1-text": "Chi trả xong",
    "moc-1-planned_value": "",
    "moc-1-weight": "",
    "moc-2-quarter": "3",
    "moc-2-text": "Bàn giao mặt bằng",
    "moc-2-planned_value": "",
    "moc-2-weight": "1",
    "moc-3-quarter": "",
    "moc-3-text": "",
    "moc-3-planned_value": "",
    "moc-3-weight": "1",
}


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def hidden(html: str, name: str) -> str:
    """The value of a hidden input of the page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"no hidden {name}"
    return found[1]


def get(person: Any, path: str, **query: str) -> Any:
    return client_of(person).get(path + (f"?{urlencode(query)}" if query else ""))


def post(person: Any, path: str, data: dict[str, Any] | None = None) -> Any:
    return client_of(person).post(path, data or {}, follow=True)


def more_units(cast: Any, count: int) -> None:
    """Further wards, before the year is opened."""
    for n in range(count):
        name = f"Phường Thêm {n}"
        stage.unit_row(cast.wards, f"them-{n}", name, kind="WARD", rank=10 + n)
