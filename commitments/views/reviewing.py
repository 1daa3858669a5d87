"""The Office reviews quarters: one screen a report, verdict and comments, reopening, extensions."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from camket import clock
from camket.audit import Refused
from camket.text import format_date, nfc
from commitments import access, quality, rules
from commitments.forms.review import ExtensionForm, ReasonForm, ReviewForm
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.states import ReportState
from commitments.views import clocks, sections
from commitments.views.filing import frame, href
from commitments.workflow import reviewing
from commitments.workflow.drafting import answer_data
from commitments.workflow.measuring import answers_handed_in_before, promise_of
from units.access import person, require
from units.roles import Permission

NOT_WAITING = "Báo cáo này không ở trạng thái chờ xem xét."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Promise, last quarter and this quarter of the waiting round; accept it or send it back."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    waiting = report.rounds.filter(verdict=Verdict.WAITING).select_related("submitted_by").first()
    if waiting is None or report.state != ReportState.SUBMITTED:
        return _moved_on(request, report)
    form = _form(waiting, request.POST if request.method == "POST" else None)
    if request.method == "POST":
        return _judge(request, report, waiting, form)
    return _draw(request, report, waiting, form)


@require_POST
def begin(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Mark that the review has begun, so that the unit no longer withdraws."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    try:
        reviewing.begin_review(report=report, by=person(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect(href(report))
    messages.info(request, "Đã ghi nhận bắt đầu xem xét. Đơn vị không tự rút báo cáo được nữa.")
    begun = access.report(request, code, year, unit, quarter)
    waiting = begun.rounds.filter(verdict=Verdict.WAITING).select_related("submitted_by").first()
    if waiting is None or "round" not in request.POST:
        return redirect(href(report, "review"))
    return _draw(request, begun, waiting, _form(waiting, request.POST))  # what was typed stays


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Send an accepted report back, with a reason."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    form = ReasonForm(request.POST or None)

    def deed(at: datetime) -> str:
        reviewing.reopen(
            report=report, reason=form.cleaned_data["reason"], by=person(request), at=at
        )
        return "Đã mở lại báo cáo. Đơn vị nhận được lý do qua thư."

    return _confirmed(
        request,
        report,
        form,
        deed,
        allowed=rules.may_reopen(person(request), report, clock.today()),
        refusal="Chỉ mở lại được báo cáo đã chấp nhận, khi năm chưa khép.",
        page={
            "title": f"Mở lại báo cáo {report.period} của {report.commitment.unit.short_name}",
            "consequences": [
                "Số liệu của báo cáo rút khỏi tổng hợp cho đến khi được chấp nhận lại.",
                "Đơn vị sửa và gửi lại thành một lần nộp mới; các lần trước vẫn giữ nguyên.",
                "Lý do được gửi thư cho đơn vị và ghi vào lịch sử.",
            ],
            "submit_label": "Mở lại báo cáo",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def extend(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Let the unit hand in after the lock day."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.MANAGE_YEAR, report.commitment.unit)
    form = ExtensionForm(request.POST or None)

    def deed(at: datetime) -> str:
        made = reviewing.extend(report=report, by=person(request), at=at, **form.cleaned_data)
        return f"Đã gia hạn đến {format_date(made.locks_on)}."

    return _confirmed(
        request,
        report,
        form,
        deed,
        allowed=rules.may_extend(person(request), report, clock.today()),
        refusal="Báo cáo đã gửi hoặc đã được chấp nhận nên không cần gia hạn.",
        page={
            "title": f"Gia hạn báo cáo {report.period} cho {report.commitment.unit.short_name}",
            "facts": [
                ("Hạn nộp", format_date(report.period.due_on)),
                ("Khóa sổ hiện nay", format_date(rules.lock_day(report))),
            ],
            "consequences": [
                "Đơn vị gửi được báo cáo đến hết ngày khóa sổ mới.",
                "Nộp đúng hạn hay muộn vẫn tính theo hạn nộp ban đầu; cạnh đó ghi “được gia hạn”.",
                "Đơn vị nhận thư báo gia hạn.",
            ],
            "submit_label": "Gia hạn",
        },
    )


def _confirmed(
    request: HttpRequest,
    report: ProgressReport,
    form: Any,
    deed: Callable[[datetime], str],
    *,
    allowed: bool,
    refusal: str,
    page: dict[str, Any],
) -> HttpResponse:
    """A deed with a form on a page of its own: read, filled in, done or refused."""
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, deed(clock.now()))
            return redirect(href(report))
        except Refused as said:
            refused = said
    elif not allowed:
        messages.error(request, refusal)
        return redirect(href(report))
    back = href(report)
    context = {
        "crumbs": [(back, f"Báo cáo {report.period}")],
        "cancel_href": back,
        "form": form,
        "refused": refused,
    }
    status = 422 if refused or form.is_bound else 200
    return render(request, "confirm.html", context | page, status=status)


def _moved_on(request: HttpRequest, report: ProgressReport) -> HttpResponse:
    """Nothing waits any more: to the report, or, with comments typed, a page to copy them from."""
    typed = [
        (_label_of(name), nfc(request.POST[name]))
        for name in request.POST
        if name.startswith("comment") and request.POST[name].strip()
    ]
    if not typed:
        messages.warning(request, reviewing.MOVED_ON if request.method == "POST" else NOT_WAITING)
        return redirect(href(report))
    context = frame(request, report) | {"refused": Refused(reviewing.MOVED_ON), "typed": typed}
    return render(request, "commitments/quarter/moved_on.html", context, status=409)


def _label_of(name: str) -> str:
    """Whose words a posted field holds, also of a form that can no longer be drawn."""
    number = name.removeprefix("comment_")
    return f"Ý kiến về nhiệm vụ {number}" if number.isdecimal() else "Ý kiến chung"


def _form(waiting: Submission, data: Any) -> ReviewForm:
    answers = [(task["promise"]["number"], task["status"]) for task in waiting.content["tasks"]]
    return ReviewForm(data, answers=answers, initial={"round": waiting.number})


def _judge(
    request: HttpRequest, report: ProgressReport, waiting: Submission, form: ReviewForm
) -> HttpResponse:
    if not form.is_valid():
        return _draw(request, report, waiting, form, status=422)
    words: dict[str, Any] = {
        "report": report,
        "round_number": form.cleaned_data["round"],
        "comment": form.cleaned_data["comment"],
        "task_comments": form.task_comments(),
        "by": person(request),
        "at": clock.now(),
    }
    back = "tra-lai" in request.POST
    try:
        if back:
            reviewing.send_back(**words)
        else:
            reviewing.accept(verdicts=form.verdicts(), **words)
    except Refused as refused:
        return _draw(request, report, waiting, form, refused=refused, status=422)
    name = f"Báo cáo {report.period} của {report.commitment.unit.short_name}"
    messages.success(
        request, f"{name} {'đã được trả lại để bổ sung' if back else 'đã được chấp nhận'}."
    )
    following = _queue(request, report)[1]
    return redirect(href(following, "review") if following else href(report))


def _draw(
    request: HttpRequest,
    report: ProgressReport,
    waiting: Submission,
    form: ReviewForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    previous, following, place, total = _queue(request, report)
    context = frame(request, report) | {
        "made": waiting,
        "form": form,
        "rows": _rows(report, waiting, form),
        "begun": report.review_begun_at,
        "begun_by": report.review_begun_by,
        "queue_place": place,
        "queue_total": total,
        "previous": href(previous, "review") if previous else "",
        "following": href(following, "review") if following else "",
        "sent_on": clock.local_date(waiting.submitted_at),
        "last_round": report.rounds.filter(number=waiting.number - 1).first(),
        "clock": clocks.of_report(report, clock.today()),
    }
    return render(request, "commitments/quarter/review.html", context | more, status=status)


def _rows(report: ProgressReport, waiting: Submission, form: ReviewForm) -> list[dict[str, Any]]:
    """Each task of the round: as handed in, last quarter's, what to look at twice, the two fields."""
    seen = clock.local_date(waiting.submitted_at)
    before = answers_handed_in_before(report)
    now = {a.task_id: a for a in report.answers.prefetch_related("done_milestones")}
    answered = report.commitment.tasks.select_related("commitment__year")
    tasks = {task.number: task for task in answered.prefetch_related("milestones")}
    rows = []
    for answer in sections.of_round(waiting, report, seen):
        number = answer.promise.number
        task = tasks[number]
        last = before.get(task.pk)
        mine = answer_data(now[task.pk])
        told = answer_data(last) if last else None
        rows.append(
            {
                "answer": answer,
                "last": sections.last_quarter(last, task.unit_of_measure),
                "warnings": quality.warnings(
                    mine, told, promise_of(task, last), answer.bar.completion
                ),
                "status": form[f"status_{number}"],
                "comment": form[f"comment_{number}"],
            }
        )
    return rows


def _queue(
    request: HttpRequest, report: ProgressReport
) -> tuple[ProgressReport | None, ProgressReport | None, int, int]:
    """The waiting reports before and after this one, oldest first; its place, and how many wait."""
    waiting = list(
        ProgressReport.objects.visible_to(person(request))
        .filter(commitment__year=report.commitment.year, state=ReportState.SUBMITTED)
        .with_names()
        .defer("commitment__content")  # thousands may wait, and only their addresses are needed
        .order_by("submitted_at", "pk")
    )
    others = [row for row in waiting if row.pk != report.pk]
    moment = report.submitted_at
    at = sum(1 for row in others if moment and (row.submitted_at, row.pk) < (moment, report.pk))
    previous = others[at - 1] if at else None
    following = others[at] if at < len(others) else (others[0] if others else None)
    return previous, following, at + 1, len(waiting)
