"""A promise amended after its quarter was handed in: every page and paper says the same of the task.

The same percentages, the same "chậm", the same value. Task 1 of the ward promises 101 households by
30 September, 25 of them by March; the bureau supports it; an inspection of April reads it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any
from uuid import uuid4

import openpyxl
import pytest

from camket.text import format_percent
from commitments.models import Commitment, Inspection, Support
from commitments.progress import Status
from commitments.quality import MilestoneData
from commitments.workflow import choosing, inspecting, reviewing, signing
from reports.figures import unit_results
from reports.pdf import unit_span
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import amending_cast as amendments
from tests.commitments import inspecting_cast as inspections
from tests.commitments import shared
from tests.commitments.pages import get
from tests.reports.quarters import accepted, filed, report_of

BASE = "/dang-uy-mau/2021/"
REPORT = f"{BASE}bao-cao/phuong-1/"
TITLE = "Nhiệm vụ mẫu số 1"
DOING, DONE = "IN_PROGRESS", "DONE"
ON_DESK = '<div class="task">', r'</div></div>\s*(?=<div class="task">|</section>)'


@dataclass(frozen=True)
class Case:
    """What was handed in of task 1, what of it was amended, and what is said from then on.

    ``by``: the households planned by each of the three quarters after the amendment. ``state``:
    "late", "behind", "exceeded" or nothing of these.
    """

    actual: str
    said: tuple[str, str]
    state: str
    by: tuple[int, ...] = (25, 50, 75)
    status: str = DOING
    changes: dict[str, Any] = field(default_factory=dict)


CASES = {
    "a lower target": Case(
        "30", ("29,7%", "24,8%"), "", (25, 50, 50), changes={"target": Decimal(50)}
    ),
    "a higher target": Case(
        "30", ("29,7%", "24,8%"), "", (150, 300, 400), changes={"target": Decimal(400)}
    ),
    "a roadmap eased": Case("10", ("9,9%", "24,8%"), "behind", (1, 101, 101)),
    "a roadmap tightened": Case("30", ("29,7%", "24,8%"), "", (45, 101, 101)),
    "another unit of measure": Case(
        "30", ("29,7%", "24,8%"), "", changes={"unit_of_measure": "ha"}
    ),
    "due at once": Case(
        "30", ("29,7%", "24,8%"), "late", (25, 50), changes={"due_on": date(2021, 4, 18)}
    ),
    "exceeded": Case(
        "120", ("118,8%", "24,8%"), "exceeded", (100, 200, 400), status=DONE,
        changes={"target": Decimal(400)},
    ),
}  # fmt: skip


@dataclass(frozen=True)
class World:
    cast: Cast
    paper: Commitment
    support: Support
    inspection: Inspection


@pytest.fixture
def ward(cast: Cast, on_day: Any) -> tuple[Commitment, Support]:
    on_day(2021, 4, 20)
    support = shared.asked(cast)
    paper = support.task.commitment
    choosing.pass_on(commitment=paper, by=cast.clerk, at=stage.at(1, 7))
    choosing.approve(commitment=paper, by=cast.standing, at=stage.at(1, 8))
    signing.sign_as_head(commitment=paper, by=cast.head, at=stage.at(1, 8, 14))
    signing.sign_as_standing(commitment=paper, by=cast.standing, at=stage.at(1, 8, 15))
    return stage.fresh(paper), support


def values(case: Case) -> dict[int, tuple[str, str | None]]:
    return {1: (case.status, case.actual), 2: (DOING, None)}


def amend(cast: Cast, paper: Commitment, case: Case) -> None:
    kept = amendments.words(paper).milestones[: len(case.by)]
    steps = tuple(
        replace(step, planned_value=Decimal(by)) for step, by in zip(kept, case.by, strict=True)
    )
    amendments.approved(cast, paper, milestones=steps, **case.changes)


def inspected(cast: Cast, paper: Commitment) -> Inspection:
    data = replace(inspections.PLAN, quarter=2, planned_on=date(2021, 4, 18))
    return inspections.plan(cast, paper, data=data, at=stage.at(4, 16))[0]


def plain(html: str) -> str:
    """The words of a part of a page; a bar's are its label."""
    spoken = re.sub(r'<svg[^>]*aria-label="([^"]*)".*?</svg>', r" \1 ", html, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", spoken)).split())


def part(person: Any, path: str, begins: str, ends: str, words: str = TITLE, **query: str) -> str:
    """The first part of a page, between two tags, that has these words; '' where none has."""
    page = get(person, f"{BASE}{path}", **query)
    assert page.status_code == 200, path
    found = re.findall(rf"{begins}.*?{ends}", page.content.decode(), re.S)
    return next((said for html in found if words in (said := plain(html))), "")


def percents(said: str) -> set[str]:
    return set(re.findall(r"-?[\d.,]+%", said))


def state(said: str) -> str:
    words = {"late": r"Chậm \d+ ngày", "behind": "Chậm (so với )?lộ trình", "exceeded": "Vượt mức"}
    return next((name for name, word in words.items() if re.search(word, said)), "")


def of_the_task(world: World) -> Iterator[tuple[str, str]]:
    """(where, what it says of task 1) on every page that says something of it as it stands today."""
    cast = world.cast
    task = ('<div class="task">', '</div></div>\\s*(?=<div class="task">|</section>)')
    yield "desk", part(cast.head, "", *task)
    for span in ("6-thang", "9-thang", "nam"):
        path = f"bao-cao/phuong-1/tong-hop/{span}/"
        yield span, part(cast.head, path, "<tr>", "</tr>")
    progress = ('<section class="card mb-3" aria-labelledby="tien-do">', "</section>")
    path = f"phoi-hop/{world.support.pk}/"
    yield "support", part(cast.bureau_head, path, *progress, words="Quý I")


def lists(world: World, behind: bool, late: bool) -> Iterator[tuple[str, str]]:
    """(where, line) of the pages that list red tasks alone."""
    for who, path in (("clerk", "tong-quan/"), ("standing", "")):
        if late or (behind and who == "clerk"):  # the giao ban page lists the late ones alone
            name = "Phường 1 – nhiệm vụ 1"
            yield path, part(getattr(world.cast, who), path, "<li>", "</li>", words=name)


def sheet(page: Any, name: str) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(BytesIO(page.content))
    return list(book[name].iter_rows(min_row=4, values_only=True))


def shown(value: Any) -> str:
    return format_percent(Decimal(str(value)))


@pytest.fixture(params=CASES.values(), ids=CASES)
def case(request: Any) -> Case:
    made: Case = request.param
    return made


@pytest.fixture
def world(cast: Cast, ward: Any, case: Case) -> World:
    paper, support = ward
    accepted(cast, paper, 1, values(case), at=stage.at(3, 20))
    amend(cast, paper, case)
    return World(cast, stage.fresh(paper), support, inspected(cast, paper))


def test_every_page_says_the_same(world: World, case: Case) -> None:
    told = dict(of_the_task(world))
    for where, said in told.items():
        assert (percents(said), state(said)) == (set(case.said), case.state), where
        assert (f"{case.actual} hộ" in said) is (where != "desk"), where
    assert f"{case.actual}/101 hộ · theo cam kết trước điều chỉnh" in told["desk"]
    assert "theo cam kết trước điều chỉnh" in told["support"]
    # the quarter itself speaks of its own days, in which nothing had fallen due
    read = part(world.cast.clerk, "bao-cao/phuong-1/quy-1/", "<section", "</section>")
    own = "" if case.state == "late" else case.state
    assert (percents(read), state(read)) == (set(case.said), own)


def test_every_list_of_red_tasks_has_it_or_none(world: World, case: Case) -> None:
    cast, late, behind = world.cast, case.state == "late", case.state == "behind"
    for where, line in lists(world, behind, late):
        assert (percents(line), state(line)) == (set(case.said), case.state), where
    over = get(cast.clerk, f"{BASE}tong-quan/").content.decode()
    assert ("Phường 1 – nhiệm vụ 1" in plain(over)) is (late or behind)
    for name, red in (("Nhiệm vụ chậm", late), ("Chậm lộ trình", behind)):
        rows = sheet(get(cast.clerk, f"{BASE}tong-quan/xuat/"), name)
        of_task = [(shown(row[5]), shown(row[6])) for row in rows if row[2] == TITLE]
        assert of_task == [case.said] * red, name
    paper = plain(get(cast.clerk, f"{BASE}cam-ket/phuong-1/").content.decode())
    assert (f"Nhiệm vụ 1 ({TITLE}) chậm" in paper) is (late or behind)
    if behind:
        assert f"đạt {case.said[0]}, theo lộ trình {case.said[1]}" in paper
    asks = "cam-ket/phuong-1/nhiem-vu/1/giai-trinh/"
    assert (asks in over) is (late or behind)
    question = get(cast.clerk, f"{BASE}{asks}")
    assert (question.status_code == 200) is (late or behind)


def test_the_papers_and_workbooks_say_the_same(world: World, case: Case) -> None:
    for through, span in ((2, "6-thang"), (3, "9-thang"), (4, "nam")):
        found = unit_results(world.paper, through)
        table = next(one.table for one in unit_span.paper(found).parts if one.table)
        row = next(row for row in table.rows if row[1] == (TITLE,))
        assert (row[4], row[5]) == ((case.said[0],), (case.said[1],)), span
        assert row[3][0] == f"{case.actual} hộ"
        book = get(world.cast.clerk, f"{REPORT}tong-hop/{span}/xuat-excel/")
        line = next(row for row in sheet(book, "Danh sách") if row[1] == TITLE)
        assert (line[8], shown(line[9]), shown(line[10])) == (f"{case.actual} hộ", *case.said)


def test_an_inspection_measures_what_it_verifies_by_the_promise_that_was_reported_under(
    world: World, case: Case
) -> None:
    """28 households of 101, whatever they are called and of how many they are since."""
    task = world.paper.tasks.get(number=1)
    data = inspecting.VerifiedData(status=DOING, value=Decimal(28), note="Đếm tại thực địa.")
    made = inspecting.verify_value(
        inspection=world.inspection, task=task, data=data, by=world.cast.inspector,
        at=stage.at(4, 19),
    )  # fmt: skip
    assert made.completion == Decimal("27.72")
    higher = case.actual == "10"
    pages = [f"kiem-tra/{world.inspection.pk}/", f"kiem-tra/{world.inspection.pk}/nhiem-vu/1/"]
    for path in pages:
        said = part(world.cast.inspector, path, "<section", "</section>")
        assert (
            f"{case.actual} hộ · {Status(case.status).label} mức hoàn thành {case.said[0]}" in said
        )
        assert "theo cam kết trước điều chỉnh" in said
    said = part(world.cast.inspector, pages[0], "<section", "</section>")
    assert f"28 hộ · {Status.IN_PROGRESS.label}" in said
    word, side = ("Cao", "cao") if higher else ("Thấp", "thấp")
    assert f"{word} hơn báo cáo" in said
    assert f"mức hoàn thành {side} hơn" in said
    assert "tính theo số xác minh: 27,7%" in said


def test_a_round_that_waited_is_judged_by_its_own_promise(cast: Cast, ward: Any) -> None:
    """Amended between handing in and acceptance: reviewed and counted as it was handed in."""
    paper, support = ward
    case = CASES["a lower target"]
    report = filed(cast, paper, 1, values(case), at=stage.at(3, 20))
    amend(cast, paper, case)
    review = part(cast.clerk, "bao-cao/phuong-1/quy-1/duyet/", "<section", "</section>")
    assert (percents(review), state(review)) == (set(case.said), "")
    waits = part(cast.head, "", *ON_DESK)
    assert "30/101 hộ · theo cam kết trước điều chỉnh · tạm tính, chờ xem xét" in waits
    reviewing.accept(
        report=report, round_number=1, verdicts={}, comment="", task_comments={},
        by=cast.clerk, at=stage.at(4, 16),
    )  # fmt: skip
    test_every_page_says_the_same(World(cast, paper, support, inspected(cast, paper)), case)


def test_steps_are_counted_among_those_that_were_promised(cast: Cast, ward: Any) -> None:
    """Task 2 was reported with its three steps; an amendment adds a fourth."""
    paper, _ = ward
    accepted(cast, paper, 1, {2: (DOING, None)}, at=stage.at(3, 20))
    steps = amendments.words(paper, 2).milestones
    more = (*steps, MilestoneData(4, "Mốc quý 4 của việc 2", None))
    amendments.approved(cast, paper, 2, milestones=more, due_on=date(2021, 12, 31))
    found = inspected(cast, paper)
    title = "Nhiệm vụ mẫu số 2"
    desk = get(cast.head, BASE).context["standing"][1]
    assert (desk.value, desk.completion, desk.amended) == ("3/3 mốc", 99, True)
    results = part(cast.head, "bao-cao/phuong-1/tong-hop/6-thang/", "<tr>", "</tr>", words=title)
    assert "3/3 mốc" in results
    task = amendments.task(paper, 2)
    done = frozenset(step.pk for step in task.milestones.all()[:2])
    data = inspecting.VerifiedData(status=DOING, steps=done, note="Xem hồ sơ.")
    made = inspecting.verify_value(
        inspection=found, task=task, data=data, by=cast.inspector, at=stage.at(4, 19)
    )
    assert made.completion == Decimal("66.67")
    page = part(cast.inspector, f"kiem-tra/{found.pk}/", "<section", "</section>", words=title)
    assert "3/3 mốc" in page
    assert "2/3 mốc" in page
    assert "/4 mốc" not in page


def test_of_a_withdrawn_task_nothing_is_late(cast: Cast, ward: Any) -> None:
    """It was 15 days late when it went."""
    paper, _ = ward
    paper.tasks.filter(number=1).update(due_on=date(2021, 3, 31))
    accepted(cast, paper, 1, {1: (DOING, "10")}, at=stage.at(3, 20))
    amendments.withdrawn(cast, paper, 1)
    for span in ("6-thang", "9-thang", "nam"):
        path = f"bao-cao/phuong-1/tong-hop/{span}/"
        said = part(cast.head, path, "<tr>", "</tr>")
        assert "Đã rút khỏi cam kết" in said
        assert state(said) == "", span
        # Four were promised, the one added with it among them.
        assert "· 3 nhiệm vụ" in plain(get(cast.head, f"{BASE}{path}").content.decode()), span
    assert TITLE not in [row.task.title for row in get(cast.head, BASE).context["standing"]]
    assert "Phường 1 – nhiệm vụ 1" not in plain(
        get(cast.clerk, f"{BASE}tong-quan/").content.decode()
    )
    assert f"({TITLE}) chậm" not in plain(
        get(cast.clerk, f"{BASE}cam-ket/phuong-1/").content.decode()
    )


def test_the_overview_s_workbook_has_the_page_s_tenths(cast: Cast, ward: Any) -> None:
    """24,75, 33,33 and 24,27 percent are 27,45 in the mean: 27,5, as one rounds on paper."""
    paper, _ = ward
    accepted(cast, paper, 1, {1: (DOING, "30"), 2: (DOING, None)}, at=stage.at(3, 20))
    page = part(cast.clerk, "tong-quan/", "<tr>", "</tr>", words="Phường 1")
    row = sheet(get(cast.clerk, f"{BASE}tong-quan/xuat/"), "Danh sách")[0]
    assert "Đạt 42,9%, theo lộ trình 27,5%" in page
    assert (row[7], row[8]) == (42.9, 27.5)


def test_a_task_given_to_many_has_the_same_tenth(cast: Cast, ward: Any) -> None:
    paper, _ = ward
    paper.tasks.filter(number=1).update(batch=(batch := uuid4()), origin="ASSIGNED")
    accepted(cast, paper, 1, {1: (DOING, "60")}, at=stage.at(3, 20))
    path = f"cam-ket/giao-nhieu/{batch}/"
    said = part(cast.clerk, path, "<tr>", "</tr>", words="Phường 1")
    assert "Đạt 59,4% 60 hộ · 59,4%" in said
    (row,) = sheet(get(cast.clerk, f"{BASE}{path}xuat-excel/"), "Danh sách")
    assert row[-1] == 59.4


def test_what_was_reported_without_a_percent_was_reported(cast: Cast, ward: Any) -> None:
    """A task with neither target nor steps, which is being done."""
    paper, _ = ward
    paper.tasks.get(number=2).milestones.all().delete()
    accepted(cast, paper, 1, {2: (DOING, "0")}, at=stage.at(3, 20))
    assert report_of(paper, 1).answers.get(task__number=2).completion is None
    said = part(cast.head, "", *ON_DESK, words="Nhiệm vụ mẫu số 2")
    assert "Đang thực hiện" in said
    assert "Chưa báo cáo" not in said
    assert "mốc" not in said
