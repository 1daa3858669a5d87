"""What was assigned to many units in one deed: who has it, and how it stands."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, F, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import search_key, sort_key
from commitments import access as pages
from commitments import rules, sheets
from commitments.models import Commitment, Task, TaskOrigin, Year, with_progress
from commitments.models.commitment import CommitmentQuerySet
from commitments.models.task import TaskQuerySet
from commitments.states import CommitmentState
from commitments.views.deeds import href_of, href_of_year
from units import access
from units.models import Person
from units.roles import Permission

PAGE = 50
SORTS = {"dau-ky": "baseline", "chi-tieu": "target", "han": "due_on"}


@require_safe
def batch(request: HttpRequest, code: str, year: int, batch: UUID) -> HttpResponse:
    """The units that were given one task in one deed: numbers, day, state, progress."""
    found = pages.year(request, code, year)
    access.require(request, Permission.SEE_ALL_ROWS, found.committee)
    everyone = _of_batch(access.person(request), found, batch)
    first = everyone.first()
    if first is None:
        raise Http404
    rows = _filtered(request, everyone)
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    for row in page:
        row.commitment.year = found
    context = {
        "first": first,
        "page": page,
        "rows": [(row, href_of(row.commitment)) for row in page],
        "total": everyone.count(),
        "states": CommitmentState.choices,
        "chosen_state": request.GET.get("trang-thai", ""),
        "may_assign": rules.may_assign_many(access.person(request), found, clock.today()),
        "batch": batch,
        "crumbs": [(href_of_year(found, "commitment_list"), "Bản cam kết")],
    }
    return render(request, "commitments/batch.html", context)


@require_safe
def batch_workbook(request: HttpRequest, code: str, year: int, batch: UUID) -> HttpResponse:
    """The same lines, as filtered."""
    found = pages.year(request, code, year)
    access.require(request, Permission.SEE_ALL_ROWS, found.committee)
    everyone = _of_batch(access.person(request), found, batch)
    first = everyone.first()
    if first is None:
        raise Http404
    body = sheets.batch_workbook(first.title[:200], _filtered(request, everyone))
    return as_download(body, f"nhiem-vu-giao-{code}-{found.year}.xlsx")


def _visible(me: Person, year: Year) -> CommitmentQuerySet:
    return Commitment.objects.visible_to(me).filter(year=year)


def batches_of(me: Person, year: Year) -> list[dict[str, Any]]:
    """Earlier batches of the year, the newest first: what, to how many."""
    rows = Task.objects.filter(commitment__in=_visible(me, year), batch__isnull=False)
    found = rows.values("batch").annotate(units=Count("pk"), title=Min("title"), newest=Min("pk"))
    return [
        one | {"href": batch_href(year, one["batch"])} for one in found.order_by("-newest")[:PAGE]
    ]


def _of_batch(me: Person, year: Year, batch: UUID) -> TaskQuerySet:
    tasks = Task.objects.filter(
        commitment__in=_visible(me, year), batch=batch, origin=TaskOrigin.ASSIGNED
    )
    return (
        with_progress(tasks)
        .select_related("commitment__unit__group")
        .defer("commitment__content")
        .order_by(
            "commitment__unit__group__rank", "commitment__unit__group",
            "commitment__unit__rank", "pk",
        )
    )  # fmt: skip


def _filtered(request: HttpRequest, rows: TaskQuerySet) -> TaskQuerySet | list[Task]:
    """By name without accents (?tim=) and state of the commitment (?trang-thai=)."""
    if words := search_key(request.GET.get("tim", "")):
        rows = rows.filter(commitment__unit__search_key__contains=words)
    if (state := request.GET.get("trang-thai")) in CommitmentState.values:
        rows = rows.filter(commitment__state=state)
    return _sorted(rows, request.GET.get("sap-xep", ""))


def _sorted(rows: TaskQuerySet, wanted: str) -> TaskQuerySet | list[Task]:
    """By rank; ?sap-xep= by name in Vietnamese order, number or day, "-" for back."""
    back, name = wanted.startswith("-"), wanted.removeprefix("-")
    if name == "ten":
        return sorted(rows, key=lambda row: sort_key(row.commitment.unit.short_name), reverse=back)
    if name in SORTS:
        field = F(SORTS[name])
        first = field.desc(nulls_last=True) if back else field.asc(nulls_last=True)
        return rows.order_by(first, "commitment__unit__group__rank", "commitment__unit__rank", "pk")
    return rows


def batch_href(year: Year, batch: UUID) -> str:
    """The address of a batch."""
    return href_of_year(year, "batch", batch=batch)
