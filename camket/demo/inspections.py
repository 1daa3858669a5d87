"""Inspections of both years: ten held in 2020 and one cancelled, 2021 begun and the rest ahead.

The report of 2020 says that inspecting was not regular: most units were not inspected at all.
"""

from datetime import date
from decimal import Decimal

from camket.demo.shapes import (
    DONE,
    IN_PROGRESS,
    CheckSpec,
    FoundSpec,
    InspectionSpec,
    MendSpec,
)

LAND = (
    "Phân công người phụ trách, lộ trình và kết quả giải phóng mặt bằng, xây dựng văn minh đô thị."
)
TASKS = "Hồ sơ, sản phẩm của các nhiệm vụ đã cam kết; việc kiểm điểm trách nhiệm người đứng đầu."
PLAN_2020, PLAN_2021 = date(2020, 2, 10), date(2021, 2, 8)

_HELD_IN_QUARTER_2 = (
    InspectionSpec(
        2020, ("phuong-1",), 2, LAND, PLAN_2020, date(2020, 6, 29),
        held_on=date(2020, 6, 29), concluded_on=date(2020, 7, 3),
        conclusion="Phường triển khai đúng lộ trình. Số hộ bàn giao mặt bằng khớp biên bản; việc "
        "phân công từng tuyến phố còn chung cho cả Ban Thường vụ.",
        checks=(CheckSpec(1, IN_PROGRESS, Decimal(13), (1, 2), "Đối chiếu 13 biên bản bàn giao."),),
        findings=(
            FoundSpec(
                "Hai tuyến phố văn minh đô thị chưa có người phụ trách từng tuyến.", 2,
                (MendSpec(
                    "Phân công một người phụ trách cho mỗi tuyến phố, thông báo đến các khu phố.",
                    date(2020, 7, 31), date(2020, 7, 20),
                    "Đã ban hành Thông báo phân công ngày 17/7, mỗi tuyến một đồng chí.",
                    date(2020, 7, 24),
                ),),
            ),
        ),
    ),
    InspectionSpec(
        2020, ("phuong-5",), 2, LAND, PLAN_2020, date(2020, 6, 30),
        held_on=date(2020, 6, 30), concluded_on=date(2020, 7, 3),
        conclusion="Số liệu báo cáo khớp thực địa. Tiến độ giải phóng mặt bằng đạt yêu cầu 6 tháng.",
        checks=(CheckSpec(1, IN_PROGRESS, Decimal(22), (1, 2), "Đi thực địa, đối chiếu 22 biên bản."),),
    ),
    InspectionSpec(
        2020, ("phong-quan-ly-do-thi",), 2, TASKS, PLAN_2020, date(2020, 6, 26), "SUPERVISION",
        held_on=date(2020, 6, 26), concluded_on=date(2020, 7, 2),
        conclusion="Phòng bám sát tiến độ lập đồ án quy hoạch; phối hợp với các phường về trật tự đô "
        "thị có chuyển biến.",
    ),
)  # fmt: skip
_HELD_IN_QUARTER_3 = (
    InspectionSpec(
        2020, ("dong-luong",), 3, LAND, PLAN_2020, date(2020, 9, 29),
        held_on=date(2020, 9, 29), concluded_on=date(2020, 10, 2),
        conclusion="Tiến độ giải phóng mặt bằng đường Hùng Vương nối dài chậm; số hộ đã bàn giao thấp "
        "hơn số báo cáo vì tính cả hộ mới nhận tiền. Người đứng đầu kiểm điểm, chỉ đạo rà soát lại.",
        checks=(
            CheckSpec(
                1, IN_PROGRESS, Decimal(32), (1, 2),
                "Đối chiếu biên bản: 3 hộ đã nhận tiền nhưng chưa bàn giao đất.",
            ),
            CheckSpec(4, IN_PROGRESS, Decimal(90), (1, 2, 3), "Khớp sổ tiếp công dân."),
        ),
        findings=(
            FoundSpec(
                "Ba hộ đã nhận tiền bồi thường, chưa bàn giao đất nhưng được tính là đã bàn giao.", 1,
                (MendSpec(
                    "Rà soát lại số hộ đã bàn giao, báo cáo đúng số có biên bản.",
                    date(2020, 10, 31), date(2020, 10, 26),
                    "Đã rà soát 35 hộ; báo cáo quý IV chỉ tính hộ có biên bản bàn giao.",
                    date(2020, 10, 30),
                ),),
            ),
        ),
    ),
    InspectionSpec(
        2020, ("cong-an",), 3, TASKS, PLAN_2020, date(2020, 9, 28), "SUPERVISION",
        held_on=date(2020, 9, 28), concluded_on=date(2020, 10, 2),
        conclusion="Các nhiệm vụ đúng lộ trình; số camera lắp đặt khớp danh sách các phường.",
        checks=(CheckSpec(4, IN_PROGRESS, Decimal(151), (1, 2, 3), "Đối chiếu danh sách lắp đặt."),),
    ),
    InspectionSpec(
        2020, ("dong-thanh",), 3, LAND, PLAN_2020, date(2020, 9, 30), "WORKING_VISIT",
        held_on=date(2020, 9, 30), concluded_on=date(2020, 10, 5),
        conclusion="Phường chủ động tháo gỡ vướng mắc mặt bằng cầu kết nối; cần giữ tiến độ quý IV.",
    ),
    InspectionSpec(
        2020, ("hoi-nong-dan",), 3, TASKS, PLAN_2020, date(2020, 9, 25),
        held_on=date(2020, 9, 25), concluded_on=date(2020, 10, 1),
        conclusion="Hội triển khai đủ nội dung; hồ sơ giải ngân lưu đầy đủ.",
    ),
)  # fmt: skip
_HELD_IN_QUARTER_4 = (
    InspectionSpec(
        2020, ("phuong-3",), 4, LAND, PLAN_2020, date(2020, 10, 20),
        cancelled_on=date(2020, 10, 16),
        cancelled_because="Phường tập trung khắc phục hậu quả đợt lũ tháng 10.",
    ),
    InspectionSpec(
        2020, ("phong-kinh-te",), 4, TASKS, PLAN_2020, date(2020, 12, 28),
        held_on=date(2020, 12, 28), concluded_on=date(2020, 12, 30),
        conclusion="Phòng hoàn thành các nhiệm vụ; số cơ sở được đối thoại khớp danh sách.",
        checks=(CheckSpec(3, DONE, Decimal(126), (1, 2, 3, 4), "Đối chiếu danh sách 126 cơ sở."),),
        findings=(
            FoundSpec(
                "Kiểm điểm cuối năm chưa nêu kết quả từng nhiệm vụ đã cam kết.", None,
                (MendSpec(
                    "Bổ sung kết quả thực hiện cam kết vào báo cáo kiểm điểm của tập thể và người "
                    "đứng đầu.",
                    date(2021, 1, 20), date(2021, 1, 18),
                    "Đã bổ sung mục kết quả thực hiện cam kết, gửi Ban Tổ chức ngày 18/01.",
                ),),
            ),
        ),
    ),
    InspectionSpec(
        2020, ("phong-tai-nguyen-moi-truong",), 4, TASKS, PLAN_2020, date(2020, 12, 29),
        held_on=date(2020, 12, 29), concluded_on=date(2020, 12, 30),
        conclusion="Ba nhiệm vụ hoàn thành. Đề án nghĩa trang chậm do chưa thống nhất vị trí; cần xác "
        "định rõ thời hạn và người phụ trách.",
    ),
    InspectionSpec(
        2020, ("ban-dan-van",), 4, TASKS, PLAN_2020, date(2020, 12, 25), "SUPERVISION",
        held_on=date(2020, 12, 25), concluded_on=date(2020, 12, 30),
        conclusion="Ban thực hiện đúng nội dung cam kết, hồ sơ mô hình “Dân vận khéo” đầy đủ.",
    ),
)  # fmt: skip
_OF_2021 = (
    InspectionSpec(
        2021, ("dong-luong",), 1, LAND, PLAN_2021, date(2021, 2, 24),
        held_on=date(2021, 2, 24), concluded_on=date(2021, 2, 26),
        conclusion="12 hộ chuyển tiếp từ năm 2020 chưa có lịch bàn giao đất tái định cư. Phường phải "
        "làm việc ngay với Phòng Tài nguyên và Môi trường.",
        findings=(
            FoundSpec(
                "Chưa có kế hoạch bàn giao đất cho 12 hộ chuyển tiếp.", 1,
                (MendSpec(
                    "Lập lịch bàn giao đất tái định cư cho từng hộ, có xác nhận của Phòng Tài nguyên "
                    "và Môi trường.",
                    date(2021, 3, 12),
                ),),
            ),
        ),
    ),
    InspectionSpec(
        2021, ("phuong-5",), 1, TASKS, PLAN_2021, date(2021, 3, 10),
        held_on=date(2021, 3, 10), concluded_on=date(2021, 3, 12),
        conclusion="Phường triển khai sớm, phân công rõ người. Hồ sơ số hóa đảng viên của một số chi bộ "
        "chưa đối soát.",
        findings=(
            FoundSpec(
                "Hồ sơ số hóa của 2 chi bộ chưa có biên bản đối soát.", 4,
                (
                    MendSpec(
                        "Lập biên bản đối soát hồ sơ của 2 chi bộ đã số hóa.", date(2021, 3, 22),
                        date(2021, 3, 17), "Đã lập biên bản đối soát ngày 16/3, hai chi bộ ký.",
                    ),
                    MendSpec(
                        "Gửi Ban Tổ chức kế hoạch đối soát các chi bộ còn lại.", date(2021, 3, 31)
                    ),
                ),
            ),
        ),
    ),
    InspectionSpec(
        2021, ("phong-noi-vu",), 1, TASKS, PLAN_2021, date(2021, 3, 26), "SUPERVISION"
    ),
    InspectionSpec(
        2021, ("phuong-2", "phuong-3", "phuong-4", "dong-giang", "dong-le"), 2, LAND, PLAN_2021
    ),
    InspectionSpec(
        2021, ("phong-y-te", "phong-tai-nguyen-moi-truong"), 3, TASKS, PLAN_2021
    ),
)  # fmt: skip

INSPECTIONS = (*_HELD_IN_QUARTER_2, *_HELD_IN_QUARTER_3, *_HELD_IN_QUARTER_4, *_OF_2021)
