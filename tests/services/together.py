"""Several deeds in the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def together(*deeds: Callable[[], Any]) -> list[Any]:
    """Start all deeds at once; their results or errors, in order."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=20)
            return deed()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(one, deeds))
