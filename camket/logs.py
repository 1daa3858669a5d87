"""What a log line must not carry."""

import logging
import re

_SECRET = re.compile(
    r"(?i)\b(password|passwd|token|key|secret|code|sessionid|csrftoken|authorization)"
    r"(['\"]?\s*[=:]\s*)(['\"]?)[^\s'\",;&)}]+"
)
_LINK = re.compile(r"(/mat-khau/dat-lai/|/password/reset/key/|/khoi-dau/)[^\s/'\"]+")


class NoSecrets(logging.Filter):
    """Blots out values that look like secrets, and the key of one-time links."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        clean = _LINK.sub(r"\1***", _SECRET.sub(r"\1\2\3***", message))
        if clean != message:
            record.msg, record.args = clean, ()
        return True
