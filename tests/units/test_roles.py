"""Every permission × every role, and every role × every place and day. Source: domain.md §6."""

from datetime import date
from typing import Any

import pytest

from tests import cast as stage
from units.models import Unit
from units.roles import GRANTS, ROLE_CHOICES, WHEN_ALLOWED_TO_SUBMIT, Permission, Role, granted

#                       ADMIN OFFICE STANDING INSPECTOR HEAD REPORTER
TABLE = """
MANAGE_COMMITTEE        x     .      .        .         .    .
MANAGE_UNITS            x     x      .        .         .    .
MANAGE_PEOPLE           x     .      .        .         .    .
MANAGE_UNIT_PEOPLE      x     x      .        .         .    .
MANAGE_OWN_REPORTERS    .     .      .        .         x    .
MANAGE_YEAR             .     x      .        .         .    .
SEE_YEAR                .     x      x        x         x    x
SEE_ALL_UNITS           x     x      x        x         .    .
SEE_ALL_ROWS            .     x      x        x         .    .
SEE_OWN_ROWS            .     .      .        .         x    x
WRITE_REGISTRATION      .     x      .        .         x    x
SUBMIT_REGISTRATION     .     x      .        .         x    a
PREPARE_REGISTRATION    .     x      .        .         .    .
APPROVE_COMMITMENT      .     .      x        .         .    .
SIGN_AS_STANDING        .     .      x        .         .    .
SIGN_AS_HEAD            .     .      .        .         x    .
RECORD_PAPER_SIGNING    .     x      .        .         .    .
DRAFT_AMENDMENT         .     x      .        .         x    x
PROPOSE_AMENDMENT       .     .      .        .         x    .
DECIDE_AMENDMENT        .     .      x        .         .    .
ANSWER_SUPPORT          .     x      .        .         x    x
FILE_QUARTER            .     x      .        .         x    x
SUBMIT_QUARTER          .     x      .        .         x    a
REVIEW_QUARTER          .     x      .        .         .    .
ASK_EXTENSION           .     x      .        .         x    x
ANSWER_PROPOSAL         .     x      x        .         .    .
ANSWER_OWN_PROPOSAL     .     .      .        .         x    a
FORWARD_PROPOSAL        .     x      .        .         .    .
ASK_EXPLANATION         .     x      x        .         .    .
DRAFT_EXPLANATION       .     x      .        .         x    x
ANSWER_EXPLANATION      .     x      .        .         x    a
PLAN_INSPECTION         .     x      .        x         .    .
INSPECT                 .     .      .        x         .    .
ANSWER_ACTION           .     x      .        .         x    x
REMOVE_EVIDENCE         .     x      .        .         .    .
SEE_REMINDERS           .     x      .        .         .    .
WRITE_ANNUAL_REPORT     .     x      .        .         .    .
ISSUE_ANNUAL_REPORT     .     x      .        .         .    .
READ_ANNUAL_DRAFT       .     x      x        x         .    .
READ_ANNUAL_ISSUED      .     x      x        x         x    x
"""
ROLES = [Role.ADMIN, Role.OFFICE, Role.STANDING, Role.INSPECTOR, Role.HEAD, Role.REPORTER]
LINES = {line.split()[0]: line.split()[1:] for line in TABLE.split("\n") if line.strip()}
CASES = [
    (Permission(name), role, mark)
    for name, marks in LINES.items()
    for role, mark in zip(ROLES, marks, strict=True)
]


def test_the_table_is_whole() -> None:
    assert set(LINES) == set(Permission)
    assert set(GRANTS) == set(Role) == set(ROLES)
    assert [value for value, _ in ROLE_CHOICES] == list(Role)


@pytest.mark.parametrize(("permission", "role", "mark"), CASES)
def test_each_permission_of_each_role(permission: Permission, role: Role, mark: str) -> None:
    assert (permission in granted(role)) == (mark == "x")
    assert (permission in granted(role, may_submit=True)) == (mark in "xa")


def test_allowing_to_submit_gives_a_head_nothing_new() -> None:
    assert granted(Role.STANDING, may_submit=True).isdisjoint(WHEN_ALLOWED_TO_SUBMIT)


class TestPlace:
    """A committee's role reaches its units, a unit's role its own unit; none another committee."""

    @pytest.mark.parametrize(
        ("who", "where", "reached"),
        [
            ("clerk", "ward", True),
            ("clerk", "bureau", True),
            ("clerk", "committee", True),
            ("clerk", "elsewhere", False),
            ("clerk", "far_ward", False),
            ("head", "ward", True),
            ("head", "bureau", False),
            ("head", "far_ward", False),
            ("bureau_reporter", "bureau", True),
            ("bureau_reporter", "ward", False),
            ("stranger", "ward", False),
            ("stranger", "committee", False),
            ("stranger", "far_ward", True),
            ("nobody", "ward", False),
        ],
    )
    def test_reach(self, cast: Any, who: str, where: str, reached: bool) -> None:
        permission = Permission.FILE_QUARTER
        place = getattr(cast, where)
        if not isinstance(place, Unit):
            permission = Permission.SEE_YEAR
        assert getattr(cast, who).can(permission, place) is reached

    @pytest.mark.parametrize(
        ("who", "seen"),
        [
            ("admin", {"ward", "bureau"}),
            ("clerk", {"ward", "bureau"}),
            ("standing", {"ward", "bureau"}),
            ("inspector", {"ward", "bureau"}),
            ("head", {"ward"}),
            ("bureau_reporter", {"bureau"}),
            ("stranger", {"far_ward"}),
            ("nobody", set()),
        ],
    )
    def test_names_of_units(self, cast: Any, who: str, seen: set[str]) -> None:
        visible = set(Unit.objects.visible_to(getattr(cast, who)))
        assert visible == {getattr(cast, name) for name in seen}


class TestDays:
    @pytest.mark.parametrize(
        ("day", "holds"),
        [
            (date(2021, 2, 28), False),
            (date(2021, 3, 1), True),
            (date(2021, 3, 31), True),
            (date(2021, 4, 1), False),
        ],
    )
    def test_first_and_last_day_count(self, cast: Any, day: date, holds: bool) -> None:
        stage.appoint(
            cast.nobody,
            Role.OFFICE,
            cast.committee,
            starts_on=date(2021, 3, 1),
            ends_on=date(2021, 3, 31),
        )
        assert cast.nobody.can(Permission.MANAGE_YEAR, cast.ward, day) is holds
        assert (cast.nobody.roles_in(cast.committee, day) == {Role.OFFICE}) is holds
        assert bool(cast.nobody.scope(Permission.MANAGE_YEAR, day).committees) is holds
