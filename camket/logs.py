"""Logs go to the console, and what a line must not carry is blotted out."""

import logging
import re
from copy import copy
from typing import Any

_SECRET = re.compile(
    r"(?i)(password|passwd|token|key|secret|sessionid|csrftoken|authorization)"
    r"(['\"]?\s*[=:]\s*)(['\"]?)[^\s'\",;&)}]+"
)
_LINK = re.compile(r"(/mat-khau/dat-lai/|/password/reset/key/|/khoi-dau/|/loi-moi/)[^\s/'\"]+")
# PostgreSQL, of the row that broke a constraint.
_ROW = re.compile(
    r"(Key \([^\n]*?\)=|Failing row contains )\((?s:.*?)\)(?=\.$| is | already )", re.M
)


class NoSecrets(logging.Formatter):
    """Blots out, of the whole text with its traceback, what looks like a secret.

    That is values named like one, the key of one-time links, and the values of a refused row.
    """

    def format(self, record: logging.LogRecord) -> str:
        written = super().format(_brief(record))
        for pattern, instead in ((_ROW, r"\1(***)"), (_SECRET, r"\1\2\3***"), (_LINK, r"\1***")):
            written = pattern.sub(instead, written)
        return written


def _brief(record: logging.LogRecord) -> logging.LogRecord:
    """A request answered 403, 404 and the like is one line; where it arose tells nothing."""
    if getattr(record, "status_code", 500) >= 500:
        return record
    record = copy(record)
    record.exc_info = record.exc_text = None
    return record


def to_console(level: str) -> dict[str, Any]:
    """Django's LOGGING: everything to the console, nothing by mail, never a whole request."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "class": "camket.logs.NoSecrets",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            }
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line"},
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
