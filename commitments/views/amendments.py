"""All amendments of a year: searched, filtered, sorted, counted, taken away as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import search_key, sort_key
from commitments import access as pages
from commitments import rules, sheets
from commitments.models import Amendment, Commitment, Year
from commitments.models.amendment import AmendmentQuerySet
from commitments.states import AmendmentState, CommitmentState, YearState
from commitments.views.comparing import moment
from commitments.views.deciding import TONES, href_of_amendment
from commitments.views.deeds import href_of
from commitments.workflow.amending import counts_of
from units import access
from units.roles import Permission

ROWS = 50
# What waits for a decision first, then what is being written, then what was decided.
_PLACE = Case(
    When(state=AmendmentState.PROPOSED, then=Value(0)),
    When(state=AmendmentState.DRAFT, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@require_safe
def amendments(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The unit's own to its people, all units' to those who see all."""
    found = pages.year(request, code, year)
    who = access.person(request)
    rows = _sorted(_filtered(request, _visible(request, found)), request.GET.get("sap-xep", ""))
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    own = Commitment.objects.visible_to(who).filter(year=found).select_related("unit")
    units = who.scope(Permission.DRAFT_AMENDMENT).units
    context = {
        "page": page,
        "rows": [_row(row, found) for row in page],
        "states": AmendmentState.choices,
        "chosen_state": request.GET.get("trang-thai", ""),
        "totals": _totals(request, found),
        "last_day": rules.amend_until(found),
        "is_open": clock.today() <= rules.amend_until(found) and found.state == YearState.IN_FORCE,
        "may_start": [
            (one.unit.short_name, _start_href(one, found))
            for one in own.filter(unit__in=units, state=CommitmentState.SIGNED).defer("content")
        ],
        "sees_all": who.can(Permission.SEE_ALL_ROWS, found.committee),
    }
    return render(request, "commitments/amendments.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered."""
    found = pages.year(request, code, year)
    rows = _sorted(_filtered(request, _visible(request, found)), request.GET.get("sap-xep", ""))
    lines = [_line(_row(row, found)) for row in rows]
    title = f"Điều chỉnh cam kết năm {found.year} – {found.committee.name}"
    return as_download(sheets.amendments_workbook(title, lines), f"dieu-chinh-{code}-{year}.xlsx")


def _visible(request: HttpRequest, found: Year) -> AmendmentQuerySet:
    rows = Amendment.objects.visible_to(access.person(request)).filter(commitment__year=found)
    return rows.select_related("commitment__unit__group", "proposed_by", "decided_by").defer(
        "commitment__content"
    )


def _filtered(request: HttpRequest, rows: AmendmentQuerySet) -> AmendmentQuerySet:
    """By the unit's name without accents (?tim=) and by state (?trang-thai=)."""
    if words := search_key(request.GET.get("tim", "")):
        rows = rows.filter(commitment__unit__search_key__contains=words)
    if (state := request.GET.get("trang-thai")) in AmendmentState.values:
        rows = rows.filter(state=state)
    return rows


def _sorted(rows: AmendmentQuerySet, wanted: str) -> AmendmentQuerySet | list[Amendment]:
    """What waits first; ?sap-xep= by unit, state or day, "-" for back."""
    back, name = wanted.startswith("-"), wanted.removeprefix("-")
    if name == "ten":
        key = {row: sort_key(row.commitment.unit.short_name) for row in rows}
        return sorted(rows, key=lambda row: key[row], reverse=back)
    day = F("proposed_at").desc(nulls_last=True) if back else F("proposed_at").asc(nulls_last=True)
    if name == "ngay":
        return rows.order_by(day, "pk")
    if name == "trang-thai":
        return rows.order_by(f"{'-' if back else ''}state", "pk")
    return rows.order_by(_PLACE, F("proposed_at").desc(nulls_last=True), "-drafted_at", "pk")


def _row(row: Amendment, year: Year) -> dict[str, Any]:
    row.commitment.year = year
    tone, icon = TONES[AmendmentState(row.state)]
    changed, added, withdrawn = counts_of(row)
    words = [
        f"{count} {word}"
        for count, word in ((changed, "sửa"), (added, "bổ sung"), (withdrawn, "rút"))
        if count
    ]
    return {
        "amendment": row,
        "unit": row.commitment.unit,
        "href": href_of_amendment(row),
        "name": row.name,
        "what": " · ".join(words),
        "moment": moment(max(row.moment.values(), default=0)),
        "tone": tone,
        "icon": icon,
        "waits": (clock.today() - clock.local_date(row.proposed_at)).days
        if row.proposed_at and row.decided_at is None
        else None,
    }


def _line(row: dict[str, Any]) -> list[Any]:
    made = row["amendment"]
    return [
        row["unit"].group.short_name,
        row["unit"].short_name,
        row["name"],
        made.get_state_display(),
        row["what"],
        made.reason,
        clock.local_date(made.proposed_at) if made.proposed_at else None,
        row["moment"],
        clock.local_date(made.decided_at) if made.decided_at else None,
        str(made.decided_by or ""),
        made.comment,
    ]


def _totals(request: HttpRequest, found: Year) -> dict[str, int]:
    """Counts for the sentence on top, whatever the filter (one query)."""
    rows = Amendment.objects.visible_to(access.person(request)).filter(commitment__year=found)
    return rows.aggregate(
        all=Count("pk"),
        **{state.lower(): Count("pk", filter=Q(state=state)) for state in AmendmentState.values},
    )


def _start_href(commitment: Commitment, year: Year) -> str:
    commitment.year = year
    return href_of(commitment, "amend")
