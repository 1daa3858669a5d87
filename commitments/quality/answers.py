"""A task's answer in one quarter, and what is missing or contradictory in it. Pure.

Source: domain.md §7 (no free percentage).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from camket.text import format_date, format_number, format_percent, input_number, small
from commitments.progress import HUNDRED, Status, amount
from commitments.quality.findings import Finding, number_objection, too_long
from commitments.quality.judged import judged_otherwise, other_status
from commitments.quality.proposals import proposal_findings

FAR = 100  # times the greater of target and baseline: no year's work, but a wrong unit of measure
FAR_PERCENT = 5  # the same of a percentage, whose ends lie near: a slipped comma is ten times
FAR_FROM_NOTHING = 1000  # the same of a promise of nought, of which there are no times


@dataclass(frozen=True)
class AnswerData:
    """What a unit writes of one task in one quarter. ``done_milestones`` are milestone ids.

    ``addressee`` (an Addressee, ""), ``addressed_unit`` (its id) and ``wanted_by`` belong to
    ``proposals``: whom they are put to, and the day the unit needs the answer by.
    """

    task: int
    status: str = Status.NOT_STARTED
    actual: Decimal | None = None
    done_milestones: frozenset[int] = frozenset()
    changed: str = ""
    difficulties: str = ""
    proposals: str = ""
    addressee: str = ""
    addressed_unit: int | None = None
    wanted_by: date | None = None
    needs_support: bool = False
    nothing_new: bool = False


@dataclass(frozen=True)
class Promise:
    """What ``answer_findings`` needs to know of a task: its number, measure, roadmap and last result.

    ``last_status`` is empty before the first report, ``judged_status`` (the Office's of the same
    quarter) until it is accepted; ``steps_due`` are the milestones planned up to ``quarter_end``,
    without those whose planned value the last value has reached. ``recounted``: what an amendment
    has changed since in how the value is counted, so that there is no last one.
    """

    number: int
    is_quantity: bool
    unit_of_measure: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    last_value: Decimal | None = None
    last_status: str = ""
    judged_status: str = ""
    milestone_names: dict[int, str] = field(default_factory=dict)
    done_before: frozenset[int] = frozenset()
    due_on: date | None = None
    quarter_end: date | None = None
    recounted: str = ""
    steps_due: frozenset[int] = frozenset()
    value_label: str = "Kết quả lũy kế"

    @property
    def since(self) -> str:
        """What the answer is compared with, in words."""
        return "quý trước" if self.last_status else "đầu năm"


def answer_findings(
    answer: AnswerData, promise: Promise, on: date, asked_until: date | None = None
) -> list[Finding]:
    """What is missing or contradictory in one task's answer on day ``on``; empty when it is ready.

    ``asked_until`` as in ``proposal_findings``.
    """
    found = []
    keeps_last = answer.nothing_new and not promise.recounted
    if promise.is_quantity and answer.actual is None and not keeps_last:
        unit = f" ({promise.unit_of_measure})" if promise.unit_of_measure else ""
        said = f"Chưa nhập {small(promise.value_label)}{unit}{_why_anew(promise.recounted)}."
        found.append(Finding("actual", said))
    if not answer.changed.strip() and not answer.nothing_new:
        found.append(
            Finding(
                "changed",
                f"Chưa nêu điều gì đã thay đổi so với {promise.since}. Nếu không có gì mới, "
                "chọn “Không phát sinh”.",
            )
        )
    return [
        *found,
        *_value_findings(answer, promise),
        *_status_findings(answer, promise),
        *_step_findings(answer, promise),
        *_due_findings(answer, promise),
        *proposal_findings(answer, on, asked_until),
    ]


def _why_anew(recounted: str) -> str:
    return f": sau báo cáo quý trước, {recounted} nên không lấy kết quả cũ" if recounted else ""


def unlikely(
    value: Decimal | None, unit: str, baseline: Decimal | None, target: Decimal | None
) -> str:
    """What makes a value hardly meant: 'là số âm', after the number; empty where nothing does.

    Below zero where neither end of the promise is; more than the whole of a percentage that was
    promised within it; far beyond both ends; or beyond belief where both are nought or unknown.
    """
    if value is None:
        return ""
    ends = [end for end in (baseline, target) if end is not None]
    if value < 0 and all(end >= 0 for end in ends):
        return "là số âm"
    most = max((abs(end) for end in ends), default=Decimal(0))
    if unit == "%" and value > HUNDRED >= most:
        return f"lớn hơn {format_percent(HUNDRED)}"
    far = FAR_PERCENT if unit == "%" else FAR
    if most and abs(value) > far * most:
        return f"gấp hơn {far} lần số đã cam kết"
    if not most and value > FAR_FROM_NOTHING:
        promised = "là 0" if ends else "chưa có"
        return f"lớn hơn {format_number(FAR_FROM_NOTHING)} trong khi số đã cam kết {promised}"
    return ""


def _value_findings(answer: AnswerData, promise: Promise) -> list[Finding]:
    """A value that was hardly meant, unless the unit explains it where it writes of difficulties."""
    unit = promise.unit_of_measure
    said = unlikely(answer.actual, unit, promise.baseline, promise.target)
    if answer.actual is None or not said or _speaks_of(answer.actual, answer.difficulties):
        return []
    words = (
        f"{promise.value_label} {amount(answer.actual, unit)} {said}. Đề nghị kiểm tra lại; nếu đúng, "
        "xin nhắc lại con số này và giải thích ở mục “Khó khăn, vướng mắc”."
    )
    return [Finding("actual", words)]


def _speaks_of(value: Decimal, text: str) -> bool:
    """Does the text name this very number? What was written of other difficulties explains nothing."""
    written = {format_number(abs(value)), input_number(abs(value))}
    return any(re.search(rf"(?<![\d.,]){re.escape(one)}(?![.,]?\d)", text) for one in written)


def _status_findings(answer: AnswerData, promise: Promise) -> list[Finding]:
    """A status that the value or the steps contradict; one that the Office did not share, kept."""
    differs = judged_otherwise(promise.last_status, promise.judged_status)
    if differs and answer.nothing_new and answer.status == promise.last_status:
        words = (
            f"Quý trước {differs}. Đề nghị chọn lại trạng thái theo đánh giá đó, hoặc bỏ chọn "
            "“Không phát sinh” và nêu căn cứ."
        )
        return [Finding("status", words)]
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
    news = _news(answer, promise)
    found = [Finding("nothing_new", news)] if news else []
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


def _due_findings(answer: AnswerData, promise: Promise) -> list[Finding]:
    """ "Nothing new" about what was to be done by the quarter's end: why it is not, and until when
    (domain.md §4). The day of writing plays no part: to report late makes no task late.
    """
    explained = answer.status == Status.DONE or answer.difficulties.strip()
    if not answer.nothing_new or explained:
        return []
    due, end = promise.due_on, promise.quarter_end
    left = promise.steps_due - answer.done_milestones
    if due is not None and end is not None and due <= end:
        what = f"Nhiệm vụ có thời hạn {format_date(due)} mà chưa hoàn thành"
    elif left:
        names = (name for key, name in promise.milestone_names.items() if key in left)
        what = f"Mốc đến hạn mà chưa xong ({'; '.join(names)})"
    else:
        return []
    words = (
        f"{what} nên “Không phát sinh” là chưa đủ. Đề nghị nêu vì sao chưa xong, đến khi nào xong "
        "ở mục “Khó khăn, vướng mắc”."
    )
    return [Finding("difficulties", words)]


def done_note(answer: AnswerData, *, is_whole: bool) -> str:
    """What the form asks where the target is reached and the task still in progress. It keeps nothing
    back: the product may be wanting, and only the unit knows.
    """
    if not is_whole or answer.status != Status.IN_PROGRESS or answer.nothing_new:
        return ""
    return (
        "Kết quả đã đạt chỉ tiêu. Sản phẩm cũng đã đủ thì chọn “Đã hoàn thành”; còn thiếu thì giữ "
        "“Đang thực hiện”."
    )


CHANGED = "Điều đã thay đổi"  # to a reader: since when, the form alone knew


def changed_label(*, reported: bool) -> str:
    """What is asked of a task's quarter; ``reported``: there is an earlier quarter's report."""
    return f"Điều gì đã thay đổi so với {'quý trước' if reported else 'đầu năm'}?"


def nothing_new_hint(*, reported: bool, recounted: str = "") -> str:
    """What ticking "nothing new" says; ``reported``: there is an earlier quarter's result to keep.

    ``recounted``: it is not to be kept, because it is counted otherwise now.
    """
    kept = "Giữ nguyên kết quả quý trước" if reported else "Trong quý chưa có gì mới so với đầu kỳ"
    more = "không cần viết thêm"
    if recounted:
        kept, more = "Trong quý không có gì mới", f"chỉ nhập kết quả, vì {recounted}"
    return (
        f"{kept}, {more}. Riêng nhiệm vụ hoặc mốc đến hạn mà chưa xong thì nêu lý do ở "
        "mục “Khó khăn, vướng mắc”."
    )


def _news(answer: AnswerData, promise: Promise) -> str:
    """What contradicts "nothing new": before the first value the task stands at its baseline.

    Nothing that was typed is taken back by the tick (domain.md §7): its writer decides.
    """
    if not answer.nothing_new:
        return ""
    said = []
    last, whose, unit = promise.last_value, "quý trước", promise.unit_of_measure
    if last is None:
        last, whose = promise.baseline or Decimal(0), "số đầu kỳ"
    has_last = promise.is_quantity and not promise.recounted
    if has_last and answer.actual is not None and answer.actual != last:
        said.append(f"kết quả {amount(answer.actual, unit)} khác {whose} ({amount(last, unit)})")
    if status := other_status(answer.status, promise.last_status, promise.judged_status):
        said.append(status)
    new = answer.done_milestones - promise.done_before
    if steps := sorted(name for key, name in promise.milestone_names.items() if key in new):
        said.append(f"có mốc mới xong ({'; '.join(steps)})")
    if answer.changed.strip():
        said.append("đã nêu điều thay đổi")
    if not said:
        return ""
    return f"Chọn “Không phát sinh” nhưng {'; '.join(said)}. Đề nghị bỏ chọn hoặc bỏ nội dung mới."


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
