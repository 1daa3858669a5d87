"""The Office chooses among registered tasks what is signed: all of them on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from commitments import quality, rules
from commitments.forms.choosing import ChooseForm, names_of
from commitments.models import Choice, Commitment, Task, TaskOrigin
from commitments.states import SuggestionState
from commitments.views.deeds import FORM, asked, form_page, href_of, not_now, stopped
from commitments.workflow.freezing import task_content
from commitments.workflow.measures import goal_of_frozen
from commitments.workflow.selection import choose_tasks
from commitments.workflow.writing import shown
from units.roles import Permission


@FORM
def choose(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Radio and reason for each registered task; what is left open may be chosen later."""
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    stop = stopped(request, commitment, rules.may_choose)
    if stop and request.method != "POST":
        return not_now(request, commitment)
    tasks = _tasks(commitment)
    own = [task for task in tasks if task.origin == TaskOrigin.REGISTERED]
    form = ChooseForm(request.POST or None, tasks=own, initial={"seen": shown(commitment)})

    def verb(**who_and_when: Any) -> None:
        seen = form.cleaned_data["seen"]
        choose_tasks(commitment=commitment, choices=form.choices(), seen=seen, **who_and_when)

    said = "Đã ghi lựa chọn nhiệm vụ đưa vào bản ký."
    words = _words(commitment, tasks, form) | {"refused": stop}
    return form_page(request, commitment, form, verb, said, words, "commitments/choose.html")


def _tasks(commitment: Commitment) -> list[Task]:
    rows = commitment.tasks.prefetch_related(
        "milestones", "supporting_units", "bases", "suggestions"
    )
    return list(rows.order_by("number"))


def _words(commitment: Commitment, tasks: list[Task], form: ChooseForm) -> dict[str, Any]:
    own = [task for task in tasks if task.origin == TaskOrigin.REGISTERED]
    to_sign = sum(task.choice != Choice.NOT_CHOSEN for task in tasks)
    return {
        "commitment": commitment,
        "unit": commitment.unit,
        "rows": [_row(commitment, task, form) for task in own],
        "assigned": [task for task in tasks if task.origin == TaskOrigin.ASSIGNED],
        "registered_count": len(own),
        "to_sign": to_sign,
        "undecided": sum(not task.choice for task in own),
        "limits": commitment.limits,
        "counted": quality.count_finding(to_sign, commitment.limits),
    }


def _row(commitment: Commitment, task: Task, form: ChooseForm) -> dict[str, Any]:
    choice, reason = names_of(task)
    open_ones = [one for one in task.suggestions.all() if one.state == SuggestionState.OPEN]
    return {
        "task": task,
        "goal": goal_of_frozen(task_content(task)),
        "choice": form[choice],
        "reason": form[reason],
        "suggestion": href_of(commitment, "suggestion", pk=open_ones[0].pk) if open_ones else "",
        "suggest": href_of(commitment, "suggest", n=task.number),
    }
