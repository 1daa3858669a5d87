"""Every content of a commitment that was in force, each readable as it was."""

from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from camket import audit
from camket.audit import Deed
from camket.models import AuditEntry
from commitments import access as pages
from commitments.models import Commitment
from commitments.states import SIGNED_STATES
from commitments.views.deciding import TONES, href_of_amendment
from commitments.views.deeds import crumbs, href_of
from commitments.views.papers import drawn


class VersionLine(NamedTuple):
    """One line of the list: 'Bản ký', 'Điều chỉnh lần 1'; ``is_current`` is in force now."""

    made: Any
    href: str
    is_current: bool


def versions_of(commitment: Commitment) -> list[VersionLine]:
    """The versions, newest first; none before signing (one query)."""
    if commitment.state not in SIGNED_STATES:
        return []
    rows = list(commitment.versions.defer("content").order_by("-number"))
    return [
        VersionLine(row, href_of(commitment, "commitment_version", version=row.number), at == 0)
        for at, row in enumerate(rows)
    ]


def amendments_of(commitment: Commitment) -> list[dict[str, Any]]:
    """The amendments of this commitment, newest first, as lines of a list (one query)."""
    if commitment.state not in SIGNED_STATES:
        return []
    found = []
    for row in commitment.amendments.defer("base", "tasks", "content"):
        row.commitment = commitment
        tone, icon = TONES[row.state]  # type: ignore[index]
        found.append({"row": row, "href": href_of_amendment(row), "tone": tone, "icon": icon})
    return found


def history_with(commitment: Commitment, *others: Model) -> QuerySet[AuditEntry]:
    """The record of a commitment and of its amendments, without each task saved in a copy."""
    amendments = commitment.amendments.defer("base", "tasks", "content")
    entries = audit.history_of(commitment, *others, *amendments)
    return entries.exclude(
        subject_kind="commitments.amendment", deed__in=[Deed.TASK_SAVED, Deed.TASK_REMOVED]
    )


@require_safe
def version(request: HttpRequest, code: str, year: int, unit: str, version: int) -> HttpResponse:
    """The paper as it was in force: as signed, or after amendment n."""
    made = pages.version(request, code, year, unit, version)
    commitment = made.commitment
    lines = versions_of(commitment)
    context = {
        "made": made,
        "commitment": commitment,
        "unit": commitment.unit,
        "crumbs": crumbs(commitment),
        "paper": drawn(made.content, made.content_hash),
        "versions": lines,
        "is_current": made.content_hash == commitment.content_hash,
        "next": next((one for one in reversed(lines) if one.made.number > made.number), None),
    }
    return render(request, "commitments/version.html", context)
