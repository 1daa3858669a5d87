"""All requests to explain of a year: searched, filtered, sorted, counted, as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import nfc
from commitments import access as pages
from commitments import periods, sheets
from commitments.models import Explanation, Year
from commitments.models.explanation import ExplanationQuerySet
from commitments.states import ExplanationState
from commitments.views import counters
from commitments.views.searching import matching
from units import access
from units.roles import Permission

ROWS = 50
LATE = "CHAM"
UNIT = "commitment__unit"
SORTS: dict[str, tuple[str, ...]] = {
    "han": ("due_on", "pk"),
    "ngay": ("asked_at", "pk"),
    "don-vi": (f"{UNIT}__group__rank", f"{UNIT}__rank", "due_on", "pk"),
    "trang-thai": ("state", "due_on", "pk"),
}
TONES = {
    ExplanationState.OPEN: ("sent", "clock"),
    ExplanationState.ANSWERED: ("done", ""),
    ExplanationState.WITHDRAWN: ("idle", "undo-2"),
}
_PLACE = Case(
    When(state=ExplanationState.OPEN, then=Value(0)),
    When(state=ExplanationState.ANSWERED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@require_safe
def explanations(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The unit's own to its people, all units' to those who see all."""
    found = pages.year(request, code, year)
    mine, asked = _visible(request, found), request.GET
    page = Paginator(_filtered(request, mine), ROWS).get_page(asked.get("trang"))
    context = {
        "page": page,
        "rows": [row_of(row) for row in page],
        "sees_all": access.person(request).can(Permission.SEE_ALL_ROWS, found.committee),
        "totals": _totals(mine),
        "waits": counters.raised(request, access.person(request)),
        "groups": found.committee.groups.with_units(),
        "states": [(LATE, "Chậm trả lời"), *ExplanationState.choices],
        "asked": {
            "words": asked.get("tim", ""),
            "state": asked.get("trang-thai", ""),
            "group": asked.get("nhom", ""),
        },
        "is_filtered": any(asked.get(name) for name in ("tim", "trang-thai", "nhom")),
    }
    return render(request, "commitments/explanations.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, all of its pages."""
    found = pages.year(request, code, year)
    title = f"Giải trình năm {found.year} – {found.committee.name}"
    rows = _filtered(request, _visible(request, found))
    made = sheets.explanations_workbook(title, rows, clock.today())
    return as_download(made, f"giai-trinh-{code}-{found.year}.xlsx")


def row_of(row: Explanation) -> dict[str, Any]:
    """A request as lists and cards draw it: its badge, its days."""
    tone, icon = TONES[ExplanationState(row.state)]
    word, on = row.get_state_display(), clock.today()
    late = row.days_late(on)
    if late and row.state == ExplanationState.OPEN:
        tone, icon, word = "late", "", f"Chậm trả lời {late} ngày"
    return {
        "explanation": row,
        "unit": row.commitment.unit,
        "tone": tone,
        "icon": icon,
        "word": word,
        "late": late,
        "left": periods.days_left(on, row.due_on),
    }


def _visible(request: HttpRequest, found: Year) -> ExplanationQuerySet:
    return Explanation.objects.visible_to(access.person(request)).of_year(found)


def _filtered(request: HttpRequest, rows: ExplanationQuerySet) -> ExplanationQuerySet:
    """?tim= without accents, ?trang-thai=, ?nhom=."""
    asked = request.GET
    rows = matching(rows, asked.get("tim", ""), "about", "question", f"{UNIT}__search_key")
    if (state := asked.get("trang-thai")) in ExplanationState.values:
        rows = rows.filter(state=state)
    elif state == LATE:
        rows = rows.late(clock.today())
    if group := nfc(asked.get("nhom", "")):
        rows = rows.filter(**{f"{UNIT}__group__code": group})
    wanted = asked.get("sap-xep", "")
    rows = rows.with_names()
    if wanted.removeprefix("-") not in SORTS:
        return rows.order_by(_PLACE, "due_on", "asked_at", "pk")
    first, *others = SORTS[wanted.removeprefix("-")]
    turned = F(first).desc() if wanted[:1] == "-" else F(first).asc()
    return rows.order_by(turned, *others)


def _totals(rows: ExplanationQuerySet) -> dict[str, int]:
    """Counts for the sentence on top, whatever the filter (one query)."""
    waiting = Q(state=ExplanationState.OPEN)
    return rows.order_by().aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=clock.today())),
        answered=Count("pk", filter=Q(state=ExplanationState.ANSWERED)),
    )
