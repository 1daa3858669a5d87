"""Proposals and requests to explain, brought to a state by the real verbs.

The ward has signed three tasks; its first quarter is handed in on 19 March 2021.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from commitments.models import Explanation, ProgressReport, Proposal, Submission
from commitments.quality import AnswerData
from commitments.states import ProposalOutcome
from commitments.workflow import answering, explaining, filing, reviewing
from commitments.workflow.filing import GeneralData
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from tests.remembered import remembered

WORDS = "Bố trí 2 tỷ đồng vốn đối ứng."
ASKED, ANSWERED = stage.at(3, 19), stage.at(3, 24)
DUE = date(2021, 4, 5)  # 19 March and 15 days is a Saturday


@remembered
def handed_in(
    cast: Cast,
    row: ProgressReport,
    at: datetime = ASKED,
    general: GeneralData | None = None,
    **put: Any,
) -> Submission:
    """The quarter with ``put`` (proposals, addressee …) written to task 1, or to none."""
    answers = quarter.answers(row)
    saved = filing.save_draft(
        report=row,
        general=general or GeneralData(highlights="Hoàn thành sớm."),
        answers=[_first(answers[0], put), *answers[1:]],
        version=quarter.fresh(row).version,
        by=cast.reporter,
        at=at,
    )
    return filing.submit(report=saved, key=uuid4(), version=saved.version, by=cast.head, at=at)


def _first(answer: AnswerData, put: dict[str, Any]) -> AnswerData:
    return replace(answer, **put)


def sent_back(cast: Cast, row: ProgressReport, made: Submission, at: datetime = ANSWERED) -> None:
    reviewing.send_back(
        report=row, round_number=made.number, comment="Cần rõ hơn.", task_comments={},
        by=cast.clerk, at=at,
    )  # fmt: skip


@remembered
def proposal(cast: Cast, **put: Any) -> Proposal:
    """OPEN, of the ward's task 1, to the Standing Committee unless told otherwise."""
    row = quarter.report(quarter.reports(cast))
    handed_in(cast, row, **({"proposals": WORDS, "addressee": "STANDING"} | put))
    return fresh(Proposal.objects.get())


def to_bureau(cast: Cast) -> Proposal:
    """OPEN, put to the bureau."""
    return proposal(cast, addressee="UNIT", addressed_unit=cast.bureau.pk)


def answered(cast: Cast, found: Proposal, outcome: str = "RESOLVED", **more: Any) -> Proposal:
    words = {"answer": "Đã bố trí trong kế hoạch quý II.", "by": cast.standing, "at": ANSWERED}
    return answering.answer_proposal(proposal=found, outcome=outcome, **(words | more))


def adjusted(cast: Cast) -> Proposal:
    """ANSWERED with leave to adjust."""
    return answered(cast, proposal(cast), ProposalOutcome.ADJUSTED)


def fresh(found: Proposal) -> Proposal:
    return Proposal.objects.with_names().get(pk=found.pk)


def explanation(cast: Cast, at: datetime | None = None, **more: Any) -> Explanation:
    """OPEN: the Office asks on 6 April why the report of quarter I is overdue."""
    row = quarter.report(quarter.reports(cast))
    words = {"question": "Vì sao chưa nộp?", "due_on": date(2021, 4, 20), "by": cast.clerk}
    return explaining.ask_explanation(
        commitment=row.commitment, report=row, at=at or stage.at(4, 6), **(words | more)
    )
