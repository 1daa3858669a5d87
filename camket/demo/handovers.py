"""Two reporters leave in 2021: one successor has begun, the other begins on Monday."""

from datetime import date

from camket.demo.cast import NEXT, address, invented
from camket.demo.shapes import HandoverSpec

HANDOVERS = (
    HandoverSpec(
        "phuong-1",
        address("dau-moi-moi.phuong-1"),
        invented(NEXT),
        "Công chức Văn phòng - Thống kê",
        recorded_on=date(2021, 2, 22),
        starts_on=date(2021, 3, 1),
        note="Số liệu đơn thư lấy ở sổ tiếp công dân; bảng theo dõi 36 hộ quanh chợ Đông Hà lưu ở "
        "Văn phòng Đảng ủy phường.",
        acknowledged_on=date(2021, 3, 1),
    ),
    HandoverSpec(
        "dong-thanh",
        address("dau-moi-moi.dong-thanh"),
        invented(NEXT + 1),
        "Công chức Văn phòng - Thống kê",
        recorded_on=date(2021, 3, 18),
        starts_on=date(2021, 3, 22),
        note="Báo cáo Quý I bị trả lại: phải hỏi Ban Tổ chức về thời hạn đối soát 6 chi bộ.",
    ),
)
