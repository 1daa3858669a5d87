"""What the machines of random sequences share: what is seen of a report and of what lies beside it,
one try of a verb, and what always holds.

Each sequence plays on the same signed commitment and is taken back at its end. Whoever tries, and
whenever: a verb either makes allowed moves, each with its entry, or refuses and leaves no trace.

What is drawn depends on more than the seed: Hypothesis mixes in constants of the modules loaded so
far. So that the rules can reach every move is shown by one sequence written down, not by chance.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, run_state_machine_as_test

from camket.audit import Refused, digest
from camket.models import AuditEntry, OutgoingMail
from commitments.models import ProgressReport, Submission
from commitments.models.rounds import Verdict
from commitments.states import REPORT_MOVES, ReportState
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

SEQUENCES, STEPS = 200, 6  # several of the steps are two to four verbs
# Mostly those who may, so that sequences get somewhere; now and then somebody who may not.
UNITS = st.sampled_from(["head"] * 6 + ["reporter", "bureau_head", "clerk", "stranger"])
OFFICE = st.sampled_from(["clerk"] * 4 + ["office_head"] * 2 + ["standing", "head", "stranger"])
DAYS = st.sampled_from([0, 0, 0, 0, 1, 2, 6])
RARELY = st.sampled_from([False] * 7 + [True])
WORDS = st.sampled_from(["", "Ghi rõ địa bàn.", "Đề nghị bổ sung số liệu."])
PUT = st.sampled_from(["", "Bố trí thêm kinh phí.", "Sớm phê duyệt quy hoạch."])

# What happens beside a deed, each with an entry of its own.
COMPANIONS = {
    "QUARTER_SUBMITTED": {
        "PROPOSAL_MADE", "PROPOSAL_CHANGED", "PROPOSAL_WITHDRAWN", "EXTENSION_REQUEST_WITHDRAWN",
    },
    "QUARTER_WITHDRAWN": {"PROPOSAL_WITHDRAWN", "PROPOSAL_CHANGED", "PROPOSAL_MADE"},
}  # fmt: skip


class Chart(NamedTuple):
    """One kind of row under a chart of ``commitments.states``.

    ``rows``: those of a report. ``moves``: the first state is where a row begins. ``deeds``: {state:
    the deeds one of which must tell of coming into it}. ``kept``: columns that stay as they are once
    no move leads on. ``fades``: states in which a row may still be thrown away.
    """

    rows: Callable[[ProgressReport], QuerySet[Any]]
    moves: dict[Any, set[Any]]
    deeds: dict[str, set[str]]
    kept: tuple[str, ...] = ()
    fades: tuple[str, ...] = ()


Rows = dict[int, tuple[str, ...]]  # {key: (state, then what is kept)}


@dataclass(frozen=True)
class Look:
    """Everything that is compared before and after a verb."""

    report: tuple[Any, ...]  # state, version, first_submitted_at, highlights
    rounds: dict[int, tuple[str, UUID, datetime, str]]  # hash, key, submitted_at, verdict
    charts: dict[str, Rows]
    deeds: list[str]
    mails: int
    beside: dict[str, Any]

    @property
    def state(self) -> str:
        return str(self.report[0])


class Machine(RuleBasedStateMachine):
    """One report and all who may lay hands on it. ``now`` is the latest look at it."""

    cast: Cast
    report: ProgressReport
    begins: ClassVar[datetime] = stage.at(3, 10)
    # Of all sequences together: moves as (chart, from, to), and how often each deed was done.
    moves: ClassVar[Counter[tuple[str, str, str]]]
    done: ClassVar[Counter[str]]
    charts: ClassVar[dict[str, Chart]] = {
        "report": Chart(
            lambda report: ProgressReport.objects.filter(pk=report.pk),
            REPORT_MOVES,
            {
                ReportState.SUBMITTED: {"QUARTER_SUBMITTED"},
                ReportState.OPEN: {"QUARTER_WITHDRAWN"},
                ReportState.ACCEPTED: {"QUARTER_ACCEPTED"},
                ReportState.SENT_BACK: {
                    "QUARTER_SENT_BACK", "QUARTER_WITHDRAWN", "QUARTER_REOPENED",
                },
            },
        ),
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.clock = self.begins
        newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first()
        self.since = newest or 0
        self.told: list[str] = []  # each deed that a verb was seen to do
        self.now = self.look()

    def teardown(self) -> None:
        try:
            for made in Submission.objects.filter(report=self.report):
                assert digest(made.content) == made.content_hash, "a round was rewritten"
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    # --- what is seen -----------------------------------------------------------------------

    def row(self) -> ProgressReport:
        """The report as the verbs take it."""
        return quarter.fresh(self.report)

    def person(self, name: str) -> Any:
        return getattr(self.cast, name)

    def pass_time(self, days: int) -> datetime:
        self.clock += timedelta(days=days, minutes=7)
        return self.clock

    def beside(self) -> dict[str, Any]:
        """What a mixin wants compared as well: it adds to what ``super()`` gives."""
        return {}

    def look(self) -> Look:
        report = ProgressReport.objects.filter(pk=self.report.pk)
        rounds = Submission.objects.filter(report=self.report).order_by("number")
        columns = ("number", "content_hash", "key", "submitted_at", "verdict")
        entries = AuditEntry.objects.filter(pk__gt=self.since).order_by("pk")
        return Look(
            report=report.values_list(
                "state", "version", "first_submitted_at", "highlights"
            ).get(),
            rounds={row[0]: row[1:] for row in rounds.values_list(*columns)},
            charts={
                name: {
                    row[0]: row[1:]
                    for row in chart.rows(self.report)
                    .order_by()
                    .values_list("pk", "state", *chart.kept)
                }
                for name, chart in self.charts.items()
            },
            deeds=list(entries.values_list("deed", flat=True)),
            mails=OutgoingMail.objects.count(),
            beside=self.beside(),
        )  # fmt: skip

    # --- one try ----------------------------------------------------------------------------

    def attempt(self, deed: str, verb: Callable[[], Any]) -> Any:
        """Call a verb. A refusal must have changed nothing; a success tells of each move it made.

        Returns what the verb returns, None when it refused. What was done before (a double click)
        may be returned without a second entry. Without ``deed`` (a draft kept) there is none.
        """
        before = self.now
        try:
            with transaction.atomic():
                result = verb()
        except Refused:
            assert self.look() == before, f"{deed} was refused and left a trace"
            return None
        self.now = after = self.look()
        assert after.deeds[: len(before.deeds)] == before.deeds
        written = Counter(after.deeds[len(before.deeds) :])
        if written:
            assert deed
            assert written[deed] == 1
            assert set(written) <= {deed} | COMPANIONS.get(deed, set())
            self.told += after.deeds[len(before.deeds) :]
            self.done.update(written)
        for number, frozen in before.rounds.items():
            assert after.rounds[number][:3] == frozen[:3], "a round is lost or rewritten"
        for name in self.charts:
            self.compare(name, before.charts[name], after.charts[name], written)
        self.passes(before, after)
        return result

    def passes(self, before: Look, after: Look) -> None:
        """What a mixin asks of two looks, one verb apart; it goes on to ``super()``."""

    def compare(self, name: str, before: Rows, after: Rows, written: Counter[str]) -> None:
        """The moves of one chart between two looks: each allowed, each with its entry."""
        chart, came = self.charts[name], Counter[str]()
        for pk in set(after) - set(before):
            first = next(iter(chart.moves))
            assert after[pk][0] == first, f"{name}: a row begins in {after[pk][0]}"
            came[first] += 1
        for pk, (state, *kept) in before.items():
            if pk not in after:
                assert state in chart.fades, f"{name}: a row in {state} is gone"
                continue
            new, *now_kept = after[pk]
            if new == state:
                assert chart.moves[state] or kept == now_kept, f"{name}: {state} was rewritten"
                continue
            assert new in chart.moves[state], f"{name}: {state} → {new} is not in the chart"
            self.moves[name, str(state), str(new)] += 1
            came[new] += 1
        for state, count in came.items():
            entries = sum(written[deed] for deed in chart.deeds[state])
            assert entries >= count, f"{name}: a move to {state} left no entry"

    # --- what always holds ------------------------------------------------------------------

    @invariant()
    def the_record_has_each_deed_once(self) -> None:
        assert self.now.deeds == self.told

    @invariant()
    def state_and_rounds_agree(self) -> None:
        rounds = list(self.now.rounds.values())
        assert list(self.now.rounds) == list(range(1, len(rounds) + 1)), "no round is lost"
        assert self.now.deeds.count("QUARTER_SUBMITTED") == len(rounds)
        verdicts = [verdict for *_, verdict in rounds]
        state = self.now.state
        waiting = [Verdict.WAITING] if state == ReportState.SUBMITTED else []
        assert [one for one in verdicts if one == Verdict.WAITING] == waiting
        assert not waiting or verdicts[-1] == Verdict.WAITING
        if state == ReportState.ACCEPTED:
            assert verdicts[-1] == Verdict.ACCEPTED
        if state == ReportState.OPEN:
            assert set(verdicts) <= {Verdict.WITHDRAWN}


def chart_of(machine: type[Machine]) -> set[tuple[str, str, str]]:
    """Every move of the machine's charts."""
    return {
        (name, str(state), str(target))
        for name, chart in machine.charts.items()
        for state, targets in chart.moves.items()
        for target in targets
    }


def made_of(machine: type[Machine], cast: Cast, report: ProgressReport) -> type[Any]:
    """The machine on this report, counting anew."""
    own = {"cast": cast, "report": report, "moves": Counter(), "done": Counter()}
    return type(machine.__name__, (machine,), own)


def play(machine: type[Any], walk: Callable[[Any], Iterator[None]]) -> None:
    """One sequence written down, with what always holds asked after each of its steps."""
    story = machine()
    try:
        for _ in walk(story):
            for check in story.invariants:
                check.function(story)
    finally:
        story.teardown()


def run(machine: type[Machine], sequences: int = SEQUENCES) -> None:
    """That many random sequences."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
