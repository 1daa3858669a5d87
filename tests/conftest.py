"""What every test stands on; the cast of people is in the fixtures of its own module."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings

# A loaded machine is not a failure.
hypothesis_settings.register_profile("calm", deadline=None)
hypothesis_settings.load_profile("calm")

# Sockets are shut (pyproject.toml) but for tests that speak to a server on this machine.
_SPEAK_TO_LOOPBACK = ("services", "browser", "bench", "loopback")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if connection.vendor != "sqlite":  # the rest says nothing new on another engine
        apart = [item for item in items if not _depends_on_the_engine(item)]
        items[:] = [item for item in items if _depends_on_the_engine(item)]
        config.hook.pytest_deselected(items=apart)
    for item in items:
        if any(item.get_closest_marker(name) for name in _SPEAK_TO_LOOPBACK):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))


def _depends_on_the_engine(item: pytest.Item) -> bool:
    """Touches the database, and is no walk through what other tests ask of each engine alone."""
    if item.get_closest_marker("one_engine"):
        return False
    fixtures = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    marks = ("django_db", "services", "browser", "bench")
    return bool(fixtures) or any(item.get_closest_marker(name) for name in marks)


@pytest.fixture
def on_day(settings: Any) -> Callable[[int, int, int], date]:
    """`on_day(2021, 3, 19)` makes it that day for the rest of the test."""

    def stand(year: int, month: int, day: int) -> date:
        settings.CAMKET_TODAY = date(year, month, day)
        return settings.CAMKET_TODAY

    return stand


@pytest.fixture
def cast(db: None) -> Any:
    """The small cast of people (`tests/cast.py`), written into this test's database."""
    from tests.cast import make

    return make()


@pytest.fixture
def founded(db: None) -> None:
    """A committee exists: without one the login leads to the first run."""
    from tests import cast

    cast.committee_row("dang-uy-mau", "Đảng ủy Mẫu")
