"""One request to explain: asked from something red, answered by the unit, taken back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from camket import audit, clock
from camket.audit import Conflict, Refused
from camket.text import format_date
from commitments import access as pages
from commitments import periods, rules
from commitments.forms.answering import AskExplanationForm, ExplainForm, WithdrawQuestionForm
from commitments.models import Commitment, Explanation, ProgressReport, Task
from commitments.states import ExplanationState
from commitments.views.deeds import (
    FORM,
    asked,
    carry_out,
    crumbs,
    href_of,
    href_of_report,
    href_of_year,
    seen_by,
    show_anew,
)
from commitments.views.explanations import row_of
from commitments.views.typed import handed_back, of_form
from commitments.workflow import explaining
from units import access
from units.roles import Permission

NOT_HERE = "Anh/chị không còn trả lời được yêu cầu giải trình này."


@never_cache
@FORM
def ask_of_task(request: HttpRequest, code: str, year: int, unit: str, n: int) -> HttpResponse:
    """Ask about a task that is late or behind."""
    commitment = asked(request, code, year, unit, Permission.ASK_EXPLANATION)
    return _ask(request, commitment, get_object_or_404(commitment.tasks, number=n), None)


@never_cache
@FORM
def ask_of_quarter(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int
) -> HttpResponse:
    """Ask about a report that is overdue."""
    commitment = asked(request, code, year, unit, Permission.ASK_EXPLANATION)
    report = pages.report(request, code, year, unit, quarter)
    return _ask(request, commitment, None, report)


def _ask(
    request: HttpRequest, commitment: Commitment, task: Task | None, report: ProgressReport | None
) -> HttpResponse:
    """The question, beneath what is red in words; an open one is shown instead of a second."""
    me, today = access.person(request), clock.today()
    about = explaining.about_of(commitment, task, report, today)
    first: dict[str, Any] = {
        "due_on": periods.reply_due(today, commitment.year.reply_days),
        "seen": explaining.closed_so_far(commitment, task, report),
    }
    form, refused = AskExplanationForm(request.POST or None, initial=first, on=today), None
    known = _asked_before(commitment, task, report)
    if not about or not rules.may_ask_explanation(me, commitment, today):
        refused = Refused(explaining.NOT_RED if not about else explaining.NOT_NOW)
        if not of_form(form):
            messages.error(request, refused.sentence)
            return redirect(href_of(commitment))
    elif known and (not of_form(form) or _is_same(form, known)):
        messages.info(request, explaining.ASKED)
        return redirect(href_of_explanation(known))
    elif form.is_valid():
        words = {**form.cleaned_data, "seen": seen_by(form), "task": task, "report": report}
        try:
            made = explaining.ask_explanation(commitment=commitment, by=me, at=clock.now(), **words)
        except Refused as why:
            refused = why
            show_anew(request, form, first["seen"])
        else:
            name = commitment.unit.short_name
            messages.success(request, f"Đã yêu cầu {name} giải trình. Đơn vị nhận thư báo.")
            return redirect(href_of_explanation(made))
    status = 409 if refused else 422 if form.is_bound else 200
    words = _ask_words(commitment, about, report) | {"form": form, "refused": refused}
    words["facts"] = _told_before(commitment, task, report)
    return render(request, "confirm.html", words, status=status)


@never_cache
@FORM
@handed_back(ExplainForm, names=["answer"], said=NOT_HERE)
def explanation(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """The question; to those who may answer the form: kept as a draft (luu) or given (gui)."""
    row = _found(request, code, year, pk)
    if request.method != "POST":
        return _page(request, row)
    access.require(request, Permission.DRAFT_EXPLANATION, row.commitment.unit)
    form = ExplainForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form, status=422)
    gives = "gui" in request.POST
    if gives and not form.cleaned_data["answer"]:
        form.add_error("answer", "Ghi nội dung giải trình.")
        return _page(request, row, form, status=422)
    verb = explaining.answer_explanation if gives else explaining.save_explanation
    try:
        verb(explanation=row, by=access.person(request), at=clock.now(), **form.cleaned_data)
    except Conflict as conflict:
        typed = request.POST.copy()
        typed["version"] = str(conflict.version)
        label = str(form.fields["answer"].label)
        rows = [(label, form.cleaned_data["answer"], conflict.theirs["answer"])]
        more = {"conflict": conflict, "differences": rows}
        return _page(request, row, ExplainForm(typed), status=409, **more)
    except Refused as refused:
        row = _found(request, code, year, pk)
        return _page(request, row, form, status=409, refused=refused)
    said = "Đã gửi giải trình. Người yêu cầu nhận thư báo." if gives else "Đã lưu bản đang soạn."
    messages.success(request, said)
    return redirect(href_of_explanation(row))


@FORM
def withdraw(request: HttpRequest, code: str, year: int, pk: int) -> HttpResponse:
    """Take the question back, with a reason."""
    row = _found(request, code, year, pk)
    access.require(request, Permission.ASK_EXPLANATION, row.commitment.unit)
    href, form = href_of_explanation(row), WithdrawQuestionForm(request.POST or None)
    may = rules.may_withdraw_explanation(access.person(request), row, clock.today())
    if not may and not of_form(form):
        messages.error(request, explaining.why_not(row))
        return redirect(href)
    if request.method == "POST" and form.is_valid():
        return carry_out(
            request,
            explaining.withdraw_explanation,
            said="Đã rút yêu cầu giải trình. Đơn vị nhận thư báo.",
            href=href,
            explanation=row,
            reason=form.cleaned_data["reason"],
        )
    words = {
        "title": f"Rút yêu cầu giải trình – {row.commitment.unit.short_name}",
        "crumbs": [(href, "Yêu cầu giải trình")],
        "lead": row.about,
        "consequences": ["Đơn vị không phải trả lời nữa; yêu cầu và lý do rút vẫn được lưu."],
        "final": True,
        "submit_label": "Rút yêu cầu",
        "cancel_href": href,
        "form": form,
        "refused": None if may else Refused(explaining.why_not(row)),
    }
    return render(request, "confirm.html", words, status=422 if form.is_bound else 200)


def href_of_explanation(row: Explanation) -> str:
    """The address of this request."""
    return href_of_year(row.commitment.year, "explanation", pk=row.pk)


def _asked_before(
    commitment: Commitment, task: Task | None, report: ProgressReport | None
) -> Explanation | None:
    """The open question about the same thing."""
    rows = commitment.explanations.filter(task=task, report=report, state=ExplanationState.OPEN)
    return rows.select_related("commitment__year__committee").first()


def _told_before(
    commitment: Commitment, task: Task | None, report: ProgressReport | None
) -> list[tuple[str, str]]:
    """The question that was asked last about the same thing, and its answer."""
    rows = commitment.explanations.filter(task=task, report=report)
    row = rows.exclude(state=ExplanationState.WITHDRAWN).order_by("asked_at", "pk").last()
    if row is None:
        return []
    told = [(f"Đã yêu cầu ngày {_day(row.asked_at)}", row.question)]
    if row.answered_at:
        told.append((f"Đơn vị giải trình ngày {_day(row.answered_at)}", row.answer))
    return told


def _is_same(form: AskExplanationForm, known: Explanation) -> bool:
    """Whether this is the question that stands there: a double click is one deed."""
    return form.is_valid() and form.cleaned_data["question"] == known.question


def _day(moment: datetime) -> str:
    return format_date(clock.local_date(moment))


def _found(request: HttpRequest, code: str, year: int, pk: int) -> Explanation:
    found = pages.year(request, code, year)
    rows = Explanation.objects.visible_to(access.person(request)).of_year(found).with_names()
    row: Explanation = get_object_or_404(rows, pk=pk)
    row.commitment.year = found
    return row


def _page(
    request: HttpRequest,
    row: Explanation,
    form: ExplainForm | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    me, on = access.person(request), clock.today()
    first = {"answer": row.answer, "version": row.version}
    may_draft = rules.may_draft_explanation(me, row, on)
    context = row_of(row) | {
        "list_href": href_of_year(row.commitment.year, "explanations"),
        "may_draft": may_draft,
        "may_answer": rules.may_answer_explanation(me, row, on),
        "typed": [] if may_draft else of_form(form),
        "may_withdraw": rules.may_withdraw_explanation(me, row, on),
        "on_behalf": not me.works_for(row.commitment.unit, on),
        "form": form or ExplainForm(initial=first),
        "history": audit.history_of(row),
    }
    return render(request, "commitments/explanation.html", context | more, status=status)


def _ask_words(commitment: Commitment, about: str, report: ProgressReport | None) -> dict[str, Any]:
    """``report``: that is asked about, None of a task."""
    name, back, way, beside = commitment.unit.short_name, href_of(commitment), [], "nhiệm vụ"
    if report:
        back, beside = href_of_report(report), f"báo cáo {report.period}"
        way = [(href_of_year(commitment.year, "reports"), "Báo cáo quý"), (back, name)]
    return {
        "title": f"Yêu cầu giải trình – {name}",
        "crumbs": way or crumbs(commitment),
        "lead": about,
        "consequences": [
            "Đơn vị nhận thư báo và thấy yêu cầu trên trang công việc của mình.",
            f"Câu hỏi và giải trình được lưu cùng {beside}; trả lời sau hạn được ghi là chậm.",
        ],
        "submit_label": "Gửi yêu cầu",
        "cancel_href": back,
    }
