"""An amendment changes how a task is counted: what was reported before stays told as it was, and is
nothing to begin with."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from commitments.exchange.quarter import asking
from commitments.models import Commitment, ProgressReport, Task
from commitments.quality import AnswerData
from commitments.views.clarity import past_row
from commitments.workflow import carrying, drafting, filing
from commitments.workflow.filing import GeneralData
from commitments.workflow.measuring import tasks_of
from commitments.workflow.past import past_of
from reports.figures import unit_results
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import amending_cast as amending
from tests.commitments import offline
from tests.commitments import quarter_cast as quarters
from tests.commitments.pages import client_of, get

NOW, DAY = stage.at(6, 18), date(2021, 6, 18)
URL = f"{quarters.PREFIX}phuong-1/quy-2/"
WHY = "đơn vị tính đã được điều chỉnh từ “hộ” thành “%”"
ANEW = f"Chưa nhập kết quả lũy kế từ đầu năm (%): sau báo cáo quý trước, {WHY} nên không lấy kết quả cũ."


@pytest.fixture
def paper(cast: Cast, on_day: Any) -> Commitment:
    """30 of 101 households were accepted in the first quarter; since April it is 90 %."""
    on_day(2021, 6, 18)
    made = reported(cast)
    amending.approved(cast, made, 1, unit_of_measure="%", target=Decimal(90))
    return stage.fresh(made)


@pytest.fixture
def second(paper: Commitment) -> ProgressReport:
    return quarters.report(paper, 2)


def reported(cast: Cast) -> Commitment:
    made = stage.signed(cast)
    quarters.accepted(cast, quarters.report(made))
    return made


def saved(cast: Cast, report: ProgressReport, **first: Any) -> ProgressReport:
    """A draft whose first task says what is given, the others all of it anew."""
    one, *others = quarters.answers(report)
    said = AnswerData(one.task, status="IN_PROGRESS", difficulties="Mưa nhiều.")
    return filing.save_draft(
        report=report,
        general=GeneralData(highlights="Hoàn thành sớm."),
        answers=[replace(said, **first), *others],
        version=quarters.fresh(report).version,
        by=cast.reporter,
        at=NOW,
    )


def missing(report: ProgressReport) -> list[str]:
    return [said for _, said in filing.missing(report, tasks_of(report), DAY)]


def test_the_workbook_tells_it_as_it_was_and_asks_anew(second: ProgressReport) -> None:
    asked = asking.questions(second, DAY)
    facts, ask = dict(asked.blocks[0].facts), asked.blocks[0].asks[1]
    assert facts["Kết quả quý trước"].startswith("Quý I: 30 hộ. ")
    assert asked.values[ask.key] is None
    assert ask.note.startswith(f"Đ{WHY[1:]}: kết quả quý trước không điền sẵn. ")
    assert asked.values[offline.key(second, "1.step.1")] is True
    assert asked.values[offline.key(second, "3.actual")] == "30"


def test_the_form_tells_it_as_it_was_and_asks_anew(cast: Cast, second: ProgressReport) -> None:
    page = get(cast.reporter, URL)
    first, _, third = page.context["sections"]
    assert (first.last.value, first.last.recounted, third.last.recounted) == ("30 hộ", WHY, "")
    assert [one.part["actual"].value() for one in (first, third)] == [None, "30"]
    assert (first.once["actual"], first.once["asks"], third.once["asks"]) == ("", "1", "")
    assert first.kept == "Giữ nguyên: đang thực hiện."
    assert ("actual", ANEW) in [(one.field, one.sentence) for one in first.findings]
    text = page.content.decode()
    assert f"Sau báo cáo này, {WHY}." in text
    assert f"chỉ nhập kết quả, vì {WHY}." in text
    assert "30%" not in text


def test_nothing_new_hands_in_no_value_of_another_measure(
    cast: Cast, second: ProgressReport
) -> None:
    kept = saved(cast, second, nothing_new=True)
    assert kept.answers.get(task__number=1).actual is None
    assert missing(kept) == [f"Nhiệm vụ 1: {ANEW}"]
    typed = saved(cast, quarters.fresh(second), nothing_new=True, actual=Decimal(27))
    assert missing(typed) == []
    made = filing.submit(
        report=typed, key=uuid4(), version=typed.version, by=cast.head, at=stage.at(6, 18)
    )
    quarters.accept(cast, second, made.number, at=stage.at(6, 24))
    one = unit_results(second.commitment, 2).tasks[0]
    assert [quarter.value for quarter in one.quarters][:2] == ["30 hộ", "27%"]


def test_a_file_brought_first_begins_without_a_value(second: ProgressReport) -> None:
    task = second.commitment.tasks.get(number=1)
    row = drafting.begun_answer(second, task.pk, on=DAY)
    assert (row.actual, row.status, row.done_milestones.count()) == (None, "IN_PROGRESS", 1)


def test_the_reviewer_compares_no_percents_with_households(
    cast: Cast, second: ProgressReport
) -> None:
    made = saved(cast, second, changed="Đã làm việc 1 ở khu phố 3.", actual=Decimal(20))
    filing.submit(report=made, key=uuid4(), version=made.version, by=cast.head, at=NOW)
    row = get(cast.clerk, f"{URL}duyet/").context["rows"][0]
    assert (row["last"].value, row["last"].recounted) == ("30 hộ", WHY)
    assert "Phần thuyết minh trùng với Quý I." in row["warnings"]
    assert not any("30" in said for said in row["warnings"])


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({"target": Decimal(90)}, "30"),
        ({"baseline": Decimal(5)}, None),
    ],
)
def test_what_else_makes_it_count_otherwise(
    cast: Cast, on_day: Any, changes: dict[str, Any], value: str | None
) -> None:
    on_day(2021, 6, 18)
    made = reported(cast)
    amending.approved(cast, made, 1, **changes)
    first = get(cast.reporter, URL).context["sections"][0]
    assert first.part["actual"].value() == value
    assert bool(first.last.recounted) is (value is None)


def test_one_query_more_where_there_was_an_amendment(
    cast: Cast, on_day: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    on_day(2021, 6, 18)
    made = reported(cast)
    url, client = f"{URL}bieu-mau-excel/", client_of(cast.reporter)
    client.get(url)
    with django_assert_num_queries(14):
        client.get(url)
    amending.approved(cast, made, 1, unit_of_measure="%", target=Decimal(90))
    with django_assert_num_queries(15):
        client.get(url)


def test_last_year_s_result_is_told_as_it_was_reported(
    paper: Commitment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tasks = Task.objects.filter(commitment=paper, number=1)
    with django_assert_num_queries(4):  # tasks, answers, milestones, rounds
        (past,) = past_of(tasks.select_related("commitment__year"))
    row = past_row(past)
    assert (row["reached"], past.kept) == ("30 hộ", None)
    assert carrying._start(past) == past.task.baseline
