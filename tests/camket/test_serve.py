"""The one command of a small committee."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from camket import celery, secret
from camket.management.commands import serve

pytestmark = pytest.mark.django_db


@pytest.fixture
def served(monkeypatch: Any, settings: Any, tmp_path: Path) -> list[dict[str, Any]]:
    """Instead of serving, remember what would have been."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.FIRST_RUN_TOKEN_FILE = tmp_path / "first-run-token"
    servers: list[dict[str, Any]] = []
    monkeypatch.setattr(serve.Server, "run", lambda self: servers.append(self.chosen))
    monkeypatch.setattr(serve, "call_command", but_for_the_database)
    return servers


def but_for_the_database(name: str, *args: Any, **options: Any) -> None:
    """The test's database is migrated, and is inside a transaction besides."""
    if name != "migrate":
        call_command(name, *args, **options)


class TestServe:
    def test_makes_everything_ready_and_tells_the_way_in(
        self, served: list[dict[str, Any]], settings: Any
    ) -> None:
        out = StringIO()
        call_command("serve", bind="127.0.0.1:8055", stdout=out)
        assert served == [{"bind": "127.0.0.1:8055", "workers": 1, "threads": 8}]
        assert (settings.STATIC_ROOT / "css" / "bootstrap.min.css").exists()
        token = settings.FIRST_RUN_TOKEN_FILE.read_text("ascii")
        assert f"{settings.SITE_URL}/khoi-dau/?ma={token}" in out.getvalue()

    def test_the_image_has_collected_already(
        self, served: list[dict[str, Any]], settings: Any
    ) -> None:
        call_command("serve", collected=True, stdout=StringIO())
        assert not settings.STATIC_ROOT.exists()

    def test_without_both_servers_there_is_one_process(
        self, served: list[dict[str, Any]], settings: Any
    ) -> None:
        settings.REDIS_URL = ""
        with pytest.raises(CommandError, match="DATABASE_URL and REDIS_URL"):
            call_command("serve", processes=2, stdout=StringIO())
        assert served == []


class TestEmbeddedBeat:
    def test_rings_in_process_what_is_due(self, monkeypatch: Any, tmp_path: Path) -> None:
        rung: list[Any] = []
        monkeypatch.setattr(celery, "run_soon", lambda name, *args: rung.append((name, args)))
        scheduler = serve.InProcessScheduler(
            celery.app, schedule_filename=str(tmp_path / "beat"), lazy=True
        )
        scheduler.setup_schedule()
        try:
            scheduler.apply_entry(scheduler.schedule["sweep_mail"])
        finally:
            scheduler.close()
        assert rung == [("camket.sweep_mail", ())]

    @pytest.mark.parametrize(("broker", "begun"), [("", 1), ("redis://broker:6379/0", 0)])
    def test_begins_only_where_no_broker_has_its_own(
        self, monkeypatch: Any, settings: Any, broker: str, begun: int
    ) -> None:
        settings.REDIS_URL = broker
        services: list[Any] = []

        class Quiet:
            def __init__(self, *args: Any, **options: Any) -> None:
                services.append(options)

            def start(self) -> None:
                """Nothing."""

        monkeypatch.setattr(serve, "EmbeddedService", Quiet)
        serve.begin_beat(worker=None)
        assert len(services) == begun


class TestKeptSecret:
    def test_is_made_once_and_private(self, tmp_path: Path) -> None:
        path = tmp_path / "var" / "key"
        first = secret.kept(path)
        assert len(first) >= 60
        assert secret.kept(path) == first
        assert path.stat().st_mode & 0o077 == 0
        assert [one.name for one in path.parent.iterdir()] == ["key"]

    def test_two_installations_differ(self, tmp_path: Path) -> None:
        assert secret.kept(tmp_path / "a") != secret.kept(tmp_path / "b")
