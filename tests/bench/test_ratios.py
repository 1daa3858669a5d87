"""`make bench`: prints ratios and asserts no time. Each database is measured by a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

pytestmark = pytest.mark.bench
ROOT = Path(__file__).resolve().parents[2]
POSTGRES = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def measured(what: str, capsys: pytest.CaptureFixture[str], **environment: str) -> str:
    """What the measuring process says, also on the terminal."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench", what],
        cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    with capsys.disabled():
        sys.stdout.write(f"\n{done.stdout}")
    assert done.returncode == 0, done.stderr
    return done.stdout


def queries(line: str) -> str:
    return line.rpartition("queries ")[2]


def check_overview(said: str) -> None:
    """As many queries for 3,000 units as for 50."""
    few, many = [line for line in said.splitlines() if line.startswith("overview")]
    assert "ratio" in few
    assert queries(few) == queries(many)


def test_overview_on_sqlite(capsys: pytest.CaptureFixture[str]) -> None:
    check_overview(measured("overview", capsys, DATABASE_URL=""))


def test_overview_on_postgresql(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        psycopg2.connect(POSTGRES, connect_timeout=2).close()
    except psycopg2.OperationalError:
        pytest.skip("no PostgreSQL here")
    check_overview(measured("overview", capsys, DATABASE_URL=POSTGRES))


def test_saving(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ratio" in measured("saving", capsys, DATABASE_URL="")


def test_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ratio" in measured("form", capsys, DATABASE_URL="")


def test_print(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ratio" in measured("print", capsys, DATABASE_URL="")


def test_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert "goal 5.0 ms" in measured("check", capsys, DATABASE_URL="")


def test_import_on_sqlite(capsys: pytest.CaptureFixture[str]) -> None:
    assert "ratio" in measured("import", capsys, DATABASE_URL="")


def test_import_on_postgresql(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        psycopg2.connect(POSTGRES, connect_timeout=2).close()
    except psycopg2.OperationalError:
        pytest.skip("no PostgreSQL here")
    assert "ratio" in measured("import", capsys, DATABASE_URL=POSTGRES)
