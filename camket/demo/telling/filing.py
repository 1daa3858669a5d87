"""Units file their quarters; the Office accepts or sends back; one asks for more time."""

from datetime import date, datetime
from uuid import uuid4

from camket.demo.cast import REPORTER_SUBMITS
from camket.demo.filings import EXTENSIONS, FILINGS
from camket.demo.highlights import highlight
from camket.demo.quarters import entries
from camket.demo.shapes import ACCEPTED, Entry, Filing, Round
from camket.demo.telling.stage import Stage, about, at, minute_of
from camket.demo.units import UNITS
from commitments.models import ProgressReport, Task
from commitments.quality import AnswerData
from commitments.workflow import filing, reviewing


def file_quarter(stage: Stage, year: int, quarter: int) -> None:
    """One quarter of all units, in the order in which they acted."""
    for extension in EXTENSIONS:
        if (extension.year, extension.quarter) == (year, quarter):
            reviewing.extend(
                report=_report(stage, year, extension.unit, quarter),
                locks_on=extension.locks_on,
                asked_by=str(stage.heads[extension.unit]),
                reason=extension.reason,
                by=stage.clerk,
                at=at(extension.granted_on, 10),
            )
    for unit in UNITS:
        history = FILINGS[year, unit.code, quarter]
        if history.drafted_on is not None:
            _file(stage, history, history.drafted_on)


def _file(stage: Stage, history: Filing, drafted_on: date) -> None:
    """Draft, then each round: hand in, and what the Office said."""
    minute = minute_of(history.unit)
    first = history.rounds[0] if history.rounds else None
    _draft(stage, history, at(drafted_on, 14, minute), first)
    for number, told in enumerate(history.rounds, 1):
        if number > 1:
            _draft(stage, history, at(told.submitted_on, 9, minute), None)
        report = _report(stage, history.year, history.unit, history.quarter)
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


def _judge(stage: Stage, history: Filing, number: int, told: Round, day: date) -> None:
    report = _report(stage, history.year, history.unit, history.quarter)
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
    report = _report(stage, history.year, history.unit, history.quarter)
    tasks = {t.number: t for t in report.commitment.tasks.prefetch_related("milestones")}
    answers = [
        _answer(tasks[entry.task_no], entry, told)
        for entry in entries(history.year, history.unit, history.quarter)
    ]
    text = highlight(history.unit) if history.quarter == 4 else ""
    filing.save_draft(
        report=report,
        general=filing.GeneralData(highlights=text),
        answers=answers,
        version=report.version,
        by=stage.reporters[history.unit],
        at=when,
    )


def _answer(task: Task, entry: Entry, told: Round | None) -> AnswerData:
    """One task's answer; in a round that was sent back, in its first, vaguer words."""
    vague = told.said_first if told and told.task_no == entry.task_no else ""
    steps = list(task.milestones.all())
    return AnswerData(
        task=task.pk,
        status=entry.status,
        actual=entry.value,
        done_milestones=frozenset(steps[number - 1].pk for number in entry.steps_done),
        changed=vague or entry.changed,
        difficulties=entry.difficulty,
        proposals=f"Kiến nghị {entry.ask.addressee}: {entry.ask.text}" if entry.ask else "",
        needs_support=entry.needs_support,
        nothing_new=entry.nothing_new,
    )


def _report(stage: Stage, year: int, code: str, quarter: int) -> ProgressReport:
    return ProgressReport.objects.with_names().get(
        commitment__year=stage.years[year],
        commitment__unit=stage.units[code],
        period__quarter=quarter,
    )
