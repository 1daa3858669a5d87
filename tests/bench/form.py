"""Opening the quarter's form: one task in its first quarter, seven with three quarters behind them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import RequestFactory

from commitments.models import ProgressReport
from commitments.views.filing import quarter as opened
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter
from units.models import Person

TURNS = 40
TEMPLATE = "commitments/quarter/form.html"
DAY = date(stage.YEAR, 12, 20)


def measure(against_floor: Any, say: Any, ms: Any) -> None:
    settings.CAMKET_TODAY = DAY
    cast = stage.make()
    for tasks, report, head in ((7, _late(cast), cast.head), (1, _first(cast), cast.bureau_head)):
        times, queries = against_floor(_page(report, head), TEMPLATE, TURNS)
        say(
            f"form      {connection.vendor:10} {tasks:5} tasks  page {ms(times['page'])}"
            f"  floor {ms(times['floor'])} (SQL {ms(times['sql'])}, template {ms(times['drawn'])})"
            f"  ratio {times['page'] / times['floor']:.2f}  queries {queries}",
        )


def _page(report: ProgressReport, head: Person) -> Callable[[], Any]:
    year, unit = report.commitment.year, report.commitment.unit

    def page() -> Any:
        request = RequestFactory().get("/")
        request.user = Person.objects.get(pk=head.pk)
        request.session, request._messages = {}, []  # type: ignore[assignment, attr-defined]
        answer = opened(request, year.committee.code, year.year, unit.code, report.period.quarter)
        assert answer.status_code == 200
        return request

    return page


def _late(cast: Cast) -> ProgressReport:
    paper = quarter.with_tasks(cast, 7)
    for number in (1, 2, 3):
        day = stage.at(3 * number, 20)
        quarter.accepted(cast, quarter.report(paper, number), handed_in=day, at=day)
    quarter.draft(cast, quarter.report(paper, 4), at=stage.at(12, 20))
    return quarter.report(paper, 4)


def _first(cast: Cast) -> ProgressReport:
    return quarter.report(quarter.with_tasks(cast, 1, cast.bureau))
