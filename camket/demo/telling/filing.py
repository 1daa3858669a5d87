"""Units file their quarters; the Office looks, accepts or sends back; some ask for more time."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from camket.demo.cast import REPORTER_SUBMITS
from camket.demo.filings import BELATED, BY_WORKBOOK, EXTENSIONS, FILINGS
from camket.demo.highlights import highlight
from camket.demo.quarters import entries
from camket.demo.shapes import ACCEPTED, WITHDRAWN, Ask, Entry, Filing, Round
from camket.demo.telling import evidencing, filling, requesting
from camket.demo.telling.stage import Stage, about, at, minute_of
from camket.demo.units import UNITS
from commitments.models import Addressee, Task
from commitments.quality import AnswerData
from commitments.workflow import filing, reviewing


def file_quarter(stage: Stage, year: int, quarter: int) -> None:
    """One quarter of all units, in the order in which they acted."""
    for extension in EXTENSIONS:
        if (extension.year, extension.quarter) == (year, quarter):
            requesting.request(stage, extension)
    for unit in UNITS:
        history = FILINGS[year, unit.code, quarter]
        if history.drafted_on is not None:
            _file(stage, history, history.drafted_on)


def file_belated(stage: Stage, year: int) -> None:
    """What of that year came only in the year after."""
    for extension, history in BELATED:
        if history.year == year and history.drafted_on is not None:
            requesting.request(stage, extension)
            _file(stage, history, history.drafted_on)


def _file(stage: Stage, history: Filing, drafted_on: date) -> None:
    """Draft, then each round: hand in, and what came of it."""
    minute = minute_of(history.unit)
    first = history.rounds[0] if history.rounds else None
    begun = at(drafted_on, 14, minute)
    _draft(stage, history, begun, first)
    report = stage.report(history.year, history.unit, history.quarter)
    evidencing.bring(stage, history, report, begun)
    for number, told in enumerate(history.rounds, 1):
        if number > 1:
            _draft(stage, history, at(told.submitted_on, 9, minute), None)
        report = stage.report(history.year, history.unit, history.quarter)
        trusted = history.unit in REPORTER_SUBMITS
        by = (stage.reporters if trusted else stage.heads)[history.unit]
        filing.submit(
            report=report,
            key=uuid4(),
            version=report.version,
            by=by,
            at=at(told.submitted_on, 16, minute),
        )
        if told.verdict and told.judged_on:
            _judge(stage, history, number, told, told.judged_on)
    if history.looked_on:
        report = stage.report(history.year, history.unit, history.quarter)
        reviewing.begin_review(report=report, by=stage.clerk, at=at(history.looked_on, 9, minute))


def _judge(stage: Stage, history: Filing, number: int, told: Round, day: date) -> None:
    report = stage.report(history.year, history.unit, history.quarter)
    if told.verdict == WITHDRAWN:
        early = at(day, 8, minute_of(history.unit))
        filing.withdraw(report=report, by=stage.heads[history.unit], at=early)
        return
    when = at(day, 10, minute_of(history.unit))
    comments = {told.task_no: about(told.task_no, told.comment)} if told.task_no else {}
    if told.verdict == ACCEPTED:
        reviewing.accept(
            report=report,
            round_number=number,
            verdicts={},
            comment="",
            task_comments=comments,
            by=stage.clerk,
            at=when,
        )
    else:
        reviewing.send_back(
            report=report,
            round_number=number,
            comment="" if comments else told.comment,
            task_comments=comments,
            by=stage.clerk,
            at=when,
        )


def _draft(stage: Stage, history: Filing, when: datetime, told: Round | None) -> None:
    report = stage.report(history.year, history.unit, history.quarter)
    tasks = {t.number: t for t in report.commitment.tasks.prefetch_related("milestones")}
    answers = [
        _answer(stage, tasks[entry.task_no], entry, told)
        for entry in entries(history.year, history.unit, history.quarter)
    ]
    if (history.year, history.unit, history.quarter) in BY_WORKBOOK:
        filling.fill(stage, report, answers, when)
        return
    text = highlight(history.unit) if history.quarter == 4 else ""
    filing.save_draft(
        report=report,
        general=filing.GeneralData(highlights=text),
        answers=answers,
        version=report.version,
        by=stage.reporters[history.unit],
        at=when,
    )


def _answer(stage: Stage, task: Task, entry: Entry, told: Round | None) -> AnswerData:
    """One task's answer; in a round that came back, in its first, vaguer words and value."""
    first = told if told and told.task_no == entry.task_no else None
    steps = list(task.milestones.all())
    return AnswerData(
        task=task.pk,
        status=entry.status,
        actual=first.value_first if first and first.value_first is not None else entry.value,
        done_milestones=frozenset(steps[number - 1].pk for number in entry.steps_done),
        changed=(first.said_first if first else "") or entry.changed,
        difficulties=entry.difficulty,
        **(_asked(stage, entry.ask) if entry.ask else {}),
        needs_support=entry.needs_support,
        nothing_new=entry.nothing_new,
    )


def _asked(stage: Stage, ask: Ask) -> dict[str, Any]:
    """A proposal's words, whom it is put to and the day it is needed by."""
    unit = stage.units.get(ask.to)
    return {
        "proposals": ask.text,
        "addressee": Addressee.UNIT if unit else ask.to,
        "addressed_unit": unit.pk if unit else None,
        "wanted_by": ask.by,
    }
