"""The registry and the list of people as workbooks."""

from collections.abc import Iterable

from camket.sheets import workbook
from camket.text import format_date
from units.models import Appointment, Committee, Past, Person, Reorganisation, Staff, Unit
from units.roles import Role


def registry(committee: Committee, rows: Iterable[tuple[Unit, Staff, str, Past]]) -> bytes:
    """One line a unit, in the order of the page, under the name of the day that was asked for."""
    head = [
        "Nhóm", "Đơn vị", "Tên đầy đủ", "Tên trong báo cáo", "Loại", "Thứ tự", "Người đứng đầu",
        "Chức vụ", "Cán bộ đầu mối", "Điện thoại", "Hoạt động từ ngày", "Đến ngày", "Mã",
        "Tên trước đây", "Sắp xếp",
    ]  # fmt: skip
    lines: list[list[str | int | float | None]] = [
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
            format_date(unit.valid_from),
            format_date(unit.valid_to) if unit.valid_to else "",
            unit.code,
            "; ".join(f"{row.short_name} (đến {format_date(row.until)})" for row in past.names),
            past.became,
        ]
        for unit, staff, name, past in rows
    ]
    return workbook(f"Danh sách đơn vị – {committee.name}", head, lines)


def reorganisations(committee: Committee, rows: Iterable[Reorganisation]) -> bytes:
    """One line a merger, split or renaming, in the order of the page."""
    head = ["Từ ngày", "Hình thức", "Trước", "Sau", "Căn cứ", "Người ghi"]
    lines: list[list[str | int | float | None]] = [
        [
            format_date(row.starts_on),
            row.get_kind_display(),
            "; ".join(name for name, _ in row.names_before),
            "; ".join(name for name, _ in row.names_after),
            row.decision,
            str(row.recorded_by),
        ]
        for row in rows
    ]
    return workbook(f"Sắp xếp đơn vị – {committee.name}", head, lines)


def people(committee: Committee, rows: Iterable[tuple[Person, list[Appointment]]]) -> bytes:
    """One line a person with the roles held now, in the order of the page."""
    head = ["Họ và tên", "Địa chỉ thư điện tử", "Điện thoại", "Vai trò", "Đăng nhập"]
    lines: list[list[str | int | float | None]] = [
        [
            person.full_name,
            person.email,
            person.phone,
            "; ".join(_role(post) for post in posts),
            login_words(person),
        ]
        for person, posts in rows
    ]
    return workbook(f"Cán bộ – {committee.name}", head, lines)


def login_words(person: Person) -> str:
    """May this person log in, in words."""
    if not person.is_active:
        return "Đang khóa"
    return "Được đăng nhập" if person.has_usable_password() else "Chưa đặt mật khẩu"


def _role(post: Appointment) -> str:
    where = f" {post.unit.short_name}" if post.unit else ""
    return f"{Role(post.role).label}{where} ({post.position})"
