"""A unit without a connection fills in the quarter's workbook and brings it back into the draft."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from camket import clock
from camket.demo.telling.stage import Stage
from commitments.exchange.quarter import asking, filling
from commitments.exchange.quarter.asking import Values
from commitments.exchange.quarter.binding import binding_of
from commitments.exchange.quarter.writing import make_workbook
from commitments.models import ProgressReport
from commitments.quality import AnswerData
from commitments.workflow.freezing import plain


def fill(
    stage: Stage, report: ProgressReport, answers: Iterable[AnswerData], when: datetime
) -> None:
    """The workbook goes out empty; its cells come back as the unit has filled them in."""
    asked = asking.questions(report, clock.local_date(when))
    values = {key: value for answer in answers for key, value in _cells(answer).items()}
    package = filling.packed(
        asked.values | values,
        binding_of(asked),
        name=f"bao-cao-{report.period.year.year}-quy-{report.period.quarter}.xlsx",
        sha256=hashlib.sha256(make_workbook(asked)).hexdigest(),
    )
    by = stage.reporters[report.commitment.unit.code]
    filling.fill(report=report, package=package, chosen={}, by=by, at=when)


def _cells(answer: AnswerData) -> Values:
    """The cells of one task that were filled in, by the workbook's keys."""
    place = answer.task
    found: Values = {f"{place}.status": answer.status, f"{place}.changed": answer.changed}
    if answer.actual is not None:
        found[f"{place}.actual"] = plain(answer.actual)
    return found | {f"{place}.step.{step}": True for step in answer.done_milestones}
