"""Who may, when, with the annual report. Source: domain.md §6."""

from datetime import date

from commitments.models import Commitment, Year
from commitments.states import YearState
from reports.models import YearReport
from reports.states import YearReportState
from units.models import Person
from units.roles import Permission

REPORTABLE_YEARS = (YearState.IN_FORCE, YearState.CLOSED)  # something has been signed


def may_start(person: Person, year: Year, on: date) -> bool:
    return year.state in REPORTABLE_YEARS and person.can(
        Permission.WRITE_ANNUAL_REPORT, year.committee, on
    )


def may_write(person: Person, report: YearReport, on: date) -> bool:
    return report.state == YearReportState.DRAFT and person.can(
        Permission.WRITE_ANNUAL_REPORT, report.year.committee, on
    )


def may_render(person: Person, report: YearReport, on: date) -> bool:
    """Ask for the printed draft: who writes it, and who reads drafts."""
    return person.can(Permission.READ_ANNUAL_DRAFT, report.year.committee, on)


def may_issue(person: Person, report: YearReport, on: date) -> bool:
    return report.state == YearReportState.DRAFT and person.can(
        Permission.ISSUE_ANNUAL_REPORT, report.year.committee, on
    )


def may_withdraw(person: Person, report: YearReport, on: date) -> bool:
    return report.state == YearReportState.ISSUED and person.can(
        Permission.ISSUE_ANNUAL_REPORT, report.year.committee, on
    )


def may_print_paper(person: Person, commitment: Commitment, on: date) -> bool:
    """The bản cam kết as PDF: whoever may read it."""
    return person.can(Permission.SEE_ALL_ROWS, commitment.unit, on) or person.can(
        Permission.SEE_OWN_ROWS, commitment.unit, on
    )
