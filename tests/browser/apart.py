"""The product as a process of its own, which a test may kill: ``python -m tests.browser.apart``.

It serves a copy of the test's database, with the test's day and key.
"""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
KEY = "only-for-a-server-apart-0123456789"


class Site:
    """A server at an address that stays the same over its deaths, with a database of its own."""

    def __init__(self, folder: Path, day: date) -> None:
        self.database, self.first = folder / "site.sqlite3", folder / "first.sqlite3"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.day = day
        self.process: subprocess.Popen[bytes] | None = None

    def takes_over(self) -> None:
        """Begin with what stands in this process's database."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(self.first)])
        self.begins_anew()

    def begins_anew(self) -> None:
        """Everything as it was at first; a running server notices nothing."""
        with closing(sqlite3.connect(self.first)) as first, closing(self._opened()) as now:
            first.backup(now)

    def starts(self) -> "Site":
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{self.database}"}
        environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        wanted = [sys.executable, "-m", "tests.browser.apart", str(self.port), str(self.day)]
        self.process = subprocess.Popen(
            wanted, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(300):
            try:
                urlopen(f"{self.url}/healthz", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
            if self.process.poll() is not None:
                break
        raise AssertionError("the server apart did not start")

    def dies(self) -> None:
        """At once, in the middle of whatever it does."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def asks(self, question: str, *values: Any) -> Any:
        """The first value that its database answers with; what is told to it, it does."""
        with closing(self._opened()) as database, database:
            row = database.execute(question, values).fetchone()
        return row and row[0]

    def _opened(self) -> sqlite3.Connection:
        return sqlite3.connect(self.database, timeout=20)


def serve(port: int, day: date) -> None:
    import django
    from django.conf import settings

    settings.SECRET_KEY = KEY
    settings.CAMKET_TODAY = day
    settings.SITE_URL = f"http://127.0.0.1:{port}"
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import WSGIRequestHandler, run
    from django.core.wsgi import get_wsgi_application

    WSGIRequestHandler.log_message = lambda *_: None  # type: ignore[method-assign]
    handler = StaticFilesHandler(get_wsgi_application())
    run("127.0.0.1", port, handler, threading=True)


if __name__ == "__main__":
    serve(int(sys.argv[1]), date.fromisoformat(sys.argv[2]))
