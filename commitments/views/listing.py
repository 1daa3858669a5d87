"""All commitments of a year: searched, filtered, sorted, counted, taken away as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import nfc, search_key, sort_key
from commitments import access as pages
from commitments import rules, sheets
from commitments.models import Commitment, Task, TaskKind, Year
from commitments.models.commitment import CommitmentQuerySet
from commitments.states import SIGNED_STATES, CommitmentState
from commitments.views.deeds import href_of
from commitments.views.offers import waits_for
from units import access
from units.models import Unit
from units.roles import Permission

ROWS = 50
TONES = {
    CommitmentState.DRAFT: ("idle", "pencil-line"),
    CommitmentState.SUBMITTED: ("sent", ""),
    CommitmentState.SENT_BACK: ("back", ""),
    CommitmentState.APPROVED: ("info", "pen-line"),
    CommitmentState.SIGNED: ("done", ""),
    CommitmentState.CLOSED: ("idle", "lock"),
}
SORTS = {
    "nhiem-vu": "task_count",
    "cho": "waiting_since",
    "trang-thai": "state",
    "muc-ro": "clarity_percent",
}


@require_safe
def commitment_list(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """All units to those who see all; a unit's people go to their own commitment."""
    found = pages.year(request, code, year)
    if not access.person(request).can(Permission.SEE_ALL_ROWS, found.committee):
        own = list(_visible(request, found).select_related("unit")[:2])
        if len(own) == 1:
            own[0].year = found
            return redirect(href_of(own[0]))
    rows = _sorted(_filtered(request, _visible(request, found)), request.GET.get("sap-xep", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": [_row(row, found) for row in page],
        "is_ranked": "sap-xep" not in request.GET,
        "groups": found.committee.groups.with_units(),
        "states": CommitmentState.choices,
        "chosen_state": request.GET.get("trang-thai", ""),
        "totals": _totals(request, found),
        "clarity": Task.objects.filter(commitment__in=_visible(request, found).values("pk"))
        .to_sign()
        .clarity_percent(),
        "without": _without(request, found),
        "may_record": rules.may_hold_conference(access.person(request), found, clock.today()),
        "may_assign": rules.may_assign_many(access.person(request), found, clock.today()),
    }
    return render(request, "commitments/list.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, and its tasks on a second sheet."""
    found = pages.year(request, code, year)
    access.require(request, Permission.SEE_ALL_ROWS, found.committee)
    full = _filtered(request, _visible(request, found)).prefetch_related(
        "tasks__supports__unit", "tasks__bases"
    )
    rows = _sorted(full, request.GET.get("sap-xep", ""))
    title = f"Bản cam kết năm {found.year} – {found.committee.name}"
    body = sheets.commitments_workbook(title, rows, clock.today())
    return as_download(body, f"cam-ket-{code}-{found.year}.xlsx")


def _visible(request: HttpRequest, found: Year) -> CommitmentQuerySet:
    rows = Commitment.objects.visible_to(access.person(request)).filter(year=found)
    return rows.defer("content")


def _without(request: HttpRequest, found: Year) -> list[Unit]:
    """Units in force without a commitment, for the Office of a year that can still take them."""
    who = access.person(request)
    if found.state not in rules.WRITABLE_YEARS or not who.can(
        Permission.MANAGE_YEAR, found.committee
    ):
        return []
    units = Unit.objects.filter(committee=found.committee).in_force(clock.today())
    return list(units.exclude(commitments__year=found)[:ROWS])


def _filtered(request: HttpRequest, rows: CommitmentQuerySet) -> CommitmentQuerySet:
    """By name without accents (?tim=), group code (?nhom=) and state (?trang-thai=)."""
    if words := search_key(request.GET.get("tim", "")):
        rows = rows.filter(unit__search_key__contains=words)
    if group := nfc(request.GET.get("nhom", "")):
        rows = rows.filter(unit__group__code=group)
    if (state := request.GET.get("trang-thai")) in CommitmentState.values:
        rows = rows.filter(state=state)
    return rows.for_list()


def _sorted(rows: CommitmentQuerySet, wanted: str) -> CommitmentQuerySet | list[Commitment]:
    """By rank; ?sap-xep= by name in Vietnamese order, tasks, waiting or state, "-" for back."""
    back, name = wanted.startswith("-"), wanted.removeprefix("-")
    if name == "ten":
        return sorted(rows, key=lambda row: sort_key(row.unit.short_name), reverse=back)
    if name in SORTS:
        field = F(SORTS[name])
        first = field.desc(nulls_last=True) if back else field.asc(nulls_last=True)
        return rows.order_by(first, "unit__group__rank", "unit__rank", "pk")
    return rows.order_by("unit__group__rank", "unit__group", "unit__rank", "pk")


def _row(row: Any, year: Year) -> dict[str, Any]:
    row.year = year
    tone, icon = TONES[CommitmentState(row.state)]
    since = row.waiting_since
    kinds = [
        f"{count} {TaskKind(kind).label.lower()}"
        for kind in TaskKind.values
        if (count := getattr(row, f"{kind.lower()}_count"))
    ]
    return {
        "commitment": row,
        "unit": row.unit,
        "group": row.unit.group,
        "href": href_of(row),
        "kinds": " · ".join(kinds),
        "tone": tone,
        "icon": icon,
        "waits_for": waits_for(row, clock.today()),
        "waits": (clock.today() - clock.local_date(since)).days if since else None,
    }


def _totals(request: HttpRequest, found: Year) -> dict[str, int]:
    """Counts for the sentence on top, over all units whatever the filter (one query).

    What a unit left unsigned when it ended waits for nobody and is not counted.
    """
    submitted = Q(state=CommitmentState.SUBMITTED)
    return (
        _visible(request, found)
        .living(clock.today())
        .aggregate(
            units=Count("pk"),
            drafts=Count("pk", filter=Q(state=CommitmentState.DRAFT)),
            office=Count("pk", filter=submitted & Q(passed_on_at=None)),
            standing=Count("pk", filter=submitted & Q(passed_on_at__isnull=False)),
            back=Count("pk", filter=Q(state=CommitmentState.SENT_BACK)),
            ready=Count("pk", filter=Q(state=CommitmentState.APPROVED)),
            signed=Count("pk", filter=Q(state__in=SIGNED_STATES)),
        )
    )
