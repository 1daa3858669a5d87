"""One task of an amendment's copy: the task's own form, taking out, bringing back, joining."""

import re
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from camket import clock
from camket.audit import Conflict, Refused
from commitments import access as pages
from commitments import rules
from commitments.forms.amending import RebaseForm, WithdrawTaskForm
from commitments.forms.tasks import (
    Milestones,
    TaskForm,
    by_group,
    milestone_rows,
    read,
    units_to_support,
)
from commitments.models import Amendment
from commitments.quality import TaskData
from commitments.views.amending import amendment_crumbs, key_of
from commitments.views.comparing import LABELS, conflict_rows
from commitments.views.deciding import href_of_amendment
from commitments.views.deeds import FORM, carry_out, say
from commitments.views.tasks import ROWS, beside, context_of, filled, in_words
from commitments.workflow import amending
from commitments.workflow.amending.changes import Names
from commitments.workflow.amending.drafts import NOT_WRITABLE
from commitments.workflow.amending.lines import GONE
from units import access
from units.models import Unit
from units.roles import Permission


@FORM
def task_add(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    return _task_page(request, _asked(request, code, year, unit, pk), None)


@FORM
def task(request: HttpRequest, code: str, year: int, unit: str, pk: int, task: str) -> HttpResponse:
    """Rewrite a task of the copy; of a withdrawn one this brings it back."""
    found = _asked(request, code, year, unit, pk)
    meant = _named(found, task)
    if meant is None and request.method == "POST":
        lines = ["Nội dung vừa nhập vẫn còn trong các ô bên dưới để chép lại."]
        context = _context(found, None, _units(found)) | {"refused": Refused(GONE, lines=lines)}
        return _drawn(request, context, *_forms(context, None, request.POST), 409)
    return _task_page(request, found, _of_address(found, task))


@FORM
def withdraw(
    request: HttpRequest, code: str, year: int, unit: str, pk: int, task: str
) -> HttpResponse:
    """Take a task out of the copy, with its reason; a new one just goes."""
    found = _asked(request, code, year, unit, pk)
    meant = _of_address(found, task)
    is_new = meant["id"] < 0
    form = WithdrawTaskForm(request.POST or None, initial={"reason": meant.get("withdrawn", "")})
    refused = None
    if request.method == "POST" and (is_new or form.is_valid()):
        reason = "" if is_new else form.cleaned_data["reason"]
        try:
            amending.withdraw_task(
                amendment=found, task=meant["id"], reason=reason,
                by=access.person(request), at=clock.now(),
            )  # fmt: skip
        except Refused as why:
            refused = why
        else:
            messages.success(request, f"Đã rút nhiệm vụ “{meant['title'][:120]}” khỏi bản soạn.")
            return redirect(href_of_amendment(found))
    words = _withdraw_words(found, meant) | {"refused": refused}
    return render(request, "confirm.html", words | ({} if is_new else {"form": form}))


@require_POST
def restore(
    request: HttpRequest, code: str, year: int, unit: str, pk: int, task: str
) -> HttpResponse:
    """Undo the changes of one task."""
    found = _asked(request, code, year, unit, pk)
    meant = _of_address(found, task)
    said = f"Nhiệm vụ {meant['number']} trở lại như bản đang có hiệu lực."
    href = f"{href_of_amendment(found)}#nhiem-vu-{key_of(meant['id'])}"
    return carry_out(
        request, amending.restore_task, amendment=found, task=meant["id"], said=said, href=href
    )


@FORM
def rebase(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> HttpResponse:
    """Join the copy with what is in force; what both have changed is shown side by side to choose."""
    found = _asked(request, code, year, unit, pk)
    joined = amending.conflicts_of(found, clock.today())
    initial = {"version": found.version}
    form = RebaseForm(request.POST or None, conflicts=joined.conflicts, initial=initial)
    refused = None
    if not rules.may_rebase_amendment(access.person(request), found, clock.today()):
        say(request, Refused(NOT_WRITABLE))
        return redirect(href_of_amendment(found))
    if request.method == "POST" and form.is_valid():
        try:
            amending.rebase(
                amendment=found, answers=form.answers(), version=form.cleaned_data["version"],
                by=access.person(request), at=clock.now(),
            )  # fmt: skip
        except Refused as why:
            refused = why
        else:
            messages.success(request, "Đã ghép với bản hiện hành. Đề nghị đọc lại trước khi gửi.")
            return redirect(href_of_amendment(found))
    tasks = [*amending.current(found.commitment, clock.today()), *found.base]
    names = Names([*tasks, *found.tasks])
    context = {
        "title": f"Ghép với bản hiện hành – {found.commitment.unit.short_name}",
        "crumbs": amendment_crumbs(found),
        "form": form,
        "rows": [
            (form[RebaseForm.name_of(one)], where, mine, theirs)
            for one, where, mine, theirs in conflict_rows(joined.conflicts, tasks, names)
        ],
        "refused": refused,
        "cancel_href": href_of_amendment(found),
    }
    status = 409 if refused or form.errors else 200
    return render(request, "commitments/amendment_rebase.html", context, status=status)


def _asked(request: HttpRequest, code: str, year: int, unit: str, pk: int) -> Amendment:
    found = pages.amendment(request, code, year, unit, pk)
    access.require(request, Permission.DRAFT_AMENDMENT, found.commitment.unit)
    return found


def _named(found: Amendment, key: str) -> dict[str, Any] | None:
    """The task of the copy that '12' or 'moi-1' names; None when there is none."""
    if not re.fullmatch(r"\d{1,12}|moi-\d{1,4}", key):
        return None
    return amending.find(found, int(key.removeprefix("moi")))


def _of_address(found: Amendment, key: str) -> dict[str, Any]:
    """The same; raises 404 when the copy has none."""
    meant = _named(found, key)
    if meant is None:
        raise Http404
    return meant


def _units(found: Amendment) -> list[Unit]:
    return list(units_to_support(found.commitment.unit, clock.today()))


def _task_page(request: HttpRequest, found: Amendment, task: dict[str, Any] | None) -> HttpResponse:
    units = _units(found)
    context = _context(found, task, units)
    may = rules.may_write_amendment(access.person(request), found, clock.today())
    if request.method != "POST":
        if may:
            return _drawn(request, context, *_forms(context, task, None))
        say(request, Refused(NOT_WRITABLE))
        return redirect(href_of_amendment(found))
    form, rows = _forms(context, task, request.POST)
    data, status = read(form, rows, clock.today()), 200
    if data is not None:
        try:
            key = amending.save_task(
                amendment=found, data=data, task=task["id"] if task else None,
                version=form.cleaned_data["version"], by=access.person(request), at=clock.now(),
            )  # fmt: skip
        except Conflict as conflict:
            status = 409
            context |= {"conflict": conflict, "differences": _both(conflict, data, units)}
            typed = request.POST.copy()
            typed["version"] = str(conflict.version)
            form, rows = _forms(context, task, typed)
        except Refused as refused:
            status, context["refused"] = 409, refused
        else:
            messages.success(request, "Đã lưu nhiệm vụ vào bản soạn điều chỉnh.")
            return redirect(f"{href_of_amendment(found)}#nhiem-vu-{key_of(key)}")
    return _drawn(request, context, form, rows, status)


def _drawn(
    request: HttpRequest, context: dict[str, Any], form: TaskForm, rows: Any, status: int = 200
) -> HttpResponse:
    of_row = context | {"task": context["row"]}
    context |= beside(of_row, access.person(request)) | filled(of_row, form, rows)
    return render(request, "commitments/amendment_task.html", context, status=status)


def _context(found: Amendment, task: dict[str, Any] | None, units: list[Unit]) -> dict[str, Any]:
    """As for any task's form; ``row`` is the task in force, None of one that is new."""
    number = task and task["number"]
    name = f"Nhiệm vụ {number}" if number else "Nhiệm vụ mới"
    row = found.commitment.tasks.filter(pk=task["id"]).first() if number and task else None
    common = context_of(found.commitment, row, assigning=False)
    return common | {
        "amendment": found,
        "row": row,
        "stored": amending.data_of(task) if task else None,
        "task": task,
        "of_unit": False,
        "comment": "",
        "history": None,
        "title": f"{name} – điều chỉnh" if task else "Bổ sung nhiệm vụ",
        "crumbs": amendment_crumbs(found),
        "groups": by_group(units),
        "cancel_href": href_of_amendment(found),
        "withdrawn": task and task.get("withdrawn"),
    }


def _forms(
    context: dict[str, Any], task: dict[str, Any] | None, typed: QueryDict | None
) -> tuple[TaskForm, Any]:
    data = amending.data_of(task) if task else None
    row = context["row"]
    initial = asdict(data) | {"version": task["version"]} if data and task else {}
    commitment = context["commitment"]
    form = TaskForm(
        typed,
        initial=initial | {"task": row and row.pk},
        units=units_to_support(commitment.unit, clock.today()),
        bases=context["documents"],
        year=commitment.year.year,
    )
    if typed is not None:
        return form, Milestones(typed, prefix=ROWS)
    return form, Milestones(prefix=ROWS, initial=milestone_rows(data.milestones if data else ()))


def _both(conflict: Conflict, mine: TaskData, units: list[Unit]) -> list[tuple[str, str, str]]:
    """Rows (label, mine, theirs) where the two texts differ."""
    names = {unit.pk: unit.short_name for unit in units}
    left, right = asdict(mine), conflict.theirs
    pairs = [
        (LABELS[name], in_words(name, left[name], names), in_words(name, right[name], names))
        for name in left
        if name in LABELS
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


def _withdraw_words(found: Amendment, task: dict[str, Any]) -> dict[str, Any]:
    number = task["number"]
    stays = [
        "Nhiệm vụ vẫn được in trên bản cam kết, ghi rõ đã rút theo điều chỉnh lần nào.",
        "Số thứ tự của các nhiệm vụ khác giữ nguyên; quý đã báo cáo giữ nguyên.",
    ]
    return {
        "title": f"Rút nhiệm vụ {number}" if number else "Bỏ nhiệm vụ mới thêm",
        "crumbs": amendment_crumbs(found),
        "lead": task["title"],
        "consequences": stays if number else ["Nhiệm vụ mới được bỏ khỏi bản soạn."],
        "submit_label": "Rút nhiệm vụ" if number else "Bỏ nhiệm vụ",
        "cancel_href": href_of_amendment(found),
    }
