"""A review that is half written: kept for its reviewer until it is handed over.

Nobody else sees it; it outlives the session it was typed in. Named by the round it is about, so that
words about an earlier round are never taken for words about the next. Each drawn page keeps its own
words and replaces those of another only once it has shown them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from camket.text import nfc
from commitments.models import HalfWrittenReview, ProgressReport
from commitments.quality import MAX_TEXT
from units.access import person

PAGES = 10  # pages of one review with words of their own; the oldest goes first
PAGE, SEEN = "page", "seen"  # what a page sends of itself: its name, the words it has shown


@dataclass(frozen=True)
class HalfWritten:
    """What was typed of one round: (name of the form's field, words), the newest first.

    A field has several where pages say different things. ``seen`` names all that is here.
    """

    number: int
    at: datetime
    texts: list[tuple[str, str]]
    seen: str

    @property
    def fields(self) -> dict[str, str]:
        """The newest words of each field."""
        return _newest(self.texts)

    @property
    def comments(self) -> list[tuple[str, str]]:
        """(whose words, words) of the comments, for a page to copy them from."""
        return comments(self.texts)


@transaction.atomic
def keep(
    request: HttpRequest,
    report: ProgressReport,
    number: int,
    at: datetime,
    untouched: Mapping[str, str],
) -> list[tuple[str, str]]:
    """Remember what this page has sent; returns the comments of other pages that it has not shown.

    ``untouched``: fields as they are when nobody has touched them, which says nothing.
    """
    data = request.POST.dict()
    fields = {
        name: nfc(value)[:MAX_TEXT]
        for name, value in data.items()
        if name.startswith(("comment", "status_")) and value.strip() != untouched.get(name, "")
    }
    page, seen = data.get(PAGE, ""), data.get(SEEN, "").split()
    row = _locked(request, report, bool(fields))
    pages = row.rounds.get(str(number), []) if row else []
    older = [line for one in pages if one["page"] == page for line in one["older"]]
    others = [one for one in pages if one["page"] != page]
    shown = _texts(one for one in others if _digest(one) in seen)
    others = [one for one in others if _digest(one) not in seen]
    older += [line for line in shown if _newest(shown)[line[0]] != line[1]]
    made = {"page": page, "at": at.isoformat(), "fields": fields, "older": older}
    pages = [*others, made] if fields or older else others
    if row:
        rest = {name: kept for name, kept in row.rounds.items() if name != str(number)}
        _store(row, rest | ({str(number): pages[-PAGES:]} if pages else {}))
    return comments(line for line in _texts(others) if fields.get(line[0]) != line[1])


def of_report(request: HttpRequest, report: ProgressReport) -> dict[int, HalfWritten]:
    """What this reviewer has typed of each round of the report (one query)."""
    rounds = _mine(request, report).values_list("rounds", flat=True).first() or {}
    return {int(number): _read(int(number), pages) for number, pages in rounds.items()}


def earlier(found: Mapping[int, HalfWritten], number: int = 0) -> list[HalfWritten]:
    """With comments, about other rounds than ``number``: nobody has had them."""
    return [one for at, one in found.items() if at != number and one.comments]


def forget(request: HttpRequest, report: ProgressReport) -> None:
    """The review was handed over, or its words are wanted no more."""
    _mine(request, report).delete()


def comments(texts: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    """The comments among posted or kept fields; whose words each are, in words."""
    named = ((name, nfc(said)) for name, said in texts if name.startswith("comment"))
    return [(_label_of(name), said) for name, said in named if said.strip()]


def _label_of(name: str) -> str:
    """Whose words a field holds, also of a form that can no longer be drawn."""
    number = name.removeprefix("comment_")
    return f"Ý kiến về nhiệm vụ {number}" if number.isdecimal() else "Ý kiến chung"


def _texts(pages: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """What pages hold, each text once: the newest first, at the end what stood beside the boxes."""
    newest = list(pages)[::-1]
    lines = [line for one in newest for line in one["fields"].items()]
    lines += [tuple(line) for one in newest for line in one["older"]]
    return list(dict.fromkeys(lines))


def _newest(texts: list[tuple[str, str]]) -> dict[str, str]:
    return dict(reversed(texts))


def _digest(page: Mapping[str, Any]) -> str:
    """Names what a page had written, so that more of it is known as something else."""
    words = json.dumps([page["fields"], page["older"]], sort_keys=True)
    return sha256(words.encode()).hexdigest()[:16]


def _read(number: int, pages: list[dict[str, Any]]) -> HalfWritten:
    at = datetime.fromisoformat(pages[-1]["at"])
    return HalfWritten(number, at, _texts(pages), " ".join(map(_digest, pages)))


def _mine(request: HttpRequest, report: ProgressReport) -> QuerySet[HalfWrittenReview]:
    return report.half_written_reviews.filter(person=person(request))


def _locked(
    request: HttpRequest, report: ProgressReport, is_needed: bool
) -> HalfWrittenReview | None:
    """The row, made when there is something to keep, locked where the engine can."""
    if is_needed:
        report.half_written_reviews.get_or_create(person=person(request))
    return _mine(request, report).select_for_update().first()


def _store(row: HalfWrittenReview, rounds: dict[str, list[dict[str, Any]]]) -> None:
    row.rounds = rounds
    if rounds:
        row.save(update_fields=["rounds"])
    else:
        row.delete()
