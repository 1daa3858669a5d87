"""The one thing due next, as a desk shows it on top."""

from dataclasses import dataclass

MOST = 10  # lines of a list on a desk


@dataclass(frozen=True)
class Due:
    """The one thing due next. ``days`` until the day, negative when past; None without a day."""

    title: str
    text: str
    href: str
    action: str
    days: int | None
