"""All proposals of a year: searched, filtered, sorted, counted, taken away as a workbook."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import nfc, quarter_label
from commitments import access as pages
from commitments import periods, sheets
from commitments.forms.answering import OF_UNIT
from commitments.models import Addressee, Proposal, Year
from commitments.models.proposal import RANK, ProposalQuerySet
from commitments.states import ProposalOutcome, ProposalState
from commitments.views import counters
from commitments.views.searching import matching
from units import access
from units.roles import Permission

ROWS = 50
LATE = "CHAM"
OWN, RECEIVED = "cua-don-vi", "gui-den"
UNIT = "report__commitment__unit"
BY_UNIT = (f"{UNIT}__group__rank", f"{UNIT}__rank", "pk")
SORTS: dict[str, tuple[str, ...]] = {
    "han": ("due_on", "pk"),
    "ngay": ("made_at", "pk"),
    "don-vi": BY_UNIT,
    "noi-nhan": ("rank", "addressed_unit__rank", "due_on", "pk"),
    "trang-thai": ("state", "due_on", "pk"),
}
TONES = {
    ProposalState.OPEN: ("sent", "clock"),
    ProposalState.ANSWERED: ("done", ""),
    ProposalState.WITHDRAWN: ("idle", "undo-2"),
}
OUTCOMES = {
    ProposalOutcome.RESOLVED: ("done", ""),
    ProposalOutcome.ADJUSTED: ("info", "file-pen-line"),
    ProposalOutcome.REFUSED: ("back", "x"),
}
# What waits for an answer first, the nearest deadline before the others.
_PLACE = Case(
    When(state=ProposalState.OPEN, then=Value(0)),
    When(state=ProposalState.ANSWERED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@require_safe
def proposals(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """All of the committee to those who see all; a unit's own and those put to it to its people."""
    found = pages.year(request, code, year)
    sees_all = access.person(request).can(Permission.SEE_ALL_ROWS, found.committee)
    mine, asked = _visible(request, found), request.GET
    page = Paginator(_filtered(request, mine), ROWS).get_page(asked.get("trang"))
    by_addressee = list(mine.by_addressee(clock.today()))
    context = {
        "page": page,
        "rows": [row_of(row) for row in page],
        "sees_all": sees_all,
        "totals": _totals(mine),
        "waits": counters.raised(request, access.person(request)),
        "addressees": [_counted(line) for line in by_addressee],
        "groups": found.committee.groups.with_units(),
        "states": [(LATE, "Chậm trả lời"), *ProposalState.choices],
        "quarters": [(str(q), quarter_label(q)) for q in periods.QUARTERS],
        "sides": [(OWN, "Đơn vị kiến nghị"), (RECEIVED, "Gửi đến đơn vị")],
        "asked": {name: asked.get(key, "") for name, key in FILTERS.items()},
        "is_filtered": any(asked.get(key) for key in FILTERS.values()),
    }
    return render(request, "commitments/proposals.html", context)


FILTERS = {
    "words": "tim",
    "state": "trang-thai",
    "to": "noi-nhan",
    "group": "nhom",
    "quarter": "quy",
    "side": "chieu",
}


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, all of its pages; on a second sheet the counts by addressee."""
    found = pages.year(request, code, year)
    mine, today = _visible(request, found), clock.today()
    title = f"Kiến nghị năm {found.year} – {found.committee.name}"
    counts = [_counted(line) for line in mine.by_addressee(today)]
    made = sheets.proposals_workbook(title, _filtered(request, mine), counts, today)
    return as_download(made, f"kien-nghi-{code}-{found.year}.xlsx")


def row_of(row: Proposal) -> dict[str, Any]:
    """A proposal as lists and cards draw it: its badge, its days."""
    tone, icon = TONES[ProposalState(row.state)]
    word, on = row.get_state_display(), clock.today()
    late = row.days_late(on)
    if row.state == ProposalState.ANSWERED:
        tone, icon = OUTCOMES[ProposalOutcome(row.outcome)]
        word = row.get_outcome_display()
    elif row.state == ProposalState.OPEN and late:
        tone, icon, word = "late", "", f"Chậm trả lời {late} ngày"
    return {
        "proposal": row,
        "unit": row.report.commitment.unit,
        "tone": tone,
        "icon": icon,
        "word": word,
        "late": late,
        "left": periods.days_left(on, row.due_on),
    }


def _visible(request: HttpRequest, found: Year) -> ProposalQuerySet:
    return Proposal.objects.visible_to(access.person(request)).of_year(found)


def _filtered(request: HttpRequest, rows: ProposalQuerySet) -> ProposalQuerySet:
    """?tim= without accents, ?trang-thai=, ?noi-nhan=, ?nhom=, ?quy=, ?chieu= (a unit's two sides)."""
    asked, own = request.GET, access.person(request).scope(Permission.SEE_OWN_ROWS).units
    names = ("text", "answer", f"{UNIT}__search_key", "addressed_unit__search_key")
    rows = matching(rows, asked.get("tim", ""), *names)
    if (state := asked.get("trang-thai")) in ProposalState.values:
        rows = rows.filter(state=state)
    elif state == LATE:
        rows = rows.late(clock.today())
    to = nfc(asked.get("noi-nhan", ""))
    if to.startswith(OF_UNIT):
        rows = rows.filter(addressed_unit__code=to.removeprefix(OF_UNIT))
    elif to in Addressee.values:
        rows = rows.filter(addressee=to)
    if group := nfc(asked.get("nhom", "")):
        rows = rows.filter(**{f"{UNIT}__group__code": group})
    if (quarter := asked.get("quy")) in ("1", "2", "3", "4"):
        rows = rows.filter(report__period__quarter=quarter)
    sides = {OWN: Q(report__commitment__unit__in=own), RECEIVED: Q(addressed_unit__in=own)}
    if side := sides.get(asked.get("chieu", "")):
        rows = rows.filter(side)
    return _sorted(rows, asked.get("sap-xep", "")).with_names()


def _sorted(rows: ProposalQuerySet, wanted: str) -> ProposalQuerySet:
    if wanted.removeprefix("-") not in SORTS:
        return rows.order_by(_PLACE, "due_on", "made_at", "pk")
    first, *others = SORTS[wanted.removeprefix("-")]
    rows, field = rows.annotate(rank=RANK), F(first)
    turned = field.desc(nulls_last=True) if wanted[:1] == "-" else field.asc(nulls_last=True)
    return rows.order_by(turned, *others)


def _counted(line: dict[str, Any]) -> dict[str, Any]:
    """One addressee's line, with its name, the list's filter and the mean in days."""
    unit, code = line["unit"], line["code"]
    mean = line["mean"]
    return line | {
        "name": unit or Addressee(line["addressee"]).label,
        "to": f"{OF_UNIT}{code}" if unit else line["addressee"],
        "days": round(mean.total_seconds() / 86_400, 1) if mean is not None else None,
    }


def _totals(rows: ProposalQuerySet) -> dict[str, int]:
    """Counts for the sentence on top, whatever the filter (one query)."""
    waiting = Q(state=ProposalState.OPEN)
    return rows.order_by().aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=clock.today())),
        answered=Count("pk", filter=Q(state=ProposalState.ANSWERED)),
        **{
            name.lower(): Count("pk", filter=Q(state=ProposalState.ANSWERED, outcome=name))
            for name in ProposalOutcome.values
        },
    )
