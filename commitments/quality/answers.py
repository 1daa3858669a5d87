"""A task's answer in one quarter, and what is missing, contradictory or worth a second look. Pure.

Source: domain.md §7 (no free percentage), §8 (copied text).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from camket.text import format_percent, search_key
from commitments.progress import HUNDRED, Status
from commitments.quality.findings import Finding, number_objection, too_long


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
class Promise:
    """What ``answer_findings`` needs to know of a task: its number, measure and last value."""

    number: int
    is_quantity: bool
    unit_of_measure: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    last_value: Decimal | None = None
    milestone_names: dict[int, str] = field(default_factory=dict)
    done_before: frozenset[int] = frozenset()


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
    return [*found, *_status_findings(answer, promise), *_step_findings(answer, promise)]


def _status_findings(answer: AnswerData, promise: Promise) -> list[Finding]:
    """A status that the value or the steps contradict."""
    if answer.status == Status.DONE and not promise.is_quantity:
        left = [n for k, n in promise.milestone_names.items() if k not in answer.done_milestones]
        if left:
            words = f"Báo “đã hoàn thành” nhưng còn mốc chưa đánh dấu: {'; '.join(left)}."
            return [Finding("status", words)]
    if answer.status != Status.NOT_STARTED:
        return []
    if answer.done_milestones:
        words = "Đã có mốc hoàn thành nên trạng thái không thể là “chưa triển khai”."
        return [Finding("status", words)]
    moved = answer.actual is not None and answer.actual != (promise.baseline or Decimal(0))
    if promise.is_quantity and moved:
        words = "Đã có kết quả khác số đầu kỳ nên trạng thái không thể là “chưa triển khai”."
        return [Finding("status", words)]
    return []


def _step_findings(answer: AnswerData, promise: Promise) -> list[Finding]:
    """Against last quarter: "nothing new" beside news, a done step taken back unexplained."""
    found = [Finding("nothing_new", words) for words in _news(answer, promise)]
    undone = [
        promise.milestone_names.get(key, "") for key in promise.done_before - answer.done_milestones
    ]
    if undone and not answer.difficulties.strip():
        words = (
            f"Bỏ dấu mốc đã báo xong ở quý trước ({'; '.join(sorted(undone))}): đề nghị nêu lý do "
            "ở mục “Khó khăn, vướng mắc”."
        )
        found.append(Finding("difficulties", words))
    return found


def _news(answer: AnswerData, promise: Promise) -> list[str]:
    """What contradicts "nothing new": before the first value the task stands at its baseline."""
    if not answer.nothing_new:
        return []
    said = []
    last, whose = promise.last_value, "quý trước"
    if last is None:
        last, whose = promise.baseline or Decimal(0), "số đầu kỳ"
    if promise.is_quantity and answer.actual is not None and answer.actual != last:
        said.append(
            f"Chọn “Không phát sinh” nhưng kết quả lũy kế khác {whose}. Đề nghị bỏ một trong hai."
        )
    new = answer.done_milestones - promise.done_before
    steps = sorted(name for key, name in promise.milestone_names.items() if key in new)
    if steps:
        said.append(
            f"Chọn “Không phát sinh” nhưng có mốc mới xong ({'; '.join(steps)}). "
            "Đề nghị bỏ một trong hai."
        )
    return said


def answer_contradictions(answers: Iterable[AnswerData]) -> list[Finding]:
    """What may not even be saved in a draft: text too long, numbers that cannot be stored."""
    found = []
    for answer in answers:
        found += [
            Finding(f"{answer.task}-{name}", sentence)
            for name in ("changed", "difficulties", "proposals")
            if (sentence := too_long(getattr(answer, name)))
        ]
        if answer.status not in Status.values:
            found.append(Finding(f"{answer.task}-status", "Trạng thái không có trong danh sách."))
        if sentence := number_objection(answer.actual):
            found.append(Finding(f"{answer.task}-actual", sentence))
    return found


def warnings(
    answer: AnswerData,
    before: AnswerData | None,
    promise: Promise,
    completion: Decimal | None = None,
) -> list[str]:
    """What a reviewer should look at twice, in words; nothing here keeps a report from going in."""
    found = _short_of_done(answer, promise, completion)
    if before is None or answer.nothing_new:
        return found
    return [*found, *_against_last_quarter(answer, before, promise)]


def _short_of_done(answer: AnswerData, promise: Promise, completion: Decimal | None) -> list[str]:
    """ "Done" below the target; a task of steps cannot be handed in as done with steps left."""
    said = answer.status == Status.DONE and promise.is_quantity
    if not said or completion is None or completion >= HUNDRED:
        return []
    return [f"Báo “đã hoàn thành” nhưng mới đạt {format_percent(completion)} chỉ tiêu."]


def _against_last_quarter(answer: AnswerData, before: AnswerData, promise: Promise) -> list[str]:
    same_text = bool(answer.changed) and search_key(answer.changed) == search_key(before.changed)
    moved = answer.actual is not None and answer.actual != before.actual
    found = []
    if same_text and moved:
        found.append("Kết quả đã đổi nhưng phần thuyết minh giữ nguyên như quý trước.")
    elif same_text:
        found.append("Phần thuyết minh trùng với quý trước.")
    if answer.actual is not None and before.actual is not None:
        upwards = promise.target is None or promise.target >= (promise.baseline or Decimal(0))
        if (answer.actual < before.actual) if upwards else (answer.actual > before.actual):
            found.append("Kết quả lũy kế lùi so với quý trước.")
    if before.done_milestones - answer.done_milestones:
        found.append("Có mốc quý trước báo xong, quý này không còn đánh dấu.")
    return found
