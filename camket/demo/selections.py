"""What of 2021 was registered otherwise than it was signed, and what was assigned to many at once."""

from dataclasses import replace
from datetime import date

from camket.demo import promises
from camket.demo.promises.ward_themes import reduce_poverty
from camket.demo.shapes import LeftOutSpec, SharedSpec, SuggestionSpec
from camket.demo.writing import number, quantity, roadmap, task
from camket.demo.years import CT_TU_2021, NQ_128

# Phòng Kinh tế registers six: more than a year's five may be signed.
LEFT_OUT = (
    LeftOutSpec(
        2021,
        "phong-kinh-te",
        task(
            "Tổ chức hội chợ xuân tại sân vận động thành phố với 40 gian hàng",
            owner="deputy",
            product="Hội chợ 5 ngày, 40 gian hàng của doanh nghiệp, hợp tác xã",
            basis=CT_TU_2021.cited,
            due=date(2021, 2, 6),
            quantity=quantity("0", "40", "gian hàng"),
            steps=roadmap("Khai mạc hội chợ trước Tết Nguyên đán", planned="40"),
            supporting="cong-an",
        ),
        "Dừng hoạt động tập trung đông người để phòng, chống dịch Covid-19; nếu dịch được kiểm soát "
        "thì Phòng tham mưu thời điểm khác.",
    ),
    LeftOutSpec(
        2021,
        "phong-kinh-te",
        task(
            "Tập huấn bán hàng qua mạng cho 60 hộ kinh doanh chợ Đông Hà",
            owner="second",
            product="3 lớp tập huấn, 60 hộ có gian hàng trên sàn giao dịch điện tử",
            basis=NQ_128.cited,
            due=date(2021, 10, 31),
            quantity=quantity("0", "60", "hộ"),
            steps=roadmap(
                "Khảo sát nhu cầu",
                "Mở 1 lớp, 20 hộ",
                "Mở thêm 1 lớp, 20 hộ",
                "Đủ 3 lớp, 60 hộ",
                planned="0 20 40 60",
            ),
            supporting="phuong-1",
        ),
        "Là việc thường xuyên của Phòng, đã gắn với nhiệm vụ 4 về thanh toán không dùng tiền mặt; "
        "không ký riêng.",
    ),
)

_MEDIATION = promises.of(2021, "toa-an").tasks[1]

SUGGESTIONS = (
    SuggestionSpec(
        2021,
        "phuong-5",
        task_no=3,
        other=reduce_poverty("1,86", "1,4", "1,75 1,65 1,5 1,4", date(2021, 12, 25)),
        made_on=date(2021, 1, 4),
        comment="Năm 2020 phường đã giảm 0,49 điểm. Nghị quyết Đại hội Đảng bộ thành phố yêu cầu các "
        "phường có tỷ lệ trên 1,5% giảm nhanh hơn: đề nghị phấn đấu xuống 1,2%.",
        answered_on=date(2021, 1, 5),
        answer="Tập thể Ban Thường vụ Đảng ủy phường thống nhất mức 1,2%, phân công cấp ủy viên "
        "phụ trách từng hộ.",
        confirmed=True,
    ),
    SuggestionSpec(
        2021,
        "toa-an",
        task_no=2,
        other=replace(
            _MEDIATION,
            title=_MEDIATION.title.replace("64%", "68%"),
            product=_MEDIATION.product.replace("64%", "68%"),
            quantity=quantity("60,9", "68", "%"),
            steps=(
                *_MEDIATION.steps[:-1],
                replace(_MEDIATION.steps[-1], planned_value=number("68")),
            ),
        ),
        made_on=date(2021, 1, 6),
        comment="Đề nghị nâng lên 68%, bằng mức bình quân của ngành trong tỉnh.",
        answered_on=date(2021, 1, 6),
        answer="Giữ 64%: năm 2021 số vụ tranh chấp đất đai tăng do giải phóng mặt bằng, là loại vụ "
        "khó hòa giải; mức 64% đã cao hơn kết quả năm 2020.",
        confirmed=False,
    ),
)

SHARED = (SharedSpec("dich-vu-cong", 2021, assigned_on=date(2020, 12, 28)),)
