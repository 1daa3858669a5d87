"""The people of the demo. Every one is invented, and the names say so themselves.

A name is a common surname and a given name out of ENDINGS: "Trần Minh Họa", "Lê Ví Dụ". No two
people share a name. Addresses end in the reserved .example.
"""

from functools import cache

from camket.demo.shapes import Owner, PersonSpec, UnitSpec
from camket.demo.units import COMMITTEE, UNITS

PASSWORD = "dong-ha-minh-hoa-2021"  # of everybody in the demo; printed when it is loaded

SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Phan",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Trương",
    "Đinh",
    "Lương",
    "Mai",
    "Cao",
    "Tạ",
    "Đào",
    "Lâm",
    "Thái",
    "Châu",
    "Tống",
)
ENDINGS = (
    "Văn Mẫu",
    "Minh Họa",
    "Ví Dụ",
    "Giả Định",
    "Mô Phỏng",
    "Thử Nghiệm",
    "Tượng Trưng",
    "Phác Thảo",
    "Trình Diễn",
    "Thị Mẫu",
)
PLACES = ("head", "deputy", "second", "reporter")


def invented(number: int) -> str:
    """The lengths 23 and 10 have no common factor: 230 different names."""
    return f"{SURNAMES[number % len(SURNAMES)]} {ENDINGS[number % len(ENDINGS)]}"


@cache
def staff(unit: UnitSpec) -> dict[str, Owner]:
    """The four people of a unit by place: head, deputy, second, reporter."""
    posts = (*unit.posts, "Cán bộ đầu mối")
    return {
        place: Owner(invented(len(PLACES) * (unit.rank - 1) + index), post)
        for index, (place, post) in enumerate(zip(PLACES, posts, strict=True))
    }


def address(local: str) -> str:
    return f"{local}@{COMMITTEE.email_domain}"


def _of_committee(number: int, mail: str, post: str, role: str) -> PersonSpec:
    return PersonSpec(address(mail), invented(number), post, role)


AFTER_UNITS = len(PLACES) * len(UNITS)

COMMITTEE_PEOPLE = (
    _of_committee(AFTER_UNITS, "bi-thu.thanh-uy", "Bí thư Thành ủy", "STANDING"),
    _of_committee(
        AFTER_UNITS + 1, "pho-bi-thu.thanh-uy", "Phó Bí thư Thường trực Thành ủy", "STANDING"
    ),
    # Not the head of the unit "Văn phòng Thành ủy": nobody reviews a report of their own.
    _of_committee(
        AFTER_UNITS + 2,
        "tong-hop.thanh-uy",
        "Phó Chánh Văn phòng Thành ủy, phụ trách tổng hợp",
        "OFFICE",
    ),
    _of_committee(
        AFTER_UNITS + 3, "chuyen-vien-1.thanh-uy", "Chuyên viên Văn phòng Thành ủy", "OFFICE"
    ),
    _of_committee(
        AFTER_UNITS + 4, "chuyen-vien-2.thanh-uy", "Chuyên viên Văn phòng Thành ủy", "OFFICE"
    ),
    _of_committee(
        AFTER_UNITS + 5, "kiem-tra.thanh-uy", "Ủy viên Ủy ban Kiểm tra Thành ủy", "INSPECTOR"
    ),
    _of_committee(
        AFTER_UNITS + 6, "quan-tri.thanh-uy", "Cán bộ công nghệ thông tin Thành ủy", "ADMIN"
    ),
)


def _of_unit(unit: UnitSpec) -> tuple[PersonSpec, PersonSpec]:
    head, reporter = staff(unit)["head"], staff(unit)["reporter"]
    return (
        PersonSpec(
            address(f"{unit.mail_name}.{unit.code}"), head.name, head.post, "HEAD", unit.code
        ),
        PersonSpec(
            address(f"dau-moi.{unit.code}"), reporter.name, reporter.post, "REPORTER", unit.code
        ),
    )


UNIT_PEOPLE = tuple(person for unit in UNITS for person in _of_unit(unit))
PEOPLE = (*COMMITTEE_PEOPLE, *UNIT_PEOPLE)

# Where the next invented person's name comes from.
NEXT = AFTER_UNITS + len(COMMITTEE_PEOPLE)

# Units whose head lets the reporter submit.
REPORTER_SUBMITS = frozenset({"phuong-5", "dong-le", "phong-kinh-te", "van-phong-hdnd-ubnd"})


def owner(unit_code: str, place: str) -> Owner:
    """Who a task rests on: `place` is 'head', 'deputy' or 'second' of the unit."""
    unit = next(u for u in UNITS if u.code == unit_code)
    return staff(unit)[place]
