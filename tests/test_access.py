"""Every address × everybody × whose unit it is × GET and POST, against the policy's table.

`access_policy.py` has one line for each address; an address without one fails here by its name.
What each deed does when it is allowed, and that it does nothing when it is not, is told in
`test_access_deeds.py`.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import transaction
from django.test import Client, override_settings
from django.urls import path

from commitments.models.amendment import AmendmentQuerySet
from commitments.models.basis import LegalBasisQuerySet
from commitments.models.commitment import CommitmentQuerySet, CommitmentVersionQuerySet
from commitments.models.evidence import EvidenceQuerySet
from commitments.models.explanation import ExplanationQuerySet
from commitments.models.handover import HandoverQuerySet
from commitments.models.importing import ImportRunQuerySet
from commitments.models.inspection import ActionPointQuerySet, InspectionQuerySet
from commitments.models.progress import ProgressReportQuerySet
from commitments.models.proposal import ProposalQuerySet
from commitments.models.scan import SignedScanQuerySet
from commitments.models.support import SupportQuerySet
from commitments.models.year import YearQuerySet
from reports.models import RenderJobQuerySet, YearReportQuerySet
from tests import access_world
from tests.access_policy import ACCOUNTS, LINES
from tests.access_walk import (
    PEOPLE,
    SERVED,
    UNUSED,
    Address,
    Walker,
    addresses,
    changed,
    expected,
    fingerprint,
    is_admin,
    unlisted,
    url_of,
)
from tests.house import Source, english
from units import access
from units.models import Person
from units.models.committee import CommitteeQuerySet
from units.models.unit import UnitQuerySet

# Each test's writes are rolled back to the world below, which the module's end rolls back in turn.
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PLACES = ("ward", "bureau", "far")
METHODS = ("GET", "POST")
EVERYWHERE = list(addresses())
LISTED = sorted({one.name for one in EVERYWHERE} & LINES.keys())
KEYED = [name for name in LISTED if {"pk", "key", "appointment"} & set(LINES[name].where or ())]
ADMIN = sorted({one for one in EVERYWHERE if is_admin(one)})


@pytest.fixture(scope="module")
def walker(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> Iterator[Walker]:
    """The world, written once for the whole module and rolled back after it."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(CAMKET_TODAY=access_world.NOW.date(), MEDIA_ROOT=media),
        transaction.atomic(),
    ):
        yield Walker(*access_world.build())
        transaction.set_rollback(True)


class TestTheTable:
    def test_every_address_has_a_line(self) -> None:
        assert unlisted(EVERYWHERE) == []

    def test_every_line_has_an_address(self) -> None:
        known = {one.name for one in EVERYWHERE}
        assert (LINES.keys() | ACCOUNTS.keys()) - known == set()

    def test_an_address_without_a_line_would_be_found(self) -> None:
        new = [path("<slug:code>/quen/", lambda request: None, name="forgotten")]
        assert unlisted(addresses(new)) == [Address("forgotten", "<slug:code>/quen/")]

    def test_the_walk_is_long_enough(self) -> None:
        assert len(LISTED) * len(PEOPLE) * len(PLACES) * len(METHODS) >= 2000


@pytest.mark.parametrize("name", LISTED)
def test_served_or_refused_as_decided(walker: Walker, name: str) -> None:
    """Each of 72 cases; looking, and being refused, leave the database as it was."""
    before = fingerprint()
    cases = product(PEOPLE, PLACES, METHODS)
    found = [walker.wrong(name, person, place, method) for person, place, method in cases]
    assert [words for words in found if words] == []
    assert changed(before) == []


@pytest.mark.parametrize("name", [name for name in LISTED if LINES[name].get is None])
def test_who_may_do_it_may_read_the_page_above(walker: Walker, name: str) -> None:
    """A deed's address loaded again leads to a page, not to a refusal."""
    found = []
    for person, place in product(PEOPLE, PLACES):
        if expected(walker.cast, name, person, walker.places[place], "POST") == SERVED:
            answer = walker.ask(name, person, place, "GET")
            while answer.status_code == UNUSED["GET"]:
                answer = walker.fetch(answer["Location"], person, "GET")
            if answer.status_code not in SERVED:
                found.append((person, place, answer.status_code))
    assert found == []


@pytest.mark.parametrize("name", [name for name in LISTED if LINES[name].post])
def test_a_post_from_elsewhere_does_nothing(walker: Walker, name: str) -> None:
    before = fingerprint()
    for person in ("clerk", "head", "standing", "admin"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(getattr(walker.cast, person))
        before |= {"units_person": fingerprint()["units_person"]}  # the login itself
        answer = client.post(url_of(name, walker.places["ward"]), {"mot": "1", "hai": "2"})
        assert answer.status_code == 403
    assert changed(before) == []


@pytest.mark.parametrize("name", sorted(ACCOUNTS))
def test_around_the_login(walker: Walker, name: str) -> None:
    place = SimpleNamespace(**vars(walker.places["ward"]) | {"token": "x", "uidb36": "1"})
    place.key = "abc-def"
    line, url = ACCOUNTS[name], url_of(name, place)  # type: ignore[arg-type]
    before = fingerprint()
    for person in PEOPLE:
        for method, wanted in (("GET", line.get), ("POST", line.post)):
            answer = walker.fetch(url, person, method)
            is_login = answer.status_code == 302 and "/dang-nhap/" in answer["Location"]
            if person == "anonymous" and not line.open:
                assert is_login, (method, answer.status_code)
            else:
                assert answer.status_code in wanted, (person, method)
    assert changed(before) == []


@pytest.mark.parametrize("name", [name for name in LISTED if LINES[name].get])
def test_pages_speak_vietnamese_in_one_spelling(walker: Walker, name: str) -> None:
    """What is shown to each who is served, and what an empty form is answered."""
    found = set()
    for person, method in product(("clerk", "standing", "head", "admin"), METHODS):
        answer = walker.ask(name, person, "ward", method, mot="1", hai="2")
        if answer.status_code in SERVED and "html" in answer.get("Content-Type", ""):
            page = answer.content.decode()
            assert unicodedata.is_normalized("NFC", page), (person, method)
            assert "{{" not in page
            assert "{%" not in page
            found |= {(person, said) for said in english([Source(name, _own_words(page))])}
    assert found == set()


def _own_words(page: str) -> str:
    """The page without addresses of people, names of figures and of a key."""
    return re.sub(r"[\w.-]+@[\w.-]+|\{\w+\}|phím Enter", "", page)


class TestKeysOfOthers:
    """A key that exists, in the address of a committee or unit it does not belong to."""

    @pytest.mark.parametrize("name", KEYED)
    def test_a_foreign_key_is_not_found(self, walker: Walker, name: str) -> None:
        own, far = walker.places["ward"], walker.places["far"]
        facts = {fact: vars(far)[fact] for fact in (LINES[name].where or {}).values()}
        mixed = SimpleNamespace(**vars(own) | facts)
        url = url_of(name, mixed)  # type: ignore[arg-type]
        if url == url_of(name, own):
            pytest.skip("the same number in both committees")
        for person in PEOPLE[:-1]:
            for method in METHODS:
                status = walker.fetch(url, person, method, mot="1", hai="2").status_code
                assert status in {403, 404, UNUSED[method]}, (person, method)

    def test_nobody_guesses_a_print(self, walker: Walker) -> None:
        own = walker.places["ward"]
        for _ in range(20):
            url = url_of("reports:draft_pdf", SimpleNamespace(**vars(own) | {"job": uuid4()}))  # type: ignore[arg-type]
            assert walker.fetch(url, "clerk", "GET").status_code == 404
        right = walker.ask("reports:draft_pdf", "clerk", "ward", "GET")
        assert right.status_code == 200

    def test_stored_files_have_no_address_of_their_own(self, walker: Walker) -> None:
        job = walker.places["ward"].job
        for url in (f"/media/drafts/{job}.pdf", f"/drafts/{job}.pdf", f"/static/drafts/{job}.pdf"):
            assert walker.fetch(url, "clerk", "GET").status_code == 404

    def test_the_office_does_not_touch_committee_people(self, walker: Walker) -> None:
        """A clerk's own powers over people end at units' people; the administrator's do not."""
        place = SimpleNamespace(**vars(walker.places["ward"]) | {"head": walker.cast.standing.pk})
        url = url_of("units:person", place)  # type: ignore[arg-type]
        assert walker.fetch(url, "clerk", "GET").status_code == 404
        assert walker.fetch(url, "admin", "GET").status_code == 200


class TestTechnicalAdministration:
    @pytest.mark.parametrize("address", ADMIN, ids=lambda one: one.name)
    def test_is_shut_to_everybody_of_the_committee(self, walker: Walker, address: Address) -> None:
        url = "/" + address.pattern.replace("<path:object_id>", "1").replace(
            "<path:content_type_id>", "1"
        ).replace("(?P<url>.*)$", "x").replace("^(?P<app_label>units|commitments)/$", "units/")
        open_to_all = address.name in ("admin:logout", "admin:jsi18n")
        for person in PEOPLE:
            for method in METHODS:
                answer = walker.fetch(url, person, method)
                assert answer.status_code in {302, 200 if open_to_all else 403, UNUSED[method]}
                if answer.status_code == 302 and not open_to_all:
                    assert "/login/" in answer["Location"] or "/dang-nhap/" in answer["Location"]

    @pytest.mark.parametrize(
        "model", ["units/committee", "units/unit", "units/person", "units/appointment",
                  "commitments/year", "commitments/commitment", "commitments/progressreport"]
    )  # fmt: skip
    def test_reads_and_never_writes(self, walker: Walker, model: str) -> None:
        technician = Client()
        technician.force_login(Person.objects.create_superuser("kt@mau.example", full_name="Kỹ"))
        before = fingerprint()
        assert technician.get(f"/quan-tri/{model}/").status_code == 200
        assert technician.get(f"/quan-tri/{model}/add/").status_code == 403
        assert technician.post(f"/quan-tri/{model}/add/", {"a": "1"}).status_code == 403
        row = technician.get(f"/quan-tri/{model}/").context["cl"].result_list[0]
        assert technician.post(f"/quan-tri/{model}/{row.pk}/change/", {"a": 1}).status_code == 403
        assert technician.post(f"/quan-tri/{model}/{row.pk}/delete/", {"a": 1}).status_code == 403
        assert changed(before) == []
        Person.objects.filter(email="kt@mau.example").delete()

    @pytest.mark.parametrize("app", ["account", "auth", "axes", "mfa", "usersessions"])
    def test_knows_no_rows_of_other_packages(self, walker: Walker, app: str) -> None:
        technician = Client()
        technician.force_login(Person.objects.create_superuser("kt@mau.example", full_name="Kỹ"))
        assert technician.get("/quan-tri/units/").status_code == 200
        assert technician.get(f"/quan-tri/{app}/").status_code == 404
        Person.objects.filter(email="kt@mau.example").delete()

    def test_whatever_it_shows_it_refuses_to_write(self, rf: Any) -> None:
        request = rf.get("/quan-tri/")
        request.user = Person(email="kt@mau.example", is_staff=True, is_superuser=True)
        shown = admin.site._registry.values()
        assert len(shown) >= 8
        for one in shown:
            assert not one.has_add_permission(request), one
            assert not one.has_change_permission(request), one
            assert not one.has_delete_permission(request), one
            assert one.has_view_permission(request), one


class TestTheWalkCanFail:
    """With one guard switched off, some case must come out wrong."""

    GUARDS = (
        (CommitteeQuerySet, "units:registry"),
        (UnitQuerySet, "units:unit"),
        (YearQuerySet, "commitments:year_setup"),
        (CommitmentQuerySet, "commitments:commitment"),
        (ProgressReportQuerySet, "commitments:quarter"),
        (YearReportQuerySet, "reports:issued_pdf"),
        (SupportQuerySet, "commitments:support"),
        (LegalBasisQuerySet, "commitments:basis"),
        # signing, scans, the paper as PDF
        (SignedScanQuerySet, "commitments:scan"),
        (EvidenceQuerySet, "commitments:evidence_file"),
        (RenderJobQuerySet, "reports:paper_pdf"),
        (HandoverQuerySet, "commitments:handover"),
        # amendments
        (AmendmentQuerySet, "commitments:amendment"),
        (CommitmentVersionQuerySet, "commitments:commitment_version"),
        (ImportRunQuerySet, "commitments:import_run"),
        # inspections
        (InspectionQuerySet, "commitments:inspection"),
        (ActionPointQuerySet, "commitments:action"),
        # proposals and requests to explain
        (ProposalQuerySet, "commitments:proposal"),
        (ExplanationQuerySet, "commitments:explanation"),
    )

    @pytest.mark.parametrize(("rows", "name"), GUARDS, ids=lambda one: getattr(one, "__name__", ""))
    def test_without_visible_to(
        self, walker: Walker, monkeypatch: pytest.MonkeyPatch, rows: Any, name: str
    ) -> None:
        assert self._wrong(walker, name) == []
        monkeypatch.setattr(rows, "visible_to", lambda self, person: self)
        found = self._wrong(walker, name)
        if rows is YearReportQuerySet:
            found = self._wrong(walker, "reports:job") or found
        assert found

    def test_without_asking_the_role(self, walker: Walker, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(access, "require", lambda *_: None)
        assert self._wrong(walker, "units:identity")

    @staticmethod
    def _wrong(walker: Walker, name: str) -> list[str]:
        cases = [(who, where) for who in PEOPLE for where in PLACES]
        found = [walker.wrong(name, who, where, "GET") for who, where in cases]
        return [words for words in found if words]


def test_every_scoped_model_is_among_the_guards() -> None:
    """A new ``visible_to`` needs its control above."""
    models = [model for app in ("units", "commitments", "reports") for model in models_of(app)]
    scoped = {type(m.objects.all()) for m in models if hasattr(m.objects.all(), "visible_to")}
    guarded = {rows for rows, _ in TestTheWalkCanFail.GUARDS}
    assert {rows.__name__ for rows in scoped - guarded} <= {
        "TaskQuerySet",
        "PersonQuerySet",
        "ExtensionRequestQuerySet",  # looked for within a report that was found by its own
    }


def models_of(app: str) -> list[Any]:
    return [model for model in apps.get_app_config(app).get_models() if model.objects]
