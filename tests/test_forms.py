"""No form takes more than it shows: every field of every model is sent along, and nothing happens.

Each deed of `access_deeds.py` is done twice in the same set-up: with the honest post, and with
hostile values for every other name a model has. Both must leave the same rows (trust.md T3).
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client

from camket import clock
from tests.access_deeds import PROOFS
from tests.access_walk import ASIDE
from tests.cast import Cast
from tests.house import APPS
from tests.pages import forms_of
from tests.test_access_deeds import address
from units.forms import PersonForm
from units.models import Person

pytestmark = pytest.mark.one_engine

# What differs between any two deeds: moments, random keys, their digests.
_FLEETING = re.compile(
    r"datetime\.datetime\([^)]*\)|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*\S*|[0-9a-f]{64}"
    r"|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|[0-9A-F]{4}-[0-9A-F]{4}"
    r"|(?:pbkdf2|md5|argon2|!)[\w$=,+/!-]{20,}|/loi-moi/[\w:=-]+"
)


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """Mails say the minute; it must not pass between the two posts."""
    with time_machine.travel(datetime(2021, 1, 8, 9, tzinfo=clock.TZ), tick=False):
        yield


def every_field() -> dict[str, str]:
    """The names of all columns of our models, with a value no honest post has."""
    fields = chain.from_iterable(
        model._meta.get_fields() for app in APPS for model in apps.get_app_config(app).get_models()
    )
    names = {name for field in fields for name in (field.name, getattr(field, "attname", ""))}
    hostile = {"state": "ISSUED", "role": "ADMIN", "is_staff": "on", "is_superuser": "on"}
    return {name: hostile.get(name, "2") for name in sorted(names) if name}


def rows() -> dict[str, list[str]]:
    """Every row of every table in words, without what is fleeting."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if not table.startswith(ASIDE):
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(_FLEETING.sub("…", repr(row)) for row in cursor.fetchall())
    return found


def after(client: Client, url: str, data: Any) -> dict[str, list[str]]:
    """What the post leaves, then forgotten."""
    with transaction.atomic():
        count_from_the_same_numbers()
        client.post(url, data)
        left = rows()
        transaction.set_rollback(True)
    return left


def count_from_the_same_numbers() -> None:
    """PostgreSQL does not give the numbers of forgotten rows back."""
    with connection.cursor() as cursor:
        models = apps.get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def shown(client: Client, url: str) -> set[str]:
    """Names of the fields on the page itself."""
    page = client.get(url)
    if page.status_code != 200:
        return set()
    return {name for form in forms_of(page.content.decode()) for name in form.names}


@pytest.mark.parametrize("name", sorted(PROOFS))
def test_only_what_the_page_shows_is_taken(
    cast: Cast, on_day: Callable[..., date], name: str
) -> None:
    proof = PROOFS[name]
    on_day(proof.on.year, proof.on.month, proof.on.day)
    url = address(proof, proof.prepare(cast), cast)
    client = Client()
    client.force_login(getattr(cast, proof.by))
    honest = proof.data(cast, client, url)
    permitted = honest.keys() | shown(client, url) | TAKEN_WITHOUT_A_PAGE.get(name, set())
    hostile = {k: v for k, v in every_field().items() if k not in permitted}
    assert {"is_superuser", "content_hash", "committee_id"} <= hostile.keys()
    assert after(client, url, honest | hostile) == after(client, url, honest)


# Forms whose fields stand on another page, or with a prefix.
TAKEN_WITHOUT_A_PAGE = {
    "reports:section": {"text", "version"},
    "commitments:support_answer": {"answer"},  # the box stands on the page of the task
    "commitments:action_report": {"note"},
    "commitments:action_judge": {"comment"},
    "commitments:quarter_autosave": {"highlights", "difficulties", "proposals", "version", "key"},
}


def test_a_form_that_takes_too_much_is_noticed(
    cast: Cast, on_day: Callable[..., date], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with a hidden field of the model, the same comparison is not equal."""
    proof = PROOFS["units:person"]
    on_day(2021, 1, 8)
    client = Client()
    client.force_login(cast.clerk)
    url = address(proof, proof.prepare(cast), cast)
    honest = proof.data(cast, client, url)

    class Greedy(PersonForm):
        class Meta(PersonForm.Meta):
            fields = (*PersonForm.Meta.fields, "is_superuser")

        def clean(self) -> dict[str, Any]:
            Person.objects.filter(pk=self.instance.pk).update(
                is_superuser=self.cleaned_data["is_superuser"]
            )
            return self.cleaned_data

    monkeypatch.setattr("units.views.people.PersonForm", Greedy)
    assert issubclass(Greedy, forms.ModelForm)
    assert after(client, url, honest | {"is_superuser": "on"}) != after(client, url, honest)
