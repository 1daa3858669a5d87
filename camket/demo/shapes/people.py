"""The committee, its groups and units, and the people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CommitteeSpec:
    code: str
    name: str
    body_name: str
    level: str
    printed_superior: str
    printed_name: str
    place: str
    symbol: str
    first_year: int
    email_domain: str


@dataclass(frozen=True)
class GroupSpec:
    """A numbered heading of part II; several groups may be printed under one number."""

    code: str
    number: str
    heading: str
    short_name: str
    parent: str | None
    first_year: int


@dataclass(frozen=True)
class UnitSpec:
    code: str
    group: str
    kind: str
    rank: int
    full_name: str
    short_name: str
    printed_name: str
    collective: str
    posts: tuple[str, ...]  # head, deputy, second
    mail_name: str

    @property
    def head_post(self) -> str:
        return self.posts[0]


@dataclass(frozen=True)
class PersonSpec:
    """Someone who signs in. `unit` is None for people of the committee itself."""

    email: str
    name: str
    post: str
    role: str
    unit: str | None = None


@dataclass(frozen=True)
class Owner:
    """The one person a task rests on, as printed."""

    name: str
    post: str
