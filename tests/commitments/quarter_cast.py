"""A quarter brought to a state by the real verbs. Everything plays in the first quarter of 2021
unless told otherwise; the ward has signed three tasks (1 and 3 with a quantity, 2 with steps)."""

import html
import json
import re
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from commitments.models import Commitment, ProgressReport, Submission, Year
from commitments.progress import Status
from commitments.quality import AnswerData
from commitments.workflow import choosing, filing, reviewing, signing
from commitments.workflow.filing import GeneralData
from tests import cast as stage
from tests.cast import Cast
from tests.remembered import remembered
from units.models import Unit

DRAFTED, HANDED_IN, JUDGED = stage.at(3, 18), stage.at(3, 19), stage.at(3, 22)
PREFIX = "/dang-uy-mau/2021/bao-cao/"


def reports(cast: Cast) -> Commitment:
    """The ward's signed commitment, which owes four reports."""
    return stage.signed(cast)


@remembered
def with_tasks(cast: Cast, tasks: int, unit: Unit | None = None) -> Commitment:
    """The same of a unit that may sign that many tasks (seven at most)."""
    if not Year.objects.exists():
        stage.year(cast, max_tasks=7, min_tasks=1)
    paper = stage.submitted(cast, unit, tasks)
    head = stage.chief(cast, paper)
    choosing.pass_on(commitment=paper, by=cast.clerk, at=stage.at(1, 7))
    choosing.approve(commitment=stage.fresh(paper), by=cast.standing, at=stage.at(1, 8))
    signing.sign_as_head(commitment=stage.fresh(paper), by=head, at=stage.at(1, 8, 14))
    signing.sign_as_standing(commitment=stage.fresh(paper), by=cast.standing, at=stage.at(1, 8, 15))
    return stage.fresh(paper)


def report(commitment: Commitment, quarter: int = 1) -> ProgressReport:
    return ProgressReport.objects.with_names().get(commitment=commitment, period__quarter=quarter)


def fresh(row: ProgressReport) -> ProgressReport:
    return ProgressReport.objects.with_names().get(pk=row.pk)


def answers(row: ProgressReport, **changes: Any) -> list[AnswerData]:
    """Complete answers: 30 of the quantity, the first step done. ``changes`` go to each."""
    made = []
    for task in row.commitment.tasks.prefetch_related("milestones").order_by("number"):
        first = task.milestones.all()[0]
        values: dict[str, Any] = {
            "task": task.pk,
            "status": Status.IN_PROGRESS,
            "actual": Decimal(30) if task.is_quantity else None,
            "done_milestones": frozenset({first.pk}),
            "changed": f"Đã làm việc {task.number} ở khu phố 3.",
        }
        made.append(AnswerData(**(values | changes)))
    return made


@remembered
def draft(
    cast: Cast, row: ProgressReport, at: datetime = DRAFTED, **changes: Any
) -> ProgressReport:
    general = GeneralData(highlights="Hoàn thành sớm.")
    return filing.save_draft(
        report=row,
        general=general,
        answers=answers(row, **changes),
        version=fresh(row).version,
        by=cast.reporter,
        at=at,
    )


@remembered
def submitted(
    cast: Cast, row: ProgressReport, at: datetime = HANDED_IN, **changes: Any
) -> Submission:
    saved = draft(cast, row, at=at, **changes)
    return filing.submit(report=saved, key=uuid4(), version=saved.version, by=cast.head, at=at)


@remembered
def sent_back(cast: Cast, row: ProgressReport, at: datetime = JUDGED) -> Submission:
    made = submitted(cast, row)
    reviewing.send_back(
        report=row,
        round_number=made.number,
        comment="Cần rõ hơn.",
        task_comments={1: "Ghi rõ địa bàn."},
        by=cast.clerk,
        at=at,
    )
    return Submission.objects.get(pk=made.pk)


@remembered
def accepted(
    cast: Cast, row: ProgressReport, at: datetime = JUDGED, handed_in: datetime = HANDED_IN
) -> Submission:
    made = submitted(cast, row, at=handed_in)
    accept(cast, row, made.number, at=at)
    return Submission.objects.get(pk=made.pk)


def accept(
    cast: Cast, row: ProgressReport, number: int, at: datetime = JUDGED, **more: Any
) -> None:
    words: dict[str, Any] = {"verdicts": {}, "comment": "", "task_comments": {}}
    reviewing.accept(report=row, round_number=number, by=cast.clerk, at=at, **(words | more))


def posted(page: Any, **changes: str) -> dict[str, Any]:
    """What a browser would send back of a form page, with some boxes typed over."""
    form = page.context["form"]
    data: dict[str, Any] = {"promise": page.context["promise"]}
    for part in [form.general, *form.parts]:
        for box in part:
            value = box.value()
            if value is True:
                data[box.html_name] = "on"
            elif value not in (None, False, ""):
                value = value if isinstance(value, str) else box.field.prepare_value(value)
                data[box.html_name] = (
                    [str(v) for v in value] if isinstance(value, list) else str(value)
                )
    return data | changes


def news(answer: Any) -> dict[str, Any]:
    """What an autosave's answer tells the page beside the drawn bits."""
    text = answer.content.decode()
    told = re.search(r'<script id="luu-noi-dung" type="application/json">(.*?)</script>', text)
    assert told, text
    return dict(json.loads(told[1]))


def bit(answer: Any, place: str) -> str:
    """The drawn bit for one place of the page, its text alone."""
    text = answer.content.decode()
    found = re.search(rf'<div hx-swap-oob="innerHTML:#{place}">(.*?)\n<div hx-swap-oob', text, re.S)
    assert found, text
    return html.unescape(re.sub(r"<[^>]*>", "", found[1]))
