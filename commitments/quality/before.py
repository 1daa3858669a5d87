"""A task against the same work of last year: a target must ask for more than what was reached. Pure.

Source: domain.md §8 (target not above last year's result).
"""

from dataclasses import dataclass
from decimal import Decimal

from camket.text import search_key
from commitments.progress import Keep, amount
from commitments.quality.tasks import TaskData
from commitments.quality.wording import without_numbers


@dataclass(frozen=True)
class LastYear:
    """What was promised and reached last year. ``result`` is the last accepted value, or None.

    Values in the task's own unit of measure; ``year`` is that of the promise.
    """

    year: int
    title: str
    unit_of_measure: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    maintain: str = Keep.NO.value
    result: Decimal | None = None

    def is_of(self, task: TaskData) -> bool:
        """Whether the task is the same work: the same wording, whatever its numbers are now."""
        return bool(task.title.strip()) and without_numbers(self.title) == without_numbers(
            task.title
        )


def not_above(task: TaskData, last: LastYear) -> str:
    """The sentence when the target asks for no more than last year's result, otherwise empty.

    "Lower is better" is seen from this year's target and baseline, from a level to keep, or from
    last year's promise. A level to keep may equal last year's result; it may not fall behind it.
    """
    if task.target is None or last.result is None:
        return ""
    if search_key(task.unit_of_measure) != search_key(last.unit_of_measure):
        return ""
    falls = _falls(task, last)
    behind = task.target > last.result if falls else task.target < last.result
    if not behind and (task.maintain or task.target != last.result):
        return ""
    target, result = (amount(value, task.unit_of_measure) for value in (task.target, last.result))
    way = "thấp hơn" if falls else "cao hơn"
    return (
        f"Chỉ tiêu {target} không {way} kết quả năm {last.year} ({result}). "
        "Đề nghị nâng mức phấn đấu hoặc nêu lý do ở phần sản phẩm, kết quả."
    )


def _falls(task: TaskData, last: LastYear) -> bool:
    """Whether less is better."""
    for one in (task, last):
        if one.maintain:
            return one.maintain == Keep.AT_MOST
        if one.target is not None and one.baseline is not None and one.target != one.baseline:
            return one.target < one.baseline
    return False
