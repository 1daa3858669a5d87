"""Rows of "Cán bộ": a person by address, and the post that the row gives. One row a post."""

from datetime import date
from difflib import SequenceMatcher
from typing import Any

from camket.text import format_date, search_key
from commitments.exchange.checking.ground import NEW, SAME, UPDATE, Ground, Plan, differences
from commitments.exchange.columns import PEOPLE
from commitments.exchange.deeds import (
    AddPerson,
    AllowToSubmit,
    Appoint,
    Deed,
    EditPerson,
    EditPost,
)  # fmt: skip
from commitments.exchange.reading import Row
from units.models import Appointment, Person, Unit
from units.roles import Permission, Role
from units.workflow import may_edit_person

SAME_PERSON = 0.75  # how alike two names are that may be one name, misspelt


def check_people(ground: Ground, plan: Plan) -> None:
    rows = ground.rows(PEOPLE.key)
    if rows:
        checker = _Checker(ground, rows)
        for row in rows:
            checker.check(row, plan)


class _Checker:
    """All people and posts that the rows can touch, loaded at once."""

    def __init__(self, ground: Ground, rows: list[Row]) -> None:
        self.ground = ground
        emails = {str(row.values.get("email")) for row in rows if row.values.get("email")}
        self.people = {p.email.lower(): p for p in _by_address(emails)}
        self.posts: dict[tuple[int, int | None, str], list[Appointment]] = {}
        self.heads: dict[int, list[Appointment]] = {}
        self._load_posts()
        by, on = ground.by, ground.on
        self.everybody = by.can(Permission.MANAGE_PEOPLE, ground.committee, on)
        self.of_units = by.can(Permission.MANAGE_UNIT_PEOPLE, ground.committee, on)
        self.first: dict[str, Row] = {}
        self.given: dict[tuple[str, str, str], Row] = {}
        self.new_heads: dict[str, Row] = {}

    def _load_posts(self) -> None:
        rows = Appointment.objects.filter(committee=self.ground.committee)
        units = {unit.pk: unit for unit in self.ground.stored}
        for post in rows.select_related("person").order_by("starts_on", "pk"):
            post.committee = self.ground.committee
            if post.unit_id is not None:
                post.unit = units[post.unit_id]
            self.posts.setdefault((post.person_id, post.unit_id, post.role), []).append(post)
            if post.role == Role.HEAD and post.unit_id is not None:
                self.heads.setdefault(post.unit_id, []).append(post)

    def check(self, row: Row, plan: Plan) -> None:
        said = row.values
        what = f"{said.get('full_name') or ''} ({said.get('email') or ''})"
        role = Role(str(said["role"])) if said.get("role") else None
        unit = self._unit(row, role)
        if row.wrong or role is None:
            plan.say(row, what, NEW)
            return
        self._ask_once(row, role, unit)
        person = self.people.get(str(said["email"]))
        lines: list[str] = []
        deeds: list[Deed] = []
        if str(said["email"]) in self.first:
            pass  # the person is this file's, or has been looked at in an earlier row
        elif person is None:
            plan.new_people += not row.wrong
            deeds.append(
                AddPerson(str(said["email"]), str(said["full_name"]), str(said.get("phone") or ""))
            )
        else:
            self._person(row, person, lines, deeds)
        self.first.setdefault(str(said["email"]), row)
        is_new = self._post(row, person, role, unit, lines, deeds)
        outcome = NEW if is_new else UPDATE if deeds else SAME
        if outcome != SAME and not (self.everybody or (role.of_unit and self.of_units)):
            row.objects("role", "anh/chị không được phân công vai trò này.")
        plan.say(row, what, outcome, lines, *deeds)

    def _unit(self, row: Row, role: Role | None) -> Unit | None:
        said = row.values.get("unit")
        if role is None:
            return None
        if role.of_unit and not said:
            row.objects("unit", f"chưa ghi đơn vị của {role.label.lower()}.")
        elif not role.of_unit and said:
            row.objects("unit", f"vai trò {role.label.lower()} là của cấp ủy, không ghi đơn vị.")
        return self.ground.unit_of(row) if role.of_unit else None

    def _ask_once(self, row: Row, role: Role, unit: Unit | None) -> None:
        """Against the file's own earlier rows."""
        email, code = str(row.values["email"]), unit.code if unit else ""
        if first := self.first.get(email):
            for key, word in (("full_name", "họ tên"), ("phone", "điện thoại")):
                if row.values.get(key) != first.values.get(key):
                    row.objects(
                        "email",
                        f"địa chỉ “{email}” cũng có ở dòng {first.number} nhưng khác {word}.",
                    )
                    break
        if first := self.given.get((email, role, code)):
            row.objects("email", f"người này và vai trò này trùng với dòng {first.number}.")
        self.given.setdefault((email, role, code), row)
        if role is Role.HEAD:
            if (first := self.new_heads.get(code)) and first.values["email"] != email:
                row.objects(
                    "role",
                    f"mỗi đơn vị có một người đứng đầu; dòng {first.number} đã ghi một người khác.",
                )
            self.new_heads.setdefault(code, row)

    def _person(self, row: Row, person: Person, lines: list[str], deeds: list[Deed]) -> None:
        said = row.values
        if not person.is_active:
            row.objects("email", "tài khoản có địa chỉ này đang bị khóa.")
        names = ("full_name", "phone")
        wanted: dict[str, str] = {k: str(said[k] or "") for k in names if k in said}
        changes = {k: v for k, v in wanted.items() if v != getattr(person, k)}
        if not changes:
            return
        if not may_edit_person(self.ground.by, person, self.ground.committee, self.ground.on):
            row.objects("email", "địa chỉ này đã có người dùng với họ tên hoặc điện thoại khác.")
        elif "full_name" in changes and not _alike(person.full_name, changes["full_name"]):
            row.objects(
                "email",
                f"địa chỉ này đang là của đ/c {person.full_name}. Nếu là người khác, đề nghị ghi"
                " địa chỉ khác; nếu đổi họ tên, đề nghị sửa ở trang của người đó.",
            )
        else:
            shown = {column.key: column.name for column in PEOPLE.columns}
            lines += differences(
                (shown[key], getattr(person, key), value) for key, value in changes.items()
            )
            deeds.append(EditPerson(person, changes))

    def _post(
        self,
        row: Row,
        person: Person | None,
        role: Role,
        unit: Unit | None,
        lines: list[str],
        deeds: list[Deed],
    ) -> bool:
        """The row's post: new (True), or one that the person holds, perhaps with changes."""
        said = row.values
        starts_on = date.fromisoformat(str(said["starts_on"]))
        may_submit = said.get("may_submit") == "1"
        if may_submit and role is not Role.REPORTER:
            row.objects("may_submit", "chỉ ghi “Có” với cán bộ đầu mối.")
        key = (person.pk if person else 0, unit.pk if unit else None, role.value)
        held = [] if unit and unit.pk is None else self.posts.get(key, [])
        lasting = [p for p in held if p.ends_on is None or p.ends_on >= starts_on]
        if lasting:
            self._held(row, lasting[-1], starts_on, lines, deeds)
            return False
        if unit is not None:
            self._ask_place(row, role, unit, starts_on)
        deeds.append(
            Appoint(
                str(said["email"]), person, unit.code if unit else "", role, str(said["position"]),
                starts_on, may_submit,
            )
        )  # fmt: skip
        lines.append(
            f"{role.label}{f' {unit}' if unit else ''} ({said['position']}),"
            f" từ ngày {format_date(starts_on)}."
        )
        return True

    def _held(
        self, row: Row, post: Appointment, starts_on: date, lines: list[str], deeds: list[Deed]
    ) -> None:
        said = row.values
        if post.ends_on is not None and post.ends_on < self.ground.on:
            row.objects("role", f"vai trò này đã kết thúc ngày {format_date(post.ends_on)}.")
        if post.starts_on != starts_on:
            row.objects(
                "starts_on",
                f"người này giữ vai trò này từ ngày {format_date(post.starts_on)};"
                " ngày bắt đầu không sửa bằng cách nhập Excel.",
            )
        if said["position"] != post.position:
            lines += differences(iter([("Chức vụ", post.position, said["position"])]))
            deeds.append(EditPost(post, str(said["position"])))
        allowed = said.get("may_submit") == "1"
        if "may_submit" in said and allowed != post.may_submit and post.role == Role.REPORTER:
            lines += differences(iter([("Được gửi thay", _yes(post.may_submit), _yes(allowed))]))
            deeds.append(AllowToSubmit(post, allowed))

    def _ask_place(self, row: Row, role: Role, unit: Unit, starts_on: date) -> None:
        if unit.valid_to is not None and starts_on > unit.valid_to:
            row.objects(
                "starts_on",
                f"{unit} đã kết thúc hoạt động ngày {format_date(unit.valid_to)}.",
            )
        heads = [
            post
            for post in self.heads.get(unit.pk or 0, [])
            if post.ends_on is None or post.ends_on >= starts_on
        ]
        if role is Role.HEAD and heads:
            row.objects(
                "role",
                f"{unit} đang có người đứng đầu là đ/c {heads[-1].person}. Thay người đứng đầu phải"
                " làm bàn giao ở trang của đơn vị, không làm bằng cách nhập Excel.",
            )


def _by_address(emails: set[str]) -> list[Person]:
    """People of these addresses (stored in small letters), in statements of bearable length."""
    wanted = sorted(emails)
    found: list[Person] = []
    for start in range(0, len(wanted), 500):
        people = Person.objects.filter(email__in=wanted[start : start + 500])
        found += people.prefetch_related("appointments__committee", "appointments__unit__committee")
    for person in found:
        person.__dict__["posts"] = list(person.appointments.all())
    return found


def _alike(one: str, other: str) -> bool:
    """One name, perhaps misspelt: not somebody else's."""
    ratio = SequenceMatcher(None, search_key(one), search_key(other)).ratio()
    return ratio >= SAME_PERSON


def _yes(value: Any) -> str:
    return "Có" if value else "Không"
