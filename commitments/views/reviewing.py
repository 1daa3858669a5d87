"""The Office reviews quarters: one screen a report, verdict and comments, the next in the queue."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from camket import clock
from camket.audit import Refused
from commitments import access, quality
from commitments.forms.review import ReviewForm
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.states import ReportState
from commitments.views import half_written, questions, returned, sections
from commitments.views.deeds import FORM, href_of_report
from commitments.views.filing import frame
from commitments.views.moved_on import moved_on, what_happened
from commitments.views.raised import put_to
from commitments.views.verified import verified_lines
from commitments.workflow import reviewing
from commitments.workflow.drafting import MOVED_ON
from commitments.workflow.earlier import told_handed_in_before
from commitments.workflow.measuring import due_in_force, told_of_frozen
from units.access import person, require
from units.roles import Permission

NONE_WAITS = "Không còn báo cáo nào chờ xem xét."
ELSEWHERE = (
    "Chưa ghi kết luận: anh/chị còn ý kiến viết ở thẻ khác về báo cáo này, nêu ngay dưới đây. "
    "Đề nghị chép phần cần dùng vào ô, rồi kết luận lại."
)


@never_cache
@FORM
def review(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Promise, last quarter and this quarter of the waiting round; accept it or send it back."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    waiting = _waiting(report)
    if waiting is None:
        return moved_on(request, report)
    if request.method == "POST":
        return _judge(request, report, waiting)
    kept = half_written.of_report(request, report).get(waiting.number)
    words = kept.fields if kept else {}
    return _draw(request, report, waiting, _form(waiting, words=words), filled_in=kept)


@require_POST
def begin(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Mark that the review has begun, so that the unit no longer withdraws.

    A page of another round begins nothing: nobody has read what lies there now.
    """
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    waiting = _waiting(report)
    if waiting and not _is_about(request, waiting):
        _keep_words(request, report)
        return moved_on(request, report)
    try:
        number = waiting.number if waiting else None
        reviewing.begin_review(
            report=report, round_number=number, by=person(request), at=clock.now()
        )
    except Refused:
        _keep_words(request, report)
        return moved_on(request, access.report(request, code, year, unit, quarter))
    messages.info(request, "Đã ghi nhận bắt đầu xem xét. Đơn vị không tự rút báo cáo được nữa.")
    begun = access.report(request, code, year, unit, quarter)
    waiting = _waiting(begun)
    if waiting is None or "round" not in request.POST:
        return redirect(href_of_report(report, "review"))
    _keep_words(request, begun)
    return _draw(request, begun, waiting, _form(waiting, request.POST))


@require_POST
def keep(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Keep a half-written review for the reviewer; says so when the report moved on."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.REVIEW_QUARTER, report.commitment.unit)
    _keep_words(request, report)
    waiting = _waiting(report)
    if waiting is None or str(waiting.number) != request.POST.get("round"):
        return JsonResponse({"sentence": what_happened(report)}, status=409)
    return JsonResponse({"sentence": f"Đã giữ ý kiến lúc {clock.now():%H:%M}."})


def _waiting(report: ProgressReport) -> Submission | None:
    """The round that lies with the Office."""
    if report.state != ReportState.SUBMITTED:
        return None
    return report.rounds.filter(verdict=Verdict.WAITING).select_related("submitted_by").first()


def _is_about(request: HttpRequest, waiting: Submission) -> bool:
    """Whether the page that was sent shows this round."""
    return request.POST.get("round", str(waiting.number)) == str(waiting.number)


def _keep_words(request: HttpRequest, report: ProgressReport) -> None:
    """Keep what was sent under the round that it is about.

    What arrives after one's own verdict was on its way before it, and is handed over already.
    """
    number = request.POST.get("round", "")
    if not number.isdecimal() or len(number) > 5:
        return
    made = report.rounds.filter(number=number).first()
    if made and made.decided_by_id != person(request).pk:
        half_written.keep(request, report, made.number, clock.now(), _untouched(made))


def _form(waiting: Submission, data: Any = None, words: dict[str, str] | None = None) -> ReviewForm:
    answers = [(task["promise"]["number"], task["status"]) for task in waiting.content["tasks"]]
    initial = {**(words or {}), "round": waiting.number}
    return ReviewForm(data, answers=answers, initial=initial)


def _untouched(waiting: Submission) -> dict[str, str]:
    """The review's fields as they are drawn first: the unit's own status of each task."""
    tasks = waiting.content["tasks"]
    return {f"status_{task['promise']['number']}": task["status"] for task in tasks}


def _judge(request: HttpRequest, report: ProgressReport, waiting: Submission) -> HttpResponse:
    if not _is_about(request, waiting):
        _keep_words(request, report)
        return moved_on(request, report)
    form = _form(waiting, request.POST)
    unseen = half_written.keep(request, report, waiting.number, clock.now(), _untouched(waiting))
    if not form.is_valid():
        return _draw(request, report, waiting, form, status=422)
    if unseen:
        return _draw(request, report, waiting, form, refused=Refused(ELSEWHERE), status=409)
    words: dict[str, Any] = {
        "report": report,
        "round_number": form.cleaned_data["round"],
        "comment": form.cleaned_data["comment"],
        "task_comments": form.task_comments(),
        "by": person(request),
        "at": clock.now(),
    }
    try:
        if form.sends_back:
            reviewing.send_back(**words)
        else:
            reviewing.accept(verdicts=form.verdicts(), **words)
    except Refused as refused:
        if refused.sentence == MOVED_ON:
            return moved_on(request, ProgressReport.objects.with_names().get(pk=report.pk))
        return _draw(request, report, waiting, form, refused=refused, status=422)
    half_written.forget(request, report)
    following = _queue(request, report)[1]
    verdict = "đã được trả lại để bổ sung" if form.sends_back else "đã được chấp nhận"
    opens = f"Dưới đây là báo cáo tiếp theo: {_name(following)}." if following else NONE_WAITS
    messages.success(request, f"Báo cáo {_name(report)} {verdict}. {opens}")
    return redirect(href_of_report(following, "review") if following else href_of_report(report))


def _name(report: ProgressReport) -> str:
    """'Quý I/2021 của Phường 1'."""
    return f"{report.period} của {report.commitment.unit.short_name}"


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
    last = returned.before(report, waiting)
    rows = _rows(report, waiting, form)
    typed = half_written.of_report(request, report)
    known = typed.get(waiting.number)
    kept = known.texts if known else []
    shown = [(box.html_name, box.value()) for box in form]
    context = frame(request, report) | {
        "made": waiting,
        "form": form,
        "put_to": put_to(waiting.content, report.commitment.year.year),
        "rows": rows,
        "no_words": reviewing.NO_WORDS,
        "flagged": sum(len(row["warnings"]) for row in rows),
        "begun": report.review_begun_at,
        "begun_by": report.review_begun_by,
        "queue_place": place,
        "queue_total": total,
        "previous": href_of_report(previous, "review") if previous else "",
        "following": href_of_report(following, "review") if following else "",
        "returned": last,
        "compared": last.number if last else waiting.number - 1,
        "mine": report.review_begun_by_id == person(request).pk,
        "earlier": half_written.earlier(typed, waiting.number),
        "elsewhere": half_written.comments(line for line in kept if line not in shown),
        "seen": known.seen if known else "",
        "page": request.POST.get(half_written.PAGE) or uuid4().hex,
        "beside": questions.beside(report.commitment, waiting),
    }
    return render(request, "commitments/quarter/review.html", context | more, status=status)


def _rows(report: ProgressReport, waiting: Submission, form: ReviewForm) -> list[dict[str, Any]]:
    """Each task of the round: as handed in, last quarter's, what to look at twice, the two fields."""
    seen = clock.local_date(waiting.submitted_at)
    before = told_handed_in_before(report)
    inspected, due = verified_lines(report.commitment), due_in_force(report.commitment)
    frozen = waiting.content["tasks"]
    rows = []
    for task, answer in zip(frozen, sections.of_round(waiting, report, seen), strict=True):
        number, last = answer.promise.number, before.get(task["promise"]["id"])
        now, promised = told_of_frozen(task, report.commitment.year.year)
        promised = replace(promised, due_on=due.get(task["promise"]["id"], promised.due_on))
        now = replace(now, files_gone=sum(bool(file.removed_at) for file in answer.files))
        rows.append(
            {
                "answer": answer,
                "verified": inspected.get(number, []),
                "last": sections.last_quarter(last, promised),
                "warnings": quality.second_look(now, last, promised, clock.today()),
                "status": form[f"status_{number}"],
                "comment": form[f"comment_{number}"],
            }
        )
    return rows


def _queue(
    request: HttpRequest, report: ProgressReport
) -> tuple[ProgressReport | None, ProgressReport | None, int, int]:
    """The waiting reports before and after this one, oldest first; its place, and how many wait.

    The queue goes round: after the last comes the first, before the first the last.
    """
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
    if not others:
        return None, None, at + 1, len(waiting)
    return others[at - 1], others[at % len(others)], at + 1, len(waiting)
