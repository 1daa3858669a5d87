"""The clock is read in one place, in Vietnam's zone, and can stand on another day."""

import os
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from camket import clock

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture(autouse=True)
def no_fixed_day(settings):
    settings.CAMKET_TODAY = None


@time_machine.travel(datetime(2020, 12, 31, 17, 30, tzinfo=UTC), tick=False)
def test_new_year_begins_in_vietnam_while_utc_is_still_in_the_old_one():
    assert clock.now() == datetime(2021, 1, 1, 0, 30, tzinfo=clock.TZ)
    assert clock.today() == date(2021, 1, 1)


@time_machine.travel(datetime(2020, 12, 31, 16, 59, 59, tzinfo=UTC), tick=False)
def test_the_last_second_of_the_year_is_still_the_old_year():
    assert clock.today() == date(2020, 12, 31)
    assert clock.now().isoformat() == "2020-12-31T23:59:59+07:00"


@time_machine.travel(datetime(2026, 8, 5, 2, 15, tzinfo=UTC), tick=False)
def test_fixed_day_moves_the_day_and_keeps_the_time_of_day(settings):
    settings.CAMKET_TODAY = date(2021, 3, 19)
    assert clock.today() == date(2021, 3, 19)
    assert clock.now().isoformat() == "2021-03-19T09:15:00+07:00"


@time_machine.travel(datetime(2026, 8, 5, 20, 0, tzinfo=UTC), tick=False)
def test_fixed_day_takes_the_time_of_day_in_vietnam_not_in_utc(settings):
    settings.CAMKET_TODAY = date(2021, 3, 19)
    assert clock.now().isoformat() == "2021-03-19T03:00:00+07:00"


def test_without_the_setting_the_real_day_is_used(settings):
    del settings.CAMKET_TODAY
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2021, 3, 25, 16, 59, 59, 999999, tzinfo=UTC), date(2021, 3, 25)),
        (datetime(2021, 3, 25, 17, 0, tzinfo=UTC), date(2021, 3, 26)),
        (datetime(2021, 3, 25, 23, 59, tzinfo=clock.TZ), date(2021, 3, 25)),
        (datetime(2021, 3, 25, 13, 0, tzinfo=NEW_YORK), date(2021, 3, 26)),
    ],
)
def test_local_date_is_the_day_in_vietnam(moment, day):
    assert clock.local_date(moment) == day


def test_a_naive_moment_has_no_day():
    with pytest.raises(ValueError, match="without a time zone"):
        clock.local_date(datetime(2021, 3, 25, 12, 0))


@pytest.mark.parametrize("zone", ["UTC", "Asia/Ho_Chi_Minh", "America/New_York"])
def test_the_zone_of_the_process_changes_nothing(zone):
    script = (
        "import datetime, time_machine; from django.conf import settings; settings.configure();"
        "from camket import clock;"
        "traveller = time_machine.travel("
        "datetime.datetime(2020, 12, 31, 17, 30, tzinfo=datetime.UTC), tick=False);"
        "traveller.start(); print(clock.now().isoformat(), clock.today())"
    )
    environment = {**os.environ, "TZ": zone}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    output = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert output.stdout.split() == ["2021-01-01T00:30:00+07:00", "2021-01-01"]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the process zone is fixed here")
def test_local_date_agrees_in_every_process_zone(monkeypatch):
    start = datetime(2019, 12, 31, tzinfo=UTC)
    moments = [start + timedelta(minutes=53 * n) for n in range(10_000)]
    verdicts = []
    try:
        for zone in ("UTC", "Asia/Ho_Chi_Minh", "America/New_York"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            verdicts.append([clock.local_date(moment) for moment in moments])
    finally:
        monkeypatch.undo()
        time.tzset()
    assert verdicts[0] == verdicts[1] == verdicts[2]
    assert verdicts[0] == [(moment + timedelta(hours=7)).date() for moment in moments]
