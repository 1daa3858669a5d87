"""How long the import of a workbook takes against the bare bulk insert of the same rows."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from camket.text import name_sort_key, search_key
from commitments.exchange.applying import import_rows
from commitments.exchange.checking import check
from commitments.exchange.columns import PEOPLE, ROLES, UNITS
from commitments.exchange.names import group_title
from commitments.exchange.reading import read_workbook
from commitments.exchange.template import Filled, make_workbook
from tests import cast as stage
from tests.bench import bulk
from units.models import Appointment, Committee, Group, Person, Unit
from units.roles import Role

UNITS_NUMBER = 1000
STEP = 500
SINCE = date(2021, 1, 4)
KIND = "Phòng chuyên môn"


def wanted(committee: Committee) -> Filled:
    """A thousand new units, each with a head and a reporter."""
    groups = list(committee.groups.all())
    found = Filled({UNITS.key: [], PEOPLE.key: []})
    for n in range(UNITS_NUMBER):
        name = f"Đơn vị nhập {n}"
        found.rows[UNITS.key].append(
            {
                "rank": n, "code": f"nhap-{n}", "full_name": name, "short_name": name,
                "report_name": name, "group": group_title(groups[n % len(groups)]), "kind": KIND,
                "collective": f"Tập thể {name}", "head_post": "Trưởng phòng", "phone": "",
                "valid_from": SINCE,
            }
        )  # fmt: skip
        for role, word in ROLES[:2]:
            found.rows[PEOPLE.key].append(
                {
                    "full_name": f"Nguyễn Văn {word} {n}", "email": f"{role.lower()}-{n}@mau.example",
                    "phone": "", "role": word, "unit": name, "position": word, "starts_on": SINCE,
                }
            )  # fmt: skip
    return found


def bare(committee: Committee, rows: Filled) -> None:
    """The same rows by three bulk inserts: no check, no entry, no mail."""
    groups = {group_title(group): group for group in committee.groups.all()}
    units = Unit.objects.bulk_create(
        (_unit(committee, groups, r) for r in rows.rows["units"]), STEP
    )
    by_name = {unit.short_name: unit for unit in units}
    people = Person.objects.bulk_create((_person(row) for row in rows.rows["people"]), STEP)
    roles = {word: role for role, word in ROLES}
    Appointment.objects.bulk_create(
        (
            Appointment(
                person=person, committee=committee, unit=by_name[row["unit"]], starts_on=SINCE,
                role=Role(roles[row["role"]]), position=row["position"],
            )
            for person, row in zip(people, rows.rows["people"], strict=True)
        ),
        STEP,
    )  # fmt: skip


def _unit(committee: Committee, groups: dict[str, Group], row: dict[str, Any]) -> Unit:
    own = row | {"group": groups[row["group"]], "kind": "DEPARTMENT"}
    return Unit(committee=committee, search_key=search_key(row["full_name"]), **own)


def _person(row: dict[str, Any]) -> Person:
    name = row["full_name"]
    person = Person(email=row["email"], full_name=name, sort_key=name_sort_key(name))
    person.search_key = search_key(f"{name} {row['email']}")
    person.set_unusable_password()
    return person


def measure(by_turns: Any, say: Any, ms: Any) -> None:
    year, clerk = bulk.office("nhap")
    committee = year.committee
    rows = wanted(committee)
    data = make_workbook(committee, None, rows)
    read = read_workbook(data)
    at = stage.at(1, 8)
    plan = check(read, committee=committee, year=None, by=clerk, on=at.date())
    assert not plan.has_errors, plan.outcomes[:3]

    def undone(work: Any) -> Any:
        def turn() -> None:
            with transaction.atomic():
                work()
                transaction.set_rollback(True)

        return turn

    def apply(invite: bool) -> None:
        import_rows(
            read=read, shown=plan.rows(), committee=committee, year=None, sha256="", invite=invite,
            by=clerk, at=at,
        )  # fmt: skip

    times = by_turns(
        1,
        bare=undone(lambda: bare(committee, rows)),
        read=lambda: read_workbook(data),
        check=lambda: check(read, committee=committee, year=None, by=clerk, on=at.date()),
        apply=undone(lambda: apply(False)),
        invited=undone(lambda: apply(True)),
    )
    whole = times["read"] + times["check"] + times["apply"]
    say(
        f"import    {connection.vendor:10} {UNITS_NUMBER:5} units with 2 people each"
        f"  read {ms(times['read'])}  check {ms(times['check'])}  apply {ms(times['apply'])}"
        f" (with invitations {ms(times['invited'])})  bare bulk_create {ms(times['bare'])}"
        f"  ratio {whole / times['bare']:.1f}",
    )
