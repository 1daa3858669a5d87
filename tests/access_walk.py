"""Walks addresses as people, and says what came out otherwise than the policy has it."""

import hashlib
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access_policy import ACCOUNTS, LINES, Place
from tests.cast import Cast

PEOPLE = (
    "clerk", "office_head", "standing", "inspector", "head", "reporter", "bureau_head",
    "bureau_reporter", "admin", "stranger", "nobody", "anonymous",
)  # fmt: skip
SERVED = {200, 302, 409, 422}
UNUSED = {"GET": 303, "POST": 405}  # what answers a method that nobody uses
REFUSED = {401, 403, 404, 405}
# What a login or a look may write: none of it is the product's.
ASIDE = (
    "django_session",
    "account_emailaddress",
    "axes_",
    "usersessions_",
    "camket_cache",
    "django_admin_log",
    "sqlite_",
)


class Address(NamedTuple):
    name: str
    pattern: str


def addresses(patterns: Any = None, prefix: str = "", space: str = "") -> Iterator[Address]:
    """Every address of the product, by its full name."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        here = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            below = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry.url_patterns, here, below)
        elif isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name or here}", here)


def is_admin(address: Address) -> bool:
    return address.name.startswith("admin:")


def unlisted(found: Iterator[Address] | list[Address]) -> list[Address]:
    """Addresses nobody has decided about."""
    known = LINES.keys() | ACCOUNTS.keys()
    return [one for one in found if not is_admin(one) and one.name not in known]


def url_of(name: str, place: Place) -> str:
    wanted = arguments_of(name)
    facts = LINES[name].arguments(place) if name in LINES else vars(place)
    return reverse(name, kwargs={key: facts[key] for key in wanted})


def arguments_of(name: str) -> list[str]:
    """The names of an address's arguments."""
    resolver = get_resolver()
    *spaces, last = name.split(":")
    for space in spaces:
        resolver = resolver.namespace_dict[space][1]
    possibilities = resolver.reverse_dict.getlist(last)
    return list(possibilities[0][0][0][1])


def relations(cast: Cast, person: str, place: Place, *, of_unit: bool) -> set[str]:
    """The roles of a person at a place; OTHER for unit people asked about another unit's things."""
    if person == "anonymous":
        return set()
    found = set()
    for post in getattr(cast, person).posts_on():
        if post.committee_id != place.committee.pk:
            continue
        elsewhere = of_unit and post.unit_id not in (None, place.of.pk)
        found.add("OTHER" if elsewhere else post.role)
    return found


def expected(cast: Cast, name: str, person: str, place: Place, method: str) -> set[int]:
    """The statuses the policy allows for this request."""
    if person == "anonymous":
        return {302} if method == "GET" else {401}
    line = LINES[name]
    allowed = line.get if method == "GET" else line.post
    if allowed is None:
        return {UNUSED[method]}
    has = relations(cast, person, place, of_unit=line.unit)
    if has & set(allowed.split()):
        return SERVED
    return {403} if has - set(line.hidden.split()) else {404}


class Walker:
    """Requests by each person with a login of their own; what a served POST writes is rolled back."""

    def __init__(self, cast: Cast, places: dict[str, Place]) -> None:
        self.cast, self.places = cast, places
        self.clients = {name: self._client(name) for name in PEOPLE}

    def _client(self, name: str) -> Client:
        client = Client()
        if name != "anonymous":
            client.force_login(getattr(self.cast, name))
        return client

    def ask(self, name: str, person: str, place: str, method: str, **data: str) -> Any:
        return self.fetch(url_of(name, self.places[place]), person, method, **data)

    def fetch(self, url: str, person: str, method: str, **data: str) -> Any:
        client = self.clients[person]
        kept = SimpleCookie({key: morsel.value for key, morsel in client.cookies.items()})
        with transaction.atomic():
            answer = sent(client, url, method, data)
            transaction.set_rollback(method == "POST" and answer.status_code not in REFUSED)
        client.cookies = kept
        return answer

    def wrong(self, name: str, person: str, place: str, method: str) -> str:
        """What came out against the policy, in words; empty when all is as decided."""
        answer = self.ask(name, person, place, method, mot="1", hai="2")
        wanted = expected(self.cast, name, person, self.places[place], method)
        is_login = answer.status_code == 302 and "/dang-nhap/" in answer["Location"]
        if answer.status_code in wanted and is_login == (wanted == {302}):
            return ""
        got = f"{answer.status_code}{' (login)' if is_login else ''}"
        return f"{method} {name} of {place} by {person}: {got}, not {sorted(wanted)}"


def sent(client: Client, url: str, method: str, data: dict[str, str] | None = None) -> Any:
    """One request; a file it answers with is read, and so closed."""
    answer: Any = client.get(url) if method == "GET" else client.post(url, data)
    if answer.streaming:
        answer.getvalue()
    return answer


def fingerprint() -> dict[str, str]:
    """A digest of every table's rows, but for those of ``ASIDE``."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(ASIDE):
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = sorted(repr(row) for row in cursor.fetchall())
                found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def changed(before: dict[str, str]) -> list[str]:
    """The tables that are no longer as they were."""
    now = fingerprint()
    return sorted(table for table in now if now[table] != before.get(table))
