"""A committee of any size in the middle of its year, written in bulk: for measuring only."""

from datetime import date
from decimal import Decimal
from itertools import product

from commitments.models import (
    Commitment,
    Milestone,
    Period,
    ProgressReport,
    Task,
    TaskProgress,
    Year,
)
from commitments.progress import Status
from commitments.states import CommitmentState, ReportState, YearState
from tests import cast as stage
from tests.reports.dong_ha import BASES, BASES_NEXT_YEAR, NARRATIVES
from units.models import Group, Person, Unit
from units.roles import Role

TASKS, QUARTERS = 4, (1, 2, 3, 4)
FILED, ACCEPTED = stage.at(12, 20), stage.at(12, 21)
STATUSES = (Status.IN_PROGRESS, Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED)
STEP = 500  # rows in one statement


def office(code: str) -> tuple[Year, Person]:
    """A year in force with its four periods, the groups of the printed report, and a clerk."""
    committee = stage.committee_row(code, f"Đảng ủy {code}")
    for rank, group in enumerate(NARRATIVES):
        stage.group_row(committee, group, f"Nhóm {group}", rank=rank)
    year = Year.objects.create(
        committee=committee, year=stage.YEAR, state=YearState.IN_FORCE, theme="Chủ đề mẫu"
    )
    for quarter in QUARTERS:
        month = 3 * quarter
        due, locks = date(stage.YEAR, month, 25), date(stage.YEAR, month, 30)
        Period.objects.create(year=year, quarter=quarter, due_on=due, locks_on=locks)
    return year, stage.appointed(f"clerk-{code}", Role.OFFICE, committee)


def enlarge(year: Year, number: int) -> None:
    """More units, up to this number, each signed, with four reports: two of them accepted."""
    commitments = _commitments(year, number)
    tasks = Task.objects.bulk_create(
        (_task(commitment, n) for commitment in commitments for n in range(1, TASKS + 1)), STEP
    )
    Milestone.objects.bulk_create(
        (Milestone(task=task, quarter=q, text=f"Mốc quý {q}") for task in tasks for q in (1, 2, 3)),
        STEP,
    )
    periods = list(year.periods.all())
    reports = ProgressReport.objects.bulk_create(
        (_report(*pair) for pair in product(commitments, periods)), STEP
    )
    of_commitment: dict[int, list[Task]] = {}
    for task in tasks:
        of_commitment.setdefault(task.commitment_id, []).append(task)
    TaskProgress.objects.bulk_create(
        (
            _answer(report, task)
            for report in reports
            if report.state == ReportState.ACCEPTED
            for task in of_commitment[report.commitment_id]
        ),
        STEP,
    )


def _commitments(year: Year, number: int) -> list[Commitment]:
    groups = list(Group.objects.filter(committee=year.committee))
    known = year.committee.units.count()
    units = Unit.objects.bulk_create(
        (_unit(year, groups[n % len(groups)], n) for n in range(known, number)), STEP
    )
    return Commitment.objects.bulk_create(
        (
            Commitment(
                year=year, unit=unit, state=CommitmentState.SIGNED, signed_on=date(stage.YEAR, 1, 8),
                submitted_at=FILED, approved_at=FILED, head_signed_at=FILED,
                standing_signed_at=FILED, content={}, content_hash="0" * 64,
            )
            for unit in units
        ),
        STEP,
    )  # fmt: skip


def _unit(year: Year, group: Group, n: int) -> Unit:
    name = f"Đơn vị {n + 1}"
    return Unit(
        committee=year.committee, group=group, kind="DEPARTMENT", code=f"don-vi-{n + 1}",
        full_name=name, short_name=name, report_name=name, collective=f"Tập thể {name}",
        head_post="Trưởng phòng", rank=n % 1000, valid_from=stage.SINCE, search_key=f"don vi {n}",
    )  # fmt: skip


def _task(commitment: Commitment, n: int) -> Task:
    return Task(
        commitment=commitment, number=n, title=f"Nhiệm vụ số {n} của đơn vị", product="Quyết định",
        unit_of_measure="hộ", baseline=Decimal(0), target=Decimal(100),
        due_on=date(stage.YEAR, 3 * n, 28),
    )  # fmt: skip


def _report(commitment: Commitment, period: Period) -> ProgressReport:
    """Accepted on time, accepted late, sent back, or not handed in, by turns."""
    turn = (commitment.unit.rank + period.quarter + 1) % 4
    lines = NARRATIVES[commitment.unit.group.code]
    report = ProgressReport(commitment=commitment, period=period)
    if turn < 2 or period.quarter == 4:
        report.state, report.accepted_at = ReportState.ACCEPTED, ACCEPTED
        report.submitted_at = report.first_submitted_at = FILED
        report.highlights = " ".join(lines)
    return report


def _answer(report: ProgressReport, task: Task) -> TaskProgress:
    status = STATUSES[(report.commitment.unit.rank + report.period.quarter + task.number) % 4]
    done = Decimal(100) if status == Status.DONE else Decimal(10 * task.number)
    return TaskProgress(
        report=report, task=task, status=status, judged_status=status, actual=done,
        changed="Đã làm thêm so với quý trước.", completion=done, planned=Decimal(40),
    )  # fmt: skip


WORDING = {
    "events": "Đại hội Đảng các cấp", "bases": BASES, "bases_next_year": BASES_NEXT_YEAR,
    "bases_conduct": "Quy định số 08-QĐi/TW ngày 25/10/2018 về trách nhiệm nêu gương",
}  # fmt: skip
