"""After an amendment: which quarter asks for what, and what earlier quarters keep."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from camket.audit import Refused
from commitments.models import Evidence
from commitments.progress import Flag
from commitments.workflow import amending, evidencing, filing
from commitments.workflow.drafting import promised
from commitments.workflow.filing import GeneralData
from commitments.workflow.filing_refused import AMENDED_UNSAVED
from commitments.workflow.lateness import red_tasks
from commitments.workflow.measuring import tasks_of
from reports import figures
from reports.figures import standing
from tests import cast as stage
from tests.commitments import amending_cast as acts
from tests.commitments import quarter_cast as quarter
from tests.commitments.evidence_cast import brought, task_of
from tests.commitments.pages import client_of, get
from tests.pages import main_form
from tests.reports.quarters import accepted

BEFORE, AFTER = date(2021, 4, 14), date(2021, 4, 15)


@pytest.fixture
def paper(cast: Any) -> Any:
    return stage.signed(cast)


def asked(paper: Any, number: int) -> list[int]:
    return [task.number for task in tasks_of(quarter.report(paper, number))]


def test_a_task_is_asked_for_while_it_is_in_force(cast: Any, paper: Any) -> None:
    acts.withdrawn(cast, paper)  # task 2 left on 15 April, task 4 joined
    assert [asked(paper, q) for q in (1, 2, 3, 4)] == [[1, 2, 3], [1, 3, 4], [1, 3, 4], [1, 3, 4]]


def test_on_the_last_day_of_a_quarter_it_leaves_that_quarter(cast: Any, paper: Any) -> None:
    made = acts.draft(cast, paper)

    deed = {"amendment": made, "by": cast.reporter, "at": acts.DRAFTED}
    amending.withdraw_task(**deed, task=acts.task(paper, 2).pk, reason="Trùng.")
    amending.save_task(**deed, data=stage.task_data(8))
    acts.approve(cast, acts.propose(cast, made), at=stage.at(6, 30))
    assert [asked(paper, q) for q in (1, 2, 3)] == [[1, 2, 3], [1, 3, 4], [1, 3, 4]]


def test_what_was_drafted_of_a_withdrawn_task_is_not_handed_in(cast: Any, paper: Any) -> None:
    second = quarter.report(paper, 2)
    quarter.draft(cast, second, at=stage.at(4, 10))
    acts.withdrawn(cast, paper)
    missing = {
        number for number, _ in filing.missing(second, tasks_of(second), stage.at(4, 10).date())
    }
    assert missing == {4}
    made = quarter.submitted(cast, quarter.fresh(second), at=stage.at(6, 20))
    assert [task["promise"]["number"] for task in made.content["tasks"]] == [1, 3, 4]


def test_nor_are_the_files_that_lay_beside_it(
    cast: Any, paper: Any, settings: Any, tmp_path: Path
) -> None:
    """The page shows them no more; readers see a file only where a round names it."""
    settings.MEDIA_ROOT = tmp_path
    second, at = quarter.report(paper, 2), stage.at(4, 10)
    shown = [brought(cast, second, number, at=at) for number in (1, 2)]
    both = evidencing.use_again(
        report=second, task=task_of(second, 1), evidence=shown[1].evidence_id, by=cast.head, at=at
    )
    alone = brought(cast, second, 2, at=at)
    acts.withdrawn(cast, paper)
    saved = quarter.draft(cast, quarter.fresh(second), at=stage.at(6, 20))
    now = {"version": saved.version, "by": cast.head, "at": stage.at(6, 20)}
    made = filing.submit(report=saved, key=uuid4(), files={shown[0].pk, both.pk}, **now)
    named = [file["id"] for task in made.content["tasks"] for file in task["evidence"]]
    handed_in = Evidence.objects.exclude(handed_in_at=None)
    assert sorted(named) == sorted(handed_in.values_list("pk", flat=True))
    assert alone.evidence_id not in named


def test_a_round_handed_in_before_is_still_reviewed(cast: Any, paper: Any) -> None:
    """Its second task left meanwhile, in that very quarter."""
    second = quarter.report(paper, 2)
    made = quarter.submitted(cast, second, at=stage.at(4, 10))
    acts.withdrawn(cast, paper)
    url = "/dang-uy-mau/2021/bao-cao/phuong-1/quy-2/duyet/"
    page = get(cast.clerk, url)
    assert page.status_code == 200
    assert "status_2" in main_form(page.content.decode(), url).names
    quarter.accept(cast, second, made.number, at=stage.at(6, 22))
    assert second.answers.get(task__number=2).judged_status


@pytest.mark.parametrize(("to", "flagged"), [((12, 20), False), ((10, 1), True)])
def test_the_reviewer_is_told_of_the_due_date_in_force(
    cast: Any, paper: Any, on_day: Any, to: tuple[int, int], flagged: bool
) -> None:
    """Due on 30/9 when the quarter was handed in; the amendment moves it while the round waits."""
    third, moved = quarter.report(paper, 3), date(2021, *to)
    quarter.submitted(cast, third, at=stage.at(9, 24))
    made = acts.draft(cast, paper, 1, at=stage.at(9, 25), due_on=moved)
    acts.approve(cast, acts.propose(cast, made, at=stage.at(9, 25, 10)), at=stage.at(9, 27))
    on_day(2021, 10, 5)
    page = get(cast.clerk, "/dang-uy-mau/2021/bao-cao/phuong-1/quy-3/duyet/")
    first, second, _ = (row["warnings"] for row in page.context["rows"])
    said = "Thời hạn {} đã qua, chưa báo “đã hoàn thành”."
    assert (said.format("01/10/2021") in first) is flagged
    assert said.format("30/9/2021") not in first
    assert said.format("30/9/2021") in second


def test_of_a_withdrawn_task_nothing_is_due(cast: Any, paper: Any, on_day: Any) -> None:
    second = quarter.report(paper, 2)
    quarter.submitted(cast, second, at=stage.at(4, 10))
    acts.withdrawn(cast, paper)
    on_day(2021, 10, 5)
    page = get(cast.clerk, "/dang-uy-mau/2021/bao-cao/phuong-1/quy-2/duyet/")
    due = [any("đã qua" in one for one in row["warnings"]) for row in page.context["rows"]]
    assert due == [True, False, True]


def test_figures_of_a_day_before_keep_what_was_then(cast: Any, paper: Any) -> None:
    accepted(cast, paper, 1, {1: ("DONE", "101"), 2: ("DONE", None)}, at=stage.at(3, 20))
    acts.withdrawn(cast, paper)

    def counts(on: date, q: int = 2) -> Any:
        return sum(figures.task_counts(paper.year, q, on).values(), figures.TaskCounts())

    assert (counts(BEFORE).total, counts(BEFORE).done) == (3, 2)
    assert (counts(AFTER).total, counts(AFTER).done) == (3, 1)
    late = [figures.late_tasks(paper.year, 2, on) for on in (date(2021, 10, 1), BEFORE)]
    assert [[line.number for line in lines] for lines in late] == [[3, 4], []]
    (row,) = figures.heat_map(paper.year, [paper], 2, AFTER)
    assert (row.tasks, row.late) == (3, 0)
    assert [s.task.number for s in standing.unit_standing(paper, AFTER)] == [1, 3, 4]


def test_a_moved_due_date_does_not_make_the_past_punctual(cast: Any, paper: Any) -> None:
    """Due on 31 March, moved on 15 April to 30 June: late until then, on time afterwards."""
    paper.tasks.filter(number=1).update(due_on=date(2021, 3, 31))
    steps = acts.words(paper).milestones[:1]
    acts.approved(cast, paper, due_on=date(2021, 6, 30), milestones=steps)

    def late(on: date) -> list[tuple[int, date, int]]:
        found = figures.late_tasks(paper.year, 2, on)
        return [(line.number, line.due_on, line.days_late) for line in found]

    assert late(BEFORE) == [(1, date(2021, 3, 31), 14)]
    assert late(AFTER) == []
    assert late(date(2021, 7, 1)) == [(1, date(2021, 6, 30), 1)]
    for on, count in ((BEFORE, 1), (AFTER, 0)):
        total = sum(figures.task_counts(paper.year, 2, on).values(), figures.TaskCounts())
        assert total.late == count
        (row,) = figures.heat_map(paper.year, [paper], 2, on)
        assert row.late == count


def test_an_accepted_quarter_keeps_its_numbers(cast: Any, paper: Any) -> None:
    first = accepted(cast, paper, 1, {1: ("IN_PROGRESS", "30")}, at=stage.at(3, 20))
    kept = first.rounds.get().content
    acts.approved(cast, paper, target=Decimal(60))
    assert first.rounds.get().content == kept
    assert first.answers.get(task__number=1).completion == Decimal("29.70")
    assert figures.heat_map(paper.year, [paper], 1, AFTER)[0].completion == pytest.approx(
        Decimal("9.9"), abs=Decimal("0.01")
    )


# Of 101, with 25 planned by the first quarter; (accepted, planned by the amended promise, of how
# many, behind).
MOVED = {
    "a lower target": ("30", 25, 50, False),
    "more by the first quarter": ("30", 45, 101, False),
    "less by the first quarter": ("10", 1, 101, True),
    "a higher target": ("10", 25, 400, True),
}


@pytest.mark.parametrize(("actual", "by_then", "target", "behind"), MOVED.values(), ids=MOVED)
def test_an_amendment_makes_no_accepted_quarter_lag_or_catch_up(
    cast: Any, paper: Any, actual: str, by_then: int, target: int, behind: bool
) -> None:
    """Behind is what was accepted against what was planned then, wherever it is asked."""
    accepted(cast, paper, 1, {1: ("IN_PROGRESS", actual)}, at=stage.at(3, 20))
    first, *later = acts.words(paper).milestones
    steps = (
        replace(first, planned_value=Decimal(by_then)),
        *(replace(step, planned_value=Decimal(target)) for step in later),
    )
    acts.approved(cast, paper, target=Decimal(target), milestones=steps)
    task = acts.task(paper)
    said = red_tasks([task], AFTER).get(task.pk, "")
    listed = [line.number for line in figures.behind_tasks(paper.year, 1, AFTER)]
    assert (1 in listed) is behind
    assert ("chậm so với lộ trình" in said) is behind
    assert standing.unit_standing(paper, AFTER)[0].flag == (
        Flag.BEHIND if behind else Flag.ON_TRACK
    )


def test_given_back_it_is_measured_by_the_new_promise(cast: Any, paper: Any) -> None:
    first = quarter.report(paper)
    made = quarter.submitted(cast, first)
    acts.approved(cast, paper, target=Decimal(60))
    filing.withdraw(report=quarter.fresh(first), by=cast.head, at=quarter.HANDED_IN)
    assert first.answers.get(task__number=1).completion == Decimal("50.00")
    assert made.content["tasks"][0]["promise"]["target"] == "101"


class TestWhileTheFormIsOpen:
    """Approved after the page was drawn: nobody hands in a promise unread, and no text is lost."""

    FORM = f"{quarter.PREFIX}phuong-1/quy-2/"
    TYPED = "Viết trước khi có điều chỉnh."

    @pytest.fixture
    def second(self, paper: Any, on_day: Any) -> Any:
        on_day(2021, 6, 18)
        return quarter.report(paper, 2)

    @pytest.fixture
    def head(self, cast: Any) -> Any:
        return client_of(cast.head)

    def filled(self, page: Any, second: Any, **changes: str) -> dict[str, Any]:
        """The page complete, as it asks."""
        made: dict[str, str] = {}
        for task in tasks_of(second):
            box = f"nv-{task.pk}-"
            made |= {f"{box}changed": f"{self.TYPED} {task.number}", f"{box}status": "IN_PROGRESS"}
            made |= {f"{box}actual": "30"} if task.is_quantity else {}
        return quarter.posted(page, **made) | changes

    @pytest.mark.parametrize("button", ["luu", "gui"])
    def test_a_lower_target_is_read_before_it_is_handed_in(
        self, cast: Any, paper: Any, second: Any, head: Any, button: str
    ) -> None:
        data = self.filled(head.get(self.FORM), second, **{button: "1"})
        acts.approved(cast, paper, target=Decimal(60))
        answer = head.post(self.FORM, data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Bản cam kết đã được điều chỉnh trong khi trang đang mở" in text
        assert "Đạt 60 hộ" in text
        said = "<b>Nhiệm vụ 1.</b> Sửa theo điều chỉnh lần 1. · Chỉ tiêu trước đó: Đạt 101 hộ"
        assert said in text
        assert "<b>Nhiệm vụ 2.</b>" not in text
        assert not second.rounds.exists()
        assert second.answers.get(task__number=1).changed == f"{self.TYPED} 1"  # saved all the same
        assert head.post(self.FORM, quarter.posted(answer, gui="1")).status_code == 302
        assert second.rounds.get().content["tasks"][0]["promise"]["target"] == "60"

    @pytest.mark.parametrize("button", ["luu", "gui", "dung-lai"])
    def test_what_was_typed_of_a_withdrawn_task_comes_back(
        self, cast: Any, paper: Any, second: Any, head: Any, button: str
    ) -> None:
        first = paper.tasks.get(number=1)
        data = self.filled(head.get(self.FORM), second, **{button: str(first.pk)})
        acts.withdrawn(cast, paper)
        answer = head.post(self.FORM, data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Nhiệm vụ 2, Điều gì đã thay đổi so với đầu năm?" in text
        assert f"{self.TYPED} 2</textarea>" in text
        assert second.answers.get(task__number=3).changed == f"{self.TYPED} 3"
        assert not second.rounds.exists()

    def test_an_autosave_says_so_and_confirms_nothing(
        self, cast: Any, paper: Any, second: Any, head: Any
    ) -> None:
        """Otherwise the browser would drop its copy of text that lies nowhere."""
        data = self.filled(head.get(self.FORM), second)
        acts.withdrawn(cast, paper)
        answer = head.post(f"{self.FORM}luu/", data)
        assert (answer.status_code, quarter.news(answer)) == (422, {"sentence": AMENDED_UNSAVED})
        assert not second.answers.exists()

    def test_a_quarter_that_asks_as_before_goes_on(
        self, cast: Any, paper: Any, second: Any, head: Any
    ) -> None:
        """The task that joined is asked for from its own quarter on."""
        pages = [self.FORM.replace("quy-2", "quy-1"), self.FORM]
        sent = [quarter.posted(head.get(page), highlights="Đã ghi.") for page in pages]
        deed = {"by": cast.reporter, "at": acts.DRAFTED}
        made = amending.start(commitment=paper, **deed)
        amending.save_task(amendment=made, data=stage.task_data(8), **deed)
        amending.explain(amendment=made, reason="Thêm việc.", seen="", **deed)
        acts.approve(cast, acts.propose(cast, made))
        answers = [head.post(f"{page}luu/", data) for page, data in zip(pages, sent, strict=True)]
        assert [answer.status_code for answer in answers] == [200, 422]

    def test_approved_in_the_moment_of_the_deed(self, cast: Any, paper: Any, second: Any) -> None:
        """The verbs ask once more, with the row in hand."""
        seen = promised(second, tasks_of(second))
        saved = quarter.draft(cast, second)
        acts.approved(cast, paper, target=Decimal(60))
        with pytest.raises(Refused, match="chưa được lưu"):
            filing.save_draft(
                report=second, general=GeneralData(), answers=[], version=saved.version,
                promise=seen, by=cast.head, at=stage.at(6, 18),
            )  # fmt: skip
        with pytest.raises(Refused, match="chưa được gửi"):
            filing.submit(
                report=second, key=uuid4(), version=saved.version, promise=seen, by=cast.head,
                at=stage.at(6, 18),
            )  # fmt: skip
