"""The whole product in one process: enough for a committee, and the demonstration."""

from typing import Any

from celery.beat import EmbeddedService, PersistentScheduler, ScheduleEntry
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication

from camket import celery, secret
from units.models import Committee


class Command(BaseCommand):
    """Brings the database and static files up to date, then serves."""

    help = "Migrate, collect static files, serve; without REDIS_URL also reminders and sweeps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="127.0.0.1:8000", help="address:port to listen at")
        parser.add_argument("--processes", type=int, default=1, help="more need both servers")
        parser.add_argument("--threads", type=int, default=8, help="threads in each process")
        parser.add_argument("--collected", action="store_true", help="static files are in place")

    def handle(self, *args: Any, **options: Any) -> None:
        embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
        if options["processes"] > 1 and (embedded or not settings.REDIS_URL):
            raise CommandError("More than one process needs DATABASE_URL and REDIS_URL.")
        call_command("migrate", verbosity=0)
        if not options["collected"]:
            call_command("collectstatic", interactive=False, verbosity=0)
        self._tell_the_way_in()
        Server(bind=options["bind"], workers=options["processes"], threads=options["threads"]).run()

    def _tell_the_way_in(self) -> None:
        self.stdout.write(f"\n  Cam kết: {settings.SITE_URL}/\n")
        if not Committee.objects.exists():
            self.stdout.write(
                "  Chưa có cấp ủy nào. Mở địa chỉ sau để lập cấp ủy và người quản trị đầu tiên:\n"
                f"  {settings.SITE_URL}/khoi-dau/?ma={secret.kept(settings.FIRST_RUN_TOKEN_FILE)}\n"
            )
        self.stdout.write("  Ctrl+C để dừng.\n\n")
        self.stdout.flush()


class Server(BaseApplication):
    """gunicorn with threads; the beat lives in its one worker when there is no broker."""

    def __init__(self, **options: Any) -> None:
        self.chosen = options
        super().__init__()

    def load_config(self) -> None:
        fixed = {
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 30,
            "post_worker_init": begin_beat,
            "proc_name": "camket",
            "loglevel": "error",
            "control_socket_disable": True,
        }
        for key, value in {**fixed, **self.chosen}.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        # Not before the static files are collected: WhiteNoise looks once.
        return import_string("camket.wsgi.application")


class InProcessScheduler(PersistentScheduler):
    """Rings for what is due in this process instead of publishing it."""

    def apply_async(
        self, entry: ScheduleEntry, producer: Any = None, advance: bool = True, **kwargs: Any
    ) -> None:
        due = self.reserve(entry) if advance else entry
        celery.run_soon(due.task, *due.args)


def begin_beat(worker: Any) -> None:
    """Starts the beat in a thread of the worker process, unless a broker has its own."""
    if not settings.REDIS_URL:
        EmbeddedService(celery.app, thread=True, scheduler_cls=InProcessScheduler).start()
