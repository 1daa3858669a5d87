"""Two people in the same second, with real threads on PostgreSQL.

Each race has its control: the same two deeds with the protection taken away, which must go wrong.
Otherwise the race was never run.
"""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.db.models import F

from camket import celery
from camket.audit import Conflict, Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import ProgressReport, Submission, TaskProgress
from commitments.workflow import filing, reviewing
from commitments.workflow.filing import GeneralData
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.services.together import together

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

MANY = 8


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


@pytest.fixture
def row(cast: Cast) -> ProgressReport:
    return quarter.report(quarter.reports(cast))


@pytest.fixture(name="together")
def _together() -> Callable[..., list[Any]]:
    return together


@pytest.fixture
def unprotected(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row lock, no conditional UPDATE; both read before either writes."""
    both_have_read = Barrier(2)

    def read_only(report: ProgressReport) -> ProgressReport:
        found = quarter.fresh(report)
        both_have_read.wait(timeout=20)
        return found

    def write_anyway(rows: Any, *_: Any, **changes: Any) -> None:
        rows.model.objects.update(**changes)

    for module in (filing, reviewing):
        monkeypatch.setattr(module, "lock", read_only)
        monkeypatch.setattr(module, "claim", write_anyway)
    monkeypatch.setattr(reviewing, "_latest", lambda row, number: row.rounds.get(number=number))


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


def submitting(cast: Cast, saved: ProgressReport, key: Any = None) -> Callable[[], Submission]:
    return lambda: filing.submit(
        report=saved,
        key=key or uuid4(),
        version=saved.version,
        by=cast.head,
        at=quarter.HANDED_IN,
    )


class TestSubmittingTwice:
    def test_one_round_and_the_others_are_told(
        self, cast: Cast, row: ProgressReport, together: Any
    ) -> None:
        saved = quarter.draft(cast, row)
        results = together(*[submitting(cast, saved) for _ in range(MANY)])
        assert len(of(results, Submission)) == 1
        assert len(of(results, Refused)) == MANY - 1
        assert AuditEntry.objects.filter(deed="QUARTER_SUBMITTED").count() == 1
        assert OutgoingMail.objects.filter(kind="quarter_received").count() == 2

    def test_one_form_sent_many_times_is_answered_with_its_one_round(
        self, cast: Cast, row: ProgressReport, together: Any
    ) -> None:
        saved, key = quarter.draft(cast, row), uuid4()
        results = together(*[submitting(cast, saved, key) for _ in range(MANY)])
        assert {made.pk for made in results} == {Submission.objects.get().pk}

    @pytest.mark.usefixtures("unprotected")
    def test_control_unprotected_nobody_is_told(
        self, cast: Cast, row: ProgressReport, together: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as calm:
            calm.setattr(filing, "lock", quarter.fresh)
            saved = quarter.draft(cast, row)
        results = together(*[submitting(cast, saved) for _ in range(2)])
        assert not of(results, Refused)
        assert len(of(results, Submission)) == 2 or of(results, IntegrityError)


class TestAcceptingAgainstSendingBack:
    def deeds(self, cast: Cast, row: ProgressReport, number: int) -> list[Callable[[], Any]]:
        words: dict[str, Any] = {
            "report": row,
            "round_number": number,
            "task_comments": {},
            "at": quarter.JUDGED,
        }
        return [
            lambda: reviewing.accept(verdicts={}, comment="Tốt.", by=cast.clerk, **words),
            lambda: reviewing.send_back(comment="Thiếu.", by=cast.office_head, **words),
        ]

    @pytest.mark.parametrize("attempt", range(3))
    def test_one_wins_and_the_other_is_told(
        self, cast: Cast, row: ProgressReport, together: Any, attempt: int
    ) -> None:
        made = quarter.submitted(cast, row)
        results = together(*self.deeds(cast, row, made.number) * 3)
        assert results.count(None) == 1
        assert len(of(results, Refused)) == 5
        judged = AuditEntry.objects.filter(deed__in=["QUARTER_ACCEPTED", "QUARTER_SENT_BACK"])
        state, verdict = quarter.fresh(row).state, Submission.objects.get().verdict
        assert [entry.deed for entry in judged] == [f"QUARTER_{state}"]
        assert verdict == state

    @pytest.mark.usefixtures("unprotected")
    def test_control_unprotected_both_win(
        self, cast: Cast, row: ProgressReport, together: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as calm:
            calm.setattr(filing, "lock", quarter.fresh)
            made = quarter.submitted(cast, row)
        assert together(*self.deeds(cast, row, made.number)) == [None, None]
        judged = AuditEntry.objects.filter(deed__in=["QUARTER_ACCEPTED", "QUARTER_SENT_BACK"])
        assert judged.count() == 2


class TestTwoDrafts:
    def saving(
        self, cast: Cast, row: ProgressReport, text: str, version: Any
    ) -> Callable[[], ProgressReport]:
        answer = replace(quarter.answers(row)[0], changed=text)
        return lambda: filing.save_draft(
            report=row,
            general=GeneralData(highlights=text),
            answers=[answer],
            version=version,
            by=cast.reporter,
            at=quarter.DRAFTED,
        )

    def test_one_is_saved_and_the_others_see_its_text(
        self, cast: Cast, row: ProgressReport, together: Any
    ) -> None:
        texts = [f"Bản {n}" for n in range(MANY)]
        results = together(*[self.saving(cast, row, text, row.version) for text in texts])
        kept = quarter.fresh(row).highlights
        clashes = of(results, Conflict)
        assert len(of(results, ProgressReport)) == 1
        assert len(clashes) == MANY - 1
        assert {clash.theirs["highlights"] for clash in clashes} == {kept}
        assert TaskProgress.objects.get().changed == kept

    def test_control_without_a_version_texts_are_lost_in_silence(
        self, cast: Cast, row: ProgressReport, together: Any
    ) -> None:
        whatever = F("version")  # every row has the version that it has
        texts = [f"Bản {n}" for n in range(MANY)]
        results = together(*[self.saving(cast, row, text, whatever) for text in texts])
        assert len(of(results, ProgressReport)) == MANY
        assert quarter.fresh(row).highlights in texts, "seven are gone, and nobody knows"
