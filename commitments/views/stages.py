"""What was registered in each round, and what became of each task until the signature."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from commitments import access as pages
from commitments.models import (
    Choice,
    Commitment,
    CommitmentRound,
    Suggestion,
    Task,
    TaskKind,
    TaskOrigin,
)
from commitments.models.rounds import Verdict
from commitments.states import SIGNED_STATES, SuggestionState
from commitments.views.changes import Change, Names, changes_of, names_in
from commitments.views.deeds import crumbs, href_of
from commitments.workflow.measures import goal_of_frozen
from commitments.workflow.selection import choices_of, suggestion_content

FATES = {
    Choice.CHOSEN: ("done", "Đưa vào bản ký", ""),
    Choice.NOT_CHOSEN: ("idle", "Không đưa vào bản ký", "circle-x"),
    Choice.UNDECIDED: ("sent", "Chưa chọn", "circle-dashed"),
}
GIVEN = ("info", "Thường trực giao", "corner-down-right")
BACK = ("back", "Trả lại để bổ sung", "")


@dataclass(frozen=True)
class Proposal:
    """A change the Office proposed to a task, with the unit's word on it."""

    state: str
    changes: list[Change]
    comment: str
    answer: str


@dataclass(frozen=True)
class Fate:
    """One registered task: its wording then, and what became of it."""

    number: int
    title: str
    kind: str
    goal: str
    tone: str
    word: str
    icon: str
    reason: str
    comment: str
    proposals: list[Proposal] = field(default_factory=list)


@require_safe
def stages(request: HttpRequest, code: str, year: int, unit: str) -> HttpResponse:
    """Readable by whoever reads the commitment, before and after it is signed."""
    commitment = pages.commitment(request, code, year, unit)
    rounds = list(commitment.rounds.select_related("submitted_by", "decided_by"))[::-1]
    made = _suggestions(commitment)
    kept = [one for round_ in rounds for one in _kept(round_)]
    names = names_in(v for one in [*made, *kept] for v in (one["before"], one["after"]))
    now = choices_of(commitment)
    context = {
        "commitment": commitment,
        "unit": commitment.unit,
        "crumbs": crumbs(commitment),
        "stages": [
            (round_, _fates(round_, until, made, now, names))
            for round_, until in zip(rounds, _ends(rounds), strict=True)
        ],
        "signing": _signing(commitment),
        "is_signed": commitment.state in SIGNED_STATES,
        "cancel_href": href_of(commitment),
    }
    return render(request, "commitments/stages.html", context)


def _suggestions(commitment: Commitment) -> list[dict[str, Any]]:
    """All proposals to tasks that are still rows, oldest first, as plain values with the task's id."""
    rows = Suggestion.objects.filter(task__commitment=commitment).order_by("made_at", "pk")
    return [suggestion_content(one) | {"task": one.task_id} for one in rows]


def _kept(round_: CommitmentRound) -> list[dict[str, Any]]:
    """Proposals to tasks that have left the rows."""
    return [one for entry in round_.choices.values() for one in entry.get("suggestions", ())]


def _ends(rounds: list[CommitmentRound]) -> list[datetime | None]:
    """Until when each round was the latest."""
    return [*(after.submitted_at for after in rounds[1:]), *([None] if rounds else [])]


def _fates(
    round_: CommitmentRound,
    until: datetime | None,
    made: list[dict[str, Any]],
    now: dict[str, dict[str, Any]],
    names: Names,
) -> list[Fate]:
    choices = now if round_.verdict == Verdict.WAITING else round_.choices
    found = []
    for task in round_.content["tasks"]:
        key, entry = _entry(task, choices)
        tone, word, icon = _fate(round_, task, entry)
        proposals = entry.get("suggestions") or [
            one for one in made if str(one["task"]) == key and _is_of(one, round_, until)
        ]
        found.append(
            Fate(
                number=task["number"],
                title=task["title"],
                kind=TaskKind(task["kind"]).label,
                goal=goal_of_frozen(task),
                tone=tone,
                word=word,
                icon=icon,
                reason=entry.get("reason", ""),
                comment=round_.task_comments.get(str(task["number"]), ""),
                proposals=[_proposal(one, names) for one in proposals],
            )
        )
    return found


def _entry(
    task: dict[str, Any], choices: Mapping[str, dict[str, Any]]
) -> tuple[str, dict[str, Any]]:
    """The task's id as text and what was said of it; a round frozen without ids goes by numbers."""
    if "id" in task:
        key = str(task["id"])
        return key, choices.get(key, {})
    same = ((k, one) for k, one in choices.items() if one.get("number") == task["number"])
    return next(same, ("", {}))


def _fate(
    round_: CommitmentRound, task: dict[str, Any], entry: Mapping[str, Any]
) -> tuple[str, str, str]:
    """Tone, word, icon. Rounds approved before choices were kept signed all that was registered."""
    if task["origin"] == TaskOrigin.ASSIGNED:
        return GIVEN
    choice = Choice(entry.get("choice", ""))
    if choice != Choice.UNDECIDED:
        return FATES[choice]
    if round_.verdict == Verdict.ACCEPTED:
        return FATES[Choice.CHOSEN]
    return BACK if round_.verdict == Verdict.SENT_BACK else FATES[choice]


def _is_of(one: dict[str, Any], round_: CommitmentRound, until: datetime | None) -> bool:
    """Proposed while this round was the latest."""
    at = datetime.fromisoformat(one["made_at"])
    return round_.submitted_at <= at and (until is None or at < until)


def _proposal(one: dict[str, Any], names: Names) -> Proposal:
    return Proposal(
        SuggestionState(one["state"]).value,
        changes_of(one["before"], one["after"], names),
        one["comment"],
        one["answer"],
    )


def _signing(commitment: Commitment) -> list[dict[str, Any]]:
    """What is signed: as it was frozen by the signature; before that, as the rows stand."""
    first = commitment.versions.filter(number=0).first()
    content = first.content if first else commitment.content
    if commitment.state in SIGNED_STATES and content:
        tasks: list[dict[str, Any]] = content["tasks"]
        return [_line(n, task["title"], task["origin"]) for n, task in enumerate(tasks, start=1)]
    rows: list[Task] = list(commitment.tasks.to_sign().order_by("number"))
    return [_line(n, task.title, task.origin) for n, task in enumerate(rows, start=1)]


def _line(number: int, title: str, origin: str) -> dict[str, Any]:
    return {"number": number, "title": title, "assigned": origin == TaskOrigin.ASSIGNED}
