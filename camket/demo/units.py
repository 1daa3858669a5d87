"""Thành ủy Đông Hà as a committee: its groups and its 38 units, in the order of the report.

Source: the report of 2020 and document-format.md §3.1. Rank never follows the alphabet.
"""

from camket.demo.shapes import CommitteeSpec, GroupSpec, UnitSpec

COMMITTEE = CommitteeSpec(
    code="thanh-uy-dong-ha",
    name="Thành ủy Đông Hà",
    body_name="Thành ủy",
    level="thành phố",
    printed_superior="ĐẢNG BỘ TỈNH QUẢNG TRỊ",
    printed_name="THÀNH ỦY ĐÔNG HÀ",
    place="Đông Hà",
    symbol="TU",
    first_year=2017,
    email_domain="dongha.example",
)

INTERNAL = "Đối với nhóm thuộc lĩnh vực nội chính:"
PARTY = "Đối với các cơ quan khối Đảng, Mặt trận và đoàn thể chính trị - xã hội"

GROUPS = (
    GroupSpec(
        "WARD",
        "1",
        "Đối với tập thể Ban Thường vụ Đảng ủy và người đứng đầu cấp ủy các phường",
        "Các phường",
        None,
        2017,
    ),
    GroupSpec(
        "DEPT",
        "2",
        "Đối với các phòng chuyên môn trực thuộc UBND thành phố",
        "Các phòng chuyên môn",
        None,
        2018,
    ),
    GroupSpec(
        "DEPT_ECONOMY",
        "2.1",
        "Đối với nhóm thuộc lĩnh vực kinh tế:",
        "Kinh tế",
        "DEPT",
        2018,
    ),
    GroupSpec(
        "DEPT_URBAN",
        "2.2",
        "Đối với nhóm thuộc lĩnh vực quản lý đô thị, tài nguyên môi trường:",
        "Quản lý đô thị, tài nguyên môi trường",
        "DEPT",
        2018,
    ),
    GroupSpec(
        "DEPT_CULTURE_SOCIETY",
        "2.3",
        "Đối với nhóm thuộc lĩnh vực văn hóa - xã hội:",
        "Văn hóa - xã hội",
        "DEPT",
        2018,
    ),
    GroupSpec(
        "DEPT_ADMIN",
        "2.4",
        "Đối với nhóm thuộc lĩnh vực xây dựng chính quyền, cải cách hành chính:",
        "Xây dựng chính quyền, cải cách hành chính",
        "DEPT",
        2018,
    ),
    GroupSpec("DEPT_JUDICIAL", "2.5", INTERNAL, "Tư pháp, thanh tra", "DEPT", 2018),
    GroupSpec("INTERNAL_AFFAIRS", "2.5", INTERNAL, "Khối nội chính", "DEPT", 2017),
    GroupSpec("PARTY_BODY", "2.6", PARTY, "Các cơ quan khối Đảng", "DEPT", 2017),
    GroupSpec("POLITICAL_CENTER", "2.6", PARTY, "Trung tâm Chính trị", "DEPT", 2017),
    GroupSpec("FRONT_MASS_ORG", "2.6", PARTY, "Mặt trận và đoàn thể", "DEPT", 2017),
)

# Posts of a unit: head, deputy, second, and the head's name in the mail address.
WARD_POSTS = (
    "Bí thư Đảng ủy phường",
    "Phó Bí thư Thường trực Đảng ủy",
    "Chủ tịch UBND phường",
    "bi-thu",
)
ROOM = ("Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "truong-phong")
BUREAU = ("Chánh Văn phòng", "Phó Chánh Văn phòng", "Chuyên viên", "chanh-van-phong")
INSPECTORATE = ("Chánh Thanh tra", "Phó Chánh Thanh tra", "Thanh tra viên", "chanh-thanh-tra")
MILITARY = ("Chỉ huy trưởng", "Chính trị viên", "Phó Chỉ huy trưởng", "chi-huy-truong")
POLICE = ("Trưởng Công an", "Phó Trưởng Công an", "Đội trưởng Đội Tổng hợp", "truong-cong-an")
PROSECUTION = ("Viện trưởng", "Phó Viện trưởng", "Kiểm sát viên", "vien-truong")
COURT = ("Chánh án", "Phó Chánh án", "Thẩm phán", "chanh-an")
ENFORCEMENT = ("Chi cục trưởng", "Phó Chi cục trưởng", "Chấp hành viên", "chi-cuc-truong")
BOARD = ("Trưởng Ban", "Phó Trưởng Ban", "Chuyên viên", "truong-ban")
CONTROL = ("Chủ nhiệm", "Phó Chủ nhiệm", "Ủy viên", "chu-nhiem")
CENTRE = ("Giám đốc", "Phó Giám đốc", "Giảng viên", "giam-doc")
FRONT = ("Chủ tịch", "Phó Chủ tịch", "Ủy viên Thường trực", "chu-tich")
UNION = ("Chủ tịch", "Phó Chủ tịch", "Ủy viên Ban Thường vụ", "chu-tich")
YOUTH = ("Bí thư", "Phó Bí thư", "Ủy viên Ban Thường vụ", "bi-thu")

WARD_NAMES = (
    ("phuong-1", "Phường 1"),
    ("phuong-2", "Phường 2"),
    ("phuong-3", "Phường 3"),
    ("phuong-4", "Phường 4"),
    ("phuong-5", "Phường 5"),
    ("dong-giang", "Đông Giang"),
    ("dong-thanh", "Đông Thanh"),
    ("dong-luong", "Đông Lương"),
    ("dong-le", "Đông Lễ"),
)

# In the order in which the report of 2020 names them.
BODIES = (
    ("phong-kinh-te", "DEPT_ECONOMY", "Phòng Kinh tế", ROOM),
    ("phong-tai-chinh-ke-hoach", "DEPT_ECONOMY", "Phòng Tài chính - Kế hoạch", ROOM),
    ("phong-quan-ly-do-thi", "DEPT_URBAN", "Phòng Quản lý đô thị", ROOM),
    ("phong-tai-nguyen-moi-truong", "DEPT_URBAN", "Phòng Tài nguyên và Môi trường", ROOM),
    ("phong-giao-duc-dao-tao", "DEPT_CULTURE_SOCIETY", "Phòng Giáo dục và Đào tạo", ROOM),
    ("phong-van-hoa-thong-tin", "DEPT_CULTURE_SOCIETY", "Phòng Văn hóa và Thông tin", ROOM),
    (
        "phong-lao-dong-thuong-binh-xa-hoi",
        "DEPT_CULTURE_SOCIETY",
        "Phòng Lao động - Thương binh và Xã hội",
        ROOM,
    ),
    ("phong-y-te", "DEPT_CULTURE_SOCIETY", "Phòng Y tế", ROOM),
    ("phong-noi-vu", "DEPT_ADMIN", "Phòng Nội vụ", ROOM),
    ("van-phong-hdnd-ubnd", "DEPT_ADMIN", "Văn phòng HĐND và UBND", BUREAU),
    ("phong-tu-phap", "DEPT_JUDICIAL", "Phòng Tư pháp", ROOM),
    ("thanh-tra", "DEPT_JUDICIAL", "Thanh tra thành phố", INSPECTORATE),
    ("ban-chi-huy-quan-su", "INTERNAL_AFFAIRS", "Ban Chỉ huy Quân sự thành phố", MILITARY),
    ("cong-an", "INTERNAL_AFFAIRS", "Công an thành phố", POLICE),
    ("vien-kiem-sat", "INTERNAL_AFFAIRS", "Viện kiểm sát nhân dân thành phố", PROSECUTION),
    ("toa-an", "INTERNAL_AFFAIRS", "Tòa án nhân dân thành phố", COURT),
    ("thi-hanh-an", "INTERNAL_AFFAIRS", "Chi cục Thi hành án dân sự thành phố", ENFORCEMENT),
    ("ban-to-chuc", "PARTY_BODY", "Ban Tổ chức Thành ủy", BOARD),
    ("ban-tuyen-giao", "PARTY_BODY", "Ban Tuyên giáo Thành ủy", BOARD),
    ("uy-ban-kiem-tra", "PARTY_BODY", "Ủy ban Kiểm tra Thành ủy", CONTROL),
    ("ban-dan-van", "PARTY_BODY", "Ban Dân vận Thành ủy", BOARD),
    ("van-phong-thanh-uy", "PARTY_BODY", "Văn phòng Thành ủy", BUREAU),
    ("trung-tam-chinh-tri", "POLITICAL_CENTER", "Trung tâm Chính trị thành phố", CENTRE),
    ("mat-tran", "FRONT_MASS_ORG", "Ủy ban MTTQ Việt Nam thành phố", FRONT),
    ("lien-doan-lao-dong", "FRONT_MASS_ORG", "Liên đoàn Lao động thành phố", UNION),
    ("hoi-phu-nu", "FRONT_MASS_ORG", "Hội Liên hiệp Phụ nữ thành phố", UNION),
    ("thanh-doan", "FRONT_MASS_ORG", "Thành đoàn", YOUTH),
    ("hoi-nong-dan", "FRONT_MASS_ORG", "Hội Nông dân thành phố", UNION),
    ("hoi-cuu-chien-binh", "FRONT_MASS_ORG", "Hội Cựu chiến binh thành phố", UNION),
)

# Where the report prints another name than the unit's own.
PRINTED = {
    "phong-van-hoa-thong-tin": "Phòng Văn hóa - Thông tin",
    "van-phong-hdnd-ubnd": "Văn phòng HĐND&UBND",
    "mat-tran": "UBMT thành phố",
}

KINDS = {
    "INTERNAL_AFFAIRS": "INTERNAL_AFFAIRS",
    "PARTY_BODY": "PARTY_BODY",
    "POLITICAL_CENTER": "OTHER",
    "FRONT_MASS_ORG": "MASS_ORGANISATION",
}


def _ward(rank: int, code: str, name: str) -> UnitSpec:
    printed = name if name[-1].isdigit() else f"phường {name}"
    return UnitSpec(
        code=code,
        group="WARD",
        kind="WARD",
        rank=rank,
        full_name=f"Đảng ủy {printed}",
        short_name=printed[0].upper() + printed[1:],
        printed_name=printed,
        collective=f"Ban Thường vụ Đảng ủy {printed}",
        posts=WARD_POSTS[:3],
        mail_name=WARD_POSTS[3],
    )


def _body(rank: int, code: str, group: str, name: str, posts: tuple[str, ...]) -> UnitSpec:
    of_city = group.startswith("DEPT") and not name.endswith("thành phố")
    return UnitSpec(
        code=code,
        group=group,
        kind=KINDS.get(group, "DEPARTMENT"),
        rank=rank,
        full_name=f"{name} thành phố Đông Hà" if of_city else f"{name} Đông Hà",
        short_name=name,
        printed_name=PRINTED.get(code, name),
        collective=f"Lãnh đạo {name}",
        posts=posts[:3],
        mail_name=posts[3],
    )


WARDS = tuple(_ward(rank, *row) for rank, row in enumerate(WARD_NAMES, 1))
UNITS = WARDS + tuple(_body(rank, *row) for rank, row in enumerate(BODIES, len(WARDS) + 1))
