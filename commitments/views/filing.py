"""A unit's quarter: the form, its autosave, handing in and taking back, the rounds handed in."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from camket import audit, clock
from camket.audit import Refused
from commitments import access, rules
from commitments.forms.quarter import QuarterForm
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.states import ReportState
from commitments.views import clocks, conflicts, returned, sections
from commitments.views.papers import withdrawn_lines
from commitments.workflow import filing
from units.access import person, require
from units.models import Person
from units.roles import Permission


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quarter(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """The form while the unit may write it, otherwise what was handed in last."""
    report = access.report(request, code, year, unit, quarter)
    who, at = person(request), clock.now()
    if request.method == "POST":
        require(request, Permission.FILE_QUARTER, report.commitment.unit)
        return _post(request, report, who, at)
    if rules.may_file(who, report, clock.local_date(at)):
        return _draw(request, report, QuarterForm(report, key=uuid4()))
    return _read(request, report, report.rounds.exclude(verdict=Verdict.WITHDRAWN).first())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def autosave(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """POST: the draft as typed so far, answered in JSON. GET: a fresh protection key."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.FILE_QUARTER, report.commitment.unit)
    if request.method != "POST":
        return JsonResponse({"token": get_token(request)})
    form = QuarterForm(report, key=uuid4(), data=request.POST)
    try:
        saved = conflicts.save(form, person(request), clock.now())
    except Refused as refused:
        return JsonResponse({"sentence": " ".join([refused.sentence, *refused.lines])}, status=422)
    page: dict[str, Any] = {"fields": saved.taken, "base": saved.form.marks}
    if saved.clash:
        page["version"] = saved.clash.version
        page["conflict"] = render_to_string("_conflict.html", saved.context, request)
        return JsonResponse(page, status=409)
    page |= {"version": saved.report.version, "base": _marks(saved.form)}
    return JsonResponse(page | _fragments(request, saved.report, saved.form))


@never_cache
@require_safe
def round_(
    request: HttpRequest, code: str, year: int, unit: str, quarter: int, number: int
) -> HttpResponse:
    """One round as it was handed in, with its verdict."""
    report = access.report(request, code, year, unit, quarter)
    return _read(request, report, get_object_or_404(report.rounds, number=number))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """Take the submission back, after its consequences have been read."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.SUBMIT_QUARTER, report.commitment.unit)
    here = href(report)
    if request.method == "POST":
        try:
            filing.withdraw(report=report, by=person(request), at=clock.now())
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, "Đã rút báo cáo. Sửa xong, đề nghị gửi lại trước hạn nộp.")
        return redirect(here)
    if not rules.may_withdraw(person(request), report, clock.today()):
        messages.error(request, "Không rút được: Văn phòng đã bắt đầu xem xét, hoặc đã khóa sổ.")
        return redirect(here)
    return render(request, "confirm.html", _withdrawal(report, here))


def href(report: ProgressReport, name: str = "quarter", **more: Any) -> str:
    """The address of a page about this report."""
    where = {
        "code": report.commitment.year.committee.code,
        "year": report.commitment.year.year,
        "unit": report.commitment.unit.code,
        "quarter": report.period.quarter,
    }
    return reverse(f"commitments:{name}", kwargs=where | more)


def _post(request: HttpRequest, report: ProgressReport, who: Person, at: datetime) -> HttpResponse:
    """Save the draft always, then hand it in when asked to; whatever happens, the text stays."""
    form = QuarterForm(report, key=uuid4(), data=request.POST)
    if "gui" in request.POST and _is_handed_in(report, form.key):
        return _received(request, report)
    try:
        done = conflicts.save(form, who, at)
    except Refused as refused:
        if "gui" in request.POST and _is_handed_in(report, form.key):
            return _received(request, report)
        return _draw(request, report, form, refused=refused, status=422)
    key, saved, form = form.key or uuid4(), done.report, done.form
    if done.clash:
        form.at_version(done.clash.version, form.marks, uuid4())
        return _draw(request, report, form, status=409, **done.context)
    form.at_version(saved.version, _marks(form), uuid4())
    if form.problems:
        return _draw(request, saved, form, status=422)
    if "gui" not in request.POST or done.taken:
        return _kept(request, report, at, joined=bool(done.taken))
    try:
        filing.submit(report=saved, key=key, version=saved.version, by=who, at=at)
    except Refused as refused:
        if _is_handed_in(report, key):
            return _received(request, report)
        return _draw(request, saved, form, refused=refused, status=422)
    return _received(request, report)


def _kept(
    request: HttpRequest, report: ProgressReport, at: datetime, *, joined: bool
) -> HttpResponse:
    """Back to the page; nothing is handed in that its sender has not read."""
    said = f"Đã lưu bản nháp lúc {at.astimezone(clock.TZ):%H:%M}."
    if joined:
        messages.info(
            request, f"{said} Bản này gồm cả nội dung người khác vừa lưu: đọc lại rồi gửi."
        )
    else:
        messages.success(request, said)
    return redirect(href(report))


def _marks(form: QuarterForm) -> str:
    return json.dumps(conflicts.marks_of_page(form))


def _is_handed_in(report: ProgressReport, key: UUID | None) -> bool:
    """Whether a page was handed in already, be it by the other of two clicks at once."""
    lies_there = report.rounds.filter(
        report__state__in=(ReportState.SUBMITTED, ReportState.ACCEPTED)
    )
    judged = (Verdict.WAITING, Verdict.ACCEPTED)
    return key is not None and lies_there.filter(key=key, verdict__in=judged).exists()


def _received(request: HttpRequest, report: ProgressReport) -> HttpResponse:
    messages.success(request, "Báo cáo đã được gửi đến Văn phòng. Biên nhận ở ngay dưới đây.")
    return redirect(href(report))


def _draw(
    request: HttpRequest,
    report: ProgressReport,
    form: QuarterForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form page, with everything typed still in it."""
    who, at = person(request), clock.now()
    on = clock.local_date(at)
    if not form.general.is_bound:
        form.general.initial["base"] = _marks(form)
    context = frame(request, report) | readiness(report, form) | more
    context |= {
        "form": form,
        "may_file": rules.may_file(who, report, on),
        "may_submit": rules.may_submit(who, report, on),
        "why_not": filing.why_not(who, report, at),
        "begun": rules.has_begun(report, on),
        "may_extend": rules.may_extend(who, report, on),
        "returned": returned.of_report(report),
        "withdrawn": withdrawn_lines(
            report.commitment.content, {part.task.number for part in form.parts}
        ),
    }
    return render(request, "commitments/quarter/form.html", context, status=status)


def _read(request: HttpRequest, report: ProgressReport, made: Submission | None) -> HttpResponse:
    """What was handed in, its receipt and verdict; nothing to write."""
    who, on = person(request), clock.today()
    seen = clock.local_date(made.submitted_at) if made else on
    context = frame(request, report) | {
        "made": made,
        "answers": sections.of_round(made, report, seen) if made else [],
        "rounds": list(report.rounds.select_related("submitted_by", "decided_by").defer("content")),
        "is_latest": made is not None and made.verdict != Verdict.WITHDRAWN,
        "may_withdraw": rules.may_withdraw(who, report, on),
        "may_file": rules.may_file(who, report, on),
        "may_review": rules.may_review(who, report, on),
        "may_reopen": rules.may_reopen(who, report, on),
        "may_extend": rules.may_extend(who, report, on),
        "entries": list(audit.history_of(report)),
    }
    return render(request, "commitments/quarter/read.html", context)


def frame(request: HttpRequest, report: ProgressReport) -> dict[str, Any]:
    """What every page about a report says of it."""
    who, on = person(request), clock.today()
    return {
        "report": report,
        "period": report.period,
        "unit": report.commitment.unit,
        "clock": clocks.of_report(report, on),
        "dates": clocks.dates(report),
        "extended": clocks.extended(report),
        "punctuality": clocks.punctuality(report),
        "here": href(report),
        "is_unit": who.works_for(report.commitment.unit, on),
    }


def readiness(report: ProgressReport, form: QuarterForm) -> dict[str, Any]:
    """Each part with what it lacks, and all that is missing with a link to its place."""
    parts = sections.of_form(form, clock.today())
    missing = [
        (f"#{part.anchor}", f"Nhiệm vụ {part.promise.number}: {found.sentence}")
        for part in parts
        for found in part.findings
    ]
    missing += [
        (f"#{part.anchor}", f"Nhiệm vụ {part.promise.number}: {part.unread} nhập chưa đúng.")
        for part in parts
        if part.unread
    ]
    if report.period.quarter == 4 and not form.general_data().highlights.strip():
        missing.append(("#phan-chung", filing.NO_HIGHLIGHTS))
    ready = [part.ready for part in parts]
    return {
        "sections": parts,
        "missing": missing,
        "ready": ready,
        "ready_count": sum(ready),
        "saved_at": report.saved_at,
        "saved_today": report.saved_at and clock.local_date(report.saved_at) == clock.today(),
    }


def _fragments(request: HttpRequest, saved: ProgressReport, form: QuarterForm) -> dict[str, Any]:
    """The bits of the page that follow what was typed, drawn by the templates of the page."""
    context = readiness(saved, form)
    bits = {"foot-status": render_to_string("commitments/quarter/_status.html", context, request)}
    for part in context["sections"]:
        draw = {"section": part, "bar": part.bar}
        bits[f"{part.anchor}-badge"] = render_to_string("commitments/quarter/_badge.html", draw)
        bits[f"{part.anchor}-bar"] = render_to_string("commitments/quarter/_bar.html", draw)
    return {
        "html": bits,
        "problems": [{"id": at, "sentence": said} for at, _, said in form.problems],
    }


def _withdrawal(report: ProgressReport, here: str) -> dict[str, Any]:
    return {
        "title": f"Rút báo cáo {report.period}",
        "crumbs": [(here, f"Báo cáo {report.period}")],
        "lead": f"Rút báo cáo {report.period} của {report.commitment.unit.short_name} về để sửa?",
        "facts": [("Thời hạn", clocks.dates(report))],
        "consequences": [
            "Báo cáo trở lại bản nháp, mọi nội dung được giữ nguyên.",
            "Lần nộp đã rút vẫn đọc được trong lịch sử.",
            "Nộp đúng hạn hay muộn được tính theo lần gửi tiếp theo.",
        ],
        "submit_label": "Rút báo cáo",
        "cancel_href": here,
    }
