"""What is open in a unit on a day: the list that a handover freezes, and how each stands later."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from camket.text import nfc, shorten
from commitments import rules
from commitments.models import (
    ActionPoint,
    Amendment,
    Commitment,
    Explanation,
    ProgressReport,
    Proposal,
    Suggestion,
    Support,
    Task,
    TaskProgress,
    in_force,
)
from commitments.states import (
    SIGNED_STATES,
    ActionState,
    AmendmentState,
    CommitmentState,
    ExplanationState,
    InspectionState,
    ProposalState,
    ReportState,
    SuggestionState,
)
from units.models import Person, Unit

LONGEST = 200  # characters of a wording or a comment in the list
GONE = "Không còn"
WISHED = "Đang đề nghị hỗ trợ"


@dataclass(frozen=True)
class Item:
    """One open thing: ``state`` in words on the day, ``note`` what to mend or do; ``id`` its row."""

    kind: str
    id: int
    label: str
    state: str
    href: str
    due_on: str | None = None
    note: str = ""


def open_items(unit: Unit, leaver: Person, on: date) -> list[dict[str, Any]]:
    """Everything open in the unit, and in those it carries on: plain values, in a fixed order."""
    units = [unit.pk, *(one.pk for one in unit.carries.all() if one.is_carried(on))]
    kinds: tuple[Callable[[Collection[int], Person, date], Iterator[Item]], ...] = (
        _registrations, _reports, _suggestions, _supports, _amendments, _actions, _owned, _wishes,
        _explanations, _received,
    )  # fmt: skip
    return [asdict(item) for kind in kinds for item in kind(units, leaver, on)]


def states_now(items: Iterable[dict[str, Any]]) -> list[str]:
    """How each stands today, in words, in their order (one query a kind)."""
    items = list(items)
    known = {kind: _states(kind, [i["id"] for i in items if i["kind"] == kind]) for kind in _ROWS}
    return [known.get(item["kind"], {}).get(item["id"], GONE) for item in items]


def _registrations(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    rows = Commitment.objects.filter(unit__in=units, year__state__in=rules.WRITABLE_YEARS)
    rows = rows.living(on).exclude(state__in=SIGNED_STATES).prefetch_related("rounds")
    for row in rows.select_related("year__committee", "unit").order_by("year__year", "pk"):
        last = row.rounds.first()
        back = last is not None and row.state == CommitmentState.SENT_BACK
        due_on = row.year.registration_due_on
        yield Item(
            "registration", row.pk, f"{row}", row.get_state_display(), _of(row),
            due_on.isoformat() if due_on else None, _said(last) if back else "",
        )  # fmt: skip


def _reports(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    rows = ProgressReport.objects.with_names().filter(
        commitment__unit__in=units, commitment__state=CommitmentState.SIGNED
    )
    rows = rows.exclude(state=ReportState.ACCEPTED).defer("commitment__content")
    for row in rows.prefetch_related("rounds").order_by("period__due_on", "pk"):
        last = row.rounds.first()
        back = last is not None and row.state == ReportState.SENT_BACK
        unit = row.commitment.unit
        href = f"{_year(row.commitment)}bao-cao/{unit.code}/quy-{row.period.quarter}/"
        yield Item(
            "report", row.pk, str(row), row.get_state_display(), href,
            row.period.due_on.isoformat(), _said(last) if back else "",
        )  # fmt: skip


def _suggestions(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    rows = Suggestion.objects.filter(
        task__commitment__unit__in=units, state=SuggestionState.OPEN
    ).select_related("task__commitment__year__committee", "task__commitment__unit")
    for row in rows.order_by("made_at", "pk"):
        label = f"Văn phòng đề nghị sửa {_short(str(row.task))}"
        yield Item(
            "suggestion", row.pk, label, row.get_state_display(), _of(row.task.commitment),
            note=_short(row.comment),
        )  # fmt: skip


def _supports(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    rows = Support.objects.to_answer().filter(
        unit__in=units, task__commitment__year__year__gte=on.year
    )
    rows = rows.select_related("task__commitment__year__committee", "task__commitment__unit")
    for row in rows.order_by("task__commitment", "task__number", "pk"):
        lead = row.task.commitment
        label = f"Phối hợp với {lead.unit.short_name}: {_short(row.task.title)}"
        yield Item("support", row.pk, label, row.get_state_display(), f"{_year(lead)}phoi-hop/")


def _amendments(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    living = (AmendmentState.DRAFT, AmendmentState.PROPOSED)
    rows = Amendment.objects.filter(commitment__unit__in=units, state__in=living)
    rows = rows.select_related("commitment__year__committee", "commitment__unit")
    for row in rows.order_by("drafted_at", "pk"):
        label = f"Đề nghị điều chỉnh bản cam kết năm {row.commitment.year.year}"
        yield Item(
            "amendment", row.pk, label, row.get_state_display(), _of(row.commitment),
            note=_short(row.reason),
        )  # fmt: skip


def _actions(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    """What must still be mended after inspections, of whichever year."""
    rows = ActionPoint.objects.with_names().filter(
        finding__inspection__commitment__unit__in=units,
        finding__inspection__state=InspectionState.DONE,
        state=ActionState.OPEN,
    )
    for row in rows.order_by("due_on", "pk"):
        href = f"{_year(row.finding.inspection.commitment)}kiem-tra/khac-phuc/{row.pk}/"
        yield Item(
            "action", row.pk, f"Khắc phục sau kiểm tra: {_short(row.text)}",
            row.get_state_display(), href, row.due_on.isoformat(), _short(row.verified_note),
        )  # fmt: skip


def _owned(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    """Tasks whose one named person is the leaver: after signing only an amendment changes that.

    Those of a year that is over stay as they were signed.
    """
    rows = Task.objects.filter(commitment__unit__in=units, commitment__year__year__gte=on.year)
    rows = rows.in_force(on).to_sign()
    rows = rows.exclude(commitment__state=CommitmentState.CLOSED)
    name = nfc(leaver.full_name).casefold()
    for row in _with_year(rows).order_by("commitment__year__year", "commitment", "number"):
        if nfc(row.owner_name).strip().casefold() != name:
            continue
        signed = row.commitment.state in SIGNED_STATES
        yield Item(
            "owner", row.pk, _short(str(row)), f"Phụ trách: đ/c {row.owner_name}",
            _of(row.commitment), row.due_on.isoformat() if row.due_on else None,
            "Đề nghị điều chỉnh người phụ trách" if signed else "Ghi lại người phụ trách",
        )  # fmt: skip


def _wishes(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    """Tasks for which the unit has said early that it needs help, in its newest report."""
    rows = TaskProgress.objects.filter(
        report__commitment__unit__in=units, report__commitment__state=CommitmentState.SIGNED
    ).filter(in_force(on, "task__"))
    rows = rows.select_related("task__commitment__year__committee", "task__commitment__unit")
    newest = {row.task_id: row for row in rows.order_by("report__period__quarter", "pk")}
    for row in newest.values():
        if row.needs_support_since is not None:
            yield Item(
                "wish", row.pk, f"Đề nghị hỗ trợ: {_short(row.task.title)}", WISHED,
                _of(row.task.commitment), note=_short(row.difficulties),
            )  # fmt: skip


def _explanations(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    """What the unit is asked to explain and has not answered."""
    rows = Explanation.objects.with_names().filter(
        commitment__unit__in=units, state=ExplanationState.OPEN
    )
    for row in rows.order_by("due_on", "pk"):
        href = f"{_year(row.commitment)}kien-nghi/giai-trinh/{row.pk}/"
        yield Item(
            "explanation", row.pk, f"Giải trình: {_short(row.about)}", row.get_state_display(),
            href, row.due_on.isoformat(), _short(row.question),
        )  # fmt: skip


def _received(units: Collection[int], leaver: Person, on: date) -> Iterator[Item]:
    """Proposals of other units that are put to this one and wait for its answer."""
    rows = Proposal.objects.with_names().filter(addressed_unit__in=units, state=ProposalState.OPEN)
    for row in rows.order_by("due_on", "pk"):
        made = row.report.commitment
        label = f"Trả lời kiến nghị của {made.unit.short_name}"
        yield Item(
            "proposal", row.pk, label, row.get_state_display(),
            f"{_year(made)}kien-nghi/{row.pk}/", row.due_on.isoformat(), _short(row.text),
        )  # fmt: skip


_ROWS: dict[str, QuerySet[Any]] = {
    "registration": Commitment.objects.defer("content"),
    "report": ProgressReport.objects.all(),
    "suggestion": Suggestion.objects.all(),
    "support": Support.objects.all(),
    "amendment": Amendment.objects.defer("base", "tasks", "content"),
    "action": ActionPoint.objects.all(),
    "owner": Task.objects.all(),
    "wish": TaskProgress.objects.all(),
    "explanation": Explanation.objects.all(),
    "proposal": Proposal.objects.all(),
}


def _states(kind: str, ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    return {row.pk: _state(kind, row) for row in _ROWS[kind].filter(pk__in=ids)}


def _state(kind: str, row: Any) -> str:
    if kind == "owner":
        return f"Phụ trách: đ/c {row.owner_name}" if row.owner_name else "Chưa có người phụ trách"
    if kind == "wish":
        return WISHED if row.needs_support_since else "Không còn đề nghị hỗ trợ"
    return str(row.get_state_display())


def _with_year(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.select_related("commitment__year__committee", "commitment__unit").defer(
        "commitment__content"
    )


def _said(last: Any) -> str:
    """What was said when it was sent back: of the whole, then of each task."""
    points = sorted(last.task_comments.items(), key=lambda point: int(point[0]))
    words = [last.comment, *(f"Nhiệm vụ {number}: {said}" for number, said in points)]
    return _short(" ".join(word for word in words if word))


def _of(commitment: Commitment) -> str:
    return f"{_year(commitment)}cam-ket/{commitment.unit.code}/"


def _year(commitment: Commitment) -> str:
    return f"/{commitment.year.committee.code}/{commitment.year.year}/"


def _short(words: str) -> str:
    return shorten(words, LONGEST)
