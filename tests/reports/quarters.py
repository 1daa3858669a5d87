"""Bring reports to a state through the real verbs, for tests of figures and of the Báo cáo."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import uuid4

from commitments.models import Commitment, ProgressReport
from commitments.progress import Status
from commitments.quality import AnswerData
from commitments.workflow import filing, reviewing
from tests import cast as stage
from tests.cast import Cast
from tests.remembered import remembered


def report_of(commitment: Commitment, quarter: int) -> ProgressReport:
    return ProgressReport.objects.with_names().get(commitment=commitment, period__quarter=quarter)


@remembered
def filed(
    cast: Cast,
    commitment: Commitment,
    quarter: int,
    values: Mapping[int, tuple[str, str | None]],
    *,
    at: datetime,
    highlights: str = "Kết quả nổi bật.",
) -> ProgressReport:
    """Draft and hand in. ``values``: task number → (status, value or None for all milestones)."""
    report = report_of(commitment, quarter)
    answers = []
    for task in commitment.tasks.prefetch_related("milestones"):
        status, value = values.get(task.number, (Status.IN_PROGRESS, "0"))
        steps = task.milestones.all() if status == Status.DONE or value is None else ()
        answers.append(
            AnswerData(
                task=task.pk,
                status=status,
                actual=Decimal(value) if task.is_quantity and value is not None else None,
                done_milestones=frozenset(step.pk for step in steps),
                changed=f"Đã làm việc {task.number} trong quý {quarter}.",
            )
        )
    writer = stage.writer(cast, commitment)
    report = filing.save_draft(
        report=report,
        general=filing.GeneralData(highlights=highlights),
        answers=answers,
        version=report.version,
        by=writer,
        at=at,
    )
    filing.submit(
        report=report,
        key=uuid4(),
        version=report.version,
        by=stage.chief(cast, commitment),
        at=at,
    )
    return report_of(commitment, quarter)


@remembered
def accepted(
    cast: Cast,
    commitment: Commitment,
    quarter: int,
    values: Mapping[int, tuple[str, str | None]],
    *,
    at: datetime,
    highlights: str = "Kết quả nổi bật.",
) -> ProgressReport:
    """Handed in and accepted at the same moment, the reviewer agreeing with every status."""
    report = filed(cast, commitment, quarter, values, at=at, highlights=highlights)
    reviewing.accept(
        report=report,
        round_number=1,
        verdicts={},
        comment="",
        task_comments={},
        by=cast.clerk,
        at=at,
    )
    return report_of(commitment, quarter)
