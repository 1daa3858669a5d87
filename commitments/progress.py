"""How far a task is, how far it should be, and what that says. Computed, never typed. Pure.

Percent everywhere is a Decimal on the scale 0-100 (12.5 means 12,5 %) with two decimals. Source:
domain.md §7 and document-format.md §4.3.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices

from camket.text import format_number
from commitments.periods import quarter_of

ZERO = Decimal(0)
HUNDRED = Decimal(100)
UNACCEPTED = Decimal(99)  # all steps done, the product not yet accepted
DEFAULT_TOLERANCE = Decimal(10)  # points of percent below the plan before a task is behind

_CENT = Decimal("0.01")
_FAR = Decimal(999_999)  # a target next to its baseline must not overflow the column


class Status(TextChoices):
    """What the unit says of a task."""

    NOT_STARTED = "NOT_STARTED", "Chưa triển khai"
    IN_PROGRESS = "IN_PROGRESS", "Đang thực hiện"
    DONE = "DONE", "Đã hoàn thành"


class Flag(TextChoices):
    """What dates and values say of a task; derived each time, never stored."""

    EXCEEDED = "EXCEEDED", "Vượt mức"
    LATE = "LATE", "Chậm"
    BEHIND = "BEHIND", "Chậm so với lộ trình"
    ON_TRACK = "ON_TRACK", "Đúng lộ trình"


class Keep(TextChoices):
    """Whether a target is a level to keep, and on which side of it a value keeps the promise."""

    NO = "", "Không phải chỉ tiêu duy trì"
    AT_LEAST = "AT_LEAST", "Duy trì, không thấp hơn chỉ tiêu"
    AT_MOST = "AT_MOST", "Duy trì, không vượt quá chỉ tiêu"


# How a kept level is printed: "Giữ vững, không vượt quá 2%".
KEPT = {
    Keep.AT_LEAST.value: "Giữ vững, không thấp hơn",
    Keep.AT_MOST.value: "Giữ vững, không vượt quá",
}


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A planned step: due by the end of ``quarter`` (1-4), ``weight`` of any scale.

    ``planned_value`` is the cumulative value to be reached by then, in the task's own unit.
    """

    quarter: int
    weight: int
    planned_value: Decimal | None
    done: bool


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What was promised. Values in the task's own unit of measure; ``year`` is the campaign's.

    A task with a target is a quantity task; without one it is measured by its milestones.
    ``maintain`` is a ``Keep``: empty for a target to be reached.
    """

    baseline: Decimal | None
    target: Decimal | None
    maintain: str
    milestones: tuple[MilestoneFacts, ...]
    due_on: date
    year: int

    @property
    def start(self) -> Decimal:
        """The value progress is counted from; no baseline counts as 0."""
        return ZERO if self.baseline is None else self.baseline

    @property
    def is_maintained(self) -> bool:
        """Nothing to climb: the value is to be kept at the target."""
        return self.target is not None and (bool(self.maintain) or self.target == self.start)

    @property
    def higher_is_better(self) -> bool:
        """Of a maintained value, as promised. Where nothing was said: yes, except at zero, since
        a promise to keep zero (complaints, accidents) can only be broken upwards."""
        if self.maintain in (Keep.AT_LEAST, Keep.AT_MOST):
            return self.maintain == Keep.AT_LEAST
        return self.target != ZERO

    @property
    def due_quarter(self) -> int:
        """The due date's quarter counted from the campaign's first: 5 is the next year's first."""
        return (self.due_on.year - self.year) * 4 + quarter_of(self.due_on)


def completion(
    facts: TaskFacts, actual: Decimal | None, status: str, product_accepted: bool
) -> Decimal | None:
    """Percent done, or None when nothing can be computed.

    - Quantity: (actual − baseline) / (target − baseline), for "lower is better" too. Neither end
      is clamped: above 100 is exceeded, below 0 is a step back from the baseline. Without a
      value: 0 when not started, else None.
    - Maintained (target = baseline, or ``maintain``): 100 when kept or better, else 0; which
      side is better is what was promised.
    - Milestones: done weight / all weight; at most 99 until the product is accepted.
    - Neither target nor milestones, the product alone: done is 100 (99 until accepted), not
      started is 0, in between None.

    Never rounded onto 100 from either side: 100 is printed only for what is exactly done.
    """
    if facts.target is not None:
        if actual is None:
            return ZERO if status == Status.NOT_STARTED and not facts.is_maintained else None
        return _reached(facts, facts.target, actual)
    done = [step for step in facts.milestones if step.done]
    share = _share(done, facts.milestones) if facts.milestones else _SHARE_BY_STATUS.get(status)
    if share is None or product_accepted:
        return share
    return min(share, UNACCEPTED)


def is_whole(facts: TaskFacts, completion: Decimal | None) -> bool:
    """Whether a target to be reached is; a level to keep is kept only when the year is over."""
    if facts.target is None or facts.is_maintained or completion is None:
        return False
    return completion >= HUNDRED


def is_reached(facts: TaskFacts, step: MilestoneFacts, value: Decimal | None) -> bool:
    """Whether ``value`` has come to what the roadmap plans by ``step``; never where it plans none."""
    if facts.target is None or step.planned_value is None or value is None:
        return False
    wanted = _reached(facts, facts.target, step.planned_value)
    return _reached(facts, facts.target, value) >= wanted


def planned(facts: TaskFacts, quarter: int) -> Decimal:
    """Percent that should be done by the end of ``quarter`` (1-4), between 0 and 100.

    100 from the due date's quarter on, and always for a maintained value. Before that: with
    planned values, the latest one at or before the quarter (0 before the first); with milestones
    alone, their weights up to the quarter; with neither, a straight line to the due quarter.
    """
    if facts.is_maintained or quarter >= facts.due_quarter:
        return HUNDRED
    so_far = [step for step in facts.milestones if step.quarter <= quarter]
    if facts.target is not None and any(s.planned_value is not None for s in facts.milestones):
        values = [(s.quarter, s.planned_value) for s in so_far if s.planned_value is not None]
        if not values:
            return ZERO
        latest = max(reversed(values), key=lambda value: value[0])[1]
        return _within(_reached(facts, facts.target, latest))
    if facts.milestones:
        return _share(so_far, facts.milestones)
    return _percent(Decimal(quarter), Decimal(facts.due_quarter))


def flags(
    facts: TaskFacts,
    quarter: int,
    completion: Decimal | None,
    status: str,
    on: date,
    tolerance: Decimal = DEFAULT_TOLERANCE,
    *,
    plan: Decimal | None = None,
) -> frozenset[Flag]:
    """What is to be said of the task on day ``on``, seen against the plan of ``quarter``.

    ``plan``: the percent that was planned when ``completion`` was measured, where both are kept; by
    default what ``facts`` plan.

    - LATE: the due date is past (from the day after it) and the status is not DONE.
    - BEHIND: neither LATE nor DONE, and more than ``tolerance`` points of percent below the plan.
      Exactly ``tolerance`` below is not.
    - EXCEEDED: DONE, and above 100 %.
    - ON_TRACK: none of these, and there is a completion or DONE to say it from.

    What is DONE is done whatever its value, here as in the figures; that the two contradict each
    other is for the reviewer to see (``quality.second_look``). Empty when nothing has been reported
    and the due date is not past.
    """
    if status == Status.DONE:
        exceeded = completion is not None and completion > HUNDRED
        return frozenset({Flag.EXCEEDED if exceeded else Flag.ON_TRACK})
    if days_late(facts.due_on, on):
        return frozenset({Flag.LATE})
    if completion is None:
        return frozenset()
    behind = completion < (planned(facts, quarter) if plan is None else plan) - tolerance
    return frozenset({Flag.BEHIND if behind else Flag.ON_TRACK})


def goal(
    baseline: Decimal | None,
    target: Decimal | None,
    given: Decimal | None,
    *,
    unit: str,
    maintain: str,
) -> str:
    """'Từ 1,86% xuống 1,2%', 'Đạt 110 hộ (cấp trên giao 100 hộ)', 'Giữ vững, không vượt quá 2%'.

    Empty without a target. Every page and mail that names a target says it in these words.
    """
    if target is None:
        return ""
    if maintain:
        said = f"{KEPT[maintain]} {amount(target, unit)}"
    elif not baseline:
        said = f"Đạt {amount(target, unit)}"
    else:
        way = "xuống" if target < baseline else "lên"
        said = f"Từ {amount(baseline, '%' if unit == '%' else '')} {way} {amount(target, unit)}"
    return said if given is None else f"{said} (cấp trên giao {amount(given, unit)})"


def value_label(facts: TaskFacts) -> str:
    """What a task's value is called, wherever it is asked for or shown: a level is no sum."""
    if facts.target is None:
        return "Kết quả lũy kế từ đầu năm"
    if facts.is_maintained or facts.target < facts.start:
        return "Kết quả hiện nay"
    return "Kết quả lũy kế đến nay" if facts.start else "Kết quả lũy kế từ đầu năm"


def value_hint(facts: TaskFacts, unit: str) -> str:
    """What counts as the value, in a sentence; empty without a target."""
    if facts.target is None:
        return ""
    target = amount(facts.target, unit)
    if facts.is_maintained:
        side = "không thấp hơn" if facts.higher_is_better else "không vượt quá"
        return f"Chỉ tiêu duy trì: ghi số hiện nay, đạt khi {side} {target}."
    if facts.target < facts.start:
        words = "Chỉ tiêu giảm: ghi số còn lại hiện nay, không ghi số đã giảm được."
        return f"{words} Đạt khi không vượt quá {target}."
    if facts.start:
        return f"Ghi số hiện có, gồm cả {amount(facts.start, unit)} của đầu kỳ."
    return "Cộng dồn từ đầu năm, không ghi riêng quý này."


def amount(value: Decimal, unit: str) -> str:
    """'1.234,5 hộ', '12,4%'."""
    number = format_number(value)
    return f"{number}%" if unit == "%" else f"{number} {unit}".strip()


def days_late(due_on: date, on: date) -> int:
    """Whole days past the due date: 0 up to and on the day itself."""
    return max(0, (on - due_on).days)


_SHARE_BY_STATUS: dict[str, Decimal] = {Status.DONE: HUNDRED, Status.NOT_STARTED: ZERO}


def _reached(facts: TaskFacts, target: Decimal, value: Decimal) -> Decimal:
    if facts.is_maintained:
        kept = value >= target if facts.higher_is_better else value <= target
        return HUNDRED if kept else ZERO
    return _percent(value - facts.start, target - facts.start)


def _share(steps: Sequence[MilestoneFacts], among: Sequence[MilestoneFacts]) -> Decimal:
    """The weight of ``steps`` among all; where none weighs anything, each counts the same."""
    whole = sum(step.weight for step in among)
    if not whole:
        return _percent(Decimal(len(steps)), Decimal(len(among)))
    return _percent(Decimal(sum(step.weight for step in steps)), Decimal(whole))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """Two decimals, half up, but never onto 100 and never beyond what the column holds."""
    exact = part * HUNDRED / whole
    exact = max(-_FAR, min(_FAR, exact))
    rounded = exact.quantize(_CENT, rounding=ROUND_HALF_UP)
    if rounded == HUNDRED and exact != HUNDRED:
        return HUNDRED - _CENT if exact < HUNDRED else HUNDRED + _CENT
    return rounded


def _within(percent: Decimal) -> Decimal:
    return max(ZERO, min(HUNDRED, percent))
