"""The people and papers every test stands on: a small committee, told through the real verbs.

``make()`` writes the people; the functions below bring one commitment to a state. The story
plays in the year 2021; ``at(1, 8)`` is 09:00 of 8 January 2021 in Vietnam. Everybody is invented.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from camket import clock
from camket.text import search_key
from commitments.models import Commitment, Year
from commitments.quality import MilestoneData, TaskData
from commitments.workflow import choosing, registering, signing, years
from commitments.workflow.year_settings import YearData
from tests.remembered import remembered
from units.models import Appointment, Committee, Group, Person, Unit
from units.roles import Role

YEAR = 2021
SINCE = date(2020, 1, 1)
PASSWORD = "matkhau-thu-nghiem"


@dataclass
class Cast:
    """Who and where. ``ward`` is the unit of ``head`` and ``reporter``; nobody has no post."""

    committee: Committee
    wards: Group
    offices: Group
    ward: Unit
    bureau: Unit
    clerk: Person
    office_head: Person
    standing: Person
    inspector: Person
    head: Person
    reporter: Person
    bureau_head: Person
    bureau_reporter: Person
    admin: Person
    elsewhere: Committee
    far_ward: Unit
    stranger: Person
    nobody: Person

    def people(self) -> dict[str, Person]:
        """Everybody by name, for tests that try each."""
        return {k: v for k, v in vars(self).items() if isinstance(v, Person)}


def at(month: int, day: int, hour: int = 9, minute: int = 0, year: int = YEAR) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=clock.TZ)


@remembered
def make() -> Cast:
    """The committee with two units and all roles, and another committee with one unit."""
    committee = committee_row("dang-uy-mau", "Đảng ủy Mẫu")
    wards = group_row(committee, "phuong", "Các phường", rank=1)
    offices = group_row(committee, "kinh-te", "Kinh tế", rank=2)
    ward = unit_row(wards, "phuong-1", "Phường 1", kind="WARD", rank=1)
    bureau = unit_row(offices, "phong-kinh-te", "Phòng Kinh tế", kind="DEPARTMENT", rank=2)
    elsewhere = committee_row("dang-uy-khac", "Đảng ủy Khác")
    far_group = group_row(elsewhere, "phuong", "Các phường", rank=1)
    return Cast(
        committee=committee,
        wards=wards,
        offices=offices,
        ward=ward,
        bureau=bureau,
        clerk=appointed("clerk", Role.OFFICE, committee),
        office_head=appointed("office-head", Role.OFFICE, committee),
        standing=appointed("standing", Role.STANDING, committee),
        inspector=appointed("inspector", Role.INSPECTOR, committee),
        head=appointed("head", Role.HEAD, ward),
        reporter=appointed("reporter", Role.REPORTER, ward),
        bureau_head=appointed("bureau-head", Role.HEAD, bureau),
        bureau_reporter=appointed("bureau-reporter", Role.REPORTER, bureau),
        admin=appointed("admin", Role.ADMIN, committee),
        elsewhere=elsewhere,
        far_ward=unit_row(far_group, "phuong-1", "Phường Một", kind="WARD", rank=1),
        stranger=appointed("stranger", Role.OFFICE, elsewhere),
        nobody=person("nobody"),
    )


NAMES = {
    "clerk": "Lê Thị Mai Thử",
    "office-head": "Trần Văn Chánh Thử",
    "standing": "Nguyễn Văn Trực Thử",
    "inspector": "Phan Thị Kiểm Thử",
    "head": "Hoàng Văn Đứng Thử",
    "reporter": "Võ Thị Đầu Thử",
    "bureau-head": "Đặng Văn Trưởng Thử",
    "bureau-reporter": "Bùi Thị Phòng Thử",
    "admin": "Đỗ Văn Quản Thử",
    "stranger": "Mai Thị Khách Thử",
    "nobody": "Lý Văn Không Thử",
}


def person(name: str) -> Person:
    return Person.objects.create_user(
        f"{name}@mau.example", PASSWORD, full_name=NAMES.get(name, name)
    )


def appointed(name: str, role: Role, where: Committee | Unit, **fields: Any) -> Person:
    """A person with one appointment since 2020. ``may_submit=True`` for a trusted reporter."""
    who = person(name)
    appoint(who, role, where, **fields)
    return who


def appoint(who: Person, role: Role, where: Committee | Unit, **fields: Any) -> Appointment:
    unit = where if isinstance(where, Unit) else None
    return Appointment.objects.create(
        person=who,
        committee=unit.committee if unit else where,
        unit=unit,
        role=role,
        **{"position": role.label, "starts_on": SINCE} | fields,
    )


def committee_row(code: str, name: str) -> Committee:
    return Committee.objects.create(
        code=code,
        name=name,
        body_name="Đảng ủy",
        level_name="thành phố",
        printed_superior="TỈNH ỦY MẪU",
        printed_name=name.upper(),
        place="Mẫu",
        symbol="ĐU",
        first_year=2017,
    )


def group_row(committee: Committee, code: str, heading: str, **fields: Any) -> Group:
    return Group.objects.create(
        committee=committee, code=code, heading=heading, short_name=heading, **fields
    )


def unit_row(group: Group, code: str, name: str, **fields: Any) -> Unit:
    return Unit.objects.create(
        committee=group.committee,
        group=group,
        code=code,
        full_name=f"Đảng ủy {name}",
        short_name=name,
        report_name=name,
        collective=f"Ban Thường vụ Đảng ủy {name}",
        head_post="Bí thư",
        valid_from=SINCE,
        search_key=search_key(f"Đảng ủy {name} {name} {code}"),
        **fields,
    )


# --- Papers, each by the verbs before it ------------------------------------------------------


def task_data(n: int = 1, **changes: Any) -> TaskData:
    """A complete task. Odd ones have a quantity to reach, even ones only milestones."""
    quantity = {
        "unit_of_measure": "hộ",
        "baseline": Decimal(0),
        "target": Decimal(100 + n),
    }
    steps = tuple(
        MilestoneData(q, f"Mốc quý {q} của việc {n}", Decimal(25 * q) if n % 2 else None)
        for q in (1, 2, 3)
    )
    data = TaskData(
        title=f"Nhiệm vụ mẫu số {n}",
        kind="KEY",
        responsibility="HEAD" if n == 2 else "COLLECTIVE",
        owner_name="Hoàng Văn Đứng Thử",
        owner_post="Bí thư Đảng ủy phường",
        product=f"Quyết định phê duyệt việc {n}",
        basis="Nghị quyết số 01-NQ/ĐU",
        due_on=date(YEAR, 9, 30),
        milestones=steps,
        **(quantity if n % 2 else {}),
    )
    return replace(data, **changes)


@remembered
def year(cast: Cast, number: int = YEAR, *, registration: bool = True, **settings: Any) -> Year:
    """The year, opened by the clerk on 4 January, with its registration open unless told not to."""
    when = at(1, 4, year=number)
    data = YearData(**{"theme": "Chủ đề mẫu"} | settings)
    made = years.open_year(committee=cast.committee, year=number, data=data, by=cast.clerk, at=when)
    if registration:
        years.open_registration(year=made, by=cast.clerk, at=when)
        made.refresh_from_db()
    return made


@remembered
def empty(cast: Cast, unit: Unit | None = None) -> Commitment:
    """The unit's commitment without a task, in DRAFT; the year is opened when it is not yet."""
    made = Year.objects.filter(committee=cast.committee, year=YEAR).first() or year(cast)
    return fresh(Commitment.objects.get(year=made, unit=unit or cast.ward))


@remembered
def draft(cast: Cast, unit: Unit | None = None, tasks: int = 3) -> Commitment:
    """DRAFT with complete tasks written by the unit's reporter on 5 January."""
    commitment = empty(cast, unit)
    for n in range(1, tasks + 1):
        registering.save_task(
            commitment=commitment, data=task_data(n), by=writer(cast, commitment), at=at(1, 5)
        )
    return commitment


@remembered
def submitted(cast: Cast, unit: Unit | None = None, tasks: int = 3) -> Commitment:
    """SUBMITTED by the unit's head on 6 January."""
    commitment = draft(cast, unit, tasks)
    registering.submit_registration(
        commitment=commitment, key=uuid4(), by=chief(cast, commitment), at=at(1, 6)
    )
    return fresh(commitment)


@remembered
def sent_back(cast: Cast, unit: Unit | None = None) -> Commitment:
    """SENT_BACK by the clerk on 7 January, with a comment on task 1."""
    commitment = submitted(cast, unit)
    choosing.send_back(
        commitment=commitment,
        comment="Cần rõ hơn.",
        task_comments={1: "Ghi rõ địa bàn."},
        by=cast.clerk,
        at=at(1, 7),
    )
    return fresh(commitment)


@remembered
def passed_on(cast: Cast, unit: Unit | None = None) -> Commitment:
    """SUBMITTED and passed on to the Standing Committee by the clerk on 7 January."""
    commitment = submitted(cast, unit)
    choosing.pass_on(commitment=commitment, by=cast.clerk, at=at(1, 7))
    return fresh(commitment)


@remembered
def approved(cast: Cast, unit: Unit | None = None) -> Commitment:
    """APPROVED by the standing member on 8 January."""
    commitment = passed_on(cast, unit)
    choosing.approve(commitment=commitment, by=cast.standing, at=at(1, 8))
    return fresh(commitment)


@remembered
def signed(cast: Cast, unit: Unit | None = None) -> Commitment:
    """SIGNED by the head, then by the standing member, on 8 January: four reports are owed."""
    commitment = approved(cast, unit)
    signing.sign_as_head(commitment=commitment, by=chief(cast, commitment), at=at(1, 8, 14))
    signing.sign_as_standing(commitment=commitment, by=cast.standing, at=at(1, 8, 15))
    return fresh(commitment)


def fresh(commitment: Commitment) -> Commitment:
    """The row as it is now, with its year, committee, unit and group."""
    return Commitment.objects.select_related("year__committee", "unit__group").get(pk=commitment.pk)


def chief(cast: Cast, commitment: Commitment) -> Person:
    """The head of the commitment's unit."""
    return cast.head if commitment.unit_id == cast.ward.pk else cast.bureau_head


def writer(cast: Cast, commitment: Commitment) -> Person:
    """The reporter of the commitment's unit."""
    return cast.reporter if commitment.unit_id == cast.ward.pk else cast.bureau_reporter
