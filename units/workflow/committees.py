"""Found, add and edit committees; write their groups."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from camket import audit, clock
from camket.audit import Deed, ask
from units.models import Appointment, Committee, Group, Person
from units.roles import Permission, Role
from units.workflow.appointments import give
from units.workflow.people import add_person, new_person
from units.workflow.saving import as_words, change, locked, names_of, save, tidy

# First words of addresses that belong to no committee (camket/urls.py, units/urls.py).
RESERVED = frozenset(
    {"khoi-dau", "loi-moi", "tai-khoan", "quan-tri", "static", "media", "healthz", "readyz"}
)
IDENTITY = (
    "name", "body_name", "level_name", "sub_unit_name", "sub_body_name", "printed_superior",
    "printed_name", "place", "symbol", "signing_authority", "recipients", "contact",
)  # fmt: skip
HEADING = (
    "parent", "code", "number", "heading", "short_name", "rank", "first_year",
)  # fmt: skip


@transaction.atomic
def found_committee(
    *, committee: Committee, admin_email: str, admin_name: str, password: str, at: datetime
) -> Person:
    """First run: save a new committee with its first administrator, who is also its office clerk.

    Only while no committee exists; of two at once the second waits for the first. Records the
    committee, the person and both posts. Raises Refused when there is one, or for a weak password.
    """
    _one_after_the_other()
    ask(not Committee.objects.exists(), "Hệ thống đã được khởi tạo trước đó.")
    _save_new(committee)
    person = new_person(admin_email, admin_name, "", password)
    audit.record(Deed.COMMITTEE_CREATED, committee, by=person, at=at, committee=committee)
    audit.record(Deed.PERSON_ADDED, person, by=person, at=at, committee=committee)
    _give_first_posts(person, committee, person, at)
    return person


@transaction.atomic
def add_committee(
    *, committee: Committee, admin_email: str, admin_name: str, at: datetime
) -> Person:
    """Save a further committee of the same installation, with its first administrator.

    On the command line, by nobody we know. An address already known gets the posts; somebody new
    is entered and mailed an invitation. Records the committee, the person and both posts.
    """
    _save_new(committee)
    audit.record(Deed.COMMITTEE_CREATED, committee, by=None, at=at, committee=committee)
    person = add_person(
        committee=committee, email=admin_email, full_name=admin_name, by=None, at=at
    )
    _give_first_posts(person, committee, None, at)
    return person


@transaction.atomic
def edit_committee(
    *,
    committee: Committee,
    changes: dict[str, Any],
    by: Person,
    at: datetime,
    version: int | None = None,
) -> Committee:
    """Change the identity as printed. Issued documents keep what they were frozen with.

    Raises Conflict (with the other person's values) on a stale ``version``.
    """
    ask(
        by.can(Permission.MANAGE_COMMITTEE, committee, clock.local_date(at)),
        "Chỉ quản trị hệ thống sửa thông tin cấp ủy.",
    )
    allowed = {name: changes[name] for name in (*IDENTITY, "first_year") if name in changes}
    saved, before = change(committee, allowed, version)
    if before:
        audit.record(
            Deed.COMMITTEE_EDITED,
            saved,
            by=by,
            at=at,
            committee=saved,
            comment=f"Đã sửa: {names_of(saved, before)}.",
            before=as_words(before),
        )
    return saved


@transaction.atomic
def save_group(*, group: Group, by: Person, at: datetime, version: int | None = None) -> Group:
    """Add or change one heading of part II; ``group`` holds the wanted values.

    Raises Refused when it would stand under itself or under another committee's heading, and
    Conflict (with the other person's values) on a stale ``version``.
    """
    ask(
        by.can(Permission.MANAGE_UNITS, group.committee, clock.local_date(at)),
        "Chỉ Văn phòng hoặc quản trị hệ thống sửa nhóm đơn vị.",
    )
    _ask_parent(group)
    before: dict[str, Any] = {}
    if group.pk:
        ask(locked(group).committee_id == group.committee_id, "Nhóm không thuộc cấp ủy này.")
        group, before = change(group, {name: getattr(group, name) for name in HEADING}, version)
        if not before:
            return group
    else:
        _tidy(group, HEADING)
        save(group)
    comment = f"Đã sửa: {names_of(group, before)}." if before else ""
    audit.record(
        Deed.GROUP_SAVED,
        group,
        by=by,
        at=at,
        committee=group.committee,
        comment=comment,
        before=as_words(before),
    )
    return group


def _one_after_the_other() -> None:
    """Holds a row that is always there: where no committee is, there is none of its own to lock."""
    kinds = ContentType.objects.select_for_update()
    kinds.get_or_create(app_label="units", model="committee")


def _give_first_posts(
    person: Person, committee: Committee, by: Person | None, at: datetime
) -> None:
    """Who begins alone does the Office's work too, until somebody is appointed (decision 0010)."""
    for role, position in ((Role.ADMIN, "Quản trị hệ thống"), (Role.OFFICE, "Văn phòng cấp ủy")):
        post = Appointment(person=person, committee=committee, role=role, position=position)
        post.starts_on = clock.local_date(at)
        give(post, by, at)


def _ask_parent(group: Group) -> None:
    above, parent = {group.pk}, group.parent
    while parent is not None:
        ask(parent.committee_id == group.committee_id, "Nhóm cấp trên không thuộc cấp ủy này.")
        ask(parent.pk not in above, "Một nhóm không thể nằm dưới chính nó.")
        above.add(parent.pk)
        parent = parent.parent


def _save_new(committee: Committee) -> None:
    _tidy(committee, IDENTITY)
    ask(
        committee.code not in RESERVED,
        f"Không dùng được mã “{committee.code}”. Xin chọn mã khác.",
    )
    save(committee)


def _tidy(row: Committee | Group, names: tuple[str, ...]) -> None:
    for name in names:
        setattr(row, name, tidy(getattr(row, name)))
