"""How the registrations of 2020 and 2021 went: who was sent back, and what had been too vague."""

from collections.abc import Iterator
from datetime import date, timedelta

from camket.demo.shapes import RegistrationSpec, ReturnSpec, UnitSpec
from camket.demo.units import UNITS
from camket.demo.years import YEARS

# Sent back once: the task, what the Office said, the title as first registered.
RETURNED = {
    (2020, "phuong-4"): (
        4,
        "Nhiệm vụ 4 còn chung chung: đề nghị ghi tỷ lệ hộ nghèo đầu năm và mức phải đạt.",
        "Đẩy mạnh công tác giảm nghèo bền vững",
    ),
    (2020, "phong-van-hoa-thong-tin"): (
        2,
        "Nhiệm vụ 2 chưa có sản phẩm đo được: mấy phường, mấy chuyên mục, mấy cụm pa nô?",
        "Tăng cường công tác tuyên truyền chủ đề năm",
    ),
    (2020, "toa-an"): (
        2,
        "Nhiệm vụ 2 chưa nêu tỷ lệ năm trước và mức phấn đấu.",
        "Nâng cao chất lượng hòa giải, đối thoại",
    ),
    (2020, "hoi-phu-nu"): (
        1,
        "Nhiệm vụ 1: đề nghị xác định số hộ và địa chỉ cụ thể.",
        "Quan tâm giúp đỡ hội viên có hoàn cảnh khó khăn",
    ),
    (2021, "dong-luong"): (
        3,
        "Nhiệm vụ 3 chưa nêu tỷ lệ đơn đúng hạn năm 2020 và mức phấn đấu năm 2021.",
        "Làm tốt công tác tiếp công dân, giải quyết đơn thư",
    ),
    (2021, "phong-y-te"): (
        3,
        "Nhiệm vụ 3 chưa có số cơ sở phải kiểm tra.",
        "Tăng cường kiểm tra an toàn thực phẩm",
    ),
    (2021, "hoi-nong-dan"): (
        3,
        "Nhiệm vụ 3: đề nghị ghi số hội viên được tập huấn.",
        "Đẩy mạnh tập huấn kỹ thuật cho hội viên",
    ),
}

# Sent back a second time: a number now, but nobody could say where.
RETURNED_AGAIN = {
    (2020, "phuong-4"): (
        4,
        "Nhiệm vụ 4 đã có chiều hướng nhưng chưa có mức đầu năm và mức cuối năm: đề nghị ghi rõ "
        "từ bao nhiêu xuống bao nhiêu.",
        "Giảm tỷ lệ hộ nghèo so với năm 2019, không để tái nghèo",
    ),
}

# The Office sends back, the unit hands in again; the standing committee approves after that.
JUDGED = {2020: (date(2020, 1, 9), date(2020, 1, 10)), 2021: (date(2021, 1, 5), date(2021, 1, 6))}
JUDGED_AGAIN = {2020: (date(2020, 1, 10), date(2020, 1, 13))}
PASSED_ON = {2020: date(2020, 1, 13), 2021: date(2021, 1, 6)}


def registration(year: int, unit: UnitSpec) -> RegistrationSpec:
    """When the unit registered, and whether it had to mend its registration."""
    day = YEARS[year].register_by - timedelta(days=unit.rank % 3)
    submitted = day - timedelta(days=max(0, day.weekday() - 4))  # back to Friday
    if (submitted.day, submitted.month) == (1, 1):
        submitted -= timedelta(days=1)
    return RegistrationSpec(year, unit.code, submitted, tuple(_returns(year, unit.code)))


def _returns(year: int, unit: str) -> Iterator[ReturnSpec]:
    for said, days in ((RETURNED, JUDGED), (RETURNED_AGAIN, JUDGED_AGAIN)):
        if (year, unit) in said:
            task_no, comment, title = said[year, unit]
            returned, again = days[year]
            yield ReturnSpec(returned, task_no, comment, title, again)


REGISTRATIONS = {(year, unit.code): registration(year, unit) for year in YEARS for unit in UNITS}
