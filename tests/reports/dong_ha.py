"""Đông Hà's 2020 as facts, and a report of it: what the tests of the paper print."""

from reports.outline import (
    TEMPLATES,
    GroupFacts,
    Share,
    Work,
    YearFacts,
    group_values,
    substitute,
    suggested,
    written,
    year_values,
)
from reports.outline.tree import Node
from reports.paper import Header, ReportContent, Section, Signature

TEMPLATE = TEMPLATES["2020"]

BASES = (
    "Kết luận số 18-TBKT/TU ngày 09/12/2019 của BCH Đảng bộ thành phố về nhiệm vụ phát triển kinh tế"
    " - xã hội, quốc phòng - an ninh năm 2020"
)
BASES_NEXT_YEAR = (
    "Chương trình hành động thực hiện Nghị quyết Đại hội Đảng bộ thành phố lần thứ XIII; Chương trình"
    " công tác của Thành ủy năm 2021; Kết luận số 01-KL/TU ngày 11/12/2020 của Ban Chấp hành Đảng bộ"
    " thành phố khóa XIII và Nghị quyết số 128/NQ-HĐND ngày 16/12/2020 của HĐND thành phố khóa XI về"
    " nhiệm vụ phát triển kinh tế - xã hội năm 2021"
)

YEAR = YearFacts(
    year=2020,
    first_year=2017,
    theme="Quy hoạch, giải phóng mặt bằng và xây dựng văn minh đô thị",
    level="thành phố",
    body="Thành ủy",
    sub_level="phường",
    sub_body="Đảng ủy",
    half=Share(38, 38),
    full=Share(38, 38),
    units=38,
    work=Work(signed=150, done=141, on_time=130, exceeded=20),
    events="Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025",
    bases=BASES,
    bases_next_year=BASES_NEXT_YEAR,
)

_WARDS = ("1", "2", "3", "4", "5", "Đông Giang", "Đông Thanh", "Đông Lương", "Đông Lễ")


def _all_done(tasks: int) -> Work:
    return Work(tasks, tasks, tasks, 0)


GROUPS = {
    "WARD": GroupFacts(2017, tuple(f"Phường {name}" for name in _WARDS), Work(36, 34, 32, 5)),
    "DEPT_ECONOMY": GroupFacts(2018, ("Phòng Kinh tế", "Phòng Tài chính - Kế hoạch"), _all_done(9)),
    "DEPT_URBAN": GroupFacts(
        2018, ("Phòng Quản lý đô thị", "Phòng Tài nguyên và Môi trường"), Work(7, 6, 6, 0)
    ),
    "DEPT_CULTURE_SOCIETY": GroupFacts(
        2018,
        (
            "Phòng Giáo dục và Đào tạo",
            "Phòng Văn hóa và Thông tin",
            "Phòng Lao động - Thương binh và Xã hội",
            "Phòng Y tế",
        ),
        _all_done(13),
    ),
    "DEPT_ADMIN": GroupFacts(2018, ("Phòng Nội vụ", "Văn phòng HĐND và UBND"), _all_done(9)),
    "DEPT_JUDICIAL": GroupFacts(2018, ("Phòng Tư pháp", "Thanh tra thành phố"), _all_done(13)),
}

# What units wrote, in short.
NARRATIVES = {
    "WARD": [
        "Nét mới ở các phường là chủ động phối hợp chặt chẽ với các đơn vị liên quan để tập trung"
        " lãnh đạo công tác GPMB các dự án trọng điểm triển khai trên địa bàn.",
        "Ở nhiều địa phương, các cấp ủy đã chỉ đạo làm tốt công tác tiếp công dân.",
    ],
    "DEPT_ECONOMY": [
        "nổi bật là tham mưu chỉ đạo khắc phục những khó khăn, duy trì phát triển kinh tế. Tổng vốn"
        " đầu tư toàn xã hội tăng 12,4% so với năm 2019."
    ],
    "DEPT_URBAN": ["Tham mưu đẩy nhanh tiến độ lập Đồ án điều chỉnh quy hoạch chung thành phố."],
    "DEPT_CULTURE_SOCIETY": [
        "Tham mưu tổ chức tốt các hoạt động chào mừng Đại hội Đảng bộ thành phố lần thứ XIII.",
        "Tham mưu công tác chăm sóc sức khỏe Nhân dân theo Nghị quyết số 42/NQ-CP ngày 09/4/2020.",
    ],
    "DEPT_ADMIN": ["tiếp tục tham mưu thực hiện các Kế hoạch số 64, 65-KH/TU ngày 25/10/2017."],
    "DEPT_JUDICIAL": ["Tham mưu đẩy mạnh công tác phổ biến, giáo dục pháp luật."],
    "INTERNAL_AFFAIRS": ["Tình hình an ninh chính trị, trật tự an toàn xã hội được giữ vững."],
    "PARTY_BODY": ["Thực hiện chữ ký số và gửi trên 90% văn bản qua hộp thư công vụ."],
    "POLITICAL_CENTER": ["Trung tâm Chính trị thành phố đã tập trung nâng cao chất lượng đào tạo."],
    "FRONT_MASS_ORG": ["UBMT và các đoàn thể đã nghiêm túc triển khai các nội dung cam kết."],
}

HEADER = Header(
    superior=("ĐẢNG BỘ TỈNH QUẢNG TRỊ",),
    issuer=("THÀNH ỦY ĐÔNG HÀ",),
    symbol="BC/TU",
    place="Đông Hà",
    month=1,
    year=2021,
)
SIGNATURE = Signature(("T/M BAN THƯỜNG VỤ",), "PHÓ BÍ THƯ", "Nguyễn Văn Mẫu")
RECIPIENTS = (
    "Ban Thường vụ Tỉnh ủy",
    "Các đồng chí Ủy viên Ban Thường vụ Thành ủy",
    "Các cơ quan, đơn vị, địa phương",
    "Lưu Văn phòng Thành ủy",
)


def node_values(node: Node, groups=GROUPS, year=YEAR):
    """The year's values and those of the node's groups taken together."""
    values = TEMPLATE.complete(year_values(year))
    counted = [groups[code] for code in node.counted if code in groups]
    if not counted:
        return values
    together = GroupFacts(
        min(group.first_year for group in counted),
        tuple(name for group in counted for name in group.units),
        sum((group.work for group in counted[1:]), counted[0].work),
    )
    return values | group_values(together, year.year, year.level, node.counting)


def sections(groups=GROUPS, year=YEAR, narratives=NARRATIVES) -> tuple[Section, ...]:
    def section(node: Node) -> Section:
        values = node_values(node, groups, year)
        return written(node, suggested(node, values, narratives), values)

    return tuple(section(node) for node in TEMPLATE.nodes)


def report(**changes) -> ReportContent:
    """The 2020 report as a first draft; pass fields to print another one."""
    as_usual = {
        "profile": "PARTY_2018",
        "template": TEMPLATE.version,
        "kind": TEMPLATE.kind,
        "abstract": substitute(TEMPLATE.abstract, year_values(YEAR)),
        "header": HEADER,
        "signature": SIGNATURE,
        "recipients": RECIPIENTS,
        "draft": "Dự thảo lần 1",
    }
    if "sections" not in changes:
        changes["sections"] = sections()
    return ReportContent(**as_usual | changes)
