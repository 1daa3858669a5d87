"""The only reader of the clock. Everything else is handed a day or a moment.

``settings.CAMKET_TODAY`` (a ``date``, or None) makes the whole application live on another day:
the demo stands at 19/3/2021. Source: architecture.md §1 and §3, trust.md F11.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

TZ = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """This moment, aware, in Vietnam's time.

    With ``CAMKET_TODAY`` it is that day at the real time of day, so a clock that runs past
    midnight starts the same day again.
    """
    moment = datetime.now(TZ)
    fixed = _fixed_day()
    return datetime.combine(fixed, moment.timetz()) if fixed else moment


def today() -> date:
    """This calendar day in Vietnam, whatever the zone of the process or of the server."""
    return now().date()


def local_date(at: datetime) -> date:
    """The calendar day in Vietnam on which the aware moment ``at`` fell; as ``local``."""
    return local(at).date()


def local(at: datetime) -> datetime:
    """The aware moment ``at`` as a clock on a wall in Vietnam shows it.

    ValueError on a naive moment: nobody can tell its day.
    """
    if at.utcoffset() is None:
        raise ValueError(f"a moment without a time zone: {at!r}")
    return at.astimezone(TZ)


def _fixed_day() -> date | None:
    return getattr(settings, "CAMKET_TODAY", None)
