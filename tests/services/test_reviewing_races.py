"""Handing in, taking back, judging and asking for time in the same second, on PostgreSQL.

The storm goes through the pages themselves; CAMKET_STORM=100x50 plays it in full size (units x
posts). Controls take the protection away and must go wrong.
"""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from camket import celery
from camket.audit import Refused
from camket.models import AuditEntry, OutgoingMail
from commitments.models import Extension, ExtensionRequest, ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.states import ReportState
from commitments.workflow import extending, filing, requesting, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.services.together import together
from units.models import Person
from units.roles import Role

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

UNITS, POSTS = (int(n) for n in os.environ.get("CAMKET_STORM", "3x12").split("x"))
ASKED, LAST = stage.at(3, 24), stage.at(4, 20).date()


@pytest.fixture(autouse=True)
def on_postgresql(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.vendor == "postgresql", "make test-services sets DATABASE_URL"
    monkeypatch.setattr(celery, "_ring_now", lambda *_: None)


@pytest.fixture
def row(cast: Cast) -> ProgressReport:
    return quarter.report(quarter.reports(cast))


def of(results: list[Any], kind: type) -> list[Any]:
    return [result for result in results if isinstance(result, kind)]


class TestTheStorm:
    """One filled-in page, handed in many times at once by a nervous finger (trust.md F9)."""

    def units(self, cast: Cast, many: int) -> list[Cast]:
        """So many wards with heads of their own, before the year asks them for anything."""
        found = []
        for n in range(2, 2 + many):
            unit = stage.unit_row(cast.wards, f"phuong-{n}", f"Phường {n}", kind="WARD", rank=n)
            head = stage.appointed(f"head-{n}", Role.HEAD, unit)
            found.append(replace(cast, ward=unit, head=head, reporter=head))
        return found

    def drafted(self, own: Cast) -> tuple[Person, str, dict[str, Any]]:
        """A unit with a complete draft: who, where, and what the browser posts."""
        quarter.draft(own, quarter.report(stage.signed(own)))
        client, here = Client(), f"{quarter.PREFIX}{own.ward.code}/quy-1/"
        client.force_login(own.head)
        return own.head, here, quarter.posted(client.get(here), gui="1")

    def storm(self, head: Person, here: str, data: dict[str, Any], posts: int) -> Counter[int]:
        """The answers by their status."""
        client = Client(raise_request_exception=False)
        client.force_login(head)
        cookies = client.cookies

        def post() -> int:
            one = Client(raise_request_exception=False)
            one.cookies = cookies
            return one.post(here, data).status_code

        return Counter(together(*[post] * posts))

    def test_one_round_a_unit_and_no_errors(self, cast: Cast, on_day: Any) -> None:
        on_day(2021, 3, 24)
        answers: Counter[int] = Counter()
        for own in self.units(cast, UNITS):
            answers += self.storm(*self.drafted(own), POSTS)
        assert answers == {302: UNITS * POSTS}
        assert Submission.objects.count() == UNITS
        assert AuditEntry.objects.filter(deed="QUARTER_SUBMITTED").count() == UNITS
        assert OutgoingMail.objects.filter(kind="quarter_received").count() == UNITS

    def test_control_without_key_lock_and_claim(
        self, cast: Cast, on_day: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Every post makes a round of its own, or breaks on the database's last constraint."""
        on_day(2021, 3, 24)
        head, here, data = self.drafted(*self.units(cast, 1))
        frozen = filing._frozen
        monkeypatch.setattr(filing, "round_with", lambda *_: None)
        monkeypatch.setattr(filing, "lock", quarter.fresh)
        monkeypatch.setattr(filing, "claim", lambda *_, **changes: None)
        monkeypatch.setattr(
            filing, "_frozen", lambda report, _, **by: frozen(report, uuid4(), **by)
        )
        answers = self.storm(head, here, data, 8)
        assert Submission.objects.count() > 1 or answers[500]


class TestEverybodyAtOnce:
    """The Office accepts, another sends back, the unit takes back: one deed holds."""

    def deeds(self, cast: Cast, row: ProgressReport) -> dict[str, Callable[[], Any]]:
        words: dict[str, Any] = {
            "report": row, "round_number": 1, "task_comments": {}, "at": quarter.JUDGED,
        }  # fmt: skip
        return {
            "accept": lambda: reviewing.accept(verdicts={}, comment="", by=cast.clerk, **words),
            "send_back": lambda: reviewing.send_back(
                comment="Thiếu.", by=cast.office_head, **words
            ),
            "withdraw": lambda: filing.withdraw(report=row, by=cast.head, at=quarter.JUDGED),
        }

    @pytest.mark.parametrize("attempt", range(4))
    def test_one_verdict_and_the_others_are_told(
        self, cast: Cast, row: ProgressReport, attempt: int
    ) -> None:
        quarter.submitted(cast, row)
        results = together(*[*self.deeds(cast, row).values()] * 2)
        assert results.count(None) == 1
        assert len(of(results, Refused)) == 5
        state, verdict = quarter.fresh(row).state, Submission.objects.get().verdict
        assert (state, verdict) in {
            ("ACCEPTED", "ACCEPTED"), ("SENT_BACK", "SENT_BACK"), ("OPEN", "WITHDRAWN"),
        }  # fmt: skip

    @pytest.mark.parametrize("attempt", range(4))
    def test_beginning_against_taking_back(
        self, cast: Cast, row: ProgressReport, attempt: int
    ) -> None:
        """Either the review has begun and the round waits, or the unit has it and nobody looks."""
        quarter.submitted(cast, row)
        begin = lambda: reviewing.begin_review(report=row, by=cast.clerk, at=quarter.JUDGED)  # noqa: E731
        results = together(begin, self.deeds(cast, row)["withdraw"])
        now = quarter.fresh(row)
        assert len(of(results, Refused)) == 1
        begun = now.state == ReportState.SUBMITTED and now.review_begun_by_id == cast.clerk.pk
        withdrawn = now.state == ReportState.OPEN and now.review_begun_by is None
        assert begun != withdrawn

    @pytest.mark.parametrize("attempt", range(3))
    def test_taken_back_and_handed_in_again_while_it_is_judged(
        self, cast: Cast, row: ProgressReport, attempt: int
    ) -> None:
        """A verdict is about the round that was read: never about the next one."""
        quarter.submitted(cast, row)
        deeds = self.deeds(cast, row)

        def again() -> Any:
            deeds["withdraw"]()
            saved = quarter.fresh(row)
            return filing.submit(
                report=saved, key=uuid4(), version=saved.version, by=cast.head, at=quarter.JUDGED
            )

        together(again, deeds["accept"], deeds["send_back"])
        rounds = {made.number: made.verdict for made in Submission.objects.all()}
        state = quarter.fresh(row).state
        if 2 in rounds:
            assert rounds == {1: Verdict.WITHDRAWN, 2: Verdict.WAITING}
            assert state == ReportState.SUBMITTED
        else:
            assert rounds == {1: state}
            assert state in (ReportState.ACCEPTED, ReportState.SENT_BACK)


class TestMoreTime:
    def asked(self, cast: Cast, row: ProgressReport) -> ExtensionRequest:
        return requesting.ask_extension(
            report=row, reason="Bão số 5.", wished_until=LAST, by=cast.head, at=ASKED
        )

    def test_asked_for_many_times_is_asked_once(self, cast: Cast, row: ProgressReport) -> None:
        results = together(*[lambda: self.asked(cast, row)] * 6)
        assert (len(of(results, ExtensionRequest)), len(of(results, Refused))) == (1, 5)
        assert OutgoingMail.objects.filter(kind="extension_asked").count() == 2

    def answers(self, cast: Cast, made: ExtensionRequest) -> list[Callable[[], Any]]:
        words: dict[str, Any] = {"request": made, "by": cast.clerk, "at": ASKED}
        return [
            lambda: extending.grant_request(locks_on=LAST, answer="", **words),
            lambda: extending.grant_request(locks_on=LAST, answer="", **words),
            lambda: extending.refuse_request(answer="Không có lý do.", **words),
            lambda: requesting.withdraw_request(request=made, by=cast.head, at=ASKED),
        ]

    @pytest.mark.parametrize("attempt", range(3))
    def test_one_answer_holds(self, cast: Cast, row: ProgressReport, attempt: int) -> None:
        made = self.asked(cast, row)
        results = together(*self.answers(cast, made))
        assert len(of(results, Refused)) == 3
        made.refresh_from_db()
        assert Extension.objects.count() == (made.state == "GRANTED")
        told = OutgoingMail.objects.filter(kind__in=["extension_granted", "extension_refused"])
        assert told.count() == (0 if made.state == "WITHDRAWN" else 2)

    def test_control_without_lock_and_claim_two_answers_hold(
        self, cast: Cast, row: ProgressReport, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = self.asked(cast, row)
        monkeypatch.setattr(extending, "lock_request", lambda request: request)
        monkeypatch.setattr(extending, "claim", lambda rows, *_, **changes: None)
        results = together(*self.answers(cast, made)[1:3])
        assert not of(results, Refused)
        assert Extension.objects.count() == 1
        assert AuditEntry.objects.filter(deed="EXTENSION_REFUSED").count() == 1
