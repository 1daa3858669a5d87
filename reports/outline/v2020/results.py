"""Part II of template "2020": what the units did, group by group."""

from reports.outline.tree import Node, Slot
from reports.outline.wording import Counting
from reports.paper import Style

DEPARTMENTS = (
    "DEPT_ECONOMY",
    "DEPT_URBAN",
    "DEPT_CULTURE_SOCIETY",
    "DEPT_ADMIN",
    "DEPT_JUDICIAL",
)

PART_II = (
    Node(
        "II",
        1,
        "II.",
        "KẾT QUẢ THỰC HIỆN NỘI DUNG CAM KẾT CỦA TẬP THỂ LÃNH ĐẠO VÀ NGƯỜI ĐỨNG ĐẦU CÁC CƠ QUAN, ĐƠN"
        " VỊ VỚI BAN THƯỜNG VỤ {CẤP ỦY}",
    ),
    Node(
        "II.1",
        2,
        "1.",
        "Đối với tập thể Ban Thường vụ {cấp ủy địa phương} và người đứng đầu cấp ủy các {địa"
        " phương}",
        (
            Slot(
                "Việc thực hiện các nội dung cam kết với Ban Thường vụ {cấp ủy} được Ban Thường vụ"
                " {cấp ủy địa phương} và người đứng đầu cấp ủy {số đơn vị} {địa phương} triển khai"
                " với quyết tâm chính trị cao, quyết liệt, bài bản, {nhận xét}.",
                Style.BULLET,
                when="đã ký",
            ),
            Slot(
                "Trên cơ sở {căn cứ}; tập thể Ban Thường vụ và người đứng đầu cấp ủy các {địa"
                " phương} đã cụ thể hóa, sát đúng tình hình địa phương mình và tập trung chỉ đạo"
                " thực hiện nghiêm túc, có hiệu quả",
                Style.BULLET,
                groups=("WARD",),
                run_in=True,
                when="đã ký",
            ),
        ),
        counted=("WARD",),
    ),
    Node(
        "II.2",
        2,
        "2.",
        "Đối với các phòng chuyên môn trực thuộc UBND {cấp}",
        (
            Slot(
                "Năm {năm} là năm thứ {năm thứ mấy của nhóm} thực hiện ký cam kết trách nhiệm với"
                " Ban Thường vụ {cấp ủy}. Ngay sau hội nghị ký cam kết, các đơn vị đã tổ chức quán"
                " triệt triển khai các nội dung cam kết đến toàn thể cán bộ, đảng viên, chuyên"
                " viên trong đơn vị; đồng thời chủ động xây dựng kế hoạch, phân công triển khai"
                " thực hiện đến từng cán bộ, chuyên viên; qua đó, đã góp phần quan trọng trong"
                " công tác tham mưu giúp việc cho UBND {cấp} đảm bảo công tác điều hành thực hiện"
                " các nhiệm vụ đề ra trong năm {năm}."
            ),
        ),
        counted=DEPARTMENTS,
    ),
    Node(
        "II.2.1",
        3,
        "2.1.",
        "Đối với nhóm thuộc lĩnh vực kinh tế:",
        (
            Slot(
                "{các đơn vị} {cấp} đã bám sát {đã ký} nội dung ký cam kết với Ban Thường vụ {cấp"
                " ủy} để tham mưu UBND {cấp} tổ chức thực hiện các nhiệm vụ theo ngành, lĩnh vực"
                " theo Kết luận của {cấp ủy}, Nghị quyết của HĐND {cấp} về nhiệm vụ phát triển"
                " kinh tế - xã hội năm {năm}.",
                when="đã ký",
            ),
            Slot(
                "{tên gọn đơn vị} đã tham mưu UBND {cấp} {kết quả} cam kết với Ban Thường vụ {cấp"
                " ủy}",
                groups=("DEPT_ECONOMY",),
                run_in=True,
                when="đã ký",
            ),
        ),
        counted=("DEPT_ECONOMY",),
        counting=Counting.RATIO,
    ),
    Node(
        "II.2.2",
        3,
        "2.2.",
        "Đối với nhóm thuộc lĩnh vực quản lý đô thị, tài nguyên môi trường:",
        (
            Slot(
                "{tên gọn đơn vị} đã tham mưu UBND {cấp} {kết quả} cam kết với Ban Thường vụ {cấp"
                " ủy}",
                groups=("DEPT_URBAN",),
                run_in=True,
                when="đã ký",
            ),
        ),
        counted=("DEPT_URBAN",),
        counting=Counting.CARRIED_OUT,
    ),
    Node(
        "II.2.3",
        3,
        "2.3.",
        "Đối với nhóm thuộc lĩnh vực văn hóa - xã hội:",
        (
            Slot(
                "{tên gọn đơn vị} đã tham mưu UBND {cấp} {kết quả} cam kết với Ban Thường vụ {cấp"
                " ủy}",
                groups=("DEPT_CULTURE_SOCIETY",),
                run_in=True,
                when="đã ký",
            ),
        ),
        counted=("DEPT_CULTURE_SOCIETY",),
        counting=Counting.COMPLETED,
    ),
    Node(
        "II.2.4",
        3,
        "2.4.",
        "Đối với nhóm thuộc lĩnh vực xây dựng chính quyền, cải cách hành chính:",
        (
            Slot(
                "{tên gọn đơn vị} {cấp} đã tham mưu UBND {cấp} {kết quả} cam kết với Ban Thường vụ"
                " {cấp ủy}",
                groups=("DEPT_ADMIN",),
                run_in=True,
                when="đã ký",
            ),
        ),
        counted=("DEPT_ADMIN",),
        counting=Counting.COMPLETED_TWO_DIGITS,
    ),
    Node(
        "II.2.5",
        3,
        "2.5.",
        "Đối với nhóm thuộc lĩnh vực nội chính:",
        (
            Slot(
                "{tên gọn đơn vị} đã tham mưu UBND {cấp} {kết quả} cam kết với Ban Thường vụ {cấp"
                " ủy}",
                groups=("DEPT_JUDICIAL",),
                run_in=True,
                when="đã ký",
            ),
            Slot(groups=("INTERNAL_AFFAIRS",)),
        ),
        counted=("DEPT_JUDICIAL",),
        counting=Counting.COMPLETED_RATIO,
    ),
    Node(
        "II.2.6",
        3,
        "2.6.",
        "Đối với các cơ quan khối Đảng, Mặt trận và đoàn thể chính trị - xã hội",
        (
            Slot(style=Style.BULLET, groups=("PARTY_BODY",)),
            Slot(groups=("POLITICAL_CENTER",)),
            Slot(style=Style.BULLET, groups=("FRONT_MASS_ORG",)),
        ),
        counted=("PARTY_BODY", "POLITICAL_CENTER", "FRONT_MASS_ORG"),
    ),
)
