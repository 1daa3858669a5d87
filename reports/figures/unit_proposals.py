"""What a unit's accepted quarters put to others, each kiến nghị with the answer it was given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from commitments.models import Proposal, Submission
from commitments.states import ProposalState
from commitments.workflow.freezing import named
from commitments.workflow.raising import same_words

Plain = dict[str, Any]


@dataclass(frozen=True)
class ProposalResult:
    """A kiến nghị of an accepted quarter. ``task`` 0: of the general part."""

    quarter: int
    task: int
    text: str
    addressee: str
    wanted_by: date | None
    due_on: date | None = None
    outcome: str = ""
    answer: str = ""
    answered_at: datetime | None = None


def proposals_of(rounds: Mapping[int, Submission]) -> tuple[ProposalResult, ...]:
    """Of the accepted round of each quarter, as they were handed in (one query)."""
    rows = Proposal.objects.filter(report__in=[made.report_id for made in rounds.values()])
    rows = rows.exclude(state=ProposalState.WITHDRAWN).select_related("addressed_unit")
    put: dict[tuple[int, int | None], list[Proposal]] = {}
    for row in rows.order_by("-made_at", "-pk"):
        put.setdefault((row.report_id, row.task_id), []).append(row)
    return tuple(
        _proposal(quarter, number, part, _row_of(part, put.get((made.report_id, key), [])))
        for quarter, made in rounds.items()
        for number, key, part in _parts(made.content)
        if part["proposals"].strip()
    )


def _row_of(part: Plain, rows: Sequence[Proposal]) -> Proposal | None:
    """Of a place's proposals, the newest first, the one that these words became.

    Put to whom the round names, or else to whom the Office has moved it. Other words that were put
    there in an earlier round are another proposal, whose answer is not given to this one.
    """
    alike = [row for row in rows if same_words(row.text, part["proposals"])]
    whom = part.get("addressee", ""), part.get("addressed_unit_id")
    named = (row for row in alike if (row.addressee, row.addressed_unit_id) == whom)
    return next(named, next(iter(alike), None))


def _parts(content: Plain) -> Iterable[tuple[int, int | None, Plain]]:
    """(task's number, its id, the part) of a round: each task, then the general part."""
    for task in content["tasks"]:
        yield task["promise"]["number"], task["promise"]["id"], task
    yield 0, None, content


def _proposal(quarter: int, number: int, part: Plain, row: Proposal | None) -> ProposalResult:
    wanted = part.get("wanted_by")
    said = ProposalResult(
        quarter=quarter,
        task=number,
        text=part["proposals"].strip(),
        addressee=named(part),
        wanted_by=date.fromisoformat(wanted) if wanted else None,
    )
    if row is None:
        return said
    return replace(
        said,
        addressee=row.put_to,
        due_on=row.due_on,
        outcome=row.get_outcome_display() if row.outcome else "",
        answer=row.answer,
        answered_at=row.answered_at,
    )
