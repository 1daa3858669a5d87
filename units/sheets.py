"""The registry, its groups and the list of people as workbooks."""

from collections.abc import Iterable
from typing import Any

from camket.sheets import workbook
from camket.text import format_date
from units.models import Appointment, Committee, Past, Person, Reorganisation, Staff, Unit
from units.roles import Role


def registry(committee: Committee, rows: Iterable[tuple[Unit, Staff, str, Past]]) -> bytes:
    """One line a unit, in the order of the page, under the name of the day that was asked for."""
    columns = (
        ("Nhóm", 24), ("Đơn vị", 28), ("Tên đầy đủ", 34), ("Tên trong báo cáo", 28), ("Loại", 18),
        ("Thứ tự", 8), ("Người đứng đầu", 24), ("Chức vụ", 24), ("Cán bộ đầu mối", 30),
        ("Điện thoại", 14), ("Hoạt động từ ngày", 14), ("Đến ngày", 14), ("Mã", 16),
        ("Tên trước đây", 34), ("Sắp xếp", 34),
    )  # fmt: skip
    lines = [
        [
            f"{unit.group.number} {unit.group.short_name}".strip(),
            name,
            unit.full_name,
            unit.report_name,
            unit.get_kind_display(),
            unit.rank,
            str(staff.head.person) if staff.head else "",
            staff.head.position if staff.head else unit.head_post,
            "; ".join(str(post.person) for post in staff.reporters),
            unit.phone,
            unit.valid_from,
            unit.valid_to,
            unit.code,
            "; ".join(f"{row.short_name} (đến {format_date(row.until)})" for row in past.names),
            past.became,
        ]
        for unit, staff, name, past in rows
    ]
    return workbook(f"Danh sách đơn vị – {committee.name}", columns, lines)


def groups(committee: Committee, rows: Iterable[Any]) -> bytes:
    """One line a group in the order of the report; ``rows`` with ``size`` (units in it)."""
    columns = (
        ("Số mục", 9), ("Nhóm", 28), ("Tên mục trong báo cáo", 44), ("Thuộc nhóm", 28),
        ("Năm đầu", 9), ("Thứ tự", 8), ("Số đơn vị", 10), ("Mã", 18),
    )  # fmt: skip
    lines = [
        [
            group.number,
            group.short_name,
            group.heading,
            f"{group.parent.number} {group.parent.short_name}".strip() if group.parent else "",
            group.first_year,
            group.rank,
            group.size,
            group.code,
        ]
        for group in rows
    ]
    return workbook(f"Nhóm đơn vị – {committee.name}", columns, lines)


def reorganisations(committee: Committee, rows: Iterable[Reorganisation]) -> bytes:
    """One line a merger, split or renaming, in the order of the page."""
    columns = (
        ("Từ ngày", 12), ("Hình thức", 18), ("Trước", 34), ("Sau", 34), ("Căn cứ", 34),
        ("Người ghi", 26),
    )  # fmt: skip
    lines = [
        [
            row.starts_on,
            row.get_kind_display(),
            "; ".join(name for name, _ in row.names_before),
            "; ".join(name for name, _ in row.names_after),
            row.decision,
            str(row.recorded_by),
        ]
        for row in rows
    ]
    return workbook(f"Sắp xếp đơn vị – {committee.name}", columns, lines)


def people(committee: Committee, rows: Iterable[tuple[Person, list[Appointment]]]) -> bytes:
    """One line a person with the roles held now, in the order of the page."""
    columns = (
        ("Họ và tên", 28), ("Địa chỉ thư điện tử", 32), ("Điện thoại", 14), ("Vai trò", 44),
        ("Đăng nhập", 18),
    )  # fmt: skip
    lines = [
        [
            person.full_name,
            person.email,
            person.phone,
            "; ".join(_role(post) for post in posts),
            login_words(person),
        ]
        for person, posts in rows
    ]
    return workbook(f"Cán bộ – {committee.name}", columns, lines)


def login_words(person: Person) -> str:
    """May this person log in, in words."""
    if not person.is_active:
        return "Đang khóa"
    return "Được đăng nhập" if person.has_usable_password() else "Chưa đặt mật khẩu"


def _role(post: Appointment) -> str:
    where = f" {post.unit.short_name}" if post.unit else ""
    return f"{Role(post.role).label}{where} ({post.position})"
