"""What the environment says, read strictly: a slip of the pen is a sentence, never a guess.

The sentence names the variable and shows an example. It never repeats what was given, for that
may hold a password.
"""

import os
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

FLAGS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(
    ("0", "false", "no", "off"), False
)
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
DATABASES = ("postgres://", "postgresql://", "sqlite:///")
ENCODED = (
    "Inside a password every character but letters, digits and - _ . ~ is written with its"
    " percent code, / as %2F and @ as %40"
)


def text(key: str, default: object = "") -> str:
    """The environment's word; a key left empty counts as not given."""
    return os.environ.get(key, "").strip() or str(default)


def flag(key: str) -> bool:
    """Yes or no; not given means no."""
    said = text(key, "no").lower()
    if said not in FLAGS:
        raise _wrong(key, "neither yes nor no", "1, or empty for no")
    return FLAGS[said]


def day(key: str) -> date | None:
    """A day, or None when none is given."""
    said = text(key)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise _wrong(key, "not a day", "2021-03-19") from None


def level(key: str, default: str) -> str:
    """How much is logged."""
    said = text(key, default).upper()
    if said not in LEVELS:
        raise _wrong(key, f"none of {', '.join(LEVELS)}", "INFO")
    return said


def site(key: str, default: str) -> str:
    """Where people find the product, without a slash at the end."""
    said = text(key, default).rstrip("/")
    parts = _split(said)
    rest = parts and (parts.path or parts.query or parts.fragment or parts.username)
    if not parts or parts.scheme not in ("http", "https") or rest:
        raise _wrong(key, "not the address of a site", "https://camket.example.vn")
    return said


def hosts(key: str, default: str) -> list[str]:
    """Host names, with commas between them."""
    said = [name.strip() for name in text(key, default).split(",") if name.strip()]
    if any("/" in name or " " in name for name in said):
        raise _wrong(key, "not a list of host names with commas", "camket.example.vn,10.0.0.5")
    return said


def broker(key: str) -> str:
    """The address of the broker, or nothing."""
    said = text(key)
    parts = _split(said)
    by_socket = said.startswith("redis+socket:///")
    if said and not by_socket and (not parts or parts.scheme not in ("redis", "rediss")):
        raise _wrong(key, "not the address of a Redis server", "redis://broker:6379/0")
    return said


def database(key: str, embedded: Path) -> dict[str, Any]:
    """Django's entry of the database; the embedded file when none is given."""
    said = text(key)
    if not said:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(embedded)}
    with suppress(ValueError):  # what the parser says would repeat a part of the password
        entry: dict[str, Any] = Env.db_url_config(said) if said.startswith(DATABASES) else {}
        if entry.get("NAME") and _names_its_user(said, entry["USER"]):
            return entry
    raise _wrong(
        key,
        "not the address of a database",
        "postgres://camket:PASSWORD@database:5432/camket or sqlite:////srv/camket.sqlite3",
        f" {ENCODED}; docker-compose.yml makes it from POSTGRES_PASSWORD.",
    )


def mail(key: str, default: str) -> dict[str, Any]:
    """Django's settings of the mail server."""
    said = text(key, default)
    with suppress(ValueError, ImproperlyConfigured):
        found: dict[str, Any] = Env.email_url_config(said)
        reached = found["EMAIL_HOST"] or not said.startswith("smtp")
        if reached and _names_its_user(said, found["EMAIL_HOST_USER"]):
            return found
    raise _wrong(
        key,
        "not the address of a mail server",
        "smtp+tls://user:PASSWORD@mail.example.vn:587",
        f" {ENCODED}.",
    )


def number(key: str, default: int) -> int:
    """A whole number above zero."""
    said = text(key, default)
    if not said.isascii() or not said.isdigit() or not int(said):
        raise _wrong(key, "not a whole number above zero", str(default))
    return int(said)


def files(key: str) -> dict[str, Any]:
    """Django's entry of the storage of private files; the folder of this machine when none is given.

    ``s3://KEY:SECRET@HOST/BUCKET?region=…``; ``s3+http://`` without TLS, for a server beside us.
    """
    said = text(key)
    if not said:
        return {"BACKEND": "camket.files.local.PrivateFolder"}
    with suppress(ValueError):
        parts = urlsplit(said)
        bucket, port = parts.path.strip("/"), parts.port
        named = parts.username and parts.password and parts.hostname and bucket
        asked = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        if parts.scheme in ("s3", "s3+http") and named and "/" not in bucket and port != 0:
            region = asked.pop("region", "us-east-1")
            if not asked:
                return {"BACKEND": "camket.files.bucket.Bucket", "OPTIONS": _s3(parts, region)}
    raise _wrong(
        key,
        "not the address of a bucket",
        "s3://KEY:SECRET@storage.example.vn/camket?region=vn-1",
        f" {ENCODED}.",
    )


def _s3(parts: SplitResult, region: str) -> dict[str, Any]:
    scheme = "http" if parts.scheme == "s3+http" else "https"
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": parts.path.strip("/"),
        "endpoint_url": f"{scheme}://{parts.netloc.rpartition('@')[2]}",
        "region_name": region,
        "default_acl": None,
        "file_overwrite": True,
        "object_parameters": {"CacheControl": "private, no-store"},
    }


def _split(address: str) -> SplitResult | None:
    """The parts of an address that names a host; None for anything else."""
    try:
        parts = urlsplit(address)
        return parts if parts.hostname and parts.port != 0 else None
    except ValueError:
        return None


def _names_its_user(address: str, user: str | None) -> bool:
    """A / ? or # in a password ends the address's first part, and the user is lost with it."""
    return bool(user) or "@" not in address or not address.startswith(("postgres", "smtp"))


def _wrong(key: str, what: str, example: str, more: str = "") -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{key} is {what}. Example: {key}={example}.{more}")
