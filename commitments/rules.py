"""Who may, when: one small predicate for each deed, asked by page, button and verb alike.

Every rule takes the person, the thing and the local day. Source: domain.md §5, §6.
"""

from datetime import date

from commitments import periods
from commitments.models import Commitment, ProgressReport, Year
from commitments.states import (
    UNIT_MAY_WRITE_COMMITMENT,
    UNIT_MAY_WRITE_REPORT,
    CommitmentState,
    ReportState,
    YearState,
)
from units.models import Committee, Person
from units.roles import Permission

WRITABLE_YEARS = (YearState.REGISTRATION, YearState.IN_FORCE)


def may_open_year(person: Person, committee: Committee, on: date) -> bool:
    return person.can(Permission.MANAGE_YEAR, committee, on)


def may_edit_year(person: Person, year: Year, on: date) -> bool:
    return year.state != YearState.CLOSED and person.can(Permission.MANAGE_YEAR, year.committee, on)


def may_write_registration(person: Person, commitment: Commitment, on: date) -> bool:
    return (
        commitment.state in UNIT_MAY_WRITE_COMMITMENT
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.WRITE_REGISTRATION, commitment.unit, on)
    )


def may_submit_registration(person: Person, commitment: Commitment, on: date) -> bool:
    return may_write_registration(person, commitment, on) and person.can(
        Permission.SUBMIT_REGISTRATION, commitment.unit, on
    )


def may_prepare(person: Person, commitment: Commitment, on: date) -> bool:
    """Send back or pass on: the Office, until the Standing Committee has approved."""
    return (
        commitment.state == CommitmentState.SUBMITTED
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.PREPARE_REGISTRATION, commitment.unit, on)
    )


def may_send_back(person: Person, commitment: Commitment, on: date) -> bool:
    """The Office; and a standing member, instead of approving what was passed on."""
    return may_prepare(person, commitment, on) or may_approve(person, commitment, on)


def may_assign(person: Person, commitment: Commitment, on: date) -> bool:
    """Assign a task or grant an exception: any time before approval."""
    return (
        commitment.state in (*UNIT_MAY_WRITE_COMMITMENT, CommitmentState.SUBMITTED)
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.PREPARE_REGISTRATION, commitment.unit, on)
    )


def may_approve(person: Person, commitment: Commitment, on: date) -> bool:
    """A standing member, once the Office has passed the registration on."""
    return (
        commitment.state == CommitmentState.SUBMITTED
        and commitment.passed_on_at is not None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.APPROVE_COMMITMENT, commitment.unit, on)
    )


def may_sign_as_head(person: Person, commitment: Commitment, on: date) -> bool:
    return (
        commitment.state == CommitmentState.APPROVED
        and commitment.head_signed_at is None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.SIGN_AS_HEAD, commitment.unit, on)
    )


def may_sign_as_standing(person: Person, commitment: Commitment, on: date) -> bool:
    return (
        commitment.state == CommitmentState.APPROVED
        and commitment.standing_signed_at is None
        and commitment.year.state in WRITABLE_YEARS
        and person.can(Permission.SIGN_AS_STANDING, commitment.unit, on)
    )


def may_hold_conference(person: Person, year: Year, on: date) -> bool:
    """Sign all ready commitments at once: a standing member, or the Office recording paper."""
    return year.state in WRITABLE_YEARS and (
        person.can(Permission.SIGN_AS_STANDING, year.committee, on)
        or person.can(Permission.RECORD_PAPER_SIGNING, year.committee, on)
    )


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
