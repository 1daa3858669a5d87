"""Two rounds of one report beside each other: every answer that changed, word by word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from camket.text import format_date
from commitments import access, quality
from commitments.comparison import (
    NEW,
    OLD,
    SAME,
    AnswerChange,
    FieldChange,
    Plain,
    compare_rounds,
    word_diff,
)
from commitments.comparison.words import Piece
from commitments.models import Addressee, ProgressReport, Submission
from commitments.progress import Status, value_label
from commitments.views import sections
from commitments.views.filing import frame
from commitments.workflow.measuring import facts_of_frozen

LABELS = {
    "highlights": "Kết quả nổi bật",
    "difficulties": "Khó khăn, vướng mắc",
    "proposals": "Kiến nghị, đề xuất",
    "status": "Trạng thái",
    "done_milestones": "Mốc đã hoàn thành",
    "changed": quality.CHANGED,
    "addressee": "Kiến nghị với",
    "addressed_unit": "Đơn vị nhận kiến nghị",
    "wanted_by": "Cần trả lời trước ngày",
    "evidence": "Minh chứng",
    "needs_support_since": "Cần hỗ trợ",
    "nothing_new": "Không phát sinh",
}
NO_PROMISE: Plain = {}  # of the general part
DAYS = ("wanted_by", "needs_support_since")
LISTS = ("done_milestones", "evidence")
TEXTS = ("highlights", "difficulties", "proposals", "changed")


@dataclass(frozen=True)
class Line:
    """One answer that changed: its name, and both wordings as pieces (same | old | new)."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class TaskLines:
    """One task: what changed of it, and what the Office had said of it in the older round.

    ``only``: in words, when one of the two rounds does not have the task.
    """

    number: int
    title: str
    lines: list[Line]
    comment: str
    only: str = ""
    reworded: bool = False


@never_cache
@require_safe
def two_rounds(request: HttpRequest, code: str, year: int, unit: str, quarter: int) -> HttpResponse:
    """?cu= and ?moi= are numbers of rounds; without them the newest and the one before it."""
    report = access.report(request, code, year, unit, quarter)
    old, new, numbers = _pair(request, report)
    context = frame(request, report) | {"old": old, "new": new, "numbers": numbers}
    if old and new:
        found = compare_rounds(old.content, new.content)
        context |= {
            "count": found.count,
            "general": [_line(one) for one in found.general],
            "tasks": [_task(one, old) for one in found.tasks],
        }
    return render(request, "commitments/quarter/two_rounds.html", context)


def _pair(
    request: HttpRequest, report: ProgressReport
) -> tuple[Submission | None, Submission | None, list[int]]:
    """The older and the newer of two rounds, and the numbers of all; None where there is none."""
    rounds = {made.number: made for made in report.rounds.select_related("submitted_by")}
    numbers = sorted(rounds)
    newest = numbers[-1] if numbers else 0
    new = _asked(request, "moi", rounds) or newest
    old = _asked(request, "cu", rounds) or max((n for n in numbers if n < new), default=0)
    first, second = sorted((old, new))
    return rounds.get(first if first != second else 0), rounds.get(second), numbers


def _asked(request: HttpRequest, name: str, rounds: dict[int, Submission]) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked in {str(number) for number in rounds} else 0


def _task(change: AnswerChange, old: Submission) -> TaskLines:
    promise = change.promise
    only = "" if change.old and change.new else "lần nộp trước" if change.old else "lần nộp sau"
    return TaskLines(
        number=promise["number"],
        title=promise["title"],
        lines=[_line(one, promise, old.content["year"]) for one in change.fields],
        comment=old.task_comments.get(str(promise["number"]), ""),
        only=only,
        reworded=change.reworded,
    )


def _line(change: FieldChange, promise: Plain = NO_PROMISE, year: int = 0) -> Line:
    """Texts word by word, lists item by item, everything else as one word for another."""
    name, old, new = change.field, change.old, change.new
    if name in TEXTS:
        pieces = word_diff(old or "", new or "")
    elif name in LISTS:
        pieces = _items(_names(name, old, promise), _names(name, new, promise))
    else:
        pair = ((OLD, _word(name, old, promise)), (NEW, _word(name, new, promise)))
        pieces = _spaced([(kind, word) for kind, word in pair if word])
    if name == "actual":
        return Line(value_label(facts_of_frozen(dict(promise), (), year)), pieces)
    return Line(LABELS[name], pieces)


def _word(name: str, value: Any, promise: Plain) -> str:
    if not value:
        return ""
    if name == "status":
        return Status(value).label
    if name == "actual":
        return sections.amount(value, promise["unit_of_measure"])
    if name == "addressee":
        return Addressee(value).label
    if name in DAYS:
        return format_date(date.fromisoformat(value))
    return "Có" if value is True else str(value)


def _names(name: str, value: Any, promise: Plain) -> list[str]:
    if name == "evidence":
        return [file for file, _ in value or ()]
    steps = {step["number"]: step["text"] for step in promise["milestones"]}
    return [steps.get(number, f"mốc {number}") for number in value or ()]


def _items(old: list[str], new: list[str]) -> list[Piece]:
    kinds = {(True, True): SAME, (True, False): OLD, (False, True): NEW}
    names = dict.fromkeys([*old, *new])
    return _spaced([(kinds[name in old, name in new], name) for name in names])


def _spaced(pieces: Iterable[Piece]) -> list[Piece]:
    """With a separator between two pieces."""
    found: list[Piece] = []
    for piece in pieces:
        found += [(SAME, " · "), piece] if found else [piece]
    return found
