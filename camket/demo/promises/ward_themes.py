"""What wards promise: the same few matters, each ward with its own places and numbers.

A year's number is an argument so that 2020 and 2021 share the wording.
"""

from dataclasses import replace
from datetime import date

from camket.demo import years
from camket.demo.shapes import (
    ASSIGNED,
    BREAKTHROUGH,
    HARD,
    HEAD,
    REGISTERED,
    BasisSpec,
    Step,
    TaskSpec,
)
from camket.demo.writing import quantity, roadmap, task

PLAN = {2020: years.KL_18, 2021: years.KL_01}
THEME = {2020: years.THEME_2020, 2021: years.NQ_128}
PARTY_WORK = {2020: years.NQ_TW4, 2021: years.CTHD_XIII}


def _as_many(planned: str, *texts: str) -> tuple[Step, ...]:
    """As many steps as there are planned values: the first ones, and always the last."""
    count = len(planned.split())
    return roadmap(*texts[: count - 1], texts[-1], planned=planned)


def _cited(bases: dict[int, BasisSpec], year: int) -> str:
    return bases[year].cited


def clear_land(project: str, households: int, planned: str, due: date) -> TaskSpec:
    """Giải phóng mặt bằng: assigned, a breakthrough, on the head."""
    return task(
        f"Lãnh đạo giải phóng mặt bằng dự án {project}, đoạn qua phường: "
        f"{households} hộ bàn giao mặt bằng",
        kind=BREAKTHROUGH,
        origin=ASSIGNED,
        responsibility=HEAD,
        owner="head",
        product=f"Biên bản bàn giao mặt bằng sạch của {households} hộ, có xác nhận của chủ đầu tư",
        basis=_cited(THEME, due.year),
        due=due,
        quantity=quantity("0", str(households), "hộ"),
        steps=_as_many(
            planned,
            "Công khai phương án bồi thường, họp dân tại các khu phố có đất thu hồi",
            "Kiểm đếm xong toàn bộ hộ; vận động bàn giao đợt 1",
            "Giải quyết xong kiến nghị của các hộ; bàn giao đợt 2",
            "Bàn giao toàn bộ mặt bằng cho chủ đầu tư",
        ),
        supporting="phong-tai-nguyen-moi-truong phong-quan-ly-do-thi",
    )


def clear_rest(project: str, households: int, cleared: int, planned: str, due: date) -> TaskSpec:
    """What was left of last year's first task: the ward goes on with it of its own accord."""
    left = households - cleared
    return replace(
        clear_land(f"{project} (chuyển tiếp)", left, planned, due),
        origin=REGISTERED,
        carried_from=1,
        product=f"Biên bản bàn giao mặt bằng sạch của {left} hộ còn lại, lũy kế {households} hộ, có "
        "xác nhận của chủ đầu tư",
        quantity=quantity(str(cleared), str(households), "hộ"),
        steps=roadmap(
            "Giao đất tái định cư cho các hộ còn lại, bàn giao đợt 3",
            "Bàn giao toàn bộ mặt bằng cho chủ đầu tư",
            planned=planned,
        ),
    )


def online_services(was: str, target: str, planned: str) -> TaskSpec:
    """Dịch vụ công trực tuyến: assigned to four wards at once, each from where it stands."""
    share = task(
        "Nâng tỷ lệ hồ sơ giải quyết qua dịch vụ công trực tuyến mức độ 3, 4 tại bộ phận một cửa "
        "của phường",
        kind=HARD,
        origin=ASSIGNED,
        responsibility=HEAD,
        owner="deputy",
        product="Tỷ lệ hồ sơ trực tuyến cả năm theo thống kê của Cổng dịch vụ công; 100% khu phố có "
        "người hướng dẫn nộp hồ sơ",
        basis=years.NQ_128.cited,
        due=date(2021, 11, 30),
        quantity=quantity(was, target, "%"),
        steps=roadmap(
            "Công khai danh mục thủ tục, lập tổ hướng dẫn ở từng khu phố",
            "Hướng dẫn tại nhà văn hóa khu phố mỗi tháng một buổi",
            "Chứng thực bản sao điện tử, trả kết quả qua bưu chính",
            "Tổng kết, công bố tỷ lệ của từng lĩnh vực",
            planned=planned,
        ),
        supporting="van-phong-hdnd-ubnd phong-van-hoa-thong-tin",
    )
    return replace(share, shared="dich-vu-cong")


def clean_streets(streets: str, count: int, shops: int, planned: str, due: date) -> TaskSpec:
    """Tuyến phố văn minh đô thị."""
    return task(
        f"Xây dựng {count} tuyến phố văn minh đô thị ({streets}); "
        "không để tái lấn chiếm lòng lề đường, vỉa hè",
        responsibility=HEAD,
        owner="second",
        product=f"{count} tuyến được công nhận tuyến phố văn minh đô thị; "
        f"{shops} hộ kinh doanh ký cam kết",
        basis=_cited(THEME, due.year),
        due=due,
        quantity=quantity("0", str(count), "tuyến"),
        steps=_as_many(
            planned,
            "Phê duyệt phương án chỉnh trang, kẻ vạch vỉa hè",
            f"Vận động {shops} hộ kinh doanh ký cam kết",
            "Ra quân tháo dỡ mái che, bục bệ lấn chiếm; kiểm tra chéo giữa các khu phố",
            "Đề nghị công nhận tuyến phố văn minh đô thị",
        ),
        supporting="phong-quan-ly-do-thi cong-an",
    )


def reduce_poverty(was: str, target: str, planned: str, due: date, given: str = "") -> TaskSpec:
    """Hộ nghèo: lower is better."""
    return task(
        f"Giảm tỷ lệ hộ nghèo từ {was}% xuống {target}%",
        owner="second",
        product=f"Tỷ lệ hộ nghèo cuối năm không quá {target}%, theo kết quả rà soát được công nhận",
        basis=_cited(PLAN, due.year),
        due=due,
        quantity=quantity(was, target, "%", given),
        steps=roadmap(
            "Rà soát, phân công cấp ủy viên và đoàn thể giúp từng hộ nghèo",
            "Giải ngân vốn vay ưu đãi cho các hộ có phương án làm ăn",
            "Hỗ trợ nhà ở, bảo hiểm y tế cho hộ còn khó khăn",
            "Rà soát cuối năm, công nhận hộ thoát nghèo",
            planned=planned,
        ),
        supporting="phong-lao-dong-thuong-binh-xa-hoi mat-tran",
    )


def hold_congress(branches: int) -> TaskSpec:
    """Đại hội của năm 2020."""
    return task(
        f"Lãnh đạo hoàn thành đại hội {branches} chi bộ trực thuộc và tổ chức thành công "
        "Đại hội đại biểu Đảng bộ phường nhiệm kỳ 2020 - 2025",
        owner="deputy",
        product="Nghị quyết Đại hội Đảng bộ phường; kết quả bầu cử được chuẩn y; "
        "Chương trình hành động thực hiện Nghị quyết",
        basis=_cited(PARTY_WORK, 2020),
        due=date(2020, 9, 30),
        steps=roadmap(
            f"Hoàn thành đại hội {branches} chi bộ trực thuộc",
            "Tổ chức Đại hội đại biểu Đảng bộ phường",
            "Ban hành Chương trình hành động thực hiện Nghị quyết Đại hội",
            weights="35 45 20",
        ),
        supporting="ban-to-chuc",
    )


def forum(branches: int, planned: str, year: int) -> TaskSpec:
    """Diễn đàn Chi bộ theo tinh thần Nghị quyết Trung ương 4."""
    return task(
        f"Tổ chức Diễn đàn Chi bộ theo tinh thần Nghị quyết Trung ương 4 khóa XII gắn với "
        f"Chỉ thị 05-CT/TW tại {branches} chi bộ",
        owner="deputy",
        product=f"{branches} chi bộ có biên bản diễn đàn và danh mục việc sửa chữa, khắc phục",
        basis=_cited(PARTY_WORK, year),
        due=date(year, 12, 15),
        quantity=quantity("0", str(branches), "chi bộ"),
        steps=roadmap(
            "Ban hành hướng dẫn, chọn chi bộ làm điểm",
            "Rút kinh nghiệm chi bộ điểm, triển khai ra các khu phố",
            "Kiểm tra việc sửa chữa, khắc phục sau diễn đàn",
            "Tổng kết diễn đàn trong toàn Đảng bộ phường",
            planned=planned,
        ),
        supporting="ban-tuyen-giao",
    )


def answer_citizens(was: str, target: str, planned: str, year: int) -> TaskSpec:
    """Tiếp công dân, đơn thư: the share answered in time, to the end of each quarter."""
    return task(
        "Tiếp công dân định kỳ; giải quyết đơn thư thuộc thẩm quyền đúng hạn, không để "
        f"tụ tập đông người: đạt {target}% đơn",
        kind=HARD,
        responsibility=HEAD,
        owner="head",
        product=f"{target}% đơn thư thuộc thẩm quyền được giải quyết đúng hạn; sổ tiếp công dân",
        basis=_cited(PLAN, year),
        due=date(year, 12, 15),
        quantity=quantity(was, target, "%"),
        steps=roadmap(
            "Niêm yết lịch tiếp công dân của Bí thư, phân loại đơn tồn",
            "Đối thoại với các hộ có đơn kéo dài",
            "Giải quyết xong đơn tồn từ năm trước",
            "Tổng kết công tác tiếp công dân của năm",
            planned=planned,
        ),
        supporting="thanh-tra",
    )


def cameras(count: int, planned: str, due: date) -> TaskSpec:
    """Camera giám sát an ninh, do dân góp và doanh nghiệp ủng hộ."""
    return task(
        f"Vận động xã hội hóa lắp đặt {count} camera giám sát an ninh trên các tuyến đường "
        "của phường",
        owner="second",
        product=f"{count} camera kết nối về Công an phường, có quy chế quản lý, vận hành",
        basis=_cited(PLAN, due.year),
        due=due,
        quantity=quantity("0", str(count), "camera"),
        steps=roadmap(
            "Khảo sát vị trí, thống nhất mức vận động với các khu phố",
            "Lắp đặt đợt 1 tại các nút giao thông",
            "Lắp đặt đợt 2 tại khu dân cư",
            "Nghiệm thu, ban hành quy chế quản lý, vận hành",
            planned=planned,
        ),
        supporting="cong-an",
    )


def revenue(million: str, planned: str, year: int) -> TaskSpec:
    """Thu ngân sách trên địa bàn phường."""
    return task(
        f"Thu ngân sách trên địa bàn phường đạt {million} triệu đồng",
        owner="second",
        product=f"Báo cáo quyết toán thu ngân sách phường đạt {million} triệu đồng",
        basis=_cited(PLAN, year),
        due=date(year, 12, 20),
        quantity=quantity("0", million, "triệu đồng", given=million),
        steps=roadmap(
            "Giao chỉ tiêu thu đến từng khu phố, rà soát hộ kinh doanh",
            "Thu xong nợ thuế năm trước chuyển sang",
            "Chống thất thu đối với hộ xây dựng, hộ cho thuê nhà",
            "Hoàn thành dự toán thu cả năm",
            planned=planned,
        ),
        supporting="phong-tai-chinh-ke-hoach",
    )


def hold_election(places: int, voters: str) -> TaskSpec:
    """Bầu cử của năm 2021."""
    return task(
        "Lãnh đạo cuộc bầu cử đại biểu Quốc hội khóa XV và đại biểu HĐND các cấp nhiệm kỳ "
        f"2021 - 2026 tại {places} khu vực bỏ phiếu, bảo đảm dân chủ, đúng luật, an toàn",
        owner="deputy",
        product=f"Biên bản tổng kết bầu cử của {places} khu vực bỏ phiếu; {voters} cử tri có tên "
        "trong danh sách niêm yết",
        basis=years.CT_TU_2021.cited,
        due=date(2021, 7, 15),
        steps=roadmap(
            "Hội nghị hiệp thương lần thứ nhất, lần thứ hai; lập danh sách cử tri",
            "Tổ chức ngày bầu cử",
            "Kỳ họp thứ nhất HĐND phường, kiện toàn chức danh",
            weights="30 50 20",
        ),
        supporting="mat-tran ban-to-chuc cong-an",
    )


def digitise(branches: int, due: date) -> TaskSpec:
    """Số hóa hồ sơ đảng viên."""
    step = f"Số hóa xong hồ sơ của {branches} chi bộ"
    return task(
        f"Hoàn thành số hóa hồ sơ đảng viên của {branches} chi bộ",
        owner="second",
        product=f"Cơ sở dữ liệu hồ sơ đảng viên của {branches} chi bộ được Ban Tổ chức xác nhận",
        basis=years.CT_TU_2021.cited,
        due=due,
        quantity=quantity("0", str(branches), "chi bộ"),
        steps=roadmap(*[""] * ((due.month - 1) // 3), step, planned=str(branches)),
        supporting="ban-to-chuc",
    )
