"""Who may write, hand in and judge a quarter's report; when it begins and when it is locked."""

from datetime import date

from commitments import periods
from commitments.models import ExtensionRequest, ProgressReport
from commitments.models.rounds import Verdict
from commitments.states import (
    UNIT_MAY_WRITE_REPORT,
    CommitmentState,
    ExtensionState,
    ReportState,
    YearState,
)
from units.models import Person
from units.roles import Permission


def lock_day(report: ProgressReport) -> date:
    """The last day on which this report may be handed in: the period's, or its extension's."""
    return extended_until(report) or report.period.locks_on


def extended_until(report: ProgressReport) -> date | None:
    """The day of the newest extension, while it gives more time than the period itself."""
    newest = next(iter(report.extensions.all()), None)
    if newest is None or newest.locks_on <= report.period.locks_on:
        return None
    return newest.locks_on


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
    """Take a submission back until its review begins; a first one only until the lock.

    One that follows a verdict lies with its unit afterwards, which no lock closes.
    """
    return (
        report.state == ReportState.SUBMITTED
        and report.review_begun_at is None
        and (on <= lock_day(report) or was_judged(report))
        and person.can(Permission.SUBMIT_QUARTER, report.commitment.unit, on)
    )


def was_judged(report: ProgressReport) -> bool:
    """An earlier round got its verdict: what is taken back lies as SENT_BACK with the unit."""
    return report.rounds.filter(verdict__in=[Verdict.SENT_BACK, Verdict.ACCEPTED]).exists()


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
    """Give more time, before or after the lock; what was sent back is not locked."""
    return report.state == ReportState.OPEN and person.can(
        Permission.MANAGE_YEAR, report.commitment.unit, on
    )


def may_ask_extension(person: Person, report: ProgressReport, on: date) -> bool:
    """Before or after the lock; what was sent back needs no more time, it is not locked."""
    return (
        report.state == ReportState.OPEN
        and report.commitment.state == CommitmentState.SIGNED
        and has_begun(report, on)
        and person.can(Permission.ASK_EXTENSION, report.commitment.unit, on)
    )


def may_withdraw_request(person: Person, request: ExtensionRequest, on: date) -> bool:
    return request.state == ExtensionState.OPEN and person.can(
        Permission.ASK_EXTENSION, request.report.commitment.unit, on
    )


def may_answer_request(person: Person, request: ExtensionRequest, on: date) -> bool:
    return request.state == ExtensionState.OPEN and person.can(
        Permission.MANAGE_YEAR, request.report.commitment.unit, on
    )
