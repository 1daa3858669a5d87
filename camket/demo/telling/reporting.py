"""The Office writes the annual report of 2020, and issues it."""

from datetime import date

from camket.demo.highlights import SECTIONS, section, without_own_words
from camket.demo.telling.stage import Stage, at
from camket.demo.years import INDICATORS, REPORT_WORDS
from camket.text import format_number, format_percent
from reports import workflow
from reports.assembly import Assembler
from reports.models import YearReport

WRITTEN_ON = date(2021, 1, 4)
SIGNED_ON = date(2021, 1, 15)
NUMBER = 5


def write(stage: Stage, year: int) -> YearReport:
    """A draft with typed figures, the frame, and the groups' sections in the Office's paragraphs."""
    report = workflow.start_report(year=stage.years[year], by=stage.clerk, at=at(WRITTEN_ON, 8))
    for figure in INDICATORS:
        percent = figure.unit_of_measure == "%"
        workflow.type_figure(
            report=report,
            token=figure.code,
            label=figure.label,
            value=format_percent(figure.value, 2) if percent else format_number(figure.value),
            source=figure.source,
            dated_on=figure.as_of,
            by=stage.clerk,
            at=at(WRITTEN_ON, 9),
        )
    _frame(stage, report)
    report.refresh_from_db()
    assembler = Assembler(report, WRITTEN_ON)
    proposed = {d.node.key: without_own_words(d.computed) for d in assembler.drafts()}
    for key in SECTIONS:
        workflow.edit_section(
            report=report,
            key=key,
            text=section(key, proposed[key]),
            version=0,
            by=stage.clerk,
            at=at(WRITTEN_ON, 10),
        )
    workflow.ask_for_print(report=report, by=stage.clerk, at=at(WRITTEN_ON, 11))
    return report


def issue(stage: Stage, year: int) -> YearReport:
    """Number, day of signing, and the words are frozen."""
    report = stage.years[year].reports.get()
    return workflow.issue(
        report=report,
        number=NUMBER,
        signed_on=SIGNED_ON,
        version=report.version,
        by=stage.offices[0],
        at=at(SIGNED_ON, 16),
    )


def _frame(stage: Stage, report: YearReport) -> None:
    data = workflow.FrameData(
        dated_month=1,
        dated_year=2021,
        signing_authority="T/M BAN THƯỜNG VỤ",
        signer_position="PHÓ BÍ THƯ",
        signer_name=stage.standing[1].full_name,
        recipients=stage.committee.recipients,
        wording=REPORT_WORDS,
    )
    workflow.edit_frame(
        report=report, data=data, version=report.version, by=stage.clerk, at=at(WRITTEN_ON, 9, 30)
    )
