"""A unit's quarter: the form, handing in, the rounds handed in."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import audit, clock
from camket.audit import Refused, ask
from commitments import access, clocks, rules
from commitments.forms.quarter import QuarterForm
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.views import (
    beside,
    bringing,
    conflicts,
    handing_in,
    questions,
    readiness,
    returned,
    sections,
)
from commitments.views.deeds import FORM, href_of_report
from commitments.views.papers import paper_of, withdrawn_lines
from commitments.views.raised import put_to
from commitments.views.typed import given_back, of_tasks_gone
from commitments.workflow import filing
from commitments.workflow.filing_refused import why_not, why_not_withdrawn
from units.access import person, require
from units.models import Person
from units.roles import Permission

TYPED_SINCE = "Báo cáo đã gửi; nội dung sửa sau đó chưa được ghi."


@never_cache
@FORM
@given_back
def quarter(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """The form while the unit may write it, otherwise what was handed in last."""
    report = access.report(request, code, year, unit, quarter)
    who, at = person(request), clock.now()
    if request.method == "POST":
        require(request, Permission.FILE_QUARTER, report.commitment.unit)
        return _post(request, report, who, at)
    if rules.may_file(who, report, clock.local_date(at)):
        form = QuarterForm(report, key=uuid4(), on=clock.local_date(at))
        return _draw(request, report, form)
    return _read(request, report, report.rounds.exclude(verdict=Verdict.WITHDRAWN).first())


@never_cache
@require_safe
def round_(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int, number: int
) -> HttpResponse:
    """One round as it was handed in, with its verdict."""
    report = access.report(request, code, year, unit, quarter)
    return _read(request, report, get_object_or_404(report.rounds, number=number))


def _post(request: HttpRequest, report: ProgressReport, who: Person, at: datetime) -> HttpResponse:
    """Save the draft always, then hand it in when asked to; whatever happens, the text stays."""
    form = QuarterForm(report, key=uuid4(), on=clock.local_date(at), data=request.POST)
    hands_in = "gui" in request.POST
    if hands_in and (answer := _handed_in(request, form, form.key)):
        return answer
    try:
        ask(conflicts.is_author(request.POST, who), conflicts.SOMEBODY_ELSE.format(who=who))
        done = conflicts.save(form, who, at)
    except Refused as refused:
        answer = _handed_in(request, form, form.key) if hands_in else None
        return answer or _draw(request, report, form, refused=refused, status=422)
    key, saved, form = form.key or uuid4(), done.report, done.form
    if done.clash:
        form.at_version(done.clash.version, form.marks, uuid4())
        return _draw(request, report, form, status=409, **done.context)
    form.at_version(saved.version, conflicts.marks_of_page(form), uuid4())
    if form.problems or bringing.pressed(request) or form.is_amended:
        return _stay(request, saved, form, at)
    if not hands_in or done.taken:
        return _kept(request, report, at, done)
    try:
        files = bringing.shown(request)
        seen: Any = {"version": saved.version, "files": files, "promise": form.promise}
        filing.submit(report=saved, key=key, **seen, by=who, at=at)
    except Refused as refused:
        answer = _handed_in(request, form, key)
        return answer or _draw(request, saved, form, refused=refused, is_saved=True, status=422)
    return _received(request, report)


def _stay(
    request: HttpRequest, report: ProgressReport, form: QuarterForm, at: datetime
) -> HttpResponse:
    """The draft is saved; now what its button says about evidence. Back to the place when all is well.

    A page from before an amendment is drawn anew, with what it alone still holds.
    """
    if not bringing.pressed(request):
        return _draw(request, report, form, status=422)
    outcome = bringing.act(request, report, at)
    if outcome.refused or form.problems or form.is_amended:
        status = outcome.status if outcome.refused else 422
        return _draw(request, report, form, status=status, outcome=outcome)
    unsent = " Báo cáo chưa được gửi: đọc lại rồi bấm Gửi báo cáo." if "gui" in request.POST else ""
    messages.success(request, f"{outcome.said}{unsent}")
    number = next((p.task.number for p in form.parts if p.task.pk == outcome.task), 0)
    return redirect(f"{href_of_report(report)}#minh-chung-{number}")


def _kept(
    request: HttpRequest, report: ProgressReport, at: datetime, done: conflicts.Saved
) -> HttpResponse:
    """Back to the page; nothing is handed in that its sender has not read."""
    said = f"Đã lưu bản nháp lúc {clock.local(at):%H:%M}."
    if done.taken:
        whose = "anh/chị vừa lưu ở trang khác" if done.own else "người khác vừa lưu"
        messages.info(request, f"{said} Bản này gồm cả nội dung {whose}: đọc lại rồi gửi.")
    else:
        messages.success(request, said)
    return redirect(href_of_report(report))


def _handed_in(request: HttpRequest, form: QuarterForm, key: UUID | None) -> HttpResponse | None:
    """The receipt of a page that was handed in already; None when it was not.

    What was typed into it since, or chosen as a file, is in no round: it is given back.
    """
    if not filing.round_with(key, form.report):
        return None
    if conflicts.is_stored(form) and not request.FILES:
        return _received(request, form.report)
    now = ProgressReport.objects.with_names().get(pk=form.report.pk)
    return _draw(request, now, form, refused=Refused(TYPED_SINCE), status=422)


def _received(request: HttpRequest, report: ProgressReport) -> HttpResponse:
    messages.success(request, "Báo cáo đã được gửi đến Văn phòng. Biên nhận ở ngay dưới đây.")
    return redirect(href_of_report(report))


def _draw(
    request: HttpRequest,
    report: ProgressReport,
    form: QuarterForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form page, with everything typed still in it."""
    prefetch_related_objects([report], "extensions")  # each clock and rule asks for them
    who, at = person(request), clock.now()
    on = clock.local_date(at)
    if not form.general.is_bound:
        form.general.initial["base"] = conflicts.marks_of_page(form)
    page = readiness.of_page(report, form)
    context = frame(request, report) | page
    context |= conflicts.company(report, who, at) | more
    context |= {
        "blocks": bringing.blocks(form, more.get("outcome")),
        "files_lost": bool(request.FILES) and "outcome" not in more,
        "form": form,
        "author": conflicts.mark_of(who),
        "promise": form.promise,
        "amended": form.is_amended,
        "touched": paper_of(report.commitment).touched if form.is_amended else [],
        "gone": of_tasks_gone(form) if form.is_amended else [],
        "measured_on": sections.measured_on(report, on),
        "may_file": rules.may_file(who, report, on),
        "may_submit": rules.may_submit(who, report, on),
        "handing_in": handing_in.asked(page, report, who, at),
        "why_not": why_not(who, report, at),
        "begun": rules.has_begun(report, on),
        "may_extend": rules.may_extend(who, report, on),
        "returned": returned.of_report(report),
        "latest": report.rounds.defer("content").first(),
        "withdrawn": withdrawn_lines(
            report.commitment.content, {part.task.number for part in form.parts}
        ),
    }
    return render(request, "commitments/quarter/form.html", context, status=status)


def _read(request: HttpRequest, report: ProgressReport, made: Submission | None) -> HttpResponse:
    """What was handed in, its receipt and verdict; nothing to write."""
    who, on = person(request), clock.today()
    seen = clock.local_date(made.submitted_at) if made else on
    shut = who.can(Permission.FILE_QUARTER, report.commitment.unit, on) and not rules.may_file(
        who, report, on
    )
    context = frame(request, report) | {
        "made": made,
        "save": href_of_report(report, "quarter_autosave") if shut else "",
        "answers": sections.of_round(made, report, seen) if made else [],
        "put_to": put_to(made.content, report.commitment.year.year) if made else "",
        "rounds": list(report.rounds.select_related("submitted_by", "decided_by").defer("content")),
        "may_withdraw": rules.may_withdraw(who, report, on),
        "may_submit": who.can(Permission.SUBMIT_QUARTER, report.commitment.unit, on),
        "why_not_withdrawn": why_not_withdrawn(report),
        "may_file": rules.may_file(who, report, on),
        "may_review": rules.may_review(who, report, on),
        "may_reopen": rules.may_reopen(who, report, on),
        "may_extend": rules.may_extend(who, report, on),
        "entries": list(beside.recorded(audit.history_of(report), who, report.commitment)),
        "beside": questions.beside(report.commitment, made),
    }
    return render(request, "commitments/quarter/read.html", context)


def frame(request: HttpRequest, report: ProgressReport) -> dict[str, Any]:
    """What every page about a report says of it."""
    who, on = person(request), clock.today()
    prefetch_related_objects([report], "extensions", "extension_requests")
    asked = clocks.open_request(report)
    return {
        "report": report,
        "period": report.period,
        "unit": report.commitment.unit,
        "clock": clocks.of_report(report, on),
        "dates": clocks.dates(report),
        "extended": clocks.extended(report, on),
        "requested": clocks.requested(report),
        "asked": asked,
        "may_ask_extension": not asked and rules.may_ask_extension(who, report, on),
        "may_withdraw_request": asked and rules.may_withdraw_request(who, asked, on),
        "may_answer_request": asked and rules.may_answer_request(who, asked, on),
        "punctuality": clocks.punctuality(report),
        "here": href_of_report(report),
        "is_unit": who.works_for(report.commitment.unit, on),
    }
