"""What a unit tells in a quarter, how its report went, what it gives to the annual report."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOT_STARTED, IN_PROGRESS, DONE = "NOT_STARTED", "IN_PROGRESS", "DONE"
ACCEPTED, SENT_BACK, WITHDRAWN = "ACCEPTED", "SENT_BACK", "WITHDRAWN"


@dataclass(frozen=True)
class Ask:
    """A proposal: to whom (an Addressee, or the code of a unit), what, needed by which day."""

    to: str
    text: str
    by: date | None = None


@dataclass(frozen=True)
class Told:
    """One task in one quarter as its unit tells it.

    `done` is the number of milestones finished so far, `None` meaning "as planned";
    `idle` – "không phát sinh": nothing begun, no text; `done_by_word` – told as done, whatever
    milestones are left.
    """

    changed: str
    value: Decimal | None = None
    done: int | None = None
    difficulty: str = ""
    ask: Ask | None = None
    needs_support: bool = False
    idle: bool = False
    done_by_word: bool = False


# {unit: for each of its tasks, what was told in quarter I, II, …}
Paths = dict[str, tuple[tuple[Told, ...], ...]]


@dataclass(frozen=True)
class Entry:
    """A `Told` joined with its promise: ready to be filed."""

    year: int
    unit: str
    task_no: int
    quarter: int
    changed: str
    status: str
    value: Decimal | None
    steps_done: tuple[int, ...]
    difficulty: str
    ask: Ask | None
    needs_support: bool
    nothing_new: bool


@dataclass(frozen=True)
class Round:
    """One submission and what came of it: judged, or withdrawn by the unit the morning after.

    `said_first` and `value_first` are what stood at task `task_no` and was mended later.
    """

    submitted_on: date
    verdict: str | None = None
    judged_on: date | None = None
    comment: str = ""
    task_no: int | None = None
    said_first: str = ""
    value_first: Decimal | None = None


@dataclass(frozen=True)
class ExtensionSpec:
    """A unit's request for more time: granted until `locks_on`, refused without it, or waiting."""

    year: int
    unit: str
    quarter: int
    asked_on: date
    wished_until: date
    reason: str
    answered_on: date | None = None
    locks_on: date | None = None
    answer: str = ""


@dataclass(frozen=True)
class Filing:
    """How one unit's report of one quarter went. No rounds: a draft, or not begun.

    `looked_on`: the day on which the Office began to review what still waits.
    """

    year: int
    unit: str
    quarter: int
    drafted_on: date | None
    rounds: tuple[Round, ...] = ()
    looked_on: date | None = None

    @property
    def state(self) -> str:
        """OPEN, SUBMITTED, SENT_BACK or ACCEPTED."""
        if not self.rounds:
            return "OPEN"
        return self.rounds[-1].verdict or "SUBMITTED"


@dataclass(frozen=True)
class Highlight:
    """A unit's text for the annual report, in the wording of the report of 2020.

    `opens` – begins a new paragraph; `bullet` – that paragraph is printed with '- ';
    `after_semicolon` – the source runs on from the unit before after ';';
    `shared_in` – the source speaks of this unit in another unit's sentence;
    `own_words` – what the unit itself handed in, where the Office made one sentence of several.
    """

    unit: str
    text: str
    opens: bool = False
    bullet: bool = False
    after_semicolon: bool = False
    shared_in: str = ""
    own_words: str = ""
