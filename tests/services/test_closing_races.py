"""The year is closed in the same second in which somebody signs or reopens in it.

Whoever waits for the closing must see the closed year. The control takes the second beat away.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from camket import celery
from camket.audit import Refused
from commitments.models import Commitment, ProgressReport, Year
from commitments.workflow import reviewing, signing, years
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

AT = stage.at(12, 30)


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


@pytest.fixture
def year(cast: Cast) -> Year:
    """In force; the ward's reports are all accepted, the bureau's paper lacks one signature."""
    ward, bureau = stage.signed(cast), stage.approved(cast, cast.bureau)
    signing.sign_as_head(commitment=bureau, by=cast.bureau_head, at=stage.at(1, 25))
    ProgressReport.objects.update(state="ACCEPTED", submitted_at=AT, accepted_at=AT)
    return Year.objects.get(pk=ward.year_id)


Deed = Callable[[Cast, Year], Any]


def reopens(cast: Cast, year: Year) -> None:
    row = ProgressReport.objects.with_names().filter(commitment__year=year).first()
    assert row is not None
    reviewing.reopen(report=row, reason="Sai số liệu.", by=cast.clerk, at=AT)


def signs(cast: Cast, year: Year) -> None:
    paper = year.commitments.select_related("year__committee", "unit").get(unit=cast.bureau)
    signing.sign_as_standing(commitment=paper, by=cast.standing, at=AT)


def confers(cast: Cast, year: Year) -> None:
    signing.sign_at_conference(
        year=year,
        commitments=[year.commitments.get(unit=cast.bureau).pk],
        signed_on=AT.date(),
        by=cast.clerk,
        at=AT,
    )


def while_closing(cast: Cast, year: Year, deed: Deed) -> list[Exception]:
    """The deed begins when the closing has written and not yet committed; what it raised."""
    raised: list[Exception] = []

    def run() -> None:
        try:
            deed(cast, year)
        except Refused as refused:
            raised.append(refused)
        finally:
            connection.close()

    with transaction.atomic():
        years.close_year(year=year, by=cast.clerk, at=AT)
        thread = threading.Thread(target=run)
        thread.start()
        time.sleep(0.7)  # long enough to come to the lock
    thread.join(timeout=20)
    assert not thread.is_alive()
    return raised


def contradictions(year: Year) -> int:
    """Papers in force and reports not accepted, in a closed year."""
    papers = Commitment.objects.filter(year=year, year__state="CLOSED", state="SIGNED").count()
    rows = ProgressReport.objects.filter(commitment__year=year, commitment__year__state="CLOSED")
    return papers + rows.exclude(state="ACCEPTED").count()


@pytest.mark.parametrize("deed", [reopens, signs, confers])
def test_whoever_waits_for_the_closing_is_refused(cast: Cast, year: Year, deed: Deed) -> None:
    assert len(while_closing(cast, year, deed)) == 1
    assert contradictions(year) == 0


def test_control_without_the_lock_a_closed_year_is_reopened(
    cast: Cast, year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "lock", quarter.fresh)
    assert while_closing(cast, year, reopens) == []
    assert contradictions(year) == 1
