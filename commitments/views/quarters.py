"""The list of quarterly reports: a unit's own four, the Office's queue, the workbook of both."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import nfc, quarter_label, search_key
from commitments import access, clocks, periods, rules, sheets
from commitments.models import Commitment, ProgressReport, Year
from commitments.models.progress import ProgressReportQuerySet
from commitments.states import ExtensionState, ReportState
from commitments.views.deeds import href_of_report
from units.access import person
from units.models import Person
from units.roles import Permission

PAGE = 50
# States of the clocks, beside those of the chart.
OVERDUE, SLOW, ASKING = "QUA_HAN", "CHO_LAU", "XIN_GIA_HAN"
STATES = [
    *clocks.WORDS.items(),
    (OVERDUE, "Quá hạn, chưa nộp"),
    (SLOW, f"Chờ xem xét quá {periods.REVIEW_WITHIN} ngày"),
    (ASKING, "Đang xin gia hạn"),
]
# Waiting for the Office first, then what waits for the unit, then what is done.
TURN = Case(
    When(state=ReportState.SUBMITTED, then=Value(0)),
    When(state=ReportState.SENT_BACK, then=Value(1)),
    When(state=ReportState.OPEN, then=Value(2)),
    default=Value(3),
    output_field=IntegerField(),
)
BY_RANK = ("commitment__unit__group__rank", "commitment__unit__rank", "commitment__unit__pk")
ORDERS: dict[str, tuple[str, ...]] = {
    "": ("turn", "submitted_at", "period__quarter", *BY_RANK),
    "don-vi": (*BY_RANK, "period__quarter"),
    "quy": ("period__quarter", *BY_RANK),
    "trang-thai": ("turn", "period__quarter", *BY_RANK),
    "nop": ("submitted_at", *BY_RANK),
}


@never_cache
@require_safe
def reports(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The Office and those who read all: the queue. A unit's people: their four quarters."""
    found = access.year(request, code, year)
    if not person(request).can(Permission.SEE_ALL_ROWS, found.committee):
        return _own(request, found)
    rows = _filtered(request, found)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    visible, who = _visible(request, found), person(request)
    context = {
        "page": page,
        "lines": [_line(request, row) for row in page.object_list],
        "groups": found.committee.groups.with_units(),
        "quarters": [(str(q), quarter_label(q)) for q in periods.QUARTERS],
        "states": STATES,
        "waiting": visible.filter(state=ReportState.SUBMITTED).count(),
        "slow": visible.late_to_review(clock.today()).count(),
        "slow_state": SLOW,
        "within": periods.REVIEW_WITHIN,
        "reviews": who.can(Permission.REVIEW_QUARTER, found.committee),
        "extends": who.can(Permission.MANAGE_YEAR, found.committee),
        "filtered": any(request.GET.get(name) for name in ("tim", "quy", "trang-thai", "nhom")),
        "state": request.GET.get("trang-thai", ""),
        "order": request.GET.get("sap-xep", ""),
        "query": request.GET.urlencode(),
    }
    return render(request, "commitments/quarter/queue.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, all of its pages, as an Excel workbook."""
    found = access.year(request, code, year)
    lines = [_line(request, row) for row in _filtered(request, found)]
    made = sheets.reports_workbook(f"Báo cáo quý năm {found.year}", [_cells(n) for n in lines])
    return as_download(made, f"bao-cao-quy-{found.year}.xlsx")


def _own(request: HttpRequest, year: Year) -> HttpResponse:
    rows = _visible(request, year).order_by(*ORDERS["don-vi"])
    units: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        units.setdefault(row.commitment.unit.full_name, []).append(_line(request, row))
    unsigned = Commitment.objects.visible_to(person(request)).filter(year=year).exists()
    context = {"units": units, "unsigned": unsigned and not units}
    return render(request, "commitments/quarter/own.html", context)


def _visible(request: HttpRequest, year: Year) -> ProgressReportQuerySet:
    rows = ProgressReport.objects.visible_to(person(request)).filter(commitment__year=year)
    return (
        rows.with_names()
        .select_related("review_begun_by")
        .prefetch_related("extensions", "extension_requests")
        .defer("commitment__content")
    )


def _filtered(request: HttpRequest, year: Year) -> ProgressReportQuerySet:
    """By the unit's name, quarter, group and state; unknown values change nothing."""
    rows = _visible(request, year).annotate(turn=TURN)
    if wanted := search_key(request.GET.get("tim", "")):
        rows = rows.filter(commitment__unit__search_key__contains=wanted)
    if request.GET.get("quy") in {"1", "2", "3", "4"}:
        rows = rows.filter(period__quarter=int(request.GET["quy"]))
    if group := nfc(request.GET.get("nhom", "")):
        rows = rows.filter(commitment__unit__group__code=group)
    state = request.GET.get("trang-thai")
    if state == OVERDUE:
        rows = rows.filter(state=ReportState.OPEN, period__due_on__lt=clock.today())
    elif state == SLOW:
        rows = rows.late_to_review(clock.today())
    elif state == ASKING:
        rows = rows.filter(extension_requests__state=ExtensionState.OPEN)
    elif state in ReportState.values:
        rows = rows.filter(state=state)
    return rows.order_by(*_order(request.GET.get("sap-xep", "")))


def _order(asked: str) -> list[str]:
    """The columns of an asked order; a minus turns its first column round."""
    first, *others = ORDERS.get(asked.removeprefix("-"), ORDERS[""])
    return [f"-{first}" if asked.startswith("-") else first, *others]


def _line(request: HttpRequest, report: ProgressReport) -> dict[str, Any]:
    """One row of the list: the report, its clock, and where a click leads."""
    who, on = person(request), clock.today()
    reviews = rules.may_review(who, report, on)
    asked = clocks.open_request(report)
    answers = asked is not None and rules.may_answer_request(who, asked, on)
    return {
        "report": report,
        "unit": report.commitment.unit,
        "period": report.period,
        "dates": clocks.dates(report),
        "clock": clocks.of_report(report, on),
        "punctuality": clocks.punctuality(report),
        "extended": clocks.extended(report, on),
        "requested": clocks.requested(report),
        "answer": href_of_report(report, "extension_answer", pk=asked.pk)
        if asked and answers
        else "",
        "may_extend": rules.may_extend(who, report, on),
        "href": href_of_report(report, "review" if reviews else "quarter"),
        "button": _button(report, who, on),
    }


def _button(report: ProgressReport, who: Person, on: date) -> str:
    """What a click is for; one that leads the Office into a unit's draft says so."""
    if rules.may_review(who, report, on):
        return "Xem xét"
    if not rules.may_file(who, report, on):
        return "Xem"
    if not who.works_for(report.commitment.unit, on):
        return "Soạn thay"
    if report.state == ReportState.SENT_BACK:
        return "Bổ sung"
    return "Soạn tiếp" if report.saved_at else "Soạn báo cáo"


def _cells(line: dict[str, Any]) -> list[Any]:
    report: ProgressReport = line["report"]
    local: Callable[[Any], Any] = lambda at: clock.local_date(at) if at else None  # noqa: E731
    return [
        report.commitment.unit.group.short_name,
        report.commitment.unit.full_name,
        quarter_label(report.period.quarter),
        clocks.WORDS[ReportState(report.state)],
        line["clock"].word,
        report.period.due_on,
        rules.lock_day(report),
        local(report.first_submitted_at),
        line["punctuality"],
        line["extended"],
        line["requested"],
        line["clock"].over or None,
        local(report.accepted_at),
    ]
