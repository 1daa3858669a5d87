"""Fifty people at one form: each text is kept or its writer is told (trust.md F7). On PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client

from commitments.models import ProgressReport
from commitments.views import conflicts
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.services.together import together

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
MANY = 50


@pytest.fixture
def row(cast: Cast, on_day: Any) -> ProgressReport:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    on_day(2021, 3, 19)
    return quarter.report(quarter.reports(cast))


def editing(
    cast: Cast, row: ProgressReport, many: int = MANY
) -> list[Callable[[], tuple[str, str, int]]]:
    """Each writes one text into one of the twelve boxes, all from the same page."""
    client = Client()
    client.force_login(cast.head)
    page = quarter.posted(client.get(FORM))
    kinds = ("changed", "difficulties", "proposals")
    boxes = [f"nv-{task.pk}-{kind}" for task in row.commitment.tasks.all() for kind in kinds]
    boxes += ["highlights", "difficulties", "proposals"]

    def one(n: int) -> Callable[[], tuple[str, str, int]]:
        name, text = boxes[n % len(boxes)], f"Bản {n}"
        editor = Client()
        editor.force_login(cast.head)

        def saves() -> tuple[str, str, int]:
            while True:
                answer = editor.post(f"{FORM}luu/", page | {name: text})
                if answer.status_code != 503:  # a page tries again
                    return name, text, answer.status_code

        return saves

    return [one(n) for n in range(many)]


def stored(row: ProgressReport) -> dict[str, str]:
    report = quarter.fresh(row)
    found = {name: getattr(report, name) for name in ("highlights", "difficulties", "proposals")}
    for answer in report.answers.all():
        for kind in ("changed", "difficulties", "proposals"):
            found[f"nv-{answer.task_id}-{kind}"] = getattr(answer, kind)
    return found


def test_each_is_kept_or_told(cast: Cast, row: ProgressReport) -> None:
    results = together(*editing(cast, row))
    assert Counter(status for _, _, status in results).keys() <= {200, 409}
    kept = [(name, text) for name, text, status in results if status == 200]
    now = stored(row)
    assert len(dict(kept)) == len(kept) == 12  # one a box, in silence over nobody
    assert all(now[name] == text for name, text in kept)
    assert sum(status == 409 for *_, status in results) == MANY - 12


def test_control_without_a_version_texts_are_lost_in_silence(
    cast: Cast, row: ProgressReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    save = conflicts.filing.save_draft

    def whatever(**said: Any) -> ProgressReport:
        return save(**(said | {"version": F("version")}))  # every row has the version it has

    monkeypatch.setattr(conflicts.filing, "save_draft", whatever)
    results = together(*editing(cast, row, many=24))
    assert {status for _, _, status in results} == {200}
    now = stored(row)
    assert sum(now[name] == text for name, text, _ in results) < 12
