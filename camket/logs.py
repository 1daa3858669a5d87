"""Logs go to the console, and what a line must not carry is blotted out."""

import logging
import re
from typing import Any

_SECRET = re.compile(
    r"(?i)(password|passwd|token|key|secret|sessionid|csrftoken|authorization)"
    r"(['\"]?\s*[=:]\s*)(['\"]?)[^\s'\",;&)}]+"
)
_LINK = re.compile(r"(/mat-khau/dat-lai/|/password/reset/key/|/khoi-dau/|/loi-moi/)[^\s/'\"]+")


class NoSecrets(logging.Filter):
    """Blots out values that look like secrets, and the key of one-time links."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = _LINK.sub(r"\1***", _SECRET.sub(r"\1\2\3***", message))
        if clean != message:
            record.msg, record.args = clean, ()
        return True


def to_console(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to the console, nothing by mail, never a whole request."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"no_secrets": {"()": "camket.logs.NoSecrets"}},
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["no_secrets"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Its own default handlers mail the whole request, and are silent without DEBUG.
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            "axes": {"level": "WARNING"},  # locks, not every login: those are rows
            "celery.beat": {"level": "WARNING"},  # it rings every minute
            "gunicorn.http": {"level": "ERROR"},  # it tells of every HEAD request
            "fontTools": {"level": "WARNING"},
            "weasyprint": {"level": "WARNING"},
        },
    }
