"""From numbers to the words of the report, so that a sentence never claims more than the data.

The 2020 Báo cáo counts in five ways ("9/9", "7", "13", "09", "13/13"); each is a ``Counting``.
Verdicts that the data cannot give ("hoàn thành tốt", "hoàn thành xuất sắc") are not here: they are
the Office's own words. Source: document-format.md §2.2 and §2.3.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from camket.text import format_percent

# "cơ bản hoàn thành" and "hầu hết": the least share, in percent, at which the words are true.
MOSTLY = 80
ALMOST_ALL = 90
HALF = 50
# "nhiều nội dung … vượt kế hoạch": from one task in ten; below that "một số nội dung".
MANY = 10

_TASKS = "nhiệm vụ, đầu việc"


@dataclass(frozen=True, slots=True)
class Work:
    """Tasks signed, and of these: done, done by their due date, beyond their target."""

    signed: int
    done: int
    on_time: int
    exceeded: int

    def __post_init__(self) -> None:
        in_order = 0 <= self.on_time <= self.done <= self.signed
        if not (in_order and 0 <= self.exceeded <= self.signed):
            raise ValueError(f"these counts contradict each other: {self}")

    def __add__(self, other: Self) -> Self:
        counts = zip(astuple(self), astuple(other), strict=True)
        return type(self)(*(mine + theirs for mine, theirs in counts))

    def reaches(self, share: int, count: int | None = None) -> bool:
        """Are at least ``share`` percent of the signed tasks done (or ``count`` of them)?"""
        counted = self.done if count is None else count
        return self.signed > 0 and counted * 100 >= share * self.signed


@dataclass(frozen=True, slots=True)
class Share:
    """Reached of required: the units that reported, of those that had to."""

    reached: int
    required: int


class Counting(StrEnum):
    """How a group's tasks are counted in its sentence."""

    RATIO = "thực hiện 9/9"
    CARRIED_OUT = "triển khai thực hiện 7"
    COMPLETED = "thực hiện hoàn thành 13"
    COMPLETED_TWO_DIGITS = "thực hiện hoàn thành 09"
    COMPLETED_RATIO = "thực hiện hoàn thành 13/13"


def work_done(counting: Counting, work: Work) -> str:
    """'thực hiện hoàn thành 13 nhiệm vụ, đầu việc'; '11/13' as soon as something is not done."""
    if counting is Counting.CARRIED_OUT or not work.done:
        return f"triển khai thực hiện {work.signed} {_TASKS}"
    ratio = f"{work.done}/{work.signed}"
    if counting is Counting.RATIO:
        return f"thực hiện {ratio} {_TASKS}"
    if counting is Counting.COMPLETED_RATIO or work.done < work.signed:
        return f"thực hiện hoàn thành {ratio} {_TASKS}"
    width = 2 if counting is Counting.COMPLETED_TWO_DIGITS else 1
    return f"thực hiện hoàn thành {work.done:0{width}} {_TASKS}"


def outcome(work: Work) -> str:
    """'các nội dung cam kết cơ bản hoàn thành đúng tiến độ, có một số chỉ tiêu vượt kế hoạch …'."""
    if not work.done:
        return "các nội dung cam kết đang được tổ chức thực hiện"
    if work.reaches(MOSTLY, work.on_time):
        pace = "các nội dung cam kết cơ bản hoàn thành đúng tiến độ"
    else:
        pace = f"đã hoàn thành {work.done}/{work.signed} {_TASKS}"
        pace += f", trong đó {work.on_time} đúng tiến độ" if work.on_time else ""
    if not work.exceeded:
        return pace
    number = "một số" if work.exceeded > 1 else "1"
    return f"{pace}, có {number} chỉ tiêu vượt kế hoạch đã ký cam kết"


def completion(work: Work) -> str:
    """'Hầu hết các nội dung cam kết đều được thực hiện hoàn thành; nhiều nội dung …'."""
    if not work.exceeded:
        return _completed(work)
    some = "một số" if work.exceeded > 1 else "1"
    number = "nhiều" if work.exceeded > 1 and work.reaches(MANY, work.exceeded) else some
    return (
        f"{_completed(work)}; {number} nội dung được triển khai sáng tạo, linh hoạt, có nhiều điểm"
        " mới nên kết quả đạt vượt kế hoạch đề ra và có tính lan tỏa mạnh"
    )


def _completed(work: Work) -> str:
    if not work.done:
        return "Các nội dung cam kết đang được tổ chức thực hiện"
    if work.done == work.signed:
        return "Tất cả các nội dung cam kết đều được thực hiện hoàn thành"
    if work.reaches(ALMOST_ALL):
        return "Hầu hết các nội dung cam kết đều được thực hiện hoàn thành"
    ratio = f"{work.done}/{work.signed} {_TASKS}"
    if work.reaches(HALF):
        return f"Phần lớn các nội dung cam kết được thực hiện hoàn thành ({ratio})"
    return f"Đã hoàn thành {ratio} cam kết"


def reporting(half: Share, full: Share, year: int) -> str:
    """'100% các cơ quan, đơn vị có báo cáo … 6 tháng đầu năm và báo cáo thực hiện cam kết năm …'.

    Anything but all of them is said as a count and its percentage. A period that nobody had to
    report for is not spoken of.
    """
    deeds = [
        (half, "báo cáo kết quả, tiến độ thực hiện cam kết 6 tháng đầu năm"),
        (full, f"báo cáo thực hiện cam kết năm {year}"),
    ]
    said = [(_reporters(share), deed) for share, deed in deeds if share.required]
    if not said:
        return "yêu cầu các cơ quan, đơn vị báo cáo kết quả, tiến độ thực hiện cam kết"
    if len({reporters for reporters, _ in said}) == 1:
        said = [(said[0][0], " và ".join(deed for _, deed in said))]
    return " và ".join(f"{reporters} có {deed}" for reporters, deed in said)


def _reporters(share: Share) -> str:
    if share.reached >= share.required:
        return "100% các cơ quan, đơn vị"
    percent = format_percent(Decimal(share.reached * 100) / share.required)
    return f"{share.reached}/{share.required} cơ quan, đơn vị ({percent})"


def named(names: Sequence[str]) -> str:
    """'Phòng Kinh tế; phòng Tài chính - Kế hoạch': every name whole."""
    kind = _common_kind(names)
    if not kind:
        return _enumerated(names)
    return "; ".join([names[0], *(kind.lower() + name[len(kind) :] for name in names[1:])])


def listed(names: Sequence[str]) -> str:
    """'Các phòng Kinh tế; Tài chính - Kế hoạch': the common word once."""
    kind = _common_kind(names)
    if not kind:
        return _enumerated(names)
    return f"Các {kind.lower()} " + "; ".join(name[len(kind) + 1 :] for name in names)


def _common_kind(names: Sequence[str]) -> str:
    """The first word of all names ('Phòng'), where there are several names and it is the same."""
    first_words = {name.partition(" ")[0] for name in names if " " in name}
    shared = len(names) > 1 and len(first_words) == 1 and all(" " in name for name in names)
    return first_words.pop() if shared else ""


def _enumerated(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{'; '.join(names[:-1])} và {names[-1]}"
