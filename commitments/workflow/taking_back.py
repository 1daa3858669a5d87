"""What becomes of a quarter's proposals when its handing-in is taken back; part of that verb.

Before any verdict all that nobody has answered goes with it. After one the proposals stand again as
the verdict left them: what the round did, as the record tells it, is undone and nothing else.
Decisions: docs/decisions/0020.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from camket import audit
from camket.audit import Deed
from camket.models import AuditEntry
from commitments import rules
from commitments.models import ProgressReport, Proposal
from commitments.states import ProposalState
from commitments.workflow import raising
from commitments.workflow.raising import Turn
from units.models import Person

# Of a round.
DONE = (Deed.PROPOSAL_MADE, Deed.PROPOSAL_CHANGED, Deed.PROPOSAL_WITHDRAWN)


class Fate(Enum):
    """Of a proposal: goes with the round, waits on, waits as before the round, waits again."""

    GOES = "GOES"
    STAYS = "STAYS"
    SET_BACK = "SET_BACK"
    RETURNS = "RETURNS"


@dataclass(frozen=True)
class Undone:
    """What taking back does to one proposal; ``columns``: what it is set back to."""

    row: Proposal
    fate: Fate
    columns: dict[str, Any] = field(default_factory=dict)


def undone(report: ProgressReport) -> list[Undone]:
    """What taking back the newest round does to each proposal; none answered is among them.

    Four queries.
    """
    rows = list(report.raised.select_related("addressed_unit").order_by("pk"))
    if not rules.was_judged(report):
        return [Undone(row, Fate.GOES) for row in rows if row.state == ProposalState.OPEN]
    number = _newest(report)
    entries = defaultdict(list)
    for entry in audit.history_of(*rows).order_by("pk"):
        entries[entry.subject_id].append(entry)
    found = [_of(row, entries[str(row.pk)], number) for row in rows]
    return [one for one in found if one]


def take_back(report: ProgressReport, *, by: Person, at: datetime) -> None:
    """The newest round is taken back; the verb has locked its report."""
    rows = Proposal.objects.select_for_update().filter(report=report)
    list(rows.order_by("pk").values_list("pk"))  # read below as they are behind the lock
    turn = Turn(report, _newest(report), by, at, {})
    for one in undone(report):
        if one.fate == Fate.GOES:
            raising.withdraw(one.row, turn)
        elif one.fate == Fate.SET_BACK:
            raising.change(one.row, turn, **one.columns)
        elif one.fate == Fate.RETURNS:
            raising.reopen(one.row, turn)


def _newest(report: ProgressReport) -> int:
    return report.rounds.values_list("number", flat=True)[0]


def _of(row: Proposal, entries: list[AuditEntry], number: int) -> Undone | None:
    """``entries``: all of this proposal, oldest first."""
    did = next((e for e in entries if e.deed in DONE and e.detail.get("round") == number), None)
    if row.state == ProposalState.WITHDRAWN:
        dropped = did is not None and did.deed == Deed.PROPOSAL_WITHDRAWN
        return Undone(row, Fate.RETURNS) if dropped else None
    if row.state != ProposalState.OPEN:
        return None
    if did is None:
        return Undone(row, Fate.STAYS)
    if did.deed == Deed.PROPOSAL_MADE:
        return Undone(row, Fate.GOES)
    since = entries[entries.index(did) + 1 :]
    forwarded = [entry.detail for entry in since if entry.deed == Deed.PROPOSAL_FORWARDED]
    return Undone(row, Fate.SET_BACK, _columns(did.detail["before"], forwarded))


def _columns(before: dict[str, Any], forwarded: list[dict[str, Any]]) -> dict[str, Any]:
    """What stood before; what the Office has set since, by these entries' details, stands.

    Its deadline each time; whom it lies with where it was put to another.
    """
    day = before["wanted_by"]
    columns = {
        "text": before["text"],
        "wanted_by": date.fromisoformat(day) if day else None,
        "made_at": datetime.fromisoformat(before["made_at"]),
    }
    if not forwarded:
        columns["due_on"] = date.fromisoformat(before["due_on"])
    if all(moved["before"][0] == moved["after"][0] for moved in forwarded):
        columns |= {name: before[name] for name in ("addressee", "addressed_unit_id")}
    return columns
