"""Who may write, hand in and judge a quarter's report; when it begins and when it is locked."""

from datetime import date

from commitments import periods
from commitments.models import ProgressReport
from commitments.states import UNIT_MAY_WRITE_REPORT, CommitmentState, ReportState, YearState
from units.models import Person
from units.roles import Permission


def lock_day(report: ProgressReport) -> date:
    """The last day on which this report may be handed in: the period's, or the latest extension's."""
    return max([report.period.locks_on, *(e.locks_on for e in report.extensions.all())])


def is_locked(report: ProgressReport, on: date) -> bool:
    """Closed to units after the lock day; a report sent back stays open to its unit."""
    return report.state == ReportState.OPEN and on > lock_day(report)


def has_begun(report: ProgressReport, on: date) -> bool:
    """A quarter is reported on from its first day: nobody hands in what has not happened."""
    return periods.has_begun(report.commitment.year.year, report.period.quarter, on)


def may_file(person: Person, report: ProgressReport, on: date) -> bool:
    """Write the draft. Always possible before the verdict: only submitting looks at the clock."""
    return (
        report.state in UNIT_MAY_WRITE_REPORT
        and report.commitment.state == CommitmentState.SIGNED
        and person.can(Permission.FILE_QUARTER, report.commitment.unit, on)
    )


def may_submit(person: Person, report: ProgressReport, on: date) -> bool:
    return (
        may_file(person, report, on)
        and has_begun(report, on)
        and not is_locked(report, on)
        and person.can(Permission.SUBMIT_QUARTER, report.commitment.unit, on)
    )


def may_withdraw(person: Person, report: ProgressReport, on: date) -> bool:
    """Take a submission back, until its review begins or the period is locked."""
    return (
        report.state == ReportState.SUBMITTED
        and report.review_begun_at is None
        and on <= lock_day(report)
        and person.can(Permission.SUBMIT_QUARTER, report.commitment.unit, on)
    )


def may_review(person: Person, report: ProgressReport, on: date) -> bool:
    return report.state == ReportState.SUBMITTED and person.can(
        Permission.REVIEW_QUARTER, report.commitment.unit, on
    )


def may_reopen(person: Person, report: ProgressReport, on: date) -> bool:
    """Send an accepted report back, with a reason, while the year is in force."""
    return (
        report.state == ReportState.ACCEPTED
        and report.commitment.year.state == YearState.IN_FORCE
        and person.can(Permission.REVIEW_QUARTER, report.commitment.unit, on)
    )


def may_extend(person: Person, report: ProgressReport, on: date) -> bool:
    return report.state in UNIT_MAY_WRITE_REPORT and person.can(
        Permission.MANAGE_YEAR, report.commitment.unit, on
    )
