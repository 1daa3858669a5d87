"""What supporting units answered when they did not simply say yes the morning after."""

from datetime import date

from camket.demo.shapes import AnswerSpec

ANSWERS = (
    AnswerSpec(
        2020,
        "phong-tai-nguyen-moi-truong",
        4,
        "hoi-phu-nu",
        declined="Hội chưa có lực lượng thường xuyên ở cả 14 điểm; đề nghị nêu rõ số điểm giao Hội.",
        confirmed_on=date(2020, 1, 14),
        confirmed="Đã thống nhất: Hội phụ trách 4 điểm rác, giao 4 chi hội.",
    ),
    AnswerSpec(
        2021,
        "phong-quan-ly-do-thi",
        3,
        "phuong-1",
        declined="Lực lượng của phường đang dồn cho hai tuyến Ngô Quyền, Phan Bội Châu và chợ Đông "
        "Hà; đề nghị phối hợp từ quý III.",
    ),
    AnswerSpec(2021, "phong-tu-phap", 3, "phuong-5"),
    AnswerSpec(2021, "phong-kinh-te", 1, "hoi-nong-dan"),
)


def answer_of(year: int, lead: str, task_no: int, unit: str) -> AnswerSpec | None:
    """What is out of the ordinary about this answer; None: a plain yes."""
    key = (year, lead, task_no, unit)
    return next((a for a in ANSWERS if (a.year, a.lead, a.task_no, a.unit) == key), None)
