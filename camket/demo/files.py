"""What units laid beside their tasks in quarter I of 2021: lists, pictures, scanned papers."""

from dataclasses import dataclass
from datetime import date

LIST, PICTURE, PAPER = "LIST", "PICTURE", "PAPER"


@dataclass(frozen=True)
class FileSpec:
    """One file beside task `task`; `also` names a second task it is used at again.

    `lines` are the rows of a list or the text of a paper. `removed_on`: the day on which the
    Office took it away, and why.
    """

    unit: str
    task: int
    kind: str
    name: str
    lines: tuple[str, ...] = ()
    also: int = 0
    removed_on: date | None = None
    removed_because: str = ""


FILES = (
    FileSpec(
        "phuong-2", 1, PICTURE, "Ảnh mặt bằng ven sông đã bàn giao.jpg"
    ),
    FileSpec(
        "phuong-5", 1, LIST, "Bảng theo dõi bàn giao mặt bằng.xlsx",
        ("Đợt 1: 18 hộ đất nông nghiệp", "Đợt 2: 15 hộ đất vườn", "Đợt 3: 9 hộ đất ở"),
    ),
    FileSpec("phuong-5", 1, PICTURE, "Ảnh hiện trường.jpg"),
    FileSpec(
        "phuong-5", 1, PAPER, "Thông báo phân công cấp ủy viên phụ trách.pdf",
        (
            "ĐẢNG BỘ THÀNH PHỐ ĐÔNG HÀ",
            "ĐẢNG ỦY PHƯỜNG 5",
            "",
            "THÔNG BÁO",
            "phân công cấp ủy viên phụ trách giải phóng mặt bằng",
            "và xây dựng tuyến phố văn minh đô thị",
            "",
            "1. Đồng chí Bí thư Đảng ủy phụ trách chung; trực tiếp phụ trách 68 hộ còn lại.",
            "2. Đồng chí Phó Bí thư Thường trực phụ trách vận động, đối thoại với các hộ.",
            "3. Đồng chí Chủ tịch UBND phường phụ trách tuyến Hùng Vương, Lê Lợi.",
            "",
            "(Văn bản minh họa)",
        ),
        also=2,
    ),
    FileSpec(
        "phong-kinh-te", 1, LIST, "Danh sách hộ tham gia mô hình.xlsx",
        ("Rau thủy canh: 14 hộ", "Hoa công nghệ cao: 9 hộ", "Nuôi trồng ven sông: 6 hộ"),
    ),
    FileSpec("phong-kinh-te", 1, PICTURE, "Ảnh khu đất làm nhà màng.jpg"),
    FileSpec(
        "phong-kinh-te", 4, LIST, "Danh sách hộ đã có mã thanh toán.xlsx",
        ("Khu A: 19 hộ", "Khu B: 11 hộ", "Khu C: 4 hộ"),
        removed_on=date(2021, 3, 18),
        removed_because="Danh sách có số căn cước công dân và số tài khoản của các hộ; đơn vị lưu tại "
        "Phòng, không đưa lên hệ thống.",
    ),
)  # fmt: skip
