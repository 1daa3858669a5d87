"""The quarter's form saves itself: what the browser sends while one types, and what it needs for it.

The sending and the drawn bits are htmx's; what the page's fields take over stands in the answer as
JSON (docs/decisions/0018).
"""

import base64
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache

from camket import clock
from camket.audit import Refused, ask
from commitments import access
from commitments.forms.quarter import QuarterForm
from commitments.models import ProgressReport
from commitments.views import conflicts, handing_in, readiness
from commitments.views.conflicts import Saved
from commitments.views.deeds import FORM
from commitments.workflow.filing_refused import AMENDED_UNSAVED
from units.access import person, require
from units.models import Person
from units.roles import Permission


@never_cache
@FORM
def autosave(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """POST: the draft as typed so far. GET: the keys with which an open page goes on."""
    report = access.report(request, code, year, unit, quarter)
    require(request, Permission.FILE_QUARTER, report.commitment.unit)
    who, at = person(request), clock.now()
    if request.method != "POST":
        return JsonResponse(_keys(request, report, who) | {"version": report.version})
    if not conflicts.is_author(request.POST, who):
        return HttpResponse(status=403)  # the page asks who is there now, and says so
    try:
        form = QuarterForm(report, key=uuid4(), on=clock.local_date(at), data=request.POST)
        ask(not form.is_amended, AMENDED_UNSAVED)  # the button draws the page that asks anew
        saved = conflicts.save(form, who, at)
    except Refused as refused:
        sentence = " ".join([refused.sentence, *refused.lines])
        return _answer(request, {"sentence": sentence}, status=422)
    if saved.clash and not saved.rows:  # others save faster than we can join; the page tries again
        return HttpResponse(status=503)
    also = conflicts.company(report, who, at)  # as it was before this save
    news: dict[str, Any] = {"fields": saved.taken, "own": saved.own}
    if saved.clash:
        news |= {"version": saved.clash.version, "base": saved.form.marks}
        return _answer(request, news, status=409, **saved.context)
    news |= {"version": saved.report.version, "base": conflicts.marks_of_page(saved.form)}
    news["problems"] = [{"id": place, "sentence": said} for place, _, said in saved.form.problems]
    return _answer(request, news, **_bits(saved, who, at), **also)


def _answer(
    request: HttpRequest, news: dict[str, Any], status: int = 200, **bits: Any
) -> HttpResponse:
    context = {"news": news, **bits}
    return render(request, "commitments/quarter/_autosaved.html", context, status=status)


def _bits(saved: Saved, who: Person, at: datetime) -> dict[str, Any]:
    """What follows on the page from what was typed: badges, bars, the foot, the last question."""
    report = saved.report
    page = readiness.of_page(report, saved.form)
    return page | {
        "handing_in": handing_in.asked(page, report, who, at),
        "unit": report.commitment.unit,
        "period": report.period,
    }


def _keys(request: HttpRequest, report: ProgressReport, who: Person) -> dict[str, str]:
    """A fresh protection key, whose it is, and what locks this person's copy in the browser.

    The copy's key is not the session's: a browser that was killed has lost its session, and the
    copy must open after the next login. It changes with the password; the name under which the
    copy lies tells nobody whose it is, nor of what.
    """
    key = salted_hmac("commitments.copy.key", f"{who.pk}:{who.password}", algorithm="sha256")
    name = salted_hmac("commitments.copy.name", f"{who.pk}:{report.pk}", algorithm="sha256")
    return {
        "token": get_token(request),
        "author": conflicts.mark_of(who),
        "stranger": conflicts.SOMEBODY_ELSE.format(who=who),
        "key": base64.b64encode(key.digest()).decode(),
        "copy": name.hexdigest()[:32],
    }
