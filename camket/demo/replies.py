"""What the units' proposals were answered, and what a unit was asked to explain."""

from dataclasses import dataclass
from datetime import date

RESOLVED, ADJUSTED, REFUSED = "RESOLVED", "ADJUSTED", "REFUSED"
UBND = "UBND thành phố Đông Hà"
HDND = "Thường trực HĐND thành phố Đông Hà"


@dataclass(frozen=True)
class Reply:
    """An answer the Office records for ``whose``, or the head of ``unit`` gives; of neither, the
    Standing Committee's own.
    """

    on: date
    outcome: str
    words: str
    whose: str = ""
    unit: str = ""


# (year, unit, quarter, task). What is not here waits for an answer on the demo's today.
REPLIES: dict[tuple[int, str, int, int], Reply] = {
    (2020, "phong-y-te", 1, 1): Reply(
        date(2020, 4, 20),
        RESOLVED,
        "Đã cấp 300 bộ đồ bảo hộ từ nguồn dự phòng ngân sách, giao Phòng Tài chính - Kế hoạch làm "
        "thủ tục trong tháng 4.",
        UBND,
    ),
    (2020, "dong-giang", 2, 1): Reply(
        date(2020, 7, 3),
        RESOLVED,
        "Đồng ý áp dụng đơn giá cây trồng mới đối với 12 hộ. Trung tâm Phát triển quỹ đất lập lại "
        "phương án trước ngày 20/7.",
        UBND,
    ),
    (2020, "phong-tai-chinh-ke-hoach", 2, 2): Reply(
        date(2020, 7, 6),
        RESOLVED,
        "Thường trực HĐND đã đưa nội dung vào chương trình kỳ họp giữa năm; UBND thành phố chuẩn bị tờ "
        "trình trước ngày 10/7.",
        HDND,
    ),
    (2020, "dong-luong", 2, 1): Reply(
        date(2020, 7, 20),
        RESOLVED,
        "Đã phê duyệt khu tái định cư phía nam đường Hùng Vương.",
        UBND,
    ),
    (2020, "phong-tu-phap", 2, 4): Reply(
        date(2020, 7, 7),
        RESOLVED,
        "Đã có văn bản đề nghị Sở Tư pháp cho mượn sổ lưu; phòng cử cán bộ nhận trong tuần.",
        UBND,
    ),
    (2020, "phuong-4", 3, 2): Reply(
        date(2020, 10, 2),
        RESOLVED,
        "Phòng Quản lý đô thị đã làm việc với nhà thầu; hoàn trả vỉa hè xong trước ngày 25/10.",
        UBND,
    ),
    (2020, "hoi-nong-dan", 3, 1): Reply(
        date(2020, 10, 6),
        RESOLVED,
        "Phòng đã cử cán bộ hướng dẫn ngày 05/10; cả 2 tổ hợp tác đã nộp hồ sơ vay vốn.",
        unit="phong-kinh-te",
    ),
    (2020, "phong-tai-nguyen-moi-truong", 3, 2): Reply(
        date(2020, 10, 14),
        RESOLVED,
        "Đã họp và thống nhất vị trí mở rộng; phòng trình quy hoạch chi tiết trong quý IV.",
        UBND,
    ),
    (2020, "dong-luong", 4, 1): Reply(
        date(2021, 1, 4),
        REFUSED,
        "Đã hết thời gian nhận đề nghị điều chỉnh của năm 2020. Phường đưa 12 hộ còn lại vào cam kết "
        "năm 2021.",
        UBND,
    ),
    (2020, "phong-tai-nguyen-moi-truong", 4, 2): Reply(
        date(2020, 12, 30),
        RESOLVED,
        "Đồng ý để phòng trình trong Quý I/2021 và đưa vào cam kết năm 2021.",
    ),
    (2021, "phong-kinh-te", 1, 1): Reply(
        date(2021, 3, 18),
        ADJUSTED,
        "Đồng ý lùi thời hạn nghiệm thu mô hình. Phòng lập đề nghị điều chỉnh cam kết, gửi trước ngày "
        "15/4.",
    ),
}


@dataclass(frozen=True)
class Question:
    """A request to explain, about a task or (``task`` 0) the quarter's report; perhaps answered."""

    year: int
    unit: str
    quarter: int
    task: int
    asked_on: date
    due_on: date
    words: str
    answered_on: date | None = None
    answer: str = ""


QUESTIONS = (
    Question(
        2020,
        "phong-y-te",
        1,
        0,
        date(2020, 4, 1),
        date(2020, 4, 8),
        "Nêu lý do chưa nộp báo cáo Quý I và thời gian sẽ nộp.",
        date(2020, 4, 2),
        "Từ ngày 23/3 toàn bộ cán bộ của Phòng trực tại các chốt và khu cách ly nên chưa tổng hợp "
        "được số liệu. Phòng đề nghị gia hạn và cam kết nộp trước ngày 15/4.",
    ),
    Question(
        2020,
        "phong-tai-nguyen-moi-truong",
        4,
        2,
        date(2020, 12, 14),
        date(2020, 12, 21),
        "Nêu nguyên nhân chưa trình phê duyệt quy hoạch nghĩa trang đúng hạn 10/12 và thời hạn mới.",
        date(2020, 12, 22),
        "Đợt lũ tháng 10 làm ngập một phần vị trí dự kiến nên phải khảo sát lại cao độ và bổ sung đánh "
        "giá tác động môi trường. Phòng sẽ trình trong Quý I/2021; Trưởng phòng trực tiếp phụ trách.",
    ),
    # Of the year before, and not answered by the day: late.
    Question(
        2020,
        "thi-hanh-an",
        3,
        0,
        date(2021, 3, 2),
        date(2021, 3, 12),
        "Nêu trách nhiệm của người đứng đầu trong việc không nộp báo cáo Quý III/2020 và biện pháp bảo "
        "đảm nộp đúng hạn trong năm 2021.",
    ),
    Question(
        2021,
        "phuong-5",
        1,
        4,
        date(2021, 3, 17),
        date(2021, 3, 26),
        "Nêu nguyên nhân chưa số hóa xong hồ sơ đảng viên, trách nhiệm của từng người và thời gian "
        "hoàn thành.",
    ),
)
