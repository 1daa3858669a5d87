"""When reports were handed in and what the Office said of them.

Only what departs from the habit is written down: who was late, who was sent back, who asked for
more time. Everybody else hands in two to six days early and is accepted three days later. Of
2020, quarters II and IV are complete before they lock (100 %); of quarter III one report is
missing until, in March 2021, its unit hands it in after all.
"""

from datetime import date, timedelta

from camket.demo.shapes import (
    ACCEPTED,
    SENT_BACK,
    WITHDRAWN,
    ExtensionSpec,
    Filing,
    Round,
    UnitSpec,
)
from camket.demo.units import UNITS
from camket.demo.writing import number
from camket.demo.years import YEARS

EXTENSIONS = (
    ExtensionSpec(
        2020,
        "phong-y-te",
        1,
        asked_on=date(2020, 4, 2),
        wished_until=date(2020, 4, 20),
        reason="Toàn bộ cán bộ Phòng tham gia phòng, chống dịch Covid-19 tại các chốt và khu cách "
        "ly, chưa tổng hợp được số liệu.",
        answered_on=date(2020, 4, 3),
        locks_on=date(2020, 4, 15),
        answer="Gia hạn đến hết ngày 15/4 để kịp tổng hợp Quý I báo cáo Thường trực.",
    ),
    ExtensionSpec(
        2020,
        "thi-hanh-an",
        3,
        asked_on=date(2020, 10, 7),
        wished_until=date(2020, 10, 30),
        reason="Chấp hành viên tập trung kết thúc kỳ thống kê thi hành án ngày 30/9, chưa có số liệu "
        "chính thức.",
        answered_on=date(2020, 10, 8),
        answer="Báo cáo tổng hợp Quý III đã trình Thường trực. Đề nghị đơn vị báo cáo số liệu đã "
        "chốt cùng Quý IV.",
    ),
    ExtensionSpec(
        2021,
        "phong-van-hoa-thong-tin",
        1,
        asked_on=date(2021, 3, 18),
        wished_until=date(2021, 4, 15),
        reason="Cán bộ đầu mối được trưng tập phục vụ Ủy ban bầu cử thành phố đến hết ngày 05/4; "
        "Phòng chưa phân công được người thay.",
    ),
)

# What came in the year after: asked again when the year's papers were put in order, and granted.
BELATED = (
    (
        ExtensionSpec(
            2020,
            "thi-hanh-an",
            3,
            asked_on=date(2021, 3, 9),
            wished_until=date(2021, 3, 31),
            reason="Chi cục còn thiếu báo cáo Quý III trong hồ sơ cam kết năm 2020, đề nghị được nộp "
            "bổ sung.",
            answered_on=date(2021, 3, 10),
            locks_on=date(2021, 3, 31),
            answer="Đồng ý nhận để đủ hồ sơ năm 2020; báo cáo vẫn tính nộp muộn theo hạn ban đầu.",
        ),
        Filing(2020, "thi-hanh-an", 3, date(2021, 3, 15), (Round(date(2021, 3, 16)),)),
    ),
)

# Days after the due date on which a late report came in.
LATE = {
    (2020, "phuong-3", 1): 1,
    (2020, "dong-luong", 1): 2,
    (2020, "phong-tai-nguyen-moi-truong", 1): 5,
    (2020, "hoi-cuu-chien-binh", 1): 1,
    (2020, "phong-y-te", 1): 19,
    (2020, "dong-thanh", 2): 4,
    (2020, "vien-kiem-sat", 2): 1,
    (2020, "dong-luong", 3): 4,
    (2020, "phong-quan-ly-do-thi", 3): 3,
    (2020, "toa-an", 3): 5,
    (2020, "hoi-nong-dan", 3): 3,
    (2020, "phuong-4", 4): 3,
    (2020, "phong-lao-dong-thuong-binh-xa-hoi", 4): 3,
}

MISSING = {(2020, "thi-hanh-an", 3)}

# Sent back once: the task, what the Office said, what had been written first.
RETURNED = {
    (2020, "phuong-2", 1): (
        2,
        "Nhiệm vụ 2 chưa nêu tỷ lệ hộ nghèo đến cuối quý và số hộ được giúp. Đề nghị bổ sung.",
        "Tiếp tục quan tâm công tác giảm nghèo, phân công cấp ủy viên phụ trách.",
    ),
    (2020, "phong-noi-vu", 1): (
        2,
        "Nhiệm vụ 2: đề nghị ghi rõ đã bổ nhiệm mấy chức danh, ở đơn vị nào.",
        "Đã tích cực tham mưu kiện toàn cán bộ theo kế hoạch.",
    ),
    (2020, "dong-le", 2): (
        2,
        "Nhiệm vụ 2 báo đạt 1 tuyến nhưng chưa nêu tên tuyến và số hộ đã ký cam kết.",
        "Đã hoàn thành 1 tuyến phố, các hộ đồng tình hưởng ứng.",
    ),
    (2020, "ban-dan-van", 2): (
        1,
        "Đề nghị nêu số mô hình đạt theo từng phường, nơi làm tốt.",
        "Các mô hình “Dân vận khéo” được triển khai rộng khắp.",
    ),
    (2020, "phong-van-hoa-thong-tin", 2): (
        1,
        "Nhiệm vụ 1 bị lùi thời gian: đề nghị nêu hoạt động nào đã tổ chức, hoạt động nào còn lại.",
        "Tổ chức tốt các hoạt động chào mừng đại hội Đảng các cấp.",
    ),
    (2020, "phuong-5", 3): (
        1,
        "Nhiệm vụ 1: 3 hộ tái định cư đã được giao đất chưa, đề nghị ghi rõ.",
        "Công tác giải phóng mặt bằng cơ bản thuận lợi.",
    ),
    (2020, "thanh-tra", 3): (
        2,
        "Nhiệm vụ 2: đề nghị nêu đơn vị được thanh tra của cuộc thứ hai.",
        "Hoàn thành cuộc thanh tra thứ hai theo kế hoạch.",
    ),
    (2020, "dong-giang", 4): (
        1,
        "Nhiệm vụ 1 báo hoàn thành 68/68 hộ: đề nghị ghi ngày bàn giao để đối chiếu với chủ đầu tư.",
        "Hoàn thành 100% công tác giải phóng mặt bằng.",
    ),
    (2020, "phong-tai-nguyen-moi-truong", 4): (
        2,
        "Nhiệm vụ 2 chưa trình phê duyệt nên chưa thể coi là hoàn thành. Đề nghị báo đúng tiến độ, "
        "nêu nguyên nhân và thời hạn mới.",
        "Cơ bản hoàn thành dự thảo quy hoạch nghĩa trang.",
    ),
}


def filing(year: int, unit: UnitSpec, quarter: int) -> Filing:
    """How the unit's report of a past quarter went."""
    key = (year, unit.code, quarter)
    due = YEARS[year].periods[quarter - 1].due_on
    handed_in = _working_day(due + timedelta(days=LATE[key]) if key in LATE else _early(due, unit))
    if key in MISSING:
        return Filing(year, unit.code, quarter, drafted_on=None)
    return Filing(
        year,
        unit.code,
        quarter,
        drafted_on=handed_in - timedelta(days=1 + unit.rank % 3),
        rounds=_rounds(key, handed_in),
    )


def _early(due: date, unit: UnitSpec) -> date:
    day = due - timedelta(days=2 + unit.rank * 3 % 5)
    return day - timedelta(days=max(0, day.weekday() - 4))  # back to Friday


def _working_day(day: date) -> date:
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _rounds(key: tuple[int, str, int], handed_in: date) -> tuple[Round, ...]:
    judged = _working_day(handed_in + timedelta(days=1 if key in RETURNED else 3))
    if key not in RETURNED:
        return (Round(handed_in, ACCEPTED, judged),)
    task_no, comment, said_first = RETURNED[key]
    again = _working_day(judged + timedelta(days=2))
    return (
        Round(handed_in, SENT_BACK, judged, comment, task_no, said_first),
        Round(again, ACCEPTED, _working_day(again + timedelta(days=1))),
    )


# Quarter I of 2021 as it stands on 19/3/2021.
ACCEPTED_NOW = {
    "phuong-1": (date(2021, 3, 16), date(2021, 3, 18)),
    "phong-kinh-te": (date(2021, 3, 15), date(2021, 3, 17)),
    "cong-an": (date(2021, 3, 16), date(2021, 3, 17)),
    "ban-tuyen-giao": (date(2021, 3, 17), date(2021, 3, 18)),
    "van-phong-thanh-uy": (date(2021, 3, 15), date(2021, 3, 16)),
    "hoi-phu-nu": (date(2021, 3, 17), date(2021, 3, 18)),
}
WAITING_NOW = {
    "phuong-2": date(2021, 3, 18),
    "phong-tai-chinh-ke-hoach": date(2021, 3, 17),
    "phong-giao-duc-dao-tao": date(2021, 3, 18),
    "van-phong-hdnd-ubnd": date(2021, 3, 16),
    "ban-chi-huy-quan-su": date(2021, 3, 18),
    "phuong-4": date(2021, 3, 17),
    "ban-dan-van": date(2021, 3, 16),
}
# The Office has opened this one: its unit cannot take it back any more.
LOOKED_AT_NOW = {"phong-tai-chinh-ke-hoach": date(2021, 3, 18)}
# Handed in twice, the second time waiting: taken back by the unit, or sent back by the Office.
AGAIN_NOW = {
    "mat-tran": (
        Round(
            date(2021, 3, 16),
            WITHDRAWN,
            date(2021, 3, 17),
            task_no=2,
            said_first="Giám sát 2 cuộc về danh sách cử tri, cuộc thứ hai mới có kế hoạch.",
            value_first=number("2"),
        ),
        Round(date(2021, 3, 17)),
    ),
    "thanh-doan": (
        Round(
            date(2021, 3, 15),
            SENT_BACK,
            date(2021, 3, 16),
            "Nhiệm vụ 3: đề nghị nêu số thanh niên đã được tư vấn và số người có việc làm.",
            3,
            "Tiếp tục tư vấn, giới thiệu việc làm cho thanh niên trên địa bàn.",
        ),
        Round(date(2021, 3, 18)),
    ),
}
RETURNED_NOW = {
    "dong-thanh": (
        date(2021, 3, 16),
        date(2021, 3, 18),
        3,
        "6 chi bộ còn lại bao giờ xong, có kịp hạn 30/6 không? Đề nghị nêu rõ.",
    ),
    "phong-noi-vu": (
        date(2021, 3, 15),
        date(2021, 3, 17),
        2,
        "Nhiệm vụ 2: đề nghị nêu số người đã có hồ sơ và thời gian thẩm định đợt 1.",
    ),
}
DRAFTED_NOW = {
    "phuong-5": date(2021, 3, 18),
    "dong-giang": date(2021, 3, 18),
    "dong-le": date(2021, 3, 18),
    "phong-quan-ly-do-thi": date(2021, 3, 17),
    "phong-y-te": date(2021, 3, 18),
    "phong-tu-phap": date(2021, 3, 18),
    "thanh-tra": date(2021, 3, 16),
    "toa-an": date(2021, 3, 17),
}
# Without a connection at the ward: the draft came as the quarter's workbook.
BY_WORKBOOK = frozenset({(2021, "dong-giang", 1)})


def filing_now(unit_code: str) -> Filing:
    """The unit's report of quarter I of 2021 on the demo's today."""
    rounds: tuple[Round, ...] = ()
    if unit_code in ACCEPTED_NOW:
        handed_in, judged = ACCEPTED_NOW[unit_code]
        rounds = (Round(handed_in, ACCEPTED, judged),)
    elif unit_code in WAITING_NOW:
        rounds = (Round(WAITING_NOW[unit_code]),)
    elif unit_code in AGAIN_NOW:
        rounds = AGAIN_NOW[unit_code]
    elif unit_code in RETURNED_NOW:
        handed_in, judged, task_no, comment = RETURNED_NOW[unit_code]
        rounds = (Round(handed_in, SENT_BACK, judged, comment, task_no),)
    drafted_on = rounds[0].submitted_on if rounds else DRAFTED_NOW.get(unit_code)
    return Filing(2021, unit_code, 1, drafted_on, rounds, LOOKED_AT_NOW.get(unit_code))


FILINGS: dict[tuple[int, str, int], Filing] = {
    (2020, unit.code, quarter): filing(2020, unit, quarter)
    for unit in UNITS
    for quarter in (1, 2, 3, 4)
} | {(2021, unit.code, 1): filing_now(unit.code) for unit in UNITS}
