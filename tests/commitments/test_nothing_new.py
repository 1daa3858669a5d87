""" "Không phát sinh" in one click: true words where nothing was reported before, and not enough for
what was to be done by the end of the quarter (domain.md §4: late to do)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from camket.audit import Refused
from camket.text import format_date
from commitments.models import ProgressReport, TaskProgress
from commitments.progress import Status
from commitments.quality import AnswerData, Promise, answer_findings
from commitments.workflow import filing
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import quarter_cast as quarter

pytestmark = pytest.mark.django_db

ON = date(2021, 3, 18)
END = date(2021, 3, 31)
FORM = f"{quarter.PREFIX}phuong-1/quy-1/"
IDLE = AnswerData(1, nothing_new=True)
LATER = date(2021, 9, 30)
STEP = {"milestone_names": {7: "Ban hành đề án"}, "steps_due": frozenset({7})}


def said(answer: AnswerData, **promised: Any) -> list[str]:
    promise = Promise(1, False, **({"due_on": LATER, "quarter_end": END} | promised))
    return [one.sentence for one in answer_findings(answer, promise, ON)]


def test_nothing_due_is_ready_in_one_click() -> None:
    assert said(IDLE) == []


@pytest.mark.parametrize(
    ("due", "lacks"),
    [
        (date(2021, 3, 1), True),
        (ON, True),
        (END, True),
        (date(2021, 4, 1), False),
    ],
    ids=["overdue", "due today", "due by the end of the quarter", "due next quarter"],
)
def test_a_task_that_is_due_wants_a_reason(due: date, lacks: bool) -> None:
    found = said(IDLE, due_on=due)
    assert bool(found) == lacks
    assert said(replace(IDLE, difficulties="Chờ thẩm định, xong trước 30/6."), due_on=due) == []
    if lacks:
        assert f"thời hạn {format_date(due)} mà chưa hoàn thành" in found[0]
        assert "vì sao chưa xong, đến khi nào xong" in found[0]


def test_a_report_written_late_owes_no_reason_for_what_fell_due_after_its_quarter() -> None:
    """To report late makes no task late (docs/decisions/0017)."""
    promise = Promise(1, False, due_on=date(2021, 4, 5), quarter_end=END)
    assert answer_findings(IDLE, promise, date(2021, 5, 5)) == []


def test_a_step_that_is_due_is_named() -> None:
    assert said(IDLE, **STEP) == [
        "Mốc đến hạn mà chưa xong (Ban hành đề án) nên “Không phát sinh” là chưa đủ. Đề nghị nêu vì "
        "sao chưa xong, đến khi nào xong ở mục “Khó khăn, vướng mắc”."
    ]
    kept = replace(IDLE, done_milestones=frozenset({7}), status=Status.IN_PROGRESS)
    assert said(kept, done_before=frozenset({7}), **STEP) == []


def test_what_was_done_before_stays_done() -> None:
    done = replace(IDLE, status=Status.DONE)
    assert said(done, due_on=date(2021, 3, 1), last_status=Status.DONE) == []


@pytest.mark.parametrize("before", ["", Status.NOT_STARTED, Status.IN_PROGRESS])
def test_nothing_new_makes_nothing_done(before: str) -> None:
    found = said(replace(IDLE, status=Status.DONE), last_status=before)
    assert found == [
        "Chọn “Không phát sinh” nhưng trạng thái mới là “đã hoàn thành”. "
        "Đề nghị bỏ chọn hoặc bỏ nội dung mới."
    ]


@pytest.mark.parametrize(
    ("before", "now", "said_so"),
    [
        (Status.DONE, Status.IN_PROGRESS, "“đang thực hiện” khác quý trước (“đã hoàn thành”)"),
        (
            Status.IN_PROGRESS,
            Status.NOT_STARTED,
            "“chưa triển khai” khác quý trước (“đang thực hiện”)",
        ),
        (
            Status.NOT_STARTED,
            Status.IN_PROGRESS,
            "“đang thực hiện” khác quý trước (“chưa triển khai”)",
        ),
    ],
)
def test_another_status_is_news(before: str, now: str, said_so: str) -> None:
    found = said(replace(IDLE, status=now), last_status=before)
    assert found == [
        f"Chọn “Không phát sinh” nhưng trạng thái {said_so}. Đề nghị bỏ chọn hoặc bỏ nội dung mới."
    ]


class TestJudgedOtherwise:
    """The Office did not share the status of last quarter: it is not handed in again unasked."""

    LAST = {"last_status": Status.DONE, "judged_status": Status.IN_PROGRESS}

    def test_the_status_is_asked_for(self) -> None:
        assert said(replace(IDLE, status=Status.DONE), **self.LAST) == [
            "Quý trước đơn vị báo “đã hoàn thành”, Văn phòng đánh giá “đang thực hiện”. Đề nghị "
            "chọn lại trạng thái theo đánh giá đó, hoặc bỏ chọn “Không phát sinh” và nêu căn cứ."
        ]

    def test_the_offices_own_is_no_news(self) -> None:
        assert said(replace(IDLE, status=Status.IN_PROGRESS), **self.LAST) == []
        done = {"last_status": Status.IN_PROGRESS, "judged_status": Status.DONE}
        assert said(replace(IDLE, status=Status.DONE), **done) == []

    def test_a_third_one_is(self) -> None:
        (found,) = said(replace(IDLE, status=Status.NOT_STARTED), **self.LAST)
        assert "trạng thái “chưa triển khai” khác quý trước (“đã hoàn thành”)" in found

    def test_with_new_words_the_unit_may_keep_to_its_own(self) -> None:
        kept = replace(IDLE, status=Status.DONE, nothing_new=False, changed="Đã có biên bản.")
        assert said(kept, **self.LAST) == []


def test_a_first_report_may_say_that_work_goes_on() -> None:
    assert said(replace(IDLE, status=Status.IN_PROGRESS)) == []


def test_a_written_change_is_something_new() -> None:
    assert said(replace(IDLE, changed="Đã bàn giao 5 hộ.")) == [
        "Chọn “Không phát sinh” nhưng đã nêu điều thay đổi. Đề nghị bỏ chọn hoặc bỏ nội dung mới."
    ]


def test_another_value_is_named_beside_the_last() -> None:
    promise = Promise(1, True, "hộ", last_value=Decimal(30))
    found = answer_findings(
        replace(IDLE, status=Status.IN_PROGRESS, actual=Decimal(42)), promise, END
    )
    assert [one.sentence for one in found] == [
        "Chọn “Không phát sinh” nhưng kết quả 42 hộ khác quý trước (30 hộ). "
        "Đề nghị bỏ chọn hoặc bỏ nội dung mới."
    ]


class TestOnTheWay:
    """The gate and the page, for the ward's tasks with a step due in each quarter."""

    @pytest.fixture
    def row(self, cast: Cast, on_day: Any) -> ProgressReport:
        on_day(2021, 3, 18)
        return quarter.report(quarter.reports(cast))

    @pytest.fixture
    def head(self, cast: Cast) -> Client:
        client = Client()
        client.force_login(cast.head)
        return client

    def ticks(self, row: ProgressReport, **more: str) -> dict[str, str]:
        tasks = row.commitment.tasks.all()
        boxes = {f"nv-{task.pk}-nothing_new": "on" for task in tasks}
        return boxes | {f"nv-{task.pk}-{n}": text for task in tasks for n, text in more.items()}

    def test_the_plain_form_is_kept_back_with_what_is_missing(
        self, head: Client, row: ProgressReport
    ) -> None:
        page = head.get(FORM)
        answer = head.post(FORM, quarter.posted(page, gui="1", **self.ticks(row)))
        text = answer.content.decode()
        assert answer.status_code == 422
        assert text.count("Mốc đến hạn mà chưa xong (Mốc quý 1 của việc") == 6  # twice: top, foot
        assert text.count("Còn thiếu: lý do ở mục khó khăn") == 3
        assert not row.rounds.exists()
        why = self.ticks(row, difficulties="Chờ thẩm định, xong trước 30/6.")
        sent = head.post(FORM, quarter.posted(answer, gui="1", **why))
        assert sent.status_code == 302
        assert row.rounds.count() == 1

    def test_without_an_earlier_result_none_is_claimed(
        self, head: Client, row: ProgressReport
    ) -> None:
        text = head.get(FORM).content.decode()
        assert "Chưa có báo cáo quý trước." in text
        assert "Giữ nguyên" not in text
        assert "Trong quý không phát sinh, bằng số đầu kỳ 0 hộ." in text
        assert "Trong quý chưa có gì mới so với đầu kỳ, không cần viết thêm." in text

    def test_with_one_it_is_kept(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.accepted(cast, row)
        on_day(2021, 6, 18)
        text = head.get(FORM.replace("quy-1", "quy-2")).content.decode()
        assert "Giữ nguyên: 30 hộ, đang thực hiện." in text
        assert "Giữ nguyên kết quả quý trước, không cần viết thêm." in text

    def test_what_the_office_did_not_share_is_not_handed_in_again_in_one_click(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.submitted(cast, row)
        quarter.accept(cast, row, 1, verdicts={2: "NOT_STARTED"})
        on_day(2021, 6, 18)
        here = FORM.replace("quy-1", "quy-2")
        page = head.get(here)
        text = page.content.decode()
        assert text.count("Đơn vị báo “đang thực hiện”, Văn phòng đánh giá “chưa triển khai”.") == 1
        assert "đang thực hiện.</p>" in text  # what is kept of the other two
        first, second, _ = page.context["sections"]
        assert (first.once["status"], second.once["status"]) == ("IN_PROGRESS", "")
        assert second.kept == (
            "Giữ nguyên các mốc. Đề nghị chọn lại trạng thái theo đánh giá của Văn phòng."
        )
        assert page.context["form"].parts[1]["status"].value() == "IN_PROGRESS"
        why = self.ticks(row, difficulties="Chờ thẩm định, xong trước 30/9.")
        sent = head.post(here, quarter.posted(page, gui="1", **why))
        assert sent.status_code == 422
        lines = [line for _, line in sent.context["missing"]]
        assert len(lines) == 1
        assert lines[0].startswith("Nhiệm vụ 2: Quý trước đơn vị báo “đang thực hiện”, Văn phòng")

    def test_a_value_that_has_reached_the_plan_needs_no_words(
        self, cast: Cast, row: ProgressReport
    ) -> None:
        """The roadmap wants 50 in quarter II; the first quarter had brought 60 already."""
        saved = quarter.draft(cast, row, actual=Decimal(60))
        words = {"by": cast.head, "at": quarter.HANDED_IN}
        made = filing.submit(report=saved, key=uuid4(), version=saved.version, **words)
        quarter.accept(cast, row, made.number)
        second = quarter.report(row.commitment, 2)
        idle = [
            AnswerData(task.pk, status=Status.IN_PROGRESS, nothing_new=True)
            for task in second.commitment.tasks.order_by("number")
        ]
        noon = stage.at(6, 18)
        saved = filing.save_draft(
            report=second, general=filing.GeneralData(), answers=idle, version=second.version,
            by=cast.reporter, at=noon,
        )  # fmt: skip
        with pytest.raises(Refused) as refused:
            filing.submit(report=saved, key=uuid4(), version=saved.version, by=cast.head, at=noon)
        assert [line[:12] for line in refused.value.lines] == ["Nhiệm vụ 2: "]
        answers = TaskProgress.objects.filter(report=second).order_by("task__number")
        assert [answer.actual for answer in answers] == [60, None, 60]
