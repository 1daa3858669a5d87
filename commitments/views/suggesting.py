"""A change the Office proposes to a registered task: written, read, answered, withdrawn."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from camket import audit, clock
from commitments import access as pages
from commitments import rules
from commitments.forms.choosing import AnswerForm
from commitments.models import Commitment, Suggestion, TaskOrigin
from commitments.states import SuggestionState
from commitments.views.changes import changes_of, names_in
from commitments.views.deeds import (
    FORM,
    asked,
    carry_out,
    form_page,
    href_of,
    not_now,
    stopped,
    too_late,
)
from commitments.views.tasks import task_page
from commitments.workflow.suggesting import (
    answer_suggestion,
    moved,
    suggest_change,
    withdraw_suggestion,
)
from units import access
from units.models import Person
from units.roles import Permission


@FORM
def suggest(request: HttpRequest, code: str, year: int, unit: str, n: int) -> HttpResponse:
    """The task's own form, prefilled: what differs becomes the proposal."""
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    meant = request.POST.get("task", "")
    match = {"pk": meant} if meant.isdecimal() else {"number": n}
    task = get_object_or_404(commitment.tasks, **match)
    if task.origin == TaskOrigin.ASSIGNED:
        return redirect(href_of(commitment, "task", n=task.number))
    may = rules.may_choose(access.person(request), commitment, clock.today())
    if not may and request.method != "POST":
        return not_now(request, commitment)
    open_one = task.suggestions.filter(state=SuggestionState.OPEN).first()
    if open_one and request.method != "POST":
        messages.info(request, "Nhiệm vụ này đang có đề nghị sửa chờ đơn vị trả lời.")
        return redirect(href_of(commitment, "suggestion", pk=open_one.pk))
    stop = None if may else too_late(commitment)
    return task_page(
        request, commitment, verb=suggest_change, task=task, stop=stop, suggesting=True
    )


@FORM
def suggestion(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """Old and new field by field, to all who read the commitment; the answer by the unit."""
    commitment = pages.commitment(request, code, year, unit)
    found = _found(commitment, pk)
    me = access.person(request)
    may_answer = me.can(Permission.SUBMIT_REGISTRATION, commitment.unit)
    if request.method == "POST":
        access.allow(may_answer)
    stop = stopped(request, commitment, rules.may_answer_suggestion) if may_answer else None
    form = AnswerForm(request.POST or None)

    def verb(**who_and_when: Any) -> None:
        answer_suggestion(
            suggestion=found,
            confirm=form.cleaned_data["word"] == "dong-y",
            answer=form.cleaned_data["answer"],
            **who_and_when,
        )

    said = f"Đã trả lời đề nghị sửa nhiệm vụ {found.task.number}."
    words = _words(me, commitment, found) | {"refused": stop if request.method == "POST" else None}
    return form_page(request, commitment, form, verb, said, words, "commitments/suggestion.html")


@require_POST
def withdraw(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    commitment = asked(request, code, year, unit, Permission.PREPARE_REGISTRATION)
    found = _found(commitment, pk)
    verb = partial(withdraw_suggestion, suggestion=found)
    said = f"Đã rút đề nghị sửa nhiệm vụ {found.task.number}."
    return carry_out(request, verb, said=said, href=href_of(commitment))


def open_suggestions(person: Person, commitment: Commitment) -> list[dict[str, Any]]:
    """What waits for the unit's word, for its page; constant queries."""
    rows = Suggestion.objects.filter(task__commitment=commitment, state=SuggestionState.OPEN)
    found = list(rows.select_related("task", "made_by").order_by("task__number"))
    names = names_in(values for one in found for values in (one.before, one.after))
    may = rules.may_answer_suggestion(person, commitment, clock.today())
    return [
        {
            "suggestion": one,
            "changes": changes_of(one.before, one.after, names),
            "href": href_of(commitment, "suggestion", pk=one.pk),
            "may_answer": may,
        }
        for one in found
    ]


def _found(commitment: Commitment, pk: int) -> Suggestion:
    rows = Suggestion.objects.select_related("task", "made_by", "answered_by")
    found: Suggestion = get_object_or_404(rows, pk=pk, task__commitment=commitment)
    found.task.commitment = commitment
    return found


def _words(me: Person, commitment: Commitment, found: Suggestion) -> dict[str, Any]:
    today, is_open = clock.today(), found.state == SuggestionState.OPEN
    return {
        "commitment": commitment,
        "unit": commitment.unit,
        "suggestion": found,
        "task": found.task,
        "changes": changes_of(found.before, found.after, names_in([found.before, found.after])),
        "may_answer": is_open and rules.may_answer_suggestion(me, commitment, today),
        "may_withdraw": is_open and rules.may_withdraw_suggestion(me, commitment, today),
        "moved": moved(found.task, found) if is_open else [],
        "on_behalf": not me.works_for(commitment.unit),
        "history": audit.history_of(found.task),
    }
