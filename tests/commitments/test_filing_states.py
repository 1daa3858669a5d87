"""Every state of a report × every verb × every person: who may, and nobody else."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from camket.audit import Refused
from camket.models import AuditEntry
from commitments.models import ProgressReport, Submission
from commitments.workflow import extending, filing, reviewing
from commitments.workflow.filing import GeneralData
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.roles import Role

pytestmark = pytest.mark.django_db

NOW = stage.at(3, 23)
AFTER_LOCK = stage.at(4, 6)  # the first quarter's report locks on 5 April

WRITE = {"head", "reporter", "trusted", "clerk", "office_head"}
HAND_IN = {"head", "trusted", "clerk", "office_head"}
OFFICE = {"clerk", "office_head"}

VERBS: dict[str, Callable[[ProgressReport, Any, Any], Any]] = {
    "save_draft": lambda row, who, at: filing.save_draft(
        report=row,
        general=GeneralData(),
        answers=quarter.answers(row),
        version=row.version,
        by=who,
        at=at,
    ),
    "submit": lambda row, who, at: filing.submit(
        report=row, key=uuid4(), version=row.version, by=who, at=at
    ),
    "withdraw": lambda row, who, at: filing.withdraw(report=row, by=who, at=at),
    "begin_review": lambda row, who, at: reviewing.begin_review(report=row, by=who, at=at),
    "accept": lambda row, who, at: reviewing.accept(
        report=row,
        round_number=_number(row),
        verdicts={},
        comment="",
        task_comments={},
        by=who,
        at=at,
    ),
    "send_back": lambda row, who, at: reviewing.send_back(
        report=row, round_number=_number(row), comment="Bổ sung.", task_comments={}, by=who, at=at
    ),
    "reopen": lambda row, who, at: reviewing.reopen(report=row, reason="Sai số.", by=who, at=at),
    "extend": lambda row, who, at: extending.extend(
        report=row,
        locks_on=stage.at(4, 20).date(),
        asked_by="Đ/c Thử",
        reason="Bão",
        by=who,
        at=at,
    ),
}


def _number(row: ProgressReport) -> int:
    latest = row.rounds.order_by("-number").first()
    return latest.number if latest else 1


def _open(cast: Cast, row: ProgressReport) -> None:
    quarter.draft(cast, row)


def _begun(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    reviewing.begin_review(report=row, by=cast.clerk, at=quarter.JUDGED)


def _extended(cast: Cast, row: ProgressReport) -> None:
    quarter.draft(cast, row)
    VERBS["extend"](row, cast.clerk, AFTER_LOCK)


def _withdrawn(cast: Cast, row: ProgressReport) -> None:
    quarter.submitted(cast, row)
    filing.withdraw(report=row, by=cast.head, at=quarter.JUDGED)


# state: how it comes about, at what moment it is tried, who may do what
TABLE: dict[str, tuple[Any, Any, dict[str, set[str]]]] = {
    "open": (
        _open,
        NOW,
        {"save_draft": WRITE, "submit": HAND_IN, "extend": OFFICE},
    ),
    "withdrawn": (
        _withdrawn,
        NOW,
        {"save_draft": WRITE, "submit": HAND_IN, "extend": OFFICE},
    ),
    "submitted": (
        quarter.submitted,
        NOW,
        {"withdraw": HAND_IN, "begin_review": OFFICE, "accept": OFFICE, "send_back": OFFICE},
    ),
    "begun": (
        _begun,
        NOW,
        {"begin_review": OFFICE, "accept": OFFICE, "send_back": OFFICE},
    ),
    "sent_back": (
        quarter.sent_back,
        NOW,
        {"save_draft": WRITE, "submit": HAND_IN},
    ),
    "accepted": (quarter.accepted, NOW, {"reopen": OFFICE}),
    "open, locked": (_open, AFTER_LOCK, {"save_draft": WRITE, "extend": OFFICE}),
    "open, extended": (_extended, AFTER_LOCK, {"save_draft": WRITE, "submit": HAND_IN}),
    "submitted, locked": (
        quarter.submitted,
        AFTER_LOCK,
        {"begin_review": OFFICE, "accept": OFFICE, "send_back": OFFICE},
    ),
    "sent_back, locked": (
        quarter.sent_back,
        AFTER_LOCK,
        {"save_draft": WRITE, "submit": HAND_IN},
    ),
}


@pytest.mark.parametrize("state", TABLE)
def test_who_may_do_what(cast: Cast, state: str) -> None:
    prepare, at, allowed = TABLE[state]
    row = quarter.report(quarter.reports(cast))
    prepare(cast, row)
    people = cast.people() | {
        "trusted": stage.appointed("trusted", Role.REPORTER, cast.ward, may_submit=True)
    }
    for verb, do in VERBS.items():
        may = {name for name, who in people.items() if _done(do, quarter.fresh(row), who, at)}
        assert may == allowed.get(verb, set()), f"{verb} of a report {state}"


def _done(do: Any, row: ProgressReport, who: Any, at: Any) -> bool:
    """Whether the verb did its deed, undone afterwards; a refusal leaves nothing behind."""
    before = (AuditEntry.objects.count(), Submission.objects.count(), row.state, row.version)
    try:
        with transaction.atomic():
            do(row, who, at)
            raise _UndoError
    except _UndoError:
        return True
    except Refused as refused:
        assert refused.sentence.endswith(".")
        now = quarter.fresh(row)
        assert before == (
            AuditEntry.objects.count(),
            Submission.objects.count(),
            now.state,
            now.version,
        )
        return False


class _UndoError(Exception):
    pass
