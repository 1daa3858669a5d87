"""Each deed in a set-up where it is right: refused to all who may not, done for all who may.

The refusals are tried first, with the very post that succeeds afterwards: every negative has its
positive twin in the same set-up (trust.md, "From day one" 10).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from camket.models import AuditEntry
from tests import cast as stage
from tests.access_deeds import NOTHING, PROOFS, Proof
from tests.access_policy import LINES, Place
from tests.access_walk import PEOPLE, arguments_of, changed, fingerprint, relations
from tests.cast import Cast

DEEDS = sorted(PROOFS)
# Served, but not with this deed: a reporter saves the draft and may not hand it in.
HALF = {("commitments:quarter", "reporter"), ("commitments:explanation", "reporter")}


def address(found: Proof, facts: dict[str, Any], cast: Cast) -> str:
    common = {"code": cast.committee.code, "year": stage.YEAR, "number": stage.YEAR}
    return reverse(
        found.name,
        kwargs={k: v for k, v in (common | facts).items() if k in arguments_of(found.name)},
    )


def clients(cast: Cast) -> dict[str, Client]:
    made = {}
    for name in PEOPLE:
        made[name] = Client()
        if name != "anonymous":
            made[name].force_login(getattr(cast, name))
    return made


def allowed(cast: Cast, name: str, person: str) -> bool:
    line = LINES[name]
    place = Place(committee=cast.committee, of=cast.ward)
    has = relations(cast, person, place, of_unit=line.unit)
    return bool(has & set((line.post or "").split()))


def test_every_deed_is_proved() -> None:
    assert {name for name, line in LINES.items() if line.post} == PROOFS.keys()


@pytest.mark.parametrize("name", DEEDS)
def test_done_for_those_who_may_and_for_nobody_else(
    cast: Cast, on_day: Callable[..., date], name: str
) -> None:
    found = PROOFS[name]
    on_day(found.on.year, found.on.month, found.on.day)
    url = address(found, found.prepare(cast), cast)
    who = clients(cast)
    data = found.data(cast, who[found.by], url)
    before, entries = fingerprint(), AuditEntry.objects.count()

    for person in PEOPLE:
        if not allowed(cast, name, person):
            status = who[person].post(url, data).status_code
            assert status in {401, 302} if person == "anonymous" else status in {403, 404}, person
    assert changed(before) == []

    done = [person for person in PEOPLE if allowed(cast, name, person)]
    assert found.by in done
    for person in done:
        with transaction.atomic():
            # a page is its reader's own: somebody else opens it anew
            own = {k: v for k, v in data.items() if k != "author"}
            answer = who[person].post(url, own)
            if (name, person) in HALF:
                assert answer.status_code in {409, 422}
                assert AuditEntry.objects.count() == entries
                transaction.set_rollback(True)
                continue
            assert answer.status_code in {200, 302}, (person, answer.content.decode())
            check_done(found, cast, person, before, entries)
            transaction.set_rollback(True)


def check_done(found: Proof, cast: Cast, person: str, before: dict[str, str], entries: int) -> None:
    if found.leaves is None:
        assert changed(before) == [] if found.rows == NOTHING else found.rows in changed(before)
        return
    new = AuditEntry.objects.order_by("pk")[entries:]
    by_me = [entry for entry in new if entry.by == getattr(cast, person)]
    kinds = {entry.deed for entry in by_me}
    wanted = {found.leaves}
    if found.name == "commitments:sign" and person == "standing":
        wanted = {"COMMITMENT_SIGNED_BY_STANDING"}
    assert wanted & kinds, (person, kinds)
