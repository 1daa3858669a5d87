"""A review that is half written: kept in the reviewer's own session until it is handed over.

Nobody else sees it, and it ends with the session. Named by the round it is about, so that words
about an earlier round are never taken for words about the next. Each drawn page keeps its own words
and replaces those of another only once it has shown them. A session is written whole: of two tabs
kept in the very same moment the later one stays, and the other's words are on its page alone until
they are sent again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from camket.text import nfc
from commitments.models import ProgressReport
from commitments.quality import MAX_TEXT

KEY = "half_written_pages"
MOST = 30  # reviews kept in one session; the oldest goes first
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
    kept = _all(request)
    pages = kept.pop(_name(report, number), [])
    older = [line for one in pages if one["page"] == page for line in one["older"]]
    others = [one for one in pages if one["page"] != page]
    shown = _texts(one for one in others if _digest(one) in seen)
    others = [one for one in others if _digest(one) not in seen]
    older += [line for line in shown if _newest(shown)[line[0]] != line[1]]
    if fields or older:
        made = {"page": page, "at": at.isoformat(), "fields": fields, "older": older}
        pages = [*others, made]
    else:
        pages = others
    if pages:
        kept[_name(report, number)] = pages[-PAGES:]
    request.session[KEY] = dict(list(kept.items())[-MOST:])
    return comments(line for line in _texts(others) if fields.get(line[0]) != line[1])


def of_round(request: HttpRequest, report: ProgressReport, number: int) -> HalfWritten | None:
    kept = _all(request).get(_name(report, number))
    return _read(number, kept) if kept else None


def of_earlier(request: HttpRequest, report: ProgressReport, number: int = 0) -> list[HalfWritten]:
    """With comments, about other rounds of this report than ``number``: nobody has had them."""
    mine = f"{report.pk}:"
    found = [
        _read(int(name.removeprefix(mine)), kept)
        for name, kept in _all(request).items()
        if name.startswith(mine) and name != _name(report, number)
    ]
    return [one for one in found if one.comments]


def forget(request: HttpRequest, report: ProgressReport) -> None:
    """The review was handed over, or its words are wanted no more."""
    kept = _all(request)
    mine = f"{report.pk}:"
    if any(name.startswith(mine) for name in kept):
        request.session[KEY] = {k: v for k, v in kept.items() if not k.startswith(mine)}


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


def _all(request: HttpRequest) -> dict[str, Any]:
    return dict(request.session.get(KEY, {}))


def _name(report: ProgressReport, number: int) -> str:
    return f"{report.pk}:{number}"
