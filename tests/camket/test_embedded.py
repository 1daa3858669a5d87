"""The embedded database, the passwords and the mails as production sets them, tried in a process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRIED = """
import json, threading, django
django.setup()
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import OperationalError, connection, connections, transaction

if {control}:
    connections.settings["default"]["OPTIONS"] = {{"timeout": 0}}
with connection.cursor() as cursor:
    cursor.execute("pragma journal_mode")
    journal = cursor.fetchone()[0]
    cursor.execute("create table counter (n integer)")
    cursor.execute("insert into counter values (0)")
locked, together = [], threading.Barrier(8)

def count():
    together.wait()
    for _ in range(10):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select n from counter")
                seen = cursor.fetchone()[0]
                cursor.execute("update counter set n = %s", [seen + 1])
        except OperationalError as error:
            locked.append(str(error))
    connection.close()

threads = [threading.Thread(target=count) for _ in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
with connection.cursor() as cursor:
    cursor.execute("select n from counter")
    counted = cursor.fetchone()[0]
print(json.dumps({{
    "journal": journal, "counted": counted, "locked": len(locked),
    "password": make_password("x"), "mail": settings.EMAIL_TIMEOUT,
}}))
"""


def tried(where: Path, *, control: bool = False) -> dict[str, Any]:
    """What eight writers at once come to, and what the settings say."""
    return ran(TRIED.format(control=control), where)


def ran(program: str, where: Path) -> dict[str, Any]:
    """What a process with no setting but its place says of itself."""
    here = {"PATH": os.environ["PATH"], "VAR_DIR": str(where), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=here | {"DJANGO_SETTINGS_MODULE": "camket.settings"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return tried(tmp_path_factory.mktemp("var"))


def test_writers_queue_and_none_is_turned_away(told: dict[str, Any]) -> None:
    assert (told["journal"], told["locked"], told["counted"]) == ("wal", 0, 80)


def test_control_with_the_engine_s_own_options_some_are(tmp_path: Path) -> None:
    assert tried(tmp_path, control=True)["locked"] > 0


def test_passwords_cost_what_a_small_server_bears(told: dict[str, Any]) -> None:
    assert told["password"].startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_silent_mail_server_is_given_up_on(told: dict[str, Any]) -> None:
    assert told["mail"] == 30


FOUNDED = """
import json, threading, time, django
django.setup()
from datetime import UTC, datetime
from django.core.management import call_command
from django.db import connection
from camket.audit import Refused
from units import workflow
from units.models import Committee
from units.workflow import committees

call_command("migrate", verbosity=0)
save_new, said = committees._save_new, []
committees._save_new = lambda committee: (time.sleep(0.3), save_new(committee))

def found(number):
    try:
        workflow.found_committee(
            committee=Committee(
                code=f"c{number}", name="C", body_name="C", level_name="C", printed_name="C",
                place="C", symbol="C", first_year=2021,
            ),
            admin_email=f"a{number}@mau.example", admin_name="A",
            password="mot-mat-khau-dai", at=datetime(2021, 1, 4, tzinfo=UTC),
        )
    except Refused as refused:
        said.append(refused.sentence)
    connection.close()

threads = [threading.Thread(target=found, args=[number]) for number in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps({"committees": Committee.objects.count(), "said": said}))
"""


def test_of_two_who_found_at_once_one_does(tmp_path: Path) -> None:
    assert ran(FOUNDED, tmp_path) == {
        "committees": 1,
        "said": ["Hệ thống đã được khởi tạo trước đó."],
    }
