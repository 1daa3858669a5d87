"""Two people at the first page in the same second: one committee, and the other is told.

The control takes the lock away, and must end with two.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from camket.audit import Refused
from units import workflow
from units.models import Appointment, Committee, Person
from units.workflow import committees

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

AT = datetime(2021, 1, 4, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the question and the deed there is time for everybody to ask."""
    save_new = committees._save_new

    def linger(committee: Committee) -> None:
        time.sleep(0.5)
        save_new(committee)

    monkeypatch.setattr(committees, "_save_new", linger)


def found(number: int) -> Any:
    committee = Committee(
        code=f"cap-uy-{number}", name=f"Cấp ủy {number}", body_name="Đảng ủy", level_name="phường",
        printed_name="ĐẢNG ỦY", place="Mẫu", symbol="ĐU", first_year=2021,
    )  # fmt: skip
    try:
        return workflow.found_committee(
            committee=committee,
            admin_email=f"a{number}@mau.example",
            admin_name="Lê Thị Đầu Thử",
            password="mot-mat-khau-dai",
            at=AT,
        )
    except Refused as refused:
        return refused
    finally:
        connection.close()


def at_once(many: int) -> list[Any]:
    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(found, range(many)))


def test_one_founds_and_the_others_are_told() -> None:
    results = at_once(4)
    founder = Person.objects.get()
    assert results.count(founder) == 1
    told = [str(one) for one in results if isinstance(one, Refused)]
    assert told == ["Hệ thống đã được khởi tạo trước đó."] * 3
    assert Committee.objects.count() == 1
    assert Appointment.objects.filter(person=founder).count() == 2


def test_control_without_the_lock_there_are_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committees, "_one_after_the_other", lambda: None)
    at_once(2)
    assert Committee.objects.count() == 2
