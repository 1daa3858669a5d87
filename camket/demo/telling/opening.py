"""The committee is founded, its units registered, its people appointed."""

from datetime import date

from camket.demo.cast import COMMITTEE_PEOPLE, PASSWORD, REPORTER_SUBMITS, UNIT_PEOPLE
from camket.demo.shapes import GroupSpec, PersonSpec
from camket.demo.telling.stage import Stage, at
from camket.demo.units import COMMITTEE, GROUPS, UNITS
from units import workflow
from units.models import Committee, Group, Person
from units.roles import Role

FOUNDED = date(2020, 1, 1)
SINCE = date(2017, 1, 1)
RECIPIENTS = (
    "Thường trực Tỉnh ủy",
    "Ban Thường vụ Thành ủy",
    "Thường trực HĐND, UBND thành phố",
    "Các địa phương, cơ quan, đơn vị",
    "Lưu Văn phòng Thành ủy",
)


def open_stage() -> Stage:
    """Everything that stands before the first year is opened."""
    committee = _committee()
    admin = next(person for person in COMMITTEE_PEOPLE if person.role == Role.ADMIN)
    founder = workflow.found_committee(
        committee=committee,
        admin_email=admin.email,
        admin_name=admin.name,
        password=PASSWORD,
        at=at(FOUNDED, 8),
    )
    stage = Stage(committee, founder)
    _registry(stage)
    for spec in COMMITTEE_PEOPLE:
        if spec is not admin:
            _join(stage, spec)
    for spec in UNIT_PEOPLE:
        _join(stage, spec)
    office = stage.admin.appointments.get(role=Role.OFFICE)
    workflow.end_appointment(
        appointment=office, ends_on=FOUNDED, by=stage.admin, at=at(FOUNDED, 17)
    )
    return stage


def _committee() -> Committee:
    return Committee(
        code=COMMITTEE.code,
        name=COMMITTEE.name,
        body_name=COMMITTEE.body_name,
        level_name=COMMITTEE.level,
        sub_unit_name="phường",
        printed_superior=COMMITTEE.printed_superior,
        printed_name=COMMITTEE.printed_name,
        place=COMMITTEE.place,
        symbol=COMMITTEE.symbol,
        first_year=COMMITTEE.first_year,
        recipients="\n".join(RECIPIENTS),
        contact="Văn phòng Thành ủy (số máy minh họa: 0233 000 000)",
    )


def _registry(stage: Stage) -> None:
    groups: dict[str, Group] = {}
    for rank, spec in enumerate(GROUPS, 1):
        groups[spec.code] = _group(stage, spec, rank, groups)
    for unit in UNITS:
        stage.units[unit.code] = workflow.add_unit(
            committee=stage.committee,
            data=workflow.UnitData(
                group=groups[unit.group],
                kind=unit.kind,
                code=unit.code,
                full_name=unit.full_name,
                short_name=unit.short_name,
                report_name=unit.printed_name,
                collective=unit.collective,
                head_post=unit.head_post,
                valid_from=SINCE,
                rank=unit.rank,
            ),
            by=stage.admin,
            at=at(FOUNDED, 9),
        )


def _group(stage: Stage, spec: GroupSpec, rank: int, groups: dict[str, Group]) -> Group:
    group = Group(
        committee=stage.committee,
        parent=groups[spec.parent] if spec.parent else None,
        code=spec.code,
        number=spec.number,
        heading=spec.heading,
        short_name=spec.short_name,
        rank=rank,
        first_year=spec.first_year,
    )
    return workflow.save_group(group=group, by=stage.admin, at=at(FOUNDED, 8, 30))


def _join(stage: Stage, spec: PersonSpec) -> Person:
    """Enter one person and appoint them; units' heads and reporters are kept by unit code."""
    person = workflow.add_person(
        committee=stage.committee,
        email=spec.email,
        full_name=spec.name,
        password=PASSWORD,
        by=stage.admin,
        at=at(FOUNDED, 10),
    )
    role = Role(spec.role)
    workflow.appoint(
        person=person,
        committee=stage.committee,
        unit=stage.units[spec.unit] if spec.unit else None,
        role=role,
        position=spec.post,
        starts_on=FOUNDED,
        may_submit=role is Role.REPORTER and spec.unit in REPORTER_SUBMITS,
        by=stage.admin,
        at=at(FOUNDED, 10),
    )
    if spec.unit:
        by_unit = stage.heads if role is Role.HEAD else stage.reporters
        by_unit[spec.unit] = person
    elif role is Role.OFFICE:
        stage.offices.append(person)
    elif role is Role.STANDING:
        stage.standing.append(person)
    elif role is Role.INSPECTOR:
        stage.inspectors.append(person)
    return person
