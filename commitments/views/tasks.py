"""The page of one task's form: draws it, reads it, shows both texts when two people saved."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.text import format_date, format_number, quarter_label
from commitments.forms.bases import picked
from commitments.forms.tasks import (
    MilestoneForm,
    Milestones,
    SuggestForm,
    TaskForm,
    by_group,
    draft,
    milestone_rows,
    read,
    units_to_support,
)
from commitments.models import (
    Commitment,
    LegalBasis,
    Suggestion,
    Task,
    TaskKind,
    TaskOrigin,
    TaskResponsibility,
    Year,
)
from commitments.progress import Keep
from commitments.quality import TaskData
from commitments.states import CommitmentState
from commitments.views.clarity import Panel, last_year_rows, panel_of, past_row
from commitments.views.deeds import Rule, crumbs, href_of, not_now, too_late
from commitments.workflow import assigning
from commitments.workflow.bases import to_choose
from commitments.workflow.checking import around
from commitments.workflow.past import histories, of_last_year
from commitments.workflow.writing import task_data
from units import access
from units.models import Person, Unit

ROWS = "moc"  # prefix of the roadmap's rows
CHOICES = {"kind": TaskKind, "responsibility": TaskResponsibility, "maintain": Keep}


def task_page(
    request: HttpRequest,
    commitment: Commitment,
    *,
    verb: Callable[..., Task | Suggestion],
    task: Task | None = None,
    stop: Refused | None = None,
    suggesting: bool = False,
) -> HttpResponse:
    """Write one task by ``verb``; on success back to the commitment, or on to the next new task.

    ``suggesting``: the verb takes a comment too, and what is written is a proposal to the unit.
    ``stop`` says why nothing can be written any more: what was typed is shown again, not lost.
    """
    units = list(units_to_support(commitment.unit, clock.today()))
    context = context_of(commitment, task, assigning=verb is assigning.assign_task)
    if suggesting and task:
        context |= {"suggesting": True, "title": f"Đề nghị sửa nhiệm vụ {task.number}"}
    context["groups"] = by_group(units)
    if request.method != "POST":
        return _drawn(request, context, *forms_of(context, None))
    form, rows = forms_of(context, request.POST)
    if stop:
        return _drawn(request, context | {"refused": stop}, form, rows, 409)
    data = read(form, rows, clock.today())
    status = 200
    if data is not None:
        try:
            saved = verb(
                commitment=commitment,
                data=data,
                task=task,
                version=form.cleaned_data["version"],
                **({"comment": form.cleaned_data["comment"]} if suggesting else {}),
                by=access.person(request),
                at=clock.now(),
            )
        except Conflict as conflict:
            status = 409
            context |= _both_texts(conflict, data, task, units)
            form, rows = forms_of(context, _with_version(request.POST, conflict.version))
        except Refused as refused:
            context["refused"] = refused
        else:
            return _saved(request, commitment, saved)
    return _drawn(request, context, form, rows, status)


def written(
    request: HttpRequest,
    commitment: Commitment,
    verb: Callable[..., Task],
    rule: Rule,
    task: Task | None = None,
) -> HttpResponse:
    """The task's form, while the rule says yes; afterwards what was typed is still shown."""
    if rule(access.person(request), commitment, clock.today()):
        return task_page(request, commitment, task=task, verb=verb)
    if request.method == "POST":
        return task_page(request, commitment, task=task, verb=verb, stop=too_late(commitment))
    return not_now(request, commitment)


def _drawn(
    request: HttpRequest, context: dict[str, Any], form: TaskForm, rows: Any, status: int = 200
) -> HttpResponse:
    context |= beside(context, access.person(request)) | filled(context, form, rows)
    return render(request, "commitments/task.html", context, status=status)


def filled(context: dict[str, Any], form: TaskForm, rows: Any) -> dict[str, Any]:
    """What the template needs of the two forms; ``context`` as by ``context_of``."""
    bases = picked(form["bases"].value())
    return {
        "bases": [(basis, basis.pk in bases) for basis in context["documents"]],
        "chosen_bases": len(bases),
        "form": form,
        "rows": rows,
        "panel": checked_panel(context, form, rows),
        "chosen_units": picked(form["supporting_units"].value()),
    }


def beside(context: dict[str, Any], me: Person) -> dict[str, Any]:
    """Last year's tasks, and the years a carried task comes from."""
    commitment, task, past = context["commitment"], context["task"], context["past"]
    carried = commitment.tasks.exclude(carried_from=None) if past else Task.objects.none()
    numbers = dict(carried.values_list("carried_from", "number"))
    chain = histories([task]).get(task.pk, []) if task else []
    return {
        "last_year": last_year_rows(commitment, past, me, numbers),
        "chain": [past_row(one) for one in chain],
    }


def context_of(commitment: Commitment, task: Task | None, *, assigning: bool) -> dict[str, Any]:
    """What the form and its check need to know besides what is typed."""
    is_assigned = task is not None and task.origin == TaskOrigin.ASSIGNED
    title = f"Nhiệm vụ {task.number}" if task else "Thêm nhiệm vụ"
    return {
        "commitment": commitment,
        "unit": commitment.unit,
        "task": task,
        "title": "Giao thêm nhiệm vụ" if assigning and not task else title,
        "assigning": assigning,
        "of_unit": is_assigned and not assigning,
        "crumbs": crumbs(commitment),
        "past": of_last_year(commitment),
        "stored": task_data(task) if task else None,
        "documents": documents(commitment.year, task),
        "supports": list(task.supports.select_related("unit")) if task else [],
        "comment": _last_comment(commitment, task),
        "cancel_href": href_of(commitment),
        "check_href": f"{href_of(commitment, 'task_check')}{'?giao=1' if assigning else ''}",
        "history": audit.history_of(task) if task else None,
        "blank_row": MilestoneForm(prefix=f"{ROWS}-__prefix__", initial={"weight": 1}),
    }


def checked_panel(context: dict[str, Any], form: TaskForm, rows: Any) -> Panel:
    """The 6 rõ check of what is typed, or of the stored task when the form was only opened."""
    commitment, task, today = context["commitment"], context["task"], clock.today()
    if form.is_bound:
        data, unread = draft(form, rows)
    else:
        data, unread = context["stored"] or TaskData("", "KEY", "COLLECTIVE"), []
    beside = around(commitment, data, task, context["past"], today)
    left = form.left if context["assigning"] else ()
    return panel_of(data, commitment.year.year, beside, unread, left)


def documents(year: Year, task: Task | None = None) -> list[LegalBasis]:
    """What may be picked as its basis, the year's own documents first."""
    chosen = [basis.pk for basis in task.bases.all()] if task else []
    of_year = set(year.bases.values_list("pk", flat=True))
    found = to_choose(year.committee, year.year, [*chosen, *of_year])
    return sorted(found, key=lambda basis: basis.pk not in of_year)


def forms_of(context: dict[str, Any], typed: QueryDict | None) -> tuple[TaskForm, Any]:
    """The two forms: bound to what was typed, or showing the stored task."""
    commitment, task, data = context["commitment"], context["task"], context["stored"]
    initial = asdict(data) | {"version": task.version, "task": task.pk} if data and task else {}
    if context["assigning"] and task is None:
        initial = {"kind": TaskKind.BREAKTHROUGH}
    form_class = SuggestForm if context.get("suggesting") else TaskForm
    form = form_class(
        typed,
        initial=initial,
        units=units_to_support(commitment.unit, clock.today()),
        bases=context["documents"],
        year=commitment.year.year,
        assigned=context["assigning"],
        left=assigning.left_to_unit(commitment),
        of_unit=context["of_unit"],
    )
    if typed is not None:
        return form, Milestones(typed, prefix=ROWS)
    return form, Milestones(prefix=ROWS, initial=milestone_rows(data.milestones if data else ()))


def _saved(request: HttpRequest, commitment: Commitment, saved: Task | Suggestion) -> HttpResponse:
    if isinstance(saved, Suggestion):
        messages.success(request, f"Đã gửi đề nghị sửa nhiệm vụ {saved.task.number} cho đơn vị.")
        return redirect(href_of(commitment, "choose"))
    task = saved
    messages.success(request, f"Đã lưu nhiệm vụ {task.number}.")
    if request.POST.get("tiep") == "1":
        return redirect(href_of(commitment, "task_add"))
    return redirect(f"{href_of(commitment)}#nhiem-vu-{task.number}")


def _last_comment(commitment: Commitment, task: Task | None) -> str:
    """What was said of this task when the registration was last sent back."""
    if task is None or commitment.state != CommitmentState.SENT_BACK:
        return ""
    latest = commitment.rounds.order_by("-number").first()
    return latest.task_comments.get(str(task.number), "") if latest else ""


def _with_version(typed: QueryDict, version: int) -> QueryDict:
    """What was typed, carrying the current version: saving again then wins deliberately."""
    copy = typed.copy()
    copy["version"] = str(version)
    return copy


def _both_texts(
    conflict: Conflict, mine: TaskData, task: Task | None, units: list[Unit]
) -> dict[str, Any]:
    """Rows (label, mine, theirs) where the two differ, and who saved last."""
    names = {unit.pk: unit.short_name for unit in units}
    left, right = asdict(mine), conflict.theirs
    labels = {name: field.label for name, field in TaskForm.base_fields.items()}
    labels["milestones"] = "Lộ trình"
    pairs = [
        (label, in_words(name, left[name], names), in_words(name, right[name], names))
        for name, label in labels.items()
        if name in left
    ]
    last = audit.history_of(task).first() if task else None
    return {
        "conflict": conflict,
        "differences": [pair for pair in pairs if pair[1] != pair[2]],
        "who": last and last.by,
        "at": last and last.at,
    }


def in_words(name: str, value: Any, units: dict[int, str]) -> str:
    """One value of a task as a person reads it."""
    if name in CHOICES:
        return str(CHOICES[name](value).label)
    if name == "supporting_units":
        return ", ".join(units.get(pk, "") for pk in value)
    if name == "bases":
        return "\n".join(basis.cited for basis in LegalBasis.objects.filter(pk__in=value))
    if name == "milestones":
        return "\n".join(_step(step) for step in value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if name in ("baseline", "target", "given_target"):
        return "" if value is None else format_number(Decimal(value))
    return format_date(value) if isinstance(value, date) else str(value or "")


def _step(step: dict[str, Any]) -> str:
    planned = step["planned_value"]
    value = f" (lũy kế {format_number(Decimal(planned))})" if planned is not None else ""
    return f"{quarter_label(step['quarter'])}: {step['text']}{value}, trọng số {step['weight']}"
