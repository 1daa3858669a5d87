"""Six months, nine months and the year against a count of their own, over stories told at random.

Each story signs five tasks (rising, by milestones, falling, a ratio, one to keep), lets every
quarter end in some state, and may amend the promise after the first. What the results must say is
counted here from what was typed, by plain arithmetic; no figure of the product is asked.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from random import Random
from typing import Any
from uuid import uuid4

import openpyxl
import pytest

from commitments.models import Commitment
from commitments.progress import Keep, Status
from commitments.quality import AnswerData, MilestoneData, TaskData
from commitments.workflow import choosing, filing, registering, reviewing, signing
from reports import figures, sheets
from reports.figures import SPANS, unit_results
from reports.pdf import unit_span
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import amending_cast as amendments
from tests.commitments.pages import get
from tests.reports.quarters import accepted, report_of
from units import workflow
from units.models import Person

ENDS = ("accepted", "second round", "sent back", "reopened", "waiting", "draft", "nothing")
COUNTED = ("accepted", "second round")
RISING, STEPS, FALLING, RATIO, KEPT = range(1, 6)
PROMISED = {RISING: (10, 110), FALLING: (50, 20), RATIO: (90, 98)}
PERCENT = Decimal("0.01")


def steps(*values: int | None) -> tuple[MilestoneData, ...]:
    return tuple(
        MilestoneData(quarter, f"Mốc quý {quarter}", None if value is None else Decimal(value))
        for quarter, value in enumerate(values, start=1)
    )


def quantity(number: int, unit: str, planned: tuple[MilestoneData, ...]) -> TaskData:
    start, target = PROMISED[number]
    return stage.task_data(
        1, title=f"Việc số {number}", baseline=Decimal(start), target=Decimal(target),
        unit_of_measure=unit, milestones=planned,
    )  # fmt: skip


def promises() -> list[TaskData]:
    return [
        quantity(RISING, "hộ", steps(30, 50, 80)),
        stage.task_data(2, title="Việc số 2", milestones=steps(None, None, None)),
        quantity(FALLING, "hộ nghèo", steps(45, 40, 30)),
        quantity(RATIO, "%", steps(92, 94, 96)),
        stage.task_data(
            1, title="Việc số 5", baseline=Decimal(95), target=Decimal(95), unit_of_measure="%",
            maintain=Keep.AT_LEAST, milestones=steps(95, 95, 95),
        ),
    ]  # fmt: skip


def signed(cast: Cast) -> Commitment:
    paper = stage.empty(cast)
    for data in promises():
        registering.save_task(commitment=paper, data=data, by=cast.reporter, at=stage.at(1, 5))
    registering.submit_registration(commitment=paper, key=uuid4(), by=cast.head, at=stage.at(1, 6))
    choosing.pass_on(commitment=stage.fresh(paper), by=cast.clerk, at=stage.at(1, 7))
    choosing.approve(commitment=stage.fresh(paper), by=cast.standing, at=stage.at(1, 8))
    signing.sign_as_head(commitment=stage.fresh(paper), by=cast.head, at=stage.at(1, 8, 14))
    signing.sign_as_standing(commitment=stage.fresh(paper), by=cast.standing, at=stage.at(1, 8, 15))
    return stage.fresh(paper)


@dataclass
class Said:
    """What was typed of a task in one round, and what its percent must be by the promise then."""

    value: str
    percent: Decimal | None
    status: Status
    judged: Status


@dataclass
class Story:
    """``told``: {quarter: {task's number: Said}} of the rounds that stand accepted."""

    cast: Cast
    paper: Commitment
    dice: Random
    targets: dict[int, int]
    told: dict[int, dict[int, Said]] = field(default_factory=dict)
    ends: dict[int, str] = field(default_factory=dict)

    def quarter(self, number: int, end: str) -> None:
        self.ends[number] = end
        if end == "nothing":
            return
        said = self.round(number, day=10, hand_in=end != "draft")
        if end in ("waiting", "draft"):
            return
        report, day = report_of(self.paper, number), {"by": self.cast.clerk, "at": at(number, 12)}
        if end in ("sent back", "second round"):
            reviewing.send_back(
                report=report, round_number=1, comment="Chưa rõ.", task_comments={}, **day
            )
        if end == "second round":
            said = self.round(number, day=14)
        if end != "sent back":
            judged = {n: one.judged for n, one in said.items() if one.judged != one.status}
            words = dict.fromkeys(judged, "Theo hồ sơ nghiệm thu.")
            reviewing.accept(
                report=report_of(self.paper, number), round_number=report.rounds.count(),
                verdicts=judged, comment="", task_comments=words, by=self.cast.clerk,
                at=at(number, 16),
            )  # fmt: skip
        if end == "reopened":
            reviewing.reopen(
                report=report_of(self.paper, number), reason="Chưa khớp.", by=self.cast.clerk,
                at=at(number, 18),
            )  # fmt: skip
        if end in COUNTED:
            self.told[number] = said

    def round(self, quarter: int, *, day: int, hand_in: bool = True) -> dict[int, Said]:
        report, said, answers = report_of(self.paper, quarter), {}, []
        last_day = stage.at(3 * quarter, 30).date()
        rows = self.paper.tasks.in_force(last_day).prefetch_related("milestones")
        for task in rows.order_by("number"):
            status = self.dice.choice((Status.IN_PROGRESS, Status.IN_PROGRESS, Status.DONE))
            judged = self.dice.choice((status, status, Status.IN_PROGRESS))
            actual, done = self.value(task.number, len(task.milestones.all()), status)
            marks = [step.pk for step in task.milestones.all()][:done]
            percent = self.percent(task.number, actual, done, judged)
            value = words(task.number, actual, done, len(task.milestones.all()))
            said[task.number] = Said(value, percent, status, judged)
            answers.append(
                AnswerData(
                    task=task.pk, status=status, actual=actual, done_milestones=frozenset(marks),
                    changed=f"Việc {task.number}, quý {quarter}, ngày {day}.",
                    difficulties="Số liệu được rà soát lại.",
                )
            )  # fmt: skip
        saved = filing.save_draft(
            report=report, general=filing.GeneralData(highlights=f"Quý {quarter}."),
            answers=answers, version=report.version, by=self.cast.reporter, at=at(quarter, day),
        )  # fmt: skip
        if hand_in:
            filing.submit(
                report=saved, key=uuid4(), version=saved.version, by=self.cast.head,
                at=at(quarter, day),
            )  # fmt: skip
        return said

    def value(self, number: int, marks: int, status: Status) -> tuple[Decimal | None, int]:
        if number == STEPS or number > KEPT:
            return None, marks if status == Status.DONE else self.dice.randrange(marks)
        if number == KEPT:
            return Decimal(self.dice.choice((94, 95, 97))), 0
        start, target = PROMISED[number]
        low, high = sorted((start, target))
        halves = 2 if number == RATIO else 1
        return Decimal(self.dice.randint(low * halves, high * halves)) / halves, 0

    def percent(
        self, number: int, actual: Decimal | None, done: int, judged: Status
    ) -> Decimal | None:
        if actual is None:
            share = Decimal(100 * done) / 3
            return min(share, Decimal(99)) if judged != Status.DONE else share
        if number == KEPT:
            return Decimal(100 if actual >= 95 else 0)
        start, target = PROMISED[number][0], self.targets[number]
        return (actual - start) * 100 / (target - start)


def words(number: int, actual: Decimal | None, done: int, marks: int) -> str:
    if actual is None:
        return f"{done}/{marks} mốc"
    text = format(actual.normalize(), "f").replace(".", ",")
    unit = {RISING: " hộ", FALLING: " hộ nghèo", RATIO: "%", KEPT: "%"}[number]
    return f"{text}{unit}"


def at(quarter: int, day: int) -> Any:
    """A day of the quarter's last month, before its due day."""
    return stage.at(3 * quarter, day)


def told(cast: Cast, seed: int) -> Story:
    dice = Random(seed)
    story = Story(cast, signed(cast), dice, {n: target for n, (_, target) in PROMISED.items()})
    # Most quarters end well, so that the spans have something to add up.
    for quarter in range(1, 5):
        end = dice.choice((*ENDS, "accepted", "accepted", "accepted"))
        if quarter == 2 and seed % 3 == 1:  # decided on 15 April: a lower target from then on
            amendments.approved(cast, story.paper, target=Decimal(60))
            story.targets[RISING] = 60
        if quarter == 2 and seed % 3 == 2:  # the second task out, a sixth in its place
            amendments.withdrawn(cast, story.paper)
        story.quarter(quarter, end)
    return story


@pytest.fixture
def late_in_the_year(on_day: Any) -> None:
    on_day(2021, 12, 28)


@pytest.mark.usefixtures("late_in_the_year")
@pytest.mark.parametrize("seed", range(12))
def test_the_results_are_what_was_typed_and_accepted(cast: Cast, seed: int) -> None:
    story = told(cast, seed)
    for slug, through in SPANS.items():
        found = unit_results(story.paper, through)
        quarters = [q for q in sorted(story.told) if q <= through]
        assert found.counted == quarters, slug
        assert [one.quarter for one in found.missing] == [
            q for q in range(1, through + 1) if q not in quarters
        ]
        last: dict[int, tuple[int, Said]] = {}
        for quarter in quarters:
            last |= {n: (quarter, said) for n, said in story.told[quarter].items()}
        assert {t.number for t in found.tasks if t.quarter} == set(last), slug
        for task in found.tasks:
            if task.number not in last:
                assert (task.value, task.completion, task.status) == ("", None, ""), task
                continue
            quarter, said = last[task.number]
            assert (task.quarter, task.value) == (quarter, said.value), task
            assert (task.status, task.judged) == (said.status.label, said.judged.label), task
            assert task.completion == exactly(said.percent), task
            assert task.is_done is (said.judged == Status.DONE)
            assert task.is_gone is (seed % 3 == 2 and task.number == STEPS)
        agrees_in_the_workbook(found, last)
        agrees_with_the_overview(story, through, last)


def exactly(percent: Decimal | None) -> Decimal | None:
    return None if percent is None else percent.quantize(PERCENT, ROUND_HALF_UP)


def agrees_in_the_workbook(found: Any, last: dict[int, tuple[int, Said]]) -> None:
    book = openpyxl.load_workbook(BytesIO(sheets.unit_results(found)))
    rows = book["Danh sách"].iter_rows(min_row=4, values_only=True)
    shown = {row[0]: (row[7], row[8]) for row in rows if row[8]}
    roman = ("", "Quý I", "Quý II", "Quý III", "Quý IV")
    assert shown == {n: (roman[quarter], said.value) for n, (quarter, said) in last.items()}
    printed = unit_span.paper(found).plain()
    for part in printed["parts"]:
        assert part["items"] or part["table"], part["title"]
        for item in part["items"]:
            assert item["text"].strip() or item["head"].strip()


def agrees_with_the_overview(story: Story, through: int, last: dict[int, tuple[int, Said]]) -> None:
    """Of the tasks in force on the span's last day; the office counts no other."""
    on = stage.at(3 * through, 30).date()
    (counts,) = figures.task_counts(story.paper.year, through, on).values()
    here = set(story.paper.tasks.in_force(on).values_list("number", flat=True))
    mine = {n: said for n, (_, said) in last.items() if n in here}
    assert counts.total == len(here)
    assert counts.done == sum(said.judged == Status.DONE for said in mine.values())
    assert counts.exceeded == sum(
        said.judged == Status.DONE and (said.percent or 0) > 100 for said in mine.values()
    )


@pytest.mark.usefixtures("late_in_the_year")
def test_the_page_says_the_same_for_every_span(cast: Cast) -> None:
    story = told(cast, 1)
    for slug, through in SPANS.items():
        page = get(cast.reporter, f"/dang-uy-mau/2021/bao-cao/phuong-1/tong-hop/{slug}/")
        said = " ".join(page.content.decode().split())
        for task in unit_results(story.paper, through).tasks:
            assert task.value in said


@pytest.mark.usefixtures("late_in_the_year")
def test_quarters_before_and_after_a_merger_add_up(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first quarter by the ward's own people, the second by the unit that carries it on."""
    paper = stage.signed(cast)
    stage.signed(cast, cast.bureau)
    accepted(cast, paper, 1, {1: ("IN_PROGRESS", "20"), 3: ("IN_PROGRESS", "5")}, at=at(1, 17))
    workflow.merge_units(
        units=[cast.ward], into=cast.bureau, at=stage.at(4, 1), starts_on=stage.at(4, 1).date(),
        decision="Nghị quyết 01", by=cast.clerk,
    )  # fmt: skip
    people = {name: Person.objects.get(pk=getattr(cast, name).pk)
              for name in ("bureau_head", "bureau_reporter")}  # fmt: skip
    monkeypatch.setattr(stage, "chief", lambda *_: people["bureau_head"])
    monkeypatch.setattr(stage, "writer", lambda *_: people["bureau_reporter"])
    accepted(cast, paper, 2, {1: ("DONE", "101"), 3: ("IN_PROGRESS", "60")}, at=at(2, 20))
    paper = stage.fresh(paper)
    found = unit_results(paper, 2)
    assert found.counted == [1, 2]
    assert [task.value for task in found.tasks] == ["101 hộ", "0/3 mốc", "60 hộ"]
    assert [[one.value for one in task.quarters] for task in found.tasks] == [
        ["20 hộ", "101 hộ"], ["0/3 mốc", "0/3 mốc"], ["5 hộ", "60 hộ"],
    ]  # fmt: skip
    assert unit_results(Commitment.objects.get(unit=cast.bureau), 2).counted == []
    address = "/dang-uy-mau/2021/bao-cao/phuong-1/tong-hop/6-thang/"
    for who in (people["bureau_head"], cast.clerk):
        assert "101 hộ" in get(who, address).content.decode()


def test_a_paper_signed_after_the_span_owes_nothing_in_it(cast: Cast, on_day: Any) -> None:
    on_day(2021, 8, 2)
    paper = stage.approved(cast)
    signing.sign_as_head(commitment=paper, by=cast.head, at=stage.at(8, 2))
    signing.sign_as_standing(commitment=stage.fresh(paper), by=cast.standing, at=stage.at(8, 2))
    page = get(cast.reporter, "/dang-uy-mau/2021/bao-cao/phuong-1/tong-hop/6-thang/")
    said = "Không có kỳ báo cáo nào trong 6 tháng đầu năm 2021: bản cam kết được ký sau đó."
    assert said in " ".join(page.content.decode().split())
    printed = unit_span.paper(unit_results(stage.fresh(paper), 2))
    assert (printed.mark, printed.parts[0].items[0].text) == ("CHƯA CÓ SỐ LIỆU", said)
