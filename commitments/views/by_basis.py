"""A year's tasks by the resolution or conclusion they rest on, those without any at the end."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import clock
from camket.sheets import as_download
from camket.text import nfc, search_key
from commitments import access as pages
from commitments import sheets
from commitments.models import LegalBasis, Task, TaskProgress, Year
from commitments.progress import Status
from commitments.states import SIGNED_STATES, ReportState
from commitments.views.deeds import href_of
from units.access import person
from units.roles import Permission

ROWS = 50
DONE, LATE, DOING, NEW, UNSIGNED = "xong", "cham", "dang", "chua", "chua-ky"
# (value in the address, words, tone of the badge, icon)
STANDINGS = (
    (DONE, "Hoàn thành", "done", ""),
    (LATE, "Chậm", "late", ""),
    (DOING, "Đang thực hiện", "info", "arrow-right"),
    (NEW, "Chưa có kết quả", "idle", ""),
    (UNSIGNED, "Chưa ký", "idle", ""),
)
WORDS = {value: (word, tone, icon) for value, word, tone, icon in STANDINGS}
PLACES = ("task__commitment__unit__group__rank", "task__commitment__unit__rank",
          "task__commitment_id", "task__number")  # fmt: skip
ORDERS = {"": PLACES, "han": ("task__due_on", *PLACES)}


class Key(NamedTuple):
    """One line before it is drawn: a task under a document (None: under none)."""

    basis: int | None
    task: int
    standing: str
    text: str


@dataclass
class Line:
    """One task under one document."""

    task: Task
    href: str
    word: str
    tone: str
    icon: str


@dataclass
class Block:
    """A document with its lines on this page, and counts over the whole list."""

    basis: LegalBasis | None
    of_year: bool
    total: int
    done: int
    late: int
    lines: list[Line] = field(default_factory=list)


@require_safe
def by_basis(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Readers: the whole committee. A unit's people: their own tasks."""
    found = pages.year(request, code, year)
    keys = _keys(request, found)
    per_page = max(len(keys), 1) if "toan_bo" in request.GET else ROWS
    page = Paginator(keys, per_page).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "blocks": _blocks(list(page), keys, found),
        "tasks": len({key.task for key in keys}),
        "documents": len({key.basis for key in keys if key.basis}),
        "without": sum(key.basis is None for key in keys),
        "groups": found.committee.groups.with_units(),
        "sees_all": person(request).can(Permission.SEE_ALL_ROWS, found.committee),
        "standings": [(value, word) for value, word, _, _ in STANDINGS],
        "chosen": request.GET.get("tinh-hinh", ""),
        "order": request.GET.get("sap-xep", ""),
        "is_filtered": any(request.GET.get(name) for name in ("tim", "nhom", "tinh-hinh")),
    }
    return render(request, "commitments/by_basis.html", context)


@require_safe
def workbook(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """The list as filtered, all of its pages."""
    found = pages.year(request, code, year)
    keys = _keys(request, found)
    title = f"Nhiệm vụ năm {found.year} theo nghị quyết, kết luận – {found.committee.name}"
    made = sheets.by_basis_workbook(title, _cells(_blocks(keys, keys, found)))
    return as_download(made, f"theo-can-cu-{code}-{found.year}.xlsx")


def _tasks(request: HttpRequest, year: Year) -> QuerySet[Task]:
    """The tasks this person may read, as they are to be done today."""
    rows = Task.objects.visible_to(person(request)).filter(commitment__year=year)
    if group := nfc(request.GET.get("nhom", "")):
        rows = rows.filter(commitment__unit__group__code=group)
    return rows.to_sign().in_force(clock.today())


def _judged() -> Subquery:
    """The verdict on the outer row's task in its newest accepted report; null before the first."""
    accepted = TaskProgress.objects.filter(
        task=OuterRef("task"), report__state=ReportState.ACCEPTED
    ).order_by("-report__period__quarter")
    return Subquery(accepted.values("judged_status")[:1])


def _keys(request: HttpRequest, year: Year) -> list[Key]:
    """All lines that match ?tim=, ?nhom= and ?tinh-hinh=, in their order (four light queries).

    The year's own documents first, then the others by day of issue, newest first; at the end the
    tasks that rest on none.
    """
    tasks, on = _tasks(request, year), clock.today()
    own = set(year.bases.values_list("pk", flat=True))
    order = ORDERS.get(request.GET.get("sap-xep", ""), PLACES)
    pairs = (
        Task.bases.through.objects.filter(task__in=tasks)
        .annotate(judged=_judged())
        .order_by(
            F("legalbasis__issued_on").desc(nulls_last=True), "legalbasis__number", "legalbasis",
            *order,
        )
    )  # fmt: skip
    facts = (
        "task_id", "judged", "task__due_on", "task__commitment__state", "task__title",
        "task__commitment__unit__search_key",
    )  # fmt: skip
    found = list(pairs.values_list("legalbasis_id", *facts, "legalbasis__search_key"))
    found.sort(key=lambda row: row[0] not in own)
    return [key for key in (*_read(found, on), *_bare(tasks, order, on)) if _matches(request, key)]


def _bare(tasks: QuerySet[Task], order: Sequence[str], on: date) -> Iterator[Key]:
    """Tasks that rest on no document of the register."""
    rows = (
        tasks.filter(bases=None)
        .annotate(task=F("pk"))
        .annotate(judged=_judged())
        .order_by(*(name.removeprefix("task__") for name in order))
    )
    yield from _read(
        (
            (None, pk, judged, due, state, title, unit, "")
            for pk, judged, due, state, title, unit in rows.values_list(
                "pk", "judged", "due_on", "commitment__state", "title",
                "commitment__unit__search_key",
            )
        ),
        on,
    )  # fmt: skip


def _read(rows: Iterable[Sequence[Any]], on: date) -> Iterator[Key]:
    for basis, task, judged, due_on, state, title, unit, document in rows:
        standing = _standing(judged, due_on, on, signed=state in SIGNED_STATES)
        yield Key(basis, task, standing, f"{search_key(title)} {unit} {document}")


def _standing(judged: str | None, due_on: date | None, on: date, *, signed: bool) -> str:
    """As the figures count: done by verdict; late past the due day; only of what is signed."""
    if not signed:
        return UNSIGNED
    if judged == Status.DONE:
        return DONE
    if due_on and due_on < on:
        return LATE
    return DOING if judged else NEW


def _matches(request: HttpRequest, key: Key) -> bool:
    wanted = request.GET.get("tinh-hinh", "")
    words = search_key(request.GET.get("tim", "")).split()
    return (wanted not in WORDS or key.standing == wanted) and all(w in key.text for w in words)


def _blocks(shown: list[Key], keys: list[Key], year: Year) -> list[Block]:
    """The lines drawn under their documents (a constant number of queries)."""
    tasks = (
        Task.objects.select_related("commitment__unit__group", "commitment__year__committee")
        .defer("commitment__content")
        .in_bulk([key.task for key in shown])
    )
    documents = LegalBasis.objects.in_bulk([key.basis for key in shown if key.basis])
    of_year = set(year.bases.values_list("pk", flat=True))
    blocks: dict[int | None, Block] = {}
    for key in shown:
        block = blocks.get(key.basis)
        if block is None:
            mine = [one.standing for one in keys if one.basis == key.basis]
            block = blocks[key.basis] = Block(
                basis=documents[key.basis] if key.basis else None,
                of_year=key.basis in of_year,
                total=len(mine),
                done=mine.count(DONE),
                late=mine.count(LATE),
            )
        word, tone, icon = WORDS[key.standing]
        task = tasks[key.task]
        task.commitment.year = year
        block.lines.append(Line(task, href_of(task.commitment), word, tone, icon))
    return list(blocks.values())


def _cells(blocks: list[Block]) -> Iterator[Sequence[Any]]:
    for block in blocks:
        for line in block.lines:
            task, unit = line.task, line.task.commitment.unit
            yield (
                block.basis.cited if block.basis else "Không ghi văn bản trong danh mục",
                unit.group.short_name,
                unit.short_name,
                task.number,
                task.title,
                task.get_kind_display(),
                task.owner,
                task.due_on,
                line.word,
            )
