"""An autosave beside a bare one-row update: both through all of Django, seven tasks on the form."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path

from camket import clock
from camket.urls import urlpatterns as ours
from commitments.models import ProgressReport
from tests import cast as stage
from tests.bench.form import DAY
from tests.commitments import quarter_cast as quarter

TURNS = 60
FORM = f"{quarter.PREFIX}phuong-1/quy-4/"


def one_row(request: HttpRequest) -> HttpResponse:
    """What saving a text costs at the least: who is it, and one UPDATE."""
    typed = request.POST["highlights"]
    who = request.user.pk
    ProgressReport.objects.filter(pk=request.POST["report"]).update(
        highlights=typed, saved_at=clock.now(), saved_by=who
    )
    return HttpResponse(status=204)


urlpatterns = [path("mot-dong/", one_row), *ours]


def measure(by_turns: Callable[..., dict[str, float]], say: Any, ms: Any) -> None:
    settings.CAMKET_TODAY = DAY
    cast = stage.make()
    report = quarter.report(quarter.with_tasks(cast, 7), 4)
    quarter.draft(cast, report, at=stage.at(12, 20))
    with override_settings(ROOT_URLCONF="tests.bench.saving"):
        client = Client()
        client.force_login(cast.head)
        page = quarter.posted(client.get(FORM))
        box = next(name for name in page if name.endswith("-changed"))

        def autosave() -> None:
            page[box] += " Thêm một câu."
            answer = client.post(f"{FORM}luu/", page)
            assert answer.status_code == 200
            page.update({name: quarter.news(answer)[name] for name in ("version", "base")})

        def bare() -> None:
            typed = {"highlights": page[box], "report": report.pk}
            assert client.post("/mot-dong/", typed).status_code == 204

        times = by_turns(TURNS, autosave=autosave, bare=bare)
        with CaptureQueriesContext(connection) as seen:
            autosave()
    say(
        f"autosave  {connection.vendor:10} 7 tasks  request {ms(times['autosave'])}"
        f"  bare one-row update {ms(times['bare'])}"
        f"  ratio {times['autosave'] / times['bare']:.2f}  queries {len(seen)}",
    )
