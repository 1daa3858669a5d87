"""What one row will do, each by the verb that the pages call; nothing here writes by itself."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Protocol

from commitments.models import Commitment, Task, Year
from commitments.quality import TaskData
from commitments.workflow.registering import save_task
from commitments.workflow.years import add_commitment
from units import workflow
from units.models import Appointment, Committee, Person, Unit
from units.roles import Role


@dataclass
class Hands:
    """Who does it, when; and what was made on the way: units by code, people by address."""

    committee: Committee
    year: Year | None
    by: Person
    at: datetime
    invite: bool
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    commitments: dict[str, Commitment] = field(default_factory=dict)


class Deed(Protocol):
    def do(self, hands: Hands) -> None: ...


@dataclass(frozen=True)
class AddUnit:
    data: workflow.UnitData

    def do(self, hands: Hands) -> None:
        hands.units[self.data.code] = workflow.add_unit(
            committee=hands.committee, data=self.data, by=hands.by, at=hands.at
        )


@dataclass(frozen=True)
class EditUnit:
    unit: Unit
    data: workflow.UnitData

    def do(self, hands: Hands) -> None:
        hands.units[self.unit.code] = workflow.edit_unit(
            unit=self.unit, data=self.data, version=self.unit.version, by=hands.by, at=hands.at
        )


@dataclass(frozen=True)
class AddPerson:
    email: str
    full_name: str
    phone: str

    def do(self, hands: Hands) -> None:
        hands.people[self.email] = workflow.add_person(
            committee=hands.committee,
            email=self.email,
            full_name=self.full_name,
            phone=self.phone,
            by=hands.by,
            at=hands.at,
            invite=hands.invite,
        )


@dataclass(frozen=True)
class EditPerson:
    person: Person
    changes: dict[str, str]

    def do(self, hands: Hands) -> None:
        workflow.edit_person(
            person=self.person,
            committee=hands.committee,
            changes=self.changes,
            version=self.person.version,
            by=hands.by,
            at=hands.at,
        )


@dataclass(frozen=True)
class Appoint:
    """``person`` is None for somebody this import adds; ``unit_code`` "" for a committee's post."""

    email: str
    person: Person | None
    unit_code: str
    role: Role
    position: str
    starts_on: date
    may_submit: bool

    def do(self, hands: Hands) -> None:
        workflow.appoint(
            person=self.person or hands.people[self.email],
            committee=hands.committee,
            unit=hands.units[self.unit_code] if self.unit_code else None,
            role=self.role,
            position=self.position,
            starts_on=self.starts_on,
            may_submit=self.may_submit,
            by=hands.by,
            at=hands.at,
        )


@dataclass(frozen=True)
class EditPost:
    post: Appointment
    position: str

    def do(self, hands: Hands) -> None:
        workflow.edit_position(
            appointment=self.post, position=self.position, by=hands.by, at=hands.at
        )


@dataclass(frozen=True)
class AllowToSubmit:
    post: Appointment
    allowed: bool

    def do(self, hands: Hands) -> None:
        workflow.allow_to_submit(
            appointment=self.post, allowed=self.allowed, by=hands.by, at=hands.at
        )


@dataclass(frozen=True)
class AddCommitment:
    unit_code: str

    def do(self, hands: Hands) -> None:
        assert hands.year is not None
        hands.commitments[self.unit_code] = add_commitment(
            year=hands.year, unit=hands.units[self.unit_code], by=hands.by, at=hands.at
        )


@dataclass(frozen=True)
class SaveTask:
    """``supporting`` by code: some of the units may be made by this import."""

    unit_code: str
    data: TaskData
    supporting: tuple[str, ...]
    task: Task | None = None

    def do(self, hands: Hands) -> None:
        more: dict[str, Any] = {}
        if self.task is not None:
            more = {"task": self.task, "version": self.task.version}
        save_task(
            commitment=hands.commitments[self.unit_code],
            data=replace(
                self.data, supporting_units=tuple(hands.units[code].pk for code in self.supporting)
            ),
            by=hands.by,
            at=hands.at,
            **more,
        )
