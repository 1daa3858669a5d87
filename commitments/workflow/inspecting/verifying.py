"""What the inspectors found a task to stand at, beside what its unit had reported.

Stands apart from the computed, the self-rated and the reviewer's value: no total ever reads it.
Source: domain.md §7.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from camket import clock
from camket.audit import Deed, Refused, ask, digest
from commitments import progress, quality, rules
from commitments.models import Inspection, Task, TaskProgress, VerifiedValue
from commitments.models.rounds import Verdict
from commitments.progress import Status
from commitments.states import HANDED_IN
from commitments.workflow.freezing import done_of, plain
from commitments.workflow.inspecting.comparing import VerifiedData, compared, differs
from commitments.workflow.inspecting.held import lock, missed_until, read_beside, record, why_not
from commitments.workflow.measures import Measure, Measures
from commitments.workflow.words import words
from units.models import Person

NOT_NOW = "Cuộc này đã có kết luận hoặc không tiến hành nên không xác minh thêm được."
MOVED_ON = (
    "Kết quả xác minh nhiệm vụ này vừa được người khác ghi, hoặc đơn vị vừa gửi lại báo cáo. "
    "Đề nghị đọc lại rồi ghi tiếp."
)
NAMES = {
    "value": "Kết quả xác minh",
    "steps": "Mốc xác minh đã hoàn thành",
    "status": "Trạng thái xác minh",
    "note": "Căn cứ xác minh",
}


@transaction.atomic
def verify_value(
    *,
    inspection: Inspection,
    task: Task,
    data: VerifiedData,
    by: Person,
    at: datetime,
    seen: str = "",
) -> VerifiedValue:
    """Write or rewrite what a task was found to stand at, until the conclusion.

    ``completion`` is computed as of a report, by the promise that the unit has reported under; the
    product counts as accepted when it was found done. Beside it stays what the unit had reported, as
    its round froze it. A difference needs its ground. ``seen`` is what the page showed
    (``value_shown``); empty: not asked.
    """
    inspection, today = lock(inspection), clock.local_date(at)
    ask(rules.may_inspect(by, inspection, today), why_not(by, inspection, today, NOT_NOW))
    task = _task(inspection, task)
    known = inspection.verified.filter(task=task).prefetch_related("done_milestones").first()
    answer = reported_answers(inspection).get(task.pk)
    ask(seen in ("", value_shown(known, answer)), MOVED_ON)
    note, measure = words(data.note), Measures(task.commitment).of(task, answer)
    if lines := objections(task, measure, answer, data, note):
        named = [f"{NAMES[name]}: {said}" for name, said in lines.items()]
        raise Refused(f"Chưa ghi được kết quả xác minh nhiệm vụ {task.number}.", lines=named)
    value = data.value if measure.is_quantity else None
    completion, told = measure.completion(value, data.steps, data.status), _reported(answer)
    made, _ = VerifiedValue.objects.update_or_create(
        inspection=inspection,
        task=task,
        defaults={
            "quarter": answer.report.period.quarter if answer else missed_until(inspection, today),
            "value": value,
            "status": data.status,
            "completion": completion,
            "compared": compared(measure, answer, data, completion, told["reported_completion"]),
            "note": note,
            "verified_at": at,
            "verified_by": by,
        }
        | told,
    )
    made.done_milestones.set(data.steps)
    record(
        Deed.VALUE_VERIFIED, inspection, by=by, at=at, comment=note, task=task.number,
        value=plain(value), status=data.status, steps=sorted(data.steps),
        reported=answer and plain(answer.actual), reported_status=answer and answer.status,
    )  # fmt: skip
    return made


def objections(
    task: Task, measure: Measure, answer: TaskProgress | None, data: VerifiedData, note: str
) -> dict[str, str]:
    """Field and sentence of what cannot stand so; ``measure``: of the answer."""
    wrong = {}
    if data.status not in Status.values:
        wrong["status"] = "Chọn trạng thái xác minh."
    if measure.is_quantity and data.value is None and data.status != Status.NOT_STARTED:
        wrong["value"] = "Ghi kết quả xác minh."
    elif said := quality.number_objection(data.value) or _unsure(measure, data):
        wrong["value"] = said
    if not data.steps <= {step.pk for step in task.milestones.all()}:
        wrong["steps"] = "Có mốc không thuộc nhiệm vụ này. Đề nghị mở lại trang."
    if not wrong and not note and differs(measure, answer, data):
        wrong["note"] = "Kết quả xác minh khác báo cáo của đơn vị thì phải ghi căn cứ."
    return wrong


def doubt(measure: Measure, value: Decimal | None) -> str:
    """The question about a value that was hardly meant; empty where there is none.

    What a quarter's form asks as well (``quality.unlikely``).
    A note is no answer to it: a value that differs from the report always has one.
    """
    if not measure.is_quantity or value is None:
        return ""
    promised = measure.facts
    said = quality.unlikely(value, measure.unit, promised.baseline, promised.target)
    if not said:
        return ""
    shown = progress.amount(value, measure.unit)
    return f"Kết quả {shown} {said}. Đề nghị kiểm tra lại; nếu đúng, xin đánh dấu xác nhận."


def _unsure(measure: Measure, data: VerifiedData) -> str:
    return "" if data.sure else doubt(measure, data.value)


def reported_answers(inspection: Inspection) -> dict[int, TaskProgress]:
    """Each task's newest answer that was handed in, by task id, in the reports ``read_beside``.

    Accepted or provisional (``report.state``); what lies with the unit again is not read.
    """
    reports = inspection.commitment.reports.filter(read_beside(inspection), state__in=HANDED_IN)
    rows = (
        TaskProgress.objects.filter(report__in=reports)
        .select_related("report__period")
        .prefetch_related("done_milestones", "evidence_uses__evidence")
        .order_by("report__period__quarter")
    )
    return {answer.task_id: answer for answer in rows}


def value_shown(row: VerifiedValue | None, answer: TaskProgress | None = None) -> str:
    """The digest of what was verified so far and of what was reported, as a page shows them."""
    found = row and [plain(row.value), row.status, row.note, _steps(row)]
    told = answer and [answer.report_id, plain(answer.actual), answer.status, _steps(answer)]
    return digest([found, told])


def _steps(row: VerifiedValue | TaskProgress) -> list[int]:
    return sorted(done_of(row))


def _reported(answer: TaskProgress | None) -> dict[str, Any]:
    """What the unit had reported, kept beside: its completion as the round froze it.

    The row's own follows the verdict afterwards; value, milestones and status are the round's as
    long as the report is handed in.
    """
    if answer is None:
        return {
            "answer": None, "reported_round": None, "reported_status": "", "reported_value": None,
            "reported_completion": None, "reported_steps": [],
        }  # fmt: skip
    made = answer.report.rounds.exclude(verdict=Verdict.WITHDRAWN).latest("number")
    frozen = {task["promise"]["id"]: task["completion"] for task in made.content["tasks"]}
    completion = frozen.get(answer.task_id)
    return {
        "answer": answer,
        "reported_round": made.number,
        "reported_status": answer.status,
        "reported_value": answer.actual,
        "reported_completion": completion and Decimal(completion),
        "reported_steps": _steps(answer),
    }


def _task(inspection: Inspection, task: Task) -> Task:
    rows: Any = inspection.commitment.tasks.select_related("commitment__year")
    found: Task | None = rows.prefetch_related("milestones").filter(pk=task.pk).first()
    if found is None:
        raise Refused("Bản cam kết không có nhiệm vụ này. Đề nghị mở lại trang.")
    return found
