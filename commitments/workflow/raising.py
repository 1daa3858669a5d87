"""What a handed-in quarter puts to others; part of handing in. ``taking_back`` undoes it.

Nothing here is a deed of its own: it runs inside a verb's transaction, on a report that the verb
has locked and asked the rules about. Decisions: docs/decisions/0020.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from camket import audit, clock
from camket.audit import Deed, claim
from commitments import emails, periods
from commitments.models import ProgressReport, Proposal, Submission, Task, TaskProgress
from commitments.models.rounds import Verdict
from commitments.states import PROPOSAL_MOVES, ProposalState, sources
from commitments.workflow.registering import on_behalf
from units.models import Person, Unit

# What a round may change in an open proposal.
CHANGED = ("text", "addressee", "addressed_unit_id", "wanted_by", "made_at", "due_on")

Whom = tuple[str, int | None]  # an Addressee ("": nobody) and the id of the unit addressed


@dataclass(frozen=True)
class Said:
    """What one place of a round said of its "kiến nghị": whom it is put to, until when."""

    whom: Whom
    wanted_by: date | None


@dataclass(frozen=True)
class Part:
    """What stands under "kiến nghị" in one place of a report; ``task`` None in the general part."""

    task: Task | None
    text: str
    addressee: str
    unit: Unit | None
    wanted_by: date | None

    @property
    def is_put(self) -> bool:
        """Words alone are no proposal: without an addressee they stay words of the report."""
        return bool(self.text and self.addressee)

    @property
    def number(self) -> int:
        """Of its task; 0 in the general part."""
        return self.task.number if self.task else 0

    @property
    def whom(self) -> Whom:
        return self.addressee, self.unit.pk if self.unit else None


@dataclass(frozen=True)
class Turn:
    """A round just made or taken back, its number, and what each part said in the one before.

    By task number (0: general). The one before is the last that got a verdict, if there is one: what
    was taken back after it has left nothing behind.
    """

    report: ProgressReport
    number: int
    by: Person
    at: datetime
    before: dict[int, Said]

    def whom_kept(self, part: Part) -> bool:
        """Put to whom the round before put it: where the Office has moved it since stands."""
        before = self.before.get(part.number)
        return before is not None and before.whom == part.whom


def raise_proposals(report: ProgressReport, made: Submission, *, by: Person, at: datetime) -> None:
    """Every written proposal with an addressee becomes, or stays, one that is open.

    - Words or addressee changed since the last round: the open one takes them, and the time to
      answer begins anew. Unchanged, it stays as it is, with whatever the Office has set since;
      another day asked for moves the deadline and nothing else.
    - Words or addressee removed, or the task by an amendment: the open one is withdrawn; one
      withdrawn before returns.
    - Answered ones stay. Other words make a new one; words answered already make none,
      unless they are put to somebody else now.
    """
    rows = list(Proposal.objects.select_for_update().filter(report=report).order_by("pk"))
    rounds = report.rounds.filter(number__lt=made.number).order_by("-number")
    before = rounds.exclude(verdict=Verdict.WITHDRAWN).first() or rounds.first()
    turn = Turn(report, made.number, by, at, _said(before))
    left = {row.task_id for row in rows}
    for part in _parts(report, made):
        key = part.task.pk if part.task else None
        _settle(part, [row for row in rows if row.task_id == key], turn)
        left.discard(key)
    for row in rows:
        if row.task_id in left and row.state == ProposalState.OPEN:
            withdraw(row, turn)


def _parts(report: ProgressReport, made: Submission) -> Iterator[Part]:
    """The general part, and those of the tasks that the round has."""
    numbers = [task["promise"]["number"] for task in made.content["tasks"]]
    answers = report.answers.filter(task__number__in=numbers)
    yield _part(report, None)
    for answer in answers.select_related("task", "addressed_unit").order_by("task__number"):
        yield _part(answer, answer.task)


def _part(row: ProgressReport | TaskProgress, task: Task | None) -> Part:
    text = row.proposals.strip()
    return Part(task, text, row.addressee, row.addressed_unit, row.wanted_by)


def asked_until(report: ProgressReport) -> dict[int, date]:
    """By task number (0: general) the day the last judged round asked for; none before a verdict.

    That day may have passed while the report lay with the Office: it is not asked for anew.
    """
    if report.submitted_at is None:
        return {}
    last = report.rounds.exclude(verdict=Verdict.WITHDRAWN).order_by("-number").first()
    days = {key: said.wanted_by for key, said in _said(last).items()}
    return {key: day for key, day in days.items() if day is not None}


def _said(made: Submission | None) -> dict[int, Said]:
    if made is None:
        return {}
    tasks = made.content["tasks"]
    rows = [(0, made.content), *((task["promise"]["number"], task) for task in tasks)]
    return {key: _frozen(row) for key, row in rows}


def _frozen(row: dict[str, Any]) -> Said:
    """Rounds of earlier years know no addressee."""
    whom = row.get("addressee", ""), row.get("addressed_unit_id")
    day = row.get("wanted_by")
    return Said(whom, date.fromisoformat(day) if day else None)


def _settle(part: Part, rows: list[Proposal], turn: Turn) -> None:
    """``rows``: the proposals of this part, oldest first."""
    lies = next((row for row in rows if row.state == ProposalState.OPEN), None)
    if not part.is_put or _is_answered(part, rows, turn):
        if lies:
            withdraw(lies, turn)
        return
    gone = [row for row in rows if row.state == ProposalState.WITHDRAWN]
    if lies:
        _change(lies, part, turn)
    elif gone:
        _return(gone[-1], part, turn)
    else:
        _make(part, turn)


def _is_answered(part: Part, rows: list[Proposal], turn: Turn) -> bool:
    """These words by whom they are put to; or by whom the Office has chosen since."""
    alike = [row for row in rows if same_words(row.text, part.text)]
    answered = [row for row in alike if row.state == ProposalState.ANSWERED]
    if any((row.addressee, row.addressed_unit_id) == part.whom for row in answered):
        return True
    return alike[-1:] == answered[-1:] and bool(answered) and turn.whom_kept(part)


def _make(part: Part, turn: Turn) -> None:
    row = Proposal.objects.create(
        report=turn.report,
        task=part.task,
        text=part.text,
        made_at=turn.at,
        made_by=turn.by,
        **_addressing(part, turn),
    )
    _told(Deed.PROPOSAL_MADE, row, turn)


def _return(row: Proposal, part: Part, turn: Turn) -> None:
    """Put again, and asked from now on."""
    columns = {"text": part.text, "made_by": turn.by, "made_at": turn.at}
    reopen(row, turn, **columns, **_asked_anew(part, turn))


def reopen(row: Proposal, turn: Turn, **columns: Any) -> None:
    """WITHDRAWN → OPEN, with other values in some columns."""
    claim(
        Proposal.objects.filter(pk=row.pk, state__in=sources(PROPOSAL_MOVES, ProposalState.OPEN)),
        state=ProposalState.OPEN,
        **columns,
    )
    _told(Deed.PROPOSAL_MADE, row, turn)


def _change(row: Proposal, part: Part, turn: Turn) -> None:
    """To name whom the Office has chosen is no change."""
    kept = turn.whom_kept(part) or part.whom == (row.addressee, row.addressed_unit_id)
    if not kept or not same_words(row.text, part.text):
        columns: dict[str, Any] = {"text": part.text, "made_at": turn.at} | _asked_anew(part, turn)
    elif part.wanted_by != row.wanted_by:
        columns = {"wanted_by": part.wanted_by} | _moved(part, turn)
    else:
        return
    change(row, turn, **columns)


def change(row: Proposal, turn: Turn, **columns: Any) -> None:
    """Other values in an open one; the record keeps those of before."""
    asked, before = row.addressed_unit, {name: _plain(getattr(row, name)) for name in CHANGED}
    claim(Proposal.objects.filter(pk=row.pk, state=ProposalState.OPEN), **columns)
    entry = _told(Deed.PROPOSAL_CHANGED, row, turn, before=before)
    if asked and asked.pk != row.addressed_unit_id:
        emails.proposal_withdrawn(row, asked, thing=str(entry.pk), at=turn.at)


def withdraw(row: Proposal, turn: Turn) -> None:
    """OPEN → WITHDRAWN; the unit that was asked is told."""
    claim(
        Proposal.objects.filter(
            pk=row.pk, state__in=sources(PROPOSAL_MOVES, ProposalState.WITHDRAWN)
        ),
        state=ProposalState.WITHDRAWN,
    )
    entry = _record(Deed.PROPOSAL_WITHDRAWN, row, turn)
    if row.addressed_unit:
        emails.proposal_withdrawn(row, row.addressed_unit, thing=str(entry.pk), at=turn.at)


def _addressing(part: Part, turn: Turn) -> dict[str, Any]:
    return {
        "addressee": part.addressee,
        "addressed_unit": part.unit,
        "wanted_by": part.wanted_by,
        "due_on": _due(part, turn),
    }


def _asked_anew(part: Part, turn: Turn) -> dict[str, Any]:
    """Whom it lies with, unless the unit has changed that, and a new time to answer."""
    columns = _addressing(part, turn)
    if turn.whom_kept(part):
        del columns["addressee"], columns["addressed_unit"]
    return columns


def _moved(part: Part, turn: Turn) -> dict[str, Any]:
    """The deadline by another day; a day no longer asked for leaves it where it is."""
    return {"due_on": _due(part, turn)} if part.wanted_by else {}


def _due(part: Part, turn: Turn) -> date:
    days = turn.report.commitment.year.reply_days
    return periods.reply_due(clock.local_date(turn.at), days, part.wanted_by)


def _told(deed: Deed, row: Proposal, turn: Turn, **detail: Any) -> Any:
    """Record it, and tell the unit to which it is put."""
    row.refresh_from_db()
    entry = _record(deed, row, turn, comment=row.text, put_to=row.put_to, **detail)
    if row.addressed_unit:
        emails.proposal_put(row, thing=str(entry.pk), at=turn.at)
    return entry


def _record(deed: Deed, row: Proposal, turn: Turn, **more: Any) -> Any:
    commitment = turn.report.commitment
    row.report = turn.report
    return audit.record(
        deed,
        row,
        by=turn.by,
        at=turn.at,
        committee=commitment.year.committee,
        on_behalf_of=on_behalf(turn.by, commitment, turn.at),
        round=turn.number,
        **more,
    )


def _plain(value: Any) -> Any:
    """As the record keeps it: days and moments in ISO."""
    return value.isoformat() if isinstance(value, date) else value


def same_words(one: str, other: str) -> bool:
    """Spaces and lines aside: whether two texts put the same proposal."""
    return one.split() == other.split()
