"""The doorbell: Celery tells a worker that a row waits; the row itself is the queue.

A ring that gets lost costs at most a minute: the sweeps below find every row that
waits. Without a broker the same tasks run in this process, one at a time.
Source: architecture.md §1 (4), trust.md "From day one" 1-2.
"""

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from celery import Celery
from celery.schedules import crontab
from django.conf import settings
from django.db import connections, transaction

logger = logging.getLogger(__name__)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "camket.settings")
app = Celery("camket")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
app.conf.beat_schedule = {
    "send_reminders": {
        "task": "commitments.send_reminders",
        "schedule": crontab(hour=7, minute=30),  # in CELERY_TIMEZONE, Asia/Ho_Chi_Minh
    },
    "sweep_mail": {"task": "camket.sweep_mail", "schedule": 60.0},
    "sweep_jobs": {"task": "reports.sweep_jobs", "schedule": 60.0},
    "sweep_imports": {"task": "commitments.sweep_imports", "schedule": 60.0},
    "sweep_evidence": {"task": "commitments.sweep_evidence", "schedule": 3600.0},
}

# One thread: an embedded database has one writer, and a desk PC few cores.
_in_process = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ring")


def ring(task_name: str, *args: Any) -> None:
    """Run the named task soon after the current transaction commits; never fails.

    `args` are primitive (numbers, text). What is rung for must already be a row,
    so that a sweep finds it should the bell not be heard. One ring a transaction is enough.
    """
    bell = Bell(task_name, args)
    connection = transaction.get_connection()
    here = set(connection.savepoint_ids)
    if any(func == bell and sids <= here for sids, func, _ in connection.run_on_commit):
        return
    transaction.on_commit(bell, robust=True)


@dataclass(frozen=True)
class Bell:
    """What is rung after the commit; equal to every other ring for the same."""

    task_name: str
    args: tuple[Any, ...]

    def __call__(self) -> None:
        try:
            _ring_now(self.task_name, self.args)
        except Exception:  # the deed stands whatever happens to its bell
            logger.exception("bell for %s not rung", self.task_name)


def _ring_now(task_name: str, args: tuple[Any, ...]) -> None:
    if settings.CAMKET_RING_INLINE:
        _task(task_name)(*args)
    elif settings.REDIS_URL:
        _publish(task_name, args)
    else:
        run_soon(task_name, *args)


def run_soon(task_name: str, *args: Any) -> None:
    """Run the named task in this process's one job thread, after those that wait already.

    A command's process ends once its thread has done what waits, and the thread takes on nothing
    new by then: what a task of it rings for (the next batch of mails) runs at once, in that task.
    """
    try:
        _in_process.submit(_run, task_name, args)
    except RuntimeError:
        _run(task_name, args)


def _publish(task_name: str, args: tuple[Any, ...]) -> None:
    try:
        _task(task_name).apply_async(args, ignore_result=True, retry=False)
    except Exception as error:  # whatever the broker's client raises: the sweep will hear
        logger.warning("bell not heard for %s: %s", task_name, type(error).__name__)


def _run(task_name: str, args: tuple[Any, ...]) -> None:
    """The task in this thread, on database connections of its own."""
    try:
        _task(task_name)(*args)
    except Exception:
        logger.exception("task %s failed in-process", task_name)
    finally:
        connections.close_all()


def _task(name: str) -> Any:
    if name not in app.tasks:  # a web process reads the jobs modules on its first ring
        app.loader.import_default_modules()
    return app.tasks[name]
