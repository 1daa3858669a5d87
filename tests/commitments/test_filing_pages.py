"""The quarter's form as a browser without JavaScript meets it, and as the autosave does."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from camket.models import AuditEntry, OutgoingMail
from commitments.models import Milestone, ProgressReport, Proposal, Submission, TaskProgress
from commitments.views import filing as views
from commitments.workflow import filing, requesting, reviewing
from commitments.workflow.freezing import commitment_content
from tests import cast as stage
from tests.cast import Cast
from tests.commitments import proposals_cast as proposed
from tests.commitments import quarter_cast as quarter
from tests.commitments.pages import client_of
from tests.pages import main_form

pytestmark = pytest.mark.django_db

FORM = f"{quarter.PREFIX}phuong-1/quy-1/"


@pytest.fixture
def head(cast: Cast, client: Client) -> Client:
    client.force_login(cast.head)
    return client


def task_box(row: ProgressReport, number: int, name: str) -> str:
    return f"nv-{row.commitment.tasks.get(number=number).pk}-{name}"


def complete(page: Any, row: ProgressReport, **changes: str) -> dict[str, Any]:
    """The form filled in as far as it must be."""
    filled = {task_box(row, n, "changed"): f"Đã làm việc {n}." for n in (1, 2, 3)}
    filled |= {task_box(row, n, "status"): "IN_PROGRESS" for n in (1, 2, 3)}
    filled |= {task_box(row, n, "actual"): "30" for n in (1, 3)}
    return quarter.posted(page, **(filled | changes))


def taken_back(client: Client) -> Any:
    """The page that asks before a report is withdrawn, as it stands now, confirmed."""
    page = client.get(f"{FORM}rut/").content.decode()
    return client.post(f"{FORM}rut/", main_form(page).fields, follow=True)


class TestTheForm:
    def test_asks_for_what_was_promised(self, head: Client, row: ProgressReport) -> None:
        text = head.get(FORM).content.decode()
        for said in (
            "Báo cáo tiến độ Quý I/2021",
            "hạn nộp 25/3 · khóa sổ 05/4",
            "Còn 6 ngày",
            "Đạt 101 hộ",
            "Mốc quý 1 của việc 1",
            "Điều gì đã thay đổi so với đầu năm?",
            "0/3 nhiệm vụ đã đủ",
            "Gửi báo cáo",
        ):
            assert said in text

    @pytest.mark.parametrize(
        ("today", "said"),
        [((2021, 3, 19), "19/3/2021"), ((2021, 5, 5), "31/3/2021")],
        ids=["in the quarter", "after it"],
    )
    def test_says_which_day_its_bars_are_of(
        self, head: Client, row: ProgressReport, on_day: Any, today: Any, said: str
    ) -> None:
        on_day(*today)
        assert head.get(FORM).content.decode().count(f"Tính đến ngày {said}, theo bản") == 3

    def test_asks_whether_what_is_reached_is_done_and_keeps_nothing_back(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row, actual=Decimal(101))
        page = head.get(FORM)
        first, second, _ = page.context["sections"]
        assert first.ready
        assert [(place, said[:24]) for place, said in first.doubts] == [
            (f"div_nv-{first.part.task.pk}-status", "Kết quả đã đạt chỉ tiêu.")
        ]
        assert second.doubts == []
        assert page.context["handing_in"]
        quarter.draft(cast, row, actual=Decimal(101), status="DONE")
        assert head.get(FORM).context["sections"][0].doubts == []

    def test_says_since_when_support_is_asked_for(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        assert "Đã báo từ ngày" not in head.get(FORM).content.decode()
        quarter.submitted(cast, row, needs_support=True)
        on_day(2021, 5, 5)
        page = head.get(f"{quarter.PREFIX}phuong-1/quy-2/").content.decode()
        assert page.count("Đã báo từ ngày 19/3/2021.") == 3

    def test_begins_where_last_quarter_ended(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.accepted(cast, row)
        on_day(2021, 6, 19)
        page = head.get(f"{quarter.PREFIX}phuong-1/quy-2/")
        part = page.context["form"].parts[0]
        first = row.commitment.tasks.get(number=1).milestones.get(quarter=1)
        assert (part["actual"].value(), part["done"].value()) == ("30", [first.pk])
        assert part["changed"].value() == ""
        assert "30 hộ" in page.content.decode()
        assert "Đã làm việc 1 ở khu phố 3." in page.content.decode()

    def test_asking_for_it_changes_nothing(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        before = ProgressReport.objects.values().get(pk=row.pk)
        for path in ("", "luu/", "rut/"):
            head.get(FORM + path)
        assert ProgressReport.objects.values().get(pk=row.pk) == before
        assert not TaskProgress.objects.exists()

    def test_a_value_hardly_meant_is_counted_apart_and_gives_no_percentage(
        self, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row, **{task_box(row, 1, "actual"): "-16384"})
        foot = '2/3 nhiệm vụ đã đủ</b> <span class="lacks">Cần xem lại 1 điểm '
        page = head.post(f"{FORM}luu/", data)
        assert foot in page.content.decode()
        assert page.context["sections"][0].bar.completion is None
        empty = {task_box(row, 2, "changed"): "", task_box(row, 3, "changed"): ""}
        text = head.get(FORM).content.decode()
        assert foot in text
        text = head.post(f"{FORM}luu/", quarter.posted(head.get(FORM)) | empty).content.decode()
        assert "Còn thiếu 2 điểm, cần xem lại 1 " in text

    def test_shows_what_the_office_wants_mended(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.sent_back(cast, row)
        text = head.get(FORM).content.decode()
        assert "Văn phòng trả lại để bổ sung" in text
        assert "Ghi rõ địa bàn." in text

    def test_says_why_an_accepted_report_was_opened_again(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        """The reason that applies now, never that of an older round; also after a withdrawal."""
        quarter.sent_back(cast, row)
        made = quarter.submitted(cast, row, at=stage.at(3, 22))
        quarter.accept(cast, row, made.number)
        for reason in ("Số hộ chưa khớp biên bản.", "Còn thiếu minh chứng."):
            reviewing.reopen(report=row, reason=reason, by=cast.clerk, at=stage.at(3, 23))
            text = head.get(FORM).content.decode()
            assert "Văn phòng mở lại báo cáo đã chấp nhận, " in text
            assert reason in text
            assert "Cần rõ hơn." not in text
            assert "Ghi rõ địa bàn." not in text
            quarter.submitted(cast, row, at=stage.at(3, 24))
            filing.withdraw(report=row, by=cast.head, at=stage.at(3, 24))
            assert reason in head.get(FORM).content.decode()
            made = quarter.submitted(cast, row, at=stage.at(3, 25))
            quarter.accept(cast, row, made.number)

    def test_a_reporter_without_leave_saves_but_sees_why_not_more(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        client.force_login(cast.reporter)
        text = client.get(FORM).content.decode()
        assert "Lưu nháp" in text
        assert "Gửi báo cáo</button>" not in text
        assert "Người đứng đầu chưa cho phép" in text

    def test_two_steps_with_the_same_words_are_two(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        steps = row.commitment.tasks.get(number=2).milestones
        steps.update(text="Giải ngân")
        steps.filter(quarter=3).update(quarter=1, order=9)
        last = steps.all()[1]
        commitment = row.commitment
        type(commitment).objects.filter(pk=commitment.pk).update(
            content=commitment_content(commitment)
        )
        quarter.submitted(cast, row, done_milestones=frozenset({last.pk}))
        drawn = head.get(FORM).context["answers"][1]
        assert drawn.promise.steps == [("Giải ngân", False), ("Giải ngân", True)]
        assert drawn.bar.planned > drawn.bar.completion > 0
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 19))
        section = head.get(FORM).context["sections"][1]
        assert section.promise.steps == drawn.promise.steps

    def test_escapes_what_people_write(self, cast: Cast, head: Client, row: ProgressReport) -> None:
        evil = '<script>alert("x")</script>'
        words = dict.fromkeys(("changed", "difficulties", "proposals"), evil)
        quarter.submitted(cast, row, addressee="STANDING", **words)
        for path in ("", "lan-1/"):
            text = head.get(FORM + path).content.decode()
            assert evil not in text
            assert "&lt;script&gt;" in text

    @pytest.mark.parametrize(("tasks", "quarters"), [(1, 1), (7, 3)])
    def test_costs_the_same_for_one_task_and_for_seven_with_all_their_quarters(
        self, cast: Cast, head: Client, on_day: Any, django_assert_num_queries: Any,
        tasks: int, quarters: int,
    ) -> None:  # fmt: skip
        paper = quarter.with_tasks(cast, tasks)
        for number in range(1, quarters + 1):
            day = stage.at(3 * number, 20)
            before = quarter.report(paper, number)
            quarter.accepted(cast, before, handed_in=day, at=day)
            for task in paper.tasks.all():
                Proposal.objects.create(
                    report=before, task=task, text="Xin.", addressee="STANDING",
                    due_on=day.date(), made_at=day, made_by=cast.head,
                    state="WITHDRAWN" if number > 1 else "OPEN",
                )  # fmt: skip
        month = 3 * (quarters + 1)
        on_day(2021, month, 20)
        now = quarter.report(paper, quarters + 1)
        quarter.draft(cast, now, at=stage.at(month, 20))
        form = f"{quarter.PREFIX}phuong-1/quy-{quarters + 1}/"
        head.get(form)
        with django_assert_num_queries(24):
            page = head.get(form)
        assert len(page.context["sections"]) == tasks


class TestSaving:
    def test_keeps_everything(self, head: Client, row: ProgressReport) -> None:
        data = complete(
            head.get(FORM), row, highlights="Nổi bật", **{task_box(row, 1, "actual"): "1.234,5"}
        )
        answer = head.post(FORM, data | {"luu": "1"}, follow=True)
        assert "Đã lưu bản nháp lúc" in answer.content.decode()
        stored = TaskProgress.objects.get(report=row, task__number=1)
        assert (str(stored.actual), stored.changed) == ("1234.5000", "Đã làm việc 1.")
        assert quarter.fresh(row).highlights == "Nổi bật"
        assert AuditEntry.objects.filter(deed__startswith="QUARTER").count() == 0

    def test_no_new_work_in_one_click(self, head: Client, row: ProgressReport) -> None:
        page = head.get(FORM)
        Milestone.objects.filter(quarter=1).delete()  # nothing is due yet
        ticks = {task_box(row, n, "nothing_new"): "on" for n in (1, 2, 3)}
        answer = head.post(FORM, quarter.posted(page, gui="1", **ticks), follow=True)
        assert "Báo cáo đã được gửi" in answer.content.decode()

    def test_after_the_lock_saves_but_does_not_hand_in(
        self, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        on_day(2021, 4, 6)
        page = head.get(FORM)
        assert "đã khóa sổ ngày 05/4/2021" in page.content.decode()
        answer = head.post(FORM, complete(page, row, gui="1"))
        assert answer.status_code == 422
        assert "Đề nghị Văn phòng gia hạn" in answer.content.decode()
        assert TaskProgress.objects.filter(report=row, changed__startswith="Đã làm").count() == 3
        assert not Submission.objects.exists()

    @pytest.mark.parametrize("typed", ["12.4", "1.240", "1,234.5", "abc", "12 hộ", "9" * 19])
    def test_a_number_in_doubt_is_asked_back_and_the_rest_is_saved(
        self, head: Client, row: ProgressReport, typed: str
    ) -> None:
        box = task_box(row, 1, "actual")
        answer = head.post(FORM, complete(head.get(FORM), row, gui="1", **{box: typed}))
        text = answer.content.decode()
        assert answer.status_code == 422
        assert f'value="{typed}"' in text
        assert f'href="#{box}"' in text
        assert TaskProgress.objects.get(report=row, task__number=1).actual is None
        assert TaskProgress.objects.get(report=row, task__number=3).actual == 30
        assert not Submission.objects.exists()

    def test_a_text_too_long_stays_on_the_page(self, head: Client, row: ProgressReport) -> None:
        box, long = task_box(row, 1, "changed"), "ế" * 20_001
        answer = head.post(FORM, complete(head.get(FORM), row, **{box: long}))
        assert answer.status_code == 422
        assert long in answer.content.decode()
        box2 = task_box(row, 1, "changed")
        fits = "ế" * 20_000
        head.post(FORM, complete(head.get(FORM), row, **{box2: fits}))
        assert TaskProgress.objects.get(report=row, task__number=1).changed == fits

    def test_the_second_saver_sees_both_texts(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        page = head.get(FORM)
        quarter.draft(cast, row)
        mine = complete(page, row, highlights="Bản của tôi")
        answer = head.post(FORM, mine)
        text = answer.content.decode()
        assert answer.status_code == 409
        assert "Bản của tôi" in text
        assert "Hoàn thành sớm." in text
        assert quarter.fresh(row).highlights == "Hoàn thành sớm."
        labels = [label for label, *_ in answer.context["rows"]]
        assert "Phần chung, Kết quả nổi bật" in labels
        assert all("Khó khăn" not in label for label in labels)
        again = head.post(FORM, quarter.posted(answer))
        assert again.status_code == 302
        assert quarter.fresh(row).highlights == "Bản của tôi"

    def test_two_at_different_fields_are_joined(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        page = head.get(FORM)
        value, text = task_box(row, 1, "actual"), task_box(row, 2, "changed")
        colleague = client_of(cast.reporter)
        theirs = quarter.posted(colleague.get(FORM)) | {value: "44", text: "Đồng nghiệp viết."}
        assert colleague.post(FORM, theirs).status_code == 302
        mine = quarter.posted(page) | {task_box(row, 3, "changed"): "Tôi viết."}
        answer = head.post(FORM, mine, follow=True)
        assert "gồm cả nội dung người khác vừa lưu" in answer.content.decode()
        kept = {a.task.number: a for a in quarter.fresh(row).answers.select_related("task")}
        assert kept[1].actual == 44
        assert (kept[2].changed, kept[3].changed) == ("Đồng nghiệp viết.", "Tôi viết.")

    def test_only_what_both_have_changed_is_asked_about(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        page = head.get(FORM)
        value, text = task_box(row, 1, "actual"), task_box(row, 2, "changed")
        head.post(FORM, quarter.posted(page) | {value: "44", text: "Đồng nghiệp viết."})
        mine = quarter.posted(page) | {text: "Tôi viết.", "gui": "1"}
        answer = head.post(FORM, mine)
        assert answer.status_code == 409
        assert [r[1:3] for r in answer.context["rows"]] == [("Tôi viết.", "Đồng nghiệp viết.")]
        assert 'name="gui"' not in answer.content.decode()  # nobody hands in what was not settled
        chosen = head.post(FORM, quarter.posted(answer))
        assert chosen.status_code == 302
        kept = {a.task.number: a for a in quarter.fresh(row).answers.select_related("task")}
        assert (kept[1].actual, kept[2].changed) == (44, "Tôi viết.")

    def test_what_a_colleague_wrote_is_read_before_it_is_handed_in(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        page = head.get(FORM)
        head.post(FORM, quarter.posted(page) | {task_box(row, 1, "actual"): "44"})
        answer = head.post(FORM, quarter.posted(page) | {"gui": "1"}, follow=True)
        assert "đọc lại rồi gửi" in answer.content.decode()
        assert quarter.fresh(row).state == "OPEN"
        head.post(FORM, quarter.posted(answer) | {"gui": "1"})
        assert quarter.fresh(row).state == "SUBMITTED"

    def test_a_page_that_says_nothing_of_where_it_began_shows_every_difference(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        page = head.get(FORM)
        head.post(FORM, quarter.posted(page) | {task_box(row, 1, "actual"): "44"})
        answer = head.post(FORM, quarter.posted(page) | {"base": "[1]"})
        assert [r[1:3] for r in answer.context["rows"]] == [("30", "44")]

    def test_a_colleague_who_saves_just_after_is_not_taken_for_oneself(
        self, cast: Cast, head: Client, row: ProgressReport, monkeypatch: Any
    ) -> None:
        """Version and marks of an answer are of one moment: the save's own."""
        quarter.draft(cast, row)
        text, other = task_box(row, 2, "changed"), task_box(row, 3, "changed")
        page = head.get(FORM)
        save = views.conflicts.save

        def then_colleague(*arguments: Any) -> Any:
            done = save(*arguments)
            monkeypatch.setattr(views.conflicts, "save", save)
            quarter.draft(cast, row, changed="Đồng nghiệp viết.")
            return done

        monkeypatch.setattr(views.conflicts, "save", then_colleague)
        mine = quarter.posted(page) | {other: "Tôi viết."}
        first = quarter.news(head.post(f"{FORM}luu/", mine))
        again = mine | {"version": str(first["version"]), "base": first["base"]}
        answer = quarter.news(head.post(f"{FORM}luu/", again))
        assert answer["fields"][text] == ["Đồng nghiệp viết."]
        kept = quarter.fresh(row).answers.get(task__number=2)
        assert kept.changed == "Đồng nghiệp viết."

    def test_what_was_typed_meanwhile_is_asked_about(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        """The page could not take over a field that was being typed in, and stays as old as it is."""
        quarter.draft(cast, row)
        page = head.get(FORM)
        text = task_box(row, 2, "changed")
        head.post(FORM, quarter.posted(page) | {text: "Đồng nghiệp viết."})
        mine = quarter.posted(page) | {task_box(row, 3, "changed"): "Tôi viết."}
        assert text in quarter.news(head.post(f"{FORM}luu/", mine))["fields"]
        answer = head.post(f"{FORM}luu/", mine | {text: "Tôi cũng viết."})
        assert answer.status_code == 409
        assert "Đồng nghiệp viết." in quarter.bit(answer, "luu-xung-dot")

    def test_a_number_in_doubt_hides_nobodys_value(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        page = head.get(FORM)
        value = task_box(row, 1, "actual")
        head.post(FORM, quarter.posted(page) | {value: "44"})
        answer = head.post(f"{FORM}luu/", quarter.posted(page) | {value: "1.24"})
        assert answer.status_code == 409
        assert "1.24" in quarter.bit(answer, "luu-xung-dot")
        assert quarter.fresh(row).answers.get(task__number=1).actual == 44

    def test_a_page_handed_in_before_still_saves_once_it_was_sent_back(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row, gui="1")
        head.post(FORM, data)
        reviewing.send_back(
            report=quarter.fresh(row), round_number=1, comment="Cần rõ hơn.", task_comments={},
            by=cast.clerk, at=quarter.JUDGED,
        )  # fmt: skip
        assert head.post(FORM, data).status_code == 422  # an old page hands nothing in
        data.pop("gui")
        head.post(FORM, data | {"highlights": "Viết thêm."})
        assert quarter.fresh(row).highlights == "Viết thêm."
        assert quarter.fresh(row).state == "SENT_BACK"

    @pytest.mark.parametrize(
        "junk",
        ["{", "[1]", "null", "x" * 5000, "[" * 50_000, '{"a":' * 15_000, "[0]" + " " * 10**6],
        ids=["half", "a list", "null", "no JSON", "deep", "deep in names", "long"],
    )
    def test_marks_that_cannot_be_read_stop_nothing(
        self, head: Client, row: ProgressReport, junk: str
    ) -> None:
        data = complete(head.get(FORM), row, base=junk)
        assert head.post(f"{FORM}luu/", data).status_code == 200
        assert head.post(FORM, data).status_code == 302

    def test_the_same_text_twice_is_no_conflict(self, head: Client, row: ProgressReport) -> None:
        data = complete(head.get(FORM), row)
        assert [head.post(FORM, data).status_code for _ in range(2)] == [302, 302]

    @pytest.mark.parametrize("path", ["", "luu/"])
    def test_no_new_work_twice_is_no_conflict(
        self, head: Client, row: ProgressReport, path: str
    ) -> None:
        """The page says nothing of the value that is carried over, the stored draft does."""
        boxes = {task_box(row, n, "nothing_new"): "on" for n in (1, 2, 3)}
        data = quarter.posted(head.get(FORM), **boxes)
        first, second = (head.post(FORM + path, data) for _ in range(2))
        assert first.status_code == second.status_code != 409

    def test_a_late_autosave_of_the_same_text_leaves_the_new_page_current(
        self, head: Client, row: ProgressReport
    ) -> None:
        """Typed, sent at once, and the autosave of the page left behind arrives last."""
        data = complete(head.get(FORM), row)
        page = head.post(FORM, data, follow=True)
        assert head.post(f"{FORM}luu/", data).status_code == 200
        later = quarter.posted(page, highlights="Viết thêm")
        assert head.post(FORM, later).status_code == 302
        assert quarter.fresh(row).highlights == "Viết thêm"

    def test_a_part_with_a_number_in_doubt_is_not_ready(
        self, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row)
        box = task_box(row, 1, "actual")
        head.post(FORM, data)
        answer = head.post(FORM, complete(head.get(FORM), row, **{box: "12.4"}))
        text = answer.content.decode()
        assert "Chưa ghi được: kết quả lũy kế từ đầu năm" in text
        assert "2/3 nhiệm vụ đã đủ" in text

    def test_a_page_that_does_not_say_its_version_meets_the_stored_text(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        answer = head.post(FORM, {"version": "x", "highlights": "Ghi đè"})
        assert answer.status_code == 409
        assert quarter.fresh(row).highlights == "Hoàn thành sớm."


class TestHandingIn:
    def test_gives_a_receipt(self, head: Client, row: ProgressReport) -> None:
        answer = head.post(FORM, complete(head.get(FORM), row, gui="1"), follow=True)
        made = Submission.objects.get()
        text = answer.content.decode()
        assert "Biên nhận" in text
        assert made.code in text
        assert "Lần nộp 1" in text
        assert "nộp đúng hạn" in text

    def test_a_double_click_is_one_round(self, head: Client, row: ProgressReport) -> None:
        data = complete(head.get(FORM), row, gui="1")
        for _ in range(2):
            assert "Báo cáo đã được gửi" in head.post(FORM, data, follow=True).content.decode()
        assert Submission.objects.count() == 1

    @pytest.mark.parametrize("late", ["save", "submit"])
    def test_two_clicks_at_once_both_get_the_receipt(
        self, cast: Cast, head: Client, row: ProgressReport, monkeypatch: Any, late: str
    ) -> None:
        """The second has asked for the key before the first is done."""
        data = complete(head.get(FORM), row, gui="1")
        room: Any = views.conflicts if late == "save" else filing
        deed, first, made = getattr(room, late), Client(), []
        first.force_login(cast.head)

        def meanwhile(*args: Any, **words: Any) -> Any:
            monkeypatch.setattr(room, late, deed)
            made.append(first.post(FORM, data))
            return deed(*args, **words)

        monkeypatch.setattr(room, late, meanwhile)
        answer = head.post(FORM, data, follow=True)
        assert made[0].status_code == 302
        assert answer.status_code == 200
        assert "Báo cáo đã được gửi" in answer.content.decode()
        assert Submission.objects.count() == 1

    def test_what_is_missing_is_listed_with_links_and_nothing_is_lost(
        self, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row, gui="1", **{task_box(row, 2, "changed"): ""})
        answer = head.post(FORM, data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Báo cáo còn điểm phải bổ sung hoặc xem lại, chưa gửi được." in text
        place = task_box(row, 2, "changed")
        assert f'<a href="#{place}">Nhiệm vụ 2: Chưa nêu điều gì đã thay đổi' in text
        assert f'id="{place}"' in text
        assert TaskProgress.objects.get(report=row, task__number=1).changed == "Đã làm việc 1."
        again = quarter.posted(answer, gui="1", **{task_box(row, 2, "changed"): "Đã xong."})
        assert head.post(FORM, again).status_code == 302
        assert Submission.objects.count() == 1

    def test_after_a_withdrawal_the_old_page_asks_to_be_opened_anew(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row, gui="1")
        head.post(FORM, data)
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 19))
        answer = head.post(FORM, data)
        assert "Trang này đã cũ" in answer.content.decode()
        assert head.post(FORM, quarter.posted(answer, gui="1")).status_code == 302

    def test_typed_text_stays_when_somebody_else_has_handed_in(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row, highlights="Chưa kịp lưu")
        quarter.submitted(cast, row)
        answer = head.post(FORM, data)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Chưa kịp lưu" in text
        assert "đang chờ Văn phòng xem xét" in text
        assert "Lưu nháp" not in text

    def test_withdrawing_past_the_due_day_makes_it_late(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.submitted(cast, row)
        on_day(2021, 3, 26)
        told = head.get(f"{FORM}rut/").context["consequences"]
        assert told[-1].endswith("Hạn nộp 25/3 đã qua: gửi lại sẽ bị tính là nộp muộn.")

    def test_the_receipt_says_why_it_cannot_be_taken_back(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.submitted(cast, row)
        mail = OutgoingMail.objects.get(kind="quarter_received", recipient=cast.head)
        assert "bắt đầu xem xét, chậm nhất ngày 05/4/2021." in mail.text
        assert "Không rút được" not in head.get(FORM).content.decode()
        on_day(2021, 4, 6)
        assert "Không rút được: đã khóa sổ sau ngày 05/4/2021." in head.get(FORM).content.decode()

    def test_a_refusal_of_what_is_saved_asks_for_no_warning(
        self, head: Client, row: ProgressReport
    ) -> None:
        answer = head.post(FORM, quarter.posted(head.get(FORM), gui="1"))
        assert answer.status_code == 422
        assert "data-unsaved" not in answer.content.decode()

    def test_withdrawing_is_confirmed_first(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        assert "Rút báo cáo về" not in head.get(FORM).content.decode()
        told = head.get(f"{FORM}rut/").context["consequences"]
        assert "Lần nộp đã rút vẫn đọc được trong lịch sử." in told
        assert told[-1] == "Nộp đúng hạn hay muộn được tính theo lần gửi tiếp theo."
        assert "kiến nghị" not in " ".join(told).lower()
        answer = taken_back(head)
        said = "Đã rút báo cáo. Sửa xong, đề nghị gửi lại chậm nhất ngày 25/3 để đúng hạn nộp."
        assert said in answer.content.decode()
        assert "Xem lần nộp 1 (đã rút)" in answer.content.decode()
        assert quarter.fresh(row).state == "OPEN"
        again = head.post(f"{FORM}rut/", follow=True)
        assert "Không rút được: báo cáo đang ở đơn vị" in again.content.decode()

    def test_a_withdrawn_round_is_not_judged_by_a_later_one(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        filing.withdraw(report=row, by=cast.head, at=stage.at(3, 19))
        quarter.submitted(cast, row, at=stage.at(3, 19, 10))
        text = head.get(f"{FORM}lan-1/").content.decode()
        assert "(đã rút, không tính là đã nộp)" in text
        assert "nộp đúng hạn" not in text.split('id="bien-nhan"')[1].split("</dl>")[0]

    def test_only_the_round_that_was_on_the_page_is_withdrawn(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        page = head.get(f"{FORM}rut/").content.decode()
        data = main_form(page).fields
        head.post(f"{FORM}rut/", data)
        quarter.submitted(cast, row, at=stage.at(3, 19, 10))
        for sent in (data, {}):
            again = head.post(f"{FORM}rut/", sent, follow=True)
            assert "không còn ở lần nộp anh/chị đang xem" in again.content.decode()
            assert quarter.fresh(row).state == "SUBMITTED"
        taken_back(head)
        assert quarter.fresh(row).state == "OPEN"

    def test_an_accepted_report_says_why_it_cannot_be_withdrawn(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.accepted(cast, row)
        told = head.get(f"{FORM}rut/", follow=True).content.decode()
        assert "Không rút được: báo cáo đã được chấp nhận. Cần sửa thì đề nghị Văn phòng" in told

    def test_withdrawing_after_the_due_day_asks_for_it_before_the_lock(
        self, cast: Cast, head: Client, row: ProgressReport, on_day: Any
    ) -> None:
        quarter.submitted(cast, row, at=stage.at(3, 27))
        on_day(2021, 3, 28)
        text = taken_back(head).content.decode()
        assert "gửi lại chậm nhất ngày 05/4, trước khi khóa sổ." in text

    def test_withdrawing_after_a_verdict_says_what_goes_on_to_count(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        """The first round stays the one that timeliness is counted by, and no lock closes it."""
        quarter.sent_back(cast, row)
        quarter.submitted(cast, row, at=stage.at(3, 24))
        told = head.get(f"{FORM}rut/").context["consequences"]
        counted = "Thời hạn vẫn tính theo lần nộp đầu tiên (nộp đúng hạn), rút về không đổi."
        assert told[-1] == counted
        text = taken_back(head).content.decode()
        assert "đề nghị gửi lại; báo cáo đã bị trả lại không bị khóa sổ." in text
        assert "để đúng hạn nộp" not in text

    def test_withdrawing_tells_which_proposals_go_with_it(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        put = {"proposals": proposed.WORDS, "addressee": "STANDING"}
        proposed.handed_in(cast, row, **put)
        told = head.get(f"{FORM}rut/").context["consequences"]
        assert (
            "Kiến nghị chưa được trả lời rút theo (1 kiến nghị gửi Ban Thường vụ); gửi lại thì "
            "mở lại."
        ) in told

    @pytest.mark.parametrize(
        ("put", "sentence"),
        [
            (
                {"proposals": proposed.WORDS, "addressee": "STANDING"},
                "Kiến nghị nêu từ lần nộp trước vẫn chờ trả lời (1 kiến nghị gửi Ban Thường vụ).",
            ),
            (
                {"proposals": proposed.WORDS, "addressee": "COUNCIL"},
                "1 kiến nghị sửa ở lần nộp này trở lại nội dung, nơi nhận và hạn trả lời trước khi "
                "sửa.",
            ),
            (
                {},
                "Kiến nghị bỏ ở lần nộp này được mở lại, hạn như cũ (1 kiến nghị gửi Ban Thường vụ).",
            ),
        ],
    )
    def test_withdrawing_after_a_verdict_tells_what_waits_on(
        self, cast: Cast, head: Client, row: ProgressReport, put: dict[str, Any], sentence: str
    ) -> None:
        first = {"proposals": proposed.WORDS, "addressee": "STANDING"}
        proposed.sent_back(cast, row, proposed.handed_in(cast, row, **first))
        proposed.handed_in(cast, row, stage.at(3, 25), **put)
        told = head.get(f"{FORM}rut/").context["consequences"]
        assert [line for line in told if "iến nghị" in line] == [sentence]

    @pytest.mark.parametrize("kept", [True, False])
    def test_withdrawing_tells_of_a_request_for_time_that_handing_in_has_closed(
        self, cast: Cast, head: Client, row: ProgressReport, kept: bool
    ) -> None:
        asked = requesting.ask_extension(
            report=row, reason="Mưa lũ.", wished_until=date(2021, 4, 9),
            by=cast.head, at=quarter.DRAFTED,
        )  # fmt: skip
        if not kept:
            requesting.withdraw_request(request=asked, by=cast.head, at=quarter.DRAFTED)
        quarter.submitted(cast, row)
        told = head.get(f"{FORM}rut/").context["consequences"]
        lost = (
            "Đề nghị gia hạn đã hết hiệu lực khi gửi báo cáo, không tự mở lại; còn cần thêm thời "
            "gian thì đề nghị xin lại."
        )
        assert (lost in told) is kept

    def test_all_rounds_stay_readable(self, cast: Cast, head: Client, row: ProgressReport) -> None:
        quarter.sent_back(cast, row)
        quarter.submitted(cast, row, at=stage.at(3, 24), changed="Bản sửa.")
        first, second = (head.get(f"{FORM}lan-{n}/").content.decode() for n in (1, 2))
        assert "Đã làm việc 1 ở khu phố 3." in first
        assert "Ghi rõ địa bàn." in first
        assert "Bản sửa." in second
        assert head.get(f"{FORM}lan-3/").status_code == 404


class TestAutosave:
    def test_saves_and_says_what_is_ready(self, head: Client, row: ProgressReport) -> None:
        data = complete(head.get(FORM), row)
        answer = head.post(f"{FORM}luu/", data)
        assert quarter.news(answer)["version"] == quarter.fresh(row).version == 2
        assert "3/3 nhiệm vụ đã đủ" in quarter.bit(answer, "foot-status")
        assert "Đã đủ" in quarter.bit(answer, "nhiem-vu-1-badge")
        assert quarter.news(answer)["problems"] == []

    def test_asks_back_a_number_in_doubt(self, head: Client, row: ProgressReport) -> None:
        box = task_box(row, 1, "actual")
        data = complete(head.get(FORM), row, **{box: "12.4"})
        problem = quarter.news(head.post(f"{FORM}luu/", data))["problems"][0]
        assert problem["id"] == box
        assert "124 hay 12,4" in problem["sentence"]

    def test_shows_both_texts_on_a_conflict(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row, highlights="Bản của tôi")
        quarter.draft(cast, row)
        answer = head.post(f"{FORM}luu/", data)
        assert answer.status_code == 409
        assert "Bản của tôi" in quarter.bit(answer, "luu-xung-dot")
        assert quarter.news(answer)["version"] == quarter.fresh(row).version

    def test_hands_over_what_a_colleague_wrote_elsewhere(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.draft(cast, row)
        page = head.get(FORM)
        value, steps = task_box(row, 1, "actual"), task_box(row, 2, "done")
        theirs = quarter.posted(page) | {value: "44,5"}
        theirs.pop(steps)
        head.post(FORM, theirs)
        mine = quarter.posted(page) | {task_box(row, 3, "changed"): "Tôi viết."}
        answer = quarter.news(head.post(f"{FORM}luu/", mine))
        assert answer["fields"] == {value: ["44,5"], steps: []}
        at = {"version": str(answer["version"]), "base": answer["base"]}
        again = quarter.news(head.post(f"{FORM}luu/", mine | answer["fields"] | at))
        assert again["fields"] == {}
        kept = {a.task.number: a for a in quarter.fresh(row).answers.select_related("task")}
        assert (kept[1].actual, kept[3].changed) == (Decimal("44.5"), "Tôi viết.")

    def test_refuses_in_words_once_it_is_handed_in(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        data = complete(head.get(FORM), row)
        quarter.submitted(cast, row)
        answer = head.post(f"{FORM}luu/", data)
        assert (answer.status_code, "đang chờ" in quarter.news(answer)["sentence"]) == (422, True)

    def test_without_a_login_says_so(self, client: Client, row: ProgressReport) -> None:
        answer = client.post(f"{FORM}luu/", {"highlights": "x", "version": "1"})
        assert answer.status_code == 401

    def test_gives_a_new_key_for_an_old_page(self, head: Client, row: ProgressReport) -> None:
        assert head.get(f"{FORM}luu/").json()["token"]


class TestWhoMay:
    GET = {
        "": {"head", "reporter", "clerk", "office_head", "standing", "inspector"},
        "luu/": {"head", "reporter", "clerk", "office_head"},
        "lan-1/": {"head", "reporter", "clerk", "office_head", "standing", "inspector"},
        "rut/": {"head", "clerk", "office_head"},
    }
    SEES = {"head", "reporter", "clerk", "office_head", "standing", "inspector"}

    @pytest.mark.parametrize("path", GET)
    def test_strangers_find_nothing_others_may_not(
        self, cast: Cast, client: Client, row: ProgressReport, path: str
    ) -> None:
        quarter.submitted(cast, row)
        for name, who in cast.people().items():
            client.force_login(who)
            expected = 404 if name not in self.SEES else 403
            expected = 200 if name in self.GET[path] else expected
            assert client.get(FORM + path).status_code == expected, (name, path)

    @pytest.mark.parametrize("path", ["", "luu/", "rut/"])
    def test_only_its_own_people_and_the_office_post(
        self, cast: Cast, client: Client, row: ProgressReport, path: str
    ) -> None:
        for name, who in cast.people().items():
            client.force_login(who)
            status = client.post(FORM + path, {"version": "0"}).status_code
            may = name in self.GET["rut/" if path == "rut/" else "luu/"]
            refused = (404,) if name not in self.SEES else (403,)
            assert (status in (200, 302, 409, 422)) if may else (status in refused), (name, status)

    def test_the_office_files_on_behalf(
        self, cast: Cast, client: Client, row: ProgressReport
    ) -> None:
        client.force_login(cast.clerk)
        page = client.get(FORM)
        assert "soạn thay Phường 1" in page.content.decode()
        client.post(FORM, complete(page, row, gui="1"))
        assert Submission.objects.get().on_behalf_of == "Bí thư Phường 1"

    @pytest.mark.parametrize("path", ["quy-5/", "quy-0/", "quy-12345678901234567890/"])
    def test_there_are_four_quarters(self, head: Client, row: ProgressReport, path: str) -> None:
        assert head.get(f"{quarter.PREFIX}phuong-1/{path}").status_code == 404

    def test_readers_see_no_draft(self, cast: Cast, client: Client, row: ProgressReport) -> None:
        quarter.draft(cast, row, changed="Chưa muốn cho ai xem")
        client.force_login(cast.standing)
        text = client.get(FORM).content.decode()
        assert "Đơn vị chưa gửi báo cáo này" in text
        assert "Chưa muốn cho ai xem" not in text

    def test_a_forged_key_is_no_way_round(
        self, cast: Cast, head: Client, row: ProgressReport
    ) -> None:
        quarter.submitted(cast, row)
        reviewing.begin_review(report=row, by=cast.clerk, at=quarter.JUDGED)
        answer = head.post(FORM, {"version": "9", "key": str(uuid4()), "gui": "1"})
        assert answer.status_code == 422
        assert Submission.objects.count() == 1
