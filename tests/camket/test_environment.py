"""A slip of the pen in the environment: one sentence with the variable's name, no secret in it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from camket import environment as env

ROOT = Path(__file__).resolve().parents[2]
CANARY = "canary7"
WRONG = [
    ("DATABASE_URL", f"postgres://camket:{CANARY}/x@database:5432/camket"),
    ("DATABASE_URL", f"postgres://camket:12/{CANARY}@database:5432/camket"),
    ("DATABASE_URL", f"postgres://camket:12?{CANARY}@database:5432/camket"),
    ("DATABASE_URL", f"postgres://camket:{CANARY}@database:port/camket"),
    ("DATABASE_URL", f"postgres://camket:{CANARY}@database"),
    ("DATABASE_URL", f"mysql://camket:{CANARY}@database/camket"),
    ("DATABASE_URL", f"//camket:{CANARY}@database/camket"),
    ("DATABASE_URL", f"sqlite://{CANARY}/camket.sqlite3"),
    ("DATABASE_URL", "database"),
    ("EMAIL_URL", f"smtp+tls://user:{CANARY}/x@mail.example.vn:587"),
    ("EMAIL_URL", f"smtp+tls://user:12/{CANARY}@mail.example.vn:587"),
    ("EMAIL_URL", f"smtp+tls://user:{CANARY}@mail.example.vn:port"),
    ("EMAIL_URL", f"mail://user:{CANARY}@mail.example.vn"),
    ("EMAIL_URL", "smtp://"),
    ("REDIS_URL", "broker:6379"),
    ("REDIS_URL", f"http://:{CANARY}@broker:6379/0"),
    ("REDIS_URL", f"redis://:{CANARY}/x@broker:6379/0"),
    ("SITE_URL", "camket.example.vn"),
    ("SITE_URL", "ftp://camket.example.vn"),
    ("SITE_URL", "https://camket.example.vn/trang"),
    ("SITE_URL", "https://camket.example.vn:cong"),
    ("SITE_URL", "https://"),
    ("ALLOWED_HOSTS", "https://camket.example.vn"),
    ("ALLOWED_HOSTS", "camket.example.vn 10.0.0.5"),
    ("CAMKET_TODAY", "19/3/2021"),
    ("CAMKET_TODAY", "2021-02-30"),
    ("LOG_LEVEL", "nhiều"),
    ("DEBUG", "maybe"),
]


def manage(command: str, var: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(var), **given},
        capture_output=True,
        text=True,
        check=False,
    )


READERS: dict[str, Any] = {
    "DATABASE_URL": lambda key: env.database(key, Path("x.sqlite3")),
    "EMAIL_URL": lambda key: env.mail(key, "consolemail://"),
    "REDIS_URL": env.broker,
    "SITE_URL": lambda key: env.site(key, "http://127.0.0.1:8000"),
    "ALLOWED_HOSTS": lambda key: env.hosts(key, "127.0.0.1"),
    "CAMKET_TODAY": env.day,
    "LOG_LEVEL": lambda key: env.level(key, "INFO"),
    "DEBUG": env.flag,
}


@pytest.mark.parametrize(("key", "given"), WRONG)
def test_names_the_variable_and_shows_an_example(
    monkeypatch: pytest.MonkeyPatch, key: str, given: str
) -> None:
    monkeypatch.setenv(key, given)
    with pytest.raises(ImproperlyConfigured) as wrong:
        READERS[key](key)
    said = str(wrong.value)
    assert said.startswith(f"{key} is n")
    assert f"Example: {key}=" in said
    assert CANARY not in said


@pytest.mark.parametrize(
    ("key", "given", "read"),
    [
        ("DEBUG", "", False),
        ("DEBUG", "0", False),
        ("DEBUG", "True", True),
        ("CAMKET_TODAY", "", None),
        ("CAMKET_TODAY", "2021-03-19", date(2021, 3, 19)),
        ("LOG_LEVEL", "warning", "WARNING"),
        ("ALLOWED_HOSTS", " a.example , 10.0.0.5,, ", ["a.example", "10.0.0.5"]),
        ("SITE_URL", "https://camket.example.vn:8443/", "https://camket.example.vn:8443"),
        ("REDIS_URL", "rediss://:x@broker:6379/0", "rediss://:x@broker:6379/0"),
        ("REDIS_URL", "redis+socket:///run/redis.sock", "redis+socket:///run/redis.sock"),
        ("REDIS_URL", "", ""),
    ],
)
def test_what_is_right_is_read(
    monkeypatch: pytest.MonkeyPatch, key: str, given: str, read: object
) -> None:
    monkeypatch.setenv(key, given)
    assert READERS[key](key) == read


def test_a_password_with_percent_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://camket:a%2Fb%40c@database:5432/camket")
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://user:a%2Fb%40c@mail.example.vn:587")
    assert env.database("DATABASE_URL", Path("x"))["PASSWORD"] == "a/b@c"
    assert env.mail("EMAIL_URL", "consolemail://")["EMAIL_HOST_PASSWORD"] == "a/b@c"


def test_files_may_lie_in_the_home_of_a_domain_account(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/an@donvi.example/x.sqlite3")
    monkeypatch.setenv("EMAIL_URL", "filemail:////srv/an@donvi.example/mail")
    assert env.database("DATABASE_URL", Path("x"))["NAME"] == "/srv/an@donvi.example/x.sqlite3"
    assert env.mail("EMAIL_URL", "consolemail://")["EMAIL_FILE_PATH"].endswith("/mail")


def test_a_key_with_a_dollar_is_no_name_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "$canary7")
    assert env.text("SECRET_KEY") == "$canary7"


def test_the_embedded_file_may_lie_anywhere(tmp_path: Path) -> None:
    odd = tmp_path / "cam kết + 100%"
    done = manage("check", odd)
    assert done.returncode == 0, done.stderr
    assert env.database("NOT_GIVEN", odd / "x.sqlite3")["NAME"] == str(odd / "x.sqlite3")


@pytest.mark.parametrize("command", ["check", "migrate", "serve"])
def test_the_command_line_says_the_sentence_alone(tmp_path: Path, command: str) -> None:
    done = manage(command, tmp_path, DATABASE_URL=f"postgres://camket:{CANARY}/x@database/camket")
    assert done.returncode == 1
    assert done.stderr.startswith("DATABASE_URL is not the address of a database.")
    assert "POSTGRES_PASSWORD" in done.stderr
    assert done.stderr.count("\n") == 1
    assert CANARY not in done.stderr


def test_another_way_in_repeats_no_secret(tmp_path: Path) -> None:
    given = {"DATABASE_URL": f"postgres://camket:{CANARY}/x@database/camket"}
    done = subprocess.run(
        [sys.executable, "-c", "import camket.wsgi"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), **given},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ImproperlyConfigured: DATABASE_URL" in done.stderr
    assert CANARY not in done.stderr
