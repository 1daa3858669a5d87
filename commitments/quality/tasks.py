"""A task as a unit writes it, and what may not even stand in a draft. Pure.

Whether it is clear enough to be handed in is asked by ``commitments.quality.clarity``.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from camket.text import format_number, quarter_label
from commitments.progress import Keep
from commitments.quality.examples import DUE, KEPT, ROADMAP, TARGET
from commitments.quality.findings import MAX_TEXT, Finding, number_objection, too_long

MAX_SHORT = {"owner_name": 120, "owner_post": 150, "unit_of_measure": 40}  # columns' widths
MAX_STEP = 300  # characters of a milestone
MAX_WEIGHT = 1000
KEPT_ROADMAP = "Chỉ tiêu duy trì thì lũy kế phải đạt của mỗi mốc bằng đúng chỉ tiêu, hoặc để trống."

BELOW_ZERO = "Số không thể âm. Việc phải giảm thì ghi số đầu kỳ và chỉ tiêu thấp hơn."


@dataclass(frozen=True)
class MilestoneData:
    """One step of the roadmap as written; ``planned_value`` is cumulative, in the task's unit."""

    quarter: int
    text: str
    planned_value: Decimal | None = None
    weight: int = 1


@dataclass(frozen=True)
class TaskData:
    """One task as written by a unit or assigned by the Office."""

    title: str
    kind: str
    responsibility: str
    owner_name: str = ""
    owner_post: str = ""
    product: str = ""
    basis: str = ""
    unit_of_measure: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    given_target: Decimal | None = None
    maintain: str = Keep.NO.value
    due_on: date | None = None
    milestones: tuple[MilestoneData, ...] = ()
    supporting_units: tuple[int, ...] = ()
    bases: tuple[int, ...] = ()


def contradictions(task: TaskData, year: int) -> list[Finding]:
    """What may not even be saved: values that contradict each other or cannot be stored.

    A draft may lack things; it may not hold nonsense.
    """
    found = [f for f in date_findings(task, year) if task.due_on is not None]
    if task.target is not None:
        found += [f for f in measure_findings(task) if f.field != "unit_of_measure"]
        found += _planned_values(task, task.target)
    return found + _too_long(task) + _numbers(task) + _steps(task)


def measure_findings(task: TaskData) -> list[Finding]:
    """A measure that is half written, or contradicts itself."""
    if task.target is None:
        return _without_target(task)
    found = []
    if not task.unit_of_measure.strip():
        said = "Chưa ghi đơn vị tính của chỉ tiêu."
        found.append(Finding("unit_of_measure", said, example=TARGET))
    same = task.target == (task.baseline or Decimal(0))
    if same and not task.maintain:
        found.append(
            Finding(
                "target",
                "Chỉ tiêu bằng số đầu kỳ nên không đo được tiến bộ. Sửa chỉ tiêu, hoặc chọn "
                "“chỉ tiêu duy trì” nếu nhiệm vụ là giữ vững mức đã đạt.",
                example=TARGET,
            )
        )
    if task.maintain and task.baseline is not None and not same:
        said = "Chỉ tiêu duy trì thì chỉ tiêu phải bằng số đầu kỳ."
        found.append(Finding("maintain", said, example=KEPT))
    return found


def _without_target(task: TaskData) -> list[Finding]:
    """What only makes sense beside a target, and stands there without one."""
    planned = any(step.planned_value is not None for step in task.milestones)
    wrongs = {
        "Có số đầu kỳ nhưng chưa có chỉ tiêu.": task.baseline is not None,
        "Chỉ tiêu duy trì phải ghi rõ mức cần giữ.": bool(task.maintain),
        "Có chỉ tiêu cấp trên giao nhưng chưa có chỉ tiêu đơn vị cam kết.": (
            task.given_target is not None
        ),
        "Có đơn vị tính nhưng chưa có chỉ tiêu. Ghi chỉ tiêu, hoặc để trống đơn vị tính nếu đo "
        "bằng các mốc của lộ trình.": bool(task.unit_of_measure.strip()),
        "Lộ trình có số lũy kế nhưng chưa có chỉ tiêu. Ghi chỉ tiêu, hoặc để trống cột lũy kế.": (
            planned
        ),
    }
    return [Finding("target", said, example=TARGET) for said, wrong in wrongs.items() if wrong]


def _planned_values(task: TaskData, target: Decimal) -> list[Finding]:
    """Planned values go from the baseline to the target, never back and never beyond."""
    steps = sorted(task.milestones, key=lambda step: step.quarter)
    values = [(s.quarter, s.planned_value) for s in steps if s.planned_value is not None]
    if task.maintain:
        kept = all(value == target for _, value in values)
        return [] if kept else [Finding("milestones", KEPT_ROADMAP, example=KEPT)]
    start = task.baseline or Decimal(0)
    low, high = sorted((start, target))
    said = [
        f"Lũy kế {_of(quarter, value)} nằm ngoài khoảng từ số đầu kỳ ({format_number(start)}) đến "
        f"chỉ tiêu ({format_number(target)})."
        for quarter, value in values
        if not low <= value <= high
    ]
    said += [
        f"Lũy kế {_of(*after)} lùi so với {_of(*before)}: số lũy kế phải đi dần đến chỉ tiêu."
        for before, after in pairwise(values)
        if (after[1] < before[1] if target > start else after[1] > before[1])
    ]
    return [Finding("milestones", sentence, example=ROADMAP) for sentence in said]


def _of(quarter: int, value: Decimal) -> str:
    """'quý II (40)'."""
    return f"{quarter_label(quarter).replace('Q', 'q')} ({format_number(value)})"


def _too_long(task: TaskData) -> list[Finding]:
    limits = dict.fromkeys(("title", "product", "basis"), MAX_TEXT) | MAX_SHORT
    return [
        Finding(name, sentence)
        for name, most in limits.items()
        if (sentence := too_long(getattr(task, name), most))
    ]


def _numbers(task: TaskData) -> list[Finding]:
    values = {name: getattr(task, name) for name in ("baseline", "target", "given_target")}
    found = [Finding(n, said) for n, value in values.items() if (said := number_objection(value))]
    below = [n for n, value in values.items() if value is not None and value < 0]
    if "%" not in task.unit_of_measure:  # a rate of growth may be below zero, a count may not
        found += [Finding(name, BELOW_ZERO, example=TARGET) for name in below]
    return found


def _steps(task: TaskData) -> list[Finding]:
    said = []
    for step in task.milestones:
        if step.quarter not in (1, 2, 3, 4):
            said.append("Mốc phải thuộc một trong bốn quý.")
        if not 1 <= step.weight <= MAX_WEIGHT:
            said.append(f"Trọng số của mốc phải từ 1 đến {MAX_WEIGHT}.")
        said += [too_long(step.text, MAX_STEP), number_objection(step.planned_value)]
    return [Finding("milestones", sentence) for sentence in dict.fromkeys(said) if sentence]


def date_findings(task: TaskData, year: int) -> list[Finding]:
    """A due date that is missing, or of another year."""
    if task.due_on is None:
        return [Finding("due_on", "Chưa ghi thời hạn hoàn thành.", example=DUE)]
    if task.due_on.year != year:
        said = f"Thời hạn phải trong năm {year}, đang ghi năm {task.due_on.year}."
        return [Finding("due_on", said, example=DUE)]
    return []
