"""The 6 rõ check of one task: what keeps it back, what is worth a second look, how clear it is. Pure.

Source: domain.md §8; the Báo cáo of 2020: "đăng ký nội dung cam kết còn chung chung, chưa xác định
rõ vấn đề trọng tâm", "thiếu phân công cụ thể trách nhiệm gắn với xác định lộ trình".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commitments.quality import examples
from commitments.quality.before import LastYear, not_above
from commitments.quality.findings import CRITERION_OF, Criterion, Finding, warning
from commitments.quality.owners import owner_findings
from commitments.quality.tasks import TaskData, date_findings, measure_findings
from commitments.quality.verbs import OF_A_YEAR
from commitments.quality.wording import (
    alike,
    empty_verb,
    is_measured,
    names_helpers,
    says_nothing,
    spelled,
)

CRITERIA = len(Criterion)
# What a sentence calls a field whose words it speaks of.
NAMED = {"title": "Nội dung cam kết", "product": "Sản phẩm, kết quả", "basis": "Căn cứ"}
HALVES = {1: ("6 tháng đầu năm", (1, 2)), 2: ("6 tháng cuối năm", (3, 4))}


@dataclass(frozen=True)
class Around:
    """What a task is read beside.

    ``others``: number and title of the commitment's other tasks. ``last``: the same work last
    year, when there was one. ``on``: the day; a half-year that is over by then is not asked for.
    """

    others: tuple[tuple[int, str], ...] = ()
    last: LastYear | None = None
    on: date | None = None


def task_findings(task: TaskData, year: int, on: date | None = None) -> list[Finding]:
    """Everything that keeps a task from being handed in; empty when it is complete.

    ``on`` is the day of asking: milestones of a half-year that is already over are not wanted.
    """
    found = [
        *_work(task), *owner_findings(task.owner_name), *_missing(task), *measure_findings(task),
        *date_findings(task, year), *_roadmap(task, year, on),
    ]  # fmt: skip
    return [finding for finding in found if finding.is_blocking]


def task_warnings(task: TaskData, around: Around | None = None) -> list[Finding]:
    """What should be looked at again before handing in; nothing here keeps a task back."""
    around = around or Around()
    found = _own_warnings(task)
    if twins := alike(task.title, around.others):
        said = f"Nội dung gần như trùng với nhiệm vụ {', '.join(map(str, twins))}."
        found.append(warning("title", said, examples.APART))
    if around.last and (said := not_above(task, around.last)):
        found.append(warning("target", said, examples.ABOVE))
    return found


def all_findings(task: TaskData, year: int, around: Around | None = None) -> list[Finding]:
    """The whole check of one task: what is blocking first, then the warnings, each in form order."""
    blocking = task_findings(task, year, around.on if around else None)
    found = [*blocking, *task_warnings(task, around), *_of_last_year(task, year)]
    order = list(CRITERION_OF)
    return sorted(found, key=lambda one: (not one.is_blocking, order.index(one.field)))


def clarity(task: TaskData, year: int, on: date | None = None) -> int:
    """How many of the 6 rõ the task meets by itself (0-6).

    A criterion is met when neither something blocking nor a warning of the task's own words
    belongs to it. What depends on other tasks or on last year does not count: it says nothing of
    how clear this one is.
    """
    found = [*task_findings(task, year, on), *_own_warnings(task)]
    return CRITERIA - len({finding.criterion for finding in found})


def by_criterion(found: Iterable[Finding]) -> list[tuple[Criterion, list[Finding]]]:
    """All six with their findings, in the order of the form."""
    found = list(found)
    return [(one, [f for f in found if f.criterion == one]) for one in Criterion]


def _own_warnings(task: TaskData) -> list[Finding]:
    found = [one for one in owner_findings(task.owner_name) if not one.is_blocking]
    if task.target is None:
        found += _vague(task)
    texts = (task.title, task.product, *(step.text for step in task.milestones))
    if not task.supporting_units and names_helpers(texts):
        said = "Có nêu “phối hợp” nhưng chưa chọn đơn vị phối hợp."
        found.append(warning("supporting_units", said, examples.SUPPORT))
    return found


def _of_last_year(task: TaskData, year: int) -> list[Finding]:
    """Words of last year left in, as in part I of the Báo cáo of 2020."""
    stale = [f" {spelled(f'{words} năm {year - 1}')} " for words in OF_A_YEAR]
    return [
        warning(
            name,
            f"{NAMED[name]} còn ghi nội dung của năm {year - 1}: đề nghị cập nhật cho năm {year}.",
            f"theo Kế hoạch công tác năm {year} của cấp ủy",
        )
        for name in NAMED
        if any(words in f" {spelled(getattr(task, name))} " for words in stale)
    ]


def _vague(task: TaskData) -> list[Finding]:
    """Empty verbs where no number says how much."""
    found = []
    asked = (("title", examples.TITLE), ("product", examples.PRODUCT))
    for name, example in asked:
        text = getattr(task, name)
        if is_measured(text) or (name == "title" and says_nothing(text)):
            continue
        if verb := empty_verb(text):
            said = f"{NAMED[name]} ghi “{verb}” mà chưa có con số hay chỉ tiêu đo được."
            found.append(warning(name, said, example))
    return found


def _work(task: TaskData) -> list[Finding]:
    if not task.title.strip():
        return [Finding("title", "Chưa ghi nội dung cam kết.", example=examples.TITLE)]
    if task.target is None and says_nothing(task.title):
        said = "Nội dung mới là khẩu hiệu, chưa nói làm việc gì."
        return [Finding("title", said, example=examples.TITLE)]
    return []


def _missing(task: TaskData) -> list[Finding]:
    found = []
    if not task.owner_name.strip():
        said = "Chưa phân công người phụ trách: ghi một người cụ thể."
        found.append(Finding("owner_name", said, example=examples.OWNER))
    if not task.responsibility:
        said = "Chưa chọn trách nhiệm thuộc về tập thể lãnh đạo hay người đứng đầu."
        found.append(Finding("responsibility", said, example=examples.RESPONSIBILITY))
    if not task.basis.strip() and not task.bases:
        found.append(Finding("basis", "Chưa ghi căn cứ, thẩm quyền.", example=examples.BASIS))
    if not task.product.strip() and task.target is None:
        said = "Chưa ghi sản phẩm, kết quả phải đạt hoặc chỉ tiêu."
        found.append(Finding("product", said, example=examples.PRODUCT))
    return found


def _roadmap(task: TaskData, year: int, on: date | None) -> list[Finding]:
    """At least one milestone a half-year up to the due date, none behind it."""
    if not task.milestones:
        said = "Chưa có lộ trình: ghi ít nhất một mốc, thuộc quý nào, việc gì."
        return [Finding("milestones", said, example=examples.ROADMAP)]
    found = []
    if any(not step.text.strip() for step in task.milestones):
        found.append("Có mốc chưa ghi việc phải xong.")
    quarters = {step.quarter for step in task.milestones}
    if task.due_on and task.due_on.year == year:
        if max(quarters) > (task.due_on.month + 2) // 3:
            found.append("Có mốc nằm sau thời hạn hoàn thành của nhiệm vụ.")
        found += [
            f"Lộ trình chưa có mốc nào trong {HALVES[half][0]}."
            for half in _halves(task.due_on, year, on)
            if not quarters.intersection(HALVES[half][1])
        ]
    return [Finding("milestones", said, example=examples.ROADMAP) for said in found]


def _halves(due_on: date, year: int, on: date | None) -> range:
    """The half-years (1, 2) from the day of asking up to the due date."""
    first = 2 if on and on >= date(year, 7, 1) else 1
    return range(first, (1 if due_on.month <= 6 else 2) + 1)
