"""A broker that does not answer costs the person who saves something no time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.services

RING = """
import time
import django
django.setup()
from camket import celery
celery.app.loader.import_default_modules()
begun = time.monotonic()
for _ in range(3):
    celery.ring("camket.sweep_mail")
print(time.monotonic() - begun)
"""


def ring_three_times(
    tmp_path: Path, broker: str, without: str = ""
) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the broker's options are read once."""
    return subprocess.run(
        [sys.executable, "-c", without + RING],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "VAR_DIR": str(tmp_path),
            "REDIS_URL": broker,
            "DJANGO_SETTINGS_MODULE": "camket.settings",
        },
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )


DEAD = "redis://127.0.0.1:1/0"


def test_costs_no_time_and_is_told_in_the_log(tmp_path: Path) -> None:
    done = ring_three_times(tmp_path, DEAD)
    assert float(done.stdout) < 2
    assert done.stderr.count("bell not heard for camket.sweep_mail") == 3


def test_control_with_the_client_s_own_options_it_does(tmp_path: Path) -> None:
    without = "from camket import settings\nsettings.CELERY_BROKER_TRANSPORT_OPTIONS.clear()\n"
    assert float(ring_three_times(tmp_path, DEAD, without).stdout) > 4
