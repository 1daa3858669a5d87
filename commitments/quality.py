"""What a unit writes, as plain values, and what is still wrong or missing in it. Pure.

Source: domain.md §8 (vague promises), §7 (no free percentage). Sentences name the field and say
what a good answer looks like.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from commitments.progress import Status

MAX_TEXT = 20_000  # characters of one free text
MAX_NUMBER = Decimal(10) ** 13  # what a column of 18 digits, 4 of them decimal, holds with room


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
    maintain: bool = False
    due_on: date | None = None
    milestones: tuple[MilestoneData, ...] = ()
    supporting_units: tuple[int, ...] = ()


@dataclass(frozen=True)
class AnswerData:
    """What a unit writes of one task in one quarter. ``done_milestones`` are milestone ids."""

    task: int
    status: str = Status.NOT_STARTED
    actual: Decimal | None = None
    done_milestones: frozenset[int] = frozenset()
    changed: str = ""
    difficulties: str = ""
    proposals: str = ""
    needs_support: bool = False
    nothing_new: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the field's name and a sentence for the person who writes."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Promise:
    """What ``answer_findings`` needs to know of a task: its number, measure and last value."""

    number: int
    is_quantity: bool
    unit_of_measure: str = ""
    milestone_names: dict[int, str] = field(default_factory=dict)
    done_before: frozenset[int] = frozenset()


def task_findings(task: TaskData, year: int) -> list[Finding]:
    """Everything that keeps a task from being handed in; empty when it is complete."""
    found = [*_missing(task), *_measure(task), *_dates(task, year), *_roadmap(task)]
    return found


def contradictions(task: TaskData, year: int) -> list[Finding]:
    """What may not even be saved: values that contradict each other or cannot be stored.

    A draft may lack things; it may not hold nonsense.
    """
    found = [f for f in _dates(task, year) if task.due_on is not None]
    if task.target is not None or task.baseline is not None:
        found += [f for f in _measure(task) if f.field != "unit_of_measure"]
    for name in ("title", "product", "basis"):
        if len(getattr(task, name)) > MAX_TEXT:
            found.append(Finding(name, f"Nội dung dài quá {MAX_TEXT:,} ký tự.".replace(",", ".")))
    for name in ("baseline", "target", "given_target"):
        value = getattr(task, name)
        if value is not None and abs(value) >= MAX_NUMBER:
            found.append(Finding(name, "Số quá lớn. Đề nghị kiểm tra lại đơn vị tính."))
    return found


def count_finding(count: int, limits: tuple[int, int]) -> str:
    """A sentence when the number of tasks is outside the limits, otherwise an empty string."""
    least, most = limits
    if count < least:
        return (
            f"Bản cam kết có {count} nhiệm vụ, ít hơn mức tối thiểu {least}. "
            "Đề nghị bổ sung nhiệm vụ trọng tâm trước khi gửi."
        )
    if count > most:
        return (
            f"Bản cam kết có {count} nhiệm vụ, nhiều hơn mức tối đa {most}. "
            "Đề nghị chọn lọc lại hoặc đề nghị Văn phòng cho phép ngoại lệ, có nêu lý do."
        )
    return ""


def answer_findings(answer: AnswerData, promise: Promise) -> list[Finding]:
    """What is missing or contradictory in one task's quarterly answer; empty when it is ready."""
    found = []
    if promise.is_quantity and answer.actual is None and not answer.nothing_new:
        unit = f" ({promise.unit_of_measure})" if promise.unit_of_measure else ""
        found.append(Finding("actual", f"Chưa nhập kết quả lũy kế{unit}."))
    if not answer.changed.strip() and not answer.nothing_new:
        found.append(
            Finding(
                "changed",
                "Chưa nêu điều gì đã thay đổi so với quý trước. Nếu không có gì mới, "
                "chọn “Không phát sinh”.",
            )
        )
    if answer.status == Status.DONE and not promise.is_quantity:
        left = [
            n for key, n in promise.milestone_names.items() if key not in answer.done_milestones
        ]
        if left:
            found.append(
                Finding(
                    "status",
                    f"Báo “đã hoàn thành” nhưng còn mốc chưa đánh dấu: {'; '.join(left)}.",
                )
            )
    if answer.status == Status.NOT_STARTED and answer.done_milestones:
        found.append(
            Finding("status", "Đã có mốc hoàn thành nên trạng thái không thể là “chưa triển khai”.")
        )
    return found


def answer_contradictions(answers: Iterable[AnswerData]) -> list[Finding]:
    """What may not even be saved in a draft: text too long, numbers that cannot be stored."""
    found = []
    for answer in answers:
        for name in ("changed", "difficulties", "proposals"):
            if len(getattr(answer, name)) > MAX_TEXT:
                found.append(Finding(f"{answer.task}-{name}", "Nội dung dài quá 20.000 ký tự."))
        if answer.actual is not None and abs(answer.actual) >= MAX_NUMBER:
            found.append(
                Finding(f"{answer.task}-actual", "Số quá lớn. Đề nghị kiểm tra lại đơn vị tính.")
            )
    return found


def _missing(task: TaskData) -> list[Finding]:
    wanted = {
        "title": "Chưa ghi nội dung cam kết. Ví dụ: “Bàn giao mặt bằng sạch cho 110 hộ, dự án …”.",
        "owner_name": "Chưa phân công người phụ trách: ghi một người cụ thể.",
        "product": "Chưa ghi sản phẩm, kết quả phải đạt. Ví dụ: “Quyết định phê duyệt đồ án …”.",
        "basis": "Chưa ghi căn cứ, thẩm quyền. Ví dụ: “Nghị quyết số …, Kết luận số …”.",
    }
    return [
        Finding(name, sentence)
        for name, sentence in wanted.items()
        if not getattr(task, name).strip()
    ]


def _measure(task: TaskData) -> list[Finding]:
    if task.target is None:
        if task.baseline is not None:
            return [Finding("target", "Có số đầu kỳ nhưng chưa có chỉ tiêu.")]
        if task.maintain:
            return [Finding("target", "Chỉ tiêu duy trì phải ghi rõ mức cần giữ.")]
        return []
    found = []
    if not task.unit_of_measure.strip():
        found.append(Finding("unit_of_measure", "Chưa ghi đơn vị tính của chỉ tiêu."))
    same = task.target == (task.baseline or Decimal(0))
    if same and not task.maintain:
        found.append(
            Finding(
                "target",
                "Chỉ tiêu bằng số đầu kỳ nên không đo được tiến bộ. Sửa chỉ tiêu, hoặc chọn "
                "“chỉ tiêu duy trì” nếu nhiệm vụ là giữ vững mức đã đạt.",
            )
        )
    if task.maintain and task.baseline is not None and not same:
        found.append(Finding("maintain", "Chỉ tiêu duy trì thì chỉ tiêu phải bằng số đầu kỳ."))
    return found


def _dates(task: TaskData, year: int) -> list[Finding]:
    if task.due_on is None:
        return [Finding("due_on", "Chưa ghi thời hạn hoàn thành.")]
    if task.due_on.year != year:
        return [
            Finding("due_on", f"Thời hạn phải trong năm {year}, đang ghi năm {task.due_on.year}.")
        ]
    return []


def _roadmap(task: TaskData) -> list[Finding]:
    if not task.milestones:
        return [
            Finding("milestones", "Chưa có lộ trình: ghi ít nhất một mốc, thuộc quý nào, việc gì.")
        ]
    found = []
    if any(not step.text.strip() for step in task.milestones):
        found.append(Finding("milestones", "Có mốc chưa ghi việc phải xong."))
    if task.due_on and max(s.quarter for s in task.milestones) > (task.due_on.month + 2) // 3:
        found.append(Finding("milestones", "Có mốc nằm sau thời hạn hoàn thành của nhiệm vụ."))
    return found
